"""A letter that is due, if the channel has it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from makegood.ladder.days import days_to_reply, is_singled_out
from makegood.ladder.history import History
from makegood.model.case import LogEntry, Payment
from makegood.model.money import Money
from makegood.model.worked_out import Due


def due(
    known: History, letter: str, reason: str, *, amount: Money | None, reply_by: date | None,
    about: LogEntry | None = None, payments: tuple[Payment, ...] = (),
) -> Iterator[Due]:  # fmt: skip
    """Give the letter with the last day on which it may go out: later, its reader would have too little time."""
    if letter not in known.channel.letters:
        return
    policy = known.letters[letter]
    # A day that was agreed or granted is what it is, however near.
    least = 0 if about and reply_by == about.deadline else days_to_reply(known.case, policy)[1]
    in_part = letter == "acceptance" and amount is not None and amount < known.left
    yield Due(
        letter=letter,
        policy=policy,
        reason=f"{policy.title}: {reason}.",
        amount=amount or known.left,
        reply_by=reply_by,
        stale_after=reply_by - timedelta(days=least) if reply_by else None,
        about=about,
        payments=payments,
        rest=known.left - amount if in_part and amount else None,
        enclosures=policy.enclosures if is_singled_out(known.case, policy) else (),
    )
