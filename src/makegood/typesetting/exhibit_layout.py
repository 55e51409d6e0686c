"""How exhibits stand on the pages of a packet: beside their slip, beneath it, two on one page, in parts. A leaf."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from unicodedata import east_asian_width

from makegood.model.artifact import Prepared, PreparedPage
from makegood.model.facts import Bundle, Exhibit

MM_A_POINT = 25.4 / 72
UPRIGHT = 1.2
"""Height to width from which a picture stands beside its slip."""
MARGINS = (40, 56)
"""Millimetres of a page's width and height that are not an exhibit's."""
BESIDE = 108
"""Width in millimetres of a picture that stands beside its slip."""
GAP = 6
"""Millimetres between two exhibits on one page."""
LEAST = 68
"""Width in millimetres that a screen of a phone must have on paper, as it has in the hand; what is smaller stays so."""
BRIEF = 500
"""Letters of a transcript that is a part of the slip."""
PROOF = "x" * 70
"""Stands for what an exhibit proves, which is put into words only on the page."""
ALIKE = 0.03
"""Share by which the shapes of two pictures may differ that stand side by side."""

_SHOWN = re.compile(r">[^<]+<")
_WHOLE = re.compile(r"\b[A-Z]{3} \d[\d,.]*\d|\b\d{1,2} [^\W\d_]{3,} \d{4}\b")


def unbroken(html: str) -> str:
    """Keep the parts of each amount and each day on one line, wherever the body of a page shows them.

    With a blank that does not break they would, but whoever searches or copies would find that blank, and fonts that
    draw both with one glyph would have it everywhere.
    """
    head, body, rest = html.partition("<body")
    return head + body + _SHOWN.sub(lambda text: _WHOLE.sub(r'<span class="whole">\g<0></span>', text[0]), rest)


def is_tall(exhibit: Exhibit, prepared: Prepared, paper: tuple[float, float]) -> bool:
    """Whether a picture is so upright that its slip stands beside it, and the slip so short that it can."""
    letters = int((paper[0] - MARGINS[0] - BESIDE - GAP) / 1.9)
    words = exhibit.evidence.transcript or ""
    rows = (*_rows(exhibit, prepared), words if len(words) <= BRIEF else "")
    slip = 21 + 5.3 * _lines(exhibit.evidence.caption, letters - 2) + sum(_row(row, letters) for row in rows)
    return _is_upright(prepared) and slip <= paper[1] - MARGINS[1]


def _is_upright(prepared: Prepared) -> bool:
    page = prepared.pages[0]
    return prepared.pixels is not None and page.height >= UPRIGHT * page.width


def claims(bundle: Bundle, prepared: Mapping[str, Prepared]) -> tuple[str, ...]:
    """Name the standards that a packet may claim: accessible where its exhibits are pictures, and for archives.

    Pages of other PDFs bring fonts and structures of their own along, and nothing is claimed for them.
    """
    if bundle.profile.is_archival:
        return "PDF/A-3", "PDF/UA-1"
    return ("PDF/UA-1",) if all(prepared[one.evidence.id].is_picture for one in bundle.exhibits) else ()


def fit(page: PreparedPage, width: float, height: float) -> str:
    """Return the CSS size of a page in a box of millimetres: as large as fits, never above its own size."""
    wide, high = _fitted(page, width, height)
    return f"width: {wide:.2f}mm; height: {high:.2f}mm"


def _fitted(page: PreparedPage, width: float, height: float) -> tuple[float, float]:
    wide, high = page.width * MM_A_POINT, page.height * MM_A_POINT
    scale = min(width / wide, height / high, 1.0)
    return wide * scale, high * scale


def counted(prepared: Prepared) -> tuple[str, ...]:
    """Say of each page of an exhibit which it is: `page 2 of 3`, `part 1 of 3`, `page 2 of 3, part 1 of 4`."""
    total = sum(page.part == 1 for page in prepared.pages)
    told, number = [], 0
    for page in prepared.pages:
        number += page.part == 1
        part = f"part {page.part} of {page.parts}" if page.parts > 1 else ""
        whole = f"page {number} of {total}" if total > 1 or not part else ""
        told.append(", ".join(filter(None, (whole, part, page.label))))
    return tuple(told)


def sheets(
    exhibits: Sequence[Exhibit], prepared: Mapping[str, Prepared], paper: tuple[float, float]
) -> Iterator[tuple[Exhibit, ...]]:
    """Group exhibits, in their order: two screens of the same kind and shape that follow each other share a page.

    Seen beside each other they can be compared, and are still as large as they were in the hand.
    """
    waiting: Exhibit | None = None
    for exhibit in exhibits:
        if waiting is not None and is_pair(waiting, exhibit, prepared, paper):
            yield waiting, exhibit
            waiting = None
        else:
            if waiting is not None:
                yield (waiting,)
            waiting = exhibit
    if waiting is not None:
        yield (waiting,)


def is_pair(first: Exhibit, second: Exhibit, prepared: Mapping[str, Prepared], paper: tuple[float, float]) -> bool:
    """Whether two exhibits may share a page of `paper`, in millimetres."""
    shown = [prepared[one.evidence.id] for one in (first, second)]
    if first.evidence.kind is None or first.evidence.kind != second.evidence.kind:
        return False
    if any(len(one.pages) > 1 or not _is_upright(one) for one in shown):
        return False
    if first.evidence.transcript or second.evidence.transcript:
        return False
    shapes = [one.pages[0].height / one.pages[0].width for one in shown]
    width, height = column(paper), picture_height((first, second), prepared, paper)
    if abs(shapes[0] / shapes[1] - 1) > ALIKE:
        return False
    pages = [one.pages[0] for one in shown]
    return all(_fitted(one, width, height)[0] >= min(LEAST, one.width * MM_A_POINT) for one in pages)


def column(paper: tuple[float, float]) -> float:
    """Return the width of one of two exhibits on a page, in millimetres."""
    return (paper[0] - MARGINS[0] - GAP) / 2


def picture_height(exhibits: Sequence[Exhibit], prepared: Mapping[str, Prepared], paper: tuple[float, float]) -> float:
    """Return the millimetres that are left for the pictures of two exhibits above their slips."""
    return paper[1] - MARGINS[1] - max(_narrow(one, prepared[one.evidence.id]) for one in exhibits)


def _narrow(exhibit: Exhibit, prepared: Prepared) -> float:
    """Return the height to keep for a slip in one column beneath its picture."""
    proof, *rows = _rows(exhibit, prepared)
    below = sum(4.8 * _lines(row, 36) + 0.8 for row in (proof[: 50 * 4], *rows) if row)
    return 21 + 5.4 * _lines(exhibit.evidence.caption, 38) + below


def slip_height(exhibit: Exhibit, prepared: Prepared) -> float:
    """Return the millimetres to keep for a slip above its page, whose two columns stand side by side."""
    proof, *rows = _rows(exhibit, prepared)
    what = 6.5 + 5.3 * _lines(exhibit.evidence.caption, 36) + _row(proof, 42)
    return max(what, sum(_row(row, 42) for row in rows) + 14.5) + 6


def _rows(exhibit: Exhibit, prepared: Prepared) -> list[str]:
    """Give a text as long as each row of a slip: what it proves, and all that stands above the hash."""
    evidence = exhibit.evidence
    dated = evidence.captured_at or evidence.created_on
    return [
        PROOF * min(len(exhibit.proves), 4),
        f"Of Exhibit {exhibit.letter}, by {evidence.translated_by}" if evidence.translation_of else "",
        ", ".join(filter(None, (evidence.device, evidence.source_url))),
        f"30 September 2026, 10:15 by {evidence.captured_by or ''}" if dated else "",
        f"{evidence.file}, 1,000 kB, 10,000 × 10,000 pixels",
        " ".join(prepared.changes),
    ]


def _row(text: str, width: int) -> float:
    """Return the height of a label and its text in a column of so many letters; none without a text."""
    return 6.5 + 4.8 * _lines(text, width) if text else 0.0


def _lines(text: str, width: int) -> int:
    return math.ceil(sum(_width(one) for one in text) / width)


def _width(letter: str) -> float:
    """Return the width of a letter in small Latin ones: those of East Asia are as wide as they are high."""
    if east_asian_width(letter) in "WF":
        return 2.0
    return 1.35 if letter.isupper() else 1.0
