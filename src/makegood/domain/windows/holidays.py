"""Public holidays and weekends of a country, so that no deadline ends on one; only here is the library imported."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType

USUAL = frozenset({5, 6})
"""Saturday and Sunday, as `date.weekday` counts them: the default weekend."""


@dataclass(frozen=True, slots=True)
class _Year:
    days: Mapping[date, str] = field(default_factory=lambda: MappingProxyType({}))
    weekend: frozenset[int] = USUAL


class Holidays(Container[date]):
    """Days on which nobody need answer: the public holidays of a country or a part of it, and days of the user's own.

    A country that the library does not know has no holidays: unknown holidays are never printed as facts.
    """

    def __init__(self, country: str | None, subdivision: str | None = None, own: tuple[date, ...] = ()) -> None:
        self._place = (country, subdivision)
        self._own = frozenset(own)
        self._years: dict[int, _Year] = {}

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and (day in self._own or bool(self.name(day)))

    def name(self, day: date) -> str:
        """Return the name of the public holiday of a day; "" if it is not one."""
        return self._year(day).days.get(day, "")

    def is_weekend(self, day: date) -> bool:
        """Return whether a day is on the country's weekend, which is Friday and Saturday in some countries."""
        return day.weekday() in self._year(day).weekend

    def _year(self, day: date) -> _Year:
        if day.year not in self._years:
            self._years[day.year] = _read(*self._place, day.year)
        return self._years[day.year]


def subdivisions(country: str) -> Mapping[str, tuple[str, ...]]:
    """Return the names of a country's parts by their code (ISO 3166-2); empty if the library knows no parts of it."""
    from holidays import country_holidays

    try:
        calendar = country_holidays(country)
    except NotImplementedError:
        return {}
    names = calendar.get_subdivision_aliases()
    return {str(code): tuple(names.get(code, ())) for code in calendar.subdivisions}


@cache
def _read(country: str | None, subdivision: str | None, year: int) -> _Year:
    if country is None:
        return _Year()
    from holidays import country_holidays

    for part in dict.fromkeys((subdivision, None)):
        try:
            calendar = country_holidays(country, subdiv=part, years=year, language="en_US")
        except NotImplementedError:  # unknown country, or unknown part of it
            continue
        # Where only Sunday is a day of rest by law, offices are closed on Saturday too.
        weekend = USUAL if calendar.weekend == {6} else frozenset(calendar.weekend)
        return _Year(MappingProxyType(dict(calendar)), weekend)
    return _Year()
