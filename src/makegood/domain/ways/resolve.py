"""Which way each payment went: as it says itself, as its method tells, else as the case says."""

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

Places = Mapping[Channel, tuple[int, ...]]
"""The positions of payments in the list of a case, by the channel that they went."""


def channel_of(payment: Payment, case: Case, policies: Policies) -> Channel:
    """Return the channel of a payment that went out: its own `channel`, else what its method tells, else the case's.

    A method tells only between channels of the case's family. One that none of them names, in a case whose channel
    has methods of its own, goes to the channel of the family without a desk: no desk is asked for what nothing says
    went through it.
    """
    if payment.channel is not None:
        return payment.channel
    main = policies.channels[case.case.channel]
    method = payment.method
    if method is None or not main.family or method in {*main.methods, *main.takes}:
        return main.id
    family = [one for one in policies.channels.values() if one.family == main.family]
    named = [one.id for one in family if method in one.methods]
    if len(named) == 1:
        return named[0]
    return next((one.id for one in family if one.desk is None), main.id)


def resolve(case: Case, policies: Policies) -> Places:
    """Map each channel by which money went out to the positions of its payments, the case's own channel first.

    Where all payments are told by their methods alone to have gone one other way, the case's channel holds: a case
    is not turned into another by a word that may be mistyped. A payment for which a desk's time is over, beside others
    for which it is not, goes to the channel of the family without a desk: the other party alone is asked for it.
    """
    return only_in_time(routes_regardless_of_time(case, policies), case, policies)


def routes_regardless_of_time(case: Case, policies: Policies) -> Places:
    """Map each channel to the positions of its payments as `resolve` does, whatever the time for them."""
    found: dict[Channel, tuple[int, ...]] = {}
    for at, payment in enumerate(case.payments):
        if payment.direction == "out":
            channel = channel_of(payment, case, policies)
            found[channel] = (*found.get(channel, ()), at)
    own = case.case.channel
    is_typed = any(payment.channel for payment in case.payments if payment.direction == "out")
    if len(found) == 1 and own not in found and not is_typed:
        (places,) = found.values()
        return {own: places}
    return dict(sorted(found.items(), key=lambda one: one[0] != own))


def too_late(case: Case, policies: Policies) -> Mapping[int, Channel]:
    """Map each payment for which a desk's time is over to its channel, where others of that channel are in time."""
    before = routes_regardless_of_time(case, policies)
    return moved(before, only_in_time(before, case, policies))


def moved(before: Places, now: Places) -> Mapping[int, Channel]:
    """Map each payment that is no longer in its channel to that channel, by where they were and where they are."""
    return {at: channel for channel, places in before.items() for at in places if at not in now.get(channel, ())}


def only_in_time(channels: Places, case: Case, policies: Policies) -> Places:
    """Move what a desk takes no more to the channel of the family without a desk; `channels` are those of `went`."""
    alone = next((one.id for one in family_of(case, policies) if one.desk is None), None)
    left = dict(channels)
    desks = desks_of(channels, policies)
    for channel in desks:
        late = _late(channel, channels, case, policies, desks)
        if alone and late and len(late) < len(channels[channel]):
            left[channel] = tuple(at for at in channels[channel] if at not in late)
            left[alone] = tuple(sorted((*left.get(alone, ()), *late)))
    return left


def _late(
    channel: Channel, channels: Places, case: Case, policies: Policies, desks: Mapping[Channel, DeskPolicy]
) -> tuple[int, ...]:
    """Find the payments for which the time was over when the desk was asked first; today, where it was not.

    Only an official window takes a payment from a desk, and none does from a request that asks for more than the rest.
    """
    desk = desks[channel]
    asked = [
        one
        for one in windows.log_in_order(case)
        if (one.event in OPENING or one.event == "sent") and desk_of(one, desks) == desk.id
    ]
    today = windows.day_of(asked[0].at, case) if asked else case.case.as_of
    rules = [
        one
        for one in policies.channels[channel].windows
        if one.anchor != "dispute_opened" and one.closes_after_days is not None and not one.aside
    ]
    if not any(one.each_payment and one.sourced.confidence == "official" for one in rules):
        return ()
    counts = [one for rule in rules for one in windows.windows_of(case, (rule,)) if one.closes_on]
    late = tuple(at for at in channels[channel] if _is_over(f"/payments/{at}/", counts, today))
    rest = [case.payments[at].amount for at in channels[channel] if at not in late]
    return () if any(_is_more(one, rest) for one in asked) else late


def _is_over(payment: str, counts: Iterable[Window], today: date) -> bool:
    """Return whether every window has ended that is counted from this payment or from none."""
    own = [one for one in counts if any(place.startswith(payment) for place in one.places)]
    others = [one for one in counts if not any(place.startswith("/payments/") for place in one.places)]
    return bool(own) and all(one.closes_on < today for one in (*own, *others) if one.closes_on)


def _is_more(entry: LogEntry, amounts: Iterable[Money]) -> bool:
    """Return whether an entry names more than these amounts come to; not where currencies differ."""
    if entry.amount is None:
        return False
    own = [one.amount for one in amounts if one.currency == entry.amount.currency]
    return bool(own) and sum(own, Decimal(0)) < entry.amount.amount


def is_single_way(channels: Places) -> bool:
    """Return whether all money went one way."""
    return len(channels) < 2  # one


def desks_of(channels: Places, policies: Policies) -> Mapping[Channel, DeskPolicy]:
    """Map each channel that has a desk to it."""
    found = {one: policies.channels[one].desk for one in channels}
    return {one: policies.desks[desk] for one, desk in found.items() if desk}


def back_through(payment: Payment, channels: Places, policies: Policies) -> Channel | None:
    """Return the channel by which money came back: as it says, else as who paid it or its method tells; else None."""
    if payment.channel is not None:
        return payment.channel if payment.channel in channels else None
    desks = desks_of(channels, policies)
    by_payer = [one for one, desk in desks.items() if payment.via == desk.speaker]
    by_method = [one for one in channels if payment.method and payment.method in policies.channels[one].methods]
    return next(iter((*by_payer, *by_method)), None)


def desk_of(entry: LogEntry, desks: Mapping[Channel, DeskPolicy]) -> str | None:
    """Return the desk that an entry of the log is about, by its id; None where it is about none.

    One that opens something and names no desk is about the only desk there is.
    """
    if entry.desk is not None:
        return entry.desk
    spoke = next((one.id for one in desks.values() if entry.by == one.speaker), None)
    if spoke is None and entry.event in OPENING and len(desks) == 1:
        return next(iter(desks.values())).id
    return spoke


def family_of(case: Case, policies: Policies) -> tuple[ChannelPolicy, ...]:
    """Return the channels that may stand in one case with the case's own, itself among them."""
    main = policies.channels[case.case.channel]
    if not main.family:
        return (main,)
    return tuple(one for one in policies.channels.values() if one.family == main.family)
