"""What was agreed of the work, what became of it, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from makegood.domain.windows import day_of
from makegood.model.statement import Statement, say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from makegood.model.case import Agreement, Defect, Deliverable, Moment, Spec
    from makegood.model.facts import Facts, Row
    from makegood.model.statement import Value
    from makegood.model.words import DefectCode, DeliverableStatus

__all__ = [
    "came_on",
    "counted",
    "cure_dates",
    "defect",
    "defects",
    "finding",
    "found",
    "has_dates_apart",
    "missing_impressions",
    "promise",
    "state",
    "titles",
    "why_the_date_mattered",
]

STATED_BY_DATES: frozenset[DefectCode] = frozenset({"missing", "late", "removed_early"})
"""Defects that the status and the dates of the work state already."""
WITHOUT_SENTENCE: frozenset[DefectCode] = STATED_BY_DATES | {"account_impersonated", "other"}
"""Defects that only the case's own words describe."""
NOT_POSTED: frozenset[DeliverableStatus] = frozenset(
    {"not_delivered", "not_started", "revision_requested", "draft_submitted"}
)
"""Statuses of work that has not been posted and for which the due date still matters."""
WITHOUT_POST: frozenset[DeliverableStatus] = frozenset(
    {"approved", "deemed_approved", "cancelled_by_brand", "cancelled_by_creator"}
)
"""Statuses of work that was approved or cancelled."""


def counted(rows: Sequence[Row]) -> Statement:
    """Return how many pieces of work these are, and of which kind: a name for them within a sentence."""
    types = {row.deliverable.type for row in rows}
    kind = "videos" if types <= {"video"} else "flights" if types == {"reservation_ad"} else "pieces"
    return say(f"work-{kind}", count=len(rows))


def titles(ids: Collection[str], facts: Facts) -> tuple[str, ...]:
    """Return the titles of the work with these ids."""
    return tuple(row.title for row in facts.rows if row.deliverable.id in ids)


def came_on(row: Row, facts: Facts) -> Moment:
    """Return the day on which work came: that of the post, or of the approval where that is enough."""
    moment = row.posted_at or row.deliverable.approved_at
    if moment is None:
        raise ValueError(f"{row.deliverable.id} has not come")
    return day_of(moment, facts.case)


def missing_impressions(facts: Facts) -> Statement:
    """Return the booked impressions that were not delivered: a name for them within a sentence."""
    form = "missing-impressions-of" if len(facts.rows) > 1 else "missing-impressions"
    items = tuple(
        say(f"work-{form}", count=row.missing_impressions, title=row.title)
        for row in facts.rows
        if row.missing_impressions
    )
    return say("work-all-missing-impressions", items=items)


def finding(row: Row) -> tuple[Statement, ...]:
    """Return what became of one deliverable."""
    item, title = row.deliverable, row.title
    if row.missing_impressions:
        return (_impressions(row),)
    if item.status == "not_delivered":
        return (
            (say("work-not-delivered-due", title=title, due=item.due),)
            if item.due
            else (say("work-not-delivered", title=title),)
        )
    if item.status in NOT_POSTED:
        return (_not_posted(row),)
    if row.is_removed:
        return (_removed(row),)
    if item.status in WITHOUT_POST:
        return (say(f"work-{item.status}", title=title),)
    return tuple(_posted(row))


def _impressions(row: Row) -> Statement:
    """Return how many of the booked impressions were delivered."""
    delivered, booked = row.deliverable.delivered_impressions, row.deliverable.booked_impressions or 0
    if delivered:
        return say("work-impressions", count=delivered, booked=booked, title=row.title)
    return say("work-impressions-none", booked=booked, title=row.title)


def _not_posted(row: Row) -> Statement:
    """Return that nothing was posted, or that there is no more than a draft."""
    item, draft = row.deliverable, row.deliverable.draft_submitted_at
    is_sent_back = item.status == "revision_requested"
    if draft and item.due and row.is_draft_late and (is_sent_back or item.status == "draft_submitted"):
        kind = "work-draft-late-sent-back" if is_sent_back else "work-draft-late"
        return say(kind, title=row.title, due=item.due, day=draft)
    if item.status == "draft_submitted":
        return say("work-draft-on", title=row.title, day=draft) if draft else say("work-draft", title=row.title)
    return (
        say("work-not-posted-due", title=row.title, due=item.due)
        if item.due
        else say("work-not-posted", title=row.title)
    )


