"""Check the code of a country's part: law and holidays depend on it, and an unknown one would have no effect."""

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
"""Codes that a message lists: more of them would not be read."""
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
"""Codes that are certainly valid, so that a good case does not need to import the library."""
WHERE = "/case/jurisdiction/subdivision"
_SHARED_LAWS: Mapping[tuple[str, str], str] = {
    ("GB", "england and wales"): '"ENG" or "WLS"',
    ("GB", "eaw"): '"ENG" or "WLS"',
}
"""Parts with one law that have no code of their own."""


def check_subdivision(report: Report) -> None:
    """S15: check the part of the country whose law applies."""
    law = get_in(report.source.data, "case", "jurisdiction")
    country, value = get_in(law, "country"), get_in(law, "subdivision")
    if not (isinstance(country, str) and is_country(country) and isinstance(value, str)):
        return
    if value in SURE.get(country, ()):
        return
    names_by_code = windows.subdivisions(country)
    if not names_by_code or value in names_by_code:
        return
    code = _likely_code(value, country, names_by_code)
    choices = ", ".join(sorted(names_by_code)) if len(names_by_code) <= MOST else ""
    fix = f"The codes are: {choices}." if choices else None
    if code:
        fix = f"Did you mean {code}?"
    # If no code is similar, it may be a part without holidays of its own, which no rule here names.
    report.add("S15", WHERE, fix=fix, severity="error" if code else "warning")


def _likely_code(value: str, country: str, names_by_code: Mapping[str, tuple[str, ...]]) -> str:
    """Return the code that was probably meant: a name, a code with the country in front, in lowercase, or a typo."""
    plain = re.sub(rf"^{country}[-_ ]", "", value.strip(), flags=re.IGNORECASE).lower()
    if (country, plain) in _SHARED_LAWS:
        return _SHARED_LAWS[country, plain]
    names = {name.lower(): code for code, aliases in names_by_code.items() for name in (code, *aliases)}
    comparable = [name for name in names if len(name) > len(country)]
    near = names.get(plain) or names.get(keys.nearest_word(plain, comparable) or "")
    return f'"{near}"' if near else ""
