"""Problems for a person, in the style of rustc and Elm: the message, the place, the marked line, the fix."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

from makegood.formats.json_layout import on_one_line as in_one_line
from makegood.formats.json_text import BREAK
from makegood.formats.terminal_text import cell_width, escaped_json, marked_excerpt, visible
from makegood.reporting.pointers import without_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from makegood.model.errors import Place, Problem

_NARROWEST = 40
_WIDEST = 120
_MANY = 3
MOST = 100
"""Number of problems shown: few people read more, and later ones often follow from the first."""
_INSIDE = 4
"""Spaces before an entry that is ready to paste, so that it is indented as in the list."""
_COLOURS = {"error": "1;31", "warning": "1;33", "bold": "1", "edge": "34", "fix": "32", "related": "36"}


def human(problems: Iterable[Problem], sources: Mapping[str, str], *, width: int, colour: bool, values: bool) -> str:
    """Return all problems and one line that counts them; "" if there is none.

    `sources` maps the label of each file to its text. Without `values`, neither lines of files nor details are
    shown.
    """
    ordered = _in_order(problems)
    if not ordered:
        return ""
    visible_problems = ordered[:MOST]
    page = _Page(sources if values else {}, min(max(width, _NARROWEST), _WIDEST), colour=colour, values=values)
    parts = [
        "\n".join(page.several(group) if len(group) > 1 else page.problem(group[0]))
        for group in _grouped_by_message(visible_problems)
    ]
    return "\n\n".join([*parts, page.count(ordered)]) + "\n"


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort the problems of a file by line; files stay in the order in which they occur."""
    all_problems = list(problems)
    files = {file: index for index, file in enumerate(dict.fromkeys(problem.place.file for problem in all_problems))}
    return sorted(
        all_problems, key=lambda problem: (files[problem.place.file], problem.place.line, problem.place.column)
    )


def _grouped_by_message(problems: list[Problem]) -> list[list[Problem]]:
    """Group problems with the same message at three or more values of a file, to show one line for each."""
    groups: dict[object, list[Problem]] = {}
    for number, problem in enumerate(problems):
        is_simple = problem.place.pointer and not problem.related and not problem.detail and not problem.entries
        key = (
            (problem.place.file, problem.rule, problem.severity, problem.message, problem.fix) if is_simple else number
        )
        groups.setdefault(key, []).append(problem)
    return [
        result
        for group in groups.values()
        for result in ([group] if len(group) >= _MANY else [[problem] for problem in group])
    ]


def _where(place: Place) -> str:
    return visible(place.file) + (f":{place.line}:{place.column}" if place.line else "")


def _wrapped(text: str, room: int, begin: str = "", rest: str = "") -> list[str]:
    """Wrap a text at spaces; a line has half as many characters if some are two cells wide."""
    fits = room if cell_width(text) <= len(text) else room // 2
    return textwrap.wrap(text, fits, initial_indent=begin, subsequent_indent=rest, break_on_hyphens=False)


def _expanded_entry(entry: dict[str, str]) -> list[str]:
    """Return the lines of an entry, one for each of its keys."""
    rows = [
        f"  {json.dumps(key)}: {escaped_json(json.dumps(value, ensure_ascii=False))}" for key, value in entry.items()
    ]
    return ["{", *(f"{row}," for row in rows[:-1]), rows[-1], "}"]


