"""Methods for a purchase: coins, a balance, a charge."""

from __future__ import annotations

from makegood.domain.ledger.books import LedgerEntry, total
from makegood.domain.ledger.claim_context import OTHERWISE, ClaimBreakdown, ClaimContext, missing_field


def coins(context: ClaimContext) -> ClaimBreakdown:
    """Return the price of the coins that are not used."""
    purchase = context.case.purchase
    if purchase is None or not purchase.coins or purchase.coins_unused is None:
        fix = f'Add both numbers to purchase, such as "coins": 7000 and "coins_unused": 2000. {OTHERWISE}'
        raise missing_field("/purchase", "The numbers of bought and unused coins are missing.", fix)
    used = purchase.coins - purchase.coins_unused
    if used == purchase.coins:
        is_typed = context.case.refund.method is not None
        other = 'Remove "method" from refund to claim the total amount paid for the coins.'
        fix = (
            f"{other if is_typed else 'Correct the number, or choose the ground that matches the failure.'} {OTHERWISE}"
        )
        raise missing_field("/purchase/coins_unused", "All coins were used, so none can be returned.", fix)
    if used < 0:
        fix = f"Correct one of the two numbers. {OTHERWISE}"
        raise missing_field("/purchase/coins_unused", "There are more unused coins than were bought.", fix)
    used_coins = LedgerEntry(
        context.book.total * used / purchase.coins, f"{used:,} of {purchase.coins:,} coins used", purchase.evidence
    )
    head = f"{context.figure(context.book.total)} × {purchase.coins_unused:,} ÷ {purchase.coins:,}"
    unused_price = context.amount(context.book.total - used_coins.amount)
    bought = f"{purchase.coins:,} coins bought for {context.amount(context.book.total)}"
    explanation = f"{bought}; {purchase.coins_unused:,} not used: {unused_price}." if used else ""
    words = "The price of the unused coins."
    return ClaimBreakdown(context.book.paid, (used_coins,) if used else (), head, words, explanation)


def unspent_balance(context: ClaimContext) -> ClaimBreakdown:
    purchase = context.case.purchase
    balance = purchase.balance if purchase else None
    if purchase is None or balance is None:
        fix = f'Add "balance": {{ "amount": "USD 420.00", "read_on": "2026-11-20" }} to purchase. {OTHERWISE}'
        raise missing_field("/purchase", "The balance is missing.", fix)
    pointer = "/purchase/balance"
    parts = (("Tax", "tax"), ("Service fee", "service_fee"), ("Ad credit, which is not money", "ad_credit"))
    amounts = ((text, name, getattr(balance, name)) for text, name in parts)
    deducted = ((text, name, amount) for text, name, amount in amounts if amount and amount.amount)
    deductions = tuple(
        LedgerEntry(context.book.exact(amount, f"{pointer}/{name}"), text) for text, name, amount in deducted
    )
    start = LedgerEntry(context.book.exact(balance.amount, f"{pointer}/amount"), "Balance", purchase.evidence)
    head = " − ".join(context.figure(entry.amount) for entry in (start, *deductions))
    less = ", ".join(
        f"less {context.amount(entry.amount)} ({entry.text[:1].lower() + entry.text[1:]})" for entry in deductions
    )
    left = context.amount(start.amount - total(deductions))
    explanation = f"A balance of {context.amount(start.amount)}, {less}: {left}." if deductions else ""
    return ClaimBreakdown(
        (start,), deductions, head, "The balance, less the amounts that are not refunded.", explanation
    )


def duplicate(context: ClaimContext) -> ClaimBreakdown:
    book, purchase = context.book, context.case.purchase
    if purchase and purchase.expected:
        amount_due = book.exact(purchase.expected, "/purchase/expected")
    elif book.fee is not None:
        amount_due = book.fee
    else:
        fix = f'Add "expected": "USD 99.00" to purchase, or "USD 0.00" if nothing was due. {OTHERWISE}'
        raise missing_field("/purchase", "The amount that should have been charged is missing.", fix)
    head = f"{context.paid_figures()} − {context.figure(amount_due)}"
    surplus = context.amount(book.total - amount_due)
    explanation = f"{context.amount(book.total)} charged, {context.amount(amount_due)} due: {surplus} too much."
    deductions = (LedgerEntry(amount_due, "Amount that should have been charged"),)
    return ClaimBreakdown(book.paid, deductions, head, "The amount charged, less the amount due.", explanation)
