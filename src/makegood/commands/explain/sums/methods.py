"""The methods of computation, each taken apart: what it starts from, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from makegood.commands.explain import windows as plain
from makegood.commands.explain.sums.prices import name
from makegood.commands.explain.sums.sheet import SheetNote, Working, days, larger, product, smaller, total
from makegood.commands.explain.sums.work import Work
from makegood.domain.ledger import is_delivered, order_stage, stage_rule
from makegood.domain.windows import posted_key, posted_on
from makegood.model.case import Deliverable
from makegood.model.words import ComputationMethod

HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Parts:
    """The lines that a claim starts from, and those that are taken off it."""

    start: list[int]
    kept: list[int]


def full(work: Work, _: Mapping[str, int]) -> Parts:
    return Parts(work.entries(work.book.paid), [])


def of_work(work: Work, prices: Mapping[str, int]) -> Parts:
    """Keep the price of what was delivered."""
    if not prices:
        return coins(work, prices)
    sheet, items = work.sheet, work.case.deliverables
    kept = [sheet.add(f"{name(one)}: delivered", total([prices[one.id]])) for one in items if is_delivered(one)]
    missing = [
        sheet.add(f"{name(one)}: not delivered", total([prices[one.id]])) for one in items if not is_delivered(one)
    ]
    for what, is_there in (("not delivered", False), ("delivered", True)):
        parts = [work.parts.get(one.id, 0) for one in items if is_delivered(one) == is_there]
        if len(parts) > 1 and all(parts):
            sheet.add(f"Of the pieces or weights, {what}", total(parts), "")
    if len(missing) > 1:
        sheet.add("Not delivered, together", total(missing), names=work.named("missing"))
    return _of_fee(work, kept)


def live_days(work: Work, prices: Mapping[str, int]) -> Parts:
    """Keep the price of what was delivered, and of the days for which a post was there that was taken down."""
    kept = []
    for item in work.case.deliverables:
        if item.removed_at is not None:
            kept.append(_live(work, item, prices[item.id]))
        elif is_delivered(item):
            kept.append(work.sheet.add(f"{name(item)}: delivered", total([prices[item.id]])))
        else:
            work.sheet.add(f"{name(item)}: not delivered", total([prices[item.id]]))
    return _of_fee(work, kept)


def _live(work: Work, item: Deliverable, price: int) -> int:
    """Add the days of a post that was taken down; return the price of those on which it was there."""
    case, sheet, called = work.case, work.sheet, name(item)
    at = item.min_live_days or (case.agreement.min_live_days if case.agreement else None)
    posted = posted_on(item, case)
    if at is None or posted is None or item.removed_at is None:  # the ledger has refused this
        raise AssertionError(item.id)
    place = (
        work.places.item(item, "min_live_days") if item.min_live_days else work.places.at("/agreement/min_live_days")
    )
    agreed = work.number(f"{called}: to stay", at, place, "days")
    key = posted_key(item)
    begun = (
        work.date_line(f"{called}: posted", item.posted_at, work.places.item(item, key))
        if item.posted_at
        else sheet.typed(f"{called}: posted", posted, f"Read off its address, {work.places.item(item, key)}.")
    )
    gone = work.date_line(f"{called}: taken down", item.removed_at, work.places.item(item, "removed_at"))
    there = sheet.add(f"{called}: was there", days(begun, gone), "days")
    if sheet.exact(there) > at:
        there = sheet.add(f"{called}: counted", smaller(there, agreed), "days")
    elif sheet.exact(there) < 0:
        there = sheet.add(f"{called}: counted", larger(there, Fraction(0)), "days")
    gap = sheet.add(f"{called}: days missing", total([agreed], [there]), "days")
    sheet.add(f"{called}: the price of the days missing", product(price, ("×", gap), ("÷", agreed)))
    return sheet.add(
        f"{called}: the price of the days on which it was there", product(price, ("×", there), ("÷", agreed))
    )


def _of_fee(work: Work, kept: list[int]) -> Parts:
    """Start from what was paid; what was paid above the fee is kept too."""
    paid, fee = work.found["paid"], work.found["fee"]
    if len(kept) > 1:
        work.sheet.add("Delivered, together", total(kept), names=work.named("delivered"))
    if work.sheet.exact(paid) > work.sheet.exact(fee):
        kept = [*kept, work.sheet.add("Paid above the fee, no part of this claim", total([paid], [fee]))]
    return Parts(work.entries(work.book.paid), kept)


def coins(work: Work, _: Mapping[str, int]) -> Parts:
    """Keep the price of the coins that were used."""
    bought = work.case.purchase
    if bought is None or bought.coins is None or bought.coins_unused is None:  # the ledger has refused this
        raise AssertionError(work.case.case.case_ref)
    all_of_them = work.number("Coins bought", bought.coins, work.places.at("/purchase/coins"))
    unused = work.number("Coins not used", bought.coins_unused, work.places.at("/purchase/coins_unused"))
    used = work.sheet.add("Coins used", total([all_of_them], [unused]), "")
    kept = []
    if work.sheet.exact(used):
        paid = work.found["paid"]
        kept = [work.sheet.add("The price of the coins used", product(paid, ("×", used), ("÷", all_of_them)))]
    return Parts(work.entries(work.book.paid), kept)


def stage_percent(work: Work, _: Mapping[str, int]) -> Parts:
    """Keep the part that does not come back at the stage of the order, or the cancellation fee."""
    refund, agreement, sheet = work.case.refund, work.case.agreement, work.sheet
    paid = work.entries(work.book.paid)
    if (
        not work.facts.channel.stages
        and refund.percent is None
        and agreement
        and agreement.kill_fee_percent is not None
    ):
        place = work.places.at("/agreement/kill_fee_percent")
        percent = work.number("Cancellation fee of the agreement, of the fee", agreement.kill_fee_percent, place, "%")
        whole = work.found.get("fee", work.found["paid"])
        return Parts(paid, [sheet.add("Cancellation fee", product(whole, ("×", percent), ("÷", HUNDRED)))])
    percent = _percent(work)
    if sheet.exact(percent) == HUNDRED:
        return Parts(paid, [])
    rest = sheet.add("Does not come back", Working("chain", (HUNDRED, percent), ("−",)), "%")
    return Parts(
        paid, [sheet.add("Not returned at this stage", product(work.found["paid"], ("×", rest), ("÷", HUNDRED)))]
    )


def _percent(work: Work) -> int:
    """Add the percentage: by the channel's rule for the stage of the order, else as it was typed."""
    rule = stage_rule(work.case, work.facts.channel)
    typed = work.case.refund.percent
    if rule is not None and rule.percent is not None:
        stage = order_stage(work.case, work.facts.channel)
        agreement = work.case.agreement
        where = (
            work.places.at("/agreement/order_stage")
            if agreement and agreement.order_stage
            else "the status of the deliverables"
        )
        title = plain.STAGES[stage]
        rule_note = SheetNote(f"The rule of {work.facts.channel.title} for this stage of the order.", rule.sourced)
        return work.sheet.typed(
            "Comes back",
            rule.percent,
            f"{title}, by {where}.",
            "%",
            [rule_note],
        )
    if typed is None:  # the ledger has refused this
        raise AssertionError(work.case.case.case_ref)
    return work.number("Comes back", typed, work.places.at("/refund/percent"), "%")


