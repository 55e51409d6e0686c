"""Methods that look at a purchase: coins, a balance, a charge."""

from __future__ import annotations

from makegood.ledger.asked import Asked, Due, lacks
from makegood.ledger.books import Entry, total


def coins(asked: Asked) -> Due:
    """Take the price of the coins that are not used."""
    bought = asked.case.purchase
    if bought is None or not bought.coins or bought.coins_unused is None:
        raise lacks("/purchase", "How many coins were bought and are not used is not stated.",
                     "Add purchase.coins and purchase.coins_unused.")  # fmt: skip
    used = bought.coins - bought.coins_unused
    if not 0 <= used < bought.coins:
        raise lacks("/purchase/coins_unused", "No coins are left, or more than were bought.", "Correct the number.")
    kept = Entry(asked.book.total * used / bought.coins, f"{used:,} of {bought.coins:,} coins used", bought.evidence)
    head = f"{asked.sum(asked.book.total)} × {bought.coins_unused:,} ÷ {bought.coins:,}"
    left = asked.said(asked.book.total - kept.amount)
    told = (
        f"{bought.coins:,} coins bought for {asked.said(asked.book.total)}; {bought.coins_unused:,} not used: {left}."
    )
    words = "The price of the coins that are not used."
    return Due(asked.book.paid, (kept,) if used else (), head, words, told if used else "")


def unspent_balance(asked: Asked) -> Due:
    bought = asked.case.purchase
    balance = bought.balance if bought else None
    if bought is None or balance is None:
        raise lacks("/purchase", "The balance is not stated.", "Add purchase.balance.")
    where = "/purchase/balance"
    parts = (("Tax", "tax"), ("Service fee", "service_fee"), ("Ad credit, which is not money", "ad_credit"))
    found = ((text, name, getattr(balance, name)) for text, name in parts)
    kept = tuple(Entry(asked.book.exact(one, f"{where}/{name}"), text) for text, name, one in found if one)
    start = Entry(asked.book.exact(balance.amount, f"{where}/amount"), "Balance", bought.evidence)
    head = " − ".join(asked.sum(entry.amount) for entry in (start, *kept))
    off = ", ".join(f"less {asked.said(entry.amount)} ({entry.text[:1].lower() + entry.text[1:]})" for entry in kept)
    told = f"A balance of {asked.said(start.amount)}, {off}: {asked.said(start.amount - total(kept))}."
    return Due((start,), kept, head, "The balance, less what is not paid out.", told if kept else "")


def duplicate(asked: Asked) -> Due:
    book, bought = asked.book, asked.case.purchase
    if bought and bought.expected:
        owed = book.exact(bought.expected, "/purchase/expected")
    elif book.fee is not None:
        owed = book.fee
    else:
        raise lacks("/purchase", "What should have been charged is not stated.", "Add purchase.expected.")
    head = f"{asked.paid()} − {asked.sum(owed)}"
    told = f"{asked.said(book.total)} charged, {asked.said(owed)} due: {asked.said(book.total - owed)} too much."
    return Due(book.paid, (Entry(owed, "What was to be charged"),), head, "What was charged, less what was due.", told)
