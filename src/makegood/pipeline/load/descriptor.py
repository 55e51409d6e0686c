"""Open what is in a folder safely: no links, no pipes, no devices, not too many bytes."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# O_NONBLOCK: opening a pipe that nobody writes to would block forever.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
CHUNK = 1 << 20


class PathRefusedError(Exception):
    """Raised for something that is not read; `rule` is the id of the rule that reports it."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


@contextmanager
def open_root(path: Path) -> Iterator[int]:
    """Open a folder that the user named, possibly through links, and yield its descriptor; raise OSError."""
    descriptor = os.open(path, _FOLDER & ~os.O_NOFOLLOW)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def open_folder(name: str, parent: int) -> Iterator[int]:
    """Open a folder in the open folder `parent`; raise PathRefusedError, or FileNotFoundError."""
    descriptor = _open(name, parent, _FOLDER)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def open_file(name: str, parent: int) -> Iterator[int]:
    """Open a regular file in the open folder `parent`; raise PathRefusedError, or FileNotFoundError."""
    descriptor = _open(name, parent, _FILE)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise PathRefusedError("F2")
        yield descriptor
    finally:
        os.close(descriptor)


def chunks(descriptor: int, most: int) -> Iterator[bytes]:
    """Yield the open file in chunks; raise PathRefusedError as soon as there are more than `most` bytes."""
    left = most
    try:
        if os.fstat(descriptor).st_size > most:
            raise PathRefusedError("F6")
        while chunk := os.read(descriptor, CHUNK):
            left -= len(chunk)
            if left < 0:
                raise PathRefusedError("F6")
            yield chunk
    except OSError as error:
        raise PathRefusedError("F8") from error


def read_content(name: str, parent: int, most: int) -> bytes:
    """Return the content of a small file; raise PathRefusedError, or FileNotFoundError."""
    with open_file(name, parent) as descriptor:
        return b"".join(chunks(descriptor, most))


def _open(name: str, parent: int, flags: int) -> int:
    try:
        return os.open(name, flags, dir_fd=parent)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise PathRefusedError(_rule(name, parent, error)) from error


def _rule(name: str, parent: int, error: OSError) -> str:
    """Return the rule for something that could not be opened; one errno can have several reasons."""
    try:
        mode = os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode
    except OSError:
        return "F8"
    if stat.S_ISLNK(mode):
        return "F1"
    if error.errno in {errno.ENXIO, errno.ENOTDIR, errno.EISDIR} or not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        return "F2"
    return "F8"
