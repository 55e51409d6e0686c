"""The work that an event is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.domain.make_goods import delivered_on, is_up
from makegood.domain.windows import format_day
from makegood.model.errors import UsageError
from makegood.pipeline.check import keys

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from makegood.commands.log.case_context import CaseContext

NEVER = "This case has no deliverables."


def check_id(name: str, case: CaseContext) -> None:
    """Raise UsageError if the case has no deliverable with this id."""
    ids = [str(item["id"]) for item in case.entries("deliverables") if isinstance(item.get("id"), str)]
    if name in ids:
        return
    near = keys.nearest_word(name, ids)
    listed = f"`DELIVERABLE` must be one of: {', '.join(ids)}." if ids else NEVER
    raise UsageError(f"`DELIVERABLE`: did you mean {near}?" if near else listed)


def only_id(ids: Iterable[str]) -> str:
    """Return the only id; raise UsageError if there are several, or none."""
    left = list(ids)
    if not left:
        raise UsageError("All work is already recorded as delivered.")
    if len(left) > 1:
        raise UsageError(f"Specify the work with `DELIVERABLE`: {' or '.join(left)}.")
    return left[0]


def check_missing(name: str, case: CaseContext, day: date, deadline: date) -> None:
    """Raise UsageError if work for which a later day is offered, agreed or declined had come before that.

    To agree on the day on which it came, or a day since, is to accept it.
    """
    item = next((item for item in case.facts.case.deliverables if item.id == name), None) if case.facts else None
    came = delivered_on(item, case.facts.case) if item and case.facts and is_up(item, case.facts.case) else None
    if came and came < day and not came <= deadline <= day:
        late = f"To accept the late delivery, give its date: `DEADLINE={came}`."
        raise UsageError(
            f"{name} was already delivered on {format_day(came)}, so it does not need a later date. {late}"
        )


def count_missing(case: CaseContext) -> int:
    """Return how many pieces of work have not come; 0 if the case has errors."""
    facts = case.facts
    return sum(not is_up(row.deliverable, facts.case) for row in facts.rows) if facts else 0
