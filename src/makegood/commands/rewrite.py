"""Read and replace a file edited by hand: without following links, and never leaving half of it."""

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

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def read(path: Path) -> bytes | None:
    """Return the content of the file; None if it is a link, a pipe, too large, or missing, which `check` reports."""
    try:
        with descriptor.open_root(path.parent) as folder:
            return descriptor.read_content(path.name, folder, MOST_BYTES)
    except (OSError, descriptor.PathRefusedError):
        return None


def replace(path: Path, old: bytes, new: bytes) -> None:
    """Replace `old` with `new`, keeping the permissions; until that is done, all of `old` stays.

    Raise MachineError, with the file unchanged, if it no longer contains `old` or cannot be written.
    """
    name = path.name
    with _convert_errors(name), descriptor.open_root(path.parent) as folder:
        _remove_leftovers(path.parent, name)
        mode = _check_unchanged(name, folder, old)
        temporary = folders.scratch_name(name)
        opened = os.open(temporary, _CREATE, 0o600, dir_fd=folder)
        try:
            try:
                _fill(opened, new, mode)
            finally:
                os.close(opened)
            _check_unchanged(name, folder, old)
            os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary, dir_fd=folder)
            raise
        with suppress(OSError):  # the file is complete; a folder that cannot be synced is not an error
            os.fsync(folder)


def _check_unchanged(name: str, folder: int, old: bytes) -> os.stat_result:
    """Return the status of the file; raise MachineError if its content is not what was read."""
    try:
        with descriptor.open_file(name, folder) as opened:
            is_same = b"".join(descriptor.chunks(opened, MOST_BYTES)) == old
            status = os.fstat(opened)
    except (FileNotFoundError, descriptor.PathRefusedError):
        is_same = False
    if not is_same:
        message = f"{name} was changed by another program, so nothing was written. Run this command again."
        raise MachineError(message)
    if not os.access(name, os.W_OK, dir_fd=folder):
        raise PermissionError
    return status


def _fill(opened: int, data: bytes, like: os.stat_result) -> None:
    folders.write_all(opened, data)
    with suppress(PermissionError):  # only root can change the owner
        os.fchown(opened, like.st_uid, like.st_gid)
    os.fchmod(opened, stat.S_IMODE(like.st_mode))
    os.fsync(opened)


def _remove_leftovers(folder: Path, name: str) -> None:
    """Remove what a killed process left next to the file."""
    ours = re.compile(rf"\.tmp-{re.escape(name)}-\d+-[0-9a-f]{{8}}\Z")
    for path in folder.iterdir():
        if ours.match(path.name) and folders.is_abandoned(path):
            with suppress(OSError):
                path.unlink()


@contextmanager
def _convert_errors(name: str) -> Iterator[None]:
    """Convert errors of the disk to a MachineError with a message."""
    try:
        yield
    except OSError as error:
        reason = f"could not be written ({error.strerror})"
        if error.errno in NO_ROOM:
            reason = "could not be written because its disk is full"
        elif error.errno in NO_LEAVE or isinstance(error, PermissionError):
            reason = "is not writable"
        message = f"{name} {reason}. It was not changed."
        raise MachineError(message) from error
