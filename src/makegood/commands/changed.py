"""Which cases have changed since a revision; the only module that knows git."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from makegood.model.errors import MachineError, UsageError

SHARED = ("cases/defaults.json", "templates/", "policies/", "schemas/", "src/makegood/", "requirements.lock")
"""What every case is made from: the workspace's own, and in a clone of the program the program's."""
QUIET = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false", "--no-pager")
"""Settings that let git start nothing that a repository brings along."""


@dataclass(frozen=True, slots=True)
class Changed:
    """`folders` are those of the changed cases; `gone` the names of cases that are there no more.

    `shared` is a file that every case is made from and that has changed, "" for none.
    """

    folders: tuple[Path, ...]
    gone: tuple[str, ...]
    shared: str


def changed(home: Path, since: str, cases: list[Path]) -> Changed:
    """Say which of the cases have changed since the common ancestor of a revision and now.

    What is committed, what is not, and files that git does not know yet, count alike; what git ignores does not.
    Raises UsageError where it is no revision here, MachineError where there is no git or no repository.
    """
    if _run(home, "rev-parse", "--is-inside-work-tree").stdout.strip() != "true":
        raise MachineError("This is no git repository: nobody knows what has changed. Name the cases instead.")
    base = _base(home, since)
    diff = _git(
        home,
        "diff",
        "--name-only",
        "-z",
        "--no-renames",
        "--no-ext-diff",
        "--no-textconv",
        "--relative",
        base,
        "--",
        ".",
    )
    new = _git(home, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    paths = sorted({*diff.split("\0"), *new.split("\0")} - {""})
    shared = next((path for path in paths if path.startswith(SHARED)), "")
    parts = (PurePosixPath(path).parts for path in paths)
    names = dict.fromkeys(inside[1] for inside in parts if inside[0] == "cases" and len(inside) > 2)
    known = {folder.name: folder for folder in cases}
    return Changed(
        folders=tuple(cases) if shared else tuple(known[name] for name in names if name in known),
        gone=tuple(name for name in names if name not in known and not (home / "cases" / name).is_dir()),
        shared=shared,
    )


def _base(home: Path, since: str) -> str:
    """Find the common ancestor; a revision is looked up first, so that nothing that is typed is an option of git."""
    if since.startswith("-") or not since.isprintable() or not since.strip():
        raise UsageError("--changed-since takes a revision of git, such as main or HEAD~1.")
    found = _run(home, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{since}^{{commit}}")
    if found.returncode:
        raise UsageError(
            "git does not know this revision here. Name a branch, a tag or a commit; in a workflow, let the checkout "
            "fetch all of them: fetch-depth: 0"
        )
    base = _run(home, "merge-base", found.stdout.strip(), "HEAD")
    if base.returncode:
        raise UsageError(
            "This revision and the present one have no common ancestor here. In a workflow: fetch-depth: 0"
        )
    return base.stdout.strip()


def _git(home: Path, *arguments: str) -> str:
    done = _run(home, *arguments)
    if done.returncode:
        raise MachineError("git could not say what has changed. Try: git status")
    return done.stdout


def _run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        return subprocess.run(  # noqa: S603  # fixed words, and a revision that was looked up
            ("git", *QUIET, *arguments),  # noqa: S607  # the git that the person uses
            cwd=home,
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="surrogateescape",
        )
    except FileNotFoundError as error:
        raise MachineError("--changed-since needs git. Install it: sudo apt-get install -y git") from error
