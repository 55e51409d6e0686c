"""What a file says, as pages: words that were taken down, typeset, and pictures among them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from makegood.formats import pdf_safety
from makegood.pipeline.prepare import edits, pdf
from makegood.pipeline.prepare.page import fill
from makegood.pipeline.prepare.refusal import refused
from makegood.typesetting.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pikepdf

    from makegood.model.case import Evidence
    from makegood.pipeline.prepare.page import Pixels
    from makegood.pipeline.prepare.request import PreparedFiles, PrepareRequest
    from makegood.pipeline.prepare.sanitiser import Passage, TextSanitiser

STYLE = """
@page { size: 150mm 165mm; margin: 4mm 5mm; }
html { font: 11pt/15.5pt "Source Serif 4"; color: #1d1d1b; font-variant-numeric: lining-nums; }
body { margin: 0; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; }
table { margin: 0 0 4mm; border-bottom: 0.6pt solid #1d1d1b; }
th, td { font: 9.5pt/13pt "Source Sans 3"; text-align: left; vertical-align: top; padding: 0 4mm 0.8mm 0; }
th { width: 21mm; color: #5b5b55; font-weight: 400; white-space: nowrap; }
td { overflow-wrap: anywhere; } tr:last-child > * { padding-bottom: 2.5mm; }
p { margin: 0 0 3.2mm; overflow-wrap: anywhere; white-space: pre-wrap; orphans: 2; widows: 2; }
.quote { border-left: 1.2pt solid #cfcabf; padding-left: 4mm; color: #45453f; }
.quote + .quote { margin-top: -3.2mm; padding-top: 3.2mm; }
.note { font: 9.5pt/13pt "Source Sans 3"; color: #5b5b55; }
.hidden { font: 0.86em "Source Sans 3"; color: #1d1d1b; background: #dedbd3; padding: 0 0.8mm; }
.picture { margin: 0 0 3.2mm; } .picture img { display: block; }
[dir=rtl] { text-align: right; }
"""
HIDDEN_MARK = re.compile(r"\[(?:hidden|[A-Za-z ]+ hidden(?:, ends [0-9A-Za-z]{1,4})?)\]")
OTHERWISE = "Look for it with other blanks or signs in it, such as a hyphen, and give that as one more text to hide."
RIGHT_TO_LEFT = re.compile(r"[^\W\d_]")
MM_A_PIXEL = 25.4 / 96
"""Pictures are 96 pixels an inch."""
MOST_INLINE = 40
"""Pictures that are shown among the words of one file."""


@dataclass(frozen=True, slots=True)
class Inline:
    """A picture among the words, and what is said of it to those who do not see it."""

    pixels: Pixels
    says: str


def typeset(
    order: PrepareRequest, scribe: TextSanitiser, body: str, *, style: str = "", pictures: Iterable[Inline] = ()
) -> PreparedFiles:
    """Write `pages.pdf`, which is also the copy: `body`, as pages that a packet can take.

    The words of `body` were taken down by `scribe`, which took out what is to be hidden before a line could end within
    it: on the pages it could be found in one place and stand in another. All else that is asked is done to the pages.
    Each of `pictures` stands in `body` by `shown`. Raises CaseError (P9) where a text to hide is nowhere, or is left.
    """
    if scribe.has_missed():
        raise refused("P9", order.file)
    if scribe.has_left():
        raise refused(
            "P9", order.file, message="A text that is to be hidden stands there in another spelling too.", fix=OTHERWISE
        )
    kept = list(pictures)
    head = f'<!DOCTYPE html><html lang="en"><title>Exhibit</title><style>{STYLE}{style}</style><body>'
    data = lay_out(head + body, [_name(at) for at in range(len(kept))], f"evidence/{order.file.name}")
    rest = _of_pages(order.evidence)
    made = pdf.prepare_pages(replace(order, data=_filled(data, kept) if kept else data, evidence=rest))
    more = [sentence for sentence in made.changes if sentence not in edits.edit_notes(rest)]
    told = (*scribe.told, *edits.edit_notes(order.evidence), *edits.hidden_notes(scribe.found), *more)
    return replace(made, changes=told, hidden=scribe.found, ids=scribe.ids)


def picture_html(at: int, picture: Inline, widest: float = 140, highest: float = 120) -> str:
    """Return the HTML that shows the `at`-th of the pictures handed to `typeset`, within so many millimetres."""
    width, height = (side * MM_A_PIXEL for side in picture.pixels.upright)
    scale = min(1.0, widest / width, highest / height)
    size = f"width: {width * scale:.2f}mm; height: {height * scale:.2f}mm"
    return f'<p class="picture"><img src="{_name(at)}" alt="{escape(picture.says, quote=True)}" style="{size}"></p>'


def html_of(passage: Passage) -> str:
    """Return the HTML of what was taken down."""
    if passage.kind == "fields":
        rows = (line.partition("\t") for line in passage.lines)
        cells = (f"<tr><th>{name}</th><td>{marked(value)}</td></tr>" for name, _, value in rows)
        return f"<table>{''.join(cells)}</table>"
    text = "\n".join(passage.lines)
    return f'<p class="{passage.kind}"{direction(text)}>{marked(text)}</p>'


def marked(text: str) -> str:
    """Return a text as HTML, with what stands for something hidden made plain to see."""
    return HIDDEN_MARK.sub(r'<span class="hidden">\g<0></span>', escape(text))


def direction(text: str) -> str:
    """Return the attribute for a text that runs from the right to the left, as its first letter does."""
    import unicodedata

    first = RIGHT_TO_LEFT.search(text)
    return ' dir="rtl"' if first and unicodedata.bidirectional(first[0]) in {"R", "AL"} else ""


def _name(at: int) -> str:
    return f"asset:picture/{at}"


def _filled(data: bytes, pictures: list[Inline]) -> bytes:
    """Put each picture in the place of the pixel whose colour is its number."""
    import io

    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        done: set[tuple[int, int]] = set()
        for page in document.pages:
            for stream in pdf_safety.streams(page.obj):
                if stream.get("/Subtype") == "/Image" and stream.objgen not in done:
                    done.add(stream.objgen)
                    _fill(stream, pictures)
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _fill(stream: pikepdf.Stream, pictures: list[Inline]) -> None:
    pixel = stream.read_bytes()
    fill(stream, pictures[int.from_bytes(pixel[-3:], "big")].pixels)


def _of_pages(evidence: Evidence) -> Evidence:
    """Return what is asked of the pages."""
    return replace(evidence, masks=tuple(replace(mask, text=None) for mask in evidence.masks if mask.area))
