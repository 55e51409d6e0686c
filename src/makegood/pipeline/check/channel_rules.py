"""The way to the money: who can be asked on this channel, for what, and what has to be accepted first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.domain import ladder, ledger, ways, windows, written_form
from makegood.model.policy import sources_of
from makegood.model.words import OPENING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from makegood.model.case import Case
    from makegood.model.policy import ChannelPolicy, Policies, Threshold
    from makegood.pipeline.check.report import Report

OLD = 180
"""Days after which a rule of the world has to be read again. Our own judgement: TikTok changed most of its pages one
to three times in two years."""
ACKNOWLEDGE = "Add an entry to acknowledged, with the day (on), your name (by) and the id"


def road(report: Report, case: Case, policies: Policies) -> None:
    """Check what the channel allows."""
    channel = policies.channels[case.case.channel]
    if channel.route == "none":
        report.add("C15", "/case/channel", detail=channel.refundable.text)
        return
    _desks(report, case, channel, policies)
    _behind(report, case, channel)
    _stage(report, case, channel)
    _acknowledged(report, case, channel)
    _grounds(report, case, policies)
    _friends(report, case, policies)
    _other_way(report, case, policies)
    _store(report, case, channel, policies)
    _within(report, case, channel, policies)
    _in_writing(report, case, policies)
    _together(report, case, policies)
    places = ways.resolve(case, policies)
    _which_desk(report, case, places, policies)
    _old(report, case, places, policies)


def _desks(report: Report, case: Case, channel: ChannelPolicy, policies: Policies) -> None:
    """C1, C2, C6: only the desk that holds the money can give it back."""
    for at, entry in enumerate(case.log):
        pointer = f"/log/{at}/desk"
        if entry.desk is None or entry.desk == channel.desk:
            continue
        if entry.desk not in policies.desks:
            near = report.nearest(entry.desk, policies.desks)
            fix = f'Did you mean "{near}"?' if near else f"The desks are: {', '.join(sorted(policies.desks))}."
            report.add("O1", pointer, message="There is no desk with this id.", fix=fix)
        elif entry.event == "sent" and entry.desk in channel.not_desks:
            report.add("C6", pointer, related=("/case/channel",), fix=channel.how.text)
        elif entry.event in {"sent", *OPENING} and channel.tiktok and policies.desks[entry.desk].audience == "tiktok":
            rule = "C2" if channel.route == "store_request" else "C1"
            report.add(rule, pointer, related=("/case/channel",), detail=channel.tiktok.text)


def _behind(report: Report, case: Case, channel: ChannelPolicy) -> None:
    """C18: what an order gives back depends on its stage, so the stage must be that of its work."""
    if channel.stages and ledger.is_behind(case):
        statuses = tuple(f"/deliverables/{at}/status" for at, _ in enumerate(case.deliverables))
        report.add("C18", "/agreement/order_stage", related=statuses)


def _stage(report: Report, case: Case, channel: ChannelPolicy) -> None:
    """C5: an order gives back what its stage gives, not all."""
    if not channel.stages or case.refund.method != "full" or case.agreement is None:
        return
    rule = ledger.stage_rule(case, channel)
    if rule is None or rule.percent != 100:  # all of it
        at = "/agreement/order_stage" if case.agreement.order_stage else "/deliverables"
        told = f"{rule.text} At this stage {rule.percent}% is returned." if rule and rule.percent is not None else ""
        report.add("C5", "/refund/method", related=(at,), detail=told)


def _acknowledged(report: Report, case: Case, channel: ChannelPolicy) -> None:
    """C7 and C8: what cannot be undone is done knowingly."""
    given = {one.id for one in case.acknowledged}
    for rule in channel.acknowledgements:
        if given.isdisjoint(rule.any_of):
            names = " or ".join(f'"{name}"' for name in rule.any_of)
            fix = f"{ACKNOWLEDGE} {names}."
            report.add("C7" if rule.must else "C8", "/case/channel", message=rule.text, fix=fix)


def _grounds(report: Report, case: Case, policies: Policies) -> None:
    """C9 and C16: what the other side never promised is no ground."""
    for at, name in enumerate(case.refund.grounds):
        ground = policies.grounds[name]
        if ground.full_from:
            _delivered(report, case, f"/refund/grounds/{at}", ground.full_from)
        if ground.strength == "none" and not any(_is_guaranteed(case)):
            stated = (
                f"/deliverables/{one}/guaranteed" for one, item in enumerate(case.deliverables) if item.guaranteed
            )
            report.add("C16", f"/refund/grounds/{at}", related=tuple(stated))


def _is_guaranteed(case: Case) -> Iterator[bool]:
    return (bool(item.guaranteed and item.guaranteed.evidence) for item in case.deliverables)


def _delivered(report: Report, case: Case, pointer: str, full: Threshold) -> None:
    for at, item in enumerate(case.deliverables):
        booked, came = item.booked_impressions, item.delivered_impressions
        if booked and came is not None and came * 100 >= booked * full.percent:
            where = f"/deliverables/{at}"
            related = (f"{where}/booked_impressions", f"{where}/delivered_impressions")
            share = came * 100 // booked
            detail = f"{came:,} of {booked:,}, that is {share}%; from {full.percent}% on it counts as all"
            report.add("C9", pointer, related=related, detail=detail)


def _friends(report: Report, case: Case, policies: Policies) -> None:
    """C10: no desk takes a dispute over what was paid in this way."""
    for at, payment in enumerate(case.payments):
        if payment.method and policies.methods[payment.method].is_unprotected:
            report.add("C10", f"/payments/{at}/method")


def _other_way(report: Report, case: Case, policies: Policies) -> None:
    """C17: days and desks of a card or of PayPal hold for what was paid with it."""
    own = policies.channels[case.case.channel]
    out = [(at, one) for at, one in enumerate(case.payments) if one.direction == "out"]
    if not own.family or not out or any(one.channel for _, one in out) or not all(one.method for _, one in out):
        return
    if any(one.method in {*own.methods, *own.takes} for _, one in out):
        return
    meant = {ways.channel_of(one, case, policies) for _, one in out} - {own.id}
    if own.desk:
        report.add("C17", f"/payments/{out[0][0]}/method", related=("/case/channel",))
    elif len(meant) == 1:
        (channel,) = meant
        fix = f'Write "channel": "{channel}" in case, if it is so; or correct method.'
        report.add("C17", f"/payments/{out[0][0]}/method", related=("/case/channel",), severity="warning", fix=fix)


def _store(report: Report, case: Case, channel: ChannelPolicy, policies: Policies) -> None:
    """C21: coins of one store are asked back from another desk than those of another."""
    store = case.purchase.store if case.purchase else None
    if store is None or not channel.stores or store in channel.stores:
        return
    fits = [name for name, policy in policies.channels.items() if store in policy.stores]
    fix = f'Write "channel": "{fits[0]}" in case, or correct store.' if len(fits) == 1 else None
    report.add("C21", "/purchase/store", related=("/case/channel",), fix=fix)


def _within(report: Report, case: Case, channel: ChannelPolicy, policies: Policies) -> None:
    """C22: a right that a text gives in some countries for some days is none elsewhere."""
    for at, name in enumerate(case.refund.grounds):
        ground = policies.grounds[name]
        within = [rule for rule in channel.windows if rule.id in ground.within]
        if ground.within and not windows.windows_of(case, within):
            report.add("C22", f"/refund/grounds/{at}", related=("/case/channel",))


def _in_writing(report: Report, case: Case, policies: Policies) -> None:
    """C23: where the law wants the agreement in writing, there may be none to end."""
    rule = written_form.unwritten(case, policies.letters[ladder.FINAL].writing)
    if rule is not None:
        paid = tuple(f"/payments/{at}/amount" for at, one in enumerate(case.payments) if one.direction == "out")
        unsaid = f"\nWhat was paid is not stated in {rule.least.currency}: compare it."
        detail = f"{rule.text}{'' if written_form.is_stated(case, rule) else unsaid}"
        report.add("C23", "/agreement/kind", related=paid[:1], detail=detail)


def _together(report: Report, case: Case, policies: Policies) -> None:
    """C19: payments that went ways of different families are asked back by different means, so in different cases."""
    own = policies.channels[case.case.channel]
    fits = {one.id for one in ways.family_of(case, policies)}
    found = [(at, one.channel) for at, one in enumerate(case.payments) if one.channel]
    for at, channel in found:
        if channel not in fits:
            report.add("C19", f"/payments/{at}/channel", related=("/case/channel",))
    out = {one.channel for one in case.payments if one.direction == "out"}
    if found and None not in out and own.id not in out and out <= fits:
        first = next(at for at, one in enumerate(case.payments) if one.direction == "out")
        fix = f'Write "channel": "{case.payments[first].channel}" in case.'
        message = "No payment went the way that case.channel names."
        report.add("C19", "/case/channel", message=message, fix=fix, related=(f"/payments/{first}/channel",))


def _which_desk(report: Report, case: Case, places: ways.Places, policies: Policies) -> None:
    """C20: where two desks can pay, what was opened is at one of them."""
    desks = ways.desks_of(places, policies)
    if len({one.id for one in desks.values()}) < 2:  # two desks
        return
    names = " or ".join(f'"{one.id}"' for one in desks.values())
    for at, entry in enumerate(case.log):
        if entry.event in OPENING and entry.desk is None:
            report.add("C20", f"/log/{at}/event", fix=f'Add "desk" to this entry: {names}.')


def _old(report: Report, case: Case, places: ways.Places, policies: Policies) -> None:
    """O3: a text that nobody has read for half a year may have changed."""
    read: dict[date, set[str]] = {}
    for name, rule in _rules(case, places, policies):
        for entry in sources_of(rule):
            if (case.case.as_of - entry.as_of).days > OLD:
                read.setdefault(entry.as_of, set()).add(f"sources/{entry.text}.json" if entry.text else name)
    lines = [
        f"{(case.case.as_of - day).days} days before, on {windows.format_day(day)}: {', '.join(sorted(names))}"
        for day, names in sorted(read.items())
    ]
    if lines:
        report.add("O3", "/case/as_of", detail="\n".join(lines))


def _rules(case: Case, places: ways.Places, policies: Policies) -> Iterator[tuple[str, object]]:
    """Return each policy that this case goes by, with its file."""
    channel = policies.channels[case.case.channel]
    ways_used = [channel, *(policies.channels[name] for name in places if name != channel.id)]
    for way in ways_used:
        yield f"channels/{way.id}.json", way
        if way.desk:
            yield f"desks/{way.desk}.json", policies.desks[way.desk]
    yield from ((f"grounds/{name}.json", policies.grounds[name]) for name in case.refund.grounds)
    yield from ((f"profiles/{name}.json", policies.profiles[name]) for name in channel.packets)
    yield from ((f"letters/{name}.json", policies.letters[name]) for name in channel.letters)
