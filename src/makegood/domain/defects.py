"""What is wrong with each deliverable: the defects that the case lists, and those that follow from its other fields."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from makegood.domain.windows import day_of, days_to_stay, posted_on
from makegood.model.case import Case, Defect, Deliverable, LogEntry
from makegood.model.words import CONTENT_DEFECTS, POSTED, REMOVED, DefectCode


def defects_of(item: Deliverable, case: Case) -> tuple[Defect, ...]:
    """Return the listed defects of a deliverable, then those that follow from its status, its dates and its label.

    A defect that is listed is not added a second time, so that its detail and its reduction apply.
    """
    listed = {defect.code for defect in item.defects}
    return (*item.defects, *(Defect(code=code) for code in _implied(item, case) if code not in listed))


def _implied(item: Deliverable, case: Case) -> Iterator[DefectCode]:
    if item.status not in POSTED:
        return
    if item.status == "posted_late" or (item.status != "posted_on_time" and is_late(item, case)):
        yield "late"
    if item.status == "posted_nonconforming" and not any(defect.code in CONTENT_DEFECTS for defect in item.defects):
        yield "other"
    if _may_be_removed_early(item, case) and not stayed_as_agreed(item, case):
        yield "removed_early"
    if item.disclosed is False and _has_to_be_labelled(case):
        yield "missing_disclosure"


def _may_be_removed_early(item: Deliverable, case: Case) -> bool:
    """Return whether a post was removed before an agreed time that was, as far as is known, not over."""
    is_open = "removed_early" in depending_on_posting_day(item, case)
    return item.status == "removed_early" or (item.status == "removed" and not is_open)


def depending_on_posting_day(item: Deliverable, case: Case) -> tuple[DefectCode, ...]:
    """Return the defects of a post that depend on the day on which it was posted, if this day is not known."""
    if item.status not in POSTED or posted_on(item, case) is not None:
        return ()
    listed = {defect.code for defect in item.defects}
    may_be_late = item.due is not None and (item.status != "posted_on_time" or "late" in listed)
    may_be_removed_early = item.status in REMOVED and bool(days_to_stay(item, case))
    codes: tuple[tuple[DefectCode, bool], ...] = (("late", may_be_late), ("removed_early", may_be_removed_early))
    return tuple(code for code, depends in codes if depends)


def is_late(item: Deliverable, case: Case) -> bool:
    """Return whether the post came after the last day for it; False if one of the two days is unknown."""
    posted, due = posted_on(item, case), last_day(item, case)
    return posted is not None and due is not None and posted > due


def is_draft_late(item: Deliverable, case: Case) -> bool | None:
    """Return whether the draft came after the last day for the work; None if one of the two days is unknown."""
    due = last_day(item, case)
    if item.draft_submitted_at is None or due is None:
        return None
    return day_of(item.draft_submitted_at, case) > due


def last_day(item: Deliverable, case: Case) -> date | None:
    """Return the last day for a deliverable: its due day, or a later day that was agreed or given for it.

    An agreement on a day without a sum is about all work that had not been posted unless it names a deliverable.
    """
    if item.due is None:
        return None
    posted = posted_on(item, case)
    new_days = (
        entry.deadline
        for entry in case.log
        if entry.deadline and gives_later_day(entry) and entry.deliverable in {None, item.id}
        if entry.deliverable or posted is None or posted >= day_of(entry.at, case)
    )
    return max((item.due, *new_days))


def gives_later_day(entry: LogEntry) -> bool:
    """Return whether an entry gives work a later day: agreed without a sum, or more time for a deliverable.

    More time that names no deliverable is time to answer.
    """
    is_agreed = entry.event == "agreed" and entry.by in {None, "brand", "creator", "agency"}
    is_given = is_agreed or (entry.event == "extended" and entry.deliverable is not None)
    return is_given and entry.deadline is not None and entry.amount is None and entry.privilege == "none"


def stayed_as_agreed(item: Deliverable, case: Case) -> bool:
    """Return whether a removed post was live for all days agreed; False if one of the days is unknown."""
    agreed = days_to_stay(item, case)
    posted = posted_on(item, case)
    if not agreed or posted is None or item.removed_at is None:
        return False
    return (day_of(item.removed_at, case) - posted).days >= agreed


def _has_to_be_labelled(case: Case) -> bool:
    is_agreed = case.agreement is not None and bool(case.agreement.disclosure_required)
    return is_agreed or "missing_disclosure" in case.refund.grounds
