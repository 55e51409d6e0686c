"""The claim: its method and the reason for it, what is due, what limits it, and the rounding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from makegood.commands.explain.sums.methods import METHODS, Parts
from makegood.commands.explain.sums.prices import LEFT_OVER, name
from makegood.commands.explain.sums.sheet import SheetNote, larger, product, rounded, smaller, total
from makegood.commands.explain.sums.work import Work
from makegood.domain.ledger import is_delivered, suggest_method
from makegood.language import english
from makegood.model.money import Money
from makegood.model.policy import GroundPolicy
from makegood.model.results import ComputationStep
from makegood.model.statement import policy_text

ZERO = Fraction(0)
KEPT = SheetNote("All of the work was delivered by the dates that were agreed or offered for it.")


def claim(work: Work, prices: Mapping[str, int]) -> None:
    """Add the claim line by line, according to the method of the case."""
    sheet, computation = work.sheet, work.facts.computation
    words = " ".join(map(english().text, computation.words))
    sheet.head(
        "The claim",
        SheetNote(f"Method: {computation.method}. {words}"),
        KEPT if computation.is_made_good else _reason(work),
    )
    parts = METHODS[computation.method](work, prices)
    paid, back = work.lines["paid"], work.lines.get("back")
    start = [paid] if parts.start == work.entries(work.book.paid) else parts.start
    due_back = sheet.add("Amount to be refunded", total(start, parts.kept), names=work.named("due"))
    left = (
        due_back
        if back is None
        else sheet.add("Less the amount returned before the request", total([due_back], [back]))
    )
    limit = _limit(work, left)
    bound = left if limit is None else sheet.add("The part that can be claimed", smaller(left, limit))
    if sheet.exact(bound) < 0:
        bound = sheet.add("At least zero", larger(bound, ZERO))
    work.lines["claim"] = work.stated("Claim", bound, computation.result, "claim")
    adjusted = [] if sheet.exact(bound) == sheet.exact(left) else [_adjustment(work, left, bound)]
    _add_printed_lines(work, parts, adjusted)
    _by_deliverable(work, prices)


def _reason(work: Work) -> SheetNote:
    """Return a note with the reason for this method, and the rule behind it."""
    case, channel, method = work.case, work.facts.channel, work.facts.computation.method
    if case.refund.method == method:
        return SheetNote(f"The method is set in {work.places.at('/refund/method')}.")
    if method != suggest_method(case, channel, work.facts.grounds):
        where = work.places.at("/refund/requested")
        return SheetNote(f"The values for the usual method are missing, so the amount in {where} is used.")
    if channel.stages:
        title = policy_text(channel.title)
        return SheetNote(f"For this channel, {title}, the refund depends on the stage of the order.")
    grounds = [ground for ground in work.facts.grounds if ground.method == method]
    if grounds:
        return _suggestion(work, grounds[0])
    if any(is_delivered(item) for item in case.deliverables):
        return SheetNote("Part of the work was delivered, and its price is not claimed.")
    return SheetNote(
        "The method depends on the purchase and its unused part."
        if case.purchase
        else "None of the work was delivered."
    )


def _suggestion(work: Work, ground: GroundPolicy) -> SheetNote:
    """Return a note on the method that a ground suggests, or on why none can compute a sum."""
    if ground.unpriced:
        where = work.places.at("/refund/requested")
        return SheetNote(f"{ground.unpriced} Therefore the amount in {where} is used.", ground.sourced)
    return SheetNote(f'The ground "{policy_text(ground.title)}" suggests this method.', ground.sourced)


def _limit(work: Work, left: int) -> int | None:
    """Add the maximum claim, if one is given or if it is less than what is due."""
    sheet, cap = work.sheet, work.case.refund.cap
    paid, back = work.lines["paid"], work.lines.get("back")
    maximum = (
        work.money("The maximum amount that the agreement allows", cap, work.places.at("/refund/cap"), "cap")
        if cap
        else None
    )
    not_back = sheet.exact(paid) - (sheet.exact(back) if back else ZERO)
    if maximum is None and sheet.exact(left) <= not_back:
        return None
    remaining = sheet.add("Paid and not returned", total([paid], [back] if back else []))
    return remaining if maximum is None else sheet.add("The maximum claim", smaller(remaining, maximum))


def _adjustment(work: Work, left: int, bound: int) -> int:
    """Add what the limit takes off, or the excess of what came back."""
    if work.sheet.exact(left) > work.sheet.exact(bound):
        return work.sheet.add("The amount above that limit", total([left], [bound]))
    return work.sheet.add("The amount returned in excess of the amount due", total([bound], [left]))


def _add_printed_lines(work: Work, parts: Parts, adjusted: Sequence[int]) -> None:
    """Add the lines that the documents print with another figure, because theirs are whole and add up."""
    steps: list[ComputationStep] = [step for step in work.facts.computation.steps if step.amount is not None]
    start, deducted = parts.start, [*parts.kept, *adjusted]
    numbers = [*start, *deducted, *work.entries(work.book.back), *work.entries(work.book.since)]
    pairs = [(number, step.amount.amount) for number, step in zip(numbers, steps, strict=False) if step.amount]
    if all(work.sheet.exact(number) == abs(Fraction(amount)) for number, amount in pairs):
        return
    work.sheet.head("The same lines, as printed in the documents", LEFT_OVER)
    for number, amount in pairs:
        work.whole(number, abs(amount))


def add_stated_figures(work: Work) -> None:
    """Add each rounded amount in the sentences and the formula of the claim."""
    sheet, computation = work.sheet, work.facts.computation
    statements = (*computation.explanation, computation.formula)
    values = [value for statement in statements for value in statement.all_values() if isinstance(value, Money)]
    for amount in dict.fromkeys(abs(value.amount) for value in values if value.currency == work.currency):
        money = [line for line in sheet.lines() if line.unit == work.currency]
        # A percentage or a number of days is not the line of an amount that happens to be equal.
        if any(line.value == amount for line in money):
            continue
        nearest = [line for line in money if sheet.nearest(line.number) == amount]
        if nearest:
            sheet.add(f"{nearest[0].what}, rounded for display", rounded(nearest[0].number), comes_to=amount)


def _by_deliverable(work: Work, prices: Mapping[str, int]) -> None:
    """Add the share of each deliverable in the claim, if something is claimed for it."""
    rows = [row for row in work.facts.rows if row.claimed.amount]
    if not rows:
        return
    sheet, claimed = work.sheet, work.lines["claim"]
    base = "the amounts due for them" if work.due else "their prices"
    shared = [f"The claim is divided between the deliverables in proportion to {base}."] if len(rows) > 1 else []
    sheet.head("The claim, by deliverable", *shared)
    shares = {row.deliverable.id: work.due.get(row.deliverable.id) or [prices[row.deliverable.id]] for row in rows}
    whole = 0
    if len(rows) > 1:
        together = "Total due" if work.due else "Total of the prices"
        whole = sheet.add(together, total(line for lines in shares.values() for line in lines))
    numbers = []
    for row in rows:
        lines = shares[row.deliverable.id]
        price = lines[0] if len(lines) == 1 else sheet.add(f"{name(row.deliverable)}: due", total(lines))
        working = product(claimed, ("×", price), ("÷", whole)) if whole else total([claimed])
        part = sheet.add(f"{name(row.deliverable)}: claimed", working)
        sum_name = f"{row.deliverable.id} claimed"
        printed = work.whole(part, row.claimed.amount, sum_name)
        if printed == part:
            sheet.name(part, *work.named(sum_name))
        numbers.append(printed)
    if len(numbers) > 1:
        sheet.add("Total, which is the claim", total(numbers), comes_to=sheet.exact(claimed), notes=[LEFT_OVER])
