"""The days that a letter gives to reply."""

from __future__ import annotations

from datetime import date, timedelta

from makegood.domain import windows
from makegood.domain.ladder.letters import FIRST
from makegood.model.case import Case
from makegood.model.policy import LetterPolicy
from makegood.model.words import MISSING


def days_to_reply(case: Case, policy: LetterPolicy) -> tuple[int, int]:
    """Return the days that a letter gives, and the fewest of them that must be left on the day of sending.

    Where a protocol covers this recipient, both are its days; else the settings may override the days of the policy. A
    first request gives at least the cure period of the agreement.
    """
    least = least_days(case, policy)
    is_protocol = case.parties.creator is not None and is_singled_out(case, policy)
    days = least if is_protocol else max(policy.days, least)
    if policy.id != FIRST:
        return days, least
    cure = cure_days(case)
    # The days to send it in are those of the policy: a letter must not be too old on the day after it was made.
    until_cured = cure + policy.days - policy.least_days if cure else 0
    preferred = days if is_protocol else case.settings.reply_days or days
    return max(least, preferred, until_cured), max(least, cure)


def least_days(case: Case, policy: LetterPolicy) -> int:
    """Return the fewest days that a letter must leave to reply: those of a protocol, or of the policy."""
    creator = case.parties.creator
    is_protocol = creator and is_singled_out(case, policy)
    return policy.by_entity[creator.entity_type] if creator and is_protocol else policy.least_days


def cure_days(case: Case) -> int:
    """Return the cure period of the agreement in days; 0 if it has none, or it is over.

    It is over if each defect was to be cured by a day that has passed, and nothing is missing altogether. That a post
    was late cannot be cured, so it counts only where nothing else is wrong.
    """
    days = case.agreement.cure_period_days if case.agreement else None
    defects = [defect for item in case.deliverables for defect in item.defects]
    faults = [defect for defect in defects if defect.code != "late"] or defects
    is_open = not faults or any(item.status in MISSING for item in case.deliverables)
    asked_on = [fault.cure_asked_on for fault in faults]
    last = max((day for day in asked_on if day), default=None)
    if days and last and None not in asked_on and not is_open and last + timedelta(days=days) < case.case.as_of:
        return 0
    return days or 0


def is_singled_out(case: Case, policy: LetterPolicy) -> bool:
    """Return whether a protocol gives this recipient days of its own, and enclosures with them."""
    creator = case.parties.creator
    return creator is not None and policy.has_own_period_for(creator.entity_type, case.courts)


def count_reply_by(case: Case, policy: LetterPolicy, day: date) -> date:
    """Return the last day to reply, counted from `day`, and moved to a working day of the reader's country."""
    return windows.reply_by(day, days_to_reply(case, policy)[0], holidays(case))


def holidays(case: Case) -> windows.Holidays:
    """Return the days on which the creator need not answer."""
    creator, law = case.parties.creator, case.case.jurisdiction
    country = creator.country if creator else law.country if law else None
    part = law.subdivision if law and law.country == country else None
    return windows.Holidays(country, part, case.settings.holidays)
