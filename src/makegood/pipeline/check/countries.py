"""The countries of ISO 3166-1, and what people type instead of a code. Reads the table that tzdata brings."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

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


def is_country(code: str) -> bool:
    return code in _names()


def country_name(code: str) -> str:
    """Name a country as it stands in a sentence."""
    return _SAID.get(code) or _names().get(code, code)


def meant(typed: str) -> str | None:
    """Say which code was meant by a name in English, a code in small letters or a common wrong one."""
    by_name = {name.lower(): code for code, name in _names().items()}
    plain = typed.strip().lower()
    return _MEANT.get(plain) or by_name.get(plain) or (plain.upper() if is_country(plain.upper()) else None)


def country_code(typed: str) -> str | None:
    """Give the code of a name that means a whole country and nothing else: not England, not the code of a language."""
    plain = typed.strip().lower()
    by_name = {name.lower(): code for code, name in _names().items()}
    return by_name.get(plain) or (_MEANT[plain] if plain in _WHOLE else None)


@cache
def _names() -> Mapping[str, str]:
    """Code to short English name."""
    return dict(line.split("\t") for line in _table("iso3166.tab") if line and not line.startswith("#"))


def _table(name: str) -> list[str]:
    """Read the lines of a table that tzdata brings."""
    spec = find_spec("tzdata")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("tzdata")
    path = Path(spec.submodule_search_locations[0]) / "zoneinfo" / name
    return path.read_text(encoding="utf-8").splitlines()


@cache
def zones(code: str) -> tuple[str, ...]:
    """Name the time zones of a country."""
    rows = (line.split("\t") for line in _table("zone.tab") if line and not line.startswith("#"))
    return tuple(row[2] for row in rows if row[0] == code)
