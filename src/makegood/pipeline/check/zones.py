"""Time zones by their usual names: an abbreviation, a part of a country, a city."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ZONES: Mapping[str, str] = MappingProxyType(
    {
        "pst": "America/Los_Angeles",
        "pdt": "America/Los_Angeles",
        "pt": "America/Los_Angeles",
        "pacific": "America/Los_Angeles",
        "mst": "America/Denver",
        "mdt": "America/Denver",
        "mt": "America/Denver",
        "mountain": "America/Denver",
        "cst": "America/Chicago",
        "cdt": "America/Chicago",
        "ct": "America/Chicago",
        "central": "America/Chicago",
        "est": "America/New_York",
        "edt": "America/New_York",
        "et": "America/New_York",
        "eastern": "America/New_York",
        "bst": "Europe/London",
        "uk": "Europe/London",
        "cet": "Europe/Berlin",
        "cest": "Europe/Berlin",
        "aest": "Australia/Sydney",
        "aedt": "Australia/Sydney",
        "ist": "Asia/Kolkata",
        "jst": "Asia/Tokyo",
    }
)
"""A usual name of a zone, and its city. It is only suggested, since several places share a name."""


def usual_zone(name: str) -> str | None:
    """Return the zone of an abbreviation or of a city, such as PST or Los Angeles; None if it is unknown."""
    from zoneinfo import available_timezones

    plain = re.sub(r"[\s_]+(?:standard |daylight )?(?:time)?$", "", name.strip().lower())
    if plain in ZONES:
        return ZONES[plain]
    city = plain.replace(" ", "_")
    matches = sorted(zone for zone in available_timezones() if zone.rpartition("/")[2].lower() == city and "/" in zone)
    return matches[0] if matches else None
