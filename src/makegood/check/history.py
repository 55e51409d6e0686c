"""What happened, held against itself: a post and its status, a letter and its name, the language and the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood import ledger, windows

if TYPE_CHECKING:
    from makegood.check.report import Report
    from makegood.model.case import Case, Deliverable
    from makegood.model.policy import Policies

WRITTEN = "en"
"""The language in which there are texts."""


def history(report: Report, case: Case, policies: Policies) -> None:
    """Refuse what would put a false statement into a letter, or have one sent twice."""
    if case.case.language.partition("-")[0] != WRITTEN:
        report.add("T10", "/case/language")
    odd = [at for at, item in enumerate(case.deliverables) if _is_at_odds(item, case)]
    for at in odd:
        report.add("D12", f"/deliverables/{at}/status", related=_days(f"/deliverables/{at}", case.deliverables[at]))
    if not odd:
        _grounds(report, case, policies)
    creator, law = case.parties.creator, case.case.jurisdiction
    if creator and creator.entity_type == "unknown" and law and law.country == "GB":
        report.add("T3", "/parties/creator/entity_type")
    for at, entry in enumerate(case.log):
        if entry.event == "sent" and not (entry.letter or entry.desk):
            report.add("T9", f"/log/{at}")


def _grounds(report: Report, case: Case, policies: Policies) -> None:
    """Refuse a ground that says nothing came where something did, and the other way round."""
    came = [f"/deliverables/{at}/status" for at, item in enumerate(case.deliverables) if ledger.is_delivered(item)]
    if not case.deliverables:
        return
    amount = "none" if not came else "some" if len(came) < len(case.deliverables) else "all"
    for at, name in enumerate(case.refund.grounds):
        wanted = policies.grounds[name].delivered if name in policies.grounds else None
        if wanted and wanted != amount:
            fitting = [name for name, ground in policies.grounds.items() if ground.delivered == amount]
            fix = f'Write "{fitting[0]}", or correct the status of a deliverable.' if fitting else None
            report.add("T11", f"/refund/grounds/{at}", related=tuple(came), detail=_AMOUNTS[amount], fix=fix)


_AMOUNTS = {"none": "nothing was delivered", "some": "some of the work was delivered", "all": "all work was delivered"}


def _days(where: str, item: Deliverable) -> tuple[str, ...]:
    posted = f"{where}/{windows.posted_key(item)}"
    return (posted, f"{where}/due") if item.due else (posted,)


def _is_at_odds(item: Deliverable, case: Case) -> bool:
    """In time but posted after the due day, late but posted by it, or missing but posted; days in the case's zone."""
    day = windows.posted_on(item, case)
    if day is not None and item.status in ledger.MISSING:
        return True
    if day is None or item.due is None:
        return False
    late = day > item.due
    return (late and item.status == "posted_on_time") or (not late and item.status == "posted_late")
