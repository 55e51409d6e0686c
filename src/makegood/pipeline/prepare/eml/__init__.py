"""Mails: their header and their words, typeset, and the pictures among them; no link acts, no attachment opens."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from makegood.model.errors import CaseError
from makegood.pipeline.prepare import edits
from makegood.pipeline.prepare.eml.attachments import DAMAGED
from makegood.pipeline.prepare.eml.message import read
from makegood.pipeline.prepare.inline import inline
from makegood.pipeline.prepare.refusal import refused
from makegood.pipeline.prepare.sanitiser import Passage, TextSanitiser
from makegood.pipeline.prepare.typeset import MOST_INLINE, html_of, picture_html, typeset

if TYPE_CHECKING:
    from makegood.model.source import MediaKind
    from makegood.pipeline.prepare.request import PreparedFiles, PrepareRequest
    from makegood.pipeline.prepare.typeset import Inline

__all__ = ["make"]

SMALL = 48
"""Pixels of the shorter side."""


def make(order: PrepareRequest) -> PreparedFiles:
    """Write `pages.pdf`, which is also the copy: what the mail says, as pages that a packet can take."""
    scribe = TextSanitiser(edits.texts_of(order.evidence), order.stays)
    pictures = Pictures(order)
    try:
        passages = read(order.data, scribe, pictures)
    except Exception as error:  # the parser raises any kind on mails that nobody could have sent
        raise refused("P2", order.file) from error
    if passages is None:
        raise refused("P2", order.file, message="This mail does not say who wrote it, when, or about what.")
    if edits.texts_of(order.evidence) and DAMAGED in scribe.told and not scribe.has_missed():
        raise refused(
            "P9",
            order.file,
            message="This mail is damaged, and a text may stand in it as nobody reads it.",
            fix="Print it to PDF from your mail program, and hide the text in that.",
        )
    return typeset(order, scribe, "".join(map(pictures.html_of, passages)), pictures=pictures.kept)


class Pictures:
    """The pictures that stand among the words of a mail; a small one is a logo, or counts who reads it."""

    def __init__(self, order: PrepareRequest) -> None:
        self._order = order
        self.kept: list[Inline] = []

    def __call__(self, kind: MediaKind, data: bytes, name: str) -> Passage | None:
        """Return the passage that shows a picture, or None where it is not shown."""
        if len(self.kept) >= MOST_INLINE:
            return None
        file = replace(self._order.file, kind=kind)
        try:
            picture = inline(file, data, f"Picture in the mail: {name}", self._order.limits.image_pixels)
        except CaseError:
            return None
        if min(picture.pixels.upright) < SMALL:
            return None
        self.kept.append(picture)
        return Passage("picture", (str(len(self.kept) - 1), name))

    def html_of(self, passage: Passage) -> str:
        """Return the HTML of what was taken down, pictures among it."""
        if passage.kind != "picture":
            return html_of(passage)
        at, name = int(passage.lines[0]), passage.lines[1]
        return picture_html(at, self.kept[at]) + html_of(Passage("note", (f"Picture in the mail: {name}",)))
