"""What a letter states about a dispute that was opened at a desk, and how the other party can end it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.domain.clock import day_in_zone
from makegood.domain.repayment import repayment_parts
from makegood.model.statement import Statement, say

if TYPE_CHECKING:
    from makegood.model.case import LogEntry
    from makegood.model.facts import DueLetter, Facts
    from makegood.model.statement import Value

__all__ = ["desk_id", "not_twice", "opened", "subject", "was_opened_early", "will_ask"]


def desk_id(facts: Facts, due: DueLetter) -> str:
    """Return the id of the desk, "" if it is not known."""
    stated = due.about.desk if due.about else None
    return stated or (facts.desk.id if facts.desk else "")


def _name(facts: Facts, due: DueLetter) -> Value:
    desk = desk_id(facts, due)
    if facts.desk and facts.desk.id == desk:
        return facts.desk.name
    return facts.desk_names.get(desk) or say("dispute-payment-service")


def subject(facts: Facts, due: DueLetter) -> Statement:
    """Return the subject of the letter."""
    return say("dispute-subject", amount=due.amount, desk=_name(facts, due), ref=facts.case.case.case_ref)


def was_opened_early(facts: Facts, entry: LogEntry) -> bool:
    """Return whether it was opened before the day to answer was over, so that no answer was missed."""
    first = facts.ladder.first
    if first is None or first.reply_by is None or facts.sums.returned.amount:
        return False
    if first.reply_by < day_in_zone(entry.at, facts.case.case.timezone):
        return False
    return all(other == entry or other.event in {"sent", "noted", "checked"} for other in facts.ladder.since)


def opened(facts: Facts, due: DueLetter) -> tuple[Statement, ...]:
    """Return what was opened, when and over how much; and why that was before the day to answer, if it was."""
    entry = due.about
    if entry is None:
        return ()
    values: dict[str, Value] = {
        "day": day_in_zone(entry.at, facts.case.case.timezone),
        "desk": _name(facts, due),
        "amount": due.amount,
    }
    kind = "claim" if entry.event == "claim_opened" else "dispute"
    is_early = was_opened_early(facts, entry)
    is_answer = not is_early and bool(facts.ladder.since) and facts.ladder.since[-1] == entry
    return (
        *((say("dispute-time-is-limited"),) if is_early else ()),
        say(f"dispute-opened{'-so' if is_answer else ''}-{kind}", **values),
        *((say("dispute-number", number=entry.number),) if entry.number else ()),
    )


def will_ask(facts: Facts, due: DueLetter) -> Statement:
    """Return what the desk does next."""
    payee = facts.case.parties.payee
    if payee:
        return say("dispute-desk-will-ask-payee", desk=_name(facts, due), payee=payee.name)
    return say("dispute-desk-will-ask", desk=_name(facts, due))


def not_twice(facts: Facts, due: DueLetter) -> tuple[Statement, ...]:
    """Return that what is refunded through the desk is not to be paid a second time, unless the request says so."""
    if any(part.disputed_at for part in repayment_parts(facts)):
        return ()
    return (say("dispute-not-twice", desk=_name(facts, due)),)
