"""The ladder of letters: what was sent, until when a reply may come, and which letter is to be sent next.

The log is the only state: each letter follows from what happened, and from what was sent since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from makegood.domain.defects import gives_later_day
from makegood.domain.ladder.answers import answer_letters, offer_letter
from makegood.domain.ladder.days import cure_days, holidays, least_days
from makegood.domain.ladder.due_letter import NextStep, due_letter
from makegood.domain.ladder.history import History, ends_dispute
from makegood.domain.ladder.letters import FINAL, FIRST, LADDER_LETTERS, NOTICE, OFFER, REMINDER
from makegood.domain.ladder.next_step import ladder_steps
from makegood.model.case import Case
from makegood.model.policy import ChannelPolicy, LetterPolicy
from makegood.model.results import Ladder, Sending, Sums

__all__ = [
    "FINAL",
    "FIRST",
    "LADDER_LETTERS",
    "NOTICE",
    "OFFER",
    "REMINDER",
    "cure_days",
    "ends_dispute",
    "holidays",
    "ladder",
    "least_days",
    "next_letter",
    "sent_message_ids",
]


def ladder(case: Case, channel: ChannelPolicy, sums: Sums, letters: Mapping[str, LetterPolicy]) -> Ladder:
    """Return the ladder as the log shows it; `sums` hold what is claimed and what is open.

    At most one letter answers what has happened or takes the next step; an offer to settle goes out in addition.
    """
    history = History(case, channel, sums, letters)
    due = tuple(due_letter(history, step) for step in _steps(history))
    settlement = history.last("agreed", of=lambda entry: not gives_later_day(entry)) if history.sent else None
    return Ladder(
        sent=history.sent,
        due=due,
        reply_by=history.reply_by,
        settlement=settlement,
        new_day=history.new_day,
        running=history.running,
        since=history.since,
        is_disputed=history.dispute is not None,
    )


def next_letter(case: Case, channel: ChannelPolicy, sums: Sums, letters: Mapping[str, LetterPolicy]) -> str:
    """Return the letter that is to be sent next, "" for none."""
    return next((step.letter for step in _steps(History(case, channel, sums, letters))), "")


def sent_message_ids(case: Case, sent: Iterable[Sending], letter: str) -> tuple[str, ...]:
    """Return the Message-IDs of what was sent, the oldest first; none for an offer to settle.

    Our own drafts are left out: the mail program that sent one gave it an id that we do not know.
    """
    files = {file.name: file for file in case.sent}
    sent_files = (files.get(sending.entry.eml or "") for sending in sent if sending.letter != OFFER)
    ids = (file.message_id for file in sent_files if file and not file.is_draft)
    return tuple(dict.fromkeys(message_id for message_id in ids if message_id)) if letter != OFFER else ()


def _steps(history: History) -> tuple[NextStep, ...]:
    if history.channel.route == "none" or not history.channel.letters or history.has("closed"):
        return ()
    letters = history.channel.letters
    offers = [step for step in offer_letter(history) if step.letter in letters]
    # What we would take instead answers a lower offer; a letter that refuses it would contradict that.
    first = [step for step in (*answer_letters(history), *ladder_steps(history)) if step.letter in letters][:1]
    return (*(step for step in first if not (offers and step.letter == "partial_counter")), *offers)
