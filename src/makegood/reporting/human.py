"""Problems for a person, in the manner of rustc and Elm: the sentence, the place, the line with a mark, the fix."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

from makegood.formats.json_layout import on_one_line as in_one_line
from makegood.formats.json_text import BREAK
from makegood.formats.terminal_text import cell_width, escaped_json, marked_excerpt, visible
from makegood.reporting.pointers import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from makegood.model.errors import Place, Problem

_NARROWEST = 40
_WIDEST = 120
_MANY = 3
MOST = 100
"""Problems that are shown: nobody reads on, and what comes later often follows from them."""
_INSIDE = 4
"""Blanks before what is ready to be pasted: it then stands as it will in the list."""
_COLOURS = {"error": "1;31", "warning": "1;33", "bold": "1", "edge": "34", "fix": "32", "related": "36"}


def human(problems: Iterable[Problem], sources: Mapping[str, str], *, width: int, colour: bool, values: bool) -> str:
    """Write all problems and one line that counts them; empty when there is none.

    `sources` has the text of each file by its label. Without `values` no line of a file and no detail is shown.
    """
    every = _in_order(problems)
    if not every:
        return ""
    listed = every[:MOST]
    page = _Page(sources if values else {}, min(max(width, _NARROWEST), _WIDEST), colour=colour, values=values)
    parts = ["\n".join(page.several(group) if len(group) > 1 else page.problem(group[0])) for group in _grouped(listed)]
    return "\n\n".join([*parts, page.count(every)]) + "\n"


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Put the problems of a file in the order of its lines; the files stay in the order in which they come up."""
    listed = list(problems)
    files = {file: at for at, file in enumerate(dict.fromkeys(problem.place.file for problem in listed))}
    return sorted(listed, key=lambda one: (files[one.place.file], one.place.line, one.place.column))


def _grouped(problems: list[Problem]) -> list[list[Problem]]:
    """Bring together what is said in the same words of three or more values of a file: a line each is enough."""
    alike: dict[object, list[Problem]] = {}
    for number, one in enumerate(problems):
        plain = one.place.pointer and not one.related and not one.detail and not one.entries
        same = (one.place.file, one.rule, one.severity, one.message, one.fix) if plain else number
        alike.setdefault(same, []).append(one)
    return [part for group in alike.values() for part in ([group] if len(group) >= _MANY else [[one] for one in group])]


def _where(place: Place) -> str:
    return visible(place.file) + (f":{place.line}:{place.column}" if place.line else "")


def _wrapped(text: str, room: int, begin: str = "", rest: str = "") -> list[str]:
    """Break a text at blanks; half as many characters to a line where some take two cells."""
    fits = room if cell_width(text) <= len(text) else room // 2
    return textwrap.wrap(text, fits, initial_indent=begin, subsequent_indent=rest, break_on_hyphens=False)


def _open(entry: dict[str, str]) -> list[str]:
    """Write an entry with a line for each of its keys."""
    rows = [
        f"  {json.dumps(key)}: {escaped_json(json.dumps(value, ensure_ascii=False))}" for key, value in entry.items()
    ]
    return ["{", *(f"{row}," for row in rows[:-1]), rows[-1], "}"]


