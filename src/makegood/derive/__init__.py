"""Step 3: what follows from a case and the policies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from makegood import ledger, readiness, windows
from makegood.derive.bundles import bundles
from makegood.derive.chronology import chronology
from makegood.derive.citations import citations
from makegood.derive.plan import plan
from makegood.derive.rows import rows
from makegood.derive.stage import ENDED, stage
from makegood.errors import Problem
from makegood.model.case import Case, LogEntry
from makegood.model.facts import Escalation, Facts
from makegood.model.policy import ChannelPolicy, DeskPolicy, LetterPolicy, Policies, Statement


def derive(case: Case, policies: Policies, warnings: tuple[Problem, ...] = ()) -> Facts:
    """Work out the sums, the chronology, the stage and the documents of a checked case; pure."""
    channel = policies.channels[case.case.channel]
    grounds = tuple(policies.grounds[ground] for ground in case.refund.grounds)
    computation = ledger.compute(case, channel, grounds, policies.currencies)
    sums = ledger.sums(case, computation)
    table = rows(case, computation, policies.currencies)
    found = windows.windows(case, channel)
    letter = policies.letters["first_request"]
    asked = readiness.request_sent(case)
    reply_by = _reply_by(case, letter, asked)
    desk = _desk(case, channel, policies)
    current = stage(case, channel, desk, sums, found, reply_by)
    cited = citations(case, table)
    writes = readiness.next_letter(case, channel, sums.outstanding)
    planned, not_made = plan(case, channel, current, found, policies, desk, writes)
    is_asked = bool(writes) or (asked is not None and current.id not in ENDED)
    return Facts(
        case=case,
        channel=channel,
        desk=desk,
        grounds=grounds,
        sums=sums,
        computation=computation,
        rows=table,
        chronology=chronology(case, table),
        windows=found,
        needs=readiness.needs(case, grounds, writes),
        stage=current,
        writes=bool(writes),
        asked=asked,
        reply_by=reply_by if is_asked else None,
        make_good_by=_make_good_by(case, channel, reply_by) if is_asked else None,
        bundles=bundles(case, cited, planned, policies),
        plan=planned,
        not_made=not_made,
        warnings=warnings,
        escalations=_escalations(case, policies),
        consequences=tuple(one for one in channel.consequences if _applies(one, case)),
        fresh_until=reply_by - timedelta(days=letter.least_days) if writes else None,
    )


def _desk(case: Case, channel: ChannelPolicy, policies: Policies) -> DeskPolicy | None:
    """Return the desk of the channel, under the store's own name where the case names the store."""
    desk = policies.desks[channel.desk] if channel.desk else None
    store = case.purchase.store if case.purchase else None
    name = desk.store_names.get(store) if desk and store else None
    if desk is None or name is None:
        return desk
    return replace(desk, name=name, title=name.removeprefix("the "))


def _reply_by(case: Case, letter: LetterPolicy, asked: LogEntry | None) -> date:
    """The day that the letter gave, or the days from that on which it is sent, which stay once it was sent."""
    if asked is not None and asked.deadline is not None:
        return asked.deadline
    sent = windows.day_of(asked.at, case) if asked is not None else case.case.as_of
    return windows.reply_by(sent, _days(case, letter), case.settings.holidays)


def _days(case: Case, letter: LetterPolicy) -> int:
    """Days to reply: what the policy says for this recipient, or what the settings ask for, never below the least."""
    creator = case.parties.creator
    country = case.case.jurisdiction.country if case.case.jurisdiction else None
    usual = windows.days_to_reply(letter, creator.entity_type, country) if creator else letter.days
    return max(letter.least_days, case.settings.reply_days or usual)


def _escalations(case: Case, policies: Policies) -> tuple[Escalation, ...]:
    """List the ways on that hold for the channel and, where it is known, for the brand's country."""
    country = case.parties.brand.country
    return tuple(
        Escalation(
            policy=replace(one, steps=tuple(step for step in one.steps if _applies(step, case))),
            windows=windows.of(case, one.windows),
        )
        for one in policies.escalations.values()
        if one.is_open_to(case.case.channel, country)
    )


def _applies(statement: Statement, case: Case) -> bool:
    """Whether a statement holds for the law and the payments of a case; what is not known shuts nothing out."""
    law = case.case.jurisdiction
    used = {payment.method for payment in case.payments if payment.direction == "out"}
    return (not statement.regions or law is None or law.country in statement.regions) and (
        not statement.methods or None in used or not used.isdisjoint(statement.methods)
    )


def _make_good_by(case: Case, channel: ChannelPolicy, reply_by: date) -> date | None:
    """The last day to deliver after all; None where that is not offered, or the day is over."""
    last = case.refund.make_good_by or reply_by
    return last if _offers_make_good(case, channel) and last >= case.case.as_of else None


def _offers_make_good(case: Case, channel: ChannelPolicy) -> bool:
    """A late post instead of the money: only where work is missing, and unless the case says otherwise.

    Where the case says nothing, it is offered between the parties alone: a platform's order is cancelled or kept.
    """
    offered = case.refund.alternatives
    open_work = any(item.status in ledger.MISSING for item in case.deliverables)
    return open_work and (channel.route != "platform_cancellation" if offered is None else "make_good" in offered)
