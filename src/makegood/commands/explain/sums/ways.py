"""What is asked back by each way of payment, where the money of a case went several ways."""

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

ORDER = (
    "A request that runs goes first, with the sum that the log has for it. Then each payment is asked back for the "
    "work that it was for, and what no payment was for alone by the way whose time ends first."
)

NOTHING = "What was paid this way was for work that nothing is claimed for."


def ways(work: Work) -> None:
    """Add what each way is asked for, in the order in which they are served, and what is left for the other party.

    Raises DoesNotAddUpError where a sum is not what the documents state.
    """
    each = [(one, one.share) for one in work.facts.ways if one.share]
    if not each:
        return
    each.sort(key=lambda pair: pair[1].turn)
    work.sheet.head("By the way that the money went", ORDER)
    made = _Ways(work)
    for facts, share in each:
        made.first(facts, share)
    for facts, share in each:
        made.rest(facts, share)
    running = [made.asked[one.channel.id] for one, _ in each if one.running_since and one.sums.outstanding.amount]
    if running:
        work.found["askable"] = work.sheet.add(
            "Left to ask the other party for, beside the requests that run",
            total([work.found["open"]], running),
            comes_to=work.facts.sums.askable.amount,
            names=work.named("askable"),
        )


class _Ways:
    """The lines of all ways. `left` is what of the open sum no way has taken yet."""

    def __init__(self, work: Work) -> None:
        self.work, self.sheet = work, work.sheet
        self.left = work.found["open"]
        self.room: dict[str, int] = {}
        self.taken: dict[str, int] = {}
        self.asked: dict[str, int] = {}
        self.payments: dict[int, int] = {}
        self.claims: dict[str, int] = {}

    def first(self, facts: Facts, share: Share) -> None:
        """Add what went through a way, and what is asked there for a request that runs or for work of its own."""
        title, sheet = facts.channel.title, self.sheet
        room = sheet.add(f"{title}: paid", total(self._lines(facts, "out")))
        room = self.work.whole(room, share.paid.amount)
        back = self._lines(facts, "in")
        if back:
            came = self.work.whole(sheet.add("Came back this way", total(back)), share.returned.amount)
            room = sheet.add("Paid and not come back", total([room], [came]))
        self.room[facts.channel.id] = room
        wanted = self._stated(facts, share) if share.stated else self._own(facts, share)
        if wanted is None:
            return
        taken = sheet.add(
            f"{title}: asked for it" if share.stated is None else f"{title}: asked, as it was requested",
            smaller(wanted, room, self.left),
            comes_to=share.first.amount,
        )
        self.taken[facts.channel.id] = taken
        self._less(taken)

    def rest(self, facts: Facts, share: Share) -> None:
        """Add what is asked by a way of what no payment was for alone, and all that is asked there."""
        title, key, sheet = facts.channel.title, facts.channel.id, self.sheet
        parts = [self.taken[key]] if key in self.taken else []
        free = [] if share.stated else self._free(facts)
        if free:
            whole = sheet.add(f"{title}: paid for no work alone", total(free))
            room = sheet.add("Paid and not asked back yet", total([self.room[key]], parts)) if parts else self.room[key]
            more = sheet.add(
                f"{title}: asked of the rest",
                smaller(rounded_line(self, whole), room, self.left),
                comes_to=share.rest.amount,
            )
            parts.append(more)
            self._less(more)
        desk = (facts.desk.id,) if facts.desk else ()
        what, names = f"{title}: asked in all", self.work.named(key, *desk)
        if parts:
            self.asked[key] = sheet.add(what, total(parts), comes_to=share.asked.amount, names=names)
        else:
            self.asked[key] = sheet.typed(what, 0, NOTHING, sheet.unit, names=names)

    def _less(self, taken: int) -> None:
        if self.sheet.exact(taken):
            self.left = self.sheet.add("Open, and asked by no way yet", total([self.left], [taken]))

    def _lines(self, facts: Facts, direction: str) -> list[int]:
        return [self._line(one) for one in facts.case.payments if one.direction == direction]

    def _line(self, payment: Payment) -> int:
        return self.work.payments[id(payment)]

    def _free(self, facts: Facts) -> list[int]:
        """List what is for no work alone; all of it where the claim does not go by pieces of work."""
        has_claims = any(row.claimed.amount for row in self.work.facts.rows)
        out = (one for one in facts.case.payments if one.direction == "out")
        return [self._line(one) for one in out if not has_claims or not one.pays_for]

    def _stated(self, facts: Facts, share: Share) -> int | None:
        """Add what a request asks for that runs, less what came back since by its way."""
        opened = next((one for one in reversed(list(_requests(facts))) if one.amount), None)
        if opened is None or opened.amount is None or share.stated is None:
            return None
        place = self.work.places.entry(opened, "amount")
        asked = self.work.amount(
            f"Asked at {facts.desk.title if facts.desk else 'the desk'} on {self.work.day(opened.at)}",
            opened.amount,
            place,
        )
        since = facts.running_since
        back = [
            self._line(one) for one in facts.case.payments if one.direction == "in" and since and one.paid_on >= since
        ]
        if not back:
            return asked
        return self.sheet.add("Of it still to come", total([asked], back), comes_to=share.stated.amount)

    def _own(self, facts: Facts, share: Share) -> int | None:
        """Add what is claimed for the work that this way's payments were for, less what came back by it since."""
        if not share.pieces:
            return None
        parts = [self._piece(payment, item) for payment, item, _ in share.pieces]
        whole = parts[0]
        if len(parts) > 1:
            whole = self.sheet.add("Claimed for the work that was paid this way", total(parts))
        first = first_asked_on(self.work.case)
        back = [
            self._line(one) for one in facts.case.payments if one.direction == "in" and first and one.paid_on >= first
        ]
        if not back:
            return whole
        rest = self.sheet.add("Less what came back this way since the request", total([whole], back))
        return rest if self.sheet.exact(rest) >= 0 else self.sheet.add("At least nothing", larger(rest, Fraction(0)))

    def _piece(self, at: int, item: str) -> int:
        """Add what of a payment is claimed for one piece of work, and what is left of both."""
        payment = self.work.case.payments[at]
        work = next(one for one in self.work.case.deliverables if one.id == item)
        paid = self.payments.setdefault(at, rounded_line(self, self._line(payment)))
        claimed = self.claims.setdefault(item, self._claimed(item))
        what = f"{name(work)}, of the payment on {format_day(payment.paid_on)}"
        reference = f" ({visible(payment.reference)})" if payment.reference else ""
        part = self.sheet.add(
            f"{what}{reference}",
            smaller(paid, claimed),
            notes=[SheetNote(f"For it by {self.work.places.payment(payment, 'for')}.")],
        )
        if self.sheet.exact(part) < self.sheet.exact(paid):
            self.payments[at] = self.sheet.add("Left of that payment", total([paid], [part]))
        if self.sheet.exact(part) < self.sheet.exact(claimed):
            self.claims[item] = self.sheet.add("Left of that claim", total([claimed], [part]))
        return part

    def _claimed(self, item: str) -> int:
        called = self.work.named(f"{item} claimed")[0]
        return next(line.number for line in self.sheet.lines() if called in line.names)


def rounded_line(made: _Ways, number: int) -> int:
    """Return a line that ends with the smallest amount."""
    if made.sheet.exact(number) == made.sheet.nearest(number):
        return number
    return made.sheet.add("Rounded", rounded(number))


def _requests(facts: Facts) -> Iterator[LogEntry]:
    """Give what was opened or sent at the desk of a way since its request runs."""
    for entry in facts.case.log:
        is_ours = (
            facts.desk
            and entry.desk in {facts.desk.id, None}
            and entry.event in {"sent", "ticket_opened", "dispute_opened", "claim_opened"}
        )
        since = facts.running_since
        if is_ours and not entry.letter and since and day_of(entry.at, facts.case) >= since:
            yield entry
