"""The claim: its method and why, what is due, what limits it, and the one rounding."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from makegood.commands.explain.sums.methods import METHODS, Parts
from makegood.commands.explain.sums.prices import LEFT_OVER, name
from makegood.commands.explain.sums.sheet import SheetNote, larger, product, rounded, smaller, total
from makegood.commands.explain.sums.work import Work
from makegood.domain.ledger import is_delivered, suggested
from makegood.model.results import ComputationStep

ZERO = Fraction(0)


def claim(work: Work, prices: Mapping[str, int]) -> None:
    """Add the claim line by line, as the method of the case has it."""
    sheet, made = work.sheet, work.facts.computation
    sheet.head("The claim", SheetNote(f"Method: {made.method}. {made.words}"), _why(work))
    parts = METHODS[made.method](work, prices)
    paid, back = work.found["paid"], work.found.get("back")
    start = [paid] if parts.start == work.entries(work.book.paid) else parts.start
    due = sheet.add("Due back", total(start, parts.kept), names=work.named("due"))
    left = due if back is None else sheet.add("Less what came back before the request", total([due], [back]))
    most = _most(work, left)
    bound = left if most is None else sheet.add("What can be claimed of it", smaller(left, most))
    if sheet.exact(bound) < 0:
        bound = sheet.add("At least nothing", larger(bound, ZERO))
    work.found["claim"] = work.stated("Claim", bound, made.result, "claim")
    adjusted = [] if sheet.exact(bound) == sheet.exact(left) else [_adjusted(work, left, bound)]
    _printed(work, parts, adjusted)
    _by_deliverable(work, prices)


def _why(work: Work) -> SheetNote:
    """Say why this method and no other, and by which rule."""
    case, channel, method = work.case, work.facts.channel, work.facts.computation.method
    if case.refund.method == method:
        return SheetNote(f"This method is typed in {work.places.at('/refund/method')}.")
    if method != suggested(case, channel, work.facts.grounds):
        where = work.places.at("/refund/requested")
        return SheetNote(f"What the usual method needs is not typed, so the sum that is typed in {where} stands in.")
    if channel.stages:
        return SheetNote(f"{channel.title} gives back a part that depends on how far the order came.")
    grounds = [one for one in work.facts.grounds if one.method == method]
    if grounds:
        return SheetNote(f'The ground "{grounds[0].title}" suggests this method.', grounds[0].sourced)
    if any(is_delivered(one) for one in case.deliverables):
        return SheetNote("A part of the work was delivered, and is not asked back.")
    return SheetNote(
        "It follows from what was bought and what is left of it." if case.purchase else "Nothing was delivered."
    )


def _most(work: Work, left: int) -> int | None:
    """Add the most that may be claimed, where it is typed, or is less than what is due."""
    sheet, cap = work.sheet, work.case.refund.cap
    paid, back = work.found["paid"], work.found.get("back")
    typed = work.money("The most that the agreement allows", cap, work.places.at("/refund/cap"), "cap") if cap else None
    not_back = sheet.exact(paid) - (sheet.exact(back) if back else ZERO)
    if typed is None and sheet.exact(left) <= not_back:
        return None
    there = sheet.add("Paid and not come back", total([paid], [back] if back else []))
    return there if typed is None else sheet.add("The most that can be claimed", smaller(there, typed))


def _adjusted(work: Work, left: int, bound: int) -> int:
    """Add what the limit takes off, or what more came back than was due."""
    if work.sheet.exact(left) > work.sheet.exact(bound):
        return work.sheet.add("Above that limit", total([left], [bound]))
    return work.sheet.add("More came back than is due", total([bound], [left]))


def _printed(work: Work, parts: Parts, adjusted: Sequence[int]) -> None:
    """Add the lines that the documents print with another figure, since theirs are whole and add up."""
    steps: list[ComputationStep] = [one for one in work.facts.computation.steps if one.amount is not None]
    start, kept = parts.start, [*parts.kept, *adjusted]
    of_it = [*start, *kept, *work.entries(work.book.back), *work.entries(work.book.since)]
    pairs = [(one, step.amount.amount) for one, step in zip(of_it, steps, strict=False) if step.amount]
    if all(work.sheet.exact(one) == abs(Fraction(amount)) for one, amount in pairs):
        return
    work.sheet.head("The same lines, as the documents print them", LEFT_OVER)
    for one, amount in pairs:
        work.whole(one, abs(amount))


def add_stated_figures(work: Work) -> None:
    """Add each figure of the sentence and of the formula about the claim that is a line, rounded only to be read."""
    sheet, made = work.sheet, work.facts.computation
    figures = re.findall(r"\d[\d,]*(?:\.\d+)?", f"{made.told} {made.formula}")
    for amount in dict.fromkeys(Decimal(one.replace(",", "")) for one in figures):
        listed = list(sheet.lines())
        if any(one.value == Fraction(amount) for one in listed):
            continue
        money = (one for one in listed if one.unit == work.currency)
        near = [one for one in money if sheet.nearest(one.number) == Fraction(amount)]
        if near:
            sheet.add(f"{near[0].what}, rounded to be read", rounded(near[0].number), comes_to=amount)


def _by_deliverable(work: Work, prices: Mapping[str, int]) -> None:
    """Add the part of the claim of each deliverable for which something is claimed."""
    rows = [row for row in work.facts.rows if row.claimed.amount]
    if not rows:
        return
    sheet, claimed = work.sheet, work.found["claim"]
    shared = ["Each has the part of the claim that its price is of these prices together."] if len(rows) > 1 else []
    sheet.head("The claim, by deliverable", *shared)
    whole = 0
    if len(rows) > 1:
        whole = sheet.add("Prices together", total(prices[row.deliverable.id] for row in rows))
    made = []
    for row in rows:
        price = prices[row.deliverable.id]
        working = product(claimed, ("×", price), ("÷", whole)) if whole else total([claimed])
        part = sheet.add(f"{name(row.deliverable)}: claimed", working)
        named = f"{row.deliverable.id} claimed"
        printed = work.whole(part, row.claimed.amount, named)
        if printed == part:
            sheet.name(part, *work.named(named))
        made.append(printed)
    if len(made) > 1:
        sheet.add("Together: the claim", total(made), comes_to=sheet.exact(claimed), notes=[LEFT_OVER])
