"""The fee and the price of each deliverable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from makegood.commands.explain.sums.sheet import product, rounded, total
from makegood.commands.explain.sums.work import Work
from makegood.domain.ledger.shares import deliverable_title, is_weighted, shares, whole_fee
from makegood.formats.terminal_text import visible
from makegood.model.case import Deliverable

LEFT_OVER = (
    "The remainder of a division is added to the lines with the largest truncated parts, so "
    "that the lines add up to the total."
)


def name(item: Deliverable) -> str:
    """Return a deliverable's title in a form that is safe for a terminal."""
    return visible(deliverable_title(item))


def prices(work: Work) -> Mapping[str, int]:
    """Add the fee and each price; return the line of each deliverable's exact price, by its id."""
    case = work.case
    if not case.deliverables:
        if case.agreement and case.agreement.fee:
            work.sheet.head("The fee")
            work.lines["fee"] = _fee(work, [])
        return {}
    work.sheet.head("The fee and the price of each deliverable")
    exact = _given_prices(work)
    work.lines["fee"] = _fee(work, list(exact.values()))
    rest = [item for item in case.deliverables if item.id not in exact]
    if rest:
        _add_shares(work, exact, rest)
    _add_printed_prices(work, exact)
    return exact


def _fee(work: Work, lines: Sequence[int]) -> int:
    """Add the fee: as agreed, or all prices together, or what was paid."""
    fee = work.case.agreement.fee if work.case.agreement else None
    if fee:
        return work.money("Fee", fee, work.places.at("/agreement/fee"), "fee")
    comes_to, sum_names = whole_fee(work.case, work.book), work.named("fee")
    if lines and len(lines) == len(work.case.deliverables):
        what = "Fee, computed from all prices because none is given"
        return work.sheet.add(what, total(lines), comes_to=comes_to, names=sum_names)
    paid = total([work.lines["paid"]])
    return work.sheet.add(
        "Fee, taken from the amount paid because none is given", paid, comes_to=comes_to, names=sum_names
    )


def _given_prices(work: Work) -> dict[str, int]:
    return {
        item.id: work.money(f"{name(item)}: price", item.price, work.places.item(item, "price"), item.id)
        for item in work.case.deliverables
        if item.price
    }


def _add_shares(work: Work, exact: dict[str, int], rest: Sequence[Deliverable]) -> None:
    """Add the shares of those without a price: by weight if all of them have one, otherwise by number."""
    sheet, worth = work.sheet, shares(work.case, work.book)
    remaining = work.lines["fee"]
    if exact:
        remaining = sheet.add("Remaining fee for deliverables without a price", total([remaining], exact.values()))
    weighted = is_weighted(work.case)
    parts = {item.id: _part(work, item, weighted=weighted) for item in rest}
    work.parts.update(parts)
    whole = next(iter(parts.values()))
    if len(parts) > 1:
        whole = sheet.add("Total weight" if weighted else "Total number of pieces", total(parts.values()), "")
    unit_price = sheet.add(
        "Price for a weight of 1" if weighted else "Price for one piece", product(remaining, ("÷", whole))
    )
    for item in rest:
        working = product(unit_price, ("×", parts[item.id]))
        exact[item.id] = sheet.add(f"{name(item)}: price", working, comes_to=worth[item.id], names=work.named(item.id))


def _part(work: Work, item: Deliverable, *, weighted: bool) -> int:
    """Add the part of a deliverable in the fee: its weight, or its number of pieces."""
    if weighted and item.weight is not None:
        return work.number(f"{name(item)}: weight", item.weight, work.places.item(item, "weight"))
    what = f"{name(item)}: pieces"
    if work.places.has_item(item, "qty"):
        return work.number(what, item.qty, work.places.item(item, "qty"))
    return work.sheet.typed(what, item.qty, f"No qty is set in {work.places.item(item)}, so it defaults to 1.")


def _add_printed_prices(work: Work, exact: Mapping[str, int]) -> None:
    """Add the prices as the documents print them: whole, and adding up to the fee."""
    amounts = {row.deliverable.id: row.price.amount for row in work.facts.rows}
    if all(work.sheet.exact(number) == Fraction(amounts[item]) for item, number in exact.items()):
        return
    work.sheet.head("The same prices, as printed in the documents", LEFT_OVER)
    numbers = [work.whole(number, amounts[item], f"{item} printed") for item, number in exact.items()]
    sum_line = work.sheet.add("Total of the prices before rounding", total(exact.values()))
    work.sheet.add(
        "Total of the printed prices",
        total(numbers),
        comes_to=work.sheet.exact(work.sheet.add("The first total, rounded", rounded(sum_line))),
    )
