"""Read a words file: the sentences of one language by id, in TOML, with the place of each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from makegood.language.message import PLURALS, Message, MessageError, SentenceField, parse
from makegood.model.errors import Place, Problem
from makegood.model.rules import problem
from makegood.model.statement import COUNT

FORMAT = "format-"
"""Begins the ids of entries that are formats of days, lists and numbers, not sentences."""
SYNTAX = {
    "Illegal character '\\n'": "The text on this line has no quotation mark at its end.",
    "Unterminated string": "The text on this line has no quotation mark at its end.",
    "Expected '=' after a key": "A text has quotation marks around it, and an = before it.",
    "Unescaped '\\' in a string": "A backslash has to be written twice.",
    "Invalid value": "A text needs quotation marks around it.",
    "Expected newline or end of document": "There are quotation marks in it: write them as \\\", or use ' around it.",
}
"""What a manager can do something with, for the beginnings of messages of Python's tomllib."""
TWICE = "Cannot overwrite a value"
"""The beginning of the message of tomllib about a second entry with the same key."""
CURLY = "\u201c\u201d\u201e\u2018\u2019"
"""Quotation marks that a word processor types, which TOML does not know."""
_DAYS = {
    "format-date": "dMy",
    "format-short": "dMy",
    "format-weekday": "EdMy",
    "format-weekday-name": "E",
    "format-month": "My",
}
"""The letters of each pattern of a day (Unicode CLDR). A month is a word: checks read the days of documents by it."""
_FORMAT_FIELD = re.compile(r"\{[^{}]*\}|[{}]")
"""Matches a field of a format, and a brace that is none."""
_LITERAL_FIELD = re.compile(r"\{(\w+)[^{}]*\}")
"""Matches what looks like a field in a text that a document prints as it is."""
_NUMERIC = frozenset({"words", "plain"})
"""Styles that only whole numbers have."""
_TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")
_KEY = re.compile(r"""[ \t]*\[?["']?([\w-]+)["']?[ \t]*(?:\][ \t]*(?:#|$)|(?:\.[ \t]*["']?(\w+)["']?[ \t]*)?=)""")
"""Matches a line that begins an entry: `id =`, `id.one =`, or `[id]` above its plural forms."""


@dataclass(frozen=True, slots=True, eq=False)
class WordsFile:
    """The sentences of one file by id, and its formats, of which `format-` is the beginning of the id."""

    messages: Mapping[str, Message]
    formats: Mapping[str, str]
    problems: tuple[Problem, ...] = ()


def merged(words: WordsFile, others: WordsFile) -> WordsFile:
    """Return the sentences of two files; those of `words` take precedence."""
    return replace(words, messages={**others.messages, **words.messages})


def read_words(text: str, label: str, built_in: WordsFile | None = None) -> WordsFile:
    """Return what a words file contains, and a problem for each entry that cannot be used.

    `label` is the name of the file in messages. `built_in` are the program's own sentences, if the file changes those:
    each id must be one of them, and each field one of its fields.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return WordsFile({}, {}, (_syntax_problem(str(error), text, label),))
    messages: dict[str, Message] = {}
    formats: dict[str, str] = {}
    problems: list[Problem] = []
    places = _places(text, label)
    for id_, value in data.items():
        place = places.get(id_) or Place(label)
        if id_.startswith(FORMAT) and isinstance(value, str):
            formats[id_] = value
            problems += _format_problems(id_, value, place, built_in.formats) if built_in else ()
            continue
        try:
            message = _message(id_, value, place, built_in.messages.get(id_) if built_in else None)
        except MessageError as error:
            problems.append(_problem(place, *error.args))
            continue
        messages[id_] = message
        problems += _misfits(message, built_in) if built_in else ()
    return WordsFile(messages, formats, tuple(problems))


def _message(id_: str, value: object, place: Place, own: Message | None) -> Message:
    """Return the message of an entry: a text, or a text for each plural form. `own` is the program's, if it has one."""
    if isinstance(value, str):
        return Message(id_, {"other": _parsed(value)}, place)
    if not isinstance(value, dict) or not value or not all(isinstance(form, str) for form in value.values()):
        raise MessageError("The value must be a text in quotation marks.", f'Write it like: {id_} = "A sentence."')
    if own and value.keys() != {"other"} and not _has_number(own):
        raise MessageError(
            f'The sentence "{id_}" has no number that decides between singular and plural.',
            f'Write one line instead: {id_} = "A sentence."',
        )
    if unknown := [form for form in value if form not in PLURALS]:
        raise MessageError(f'"{unknown[0]}" is not a plural form.', f"The plural forms are: {', '.join(PLURALS)}.")
    if "other" not in value:
        raise MessageError('The plural form "other" is missing.', f'Add a line: {id_}.other = "A sentence."')
    return Message(id_, {form: _parsed(form_text) for form, form_text in value.items()}, place)


def _parsed(text: str) -> tuple[str | SentenceField, ...]:
    if not text.strip():
        raise MessageError("The text is empty.", "Write a text, or remove the line to use the built-in sentence.")
    return parse(text)


