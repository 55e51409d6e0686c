"""Find templates and words files of a workspace that are not what was meant: a merge conflict, an unknown sentence.

To Jinja, the markers of a conflict are text, which a letter would print.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from makegood import language
from makegood.language.words_file import read_words
from makegood.pipeline.load import texts
from makegood.storage import package_data

if TYPE_CHECKING:
    from pathlib import Path

    from makegood.model.errors import Problem
    from makegood.model.workspace import Workspace


def own_templates(workspace: Workspace) -> list[Path]:
    """Return the templates and the words files of a workspace, sorted."""
    return sorted((*workspace.templates.rglob("*.j2"), *language.files(workspace.templates).values()))


def template_problems(workspace: Workspace) -> tuple[Problem, ...]:
    """Return why templates of a workspace cannot be used, by file and line.

    The syntax of a template is not checked, since only rendering it can do that; a words file is checked whole.
    """
    return tuple(
        problem
        for path in own_templates(workspace)
        for problem in _problems(path, path.relative_to(workspace.root).as_posix(), _stamp(path))
    )


@lru_cache(maxsize=2048)
def _problems(path: Path, label: str, stamp: tuple[int, int] | None) -> tuple[Problem, ...]:
    """Return the problems of one file; `stamp` tells apart its versions, as many cases share it."""
    if stamp is None:
        return ()
    try:
        if package_data.is_as_shipped(path):  # in a clone: parsing all sentences took a quarter of a check
            return ()
        text, problems = texts.read(path.read_bytes(), label)
    except OSError:
        return ()
    if problems or path.suffix != ".toml":
        return problems
    return read_words(text, label, language.built_in(path.stem)).problems


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
