"""Amounts as people write them: which right ones each can mean, and whether the case leaves only one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from makegood.model.money import TYPED
from makegood.pipeline.check import text_fields
from makegood.pipeline.check.countries import country_name, is_country
from makegood.pipeline.check.currency_signs import SIGNS
from makegood.pipeline.check.json_access import get_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LONGEST = 40
"""Characters of a wrong amount that are looked at: nobody writes a longer one."""
MOST = 3
"""Readings that are offered."""
DECIMALS = 2
"""Of a currency that is not known."""
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_AMOUNT = re.compile(
    r"(?P<first>[^0-9+\u2212-]*?)(?P<number>[0-9][0-9.,'\u2019 ]*?)(?:[.,]?[-\u2013\u2014]{1,2})?"
    r"(?P<last>[^0-9.,'\u2019\u2212-][^0-9\u2212-]*)?"
)
"""What stands before the figure and behind it; "600,-" and "600.\u2013" are whole amounts."""
_ONE = (
    r"(?P<whole>\d+)(?:[.,](?P<part>\d{1,2}))?",
    r"(?P<whole>\d{1,3}(?:\.\d{3})+),(?P<part>\d{1,3})",
    r"(?P<whole>\d{1,3}(?:,\d{2,3})*,\d{3})\.(?P<part>\d{1,3})",
    r"(?P<whole>\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:,\d{3}){2,}|\d{1,2}(?:,\d{2})+,\d{3})(?P<part>)",
    r"(?P<whole>\d{1,3}(?:['\u2019 ]\d{3})+)(?:[.,](?P<part>\d{1,3}))?",
)
"""Ways of writing with one reading. 1,20,000 is grouped as in India."""
_TWO = re.compile(r"(?P<whole>\d{1,3})(?P<sign>[.,])(?P<part>\d{3})", re.ASCII)
"""1,200 alone is 1.2 for one half of the world, and 1200 for the other."""


@dataclass(frozen=True, slots=True)
class AmountReading:
    """The right amounts that a text can mean, the likeliest first. `why` says what makes a single one certain."""

    texts: tuple[str, ...] = ()
    is_certain: bool = False
    why: str = ""


@dataclass(frozen=True)
class Usage:
    """What tells a currency that is not named: `usual` is the one of all right amounts of the case.

    `decimal` is the mark before decimals, where somebody has said it; `countries` are those of the parties, None for a
    party of which it is not known, on `day`.
    """

    currencies: Mapping[str, int]
    usual: str | None = None
    decimal: str | None = None
    countries: tuple[str | None, ...] = ()
    day: str = ""
    _read: dict[str, AmountReading] = field(default_factory=dict)

    def read(self, text: str) -> AmountReading:
        """Return what a text can mean; a single text that is certain is what `fix` types."""
        if text not in self._read:
            self._read[text] = _reading(text, self) if len(text) <= LONGEST else AmountReading()
        return self._read[text]

    @cached_property
    def own(self) -> tuple[frozenset[str], ...]:
        """Return the currencies of each party's country; none where that is not known."""
        from makegood.typesetting.filters import currencies_in_use

        day = self.day if DAY.match(self.day) else ""
        return tuple(frozenset(currencies_in_use(one, day)) if one and day else frozenset() for one in self.countries)

    @cached_property
    def separator(self) -> str:
        """Return the mark before decimals, as it was said, or as all the countries have it; "" where that is open."""
        if self.decimal is not None:
            return self.decimal
        from makegood.typesetting.filters import decimal_separator

        found = {decimal_separator(one) if one else "" for one in self.countries}
        return found.pop() if len(found) == 1 else ""

    @property
    def place(self) -> str:
        """Return where the parties are."""
        places = [country_name(one) for one in dict.fromkeys(self.countries) if one]
        if len(places) > 1:
            return f"the parties are in {' and '.join(places)}"
        return f"both parties are in {places[0]}" if len(self.countries) > 1 else f"you are in {places[0]}"


def usage(data: object, currencies: Mapping[str, int]) -> Usage:
    """Read off the merged case what tells a currency."""
    codes = {match[1] for part in text_fields.texts(data) if part.form == "Money" and (match := TYPED.match(part.text))}
    usual = codes.pop() if len(codes) == 1 else None
    sides = [get_in(data, "parties", "brand"), get_in(data, "parties", "creator")]
    countries = [get_in(one, "country") for one in sides if isinstance(one, dict)]
    known = (one if isinstance(one, str) and is_country(one) else None for one in countries)
    day = get_in(data, "case", "as_of")
    return Usage(currencies, usual, countries=tuple(known), day=day if isinstance(day, str) else "")


