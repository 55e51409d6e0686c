"""Writes down what a file says so that it can be printed: cleaned, hidden where due, bounded; and what changed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

from makegood import privacy
from makegood.model.artifact import Hidden
from makegood.privacy import Allowlist, Kind
from makegood.typesetting import fonts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOST_CHARACTERS = 40_000
MOST_LINES = 1_000
"""Of the texts of a file together: some twenty pages."""
MOST_IN_A_FIELD = 1_000
"""Characters of a line of the header, or of the name of what is attached."""
MOST_MAILS = 20
MOST_ATTACHED = 100
MOST_IN_A_PARAGRAPH = 50
"""Lines: layout takes long over a longer one."""

NAMED = "Signs that cannot be printed are named in brackets."
UNREADABLE = "Some characters of this {what} could not be read."
CUT = "Only the beginning of this {what} is shown."
SHORTENED = "Very long lines of its header are shortened."
NOT_SHOWN = "Its attachments are listed and not shown."
NOT_LISTED = f"Only the first {MOST_ATTACHED} attachments are listed."

ALL: tuple[Kind, ...] = tuple(privacy.WORDS)
NUMBERS: tuple[Kind, ...] = ("card", "iban")

HIDDEN = "[hidden]"
LOST = "[?]"
"""For a run of characters that cannot be read."""
ELLIPSIS = "…"

_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = frozenset({"Cc", "Cf"})
_UNKNOWN = frozenset({"Cs", "Co", "Cn"})
"""What means nothing, or something to one program only."""
_SELECTORS = range(0xFE00, 0xFE10)
_ASIDE = re.compile(r" ?\((?:https?://|mailto:)[^)]*\)|\[[^\]]*\]")
"""What the HTML form of a mail puts between words: the address of a link, the words for a picture."""
_LINE_END = re.compile(r" *\n[\s>]*")
_LONG = re.compile(r"\S{60}(?=\S)")
"""A word takes the layout a time that grows with its square; a space of no width every so often lets a line end."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of one kind; of `fields` each is a name, a tab and a value, of a `picture` its number and name."""

    kind: Literal["fields", "text", "quote", "note", "picture"]
    lines: tuple[str, ...]


class TextSanitiser:
    """Takes down the texts of one file, in the order of print; `told` are the sentences for the slip."""

    def __init__(self, masks: tuple[str, ...] = (), stays: Allowlist = privacy.NOTHING, what: str = "mail") -> None:
        self.ids: tuple[str, ...] = ()
        self._what = what
        self._stays = stays
        self._found: dict[tuple[str, str], int] = {}
        self._texts = masks
        self._masks = {_pattern(mask): False for mask in masks}
        self._characters, self._lines = MOST_CHARACTERS, MOST_LINES
        self._of_fields = MOST_CHARACTERS
        self._mails, self._attached = MOST_MAILS, MOST_ATTACHED
        self._told: dict[str, None] = {}
        self._down: list[str] = []

    @property
    def told(self) -> tuple[str, ...]:
        """Say what differs from the mail, each once."""
        return tuple(self._told)

    def say(self, sentence: str) -> None:
        """Add a sentence for the slip."""
        self._told[sentence] = None

    @property
    def found(self) -> tuple[Hidden, ...]:
        """What was found to be private, and hidden."""
        return tuple(Hidden(kind, value, times) for (kind, value), times in self._found.items())

    def has_missed(self) -> bool:
        """Say whether a text that is to be hidden stood nowhere."""
        return not all(self._masks.values())

    def has_left(self) -> bool:
        """Say whether a text to hide still stands in what was taken down, with other blanks or signs in it."""
        text = "".join(self._down)
        forms = [privacy.normalised(one) for one in (text, unquote(text), _ASIDE.sub("", text))]
        sought = [_bounded(mask) for mask in map(privacy.normalised, self._texts) if len(mask) >= privacy.SURE]
        return any(mask.search(form) for mask in sought for form in forms)

    @property
    def has_room(self) -> bool:
        """Whether more words may be shown; the slip tells where it has none."""
        return self._characters > 0 and self._lines > 0

    def has_room_for_a_mail(self) -> bool:
        """Say whether one more mail in the mail may be shown, and count it."""
        self._mails -= 1
        return self._mails >= 0

    def has_room_to_list(self) -> bool:
        """Say whether one more of what is attached may be listed, and count it; the slip tells of the others."""
        self._attached -= 1
        self.say(NOT_SHOWN if self._attached >= 0 else NOT_LISTED)
        return self._attached >= 0

    def field(self, text: str, *, is_id: bool = False) -> str:
        """Take down a value of the header, or a name, as one line; the id of a mail only looks like an address."""
        line = self._named(self._hidden(" ".join(self._clean(text).split()), NUMBERS if is_id else ALL))
        self.ids += (line,) if is_id else ()
        most = min(MOST_IN_A_FIELD, self._of_fields)
        if len(line) > most:
            self.say(SHORTENED)
            line = line[:most].rstrip() + ELLIPSIS
        self._of_fields -= min(len(line), most)
        return _breakable(line)

    def passages(self, text: str) -> Iterator[Passage]:
        """Take down a text, parted at its empty lines, and what is quoted from what is not."""
        text = self._hidden("\n".join(line.rstrip() for line in self._clean(text).expandtabs().split("\n")))
        for is_quote, run in groupby(text.split("\n"), key=lambda line: line.lstrip().startswith(">")):
            said = self._within(self._named("\n".join(run)))
            for paragraph in _paragraphs(said):
                yield Passage("quote" if is_quote else "text", tuple(map(_breakable, paragraph)))

    def _clean(self, text: str) -> str:
        """Return the text with line feeds and blanks as its only white space, and nothing that cannot be seen."""
        text = unicodedata.normalize("NFC", _ENDS.sub("\n", text))
        instead = {ord(char): _instead(char) for char in set(text)}
        text = text.translate({code: char for code, char in instead.items() if char != chr(code)})
        if "\ufffd" in text:
            self.say(UNREADABLE.format(what=self._what))
            text = re.sub("\ufffd+", LOST, text)
        return text

    def _hidden(self, text: str, kinds: Iterable[Kind] = ALL) -> str:
        for mask in self._masks:
            text, count = mask.subn(HIDDEN, text)
            self._masks[mask] |= count > 0
        return self._without_private(text, kinds)

    def _without_private(self, text: str, kinds: Iterable[Kind]) -> str:
        """Hide what a detector finds, also where a line ends within it."""
        flat, places = _flowed(text)
        for hit in reversed(privacy.find_private(flat, self._stays, kinds)):
            start, end = places[hit.start], places[hit.end - 1] + 1
            key = (hit.kind, hit.of(flat).replace(privacy.LINE_END, " "))
            self._found[key] = self._found.get(key, 0) + 1
            text = text[:start] + privacy.placeholder(hit, flat) + text[end:]
        return text

    def _named(self, text: str) -> str:
        self._down.append(text)
        if fonts.missing(text):
            self.say(NAMED)
        return fonts.named(text)

    def _within(self, text: str) -> str:
        lines = text.split("\n")
        if len(text) > self._characters or len(lines) > self._lines:
            if text.strip():
                self.say(CUT.format(what=self._what))
            text = "\n".join(lines[: self._lines])[: self._characters]
            self._characters = self._lines = 0
            return text + ELLIPSIS if text.strip() else ""
        self._characters -= len(text)
        self._lines -= len(lines)
        return text


