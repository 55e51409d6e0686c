"""What the commands print: messages with the commands that work here, paths, counts, problems."""

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

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def say(text: str) -> None:
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
    """Ask how wide the terminal is: COLUMNS, else the one that stdout goes to, else the one that this goes to."""
    import shutil

    try:
        here = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):  # not a terminal
        here = 0
    return shutil.get_terminal_size((here or 100, 24)).columns


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def short_path(path: Path) -> str:
    """Show a path from where the person stands, if it lies below."""
    here = Path.cwd()
    return visible(str(path.relative_to(here)) if path.is_relative_to(here) else str(path))


def with_commands(text: str, case: str = "") -> str:
    """Show a message with each command as it works here, for whoever started the program as it was started."""
    from makegood.formats.message_commands import FORMS, Start, render_commands

    if "`" not in text:
        return text
    form = FORMS.get(os.environ.get("MAKEGOOD_FROM", ""), "")
    root = Path(__file__).parents[3]
    checkout = os.path.relpath(root) if (root / "setup.sh").is_file() else ""
    return render_commands(text, Start(form, _program(), checkout), case)


def _program() -> str:
    """Name the program as it can be typed here: by its name where that leads to it, else by the path that was typed."""
    import shutil

    begun, found = Path(sys.argv[0]), shutil.which("makegood")
    if begun.stem != "makegood" or not begun.is_file() or (found and begun.samefile(found)):
        return "makegood"
    return shlex.quote(os.path.relpath(begun) if begun.is_relative_to(Path.cwd()) else str(begun))


def quoted_path(path: Path) -> str:
    """Write a path from where the person stands, or as it was typed, for a shell."""
    return shlex.quote(short_path(path))


def visible(text: str) -> str:
    """Show what somebody named a file as one line that steers neither a terminal nor a log."""
    from makegood.formats.terminal_text import visible

    return visible(text)


def wrapped(text: str) -> str:
    """Break lines between words, so that no terminal breaks them within one."""
    import textwrap

    wrapper = textwrap.TextWrapper(
        max(terminal_width(sys.stderr) - 1, 30), subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(part for line in text.split("\n") for part in (wrapper.wrap(line) or [""]))


def deduplicate(found: Iterable[tuple[Problem, ...]]) -> tuple[Problem, ...]:
    """Join the problems of several cases, of which those in what they share come with each; one case repeats none."""
    listed = list(found)
    return listed[0] if len(listed) == 1 else tuple(dict.fromkeys(problem for each in listed for problem in each))


def with_commands_in_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Give problems with the commands of their sentences and fixes as they work here, for the case of each."""
    listed = tuple(problems)
    if not any("`" in one.fix or "`" in one.message for one in listed):
        return listed
    from makegood.pipeline import load

    home = load.workspace(Path.cwd()) or Path()

    @cache
    def case(file: str) -> str:
        above = next((path for path in (home / file).parents if (path / "case.json").is_file()), None)
        return quoted_path(above) if above else ""

    def typed(one: Problem) -> Problem:
        name = case(one.place.file)
        return replace(one, message=with_commands(one.message, name), fix=with_commands(one.fix, name))

    return tuple(typed(one) if "`" in one.fix or "`" in one.message else one for one in listed)
