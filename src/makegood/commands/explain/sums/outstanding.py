"""What is left of the claim: less what came since, what was given up, and what an agreement let fall."""

from __future__ import annotations

from fractions import Fraction

from makegood.commands.explain.sums.sheet import larger, smaller, total
from makegood.commands.explain.sums.work import Work
from makegood.domain.ledger import agreed
from makegood.domain.windows import day_of

ZERO = Fraction(0)


def left(work: Work) -> None:
    """Add what is open, or what more came back than was claimed."""
    sheet, sums = work.sheet, work.facts.sums
    sheet.head("What is still open")
    claimed, since = work.found["claim"], work.found.get("since")
    rest = claimed
    if since is not None:
        rest = _at_least_nothing(
            work, sheet.add("Left after what came back since the request", total([claimed], [since]))
        )
    given, rest = _given(work, rest)
    if len(given) == 1 and sheet.exact(given[0]) == Fraction(sums.settled.amount):
        sheet.name(given[0], *work.named("settled"))
    elif given:
        exact = sheet.add("Not asked for any more, in all", total(given))
        work.stated("The same, in the documents", exact, sums.settled, "settled")
    work.found["open"] = work.stated("Open", rest, sums.outstanding, "outstanding", "open")
    if sums.surplus.amount and since is not None:
        more = sheet.add("More came back than was claimed", total([since], [claimed]))
        work.stated("Surplus", more, sums.surplus, "surplus")


def _at_least_nothing(work: Work, number: int) -> int:
    if work.sheet.exact(number) >= 0:
        return number
    return work.sheet.add("At least nothing", larger(number, ZERO))


def _given(work: Work, rest: int) -> tuple[list[int], int]:
    """Add each part that is not asked for any more, never more than is left; return them, and what is left then."""
    sheet, given = work.sheet, []
    for entry in work.case.log:
        if entry.event != "waived" or entry.by not in {None, "brand"} or entry.privilege != "none":
            continue
        if not sheet.exact(rest):
            break
        day = work.day(entry.at)
        if entry.amount is None:
            place = work.places.entry(entry, "event")
            part = sheet.add(f"Given up on {day}: all that was left", total([rest]), notes=[f"By the entry {place}."])
        else:
            part = work.money(f"Given up on {day}", entry.amount, work.places.entry(entry, "amount"))
            if sheet.exact(part) > sheet.exact(rest):
                part = sheet.add("Of it, no more than was left", smaller(part, rest))
        given.append(part)
        rest = sheet.add("Left then", total([rest], [part]))
    settled = _settled(work, rest)
    return [*given, *settled], sheet.add("Left then", total([rest], settled)) if settled else rest


def _settled(work: Work, rest: int) -> list[int]:
    """Add the sum that was agreed last; once it has come, all that is left of the claim is not asked for any more."""
    deal = agreed(work.case)
    if deal is None or deal.amount is None:
        return []
    day = day_of(deal.at, work.case)
    sum_agreed = work.money(f"Agreed on {work.day(deal.at)}", deal.amount, work.places.entry(deal, "amount"), "agreed")
    work.found["agreed"] = sum_agreed
    came = [one for one in work.book.since if one.about and one.about.paid_on >= day]
    if came:
        arrived = work.sheet.add(
            "Came back since it was agreed", total(work.entries(came)), names=work.named("arrived")
        )
        if work.sheet.exact(arrived) < work.sheet.exact(sum_agreed):
            work.sheet.add("Still to come of what was agreed", total([sum_agreed], [arrived]))
            return []
    elif work.sheet.exact(sum_agreed):
        return []
    if not work.sheet.exact(rest):
        return []
    what = "Settled: the rest, since what was agreed has come"
    return [work.sheet.add(what, total([rest]))]
