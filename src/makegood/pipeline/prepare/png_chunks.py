"""PNG files chunk by chunk: their pixels taken out as they are, and put into a file with nothing else."""

from __future__ import annotations

import struct
import zlib

from makegood.pipeline.prepare.page import Pixels

DRAWING = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})


def png_pixels(data: bytes) -> Pixels | None:
    """Take the pixels out of a PNG as they are; None where a PDF cannot show them so."""
    head, palette, parts = _chunks(data)
    width, height, bits, kind, _, _, interlaced = head
    samples = {0: 1, 2: 3, 3: 1}.get(kind)
    if samples is None or bits > 8 or interlaced or (kind == 3 and not palette):  # PNG's numbers
        return None
    packed = b"".join(parts)
    if not _holds_just(packed, ((width * bits * samples + 7) // 8 + 1) * height):
        return None
    colours = "DeviceGray" if kind == 0 else "DeviceRGB"
    return Pixels(width, height, packed, "FlateDecode", colours, bits, palette if kind == 3 else b"")


def _chunks(data: bytes) -> tuple[tuple[int, ...], bytes, list[bytes]]:
    """Return the header's numbers, the palette, and the pixel data; a chunk that would change them ends the search."""
    at, head, palette, parts = 8, (0, 0, 16, 0, 0, 0, 0), b"", []
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if kind == b"IHDR" and length == 13:  # by the standard
            head = struct.unpack(">IIBBBBB", body)
        elif kind == b"PLTE":
            palette = body
        elif kind == b"IDAT":
            parts.append(body)
        elif kind == b"IEND":
            break
        at += length + 12
    return head, palette, parts


def says_more(data: bytes) -> bool:
    """Whether the file holds chunks that the picture does not need, or anything behind its end."""
    at, kind = 8, b""
    while at + 12 <= len(data) and kind != b"IEND":
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        if kind not in DRAWING:
            return True
        at += length + 12
    return at < len(data)


def has_valid_checksums(data: bytes) -> bool:
    """Whether every chunk that draws the picture has the checksum that it says, up to the end mark."""
    at = 8
    while at + 12 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        end = at + 8 + length
        if kind[:1].isupper() and struct.pack(">I", zlib.crc32(data[at + 4 : end])) != data[end : end + 4]:
            return False
        if kind == b"IEND":
            return True
        at = end + 4
    return False


def _holds_just(packed: bytes, length: int) -> bool:
    """Whether a zlib stream holds exactly this many bytes, and nothing hides behind it."""
    unpacker = zlib.decompressobj()
    try:
        found = 0
        rest = packed
        while rest and found <= length:
            found += len(unpacker.decompress(rest, 1 << 20))
            rest = unpacker.unconsumed_tail
        found += len(unpacker.flush())
    except zlib.error:
        return False
    return found == length and unpacker.eof and not unpacker.unused_data


def png_file(pixels: Pixels) -> bytes:
    """Write a PNG file of these pixels and nothing else."""
    kind = 3 if pixels.palette else 2 if pixels.colours == "DeviceRGB" else 0
    head = struct.pack(">IIBBBBB", pixels.width, pixels.height, pixels.bits, kind, 0, 0, 0)
    chunks = [
        (b"IHDR", head),
        *([(b"PLTE", pixels.palette)] if pixels.palette else []),
        (b"IDAT", pixels.data),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind_ + body + struct.pack(">I", zlib.crc32(kind_ + body))
        for kind_, body in chunks
    )
