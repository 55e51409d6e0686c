"""Who reads a packet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.model.statement import say

if TYPE_CHECKING:
    from makegood.model.case import Case
    from makegood.model.policy import ProfilePolicy
    from makegood.model.statement import Value

__all__ = ["agency", "reader"]


def reader(profile: ProfilePolicy, case: Case | None = None) -> Value:
    """Return what a reader is called within a sentence: as a workspace states it, else as the words do.

    The agency is called by its name where the case states it.
    """
    if profile.reader:
        return profile.reader
    return agency(case) if case and profile.audience == "agency" else say(f"reader-{profile.audience}")


def agency(case: Case) -> Value:
    """Return the name of the agency; without one in the case, "the agency"."""
    return case.agency or say("reader-agency")
