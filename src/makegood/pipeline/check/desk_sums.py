"""Sums of a case whose money went several ways, held against what went through each desk."""

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


def desk_sums(report: Report, case: Case, policies: Policies, computed: Computation, sums: Sums) -> None:
    """Check that each desk is asked for no more than went through it, and all for no more than the claim.

    M9, M19 and M20, and M17: what came back lowers what its way is asked for, so it has to be known which way it came.
    """
    parted = ways.ways(case, policies, computed, sums)
    running: list[tuple[str, Money]] = []
    for way in parted:
        for at, entry in zip(way.log, way.case.log, strict=True):
            amount = entry.amount if entry.desk and entry.event in {"sent", *OPENING} else None
            if amount and amount.currency == way.share.paid.currency and way.share.paid < amount:
                report.add("M19", f"/log/{at}/amount", detail=f"{way.share.paid} went this way")
            elif amount and amount.currency == way.share.paid.currency and way.running_since:
                running = [
                    *(one for one in running if case.log[int(one[0].split("/")[2])].desk != entry.desk),
                    (f"/log/{at}/amount", amount),
                ]
        if way.share.paid < way.share.returned:
            last = max(at for at in way.payments if case.payments[at].direction == "in")
            report.add("M20", f"/payments/{last}/amount", detail=f"{way.share.paid} went this way")
    if len(running) > 1 and sums.claimed < sum((one for _, one in running[1:]), running[0][1]):
        *others, (second, _) = running
        message = "Together the desks are asked for more than is claimed."
        fix = "Withdraw a part of it at one desk, and correct the amount of its entry."
        report.add("M9", second, message=message, fix=fix, related=tuple(where for where, _ in others))
    _came_which_way(report, case, policies, parted)


def _came_which_way(report: Report, case: Case, policies: Policies, parted: tuple[Way, ...]) -> None:
    asked = [
        day_of(entry.at, case)
        for way in parted
        if way.channel.desk
        for entry in way.case.log
        if entry.event in OPENING or (entry.event == "sent" and entry.desk)
    ]
    if not asked:
        return
    channels = ways.resolve(case, policies)
    for at, payment in enumerate(case.payments):
        is_open = payment.direction == "in" and payment.via is None and payment.paid_on >= min(asked)
        if is_open and ways.back_through(payment, channels, policies) is None:
            report.add("M17", f"/payments/{at}/amount")
