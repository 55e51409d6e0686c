"""Lay out exhibits on the pages of a packet: next to their slip, below it, two on one page, in parts."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from unicodedata import east_asian_width

from makegood.model.artifact import Prepared, PreparedPage
from makegood.model.facts import Bundle, Exhibit

Rows = Callable[[Exhibit, Prepared], Sequence[str]]
"""Returns the text of each row of a slip as it is printed: what the exhibit proves, then the rows above the hash."""
MM_A_POINT = 25.4 / 72
UPRIGHT = 1.2
"""Height to width from which a picture is shown next to its slip."""
MARGINS = (40, 56)
"""Millimetres of a page's width and height that an exhibit cannot use."""
SIDE_WIDTH = 108
"""Width in millimetres of a picture next to its slip."""
GAP = 6
"""Millimetres between two exhibits on one page."""
LEAST = 68
"""Width in millimetres that a phone screen must have on paper, its real size; smaller pictures keep their size."""
BRIEF = 500
"""The most characters of a transcript within the slip."""
LONGEST_PROOF = 200
"""The most characters of what an exhibit proves for which a slip in one column has room."""
ALIKE = 0.03
"""Share by which the shapes of two pictures side by side may differ."""

_SHOWN = re.compile(r">[^<]+<")
_WHOLE = re.compile(r"\b[A-Z]{3} \d[\d,.]*\d|\b\d{1,2} [^\W\d_]{3,} \d{4}\b")


def keep_together(html: str) -> str:
    """Return the HTML with the parts of each amount and each day in its body kept on one line.

    A no-break space would do the same, but searching and copying would yield that space, and fonts that draw both
    spaces with one glyph would have it everywhere.
    """
    head, body, rest = html.partition("<body")
    return head + body + _SHOWN.sub(lambda text: _WHOLE.sub(r'<span class="whole">\g<0></span>', text[0]), rest)


def is_tall(exhibit: Exhibit, prepared: Prepared, paper: tuple[float, float], rows_of: Rows) -> bool:
    """Return whether a picture is upright enough, and its slip short enough, to show them next to each other."""
    letters = int((paper[0] - MARGINS[0] - SIDE_WIDTH - GAP) / 1.9)
    words = exhibit.evidence.transcript or ""
    rows = (*rows_of(exhibit, prepared), words if len(words) <= BRIEF else "")
    slip = 21 + 5.3 * _lines(exhibit.evidence.caption, letters - 2) + sum(_row_height(row, letters) for row in rows)
    return _is_upright(prepared) and slip <= paper[1] - MARGINS[1]


def _is_upright(prepared: Prepared) -> bool:
    page = prepared.pages[0]
    return prepared.pixels is not None and page.height >= UPRIGHT * page.width


def claims(bundle: Bundle, prepared: Mapping[str, Prepared]) -> tuple[str, ...]:
    """Return the standards that a packet may claim: PDF/UA if all exhibits are pictures, PDF/A if it is archival.

    Pages of other PDFs have their own fonts and structure, so nothing can be claimed for them.
    """
    if bundle.profile.is_archival:
        return "PDF/A-3", "PDF/UA-1"
    return ("PDF/UA-1",) if all(prepared[exhibit.evidence.id].is_picture for exhibit in bundle.exhibits) else ()


def fit(page: PreparedPage, width: float, height: float) -> str:
    """Return the CSS size of a page in a box of millimetres: as large as fits, never above its own size."""
    page_width, page_height = _fitted_size(page, width, height)
    return f"width: {page_width:.2f}mm; height: {page_height:.2f}mm"


def _fitted_size(page: PreparedPage, width: float, height: float) -> tuple[float, float]:
    page_width, page_height = page.width * MM_A_POINT, page.height * MM_A_POINT
    scale = min(width / page_width, height / page_height, 1.0)
    return page_width * scale, page_height * scale


def sheets(
    exhibits: Sequence[Exhibit], prepared: Mapping[str, Prepared], paper: tuple[float, float], rows_of: Rows
) -> Iterator[tuple[Exhibit, ...]]:
    """Yield the exhibits of each page in order: two adjacent screens of the same kind and shape share a page.

    Side by side they can be compared and still have their real size.
    """
    waiting: Exhibit | None = None
    for exhibit in exhibits:
        if waiting is not None and is_pair(waiting, exhibit, prepared, paper, rows_of):
            yield waiting, exhibit
            waiting = None
        else:
            if waiting is not None:
                yield (waiting,)
            waiting = exhibit
    if waiting is not None:
        yield (waiting,)


def is_pair(
    first: Exhibit,
    second: Exhibit,
    prepared: Mapping[str, Prepared],
    paper: tuple[float, float],
    rows_of: Rows,
) -> bool:
    """Return whether two exhibits may share a page of `paper`, in millimetres."""
    pair = [prepared[exhibit.evidence.id] for exhibit in (first, second)]
    if first.evidence.kind is None or first.evidence.kind != second.evidence.kind:
        return False
    if any(len(item.pages) > 1 or not _is_upright(item) for item in pair):
        return False
    if first.evidence.transcript or second.evidence.transcript:
        return False
    pages = [item.pages[0] for item in pair]
    shapes = [page.height / page.width for page in pages]
    width, height = column(paper), picture_height((first, second), prepared, paper, rows_of)
    if abs(shapes[0] / shapes[1] - 1) > ALIKE:
        return False
    return all(_fitted_size(page, width, height)[0] >= min(LEAST, page.width * MM_A_POINT) for page in pages)


def column(paper: tuple[float, float]) -> float:
    """Return the width of one of two exhibits on a page, in millimetres."""
    return (paper[0] - MARGINS[0] - GAP) / 2


def picture_height(
    exhibits: Sequence[Exhibit], prepared: Mapping[str, Prepared], paper: tuple[float, float], rows_of: Rows
) -> float:
    """Return the height in millimetres of the pictures of two exhibits above their slips."""
    slips = (_column_slip_height(exhibit, prepared[exhibit.evidence.id], rows_of) for exhibit in exhibits)
    return paper[1] - MARGINS[1] - max(slips)


def _column_slip_height(exhibit: Exhibit, prepared: Prepared, rows_of: Rows) -> float:
    """Return the height to reserve for a slip in one column below its picture."""
    proof, *rows = rows_of(exhibit, prepared)
    below = sum(4.8 * _lines(row, 36) + 0.8 for row in (proof[:LONGEST_PROOF], *rows) if row)
    return 21 + 5.4 * _lines(exhibit.evidence.caption, 38) + below


def slip_height(exhibit: Exhibit, prepared: Prepared, rows_of: Rows) -> float:
    """Return the height in millimetres to reserve for a slip with two columns above its page."""
    proof, *rows = rows_of(exhibit, prepared)
    left_column = 6.5 + 5.3 * _lines(exhibit.evidence.caption, 36) + _row_height(proof, 42)
    return max(left_column, sum(_row_height(row, 42) for row in rows) + 14.5) + 6


def _row_height(text: str, width: int) -> float:
    """Return the height of a label and its text in a column of so many letters; 0 without a text."""
    return 6.5 + 4.8 * _lines(text, width) if text else 0.0


def _lines(text: str, width: int) -> int:
    return math.ceil(sum(_width(letter) for letter in text) / width)


def _width(letter: str) -> float:
    """Return the width of a letter in units of a lower-case Latin letter; East Asian letters are square."""
    if east_asian_width(letter) in "WF":
        return 2.0
    return 1.35 if letter.isupper() else 1.0
