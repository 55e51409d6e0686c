"""The fee, and what each deliverable is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from makegood.commands.explain.sums.sheet import product, rounded, total
from makegood.commands.explain.sums.work import Work
from makegood.domain.ledger.shares import base, is_weighted, shares, title
from makegood.formats.terminal_text import visible
from makegood.model.case import Deliverable

LEFT_OVER = "What a division leaves over goes to those of which most was cut off, so that together they are the sum."


def name(item: Deliverable) -> str:
    """Return a deliverable's title as a terminal can show it."""
    return visible(title(item))


def prices(work: Work) -> Mapping[str, int]:
    """Add the fee and each price; return the line of each deliverable's exact price, by its id."""
    case = work.case
    if not case.deliverables:
        if case.agreement and case.agreement.fee:
            work.sheet.head("The fee")
            work.found["fee"] = _fee(work, [])
        return {}
    work.sheet.head("The fee, and what each deliverable is worth")
    exact = _typed(work)
    work.found["fee"] = _fee(work, list(exact.values()))
    rest = [item for item in case.deliverables if item.id not in exact]
    if rest:
        _shared(work, exact, rest)
    _whole(work, exact)
    return exact


def _fee(work: Work, typed: Sequence[int]) -> int:
    """Add the fee: as agreed, else all prices together, else what was paid."""
    fee = work.case.agreement.fee if work.case.agreement else None
    if fee:
        return work.money("Fee", fee, work.places.at("/agreement/fee"), "fee")
    comes_to, named = base(work.case, work.book), work.named("fee")
    if typed and len(typed) == len(work.case.deliverables):
        what = "Fee: none is typed, so all prices together"
        return work.sheet.add(what, total(typed), comes_to=comes_to, names=named)
    paid = total([work.found["paid"]])
    return work.sheet.add("Fee: none is typed, so what was paid", paid, comes_to=comes_to, names=named)


def _typed(work: Work) -> dict[str, int]:
    return {
        item.id: work.money(f"{name(item)}: price", item.price, work.places.item(item, "price"), item.id)
        for item in work.case.deliverables
        if item.price
    }


def _shared(work: Work, exact: dict[str, int], rest: Sequence[Deliverable]) -> None:
    """Add the shares of those without a price: by weight where all of them have one, else by number."""
    sheet, worth = work.sheet, shares(work.case, work.book)
    left = work.found["fee"]
    if exact:
        left = sheet.add("Left of the fee for those without a price", total([left], exact.values()))
    weighted = is_weighted(work.case)
    parts = {item.id: _part(work, item, weighted=weighted) for item in rest}
    work.parts.update(parts)
    whole = next(iter(parts.values()))
    if len(parts) > 1:
        whole = sheet.add("Weights together" if weighted else "Pieces together", total(parts.values()), "")
    each = sheet.add("For a weight of 1" if weighted else "For one piece", product(left, ("÷", whole)))
    for item in rest:
        working = product(each, ("×", parts[item.id]))
        exact[item.id] = sheet.add(f"{name(item)}: price", working, comes_to=worth[item.id], names=work.named(item.id))


def _part(work: Work, item: Deliverable, *, weighted: bool) -> int:
    """Add the part of a deliverable in the fee: its weight, or of how many pieces it is."""
    if weighted and item.weight is not None:
        return work.number(f"{name(item)}: weight", item.weight, work.places.item(item, "weight"))
    what = f"{name(item)}: pieces"
    if work.places.has_item(item, "qty"):
        return work.number(what, item.qty, work.places.item(item, "qty"))
    return work.sheet.typed(what, item.qty, f"No qty is typed in {work.places.item(item)}, so it is 1.")


def _whole(work: Work, exact: Mapping[str, int]) -> None:
    """Add the prices as the documents print them: whole, and so that they add up to the fee."""
    amounts = {row.deliverable.id: row.price.amount for row in work.facts.rows}
    if all(work.sheet.exact(number) == Fraction(amounts[one]) for one, number in exact.items()):
        return
    work.sheet.head("The same prices, as the documents print them", LEFT_OVER)
    made = [work.whole(number, amounts[one], f"{one} printed") for one, number in exact.items()]
    together = work.sheet.add("Prices together, without cutting", total(exact.values()))
    work.sheet.add(
        "Prices together, as printed",
        total(made),
        comes_to=work.sheet.exact(work.sheet.add("The first, rounded", rounded(together))),
    )
