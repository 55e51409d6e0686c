"""A case of several ways, parted into what each desk sees of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from makegood.domain import ladder, ledger, windows
from makegood.domain.ways.resolve import (
    Places,
    back_through,
    desk_of,
    desks_of,
    is_single_way,
    moved,
    only_in_time,
    routes_regardless_of_time,
)
from makegood.model.case import Case, Deliverable, LogEntry, Payment
from makegood.model.money import Money
from makegood.model.policy import ChannelPolicy, DeskPolicy, GroundPolicy, Policies
from makegood.model.results import Computation, Share, Sums, Way, Window
from makegood.model.words import OPENING, Channel, GroundId

RUNNING, OPEN, NO_DESK, OVER, REFUSED = range(5)
"""In which order ways are served: a request that runs, a desk whose window is open, the other party alone, a desk whose
window is over, and one that has refused."""
BARGAINS = frozenset({"agreed", "waived"})
"""Entries about the whole claim, which no desk is told."""


def ways(case: Case, policies: Policies, computation: Computation, sums: Sums) -> tuple[Way, ...]:
    """Part a case by the ways in which its money went; () where it went one way.

    `computation` and `sums` are those of the whole case. Raises CannotCompute as `compute` does.
    """
    drafts = part(case, policies)
    if not drafts:
        return ()
    desks = {one.channel.id: policies.desks[one.channel.desk] for one in drafts if one.channel.desk}
    states = [_state(draft, desks.get(draft.channel.id)) for draft in drafts]
    claimants = [
        ledger.Claimant(
            out=_of_direction(case, draft, "out"),
            back=_of_direction(case, draft, "in"),
            turn=_turn(draft, state),
            asked=_asked(draft, state, computation.result.currency),
        )
        for draft, state in zip(drafts, states, strict=True)
    ]
    shares = ledger.allocate(case, computation, sums, claimants, policies.currencies)
    return tuple(
        replace(draft, share=share, running_since=state.since)
        for draft, share, state in zip(drafts, shares, states, strict=True)
    )


def part(case: Case, policies: Policies, *, in_time: bool = True) -> tuple[Way, ...]:
    """Part a case as `ways` does, without any sums: those of each way are zero.

    Not `in_time`: by how the money went alone, though a desk's time for a part of it be over.
    """
    before = routes_regardless_of_time(case, policies)
    channels = only_in_time(before, case, policies) if in_time else before
    if is_single_way(channels):
        return ()
    narrow = _Narrow(case, policies, channels)
    parted = tuple(narrow.way(channel) for channel in channels)
    late = moved(before, channels)
    return tuple(replace(way, too_late=_late_of(way, late, case, policies)) for way in parted) if late else parted


def _late_of(way: Way, late: Mapping[int, Channel], case: Case, policies: Policies) -> tuple[tuple[str, Payment], ...]:
    """List the payments of a way that are in it because another desk takes them no more, each with that desk."""
    desks = {at: policies.channels[late[at]].desk for at in way.payments if at in late}
    return tuple((desk, case.payments[at]) for at, desk in desks.items() if desk)


def _of_direction(case: Case, way: Way, direction: str) -> tuple[int, ...]:
    return tuple(at for at in way.payments if case.payments[at].direction == direction)


def with_letters(channel: ChannelPolicy, found: Sequence[Way]) -> ChannelPolicy:
    """Return the case's channel with the letters of all ways: of one way's dispute the other party is told too."""
    letters = dict.fromkeys((*channel.letters, *(letter for way in found for letter in way.channel.letters)))
    return replace(channel, letters=tuple(letters))


def with_ways(sums: Sums, found: Sequence[Way]) -> Sums:
    """Return the sums of the whole case with what its desks are asked for, where the money went several ways."""
    if not found:
        return sums
    running = (one.share.asked for one in found if one.running_since)
    return replace(
        sums,
        held=sum(running, sums.outstanding - sums.outstanding),
        at_desks=tuple((one.channel.desk, one.share.asked) for one in found if one.channel.desk),
    )


def _back(case: Case, channels: Places, policies: Policies) -> Places:
    found: dict[Channel, tuple[int, ...]] = {}
    for at, payment in enumerate(case.payments):
        channel = back_through(payment, channels, policies) if payment.direction == "in" else None
        if channel is not None:
            found[channel] = (*found.get(channel, ()), at)
    return found


class _Narrow:
    """Takes out of a case what is of other ways."""

    def __init__(self, case: Case, policies: Policies, channels: Places) -> None:
        self.case, self.policies, self.channels = case, policies, channels
        self.desks = desks_of(channels, policies)
        self.back = _back(case, channels, policies)
        self.prices = _prices(case, policies)
        self.notices = _notices(case, self.desks)

    def way(self, channel: Channel) -> Way:
        case = self.case
        payments = tuple(sorted((*self.channels[channel], *self.back.get(channel, ()))))
        items, log = self._work(channel), self._log(channel)
        work = tuple(replace(case.deliverables[at], price=self.prices.get(case.deliverables[at].id)) for at in items)
        # The fee is for all of the work: beside a part of it, it would be untrue.
        is_whole = len(items) == len(case.deliverables)
        agreement = case.agreement if is_whole or case.agreement is None else replace(case.agreement, fee=None)
        narrowed = replace(
            case,
            case=replace(case.case, channel=channel),
            payments=tuple(case.payments[at] for at in payments),
            agreement=agreement,
            deliverables=work,
            refund=replace(
                case.refund,
                grounds=self._grounds(work),
                requested=None,
                method=None,
                percent=None,
                cap=None,
                offer=None,
            ),
            log=tuple(case.log[at] for at in log),
        )
        policy = self.policies.channels[channel]
        nothing = Money(next(iter(case.payments)).amount.amount * 0, case.payments[0].amount.currency)
        return Way(
            covers_all_work=is_whole,
            channel=policy,
            case=self._with_own_evidence(narrowed),
            payments=payments,
            deliverables=items,
            log=log,
            share=Share(
                paid=nothing,
                returned=nothing,
                asked=nothing,
                turn=0,
                stated=None,
                pieces=(),
                first=nothing,
                rest=nothing,
            ),
        )

    def _work(self, channel: Channel) -> tuple[int, ...]:
        """Find what this way's payments were for: what they name; if one names nothing, all that others do not."""
        own = [self.case.payments[at] for at in self.channels[channel]]
        named = {one for payment in own for one in payment.pays_for}
        others = {
            one
            for other, places in self.channels.items()
            if other != channel
            for at in places
            for one in self.case.payments[at].pays_for
        }
        is_open = any(not payment.pays_for for payment in own)
        items = enumerate(self.case.deliverables)
        return tuple(at for at, item in items if item.id in named or (is_open and item.id not in others - named))

    def _log(self, channel: Channel) -> tuple[int, ...]:
        """Find what happened between the parties, but for bargains about the whole claim, and at this way's desk."""
        own = self.desks[channel].id if channel in self.desks else None
        return tuple(
            at
            for at, entry in enumerate(self.case.log)
            if entry.event not in BARGAINS
            and self.notices.get(id(entry), desk_of(entry, self.desks)) in {None, own}
            and (entry.event not in OPENING or own is not None)
        )

    def _grounds(self, work: Iterable[Deliverable]) -> tuple[GroundId, ...]:
        """Keep the grounds that this work shows, and those that no single piece of work shows."""
        items = tuple(work)
        policies = [self.policies.grounds[one] for one in self.case.refund.grounds]
        fit = [
            one for one in policies if not (one.statuses or one.defects) or any(one.is_of(item) for item in items)
        ] or policies
        if items and not any(ledger.is_delivered(item) for item in items):
            fit = [self._of_none(one) for one in fit]
        return tuple(dict.fromkeys(one.id for one in fit))

    def _of_none(self, ground: GroundPolicy) -> GroundPolicy:
        """Return the ground that holds where none of this work came, for one that says that a part of all of it did."""
        if ground.delivered != "some":
            return ground
        others = (one for one in self.policies.grounds.values() if one.delivered == "none")
        return next((one for one in others if one.statuses == ground.statuses), ground)

    def _with_own_evidence(self, narrowed: Case) -> Case:
        """Leave out the evidence that proves what is of other ways alone."""
        own = set(_cited(narrowed))
        others = set(_cited(self.case)) - own
        return replace(narrowed, evidence=tuple(item for item in narrowed.evidence if item.id not in others))


