"""Read an object of a policy file key by key: each key once, of the right type, and none left over."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from makegood.model.money import Money
from makegood.model.policy import Confidence, Sourced, SourceText
from makegood.model.statement import Statement, policy_statement, say

T = TypeVar("T")
ID = re.compile("[a-z][a-z0-9_]*")
MOST_DAYS = 3_650
MOST_YEARS = 150
"""More than any rule has, and few enough for a calendar."""
CONFIDENCES: tuple[Confidence, ...] = ("official", "mirror", "third_party", "judgement", "unconfirmed")


class PolicyShapeError(Exception):
    """The value at `pointer` (RFC 6901) is not valid in a policy; the message states what is expected."""

    def __init__(self, pointer: str, message: str) -> None:
        super().__init__(message)
        self.pointer = pointer
        self.message = message


class PolicyReader:
    """One object of the file. Each method removes the key that it reads; `done` rejects the keys left over.

    `text_id` begins the ids of its texts, by which a words file can change them: `policy-ground-late`, and the keys on
    the way to the object, where an entry of a list has its own id, or its number if it has none.
    """

    def __init__(self, value: object, pointer: str = "", text_id: str = "", *, is_entry: bool = False) -> None:
        if not isinstance(value, dict):
            raise PolicyShapeError(pointer, "This value must be an object.")
        self.left = dict(value)
        self.pointer = pointer
        self._text_id = text_id
        self._is_entry = is_entry

    def require(self, *keys: str) -> PolicyReader:
        """Raise PolicyShapeError if one of these keys is missing, for keys that are optional to their readers."""
        for key in keys:
            if key not in self.left:
                raise PolicyShapeError(self.pointer, f'The key "{key}" is missing.')
        return self

    def take(self, key: str) -> object:
        """Remove a required key, and return its value."""
        return self.require(key).left.pop(key)

    def pointer_to(self, key: str | int) -> str:
        return f"{self.pointer}/{key}"

    def text(self, key: str, default: str | None = None) -> str:
        """Return a string; with a default the key is optional, and the string may be empty."""
        if default is not None and key not in self.left:
            return default
        value = self.take(key)
        if not isinstance(value, str) or (not value.strip() and default is None):
            condition = "" if default is not None else " that is not empty"
            raise PolicyShapeError(self.pointer_to(key), f"This value must be a text{condition}.")
        return value

    def sentence(self, key: str, default: str | None = None, *, blank: str = "") -> str:
        """Return a string that is printed as is: without template syntax, and without {braces} except `blank`."""
        value = self.text(key, default)
        if re.search(r"\{[{%#]|[%#}]\}", value) or re.search(r"[{}]", value.replace(blank, "") if blank else value):
            allowed = f" except {blank}" if blank else ""
            raise PolicyShapeError(
                self.pointer_to(key), f"This text is printed unchanged, so it cannot contain braces{allowed}."
            )
        return value

    def wording(self, key: str, *, blank: str = "") -> Statement:
        """Return a text that documents print, with the id by which a words file can change it."""
        return policy_statement(self._id_of(key), self.sentence(key, blank=blank))

    def maybe_wording(self, key: str, *, blank: str = "") -> Statement | None:
        """Return the same for an optional key; None if it is missing or empty."""
        if self.left.get(key) == "":
            del self.left[key]
        return self.wording(key, blank=blank) if key in self.left else None

    def wordings(self, key: str) -> tuple[Statement, ...]:
        """Return a list of names, each with an id that has its words: `enclosures-reply_form`."""
        return self.each(key, lambda value, pointer: self._name(key, text(value, pointer)))

    def _name(self, key: str, value: str) -> Statement:
        return policy_statement(f"{self._id_of(key)}-{'_'.join(re.findall('[a-z0-9]+', value.lower()))}", value)

    def _id_of(self, key: str | int) -> str:
        """Return the id of a text, or how those of an object begin; `text` is the text of the whole object."""
        return self._text_id if key == "text" else f"{self._text_id}-{key}"

    def part(self, key: str) -> PolicyReader:
        """Return the reader of a required object."""
        return PolicyReader(self.take(key), self.pointer_to(key), self._id_of(key))

    def parts(self, key: str, read: Callable[[PolicyReader], T], texts: str = "") -> tuple[T, ...]:
        """Return every entry of a list of objects, read with `read`; a missing key is an empty list.

        An entry may have an id, for those of its texts; the second of two with the same has its number. `texts` begins
        the ids of texts of entries that are the same in several files.
        """
        ids: set[str] = set()

        def entry(value: object, pointer: str) -> T:
            own = value.get("id") if isinstance(value, dict) else None
            id_ = own if isinstance(own, str) and own not in ids else str(len(ids) + 1)
            ids.add(id_)
            return read(PolicyReader(value, pointer, f"{texts or self._id_of(key)}-{id_}", is_entry=True))

        return self.each(key, entry)

    def clause(self, key: str) -> Statement:
        """Return a text that is used within a sentence, without a full stop at its end."""
        value = self.sentence(key)
        if value.rstrip().endswith((".", "!", "?", ";")):
            raise PolicyShapeError(
                self.pointer_to(key), "This text is used within a sentence. Remove the punctuation mark at its end."
            )
        return policy_statement(self._id_of(key), value)

    def pattern(self, key: str) -> str:
        """Return a regular expression; "" if the key is missing."""
        return pattern(self.text(key, ""), self.pointer_to(key))

    def decimal(self, key: str) -> Decimal:
        """Return a number of 0 or more, as it is written."""
        value = self.take(key)
        if not isinstance(value, (int, Decimal)) or isinstance(value, bool) or value < 0:
            raise PolicyShapeError(self.pointer_to(key), "This value must be a number, 0 or greater.")
        return Decimal(value)

    def maybe_empty(self, key: str) -> str:
        """Return a string that is required and may be empty."""
        return "" if self.left.get(key) == "" and self.take(key) == "" else self.text(key)

    def whole(self, key: str) -> int:
        """Return a whole number of 0 or more."""
        return whole(self.take(key), self.pointer_to(key))

    def maybe_whole(self, key: str) -> int | None:
        return self.whole(key) if key in self.left else None

    def days(self, key: str) -> int:
        """Return a number of days, at most MOST_DAYS."""
        number = self.whole(key)
        if number > MOST_DAYS:
            raise PolicyShapeError(self.pointer_to(key), f"This number must be {MOST_DAYS:,} or less.")
        return number

    def maybe_days(self, key: str) -> int | None:
        return self.days(key) if key in self.left else None

    def maybe_years(self, key: str) -> int | None:
        number = self.maybe_whole(key)
        if number is not None and number > MOST_YEARS:
            raise PolicyShapeError(self.pointer_to(key), f"This number must be {MOST_YEARS} or less.")
        return number

    def some_parts(self, key: str, read: Callable[[PolicyReader], T], texts: str = "") -> tuple[T, ...]:
        """Return the entries of a list of objects that has at least one."""
        entries = self.parts(key, read, texts)
        if not entries:
            raise PolicyShapeError(self.pointer_to(key), "This list must have at least one entry.")
        return entries

    def flag(self, key: str) -> bool:
        """Return a boolean; False if the key is missing."""
        value = self.left.pop(key, False)
        if not isinstance(value, bool):
            raise PolicyShapeError(self.pointer_to(key), "This value must be true or false.")
        return value

    def word(self, key: str, words: Iterable[str]) -> Any:
        """Return one of the allowed words; annotated as Any, since the argument determines the Literal type."""
        return word(self.take(key), words, self.pointer_to(key))

    def words(self, key: str, words: Iterable[str]) -> tuple[Any, ...]:
        """Return a list of allowed words; empty if the key is missing."""
        allowed = tuple(words)
        return self.each(key, lambda value, pointer: word(value, allowed, pointer))

    def texts(self, key: str) -> tuple[str, ...]:
        return self.each(key, text)

    def id(self, key: str) -> str:
        """Return an id: the name of a file, in lowercase letters, digits and underscores."""
        return identifier(self.take(key), self.pointer_to(key))

    def ids(self, key: str) -> tuple[str, ...]:
        """Return a list of ids, empty if the key is missing; `references` checks that each has a file."""
        return self.each(key, identifier)

    def each(self, key: str, read: Callable[[object, str], T]) -> tuple[T, ...]:
        """Return every entry of a list, read with `read(value, pointer)`; a missing key is an empty list."""
        values = self.left.pop(key, [])
        if not isinstance(values, list):
            raise PolicyShapeError(self.pointer_to(key), "This value must be a list.")
        return tuple(read(value, f"{self.pointer_to(key)}/{index}") for index, value in enumerate(values))

    def table(self, key: str) -> Mapping[str, int]:
        """Return an object whose values are whole numbers; a missing key is an empty object."""
        values = PolicyReader(self.left.pop(key, {}), self.pointer_to(key))
        return {name: values.whole(name) for name in tuple(values.left)}

    def sourced(self) -> Sourced:
        """Return the source of a rule: a file of `sources/` and a section of it, or the keys next to the rule."""
        is_file = isinstance(self.left.get("source"), SourceText)
        text: SourceText = self.left.pop("source") if is_file else self.source_text(self.wording("source"))
        section = self.maybe_wording("section") if is_file else None
        return Sourced(
            source=say("source-section", title=text.title, section=section) if section else text.title,
            url=text.url,
            as_of=text.as_of,
            confidence=self.word("confidence", CONFIDENCES) if "confidence" in self.left else text.confidence,
            edition=text.edition,
            region=text.region,
            text=text.id,
        )

    def source_text(self, title: Statement, name: str = "") -> SourceText:
        """Return the source described by the keys of this object; `name` is its id, "" if it has no file."""
        return SourceText(
            id=name,
            title=title,
            url=self.maybe_empty("url"),
            as_of=self.day("as_of"),
            confidence=self.word("confidence", CONFIDENCES),
            edition=self.maybe_wording("edition"),
            region=self.maybe_wording("region"),
        )

    def money(self, key: str) -> Money:
        """Return an amount in the format of a case, such as GBP 5000.00."""
        code, _, number = self.text(key).partition(" ")
        if not (re.fullmatch("[A-Z]{3}", code) and re.fullmatch(r"\d{1,12}(\.\d{1,3})?", number)):
            raise PolicyShapeError(self.pointer_to(key), "This value must be an amount, such as GBP 5000.00.")
        return Money(Decimal(number), code)

    def day(self, key: str) -> date:
        value = self.text(key)
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise PolicyShapeError(self.pointer_to(key), "This value must be a date, such as 2026-09-15.") from error

    def done(self, policy: T) -> T:
        """Return `policy`; raise PolicyShapeError if a key is left over."""
        if self._is_entry and "id" in self.left:
            self.id("id")
        for key in self.left:
            raise PolicyShapeError(self.pointer_to(key), "This key is not recognized here.")
        return policy


def whole(value: object, pointer: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise PolicyShapeError(pointer, "This value must be a whole number, 0 or greater.")
    return value


def text(value: object, pointer: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise PolicyShapeError(pointer, "This value must be a text that is not empty.")
    return value


def pattern(value: object, pointer: str) -> str:
    """Return a regular expression, as it is written."""
    if not isinstance(value, str):
        raise PolicyShapeError(pointer, "This value must be a text.")
    try:
        re.compile(value)
    except re.error as error:
        raise PolicyShapeError(pointer, f"This regular expression is not valid: {error.msg}.") from error
    return value


def identifier(value: object, pointer: str) -> str:
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise PolicyShapeError(
            pointer, "This value must be an id of lowercase letters, digits and underscores, such as direct_bank."
        )
    return value


def word(value: object, words: Iterable[str], pointer: str) -> Any:
    allowed = tuple(words)
    if value not in allowed:
        near = difflib.get_close_matches(value, allowed, 1) if isinstance(value, str) else ()
        hint = f'Did you mean "{near[0]}"?' if near else f"Write one of: {', '.join(allowed)}."
        raise PolicyShapeError(pointer, f"This value is not one of the allowed values. {hint}")
    return value
