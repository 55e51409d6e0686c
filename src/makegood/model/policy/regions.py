"""Groups of countries, and whether a rule for some of them holds for a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from makegood.model.case import Jurisdiction
from makegood.model.frozen import frozen
from makegood.model.policy.sources import Sourced

Side = Literal["brand", "creator"]
"""The party whose country matters."""


def holds_in(
    places: tuple[Jurisdiction, ...],
    regions: tuple[str, ...],
    not_regions: tuple[str, ...] = (),
    not_in: tuple[str, ...] = (),
) -> bool:
    """Return whether a rule applies in one of these places; True if there are none, since the place is unknown."""
    return not places or any(
        (not regions or place.country in regions)
        and place.country not in not_regions
        and f"{place.country}-{place.subdivision}" not in not_in
        for place in places
    )


@frozen
class Regions:
    """Named groups of countries (ISO 3166-1), such as EEA."""

    groups: Mapping[str, tuple[str, ...]]
    sourced: Sourced
