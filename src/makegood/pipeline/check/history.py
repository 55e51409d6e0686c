"""What happened, held against itself: a post and its status, a letter and its name, the language and the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.domain import ledger, windows

if TYPE_CHECKING:
    from makegood.model.case import Case, Deliverable
    from makegood.model.policy import Policies
    from makegood.pipeline.check.report import Report

WRITTEN = "en"
"""The language in which there are texts."""


def history(report: Report, case: Case, policies: Policies) -> None:
    """Refuse what would put a false statement into a letter, or have one sent twice."""
    if case.case.language.partition("-")[0] != WRITTEN:
        report.add("T10", "/case/language")
    odd = {at: told for at, item in enumerate(case.deliverables) if (told := _at_odds(item, case))}
    for at, (message, fix) in odd.items():
        related = _days(f"/deliverables/{at}", case.deliverables[at])
        report.add("D12", f"/deliverables/{at}/status", message=message, fix=fix, related=related)
    if not odd:
        _grounds(report, case, policies)
    creator = case.parties.creator
    if creator and creator.entity_type == "unknown" and any(one.country == "GB" for one in case.courts):
        report.add("T3", "/parties/creator/entity_type")
    for at, entry in enumerate(case.log):
        if entry.event == "sent" and not (entry.letter or entry.desk):
            report.add("T9", f"/log/{at}")


def _grounds(report: Report, case: Case, policies: Policies) -> None:
    """Refuse a ground that says nothing came where something did, and the other way round."""
    statuses = {f"/deliverables/{at}/status": ledger.is_delivered(item) for at, item in enumerate(case.deliverables)}
    came = [where for where, is_there in statuses.items() if is_there]
    if not case.deliverables:
        return
    amount = "none" if not came else "some" if len(came) < len(case.deliverables) else "all"
    for at, name in enumerate(case.refund.grounds):
        wanted = policies.grounds[name].delivered
        if wanted and wanted != amount:
            fitting = [name for name, ground in policies.grounds.items() if ground.delivered == amount]
            fix = f'Write "{fitting[0]}", or correct the status of a deliverable.' if fitting else None
            related = tuple(came if wanted == "none" else statuses)
            report.add("T11", f"/refund/grounds/{at}", related=related, detail=_AMOUNTS[amount], fix=fix)


_AMOUNTS = {"none": "nothing was delivered", "some": "some of the work was delivered", "all": "all work was delivered"}


def _days(where: str, item: Deliverable) -> tuple[str, ...]:
    posted = f"{where}/{windows.posted_key(item)}"
    return (posted, f"{where}/due") if item.due else (posted,)


def _at_odds(item: Deliverable, case: Case) -> tuple[str, str] | None:
    """Word a status that the days deny, and how to mend it; days are those of the case's zone."""
    day, key = windows.posted_on(item, case), windows.posted_key(item)
    days = (
        "posted_at or the due day" if key == "posted_at" else "the due day; where url tells a wrong day, add posted_at"
    )
    if day is not None and item.status in ledger.MISSING:
        status = "posted_late" if item.due and day > item.due else "posted_on_time"
        fix = f'Write how it was posted, such as "{status}", or remove {key}.'
        return "The status says that nothing came, but there is a post.", fix
    if day is None or item.due is None:
        return None
    if day > item.due and item.status == "posted_on_time":
        return (
            "The status says in time, but the post came after the due day.",
            f'Write "posted_late", or correct {days}.',
        )
    if day <= item.due and item.status == "posted_late":
        return "The status says late, but the post came by the due day.", f'Write "posted_on_time", or correct {days}.'
    return None
