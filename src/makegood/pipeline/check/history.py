"""Check what happened for contradictions: a post and its status, grounds and deliveries, the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.domain import ledger, windows
from makegood.domain.defects import defects_of, is_draft_late, last_day
from makegood.domain.make_goods import is_made_good, late_work
from makegood.domain.reader_language import LANGUAGES
from makegood.model.words import MISSING, POSTED

if TYPE_CHECKING:
    from makegood.model.case import Case, Deliverable
    from makegood.model.policy import ChannelPolicy, Policies
    from makegood.pipeline.check.report import Report

LATE = (
    "If you accept the late delivery, add `ACCEPT=yes` to `make log EVENT=posted`. If the post is already in "
    'case.json, add an entry to log with the event "agreed", the id as "deliverable" and the posting date as '
    '"deadline". If you claim for the delay, write "late", and add a defect "late" with its reduction to the '
    "deliverable."
)
UNDATED = 'Add its "posted_at". That date shows whether it was delivered by the agreed date.'


def check_history(report: Report, case: Case, policies: Policies) -> None:
    """Report what would put a false statement into a letter, or have one sent twice."""
    if case.case.language.partition("-")[0] not in LANGUAGES:
        report.add("T10", "/case/language")
    contradictions = {
        index: contradiction
        for index, item in enumerate(case.deliverables)
        if (contradiction := _contradiction(item, case))
    }
    for index, (message, fix) in contradictions.items():
        related = _days(f"/deliverables/{index}", case.deliverables[index])
        report.add("D12", f"/deliverables/{index}/status", message=message, fix=fix, related=related)
    if not contradictions:
        _check_grounds(report, case, policies)
    creator = case.parties.creator
    if creator and creator.entity_type == "unknown" and any(court.country == "GB" for court in case.courts):
        report.add("T3", "/parties/creator/entity_type")
    for index, entry in enumerate(case.log):
        if entry.event == "sent" and not (entry.letter or entry.desk):
            report.add("T9", f"/log/{index}")


def _check_grounds(report: Report, case: Case, policies: Policies) -> None:
    """T11: report a ground that does not fit how much was delivered."""
    statuses = {
        f"/deliverables/{index}/status": ledger.is_delivered(item) for index, item in enumerate(case.deliverables)
    }
    delivered = [where for where, is_delivered in statuses.items() if is_delivered]
    if not case.deliverables:
        return
    channel = policies.channels[case.case.channel]
    if is_made_good(case, channel, [policies.grounds[name] for name in case.refund.grounds]):
        return
    amount = "none" if not delivered else "some" if len(delivered) < len(case.deliverables) else "all"
    for index, name in enumerate(case.refund.grounds):
        expected = policies.grounds[name].delivered
        if expected and expected != amount:
            fitting = [name for name, ground in policies.grounds.items() if ground.delivered == amount]
            late, fix = "", f'Write "{fitting[0]}", or correct the status of a deliverable.' if fitting else None
            if amount == "all":
                late, fix = _all_came(case, channel, policies)
            detail = "\n".join(filter(None, (_AMOUNTS[amount], late)))
            related = tuple(delivered if expected == "none" else statuses)
            report.add("T11", f"/refund/grounds/{index}", related=related, detail=detail, fix=fix)
        elif "late" in policies.grounds[name].defects and _all_is_missing(case):
            report.add(
                "T11",
                f"/refund/grounds/{index}",
                related=tuple(statuses),
                detail=_AMOUNTS["none"],
                fix='Write "not_delivered", or correct the status of a deliverable.',
            )
        elif "late" in policies.grounds[name].defects and all(_is_in_time(item, case) for item in case.deliverables):
            where = range(len(case.deliverables))
            report.add(
                "T11",
                f"/refund/grounds/{index}",
                related=tuple(f"/deliverables/{number}/due" for number in where),
                detail="all work was delivered by its due date",
                fix="Remove this ground, or correct a date.",
            )


def _all_came(case: Case, channel: ChannelPolicy, policies: Policies) -> tuple[str, str]:
    """Return a detail and a fix for a ground that needs missing work, when all of it came."""
    late, fix = _late(case, channel)
    stays = any(not policies.grounds[other].needs_missing_work for other in case.refund.grounds)
    if fix == LATE and stays:
        return late, f"{LATE} If you claim only for the other grounds, remove this ground."
    if fix:
        return late, fix
    if stays:
        return late, "Remove this ground, because the other grounds stay, or correct the status of a deliverable."
    return late, f"Replace this ground by the one for what is wrong with the delivered work, or {_CORRECT}"


def _late(case: Case, channel: ChannelPolicy) -> tuple[str, str | None]:
    """Return a detail and a fix for work that came, but not by the day that was agreed or offered for it."""
    late = late_work(case, channel)
    if late is None:
        return "", None
    item, day = late
    if day is None:
        return f"{item.id} has no posting date", UNDATED
    return (
        f"{item.id} was delivered on {windows.format_day(day)}, after the date that was agreed or offered for it",
        LATE,
    )


def _all_is_missing(case: Case) -> bool:
    """Return whether nothing was delivered, not even a draft, so that nothing came late."""
    return all(item.status in MISSING and item.draft_submitted_at is None for item in case.deliverables)


def _is_in_time(item: Deliverable, case: Case) -> bool:
    """Return whether a post or a draft came by its last day; False if that is not known."""
    if "late" in {defect.code for defect in defects_of(item, case)} or last_day(item, case) is None:
        return False
    is_posted = item.status in POSTED and windows.posted_on(item, case) is not None
    return is_posted or (item.status in _DRAFTED and is_draft_late(item, case) is False)


_CORRECT = "correct the status of a deliverable. `make explain NAME=refund.grounds` lists all grounds."
_DRAFTED = frozenset({"draft_submitted", "revision_requested"})
_AMOUNTS = {"none": "nothing was delivered", "some": "some of the work was delivered", "all": "all work was delivered"}


def _days(where: str, item: Deliverable) -> tuple[str, ...]:
    posted = f"{where}/{windows.posted_key(item)}"
    return (posted, f"{where}/due") if item.due else (posted,)


def _contradiction(item: Deliverable, case: Case) -> tuple[str, str] | None:
    """Return the message and fix for a status that contradicts the dates, which are those of the case's time zone."""
    day, key = windows.posted_on(item, case), windows.posted_key(item)
    days = (
        "posted_at or the due date"
        if key == "posted_at"
        else "the due date. If the date in the URL is wrong, add posted_at"
    )
    if day is not None and item.status in MISSING:
        fix = f'Change the status to "posted", or remove {key}.'
        return "The status means that nothing was delivered, but there is a post.", fix
    if day is None or item.due is None:
        return None
    if day > item.due and item.status == "posted_on_time":
        return (
            'The status is "posted_on_time", but the content was posted after the due date.',
            f'Change the status to "posted", or correct {days}.',
        )
    if day <= item.due and item.status == "posted_late":
        return (
            'The status is "posted_late", but the content was posted by the due date.',
            f'Change the status to "posted", or correct {days}.',
        )
    if day <= item.due and any(defect.code == "late" for defect in item.defects):
        return (
            'A defect is "late", but the content was posted by the due date.',
            f"Remove this defect, or correct {days}.",
        )
    return None
