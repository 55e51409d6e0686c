"""Languages: the sentences of `templates/words/`, and how each language writes days, amounts, numbers and lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from makegood.language.message import DATE_STYLES, LISTS, Field, Message
from makegood.language.values import Formats, capitalize
from makegood.language.words_file import WordsFile, read_words
from makegood.model.errors import CaseError
from makegood.model.money import Money
from makegood.model.statement import COUNT, Statement, Value
from makegood.storage import package_data

WORDS = "words"
"""The folder of words files within a folder of templates."""


@dataclass(frozen=True)
class Language:
    """A language as one reader has it: `tag` is its BCP 47 code, such as `en-GB`."""

    tag: str
    words: WordsFile

    @cached_property
    def formats(self) -> Formats:
        return Formats(self.tag, self.words.formats)

    def warm_up(self) -> None:
        """Read the data of the locale, once for all processes that are forked."""
        self.value((date(2026, 1, 1), 1_000))
        self.formats.plural_form(1)

    def fields(self, prefixes: tuple[str, ...]) -> list[tuple[str, list[str]]]:
        """Return the ids with one of these beginnings and their fields, sorted."""
        messages = sorted(self.words.messages.items())
        return [(id_, sorted(message.fields())) for id_, message in messages if id_.startswith(prefixes)]

    def digest(self, prefix: str) -> str:
        """Return a hash of how this language writes each statement whose id begins with `prefix`, and any value."""
        messages = {
            id_: list(message.forms.items()) for id_, message in self.words.messages.items() if id_.startswith(prefix)
        }
        return sha256(
            repr((self.tag, sorted(messages.items()), sorted(self.words.formats.items()))).encode()
        ).hexdigest()

    def text(self, statement: Statement) -> str:
        """Return the sentence of a statement; KeyError if the language has none, or the statement lacks a value.

        If one of its values is HTML (markupsafe), so is the result, with everything else escaped.
        """
        parts = [
            part if isinstance(part, str) else self.value(statement.values[part.name], part.styles)
            for part in self._parts(statement)
        ]
        markup = next((type(part) for part in parts if hasattr(part, "__html__")), None)
        return str("".join(parts)) if markup is None else _join_markup(markup, parts)

    def value(self, value: Value, styles: tuple[str, ...] = ()) -> str:
        """Return a value as it is written in a sentence, in the styles of its field."""
        if isinstance(value, tuple):
            inner = tuple(style for style in styles if style not in {"start", *LISTS})
            items = [self.value(item, inner) for item in value]
            return self._styled(self._joined(items, next((style for style in styles if style in LISTS), "and")), styles)
        return self._styled(self._one_value(value, styles), styles)

    def _joined(self, items: list[str], kind: str) -> str:
        markup: Any = next((type(item) for item in items if hasattr(item, "__html__")), None)
        if markup is None:
            return self.formats.joined(items, kind)
        return markup(self.formats.joined([str(markup.escape(item)) for item in items], kind))  # type: ignore[no-any-return]

    def _one_value(self, value: Any, styles: tuple[str, ...]) -> str:
        if isinstance(value, Statement):
            return self.text(value)
        if isinstance(value, Money):
            return self.formats.amount(value) if "amount" in styles else self.formats.money(value)
        if isinstance(value, date):
            return self.formats.date(value, next((style for style in styles if style in DATE_STYLES), "date"))
        if isinstance(value, int):
            if "plain" in styles:
                return str(value)
            return self.formats.count(value) if "words" in styles else self.formats.number(value)
        if isinstance(value, str | Decimal):
            return value if isinstance(value, str) else self.formats.number(value)
        raise TypeError(f"{type(value).__name__} is no value of a statement")

    def _styled(self, text: str, styles: tuple[str, ...]) -> str:
        if "bare" in styles:
            text = text.rstrip(". ")
        if "inside" in styles:
            text = self.formats.inside(text)
        return capitalize(text) if "start" in styles else text

    def _parts(self, statement: Statement) -> tuple[str | Field, ...]:
        message = self.words.messages[statement.id]
        if not message.has_plural():
            return message.forms["other"]
        count = statement.values[COUNT]
        if not isinstance(count, int):
            raise TypeError(f"the count of {statement.id} is no int")
        return message.forms.get(self.formats.plural_form(count), message.forms["other"])


def _join_markup(markup: Any, parts: list[str]) -> str:
    return markup("").join(part if hasattr(part, "__html__") else markup.escape(part) for part in parts)  # type: ignore[no-any-return]


def load(tag: str, folders: tuple[Path, ...]) -> Language:
    """Return a language from the words files in folders of templates, of which the first takes precedence.

    `en-US` is read from `en.toml` and, over it, `en-US.toml`. Raises CaseError for a file that cannot be used.
    """
    names = [f"{'-'.join(tag.split('-')[: count + 1])}.toml" for count in range(tag.count("-") + 1)]
    paths = [folder / WORDS / name for folder in reversed(folders) for name in names]
    return _language(tag, tuple((path, stamp) for path in paths if (stamp := _stamp(path))))


def english() -> Language:
    """Return English as the program itself has it, for messages, the command line and `explain`."""
    return load("en-GB", (package_data.folder("templates"),))


@lru_cache(maxsize=16)
def _language(tag: str, files: tuple[tuple[Path, tuple[int, int]], ...]) -> Language:
    messages: dict[str, Message] = {}
    formats: dict[str, str] = {}
    for path, stamp in files:
        words = read_file(path, stamp)
        if words.problems:
            raise CaseError(words.problems)
        messages |= words.messages
        formats |= words.formats
    return Language(tag, WordsFile(messages, formats))


@lru_cache(maxsize=32)
def read_file(path: Path, _stamp: tuple[int, int]) -> WordsFile:
    """Return the content of one words file; `_stamp` distinguishes its versions."""
    label = "/".join(("templates", *path.parts[-2:]))
    return read_words(path.read_text(encoding="utf-8"), label)


def files(folder: Path) -> Mapping[str, Path]:
    """Return the words files of a folder of templates by the tag of their language."""
    return {path.stem: path for path in sorted((folder / WORDS).glob("*.toml"))}


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
