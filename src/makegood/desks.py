"""Desks: which text of theirs is the one to use now. A leaf."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from makegood.model.case import Case
    from makegood.model.policy import DeskPolicy


def request(case: Case, desk: DeskPolicy) -> str:
    """Name the text to begin with: the one of the user's own length, else the middle one of the desk."""
    usual = desk.lengths[len(desk.lengths) // 2]
    return f"support/{desk.id}/request-{case.settings.limits.ticket_characters or usual}.txt"
