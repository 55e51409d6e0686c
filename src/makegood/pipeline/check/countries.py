"""The countries of ISO 3166-1, and what people type instead of a code."""

from __future__ import annotations

from functools import cache

from makegood.domain.policies.countries import is_country, names, table

__all__ = ["country_code", "country_name", "is_country", "meant", "zones"]

_MEANT = {
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

_SAID = {"US": "the US", "GB": "the UK", "AE": "the UAE"}
_WHOLE = frozenset({"uk", "usa", "great britain", "united kingdom", "america", "holland", "czechia"})


def country_name(code: str) -> str:
    """Name a country as it stands in a sentence."""
    return _SAID.get(code) or names().get(code, code)


def meant(typed: str) -> str | None:
    """Say which code was meant by a name in English, a code in small letters or a common wrong one."""
    by_name = {name.lower(): code for code, name in names().items()}
    plain = typed.strip().lower()
    return _MEANT.get(plain) or by_name.get(plain) or (plain.upper() if is_country(plain.upper()) else None)


def country_code(typed: str) -> str | None:
    """Give the code of a name that means a whole country and nothing else: not England, not the code of a language."""
    plain = typed.strip().lower()
    by_name = {name.lower(): code for code, name in names().items()}
    return by_name.get(plain) or (_MEANT[plain] if plain in _WHOLE else None)


@cache
def zones(code: str) -> tuple[str, ...]:
    """Name the time zones of a country."""
    rows = (line.split("\t") for line in table("zone.tab") if line and not line.startswith("#"))
    return tuple(row[2] for row in rows if row[0] == code)
