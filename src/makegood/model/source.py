"""What `load` hands on: plain data, the place of every value, and what lies in the case folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from makegood.model.errors import Place, Problem

MediaKind = Literal[
    "png", "jpeg", "pdf", "webp", "gif", "heic", "eml", "html", "csv", "text", "video", "zip", "svg", "empty", "unknown"
]
PICTURES: frozenset[MediaKind] = frozenset({"png", "jpeg", "webp", "gif", "heic"})
"""Kinds that are one picture each."""


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file of `evidence/`: `name` relative to it with forward slashes (NFC), `path` absolute, `kind` by content."""

    name: str
    path: Path
    kind: MediaKind
    bytes: int
    sha256: str

    @property
    def folder(self) -> str:
        """The folder below `evidence/` in which it lies, "" for none: a chat brings the pictures of its own along."""
        return self.name.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file of `sent/`, named as an EvidenceFile is; what its header says is not certain.

    `message_id` is None where it is not plain, `subject` "" where there is none. `is_draft`: it is still marked as one
    that is to be sent, so that the mail program that sent it has given it another Message-ID.
    """

    name: str
    path: Path
    bytes: int
    sha256: str
    message_id: str | None = None
    subject: str = ""
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One JSON file as it was read; `places` maps each JSON pointer to its value's place.

    A property's key has its own place under the pointer followed by "#key"
    (`/parties/brand#key` is the text `"brand"`).
    """

    path: Path
    label: str
    text: str
    data: object
    places: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class Source:
    """A case as read. `data` is case.json over defaults.json, objects merged key by key, arrays replaced whole."""

    folder: Path
    workspace: Path | None
    case: SourceFile
    defaults: SourceFile | None
    data: Mapping[str, object]
    story: str
    story_label: str
    inventory: tuple[EvidenceFile, ...]
    sent: tuple[SentFile, ...] = field(default=())
    inputs: tuple[Path, ...] = field(default=())
    """Every file and folder that was looked at, for the manifest."""
    problems: tuple[Problem, ...] = field(default=())
    """What is wrong with files in the folder; `check` reports it with its own findings."""

    def place(self, pointer: str) -> Place:
        """Say where the value at `pointer` stands: in the case, else in the defaults, else where its parent is."""
        while True:
            for file in (self.case, self.defaults):
                place = file.places.get(pointer) if file is not None else None
                if place is not None:
                    return place
            if pointer == "":
                return Place(self.case.label)
            pointer = pointer.rpartition("/")[0]
