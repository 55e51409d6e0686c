"""Prepare mails: header, text and inline pictures, typeset; links are inert and attachments are not opened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from makegood.model.errors import CaseError
from makegood.model.statement import say
from makegood.pipeline.prepare import edits
from makegood.pipeline.prepare.eml.attachments import DAMAGED
from makegood.pipeline.prepare.eml.message import read_passages
from makegood.pipeline.prepare.inline import decode_inline
from makegood.pipeline.prepare.refusal_errors import refusal_error
from makegood.pipeline.prepare.sanitiser import Passage, TextSanitiser
from makegood.pipeline.prepare.typeset import MOST_INLINE, html_of, picture_html, typeset

if TYPE_CHECKING:
    from makegood.model.file_kinds import MediaKind
    from makegood.pipeline.prepare.request import PreparedFiles, PrepareRequest
    from makegood.pipeline.prepare.typeset import Inline

__all__ = ["make"]

SMALL = 48
"""Pixels of the shorter side."""


def make(request: PrepareRequest) -> PreparedFiles:
    """Write `pages.pdf`, which is also the copy: the content of the mail as pages for a packet."""
    sanitiser = TextSanitiser.of(request, "mail")
    pictures = Pictures(request)
    try:
        passages = read_passages(request.data, sanitiser, pictures)
    except Exception as error:  # the parser raises any exception for malformed mails
        raise refusal_error("P2", request.file) from error
    if passages is None:
        raise refusal_error("P2", request.file, message="This email has no sender, date or subject.")
    if edits.masked_texts(request.evidence) and DAMAGED in sanitiser.notes and not sanitiser.has_unmatched_mask():
        raise refusal_error(
            "P9",
            request.file,
            message="This email is damaged. It may contain the text to hide in a form that cannot be found.",
            fix="Print the email to PDF from your mail program, and hide the text in the PDF.",
        )
    return typeset(request, sanitiser, "".join(map(pictures.html_of, passages)), pictures=pictures.shown)


class Pictures:
    """The inline pictures of a mail; small ones, which are logos or tracking pixels, are not shown."""

    def __init__(self, request: PrepareRequest) -> None:
        self._request = request
        self.shown: list[Inline] = []

    def __call__(self, kind: MediaKind, data: bytes, name: str) -> Passage | None:
        """Return the passage that shows a picture, or None if it is not shown."""
        if len(self.shown) >= MOST_INLINE:
            return None
        file = replace(self._request.file, kind=kind)
        try:
            picture = decode_inline(file, data, self._caption(name), self._request.limits.image_pixels)
        except CaseError:
            return None
        if min(picture.pixels.upright) < SMALL:
            return None
        self.shown.append(picture)
        return Passage("picture", (str(len(self.shown) - 1), name))

    def html_of(self, passage: Passage) -> str:
        """Return the HTML of a passage, which may be a picture."""
        if passage.kind != "picture":
            return html_of(passage)
        index, name = int(passage.lines[0]), passage.lines[1]
        return picture_html(index, self.shown[index]) + html_of(Passage("note", (self._caption(name),)))

    def _caption(self, name: str) -> str:
        return self._request.language.text(say("exhibit-text-picture-in-mail", name=name))
