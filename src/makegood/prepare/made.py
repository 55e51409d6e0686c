"""What the module of a kind is handed, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from makegood.model.artifact import PreparedPage
    from makegood.model.case import Evidence, Limits
    from makegood.model.source import EvidenceFile

PAGES = "pages.pdf"


@dataclass(frozen=True, slots=True)
class Order:
    """One file to prepare: its bytes, what is asked of it, and the empty folder for the results."""

    file: EvidenceFile
    evidence: Evidence
    data: bytes
    folder: Path
    limits: Limits


@dataclass(frozen=True, slots=True)
class Made:
    """`copy` is the name of a file in the folder; `pages.pdf` lies beside it (or is the same).

    `is_picture`: each page is one picture.
    """

    pages: tuple[PreparedPage, ...]
    copy: str
    pixels: tuple[int, int] | None = None
    changes: tuple[str, ...] = ()
    is_picture: bool = True
