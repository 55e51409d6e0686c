"""Payment methods by the names that people use, which are in the file of each method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.pipeline.check import keys

if TYPE_CHECKING:
    from makegood.model.policy import Policies
    from makegood.model.words import Method


def method_by_name(form: str, name: str, policies: Policies) -> Method | None:
    """Return the payment method with this name; None if there is none, or for a `form` other than "Method"."""
    if form != "Method":
        return None
    plain = keys.key_form(name[: keys.LONGEST])
    return next((method.id for method in policies.methods.values() if plain in method.names), None)
