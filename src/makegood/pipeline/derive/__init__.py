"""Step 3: what follows from a case and the policies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import chain

from makegood.domain import ladder, ledger, readiness, ways, windows, written_form
from makegood.model.case import Case, Jurisdiction
from makegood.model.errors import Problem
from makegood.model.facts import Escalation, Facts, NotMade, Stage
from makegood.model.money import Money
from makegood.model.policy import (
    ChannelPolicy,
    DeskPolicy,
    GroundPolicy,
    MethodPolicy,
    Policies,
    Statement,
    WritingRule,
    holds_in,
)
from makegood.model.results import Computation, Ladder, Sums, Way
from makegood.model.words import Audience, DeskId, Method
from makegood.pipeline.derive import several_ways
from makegood.pipeline.derive.agenda import agenda
from makegood.pipeline.derive.bundles import bundles, shows_anything
from makegood.pipeline.derive.case_state import CaseState
from makegood.pipeline.derive.chronology import chronology
from makegood.pipeline.derive.citations import citations
from makegood.pipeline.derive.ending import ending
from makegood.pipeline.derive.plan import plan
from makegood.pipeline.derive.reasons import reasons
from makegood.pipeline.derive.rows import rows
from makegood.pipeline.derive.stage import ENDED, stage

WHOLE: frozenset[Audience] = frozenset({"influencer", "court", "internal"})
"""Readers who see all of a case, however its money went."""
WAITED = "The day to reply is over. For what is next, type: `make today`"
STALE = "Too old to send. Type: `make today`"
TOO_OLD = "Too old to send: the day to reply is counted from the case's day, as_of. Type: `make today`"


def derive(case: Case, policies: Policies, warnings: tuple[Problem, ...] = (), today: date | None = None) -> Facts:
    """Work out the sums, the chronology, the stage and the documents of a checked case; pure.

    `today` is the day on which it is looked at; None: the case's own, as_of.
    """
    begun = case.case.as_of
    if today is not None:
        case = replace(case, case=replace(case.case, as_of=today))
    channel = policies.channels[case.case.channel]
    grounds = _grounds(case, policies)
    computation = ledger.compute(case, channel, grounds, policies.currencies)
    sums = ledger.sums(case, computation)
    parted = ways.ways(case, policies, computation, sums)
    sums = ways.with_ways(sums, parted)
    channel = ways.with_letters(channel, parted)
    letters = ladder.ladder(case, channel, sums, policies.letters)
    now = CaseState(
        case=case,
        channel=channel,
        desk=_desk(case, channel, policies),
        sums=sums,
        windows=windows.channel_windows(case, channel),
        ladder=letters,
    )
    if not parted:
        return _facts(now, computation, policies, warnings, begun)
    # The other party is written to about all of it, and each desk about what went through it.
    whole = replace(now, desk=None, windows=(), channel=replace(channel, desk=None, windows=(), packets=_ours(parted)))
    each = tuple(_of_way(way, computation, letters, policies, warnings, begun) for way in parted)
    return several_ways.combine_ways(_facts(whole, computation, policies, warnings, begun), each, channel)


def _of_way(
    way: Way, whole: Computation, letters: Ladder, policies: Policies, warnings: tuple[Problem, ...], begun: date
) -> Facts:
    """Work out what is made for the desk of one way, from the case as that desk sees it."""
    case, channel = way.case, way.channel
    computation = ledger.part(case, channel, whole, way.share.asked, policies.currencies)
    nothing = way.share.asked - way.share.asked
    sums = Sums(
        paid=way.share.paid,
        returned=way.share.returned,
        claimed=computation.result,
        settled=nothing,
        outstanding=way.share.asked,
        surplus=nothing,
    )
    now = CaseState(
        case=case,
        channel=replace(channel, letters=(), packets=_theirs(channel)),
        desk=_desk(case, channel, policies),
        sums=sums,
        windows=windows.channel_windows(case, channel),
        ladder=replace(letters, due=()),
    )
    made = _facts(now, computation, policies, warnings, begun)
    return replace(
        made,
        share=way.share,
        covers_all_work=way.covers_all_work,
        running_since=way.running_since,
        too_late=tuple((policies.desks[desk], payment) for desk, payment in way.too_late),
    )


def _ours(parted: tuple[Way, ...]) -> tuple[Audience, ...]:
    """List the readers who see all of the case: those whom more than one way has, and no desk."""
    return tuple(dict.fromkeys(one for way in parted for one in way.channel.packets if one in WHOLE))


def _theirs(channel: ChannelPolicy) -> tuple[Audience, ...]:
    return tuple(one for one in channel.packets if one not in WHOLE)


def _grounds(case: Case, policies: Policies) -> tuple[GroundPolicy, ...]:
    return tuple(policies.grounds[ground] for ground in case.refund.grounds)


def _facts(
    now: CaseState, computation: Computation, policies: Policies, warnings: tuple[Problem, ...], begun: date
) -> Facts:
    """Work out all that follows from where a case stands."""
    case, channel = now.case, now.channel
    grounds = _grounds(case, policies)
    table = rows(case, computation, policies.currencies)
    current = stage(now)
    cited = citations(case, table)
    shown_to = {one for one in channel.packets if shows_anything(case, cited, policies.profiles[one])}
    planned, not_made = plan(now, current, policies, shown_to=shown_to)
    reply_by = _reply_by(now, current)
    make_good_by = _make_good_by(now) if reply_by else None
    unwritten = _unwritten(case, policies)
    escalations = _escalations(case, policies, now.sums.outstanding)
    return Facts(
        case=case,
        channel=channel,
        desk=now.desk,
        grounds=grounds,
        reasons=reasons(now, grounds, table),
        sums=now.sums,
        as_paid=ledger.as_paid(case, now.sums, grounds),
        computation=computation,
        rows=table,
        chronology=chronology(case, table),
        windows=now.windows,
        needs=readiness.needs(case, grounds, policies.methods, now.due.letter if now.due else ""),
        stage=current,
        agenda=agenda(now, current, escalations, begun),
        ladder=now.ladder,
        reply_by=reply_by,
        make_good_by=make_good_by,
        ending=ending(
            now,
            table,
            () if unwritten else policies.letters[ladder.FINAL].ending,
            make_good_by,
            is_offered=_offers_make_good(case, channel),
        ),
        unwritten=unwritten,
        bundles=bundles(case, cited, planned, policies),
        desk_names={one: policies.desks[one].name for one in policies.desks if any(one == at.desk for at in case.log)},
        methods=_methods(case, policies),
        disputed_at=_disputed_at(case, channel, policies),
        plan=planned,
        not_made=not_made,
        warnings=warnings,
        escalations=escalations,
        consequences=tuple(one for one in channel.consequences if _applies(one, case, _buyers_or_law(case, channel))),
        fresh_until=_fresh_until(now, current),
    )


def _unwritten(case: Case, policies: Policies) -> WritingRule | None:
    """Return the law by which the agreement may be void, unless the case says that it holds."""
    if written_form.is_accepted(case):
        return None
    return written_form.unwritten(case, policies.letters[ladder.FINAL].writing)


def waited(facts: Facts) -> Facts:
    """Return the facts of a case that waits for a day which is over by now: it says so, and what to do."""
    return replace(facts, stage=replace(facts.stage, next_act=WAITED, document=None, by=None))


def expire(facts: Facts, today: date) -> Facts:
    """Return the facts without the letters that have become too old to be sent by `today`; all else stays."""
    expired = {one.letter: one for one in facts.ladder.due if one.stale_after and today > one.stale_after}
    is_next = bool(facts.ladder.due) and facts.ladder.due[0].letter in expired
    dropped = [one for one in facts.plan if one.letter in expired]
    return replace(
        facts,
        expired=frozenset(expired),
        plan=tuple(one for one in facts.plan if one not in dropped),
        not_made=(*facts.not_made, *(NotMade(document=one.id, reason=TOO_OLD) for one in dropped)),
        stage=replace(facts.stage, next_act=STALE, document=None, by=None) if is_next else facts.stage,
    )


def _fresh_until(now: CaseState, current: Stage) -> date | None:
    """The last day on which what is made holds: of a letter that is to be sent, or the day for which one waits.

    What an example shows is never sent, so it does not age.
    """
    if now.case.case.example:
        return None
    stale = min((one.stale_after for one in now.ladder.due if one.stale_after), default=None)
    return now.ladder.until if stale is None and current.id == "awaiting_reply" else stale


def _reply_by(now: CaseState, current: Stage) -> date | None:
    """The last day to reply: what the letter gives that is to be sent next, else what those that were sent gave."""
    if current.id in ENDED:
        return None
    given = now.due.reply_by if now.due and now.due.letter != ladder.OFFER else None
    return given or now.ladder.until


def _desk(case: Case, channel: ChannelPolicy, policies: Policies) -> DeskPolicy | None:
    """Return the desk of the channel, under the store's own name where the case names the store."""
    desk = policies.desks[channel.desk] if channel.desk else None
    store = case.purchase.store if case.purchase else None
    name = desk.store_names.get(store) if desk and store else None
    if desk is None or name is None:
        return desk
    return replace(desk, name=name, title=name.removeprefix("the "))


