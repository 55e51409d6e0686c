"""An order on a platform: the stage that it reached, and what is refunded at that stage."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import get_args

from makegood.domain.defects import is_draft_late
from makegood.domain.ledger.books import LedgerEntry
from makegood.domain.ledger.claim_context import OTHERWISE, ClaimBreakdown, ClaimContext, missing_field
from makegood.domain.ledger.exact import as_stated
from makegood.domain.ledger.formula import less, percent_of
from makegood.domain.ledger.shares import is_stated, whole_fee
from makegood.domain.windows import day_of, deemed_approved
from makegood.model.case import Case, Deliverable
from makegood.model.policy import ChannelPolicy, Sourced, StageRule
from makegood.model.statement import Statement, say
from makegood.model.words import MISSING, OPENING, POSTED, DeliverableStatus, OrderStage

STAGES: tuple[OrderStage, ...] = get_args(OrderStage)
REACHED: Mapping[DeliverableStatus, OrderStage] = {
    "draft_submitted": "submitted",
    "revision_requested": "submitted",
    "approved": "approved",
    "deemed_approved": "deemed_approved",
    **dict.fromkeys(POSTED, "posted"),
}
BEFORE: OrderStage = "before_submission"


def order_stage(case: Case, channel: ChannelPolicy) -> OrderStage:
    """Return the stage of the order: `agreement.order_stage`, else the stage of its furthest deliverable.

    A draft without an answer counts as approved once the channel's days for an answer are over on the day of the
    case, unless the order was to be cancelled before that. Work that was not delivered counts by its draft, if there
    was one.
    """
    stated_stage = case.agreement.order_stage if case.agreement else None
    if stated_stage is not None:
        return stated_stage
    reached = [BEFORE, *(_reached(item, case, channel) for item in case.deliverables)]
    return max(reached, key=STAGES.index)


def is_behind(case: Case) -> bool:
    """Return whether the stated stage of the order is earlier than the status of a deliverable shows.

    Only work that was submitted, approved or posted shows a stage; a draft approved for want of an answer does not.
    """
    stated_stage = case.agreement.order_stage if case.agreement else None
    reached = [STAGES.index(REACHED[item.status]) for item in case.deliverables if item.status in REACHED]
    return stated_stage is not None and bool(reached) and STAGES.index(stated_stage) < max(reached)


def _reached(item: Deliverable, case: Case, channel: ChannelPolicy) -> OrderStage:
    stage = REACHED.get(item.status, "before_submission")
    if stage == "before_submission" and item.approved_at is not None:
        return "approved"
    if stage == "before_submission" and item.draft_submitted_at is not None:
        return "submitted"
    if item.status == "draft_submitted" and item.draft_submitted_at is not None:
        approved_on = deemed_approved(day_of(item.draft_submitted_at, case), channel)
        if approved_on is not None and _last_day_counted(case) >= approved_on:
            return "deemed_approved"
    return stage


def _last_day_counted(case: Case) -> date:
    """Return the day up to which days for an answer are counted: that of the first request to cancel, if there is one.

    A draft of an order that was to be cancelled in time has had its answer, however long the desk takes.
    """
    requested_on = [
        day_of(entry.at, case)
        for entry in case.log
        if entry.event in OPENING or (entry.event == "cancelled" and entry.by in {None, "brand"})
    ]
    return min([case.case.as_of, *requested_on])


def stage_percent(context: ClaimContext) -> ClaimBreakdown:
    """Return the part that the channel refunds at the order's stage, or that the case states."""
    if context.channel.stages or context.case.refund.percent is not None:
        percent, words, rests_on = _percent(context)
        not_returned = context.book.total * (100 - Fraction(percent)) / 100
        entry = LedgerEntry(not_returned, say("sum-stage-kept", percent=as_stated(100 - percent)))
        total_paid = context.amount(context.book.total)
        claimed = context.amount(context.book.total - not_returned)
        explanation = say("sum-stage", percent=as_stated(percent), paid=total_paid, claimed=claimed)
        return ClaimBreakdown(
            context.book.paid,
            (entry,) if not_returned else (),
            percent_of(total_paid, as_stated(percent)),
            words,
            (explanation,) if not_returned else (),
            rests_on=rests_on,
        )
    agreement = context.case.agreement
    if agreement is None or agreement.kill_fee_percent is None:
        raise missing_field(
            "/refund",
            "The percentage to refund is missing.",
            f'Add the percentage to refund, such as "percent": 50. {OTHERWISE}',
        )
    return _less_cancellation_fee(context, agreement.kill_fee_percent)


