"""The mails that a new one replies to, so that a mail program shows them as one conversation."""

from __future__ import annotations

from collections.abc import Iterable

from makegood.domain.ladder.letters import OFFER
from makegood.model.case import Case
from makegood.model.results import Sending


def thread(case: Case, sent: Iterable[Sending], letter: str) -> tuple[str, ...]:
    """Return the Message-IDs of what was sent, the oldest first; none for an offer to settle.

    Our own drafts are left out: the mail program that sent one gave it an id that we do not know.
    """
    files = {file.name: file for file in case.sent}
    sent_files = (files.get(sending.entry.eml or "") for sending in sent if sending.letter != OFFER)
    ids = (file.message_id for file in sent_files if file and not file.is_draft)
    return tuple(dict.fromkeys(message_id for message_id in ids if message_id)) if letter != OFFER else ()
