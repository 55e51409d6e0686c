"""The ladder of letters: what was sent, until when a reply may come, and which letter is to be sent next. A leaf.

Nothing is kept but the log: each letter follows from what happened, and from what was sent since.
"""

from __future__ import annotations

from collections.abc import Mapping

from makegood.domain.ladder.answers import answers, offer
from makegood.domain.ladder.days import cure_days, holidays, least_days
from makegood.domain.ladder.due_letter import NextStep, due_letter
from makegood.domain.ladder.history import History
from makegood.domain.ladder.letters import CLIMBING, FINAL, FIRST, NOTICE, OFFER, REMINDER
from makegood.domain.ladder.next_step import rung
from makegood.domain.ladder.thread import thread
from makegood.model.case import Case
from makegood.model.policy import ChannelPolicy, LetterPolicy
from makegood.model.results import Ladder, Sums

__all__ = [
    "CLIMBING",
    "FINAL",
    "FIRST",
    "NOTICE",
    "OFFER",
    "REMINDER",
    "cure_days",
    "holidays",
    "ladder",
    "least_days",
    "next_letter",
    "thread",
]


def ladder(case: Case, channel: ChannelPolicy, sums: Sums, letters: Mapping[str, LetterPolicy]) -> Ladder:
    """Read the ladder off the log; `sums` say what is claimed and what is open.

    At most one letter answers what has happened or takes the next step; an offer to settle goes beside it.
    """
    known = History(case, channel, sums, letters)
    written = tuple(due_letter(known, one) for one in _steps(known))
    agreed = known.last("agreed") if known.sent else None
    return Ladder(
        sent=known.sent,
        due=written,
        until=known.until,
        settlement=agreed,
        since=known.since,
        is_disputed=known.dispute is not None,
    )


def next_letter(case: Case, channel: ChannelPolicy, sums: Sums, letters: Mapping[str, LetterPolicy]) -> str:
    """Name the letter that is to be sent next, "" for none."""
    return next((one.letter for one in _steps(History(case, channel, sums, letters))), "")


def _steps(known: History) -> tuple[NextStep, ...]:
    if known.channel.route == "none" or not known.channel.letters or known.has("closed"):
        return ()
    has = known.channel.letters
    offers = [one for one in offer(known) if one.letter in has]
    # What we would take instead answers a lower offer; a letter that refuses it would contradict that.
    first = [one for one in (*answers(known), *rung(known)) if one.letter in has][:1]
    return (*(one for one in first if not (offers and one.letter == "partial_counter")), *offers)
