"""The days that a letter gives to its reader."""

from __future__ import annotations

from datetime import date, timedelta

from makegood import ledger, windows
from makegood.ladder.letters import FIRST
from makegood.model.case import Case
from makegood.model.policy import LetterPolicy


def days_to_reply(case: Case, policy: LetterPolicy) -> tuple[int, int]:
    """Return the days that a letter gives, and the fewest of them that must be left on the day of sending.

    What a protocol gives to this recipient is both; else the settings may say other days than the policy. A first
    request gives no fewer than the agreement gives to put right what is wrong.
    """
    creator = case.parties.creator
    cure = cure_days(case) if policy.id == FIRST else 0
    if creator and is_singled_out(case, policy):
        days = max(policy.by_entity[creator.entity_type], cure)
        return days, days
    wished = case.settings.reply_days if policy.id == FIRST else None
    return max(policy.least_days, wished or policy.days, cure), max(policy.least_days, cure)


def cure_days(case: Case) -> int:
    """Return the days that the agreement gives to put right what is wrong; 0 where it gives none, or they are over.

    They are over where each fault was to be put right by a day that has passed, and nothing is missing altogether.
    """
    days = case.agreement.cure_period_days if case.agreement else None
    faults = [fault for item in case.deliverables for fault in item.defects]
    is_open = not faults or any(item.status in ledger.MISSING for item in case.deliverables)
    asked = [fault.cure_asked_on for fault in faults]
    last = max((on for on in asked if on), default=None)
    if days and last and None not in asked and not is_open and last + timedelta(days=days) < case.case.as_of:
        return 0
    return days or 0


def is_singled_out(case: Case, policy: LetterPolicy) -> bool:
    """Say whether a protocol gives this recipient days of its own, and enclosures with them."""
    creator, law = case.parties.creator, case.case.jurisdiction
    if creator is None:
        return False
    return policy.singles_out(creator.entity_type, law.country if law else None, law.subdivision if law else None)


def counted(case: Case, policy: LetterPolicy, day: date) -> date:
    """Count the last day to reply from the day of sending, forward to a working day of the reader's country."""
    return windows.reply_by(day, days_to_reply(case, policy)[0], holidays(case))


def holidays(case: Case) -> windows.Holidays:
    """Give the days on which the creator need not answer."""
    creator, law = case.parties.creator, case.case.jurisdiction
    country = creator.country if creator else law.country if law else None
    part = law.subdivision if law and law.country == country else None
    return windows.Holidays(country, part, case.settings.holidays)