def _escalations(case: Case, policies: Policies, open_sum: Money) -> tuple[Escalation, ...]:
    """List the ways on that hold for the channel and, where it is known, for the country that decides."""
    return tuple(
        Escalation(
            policy=replace(way, steps=tuple(step for step in way.steps if _applies(step, case, way.places(case)))),
            windows=windows.windows_of(case, way.windows),
            is_above=_is_above(open_sum, way.ceiling),
        )
        for way in policies.escalations.values()
        if way.is_open_to(case)
    )


def _methods(case: Case, policies: Policies) -> Mapping[Method, MethodPolicy]:
    return {one.method: policies.methods[one.method] for one in case.payments if one.method}


def _disputed_at(case: Case, channel: ChannelPolicy, policies: Policies) -> Mapping[DeskId, DeskPolicy]:
    methods = (one.disputed_at for one in _methods(case, policies).values())
    opened = (one.desk for one in case.log if one.event in {"dispute_opened", "claim_opened"} and one.desk)
    return {desk: policies.desks[desk] for desk in chain(channel.disputed_at, *methods, opened)}


def _is_above(claim: Money, ceiling: Money | None) -> bool:
    return ceiling is not None and ceiling.currency == claim.currency and claim.amount > ceiling.amount


def _applies(statement: Statement, case: Case, places: tuple[Jurisdiction, ...]) -> bool:
    """Return whether a statement holds in these places for the payments of a case; unknown ones shut nothing out."""
    used = {payment.method for payment in case.payments if payment.direction == "out"}
    return (
        holds_in(places, statement.regions, statement.not_regions)
        and (not statement.channels or case.case.channel in statement.channels)
        and (not statement.methods or None in used or not used.isdisjoint(statement.methods))
    )


