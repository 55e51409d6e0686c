"""The seal: a packet's identifier is the hash of all its other bytes, so that a change shows from the file alone.

It guards against accidents and against doubt, not against a forger: anybody can make a file and seal it so. A PDF's
identifier (ISO 32000-1, 14.4) is meant to follow from what the file says, and no reader shows it or minds it.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import BinaryIO

HALF = 32
"""Hexadecimal digits of each of the two parts of an identifier: together they hold a SHA-256."""
IDENTIFIER = re.compile(rb"/ID\s*\[\s*<([0-9a-fA-F]{32})>\s*<([0-9a-fA-F]{32})>\s*\]")
START = re.compile(rb"startxref\s+(\d{1,15})\s+%%EOF\s*\Z")
TAIL = 100
PIECE = 1 << 20


def seal(file: BinaryIO) -> None:
    """Write the seal into a finished PDF; raise ValueError where it has no identifier of the usual length."""
    parts = _parts(file)
    if parts is None:
        raise ValueError(file)
    digest = _hash(file, parts)
    for number, at in enumerate(parts):
        file.seek(at)
        file.write(digest[number * HALF : (number + 1) * HALF].encode())


def is_sealed(file: BinaryIO) -> bool:
    """Say whether a PDF's identifier is the seal of what it holds now."""
    parts = _parts(file)
    if parts is None:
        return False
    found = b""
    for at in parts:
        file.seek(at)
        found += file.read(HALF)
    return found.decode("ascii").lower() == _hash(file, parts)


def _parts(file: BinaryIO) -> tuple[int, int] | None:
    """Find both parts of the identifier: it stands behind the last cross-reference, to which the file's end leads."""
    size = file.seek(0, 2)
    file.seek(max(size - TAIL, 0))
    start = START.search(file.read())
    if start is None:
        return None
    begin = int(start[1])
    file.seek(min(begin, size))
    found = IDENTIFIER.search(file.read())
    return (begin + found.start(1), begin + found.start(2)) if found else None


def _hash(file: BinaryIO, parts: tuple[int, int]) -> str:
    """Hash the file with zeros in the place of the seal, piece by piece: a packet may be large."""
    digest = sha256()
    at = file.seek(0)
    while piece := file.read(PIECE):
        held = bytearray(piece)
        for part in parts:
            begin, end = max(part - at, 0), min(part + HALF - at, len(held))
            if begin < end:
                held[begin:end] = b"0" * (end - begin)
        digest.update(held)
        at += len(piece)
    return digest.hexdigest()
