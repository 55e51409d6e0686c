"""The table of the kinds of files: each has its row, its module or its refusal, and no two share an extension."""

from __future__ import annotations

from importlib import import_module
from typing import get_args

import pytest

from makegood.model.file_kinds import (
    FILE_KINDS,
    REFUSED,
    FileKind,
    MediaKind,
    is_certain_extension,
    kind_by_beginning,
    kinds_of_extension,
)

TEXTS = {"text", "csv", "html", "eml"}
EXTENSIONS: dict[str, set[str]] = {
    **{name: {name} for name in ("png", "pdf", "webp", "gif", "heic", "zip", "svg")},
    **dict.fromkeys(("jpg", "jpeg"), {"jpeg"}),
    **dict.fromkeys(("mp4", "mov"), {"video"}),
    **dict.fromkeys(("eml", "html", "htm", "csv", "txt", "json"), TEXTS),
    "heif": {"heic"},
    "docx": set(),
    "": set(),
}
"""What a file with an extension may be; nothing where any kind may have it."""


def test_every_kind_has_a_row() -> None:
    assert set(FILE_KINDS) == set(get_args(MediaKind))


def without_module(kinds: dict[MediaKind, FileKind]) -> list[str]:
    """Return the kinds that are neither refused nor prepared by a module with a function `make`."""
    missing = []
    for kind, row in kinds.items():
        if kind in REFUSED or kind == "empty":
            continue
        try:
            module = import_module(f"makegood.pipeline.prepare.{row.module or kind}")
        except ModuleNotFoundError:
            missing.append(kind)
        else:
            missing += [] if callable(getattr(module, "make", None)) else [kind]
    return missing


def test_every_kind_is_prepared_or_refused() -> None:
    assert without_module(dict(FILE_KINDS)) == []


def test_control_a_kind_without_a_module_is_seen() -> None:
    assert without_module({"png": FileKind(module="no_such_module"), "text": FileKind(module="charset")}) == [
        "png",
        "text",
    ]


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_an_extension_belongs_to_its_kinds(extension: str) -> None:
    assert kinds_of_extension(extension) == EXTENSIONS[extension]


def test_no_extension_is_listed_twice() -> None:
    listed = [extension for row in FILE_KINDS.values() for extension in row.extensions]
    assert len(listed) == len(set(listed)) > 15


def test_only_formats_with_a_fixed_beginning_are_certain() -> None:
    certain = {extension for extension in EXTENSIONS if is_certain_extension(extension)}
    assert certain == {"png", "jpg", "jpeg", "pdf", "webp", "gif"}


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x89PNG\r\n\x1a\nrest", "png"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"GIF87a", "gif"),
        (b"GIF89a", "gif"),
        (b"PK\x03\x04", "zip"),
        (b"PK\x05\x06", "zip"),
        (b"\x1aE\xdf\xa3", "video"),
        (b"GIF88a", None),
        (b"", None),
        (b"%PDF-1.7", None),
    ],
)
def test_a_kind_is_recognised_by_its_first_bytes(head: bytes, kind: str | None) -> None:
    assert kind_by_beginning(head) == kind