def _buyers_or_law(case: Case, channel: ChannelPolicy) -> tuple[Jurisdiction, ...]:
    """Return the place that decides what else to know: the buyer's where something was bought, else the law's."""
    country = case.parties.brand.country
    if "creator" not in channel.needs:
        return (Jurisdiction(country=country),) if country else ()
    return (case.case.jurisdiction,) if case.case.jurisdiction else ()


def _make_good_by(now: CaseState) -> date | None:
    """The last day to deliver after all: the first request offers it, and no later letter does."""
    sent = now.ladder.last(ladder.FIRST)
    given = sent.reply_by if sent else now.due.reply_by if now.due else None
    cure = now.due.cure_until if now.due and not sent else None
    last = max(filter(None, (now.case.refund.make_good_by or given, cure)), default=None)
    return last if last and last >= now.case.case.as_of and _offers_make_good(now.case, now.channel) else None


def _offers_make_good(case: Case, channel: ChannelPolicy) -> bool:
    """A late post instead of the money: only where work is missing, and unless the case says otherwise.

    Where the case says nothing, it is offered between the parties alone: a platform's order is cancelled or kept.
    """
    offered = case.refund.alternatives
    open_work = any(item.status in ledger.MISSING for item in case.deliverables)
    return open_work and (channel.route != "platform_cancellation" if offered is None else "make_good" in offered)
