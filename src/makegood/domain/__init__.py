"""What is true of refunds: policies, windows, ledger, ladder, desks. Pure, but for reading the policies."""
