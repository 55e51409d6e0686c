"""Methods for a purchase: coins, a balance, a charge."""

from __future__ import annotations

from makegood.domain.ledger.books import LedgerEntry, total
from makegood.domain.ledger.claim_context import OTHERWISE, ClaimBreakdown, ClaimContext, missing_field
from makegood.domain.ledger.formula import less, plus, share
from makegood.model.statement import say


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
    total_paid = context.amount(context.book.total)
    head = share(total_paid, purchase.coins_unused, purchase.coins)
    words = (say("sum-words-coins"),)
    if not used:
        return ClaimBreakdown(context.book.paid, (), head, words)
    used_coins = LedgerEntry(
        context.book.total * used / purchase.coins,
        say("sum-coins-used", used=used, count=purchase.coins),
        purchase.evidence,
    )
    explanation = say(
        "sum-coins",
        count=purchase.coins,
        paid=total_paid,
        unused=purchase.coins_unused,
        price=context.amount(context.book.total - used_coins.amount),
    )
    return ClaimBreakdown(context.book.paid, (used_coins,), head, words, (explanation,))


def unspent_balance(context: ClaimContext) -> ClaimBreakdown:
    purchase = context.case.purchase
    balance = purchase.balance if purchase else None
    if purchase is None or balance is None:
        fix = f'Add "balance": {{ "amount": "USD 420.00", "read_on": "2026-11-20" }} to purchase. {OTHERWISE}'
        raise missing_field("/purchase", "The balance is missing.", fix)
    pointer = "/purchase/balance"
    amounts = ((name, getattr(balance, name)) for name in ("tax", "service_fee", "ad_credit"))
    deducted = [(name, amount) for name, amount in amounts if amount and amount.amount]
    deductions = tuple(
        LedgerEntry(context.book.exact(amount, f"{pointer}/{name}"), say(f"sum-balance-{name}"))
        for name, amount in deducted
    )
    start = LedgerEntry(context.book.exact(balance.amount, f"{pointer}/amount"), say("sum-balance"), purchase.evidence)
    head = less(plus((context.amount(start.amount),)), (context.amount(entry.amount) for entry in deductions))
    explanation = say(
        "sum-balance-less",
        balance=context.amount(start.amount),
        deducted=tuple(say(f"sum-balance-less-{name}", amount=amount) for name, amount in deducted),
        left=context.amount(start.amount - total(deductions)),
    )
    words = (say("sum-words-balance"),)
    return ClaimBreakdown((start,), deductions, head, words, (explanation,) if deductions else ())


def duplicate(context: ClaimContext) -> ClaimBreakdown:
    book, purchase = context.book, context.case.purchase
    if purchase and purchase.expected:
        amount_due = book.exact(purchase.expected, "/purchase/expected")
    elif book.fee is not None:
        amount_due = book.fee
    else:
        fix = f'Add "expected": "USD 99.00" to purchase, or "USD 0.00" if nothing was due. {OTHERWISE}'
        raise missing_field("/purchase", "The amount that should have been charged is missing.", fix)
    head = less(context.paid_figures(), (context.amount(amount_due),))
    explanation = say(
        "sum-charged",
        charged=context.amount(book.total),
        due=context.amount(amount_due),
        surplus=context.amount(book.total - amount_due),
    )
    deductions = (LedgerEntry(amount_due, say("sum-charge-due")),)
    return ClaimBreakdown(book.paid, deductions, head, (say("sum-words-charge"),), (explanation,))
