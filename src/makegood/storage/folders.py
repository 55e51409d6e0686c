"""Create folders next to their target and move them into place; remove what dead processes left."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAY = 24 * 60 * 60


@contextmanager
def scratch_folder(parent: Path, name: str) -> Iterator[Path]:
    """Yield an empty folder `.tmp-<name>-<process>-<random>` in `parent`, and remove it at the end."""
    parent.mkdir(parents=True, exist_ok=True)
    folder = parent / scratch_name(name)
    folder.mkdir()  # not mkdtemp: it may become a result, whose permissions follow the umask
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def natural_sort_key(name: str) -> tuple[tuple[bool, int, str], ...]:
    """Return a key that sorts names by the numbers in them: MG-2026-1000 comes after MG-2026-999."""
    parts = re.split(r"([0-9]{1,18})", name)
    return tuple((part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts)


def replace(folder: Path, target: Path) -> None:
    """Move `folder` to `target`; an existing target is moved away first and then removed.

    If the second move fails, the old target is restored. Between the two moves `target` does not exist.
    """
    with scratch_folder(target.parent, f"{target.name}-old") as scratch:
        old = scratch / "old"
        with suppress(FileNotFoundError):
            target.rename(old)
        try:
            folder.rename(target)
        except OSError:
            if old.exists() and not target.exists():
                old.rename(target)
            raise


def scratch_name(name: str) -> str:
    """Return the name of a temporary file or folder for `name`: `.tmp-<name>-<process>-<random>`."""
    return f".tmp-{name}-{os.getpid()}-{os.urandom(4).hex()}"


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of the data to a file descriptor; one call of os.write may write only a part."""
    remaining = memoryview(data)
    while remaining:
        remaining = remaining[os.write(descriptor, remaining) :]


def is_abandoned(scratch: Path, name: str = "") -> bool:
    """Return whether this is a scratch folder, for `name` or any name, whose process no longer runs.

    Process ids are reused, so a folder older than a day counts as abandoned.
    """
    match = re.match(rf"\.tmp-{re.escape(name) or '.*'}(?:-old)?-(\d{{1,9}})-[a-z0-9_]{{8}}\Z", scratch.name)
    return match is not None and (not _is_alive(int(match[1])) or _is_old(scratch))


def _is_old(scratch: Path) -> bool:
    """Return whether it is older than a day by the clock of its disk."""
    with suppress(OSError), TemporaryFile(dir=scratch.parent) as new_file:
        return os.fstat(new_file.fileno()).st_mtime - scratch.lstat().st_mtime > _DAY
    return False


def remove_abandoned(parent: Path, name: str = "") -> None:
    """Remove the abandoned scratch folders in `parent`, for this name or any name."""
    with suppress(OSError):
        for path in parent.iterdir():
            if is_abandoned(path, name):
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)


def _is_alive(process: int) -> bool:
    if os.name == "nt":  # on Windows, signal 0 is Ctrl-C
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
