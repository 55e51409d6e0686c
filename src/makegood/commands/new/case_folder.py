"""A case folder put in its place: a whole one, or none, whenever the work is broken off."""

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

_MADE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)


def create_case_folder(folder: Path, text: str) -> Path:
    """Make the folder of a case with this case.json, and return it; raise UsageError, with nothing made.

    A new folder is made beside its place and moved there whole. Where there is one already, such as one with evidence
    in it, case.json comes last: a folder without it is no case.
    """
    try:
        folders.remove_abandoned(folder.parent)
        if folder.is_dir():
            _fill(folder, text)
        else:
            with folders.scratch_folder(folder.parent, folder.name) as made:
                for name, content in _files(text):
                    write_new_file(made / name, content)
                (made / "evidence").mkdir()
                _settle(made)
                made.rename(folder)
            _settle(folder.parent)
    except OSError as error:
        why = "there is no room left on its disk" if error.errno in NO_ROOM else error.strerror
        raise UsageError(f"cases/{folder.name} could not be made: {why}. Nothing was left there.") from error
    return folder


def write_new_file(path: Path, text: str) -> None:
    """Write a new file, which is there whole or not at all; raise OSError, also where there is one already."""
    beside = path.with_name(folders.scratch_name(path.name))
    opened = os.open(beside, _MADE, 0o666)
    try:
        try:
            folders.write_all(opened, text.encode())
            os.fsync(opened)
        finally:
            os.close(opened)
        move(beside, path)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()


def _files(text: str) -> Iterator[tuple[str, str]]:
    yield makefile.NAME, makefile.text()
    yield "case.json", text


def _fill(folder: Path, text: str) -> None:
    """Add what is missing to a folder; take it away again where that fails."""
    with ExitStack() as undone:
        if not (folder / "evidence").is_dir():
            (folder / "evidence").mkdir()
            undone.callback((folder / "evidence").rmdir)
        for name, content in _files(text):
            if name == "case.json" or not os.path.lexists(folder / name):
                write_new_file(folder / name, content)
                undone.callback((folder / name).unlink)
        undone.pop_all()
    _settle(folder)


def move(beside: Path, path: Path) -> None:
    """Return the file its name, but never that of another file."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # a disk that knows no second name
        if os.path.lexists(path):
            raise
        beside.rename(path)


def _settle(folder: Path) -> None:
    """Have the disk keep the names in a folder; one that cannot is no reason to say that nothing was made."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
