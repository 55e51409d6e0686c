"""Check what a channel allows: which desk can be asked, for what, and what has to be acknowledged first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.domain import bookings, ladder, ledger, ways, windows, written_form
from makegood.domain.make_goods import is_made_good
from makegood.model.policy import sources_of
from makegood.model.statement import policy_text
from makegood.model.words import OPENING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from makegood.model.case import Case
    from makegood.model.policy import ChannelPolicy, Policies, Threshold
    from makegood.pipeline.check.report import Report

OLD = 180
"""Days after which a source has to be read again. Our own judgement: TikTok changed most of its pages one to three
times in two years."""
ACKNOWLEDGE = 'Add an entry to "acknowledged", with the date (on), your name (by) and the id'


def check_channel(report: Report, case: Case, policies: Policies) -> None:
    """Check what the channel allows."""
    channel = policies.channels[case.case.channel]
    if channel.route == "none":
        report.add("C15", "/case/channel", detail=policy_text(channel.refundable.text))
        return
    _check_desks(report, case, channel, policies)
    _check_stage_of_work(report, case, channel)
    _check_refund_of_stage(report, case, channel)
    _check_acknowledged(report, case, channel)
    _check_grounds(report, case, policies)
    _check_protection(report, case, policies)
    _check_method(report, case, policies)
    _check_store(report, case, channel, policies)
    _check_where_a_right_holds(report, case, channel, policies)
    _check_written_form(report, case, policies)
    _check_one_family(report, case, policies)
    places = ways.payments_by_channel(case, policies)
    _check_desk_named(report, case, places, policies)
    _check_age_of_sources(report, case, places, policies)


def _check_desks(report: Report, case: Case, channel: ChannelPolicy, policies: Policies) -> None:
    """C1, C2, C6: only the desk that holds the money can return it."""
    for index, entry in enumerate(case.log):
        pointer = f"/log/{index}/desk"
        if entry.desk is None or entry.desk == channel.desk:
            continue
        if entry.desk not in policies.desks:
            near = report.nearest(entry.desk, policies.desks)
            fix = f'Did you mean "{near}"?' if near else f"The desks are: {', '.join(sorted(policies.desks))}."
            report.add("O1", pointer, message="There is no desk with this id.", fix=fix)
        elif entry.event == "sent" and entry.desk in channel.not_desks:
            report.add("C6", pointer, related=("/case/channel",), fix=policy_text(channel.how.text))
        elif entry.event in {"sent", *OPENING} and channel.tiktok and policies.desks[entry.desk].audience == "tiktok":
            rule = "C2" if channel.route == "store_request" else "C1"
            report.add(rule, pointer, related=("/case/channel",), detail=policy_text(channel.tiktok.text))


def _check_stage_of_work(report: Report, case: Case, channel: ChannelPolicy) -> None:
    """C18: what an order gives back depends on its stage, so the stage must match the work."""
    if channel.stages and ledger.is_behind(case):
        statuses = tuple(f"/deliverables/{index}/status" for index, _ in enumerate(case.deliverables))
        report.add("C18", "/agreement/order_stage", related=statuses)


def _check_refund_of_stage(report: Report, case: Case, channel: ChannelPolicy) -> None:
    """C5: an order gives back what its stage allows, not everything."""
    if not channel.stages or case.refund.method != "full" or case.agreement is None:
        return
    rule = ledger.stage_rule(case, channel)
    if rule is None or rule.percent != 100:  # all of it
        pointer = "/agreement/order_stage" if case.agreement.order_stage else "/deliverables"
        detail = f"{rule.text} At this stage, {rule.percent}% is refunded." if rule and rule.percent is not None else ""
        report.add("C5", "/refund/method", related=(pointer,), detail=detail)


def _check_acknowledged(report: Report, case: Case, channel: ChannelPolicy) -> None:
    """C7 and C8: what cannot be undone has to be acknowledged."""
    acknowledged = {entry.id for entry in case.acknowledged}
    for rule in channel.acknowledgements:
        if acknowledged.isdisjoint(rule.any_of):
            names = " or ".join(f'"{name}"' for name in rule.any_of)
            fix = f"{ACKNOWLEDGE} {names}."
            report.add("C7" if rule.must else "C8", "/case/channel", message=rule.text, fix=fix)


def _check_grounds(report: Report, case: Case, policies: Policies) -> None:
    """C9 and C16: what the other side never promised is no ground."""
    for index, name in enumerate(case.refund.grounds):
        ground = policies.grounds[name]
        if ground.full_from and not is_made_good(case, policies.channels[case.case.channel], [ground]):
            _check_delivered(report, case, f"/refund/grounds/{index}", ground.full_from)
        if ground.strength == "none" and not any(_is_guaranteed(case)):
            stated = (
                f"/deliverables/{number}/guaranteed" for number, item in enumerate(case.deliverables) if item.guaranteed
            )
            report.add("C16", f"/refund/grounds/{index}", related=tuple(stated))


def _is_guaranteed(case: Case) -> Iterator[bool]:
    return (bool(item.guaranteed and item.guaranteed.evidence) for item in case.deliverables)


def _check_delivered(report: Report, case: Case, pointer: str, full: Threshold) -> None:
    """C9: no booking of the case fell short."""
    if any(
        bookings.missing_impressions(item, full.percent) or not ledger.is_delivered(item) for item in case.deliverables
    ):
        return
    for index, item in enumerate(case.deliverables):
        booked, delivered = item.booked_impressions, item.delivered_impressions
        if booked and delivered is not None and bookings.is_fully_delivered(item, full.percent):
            where = f"/deliverables/{index}"
            related = (f"{where}/booked_impressions", f"{where}/delivered_impressions")
            share = delivered * 100 // booked
            detail = (
                f"{delivered:,} of {booked:,} impressions ({share}%), and {full.percent}% counts as fully delivered"
            )
            report.add("C9", pointer, related=related, detail=detail)


def _check_protection(report: Report, case: Case, policies: Policies) -> None:
    """C10: no desk handles disputes about a payment by this method."""
    for index, payment in enumerate(case.payments):
        if payment.method and policies.methods[payment.method].is_unprotected:
            report.add("C10", f"/payments/{index}/method")


def _check_method(report: Report, case: Case, policies: Policies) -> None:
    """C17: the windows and desks of a card or of PayPal only apply to what was paid that way."""
    own = policies.channels[case.case.channel]
    out = [(index, payment) for index, payment in enumerate(case.payments) if payment.direction == "out"]
    if (
        not own.family
        or not out
        or any(payment.channel for _, payment in out)
        or not all(payment.method for _, payment in out)
    ):
        return
    if any(payment.method in {*own.methods, *own.takes} for _, payment in out):
        return
    channels = {ways.channel_of(payment, case, policies) for _, payment in out} - {own.id}
    if own.desk:
        report.add("C17", f"/payments/{out[0][0]}/method", related=("/case/channel",))
    elif len(channels) == 1:
        (channel,) = channels
        fix = f'If this is right, write "channel": "{channel}" in case. Otherwise, correct "method".'
        report.add("C17", f"/payments/{out[0][0]}/method", related=("/case/channel",), severity="warning", fix=fix)


def _check_store(report: Report, case: Case, channel: ChannelPolicy, policies: Policies) -> None:
    """C21: a desk returns only the coins of its own store."""
    store = case.purchase.store if case.purchase else None
    if store is None or not channel.stores or store in channel.stores:
        return
    fits = [name for name, policy in policies.channels.items() if store in policy.stores]
    fix = f'Write "channel": "{fits[0]}" in case, or correct "store".' if len(fits) == 1 else None
    report.add("C21", "/purchase/store", related=("/case/channel",), fix=fix)


def _check_where_a_right_holds(report: Report, case: Case, channel: ChannelPolicy, policies: Policies) -> None:
    """C22: a right that a source grants for some days in some countries does not exist elsewhere."""
    for index, name in enumerate(case.refund.grounds):
        ground = policies.grounds[name]
        within = [rule for rule in channel.windows if rule.id in ground.within]
        if ground.within and not windows.windows_of(case, within):
            report.add("C22", f"/refund/grounds/{index}", related=("/case/channel",))


def _check_written_form(report: Report, case: Case, policies: Policies) -> None:
    """C23: where the law requires a written agreement, there may be no agreement to end."""
    rule = written_form.unmet_writing_rule(case, policies.letters[ladder.FINAL].writing)
    if rule is not None:
        paid = tuple(
            f"/payments/{index}/amount" for index, payment in enumerate(case.payments) if payment.direction == "out"
        )
        unstated = f"\nThe amount paid is not stated in {rule.least.currency}. Compare the amounts yourself."
        detail = f"{policy_text(rule.text)}{'' if written_form.is_stated(case, rule) else unstated}"
        report.add("C23", "/agreement/kind", related=paid[:1], detail=detail)


def _check_one_family(report: Report, case: Case, policies: Policies) -> None:
    """C19: payments through different families of channels are reclaimed by different means, so in separate cases."""
    own = policies.channels[case.case.channel]
    fits = {channel_policy.id for channel_policy in ways.family_of(case, policies)}
    named = [(index, payment.channel) for index, payment in enumerate(case.payments) if payment.channel]
    for index, channel in named:
        if channel not in fits:
            report.add("C19", f"/payments/{index}/channel", related=("/case/channel",))
    out = {payment.channel for payment in case.payments if payment.direction == "out"}
    if named and None not in out and own.id not in out and out <= fits:
        first = next(index for index, payment in enumerate(case.payments) if payment.direction == "out")
        fix = f'Write "channel": "{case.payments[first].channel}" in case.'
        message = "No payment was made through the channel in case.channel."
        report.add("C19", "/case/channel", message=message, fix=fix, related=(f"/payments/{first}/channel",))


def _check_desk_named(report: Report, case: Case, places: ways.PaymentsByChannel, policies: Policies) -> None:
    """C20: if two desks can pay, an opened request names its desk."""
    desks = ways.desks_of(places, policies)
    if len({desk.id for desk in desks.values()}) < 2:  # two desks
        return
    names = " or ".join(f'"{desk.id}"' for desk in desks.values())
    for index, entry in enumerate(case.log):
        if entry.event in OPENING and entry.desk is None:
            report.add("C20", f"/log/{index}/event", fix=f'Add "desk" to this entry: {names}.')


def _check_age_of_sources(report: Report, case: Case, places: ways.PaymentsByChannel, policies: Policies) -> None:
    """O3: a source that nobody has read for half a year may have changed."""
    files_by_day: dict[date, set[str]] = {}
    for name, rule in _rules(case, places, policies):
        for entry in sources_of(rule):
            if (case.case.as_of - entry.as_of).days > OLD:
                files_by_day.setdefault(entry.as_of, set()).add(f"sources/{entry.text}.json" if entry.text else name)
    lines = [
        f"{(case.case.as_of - day).days} days earlier, on {windows.format_day(day)}: {', '.join(sorted(names))}"
        for day, names in sorted(files_by_day.items())
    ]
    if lines:
        report.add("O3", "/case/as_of", detail="\n".join(lines))


def _rules(case: Case, places: ways.PaymentsByChannel, policies: Policies) -> Iterator[tuple[str, object]]:
    """Yield each policy that applies to this case, with its file."""
    channel = policies.channels[case.case.channel]
    ways_used = [channel, *(policies.channels[name] for name in places if name != channel.id)]
    for way in ways_used:
        yield f"channels/{way.id}.json", way
        if way.desk:
            yield f"desks/{way.desk}.json", policies.desks[way.desk]
    yield from ((f"grounds/{name}.json", policies.grounds[name]) for name in case.refund.grounds)
    yield from ((f"profiles/{name}.json", policies.profiles[name]) for name in channel.packets)
    yield from ((f"letters/{name}.json", policies.letters[name]) for name in channel.letters)
