"""What a packet is, by the file alone; what has changed since, in it and in the case that it was made from."""

from __future__ import annotations

import email
import email.policy
import io
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from makegood.model.errors import UsageError
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
    """One exhibit: the file that it copies, and what became of it in the case.

    `now` names the file that has its bytes now, where that is another; with `changed`, both have changed places.
    """

    original: Original
    state: State
    now: str = ""


@dataclass(frozen=True, slots=True)
class PacketVerdict:
    """What was found. `exhibits` and `sent` are those of the case, where one was named.

    `sent` are the mails under `sent/` that carry these very bytes.
    """

    record: PacketRecord
    pages: int
    is_whole: bool
    exhibits: tuple[VerifiedExhibit, ...] | None = None
    sent: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether the packet is as it was made and nothing that it copies has changed or gone."""
        return self.is_whole and all(one.state in {"unchanged", "renamed"} for one in self.exhibits or ())


def verify(path: Path, case: Path | None = None) -> PacketVerdict:
    """Look at a packet, and at the case that it is said to come from; UsageError for what is no packet of ours."""
    data = _bytes(path)
    try:
        found = worker.run_sandboxed(_read, data, worker.EXHIBIT, UsageError)
    except (worker.TooMuchError, worker.FailedError):
        found = None
    if found is None:
        raise UsageError("This file is no packet that makegood made, or it was saved anew by another program.")
    record, pages, is_whole = found
    if case is None:
        return PacketVerdict(record, pages, is_whole)
    from makegood.pipeline.load import load, workspace

    source = load(case, workspace(case))
    exhibits = tuple(_now(one, source.inventory) for one in record.exhibits)
    return PacketVerdict(record, pages, is_whole, exhibits, tuple(_carriers(source, sha256(data).digest())))


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UsageError("This file is too large to be a packet.")
    return data


def _read(data: bytes) -> tuple[PacketRecord, int, bool] | None:
    """Read the record and the seal, in a process of its own: the file may come from anywhere."""
    found = read(data)
    return (*found, is_sealed(io.BytesIO(data))) if found else None


def _now(original: Original, inventory: tuple[EvidenceFile, ...]) -> VerifiedExhibit:
    """Find what the case has of an original: by its name first, then by its bytes."""
    named = next((file for file in inventory if file.name == original.file), None)
    if named is not None and named.sha256 == original.sha256:
        return VerifiedExhibit(original, "unchanged")
    same = next((file.name for file in inventory if file.sha256 == original.sha256), "")
    if named is not None:
        return VerifiedExhibit(original, "changed", same)
    return VerifiedExhibit(original, "renamed", same) if same else VerifiedExhibit(original, "missing")


def _carriers(source: Source, digest: bytes) -> Iterator[str]:
    for file in source.sent:
        if any(sha256(one).digest() == digest for one in _attached(file)):
            yield file.name


def _attached(file: SentFile) -> Iterator[bytes]:
    if not file.name.endswith(".eml"):
        return
    message = email.message_from_bytes(file.path.read_bytes(), policy=email.policy.compat32)
    for part in message.walk():
        data = part.get_payload(decode=True)
        if isinstance(data, bytes) and data.startswith(b"%PDF"):
            yield data
