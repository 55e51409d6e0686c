"""The days that count from now on: the next act, the end of a wait, and the windows that close."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from makegood.domain import desks, ladder, windows
from makegood.model.facts import Deadline, Escalation, Stage
from makegood.model.results import DueLetter, Window
from makegood.pipeline.derive.case_state import CaseState
from makegood.pipeline.derive.stage import ENDED

NEXT = "next"
"""The id of what is to be done or awaited next: one for each case, whatever it is."""


def agenda(now: CaseState, current: Stage, escalations: tuple[Escalation, ...], begun: date) -> tuple[Deadline, ...]:
    """List what counts, the earliest first. `begun` is the day that the case is written for.

    What others have done is answered by the next working day of the brand's country: our own judgement, since no
    source names a time for it. What nobody waits for yet is to be done on the day that the case is written for.
    """
    closing: Iterable[Deadline] = (*_channel(now), *_others(now, escalations))
    if current.id in ENDED:
        closing = (replace(one, kind="over") for one in closing)
    return tuple(sorted((_next(now, current, begun), *closing), key=lambda one: (one.on, one.id)))


def _next(now: CaseState, current: Stage, begun: date) -> Deadline:
    """Give the act or the wait; over where there is neither, or nobody knows until when."""
    made = partial(Deadline, id=NEXT, act=current.next_act, why=_told(now, current), where=_where(now, current))
    if current.id in {"nowhere", "closed"}:
        return made(kind="over", on=_last_day(now) or begun)
    if _is_waiting(now, current):
        until = now.ladder.until if current.id == "awaiting_reply" else _waits_for_desk(now)
        return made(kind="wait" if until else "over", on=until or _last_day(now) or begun)
    since = _since(now, current)
    on = windows.reply_by(since, 1, _holidays(now)) if since else begun
    return made(kind="act", on=on, document=current.document)


def _is_waiting(now: CaseState, current: Stage) -> bool:
    """Say whether nothing is to be done but wait: an answer that came is to be read, and decided on."""
    if current.id == "awaiting_reply":
        return now.answer is None
    return current.id == "at_desk" and now.follow_up is None


def _since(now: CaseState, current: Stage) -> date | None:
    """Give the day from which the act is owed; None where it answers nothing."""
    if now.due and current.id in {"to_request", "to_write"}:
        return _since_letter(now, now.due)
    if current.id in ENDED:
        return _last_day(now)
    if current.id == "awaiting_reply":
        return windows.day_of(now.answer.at, now.case) if now.answer else None
    if now.follow_up:
        is_asked = now.follow_up.situation in {"more_info", "appeal"}
        return now.follow_up.since if is_asked else _waits_for_desk(now)
    if current.id == "refused":
        return _last_day(now, "rejected")
    return now.ladder.until if now.is_late else None


def _since_letter(now: CaseState, due: DueLetter) -> date | None:
    """Give the day of what the letter answers; None for one that answers nothing."""
    if due.letter in {ladder.FIRST, ladder.OFFER}:
        return None
    if due.about:
        return windows.day_of(due.about.at, now.case)
    if due.payments:
        return due.payments[-1].paid_on
    return now.ladder.until if now.is_late else _last_day(now, "rejected")


def _waits_for_desk(now: CaseState) -> date | None:
    return desks.waits_until(now.case, now.desk, now.sums.outstanding) if now.desk else None


def _last_day(now: CaseState, *events: str) -> date | None:
    """Give the day of the last of these events; of anything that happened, where none is named."""
    days = [windows.day_of(one.at, now.case) for one in now.case.log if not events or one.event in events]
    paid = [] if events else [one.paid_on for one in now.case.payments]
    return max((*days, *paid), default=None)


def _told(now: CaseState, current: Stage) -> str:
    """Say what the act or the wait follows from: an answer to be read, the letter of that day, or the desk's turn."""
    due, last, until = now.due, now.ladder.last(*ladder.CLIMBING), _waits_for_desk(now)
    if current.id in {"at_desk", "refused"} and now.at_desk:
        said = f"the last word there was on {windows.format_day(now.follow_up.since)}" if now.follow_up else ""
        return said or (f"to be asked again after {windows.format_day(until)}" if until else "")
    if due and current.id in {"to_request", "to_write"} and (due.about or due.payments or last is None):
        return due.reason.partition(": ")[2].rstrip(".")
    if now.answer and current.id == "awaiting_reply":
        return f"it came on {windows.format_day(windows.day_of(now.answer.at, now.case))}"
    if last is None or current.id in ENDED:
        return ""
    return f"{last.title} of {windows.format_day(last.on)}{' unanswered' if now.is_late and not now.answer else ''}"


def _where(now: CaseState, current: Stage) -> str:
    """Name the place to act: the mail to the creator, or the desk."""
    creator, desk = now.case.parties.creator, now.desk
    if current.id in ENDED and now.due is None:
        return ""
    if desk and (current.id in {"to_desk", "at_desk"} or (current.id == "refused" and now.at_desk)):
        return desk.title
    return f"Mail to {creator.display_name}" if creator else now.channel.title


def _holidays(now: CaseState) -> windows.Holidays:
    """Give the days on which nobody works at the brand."""
    return windows.Holidays(now.case.parties.brand.country, None, now.case.settings.holidays)


def _channel(now: CaseState) -> Iterator[Deadline]:
    """Give the windows of the channel, one for each act."""
    held: dict[str, list[Window]] = {}
    done = set()
    for rule in now.channel.windows:
        for one in windows.windows_of(now.case, (rule,)):
            if one.closes_on:
                held.setdefault(one.act, []).append(one)
                done |= {one.act} if windows.is_done(now.case, now.channel, rule) else set()
    where = f"{now.desk.title} {now.desk.url}".strip() if now.desk else now.channel.title
    for act, ways in held.items():
        yield _closing(now, ways, where, "C3", is_done=act in done)


def _others(now: CaseState, escalations: tuple[Escalation, ...]) -> Iterator[Deadline]:
    """Give the windows of the ways on, where the country that decides on them is known."""
    for one in escalations:
        if not one.policy.places(now.case) or (one.policy.of == "brand" and now.case.parties.brand.country is None):
            continue
        for window in one.windows:
            if window.closes_on:
                yield _closing(now, [window], one.policy.title, "C12")


def _closing(now: CaseState, ways: list[Window], where: str, rule: str, *, is_done: bool = False) -> Deadline:
    """Give the first day on which a way to do the act closes; where all have closed, the last of them.

    A window that was missed is over once the rule that asks about it is accepted with a reason.
    """
    days = {one.closes_on: one for one in ways if one.closes_on}
    still = [day for day in days if day >= now.case.case.as_of]
    is_accepted = not still and any(one.rule == rule for one in now.case.accepted)
    on = min(still) if still else max(days)
    return Deadline(
        id=f"window/{ways[0].id}",
        kind="over" if is_done or is_accepted else "window" if still else "missed",
        on=on,
        act=f"{days[on].act}.",
        why=days[on].counted,
        where=where,
    )
