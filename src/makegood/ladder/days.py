"""The days that a letter gives to its reader."""

from __future__ import annotations

from datetime import date

from makegood import windows
from makegood.ladder.letters import FIRST
from makegood.model.case import Case
from makegood.model.policy import LetterPolicy


def days_to_reply(case: Case, policy: LetterPolicy) -> tuple[int, int]:
    """Return the days that a letter gives, and the fewest of them that must be left on the day of sending.

    What a protocol gives to this recipient is both; else the settings may say other days than the policy.
    """
    creator = case.parties.creator
    if creator and is_singled_out(case, policy):
        days = policy.by_entity[creator.entity_type]
        return days, days
    wished = case.settings.reply_days if policy.id == FIRST else None
    return max(policy.least_days, wished or policy.days), policy.least_days


def is_singled_out(case: Case, policy: LetterPolicy) -> bool:
    """Say whether a protocol gives this recipient days of its own, and enclosures with them."""
    creator = case.parties.creator
    return creator is not None and policy.singles_out(creator.entity_type, case.courts)


def counted(case: Case, policy: LetterPolicy, day: date) -> date:
    """Count the last day to reply from the day of sending, forward to a working day of the reader's country."""
    return windows.reply_by(day, days_to_reply(case, policy)[0], holidays(case))


def holidays(case: Case) -> windows.Holidays:
    """Give the days on which the creator need not answer."""
    creator, law = case.parties.creator, case.case.jurisdiction
    country = creator.country if creator else law.country if law else None
    part = law.subdivision if law and law.country == country else None
    return windows.Holidays(country, part, case.settings.holidays)
