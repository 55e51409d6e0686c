"""Check that pictures have no metadata: only pixels and what is needed to show them."""

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
"""JFIF and Adobe segments, which define the colours."""
SCAN = 0xDA


def picture_problems(path: str, data: bytes) -> Iterator[Problem]:
    """Yield a problem for each part of a PNG or JPEG file that is not needed to show it."""
    extras = _png_extras(data) if data.startswith(PNG_HEAD) else _jpeg_extras(data)
    yield from (problem("A6", Place(path), detail=part) for part in extras)


def _png_extras(data: bytes) -> Iterator[str]:
    offset = len(PNG_HEAD)
    while offset + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[offset : offset + 8])
        if kind not in PNG_CHUNKS:
            yield kind.decode("latin-1")
        offset += length + 12


def _jpeg_extras(data: bytes) -> Iterator[str]:
    offset = 2
    while offset + 4 <= len(data) and data[offset] == 0xFF and data[offset + 1] != SCAN:
        (length,) = struct.unpack_from(">H", data, offset + 2)
        marker = data[offset + 1]
        if (0xE0 <= marker <= 0xEF and marker not in QUIET_SEGMENTS) or marker == 0xFE:
            yield f"segment {marker:02X}"
        offset += length + 2
