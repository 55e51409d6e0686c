"""Return what a wrong value or key can only have meant, or None if there are two readings."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from makegood.pipeline.check import amounts, countries, forms, keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

AmountUsage = amounts.CurrencyUsage
"""How amounts are read."""
SHORTEST = 5
"""A shorter word may be a different word without a typing error: A5 is not a misspelt A4."""
_DAY = re.compile(r"\s*\d{1,4}([-/. ])\s*\d{1,2}\1\s*\d{1,4}\.?\s*", re.ASCII)
_SPACED = re.compile(r"(\d{4}-\d{2}-\d{2}) +(\d{2}:\d{2}(?::\d{2})?)(?: *(Z|[+-]\d{2}:\d{2}))?", re.ASCII)


def certain_value(form: str, text: str, money: AmountUsage) -> str | None:
    """Return what the text of this form can only have meant; None if that is uncertain or unchanged."""
    if len(text) > keys.LONGEST and form != "Handle":
        return None
    value = _certain(form, text, money)
    return None if value == text else value


def _certain(form: str, text: str, money: AmountUsage) -> str | None:
    if form == "Money":
        reading = money.read(text)
        return reading.texts[0] if reading.is_certain else None
    if form == "Day":
        return _day(text)
    if form == "Moment":
        match = _SPACED.fullmatch(text.strip())
        return f"{match[1]}T{match[2]}{match[3] or ''}" if match else _day(text)
    if form == "Handle":
        return forms.likely_handle(text)
    if form == "Country":
        code = text.strip().upper()
        return code if countries.is_country(code) else countries.country_code(text)
    return None


def _day(text: str) -> str | None:
    if day := forms.named_day(text):
        return day
    days = forms.possible_dates(text) if _DAY.fullmatch(text) else []
    return days[0] if len(days) == 1 else None


def nearest_word(text: str, words: Iterable[str]) -> str | None:
    """Return the only word that differs in spelling style alone, or by one typing error."""
    if len(text) > keys.LONGEST:
        return None
    normalised, by_spelling = keys.key_form(text), _by_spelling(tuple(words))
    if normalised in by_spelling or len(normalised) < SHORTEST:
        return by_spelling.get(normalised)
    matches = [word for word in by_spelling if _has_an_end_of(normalised, word) and _is_one_slip(normalised, word)]
    return by_spelling[matches[0]] if len(matches) == 1 else None


@lru_cache(256)
def _by_spelling(words: tuple[str, ...]) -> Mapping[str, str]:
    return {keys.key_form(word): word for word in words}


def _has_an_end_of(text: str, word: str) -> bool:
    """Return whether one typing error may separate two words: it leaves the first or the last letter unchanged."""
    return (text[:1] == word[:1] or text[-1:] == word[-1:]) and -2 < len(word) - len(text) < 2


def _is_one_slip(text: str, word: str) -> bool:
    """Return whether one letter is missing, extra or different, or two neighbours are swapped."""
    longer, shorter = (text, word) if len(text) >= len(word) else (word, text)
    index = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    if len(longer) == len(shorter) + 1:
        return longer[index + 1 :] == shorter[index:]
    is_swap = text[index : index + 2] == word[index : index + 2][::-1] and text[index + 2 :] == word[index + 2 :]
    return len(longer) == len(shorter) and (longer[index + 1 :] == shorter[index + 1 :] or is_swap)
