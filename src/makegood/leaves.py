"""How exhibits stand on the pages of a packet: beside their slip, beneath it, two on one page, in parts. A leaf."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from unicodedata import east_asian_width

from makegood.model.artifact import Prepared, PreparedPage
from makegood.model.facts import Exhibit

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
"""Width in millimetres that a screen of a phone must have on paper: about what it has in the hand."""
PROOF = "x" * 70
"""Stands for what an exhibit proves, which is put into words only on the page."""
ALIKE = 0.03
"""Share by which the shapes of two pictures may differ that stand side by side."""


def is_tall(prepared: Prepared) -> bool:
    """Whether a picture, or the part of a page, is so upright that its slip stands beside it."""
    page = prepared.pages[0]
    return (prepared.pixels is not None or page.parts > 1) and page.height >= UPRIGHT * page.width


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
        told.append(", ".join(filter(None, (whole, part))))
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
    if any(len(one.pages) > 1 or not is_tall(one) for one in shown):
        return False
    if first.evidence.transcript or second.evidence.transcript:
        return False
    shapes = [one.pages[0].height / one.pages[0].width for one in shown]
    width, height = column(paper), picture_height((first, second), prepared, paper)
    if abs(shapes[0] / shapes[1] - 1) > ALIKE:
        return False
    return all(_fitted(one.pages[0], width, height)[0] >= LEAST for one in shown)


def column(paper: tuple[float, float]) -> float:
    """Return the width of one of two exhibits on a page, in millimetres."""
    return (paper[0] - MARGINS[0] - GAP) / 2


def picture_height(exhibits: Sequence[Exhibit], prepared: Mapping[str, Prepared], paper: tuple[float, float]) -> float:
    """Return the millimetres that are left for the pictures of two exhibits above their slips."""
    return paper[1] - MARGINS[1] - max(_narrow(one, prepared[one.evidence.id]) for one in exhibits)


def _narrow(exhibit: Exhibit, prepared: Prepared) -> float:
    """Return the height to keep for a slip in one column beneath its picture, its lines counted generously."""
    evidence = exhibit.evidence
    rows = [
        PROOF[:50] * min(len(exhibit.proves), 4),
        f"{evidence.source_url or ''}{evidence.device or ''}",
        f"30 September 2026, 10:15 by {evidence.captured_by or ''}",
        f"{evidence.file}, 1,000 kB, 1,000 x 1,000 pixels",
        " ".join(prepared.changes),
    ]
    return 11 + 5.4 * _lines(evidence.caption, 38) + sum(4.8 * _lines(row, 36) + 0.8 for row in rows if row) + 10


def slip_height(exhibit: Exhibit, prepared: Prepared) -> float:
    """Return the millimetres to keep for a slip above its page: its two columns' lines, counted generously."""
    evidence = exhibit.evidence
    caption = _lines(evidence.caption, 36) * 5.5
    what = caption + 4 + (4 + 5 * _lines(PROOF * min(len(exhibit.proves), 4), 45) if exhibit.proves else 0)
    source = f"{evidence.source_url or ''}{evidence.device or ''}"
    rows = 2 + bool(source) + bool(evidence.captured_at) + bool(evidence.translation_of)
    more = _lines(" ".join(prepared.changes), 42) + _length(source) // 45 + _length(evidence.file) // 40
    return max(what, rows * 10.5 + 4 + 5 * more) + 8


def _lines(text: str, width: int) -> int:
    return -(-_length(text) // width)


def _length(text: str) -> int:
    """Count a letter of an East Asian script as two: it is as wide as it is high."""
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)