class _Page:
    def __init__(self, sources: Mapping[str, str], width: int, *, colour: bool, values: bool) -> None:
        self.lines = {label: BREAK.split(text) for label, text in sources.items()}
        self.width, self.colour, self.values = width, colour, values

    def problem(self, problem: Problem) -> Iterator[str]:
        """Yield the lines of one problem."""
        places = (problem.place, *problem.related)
        gutter = max(len(str(place.line)) if self._source(place) is not None else 1 for place in places)
        yield from self._head(problem)
        yield from self._place(problem.place, gutter, "-->", problem.severity)
        for place in problem.related:
            yield from self._place(place, gutter, ":::", "related")
        if self.values and problem.detail:
            yield from self._note(gutter, "", "", problem.detail)
        yield from self._note(gutter, "fix", "fix: ", problem.fix)
        if self.values:
            yield from self._entry_lines(problem.entries)

    def several(self, group: list[Problem]) -> Iterator[str]:
        """Yield the lines of problems that differ only in place: the message once, then a line for each value."""
        first = group[0]
        gutter = max(len(str(problem.place.line)) for problem in group)
        yield from self._head(first, f" ({len(group)} places)")
        yield f"{' ' * gutter}{self._paint('edge', '-->')} {_where(first.place)}"
        edge = self._paint("edge", "|")
        yield f"{' ' * gutter} {edge}"
        for problem in group:
            pointer = problem.place.pointer if self.values else without_values(problem.place.pointer)
            name = pointer[1:].replace("/", ".")
            name = marked_excerpt(name, len(name), len(name), self.width - gutter - 3)[0]
            value = self._value(problem.place, self.width - gutter - 5 - cell_width(name))
            yield f"{self._paint('edge', str(problem.place.line).rjust(gutter))} {edge} {name}{value and ': '}{value}"
        yield from self._note(gutter, "fix", "fix: ", first.fix)

    def _value(self, place: Place, room: int) -> str:
        source = self._source(place)
        if source is None or room < 1:
            return ""
        end = place.end_column - 1 if place.end_line == place.line else len(source)
        return marked_excerpt(source[place.column - 1 : end], 0, 0, room)[0]

    def _head(self, problem: Problem, places: str = "") -> Iterator[str]:
        """Yield the message, preceded by severity and rule."""
        head = f"{problem.severity}[{problem.rule}]:"
        first, *more = _wrapped(visible(problem.message) + places, self.width, f"{head} ", "  ") or [""]
        message = first.removeprefix(f"{head} ")
        yield f"{self._paint(problem.severity, head[:-1])}: {self._paint('bold', message)}"
        yield from (f"  {self._paint('bold', line[2:])}" for line in more)

    def count(self, problems: list[Problem]) -> str:
        """Return the number of errors and warnings, and their file or number of files."""
        files = list(dict.fromkeys(problem.place.file for problem in problems))
        where = f"in {visible(files[0]) if len(files) == 1 else f'{len(files)} files'}"
        parts, words = [], []
        for severity in ("error", "warning"):
            number = sum(problem.severity == severity for problem in problems)
            if number:
                words.append(f"{number} {severity}" + ("" if number == 1 else "s"))
                parts.append(self._paint(severity, words[-1]))
        is_wide = cell_width(f"{', '.join(words)} {where}") > self.width
        more = (
            f"\nShowing the first {MOST} of {len(problems):,} problems. To list all of them, use check --format json."
        )
        return ", ".join(parts) + ("\n" if is_wide else " ") + where + (more if len(problems) > MOST else "")

    def _place(self, place: Place, gutter: int, arrow: str, colour: str) -> Iterator[str]:
        yield f"{' ' * gutter}{self._paint('edge', arrow)} {_where(place)}"
        source = self._source(place)
        if source is None:
            return
        end = place.end_column - 1 if place.end_line == place.line else len(source)
        excerpt, mark = marked_excerpt(source, place.column - 1, end, self.width - gutter - 3)
        edge = self._paint("edge", "|")
        yield f"{' ' * gutter} {edge}"
        yield f"{self._paint('edge', str(place.line).rjust(gutter))} {edge} {excerpt}"
        sign = mark if arrow == "-->" else mark.replace("^", "-")
        blank = sign[: len(sign) - len(sign.lstrip())]
        yield f"{' ' * gutter} {edge} {blank}{self._paint(colour, sign.lstrip())}"

    def _source(self, place: Place) -> str | None:
        lines = self.lines.get(place.file, [])
        return lines[place.line - 1] if 0 < place.line <= len(lines) else None

    def _note(self, gutter: int, colour: str, label: str, text: str) -> Iterator[str]:
        """Yield a note below the line; its own line breaks stay, and long lines are wrapped."""
        first = f"{' ' * gutter} {self._paint('edge', '=')} {self._paint(colour, label)}"
        rest = " " * (gutter + 3 + len(label))
        room = self.width - len(rest)
        for line in text.split("\n"):
            for part in _wrapped(visible(line), room) or [""]:
                yield first + part
                first = rest

    def _entry_lines(self, entries: tuple[str, ...]) -> Iterator[str]:
        """Yield entries ready to copy: without the edge, and with no line broken within a text."""
        for number, entry in enumerate(entries, 1):
            data = json.loads(entry)
            whole = escaped_json(in_one_line(data))
            lines = [whole] if cell_width(whole) + _INSIDE <= self.width else _expanded_entry(data)
            lines[-1] += "," if number < len(entries) else ""
            yield from (f"{' ' * _INSIDE}{line}" for line in lines)

    def _paint(self, colour: str, text: str) -> str:
        return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if self.colour and colour and text else text
