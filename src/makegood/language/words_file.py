"""Read a words file: the sentences of one language by id, in TOML, with the place of each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from makegood.language.message import PLURALS, Message, MessageError, parse
from makegood.model.errors import Place, Problem
from makegood.model.rules import problem
from makegood.model.statement import COUNT

FORMAT = "format-"
"""Begins the ids of entries that are formats of days, lists and numbers, not sentences."""
SYNTAX = {
    "Illegal character '\\n'": "The text on this line has no quotation mark at its end.",
    "Expected '=' after a key": "A text has quotation marks around it, and an = before it.",
    "Cannot overwrite a value": "This sentence is in the file twice.",
    "Unescaped '\\' in a string": "A backslash has to be written twice.",
    "Invalid value": "A text needs quotation marks around it.",
    "Expected newline or end of document": "There are quotation marks in it: write them as \\\", or use ' around it.",
}
"""What a manager can do something with, for the beginnings of messages of Python's tomllib."""
_TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")
_KEY = re.compile(r"""[ \t]*\[?["']?([\w-]+)["']?[ \t]*(?:\][ \t]*(?:#|$)|(?:\.[ \t]*["']?\w+["']?[ \t]*)?=)""")
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
            problems += _unknown_id(id_, place, built_in.formats) if built_in else ()
            continue
        try:
            message = _message(id_, value, place)
        except MessageError as error:
            problems.append(_problem(place, *error.args))
            continue
        messages[id_] = message
        problems += _misfits(message, built_in) if built_in else ()
    return WordsFile(messages, formats, tuple(problems))


def _message(id_: str, value: object, place: Place) -> Message:
    """Return the message of an entry: a text, or a text for each plural form."""
    if isinstance(value, str):
        return Message(id_, {"other": parse(value)}, place)
    if not isinstance(value, dict) or not value or not all(isinstance(form, str) for form in value.values()):
        raise MessageError("The value must be a text in quotation marks.", f'Write it like: {id_} = "A sentence."')
    if unknown := [form for form in value if form not in PLURALS]:
        raise MessageError(f'"{unknown[0]}" is not a plural form.', f"The plural forms are: {', '.join(PLURALS)}.")
    if "other" not in value:
        raise MessageError('The plural form "other" is missing.', f'Add a line: {id_}.other = "A sentence."')
    return Message(id_, {form: parse(form_text) for form, form_text in value.items()}, place)


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
    message = next((plain for start, plain in SYNTAX.items() if what.startswith(start)), f"This is not valid: {what}.")
    return problem("R7", Place(label, line, column, line, column + 1), message=message)


def _places(text: str, label: str) -> dict[str, Place]:
    """Return the place of each id: of the first line that begins with it."""
    places: dict[str, Place] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if match := _KEY.match(line):
            places.setdefault(match[1], Place(label, number, 1, number, len(match[1]) + 1))
    return places
