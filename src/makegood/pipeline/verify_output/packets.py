"""Finished packets read back: what their own pages say, and that nothing in them acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.model.errors import Place
from makegood.model.rules import problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makegood.model.errors import Problem

ABOUT_MACHINES = ("/Info", "data of a camera")


def packet_problems(path: str, acts: Iterable[str]) -> Iterator[Problem]:
    """Name everything in a PDF that acts, reaches out of the file, or tells of a computer or a camera."""
    for found in acts:
        yield problem("A6" if found.startswith(ABOUT_MACHINES) else "A5", Place(path), detail=found)
