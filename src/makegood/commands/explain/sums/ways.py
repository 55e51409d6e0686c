"""What is claimed by each way of payment, if the money of a case was paid in several ways."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from makegood.commands.explain.sums.prices import name
from makegood.commands.explain.sums.sheet import SheetNote, larger, rounded, smaller, total
from makegood.commands.explain.sums.work import Work
from makegood.domain.ledger import first_asked_on
from makegood.domain.windows import day_of, format_day
from makegood.formats.terminal_text import visible
from makegood.model.case import LogEntry, Payment
from makegood.model.facts import Facts
from makegood.model.results import Share
from makegood.model.statement import policy_text

ORDER = (
    "A pending request comes first, with the amount recorded in the log. Each payment is then claimed for the work "
    "that it paid for. Payments for no specific work are claimed through the channel with the earliest deadline."
)

NOTHING = "The payments through this channel were for work that is not claimed."


def ways(work: Work) -> None:
    """Add what is claimed by each way, in order of priority, and what remains for the other party.

    Raise DoesNotAddUpError if a sum differs from the documents.
    """
    shares = [(facts, facts.share) for facts in work.facts.ways if facts.share]
    if not shares:
        return
    shares.sort(key=lambda pair: pair[1].position)
    work.sheet.head("Claim by channel", ORDER)
    calculation = _Ways(work)
    for facts, share in shares:
        calculation.first(facts, share)
    for facts, share in shares:
        calculation.rest(facts, share)
    running = [
        calculation.asked[facts.channel.id]
        for facts, _ in shares
        if facts.running_since and facts.sums.outstanding.amount
    ]
    if running:
        work.lines["askable"] = work.sheet.add(
            "Amount still to be requested from the other party, after deducting pending requests",
            total([work.lines["open"]], running),
            comes_to=work.facts.sums.askable.amount,
            names=work.named("askable"),
        )


class _Ways:
    """The lines of all ways. `left` is the part of the open sum that no way claims yet."""

    def __init__(self, work: Work) -> None:
        self.work, self.sheet = work, work.sheet
        self.left = work.lines["open"]
        self.room: dict[str, int] = {}
        self.taken: dict[str, int] = {}
        self.asked: dict[str, int] = {}
        self.payments: dict[int, int] = {}
        self.claims: dict[str, int] = {}

    def first(self, facts: Facts, share: Share) -> None:
        """Add what was paid by a way, and what is claimed there for a running request or for work of its own."""
        title, sheet = policy_text(facts.channel.title), self.sheet
        room = sheet.add(f"{title}: paid", total(self._lines(facts, "out")))
        room = self.work.whole(room, share.paid.amount)
        back = self._lines(facts, "in")
        if back:
            received = self.work.whole(sheet.add("Refunded through this channel", total(back)), share.returned.amount)
            room = sheet.add("Paid and not returned", total([room], [received]))
        self.room[facts.channel.id] = room
        claim = self._stated(facts, share) if share.stated else self._own(facts, share)
        if claim is not None and share.stated and self._names_all_work(facts):
            own = self._own(facts, share)
            if own is None:
                own = sheet.typed(f"{title}: claimed for its work", 0, NOTHING, sheet.unit)
            claim = sheet.add("The part of it for missing work", smaller(claim, own))
        if claim is None:
            return
        taken = sheet.add(
            f"{title}: claimed" if share.stated is None else f"{title}: amount of the pending request",
            smaller(claim, room, self.left),
            comes_to=share.first.amount,
        )
        self.taken[facts.channel.id] = taken
        self._less(taken)

    def rest(self, facts: Facts, share: Share) -> None:
        """Add what a way claims of payments for no specific work, and its total claim."""
        title, key, sheet = policy_text(facts.channel.title), facts.channel.id, self.sheet
        parts = [self.taken[key]] if key in self.taken else []
        unassigned = [] if share.stated else self._free(facts)
        if unassigned:
            whole = sheet.add(f"{title}: paid for no specific work", total(unassigned))
            room = sheet.add("Paid and not yet claimed", total([self.room[key]], parts)) if parts else self.room[key]
            claimed = sheet.add(
                f"{title}: claimed from the remaining amount",
                smaller(rounded_line(self, whole), room, self.left),
                comes_to=share.rest.amount,
            )
            parts.append(claimed)
            self._less(claimed)
        desk = (facts.desk.id,) if facts.desk else ()
        what, names = f"{title}: total claimed", self.work.named(key, *desk)
        if parts:
            self.asked[key] = sheet.add(what, total(parts), comes_to=share.asked.amount, names=names)
        else:
            self.asked[key] = sheet.typed(what, 0, NOTHING, sheet.unit, names=names)

    def _less(self, claimed: int) -> None:
        if self.sheet.exact(claimed):
            self.left = self.sheet.add(
                "Outstanding, and not yet claimed through any channel", total([self.left], [claimed])
            )

    def _lines(self, facts: Facts, direction: str) -> list[int]:
        return [self._line(payment) for payment in facts.case.payments if payment.direction == direction]

    def _line(self, payment: Payment) -> int:
        return self.work.payments[id(payment)]

    def _free(self, facts: Facts) -> list[int]:
        """Return the lines of payments for no specific work; all if the claim does not depend on pieces of work."""
        has_claims = any(row.claimed.amount for row in self.work.facts.rows)
        has_claims = has_claims or self.work.facts.computation.is_made_good  # then nothing is claimed for any work
        payments = (payment for payment in facts.case.payments if payment.direction == "out")
        return [self._line(payment) for payment in payments if not has_claims or not payment.pays_for]

    def _names_all_work(self, facts: Facts) -> bool:
        """Return whether each payment of a way names its work, so that a request asks for nothing that has come."""
        payments = (payment for payment in facts.case.payments if payment.direction == "out")
        return any(row.claimed.amount for row in self.work.facts.rows) and all(payment.pays_for for payment in payments)

    def _stated(self, facts: Facts, share: Share) -> int | None:
        """Add the claim of a running request, less what came back by its way since."""
        request = next((entry for entry in reversed(list(_requests(facts))) if entry.amount), None)
        if request is None or request.amount is None or share.stated is None:
            return None
        place = self.work.places.entry(request, "amount")
        desk = policy_text(facts.desk.title) if facts.desk else "the desk"
        claimed = self.work.amount(f"Requested from {desk} on {self.work.day(request.at)}", request.amount, place)
        since = facts.running_since
        back = [
            self._line(payment)
            for payment in facts.case.payments
            if payment.direction == "in" and since and payment.paid_on >= since
        ]
        if not back:
            return claimed
        return self.sheet.add("Still to be paid", total([claimed], back), comes_to=share.stated.amount)

    def _own(self, facts: Facts, share: Share) -> int | None:
        """Add what is claimed for the work that this way paid for, less what came back by it since."""
        if not share.pieces:
            return None
        parts = [self._piece(payment, item) for payment, item, _ in share.pieces]
        whole = parts[0]
        if len(parts) > 1:
            whole = self.sheet.add("Claimed for the work paid through this channel", total(parts))
        first = first_asked_on(self.work.case)
        back = [
            self._line(payment)
            for payment in facts.case.payments
            if payment.direction == "in" and first and payment.paid_on >= first
        ]
        if not back:
            return whole
        rest = self.sheet.add("Less the refunds through this channel since the request", total([whole], back))
        return rest if self.sheet.exact(rest) >= 0 else self.sheet.add("At least zero", larger(rest, Fraction(0)))

    def _piece(self, index: int, item: str) -> int:
        """Add what is claimed of a payment for one piece of work, and what remains of both."""
        payment = self.work.case.payments[index]
        work = next(deliverable for deliverable in self.work.case.deliverables if deliverable.id == item)
        paid = self.payments.setdefault(index, rounded_line(self, self._line(payment)))
        claimed = self.claims.setdefault(item, self._claimed(item))
        what = f"{name(work)}, share of the payment on {format_day(payment.paid_on)}"
        reference = f" ({visible(payment.reference)})" if payment.reference else ""
        part = self.sheet.add(
            f"{what}{reference}",
            smaller(paid, claimed),
            notes=[SheetNote(f"Assigned by {self.work.places.payment(payment, 'for')}.")],
        )
        if self.sheet.exact(part) < self.sheet.exact(paid):
            self.payments[index] = self.sheet.add("Remaining amount of that payment", total([paid], [part]))
        if self.sheet.exact(part) < self.sheet.exact(claimed):
            self.claims[item] = self.sheet.add("Remaining amount of that claim", total([claimed], [part]))
        return part

    def _claimed(self, item: str) -> int:
        sum_name = self.work.named(f"{item} claimed")[0]
        return next(line.number for line in self.sheet.lines() if sum_name in line.names)


def rounded_line(calculation: _Ways, number: int) -> int:
    """Return a line rounded to the smallest amount."""
    if calculation.sheet.exact(number) == calculation.sheet.nearest(number):
        return number
    return calculation.sheet.add("Rounded", rounded(number))


def _requests(facts: Facts) -> Iterator[LogEntry]:
    """Yield what was opened or sent at the desk of a way since its request runs."""
    for entry in facts.case.log:
        is_ours = (
            facts.desk
            and entry.desk in {facts.desk.id, None}
            and entry.event in {"sent", "ticket_opened", "dispute_opened", "claim_opened"}
        )
        since = facts.running_since
        if is_ours and not entry.letter and since and day_of(entry.at, facts.case) >= since:
            yield entry
