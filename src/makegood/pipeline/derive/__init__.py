"""Step 3: compute the facts of a case from the case and the policies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import chain

from makegood.domain import desks, ladder, ledger, make_goods, readiness, ways, windows, written_form
from makegood.model.case import Case, Jurisdiction
from makegood.model.errors import Problem
from makegood.model.facts import Deadline, Escalation, Facts, NotMade, Row, Stage
from makegood.model.money import Money
from makegood.model.policy import (
    ChannelPolicy,
    DeskPolicy,
    GroundPolicy,
    MethodPolicy,
    Policies,
    SourcedSentence,
    WritingRule,
    holds_in,
)
from makegood.model.results import Computation, Ladder, Sums, Way
from makegood.model.statement import say
from makegood.model.words import DISPUTES, MISSING, Audience, Channel, DeskId, Method
from makegood.pipeline.derive import several_ways
from makegood.pipeline.derive.agenda import agenda, channel_deadlines
from makegood.pipeline.derive.bundles import bundles, shows_anything
from makegood.pipeline.derive.case_state import CaseState
from makegood.pipeline.derive.chronology import chronology
from makegood.pipeline.derive.citations import citations
from makegood.pipeline.derive.ending import ending
from makegood.pipeline.derive.plan import plan
from makegood.pipeline.derive.reasons import reasons
from makegood.pipeline.derive.rows import rows
from makegood.pipeline.derive.stage import ENDED, stage

SEES_WHOLE_CASE: frozenset[Audience] = frozenset({"influencer", "court", "internal"})
"""Readers who see the whole case even if the money went several ways."""
WAIT_OVER = say("next-wait-over")
STALE = say("next-letter-too-old")
TOO_OLD = say("not-made-too-old")


def derive(case: Case, policies: Policies, warnings: tuple[Problem, ...] = (), today: date | None = None) -> Facts:
    """Return the sums, the chronology, the stage and the documents of a checked case; pure.

    `today` is the current day; if None, the case's own day, `as_of`, is used.
    """
    case_day = case.case.as_of
    if today is not None:
        case = replace(case, case=replace(case.case, as_of=today))
    channel = policies.channels[case.case.channel]
    grounds = _grounds(case, policies)
    computation = ledger.compute_claim(case, channel, grounds, policies.currencies)
    sums = ledger.sums(case, computation)
    parts = ways.ways(case, policies, computation, sums)
    sums = ways.sums_with_desks(sums, parts)
    channel = ways.channel_with_all_letters(channel, parts)
    ladder_state = ladder.ladder(case, channel, sums, policies.letters)
    desk = _desk(case, channel, policies)
    state = CaseState(
        case=case,
        channel=channel,
        desk=desk,
        sums=sums,
        windows=windows.channel_windows(case, channel),
        ladder=ladder_state,
        again=desks.asks_again(case, desk, grounds),
        refused_again_on=desks.refused_again_on(case, desk, grounds),
        is_made_good=computation.is_made_good,
        is_set_off=computation.is_set_off,
    )
    if not parts:
        return _facts(state, computation, policies, warnings, case_day)
    # Letters to the other party are about the whole sum, requests to a desk about what went through it.
    whole_state = replace(
        state, desk=None, windows=(), channel=replace(channel, desk=None, windows=(), packets=_common_audiences(parts))
    )
    part_facts = tuple(_way_facts(way, computation, ladder_state, policies, warnings, case_day) for way in parts)
    return several_ways.combine_ways(
        _facts(whole_state, computation, policies, warnings, case_day),
        part_facts,
        channel,
        _closing(state, policies),
    )


def _closing(state: CaseState, policies: Policies) -> Mapping[Channel, tuple[Deadline, ...]]:
    """Return the windows of each channel, also those of payments that its desk is no longer asked for."""
    parts = ways.ways_without_sums(state.case, policies, in_time=False)
    views = [(part.case, part.channel) for part in parts] or [(state.case, state.channel)]
    return {
        channel.id: tuple(
            channel_deadlines(replace(state, case=case, channel=channel, desk=_desk(case, channel, policies)))
        )
        for case, channel in views
    }


def _way_facts(
    way: Way,
    whole: Computation,
    ladder_state: Ladder,
    policies: Policies,
    warnings: tuple[Problem, ...],
    case_day: date,
) -> Facts:
    """Return the facts for the desk of one way, from the case as that desk sees it."""
    case, channel = way.case, way.channel
    computation = ledger.compute_claim_of_way(case, channel, whole, way.share.asked, policies.currencies)
    zero = way.share.asked - way.share.asked
    sums = Sums(
        paid=way.share.paid,
        returned=way.share.returned,
        claimed=computation.result,
        settled=zero,
        outstanding=way.share.asked,
        surplus=zero,
    )
    desk, grounds = _desk(case, channel, policies), _grounds(case, policies)
    state = CaseState(
        case=case,
        channel=replace(channel, letters=(), packets=_desk_audiences(channel)),
        desk=desk,
        sums=sums,
        windows=windows.channel_windows(case, channel),
        ladder=replace(ladder_state, due=()),
        again=desks.asks_again(case, desk, grounds),
        refused_again_on=desks.refused_again_on(case, desk, grounds),
    )
    facts = _facts(state, computation, policies, warnings, case_day)
    return replace(
        facts,
        share=way.share,
        covers_all_work=way.covers_all_work,
        running_since=way.running_since,
        too_late=tuple((policies.desks[desk], payment) for desk, payment in way.too_late),
    )


def _common_audiences(parts: tuple[Way, ...]) -> tuple[Audience, ...]:
    """Return the readers of the whole case, who are not specific to one way."""
    return tuple(
        dict.fromkeys(audience for way in parts for audience in way.channel.packets if audience in SEES_WHOLE_CASE)
    )


def _desk_audiences(channel: ChannelPolicy) -> tuple[Audience, ...]:
    return tuple(audience for audience in channel.packets if audience not in SEES_WHOLE_CASE)


def _grounds(case: Case, policies: Policies) -> tuple[GroundPolicy, ...]:
    return tuple(policies.grounds[ground] for ground in case.refund.grounds)


def _facts(
    state: CaseState, computation: Computation, policies: Policies, warnings: tuple[Problem, ...], case_day: date
) -> Facts:
    """Return the facts that follow from the state of a case."""
    case, channel = state.case, state.channel
    grounds = _grounds(case, policies)
    stated = ledger.stated_grounds(case, computation, grounds, policies.currencies)
    table = rows(case, computation, policies.currencies)
    current_stage = stage(state)
    cited = citations(case, table)
    shown_to = {audience for audience in channel.packets if shows_anything(case, cited, policies.profiles[audience])}
    planned, not_made = plan(state, current_stage, policies, shown_to=shown_to)
    reply_by = _reply_by(state, current_stage)
    make_good_by = _make_good_by(state) if reply_by else None
    unwritten = _unwritten(case, policies)
    escalations = _escalations(case, policies, state.sums.outstanding)
    # An agreement on work that went another way is none of this reader's business.
    agreed = tuple(
        make_good for make_good in make_goods.make_goods(case) if make_good.work or not make_good.agreed[0].deliverable
    )
    return Facts(
        case=case,
        channel=channel,
        desk=state.desk,
        grounds=stated,
        reasons=reasons(state, stated, table),
        sums=state.sums,
        as_paid=ledger.as_paid(case, state.sums, grounds),
        computation=computation,
        rows=table,
        chronology=chronology(case, table, agreed),
        windows=state.windows,
        needs=tuple(
            need
            for need in readiness.needs(case, stated, policies.methods, state.due.letter if state.due else "")
            if need.is_proven or not state.is_made_good
        ),
        stage=current_stage,
        agenda=agenda(state, current_stage, escalations, case_day),
        ladder=state.ladder,
        make_goods=agreed,
        declined_make_goods=make_goods.declined_make_goods(case),
        open_offer=make_goods.open_offer(case),
        reply_by=reply_by,
        beside_delivery=_beside_delivery(state, grounds, computation, table),
        again=state.again,
        refused_again_on=state.refused_again_on,
        make_good_by=make_good_by,
        ending=ending(
            state,
            table,
            () if unwritten else policies.letters[ladder.FINAL].ending,
            make_good_by,
            is_offered=_offers_make_good(case, channel),
        ),
        unwritten=unwritten,
        bundles=bundles(case, cited, planned, policies),
        desk_names={
            desk: policies.desks[desk].name for desk in policies.desks if any(desk == entry.desk for entry in case.log)
        },
        methods=_methods(case, policies),
        disputed_at=_disputed_at(case, channel, policies),
        plan=planned,
        not_made=not_made,
        warnings=warnings,
        escalations=escalations,
        consequences=tuple(
            statement for statement in channel.consequences if _applies(statement, case, _buyers_or_law(case, channel))
        ),
        fresh_until=_fresh_until(state, current_stage),
    )


def _beside_delivery(
    state: CaseState, grounds: tuple[GroundPolicy, ...], computation: Computation, table: tuple[Row, ...]
) -> Money | None:
    """Return what is still asked for if the missing work comes; None if only missing work is claimed."""
    if not any(part.cause != "missing" for row in table for part in row.parts):
        return None
    return ledger.claim_after_delivery(state.case, state.channel, grounds, computation, state.sums)


def _unwritten(case: Case, policies: Policies) -> WritingRule | None:
    """Return the law by which the agreement may be void, unless the case states that it is valid."""
    if written_form.is_accepted(case):
        return None
    return written_form.unmet_writing_rule(case, policies.letters[ladder.FINAL].writing)


def facts_after_wait(facts: Facts) -> Facts:
    """Return the facts of a case whose wait is over, with a next act that states this and what to do."""
    return replace(facts, stage=replace(facts.stage, next_act=WAIT_OVER, document=None, by=None))


def without_expired_letters(facts: Facts, today: date) -> Facts:
    """Return the facts without the letters that are too old to be sent on `today`."""
    expired = {due.letter for due in facts.ladder.due if due.stale_after and today > due.stale_after}
    is_next = bool(facts.ladder.due) and facts.ladder.due[0].letter in expired
    dropped = [document for document in facts.plan if document.letter in expired]
    return replace(
        facts,
        expired=frozenset(expired),
        plan=tuple(document for document in facts.plan if document not in dropped),
        not_made=(*facts.not_made, *(NotMade(document=document.id, reason=TOO_OLD) for document in dropped)),
        stage=replace(facts.stage, next_act=STALE, document=None, by=None) if is_next else facts.stage,
    )


def _fresh_until(state: CaseState, current_stage: Stage) -> date | None:
    """Return the last day on which the documents are current: that of the letter to send, or of the wait for a reply.

    The letters of an example are never sent, so they do not expire.
    """
    if state.case.case.example:
        return None
    stale_after = min((letter.stale_after for letter in state.ladder.due if letter.stale_after), default=None)
    return state.ladder.reply_by if stale_after is None and current_stage.id == "awaiting_reply" else stale_after


def _reply_by(state: CaseState, current_stage: Stage) -> date | None:
    """Return the last day to reply: that of the letter to send next, else that of the letters sent so far."""
    if current_stage.id in ENDED:
        return None
    reply_by = state.due.reply_by if state.due and state.due.letter != ladder.OFFER else None
    return reply_by or state.ladder.reply_by


def _desk(case: Case, channel: ChannelPolicy, policies: Policies) -> DeskPolicy | None:
    """Return the desk of the channel, with the name of the store or the agency if the case has one."""
    desk = policies.desks[channel.desk] if channel.desk else None
    agency = case.agency if channel.route == "agency" else None
    if desk and agency:
        named = say("agency-name", name=agency)
        return replace(desk, name=named, title=named)
    store = case.purchase.store if case.purchase else None
    name = desk.store_names.get(store) if desk and store else None
    if desk is None or store is None or name is None:
        return desk
    return replace(desk, name=name, title=desk.store_titles.get(store, name))


def _escalations(case: Case, policies: Policies, open_sum: Money) -> tuple[Escalation, ...]:
    """Return the escalations for the channel and, if it is known, for the country that matters."""
    return tuple(
        Escalation(
            policy=replace(
                escalation,
                steps=tuple(step for step in escalation.steps if _applies(step, case, escalation.places(case))),
            ),
            windows=windows.windows_of(case, escalation.windows),
            is_above=_is_above(open_sum, escalation.ceiling),
        )
        for escalation in policies.escalations.values()
        if escalation.is_open_to(case)
    )


def _methods(case: Case, policies: Policies) -> Mapping[Method, MethodPolicy]:
    return {payment.method: policies.methods[payment.method] for payment in case.payments if payment.method}


def _disputed_at(case: Case, channel: ChannelPolicy, policies: Policies) -> Mapping[DeskId, DeskPolicy]:
    desks = (method.disputed_at for method in _methods(case, policies).values())
    opened = (entry.desk for entry in case.log if entry.event in DISPUTES and entry.desk)
    return {desk: policies.desks[desk] for desk in chain(channel.disputed_at, *desks, opened)}


def _is_above(claim: Money, ceiling: Money | None) -> bool:
    return ceiling is not None and ceiling.currency == claim.currency and claim.amount > ceiling.amount


def _applies(statement: SourcedSentence, case: Case, places: tuple[Jurisdiction, ...]) -> bool:
    """Return whether a statement applies in these places to the payments of a case; unknown methods exclude nothing."""
    used = {payment.method for payment in case.payments if payment.direction == "out"}
    return (
        holds_in(places, statement.regions, statement.not_regions)
        and (not statement.channels or case.case.channel in statement.channels)
        and (not statement.methods or None in used or not used.isdisjoint(statement.methods))
    )


def _buyers_or_law(case: Case, channel: ChannelPolicy) -> tuple[Jurisdiction, ...]:
    """Return the place that determines the consequences: the buyer's for a purchase, else that of the law."""
    country = case.parties.brand.country
    if "creator" not in channel.needs:
        return (Jurisdiction(country=country),) if country else ()
    return (case.case.jurisdiction,) if case.case.jurisdiction else ()


def _make_good_by(state: CaseState) -> date | None:
    """Return the last day to deliver late, which only the first request offers."""
    sent = state.ladder.last(ladder.FIRST)
    reply_by = sent.reply_by if sent else state.due.reply_by if state.due else None
    cure = state.due.cure_until if state.due and not sent else None
    last = max(filter(None, (state.case.refund.make_good_by or reply_by, cure)), default=None)
    return last if last and last >= state.case.case.as_of and _offers_make_good(state.case, state.channel) else None


def _offers_make_good(case: Case, channel: ChannelPolicy) -> bool:
    """Return whether a late post is accepted instead of the money: only for missing work, and if the case agrees.

    If the case states nothing, it is offered only between the parties: a platform's order is cancelled or kept.
    """
    alternatives = case.refund.alternatives
    is_work_missing = any(item.status in MISSING for item in case.deliverables)
    return is_work_missing and (
        channel.route != "platform_cancellation" if alternatives is None else "make_good" in alternatives
    )
