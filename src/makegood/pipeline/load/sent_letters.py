"""What lies in sent/: every mail that went out, as it was kept, under the same guards as the evidence."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from makegood.formats import mail_header
from makegood.model.source import SentFile
from makegood.pipeline.load.inventory import Most, Walk

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from makegood.model.source import EvidenceFile

SMALLER = "Remove from sent/ what was not sent."


class Letters(Walk):
    """A walk through `sent/`, and the mails it found."""

    name = "sent"
    head = mail_header.HEAD
    fixes: Mapping[str, str] = MappingProxyType({"F5 of all": SMALLER, "F6": SMALLER, "F6 of all": SMALLER})

    def __init__(self, folder: Path, label: str) -> None:
        super().__init__(folder, label, Most())
        self.files: list[SentFile] = []

    def found(self, file: EvidenceFile, head: bytes) -> None:
        """Take a mail with what its header says."""
        self.files.append(described(file, head))


def letters(case: int, folder: Path, label: str) -> Letters:
    """Look through sent/ of the open folder `case`, at `folder`, called `label` (with a slash) in problems.

    A folder that is not there is not watched: what comes into it counts only when case.json names it.
    """
    found = Letters(folder, label)
    found.begin(case)
    return found


def described(file: EvidenceFile, head: bytes) -> SentFile:
    """Add to a file what its header says, of which `head` is the beginning."""
    said = mail_header.parse_header(head)
    return SentFile(file.name, file.path, file.bytes, file.sha256, said.message_id, said.subject, said.is_draft)
