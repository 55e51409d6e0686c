"""The rules of refunds: policies, windows, ledger, ladder, desks. Pure, except for reading the policies."""
