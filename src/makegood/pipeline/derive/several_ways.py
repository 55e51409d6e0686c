"""A case whose money went several ways: what follows from each of them, and from all together, in one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import chain

from makegood.model.facts import Deadline, Facts, Planned
from makegood.model.policy import ChannelPolicy
from makegood.pipeline.derive.agenda import NEXT
from makegood.pipeline.derive.case_state import SOON
from makegood.pipeline.derive.stage import ENDED

PAUSED, LAST = 8, 9
"""Urgency of a wait for somebody who is asked for nothing now, and of what asks for nothing any more."""
KINDS = ("page", "email", "message", "letter", "support", "report", "packet")
"""In which order documents are used."""


def combine_ways(whole: Facts, each: tuple[Facts, ...], channel: ChannelPolicy) -> Facts:
    """Join the facts of a whole case, which speak to the other party, with those of each way, which speak to its desk.

    `channel` is the case's own. One stage is named, the most urgent; the windows, the agenda, the texts and the packets
    are those of all.
    """
    chosen = min((whole, *each), key=_urgency) if whole.stage.id not in ENDED else whole
    desk = chosen.desk or next((one.desk for one in each if one.channel.id == channel.id), None)
    return replace(
        whole,
        channel=channel,
        desk=desk,
        stage=chosen.stage,
        windows=tuple(chain.from_iterable(one.windows for one in each)),
        agenda=_agenda(whole, each, chosen, channel),
        plan=tuple(sorted(chain(whole.plan, *map(_own, each)), key=lambda item: KINDS.index(item.kind))),
        not_made=tuple(
            dict.fromkeys(
                chain(
                    whole.not_made,
                    (
                        one
                        for facts in each
                        for one in facts.not_made
                        if one.document.startswith(("support/", "packet/")) and one.document != "support/tiktok"
                    ),
                )
            )
        ),
        bundles={**whole.bundles, **{name: bundle for one in each for name, bundle in one.bundles.items()}},
        consequences=tuple(dict.fromkeys(chain.from_iterable(one.consequences for one in each))),
        escalations=tuple({one.policy.id: one for facts in (whole, *each) for one in facts.escalations}.values()),
        ways=each,
    )


def _own(facts: Facts) -> list[Planned]:
    """List what is made for the desk of a way."""
    return [item for item in facts.plan if item.kind in {"support", "packet"}]


def _urgency(facts: Facts) -> tuple[int, date]:
    """Say how urgent the stage is: what closes soon, what is to be answered, what is to be sent; a wait last."""
    stage = facts.stage
    is_paused = not facts.sums.askable.amount and stage.id in {"unanswered", "awaiting_reply"}
    is_nothing = stage.id in ENDED or not facts.sums.outstanding.amount
    return LAST if is_nothing else PAUSED if is_paused else _rank(facts), stage.by or date.max


def _rank(facts: Facts) -> int:
    stage, today = facts.stage, facts.case.case.as_of
    if stage.id in {"at_desk", "refused"} and stage.document:
        return 0  # a desk has said something, or has to be asked again
    if stage.id == "to_desk" and stage.by and (stage.by - today).days <= SOON:
        return 1  # as where all money went one way: a letter can wait for a window that closes
    if stage.id in {"to_request", "to_write"}:
        return 2
    return {"to_desk": 3, "refused": 4, "unanswered": 5, "awaiting_reply": 6, "at_desk": 7}.get(stage.id, PAUSED)


def _agenda(whole: Facts, each: tuple[Facts, ...], chosen: Facts, channel: ChannelPolicy) -> tuple[Deadline, ...]:
    """List the next act once, and the windows of every way; an id that a way has with others gets its name."""
    found = {one.id: one for one in whole.agenda if one.id != NEXT}
    for facts in each:
        for one in facts.agenda:
            if one.id != NEXT:
                name = one.id if facts.channel.id == channel.id or one.id in found else f"{one.id}@{facts.channel.id}"
                found.setdefault(name, replace(one, id=name))
    act = next(one for one in chosen.agenda if one.id == NEXT)
    return tuple(sorted((act, *found.values()), key=lambda one: (one.on, one.id)))
