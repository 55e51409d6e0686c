"""The countries of ISO 3166-1, and what people type instead of a code."""

from __future__ import annotations

from functools import cache

from makegood.domain.policies.countries import is_country, names, table

__all__ = ["country_code", "country_name", "is_country", "likely_country_code", "zones"]

_ALIASES = {
    "uk": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "great britain": "GB",
    "united kingdom": "GB",
    "usa": "US",
    "america": "US",
    "en": "GB",
    "el": "GR",
    "sp": "ES",
    "ko": "KR",
    "ja": "JP",
    "korea": "KR",
    "holland": "NL",
    "czechia": "CZ",
}

_SENTENCE_NAMES = {"US": "the US", "GB": "the UK", "AE": "the UAE"}
_WHOLE_COUNTRIES = frozenset({"uk", "usa", "great britain", "united kingdom", "america", "holland", "czechia"})


def country_name(code: str) -> str:
    """Return a country's name as it is written in a sentence."""
    return _SENTENCE_NAMES.get(code) or names().get(code, code)


def likely_country_code(text: str) -> str | None:
    """Return the code for an English name, a code in lowercase or a common wrong code; None if there is none."""
    by_name = {name.lower(): code for code, name in names().items()}
    plain = text.strip().lower()
    return _ALIASES.get(plain) or by_name.get(plain) or (plain.upper() if is_country(plain.upper()) else None)


def country_code(text: str) -> str | None:
    """Return the code for a name of a whole country; None for anything else, such as England or a language code."""
    plain = text.strip().lower()
    by_name = {name.lower(): code for code, name in names().items()}
    return by_name.get(plain) or (_ALIASES[plain] if plain in _WHOLE_COUNTRIES else None)


@cache
def zones(code: str) -> tuple[str, ...]:
    """Return the time zones of a country."""
    rows = (line.split("\t") for line in table("zone.tab") if line and not line.startswith("#"))
    return tuple(row[2] for row in rows if row[0] == code)
