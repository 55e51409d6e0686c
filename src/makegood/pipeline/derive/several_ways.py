"""Combine the facts of each way of payment with those of the whole case, if the money went several ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import chain

from makegood.model.facts import Deadline, Facts, Planned
from makegood.model.policy import ChannelPolicy
from makegood.model.words import Channel
from makegood.pipeline.derive.agenda import NEXT
from makegood.pipeline.derive.case_state import SOON
from makegood.pipeline.derive.stage import ENDED

PAUSED, DONE = 8, 9
"""Urgency of a wait that is paused because nothing is asked for now, and of a case that is done."""
KINDS = ("page", "email", "message", "letter", "support", "report", "packet")
"""The order in which documents are used."""


def combine_ways(
    whole: Facts, ways: tuple[Facts, ...], channel: ChannelPolicy, closing: Mapping[Channel, tuple[Deadline, ...]]
) -> Facts:
    """Return the facts of the whole case, for the other party, combined with those of each way, for its desk.

    `channel` is the case's own, `closing` are the windows of each channel. The stage is the most urgent one; windows,
    agenda, texts and packets are those of all.
    """
    most_urgent = min((whole, *ways), key=_urgency) if whole.stage.id not in ENDED else whole
    desk = most_urgent.desk or next((way.desk for way in ways if way.channel.id == channel.id), None)
    return replace(
        whole,
        channel=channel,
        desk=desk,
        stage=most_urgent.stage,
        windows=tuple(chain.from_iterable(way.windows for way in ways)),
        agenda=_agenda(whole, ways, most_urgent, channel, closing),
        plan=tuple(sorted(chain(whole.plan, *map(_desk_documents, ways)), key=lambda item: KINDS.index(item.kind))),
        not_made=tuple(
            dict.fromkeys(
                chain(
                    whole.not_made,
                    (
                        omitted
                        for facts in ways
                        for omitted in facts.not_made
                        if omitted.document.startswith(("support/", "packet/")) and omitted.document != "support/tiktok"
                    ),
                )
            )
        ),
        bundles={**whole.bundles, **{name: bundle for way in ways for name, bundle in way.bundles.items()}},
        consequences=tuple(dict.fromkeys(chain.from_iterable(way.consequences for way in ways))),
        escalations=tuple(
            {escalation.policy.id: escalation for facts in (whole, *ways) for escalation in facts.escalations}.values()
        ),
        ways=ways,
    )


def _desk_documents(facts: Facts) -> list[Planned]:
    """Return the documents for the desk of a way."""
    return [item for item in facts.plan if item.kind in {"support", "packet"}]


def _urgency(facts: Facts) -> tuple[int, date]:
    """Return the urgency of the stage, the smallest first: a desk to answer, a window, a letter to send, a wait."""
    stage = facts.stage
    is_paused = not facts.sums.askable.amount and stage.id in {"unanswered", "awaiting_reply"}
    is_done = stage.id in ENDED or not facts.sums.outstanding.amount
    return DONE if is_done else PAUSED if is_paused else _rank(facts), stage.by or date.max


def _rank(facts: Facts) -> int:
    stage, today = facts.stage, facts.case.case.as_of
    if stage.id in {"at_desk", "refused"} and stage.document:
        return 0  # a desk has answered, or has to be asked again
    if stage.id == "to_desk" and stage.by and (stage.by - today).days <= SOON:
        return 1  # as in a case of one way: a letter can wait, a window that closes cannot
    if stage.id in {"to_request", "to_write"}:
        return 2
    return {"to_desk": 3, "refused": 4, "unanswered": 5, "awaiting_reply": 6, "at_desk": 7}.get(stage.id, PAUSED)


def _agenda(
    whole: Facts,
    ways: tuple[Facts, ...],
    most_urgent: Facts,
    channel: ChannelPolicy,
    closing: Mapping[Channel, tuple[Deadline, ...]],
) -> tuple[Deadline, ...]:
    """Return the next act, what else is to be done or awaited, and the windows of every way.

    The id of another channel's deadline ends in @ and its name.
    """
    deadlines = {deadline.id: deadline for deadline in whole.agenda if deadline.id != NEXT}
    ended = set(closing) if whole.stage.id in ENDED else {way.channel.id for way in ways if way.stage.id in ENDED}
    for name, windows in closing.items():
        for window in windows:
            window_id = window.id if name == channel.id else f"{window.id}@{name}"
            deadlines[window_id] = replace(window, id=window_id, kind="over" if name in ended else window.kind)
    for facts in ways:
        for deadline in facts.agenda:
            if deadline.id != NEXT:
                is_own = facts.channel.id == channel.id or deadline.id in deadlines
                name = deadline.id if is_own else f"{deadline.id}@{facts.channel.id}"
                deadlines.setdefault(name, replace(deadline, id=name))
    act = _next_of(most_urgent)
    acts = {act.act: act}
    # Where no desk can pay, all is asked in the letters, which are those of the whole case.
    for facts in (whole, *(way for way in ways if way.desk)):
        other = _next_of(facts)
        if other.kind != "over" and _urgency(facts)[0] < PAUSED:
            name = "creator" if facts is whole else facts.channel.id
            acts.setdefault(other.act, replace(other, id=f"{NEXT}@{name}"))
    return tuple(sorted((*acts.values(), *deadlines.values()), key=lambda deadline: (deadline.on, deadline.id)))


def _next_of(facts: Facts) -> Deadline:
    return next(deadline for deadline in facts.agenda if deadline.id == NEXT)