def with_plain_spaces(text: str) -> str:
    """Put the space of the space bar in the place of every other one, such as that which keeps a line together."""
    return "".join(" " if unicodedata.category(one) == "Zs" else one for one in text)


def _reading(text: str, case: Usage) -> AmountReading:
    plain = with_plain_spaces(text).strip()
    # Where a comma stands before decimals, what looks like three of them is a thousand.
    if (match := TYPED.match(plain)) and case.decimal is None:
        return AmountReading((plain,) if match[1] in case.currencies else (), is_certain=match[1] in case.currencies)
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        return AmountReading()
    named = [one.strip() for one in (found["first"], found["last"] or "") if one.strip()]
    codes = _codes(named, case)
    chosen, why = _chosen(codes, case, is_named=bool(named))  # sorts out what is likely
    texts = [one for code in chosen or codes for one in _written(found["number"].strip(), code, case)]
    is_certain = len(chosen) == 1 and len(texts) == 1
    return AmountReading(tuple(dict.fromkeys(texts))[:MOST], is_certain, why if is_certain else "")


def _codes(named: list[str], case: Usage) -> list[str]:
    """Return the currencies that all that stands beside the figure can name; where nothing does, those of the case."""
    if not named:
        near = [case.usual] if case.usual else []
        return list(dict.fromkeys((*near, *(code for own in case.own for code in sorted(own)))))
    left: list[str] | None = None
    for word in named:
        for one in _parts(word, case):
            left = list(one) if left is None else [code for code in left if code in one]
    return left or []


def _parts(word: str, case: Usage) -> Iterator[tuple[str, ...]]:
    """Return what a word names; what a code and a sign name, where they stand together, as in "USD $"."""
    whole = _named(word, case)
    if whole:
        yield whole
        return
    both = re.fullmatch(r"([^\W\d_]{3})\s*(\S+)|(\S+?)\s*([^\W\d_]{3})", word)
    yield from (_named(one, case) for one in both.groups() if one) if both else ((),)


def _named(word: str, case: Usage) -> tuple[str, ...]:
    """Return the currencies of a code, a sign or a name."""
    plain = re.sub(r"[\s.]", "", word).lower()
    if plain in SIGNS:
        return tuple(code for code in SIGNS[plain] if code in case.currencies)
    return (plain.upper(),) if plain.upper() in case.currencies else ()


def _chosen(codes: list[str], case: Usage, *, is_named: bool) -> tuple[list[str], str]:
    """Choose the currency that the case makes certain, with the reason; none where it does not."""
    if is_named and len(codes) == 1:
        return codes, ""
    shared = [own & set(codes) for own in case.own]
    told = {code for one in shared for code in one}
    # A party whose country is not known could mean another currency; one whose own has no such sign could not.
    is_told = len(told) == 1 and all(own for own in case.own) and (is_named or all(shared))
    # Across a border a dollar may be the American one, whoever has a dollar too.
    is_told = is_told and (all(shared) or "USD" not in codes or told == {"USD"})
    if case.usual in codes and (not is_told or case.usual in told):
        return [str(case.usual)], f"the other amounts are in {case.usual}"
    if is_told and case.usual not in codes:
        return list(told), case.place
    # Only what is likely is offered: where the parties tell some, of the others the one that is most in use.
    likely = [code for code in codes if code == case.usual or code in told]
    codes[:] = dict.fromkeys((*likely, *codes[: 1 if likely and is_named else MOST]))
    return [], ""


def _written(number: str, code: str, case: Usage) -> Iterator[str]:
    """Write what a figure can mean in a currency, with as many decimals as it has."""
    digits = case.currencies.get(code, DECIMALS)
    for whole, part in _figures(number, digits, case):
        filled = part.ljust(digits, "0") if len(part) < digits else part
        typed = f"{code} {whole}" + (f".{filled[:digits]}" if digits else "")
        if TYPED.match(typed) and not filled[digits:].strip("0"):
            yield typed


def _figures(number: str, digits: int, case: Usage) -> Iterator[tuple[str, str]]:
    for form in _ONE:
        if match := re.fullmatch(form, number, re.ASCII):
            yield re.sub(r"\D", "", match["whole"]), match["part"] or ""
            return
    two = _TWO.fullmatch(number)
    if two is None:
        return
    if not (case.separator and two["sign"] == case.separator and digits > DECIMALS):
        yield two["whole"] + two["part"], ""
    is_grouped = case.separator and two["sign"] != case.separator
    if digits and not is_grouped:
        yield two["whole"], two["part"]