def _notices(case: Case, desks: Mapping[Channel, DeskPolicy]) -> Mapping[int, str | None]:
    """Map each letter that tells the other party of a dispute, by its identity, to the desk where that was opened."""
    found: dict[int, str | None] = {}
    desk = None
    for entry in windows.log_in_order(case):
        if entry.event in OPENING:
            desk = desk_of(entry, desks)
        elif entry.letter == ladder.NOTICE:
            found[id(entry)] = desk
    return found


def _prices(case: Case, policies: Policies) -> Mapping[str, Money]:
    """Return the prices of the work; none where they cannot be worked out, which the sums say."""
    try:
        return ledger.prices(case, policies.currencies) if case.deliverables else {}
    except ledger.CannotCompute:
        return {}


def _cited(case: Case) -> Iterator[str]:
    """Yield every id that a part of a case cites as its evidence."""
    stack: list[Any] = [
        case.parties.payee,
        case.agreement,
        case.purchase,
        case.refund,
        *case.payments,
        *case.deliverables,
        *case.log,
    ]
    while stack:
        part = stack.pop()
        if isinstance(part, tuple):
            stack += part
        elif hasattr(part, "evidence"):
            yield from part.evidence
        if hasattr(part, "__dataclass_fields__"):
            stack += [getattr(part, name) for name in part.__dataclass_fields__ if name != "evidence"]


