"""Recognise results that makegood created and may replace: folders without files of anybody else."""

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

    from makegood.model.workspace import Workspace

MANIFEST = "manifest.json"
PAGE = "index.html"
RULE = "manifest.d"
IGNORED = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that a file manager creates in every folder that it shows."""
_MARK = re.compile(r"<!-- makegood made (\[.*\]) -->\n\Z")


def refuse_foreign(target: Path) -> None:
    """Raise MachineError if `target` exists and contains files that makegood did not create, which would be lost."""
    if os.path.lexists(target) and not is_ours(target):
        message = (
            f"{target} contains files that makegood did not create, so nothing was written there. "
            "Move these files, or choose another folder."
        )
        raise MachineError(message)


def is_ours(folder: Path) -> bool:
    """Return whether our list in this folder names every file in it; True for an empty folder."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    files = set(_files(folder))
    return not files or files <= _listed_files(folder)


def refuse_place(target: Path, case: Path, workspace: Workspace | None) -> None:
    """Raise UsageError if `target` is inside a case or the cases folder, or contains one of them or build/.

    `case` is the case's folder, `workspace` the one that contains it; all three are absolute.
    """
    output = target.resolve()
    cases = [case.resolve(), *([workspace.cases.resolve()] if workspace else [])]
    protected = [*cases, *([workspace.build.resolve()] if workspace else [])]
    is_inside = any(output.is_relative_to(folder) for folder in cases)
    if is_inside or any(folder.is_relative_to(output) for folder in protected):
        message = (
            "A result cannot be written into a case folder, and cannot replace a folder that contains cases or results."
        )
        raise UsageError(message)


def _files(folder: Path) -> Iterator[str]:
    for path, _, names in os.walk(folder):
        for name in names:
            if name not in IGNORED:
                yield os.path.relpath(os.path.join(path, name), folder).replace(os.sep, "/")  # noqa: PTH118  # a Path per file is slow


def page_with_file_list(page: str, paths: Iterable[str]) -> bytes:
    """Return a page that ends with the list of the files next to it, since an incomplete result has no manifest."""
    files = json.dumps(sorted({PAGE, *paths})).replace("-", r"\u002d")  # two hyphens would end the comment
    return f"{page}<!-- makegood made {files} -->\n".encode(errors="backslashreplace")


def _listed_files(folder: Path) -> set[str]:
    path = folder / MANIFEST
    with suppress(OSError, ValueError, KeyError, TypeError):
        if path.is_file() and not path.is_symlink():
            manifest = json.loads(path.read_text(encoding="utf-8"))
            if "makegood" in manifest:
                return {MANIFEST, RULE, *(file["path"] for file in manifest["files"])}
        page = folder / PAGE
        if not path.exists() and page.is_file() and not page.is_symlink():
            match = _MARK.search(page.read_text(encoding="utf-8"))
            return set(json.loads(match[1])) if match else set()
    return set()
