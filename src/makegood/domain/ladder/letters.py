"""The letters that the ladder knows by name."""

FIRST, REMINDER, FINAL = "first_request", "reminder", "final_notice"
CLIMBING = (FIRST, REMINDER, FINAL)
"""The letters of which each waits for the day to reply of the one before."""
OFFER = "settlement_offer"
NOTICE = "dispute_notice"
"""Tells the other party of a dispute at a desk; another desk is told nothing of it."""
