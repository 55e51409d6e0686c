"""Windows: what closes soon, what has closed, and what was done before it opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from makegood.domain import ways, windows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from makegood.model.case import Case
    from makegood.model.errors import Severity
    from makegood.model.policy import ChannelPolicy, Policies, WindowRule
    from makegood.model.results import Window
    from makegood.pipeline.check.report import Report

SOON = 14
"""Days before a window closes at which it is said. Our own judgement: a first request gives 14 days to reply."""
ENDS = "The time for this ends soon"
ENDED = "The time for this has ended"
BY_ONE_COUNT = "By one count the time for this has ended, by another it still runs"
FOR_ONE_PAYMENT = "For one payment the time for this has ended, for another it still runs"
BY_THE_OTHER = "Act now. The payment whose time is over is asked of the other party alone."
ACT = "Act now, or accept the rule with a reason."
DIVIDED = "Act now: which day holds is for the desk to say. Or accept the rule with a reason."
TOO_LATE = "Go another way, or accept the rule with a reason: a desk sometimes helps all the same."
BY_ONE_RULE = "By one of the rules that may hold here this was done too early."
TAKEN = "Correct its day. If it was taken all the same, accept the rule with a reason."
LAWYER = 'Have a lawyer look at it; "If that fails" on the case page says what is left.'


@dataclass(frozen=True, slots=True)
class _Count:
    """One window of an act that was not done yet, and the days that are left of it: below zero once it has ended."""

    rule: WindowRule
    window: Window
    left: int


@dataclass(frozen=True, slots=True)
class _Sight:
    """A case, or what a desk sees of it, with its channel; `place` turns its pointers into those of the file.

    `is_divided`: its desk is asked for the payments alone whose time is not over.
    """

    case: Case
    channel: ChannelPolicy
    place: Callable[[str], str]
    is_divided: bool


@dataclass(frozen=True, slots=True)
class _Told:
    severity: Severity
    words: str
    fix: str
    counts: tuple[_Count, ...]
    sight: _Sight


def closing(report: Report, case: Case, policies: Policies) -> None:
    """Check the windows of the channel and of a claim against TikTok; nothing where nobody pays back."""
    channel = policies.channels[case.case.channel]
    if channel.route == "none":
        return
    _notice(report, case, policies)
    # Last, and its warnings first: an error at case.as_of silences what is told of the same day after it.
    told = [
        one
        for sight in _sights(case, channel, policies)
        for act, counts in _counts(report, sight).items()
        for one in _told(act, counts, sight)
    ]
    for one in sorted(told, key=lambda one: one.severity == "error"):
        places = dict.fromkeys(one.sight.place(place) for count in one.counts for place in count.window.places)
        lines = dict.fromkeys(line for count in one.counts for line in (_until(count.window), count.window.then))
        report.add(
            "C3",
            "/case/as_of",
            message=one.words,
            fix=one.fix,
            severity=one.severity,
            detail="\n".join(lines),
            related=tuple(places),
        )


def _sights(case: Case, channel: ChannelPolicy, policies: Policies) -> tuple[_Sight, ...]:
    """Part the case where its money went several ways: the days of one way's payments count for no other."""
    divided = frozenset(ways.too_late(case, policies).values())
    parted = ways.part(case, policies, in_time=False)
    return tuple(_Sight(way.case, way.channel, way.place, way.channel.id in divided) for way in parted) or (
        _Sight(case, channel, str, channel.id in divided),
    )


def _counts(report: Report, sight: _Sight) -> dict[str, tuple[_Count, ...]]:
    """C4 and C11; give the windows of each act that was not done yet: schemes count one act in several ways."""
    case, channel = sight.case, sight.channel
    held = [(rule, window) for rule in channel.windows for window in windows.windows_of(case, (rule,))]
    _opened(report, sight, held)
    found: dict[str, tuple[_Count, ...]] = {}
    for rule, window in held:
        if window.closes_on is None or windows.is_done(case, channel, rule):
            continue
        left = (window.closes_on - case.case.as_of).days
        if left < 0 and rule.anchor == "dispute_opened":
            report.add("C11", sight.place(window.places[0]), related=("/case/as_of",), detail=_until(window))
        else:
            found[window.act] = (*found.get(window.act, ()), _Count(rule, window, left))
    return found


def _told(act: str, counts: tuple[_Count, ...], sight: _Sight) -> Iterator[_Told]:
    """C3: word what is to be said of an act whose time ends or has ended."""
    over = tuple(one for one in counts if one.left < 0)
    soon = tuple(one for one in counts if 0 <= one.left <= SOON)
    if over and len(over) < len(counts):
        is_of_payments = len({one.rule.id for one in counts}) < len(counts)
        for_one = (FOR_ONE_PAYMENT, BY_THE_OTHER if sight.is_divided else ACT)
        words, fix = for_one if is_of_payments else (BY_ONE_COUNT, DIVIDED)
        yield _Told("warning", f"{words}: {act}.", fix, counts, sight)
    elif over:
        ends = any(one.rule.sourced.confidence == "official" and not one.rule.aside for one in over)
        certain = sight.channel.asked_first == "desk" and ends
        yield _Told("error" if certain else "warning", f"{ENDED}: {act}.", TOO_LATE, over, sight)
    elif soon:
        yield _Told("warning", f"{ENDS}: {act}.", ACT, soon, sight)


def _until(window: Window) -> str:
    return f"until {windows.format_day(window.closes_on)}, {window.counted}" if window.closes_on else ""


def _opened(report: Report, sight: _Sight, held: list[tuple[WindowRule, Window]]) -> None:
    """C4: too early by a rule that may hold. A fact is denied only where each of them says so, and one officially."""
    case = sight.case
    for at, entry in enumerate(case.log):
        opens = [(rule, one, one.opens_on) for rule, one in held if rule.done_by == entry.event and one.opens_on]
        early = [(rule, one, day) for rule, one, day in opens if windows.day_of(entry.at, case) < day]
        if not early:
            continue
        is_sure = len(early) == len(opens) and any(rule.sourced.confidence == "official" for rule, *_ in early)
        report.add(
            "C4",
            sight.place(f"/log/{at}/at"),
            severity="error" if is_sure else "warning",
            message=None if len(early) == len(opens) else BY_ONE_RULE,
            fix=None if is_sure else TAKEN,
            detail="\n".join(f"{one.act}: from {windows.format_day(day)}, {one.counted}" for _, one, day in early),
            related=tuple(dict.fromkeys(sight.place(where) for _, one, _ in early for where in one.places)),
        )


def _notice(report: Report, case: Case, policies: Policies) -> None:
    """C12: a claim against TikTok has a last day, and a written notice must go before it."""
    country = case.parties.brand.country
    if country is None or not policies.channels[case.case.channel].is_claim_against_tiktok:
        return
    open_to = (one for one in policies.escalations.values() if one.is_open_to(case))
    held = [rule for one in open_to if one.regions and one.of == "brand" for rule in one.windows]
    for window in windows.windows_of(case, held):
        if window.closes_on and window.closes_on - timedelta(days=SOON) <= case.case.as_of:
            left = (window.closes_on - case.case.as_of).days
            words = ENDED if left < 0 else ENDS
            report.add(
                "C12",
                "/case/as_of",
                message=f"{words}: {window.act}.",
                detail=_until(window),
                fix=LAWYER if left < 0 else None,
                related=window.places,
            )
