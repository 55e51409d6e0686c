"""Create a case folder completely or not at all, even if the work is interrupted."""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from makegood.commands import makefile
from makegood.model.errors import UsageError
from makegood.pipeline.write.disk import NO_ROOM
from makegood.storage import folders

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)


def create_case_folder(folder: Path, text: str) -> Path:
    """Create the folder of a case with this case.json, and return it; raise UsageError, with nothing created.

    A new folder is created next to its place and moved there complete. In an existing folder, such as one with
    evidence, case.json comes last: a folder without it is not a case.
    """
    try:
        folders.remove_abandoned(folder.parent)
        if folder.is_dir():
            _add_missing_files(folder, text)
        else:
            with folders.scratch_folder(folder.parent, folder.name) as scratch:
                for name, content in _files(text):
                    write_new_file(scratch / name, content)
                (scratch / "evidence").mkdir()
                _sync(scratch)
                scratch.rename(folder)
            _sync(folder.parent)
    except OSError as error:
        reason = "the disk is full" if error.errno in NO_ROOM else error.strerror
        raise UsageError(f"cases/{folder.name} could not be created: {reason}. No files were created.") from error
    return folder


def write_new_file(path: Path, text: str) -> None:
    """Write a new file, complete or not at all; raise OSError, also if the file exists."""
    temporary = path.with_name(folders.scratch_name(path.name))
    opened = os.open(temporary, _CREATE, 0o666)
    try:
        try:
            folders.write_all(opened, text.encode())
            os.fsync(opened)
        finally:
            os.close(opened)
        move(temporary, path)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def _files(text: str) -> Iterator[tuple[str, str]]:
    yield makefile.NAME, makefile.text()
    yield "case.json", text


def _add_missing_files(folder: Path, text: str) -> None:
    """Add what is missing to a folder, and remove it again on failure."""
    with ExitStack() as cleanup:
        if not (folder / "evidence").is_dir():
            (folder / "evidence").mkdir()
            cleanup.callback((folder / "evidence").rmdir)
        for name, content in _files(text):
            if name == "case.json" or not os.path.lexists(folder / name):
                write_new_file(folder / name, content)
                cleanup.callback((folder / name).unlink)
        cleanup.pop_all()
    _sync(folder)


def move(temporary: Path, path: Path) -> None:
    """Move a file to its final name, without replacing another file."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links
        if os.path.lexists(path):
            raise
        temporary.rename(path)


def _sync(folder: Path) -> None:
    """Sync the names in a folder to disk; ignore a disk that cannot."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
