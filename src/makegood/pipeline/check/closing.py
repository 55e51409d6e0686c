"""Check windows: what closes soon, what has closed, and what was done before it opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from makegood.domain import ways, windows
from makegood.language import english
from makegood.model.statement import policy_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from makegood.model.case import Case
    from makegood.model.errors import Severity
    from makegood.model.policy import ChannelPolicy, Policies, WindowRule
    from makegood.model.results import Window
    from makegood.pipeline.check.report import Report

SOON = 14
"""Days before a window closes from which it is reported. Our own judgement: a first request gives 14 days to reply."""
ENDS = "The time limit for this step ends soon"
ENDED = "The time limit for this step has ended"
BY_ONE_COUNT = "The time limit for this step has ended under one rule and is still running under another"
FOR_ONE_PAYMENT = "The time limit for this step has ended for one payment and is still running for another"
BY_THE_OTHER = "Take this step now. For the payment whose time limit has ended, you can ask only the other party."
ACT = "Take this step now, or accept this warning and give a reason."
DIVIDED = "Take this step now, because the desk decides which date applies, or accept this warning and give a reason."
TOO_LATE = "Choose another channel. Some desks still help, so to ask this one, accept this rule and give a reason."
BY_ONE_RULE = "This step was taken too early under one of the rules that may apply."
TAKEN = "Correct the date of this entry. If the request was accepted anyway, accept this warning and give a reason."
LAWYER = 'Ask a lawyer. The section "If that fails" of the case page lists the remaining options.'


@dataclass(frozen=True, slots=True)
class _Count:
    """One window of an act that was not done yet, and the days left: below zero once it has ended."""

    rule: WindowRule
    window: Window
    left: int


@dataclass(frozen=True, slots=True)
class _CaseView:
    """A case, or the part of it that goes to one desk, with its channel.

    `place` turns its pointers into those of the file. `is_divided`: its desk is asked only for the payments whose time
    has not ended.
    """

    case: Case
    channel: ChannelPolicy
    place: Callable[[str], str]
    is_divided: bool


@dataclass(frozen=True, slots=True)
class _WindowFinding:
    severity: Severity
    message: str
    fix: str
    counts: tuple[_Count, ...]
    view: _CaseView


def check_windows(report: Report, case: Case, policies: Policies) -> None:
    """Check the windows of the channel and of a claim against TikTok; nothing on a channel that gives no refunds."""
    channel = policies.channels[case.case.channel]
    if channel.route == "none":
        return
    _check_notice(report, case, policies)
    # Last, and warnings first: an error at case.as_of silences later findings at the same value.
    findings = [
        finding
        for view in _case_views(case, channel, policies)
        for act, counts in _open_counts(report, view).items()
        for finding in _window_findings(act, counts, view)
    ]
    for finding in sorted(findings, key=lambda finding: finding.severity == "error"):
        places = dict.fromkeys(finding.view.place(place) for count in finding.counts for place in count.window.places)
        lines = dict.fromkeys(line for count in finding.counts for line in (_until(count.window), _then(count.window)))
        report.add(
            "C3",
            "/case/as_of",
            message=finding.message,
            fix=finding.fix,
            severity=finding.severity,
            detail="\n".join(lines),
            related=tuple(places),
        )


def _then(window: Window) -> str:
    return policy_text(window.then) if window.then else ""


def _case_views(case: Case, channel: ChannelPolicy, policies: Policies) -> tuple[_CaseView, ...]:
    """Return the parts of a case whose money went several ways: the days of one way's payments count for no other."""
    divided = frozenset(ways.late_payments(case, policies).values())
    parted = ways.ways_without_sums(case, policies, in_time=False)
    return tuple(_CaseView(way.case, way.channel, way.place, way.channel.id in divided) for way in parted) or (
        _CaseView(case, channel, str, channel.id in divided),
    )


