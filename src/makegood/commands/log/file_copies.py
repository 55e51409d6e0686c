"""Files that come into the case folder with an entry: whole, over no other, through no link, and gone if it fails."""

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
    "F1": "is a link. Name the file itself",
    "F2": "is no file",
    "F6": "is too large for a mail",
    "F8": "cannot be read",
}


def content(path: Path, option: str, most: int) -> bytes:
    """Read a file that somebody named; raise UsageError where it is none, or has more than `most` bytes."""
    named = path.expanduser() if str(path).startswith("~/") else path  # make hands it on as it was typed
    try:
        with descriptor.open_root(named.parent) as folder:
            return descriptor.read_content(named.name, folder, most)
    except descriptor.PathRefusedError as refused:
        why = WHY[refused.rule]
    except (FileNotFoundError, NotADirectoryError):
        why = "is not there"
    except OSError:
        why = WHY["F8"]
    message = f"What `{option}` names {why}. Nothing was recorded."
    raise UsageError(message)


@contextmanager
def copied(case: Path, wanted: tuple[FileCopy, ...]) -> Iterator[None]:
    """Put the files into their folders; take them away again where what follows fails."""
    _sweep(case)
    with descriptor.open_root(case) as opened, ExitStack() as undone:
        for one in wanted:
            with _said(one.folder):
                _put(opened, one, undone)
        yield
        undone.pop_all()


def _put(case: int, one: FileCopy, undone: ExitStack) -> None:
    """Write the file beside the folders, then move it to its place whole."""
    with suppress(FileExistsError):
        os.mkdir(one.folder, dir_fd=case)
        undone.callback(_quietly, os.rmdir, one.folder, case)
    beside = folders.scratch_name(SCRATCH)
    with descriptor.open_folder(one.folder, case) as opened:
        try:
            _write(case, beside, one.data)
            _move(case, beside, opened, one.name)
            undone.callback(_quietly, os.unlink, f"{one.folder}/{one.name}", case)
            with suppress(OSError):  # the file is there; a folder that cannot be synced is no reason to say otherwise
                os.fsync(opened)
        finally:
            _quietly(os.unlink, beside, case)


def _move(case: int, beside: str, folder: int, name: str) -> None:
    """Move a file; raise FileExistsError where there is one, as far as the disk can tell."""
    try:
        os.link(beside, name, src_dir_fd=case, dst_dir_fd=folder, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:  # some disks know no second name for a file
        if name in os.listdir(folder):
            raise FileExistsError from None
        os.rename(beside, name, src_dir_fd=case, dst_dir_fd=folder)


def _quietly(act: Callable[..., None], name: str, case: int) -> None:
    with suppress(OSError):
        act(name, dir_fd=case)


def _write(case: int, name: str, data: bytes) -> None:
    written = os.open(name, _NEW, 0o666, dir_fd=case)
    try:
        folders.write_all(written, data)
        os.fsync(written)
    finally:
        os.close(written)


def _sweep(case: Path) -> None:
    """Take away what a process that was killed here left."""
    for path in case.iterdir():
        if folders.is_abandoned(path, SCRATCH):
            with suppress(OSError):
                path.unlink()


@contextmanager
def _said(folder: str) -> Iterator[None]:
    """Turn what the disk refuses into a sentence."""
    try:
        yield
    except descriptor.PathRefusedError as error:
        message = f"The folder {folder}/ of the case is a link, or no folder. Nothing was recorded."
        raise MachineError(message) from error
    except OSError as error:
        why = f"could not be written to ({error.strerror})"
        if error.errno in NO_ROOM:
            why = "could not be written to: there is no room left on its disk"
        elif error.errno in NO_LEAVE:
            why = "may not be written to"
        message = f"The folder {folder}/ of the case {why}. Nothing was recorded."
        raise MachineError(message) from error