def unspent_balance(work: Work, _: Mapping[str, int]) -> Parts:
    """Start from the balance, and keep what is not paid out of it."""
    balance = work.case.purchase.balance if work.case.purchase else None
    if balance is None:  # the ledger has refused this
        raise AssertionError(work.case.case.case_ref)
    where = "/purchase/balance"
    start = work.money(
        f"Balance, as read on {work.day(balance.read_on)}", balance.amount, work.places.at(f"{where}/amount"), "balance"
    )
    off = (("Tax", "tax"), ("Service fee", "service_fee"), ("Ad credit, which is not money", "ad_credit"))
    kept = [
        work.money(f"{what} in the balance", amount, work.places.at(f"{where}/{key}"))
        for what, key in off
        if (amount := getattr(balance, key)) and amount.amount
    ]
    return Parts([start], kept)


def duplicate(work: Work, _: Mapping[str, int]) -> Parts:
    """Keep what was due."""
    expected = work.case.purchase.expected if work.case.purchase else None
    if expected:
        kept = work.money("What was to be charged", expected, work.places.at("/purchase/expected"))
    else:
        kept = work.sheet.add("What was to be charged: the fee", total([work.found["fee"]]))
    return Parts(work.entries(work.book.paid), [kept])


def negotiated(work: Work, _: Mapping[str, int]) -> Parts:
    """Keep what is not asked for."""
    requested = work.case.refund.requested
    if requested is None:  # the ledger has refused this
        raise AssertionError(work.case.case.case_ref)
    wanted = work.money("The sum that is proposed", requested, work.places.at("/refund/requested"), "requested")
    back = [work.found["back"]] if "back" in work.found else []
    rest = work.sheet.add(
        "Paid, less what came back and what is proposed", total([work.found["paid"]], [*back, wanted])
    )
    if work.sheet.exact(rest) < 0:
        work.sheet.add("Not claimed", larger(rest, Fraction(0)))
    return Parts(work.entries(work.book.paid), [rest] if work.sheet.exact(rest) > 0 else [])


METHODS: Mapping[ComputationMethod, Callable[[Work, Mapping[str, int]], Parts]] = {
    "full": full,
    "per_item": of_work,
    "per_weight": of_work,
    "live_days": live_days,
    "stage_percent": stage_percent,
    "unspent_balance": unspent_balance,
    "duplicate": duplicate,
    "negotiated": negotiated,
}
