"""What each letter asked for, what the next one asks for and why it differs, and what a desk is asked for."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from makegood.commands.explain.sums.sheet import SheetNote, total
from makegood.commands.explain.sums.work import Work
from makegood.domain.ladder import CLIMBING, NOTICE, OFFER
from makegood.domain.ledger import first_asked_on
from makegood.domain.windows import day_of, format_day
from makegood.model.results import DueLetter, Sending
from makegood.model.words import OPENING

RECEIPT = "refund_received"
ASKING = frozenset({RECEIPT, "dispute_notice", "extension_granted", "partial_counter"})
"""Letters beside the ladder that ask for what is open."""
OPENED = {"ticket_opened": "ticket", "dispute_opened": "dispute", "claim_opened": "claim"}


def letters(work: Work) -> None:
    """Add the sums of the letters that were sent and of those that are due."""
    ladder = work.facts.ladder
    if not (ladder.sent or ladder.due):
        return
    work.sheet.head("What each letter asks for")
    before: tuple[str, int] | None = None
    for sending in ladder.sent:
        number = _sent(work, sending)
        if sending.letter in CLIMBING:
            _differs(work, before, number)
            before = (f"the letter of {format_day(sending.on)}", number)
    for due in ladder.due:
        number = _due(work, due)
        if due.letter == RECEIPT and work.facts.sums.outstanding.amount:
            number = work.sheet.add("In the same letter: still open", total([work.found["open"]]))
        if due.letter in {*CLIMBING, *ASKING} and work.facts.sums.outstanding.amount:
            _differs(work, before, number)


def desk(work: Work) -> None:
    """Add what the desk was asked for, and what it is asked for now."""
    facts = work.facts
    asked = [one for one in work.case.log if one.event in OPENING or (one.event == "sent" and one.desk)]
    if facts.ways or (facts.desk is None and not asked):
        return  # each way says what its own desk is asked for
    planned = facts.desk is not None and any(one.desk is not None for one in facts.plan)
    later = next(
        (one.reason for one in facts.not_made if facts.desk and one.document == f"support/{facts.desk.id}"), ""
    )
    title = facts.desk.title if facts.desk else "The desk"
    work.sheet.head(
        f"What is asked for at a desk: {title}", *([] if planned or not later else [f"Not asked now. {later}"])
    )
    for entry in asked:
        if entry.amount:
            what = f"The {OPENED.get(entry.event, 'request')} of {work.day(entry.at)} asked for"
            work.amount(what, entry.amount, work.places.entry(entry, "amount"))
    if planned and facts.desk:
        what = f"{title} is asked for what is open"
        work.sheet.add(
            what,
            total([work.found["open"]]),
            comes_to=facts.sums.outstanding.amount,
            names=work.named(facts.desk.id, "desk"),
        )


def others(work: Work) -> None:
    """Add the amounts that the documents state as they were typed, and that nothing above follows from."""
    left = [one for one in work.case.log if one.amount and work.at_place(work.places.entry(one, "amount")) is None]
    balance = work.case.purchase.balance if work.case.purchase else None
    place = work.places.at("/purchase/balance/amount") if balance else ""
    has_balance = balance is not None and work.at_place(place) is None
    if left or has_balance:
        work.sheet.head("Other sums in the documents")
    for one in left:
        if one.amount:
            what = f"{one.event.replace('_', ' ').capitalize()} on {work.day(one.at)}"
            work.money(what, one.amount, work.places.entry(one, "amount"))
    if balance and has_balance:
        work.money(f"Balance, as read on {work.day(balance.read_on)}", balance.amount, place, "balance")


def _sent(work: Work, sending: Sending) -> int:
    """Add what a letter that was sent asked for: as the log has it, else what was open on its day."""
    what = f"{sending.title}, sent on {format_day(sending.on)}"
    amount, entry = sending.amount, sending.entry
    if entry.amount:
        number = work.amount(what, amount, work.places.entry(entry, "amount"), sending.letter)
    else:
        off = _came(work, sending)
        notes = (
            ["The log has no amount for it: this was open when it was sent."] if sending.letter not in CLIMBING else []
        )
        number = work.sheet.add(
            what,
            total([work.found["claim"]], off),
            comes_to=amount.amount,
            notes=notes,
            names=work.named(sending.letter),
        )
    if sending.rest is not None:
        fell = work.amount("The sum that was agreed", amount - sending.rest, _agreed_place(work, sending))
        work.sheet.add("The rest that falls away", total([number], [fell]), comes_to=sending.rest.amount)
    return number


def _agreed_place(work: Work, sending: Sending) -> str:
    """Find the entry by which the sum was agreed that an acceptance speaks of."""
    before = work.case.log[: work.case.log.index(sending.entry)]
    entry = next(one for one in reversed(before) if one.event == "agreed" and one.amount)
    return work.places.entry(entry, "amount")


def _came(work: Work, sending: Sending) -> list[int]:
    """Find what a letter of no stated amount took off: what had come back or was given up before its day."""
    until = sending.on + timedelta(days=sending.letter == RECEIPT)
    first = first_asked_on(work.case) or sending.on
    came = [one for one in work.case.payments if one.direction == "in" and first <= one.paid_on < until]
    given = [
        one
        for one in work.case.log
        if one.event == "waived" and one.privilege == "none" and day_of(one.at, work.case) < until
    ]
    amounts = [
        *((one.amount, work.places.payment(one, "amount"), "") for one in came),
        *((one.amount, work.places.entry(one, "amount"), work.day(one.at)) for one in given if one.amount),
    ]
    left, found = work.sheet.exact(work.found["claim"]), []
    for amount, place, day in amounts:
        if amount.currency == work.currency and amount.amount <= left:
            there = work.at_place(place)
            found.append(work.money(f"Given up on {day}", amount, place) if there is None else there)
            left -= Fraction(amount.amount)
    return found


def _due(work: Work, due: DueLetter) -> int:
    """Add the sum of a letter that is to be sent."""
    what = f"{due.policy.title}, next: {_verb(due)}"
    names, sheet, amount = work.named("next", due.letter), work.sheet, due.amount.amount
    own = due.about.amount if due.about else None
    if due.letter == RECEIPT and due.payments and len({one.amount.currency for one in due.payments}) == 1:
        lines = (work.at_place(work.places.payment(one, "amount")) for one in due.payments)
        number = sheet.add(what, total(one for one in lines if one), due.amount.currency, amount, names=names)
    elif due.letter == OFFER:
        number = work.amount(what, due.amount, work.places.at("/refund/offer/amount"), "next", due.letter)
    elif due.about and own == due.amount:
        number = work.amount(what, due.amount, work.places.entry(due.about, "amount"), "next", due.letter)
    elif due.letter == NOTICE and (asked := _at_desk(work, due)):
        number = sheet.add(what, total([asked]), comes_to=amount, names=names)
    else:
        number = sheet.add(what, total([_askable(work)]), comes_to=amount, names=names)
    if due.rest is not None:
        sheet.add(
            "The rest, no longer asked for once it is paid", total([_askable(work)], [number]), comes_to=due.rest.amount
        )
    if due.about and own and own != due.amount:
        work.amount("The sum that it answers", own, work.places.entry(due.about, "amount"))
    return number


def _at_desk(work: Work, due: DueLetter) -> int | None:
    """Return the line of what the desk is asked for that a letter tells of, where each way of the money has its own."""
    desk = due.about.desk if due.about else None
    return next((one.number for one in work.sheet.lines() if work.facts.ways and desk in one.names), None)


def _askable(work: Work) -> int:
    """Return the line of what the other party is asked for: what is open, less what desks are asked for meanwhile."""
    return work.found.get("askable", work.found["open"])


def _verb(due: DueLetter) -> str:
    if due.letter == RECEIPT:
        return "what has come" if due.payments else "what is open"
    return {OFFER: "it offers", "acceptance": "it accepts", "not_our_ground": "it gives up"}.get(
        due.letter, "it asks for"
    )


def _differs(work: Work, before: tuple[str, int] | None, number: int) -> None:
    """Say by how much a letter asks for more or less than the one before, and why."""
    if before is None:
        return
    called, last = before
    sheet = work.sheet
    if sheet[last].unit != sheet[number].unit:
        return
    change = sheet.exact(number) - sheet.exact(last)
    if not change:
        return
    more, less = (number, last) if change > 0 else (last, number)
    working = total([more], [less])
    sheet.add(f"{'More' if change > 0 else 'Less'} than {called}", working, notes=[_why(work, last, number)])


def _why(work: Work, last: int, number: int) -> SheetNote:
    """Name the lines by which two letters differ; where the log's own sum is another than the claim, say that."""
    new, old = work.sheet.leads_to(number), work.sheet.leads_to(last)
    since = {*work.entries(work.book.since)}
    apart = sorted(one for one in new ^ old if one in since or work.sheet[one].what.startswith("Given up"))
    listed = ", ".join(f"({one})" for one in apart)
    claimed = work.found["claim"]
    is_typed = work.sheet[last].working is None
    reason = f"Came or was given up since then: {listed}." if apart else ""
    if is_typed and not _explains(work, last, number, apart):
        reason = (
            f"{reason} The sum of that letter was typed; the claim as it is worked out today is ({claimed}).".strip()
        )
    return SheetNote(reason or f"The claim as it is worked out today is ({claimed}).")


def _explains(work: Work, last: int, number: int, apart: list[int]) -> bool:
    """Return whether these lines are the whole difference."""
    came = sum((work.sheet.exact(one) for one in apart), Fraction(0))
    return work.sheet.exact(last) - work.sheet.exact(number) == came
