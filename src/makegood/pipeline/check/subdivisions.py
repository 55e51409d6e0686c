"""Parts of a country: law and holidays go by their codes, and one that is not known would be left out in silence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makegood.domain import windows
from makegood.pipeline.check import keys
from makegood.pipeline.check.countries import is_country
from makegood.pipeline.check.json_access import get_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from makegood.pipeline.check.report import Report

MOST = 20
"""Codes that are listed: nobody reads those of fifty states."""
SURE: Mapping[str, frozenset[str]] = {
    "GB": frozenset({"ENG", "NIR", "SCT", "WLS"}),
    "US": frozenset(
        {
            "AK",
            "AL",
            "AR",
            "AZ",
            "CA",
            "CO",
            "CT",
            "DC",
            "DE",
            "FL",
            "GA",
            "HI",
            "IA",
            "ID",
            "IL",
            "IN",
            "KS",
            "KY",
            "LA",
            "MA",
            "MD",
            "ME",
            "MI",
            "MN",
            "MO",
            "MS",
            "MT",
            "NC",
            "ND",
            "NE",
            "NH",
            "NJ",
            "NM",
            "NV",
            "NY",
            "OH",
            "OK",
            "OR",
            "PA",
            "RI",
            "SC",
            "SD",
            "TN",
            "TX",
            "UT",
            "VA",
            "VT",
            "WA",
            "WI",
            "WV",
            "WY",
        }
    ),
}
"""Codes that are right without a doubt, so that a good case does without the library."""
WHERE = "/case/jurisdiction/subdivision"
_LAWS: Mapping[tuple[str, str], str] = {("GB", "england and wales"): '"ENG" or "WLS"', ("GB", "eaw"): '"ENG" or "WLS"'}
"""What has one law and no holidays of its own."""


def subdivisions(report: Report) -> None:
    """S15: look up the part of the country whose law holds."""
    law = get_in(report.source.data, "case", "jurisdiction")
    country, typed = get_in(law, "country"), get_in(law, "subdivision")
    if not (isinstance(country, str) and is_country(country) and isinstance(typed, str)):
        return
    if typed in SURE.get(country, ()):
        return
    known = windows.subdivisions(country)
    if not known or typed in known:
        return
    code = _meant(typed, country, known)
    listed = ", ".join(sorted(known)) if len(known) <= MOST else ""
    fix = f"The codes are: {listed}." if listed else None
    if code:
        fix = f"Did you mean {code}?"
    # Where nothing is like it, it may be a part that has no holidays of its own, and that no rule here names.
    report.add("S15", WHERE, fix=fix, severity="error" if code else "warning")


def _meant(typed: str, country: str, known: Mapping[str, tuple[str, ...]]) -> str:
    """Return which code was meant: by its name, with the country in front, in small letters, or with a slip."""
    plain = re.sub(rf"^{country}[-_ ]", "", typed.strip(), flags=re.IGNORECASE).lower()
    if (country, plain) in _LAWS:
        return _LAWS[country, plain]
    names = {name.lower(): code for code, listed in known.items() for name in (code, *listed)}
    whole = [name for name in names if len(name) > len(country)]
    near = names.get(plain) or names.get(keys.nearest(plain, whole) or "")
    return f'"{near}"' if near else ""
