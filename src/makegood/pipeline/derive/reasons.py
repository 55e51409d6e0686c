"""Under which grounds a desk is asked: those of what is claimed there, as far as their time is not over."""

from __future__ import annotations

from makegood.domain import windows
from makegood.model.facts import Row
from makegood.model.money import Money
from makegood.model.policy import GroundPolicy
from makegood.model.words import GroundId
from makegood.pipeline.derive.case_state import CaseState


def reasons(now: CaseState, grounds: tuple[GroundPolicy, ...], table: tuple[Row, ...]) -> tuple[GroundPolicy, ...]:
    """Return the grounds of what is claimed and can still be claimed, that of the largest part first.

    A ground that no single piece of work shows is one of all of it. Where none is left, they are those of the case:
    a desk sometimes helps all the same.
    """
    claimed = {one.id: _claimed(one, table, now.sums.outstanding) for one in grounds}
    fit = [one for one in grounds if claimed[one.id].amount and _is_open(now, one.id)]
    return tuple(sorted(fit, key=lambda one: -claimed[one.id].amount)) or grounds


def _claimed(ground: GroundPolicy, table: tuple[Row, ...], whole: Money) -> Money:
    """Add up what is claimed for the work that shows a ground."""
    if not table or not (ground.statuses or ground.defects):
        return whole
    nothing = whole - whole
    return sum((row.claimed for row in table if ground.is_of(row.deliverable)), nothing)


def _is_open(now: CaseState, ground: GroundId) -> bool:
    """Return whether a desk can still be asked on this ground.

    An act that is counted in several ways is open by one of them; where the desk wants several acts, all have to be.
    """
    rules = [one for one in now.channel.windows if not one.grounds or ground in one.grounds]
    acts: dict[str, list[bool]] = {}
    for rule in rules:
        is_done = windows.is_done(now.case, now.channel, rule)
        for window in windows.windows_of(now.case, (rule,)):
            is_over = window.closes_on is not None and window.closes_on < now.case.case.as_of and not is_done
            if window.closes_on is not None:
                acts.setdefault(window.act, []).append(not is_over)
    return all(any(found) for found in acts.values())
