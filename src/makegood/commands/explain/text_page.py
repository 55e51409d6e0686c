"""A page of plain text: headings, wrapped paragraphs and lists, and at its end the sources that it cites."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator

from makegood.domain.windows import format_day
from makegood.model.policy import Sourced, SourceText, Statement

NARROWEST, WIDEST = 40, 100
CONFIDENCES = {
    "official": "official",
    "mirror": "from a copy or summary",
    "third_party": "from others than the makers of the rule",
    "judgement": "our own judgement",
    "unconfirmed": "not confirmed",
}
_GAP = 2
_NUMBER = 6


class TextPage:
    """Collects blocks of text; `text` lays them out for a number of columns."""

    def __init__(self, title: str) -> None:
        self._blocks: list[tuple[str, str, str]] = [("", title, "")]
        self._sources: dict[Sourced, int] = {}

    def say(self, text: str) -> None:
        """Add a paragraph."""
        self._blocks.append(("\n", text, ""))

    def head(self, text: str, *under: str) -> None:
        """Add a heading, and paragraphs under it; `points`, `table` and the like may follow."""
        self._blocks.append(("\n", text, ""))
        self._blocks += [("  ", one, "  ") for one in under]

    def points(self, points: Iterable[str]) -> None:
        """Add a list."""
        self._blocks += [("  * ", point, "    ") for point in points]

    def table(self, rows: Iterable[tuple[str, str]]) -> None:
        """Add two columns: names, and what each means."""
        listed = list(rows)
        room = max((len(name) for name, _ in listed), default=0) + _GAP
        self._blocks += [(f"  {name.ljust(room)}", meaning, " " * (room + 2)) for name, meaning in listed]

    def columns(self, names: Iterable[str]) -> None:
        """Add a list of names, as many beside each other as there is room for."""
        self._blocks.append(("  ", "\n".join(names), "columns"))

    def lines(self, *lines: str) -> None:
        """Add lines that are to be copied, and so are never broken."""
        self._blocks += [("    ", line, "copy") for line in lines]

    def figure(self, number: int, what: str, value: str, *under: str) -> None:
        """Add a line of a calculation: its number, what it is, its value at the right, and sentences under it."""
        begin = f"({number}) ".rjust(_NUMBER)
        self._blocks.append((begin, f"{what}\n{value}", "figure"))
        self._blocks += [(" " * _NUMBER, one, " " * _NUMBER) for one in under]

    def cited(self, text: str, sourced: Sourced) -> str:
        """Give a text with the number of its source; what is not confirmed says so first."""
        number = self._sources.setdefault(sourced, len(self._sources) + 1)
        doubt = "Not confirmed: " if sourced.confidence == "unconfirmed" and "onfirm" not in text else ""
        return f"{doubt}{text} [{number}]"

    def stated(self, statement: Statement) -> str:
        """Give a statement with its source, and where it holds."""
        holds = f" (Holds in: {', '.join(statement.regions)}.)" if statement.regions else ""
        holds += f" (Does not hold in: {', '.join(statement.not_regions)}.)" if statement.not_regions else ""
        return self.cited(statement.text + holds, statement.sourced)

    def text(self, columns: int, typed: Callable[[str], str]) -> str:
        """Lay the page out, no line wider than `columns` but those that cannot be broken."""
        room = min(max(columns, NARROWEST), WIDEST)
        lines = [line for begin, text, rest in self._blocks for line in _laid(begin, typed(text), rest, room)]
        if self._sources:
            lines += ["", "Sources"]
        for sourced, number in self._sources.items():
            lines += _source(sourced, number, room)
        return "\n".join(lines) + "\n"


def _laid(begin: str, text: str, rest: str, room: int) -> Iterator[str]:
    if begin == "\n":
        yield ""
        begin = ""
    if rest == "copy":
        yield begin + text
        return
    if rest == "figure":
        what, _, value = text.partition("\n")
        yield from _figure(begin, what, value, room)
        return
    if rest == "columns":
        yield from _columns(text.split("\n"), room)
        return
    if len(begin) > room // 2:  # a long name gets a line of its own
        yield begin.rstrip()
        begin = rest = "      "
    yield from textwrap.wrap(
        text, room, initial_indent=begin, subsequent_indent=rest, break_on_hyphens=False, break_long_words=False
    ) or [begin.rstrip()]


def _figure(begin: str, what: str, value: str, room: int) -> Iterator[str]:
    """Set a value at the right of the first line of what it is; below it where there is no room."""
    left = room - len(value) - _GAP
    lines = textwrap.wrap(
        what,
        max(left, room // 2),
        initial_indent=begin,
        subsequent_indent=" " * len(begin),
        break_on_hyphens=False,
        break_long_words=False,
    )
    if len(lines[0]) <= left:
        yield f"{lines[0]}{value.rjust(room - len(lines[0]))}"
        yield from lines[1:]
    else:
        yield from (*lines, value.rjust(room))


def _source(sourced: Sourced, number: int, room: int) -> Iterator[str]:
    is_said = sourced.confidence == "judgement" or sourced.was_not_found
    sure = "" if is_said else f" ({CONFIDENCES[sourced.confidence]})"
    begin = f"  [{number}] "
    yield from _laid(begin, f"{sourced.source}{sure}. {edition(sourced)}{read_on(sourced)}", " " * len(begin), room)
    if sourced.url:
        yield " " * len(begin) + sourced.url


def read_on(sourced: Sourced | SourceText) -> str:
    """Return the sentence that dates a source: a judgement is set down, and what was not found was looked for."""
    done = "Set down" if sourced.confidence == "judgement" else "Looked for" if sourced.was_not_found else "Read"
    return f"{done} on {format_day(sourced.as_of)}."


def edition(sourced: Sourced | SourceText) -> str:
    """Return which edition of a text it is and for whom it holds, with a blank at its end; "" where nothing says."""
    if not sourced.edition and not sourced.region:
        return "It bears no date. " if sourced.confidence == "official" else ""
    dated = f"Edition: {sourced.edition}. " if sourced.edition else ""
    return f"{dated}For {sourced.region}. " if sourced.region else dated


def _columns(names: list[str], room: int) -> Iterator[str]:
    """Set names in columns that are read from top to bottom."""
    wide = max(map(len, names)) + _GAP
    count = max(1, (room - _GAP) // wide)
    rows = -(-len(names) // count)
    for row in range(rows):
        yield ("  " + "".join(name.ljust(wide) for name in names[row::rows])).rstrip()