class _State:
    """Where the request at a desk is: it was `opened` and `runs` until the desk has ended it; for what `amount`."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.opened: LogEntry | None = None
        self.runs = False
        self.amount: Money | None = None

    @property
    def since(self) -> date | None:
        return windows.day_of(self.opened.at, self.case) if self.runs and self.opened else None


def _state(way: Way, desk: DeskPolicy | None) -> _State:
    state = _State(way.case)
    if desk is None:
        return state
    for entry in windows.log_in_order(way.case):
        is_about = entry.desk == desk.id or entry.by == desk.speaker or (entry.desk is None and entry.event in OPENING)
        if entry.event in OPENING or (entry.event == "sent" and entry.desk == desk.id):
            state.opened = state.opened if state.runs else entry
            state.runs, state.amount = True, entry.amount or state.amount
        elif is_about and entry.event in {"rejected", "cancelled"} and entry.by != "creator":
            state.runs = False
    return state


def _asked(way: Way, state: _State, currency: str) -> Money | None:
    """Return what a request that runs asks for still, where the log says its sum: less what has come back since."""
    if not state.runs or state.opened is None or state.amount is None or state.amount.currency != currency:
        return None
    since, left = windows.day_of(state.opened.at, way.case), state.amount
    for payment in way.case.payments:
        if payment.direction == "in" and payment.paid_on >= since and payment.amount.currency == currency:
            left = left - payment.amount if payment.amount <= left else left - left
    return left


def _turn(way: Way, state: _State) -> tuple[int, ...]:
    """Order the ways: what runs first, then by the day on which the time for asking ends."""
    if way.channel.desk is None:
        return (NO_DESK,)
    closing = [one.closes_on for one in _asking(way.case, way.channel) if one.closes_on]
    still = [day for day in closing if day >= way.case.case.as_of]
    last = min(still, default=date.max).toordinal()
    if state.runs:
        return (RUNNING, last)
    if state.opened is not None:
        return (REFUSED, last)
    return (OVER if closing and not still else OPEN, last)


def _asking(case: Case, channel: ChannelPolicy) -> tuple[Window, ...]:
    """Return the windows in which a desk is asked at all: not those that begin once it has been."""
    return windows.windows_of(
        case, (rule for rule in channel.windows if rule.anchor != "dispute_opened" and not rule.aside)
    )
