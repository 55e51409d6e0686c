"""The countries of ISO 3166-1, from the table in tzdata."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def is_country(code: str) -> bool:
    return code in names()


@cache
def names() -> Mapping[str, str]:
    """Return the short English name of each code."""
    return dict(line.split("\t") for line in table("iso3166.tab") if line and not line.startswith("#"))


def table(name: str) -> list[str]:
    """Return the lines of a table of tzdata."""
    spec = find_spec("tzdata")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("tzdata")
    path = Path(spec.submodule_search_locations[0]) / "zoneinfo" / name
    return path.read_text(encoding="utf-8").splitlines()
