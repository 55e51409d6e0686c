"""The letters that the ladder refers to by name."""

FIRST, REMINDER, FINAL = "first_request", "reminder", "final_notice"
CLIMBING = (FIRST, REMINDER, FINAL)
"""Each of these letters waits until the day to reply of the one before is over."""
OFFER = "settlement_offer"
NOTICE = "dispute_notice"
"""Informs the other party of a dispute at a desk; other desks are not informed."""
