"""A case of several ways of payment, split into what each desk sees of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from makegood.domain import ladder, ledger, windows
from makegood.domain.defects import defects_of, gives_later_day
from makegood.domain.make_goods import declines_make_good, is_make_good_offer
from makegood.domain.ways.resolve import (
    PaymentsByChannel,
    channel_of_refund,
    desk_of,
    desks_of,
    is_single_way,
    move_late_payments,
    moved_payments,
    payments_by_route,
)
from makegood.model.case import Case, Deliverable, LogEntry, Payment
from makegood.model.money import Money
from makegood.model.policy import ChannelPolicy, DeskPolicy, GroundPolicy, Policies
from makegood.model.results import Computation, Share, Sums, Way, Window
from makegood.model.words import OPENING, Channel, GroundId

RUNNING, OPEN, NO_DESK, OVER, REFUSED = range(5)
"""The order of ways: a running request, a desk whose window is open, no desk, a desk whose window is over, a desk that
has refused."""
BARGAINS = frozenset({"agreed", "waived"})
"""Entries about the whole claim, which are not passed on to any desk."""


def ways(case: Case, policies: Policies, computation: Computation, sums: Sums) -> tuple[Way, ...]:
    """Return the ways of a case with their shares; () if all money went one way.

    `computation` and `sums` are those of the whole case. Raise CannotCompute as `compute_claim` does.
    """
    drafts = ways_without_sums(case, policies)
    if not drafts:
        return ()
    desks = {draft.channel.id: policies.desks[draft.channel.desk] for draft in drafts if draft.channel.desk}
    states = [_request_state(draft, desks.get(draft.channel.id)) for draft in drafts]
    payments_of_ways = [
        ledger.WayPayments(
            out=_indexes_by_direction(case, draft, "out"),
            back=_indexes_by_direction(case, draft, "in"),
            sort_key=_sort_key(draft, state),
            requested=_open_request(draft, state, computation.result.currency),
        )
        for draft, state in zip(drafts, states, strict=True)
    ]
    shares = ledger.allocate(case, computation, sums, payments_of_ways, policies.currencies)
    return tuple(
        replace(draft, share=share, running_since=state.since)
        for draft, share, state in zip(drafts, shares, states, strict=True)
    )


def ways_without_sums(case: Case, policies: Policies, *, in_time: bool = True) -> tuple[Way, ...]:
    """Return the ways of a case as `ways` does, with all sums zero.

    If `in_time` is False, payments stay with a desk even if its time for them is over.
    """
    before = payments_by_route(case, policies)
    channels = move_late_payments(before, case, policies) if in_time else before
    if is_single_way(channels):
        return ()
    builder = _WayBuilder(case, policies, channels)
    parts = tuple(builder.way(channel) for channel in channels)
    late = moved_payments(before, channels)
    return tuple(replace(way, too_late=_late_payments(way, late, case, policies)) for way in parts) if late else parts


def _late_payments(
    way: Way, late: Mapping[int, Channel], case: Case, policies: Policies
) -> tuple[tuple[str, Payment], ...]:
    """Return the payments that another desk no longer takes, each with the id of that desk."""
    desks = {index: policies.channels[late[index]].desk for index in way.payments if index in late}
    return tuple((desk, case.payments[index]) for index, desk in desks.items() if desk)


def _indexes_by_direction(case: Case, way: Way, direction: str) -> tuple[int, ...]:
    return tuple(index for index in way.payments if case.payments[index].direction == direction)


def channel_with_all_letters(channel: ChannelPolicy, parts: Sequence[Way]) -> ChannelPolicy:
    """Return the case's channel with the letters of all ways, since the other party is informed of each dispute."""
    letters = dict.fromkeys((*channel.letters, *(letter for way in parts for letter in way.channel.letters)))
    return replace(channel, letters=tuple(letters))


