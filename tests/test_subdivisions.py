"""The part of a country whose law holds: by its code, and what is meant by a name."""

from __future__ import annotations

import pytest
from test_check import fresh, outcome, with_data

from makegood.domain import windows
from makegood.pipeline.check.subdivisions import SURE


@pytest.mark.parametrize(
    ("country", "typed", "severity", "meant"),
    [
        ("GB", "SCT", None, ""),
        ("GB", "Scotland", "error", '"SCT"'),
        ("GB", "GB-SCT", "error", '"SCT"'),
        ("GB", "sct", "error", '"SCT"'),
        ("GB", "Scottland", "error", '"SCT"'),
        ("GB", "England and Wales", "error", '"ENG" or "WLS"'),
        ("GB", "northern ireland", "error", '"NIR"'),
        ("US", "California", "error", '"CA"'),
        ("US", "CA", None, ""),
        ("US", "us-ca", "error", '"CA"'),
        ("DE", "Bavaria", "warning", ""),
        ("DE", "Bayern", "error", '"BY"'),
        ("US", "XX", "warning", ""),
        ("GB", "Atlantis", "warning", ""),
        ("ZZ", "Scotland", None, ""),
        ("LU", "Anything", None, ""),
    ],
)
def test_a_part_that_is_not_known_is_told(country: str, typed: str, severity: str | None, meant: str) -> None:
    """With the code that is meant; a country of which no parts are known is left alone."""
    data = fresh()
    data["case"]["jurisdiction"] = {"country": country, "subdivision": typed}
    found = [one for one in outcome(with_data(data))[1] if one.rule == "S15"]
    assert [one.severity for one in found] == ([severity] if severity else [])
    if meant:
        assert found[0].fix == f"Did you mean {meant}?"


def test_the_codes_are_those_that_letters_and_holidays_go_by() -> None:
    """What a final notice is told by, and what the library of holidays knows, is one list."""
    assert {"ENG", "NIR", "SCT", "WLS"} == set(windows.subdivisions("GB")) == SURE["GB"]
    assert SURE["US"] <= set(windows.subdivisions("US"))
    assert len(SURE["US"]) == 51
    assert windows.subdivisions("ZZ") == {}
