"""Who reads a packet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.model.statement import say

if TYPE_CHECKING:
    from makegood.model.policy import ProfilePolicy
    from makegood.model.statement import Value

__all__ = ["reader"]


def reader(profile: ProfilePolicy) -> Value:
    """Return what a reader is called within a sentence: as a workspace states it, else as the words do."""
    return profile.reader or say(f"reader-{profile.audience}")
