"""A file that a person edits, read and replaced: through no link, and never half of it is there."""

from __future__ import annotations

import os
import re
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from makegood.model.errors import MachineError
from makegood.pipeline.load import descriptor
from makegood.pipeline.load.jsonfile import MOST_BYTES
from makegood.pipeline.write.disk import NO_LEAVE, NO_ROOM
from makegood.storage import folders

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MADE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def read(path: Path) -> bytes | None:
    """Read the file; None where `check` has to say why not: it is a link, a pipe, too large, or not there."""
    try:
        with descriptor.open_root(path.parent) as folder:
            return descriptor.read_content(path.name, folder, MOST_BYTES)
    except (OSError, descriptor.PathRefusedError):
        return None


def replace(path: Path, old: bytes, new: bytes) -> None:
    """Put `new` in the place of `old`, with the same permissions; until that is done, all of `old` stays.

    Raises MachineError, with the file as it was, where it no longer holds `old` or cannot be written.
    """
    name = path.name
    with _said(name), descriptor.open_root(path.parent) as folder:
        _sweep(path.parent, name)
        mode = _checked(name, folder, old)
        beside = folders.scratch_name(name)
        written = os.open(beside, _MADE, 0o600, dir_fd=folder)
        try:
            try:
                _fill(written, new, mode)
            finally:
                os.close(written)
            _checked(name, folder, old)
            os.replace(beside, name, src_dir_fd=folder, dst_dir_fd=folder)
        except BaseException:
            with suppress(OSError):
                os.unlink(beside, dir_fd=folder)
            raise
        with suppress(OSError):  # the file is there; a folder that cannot be synced is no reason to say otherwise
            os.fsync(folder)


def _checked(name: str, folder: int, old: bytes) -> os.stat_result:
    """Say whose the file is and who may read it; raise MachineError where it is not the one that was read."""
    try:
        with descriptor.open_file(name, folder) as opened:
            is_same = b"".join(descriptor.chunks(opened, MOST_BYTES)) == old
            found = os.fstat(opened)
    except (FileNotFoundError, descriptor.PathRefusedError):
        is_same = False
    if not is_same:
        message = f"{name} was changed by another program in the meantime, so nothing was written. Run this again."
        raise MachineError(message)
    if not os.access(name, os.W_OK, dir_fd=folder):
        raise PermissionError
    return found


def _fill(opened: int, data: bytes, like: os.stat_result) -> None:
    folders.write_all(opened, data)
    with suppress(PermissionError):  # only root can give a file away
        os.fchown(opened, like.st_uid, like.st_gid)
    os.fchmod(opened, stat.S_IMODE(like.st_mode))
    os.fsync(opened)


def _sweep(folder: Path, name: str) -> None:
    """Take away what a process that was killed here left beside the file."""
    ours = re.compile(rf"\.tmp-{re.escape(name)}-\d+-[0-9a-f]{{8}}\Z")
    for path in folder.iterdir():
        if ours.match(path.name) and folders.is_abandoned(path):
            with suppress(OSError):
                path.unlink()


@contextmanager
def _said(name: str) -> Iterator[None]:
    """Turn what the disk refuses into a sentence."""
    try:
        yield
    except OSError as error:
        why = f"could not be written ({error.strerror})"
        if error.errno in NO_ROOM:
            why = "could not be written: there is no room left on its disk"
        elif error.errno in NO_LEAVE or isinstance(error, PermissionError):
            why = "may not be written to"
        message = f"{name} {why}. It is as it was before."
        raise MachineError(message) from error