def _open_counts(report: Report, view: _CaseView) -> dict[str, tuple[_Count, ...]]:
    """Check C4 and C11; return the windows of each act that was not done yet: schemes count one act in several ways."""
    case, channel = view.case, view.channel
    rule_windows = [(rule, window) for rule in channel.windows for window in windows.windows_of(case, (rule,))]
    _check_opening(report, view, rule_windows)
    counts: dict[str, tuple[_Count, ...]] = {}
    for rule, window in rule_windows:
        if window.closes_on is None or windows.is_done(case, channel, rule):
            continue
        left = (window.closes_on - case.case.as_of).days
        if left < 0 and rule.anchor == "dispute_opened":
            report.add("C11", view.place(window.places[0]), related=("/case/as_of",), detail=_until(window))
        else:
            counts[window.act_text] = (*counts.get(window.act_text, ()), _Count(rule, window, left))
    return counts


def _window_findings(act: str, counts: tuple[_Count, ...], view: _CaseView) -> Iterator[_WindowFinding]:
    """C3: yield what to report about an act whose time ends or has ended."""
    over = tuple(count for count in counts if count.left < 0)
    soon = tuple(count for count in counts if 0 <= count.left <= SOON)
    if over and len(over) < len(counts):
        is_of_payments = len({count.rule.id for count in counts}) < len(counts)
        for_one = (FOR_ONE_PAYMENT, BY_THE_OTHER if view.is_divided else ACT)
        message, fix = for_one if is_of_payments else (BY_ONE_COUNT, DIVIDED)
        yield _WindowFinding("warning", f"{message}: {act}.", fix, counts, view)
    elif over:
        ends = any(count.rule.sourced.confidence == "official" and not count.rule.aside for count in over)
        certain = view.channel.asked_first == "desk" and ends
        yield _WindowFinding("error" if certain else "warning", f"{ENDED}: {act}.", TOO_LATE, over, view)
    elif soon:
        yield _WindowFinding("warning", f"{ENDS}: {act}.", ACT, soon, view)


def _until(window: Window) -> str:
    return f"until {windows.format_day(window.closes_on)}, {_counted(window)}" if window.closes_on else ""


def _counted(window: Window) -> str:
    return english().text(window.counted)


def _check_opening(report: Report, view: _CaseView, rule_windows: list[tuple[WindowRule, Window]]) -> None:
    """C4: too early by a rule that may apply; an error only if all of them agree and one of them is official."""
    case = view.case
    for index, entry in enumerate(case.log):
        opens = [
            (rule, window, window.opens_on)
            for rule, window in rule_windows
            if rule.done_by == entry.event and window.opens_on
        ]
        early = [(rule, window, day) for rule, window, day in opens if windows.day_of(entry.at, case) < day]
        if not early:
            continue
        is_sure = len(early) == len(opens) and any(rule.sourced.confidence == "official" for rule, *_ in early)
        report.add(
            "C4",
            view.place(f"/log/{index}/at"),
            severity="error" if is_sure else "warning",
            message=None if len(early) == len(opens) else BY_ONE_RULE,
            fix=None if is_sure else TAKEN,
            detail="\n".join(
                f"{window.act_text}: from {windows.format_day(day)}, {_counted(window)}" for _, window, day in early
            ),
            related=tuple(dict.fromkeys(view.place(place) for _, window, _ in early for place in window.places)),
        )


def _check_notice(report: Report, case: Case, policies: Policies) -> None:
    """C12: a claim against TikTok has a last day, and a written notice must be sent before it."""
    country = case.parties.brand.country
    if country is None or not policies.channels[case.case.channel].is_claim_against_tiktok:
        return
    escalations = (escalation for escalation in policies.escalations.values() if escalation.is_open_to(case))
    rules = [
        rule
        for escalation in escalations
        if escalation.regions and escalation.of == "brand"
        for rule in escalation.windows
    ]
    for window in windows.windows_of(case, rules):
        if window.closes_on and window.closes_on - timedelta(days=SOON) <= case.case.as_of:
            left = (window.closes_on - case.case.as_of).days
            message = ENDED if left < 0 else ENDS
            report.add(
                "C12",
                "/case/as_of",
                message=f"{message}: {window.act_text}.",
                detail=_until(window),
                fix=LAWYER if left < 0 else None,
                related=window.places,
            )
