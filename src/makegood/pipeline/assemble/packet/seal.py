"""Seal a packet: its identifier is the hash of all its other bytes, so that any change can be detected.

It protects against accidents and doubt, not against a forger, who can seal a file too. A PDF's identifier
(ISO 32000-1, 14.4) should depend on the content, and PDF viewers ignore its value.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import BinaryIO

HALF = 32
"""Hexadecimal digits of each of the two parts of an identifier, which together are a SHA-256."""
IDENTIFIER = re.compile(rb"/ID\s*\[\s*<([0-9a-fA-F]{32})>\s*<([0-9a-fA-F]{32})>\s*\]")
START = re.compile(rb"startxref\s+(\d{1,15})\s+%%EOF\s*\Z")
TAIL = 100
CHUNK = 1 << 20


def seal(file: BinaryIO) -> None:
    """Write the seal into a finished PDF; raise ValueError if it has no identifier of the expected length."""
    parts = _parts(file)
    if parts is None:
        raise ValueError(file)
    digest = _hash(file, parts)
    for number, offset in enumerate(parts):
        file.seek(offset)
        file.write(digest[number * HALF : (number + 1) * HALF].encode())


def is_sealed(file: BinaryIO) -> bool:
    """Return whether a PDF's identifier is the seal of its current content."""
    parts = _parts(file)
    if parts is None:
        return False
    identifier = b""
    for offset in parts:
        file.seek(offset)
        identifier += file.read(HALF)
    return identifier.decode("ascii").lower() == _hash(file, parts)


def _parts(file: BinaryIO) -> tuple[int, int] | None:
    """Return the offsets of both parts of the identifier, which follows the last cross-reference table."""
    size = file.seek(0, 2)
    file.seek(max(size - TAIL, 0))
    start = START.search(file.read())
    if start is None:
        return None
    begin = int(start[1])
    file.seek(min(begin, size))
    match = IDENTIFIER.search(file.read())
    return (begin + match.start(1), begin + match.start(2)) if match else None


def _hash(file: BinaryIO, parts: tuple[int, int]) -> str:
    """Return the hash of the file with zeros in place of the seal, read in chunks since a packet may be large."""
    digest = sha256()
    offset = file.seek(0)
    while data := file.read(CHUNK):
        chunk = bytearray(data)
        for part in parts:
            begin, end = max(part - offset, 0), min(part + HALF - offset, len(chunk))
            if begin < end:
                chunk[begin:end] = b"0" * (end - begin)
        digest.update(chunk)
        offset += len(data)
    return digest.hexdigest()
