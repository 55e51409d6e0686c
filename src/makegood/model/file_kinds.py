"""The kinds of files that can be evidence, one row each: how a kind is recognised, named, prepared, or refused.

A new kind is a name in `MediaKind`, a row of `FILE_KINDS`, and a module of `pipeline/prepare` that makes its pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from makegood.model.frozen import frozen

MediaKind = Literal[
    "png", "jpeg", "pdf", "webp", "gif", "heic", "eml", "html", "csv", "text", "video", "zip", "svg", "empty", "unknown"
]


@frozen
class FileKind:
    """What is true of every file of a kind.

    `extensions` are those that a file of the kind may have, in lower case and without the dot. `beginnings` are the
    bytes with which every file of the kind begins; a kind without them is recognised in `pipeline/load/kinds.py`.
    `is_certain`: a file with such an extension that begins otherwise is damaged or of another kind. `is_text`: the
    content alone does not distinguish it from other kinds of text. `is_picture`: it is a single picture. `is_typeset`:
    its pages are laid out by us, so that they depend on the installed fonts.

    `module` is the module of `pipeline/prepare`; "" if it has the name of the kind. A kind with `refused_as` cannot be
    shown: that is how messages name it, and `instead` says what to do.
    """

    extensions: tuple[str, ...] = ()
    beginnings: tuple[bytes, ...] = ()
    is_certain: bool = False
    is_text: bool = False
    is_picture: bool = False
    is_typeset: bool = False
    module: str = ""
    refused_as: str = ""
    instead: str = ""


FILE_KINDS: Mapping[MediaKind, FileKind] = MappingProxyType(
    {
        "png": FileKind(extensions=("png",), beginnings=(b"\x89PNG\r\n\x1a\n",), is_certain=True, is_picture=True),
        "jpeg": FileKind(extensions=("jpg", "jpeg"), beginnings=(b"\xff\xd8\xff",), is_certain=True, is_picture=True),
        "gif": FileKind(extensions=("gif",), beginnings=(b"GIF87a", b"GIF89a"), is_certain=True, is_picture=True),
        "webp": FileKind(extensions=("webp",), is_certain=True, is_picture=True),
        "heic": FileKind(extensions=("heic", "heif"), is_picture=True),
        "pdf": FileKind(extensions=("pdf",), is_certain=True),
        "eml": FileKind(extensions=("eml",), is_text=True, is_typeset=True),
        "html": FileKind(extensions=("html", "htm"), is_text=True, is_typeset=True, module="webpage"),
        "csv": FileKind(extensions=("csv",), is_text=True, is_typeset=True, module="table"),
        "text": FileKind(extensions=("txt", "json"), is_text=True, is_typeset=True),
        "video": FileKind(extensions=("mp4", "mov"), beginnings=(b"\x1aE\xdf\xa3",)),
        "svg": FileKind(
            extensions=("svg",),
            refused_as="An SVG drawing",
            instead="Save the drawing as PNG or PDF, and use that file instead.",
        ),
        "zip": FileKind(
            extensions=("zip",),
            beginnings=(b"PK\x03\x04", b"PK\x05\x06"),
            refused_as="A ZIP archive, or a document in that format",
            instead=(
                "Unpack the archive, and put the relevant files into evidence/. If it is a document, print it to PDF."
            ),
        ),
        "empty": FileKind(),
        "unknown": FileKind(
            refused_as="A file of this kind",
            instead="Save it as PDF, PNG or JPEG, or as text or a table in UTF-8, and use that file instead.",
        ),
    }
)
PICTURES: frozenset[MediaKind] = frozenset(kind for kind, row in FILE_KINDS.items() if row.is_picture)
"""Kinds of files that are a single picture."""
TYPESET: frozenset[MediaKind] = frozenset(kind for kind, row in FILE_KINDS.items() if row.is_typeset)
"""Kinds that are laid out as pages, which depend on the fonts that are installed."""
REFUSED: frozenset[MediaKind] = frozenset(kind for kind, row in FILE_KINDS.items() if row.refused_as)
"""Kinds that cannot be shown in a packet."""


def kind_by_beginning(head: bytes) -> MediaKind | None:
    """Return the kind of which every file begins as these bytes do; None if there is none."""
    return next((kind for kind, row in FILE_KINDS.items() if row.beginnings and head.startswith(row.beginnings)), None)


def kinds_of_extension(extension: str) -> frozenset[MediaKind]:
    """Return the kinds that a file with an extension may have; empty if any is possible.

    The content does not distinguish kinds of text, so that any of them may have the extension of another.
    """
    kinds = {kind for kind, row in FILE_KINDS.items() if extension in row.extensions}
    if any(FILE_KINDS[kind].is_text for kind in kinds):
        kinds |= {kind for kind, row in FILE_KINDS.items() if row.is_text}
    return frozenset(kinds)


def is_certain_extension(extension: str) -> bool:
    """Return whether a file with this extension that begins otherwise is damaged or of another kind."""
    return any(row.is_certain and extension in row.extensions for row in FILE_KINDS.values())
