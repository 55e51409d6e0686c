"""Amounts as people write them: which valid amounts each can mean, and whether the case makes one certain."""

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
"""Characters of a wrong amount that are read: nobody writes a longer one."""
MOST = 3
"""Readings that are offered."""
DECIMALS = 2
"""Decimals of an unknown currency."""
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_AMOUNT = re.compile(
    r"(?P<first>[^0-9+\u2212-]*?)(?P<number>[0-9][0-9.,'\u2019 ]*?)(?:[.,]?[-\u2013\u2014]{1,2})?"
    r"(?P<last>[^0-9.,'\u2019\u2212-][^0-9\u2212-]*)?"
)
"""The texts before and after the figure; "600,-" and "600.\u2013" are whole amounts."""
_CERTAIN_FORMS = (
    r"(?P<whole>\d+)(?:[.,](?P<part>\d{1,2}))?",
    r"(?P<whole>\d{1,3}(?:\.\d{3})+),(?P<part>\d{1,3})",
    r"(?P<whole>\d{1,3}(?:,\d{2,3})*,\d{3})\.(?P<part>\d{1,3})",
    r"(?P<whole>\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:,\d{3}){2,}|\d{1,2}(?:,\d{2})+,\d{3})(?P<part>)",
    r"(?P<whole>\d{1,3}(?:['\u2019 ]\d{3})+)(?:[.,](?P<part>\d{1,3}))?",
)
"""Forms with one reading. 1,20,000 is grouped as in India."""
_AMBIGUOUS_FORM = re.compile(r"(?P<whole>\d{1,3})(?P<sign>[.,])(?P<part>\d{3})", re.ASCII)
"""1,200 alone is 1.2 in one half of the world, and 1200 in the other."""


@dataclass(frozen=True, slots=True)
class AmountReading:
    """The valid amounts that a text can mean, the likeliest first. `why` is the reason that a single one is certain."""

    texts: tuple[str, ...] = ()
    is_certain: bool = False
    why: str = ""


@dataclass(frozen=True)
class CurrencyUsage:
    """What determines a currency that is not named: `usual` is the currency of all valid amounts of the case.

    `decimal` is the decimal mark, if it was stated; `countries` are those of the parties on `day`, None for an unknown
    one.
    """

    currencies: Mapping[str, int]
    usual: str | None = None
    decimal: str | None = None
    countries: tuple[str | None, ...] = ()
    day: str = ""
    _read: dict[str, AmountReading] = field(default_factory=dict)

    def read(self, text: str) -> AmountReading:
        """Return what a text can mean; a single certain amount is what `fix` writes."""
        if text not in self._read:
            self._read[text] = _reading(text, self) if len(text) <= LONGEST else AmountReading()
        return self._read[text]

    @cached_property
    def own(self) -> tuple[frozenset[str], ...]:
        """Return the currencies of each party's country; an empty set for an unknown country."""
        from makegood.typesetting.filters import currencies_in_use

        day = self.day if DAY.match(self.day) else ""
        return tuple(
            frozenset(currencies_in_use(country, day)) if country and day else frozenset() for country in self.countries
        )

    @cached_property
    def separator(self) -> str:
        """Return the decimal mark: the stated one, or the one that all the countries share; "" if there is none."""
        if self.decimal is not None:
            return self.decimal
        from makegood.typesetting.filters import decimal_separator

        separators = {decimal_separator(country) if country else "" for country in self.countries}
        return separators.pop() if len(separators) == 1 else ""

    @property
    def place(self) -> str:
        """Return where the parties are, as a clause."""
        places = [country_name(country) for country in dict.fromkeys(self.countries) if country]
        if len(places) > 1:
            return f"the parties are in {' and '.join(places)}"
        return f"both parties are in {places[0]}" if len(self.countries) > 1 else f"you are in {places[0]}"


def currency_usage(data: object, currencies: Mapping[str, int]) -> CurrencyUsage:
    """Return what the merged case has to determine a currency."""
    codes = {
        match[1] for field in text_fields.texts(data) if field.form == "Money" and (match := TYPED.match(field.text))
    }
    usual = codes.pop() if len(codes) == 1 else None
    sides = [get_in(data, "parties", "brand"), get_in(data, "parties", "creator")]
    countries = [get_in(side, "country") for side in sides if isinstance(side, dict)]
    known_countries = (country if isinstance(country, str) and is_country(country) else None for country in countries)
    day = get_in(data, "case", "as_of")
    return CurrencyUsage(currencies, usual, countries=tuple(known_countries), day=day if isinstance(day, str) else "")


def with_plain_spaces(text: str) -> str:
    """Return the text with every kind of space, such as a non-breaking one, replaced by an ordinary space."""
    return "".join(" " if unicodedata.category(char) == "Zs" else char for char in text)


