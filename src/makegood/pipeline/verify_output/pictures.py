"""Pictures read back: they hold pixels and what is needed to show them, and nothing of a camera or a person."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from makegood.model.errors import Place
from makegood.model.rules import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.model.errors import Problem

PNG_CHUNKS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS"})
PNG_HEAD = b"\x89PNG\r\n\x1a\n"
QUIET_SEGMENTS = frozenset({0xE0, 0xEE})
"""JFIF and Adobe's, which say how the colours are meant."""
SCAN = 0xDA


def picture_problems(path: str, data: bytes) -> Iterator[Problem]:
    """Name a part of a PNG or JPEG file that is not needed to show it."""
    odd = _png_extras(data) if data.startswith(PNG_HEAD) else _jpeg_extras(data)
    yield from (problem("A6", Place(path), detail=one) for one in odd)


def _png_extras(data: bytes) -> Iterator[str]:
    at = len(PNG_HEAD)
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        if kind not in PNG_CHUNKS:
            yield kind.decode("latin-1")
        at += length + 12


def _jpeg_extras(data: bytes) -> Iterator[str]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != SCAN:  # a marker's first byte
        (length,) = struct.unpack_from(">H", data, at + 2)
        marker = data[at + 1]
        if (0xE0 <= marker <= 0xEF and marker not in QUIET_SEGMENTS) or marker == 0xFE:  # JPEG's
            yield f"segment {marker:02X}"
        at += length + 2
