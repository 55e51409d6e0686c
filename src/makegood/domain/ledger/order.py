"""An order on a platform: how far it came, and what it gives back at that stage."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import get_args

from makegood.domain.ledger.books import LedgerEntry
from makegood.domain.ledger.claim_context import OTHERWISE, ClaimBreakdown, ClaimContext, missing_field
from makegood.domain.ledger.exact import format_number
from makegood.domain.ledger.shares import base, is_stated
from makegood.domain.windows import day_of, deemed_approved
from makegood.model.case import Case, Deliverable
from makegood.model.policy import ChannelPolicy, Sourced, StageRule
from makegood.model.words import DeliverableStatus, OrderStage

STAGES: tuple[OrderStage, ...] = get_args(OrderStage)
REACHED: Mapping[DeliverableStatus, OrderStage] = {
    "draft_submitted": "submitted",
    "revision_requested": "submitted",
    "approved": "approved",
    "deemed_approved": "deemed_approved",
    "posted_on_time": "posted",
    "posted_late": "posted",
    "posted_nonconforming": "posted",
    "removed_early": "posted",
}
BEFORE: OrderStage = "before_submission"


def order_stage(case: Case, channel: ChannelPolicy) -> OrderStage:
    """Say how far the order came: as `agreement.order_stage` says, else as far as its furthest deliverable.

    A draft that nobody has answered counts as approved once the channel's days of silence are over on the
    day for which the case speaks. Work that was not delivered counts by the draft that came, if one did.
    """
    typed = case.agreement.order_stage if case.agreement else None
    if typed is not None:
        return typed
    reached = [BEFORE, *(_reached(item, case, channel) for item in case.deliverables)]
    return max(reached, key=STAGES.index)


def is_behind(case: Case) -> bool:
    """Return whether the order is said to be at an earlier stage than the status of a deliverable shows.

    Only what was submitted, approved or posted shows a stage; a draft that counts as approved by silence does not.
    """
    typed = case.agreement.order_stage if case.agreement else None
    shown = [STAGES.index(REACHED[item.status]) for item in case.deliverables if item.status in REACHED]
    return typed is not None and bool(shown) and STAGES.index(typed) < max(shown)


def _reached(item: Deliverable, case: Case, channel: ChannelPolicy) -> OrderStage:
    stage = REACHED.get(item.status, "before_submission")
    if stage == "before_submission" and item.approved_at is not None:
        return "approved"
    if stage == "before_submission" and item.draft_submitted_at is not None:
        return "submitted"
    if item.status == "draft_submitted" and item.draft_submitted_at is not None:
        silent = deemed_approved(day_of(item.draft_submitted_at, case), channel)
        if silent is not None and case.case.as_of >= silent:
            return "deemed_approved"
    return stage


def stage_percent(asked: ClaimContext) -> ClaimBreakdown:
    """Take the part that the channel returns at the order's stage, or that the case states."""
    if asked.channel.stages or asked.case.refund.percent is not None:
        percent, words, rests_on = _percent(asked)
        kept = asked.book.total * (100 - Fraction(percent)) / 100
        entry = LedgerEntry(kept, f"Not returned at this stage: {format_number(100 - percent)}%")
        head = f"{asked.sum(asked.book.total)} × {format_number(percent)}%"
        told = f"{format_number(percent)}% of {asked.said(asked.book.total)}: {asked.said(asked.book.total - kept)}."
        return ClaimBreakdown(
            asked.book.paid, (entry,) if kept else (), head, words, told if kept else "", rests_on=rests_on
        )
    agreement = asked.case.agreement
    if agreement is None or agreement.kill_fee_percent is None:
        raise missing_field(
            "/refund", "The percentage is not stated.", f'Add "percent": 50 to refund, with your number. {OTHERWISE}'
        )
    return _less_cancellation_fee(asked, agreement.kill_fee_percent)


def _less_cancellation_fee(asked: ClaimContext, percent: Decimal) -> ClaimBreakdown:
    fee = base(asked.case, asked.book)
    whole = "the fee" if is_stated(asked.case) else "what was paid"
    entry = LedgerEntry(
        fee * Fraction(percent) / 100, f"Cancellation fee of the agreement: {format_number(percent)}% of {whole}"
    )
    head = f"{asked.paid()} − {asked.sum(fee)} × {format_number(percent)}%"
    left = asked.said(asked.book.total - entry.amount)
    of_it = f" of the fee of {asked.said(fee)}" if is_stated(asked.case) else ""
    told = f"{asked.said(asked.book.total)} paid, less {format_number(percent)}%{of_it}: {left}."
    return ClaimBreakdown(
        asked.book.paid, (entry,), head, "What was paid, less the cancellation fee that was agreed.", told
    )


def _percent(asked: ClaimContext) -> tuple[Decimal, str, Sourced | None]:
    """Return the percentage, why, and where it was read: the channel's rule for the stage, else the case."""
    typed = asked.case.refund.percent
    rule = stage_rule(asked.case, asked.channel)
    if rule is not None and rule.percent is not None:
        if typed is not None and typed != rule.percent:
            raise missing_field(
                "/refund/percent",
                "This is not the percentage that the order gives back at its stage.",
                'Remove "percent" from refund, or correct "order_stage" of agreement.',
            )
        return Decimal(rule.percent), f"{rule.text} At this stage {rule.percent}% is returned.", rule.sourced
    if typed is None:
        raise missing_field(
            "/agreement", "No source says what this order gives back at its stage.", OTHERWISE.replace("Or ask", "Ask")
        )
    return typed, f"{format_number(typed)}% is asked back.", None


def stage_rule(case: Case, channel: ChannelPolicy) -> StageRule | None:
    """Return the channel's rule for the order's stage, the one for the claimed ground first."""
    stage = order_stage(case, channel)
    rules = [rule for rule in channel.stages if rule.stage == stage]
    late = any(
        item.due and item.draft_submitted_at and day_of(item.draft_submitted_at, case) > item.due
        for item in case.deliverables
    )
    fits = (rule for rule in rules if late or not rule.after_due)
    special = (rule for rule in fits if not set(rule.grounds).isdisjoint(case.refund.grounds))
    return next(special, None) or next((rule for rule in rules if not rule.grounds), None)
