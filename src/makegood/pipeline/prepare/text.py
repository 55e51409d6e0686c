"""Plain texts: chats as WhatsApp exports them, and all others as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.pipeline.prepare import chat, edits
from makegood.pipeline.prepare.refusal import refused
from makegood.pipeline.prepare.sanitiser import TextSanitiser
from makegood.pipeline.prepare.typeset import html_of, typeset

if TYPE_CHECKING:
    from makegood.pipeline.prepare.request import PreparedFiles, PrepareRequest


def make(order: PrepareRequest) -> PreparedFiles:
    """Write `pages.pdf`, which is also the copy: what the text says, as pages that a packet can take."""
    text = order.data.decode("utf-8-sig")
    lines = chat.lines_of(text)
    if lines is not None:
        return chat.make(order, lines)
    scribe = TextSanitiser(edits.texts_of(order.evidence), order.stays, "text")
    body = "".join(map(html_of, scribe.passages(text)))
    if not body:
        raise refused("P2", order.file, message="This text has no words.")
    return typeset(order, scribe, body)