def _flowed(text: str) -> tuple[str, Sequence[int]]:
    """Return the text with each end of a line, and the marks of quoting behind it, as one sign; and where each was."""
    if "\n" not in text:
        return text, range(len(text))
    parts: list[str] = []
    places: list[int] = []
    at = 0
    for match in _LINE_END.finditer(text):
        parts.append(text[at : match.start()])
        places += range(at, match.start())
        parts.append("\n" if match[0].count("\n") > 1 else privacy.LINE_END)
        places.append(match.start())
        at = match.end()
    return "".join(parts) + text[at:], [*places, *range(at, len(text))]


def _instead(char: str) -> str | None:
    """Return what stands for a character: itself, a blank for any blank, nothing for what is not seen."""
    kind = unicodedata.category(char)
    if char in "\n\t":
        return char
    if kind == "Zs":
        return " "
    if kind in _UNKNOWN:
        return "\ufffd"
    return None if kind in _UNSEEN or ord(char) in _SELECTORS else char


def _paragraphs(text: str) -> Iterator[list[str]]:
    """Part at lines that hold nothing, or nothing but marks of quoting."""
    for is_blank, run in groupby(text.split("\n"), key=lambda line: not line.strip(" >")):
        lines: Iterable[str] = () if is_blank else run
        kept = list(lines)
        for at in range(0, len(kept), MOST_IN_A_PARAGRAPH):
            yield kept[at : at + MOST_IN_A_PARAGRAPH]


def _breakable(text: str) -> str:
    return _LONG.sub("\\g<0>\u200b", text)


def _pattern(mask: str) -> re.Pattern[str]:
    """Find a text in capitals or not, wherever its lines end, in a word too, quoted or not."""
    words = unicodedata.normalize("NFC", mask).split()
    broken = (r"(?:\n[\s>]*)?".join(map(re.escape, word)) for word in words)
    return re.compile(r"[\s>]+".join(broken) or r"(?!)", re.IGNORECASE)


def _bounded(bare: str) -> re.Pattern[str]:
    """Find the letters and figures of a text to hide; of a number no part of a longer one."""
    begin, end = (r"(?<!\d)" if bare[:1].isdigit() else ""), (r"(?!\d)" if bare[-1:].isdigit() else "")
    return re.compile(begin + re.escape(bare) + end)