class _Page:
    def __init__(self, sources: Mapping[str, str], width: int, *, colour: bool, values: bool) -> None:
        self.lines = {label: BREAK.split(text) for label, text in sources.items()}
        self.width, self.colour, self.values = width, colour, values

    def problem(self, problem: Problem) -> Iterator[str]:
        """Write one problem, line by line."""
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
            yield from self._ready(problem.entries)

    def several(self, group: list[Problem]) -> Iterator[str]:
        """Write problems that differ in their places only: the words once, then a line for each value."""
        first = group[0]
        gutter = max(len(str(one.place.line)) for one in group)
        yield from self._head(first, f" ({len(group)} places)")
        yield f"{' ' * gutter}{self._paint('edge', '-->')} {_where(first.place)}"
        edge = self._paint("edge", "|")
        yield f"{' ' * gutter} {edge}"
        for one in group:
            pointer = one.place.pointer if self.values else plain(one.place.pointer)
            name = pointer[1:].replace("/", ".")
            name = marked_excerpt(name, len(name), len(name), self.width - gutter - 3)[0]
            value = self._value(one.place, self.width - gutter - 5 - cell_width(name))
            yield f"{self._paint('edge', str(one.place.line).rjust(gutter))} {edge} {name}{value and ': '}{value}"
        yield from self._note(gutter, "fix", "fix: ", first.fix)

    def _value(self, place: Place, room: int) -> str:
        source = self._source(place)
        if source is None or room < 1:
            return ""
        end = place.end_column - 1 if place.end_line == place.line else len(source)
        return marked_excerpt(source[place.column - 1 : end], 0, 0, room)[0]

    def _head(self, problem: Problem, places: str = "") -> Iterator[str]:
        """Write what is wrong behind its severity and rule."""
        head = f"{problem.severity}[{problem.rule}]:"
        first, *more = _wrapped(visible(problem.message) + places, self.width, f"{head} ", "  ") or [""]
        said = first.removeprefix(f"{head} ")
        yield f"{self._paint(problem.severity, head[:-1])}: {self._paint('bold', said)}"
        yield from (f"  {self._paint('bold', line[2:])}" for line in more)

    def count(self, problems: list[Problem]) -> str:
        """Say how many errors and warnings there are, and in which file, or in how many."""
        files = list(dict.fromkeys(problem.place.file for problem in problems))
        where = f"in {visible(files[0]) if len(files) == 1 else f'{len(files)} files'}"
        parts, words = [], []
        for severity in ("error", "warning"):
            number = sum(problem.severity == severity for problem in problems)
            if number:
                words.append(f"{number} {severity}" + ("" if number == 1 else "s"))
                parts.append(self._paint(severity, words[-1]))
        is_wide = cell_width(f"{', '.join(words)} {where}") > self.width
        more = f"\nThe first {MOST} are shown, and {len(problems) - MOST:,} more; check --format json lists all."
        return ", ".join(parts) + ("\n" if is_wide else " ") + where + (more if len(problems) > MOST else "")

    def _place(self, place: Place, gutter: int, arrow: str, colour: str) -> Iterator[str]:
        yield f"{' ' * gutter}{self._paint('edge', arrow)} {_where(place)}"
        source = self._source(place)
        if source is None:
            return
        end = place.end_column - 1 if place.end_line == place.line else len(source)
        shown, mark = marked_excerpt(source, place.column - 1, end, self.width - gutter - 3)
        edge = self._paint("edge", "|")
        yield f"{' ' * gutter} {edge}"
        yield f"{self._paint('edge', str(place.line).rjust(gutter))} {edge} {shown}"
        sign = mark if arrow == "-->" else mark.replace("^", "-")
        blank = sign[: len(sign) - len(sign.lstrip())]
        yield f"{' ' * gutter} {edge} {blank}{self._paint(colour, sign.lstrip())}"

    def _source(self, place: Place) -> str | None:
        lines = self.lines.get(place.file, [])
        return lines[place.line - 1] if 0 < place.line <= len(lines) else None

    def _note(self, gutter: int, colour: str, label: str, text: str) -> Iterator[str]:
        """Write a note below the line, its own lines kept and long ones wrapped."""
        first = f"{' ' * gutter} {self._paint('edge', '=')} {self._paint(colour, label)}"
        rest = " " * (gutter + 3 + len(label))
        room = self.width - len(rest)
        for line in text.split("\n"):
            for part in _wrapped(visible(line), room) or [""]:
                yield first + part
                first = rest

    def _ready(self, entries: tuple[str, ...]) -> Iterator[str]:
        """Write entries so that they can be copied as they are: no edge, and no line broken within a text."""
        for number, entry in enumerate(entries, 1):
            data = json.loads(entry)
            whole = escaped_json(in_one_line(data))
            lines = [whole] if cell_width(whole) + _INSIDE <= self.width else _open(data)
            lines[-1] += "," if number < len(entries) else ""
            yield from (f"{' ' * _INSIDE}{line}" for line in lines)

    def _paint(self, colour: str, text: str) -> str:
        return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if self.colour and colour and text else text
