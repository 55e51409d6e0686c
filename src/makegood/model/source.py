"""The result of `load`: plain data, the place of every value, and the files of the case folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from makegood.model.errors import Place, Problem
from makegood.model.file_kinds import MediaKind
from makegood.model.workspace import Workspace


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
        """The subfolder of `evidence/` that contains the file, "" for none: a chat has its pictures next to it."""
        return self.name.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file of `sent/`, named like an EvidenceFile; its header is not verified.

    `message_id` is None if it is not a plain id, `subject` "" if there is none. `is_draft` is true if the file is still
    marked as unsent, so that the mail program that sent it has given it another Message-ID.
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
    """A JSON file as it was read; `places` maps each JSON pointer to the place of its value.

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
    workspace: Workspace | None
    case: SourceFile
    defaults: SourceFile | None
    data: Mapping[str, object]
    story: str
    story_label: str
    inventory: tuple[EvidenceFile, ...]
    sent: tuple[SentFile, ...] = field(default=())
    inputs: tuple[Path, ...] = field(default=())
    """Every file and folder that was read, for the manifest."""
    problems: tuple[Problem, ...] = field(default=())
    """Problems of files in the folder; `check` reports them with its own."""

    def place(self, pointer: str) -> Place:
        """Return the place of the value at `pointer`: in the case, else in the defaults, else that of its parent."""
        while True:
            for file in (self.case, self.defaults):
                place = file.places.get(pointer) if file is not None else None
                if place is not None:
                    return place
            if pointer == "":
                return Place(self.case.label)
            pointer = pointer.rpartition("/")[0]
