"""What the module of a kind is handed, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from makegood.privacy import NOTHING, Allowlist

if TYPE_CHECKING:
    from pathlib import Path

    from makegood.model.artifact import Hidden, PreparedPage
    from makegood.model.case import Evidence, Limits
    from makegood.model.source import EvidenceFile

PAGES = "pages.pdf"


@dataclass(frozen=True, slots=True)
class CompanionFile:
    """Another file that is shown with one, and its bytes."""

    file: EvidenceFile
    data: bytes


@dataclass(frozen=True, slots=True)
class PrepareRequest:
    """One file to prepare: its bytes, what is asked of it, and the empty folder for the results.

    `stays` is what may be shown although it looks private; `beside` are the files that are shown with this one.
    """

    file: EvidenceFile
    evidence: Evidence
    data: bytes
    folder: Path
    limits: Limits
    stays: Allowlist = NOTHING
    beside: tuple[CompanionFile, ...] = ()


@dataclass(frozen=True, slots=True)
class PreparedFiles:
    """`copy` is the name of a file in the folder; `pages.pdf` lies beside it (or is the same).

    `is_picture`: each page is one picture. `doubts` are the rules that ask whether this is all.
    `ids` of mails are shown, though they look like addresses.
    """

    pages: tuple[PreparedPage, ...]
    copy: str
    pixels: tuple[int, int] | None = None
    changes: tuple[str, ...] = ()
    is_picture: bool = True
    hidden: tuple[Hidden, ...] = ()
    doubts: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
