"""The letters that the ladder refers to by name."""

from makegood.model.words import FIRST_REQUEST

FIRST, REMINDER, FINAL = FIRST_REQUEST, "reminder", "final_notice"
LADDER_LETTERS = (FIRST, REMINDER, FINAL)
"""The steps of the ladder in order: each letter waits until the reply date of the one before has passed."""
OFFER = "settlement_offer"
NOTICE = "dispute_notice"
"""Informs the other party of a dispute at a desk; other desks are not informed."""
