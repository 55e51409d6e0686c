"""A piece of a policy file that is read key by key: every key once, of the right type, and none left over."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from makegood.model.money import Money
from makegood.model.policy import Confidence, Sourced, SourceText

Found = TypeVar("Found")
ID = re.compile("[a-z][a-z0-9_]*")
MOST_DAYS = 3_650
MOST_YEARS = 150
"""More than any rule gives, and few enough for a calendar."""
CONFIDENCES: tuple[Confidence, ...] = ("official", "mirror", "third_party", "judgement", "unconfirmed")


class PolicyShapeError(Exception):
    """What stands at `pointer` (RFC 6901) is not what a policy has there; the message says what is asked for."""

    def __init__(self, pointer: str, message: str) -> None:
        super().__init__(message)
        self.pointer = pointer
        self.message = message


class PolicyReader:
    """One object of the file. Each reader takes its key away; `done` refuses what was not asked for."""

    def __init__(self, value: object, pointer: str = "") -> None:
        if not isinstance(value, dict):
            raise PolicyShapeError(pointer, "An object is needed here.")
        self.left = dict(value)
        self.pointer = pointer

    def require(self, *keys: str) -> PolicyReader:
        """Refuse a part that lacks one of these keys, for those that readers would let be left out."""
        for key in keys:
            if key not in self.left:
                raise PolicyShapeError(self.pointer, f"The key {key} is missing.")
        return self

    def take(self, key: str) -> object:
        """Return the value of a required key."""
        return self.require(key).left.pop(key)

    def at(self, key: str | int) -> str:
        return f"{self.pointer}/{key}"

    def text(self, key: str, default: str | None = None) -> str:
        """Read a text; with a default it may be left out, and may be empty."""
        if default is not None and key not in self.left:
            return default
        value = self.take(key)
        if not isinstance(value, str) or (not value.strip() and default is None):
            raise PolicyShapeError(self.at(key), "A text is needed here.")
        return value

    def sentence(self, key: str, default: str | None = None, *, blank: str = "") -> str:
        """Read a text that is printed as it stands: no template's marks, and no {braces} but `blank`."""
        value = self.text(key, default)
        if re.search(r"\{[{%#]|[%#}]\}", value) or re.search(r"[{}]", value.replace(blank, "") if blank else value):
            allowed = f" but {blank}" if blank else ""
            raise PolicyShapeError(self.at(key), f"This text is printed as it stands, so it has no braces{allowed}.")
        return value

    def clause(self, key: str) -> str:
        """Read a text that stands within a sentence: it has no full stop at its end."""
        value = self.sentence(key)
        if value.rstrip().endswith((".", "!", "?", ";")):
            raise PolicyShapeError(self.at(key), "This stands within a sentence: take the sign away that ends it.")
        return value

    def pattern(self, key: str) -> str:
        """Read a regular expression; "" where the key is left out."""
        value = self.text(key, "")
        try:
            re.compile(value)
        except re.error as error:
            raise PolicyShapeError(self.at(key), f"This is no regular expression: {error.msg}.") from error
        return value

    def maybe_empty(self, key: str) -> str:
        """Read a text that must be there and may be empty."""
        return "" if self.left.get(key) == "" and self.take(key) == "" else self.text(key)

    def whole(self, key: str) -> int:
        """Read a whole number of 0 or more."""
        return whole(self.take(key), self.at(key))

    def maybe_whole(self, key: str) -> int | None:
        return self.whole(key) if key in self.left else None

    def days(self, key: str) -> int:
        """Read a number of days that a calendar can count."""
        number = self.whole(key)
        if number > MOST_DAYS:
            raise PolicyShapeError(self.at(key), f"A number of at most {MOST_DAYS:,} is needed here.")
        return number

    def maybe_days(self, key: str) -> int | None:
        return self.days(key) if key in self.left else None

    def maybe_years(self, key: str) -> int | None:
        number = self.maybe_whole(key)
        if number is not None and number > MOST_YEARS:
            raise PolicyShapeError(self.at(key), f"A number of at most {MOST_YEARS} is needed here.")
        return number

    def some(self, key: str, read: Callable[[object, str], Found]) -> tuple[Found, ...]:
        """Read the entries of a list that has one at least."""
        found = self.each(key, read)
        if not found:
            raise PolicyShapeError(self.at(key), "This list needs an entry.")
        return found

    def flag(self, key: str) -> bool:
        """Read true or false; false where the key is left out."""
        value = self.left.pop(key, False)
        if not isinstance(value, bool):
            raise PolicyShapeError(self.at(key), "true or false is needed here.")
        return value

    def word(self, key: str, words: Iterable[str]) -> Any:
        """Read one of the words that are allowed here; typed Any, since the list says which words they are."""
        return word(self.take(key), words, self.at(key))

    def words(self, key: str, words: Iterable[str]) -> tuple[Any, ...]:
        """Read a list of allowed words, none where the key is left out."""
        allowed = tuple(words)
        return self.each(key, lambda value, pointer: word(value, allowed, pointer))

    def texts(self, key: str) -> tuple[str, ...]:
        return self.each(key, text)

    def id(self, key: str) -> str:
        """Read an id: the name of a file, in small letters, digits and underscores."""
        return identifier(self.take(key), self.at(key))

    def ids(self, key: str) -> tuple[str, ...]:
        """Read a list of ids, none where the key is left out; whether each has its file is for `references`."""
        return self.each(key, identifier)

    def each(self, key: str, read: Callable[[object, str], Found]) -> tuple[Found, ...]:
        """Read every entry of a list with `read(value, pointer)`; a key that is left out is an empty list."""
        values = self.left.pop(key, [])
        if not isinstance(values, list):
            raise PolicyShapeError(self.at(key), "A list is needed here.")
        return tuple(read(value, f"{self.at(key)}/{index}") for index, value in enumerate(values))

    def table(self, key: str) -> Mapping[str, int]:
        """Read an object whose values are whole numbers; a key that is left out is an empty one."""
        values = PolicyReader(self.left.pop(key, {}), self.at(key))
        return {name: values.whole(name) for name in tuple(values.left)}

    def sourced(self) -> Sourced:
        """Read where a rule comes from: a file of `sources/` and the place in it, or keys beside the rule."""
        is_file = isinstance(self.left.get("source"), SourceText)
        text: SourceText = self.left.pop("source") if is_file else self.source_text(self.text("source"))
        section = self.text("section", "") if is_file else ""
        return Sourced(
            source=f"{text.title}, {section}" if section else text.title,
            url=text.url,
            as_of=text.as_of,
            confidence=self.word("confidence", CONFIDENCES) if "confidence" in self.left else text.confidence,
            edition=text.edition,
            region=text.region,
            text=text.id,
        )

    def source_text(self, title: str, name: str = "") -> SourceText:
        """Read what the keys of this part say of a text; `name` is its id, "" where it has no file."""
        return SourceText(
            id=name,
            title=title,
            url=self.maybe_empty("url"),
            as_of=self.day("as_of"),
            confidence=self.word("confidence", CONFIDENCES),
            edition=self.text("edition", ""),
            region=self.text("region", ""),
        )

    def money(self, key: str) -> Money:
        """Read an amount as a case has it, such as GBP 5000.00."""
        code, _, number = self.text(key).partition(" ")
        if not (re.fullmatch("[A-Z]{3}", code) and re.fullmatch(r"\d{1,12}(\.\d{1,3})?", number)):
            raise PolicyShapeError(self.at(key), "An amount is needed here, such as GBP 5000.00.")
        return Money(Decimal(number), code)

    def day(self, key: str) -> date:
        value = self.text(key)
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise PolicyShapeError(self.at(key), "A day is needed here, such as 2026-09-15.") from error

    def done(self, made: Found) -> Found:
        """Return what was made of this part, once nothing of it is left over."""
        for key in self.left:
            raise PolicyShapeError(self.at(key), "This key is not known here.")
        return made


def whole(value: object, pointer: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise PolicyShapeError(pointer, "A whole number is needed here.")
    return value


def text(value: object, pointer: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise PolicyShapeError(pointer, "A text is needed here.")
    return value


def identifier(value: object, pointer: str) -> str:
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise PolicyShapeError(
            pointer, "An id is needed here: small letters, digits and underscores, such as direct_bank."
        )
    return value


def word(value: object, words: Iterable[str], pointer: str) -> Any:
    listed = tuple(words)
    if value not in listed:
        near = difflib.get_close_matches(value, listed, 1) if isinstance(value, str) else ()
        hint = f'Did you mean "{near[0]}"?' if near else f"Write one of: {', '.join(listed)}."
        raise PolicyShapeError(pointer, f"This word is not in the list of allowed words. {hint}")
    return value
