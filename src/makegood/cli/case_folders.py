"""The case folders that a command is about: those that are named, that have changed, or all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from makegood.cli.output import quoted_path, say, short_path, visible, with_commands
from makegood.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable


def case_folders(cases: tuple[Path, ...]) -> list[Path]:
    """Return the case folders that were named, or all of the workspace."""
    from makegood.pipeline import load

    if cases:
        return list(dict.fromkeys(case_folder(case) for case in cases))
    workspace = load.workspace(Path.cwd())
    if workspace is None:
        raise UsageError("There is no folder cases/ here or above. Name a CASE, or run this in your workspace.")
    found = load.cases(workspace)
    if not found:
        raise UsageError("The folder cases/ has no case yet. Make one with: `make new`")
    return found


def changed_folders(since: str, cases: tuple[Path, ...]) -> list[Path]:
    """Return the case folders that have changed since a revision, and say which are gone, or that none has."""
    from makegood.commands import changed

    if cases:
        raise UsageError("--changed-since says which cases: name none beside it.")
    every = case_folders(())
    found = changed.changed(every[0].parent.parent, since, every)
    for name in found.gone:
        say(f"{visible(name)} is no case any more.")
    if found.shared:
        say(f"{visible(found.shared)} has changed, from which every case is made.")
    elif not found.folders:
        say("No case has changed.")
    return list(found.folders)


def case_folder(case: Path) -> Path:
    folder = case.parent if case.name == "case.json" else case
    if not os.path.lexists(folder / "case.json"):
        raise UsageError(f"{case} is no case: it has no case.json.")
    return folder.absolute()


def named_case(case: Path) -> Path:
    """Return the folder of a case that was named by its path, or by the name of its folder in cases/."""
    from makegood.pipeline import load

    home = load.workspace(Path.cwd())
    below = home / "cases" / case if home and len(case.parts) == 1 else case
    return case_folder(case if os.path.lexists(case) else below if os.path.lexists(below) else case)


def warn_of_old_makefiles(folders: Iterable[Path]) -> None:
    """Say which cases have a Makefile of before, by which make changes what is typed."""
    from makegood.commands import makefile

    for folder in folders:
        place = short_path(folder / makefile.NAME)
        begin = f"{place}: With this Makefile, of an older makegood, make changes a $ that is typed."
        if makefile.is_copy(folder):
            say(with_commands(f"{begin} Replace it: `make fix WRITE=yes`", quoted_path(folder)))
        elif makefile.is_edited_copy(folder):
            say(f"{begin} It was edited since: put {makefile.MASTER} over it, and lines of your own below.")
