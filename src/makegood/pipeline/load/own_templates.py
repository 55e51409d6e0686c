"""Find templates and words files of a workspace that are not what was meant: a merge conflict, an unknown sentence.

To Jinja, the markers of a conflict are text, which a letter would print.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from makegood import language
from makegood.domain import policies
from makegood.language.words_file import WordsFile, merged, read_words
from makegood.model.statement import POLICY
from makegood.pipeline.load import texts
from makegood.pipeline.load.unread_words import unread_problem, unread_words
from makegood.storage import package_data

if TYPE_CHECKING:
    from pathlib import Path

    from makegood.model.errors import Problem
    from makegood.model.workspace import Workspace


def own_templates(workspace: Workspace) -> list[Path]:
    """Return the templates and the words files of a workspace, also words files that are not read, sorted."""
    words = language.files(workspace.templates).values()
    return sorted({*workspace.templates.rglob("*.j2"), *words, *unread_words(workspace)})


def template_problems(workspace: Workspace) -> tuple[Problem, ...]:
    """Return why templates of a workspace cannot be used, by file and line.

    The syntax of a template is not checked, since only rendering it can do that; a words file is checked whole.
    """
    unread = set(unread_words(workspace))
    return tuple(
        problem
        for path in own_templates(workspace)
        for problem in (
            (unread_problem(path, workspace),)
            if path in unread
            else _file_problems(path, path.relative_to(workspace.root).as_posix(), workspace)
        )
    )


def _file_problems(path: Path, label: str, workspace: Workspace) -> tuple[Problem, ...]:
    stamp = _stamp(path)
    if not _is_about_policies(path, stamp):  # most are not, and all policies have to be read for those that are
        return _problems(path, label, stamp)
    return _problems(path, label, stamp, policies.texts(workspace))


@lru_cache(maxsize=64)
def _is_about_policies(path: Path, stamp: tuple[int, int] | None) -> bool:
    """Return whether a words file has texts of policies."""
    if stamp is None or path.suffix != ".toml":
        return False
    try:
        return POLICY.encode() in path.read_bytes()
    except OSError:
        return False


@lru_cache(maxsize=2048)
def _problems(
    path: Path, label: str, stamp: tuple[int, int] | None, texts_of_policies: WordsFile | None = None
) -> tuple[Problem, ...]:
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
    built_in = language.built_in(path.stem)
    known_words = merged(built_in, texts_of_policies) if texts_of_policies else built_in
    return read_words(text, label, known_words).problems


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
