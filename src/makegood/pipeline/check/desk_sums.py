"""Check the sums of a case whose money went several ways against what went through each desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.domain import ways
from makegood.domain.windows import day_of
from makegood.model.words import OPENING

if TYPE_CHECKING:
    from makegood.model.case import Case
    from makegood.model.money import Money
    from makegood.model.policy import Policies
    from makegood.model.results import Computation, Sums, Way
    from makegood.pipeline.check.report import Report


def check_desk_sums(report: Report, case: Case, policies: Policies, computed: Computation, sums: Sums) -> None:
    """Check that each desk is asked for no more than went through it, and all for no more than the claim.

    M9, M19 and M20, and M17: a refund lowers the claim on the way it came back, so that way has to be known.
    """
    parted = ways.ways(case, policies, computed, sums)
    running: list[tuple[str, Money]] = []
    for way in parted:
        for index, entry in zip(way.log, way.case.log, strict=True):
            amount = entry.amount if entry.desk and entry.event in {"sent", *OPENING} else None
            if amount and amount.currency == way.share.paid.currency and way.share.paid < amount:
                report.add("M19", f"/log/{index}/amount", detail=f"{way.share.paid} was paid through this channel")
            elif amount and amount.currency == way.share.paid.currency and way.running_since:
                running = [
                    *(claim for claim in running if case.log[int(claim[0].split("/")[2])].desk != entry.desk),
                    (f"/log/{index}/amount", amount),
                ]
        if way.share.paid < way.share.returned:
            last = max(index for index in way.payments if case.payments[index].direction == "in")
            report.add("M20", f"/payments/{last}/amount", detail=f"{way.share.paid} was paid through this channel")
    if len(running) > 1 and sums.claimed < sum((amount for _, amount in running[1:]), running[0][1]):
        *others, (second, _) = running
        message = "The total requested from the desks is more than the claim."
        fix = "Withdraw part of the request at one desk, and correct the amount of that entry."
        report.add("M9", second, message=message, fix=fix, related=tuple(where for where, _ in others))
    _check_way_of_refunds(report, case, policies, parted)


def _check_way_of_refunds(report: Report, case: Case, policies: Policies, parted: tuple[Way, ...]) -> None:
    request_days = [
        day_of(entry.at, case)
        for way in parted
        if way.channel.desk
        for entry in way.case.log
        if entry.event in OPENING or (entry.event == "sent" and entry.desk)
    ]
    if not request_days:
        return
    channels = ways.payments_by_channel(case, policies)
    for index, payment in enumerate(case.payments):
        is_open = payment.direction == "in" and payment.via is None and payment.paid_on >= min(request_days)
        if is_open and ways.channel_of_refund(payment, channels, policies) is None:
            report.add("M17", f"/payments/{index}/amount")
