"""A letter that is to be written next, before and after its days are counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from makegood.domain.ladder.days import days_to_reply, is_singled_out
from makegood.domain.ladder.history import History
from makegood.model.case import LogEntry, Payment
from makegood.model.money import Money
from makegood.model.results import DueLetter
from makegood.model.statement import Statement


@dataclass(frozen=True, slots=True)
class NextStep:
    """A letter and why it is next; `reply_by` counts its day, which is slow: it reads the holidays of a country."""

    letter: str
    reason: Statement
    amount: Money | None
    reply_by: Callable[[], date | None]
    about: LogEntry | None = None
    payments: tuple[Payment, ...] = ()
    has_agreed_day: bool = False
    """Whether its day to pay was agreed before, and not counted for this letter."""


def due_letter(history: History, step: NextStep) -> DueLetter:
    """Return the letter with the last day on which it may go out: later, its reader would have too little time."""
    policy, about, amount, reply_by = history.letters[step.letter], step.about, step.amount, step.reply_by()
    # A day that was agreed or granted stays as it is, however near.
    is_given = step.has_agreed_day or (about is not None and reply_by == about.deadline)
    least = 0 if is_given else days_to_reply(history.case, policy)[1]
    in_part = step.letter == "acceptance" and amount is not None and amount < history.left
    return DueLetter(
        letter=step.letter,
        policy=policy,
        reason=step.reason,
        amount=amount or history.left,
        reply_by=reply_by,
        stale_after=reply_by - timedelta(days=least) if reply_by else None,
        about=about,
        payments=step.payments,
        cure_until=history.cure_until,
        rest=history.left - amount if in_part and amount else None,
        enclosures=policy.enclosures if is_singled_out(history.case, policy) else (),
    )
