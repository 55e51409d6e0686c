"""Copy files into the case folder: complete, without overwriting, through no link, and undone on failure."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from makegood.model.errors import MachineError, UsageError
from makegood.pipeline.load import descriptor
from makegood.pipeline.write.disk import NO_LEAVE, NO_ROOM
from makegood.storage import folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from makegood.commands.log.new_entry import FileCopy

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
SCRATCH = "copy"
WHY = {
    "F1": "is a link, not the file itself",
    "F2": "is not a file",
    "F6": "is too large for an email",
    "F8": "cannot be read",
}


def read_file(path: Path, option: str, most: int) -> bytes:
    """Return the content of a file; raise UsageError if it is not a file or larger than `most` bytes."""
    file = path.expanduser() if str(path).startswith("~/") else path  # make passes it on unexpanded
    try:
        with descriptor.open_root(file.parent) as opened:
            return descriptor.read_content(file.name, opened, most)
    except descriptor.PathRefusedError as error:
        reason = WHY[error.rule]
    except (FileNotFoundError, NotADirectoryError):
        reason = "was not found"
    except OSError:
        reason = WHY["F8"]
    message = f"The file given as `{option}` {reason}. Nothing was recorded."
    raise UsageError(message)


@contextmanager
def copy_files(case: Path, copies: tuple[FileCopy, ...]) -> Iterator[None]:
    """Copy the files into their folders, and remove them again if what follows fails."""
    _remove_leftovers(case)
    with descriptor.open_root(case) as opened, ExitStack() as cleanup:
        for copy in copies:
            with _convert_errors(copy.folder):
                _copy_file(opened, copy, cleanup)
        yield
        cleanup.pop_all()


def _copy_file(case: int, copy: FileCopy, cleanup: ExitStack) -> None:
    """Write the file next to the folders, then move it complete to its place."""
    with suppress(FileExistsError):
        os.mkdir(copy.folder, dir_fd=case)
        cleanup.callback(_ignore_errors, os.rmdir, copy.folder, case)
    temporary = folders.scratch_name(SCRATCH)
    with descriptor.open_folder(copy.folder, case) as opened:
        try:
            _write(case, temporary, copy.data)
            _move(case, temporary, opened, copy.name)
            cleanup.callback(_ignore_errors, os.unlink, f"{copy.folder}/{copy.name}", case)
            with suppress(OSError):  # the file is complete; a folder that cannot be synced is not an error
                os.fsync(opened)
        finally:
            _ignore_errors(os.unlink, temporary, case)


def _move(case: int, temporary: str, folder: int, name: str) -> None:
    """Move a file; raise FileExistsError if one is there, as far as the disk can detect it."""
    try:
        os.link(temporary, name, src_dir_fd=case, dst_dir_fd=folder, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:  # some disks do not support hard links
        if name in os.listdir(folder):
            raise FileExistsError from None
        os.rename(temporary, name, src_dir_fd=case, dst_dir_fd=folder)


def _ignore_errors(act: Callable[..., None], name: str, case: int) -> None:
    with suppress(OSError):
        act(name, dir_fd=case)


def _write(case: int, name: str, data: bytes) -> None:
    file = os.open(name, _NEW, 0o666, dir_fd=case)
    try:
        folders.write_all(file, data)
        os.fsync(file)
    finally:
        os.close(file)


def _remove_leftovers(case: Path) -> None:
    """Remove what a killed process left behind."""
    for path in case.iterdir():
        if folders.is_abandoned(path, SCRATCH):
            with suppress(OSError):
                path.unlink()


@contextmanager
def _convert_errors(folder: str) -> Iterator[None]:
    """Convert errors of the disk to a MachineError with a message."""
    try:
        yield
    except descriptor.PathRefusedError as error:
        message = f"The {folder}/ folder of the case is a link or not a folder. Nothing was recorded."
        raise MachineError(message) from error
    except OSError as error:
        reason = f"could not be written to ({error.strerror})"
        if error.errno in NO_ROOM:
            reason = "could not be written to because its disk is full"
        elif error.errno in NO_LEAVE:
            reason = "is not writable"
        message = f"The {folder}/ folder of the case {reason}. Nothing was recorded."
        raise MachineError(message) from error
