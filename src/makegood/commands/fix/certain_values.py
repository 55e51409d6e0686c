"""What a value or key that is wrong can only have meant. None wherever there are two readings."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from makegood.pipeline.check import amounts, countries, forms, keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Money = amounts.Usage
"""What amounts are read with."""
SHORTEST = 5
"""A word of fewer letters may be another word that lacks nothing: A5 is not A4 with a slip."""
_DAY = re.compile(r"\s*\d{1,4}([-/. ])\s*\d{1,2}\1\s*\d{1,4}\.?\s*", re.ASCII)
_SPACED = re.compile(r"(\d{4}-\d{2}-\d{2}) +(\d{2}:\d{2}(?::\d{2})?)(?: *(Z|[+-]\d{2}:\d{2}))?", re.ASCII)


def certain_value(form: str, text: str, money: Money) -> str | None:
    """Give what the text of this form can only have meant; None where that is not certain, or no other text."""
    if len(text) > keys.LONGEST and form != "Handle":
        return None
    meant = _certain(form, text, money)
    return None if meant == text else meant


def _certain(form: str, text: str, money: Money) -> str | None:
    if form == "Money":
        reading = money.read(text)
        return reading.texts[0] if reading.is_certain else None
    if form == "Day":
        return _day(text)
    if form == "Moment":
        spaced = _SPACED.fullmatch(text.strip())
        return f"{spaced[1]}T{spaced[2]}{spaced[3] or ''}" if spaced else _day(text)
    if form == "Handle":
        return forms.handle(text)
    if form == "Country":
        code = text.strip().upper()
        return code if countries.is_country(code) else countries.country_code(text)
    return None


def _day(text: str) -> str | None:
    if named := forms.named_day(text):
        return named
    days = forms.days(text) if _DAY.fullmatch(text) else []
    return days[0] if len(days) == 1 else None


def nearest_word(typed: str, words: Iterable[str]) -> str | None:
    """Give the only word that differs in its writing alone, or in one slip of the finger."""
    if len(typed) > keys.LONGEST:
        return None
    plain, known = keys.plain(typed), _by_writing(tuple(words))
    if plain in known or len(plain) < SHORTEST:
        return known.get(plain)
    near = [one for one in known if _has_an_end_of(plain, one) and _is_one_slip(plain, one)]
    return known[near[0]] if len(near) == 1 else None


@lru_cache(256)
def _by_writing(words: tuple[str, ...]) -> Mapping[str, str]:
    return {keys.plain(one): one for one in words}


def _has_an_end_of(typed: str, meant: str) -> bool:
    """Return whether one slip may lie between two words: it leaves the first letter or the last as it was."""
    return (typed[:1] == meant[:1] or typed[-1:] == meant[-1:]) and -2 < len(meant) - len(typed) < 2


def _is_one_slip(typed: str, meant: str) -> bool:
    """Say whether one letter is missing, too many or another one, or two neighbours are swapped."""
    longer, shorter = (typed, meant) if len(typed) >= len(meant) else (meant, typed)
    at = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    if len(longer) == len(shorter) + 1:
        return longer[at + 1 :] == shorter[at:]
    is_swap = typed[at : at + 2] == meant[at : at + 2][::-1] and typed[at + 2 :] == meant[at + 2 :]
    return len(longer) == len(shorter) and (longer[at + 1 :] == shorter[at + 1 :] or is_swap)
