"""The next rung: the first request, the reminder, the final notice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from makegood.domain import windows
from makegood.domain.ladder.days import counted, holidays
from makegood.domain.ladder.due_letter import NextStep
from makegood.domain.ladder.history import History
from makegood.domain.ladder.letters import CLIMBING, FINAL, FIRST
from makegood.model.words import OPENING


def rung(known: History) -> Iterator[NextStep]:
    """Give the next letter: after the last one's day, at once after a refusal, and not while a dispute runs."""
    done = [one.letter for one in known.sent if one.letter in CLIMBING]
    if not known.left.amount:
        return
    if known.first is None:
        yield _climb(known, FIRST, "nothing was sent yet")
    elif FINAL in done or _is_paused(known):
        return
    elif _is_refused(known):
        yield _climb(known, FINAL, "the request was refused")
    elif known.until and known.today > known.until:
        left = CLIMBING[CLIMBING.index(done[-1]) + 1 :]
        after = next((one for one in left if one in known.channel.letters), None)  # a channel may have no reminder
        if after:
            yield _climb(known, after, f"the day to reply, {windows.format_day(known.until)}, is over")


def _climb(known: History, letter: str, reason: str) -> NextStep:
    return NextStep(letter, reason, known.left, partial(_last_day, known, letter))


def _last_day(known: History, letter: str) -> date:
    """Count the day of a letter; none ends before the days that the agreement gives to put it right."""
    day = counted(known.case, known.letters[letter], known.today)
    until = known.cure_until
    return day if until is None or day >= until else windows.reply_by(until, 0, holidays(known.case))


def _is_refused(known: History) -> bool:
    """Say whether the creator, or an agency for the creator, has refused what the last of these letters asked."""
    refusal = known.last("rejected", of=lambda one: one.by in {"creator", "agency"})
    return refusal is not None and not known.sent_since(refusal, *CLIMBING)


def _is_paused(known: History) -> bool:
    """Return whether a desk is to pay instead; of several ways of the money, what it pays is not asked for anyway."""
    return known.sums.held is None and (_is_disputed(known) or _is_approved(known))


def _is_approved(known: History) -> bool:
    """Say whether the last word of a desk was that the money comes from it."""
    word = known.last("approved", "rejected", of=lambda one: one.by != "creator")
    return word is not None and word.event == "approved"


def _is_disputed(known: History) -> bool:
    """Say whether a desk has the request that pays instead of the creator."""
    opened = known.last(*OPENING) if known.channel.asked_first == "creator" else None
    if opened is None:
        return False
    return not any(one.event in {"rejected", "cancelled"} and one.by != "creator" for one in known.after(opened))