def _less_cancellation_fee(context: ClaimContext, percent: Decimal) -> ClaimBreakdown:
    fee = whole_fee(context.case, context.book)
    base = "fee" if is_stated(context.case) else "paid"
    share = as_stated(percent)
    entry = LedgerEntry(fee * Fraction(percent) / 100, say(f"sum-cancellation-of-{base}", percent=share))
    head = less(context.paid_figures(), (percent_of(context.amount(fee), share),))
    explanation = say(
        f"sum-cancellation-less-{base}",
        paid=context.amount(context.book.total),
        percent=share,
        fee=context.amount(fee),
        left=context.amount(context.book.total - entry.amount),
    )
    return ClaimBreakdown(context.book.paid, (entry,), head, (say("sum-words-cancellation"),), (explanation,))


def _percent(context: ClaimContext) -> tuple[Decimal, tuple[Statement, ...], Sourced | None]:
    """Return the percentage, its reason, and its source: the channel's rule for the stage, else the case."""
    stated_percent = context.case.refund.percent
    _check_lateness_is_known(context)
    rule = stage_rule(context.case, context.channel)
    if rule is not None and rule.percent is not None:
        if stated_percent is not None and stated_percent != rule.percent:
            raise missing_field(
                "/refund/percent",
                "This percentage does not match the stage of the order.",
                'Remove "percent" from refund, or correct "order_stage" of agreement.',
            )
        return Decimal(rule.percent), (rule.reason, say("sum-words-stage", percent=rule.percent)), rule.sourced
    if stated_percent is None:
        raise missing_field(
            "/agreement", "No source states the refund at this stage of the order.", _other_stage(context)
        )
    return stated_percent, (say("sum-words-percent", percent=as_stated(stated_percent)),), None


def _other_stage(context: ClaimContext) -> str:
    """Return what to do at a stage without a known refund."""
    if order_stage(context.case, context.channel) != "deemed_approved" or _is_stage_stated(context.case):
        return OTHERWISE
    return (
        "If the draft does not count as approved under your contract, "
        f'add "order_stage": "submitted" to agreement. {OTHERWISE}'
    )


def _is_stage_stated(case: Case) -> bool:
    """Return whether the case states the stage of its order."""
    return case.agreement is not None and case.agreement.order_stage is not None


def stage_rule(case: Case, channel: ChannelPolicy) -> StageRule | None:
    """Return the channel's rule for the order's stage; one for a claimed ground is preferred."""
    rules = _rules_at_stage(case, channel)
    is_late = any(is_draft_late(item, case) for item in case.deliverables)
    applicable = (rule for rule in rules if is_late or not rule.after_due)
    for_grounds = (rule for rule in applicable if not set(rule.grounds).isdisjoint(case.refund.grounds))
    return next(for_grounds, None) or next((rule for rule in rules if not rule.grounds), None)


def _rules_at_stage(case: Case, channel: ChannelPolicy) -> tuple[StageRule, ...]:
    stage = order_stage(case, channel)
    return tuple(rule for rule in channel.stages if rule.stage == stage)


def _check_lateness_is_known(context: ClaimContext) -> None:
    """Raise CannotCompute if late content is claimed, its refund differs, and a day that shows it is not stated."""
    case, items = context.case, enumerate(context.case.deliverables)
    rules = [rule for rule in _rules_at_stage(case, context.channel) if rule.after_due]
    is_claimed = any(
        "late" in ground.defects and ground.id in rule.grounds for ground in context.grounds for rule in rules
    )
    lateness = {index: is_draft_late(item, case) for index, item in items if not _is_missing(item)}
    unknown = [index for index, is_late in lateness.items() if is_late is None]
    if not is_claimed or not unknown or any(lateness.values()):
        return
    item = case.deliverables[unknown[0]]
    due = () if item.due else ('"due": "2026-11-10"',)
    draft = () if item.draft_submitted_at else ('"draft_submitted_at": "2026-11-15"',)
    raise missing_field(
        f"/deliverables/{unknown[0]}",
        "It is not known whether the content missed its deadline, and the refund depends on this.",
        f"Add {' and '.join((*due, *draft))}, with your own dates.",
    )


def _is_missing(item: Deliverable) -> bool:
    return item.status in MISSING and item.draft_submitted_at is None
