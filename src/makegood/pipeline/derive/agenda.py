"""The upcoming deadlines: the next act, what else is to be done or awaited meanwhile, and the windows that close."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from makegood.domain import desks, ladder, windows
from makegood.domain.make_goods import delivered_on
from makegood.model.facts import Deadline, Escalation, Stage
from makegood.model.policy import DeskPolicy
from makegood.model.results import DueLetter, FollowUp, Window
from makegood.model.statement import Statement, Wording, say
from makegood.pipeline.derive.case_state import CaseState
from makegood.pipeline.derive.stage import ENDED, letter_stage, wait_for_reply, wait_for_work
from makegood.statements.windows import last_day

NEXT = "next"
"""The id of the next act or wait; each case has exactly one. Those that it hides have ids of their own."""


def agenda(state: CaseState, stage: Stage, escalations: tuple[Escalation, ...], case_day: date) -> tuple[Deadline, ...]:
    """Return the deadlines, the earliest first. `case_day` is the case's own day, `as_of`.

    An act by others is to be answered by the next working day of the brand's country: our own judgement, since no
    source states a time for it. An act that answers nothing is due on the case's own day.
    """
    closing: Iterable[Deadline] = (*channel_deadlines(state), *_escalation_deadlines(state, escalations))
    first = _next(state, stage, case_day)
    if stage.id in ENDED:
        closing = (replace(deadline, kind="over") for deadline in closing)
    else:
        closing = (*closing, *_meanwhile(state, stage, first, case_day))
    return tuple(sorted((first, *closing), key=lambda deadline: (deadline.on, deadline.id)))


def _next(state: CaseState, stage: Stage, case_day: date) -> Deadline:
    """Return the next act or wait; its kind is "over" if there is neither, or if the end of the wait is unknown."""
    make_deadline = partial(
        Deadline, id=NEXT, act=stage.next_act, why=_reason(state, stage), where=_place(state, stage)
    )
    if stage.id in {"nowhere", "closed"}:
        return make_deadline(kind="over", on=_last_day(state) or case_day)
    if _is_waiting(state, stage):
        until = state.ladder.reply_by if stage.id == "awaiting_reply" else _waits_for_desk(state)
        return make_deadline(kind="wait" if until else "over", on=until or _last_day(state) or case_day)
    since = _answered_on(state, stage)
    due_on = windows.reply_by(since, 1, _holidays(state)) if since else case_day
    return make_deadline(kind="act", on=due_on, document=stage.document)


def _meanwhile(state: CaseState, stage: Stage, first: Deadline, case_day: date) -> Iterator[Deadline]:
    """Yield what is to be done or awaited besides `first`, the next act or wait, which hides it."""
    today, until = state.case.case.as_of, state.ladder.reply_by
    if stage.id in {"to_request", "to_write"}:
        yield from _other_letters(state, case_day)
    if not state.sums.outstanding.amount:
        return
    if state.desk and state.at_desk and stage.id in {"to_request", "to_write", "awaiting_reply"}:
        yield from _at_desk_meanwhile(state, state.desk, stage)
    waits = {first.on} if first.kind == "wait" and stage.id == "awaiting_reply" else set()
    for make_good in state.ladder.running:
        if make_good.day not in waits:
            waits.add(make_good.day)
            yield Deadline(
                id=f"make_good/{'+'.join(make_good.missing)}",
                kind="wait",
                on=make_good.day,
                act=wait_for_work(state, make_good.day),
                why=say("why-agreed", day=windows.day_of(make_good.agreed[-1].at, state.case)),
                where=_other_party(state),
            )
    if until and until >= today and until not in waits:
        yield Deadline(
            id="reply",
            kind="wait",
            on=until,
            act=wait_for_reply(state),
            why=_letter_reason(state),
            where=_other_party(state),
        )


def _other_letters(state: CaseState, case_day: date) -> Iterator[Deadline]:
    """Yield the letters that go out in addition to the next one."""
    for due in state.ladder.due[1:]:
        letter, since = letter_stage(state, due), _letter_answers_on(state, due)
        yield Deadline(
            id=f"letter/{due.letter}",
            kind="act",
            on=windows.reply_by(since, 1, _holidays(state)) if since else case_day,
            act=letter.next_act,
            why=due.reason,
            where=_other_party(state),
            document=letter.document,
        )


def _at_desk_meanwhile(state: CaseState, desk: DeskPolicy, stage: Stage) -> Iterator[Deadline]:
    """Yield what the desk is to be sent, or the end of the wait for it, while the next act is at the other party.

    While work is awaited by a day that was agreed, a desk that has not answered is not asked again.
    """
    follow_up, until = state.follow_up, _waits_for_desk(state)
    if follow_up and stage.id != "awaiting_reply":
        since = _follow_up_answers_on(state, follow_up)
        if since:
            yield Deadline(
                id=f"desk/{desk.id}",
                kind="act",
                on=windows.reply_by(since, 1, _holidays(state)),
                act=desks.describe_act(follow_up, desk),
                why=_last_contact(follow_up),
                where=desk.title,
                document=desks.follow_up_text(follow_up, desk),
            )
    elif until and until >= state.case.case.as_of:
        yield Deadline(
            id=f"desk/{desk.id}",
            kind="wait",
            on=until,
            act=say("next-wait-for-desk", desk=desk.name),
            why=_ask_again(until),
            where=desk.title,
        )


def _is_waiting(state: CaseState, stage: Stage) -> bool:
    """Return whether the only thing to do is wait; an answer that came has to be read and decided on."""
    if stage.id == "awaiting_reply":
        return state.answer is None
    return stage.id == "at_desk" and state.follow_up is None


def _answered_on(state: CaseState, stage: Stage) -> date | None:
    """Return the day of what the act answers; None if it answers nothing."""
    if state.due and stage.id in {"to_request", "to_write"}:
        return _letter_answers_on(state, state.due)
    if stage.id in ENDED:
        return _last_day(state)
    if stage.id == "awaiting_reply":
        return windows.day_of(state.answer.at, state.case) if state.answer else None
    if state.follow_up:
        return _follow_up_answers_on(state, state.follow_up)
    if stage.id == "refused":
        return _last_day(state, "rejected")
    return state.ladder.reply_by if state.is_late else None


def _letter_answers_on(state: CaseState, due: DueLetter) -> date | None:
    """Return the day of what the letter answers; None if it answers nothing."""
    if due.letter in {ladder.FIRST, ladder.OFFER}:
        return None
    if due.about:
        return windows.day_of(due.about.at, state.case)
    if due.payments:
        return due.payments[-1].paid_on
    return state.ladder.reply_by if state.is_late else _last_day(state, "rejected")


def _follow_up_answers_on(state: CaseState, follow_up: FollowUp) -> date | None:
    """Return the day of what the desk asked or decided, else the last day of the wait for it."""
    return follow_up.since if follow_up.situation in {"more_info", "appeal"} else _waits_for_desk(state)


def _waits_for_desk(state: CaseState) -> date | None:
    return desks.last_day_of_wait(state.case, state.desk, state.sums.outstanding) if state.desk else None


def _last_day(state: CaseState, *events: str) -> date | None:
    """Return the day of the last of these events; without events, of the last entry, payment or delivery."""
    days = [windows.day_of(entry.at, state.case) for entry in state.case.log if not events or entry.event in events]
    paid = [] if events else [payment.paid_on for payment in state.case.payments]
    came = (delivered_on(item, state.case) for item in state.case.deliverables if state.is_made_good)
    return max((*days, *paid, *filter(None, came)), default=None)


def _reason(state: CaseState, stage: Stage) -> Wording:
    """Return the reason for the act or the wait: an answer to read, a letter, or a reply from the desk."""
    due, last, until = state.due, state.ladder.last(*ladder.LADDER_LETTERS), _waits_for_desk(state)
    if stage.id in {"at_desk", "refused"} and state.at_desk:
        return _last_contact(state.follow_up) if state.follow_up else _ask_again(until) if until else ""
    if due and stage.id in {"to_request", "to_write"} and (due.about or due.payments or last is None):
        return due.reason
    if state.answer and stage.id == "awaiting_reply":
        return say("why-reply", day=windows.day_of(state.answer.at, state.case))
    return "" if stage.id in ENDED else _letter_reason(state)


def _last_contact(follow_up: FollowUp) -> Statement:
    return say("why-last-contact", day=follow_up.since)


def _ask_again(day: date) -> Statement:
    return say("why-ask-again", day=day)


def _letter_reason(state: CaseState) -> Wording:
    """Return the last letter of the escalation, and whether it was not answered; "" if there is none."""
    last = state.ladder.last(*ladder.LADDER_LETTERS)
    if last is None:
        return ""
    kind = "why-letter-unanswered" if state.is_late and not state.answer else "why-letter"
    return say(kind, letter=last.title, day=last.on)


def _place(state: CaseState, stage: Stage) -> Wording:
    """Return the place to act: the mail to the creator, or the desk."""
    desk = state.desk
    if stage.id in ENDED and state.due is None:
        return ""
    if desk and (stage.id in {"to_desk", "at_desk"} or (stage.id == "refused" and state.at_desk)):
        return desk.title
    return _other_party(state)


def _other_party(state: CaseState) -> Wording:
    creator = state.case.parties.creator
    return say("place-email", name=creator.display_name) if creator else state.channel.title


def _holidays(state: CaseState) -> windows.Holidays:
    """Return the holidays of the brand."""
    return windows.Holidays(state.case.parties.brand.country, None, state.case.settings.holidays)


def channel_deadlines(state: CaseState) -> Iterator[Deadline]:
    """Yield the windows of the channel: one for each act, or for each payment if each has a time of its own."""
    windows_by_act: dict[str, dict[str, list[Window]]] = {}
    done_acts = set()
    for rule in state.channel.windows:
        for window in windows.windows_of(state.case, (rule,)):
            if window.closes_on:
                windows_by_act.setdefault(window.act_text, {}).setdefault(window.id, []).append(window)
                done_acts |= {window.act_text} if windows.is_done(state.case, state.channel, rule) else set()
    place = _desk_place(state.desk) if state.desk else state.channel.title
    for act, counts in windows_by_act.items():
        days = set()
        for index in range(max(map(len, counts.values()))):
            alternatives = [of_rule[min(index, len(of_rule) - 1)] for of_rule in counts.values()]
            deadline = _window_deadline(state, alternatives, place, "C3", is_done=act in done_acts)
            if deadline.on not in days:
                days.add(deadline.on)
                yield replace(deadline, id=f"{deadline.id}/{index + 1}") if index else deadline


def _desk_place(desk: DeskPolicy) -> Statement:
    return say("place-desk", desk=desk.title, url=desk.url) if desk.url else desk.title


def _escalation_deadlines(state: CaseState, escalations: tuple[Escalation, ...]) -> Iterator[Deadline]:
    """Yield the windows of the escalations for which the relevant country is known."""
    for escalation in escalations:
        if not escalation.policy.places(state.case) or (
            escalation.policy.of == "brand" and state.case.parties.brand.country is None
        ):
            continue
        for window in escalation.windows:
            if window.closes_on:
                yield _window_deadline(state, [window], escalation.policy.title, "C12")


def _window_deadline(
    state: CaseState, alternatives: list[Window], place: Statement, rule: str, *, is_done: bool = False
) -> Deadline:
    """Return the first day on which one of the alternatives closes; if all have closed, the last of them.

    A missed window is over once the rule about it is accepted with a reason.
    """
    days = {window.closes_on: window for window in alternatives if window.closes_on}
    open_days = [day for day in days if day >= state.case.case.as_of]
    is_accepted = not open_days and any(finding.rule == rule for finding in state.case.accepted)
    day = min(open_days) if open_days else max(days)
    return Deadline(
        id=f"window/{alternatives[0].id}",
        kind="over" if is_done or is_accepted else "window" if open_days else "missed",
        on=day,
        act=last_day(days[day]),
        why=days[day].counted,
        where=place,
    )
