"""The types that the steps from `prepare` to `write` pass on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from makegood.model.statement import Statement
from makegood.model.words import Audience

DocumentKind = Literal["email", "message", "letter", "support", "packet", "report", "page"]


@dataclass(frozen=True, slots=True)
class PreparedPage:
    """One page of a prepared exhibit: its upright size in points (1/72 inch), pictures at 96 px per inch.

    A page too tall for paper is split into `parts`, of which this is number `part`. `timecode` is the place of a still
    in its recording, such as `00:12`.
    """

    width: float
    height: float
    part: int = 1
    parts: int = 1
    timecode: str = ""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A value that was removed from an exhibit, with its kind and the number of its occurrences.

    `kind` is "text" for a value that the case names, with a `reason`, and else the kind that a detector found.
    """

    kind: str
    value: str
    times: int = 1
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An exhibit prepared for display: safe, upright, without metadata.

    `pages_pdf` has one page for each of `pages`; `copy` is what may be attached to a form (png, jpg or pdf).
    `changes` are statements on what differs from the original. `is_picture` is true if each page is one picture, with
    nothing from another PDF. `doubts` are the rules about content that may be missing. `ids` are Message-IDs that stay
    visible although they look like addresses.
    """

    sha256: str
    kind: str
    pages: tuple[PreparedPage, ...]
    pages_pdf: Path
    copy: Path
    pixels: tuple[int, int] | None
    changes: tuple[Statement, ...]
    is_picture: bool = True
    hidden: tuple[Hidden, ...] = ()
    doubts: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureQuality:
    """The quality of pictures: dots per inch as printed, colour or grey, and Pillow's JPEG quality.

    `is_flat` is true if other pages are converted to pictures, which archives need.
    """

    dpi: int
    is_grey: bool
    quality: int = 88
    is_flat: bool = False


@dataclass(frozen=True, slots=True)
class Original:
    """The original of an exhibit: its name in `evidence/` and the SHA-256 of its bytes."""

    letter: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class PacketRecord:
    """The metadata of a packet: the case, its reader, the day it was prepared, and the originals of its exhibits."""

    case_ref: str
    reader: str
    prepared: date
    exhibits: tuple[Original, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A rendered template. `path` is relative to build/<ref>/ and names the finished file.

    `body` is the plain text of a mail or support text, or the HTML of a page, a packet or a letter on paper; `html` is
    the HTML part of a mail.
    """

    path: str
    document: str
    kind: DocumentKind
    body: str
    audience: Audience | None = None
    subject: str = ""
    html: str = ""
    preview: str = ""
    """The HTML of a mail as a preview for its sender, which marks examples."""
    templates: tuple[Path, ...] = ()
    statements: tuple[Statement, ...] = ()
    """What it says, in the order of its sentences, also those of optional parts that were left out."""
    language: str = "en-GB"
    """The language of its reader, as BCP 47."""
    limit: int | None = None
    """The most characters that it may have, as a web form counts them."""

    @property
    def length(self) -> int:
        """The number of characters of the body, as a web form counts them."""
        return characters(self.body)


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished file: its bytes, or the file to copy. `key` is a hash of everything it was made from."""

    path: str
    document: str
    audience: Audience | None
    key: str
    data: bytes | None = None
    copy_of: Path | None = None
    made_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviousArtifact:
    """A finished file of the last successful build, with its `key`, its hash and its path."""

    key: str
    sha256: str
    path: Path


def characters(body: str) -> int:
    """Return the number of characters as a form in a browser counts them: UTF-16 units, without newlines at the end."""
    return len(body.rstrip("\n").encode("utf-16-le", "surrogatepass")) // 2
