"""Read the compressed pixels of PNG files without decoding them, and write PNG files without metadata."""

from __future__ import annotations

import struct
import zlib

from makegood.pipeline.prepare.page import Pixels

DRAWING = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})


def png_pixels(data: bytes) -> Pixels | None:
    """Return the compressed pixels of a PNG, or None if a PDF cannot show them as they are."""
    head, palette, parts = _chunks(data)
    width, height, bits, kind, _, _, interlaced = head
    samples = {0: 1, 2: 3, 3: 1}.get(kind)
    if (
        samples is None or bits > 8 or interlaced or (kind == 3 and not palette)
    ):  # bit depth, interlace method and colour type of PNG
        return None
    packed = b"".join(parts)
    if not _has_length(packed, ((width * bits * samples + 7) // 8 + 1) * height):
        return None
    colours = "DeviceGray" if kind == 0 else "DeviceRGB"
    return Pixels(width, height, packed, "FlateDecode", colours, bits, palette if kind == 3 else b"")


def _chunks(data: bytes) -> tuple[tuple[int, ...], bytes, list[bytes]]:
    """Return the numbers of the header, the palette and the pixel data."""
    offset, head, palette, parts = 8, (0, 0, 16, 0, 0, 0, 0), b"", []
    while offset + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[offset : offset + 8])
        body = data[offset + 8 : offset + 8 + length]
        if kind == b"IHDR" and length == 13:
            head = struct.unpack(">IIBBBBB", body)
        elif kind == b"PLTE":
            palette = body
        elif kind == b"IDAT":
            parts.append(body)
        elif kind == b"IEND":
            break
        offset += length + 12
    return head, palette, parts


def has_extras(data: bytes) -> bool:
    """Return whether the file has chunks that the picture does not need, or data after its end."""
    offset, kind = 8, b""
    while offset + 12 <= len(data) and kind != b"IEND":
        length, kind = struct.unpack(">I4s", data[offset : offset + 8])
        if kind not in DRAWING:
            return True
        offset += length + 12
    return offset < len(data)


def has_valid_checksums(data: bytes) -> bool:
    """Return whether every critical chunk up to the end chunk has the right checksum."""
    offset = 8
    while offset + 12 <= len(data):
        length, kind = struct.unpack(">I4s", data[offset : offset + 8])
        end = offset + 8 + length
        if kind[:1].isupper() and struct.pack(">I", zlib.crc32(data[offset + 4 : end])) != data[end : end + 4]:
            return False
        if kind == b"IEND":
            return True
        offset = end + 4
    return False


def _has_length(packed: bytes, length: int) -> bool:
    """Return whether a zlib stream has exactly this many bytes and no trailing data."""
    decompressor = zlib.decompressobj()
    try:
        count = 0
        rest = packed
        while rest and count <= length:
            count += len(decompressor.decompress(rest, 1 << 20))
            rest = decompressor.unconsumed_tail
        count += len(decompressor.flush())
    except zlib.error:
        return False
    return count == length and decompressor.eof and not decompressor.unused_data


def png_file(pixels: Pixels) -> bytes:
    """Return a PNG file of these pixels without metadata."""
    kind = 3 if pixels.palette else 2 if pixels.colours == "DeviceRGB" else 0
    head = struct.pack(">IIBBBBB", pixels.width, pixels.height, pixels.bits, kind, 0, 0, 0)
    chunks = [
        (b"IHDR", head),
        *([(b"PLTE", pixels.palette)] if pixels.palette else []),
        (b"IDAT", pixels.data),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + chunk_kind + body + struct.pack(">I", zlib.crc32(chunk_kind + body))
        for chunk_kind, body in chunks
    )
