"""Typeset sanitised text and inline pictures as pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from makegood.formats import pdf_safety
from makegood.model.statement import say
from makegood.pipeline.prepare import edits, pdf
from makegood.pipeline.prepare.page import replace_pixels
from makegood.pipeline.prepare.refusal_errors import refusal_error
from makegood.typesetting.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pikepdf

    from makegood.language import Language
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
OTHER_SPELLING = "Search for the text with other spaces or punctuation, such as a hyphen, and also hide that spelling."
_SHOWN = re.compile(r">[^<]+<")
HIDDEN = "exhibit-hidden"
"""Begins the ids of what stands in place of a hidden text."""
_ENDING = "[0-9A-Za-z]{1,4}"
RIGHT_TO_LEFT = re.compile(r"[^\W\d_]")
MM_A_PIXEL = 25.4 / 96
"""Points per pixel: pictures are laid out at 96 pixels per inch."""
MOST_INLINE = 40
"""The most inline pictures of one file."""


@dataclass(frozen=True, slots=True)
class Inline:
    """An inline picture and its alternative text."""

    pixels: Pixels
    alt: str


def typeset(
    request: PrepareRequest, sanitiser: TextSanitiser, body: str, *, style: str = "", pictures: Iterable[Inline] = ()
) -> PreparedFiles:
    """Write `pages.pdf`, which is also the copy: `body` as pages for a packet.

    `sanitiser` sanitised the text of `body`: it hid texts before the layout could break lines within them. All other
    edits are applied to the pages. `body` refers to each of `pictures` by `picture_html`.
    Raise CaseError (P9) if a text to hide was not found, or remains in another spelling.
    """
    if sanitiser.has_unmatched_mask():
        raise refusal_error("P9", request.file)
    if sanitiser.has_leftover():
        message = "A text to hide also occurs in another spelling."
        raise refusal_error("P9", request.file, message=message, fix=OTHER_SPELLING)
    inline_pictures = list(pictures)
    title = escape(sanitiser.text(say("exhibit-text-title")))
    lang = escape(request.language.tag, quote=True)
    head = f'<!DOCTYPE html><html lang="{lang}"><title>{title}</title><style>{STYLE}{style}</style><body>'
    body = highlight_hidden(body, request.language)
    names = [_name(index) for index in range(len(inline_pictures))]
    data = lay_out(head + body, names, f"evidence/{request.file.name}")
    if inline_pictures:
        data = _fill_pictures(data, inline_pictures)
    page_edits = _page_edits(request.evidence)
    made = pdf.prepare_pages(replace(request, data=data, evidence=page_edits))
    page_notes = [note for note in made.changes if note not in edits.edit_notes(page_edits)]
    notes = (*sanitiser.notes, *edits.edit_notes(request.evidence), *edits.hidden_notes(sanitiser.hidden), *page_notes)
    return replace(made, changes=notes, hidden=sanitiser.hidden, ids=sanitiser.ids)


def picture_html(index: int, picture: Inline, widest: float = 140, highest: float = 120) -> str:
    """Return the HTML of the picture with this index in `typeset`'s `pictures`, within so many millimetres."""
    width, height = (side * MM_A_PIXEL for side in picture.pixels.upright)
    scale = min(1.0, widest / width, highest / height)
    size = f"width: {width * scale:.2f}mm; height: {height * scale:.2f}mm"
    return f'<p class="picture"><img src="{_name(index)}" alt="{escape(picture.alt, quote=True)}" style="{size}"></p>'


def html_of(passage: Passage) -> str:
    """Return the HTML of a passage."""
    if passage.kind == "fields":
        rows = (line.partition("\t") for line in passage.lines)
        cells = (f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, _, value in rows)
        return f"<table>{''.join(cells)}</table>"
    text = "\n".join(passage.lines)
    return f'<p class="{passage.kind}"{direction(text)}>{escape(text)}</p>'


def highlight_hidden(html: str, language: Language) -> str:
    """Return HTML with the placeholders of hidden text highlighted, other than in attributes."""
    messages = [message for id_, message in language.words.messages.items() if id_.startswith(HIDDEN)]
    forms = (
        "".join(re.escape(escape(part)) if isinstance(part, str) else _ENDING for part in parts)
        for message in messages
        for parts in message.forms.values()
    )
    mark = re.compile("|".join(sorted(forms)))
    return _SHOWN.sub(lambda match: mark.sub(r'<span class="hidden">\g<0></span>', match[0]), html)


def direction(text: str) -> str:
    """Return the HTML attribute for a text whose first letter is of a right-to-left script, or ""."""
    import unicodedata

    first = RIGHT_TO_LEFT.search(text)
    return ' dir="rtl"' if first and unicodedata.bidirectional(first[0]) in {"R", "AL"} else ""


def _name(index: int) -> str:
    return f"asset:picture/{index}"


def _fill_pictures(data: bytes, pictures: list[Inline]) -> bytes:
    """Return the PDF with each placeholder, a pixel whose colour is an index, replaced with that picture."""
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
    replace_pixels(stream, pictures[int.from_bytes(pixel[-3:], "big")].pixels)


def _page_edits(evidence: Evidence) -> Evidence:
    """Return the evidence without the texts to hide, which the sanitiser hides."""
    return replace(evidence, masks=tuple(replace(mask, text=None) for mask in evidence.masks if mask.area))