def sums_with_desks(sums: Sums, parts: Sequence[Way]) -> Sums:
    """Return the sums of the whole case with what its desks are asked for, if the money went several ways."""
    if not parts:
        return sums
    running = (way.share.asked for way in parts if way.running_since)
    return replace(
        sums,
        requested_at_desks=sum(running, sums.outstanding - sums.outstanding),
        at_desks=tuple((way.channel.desk, way.share.asked) for way in parts if way.channel.desk),
    )


def _returned_payments(case: Case, channels: PaymentsByChannel, policies: Policies) -> PaymentsByChannel:
    returned: dict[Channel, tuple[int, ...]] = {}
    for index, payment in enumerate(case.payments):
        channel = channel_of_refund(payment, channels, policies) if payment.direction == "in" else None
        if channel is not None:
            returned[channel] = (*returned.get(channel, ()), index)
    return returned


def _is_on_later_day(entry: LogEntry) -> bool:
    return gives_later_day(entry) or declines_make_good(entry) or is_make_good_offer(entry)


class _WayBuilder:
    """Builds the ways of a case: copies of it without the parts of other ways."""

    def __init__(self, case: Case, policies: Policies, channels: PaymentsByChannel) -> None:
        self.case, self.policies, self.channels = case, policies, channels
        self.desks = desks_of(channels, policies)
        self.back = _returned_payments(case, channels, policies)
        self.prices = _prices(case, policies)
        self.notices = _notices(case, self.desks)

    def way(self, channel: Channel) -> Way:
        case = self.case
        payments = tuple(sorted((*self.channels[channel], *self.back.get(channel, ()))))
        items = self._work(channel)
        log = self._log(channel, {case.deliverables[index].id for index in items})
        own_work = tuple(
            replace(case.deliverables[index], price=self.prices.get(case.deliverables[index].id)) for index in items
        )
        # The fee is for all of the work, so it would be wrong next to a part of it.
        is_whole = len(items) == len(case.deliverables)
        agreement = case.agreement if is_whole or case.agreement is None else replace(case.agreement, fee=None)
        narrowed = replace(
            case,
            case=replace(case.case, channel=channel),
            payments=tuple(case.payments[index] for index in payments),
            agreement=agreement,
            deliverables=own_work,
            refund=replace(
                case.refund,
                grounds=self._grounds(own_work),
                requested=None,
                method=None,
                percent=None,
                cap=None,
                offer=None,
            ),
            log=tuple(case.log[index] for index in log),
        )
        policy = self.policies.channels[channel]
        zero = Money(next(iter(case.payments)).amount.amount * 0, case.payments[0].amount.currency)
        return Way(
            covers_all_work=is_whole,
            channel=policy,
            case=self._with_own_evidence(narrowed),
            payments=payments,
            deliverables=items,
            log=log,
            share=Share(
                paid=zero,
                returned=zero,
                asked=zero,
                position=0,
                stated=None,
                pieces=(),
                first=zero,
                rest=zero,
            ),
        )

    def _work(self, channel: Channel) -> tuple[int, ...]:
        """Return the work of this way's payments: what they name, and if one names nothing, all that others do not."""
        payments = [self.case.payments[index] for index in self.channels[channel]]
        named = {item_id for payment in payments for item_id in payment.pays_for}
        others = {
            item_id
            for other, places in self.channels.items()
            if other != channel
            for index in places
            for item_id in self.case.payments[index].pays_for
        }
        takes_rest = any(not payment.pays_for for payment in payments)
        items = enumerate(self.case.deliverables)
        return tuple(
            index for index, item in items if item.id in named or (takes_rest and item.id not in others - named)
        )

    def _log(self, channel: Channel, work: Collection[str]) -> tuple[int, ...]:
        """Return the entries between the parties and at this way's desk, without bargains about the whole claim.

        A later day that was offered, agreed or declined is passed on if it is about this way's work.
        """
        own_desk = self.desks[channel].id if channel in self.desks else None
        return tuple(
            index
            for index, entry in enumerate(self.case.log)
            if (entry.event not in BARGAINS or gives_later_day(entry))
            and (not _is_on_later_day(entry) or entry.deliverable is None or entry.deliverable in work)
            and self.notices.get(id(entry), desk_of(entry, self.desks)) in {None, own_desk}
            and (entry.event not in OPENING or own_desk is not None)
        )

    def _grounds(self, work: Iterable[Deliverable]) -> tuple[GroundId, ...]:
        """Return the grounds that this work shows, and those that do not depend on single pieces of work."""
        items = tuple(work)
        policies = [self.policies.grounds[ground] for ground in self.case.refund.grounds]
        fitting = [
            policy
            for policy in policies
            if not (policy.statuses or policy.defects)
            or any(policy.is_shown_by(item, defects_of(item, self.case)) for item in items)
        ] or policies
        if items and not any(ledger.is_delivered(item) for item in items):
            fitting = [self._undelivered_ground(policy) for policy in fitting]
        return tuple(dict.fromkeys(policy.id for policy in fitting))

    def _undelivered_ground(self, ground: GroundPolicy) -> GroundPolicy:
        """Return the ground for no delivered work that corresponds to one for work delivered in part."""
        if ground.delivered != "some":
            return ground
        others = (policy for policy in self.policies.grounds.values() if policy.delivered == "none")
        return next((policy for policy in others if policy.statuses == ground.statuses), ground)

    def _with_own_evidence(self, narrowed: Case) -> Case:
        """Return the case without evidence that only other ways cite."""
        own = set(_cited(narrowed))
        others = set(_cited(self.case)) - own
        return replace(narrowed, evidence=tuple(item for item in narrowed.evidence if item.id not in others))


