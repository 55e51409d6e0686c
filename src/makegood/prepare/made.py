"""What the module of a kind gives back: files in the folder it was handed, and what they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from makegood.model.artifact import PreparedPage

PAGES = "pages.pdf"


@dataclass(frozen=True, slots=True)
class Made:
    """`copy` is the name of a file in the folder; `pages.pdf` lies beside it (or is the same)."""

    pages: tuple[PreparedPage, ...]
    copy: str
    pixels: tuple[int, int] | None = None
    changes: tuple[str, ...] = ()
