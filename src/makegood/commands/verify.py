"""Verify a packet by the file alone, and detect what has changed since in it and in its case."""

from __future__ import annotations

import email
import email.policy
import io
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from makegood.model.errors import UsageError
from makegood.model.workspace import Workspace
from makegood.pipeline.assemble.packet.record import read
from makegood.pipeline.assemble.packet.seal import is_sealed
from makegood.sandbox import worker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from makegood.model.artifact import Original, PacketRecord
    from makegood.model.source import EvidenceFile, SentFile, Source

MOST_BYTES = 1 << 30
State = Literal["unchanged", "renamed", "changed", "missing"]


@dataclass(frozen=True, slots=True)
class VerifiedExhibit:
    """One exhibit: the file that it copies, and its state in the case.

    `now` is the name of the file with its content, if that is another file; with `changed`, the two were swapped.
    """

    original: Original
    state: State
    now: str = ""


@dataclass(frozen=True, slots=True)
class PacketVerdict:
    """Result of verifying a packet. `exhibits` and `sent` are those of the case, if one was given.

    `sent` are the emails in `sent/` with this exact file attached.
    """

    record: PacketRecord
    pages: int
    is_whole: bool
    exhibits: tuple[VerifiedExhibit, ...] | None = None
    sent: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Return whether the packet is unchanged and nothing that it copies has changed or is missing."""
        return self.is_whole and all(exhibit.state in {"unchanged", "renamed"} for exhibit in self.exhibits or ())


def verify(path: Path, case: Path | None = None) -> PacketVerdict:
    """Verify a packet, and the case that it comes from; raise UsageError if it is not a packet of makegood."""
    data = _read_bytes(path)
    try:
        result = worker.run_sandboxed(_read, data, worker.EXHIBIT, UsageError)
    except (worker.TooMuchError, worker.FailedError):
        result = None
    if result is None:
        raise UsageError("This file was not created as a packet by makegood, or another program has saved it again.")
    record, pages, is_whole = result
    if case is None:
        return PacketVerdict(record, pages, is_whole)
    from makegood.pipeline.load import load

    source = load(case, Workspace.containing(case))
    exhibits = tuple(_current_state(original, source.inventory) for original in record.exhibits)
    return PacketVerdict(record, pages, is_whole, exhibits, tuple(_mails_with_packet(source, sha256(data).digest())))


def _read_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UsageError("This file is too large to be a packet.")
    return data


def _read(data: bytes) -> tuple[PacketRecord, int, bool] | None:
    """Read the record and the seal; runs sandboxed, because the file may come from anywhere."""
    result = read(data)
    return (*result, is_sealed(io.BytesIO(data))) if result else None


def _current_state(original: Original, inventory: tuple[EvidenceFile, ...]) -> VerifiedExhibit:
    """Return the state of an original in the case: by its name first, then by its content."""
    same_name = next((file for file in inventory if file.name == original.file), None)
    if same_name is not None and same_name.sha256 == original.sha256:
        return VerifiedExhibit(original, "unchanged")
    same_content = next((file.name for file in inventory if file.sha256 == original.sha256), "")
    if same_name is not None:
        return VerifiedExhibit(original, "changed", same_content)
    return VerifiedExhibit(original, "renamed", same_content) if same_content else VerifiedExhibit(original, "missing")


def _mails_with_packet(source: Source, digest: bytes) -> Iterator[str]:
    for file in source.sent:
        if any(sha256(attachment).digest() == digest for attachment in _attachments(file)):
            yield file.name


def _attachments(file: SentFile) -> Iterator[bytes]:
    if not file.name.endswith(".eml"):
        return
    message = email.message_from_bytes(file.path.read_bytes(), policy=email.policy.compat32)
    for part in message.walk():
        data = part.get_payload(decode=True)
        if isinstance(data, bytes) and data.startswith(b"%PDF"):
            yield data