def _notices(case: Case, desks: Mapping[Channel, DeskPolicy]) -> Mapping[int, str | None]:
    """Return the desk of each dispute that a letter informs the other party of, by the `id()` of the entry."""
    notices: dict[int, str | None] = {}
    desk = None
    for entry in windows.log_in_order(case):
        if entry.event in OPENING:
            desk = desk_of(entry, desks)
        elif entry.letter == ladder.NOTICE:
            notices[id(entry)] = desk
    return notices


def _prices(case: Case, policies: Policies) -> Mapping[str, Money]:
    """Return the prices of the work; empty if they cannot be computed, an error that the sums report."""
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


class _RequestState:
    """The state of the request at a desk: the entry that opened it, whether it runs, and its amount if stated."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.opened: LogEntry | None = None
        self.runs = False
        self.amount: Money | None = None

    @property
    def since(self) -> date | None:
        return windows.day_of(self.opened.at, self.case) if self.runs and self.opened else None


def _request_state(way: Way, desk: DeskPolicy | None) -> _RequestState:
    state = _RequestState(way.case)
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


def _open_request(way: Way, state: _RequestState, currency: str) -> Money | None:
    """Return what a running request still asks for, less what has come back since; None if the log has no sum."""
    if not state.runs or state.opened is None or state.amount is None or state.amount.currency != currency:
        return None
    opened_on, left = windows.day_of(state.opened.at, way.case), state.amount
    for payment in way.case.payments:
        if payment.direction == "in" and payment.paid_on >= opened_on and payment.amount.currency == currency:
            left = left - payment.amount if payment.amount <= left else left - left
    return left


def _sort_key(way: Way, state: _RequestState) -> tuple[int, ...]:
    """Return the sort key of a way: by state, then by the day on which the time for a request ends."""
    if way.channel.desk is None:
        return (NO_DESK,)
    closing = [window.closes_on for window in _filing_windows(way.case, way.channel) if window.closes_on]
    open_days = [day for day in closing if day >= way.case.case.as_of]
    last = min(open_days, default=date.max).toordinal()
    if state.runs:
        return (RUNNING, last)
    if state.opened is not None:
        return (REFUSED, last)
    return (OVER if closing and not open_days else OPEN, last)


def _filing_windows(case: Case, channel: ChannelPolicy) -> tuple[Window, ...]:
    """Return the windows for a request to a desk, without those that only begin with the request."""
    return windows.windows_of(
        case, (rule for rule in channel.windows if rule.anchor != "dispute_opened" and not rule.aside)
    )
