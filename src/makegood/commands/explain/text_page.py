"""A page of plain text: headings, wrapped paragraphs and lists, and the cited sources at the end."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator

from makegood.domain.windows import format_day
from makegood.language import in_english
from makegood.model.policy import Sourced, SourcedSentence, SourceText
from makegood.model.statement import policy_text

NARROWEST, WIDEST = 40, 100
CONFIDENCES = {
    "official": "official",
    "mirror": "from a copy or summary",
    "third_party": "from a third party",
    "judgement": "our own judgement",
    "unconfirmed": "not confirmed",
}
_GAP = 2
_NUMBER = 6


class TextPage:
    """Collect blocks of text; `text` lays them out for a number of columns."""

    def __init__(self, title: str) -> None:
        self._blocks: list[tuple[str, str, str]] = [("", title, "")]
        self._sources: dict[Sourced, int] = {}

    def paragraph(self, text: str) -> None:
        """Add a paragraph."""
        self._blocks.append(("\n", text, ""))

    def head(self, text: str, *under: str) -> None:
        """Add a heading, and paragraphs under it; `points`, `table` and the like may follow."""
        self._blocks.append(("\n", text, ""))
        self._blocks += [("  ", paragraph, "  ") for paragraph in under]

    def points(self, points: Iterable[str]) -> None:
        """Add a list."""
        self._blocks += [("  * ", point, "    ") for point in points]

    def table(self, rows: Iterable[tuple[str, str]]) -> None:
        """Add two columns: names, and the meaning of each."""
        entries = list(rows)
        room = max((len(name) for name, _ in entries), default=0) + _GAP
        self._blocks += [(f"  {name.ljust(room)}", meaning, " " * (room + 2)) for name, meaning in entries]

    def columns(self, names: Iterable[str]) -> None:
        """Add a list of names in as many columns as fit."""
        self._blocks.append(("  ", "\n".join(names), "columns"))

    def lines(self, *lines: str) -> None:
        """Add lines to be copied, which are never broken."""
        self._blocks += [("    ", line, "copy") for line in lines]

    def figure(self, number: int, what: str, value: str, *under: str) -> None:
        """Add a line of a calculation: number, description, value at the right, and sentences below."""
        start = f"({number}) ".rjust(_NUMBER)
        self._blocks.append((start, f"{what}\n{value}", "figure"))
        self._blocks += [(" " * _NUMBER, sentence, " " * _NUMBER) for sentence in under]

    def cited(self, text: str, sourced: Sourced) -> str:
        """Return a text with the number of its source, marked if it is not confirmed."""
        number = self._sources.setdefault(sourced, len(self._sources) + 1)
        doubt = "Not confirmed: " if sourced.confidence == "unconfirmed" and "onfirm" not in text else ""
        return f"{doubt}{text} [{number}]"

    def stated(self, statement: SourcedSentence) -> str:
        """Return a statement with its source, and where it applies."""
        scope = f" (This applies in {', '.join(statement.regions)}.)" if statement.regions else ""
        scope += f" (This does not apply in {', '.join(statement.not_regions)}.)" if statement.not_regions else ""
        return self.cited(policy_text(statement.text) + scope, statement.sourced)

    def text(self, columns: int, show_command: Callable[[str], str]) -> str:
        """Return the laid-out page; no line is wider than `columns` except those that cannot be broken."""
        room = min(max(columns, NARROWEST), WIDEST)
        lines = [line for start, text, rest in self._blocks for line in _lay_out(start, show_command(text), rest, room)]
        if self._sources:
            lines += ["", "Sources"]
        for sourced, number in self._sources.items():
            lines += _source(sourced, number, room)
        return "\n".join(lines) + "\n"


def _lay_out(start: str, text: str, rest: str, room: int) -> Iterator[str]:
    if start == "\n":
        yield ""
        start = ""
    if rest == "copy":
        yield (start + text).rstrip()
        return
    if rest == "figure":
        what, _, value = text.partition("\n")
        yield from _figure(start, what, value, room)
        return
    if rest == "columns":
        yield from _columns(text.split("\n"), room)
        return
    if len(start) > room // 2:  # a long name gets a line of its own
        yield start.rstrip()
        start = rest = "      "
    yield from textwrap.wrap(
        text, room, initial_indent=start, subsequent_indent=rest, break_on_hyphens=False, break_long_words=False
    ) or [start.rstrip()]


def _figure(start: str, what: str, value: str, room: int) -> Iterator[str]:
    """Put a value at the right of the first line, or below the text if there is no room."""
    left = room - len(value) - _GAP
    lines = textwrap.wrap(
        what,
        max(left, room // 2),
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_on_hyphens=False,
        break_long_words=False,
    )
    if len(lines[0]) <= left:
        yield f"{lines[0]}{value.rjust(room - len(lines[0]))}"
        yield from lines[1:]
    else:
        yield from (*lines, value.rjust(room))


def _source(sourced: Sourced, number: int, room: int) -> Iterator[str]:
    is_stated = sourced.confidence == "judgement" or sourced.was_not_found
    confidence = "" if is_stated else f" ({CONFIDENCES[sourced.confidence]})"
    start = f"  [{number}] "
    dated = f"{edition(sourced)}{read_on(sourced)}"
    yield from _lay_out(start, f"{in_english(sourced.source)}{confidence}. {dated}", " " * len(start), room)
    if sourced.url:
        yield " " * len(start) + sourced.url


def read_on(sourced: Sourced | SourceText) -> str:
    """Return the sentence that dates a source: a judgement is set down, what was not found was looked for."""
    verb = "Recorded" if sourced.confidence == "judgement" else "Searched for" if sourced.was_not_found else "Read"
    return f"{verb} on {format_day(sourced.as_of)}."


def edition(sourced: Sourced | SourceText) -> str:
    """Return the edition of a text and its region, with a space at the end; "" if neither is known."""
    if not sourced.edition and not sourced.region:
        return "Undated edition.  " if sourced.confidence == "official" else ""
    dated = f"Edition: {policy_text(sourced.edition)}. " if sourced.edition else ""
    return f"{dated}For {policy_text(sourced.region)}. " if sourced.region else dated


def _columns(names: list[str], room: int) -> Iterator[str]:
    """Yield the lines of columns that are read from top to bottom."""
    width = max(map(len, names)) + _GAP
    count = max(1, (room - _GAP) // width)
    rows = -(-len(names) // count)
    for row in range(rows):
        yield ("  " + "".join(name.ljust(width) for name in names[row::rows])).rstrip()
