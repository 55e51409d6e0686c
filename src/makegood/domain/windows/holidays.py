"""Public holidays and weekends of a country, for no deadline to end on one; the only module that knows the library."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

USUAL = frozenset({5, 6})
"""Saturday and Sunday, as `date.weekday` counts them: the weekend where nothing else is known."""


@dataclass(frozen=True, slots=True)
class _Year:
    days: Mapping[date, str] = field(default_factory=lambda: MappingProxyType({}))
    weekend: frozenset[int] = USUAL


class Holidays(Container[date]):
    """Days on which nobody need answer: the public holidays of a country or a part of it, and days of one's own.

    A country that the library does not know has none: what it does not know is never printed as a fact.
    """

    def __init__(self, country: str | None, subdivision: str | None = None, own: tuple[date, ...] = ()) -> None:
        self._place = (country, subdivision)
        self._own = frozenset(own)
        self._years: dict[int, _Year] = {}

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and (day in self._own or bool(self.name(day)))

    def name(self, day: date) -> str:
        """Name the public holiday of a day; "" where it is none."""
        return self._year(day).days.get(day, "")

    def is_weekend(self, day: date) -> bool:
        """Say whether a day is one of the country's weekend: Friday and Saturday in some."""
        return day.weekday() in self._year(day).weekend

    def _year(self, day: date) -> _Year:
        if day.year not in self._years:
            self._years[day.year] = _read(*self._place, day.year)
        return self._years[day.year]


def subdivisions(country: str) -> Mapping[str, tuple[str, ...]]:
    """Map the codes of a country's parts (ISO 3166-2) to their names; empty where the library knows no parts of it."""
    from holidays import country_holidays

    try:
        found = country_holidays(country)
    except NotImplementedError:
        return {}
    names = found.get_subdivision_aliases()
    return {str(code): tuple(names.get(code, ())) for code in found.subdivisions}


def _read(country: str | None, subdivision: str | None, year: int) -> _Year:
    if country is None:
        return _Year()
    from holidays import country_holidays

    for part in dict.fromkeys((subdivision, None)):
        try:
            found = country_holidays(country, subdiv=part, years=year, language="en_US")
        except NotImplementedError:  # it does not know this country, or this part of it
            continue
        # Where only Sunday is free by law, offices are closed on Saturday all the same.
        weekend = USUAL if found.weekend == {6} else frozenset(found.weekend)
        return _Year(dict(found), weekend)
    return _Year()
