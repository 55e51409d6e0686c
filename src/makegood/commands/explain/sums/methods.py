"""The methods of computation line by line: where each starts, and what it deducts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from makegood.commands.explain import windows as plain
from makegood.commands.explain.sums.prices import name
from makegood.commands.explain.sums.sheet import SheetNote, Working, days, larger, product, smaller, total
from makegood.commands.explain.sums.work import Work
from makegood.domain.ledger import ExactPart, exact_parts, impression_parts, is_delivered, order_stage, stage_rule
from makegood.domain.windows import days_to_stay, posted_key, posted_on
from makegood.model.case import Deliverable
from makegood.model.statement import policy_text
from makegood.model.words import ComputationMethod

HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Parts:
    """The lines that a claim starts from, and those that are deducted."""

    start: list[int]
    kept: list[int]


def full(work: Work, _: Mapping[str, int]) -> Parts:
    return Parts(work.entries(work.book.paid), [])


def of_work(work: Work, prices: Mapping[str, int]) -> Parts:
    """Deduct the price of what was delivered."""
    if not prices:
        return coins(work, prices)
    sheet, items = work.sheet, work.case.deliverables
    delivered = [
        sheet.add(f"{name(item)}: delivered", total([prices[item.id]])) for item in items if is_delivered(item)
    ]
    missing = [
        sheet.add(f"{name(item)}: not delivered", total([prices[item.id]])) for item in items if not is_delivered(item)
    ]
    for what, delivered_items in (("not delivered", False), ("delivered", True)):
        parts = [work.parts.get(item.id, 0) for item in items if is_delivered(item) == delivered_items]
        if len(parts) > 1 and all(parts):
            sheet.add(f"Number or weight, {what}", total(parts), "")
    if len(missing) > 1:
        sheet.add("Total not delivered", total(missing), names=work.named("missing"))
    return _from_fee(work, delivered)


def live_days(work: Work, prices: Mapping[str, int]) -> Parts:
    """Deduct the price of what was delivered, and of the days on which a removed post was online."""
    deductions = []
    for item in work.case.deliverables:
        if item.removed_at is not None:
            missing, online = _add_live_days(work, item, prices[item.id])
            work.due[item.id] = [missing]
            deductions.append(online)
        elif is_delivered(item):
            deductions.append(work.sheet.add(f"{name(item)}: delivered", total([prices[item.id]])))
        else:
            work.due[item.id] = [work.sheet.add(f"{name(item)}: not delivered", total([prices[item.id]]))]
    return _from_fee(work, deductions)


def by_deliverable(work: Work, prices: Mapping[str, int]) -> Parts:
    """Start from the parts of each deliverable, and deduct what of the fee was not paid."""
    sheet, start = work.sheet, []
    for part in exact_parts(work.case, work.book):
        item, price = part.item, prices[part.item.id]
        if part.cause == "missing":
            line = sheet.add(f"{name(item)}: not delivered", total([price]))
        elif part.cause == "removed":
            line, _ = _add_live_days(work, item, price)
        else:
            line = _add_reduction(work, part, price)
        if part.amount < part.full:
            left = sheet.add(f"{name(item)}: left of the price", total([price], work.due.get(item.id, [])))
            line = sheet.add(f"{name(item)}: limited to that", smaller(line, left))
        work.due.setdefault(item.id, []).append(line)
        start.append(line)
    return _of_parts(work, start)


def impressions(work: Work, prices: Mapping[str, int]) -> Parts:
    """Start from the price of the missing impressions of each booking, and deduct what of the fee was not paid."""
    sheet, start = work.sheet, []
    for part in impression_parts(work.case, work.book, work.facts.computation.full_percent):
        item, price = part.item, prices[part.item.id]
        if part.cause == "missing":
            line = sheet.add(f"{name(item)}: not delivered", total([price]))
        else:
            where = work.places.item(item, "booked_impressions"), work.places.item(item, "delivered_impressions")
            booked = work.number(f"{name(item)}: booked impressions", part.agreed, where[0])
            came = work.number(f"{name(item)}: delivered impressions", part.live, where[1])
            missing = sheet.add(f"{name(item)}: missing impressions", total([booked], [came]), "")
            line = sheet.add(
                f"{name(item)}: price of the missing impressions", product(price, ("×", missing), ("÷", booked))
            )
        work.due[item.id] = [line]
        start.append(line)
    return _of_parts(work, start)


def _of_parts(work: Work, start: list[int]) -> Parts:
    """Start from the parts of the claim, and deduct what of the fee was not paid."""
    sheet, paid, fee = work.sheet, work.lines["paid"], work.lines["fee"]
    is_unpaid = sheet.exact(paid) < sheet.exact(fee)
    deductions = [sheet.add("Part of the fee that was not paid", total([fee], [paid]))] if is_unpaid else []
    if len(start) > 1:
        sheet.add("Together", total(start), names=work.named("parts"))
    return Parts(start, deductions)


def _add_reduction(work: Work, part: ExactPart, price: int) -> int:
    """Add the reduction for a defect; return its line."""
    reduction = part.reduction
    if part.defect is None or reduction is None:  # the ledger makes no such part
        raise AssertionError(part.item.id)
    what = f"{name(part.item)}: {reduction.reason}"
    where = f"defects/{part.item.defects.index(part.defect)}/reduction"
    if reduction.amount is not None:
        line = work.money(what, reduction.amount, work.places.item(part.item, f"{where}/amount"))
    else:
        place = work.places.item(part.item, f"{where}/percent")
        percent = work.number(what, reduction.percent or Decimal(0), place, "%")
        line = work.sheet.add(f"{what}, of the price", product(price, ("×", percent), ("÷", HUNDRED)))
    if reduction.missing_days is None or not reduction.agreed_days:
        return line
    place = work.places.item(part.item, f"{where}/agreed_days")
    agreed = work.number(f"{name(part.item)}: agreed days", reduction.agreed_days, place, "days")
    place = work.places.item(part.item, f"{where}/missing_days")
    missing = work.number(f"{name(part.item)}: missing days", reduction.missing_days, place, "days")
    return work.sheet.add(f"{what}, for the missing days", product(line, ("×", missing), ("÷", agreed)))


def _add_live_days(work: Work, item: Deliverable, price: int) -> tuple[int, int]:
    """Add the days of a removed post; return the price of the days missing, and of those on which it was online."""
    case, sheet, title = work.case, work.sheet, name(item)
    minimum_days = days_to_stay(item, case)
    posted = posted_on(item, case)
    if minimum_days is None or posted is None or item.removed_at is None:  # the ledger rejects this
        raise AssertionError(item.id)
    place = (
        work.places.item(item, "min_live_days") if item.min_live_days else work.places.at("/agreement/min_live_days")
    )
    agreed = work.number(f"{title}: agreed days online", minimum_days, place, "days")
    key = posted_key(item)
    start = (
        work.date_line(f"{title}: posted", item.posted_at, work.places.item(item, key))
        if item.posted_at
        else sheet.typed(f"{title}: posted", posted, f"Taken from its URL, {work.places.item(item, key)}.")
    )
    end = work.date_line(f"{title}: taken down", item.removed_at, work.places.item(item, "removed_at"))
    online = sheet.add(f"{title}: days online", days(start, end), "days")
    if sheet.exact(online) > minimum_days:
        online = sheet.add(f"{title}: counted", smaller(online, agreed), "days")
    elif sheet.exact(online) < 0:
        online = sheet.add(f"{title}: counted", larger(online, Fraction(0)), "days")
    gap = sheet.add(f"{title}: missing days", total([agreed], [online]), "days")
    missing = sheet.add(f"{title}: price of the missing days", product(price, ("×", gap), ("÷", agreed)))
    return missing, sheet.add(f"{title}: price of the days online", product(price, ("×", online), ("÷", agreed)))


def _from_fee(work: Work, deductions: list[int]) -> Parts:
    """Start from what was paid; what was paid above the fee is deducted too."""
    paid, fee = work.lines["paid"], work.lines["fee"]
    if len(deductions) > 1:
        work.sheet.add("Total delivered", total(deductions), names=work.named("delivered"))
    if work.sheet.exact(paid) > work.sheet.exact(fee):
        deductions = [
            *deductions,
            work.sheet.add("Paid in excess of the fee, not part of this claim", total([paid], [fee])),
        ]
    return Parts(work.entries(work.book.paid), deductions)


def coins(work: Work, _: Mapping[str, int]) -> Parts:
    """Deduct the price of the coins that were used."""
    purchase = work.case.purchase
    if purchase is None or purchase.coins is None or purchase.coins_unused is None:  # the ledger rejects this
        raise AssertionError(work.case.case.case_ref)
    bought = work.number("Coins bought", purchase.coins, work.places.at("/purchase/coins"))
    unused = work.number("Unused coins", purchase.coins_unused, work.places.at("/purchase/coins_unused"))
    used = work.sheet.add("Used coins", total([bought], [unused]), "")
    deductions = []
    if work.sheet.exact(used):
        paid = work.lines["paid"]
        deductions = [work.sheet.add("Price of the used coins", product(paid, ("×", used), ("÷", bought)))]
    return Parts(work.entries(work.book.paid), deductions)


def stage_percent(work: Work, _: Mapping[str, int]) -> Parts:
    """Deduct the part that is not refunded at the stage of the order, or the cancellation fee."""
    refund, agreement, sheet = work.case.refund, work.case.agreement, work.sheet
    paid = work.entries(work.book.paid)
    if (
        not work.facts.channel.stages
        and refund.percent is None
        and agreement
        and agreement.kill_fee_percent is not None
    ):
        place = work.places.at("/agreement/kill_fee_percent")
        percent = work.number(
            "Cancellation fee in the agreement, in percent of the fee", agreement.kill_fee_percent, place, "%"
        )
        whole = work.lines.get("fee", work.lines["paid"])
        return Parts(paid, [sheet.add("Cancellation fee", product(whole, ("×", percent), ("÷", HUNDRED)))])
    percent = _percent(work)
    if sheet.exact(percent) == HUNDRED:
        return Parts(paid, [])
    rest = sheet.add("Not refunded", Working("chain", (HUNDRED, percent), ("−",)), "%")
    return Parts(
        paid, [sheet.add("Not refunded at this stage", product(work.lines["paid"], ("×", rest), ("÷", HUNDRED)))]
    )


def _percent(work: Work) -> int:
    """Add the percentage: from the channel's rule for the stage of the order, or from the case."""
    rule = stage_rule(work.case, work.facts.channel)
    percent = work.case.refund.percent
    if rule is not None and rule.percent is not None:
        stage = order_stage(work.case, work.facts.channel)
        agreement = work.case.agreement
        where = (
            work.places.at("/agreement/order_stage")
            if agreement and agreement.order_stage
            else "the status of the deliverables"
        )
        title = plain.STAGES[stage]
        channel = policy_text(work.facts.channel.title)
        rule_note = SheetNote(f"Refund rule of the channel, {channel}, for this stage of the order.", rule.sourced)
        return work.sheet.typed(
            "Refunded",
            rule.percent,
            f"{title}, by {where}.",
            "%",
            [rule_note],
        )
    if percent is None:  # the ledger rejects this
        raise AssertionError(work.case.case.case_ref)
    return work.number("Returned", percent, work.places.at("/refund/percent"), "%")