def _has_number(message: Message) -> bool:
    """Return whether a sentence has a whole number as its count, so that it can have plural forms."""
    fields = (part for parts in message.forms.values() for part in parts if isinstance(part, SentenceField))
    return message.has_plural() or any(field.name == COUNT and _NUMERIC & set(field.styles) for field in fields)


def _misfits(message: Message, built_in: WordsFile) -> Iterator[Problem]:
    """Yield a problem for an id and for each field that the program does not have."""
    own = built_in.messages.get(message.id)
    if own is None:
        yield from _unknown_id(message.id, message.place, built_in.messages)
        return
    fields = own.fields() | ({COUNT} if own.has_plural() else set())
    for name in sorted(message.fields() - fields):
        fix = _did_you_mean(name, fields, "{{{}}}") or (
            f"It has: {', '.join(f'{{{field}}}' for field in sorted(fields))}." if fields else "Remove it."
        )
        yield _problem(message.place, f'The sentence "{message.id}" has no field {{{name}}}.', fix)
    for name in sorted(_literal_fields(message) & fields - _literal_fields(own)):
        yield _problem(
            message.place, f"A document would print {{{name}}} with its braces.", f"Write the field once: {{{name}}}."
        )


def _literal_fields(message: Message) -> set[str]:
    """Return the names that a sentence has in double braces."""
    return {
        name
        for parts in message.forms.values()
        for name in _LITERAL_FIELD.findall("".join(part for part in parts if isinstance(part, str)))
    }


def _format_problems(id_: str, text: str, place: Place, own: Mapping[str, str]) -> Iterator[Problem]:
    """Yield why a format cannot be used: letters that are no part of a day, a field that is missing or unknown."""
    if id_ not in own:
        yield from _unknown_id(id_, place, own)
    elif letters := _DAYS.get(id_):
        pattern = re.sub("'[^']*'", "", text)
        if set(re.findall("[A-Za-z]", pattern)) != set(letters) or re.search(r"(?<!M)M{1,2}(?!M)", pattern):
            yield _problem(place, f'The format "{id_}" is not valid.', f'Write it like the built-in one: "{own[id_]}".')
    elif (fields := set(_FORMAT_FIELD.findall(own[id_]))) and set(_FORMAT_FIELD.findall(text)) != fields:
        names = " and ".join(sorted(fields))
        yield _problem(place, f'The format "{id_}" needs {names}, and nothing else in braces.', f'Use: "{own[id_]}".')


def _unknown_id(id_: str, place: Place, entries: Iterable[str]) -> Iterator[Problem]:
    ids = set(entries)
    if id_ not in ids:
        fix = _did_you_mean(id_, ids, "{}") or "Remove the line; an update may have removed the sentence."
        yield _problem(place, f'There is no sentence "{id_}".', fix)


def _did_you_mean(word: str, words: Iterable[str], form: str) -> str:
    near = get_close_matches(word, sorted(words), 1)
    return f"Did you mean {form.format(near[0])}?" if near else ""


def _problem(place: Place, message: str, fix: str) -> Problem:
    return problem("R7", place, message=message, fix=fix)


def _syntax_problem(error: str, text: str, label: str) -> Problem:
    match = _TOML_PLACE.search(error)
    last = text.count("\n") + 1
    line, column = (int(match[1]), int(match[2])) if match and match[1] else (last, 1)
    what = _TOML_PLACE.sub("", error)
    if what.startswith(TWICE):
        return _twice(text, label, line)
    message = next((plain for start, plain in SYNTAX.items() if what.startswith(start)), f"This is not valid: {what}.")
    fix = None
    if any(mark in CURLY for mark in text.split("\n")[line - 1]):
        fix = 'Type straight quotation marks around the text: ". Curly ones are part of a text.'
    return problem("R7", Place(label, line, column, line, column + 1), message=message, fix=fix)


def _twice(text: str, label: str, last: int) -> Problem:
    """Return the problem of an entry that ends in the line `last` and whose key is in the file before."""
    keys = [(number, match) for number, match in _key_lines(text) if number <= last]
    if not keys:
        return problem("R7", Place(label, last), message="This sentence is in the file twice.")
    line, second = keys[-1]
    name = ".".join(filter(None, second.groups()))
    same = [number for number, match in keys[:-1] if match.groups() == second.groups()]
    first = same or [number for number, match in keys[:-1] if match[1] == second[1]]
    message = f'The sentence "{name}" is in the file twice'
    return problem(
        "R7",
        Place(label, line, 1, line, len(name) + 1),
        message=f"{message}: first in line {first[0]}." if first else f"{message}.",
        fix=f"Edit line {first[0]}, and remove this one." if first else None,
        related=tuple(Place(label, number, 1, number, len(name) + 1) for number in first[:1]),
    )


def _places(text: str, label: str) -> dict[str, Place]:
    """Return the place of each id: of the first line that begins with it."""
    places: dict[str, Place] = {}
    for number, match in _key_lines(text):
        places.setdefault(match[1], Place(label, number, 1, number, len(match[1]) + 1))
    return places


def _key_lines(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield each line that begins an entry: its number, and its match with the id and the plural form."""
    for number, line in enumerate(text.split("\n"), 1):
        if match := _KEY.match(line):
            yield number, match
