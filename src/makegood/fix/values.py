"""What a value or key that is wrong can only have meant. None wherever there are two readings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makegood.check import countries, forms, keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SHORTEST = 5
"""A word of fewer letters may be another word that lacks nothing: A5 is not A4 with a slip."""
_DAY = re.compile(r"\s*\d{1,4}([-/. ])\s*\d{1,2}\1\s*\d{1,4}\.?\s*", re.ASCII)
_SPACED = re.compile(r"(\d{4}-\d{2}-\d{2}) +(\d{2}:\d{2}(?::\d{2})?)(?: *(Z|[+-]\d{2}:\d{2}))?", re.ASCII)
_MONEY = re.compile(
    r"\s*(?P<first>[A-Za-z]{3,5}|[€£])?\s*(?P<number>\d[\d.,'\u2019 \u00a0\u202f]*?)"
    r"\s*(?P<last>[A-Za-z]{3,5}|[€£])?\s*",
    re.ASCII,
)
_NUMBERS = (
    r"(?P<whole>\d+)(?:[.,](?P<part>\d{1,2}))?",
    r"(?P<whole>\d{1,3}(?:\.\d{3})+),(?P<part>\d{1,2})",
    r"(?P<whole>\d{1,3}(?:,\d{3})+)\.(?P<part>\d{1,2})",
    r"(?P<whole>\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:,\d{3}){2,})(?P<part>)",
    r"(?P<whole>\d{1,3}(?:['\u2019 \u00a0\u202f]\d{3})+)(?:[.,](?P<part>\d{1,2}))?",
)
"""1.200,50 and 1,200.50 have two separators, 1 200 has none that is a point; 1,200 alone may be 1.2 or 1200."""


@dataclass(frozen=True, slots=True)
class Money:
    """What amounts are read with: the currencies there are, and the one that all right amounts of the case have."""

    currencies: Mapping[str, int]
    usual: str | None


def certain(form: str, text: str, money: Money) -> str | None:
    """Give what the text of this form can only have meant; None where that is not certain, or no other text."""
    if len(text) > keys.LONGEST and form != "Handle":
        return None
    meant = _certain(form, text, money)
    return None if meant == text else meant


def _certain(form: str, text: str, money: Money) -> str | None:
    if form == "Money":
        return _amount(text, money)
    if form == "Day":
        return _day(text)
    if form == "Moment":
        spaced = _SPACED.fullmatch(text.strip())
        return f"{spaced[1]}T{spaced[2]}{spaced[3] or ''}" if spaced else _day(text)
    if form == "Handle":
        return forms.handle(text)
    if form == "Country":
        code = text.strip().upper()
        return code if countries.is_country(code) else countries.named(text)
    return None


def _day(text: str) -> str | None:
    days = forms.days(text) if _DAY.fullmatch(text) else []
    return days[0] if len(days) == 1 else None


def _amount(text: str, money: Money) -> str | None:
    found = _MONEY.fullmatch(text)
    named = [one for one in (found["first"], found["last"]) if one] if found else []
    code = _currency(named[0], money) if len(named) == 1 else None
    number = next((match for form in _NUMBERS if found and (match := re.fullmatch(form, found["number"]))), None)
    if code is None or number is None:
        return None
    whole = re.sub(r"\D", "", number["whole"])
    return f"{code} {whole}" + (f".{number['part']}" if number["part"] else "")


def _currency(named: str, money: Money) -> str | None:
    """Say which currency is named; the sign of the pound is that of several, so the case must have said which."""
    if named == "£":
        return "GBP" if money.usual == "GBP" else None
    code = "EUR" if named == "€" or named.upper() in {"EURO", "EUROS"} else named.upper()
    return code if code in money.currencies else None


def word(typed: str, words: Iterable[str]) -> str | None:
    """Give the only word that differs in its writing alone, or in one slip of the finger."""
    if len(typed) > keys.LONGEST:
        return None
    plain, known = keys.plain(typed), {keys.plain(one): one for one in words}
    if plain in known:
        return known[plain]
    near = [one for one in known if len(plain) >= SHORTEST and _is_one_slip(plain, one)]
    return known[near[0]] if len(near) == 1 else None


def _is_one_slip(typed: str, meant: str) -> bool:
    """Say whether one letter is missing, too many or another one, or two neighbours are swapped."""
    longer, shorter = (typed, meant) if len(typed) >= len(meant) else (meant, typed)
    at = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    if len(longer) == len(shorter) + 1:
        return longer[at + 1 :] == shorter[at:]
    is_swap = typed[at : at + 2] == meant[at : at + 2][::-1] and typed[at + 2 :] == meant[at + 2 :]
    return len(longer) == len(shorter) and (longer[at + 1 :] == shorter[at + 1 :] or is_swap)
