"""Find files of sentences that nothing reads: in a wrong folder, with a wrong name, or of a language without documents.

A sentence in one of them would be missing from a letter without a word about it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makegood.domain.reader_language import LANGUAGES
from makegood.language import WORDS, pseudo
from makegood.model import rules
from makegood.model.errors import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from makegood.model.errors import Problem
    from makegood.model.workspace import Workspace

_NAME = re.compile(r"([A-Za-z]{2})(?:[-_]([A-Za-z]{2}))?(?:\.[A-Za-z]+)*")
"""Matches a file name that begins with the code of a language: `en.toml`, `en-us.TOML`, `en.txt`."""
_COPIES = ("~", ".bak", ".orig", ".swp")
"""Ends of the names of copies that editors make."""


def unread_words(workspace: Workspace) -> list[Path]:
    """Return the files of a workspace that look like words files and are not read, sorted."""
    return sorted(path for path in _candidates(workspace) if not _is_read(path, workspace))


def unread_problem(path: Path, workspace: Workspace) -> Problem:
    """Return R7 for a file that is not read, with the place where its sentences belong."""
    place = Place(path.relative_to(workspace.root).as_posix())
    tag, folder = _tag(path), _folder(workspace)
    if tag.partition("-")[0] not in LANGUAGES:
        return rules.problem(
            "R7",
            place,
            message="There are no documents in this language, so this file is not read.",
            fix=f"Remove the file. The languages of documents are: {', '.join(LANGUAGES)}.",
            severity="warning",  # nothing can be sent in this language (T10), and its translator may go on
        )
    right = folder / f"{tag}.toml"
    name = right.relative_to(workspace.root).as_posix()
    fix = f"Rename it to {name}."
    if right.is_file():
        fix = f"Put its lines into {name}, and remove this file."
    elif path.parent != folder:
        fix = f"Move it to {name}."
    return rules.problem("R7", place, message="Sentences are not read from this file.", fix=fix)


def _candidates(workspace: Workspace) -> Iterator[Path]:
    """Yield the files that somebody may have meant as words files."""
    yield from (path for path in workspace.templates.rglob("*") if _is_meant(path, anywhere=path.parent.name != WORDS))
    for folder in (workspace.root, workspace.cases):
        yield from (path for path in (folder / WORDS).glob("*") if _is_meant(path))
        yield from (path for path in folder.glob("??.toml") if _is_meant(path))
    yield from (path for path in (workspace.cases / workspace.templates.name).rglob("*") if _is_meant(path))


def _is_meant(path: Path, *, anywhere: bool = False) -> bool:
    """Return whether a file looks like one of sentences; `anywhere`, among templates, only by its extension."""
    name = path.name.lower()
    if name.startswith(".") or name.endswith((".j2", *_COPIES)) or not path.is_file():
        return False
    return ".toml" in name or (not anywhere and _NAME.fullmatch(name) is not None)


def _is_read(path: Path, workspace: Workspace) -> bool:
    tag = _tag(path)
    return path == _folder(workspace) / f"{tag}.toml" and tag.partition("-")[0] in LANGUAGES


def _tag(path: Path) -> str:
    """Return the language that a file is named for, such as `en-US` for `en_us.txt`; the first one if for none."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return LANGUAGES[0]
    language, region = match[1].lower(), (match[2] or "").upper()
    tag = f"{language}-{region}" if region else language
    return language if tag == pseudo.TAG else tag  # which is made from English


def _folder(workspace: Workspace) -> Path:
    return workspace.templates / WORDS
