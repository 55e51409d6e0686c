"""The channel of each payment: stated by it, or derived from its method, else the channel of the case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from makegood.domain import windows
from makegood.model.case import Case, LogEntry, Payment
from makegood.model.money import Money
from makegood.model.policy import ChannelPolicy, DeskPolicy, Policies
from makegood.model.results import Window
from makegood.model.words import OPENING, Channel

PaymentsByChannel = Mapping[Channel, tuple[int, ...]]
"""The indexes of payments in the list of a case, by their channel."""


def channel_of(payment: Payment, case: Case, policies: Policies) -> Channel:
    """Return the channel of an outgoing payment: its own `channel`, else that of its method, else the case's.

    A method only selects among the channels of the case's family. If none of them has it, and the case's channel has
    methods of its own, the payment belongs to the channel of the family without a desk: no desk is asked for a payment
    that is not known to have gone through it.
    """
    if payment.channel is not None:
        return payment.channel
    main = policies.channels[case.case.channel]
    method = payment.method
    if method is None or not main.family or method in {*main.methods, *main.takes}:
        return main.id
    family = [channel for channel in policies.channels.values() if channel.family == main.family]
    named = [channel.id for channel in family if method in channel.methods]
    if len(named) == 1:
        return named[0]
    return next((channel.id for channel in family if channel.desk is None), main.id)


def payments_by_channel(case: Case, policies: Policies) -> PaymentsByChannel:
    """Return the indexes of the outgoing payments of each channel, the case's own channel first.

    If the methods alone put all payments in one other channel, the case's channel is kept: a mistyped method does not
    change the channel of a case. If a desk's time is over for some of its payments and not for others, those payments
    belong to the channel of the family without a desk: only the other party is asked for them.
    """
    return move_late_payments(payments_by_route(case, policies), case, policies)


def payments_by_route(case: Case, policies: Policies) -> PaymentsByChannel:
    """Return the indexes of payments as `payments_by_channel` does, even where a desk's time for them is over."""
    routes: dict[Channel, tuple[int, ...]] = {}
    for index, payment in enumerate(case.payments):
        if payment.direction == "out":
            channel = channel_of(payment, case, policies)
            routes[channel] = (*routes.get(channel, ()), index)
    own = case.case.channel
    is_stated = any(payment.channel for payment in case.payments if payment.direction == "out")
    if len(routes) == 1 and own not in routes and not is_stated:
        (places,) = routes.values()
        return {own: places}
    return dict(sorted(routes.items(), key=lambda route: route[0] != own))


def late_payments(case: Case, policies: Policies) -> Mapping[int, Channel]:
    """Return the channel of each payment for which a desk's time is over, if others of that channel are in time."""
    before = payments_by_route(case, policies)
    return moved_payments(before, move_late_payments(before, case, policies))


def moved_payments(before: PaymentsByChannel, now: PaymentsByChannel) -> Mapping[int, Channel]:
    """Return the former channel of each payment that is no longer in it."""
    return {
        index: channel for channel, places in before.items() for index in places if index not in now.get(channel, ())
    }


def move_late_payments(channels: PaymentsByChannel, case: Case, policies: Policies) -> PaymentsByChannel:
    """Return the channels with payments that a desk no longer takes moved to the channel without a desk.

    `channels` are those of `payments_by_route`.
    """
    without_desk = next((channel.id for channel in family_of(case, policies) if channel.desk is None), None)
    in_time = dict(channels)
    desks = desks_of(channels, policies)
    for channel in desks:
        late = _payments_too_late(channel, channels, case, policies, desks)
        if without_desk and late and len(late) < len(channels[channel]):
            in_time[channel] = tuple(index for index in channels[channel] if index not in late)
            in_time[without_desk] = tuple(sorted((*in_time.get(without_desk, ()), *late)))
    return in_time