def unspent_balance(work: Work, _: Mapping[str, int]) -> Parts:
    """Start from the balance, and deduct what is not paid out of it."""
    balance = work.case.purchase.balance if work.case.purchase else None
    if balance is None:  # the ledger rejects this
        raise AssertionError(work.case.case.case_ref)
    where = "/purchase/balance"
    start = work.money(
        f"Balance on {work.day(balance.read_on)}", balance.amount, work.places.at(f"{where}/amount"), "balance"
    )
    items = (("Tax", "tax"), ("Service fee", "service_fee"), ("Ad credit, which is not money", "ad_credit"))
    deductions = [
        work.money(f"{what} in the balance", amount, work.places.at(f"{where}/{key}"))
        for what, key in items
        if (amount := getattr(balance, key)) and amount.amount
    ]
    return Parts([start], deductions)


def duplicate(work: Work, _: Mapping[str, int]) -> Parts:
    """Deduct what was due."""
    expected = work.case.purchase.expected if work.case.purchase else None
    if expected:
        due = work.money("Amount that should have been charged", expected, work.places.at("/purchase/expected"))
    else:
        due = work.sheet.add("Amount that should have been charged: the fee", total([work.lines["fee"]]))
    return Parts(work.entries(work.book.paid), [due])


def negotiated(work: Work, _: Mapping[str, int]) -> Parts:
    """Deduct what is not claimed."""
    requested = work.case.refund.requested
    if requested is None:  # the ledger rejects this
        raise AssertionError(work.case.case.case_ref)
    proposed = work.money("The requested amount", requested, work.places.at("/refund/requested"), "requested")
    back = [work.lines["back"]] if "back" in work.lines else []
    rest = work.sheet.add(
        "Amount paid, less the amounts returned and requested", total([work.lines["paid"]], [*back, proposed])
    )
    if work.sheet.exact(rest) < 0:
        work.sheet.add("Not claimed", larger(rest, Fraction(0)))
    return Parts(work.entries(work.book.paid), [rest] if work.sheet.exact(rest) > 0 else [])


METHODS: Mapping[ComputationMethod, Callable[[Work, Mapping[str, int]], Parts]] = {
    "full": full,
    "by_deliverable": by_deliverable,
    "per_item": of_work,
    "per_weight": of_work,
    "live_days": live_days,
    "stage_percent": stage_percent,
    "unspent_balance": unspent_balance,
    "duplicate": duplicate,
    "impressions": impressions,
    "negotiated": negotiated,
}
