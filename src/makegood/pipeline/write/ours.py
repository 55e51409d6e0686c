"""What is ours to take away: a result that makegood made, with nothing of anybody else in it."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from makegood.model.errors import MachineError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MANIFEST = "manifest.json"
PAGE = "index.html"
RULE = "manifest.d"
DROPPED = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What a file manager leaves in every folder that it shows."""
_MARK = re.compile(r"<!-- makegood made (\[.*\]) -->\n\Z")


def refuse_foreign(target: Path) -> None:
    """Raise MachineError where `target` is there and holds something that we did not make: it would be taken away."""
    if os.path.lexists(target) and not is_ours(target):
        message = (
            f"{target} holds something that is no result of makegood, so nothing was written there. "
            "Move it away, or choose another folder."
        )
        raise MachineError(message)


def is_ours(folder: Path) -> bool:
    """Whether every file in this folder is one that our own list there names; so is an empty folder."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    found = set(_files(folder))
    return not found or found <= _named(folder)


def refuse_place(target: Path, case: Path, home: Path | None) -> None:
    """Raise UsageError where a result at `target` would stand in the place of a case, or in a folder that holds one.

    `case` is the case's folder, `home` its workspace; all three are absolute.
    """
    wanted = target.resolve()
    cases = [case.resolve(), *([(home / "cases").resolve()] if home else [])]
    held = [*cases, *([(home / "build").resolve()] if home else [])]
    if any(wanted.is_relative_to(folder) for folder in cases) or any(folder.is_relative_to(wanted) for folder in held):
        message = "A result cannot be put into a case, nor in the place of a folder that holds cases or results."
        raise UsageError(message)


def _files(folder: Path) -> Iterator[str]:
    for path, _, names in os.walk(folder):
        for name in names:
            if name not in DROPPED:
                yield os.path.relpath(os.path.join(path, name), folder).replace(os.sep, "/")  # noqa: PTH118  # no Path a file


def marked(page: str, paths: Iterable[str]) -> bytes:
    """End a page with the list of the files beside it: a result that is not complete has no manifest to name them."""
    listed = json.dumps(sorted({PAGE, *paths})).replace("-", r"\u002d")  # two of them would end the comment
    return f"{page}<!-- makegood made {listed} -->\n".encode(errors="backslashreplace")


def _named(folder: Path) -> set[str]:
    listed = folder / MANIFEST
    with suppress(OSError, ValueError, KeyError, TypeError):
        if listed.is_file() and not listed.is_symlink():
            said = json.loads(listed.read_text(encoding="utf-8"))
            if "makegood" in said:
                return {MANIFEST, RULE, *(file["path"] for file in said["files"])}
        page = folder / PAGE
        if not listed.exists() and page.is_file() and not page.is_symlink():
            found = _MARK.search(page.read_text(encoding="utf-8"))
            return set(json.loads(found[1])) if found else set()
    return set()
