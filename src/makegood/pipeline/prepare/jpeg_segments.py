"""Copy the segments of a JPEG file that draw the picture and drop all others."""

from __future__ import annotations

import struct

SOI, EOI, SOS = 0xD8, 0xD9, 0xDA
APP0, APP14, COM = 0xE0, 0xEE, 0xFE
FRAMES = {0xC0, 0xC1, 0xC2}
"""Baseline, extended and progressive, which every PDF reader decodes."""
TABLES = {0xC4, 0xDB, 0xDD, 0xDA}
JFIF = bytes.fromhex("ffe000104a46494600010100000100010000")
"""A minimal JFIF segment, which only states that the colours are as usual."""


def strip_metadata(data: bytes) -> bytes | None:
    """Return the picture without metadata and without trailing data, or None if it must be encoded again.

    Quantised pixels are copied byte for byte. Application and comment segments are removed, except the twelve bytes of
    Adobe's that define the colours.
    """
    out, offset, jfif, adobe, frames, scanned = bytearray(), 2, False, b"", 0, False
    while True:
        offset, marker = _marker(data, offset)
        if marker == EOI or (not marker and scanned):
            # Some cameras and many PDFs omit the last marker; decoders accept that.
            return _assemble(bytes(out), jfif, adobe) if frames == 1 else None
        if offset + 2 > len(data):
            return None
        (length,) = struct.unpack_from(">H", data, offset)
        body = data[offset : offset + length]
        offset += length
        if marker in FRAMES:
            frames += 1
        elif marker == APP0 and body[2:7] == b"JFIF\0":
            jfif = True
        elif marker == APP14 and body[2:7] == b"Adobe" and length >= 14:
            adobe = b"\xff\xee\x00\x0e" + body[2:14]
        if marker in FRAMES | TABLES:
            scanned = scanned or marker == SOS
            end = _scan_end(data, offset) if marker == SOS else offset
            out += bytes((0xFF, marker)) + body + data[offset:end]
            offset = end
        elif not (APP0 <= marker <= 0xEF or marker == COM):  # the last application segment
            return None


def _assemble(middle: bytes, jfif: bool, adobe: bytes) -> bytes:
    return b"\xff\xd8" + (JFIF if jfif else b"") + adobe + middle + b"\xff\xd9"


def _marker(data: bytes, offset: int) -> tuple[int, int]:
    """Return the offset after the next marker and the marker, which is 0 at the end of the file."""
    while offset + 1 < len(data):
        if data[offset] == 0xFF and data[offset + 1] not in {0x00, 0xFF}:  # byte stuffing and fill bytes
            return offset + 2, data[offset + 1]
        offset += 1
    return offset, 0


def _scan_end(data: bytes, offset: int) -> int:
    """Return the offset at which the data of a scan ends: the next marker that is not a restart marker."""
    while True:
        offset = data.find(b"\xff", offset)
        if offset < 0 or offset + 1 >= len(data):
            return len(data)
        if data[offset + 1] == 0x00 or 0xD0 <= data[offset + 1] <= 0xD7:  # byte stuffing, restart markers
            offset += 2
        elif data[offset + 1] == 0xFF:  # fill byte
            offset += 1
        else:
            return offset
