"""The parameters and the result of the `make` function of each kind of file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from makegood import language as languages
from makegood.privacy import NOTHING, Allowlist

if TYPE_CHECKING:
    from pathlib import Path

    from makegood.language import Language
    from makegood.model.artifact import Hidden, PreparedPage
    from makegood.model.case import Evidence, Limits
    from makegood.model.source import EvidenceFile
    from makegood.model.statement import Statement

PAGES = "pages.pdf"


@dataclass(frozen=True, slots=True)
class CompanionFile:
    """A file that is shown with another one, and its bytes."""

    file: EvidenceFile
    data: bytes


@dataclass(frozen=True, slots=True)
class PrepareRequest:
    """One file to prepare: its bytes, the requested edits, and the empty folder for the results.

    `allowlist` is what may be shown although it looks private; `companions` are files that are shown with this one.
    `language` is that of the packet, in which we label what we typeset.
    """

    file: EvidenceFile
    evidence: Evidence
    data: bytes
    folder: Path
    limits: Limits
    allowlist: Allowlist = NOTHING
    companions: tuple[CompanionFile, ...] = ()
    language: Language = field(default_factory=languages.english)


@dataclass(frozen=True, slots=True)
class PreparedFiles:
    """The prepared files. `copy` is the name of a file next to `pages.pdf`, or `pages.pdf` itself.

    `is_picture`: each page is one picture. `doubts` are the rules to report about missing parts.
    `ids` are message ids of mails, which are shown although they look like addresses.
    """

    pages: tuple[PreparedPage, ...]
    copy: str
    pixels: tuple[int, int] | None = None
    changes: tuple[Statement, ...] = ()
    is_picture: bool = True
    hidden: tuple[Hidden, ...] = ()
    doubts: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
