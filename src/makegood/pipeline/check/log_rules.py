"""Check the log's entries against each other: letters, their deadlines, tickets and answers."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from makegood.domain import ladder, ways, windows
from makegood.domain.defects import gives_later_day
from makegood.model.words import DISPUTES, OPENING

if TYPE_CHECKING:
    from datetime import date

    from makegood.model.case import Case, LogEntry
    from makegood.model.errors import Severity
    from makegood.model.policy import Policies
    from makegood.pipeline.check.report import Report

ENDING = frozenset({"rejected", "cancelled"})
ANSWERS = frozenset({"more_info_asked", "approved", "rejected"})
DESKS = frozenset({"tiktok", "store", "paypal", "card_issuer", "marketplace", "agency"})
FEWEST = 2
"""Working days between two tickets about the same matter: TikTok answers appeals in about two, and duplicates slow it
down (How to troubleshoot a suspended ad account, February 2025)."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
AGAIN = "Correct the wrong date. If the letter was sent too early, send it again after the deadline and record it."
Entry = tuple[str, "LogEntry"]


def check_log(report: Report, case: Case, policies: Policies) -> None:
    """Check the entries of `log` in chronological order."""
    entries: list[Entry] = [(f"/log/{index}", entry) for index, entry in enumerate(case.log)]
    entries.sort(key=lambda item: windows.day_of(item[1].at, case))
    _check_letter_order(report, case, entries)
    for where, entry in entries:
        _check_letter_id(report, policies, where, entry)
        _check_deadline(report, case, policies, where, entry)
        if entry.event == "waived" and not entry.text:
            report.add("T16", f"{where}/event")
    if case.refund.make_good_by:
        _working_day(report, case, "/refund/make_good_by", case.refund.make_good_by)
    _check_offer(report, case)
    _check_answers(report, case, entries)
    _check_tickets(report, case, entries)
    if policies.channels[case.case.channel].asked_first == "creator":
        _check_creator_asked_first(report, entries)
    _check_parallel_requests(report, case, policies, entries)
    _check_extensions(report, entries)


def _check_letter_id(report: Report, policies: Policies, where: str, entry: LogEntry) -> None:
    """O1: a mistyped letter would not count as an escalation step, and its deadline would not be checked."""
    if entry.letter is not None and entry.letter not in policies.letters:
        near = report.nearest(entry.letter, policies.letters)
        fix = f'Did you mean "{near}"?' if near else f"The letters are: {', '.join(sorted(policies.letters))}."
        report.add("O1", f"{where}/letter", message="There is no letter with this id.", fix=fix)


def _check_letter_order(report: Report, case: Case, entries: list[Entry]) -> None:
    """D7: a letter sent before the previous deadline breaks the promise of the previous letter."""
    sent = {entry.letter: (where, entry) for where, entry in entries if entry.event == "sent" and entry.letter}
    for before, after in pairwise(ladder.LADDER_LETTERS):
        if before not in sent or after not in sent:
            continue
        (first, earlier), (second, later) = sent[before], sent[after]
        if earlier.deadline and windows.day_of(later.at, case) <= earlier.deadline:
            severity: Severity = "error" if after == ladder.FINAL else "warning"
            fix = AGAIN if severity == "error" else None
            report.add("D7", f"{second}/at", related=(f"{first}/deadline",), severity=severity, fix=fix)


def _check_deadline(report: Report, case: Case, policies: Policies, where: str, entry: LogEntry) -> None:
    """D8 and D9: a deadline gives at least the letter's minimum time, and ends on a working day."""
    if entry.deadline is None:
        return
    letter = policies.letters.get(entry.letter or "")
    if letter and entry.event == "sent" and case.parties.creator:
        least, cure = ladder.least_days(case, letter), ladder.cure_days(case) if letter.id == ladder.FIRST else 0
        left = (entry.deadline - windows.day_of(entry.at, case)).days
        if left < least and not _was_agreed(case, entry):
            related = (f"{where}/at", *(("/parties/creator/entity_type",) if letter.by_entity else ()))
            detail = f"the letter gives {left} days, but must give at least {least}"
            report.add("D8", f"{where}/deadline", related=related, detail=detail)
            return
        if left < cure and not any(other.event == "extended" for other in case.log):
            detail = f"the letter gives {left} days, but the agreement gives {cure} days to fix the work"
            message = "The deadline falls before the end of the cure period in the agreement."
            last = windows.reply_by(windows.day_of(entry.at, case), cure, ladder.holidays(case))
            command = f"make log EVENT=extended DEADLINE={last}"
            fix = f"Extend the deadline (run: `{command}`), or accept this warning and give a reason."
            report.add(
                "D8",
                f"{where}/deadline",
                severity="warning",
                related=("/agreement/cure_period_days",),
                detail=detail,
                message=message,
                fix=fix,
            )
    # A post can come on any day.
    if entry.deadline >= case.case.as_of and not gives_later_day(entry):
        _working_day(report, case, f"{where}/deadline", entry.deadline)


