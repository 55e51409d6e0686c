"""Methods that look at a purchase: coins, a balance, a charge."""

from __future__ import annotations

from makegood.domain.ledger.books import LedgerEntry, total
from makegood.domain.ledger.claim_context import OTHERWISE, ClaimBreakdown, ClaimContext, missing_field


def coins(asked: ClaimContext) -> ClaimBreakdown:
    """Take the price of the coins that are not used."""
    bought = asked.case.purchase
    if bought is None or not bought.coins or bought.coins_unused is None:
        fix = f'Add "coins": 7000 and "coins_unused": 2000 to purchase, with your numbers. {OTHERWISE}'
        raise missing_field("/purchase", "How many coins were bought and are not used is not stated.", fix)
    used = bought.coins - bought.coins_unused
    if not 0 <= used < bought.coins:
        fix = f'Remove "method" from refund: then all that was paid for them is claimed. {OTHERWISE}'
        raise missing_field("/purchase/coins_unused", "No coins are left, so there is no price of what is left.", fix)
    kept = LedgerEntry(
        asked.book.total * used / bought.coins, f"{used:,} of {bought.coins:,} coins used", bought.evidence
    )
    head = f"{asked.sum(asked.book.total)} × {bought.coins_unused:,} ÷ {bought.coins:,}"
    left = asked.said(asked.book.total - kept.amount)
    told = (
        f"{bought.coins:,} coins bought for {asked.said(asked.book.total)}; {bought.coins_unused:,} not used: {left}."
    )
    words = "The price of the coins that are not used."
    return ClaimBreakdown(asked.book.paid, (kept,) if used else (), head, words, told if used else "")


def unspent_balance(asked: ClaimContext) -> ClaimBreakdown:
    bought = asked.case.purchase
    balance = bought.balance if bought else None
    if bought is None or balance is None:
        fix = f'Add "balance": {{ "amount": "USD 420.00", "read_on": "2026-11-20" }} to purchase. {OTHERWISE}'
        raise missing_field("/purchase", "The balance is not stated.", fix)
    where = "/purchase/balance"
    parts = (("Tax", "tax"), ("Service fee", "service_fee"), ("Ad credit, which is not money", "ad_credit"))
    found = ((text, name, getattr(balance, name)) for text, name in parts)
    off_it = ((text, name, one) for text, name, one in found if one and one.amount)
    kept = tuple(LedgerEntry(asked.book.exact(one, f"{where}/{name}"), text) for text, name, one in off_it)
    start = LedgerEntry(asked.book.exact(balance.amount, f"{where}/amount"), "Balance", bought.evidence)
    head = " − ".join(asked.sum(entry.amount) for entry in (start, *kept))
    off = ", ".join(f"less {asked.said(entry.amount)} ({entry.text[:1].lower() + entry.text[1:]})" for entry in kept)
    told = f"A balance of {asked.said(start.amount)}, {off}: {asked.said(start.amount - total(kept))}."
    return ClaimBreakdown((start,), kept, head, "The balance, less what is not paid out.", told if kept else "")


def duplicate(asked: ClaimContext) -> ClaimBreakdown:
    book, bought = asked.book, asked.case.purchase
    if bought and bought.expected:
        owed = book.exact(bought.expected, "/purchase/expected")
    elif book.fee is not None:
        owed = book.fee
    else:
        fix = f'Add "expected": "USD 99.00" to purchase; "USD 0.00" where nothing was due. {OTHERWISE}'
        raise missing_field("/purchase", "What should have been charged is not stated.", fix)
    head = f"{asked.paid()} − {asked.sum(owed)}"
    told = f"{asked.said(book.total)} charged, {asked.said(owed)} due: {asked.said(book.total - owed)} too much."
    return ClaimBreakdown(
        book.paid, (LedgerEntry(owed, "What was to be charged"),), head, "What was charged, less what was due.", told
    )
