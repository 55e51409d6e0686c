"""JPEG files segment by segment: what draws the picture is kept as it is, everything else is left out."""

from __future__ import annotations

import struct

SOI, EOI, SOS = 0xD8, 0xD9, 0xDA
APP0, APP14, COM = 0xE0, 0xEE, 0xFE
KEPT_FRAMES = {0xC0, 0xC1, 0xC2}
"""Baseline, extended and progressive, which every PDF reader decodes."""
TABLES = {0xC4, 0xDB, 0xDD, 0xDA}
JFIF = bytes.fromhex("ffe000104a46494600010100000100010000")
"""A JFIF segment that says nothing but that the colours are as usual."""


def cleaned(data: bytes) -> bytes | None:
    """Return the same picture without metadata and without what follows it; None where it must be encoded anew.

    Quantised pixels are copied byte for byte. Application and comment segments go, but for the twelve
    bytes of Adobe's that say how the colours are meant.
    """
    out, at, jfif, adobe, frames, scanned = bytearray(), 2, False, b"", 0, False
    while True:
        at, marker = _marker(data, at)
        if marker == EOI or (not marker and scanned):
            # Some cameras and many PDFs leave out the last marker; decoders do not mind.
            return _whole(bytes(out), jfif, adobe) if frames == 1 else None
        if at + 2 > len(data):
            return None
        (length,) = struct.unpack_from(">H", data, at)
        body = data[at : at + length]
        at += length
        if marker in KEPT_FRAMES:
            frames += 1
        elif marker == APP0 and body[2:7] == b"JFIF\0":
            jfif = True
        elif marker == APP14 and body[2:7] == b"Adobe" and length >= 14:  # Adobe's segment
            adobe = b"\xff\xee\x00\x0e" + body[2:14]
        if marker in KEPT_FRAMES | TABLES:
            scanned = scanned or marker == SOS
            end = _scan_end(data, at) if marker == SOS else at
            out += bytes((0xFF, marker)) + body + data[at:end]
            at = end
        elif not (APP0 <= marker <= 0xEF or marker == COM):  # the last application segment
            return None


def _whole(middle: bytes, jfif: bool, adobe: bytes) -> bytes:
    return b"\xff\xd8" + (JFIF if jfif else b"") + adobe + middle + b"\xff\xd9"


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """Return the place behind the next marker, and the marker; a file that ends first gives 0."""
    while at + 1 < len(data):
        if data[at] == 0xFF and data[at + 1] not in {0x00, 0xFF}:  # stuffing and filling
            return at + 2, data[at + 1]
        at += 1
    return at, 0


def _scan_end(data: bytes, at: int) -> int:
    """Return where the coded data of a scan ends: at the next marker that is no restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] == 0x00 or 0xD0 <= data[at + 1] <= 0xD7:  # stuffing, restarts
            at += 2
        elif data[at + 1] == 0xFF:  # filling
            at += 1
        else:
            return at
