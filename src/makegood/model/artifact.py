"""What travels from `prepare` to `write`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from makegood.model.words import Audience

DocumentKind = Literal["email", "message", "letter", "support", "packet", "report", "page"]


@dataclass(frozen=True, slots=True)
class PreparedPage:
    """One page of a prepared exhibit: its upright size in points (1/72 inch), pictures at 96 px an inch.

    What is too tall for paper comes in `parts`, of which this is number `part`. `label` says more of it, as `at 00:12`.
    """

    width: float
    height: float
    part: int = 1
    parts: int = 1
    label: str = ""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A value that was taken out of an exhibit: what kind of thing it is, itself, and how often it stood there.

    `kind` is "text" for one that a person named, with a `reason`, and else what a detector takes it for.
    """

    kind: str
    value: str
    times: int = 1
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An exhibit made fit to be shown: inert, upright, without metadata.

    `pages_pdf` has one page for each of `pages`; `copy` is what may be attached to a form (png, jpg or pdf).
    `changes` are the sentences for the slip that say what differs from the original. `is_picture`: each page is one
    picture, and nothing that comes from another PDF. `doubts` are the rules that ask whether this is all.
    `ids` of mails are shown, though they look like addresses.
    """

    sha256: str
    kind: str
    pages: tuple[PreparedPage, ...]
    pages_pdf: Path
    copy: Path
    pixels: tuple[int, int] | None
    changes: tuple[str, ...]
    is_picture: bool = True
    hidden: tuple[Hidden, ...] = ()
    doubts: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureQuality:
    """How fine pictures are shown: dots an inch as printed, in colour or grey, and Pillow's quality of JPEG.

    `is_flat`: pages that are not pictures become so, as archives need it.
    """

    dpi: int
    is_grey: bool
    quality: int = 88
    is_flat: bool = False


@dataclass(frozen=True, slots=True)
class Original:
    """The file of which an exhibit is a copy: its name in `evidence/` and the SHA-256 of its bytes."""

    letter: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class PacketRecord:
    """What a packet says of itself: the case, who reads it, the day it was prepared, and what its exhibits copy."""

    case_ref: str
    reader: str
    prepared: date
    exhibits: tuple[Original, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A rendered template. `path` is relative to build/<ref>/ and names the finished file.

    `body` is the plain text of a mail or support text, or the HTML of a page, a packet or a letter on paper; for a mail
    `html` is its other form.
    """

    path: str
    document: str
    kind: DocumentKind
    body: str
    audience: Audience | None = None
    subject: str = ""
    html: str = ""
    preview: str = ""
    """The HTML of a mail as its sender looks at it, who is told where it is but an example's."""
    templates: tuple[Path, ...] = ()
    limit: int | None = None
    """The most characters that it may have, counted as a form counts."""

    @property
    def length(self) -> int:
        """Characters of the body, as a form would count them."""
        return characters(self.body)


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished file: its bytes, or the file whose bytes it has. `key` stands for all it was made from."""

    path: str
    document: str
    audience: Audience | None
    key: str
    data: bytes | None = None
    copy_of: Path | None = None
    made_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviousArtifact:
    """A finished file of the last good build: what it was made from (`key`), its hash, and where it is."""

    key: str
    sha256: str
    path: Path


def characters(body: str) -> int:
    """Count as a form in a browser does: UTF-16 units, the line end at the end left out."""
    return len(body.rstrip("\n").encode("utf-16-le", "surrogatepass")) // 2
