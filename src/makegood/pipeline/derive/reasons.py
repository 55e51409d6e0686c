"""The grounds for a request to a desk: those of what is claimed there, while their time is not over."""

from __future__ import annotations

from makegood.domain import windows
from makegood.model.facts import Row
from makegood.model.money import Money
from makegood.model.policy import GroundPolicy
from makegood.model.words import GroundId
from makegood.pipeline.derive.case_state import CaseState


def reasons(state: CaseState, grounds: tuple[GroundPolicy, ...], rows: tuple[Row, ...]) -> tuple[GroundPolicy, ...]:
    """Return the grounds of what is claimed and can still be claimed, that of the largest part first.

    A ground that does not depend on single pieces of work applies to the whole claim. If none is left, return those of
    the case: a desk sometimes helps all the same.
    """
    claimed = {ground.id: _claimed(ground, rows, state.sums.outstanding) for ground in grounds}
    fitting = [ground for ground in grounds if claimed[ground.id].amount and _is_open(state, ground.id)]
    return tuple(sorted(fitting, key=lambda ground: -claimed[ground.id].amount)) or grounds


def _claimed(ground: GroundPolicy, rows: tuple[Row, ...], outstanding: Money) -> Money:
    """Return what is claimed on a ground: its parts of the claim; if there are none, all for the work that shows it."""
    if not rows or not (ground.statuses or ground.defects):
        return outstanding
    zero = outstanding - outstanding
    if any(row.parts for row in rows):
        return sum((part.amount for row in rows for part in row.parts if part.is_on(ground, row.deliverable)), zero)
    return sum((row.claimed for row in rows if row.shows(ground)), zero)


def _is_open(state: CaseState, ground: GroundId) -> bool:
    """Return whether a desk can still be asked on this ground.

    An act with several windows is open if one of them is; if the desk needs several acts, all have to be open.
    """
    rules = [rule for rule in state.channel.windows if not rule.grounds or ground in rule.grounds]
    open_by_act: dict[str, list[bool]] = {}
    for rule in rules:
        is_done = windows.is_done(state.case, state.channel, rule)
        for window in windows.windows_of(state.case, (rule,)):
            is_over = window.closes_on is not None and window.closes_on < state.case.case.as_of and not is_done
            if window.closes_on is not None:
                open_by_act.setdefault(window.act_text, []).append(not is_over)
    return all(any(is_open) for is_open in open_by_act.values())
