"""How heavy a document may be, and what of it weighs how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.errors import CaseError, Place
from makegood.rules import problem
from makegood.wording import size

if TYPE_CHECKING:
    from collections.abc import Mapping

    from makegood.model.artifact import Prepared
    from makegood.model.case import Limits
    from makegood.model.facts import Bundle

LISTED = 8
"""Exhibits that are named; leaving out the smaller ones would not help."""


def most_of_a_mail(limits: Limits, bundle: Bundle | None) -> int | None:
    """Return the most bytes of a mail: what the case says, else what the profile of its packet says."""
    usual = bundle.profile.mail_bytes if bundle else None
    return limits.mail_bytes or (usual.most if usual else None)


def must_be_below(
    path: str, weight: int, most: int | None, bundle: Bundle | None, prepared: Mapping[str, Prepared]
) -> None:
    """Refuse a document that its reader cannot take, and say which of its exhibits are the largest."""
    if most is None or weight <= most:
        return
    detail = f"{weight} bytes, {most} allowed"
    if bundle and bundle.exhibits:
        detail += f"; the largest exhibits: {_largest(bundle, prepared)}"
    raise CaseError((problem("R4", Place(path), detail=detail),))


def _largest(bundle: Bundle, prepared: Mapping[str, Prepared]) -> str:
    sizes = {one.letter: prepared[one.evidence.id].pages_pdf.stat().st_size for one in bundle.exhibits}
    ranked = sorted(bundle.exhibits, key=lambda one: (-sizes[one.letter], len(one.letter), one.letter))
    return ", ".join(f"{one.letter} {one.file.name} {size(sizes[one.letter])}" for one in ranked[:LISTED])