def _reading(text: str, case: CurrencyUsage) -> AmountReading:
    plain = with_plain_spaces(text).strip()
    # Where a comma stands before decimals, what looks like three decimals is a group of thousands.
    if (match := TYPED.match(plain)) and case.decimal is None:
        return AmountReading((plain,) if match[1] in case.currencies else (), is_certain=match[1] in case.currencies)
    parts = _AMOUNT.fullmatch(plain)
    if parts is None:
        return AmountReading()
    labels = [label.strip() for label in (parts["first"], parts["last"] or "") if label.strip()]
    codes = _candidates(labels, case)
    chosen, why = _choose(codes, case, is_named=bool(labels))  # sorts out what is likely
    texts = [amount for code in chosen or codes for amount in _amounts(parts["number"].strip(), code, case)]
    is_certain = len(chosen) == 1 and len(texts) == 1
    return AmountReading(tuple(dict.fromkeys(texts))[:MOST], is_certain, why if is_certain else "")


def _candidates(labels: list[str], case: CurrencyUsage) -> list[str]:
    """Return the currencies that fit every text next to the figure; without such a text, those of the case."""
    if not labels:
        near = [case.usual] if case.usual else []
        return list(dict.fromkeys((*near, *(code for own in case.own for code in sorted(own)))))
    candidates: list[str] | None = None
    for word in labels:
        for group in _label_groups(word, case):
            candidates = list(group) if candidates is None else [code for code in candidates if code in group]
    return candidates or []


def _label_groups(word: str, case: CurrencyUsage) -> Iterator[tuple[str, ...]]:
    """Yield the currencies of a word; of a code and a sign, if they stand together, as in "USD $"."""
    whole = _named_currencies(word, case)
    if whole:
        yield whole
        return
    both = re.fullmatch(r"([^\W\d_]{3})\s*(\S+)|(\S+?)\s*([^\W\d_]{3})", word)
    yield from (_named_currencies(name, case) for name in both.groups() if name) if both else ((),)


def _named_currencies(word: str, case: CurrencyUsage) -> tuple[str, ...]:
    """Return the currencies of a code, a sign or a name."""
    plain = re.sub(r"[\s.]", "", word).lower()
    if plain in SIGNS:
        return tuple(code for code in SIGNS[plain] if code in case.currencies)
    return (plain.upper(),) if plain.upper() in case.currencies else ()


def _choose(codes: list[str], case: CurrencyUsage, *, is_named: bool) -> tuple[list[str], str]:
    """Return the currency that the case makes certain, with the reason; none if it does not, `codes` then reordered."""
    if is_named and len(codes) == 1:
        return codes, ""
    shared = [own & set(codes) for own in case.own]
    own_codes = {code for group in shared for code in group}
    # A party whose country is unknown could mean another currency; one whose own has no such sign could not.
    is_own = len(own_codes) == 1 and all(own for own in case.own) and (is_named or all(shared))
    # Across a border, a dollar may be the US dollar, even if the party's own country has a dollar too.
    is_own = is_own and (all(shared) or "USD" not in codes or own_codes == {"USD"})
    if case.usual in codes and (not is_own or case.usual in own_codes):
        return [str(case.usual)], f"the other amounts are in {case.usual}"
    if is_own and case.usual not in codes:
        return list(own_codes), case.place
    # Offer only what is likely: the parties' currencies, then the most common of the others.
    likely = [code for code in codes if code == case.usual or code in own_codes]
    codes[:] = dict.fromkeys((*likely, *codes[: 1 if likely and is_named else MOST]))
    return [], ""


def _amounts(number: str, code: str, case: CurrencyUsage) -> Iterator[str]:
    """Yield the amounts that a figure can mean in a currency, with as many decimals as it has."""
    digits = case.currencies.get(code, DECIMALS)
    for whole, part in _figures(number, digits, case):
        filled = part.ljust(digits, "0") if len(part) < digits else part
        amount = f"{code} {whole}" + (f".{filled[:digits]}" if digits else "")
        if TYPED.match(amount) and not filled[digits:].strip("0"):
            yield amount


def _figures(number: str, digits: int, case: CurrencyUsage) -> Iterator[tuple[str, str]]:
    for form in _CERTAIN_FORMS:
        if certain := re.fullmatch(form, number, re.ASCII):
            yield re.sub(r"\D", "", certain["whole"]), certain["part"] or ""
            return
    match = _AMBIGUOUS_FORM.fullmatch(number)
    if match is None:
        return
    if not (case.separator and match["sign"] == case.separator and digits > DECIMALS):
        yield match["whole"] + match["part"], ""
    is_grouped = case.separator and match["sign"] != case.separator
    if digits and not is_grouped:
        yield match["whole"], match["part"]
