"""The mails that a new one follows, so that a mail program shows them together."""

from __future__ import annotations

from collections.abc import Iterable

from makegood.domain.ladder.letters import OFFER
from makegood.model.case import Case
from makegood.model.results import Sending


def thread(case: Case, sent: Iterable[Sending], letter: str) -> tuple[str, ...]:
    """Return the Message-IDs of what was sent, the oldest first; none for an offer to settle, which stands apart.

    A draft of ours is no part of it: the mail program that sent it has given it an id that nobody told us.
    """
    kept = {file.name: file for file in case.sent}
    files = (kept.get(one.entry.eml or "") for one in sent if one.letter != OFFER)
    ids = (file.message_id for file in files if file and not file.is_draft)
    return tuple(dict.fromkeys(one for one in ids if one)) if letter != OFFER else ()
