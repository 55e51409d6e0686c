"""Print messages, with commands in the form that works here, and format paths, counts and problems."""

from __future__ import annotations

import os
import shlex
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from makegood.model.errors import Problem
from makegood.model.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def notify(text: str) -> None:
    click.echo(text, err=True)


def report(
    problems: tuple[Problem, ...], texts: Mapping[str, str], stream: TextIO = sys.stderr, show_values: bool = False
) -> str:
    from makegood import reporting

    return reporting.human(
        with_commands_in_problems(problems),
        texts,
        width=terminal_width(stream),
        colour=stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb",
        values=show_values or not os.environ.get("CI"),
    )


def terminal_width(stream: TextIO) -> int:
    """Return the width of the terminal: COLUMNS, or that of standard output, or that of this stream."""
    import shutil

    try:
        here = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):  # not a terminal
        here = 0
    return shutil.get_terminal_size((here or 100, 24)).columns


def pluralize(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def short_path(path: Path) -> str:
    """Return a path relative to the current folder, if it lies below."""
    here = Path.cwd()
    return visible(str(path.relative_to(here)) if path.is_relative_to(here) else str(path))


def with_commands(text: str, case: str = "") -> str:
    """Return a message with its commands in the form in which the user started the program."""
    from makegood.formats.message_commands import FORMS, Start, render_commands

    if "`" not in text:
        return text
    form = FORMS.get(os.environ.get("MAKEGOOD_FROM", ""), "")
    root = Path(__file__).parents[3]
    checkout = os.path.relpath(root) if (root / "setup.sh").is_file() else ""
    return render_commands(text, Start(form, _program(), checkout), case)


def _program() -> str:
    """Return the program's name if it is on the PATH, or else the path that started it."""
    import shutil

    script, on_path = Path(sys.argv[0]), shutil.which("makegood")
    if script.stem != "makegood" or not script.is_file() or (on_path and script.samefile(on_path)):
        return "makegood"
    return shlex.quote(os.path.relpath(script) if script.is_relative_to(Path.cwd()) else str(script))


def quoted_path(path: Path) -> str:
    """Return a path for a shell, relative to the current folder if it lies below."""
    return shlex.quote(short_path(path))


def visible(text: str) -> str:
    """Return a user's text as one line that cannot control a terminal or a log."""
    from makegood.formats.terminal_text import visible

    return visible(text)


def wrap_text(text: str) -> str:
    """Break lines between words, so that the terminal does not break them within one."""
    import textwrap

    wrapper = textwrap.TextWrapper(
        max(terminal_width(sys.stderr) - 1, 30), subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(part for line in text.split("\n") for part in (wrapper.wrap(line) or [""]))


def folder_in_repository() -> str:
    """Return the folder of the workspace in its Git repository, ending with a slash; "" if they are the same."""
    workspace = Workspace.containing(Path.cwd())
    root = workspace.root.resolve() if workspace else Path.cwd()
    top = next((path for path in (root, *root.parents) if (path / ".git").exists()), root)
    return "" if top == root else f"{root.relative_to(top).as_posix()}/"


def deduplicate(problems_by_case: Iterable[tuple[Problem, ...]]) -> tuple[Problem, ...]:
    """Join the problems of several cases, each once: problems in shared files come with every case."""
    lists = list(problems_by_case)
    return lists[0] if len(lists) == 1 else tuple(dict.fromkeys(problem for problems in lists for problem in problems))


def with_commands_in_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems with the commands in their messages and fixes in the form that works here."""
    originals = tuple(problems)
    if not any("`" in problem.fix or "`" in problem.message for problem in originals):
        return originals

    workspace = Workspace.containing(Path.cwd())
    root = workspace.root if workspace else Path()

    @cache
    def case_of(file: str) -> str:
        folder = next((path for path in (root / file).parents if (path / "case.json").is_file()), None)
        return quoted_path(folder) if folder else ""

    def with_commands_for_case(problem: Problem) -> Problem:
        case = case_of(problem.place.file)
        return replace(problem, message=with_commands(problem.message, case), fix=with_commands(problem.fix, case))

    return tuple(
        with_commands_for_case(problem) if "`" in problem.fix or "`" in problem.message else problem
        for problem in originals
    )
