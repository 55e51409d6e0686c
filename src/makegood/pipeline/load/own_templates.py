"""Find merge conflicts in the templates of a workspace: to Jinja their markers are text, which a letter would print."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from makegood.formats.merge_conflicts import merge_conflicts

if TYPE_CHECKING:
    from pathlib import Path

    from makegood.model.errors import Problem
    from makegood.model.workspace import Workspace


def own_templates(workspace: Workspace) -> list[Path]:
    """Return the templates of a workspace, sorted."""
    return sorted(workspace.templates.rglob("*.j2"))


def conflicts_in_templates(workspace: Workspace) -> tuple[Problem, ...]:
    """Return F13 for each merge conflict in the templates of a workspace; one that cannot be read has none."""
    return tuple(
        problem
        for path in own_templates(workspace)
        for problem in _conflicts(path, path.relative_to(workspace.root).as_posix(), _stamp(path))
    )


@lru_cache(maxsize=2048)
def _conflicts(path: Path, label: str, stamp: tuple[int, int] | None) -> tuple[Problem, ...]:
    """Return the conflicts of one file; `stamp` tells apart its versions, as many cases share it."""
    try:
        return tuple(merge_conflicts(path.read_text(encoding="utf-8"), label)) if stamp else ()
    except (OSError, UnicodeDecodeError):
        return ()


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
