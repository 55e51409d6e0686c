"""Find cases that no command reads, because their folder or their file has another place or name."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from makegood.model import rules
from makegood.model.errors import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.model.errors import Problem
    from makegood.model.workspace import Workspace

NAME = "case.json"
ALIKE = frozenset({NAME, f"{NAME}.txt", f"{NAME}.json"})
"""Names, in lower case, that a case file may have by mistake."""
DEEPEST = 4
"""How many folders deep cases are searched for."""
FILES_OF_A_CASE = frozenset({"evidence", "sent"})
"""Folders of a case in which a file may have any name."""
COPY = r"(?:copy of )?{stem}(?:[ (_~-].*|\.sync-conflict-.*)?\.{ending}"
"""The name of a second version of a file, as Dropbox, OneDrive, Nextcloud, Syncthing and others write it."""
COPIED = (("defaults.json",), (NAME, "story.md"))
"""The files of cases/, and those of a case, of which a copy is ignored."""
LEFT_BEHIND = "This folder is ignored, because it has files of a case, but no case.json."
REUNITE = "Move its files to the folder of their case, or restore its case.json."


def misplaced_cases(workspace: Workspace) -> tuple[Problem, ...]:
    """Return F14 for each file that looks like a case but is not `cases/<name>/case.json`, in order of path.

    A folder with evidence and without any such file, as a deleted or renamed case leaves it, is among them, and so is a
    second version of a file that people edit.
    """
    return tuple(_problems(str(workspace.cases), workspace.cases.name, 0))


def _problems(folder: str, label: str, depth: int) -> Iterator[Problem]:
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError:  # what cannot be opened is reported with its case
        return
    names = {entry.name for entry in entries}
    is_case = depth == 1 and NAME in names
    if depth == 1 and not any(name.lower() in ALIKE for name in names) and _has_files_of_a_case(folder, names):
        yield rules.problem("F14", Place(label), message=LEFT_BEHIND, fix=REUNITE)
    for name in sorted(names):
        if (original := _original(name, depth)) and original in names:
            message = f"This copy of {original} is ignored."
            fix = f"If it has changes of somebody else, copy them into {original}. Then delete the copy."
            yield rules.problem("F14", Place(f"{label}/{name}"), message=message, fix=fix)
        elif name == NAME and depth != 1:
            fix = (
                "Move its folder directly into cases/."
                if depth
                else "Create a folder for the case in cases/, and move the file into it."
            )
            yield rules.problem("F14", Place(f"{label}/{name}"), fix=fix)
        elif name != NAME and not is_case and depth and name.lower() in ALIKE:
            yield rules.problem("F14", Place(f"{label}/{name}"), fix=f"Rename the file to {NAME}.")
    for entry in entries:
        is_skipped = entry.name.startswith(".") or (depth and entry.name in FILES_OF_A_CASE)
        if not is_skipped and depth < DEEPEST and entry.is_dir(follow_symlinks=False):
            yield from _problems(entry.path, f"{label}/{entry.name}", depth + 1)


def _original(name: str, depth: int) -> str:
    """Return the file of which a name is that of a copy; "" if there is none."""
    for original in COPIED[depth] if depth < len(COPIED) else ():
        stem, _, ending = original.partition(".")
        if name != original and re.fullmatch(COPY.format(stem=stem, ending=ending), name, re.IGNORECASE):
            return original
    return ""


def _has_files_of_a_case(folder: str, names: set[str]) -> bool:
    """Return whether a folder has a story, a Makefile, or a file of evidence or in `sent/`."""
    if not names.isdisjoint({"story.md", "Makefile"}):
        return True
    return any(_has_files(f"{folder}/{name}") for name in FILES_OF_A_CASE & names)


def _has_files(folder: str) -> bool:
    try:
        with os.scandir(folder) as scan:
            return any(not entry.name.startswith(".") for entry in scan)
    except OSError:
        return False