def _was_agreed(case: Case, sent: LogEntry) -> bool:
    """Return whether the day of an answer is the one on which both sides agreed before for the money."""
    sent_on = windows.day_of(sent.at, case)
    return sent.letter not in ladder.LADDER_LETTERS and any(
        entry.event == "agreed"
        and entry.amount is not None
        and entry.deadline == sent.deadline
        and windows.day_of(entry.at, case) <= sent_on
        for entry in case.log
    )


def _check_offer(report: Report, case: Case) -> None:
    """D8 and D9 for a settlement offer that is still to be made: its payment day is a future working day."""
    offer = case.refund.offer
    if offer is None or offer.pay_by is None or any(entry.letter == ladder.OFFER for entry in case.log):
        return
    if offer.pay_by <= case.case.as_of:
        report.add("D8", "/refund/offer/pay_by", related=("/case/as_of",), detail="this date has already passed")
    else:
        _working_day(report, case, "/refund/offer/pay_by", offer.pay_by)


def _working_day(report: Report, case: Case, pointer: str, day: date) -> None:
    if ladder.holidays(case).is_weekend(day):
        report.add("D9", pointer, detail=DAYS[day.weekday()])
    elif day in case.settings.holidays:
        related = (f"/settings/holidays/{case.settings.holidays.index(day)}",)
        report.add("D9", pointer, detail="a holiday in settings.holidays", related=related)
    elif name := ladder.holidays(case).name(day):
        report.add("D9", pointer, detail=name)


def _check_answers(report: Report, case: Case, entries: list[Entry]) -> None:
    """D11: a desk cannot answer before it was asked."""
    requests = [item for item in entries if item[1].event in OPENING or (item[1].event == "sent" and item[1].desk)]
    if not requests:
        return
    first, entry = requests[0]
    for where, answer in entries:
        is_answer = answer.event in ANSWERS and answer.by in DESKS
        if is_answer and windows.day_of(answer.at, case) < windows.day_of(entry.at, case):
            report.add("D11", f"{where}/at", related=(f"{first}/at",))


def _check_tickets(report: Report, case: Case, entries: list[Entry]) -> None:
    """C13: a second ticket about the same matter slows the first one down."""
    opened = [item for item in entries if item[1].event == "ticket_opened"]
    for (first, ticket), (second, next_ticket) in pairwise(opened):
        days = _working_days(windows.day_of(ticket.at, case), windows.day_of(next_ticket.at, case), case)
        if days < FEWEST and ticket.desk == next_ticket.desk:
            report.add("C13", f"{second}/at", related=(f"{first}/at",))


def _working_days(start: date, end: date, case: Case) -> int:
    """Return the number of working days after `start`, `end` included."""
    after = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(windows.is_working_day(day, case.settings.holidays) for day in after)


def _check_creator_asked_first(report: Report, entries: list[Entry]) -> None:
    """C14: card issuers require that the other side was asked first; Visa has it certified."""
    for index, (where, entry) in enumerate(entries):
        if entry.event in DISPUTES:
            before = [
                earlier
                for _, earlier in entries[:index]
                if earlier.event in {"asked", "sent"} and earlier.by in {None, "brand"}
            ]
            if not before:
                report.add("C14", f"{where}/event")
            return


def _check_parallel_requests(report: Report, case: Case, policies: Policies, entries: list[Entry]) -> None:
    """M9: two desks that are asked for one payment at once would pay it twice, or close both requests.

    If the money went several ways, each desk is asked for its own part; `desk_sums` checks their total.
    """
    own = policies.channels[case.case.channel].desk
    desks_of_ways = {desk.id for desk in ways.desks_of(ways.payments_by_channel(case, policies), policies).values()}
    running: dict[str, str] = {}
    for where, entry in entries:
        desk = entry.desk or own
        if entry.event in ENDING:
            ended = {entry.desk} if entry.desk else {name for name in running if _speaker(name, policies) == entry.by}
            running = {name: first for name, first in running.items() if name not in ended}
        elif desk and (entry.event in DISPUTES or (entry.event == "ticket_opened" and desk == own)):
            running.setdefault(desk, f"{where}/event")
    if len(running) > 1 and not set(running) <= desks_of_ways:
        *others, last = running.values()
        report.add("M9", last, related=tuple(others))


def _speaker(desk: str, policies: Policies) -> str:
    return policies.desks[desk].speaker if desk in policies.desks else ""


def _check_extensions(report: Report, entries: list[Entry]) -> None:
    """D14: an extension ends after the deadline of the letters, or of the previous extension."""
    first, until = "", None
    for where, entry in entries:
        is_letter = entry.event == "sent" and entry.letter in ladder.LADDER_LETTERS
        if entry.deadline is None or not (is_letter or entry.event == "extended"):
            continue
        if until and entry.deadline <= until and not is_letter:
            report.add("D14", f"{where}/deadline", related=(f"{first}/deadline",))
        if until is None or entry.deadline > until:
            first, until = where, entry.deadline
