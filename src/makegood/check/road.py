"""The way to the money: who can be asked on this channel, until when, and what has to be accepted first."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from makegood import ledger, windows
from makegood.check import keys
from makegood.model.words import OPENING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.check.report import Report
    from makegood.errors import Severity
    from makegood.model.case import Case
    from makegood.model.policy import ChannelPolicy, Policies, Sourced, WindowRule
    from makegood.model.worked_out import Window

SOON = 14
"""Days before a window closes at which it is said. Our own judgement: a first request gives 14 days to reply."""
OLD = 180
"""Days after which a rule of the world has to be read again. Our own judgement: TikTok changed most of its pages one
to three times in two years."""
FULLY = Decimal("0.8")
"""The share of booked impressions that counts as all of them (TikTok Ad Serving Policy, October 2024)."""
OF_TIKTOK = ("tiktok_one", "promote_", "ads_")
"""Channels on which a claim is one against TikTok."""


def road(report: Report, case: Case, policies: Policies) -> None:
    """Check what the channel allows; nothing where the program has no rules for it."""
    channel = policies.channels.get(case.case.channel)
    if channel is None:
        return
    if channel.route == "none":
        report.add("C15", "/case/channel", detail=channel.refundable.text)
        return
    _desks(report, case, channel, policies)
    _windows(report, case, channel)
    _stage(report, case, channel)
    _acknowledged(report, case)
    _grounds(report, case, policies)
    _friends(report, case)
    _notice(report, case, policies)
    _old(report, case, channel, policies)


def _desks(report: Report, case: Case, channel: ChannelPolicy, policies: Policies) -> None:
    """C1, C2, C6: only the desk that holds the money can give it back."""
    for at, entry in enumerate(case.log):
        pointer = f"/log/{at}/desk"
        if entry.desk is None or entry.desk == channel.desk:
            continue
        if entry.desk not in policies.desks:
            near = keys.nearest(entry.desk, policies.desks)
            fix = f'Did you mean "{near}"?' if near else f"The desks are: {', '.join(sorted(policies.desks))}."
            report.add("O1", pointer, message="There is no desk with this id.", fix=fix)
        elif entry.event == "sent" and channel.id == "ads_suspended" and entry.desk == "ads_close_account":
            report.add("C6", pointer, related=("/case/channel",))
        elif entry.event == "sent" and channel.tiktok and policies.desks[entry.desk].audience == "tiktok":
            rule = "C2" if channel.route == "store_request" else "C1"
            report.add(rule, pointer, related=("/case/channel",), detail=channel.tiktok.text)


def _windows(report: Report, case: Case, channel: ChannelPolicy) -> None:
    """C3, C4, C11: what closes soon, what has closed, and what was done before it opened."""
    found = list(_found(case, channel))
    open_acts = {one.act for _, one in found if one.closes_on and one.closes_on >= case.case.as_of}
    _opened(report, case, found)
    for rule, window in found:
        if window.closes_on is None or _is_done(case, rule):
            continue
        left = (window.closes_on - case.case.as_of).days
        told = f"{window.act}: until {windows.written(window.closes_on)}, {window.counted}"
        if left < 0 and rule.anchor == "dispute_opened":
            at = next(at for at, entry in enumerate(case.log) if entry.event == "dispute_opened")
            report.add("C11", f"/log/{at}", related=("/case/as_of",), detail=told)
        elif left < 0:
            certain = channel.asked_first == "desk" and rule.sourced.confidence == "official" and not rule.aside
            severity: Severity = "error" if certain and window.act not in open_acts else "warning"
            message = "The time for this has ended."
            report.add("C3", "/case/as_of", message=message, detail=told, severity=severity)
        elif left <= SOON:
            report.add("C3", "/case/as_of", message="The time for this ends soon.", detail=told, severity="warning")


def _found(case: Case, channel: ChannelPolicy) -> Iterator[tuple[WindowRule, Window]]:
    for rule in channel.windows:
        yield from ((rule, window) for window in windows.of(case, (rule,)))


def _is_done(case: Case, rule: WindowRule) -> bool:
    """Say whether the log has the act itself, or a later one on the same way, or the end of the case."""
    acts = {rule.done_by} if rule.done_by else OPENING
    acts |= {"claim_opened"} if "dispute_opened" in acts else set()
    is_asked = any(entry.event == "sent" and entry.desk for entry in case.log) and not rule.done_by
    return is_asked or any(entry.event in acts or entry.event == "closed" for entry in case.log)


def _opened(report: Report, case: Case, found: list[tuple[WindowRule, Window]]) -> None:
    """C4: too early by every rule that could hold; where only some say so, as those of one card scheme, it is asked."""
    for at, entry in enumerate(case.log):
        day = windows.day_of(entry.at, case)
        ways = [(one, one.opens_on) for rule, one in found if rule.done_by == entry.event and one.opens_on]
        early = [(one, opens) for one, opens in ways if day < opens]
        if not early:
            continue
        told = "; ".join(f"{one.act}: from {windows.written(opens)}, {one.counted}" for one, opens in early)
        if len(early) == len(ways):
            report.add("C4", f"/log/{at}/at", detail=told)
        else:
            message = "For some of the rules that may hold here, this was too early."
            fix = "Look which rule holds, and accept this with a reason if it is another."
            report.add("C4", f"/log/{at}/at", message=message, fix=fix, detail=told, severity="warning")


def _stage(report: Report, case: Case, channel: ChannelPolicy) -> None:
    """C5: an order gives back what its stage gives, not all."""
    if not channel.stages or case.refund.method != "full" or case.agreement is None:
        return
    rule = ledger.stage_rule(case, channel)
    if rule is None or rule.percent != 100:  # all of it
        at = "/agreement/order_stage" if case.agreement.order_stage else "/deliverables"
        report.add("C5", "/refund/method", related=(at,))


def _acknowledged(report: Report, case: Case) -> None:
    """C7 and C8: what cannot be undone is done knowingly."""
    given = {one.id for one in case.acknowledged}
    channel = case.case.channel
    if channel == "ads_balance_bc" and not given & {"sales_representative", "all_accounts_close"}:
        fix = 'Add "sales_representative" or "all_accounts_close" to acknowledged.'
        report.add("C7", "/case/channel", fix=fix)
    if channel in {"ads_balance_no_bc", "ads_balance_bc"} and "account_closes" not in given:
        report.add("C8", "/case/channel", fix='Add "account_closes" to acknowledged.')


def _grounds(report: Report, case: Case, policies: Policies) -> None:
    """C9 and C16: what the other side never promised is no ground."""
    for at, name in enumerate(case.refund.grounds):
        ground = policies.grounds.get(name)
        if name == "ads_underdelivery":
            _delivered(report, case, f"/refund/grounds/{at}")
        if ground and ground.strength == "none" and not any(_is_guaranteed(case)):
            report.add("C16", f"/refund/grounds/{at}")


def _is_guaranteed(case: Case) -> Iterator[bool]:
    return (bool(item.guaranteed and item.guaranteed.evidence) for item in case.deliverables)


def _delivered(report: Report, case: Case, pointer: str) -> None:
    for at, item in enumerate(case.deliverables):
        booked, came = item.booked_impressions, item.delivered_impressions
        if booked and came is not None and Decimal(came) / Decimal(booked) >= FULLY:
            where = f"/deliverables/{at}"
            related = (f"{where}/booked_impressions", f"{where}/delivered_impressions")
            detail = f"{came:,} of {booked:,}, that is {came * 100 // booked}%"
            report.add("C9", pointer, related=related, detail=detail)


def _friends(report: Report, case: Case) -> None:
    """C10."""
    for at, payment in enumerate(case.payments):
        if payment.method == "paypal_ff":
            report.add("C10", f"/payments/{at}/method")


def _notice(report: Report, case: Case, policies: Policies) -> None:
    """C12: a claim against TikTok has a last day, and a written notice must go before it."""
    country = case.parties.brand.country
    if country is None or not case.case.channel.startswith(OF_TIKTOK):
        return
    for one in policies.escalations.values():
        if not one.regions or not one.is_open_to(case.case.channel, country):
            continue
        for window in windows.of(case, one.windows):
            if window.closes_on and window.closes_on - timedelta(days=SOON) <= case.case.as_of:
                told = f"{window.act}: until {windows.written(window.closes_on)}, {window.counted}"
                report.add("C12", "/case/as_of", detail=told)


def _old(report: Report, case: Case, channel: ChannelPolicy, policies: Policies) -> None:
    """O3: a rule that nobody has read for half a year may have changed."""
    days = ((where, sourced.as_of) for where, sourced in _sources(case, channel, policies))
    told = [
        f"policies/{where}.json was read on {windows.written(day)}, {(case.case.as_of - day).days} days before"
        for where, day in days
        if (case.case.as_of - day).days > OLD
    ]
    if told:
        report.add("O3", "/case/channel", detail="\n".join(told))


def _sources(case: Case, channel: ChannelPolicy, policies: Policies) -> Iterator[tuple[str, Sourced]]:
    """Give the oldest source of each file that this case goes by."""
    told = [channel.holder, channel.refunder, channel.refundable, channel.how, *channel.consequences]
    read = [one.sourced for one in told + ([channel.tiktok] if channel.tiktok else [])]
    read += [one.sourced for one in channel.windows]
    read += [one.sourced for one in channel.stages]
    yield f"channels/{channel.id}", _oldest(read)
    known = [one for one in case.refund.grounds if one in policies.grounds]
    yield from ((f"grounds/{one}", policies.grounds[one].sourced) for one in known)
    if channel.desk:
        desk = policies.desks[channel.desk]
        yield f"desks/{channel.desk}", _oldest([desk.sourced, desk.where.sourced])
    yield from ((f"profiles/{one}", policies.profiles[one].sourced) for one in channel.packets)
    yield from ((f"letters/{one}", policies.letters[one].sourced) for one in channel.letters)


def _oldest(read: list[Sourced]) -> Sourced:
    return min(read, key=lambda one: one.as_of)
