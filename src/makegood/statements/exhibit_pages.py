"""What is printed with the pages of an exhibit: its label, its slip, its bookmark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.model.statement import say

if TYPE_CHECKING:
    from makegood.model.artifact import Prepared, PreparedPage
    from makegood.model.statement import Statement

__all__ = ["labels"]


def labels(prepared: Prepared) -> tuple[Statement, ...]:
    """Return the label of each page of an exhibit: `page 2 of 3`, `part 1 of 3`, `page 2 of 3, part 1 of 4`."""
    total = sum(page.part == 1 for page in prepared.pages)
    result, number = [], 0
    for page in prepared.pages:
        number += page.part == 1
        result.append(_label(page, number, total))
    return tuple(result)


def _label(page: PreparedPage, number: int, total: int) -> Statement:
    """Return the label of one page; `number` is that of the page of the original, before it was split."""
    still = "-at" if page.timecode else ""
    values = {"timecode": page.timecode} if page.timecode else {}
    if page.parts == 1:
        return say(f"exhibit-label-page{still}", page=number, pages=total, **values)
    if total == 1:
        return say(f"exhibit-label-part{still}", part=page.part, parts=page.parts, **values)
    return say(f"exhibit-label-page-part{still}", page=number, pages=total, part=page.part, parts=page.parts, **values)
