"""Detect which cases have changed since a revision; the only module that uses git."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from makegood.model.errors import MachineError, UsageError
from makegood.model.workspace import Workspace

SHARED = ("cases/defaults.json", "templates/", "policies/", "schemas/", "src/makegood/", "requirements.lock")
"""Paths on which every case depends: the workspace's own, and the program's in a clone of it."""
WHOLE = frozenset({"cases/", *(path for path in SHARED if path.endswith("/"))})
"""Folders that are one path to git if they are a repository of their own, such as a submodule."""
QUIET = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false", "--no-pager")
"""Settings that keep git from running anything that a repository contains."""


COMMIT = re.compile(r"[0-9a-f]{7,64}|0+")
"""The id of a commit. One that is not here was rewritten or not fetched; a name that is not here is a typing error."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Changed cases by folder. `gone` are the names of cases that no longer exist.

    `shared` is a changed file on which every case depends, or "". If git cannot compare, every case is in `folders`,
    and `unknown` says why. `untracked` are the names of cases whose files git does not see, because they are ignored,
    behind a link or in a repository of their own: they are in `folders` too.
    """

    folders: tuple[Path, ...]
    gone: tuple[str, ...] = ()
    untracked: tuple[str, ...] = ()
    shared: str = ""
    unknown: str = ""


def changed(workspace: Workspace, since: str, cases: list[Path]) -> Changed:
    """Return the cases that changed since the common ancestor of a revision and HEAD.

    Committed, uncommitted and untracked files count alike; ignored files do not. Return all cases if the revision is
    a commit that is not here, or is not connected with HEAD. Raise UsageError if it is no revision, MachineError if
    there is no git or no repository.
    """
    inside = _run(workspace, "rev-parse", "--is-inside-work-tree")
    if "dubious ownership" in inside.stderr:
        raise MachineError(
            "Git does not read this repository, because it belongs to another user. If you trust it, type: "
            'git config --global --add safe.directory "$PWD"'
        )
    if inside.stdout.strip() != "true":
        raise MachineError("This is not a Git repository, so changes cannot be detected. Specify the cases instead.")
    base, unknown = _base(workspace, since)
    links = (path.name for path in (workspace.cases, workspace.templates, workspace.policies) if path.is_symlink())
    if not unknown and (link := next(links, "")):
        unknown = f"The folder {link}/ is a link, and Git does not see what is in it."
    if unknown:
        return Changed(tuple(cases), unknown=unknown)
    diff = _git(
        workspace,
        "diff",
        "--name-only",
        "-z",
        "--no-renames",
        "--no-ext-diff",
        "--no-textconv",
        "--ignore-submodules=none",
        "--relative",
        base,
        "--",
        ".",
    )
    new = _git(workspace, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    paths = sorted({*diff.split("\0"), *new.split("\0")} - {""})
    shared = next((path for path in paths if path.startswith(SHARED) or f"{path.rstrip('/')}/" in WHOLE), "")
    by_name = {folder.name: folder for folder in cases}
    changed_names, files = _names(paths, by_name), _git(workspace, "ls-files", "-z", "--", "cases").split("\0")
    tracked = {*_names(files, by_name), *changed_names}
    untracked = tuple(name for name, folder in by_name.items() if name not in tracked or folder.is_symlink())
    names = dict.fromkeys((*changed_names, *untracked))
    absent = [name for name in names if name not in by_name and not (workspace.cases / name).is_dir()]
    left_out = _left_out(workspace) if absent else frozenset()
    return Changed(
        folders=tuple(cases) if shared else tuple(by_name[name] for name in names if name in by_name),
        gone=tuple(name for name in absent if name not in left_out),
        untracked=() if shared else untracked,
        shared=shared,
    )


def _names(paths: Iterable[str], by_name: Mapping[str, Path]) -> dict[str, None]:
    """Return the names of the folders in cases/ to which paths belong, in order.

    To git, a case that is a repository of its own, such as a submodule, or a link is one path.
    """
    parts = (PurePosixPath(path).parts for path in paths)
    return dict.fromkeys(
        inside[1]
        for inside in parts
        if inside[:1] == ("cases",) and (len(inside) > 2 or (len(inside) > 1 and inside[1] in by_name))
    )


def _left_out(workspace: Workspace) -> frozenset[str]:
    """Return the names of the cases that a sparse checkout leaves out."""
    files = _git(workspace, "ls-files", "-t", "-z", "--", "cases").split("\0")
    parts = (PurePosixPath(file[2:]).parts for file in files if file.startswith("S "))
    return frozenset(inside[1] for inside in parts if len(inside) > 1)


def _base(workspace: Workspace, since: str) -> tuple[str, str]:
    """Return the common ancestor, or "" and the reason why there is none.

    The revision is verified first, so that user input is never an option of git.
    """
    if since.startswith("-") or not since.isprintable() or not since.strip():
        raise UsageError("--changed-since must be a Git revision, such as main or HEAD~1.")
    if not since.strip("0"):
        return "", "There is no earlier version to compare with."
    revision = _run(workspace, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{since}^{{commit}}")
    is_shallow = _run(workspace, "rev-parse", "--is-shallow-repository").stdout.strip() == "true"
    if revision.returncode and not is_shallow and not COMMIT.fullmatch(since):
        raise UsageError(
            "Git cannot find this revision. Use a branch, a tag or a commit. In a workflow, set fetch-depth: 0 "
            "in the checkout step to fetch the whole history."
        )
    base = revision if revision.returncode else _run(workspace, "merge-base", revision.stdout.strip(), "HEAD")
    if not base.returncode:
        return base.stdout.strip(), ""
    if is_shallow:
        return (
            "",
            "The history here is too short to compare with this revision. To fetch all of it, set fetch-depth: 0.",
        )
    if revision.returncode:
        return "", "The commit to compare with no longer exists here, for example because of a force push."
    return "", "The revision to compare with has no common history with this version."


def _git(workspace: Workspace, *arguments: str) -> str:
    result = _run(workspace, *arguments)
    if result.returncode:
        raise MachineError("Git could not list the changes. Run `git status` to see why.")
    return result.stdout


def _run(workspace: Workspace, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        return subprocess.run(  # noqa: S603  # fixed words, and a verified revision
            ("git", *QUIET, *arguments),  # noqa: S607  # the user's own git
            cwd=workspace.root,
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="surrogateescape",
        )
    except FileNotFoundError as error:
        raise MachineError("--changed-since requires Git. Install it: sudo apt-get install -y git") from error
