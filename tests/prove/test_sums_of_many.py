"""`makegood explain sum` over many made cases: each printed line adds up, by a reader that knows the printed text alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from test_sums import cases, check_made, ground

__all__ = ["ground"]


@settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=cases())
def test_every_line_of_many_made_cases_adds_up(ground: Path, made: dict[str, Any]) -> None:  # noqa: F811
    """As in test_sums, for as long as it takes."""
    check_made(ground, made)
