"""What happened, held against itself: a post and its status, a letter and its name, the language and the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood import windows

if TYPE_CHECKING:
    from makegood.check.report import Report
    from makegood.model.case import Case, Deliverable

WRITTEN = "en"
"""The language in which there are texts."""


def history(report: Report, case: Case) -> None:
    """Refuse what would put a false statement into a letter, or have one sent twice."""
    if case.case.language.partition("-")[0] != WRITTEN:
        report.add("T10", "/case/language")
    for at, item in enumerate(case.deliverables):
        if _is_at_odds(item, case):
            report.add("D12", f"/deliverables/{at}/status", related=(f"/deliverables/{at}/due",))
    for at, entry in enumerate(case.log):
        if entry.event == "sent" and not (entry.letter or entry.desk):
            report.add("T9", f"/log/{at}")


def _is_at_odds(item: Deliverable, case: Case) -> bool:
    """In time but posted after the due day, or late but posted by it; the day counts in the case's zone."""
    day = windows.posted_on(item, case)
    if day is None or item.due is None:
        return False
    late = day > item.due
    return (late and item.status == "posted_on_time") or (not late and item.status == "posted_late")
