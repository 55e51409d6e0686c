"""Prepare plain texts; chats exported from WhatsApp are recognised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.pipeline.prepare import chat
from makegood.pipeline.prepare.refusal_errors import refusal_error
from makegood.pipeline.prepare.sanitiser import TextSanitiser
from makegood.pipeline.prepare.typeset import html_of, typeset

if TYPE_CHECKING:
    from makegood.pipeline.prepare.request import PreparedFiles, PrepareRequest


def make(request: PrepareRequest) -> PreparedFiles:
    """Write `pages.pdf`, which is also the copy: the text as pages for a packet."""
    text = request.data.decode("utf-8-sig")
    lines = chat.lines_of(text)
    if lines is not None:
        return chat.make(request, lines)
    sanitiser = TextSanitiser.of(request, "text")
    body = "".join(map(html_of, sanitiser.passages(text)))
    if not body:
        raise refusal_error("P2", request.file, message="This text file is empty.")
    return typeset(request, sanitiser, body)