def _removed(row: Row) -> Statement:
    kind = "work-offline" if row.is_account_lost else "work-removed"
    day = row.deliverable.removed_at
    if day is None:
        return say(kind, title=row.title)
    if row.days_agreed is None:
        return say(f"{kind}-on", title=row.title, day=day)
    return say(f"{kind}-on-days", title=row.title, day=day, days=row.days_up or 0, count=row.days_agreed)


def _posted(row: Row) -> Iterator[Statement]:
    due = row.deliverable.due
    values: dict[str, Value] = {"title": row.title}
    if row.posted_at:
        values["day"] = row.posted_at
    on = "-on" if row.posted_at else ""
    if not row.is_late:
        yield say(f"work-posted{on}-not-as-agreed" if row.is_nonconforming else f"work-posted{on}", **values)
        return
    yield say(f"work-posted{on}-late-due", due=due, **values) if due else say(f"work-posted{on}-late", **values)
    if row.after_notice:
        yield say("work-after-final-notice", day=row.after_notice)
    if row.is_nonconforming:
        yield say("work-not-as-agreed")


def defect(defect: Defect) -> tuple[Statement, ...]:
    """Return what is wrong with work, in the words of the case if it has any; empty for a defect without a sentence."""
    if defect.detail:
        return (say("defect-detail", detail=defect.detail),)
    return () if defect.code in WITHOUT_SENTENCE else (say(f"defect-{defect.code}"),)


def defects(
    row: Row, proof: str = "", *, has_own_proof: bool = False, form: Literal["full", "brief"] = "full"
) -> tuple[Statement, ...]:
    """Return what is wrong with work, each defect with its own dates if they differ.

    With `proof`, only those that this evidence shows: the defects that name it and, unless `has_own_proof`, those that
    name none. The form `brief` has no dates.
    """
    return tuple(_defects(row, proof, has_own_proof=has_own_proof, has_dates=form == "full" and has_dates_apart(row)))


def _defects(row: Row, proof: str, *, has_own_proof: bool, has_dates: bool) -> Iterator[Statement]:
    for flaw in row.deliverable.defects:
        is_shown = proof in flaw.evidence or (not has_own_proof and not flaw.evidence)
        if proof and not is_shown:
            continue
        stated = defect(flaw)
        yield from stated
        if stated and has_dates:
            yield from cure_dates(flaw)


def has_dates_apart(row: Row) -> bool:
    """Return whether defects were noticed, or asked to be put right, on different days."""
    dates = {(flaw.noticed_on, flaw.cure_asked_on) for flaw in row.deliverable.defects if defect(flaw)}
    return len(dates) > 1


def cure_dates(defect: Defect) -> tuple[Statement, ...]:
    """Return when a defect was noticed, and when the creator was asked to put it right."""
    noticed, cure_asked = defect.noticed_on, defect.cure_asked_on
    if noticed and cure_asked:
        return (say("defect-noticed-and-asked", noticed=noticed, asked=cure_asked),)
    if noticed:
        return (say("defect-noticed", noticed=noticed),)
    return (say("defect-asked", asked=cure_asked),) if cure_asked else ()


def state(row: Row) -> Statement:
    """Return what became of one deliverable, as a label."""
    item = row.deliverable
    if row.missing_impressions or (row.is_posted and item.booked_impressions and item.delivered_impressions):
        delivered, booked = item.delivered_impressions or 0, item.booked_impressions or 0
        form = "enough" if not row.missing_impressions and delivered < booked else "delivered"
        return say(f"state-impressions-{form}", delivered=delivered, booked=booked)
    if item.status == "draft_submitted" and item.draft_submitted_at:
        return say("state-draft-late" if row.is_draft_late else "state-draft-on", day=item.draft_submitted_at)
    if row.is_removed:
        return _removed_state(row)
    if item.status in NOT_POSTED | WITHOUT_POST:
        return say(f"state-{item.status}")
    how = "-late" if row.is_late else "-not-as-agreed" if row.is_nonconforming else ""
    return say(f"state-posted-on{how}", day=row.posted_at) if row.posted_at else say(f"state-posted{how}")


def _removed_state(row: Row) -> Statement:
    kind = "state-offline" if row.is_account_lost else "state-removed"
    day = row.deliverable.removed_at
    if day is None:
        return say(kind)
    if row.days_agreed is None:
        return say(f"{kind}-on", day=day)
    return say(f"{kind}-on-days", day=day, days=row.days_up or 0, count=row.days_agreed)


def promise(item: Deliverable, agreement: Agreement | None = None) -> tuple[Statement, ...]:
    """Return what was promised of one deliverable, as labels; with the agreement, also what it demands of each."""
    return tuple(_promise(item, agreement))


