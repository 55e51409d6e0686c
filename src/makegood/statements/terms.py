"""What a packet states of the agreement beside the work and its price, and of each piece of work beside its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.domain import windows
from makegood.model.statement import Statement, say
from makegood.statements import work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.model.case import Agreement, Case, Metrics
    from makegood.model.facts import Facts, Row
    from makegood.model.words import EntityType

__all__ = ["agreed", "delivered", "entity"]


def entity(type_: EntityType | None) -> tuple[Statement, ...]:
    """Return what kind of person or company a party is."""
    return (say(f"entity-{type_}"),) if type_ and type_ != "unknown" else ()


def agreed(facts: Facts) -> tuple[Statement, ...]:
    """Return what was agreed beside the work and its price, a sentence for each term; nothing that is not stated."""
    agreement = facts.case.agreement
    return tuple(_agreed(agreement, facts)) if agreement else ()


def _agreed(agreement: Agreement, facts: Facts) -> Iterator[Statement]:
    yield from _title(agreement)
    yield from _period(agreement)
    if agreement.governing_law:
        yield say("term-law", law=agreement.governing_law)
    if agreement.cure_period_days:
        yield say("term-cure-period", count=agreement.cure_period_days)
    if agreement.kill_fee_percent is not None:
        yield say("term-cancellation-fee", percent=agreement.kill_fee_percent)
    if agreement.disclosure_required is not None:
        yield say("term-label" if agreement.disclosure_required else "term-no-label")
    drafts = tuple(row.title for row in facts.rows if row.deliverable.requires_approval)
    if drafts:
        yield say("term-drafts", titles=drafts)
    yield from _usage(agreement)
    if agreement.prepaid_reason:
        yield say("term-prepaid", reason=agreement.prepaid_reason)


def _title(agreement: Agreement) -> Iterator[Statement]:
    if agreement.title and agreement.version:
        yield say("term-title-version", title=agreement.title, version=agreement.version)
    elif agreement.title:
        yield say("term-title", title=agreement.title)
    elif agreement.version:
        yield say("term-version", version=agreement.version)
    if agreement.campaign_id and agreement.campaign:
        yield say("term-campaign", campaign=agreement.campaign, number=agreement.campaign_id)
    elif agreement.campaign_id:
        yield say("term-campaign-number", number=agreement.campaign_id)


def _period(agreement: Agreement) -> Iterator[Statement]:
    if agreement.effective_on and agreement.ends_on:
        yield say("term-period", first=agreement.effective_on, last=agreement.ends_on)
    elif agreement.effective_on:
        yield say("term-begin", day=agreement.effective_on)
    elif agreement.ends_on:
        yield say("term-end", day=agreement.ends_on)


def _usage(agreement: Agreement) -> Iterator[Statement]:
    rights = agreement.usage_rights
    if rights and rights.ends_on:
        yield say("term-usage-until", scope=rights.scope, day=rights.ends_on)
    elif rights:
        yield say("term-usage", scope=rights.scope)
    if agreement.exclusivity:
        yield say("term-exclusivity", exclusivity=agreement.exclusivity)


def delivered(row: Row, facts: Facts) -> tuple[Statement, ...]:
    """Return what else is stated of one piece of work: its draft, its label, its defects and its figures."""
    return tuple(dict.fromkeys(_delivered(row, facts)))


def _delivered(row: Row, facts: Facts) -> Iterator[Statement]:
    item = row.deliverable
    yield from _draft(row, facts.case)
    yield from _label(row, facts)
    if not work.has_dates_apart(row):
        for defect in item.defects:
            yield from work.cure_dates(defect)
    yield from work.why_the_date_mattered(row)
    for metrics in item.metrics:
        counts = tuple(_counts(metrics))
        if counts:
            yield say("delivered-figures", source=metrics.source, counts=counts, day=metrics.as_of)


def _draft(row: Row, case: Case) -> Iterator[Statement]:
    item = row.deliverable
    approved = windows.day_of(item.approved_at, case) if item.approved_at else None
    if item.draft_submitted_at and item.status != "draft_submitted":
        submitted = windows.day_of(item.draft_submitted_at, case)
        if approved:
            yield say("delivered-draft-approved", submitted=submitted, approved=approved)
        else:
            yield say("delivered-draft", submitted=submitted)
    elif approved:
        yield say("delivered-approved", approved=approved)


def _label(row: Row, facts: Facts) -> Iterator[Statement]:
    item, agreement = row.deliverable, facts.case.agreement
    if not row.is_posted or item.disclosed is None:
        return
    if item.disclosed:
        yield say("delivered-label")
        return
    is_claimed = any("missing_disclosure" in ground.defects for ground in facts.grounds)
    is_asked = is_claimed or bool(agreement and agreement.disclosure_required)
    if is_asked and all(defect.code != "missing_disclosure" for defect in item.defects):
        yield say("delivered-no-label")


def _counts(metrics: Metrics) -> Iterator[Statement]:
    for name in ("views", "likes", "comments", "shares", "followers"):
        count = getattr(metrics, name)
        if count is not None:
            yield say(f"figure-{name}", count=count)
