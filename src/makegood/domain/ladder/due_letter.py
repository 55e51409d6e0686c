"""A letter that is to be written, and the same with its day: of whoever asks for its name alone, no day is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from makegood.domain.ladder.days import days_to_reply, is_singled_out
from makegood.domain.ladder.history import History
from makegood.model.case import LogEntry, Payment
from makegood.model.money import Money
from makegood.model.results import DueLetter


@dataclass(frozen=True, slots=True)
class NextStep:
    """A letter and why it is next; `reply_by` counts its day, which reads the holidays of a country."""

    letter: str
    reason: str
    amount: Money | None
    reply_by: Callable[[], date | None]
    about: LogEntry | None = None
    payments: tuple[Payment, ...] = ()


def due_letter(known: History, step: NextStep) -> DueLetter:
    """Give the letter with the last day on which it may go out: later, its reader would have too little time."""
    policy, about, amount, reply_by = known.letters[step.letter], step.about, step.amount, step.reply_by()
    # A day that was agreed or granted is what it is, however near.
    least = 0 if about and reply_by == about.deadline else days_to_reply(known.case, policy)[1]
    in_part = step.letter == "acceptance" and amount is not None and amount < known.left
    return DueLetter(
        letter=step.letter,
        policy=policy,
        reason=f"{policy.title}: {step.reason}.",
        amount=amount or known.left,
        reply_by=reply_by,
        stale_after=reply_by - timedelta(days=least) if reply_by else None,
        about=about,
        payments=step.payments,
        cure_until=known.cure_until,
        rest=known.left - amount if in_part and amount else None,
        enclosures=policy.enclosures if is_singled_out(known.case, policy) else (),
    )
