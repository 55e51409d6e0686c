"""Sanitise the text of a file for print: clean, hide and bound it, and collect notes on what changed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

from makegood import language as languages
from makegood import privacy
from makegood.model.artifact import Hidden
from makegood.model.statement import say
from makegood.pipeline.prepare import edits
from makegood.privacy import Allowlist, PrivateKind
from makegood.typesetting import fonts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from makegood.language import Language
    from makegood.model.statement import Statement, Value
    from makegood.pipeline.prepare.request import PrepareRequest

MOST_CHARACTERS = 40_000
MOST_LINES = 1_000
"""Limits of all texts of a file, some twenty pages."""
MOST_IN_A_FIELD = 1_000
"""Characters of a header field or of the name of an attachment."""
MOST_MAILS = 20
MOST_ATTACHED = 100
MOST_IN_A_PARAGRAPH = 50
"""Lines; the layout takes long for a longer paragraph."""

NAMED = say("exhibit-note-named")
SHORTENED = say("exhibit-note-long-fields")
NOT_SHOWN = say("exhibit-note-attachments")
NOT_LISTED = say("exhibit-note-first-attachments", most=MOST_ATTACHED)

Noun = Literal["mail", "text", "chat", "table", "page"]
"""What a file is called in the notes on it."""
NUMBERS: tuple[PrivateKind, ...] = ("card", "iban")

HIDDEN = say("exhibit-hidden")
LOST = "[?]"
"""Replaces a run of undecodable characters."""
ELLIPSIS = "…"

_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = frozenset({"Cc", "Cf"})
_UNKNOWN = frozenset({"Cs", "Co", "Cn"})
"""Categories without a meaning, or with a private one."""
_SELECTORS = range(0xFE00, 0xFE10)
_INSERTED = re.compile(r" ?\((?:https?://|mailto:)[^)]*\)|\[[^\]]*\]")
"""Text that is inserted from HTML: the address of a link, the alternative text of a picture."""
_LINE_END = re.compile(r" *\n[\s>]*")
_LONG = re.compile(r"\S{60}(?=\S)")
"""A long word takes the layout quadratic time; zero-width spaces allow line breaks in it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of one kind: in `fields` each is a name, a tab and a value; in `picture` they are its index and name."""

    kind: Literal["fields", "text", "quote", "note", "picture"]
    lines: tuple[str, ...]


class TextSanitiser:
    """Sanitises the texts of one file in the order of print; `notes` are the notes for the slip."""

    def __init__(
        self,
        masks: tuple[str, ...] = (),
        allowlist: Allowlist = privacy.NOTHING,
        noun: Noun = "mail",
        language: Language | None = None,
    ) -> None:
        self.ids: tuple[str, ...] = ()
        self._noun = noun
        self._language = language or languages.english()
        self._allowlist = allowlist
        self._hidden_counts: dict[tuple[str, str], int] = {}
        self._texts = masks
        self._masks = {_pattern(mask): False for mask in masks}
        self._characters, self._lines = MOST_CHARACTERS, MOST_LINES
        self._field_characters = MOST_CHARACTERS
        self._mails, self._attached = MOST_MAILS, MOST_ATTACHED
        self._notes: dict[Statement, None] = {}
        self._output: list[str] = []

    @classmethod
    def of(cls, request: PrepareRequest, noun: Noun) -> TextSanitiser:
        """Return the sanitiser of a file that is to be prepared."""
        return cls(edits.masked_texts(request.evidence), request.allowlist, noun, request.language)

    def text(self, statement: Statement) -> str:
        """Return our own text on a page, in the language of the packet."""
        return self._language.text(statement)

    def value(self, value: Value) -> str:
        """Return a day or a number as the language of the packet writes it."""
        return self._language.value(value)

    def labelled(self, label: Statement, value: str) -> str:
        """Return a line of a passage of fields."""
        return f"{self.text(label)}\t{value}"

    def note(self, statement: Statement) -> Passage:
        """Return a line of our own on a page."""
        return Passage("note", (self.text(statement),))

    @property
    def notes(self) -> tuple[Statement, ...]:
        """The differences from the file, each once."""
        return tuple(self._notes)

    def add_note(self, note: Statement) -> None:
        """Add a note for the slip."""
        self._notes[note] = None

    @property
    def hidden(self) -> tuple[Hidden, ...]:
        """The personal data that was hidden."""
        return tuple(Hidden(kind, value, times) for (kind, value), times in self._hidden_counts.items())

    def has_unmatched_mask(self) -> bool:
        """Return whether a text to hide was not found."""
        return not all(self._masks.values())

    def has_leftover(self) -> bool:
        """Return whether a text to hide remains in the output with other spaces or punctuation in it."""
        text = "".join(self._output)
        forms = [privacy.normalised(form) for form in (text, unquote(text), _INSERTED.sub("", text))]
        patterns = [
            _normalised_pattern(mask) for mask in map(privacy.normalised, self._texts) if len(mask) >= privacy.SURE
        ]
        return any(pattern.search(form) for pattern in patterns for form in forms)

    @property
    def has_room(self) -> bool:
        """Return whether more text may be shown."""
        return self._characters > 0 and self._lines > 0

    def has_room_for_a_mail(self) -> bool:
        """Return whether one more mail within the mail may be shown, and count it."""
        self._mails -= 1
        return self._mails >= 0

    def has_room_to_list(self) -> bool:
        """Return whether one more attachment may be listed, count it and add the note."""
        self._attached -= 1
        self.add_note(NOT_SHOWN if self._attached >= 0 else NOT_LISTED)
        return self._attached >= 0

    def field(self, text: str, *, is_id: bool = False) -> str:
        """Return a header value or a name as one line; `is_id`: a message id, which only looks like an address."""
        line = self._name_unprintable(
            self._hide(" ".join(self._clean(text).split()), NUMBERS if is_id else privacy.KINDS)
        )
        self.ids += (line,) if is_id else ()
        most = min(MOST_IN_A_FIELD, self._field_characters)
        if len(line) > most:
            self.add_note(SHORTENED)
            line = line[:most].rstrip() + ELLIPSIS
        self._field_characters -= min(len(line), most)
        return _allow_breaks(line)

    def passages(self, text: str) -> Iterator[Passage]:
        """Yield the passages of a text, split at empty lines and between quoted and other lines."""
        text = self._hide("\n".join(line.rstrip() for line in self._clean(text).expandtabs().split("\n")))
        for is_quote, run in groupby(text.split("\n"), key=lambda line: line.lstrip().startswith(">")):
            for paragraph in _paragraphs(self._truncate(self._name_unprintable("\n".join(run)))):
                yield Passage("quote" if is_quote else "text", tuple(map(_allow_breaks, paragraph)))

    def _clean(self, text: str) -> str:
        """Return the text with line feeds and spaces as its only white space and without invisible characters."""
        text = unicodedata.normalize("NFC", _ENDS.sub("\n", text))
        replacements = {ord(char): _replacement(char) for char in set(text)}
        text = text.translate({code: char for code, char in replacements.items() if char != chr(code)})
        if "\ufffd" in text:
            self.add_note(say(f"exhibit-note-unreadable-{self._noun}"))
            text = re.sub("\ufffd+", LOST, text)
        return text

    def _hide(self, text: str, kinds: Iterable[PrivateKind] = privacy.KINDS) -> str:
        hidden = self.text(HIDDEN)
        for mask in self._masks:
            text, count = mask.subn(lambda _: hidden, text)
            self._masks[mask] |= count > 0
        return self._without_private(text, kinds)

    def _without_private(self, text: str, kinds: Iterable[PrivateKind]) -> str:
        """Return the text with personal data replaced, including data with a line break in it."""
        flat, indexes = _join_lines(text)
        for hit in reversed(privacy.find_private(flat, self._allowlist, kinds)):
            start, end = indexes[hit.start], indexes[hit.end - 1] + 1
            key = (hit.kind, hit.of(flat).replace(privacy.LINE_END, " "))
            self._hidden_counts[key] = self._hidden_counts.get(key, 0) + 1
            text = text[:start] + self.text(privacy.placeholder(hit, flat)) + text[end:]
        return text

    def _name_unprintable(self, text: str) -> str:
        self._output.append(text)
        if fonts.missing(text):
            self.add_note(NAMED)
        return fonts.named(text)

    def _truncate(self, text: str) -> str:
        lines = text.split("\n")
        if len(text) > self._characters or len(lines) > self._lines:
            if text.strip():
                self.add_note(say(f"exhibit-note-cut-{self._noun}"))
            text = "\n".join(lines[: self._lines])[: self._characters]
            self._characters = self._lines = 0
            return text + ELLIPSIS if text.strip() else ""
        self._characters -= len(text)
        self._lines -= len(lines)
        return text


def _join_lines(text: str) -> tuple[str, Sequence[int]]:
    """Return the text with each line end and the quotation marks after it as one character, and their old indexes."""
    if "\n" not in text:
        return text, range(len(text))
    parts: list[str] = []
    indexes: list[int] = []
    offset = 0
    for match in _LINE_END.finditer(text):
        parts.append(text[offset : match.start()])
        indexes += range(offset, match.start())
        parts.append("\n" if match[0].count("\n") > 1 else privacy.LINE_END)
        indexes.append(match.start())
        offset = match.end()
    return "".join(parts) + text[offset:], [*indexes, *range(offset, len(text))]


def _replacement(char: str) -> str | None:
    """Return the replacement of a character: itself, a space for any kind of space, None for an invisible one."""
    kind = unicodedata.category(char)
    if char in "\n\t":
        return char
    if kind == "Zs":
        return " "
    if kind in _UNKNOWN:
        return "\ufffd"
    return None if kind in _INVISIBLE or ord(char) in _SELECTORS else char


def _paragraphs(text: str) -> Iterator[list[str]]:
    """Yield the lines of each paragraph, split at lines that are empty except for quotation marks."""
    for is_blank, run in groupby(text.split("\n"), key=lambda line: not line.strip(" >")):
        lines = [] if is_blank else list(run)
        for start in range(0, len(lines), MOST_IN_A_PARAGRAPH):
            yield lines[start : start + MOST_IN_A_PARAGRAPH]


def _allow_breaks(text: str) -> str:
    return _LONG.sub("\\g<0>\u200b", text)


def _pattern(mask: str) -> re.Pattern[str]:
    """Return a pattern of a text in any case, with line breaks anywhere, even within words, quoted or not."""
    words = unicodedata.normalize("NFC", mask).split()
    breakable_words = (r"(?:\n[\s>]*)?".join(map(re.escape, word)) for word in words)
    return re.compile(r"[\s>]+".join(breakable_words) or r"(?!)", re.IGNORECASE)


def _normalised_pattern(normalised: str) -> re.Pattern[str]:
    """Return a pattern of a normalised text to hide; a number does not match within a longer one."""
    begin, end = (r"(?<!\d)" if normalised[:1].isdigit() else ""), (r"(?!\d)" if normalised[-1:].isdigit() else "")
    return re.compile(begin + re.escape(normalised) + end)
