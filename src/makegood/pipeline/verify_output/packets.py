"""Check that finished packets have no active content and no data about a computer or a camera."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.model.errors import Place
from makegood.model.rules import problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makegood.model.errors import Problem

ABOUT_MACHINES = ("/Info", "data of a camera")


def packet_problems(path: str, active: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each active part, external reference, or data about a computer or a camera in a PDF."""
    for name in active:
        yield problem("A6" if name.startswith(ABOUT_MACHINES) else "A5", Place(path), detail=name)
