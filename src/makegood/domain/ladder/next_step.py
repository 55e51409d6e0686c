"""The next step of the ladder: the first request, the reminder, the final notice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from makegood.domain import desks, windows
from makegood.domain.ladder.days import count_reply_by, holidays
from makegood.domain.ladder.due_letter import NextStep
from makegood.domain.ladder.history import History
from makegood.domain.ladder.letters import FINAL, FIRST, LADDER_LETTERS
from makegood.model.statement import Statement, say
from makegood.model.words import OPENING


def ladder_steps(history: History) -> Iterator[NextStep]:
    """Yield the next letter: after the day of the last one, at once after a refusal, and not while a dispute runs."""
    done = [sending.letter for sending in history.sent if sending.letter in LADDER_LETTERS]
    if not history.left.amount or history.new_day:
        return
    if history.first is None:
        yield _ladder_step(history, FIRST, say("due-nothing-sent"))
    elif FINAL in done or _is_paused(history):
        return
    elif _is_refused(history):
        yield _ladder_step(history, FINAL, say("due-refused"))
    elif history.reply_by and history.today > history.reply_by:
        later = LADDER_LETTERS[LADDER_LETTERS.index(done[-1]) + 1 :]
        # A channel may have no reminder.
        following = next((letter for letter in later if letter in history.channel.letters), None)
        if following:
            yield _ladder_step(history, following, say("due-deadline-passed", day=history.reply_by))


def _ladder_step(history: History, letter: str, reason: Statement) -> NextStep:
    return NextStep(letter, reason, history.left, partial(_last_day, history, letter))


def _last_day(history: History, letter: str) -> date:
    """Return the last day to reply of a letter, not before the cure period of the agreement ends."""
    day = count_reply_by(history.case, history.letters[letter], history.today)
    until = history.cure_until
    return day if until is None or day >= until else windows.reply_by(until, 0, holidays(history.case))


def _is_refused(history: History) -> bool:
    """Return whether the creator, or an agency for the creator, has refused what the last of these letters asked."""
    refusal = history.last("rejected", of=lambda entry: entry.by in {"creator", "agency"})
    return refusal is not None and not history.sent_since(refusal, *LADDER_LETTERS)


def _is_paused(history: History) -> bool:
    """Return whether a desk is to pay instead; if the money went several ways, its part is excluded already."""
    return history.sums.requested_at_desks is None and (_is_disputed(history) or _is_approved(history))


def _is_approved(history: History) -> bool:
    """Return whether the last decision of a desk was that it pays."""
    decision = history.last("approved", "rejected", of=lambda entry: entry.is_decision)
    return decision is not None and decision.event == "approved" and not desks.has_paid(history.case, decision)


def _is_disputed(history: History) -> bool:
    """Return whether a desk that pays instead of the creator has the request."""
    opened = history.last(*OPENING) if history.channel.asked_first == "creator" else None
    if opened is None:
        return False
    return not any(
        entry.event == "cancelled"
        or (entry.event == "rejected" and entry.is_decision)
        or desks.has_paid(history.case, entry)
        for entry in history.after(opened)
    )