def _payments_too_late(
    channel: Channel, channels: PaymentsByChannel, case: Case, policies: Policies, desks: Mapping[Channel, DeskPolicy]
) -> tuple[int, ...]:
    """Return the payments for which the time was over on the day of the first request to the desk, or is over today.

    A payment is only taken from a desk by an official window, and not if a request asks for more than the rest.
    """
    desk = desks[channel]
    requests = [
        entry
        for entry in windows.log_in_order(case)
        if (entry.event in OPENING or entry.event == "sent") and desk_of(entry, desks) == desk.id
    ]
    asked_on = windows.day_of(requests[0].at, case) if requests else case.case.as_of
    rules = [
        rule
        for rule in policies.channels[channel].windows
        if rule.anchor != "dispute_opened" and rule.closes_after_days is not None and not rule.aside
    ]
    if not any(rule.each_payment and rule.sourced.confidence == "official" for rule in rules):
        return ()
    closing = [window for rule in rules for window in windows.windows_of(case, (rule,)) if window.closes_on]
    late = tuple(index for index in channels[channel] if _is_window_over(f"/payments/{index}/", closing, asked_on))
    rest = [case.payments[index].amount for index in channels[channel] if index not in late]
    return () if any(_asks_for_more(request, rest) for request in requests) else late


def _is_window_over(payment: str, closing: Iterable[Window], day: date) -> bool:
    """Return whether every window is over that is counted from this payment or from no payment."""
    own = [window for window in closing if any(place.startswith(payment) for place in window.places)]
    others = [window for window in closing if not any(place.startswith("/payments/") for place in window.places)]
    return bool(own) and all(window.closes_on < day for window in (*own, *others) if window.closes_on)


def _asks_for_more(entry: LogEntry, amounts: Iterable[Money]) -> bool:
    """Return whether an entry states more than the sum of these amounts; False if the currencies differ."""
    if entry.amount is None:
        return False
    own = [amount.amount for amount in amounts if amount.currency == entry.amount.currency]
    return bool(own) and sum(own, Decimal(0)) < entry.amount.amount


def is_single_way(channels: PaymentsByChannel) -> bool:
    """Return whether all money went one way."""
    return len(channels) < 2


def desks_of(channels: PaymentsByChannel, policies: Policies) -> Mapping[Channel, DeskPolicy]:
    """Return the desk of each channel that has one."""
    desk_ids = {channel: policies.channels[channel].desk for channel in channels}
    return {channel: policies.desks[desk] for channel, desk in desk_ids.items() if desk}


def channel_of_refund(payment: Payment, channels: PaymentsByChannel, policies: Policies) -> Channel | None:
    """Return the channel of a payment that came back: as stated, else by its payer or its method, else None."""
    if payment.channel is not None:
        return payment.channel if payment.channel in channels else None
    desks = desks_of(channels, policies)
    by_payer = [channel for channel, desk in desks.items() if payment.via == desk.speaker]
    by_method = [
        channel for channel in channels if payment.method and payment.method in policies.channels[channel].methods
    ]
    return next(iter((*by_payer, *by_method)), None)


def desk_of(entry: LogEntry, desks: Mapping[Channel, DeskPolicy]) -> str | None:
    """Return the id of the desk that an entry of the log is about, or None.

    An entry that opens something and names no desk is about the only desk, if there is just one.
    """
    if entry.desk is not None:
        return entry.desk
    speaking_desk = next((desk.id for desk in desks.values() if entry.by == desk.speaker), None)
    if speaking_desk is None and entry.event in OPENING and len(desks) == 1:
        return next(iter(desks.values())).id
    return speaking_desk


def family_of(case: Case, policies: Policies) -> tuple[ChannelPolicy, ...]:
    """Return the channels that one case may combine with its own, including its own."""
    main = policies.channels[case.case.channel]
    if not main.family:
        return (main,)
    return tuple(channel for channel in policies.channels.values() if channel.family == main.family)
