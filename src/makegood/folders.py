"""Folders that are made beside their place and moved there whole; what a dead process left is taken away. A leaf."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def scratch(parent: Path, name: str) -> Iterator[Path]:
    """Hand out an empty folder `.tmp-<name>-<process>-<random>` in `parent`, and take it away in the end."""
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(mkdtemp(prefix=f".tmp-{name}-{os.getpid()}-", dir=parent))
    folder.chmod(0o755)  # it may become a result, and others may look at results
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def by_number(name: str) -> tuple[tuple[bool, int, str], ...]:
    """Give the key that sorts names by the numbers in them: MG-2026-1000 comes after MG-2026-999."""
    parts = re.split(r"([0-9]{1,18})", name)
    return tuple((part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts)


def replace(folder: Path, target: Path) -> None:
    """Move `folder` to `target`; what stood there is moved aside first and then taken away.

    If the last move fails, what stood there is put back. Between the two moves there is nothing there.
    """
    with scratch(target.parent, f"{target.name}-old") as aside:
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


def fill(opened: int, data: bytes) -> None:
    """Write all of the data into an open file: one call may take a part of it."""
    left = memoryview(data)
    while left:
        left = left[os.write(opened, left) :]


def is_abandoned(scratch: str, name: str = "") -> bool:
    """Say whether this is the name of scratch, for `name` or for any, whose process is no more."""
    found = re.match(rf"\.tmp-{re.escape(name) or '.*'}(?:-old)?-(\d+)-[^-]*\Z", scratch)
    return found is not None and not _is_alive(int(found[1]))


def sweep(parent: Path, name: str = "") -> None:
    """Take away the scratch folders that a process which is no more left in `parent`, for this name or for any."""
    with suppress(FileNotFoundError):
        for path in parent.iterdir():
            if is_abandoned(path.name, name):
                shutil.rmtree(path, ignore_errors=True)


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