def _promise(item: Deliverable, agreement: Agreement | None) -> Iterator[Statement]:
    yield from _length(item.spec) if item.spec else ()
    if days := item.min_live_days or (agreement.min_live_days if agreement else None):
        yield say("promise-days", count=days)
    yield from _form(item.spec) if item.spec else ()
    if agreement and agreement.disclosure_required:
        yield say("promise-label")
    if item.requires_approval:
        yield say("promise-draft")
    if item.guaranteed:
        yield say("promise-guarantee", least=item.guaranteed.value, metric=item.guaranteed.metric)
    if item.spec and item.spec.text:
        yield say("promise-words", words=item.spec.text)


def _length(spec: Spec) -> Iterator[Statement]:
    if spec.min_seconds and spec.max_seconds:
        yield say("promise-seconds", least=spec.min_seconds, most=spec.max_seconds)
    elif spec.min_seconds:
        yield say("promise-least-seconds", count=spec.min_seconds)
    elif spec.max_seconds:
        yield say("promise-most-seconds", count=spec.max_seconds)


def _form(spec: Spec) -> Iterator[Statement]:
    if spec.hashtags:
        yield say("promise-words", words=" ".join(spec.hashtags))
    if spec.mention:
        yield say("promise-mention", mention=spec.mention)
    if spec.sound:
        yield say("promise-sound", sound=spec.sound)
    if spec.link:
        yield say("promise-link", link=spec.link)
    if spec.format:
        yield say("promise-words", words=spec.format)


def found(facts: Facts, form: Literal["full", "brief"] = "full") -> tuple[Statement, ...]:
    """Return what was found of the claimed work: what is missing together, everything else by itself.

    The form `brief` leaves out what else the case states of each piece of work.
    """
    return tuple(_found(facts, form))


def _found(facts: Facts, form: Literal["full", "brief"]) -> Iterator[Statement]:
    is_full = form == "full"
    missing = tuple(row for row in facts.rows if row.is_missing)
    for row in facts.rows:
        if not row.is_missing and (row.claimed.amount or row.defects):
            yield from finding(row)
            yield from defects(row, form=form)
            yield from _details(row, facts) if is_full else ()
    if len(missing) == 1:
        yield from finding(missing[0])
    elif missing:
        yield _missing(missing)
    for row in missing if is_full else ():
        yield from _details(row, facts)


def _missing(rows: Iterable[Row]) -> Statement:
    """Return that several pieces of work have not been delivered."""
    names = tuple(row.title for row in rows)
    due = [row.deliverable.due for row in rows if row.deliverable.due]
    return (
        say("work-several-missing-due", titles=names, due=max(due))
        if due
        else say("work-several-missing", titles=names)
    )


def _details(row: Row, facts: Facts) -> tuple[Statement, ...]:
    """Return what else the case states of a piece of work that is claimed for; it follows what was found."""
    return tuple(dict.fromkeys(_all_details(row, facts)))


def _all_details(row: Row, facts: Facts) -> Iterator[Statement]:
    item, agreement = row.deliverable, facts.case.agreement
    is_named = sum(1 for other in facts.rows if other.deliverable.why_the_date_mattered) > 1
    yield from why_the_date_mattered(row, is_named=is_named)
    if item.requires_approval and item.status == "draft_submitted":
        yield say("work-draft-needed")
    if not row.is_posted:
        return
    is_label_claimed = any(ground.id == "missing_disclosure" for ground in facts.grounds)
    is_label_listed = any(flaw.code == "missing_disclosure" for flaw in item.defects)
    if item.disclosed is False and is_label_claimed and not is_label_listed:
        yield say("work-no-agreed-label" if agreement and agreement.disclosure_required else "work-no-label")
    if not has_dates_apart(row):
        for flaw in item.defects:
            yield from cure_dates(flaw)
    cure_asked = [flaw.cure_asked_on for flaw in item.defects if flaw.cure_asked_on]
    days = agreement.cure_period_days if agreement else None
    if cure_asked and days and (facts.case.case.as_of - max(cure_asked)).days > days:
        yield say("work-cure-period-over", count=days)


def why_the_date_mattered(row: Row, *, is_named: bool = False) -> tuple[Statement, ...]:
    """Return why the due date mattered, if the work came late or not at all; `is_named`: with the title of the work."""
    why = row.deliverable.why_the_date_mattered
    if not why or not (row.deliverable.status in NOT_POSTED or row.is_late):
        return ()
    return (say("work-why-day-of", title=row.title, why=why) if is_named else say("work-why-day", why=why),)
