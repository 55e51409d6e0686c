"""Read sent/: every mail that was sent, as it was saved, with the same checks as for the evidence."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from makegood.formats import mail_header
from makegood.model.source import SentFile
from makegood.pipeline.load.inventory import EvidenceLimits, FolderWalk

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from makegood.model.source import EvidenceFile

SMALLER = "Remove files that were not sent from sent/."


class SentMailWalk(FolderWalk):
    """A walk through `sent/` that collects its mails."""

    name = "sent"
    head = mail_header.HEAD
    fixes: Mapping[str, str] = MappingProxyType({"F5 of all": SMALLER, "F6": SMALLER, "F6 of all": SMALLER})

    def __init__(self, folder: Path, label: str) -> None:
        super().__init__(folder, label, EvidenceLimits())
        self.files: list[SentFile] = []

    def add(self, file: EvidenceFile, head: bytes) -> None:
        """Add a mail with the fields of its header."""
        self.files.append(with_header_fields(file, head))


def sent_mails(case: int, folder: Path, label: str) -> SentMailWalk:
    """Return what is in sent/ of the open folder `case`, at `folder`, called `label` (with a slash) in problems.

    A missing folder is not watched: its files count only once case.json names them.
    """
    walk = SentMailWalk(folder, label)
    walk.begin(case)
    return walk


def with_header_fields(file: EvidenceFile, head: bytes) -> SentFile:
    """Return a file with the fields of its header, which `head` begins with."""
    header = mail_header.parse_header(head)
    return SentFile(file.name, file.path, file.bytes, file.sha256, header.message_id, header.subject, header.is_draft)
