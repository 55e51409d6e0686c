"""Format values as a language writes them: days, amounts, numbers, lists, and texts within a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from makegood.model.money import Money

if TYPE_CHECKING:
    from babel import Locale

WORDS_UP_TO = 12
"""The highest number that the style `words` writes as a word."""


class Formats:
    """How a language writes values. `texts` are its entries `format-...`, which a words file can change.

    Names of months and days, plural forms and the separators of numbers are those of the Unicode CLDR.
    """

    def __init__(self, tag: str, texts: Mapping[str, str]) -> None:
        self._tag = tag
        self._texts = texts

    @cached_property
    def locale(self) -> Locale:
        from babel import Locale, UnknownLocaleError

        try:
            return Locale.parse(self._tag, sep="-")
        except UnknownLocaleError:  # a region that the CLDR does not have in this language
            return Locale.parse(self._tag.partition("-")[0])

    def plural_form(self, count: int) -> str:
        """Return `one`, `other` or another plural form of the Unicode CLDR."""
        return str(self.locale.plural_form(count))

    def day(self, moment: date, style: str = "date") -> str:
        """Return a day, in the pattern `format-<style>`; with `moment`, followed by the time of day if there is one."""
        from babel.dates import format_date

        day = moment.date() if isinstance(moment, datetime) else moment
        if style == "moment":
            text = format_date(day, self._texts["format-date"], self.locale)
            return f"{text}, {moment:%H:%M}" if isinstance(moment, datetime) else text
        return format_date(day, self._texts[f"format-{style}"], self.locale)

    @property
    def after_day(self) -> str:
        """The mark between a day and what follows it in a sentence: `On September 28, 2026, we agreed`."""
        return self._texts["format-after-day"]

    def number(self, number: int | Decimal) -> str:
        """Return a number with its decimals as given, grouped by thousands; a negative one has a minus sign."""
        text = f"{number:,}" if isinstance(number, int) else f"{number:,f}"
        symbols = self._symbols
        return "".join(symbols.get(char, char) for char in text)

    def count(self, number: int) -> str:
        """Return a number up to twelve as a word."""
        return self._texts[f"format-number-{number}"] if 0 <= number <= WORDS_UP_TO else self.number(number)

    def money(self, money: Money) -> str:
        return self._texts["format-money"].format(currency=money.currency, amount=self.number(money.amount))

    def amount(self, money: Money) -> str:
        """Return an amount without its currency."""
        return self.number(money.amount)

    def joined(self, items: list[str], conjunction: str = "and") -> str:
        """Return a list as `A, B and C`, or in another style of a list: `A, B or C`, `A; B; C`, `A + B`."""
        if conjunction not in {"and", "or"}:
            return self._texts[f"format-list-{conjunction}"].join(items)
        if len(items) < 2:  # a list of one has no conjunction
            return "".join(items)
        first = self._texts["format-list-separator"].join(items[:-1])
        return self._texts[f"format-list-{conjunction}"].format(first=first, last=items[-1])

    def territory(self, code: str) -> str:
        """Return the name of a country by its ISO 3166-1 code; the code if it has no name."""
        return str(self.locale.territories.get(code, code))

    def language(self, tag: str) -> str:
        """Return the name of a language by its BCP 47 code, without region; the code if it has no name."""
        return str(self.locale.languages.get(tag.partition("-")[0], tag))

    def days_in(self, text: str) -> set[date]:
        """Return the days that a text states in the patterns `format-date` and `format-short`."""
        days = set()
        for pattern, order in self._day_patterns:
            for match in pattern.finditer(text):
                values = dict(zip(order, match.groups(), strict=True))
                with suppress(ValueError):
                    days.add(date(int(values["y"]), self._months[values["M"].lower()], int(values["d"])))
        return days

    @cached_property
    def day_pattern(self) -> str:
        """A regular expression for a day in words, with or without the day of the week."""
        names = {
            "E": "|".join(re.escape(name) for name in self.locale.days["format"]["wide"].values()),
            "M": "|".join(sorted(map(re.escape, self._months), key=len, reverse=True)),
        }
        groups = {"d": r"\d{1,2}", "y": r"\d{4}", **{letter: f"(?i:{listed})" for letter, listed in names.items()}}
        patterns = (
            "".join(groups[letter] if letter else re.escape(between) for letter, between in parts)
            for name in ("format-weekday", "format-date", "format-short")
            for parts in (re.findall(r"([dMyE])\1*|([^dMyE]+)", self._texts[name]),)
        )
        return "|".join(rf"(?<!\w){pattern}(?!\w)" for pattern in patterns)

    @cached_property
    def _months(self) -> Mapping[str, int]:
        """The number of each month by its names, in lower case."""
        return {
            name.lower(): number
            for width in ("wide", "abbreviated")
            for number, name in self.locale.months["format"][width].items()
        }

    @cached_property
    def _day_patterns(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """The pattern of each way to write a day, and the order of its parts: `dMy`."""
        names = "|".join(sorted(map(re.escape, self._months), key=len, reverse=True))
        groups = {"d": r"(\d{1,2})", "M": f"({names})", "y": r"(\d{4})"}
        patterns = []
        for name in ("format-date", "format-short"):
            parts = re.findall(r"([dMy])\1*|([^dMy]+)", self._texts[name])
            source = "".join(groups[letter] if letter else re.escape(between) for letter, between in parts)
            compiled = re.compile(rf"(?<!\d){source}(?!\d)", re.IGNORECASE)
            patterns.append((compiled, "".join(letter for letter, _ in parts)))
        return tuple(patterns)

    def inside(self, text: str) -> str:
        """Return a text as it is written within a sentence: a small word at its beginning loses its capital.

        The words are in `format-small-words`, so that no name loses its own capital.
        """
        return text[:1].lower() + text[1:] if text.partition(" ")[0] in self._small_words else text

    @cached_property
    def _small_words(self) -> frozenset[str]:
        return frozenset(self._texts["format-small-words"].split())

    @cached_property
    def _symbols(self) -> Mapping[str, str]:
        symbols = self.locale.number_symbols["latn"]
        return {",": str(symbols["group"]), ".": str(symbols["decimal"]), "-": self._texts["format-minus"]}


def capitalize(text: str) -> str:
    """Return a text with a capital at its beginning; unlike `str.capitalize`, nothing else changes."""
    return text[:1].upper() + text[1:]
