"""Folders that are made beside their place and moved there whole; what a dead process left is taken away. A leaf."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DAY = 24 * 60 * 60


@contextmanager
def scratch_folder(parent: Path, name: str) -> Iterator[Path]:
    """Hand out an empty folder `.tmp-<name>-<process>-<random>` in `parent`, and take it away in the end."""
    parent.mkdir(parents=True, exist_ok=True)
    folder = parent / scratch_name(name)
    folder.mkdir()  # not by mkdtemp: it may become a result, and the umask says who may look at results
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def natural_sort_key(name: str) -> tuple[tuple[bool, int, str], ...]:
    """Give the key that sorts names by the numbers in them: MG-2026-1000 comes after MG-2026-999."""
    parts = re.split(r"([0-9]{1,18})", name)
    return tuple((part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts)


def replace(folder: Path, target: Path) -> None:
    """Move `folder` to `target`; what stood there is moved aside first and then taken away.

    If the last move fails, what stood there is put back. Between the two moves there is nothing there.
    """
    with scratch_folder(target.parent, f"{target.name}-old") as aside:
        old = aside / "old"
        with suppress(FileNotFoundError):
            target.rename(old)
        try:
            folder.rename(target)
        except OSError:
            if old.exists() and not target.exists():
                old.rename(target)
            raise


def scratch_name(name: str) -> str:
    """Make the name of a file that stands beside `name` until it is whole: `.tmp-<name>-<process>-<random>`."""
    return f".tmp-{name}-{os.getpid()}-{os.urandom(4).hex()}"


def write_all(opened: int, data: bytes) -> None:
    """Write all of the data into an open file: one call may take a part of it."""
    left = memoryview(data)
    while left:
        left = left[os.write(opened, left) :]


def is_abandoned(scratch: Path, name: str = "") -> bool:
    """Say whether this is scratch, for `name` or for any, whose process is no more.

    The number of a process is used again: what is older than a day is that of another one, or of none.
    """
    found = re.match(rf"\.tmp-{re.escape(name) or '.*'}(?:-old)?-(\d{{1,9}})-[a-z0-9_]{{8}}\Z", scratch.name)
    return found is not None and (not _is_alive(int(found[1])) or _is_older(scratch))


def _is_older(scratch: Path) -> bool:
    """Say whether it is older than a day, by the clock of its own disk."""
    with suppress(OSError), TemporaryFile(dir=scratch.parent) as now:
        return os.fstat(now.fileno()).st_mtime - scratch.lstat().st_mtime > _DAY
    return False


def remove_abandoned(parent: Path, name: str = "") -> None:
    """Take away the scratch that a process which is no more left in `parent`, for this name or for any."""
    with suppress(OSError):
        for path in parent.iterdir():
            if is_abandoned(path, name):
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)


def clean_workspace(home: Path, cases: Iterable[Path]) -> None:
    """Take away what processes that are no more left in a workspace: in its results, its cache, and these cases."""
    build = home / "build"
    inside = (case / name for case in cases if not case.is_symlink() for name in ("", "evidence", "sent"))
    for parent in (build, build / ".cache", build / ".last-good", home / "cases", *inside):
        if not parent.is_symlink():
            remove_abandoned(parent)


def _is_alive(process: int) -> bool:
    if os.name == "nt":  # where signal 0 is not a question but a stroke of Ctrl-C
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
