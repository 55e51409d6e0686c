"""Languages: the sentences of `templates/words/`, and how each language writes days, amounts, numbers and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from makegood.language import pseudo
from makegood.language.message import DATE_STYLES, LISTS, Message, SentenceField, parse
from makegood.language.values import Formats, capitalize
from makegood.language.words_file import WordsFile, read_words
from makegood.model.errors import CaseError, Place
from makegood.model.money import Money
from makegood.model.rules import problem
from makegood.model.statement import COUNT, POLICY_TEXT, Statement, Value, Wording, policy_text
from makegood.model.workspace import Workspace
from makegood.storage import package_data

WORDS = "words"
"""The folder of words files within a folder of templates."""


_FOLLOWS = re.compile(r" [^\W_]")
"""The beginning of a text that goes on after a day, without a punctuation mark."""


@dataclass(frozen=True, eq=False)
class Language:
    """A language as one reader has it: `tag` is its BCP 47 code, such as `en-GB`."""

    tag: str
    words: WordsFile
    files: tuple[Path, ...] = ()
    """The words files that it was read from."""

    @property
    def code(self) -> str:
        """The language without its region, such as `en`."""
        return self.tag.partition("-")[0]

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
        parts = list(self._written(statement))
        markup = next((type(part) for part in parts if hasattr(part, "__html__")), None)
        return str("".join(parts)) if markup is None else _join_markup(markup, parts)

    def _written(self, statement: Statement) -> Iterator[str]:
        """Yield the parts of a sentence as texts, with the mark that some languages put after a day within it."""
        after = ""
        for part in self._parts(statement):
            if isinstance(part, str):
                yield after + part if _FOLLOWS.match(part) else part
                after = ""
                continue
            value = statement.values[part.name]
            if part.styles:
                self._check_styles(statement.id, part, value)
            yield self.value(value, part.styles)
            last = value[-1] if isinstance(value, tuple) and value else value
            is_day = isinstance(last, date) and not {"weekday-name", "month"} & set(part.styles)
            after = self.formats.after_day if is_day else ""

    def _check_styles(self, id_: str, part: SentenceField, value: Value) -> None:
        """Raise CaseError with the line of a sentence that has a style which its value cannot have."""
        misfit = next((style for style in part.styles if not _fits(style, value)), None)
        message = self.words.messages.get(id_)
        if misfit and message:
            raise CaseError(
                (
                    problem(
                        "R7",
                        message.place,
                        message=f'The field {{{part.name}}} of "{id_}" cannot be written in the style "{misfit}".',
                        fix=f"Write {{{part.name}}}, or the style of the built-in sentence.",
                    ),
                )
            )

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
        formats = self.formats
        match value:
            case str():
                text = value
            case Statement():
                text = self.text(value)
            case Money():
                text = formats.amount(value) if "amount" in styles else formats.money(value)
            case date():
                text = formats.day(value, next((style for style in styles if style in DATE_STYLES), "date"))
            case int() if "plain" in styles:
                text = str(value)
            case int() if "words" in styles:
                text = formats.count(value)
            case int() | Decimal():
                text = formats.number(value)
            case _:
                raise TypeError(f"{type(value).__name__} is no value of a statement")
        return text

    def _styled(self, text: str, styles: tuple[str, ...]) -> str:
        if "bare" in styles:
            text = text.rstrip(". ")
        if "inside" in styles:
            text = self.formats.inside(text)
        return capitalize(text) if "start" in styles else text

    def _parts(self, statement: Statement) -> tuple[str | SentenceField, ...]:
        if POLICY_TEXT in statement.values and statement.id not in self.words.messages:
            parts = parse(str(statement.values[POLICY_TEXT]))
            return pseudo.parts(parts) if self.tag == pseudo.TAG else parts
        message = self.words.messages[statement.id]
        if not message.has_plural():
            return message.forms["other"]
        count = statement.values[COUNT]
        if not isinstance(count, int):
            raise TypeError(f"the count of {statement.id} is no int")
        return message.forms.get(self.formats.plural_form(count), message.forms["other"])


def _fits(style: str, value: Value) -> bool:
    """Return whether a style is one of a value: of days, sums and whole numbers there are styles of their own."""
    if isinstance(value, tuple):
        return style in LISTS or all(_fits(style, item) for item in value)
    if isinstance(value, str | Statement):  # a text in place of a day or a number
        return True
    if style in DATE_STYLES:
        return isinstance(value, date)
    if style == "amount":
        return isinstance(value, Money)
    return isinstance(value, int | Decimal) if style in {"words", "plain"} else True


def _join_markup(markup: Any, parts: list[str]) -> str:
    return markup("").join(part if hasattr(part, "__html__") else markup.escape(part) for part in parts)  # type: ignore[no-any-return]


def folders(workspace: Workspace | None) -> tuple[Path, ...]:
    """Return the folders of templates: the workspace's, which takes precedence, and the program's."""
    program = package_data.folder("templates")
    custom = workspace.templates if workspace else program
    return (custom, program) if custom.is_dir() and custom.resolve() != program.resolve() else (program,)


def load(tag: str, folders: tuple[Path, ...]) -> Language:
    """Return a language from the words files in folders of templates, of which the first takes precedence.

    `en-US` is read from `en.toml` and, over it, `en-US.toml`; `en-XA` is English with accents, see `pseudo.py`. Raises
    CaseError for a file that cannot be used.
    """
    if tag == pseudo.TAG:
        return _pseudo(load("en", folders))
    names = [f"{'-'.join(tag.split('-')[: count + 1])}.toml" for count in range(tag.count("-") + 1)]
    paths = [folder / WORDS / name for folder in reversed(folders) for name in names]
    return _language(tag, tuple((path, stamp) for path in paths if (stamp := _stamp(path))))


def english() -> Language:
    """Return English as the program itself has it, for messages, the command line and `explain`."""
    return load("en-GB", (package_data.folder("templates"),))


def in_english(wording: Wording) -> str:
    """Return a statement in English, for messages, the command line and `explain`; a text as it is."""
    if isinstance(wording, str):
        return wording
    if wording.values.keys() == {POLICY_TEXT}:  # as most are, and reading the words file takes a third of a check
        return policy_text(wording)
    return english().text(wording)


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
    return Language(tag, WordsFile(messages, formats), tuple(path for path, _ in files))


@lru_cache(maxsize=32)
def read_file(path: Path, _stamp: tuple[int, int]) -> WordsFile:
    """Return the content of one words file, with or without a BOM; `_stamp` distinguishes its versions."""
    label = "/".join(("templates", *path.parts[-2:]))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return WordsFile({}, {}, (problem("J6", Place(label)),))
    return read_words(text, label)


@lru_cache(maxsize=2)
def _pseudo(language: Language) -> Language:
    return Language(pseudo.TAG, pseudo.pseudo(language.words), language.files)


def built_in(tag: str) -> WordsFile:
    """Return the program's own sentences in a language; in English if it does not have the language."""
    folder = package_data.folder("templates")
    return load(tag if tag.split("-", maxsplit=1)[0] in files(folder) else "en", (folder,)).words


def files(folder: Path) -> Mapping[str, Path]:
    """Return the words files of a folder of templates by the tag of their language."""
    return {path.stem: path for path in sorted((folder / WORDS).glob("*.toml"))}


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
