"""The letters that the ladder refers to by name."""

from makegood.model.words import FIRST_REQUEST

FIRST, REMINDER, FINAL = FIRST_REQUEST, "reminder", "final_notice"
CLIMBING = (FIRST, REMINDER, FINAL)
"""Each of these letters waits until the day to reply of the one before is over."""
OFFER = "settlement_offer"
NOTICE = "dispute_notice"
"""Informs the other party of a dispute at a desk; other desks are not informed."""
