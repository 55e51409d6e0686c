"""Public holidays of a country, so that no deadline ends on one; the only module that knows the library."""

from __future__ import annotations

from collections.abc import Container
from datetime import date


class Holidays(Container[date]):
    """Days on which nobody need answer: the public holidays of a country or a part of it, and days of one's own.

    A country that the library does not know has none: what it does not know is never printed as a fact.
    """

    def __init__(self, country: str | None, subdivision: str | None = None, own: tuple[date, ...] = ()) -> None:
        self._place = (country, subdivision)
        self._own = frozenset(own)
        self._public: dict[int, dict[date, str]] = {}

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and (day in self._own or bool(self.name(day)))

    def name(self, day: date) -> str:
        """Name the public holiday of a day; "" where it is none."""
        if day.year not in self._public:
            self._public[day.year] = _public(*self._place, day.year)
        return self._public[day.year].get(day, "")


def _public(country: str | None, subdivision: str | None, year: int) -> dict[date, str]:
    if country is None:
        return {}
    from holidays import country_holidays  # noqa: PLC0415  # only where a deadline is set

    for part in dict.fromkeys((subdivision, None)):
        try:
            return dict(country_holidays(country, subdiv=part, years=year, language="en_US"))
        except NotImplementedError:  # it does not know this country, or this part of it
            continue
    return {}
