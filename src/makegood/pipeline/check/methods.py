"""Ways of payment by the names that people use, which stand in the file of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.pipeline.check import keys

if TYPE_CHECKING:
    from makegood.model.policy import Policies
    from makegood.model.words import Method


def meant(form: str, typed: str, policies: Policies) -> Method | None:
    """Return which way of payment is called like that; None for other forms than that of a way of payment."""
    if form != "Method":
        return None
    plain = keys.plain(typed[: keys.LONGEST])
    return next((method.id for method in policies.methods.values() if plain in method.names), None)
