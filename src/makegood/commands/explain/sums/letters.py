"""The sum of each letter and why it differs from the one before, and the sum that is requested from a desk."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from makegood.commands.explain.sums.sheet import SheetNote, total
from makegood.commands.explain.sums.work import Work
from makegood.domain.ladder import LADDER_LETTERS, NOTICE, OFFER
from makegood.domain.ledger import first_asked_on
from makegood.domain.windows import day_of, format_day
from makegood.language import english
from makegood.model.results import DueLetter, Sending
from makegood.model.statement import policy_text
from makegood.model.words import OPENING

RECEIPT = "refund_received"
ASKING = frozenset({RECEIPT, "dispute_notice", "extension_granted", "partial_counter"})
"""Letters outside the escalation sequence that ask for what is outstanding."""
OPENED = {"ticket_opened": "ticket", "dispute_opened": "dispute", "claim_opened": "claim"}


def letters(work: Work) -> None:
    """Add the sums of the letters that were sent and of those that are due."""
    ladder = work.facts.ladder
    if not (ladder.sent or ladder.due):
        return
    work.sheet.head("Amount requested in each letter")
    previous: tuple[str, int] | None = None
    for sending in ladder.sent:
        number = _add_sent(work, sending)
        if sending.letter in LADDER_LETTERS:
            _add_difference(work, previous, number)
            previous = (f"the letter of {format_day(sending.on)}", number)
    for due_letter in ladder.due:
        number = _add_due(work, due_letter)
        if due_letter.letter == RECEIPT and work.facts.sums.outstanding.amount:
            number = work.sheet.add("Outstanding amount in the same letter", total([work.lines["open"]]))
        if due_letter.letter in {*LADDER_LETTERS, *ASKING} and work.facts.sums.outstanding.amount:
            _add_difference(work, previous, number)


def desk(work: Work) -> None:
    """Add what was requested from the desk before, and what is requested now."""
    facts = work.facts
    requests = [entry for entry in work.case.log if entry.event in OPENING or (entry.event == "sent" and entry.desk)]
    if facts.ways or (facts.desk is None and not requests):
        return  # each way has the request of its own desk
    planned = facts.desk is not None and any(step.desk is not None for step in facts.plan)
    reason = next(
        (
            english().value(document.reason)
            for document in facts.not_made
            if facts.desk and document.document == f"support/{facts.desk.id}"
        ),
        "",
    )
    title = policy_text(facts.desk.title) if facts.desk else "The desk"
    work.sheet.head(
        f"Amount requested from the desk: {title}",
        *([] if planned or not reason else [f"Nothing is requested now. {english().value(reason)}"]),
    )
    for entry in requests:
        if entry.amount:
            what = f"Amount of the {OPENED.get(entry.event, 'request')} of {work.day(entry.at)}"
            work.amount(what, entry.amount, work.places.entry(entry, "amount"))
    if planned and facts.desk:
        what = f"{title}: amount requested now"
        work.sheet.add(
            what,
            total([work.lines["open"]]),
            comes_to=facts.sums.outstanding.amount,
            names=work.named(facts.desk.id, "desk"),
        )


def others(work: Work) -> None:
    """Add the amounts that the documents contain and that no line above has."""
    entries = [
        entry for entry in work.case.log if entry.amount and work.at_place(work.places.entry(entry, "amount")) is None
    ]
    balance = work.case.purchase.balance if work.case.purchase else None
    place = work.places.at("/purchase/balance/amount") if balance else ""
    has_balance = balance is not None and work.at_place(place) is None
    if entries or has_balance:
        work.sheet.head("Other amounts in the documents")
    for entry in entries:
        if entry.amount:
            what = f"{entry.event.replace('_', ' ').capitalize()} on {work.day(entry.at)}"
            work.money(what, entry.amount, work.places.entry(entry, "amount"))
    if balance and has_balance:
        work.money(f"Balance on {work.day(balance.read_on)}", balance.amount, place, "balance")


def _add_sent(work: Work, sending: Sending) -> int:
    """Add what a sent letter asked for: the amount in the log, or what was outstanding on its day."""
    what = f"{policy_text(sending.title)}, sent on {format_day(sending.on)}"
    amount, entry = sending.amount, sending.entry
    if entry.amount:
        number = work.amount(what, amount, work.places.entry(entry, "amount"), sending.letter)
    else:
        deductions = _deductions(work, sending)
        notes = (
            ["The log has no amount for this letter. This amount was outstanding when the letter was sent."]
            if sending.letter not in LADDER_LETTERS
            else []
        )
        number = work.sheet.add(
            what,
            total([work.lines["claim"]], deductions),
            comes_to=amount.amount,
            notes=notes,
            names=work.named(sending.letter),
        )
    if sending.rest is not None:
        agreed = work.amount("The agreed amount", amount - sending.rest, _agreed_place(work, sending))
        work.sheet.add("The remaining amount, which is waived", total([number], [agreed]), comes_to=sending.rest.amount)
    return number


def _agreed_place(work: Work, sending: Sending) -> str:
    """Return the place of the agreed sum that an acceptance refers to."""
    earlier = work.case.log[: work.case.log.index(sending.entry)]
    entry = next(entry for entry in reversed(earlier) if entry.event == "agreed" and entry.amount)
    return work.places.entry(entry, "amount")


def _deductions(work: Work, sending: Sending) -> list[int]:
    """Return the lines deducted by a letter without an amount: what was received or waived before its day."""
    until = sending.on + timedelta(days=sending.letter == RECEIPT)
    first = first_asked_on(work.case) or sending.on
    received = [
        payment for payment in work.case.payments if payment.direction == "in" and first <= payment.paid_on < until
    ]
    waived = [
        entry
        for entry in work.case.log
        if entry.event == "waived" and entry.privilege == "none" and day_of(entry.at, work.case) < until
    ]
    amounts = [
        *((payment.amount, work.places.payment(payment, "amount"), "") for payment in received),
        *((entry.amount, work.places.entry(entry, "amount"), work.day(entry.at)) for entry in waived if entry.amount),
    ]
    left, numbers = work.sheet.exact(work.lines["claim"]), []
    for amount, place, day in amounts:
        if amount.currency == work.currency and amount.amount <= left:
            line = work.at_place(place)
            numbers.append(work.money(f"Waived on {day}", amount, place) if line is None else line)
            left -= Fraction(amount.amount)
    return numbers


def _add_due(work: Work, due_letter: DueLetter) -> int:
    """Add the sum of a letter that is due."""
    what = f"{policy_text(due_letter.policy.title)}: {_verb(due_letter)}"
    names, sheet, amount = work.named("next", due_letter.letter), work.sheet, due_letter.amount.amount
    named_amount = due_letter.about.amount if due_letter.about else None
    if (
        due_letter.letter == RECEIPT
        and due_letter.payments
        and len({payment.amount.currency for payment in due_letter.payments}) == 1
    ):
        lines = (work.at_place(work.places.payment(payment, "amount")) for payment in due_letter.payments)
        number = sheet.add(what, total(line for line in lines if line), due_letter.amount.currency, amount, names=names)
    elif due_letter.letter == OFFER:
        number = work.amount(what, due_letter.amount, work.places.at("/refund/offer/amount"), "next", due_letter.letter)
    elif due_letter.about and named_amount == due_letter.amount:
        number = work.amount(
            what, due_letter.amount, work.places.entry(due_letter.about, "amount"), "next", due_letter.letter
        )
    elif due_letter.letter == NOTICE and (line_of_desk := _line_of_desk(work, due_letter)):
        number = sheet.add(what, total([line_of_desk]), comes_to=amount, names=names)
    else:
        number = sheet.add(what, total([_askable(work)]), comes_to=amount, names=names)
    if due_letter.rest is not None:
        sheet.add(
            "The remaining amount, no longer requested after payment",
            total([_askable(work)], [number]),
            comes_to=due_letter.rest.amount,
        )
    if due_letter.about and named_amount and named_amount != due_letter.amount:
        work.amount("The amount to which it replies", named_amount, work.places.entry(due_letter.about, "amount"))
    return number


def _line_of_desk(work: Work, due_letter: DueLetter) -> int | None:
    """Return the line of the request to the desk that a letter is about, if each way of the money has its own."""
    desk = due_letter.about.desk if due_letter.about else None
    return next((line.number for line in work.sheet.lines() if work.facts.ways and desk in line.names), None)


def _askable(work: Work) -> int:
    """Return the line of what the other party is asked for: the open sum, less pending requests at desks."""
    return work.lines.get("askable", work.lines["open"])


def _verb(due_letter: DueLetter) -> str:
    if due_letter.letter == RECEIPT:
        return "amount received" if due_letter.payments else "outstanding amount"
    return {OFFER: "amount offered", "acceptance": "amount accepted", "not_our_ground": "amount waived"}.get(
        due_letter.letter, "amount requested"
    )


def _add_difference(work: Work, previous: tuple[str, int] | None, number: int) -> None:
    """Add how much more or less a letter asks for than the one before, and why."""
    if previous is None:
        return
    title, last = previous
    sheet = work.sheet
    if sheet[last].unit != sheet[number].unit:
        return
    change = sheet.exact(number) - sheet.exact(last)
    if not change:
        return
    larger, smaller = (number, last) if change > 0 else (last, number)
    working = total([larger], [smaller])
    sheet.add(f"{'More' if change > 0 else 'Less'} than {title}", working, notes=[_reason(work, last, number)])


def _reason(work: Work, last: int, number: int) -> SheetNote:
    """Return the lines in which two letters differ, and whether the sum in the log differs from the claim."""
    new_lines, old_lines = work.sheet.leads_to(number), work.sheet.leads_to(last)
    since = {*work.entries(work.book.since)}
    difference = sorted(
        line for line in new_lines ^ old_lines if line in since or work.sheet[line].what.startswith("Waived")
    )
    numbers = ", ".join(f"({line})" for line in difference)
    claimed = work.lines["claim"]
    is_typed = work.sheet[last].working is None
    reason = f"Received or waived since then: {numbers}." if difference else ""
    if is_typed and not _explains(work, last, number, difference):
        reason = (
            f"{reason} The amount of that letter was entered by hand. Today's computed claim: line ({claimed}).".strip()
        )
    return SheetNote(reason or f"Today's computed claim: line ({claimed}).")


def _explains(work: Work, last: int, number: int, difference: list[int]) -> bool:
    """Return whether these lines are the whole difference."""
    change = sum((work.sheet.exact(line) for line in difference), Fraction(0))
    return work.sheet.exact(last) - work.sheet.exact(number) == change
