"""What remains of the claim: less what was received since, what was waived, and what an agreement settled."""

from __future__ import annotations

from fractions import Fraction

from makegood.commands.explain.sums.sheet import larger, smaller, total
from makegood.commands.explain.sums.work import Work
from makegood.domain.ledger import last_agreement
from makegood.domain.windows import day_of

ZERO = Fraction(0)


def left(work: Work) -> None:
    """Add what is outstanding, or the surplus that came back."""
    sheet, sums = work.sheet, work.facts.sums
    sheet.head("Outstanding amount")
    claimed, since = work.lines["claim"], work.lines.get("since")
    remaining = claimed
    if since is not None:
        remaining = _at_least_nothing(
            work, sheet.add("Remaining after refunds since the request", total([claimed], [since]))
        )
    waived, remaining = _add_waived(work, remaining)
    if len(waived) == 1 and sheet.exact(waived[0]) == Fraction(sums.settled.amount):
        sheet.name(waived[0], *work.named("settled"))
    elif waived:
        exact = sheet.add("Total no longer requested", total(waived))
        work.stated("The same, as printed in the documents", exact, sums.settled, "settled")
    work.lines["open"] = work.stated("Open", remaining, sums.outstanding, "outstanding", "open")
    if sums.surplus.amount and since is not None:
        surplus = sheet.add("The amount returned in excess of the claim", total([since], [claimed]))
        work.stated("Surplus", surplus, sums.surplus, "surplus")


def _at_least_nothing(work: Work, number: int) -> int:
    if work.sheet.exact(number) >= 0:
        return number
    return work.sheet.add("At least zero", larger(number, ZERO))


def _add_waived(work: Work, remaining: int) -> tuple[list[int], int]:
    """Add each waived part, never more than what remains; return them, and what remains then."""
    sheet, waived = work.sheet, []
    for entry in work.case.log:
        if entry.event != "waived" or entry.by not in {None, "brand"} or entry.privilege != "none":
            continue
        if not sheet.exact(remaining):
            break
        day = work.day(entry.at)
        if entry.amount is None:
            place = work.places.entry(entry, "event")
            part = sheet.add(
                f"Waived on {day}: the whole remaining amount", total([remaining]), notes=[f"Recorded in {place}."]
            )
        else:
            part = work.money(f"Waived on {day}", entry.amount, work.places.entry(entry, "amount"))
            if sheet.exact(part) > sheet.exact(remaining):
                part = sheet.add("Limited to the remaining amount", smaller(part, remaining))
        waived.append(part)
        remaining = sheet.add("Remaining amount", total([remaining], [part]))
    settled = _add_settled(work, remaining)
    return [*waived, *settled], sheet.add("Remaining amount", total([remaining], settled)) if settled else remaining


def _add_settled(work: Work, rest: int) -> list[int]:
    """Add the sum that was agreed last; once it was received, the rest of the claim is settled."""
    agreement = last_agreement(work.case)
    if agreement is None or agreement.amount is None:
        return []
    day = day_of(agreement.at, work.case)
    sum_agreed = work.money(
        f"Agreed on {work.day(agreement.at)}", agreement.amount, work.places.entry(agreement, "amount"), "agreed"
    )
    work.lines["agreed"] = sum_agreed
    received = [entry for entry in work.book.since if entry.about and entry.about.paid_on >= day]
    if received:
        received_sum = work.sheet.add(
            "Refunded since the agreement", total(work.entries(received)), names=work.named("arrived")
        )
        if work.sheet.exact(received_sum) < work.sheet.exact(sum_agreed):
            work.sheet.add("Still to be paid of the agreed amount", total([sum_agreed], [received_sum]))
            return []
    elif work.sheet.exact(sum_agreed):
        return []
    if not work.sheet.exact(rest):
        return []
    what = "Settled by payment of the agreed amount"
    return [work.sheet.add(what, total([rest]))]
