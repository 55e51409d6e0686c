"""Select the case folders of a command: those named, those changed, or all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from makegood.cli.output import notify, quoted_path, short_path, visible, with_commands
from makegood.model.errors import UsageError
from makegood.model.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makegood.model.errors import Problem


def case_folders(cases: tuple[Path, ...]) -> list[Path]:
    """Return the case folders that were named, or all in the workspace."""
    if cases:
        return list(dict.fromkeys(case_folder(case) for case in cases))
    return _all_cases()[1]


def _all_cases() -> tuple[Workspace, list[Path]]:
    """Return the workspace in which the command runs, and all cases in it."""
    from makegood.pipeline import load

    workspace = Workspace.containing(Path.cwd())
    if workspace is None:
        raise UsageError(
            "No cases/ folder was found here or in a parent folder. Specify a CASE, or run "
            "this command in your workspace."
        )
    folders = load.cases(workspace)
    if not folders:
        for problem in load.misplaced_cases(workspace):
            notify(f"{visible(problem.place.file)}: {problem.message} {problem.fix}")
        raise UsageError("The cases/ folder contains no cases yet. Create a case with: `make new`")
    return workspace, folders


def misplaced(cases: tuple[Path, ...]) -> tuple[Problem, ...]:
    """Return a warning for each case, and each copy of one, that is in no place where it is read.

    If the cases were named, they are the only ones meant: return what is in their folders.
    """
    from makegood.pipeline import load

    workspace = Workspace.containing(case_folder(cases[0]) if cases else Path.cwd())
    problems = load.misplaced_cases(workspace) if workspace else ()
    if not workspace or not cases:
        return problems
    own = tuple(f"{workspace.cases.name}/{case_folder(case).name}/" for case in cases)
    return tuple(problem for problem in problems if problem.place.file.startswith(own))


def changed_folders(since: str, cases: tuple[Path, ...]) -> list[Path]:
    """Return the case folders that changed since a revision, and report which are gone, or that none changed."""
    from makegood.commands import changed

    if cases:
        raise UsageError("--changed-since selects the cases, so it cannot be used with CASE.")
    workspace, all_folders = _all_cases()
    changes = changed.changed(workspace, since, all_folders)
    for name in changes.gone:
        notify(f"{visible(name)} is no longer a case.")
    if changes.unknown:
        notify(f"{changes.unknown} Every case is selected.")
    elif changes.shared:
        notify(f"{visible(changes.shared)} has changed, and every case depends on it.")
    elif not changes.folders:
        notify("No case has changed.")
    if changes.untracked:
        names = visible(", ".join(changes.untracked))
        notify(
            f"Always selected, because Git does not see their files (ignored, a link, or another repository): {names}"
        )
    return list(changes.folders)


def case_folder(case: Path) -> Path:
    folder = case.parent if case.name == "case.json" else case
    if not os.path.lexists(folder / "case.json"):
        raise UsageError(f"{case} is not a case folder, because it has no case.json.")
    return folder.absolute()


def named_case(case: Path) -> Path:
    """Return the folder of a case, given its path or the name of its folder in cases/."""
    workspace = Workspace.containing(Path.cwd())
    below = workspace.cases / case if workspace and len(case.parts) == 1 else case
    return case_folder(case if os.path.lexists(case) else below if os.path.lexists(below) else case)


def warn_of_old_makefiles(folders: Iterable[Path]) -> None:
    """Warn about cases with a Makefile from an older version, which makes `make` change what the user types."""
    from makegood.commands import makefile

    for folder in folders:
        place = short_path(folder / makefile.NAME)
        warning = f"{place}: This Makefile is from an older version. It alters every $ in your input."
        if makefile.is_copy(folder):
            notify(with_commands(f"{warning} Replace it with: `make fix WRITE=yes`", quoted_path(folder)))
        elif makefile.is_edited_copy(folder):
            notify(f"{warning} It has been edited. Copy {makefile.MASTER} over it, and add your own lines at the end.")
