"""What is said of a window: what can be done within it, from when until when, and what is true afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.model.statement import Statement, policy_statement, say

if TYPE_CHECKING:
    from makegood.model.results import Window

__all__ = ["act", "last_day", "stated", "then"]


def act(window: Window) -> Statement:
    """Return what can be done within a window, such as a dispute."""
    return policy_statement(f"window-act-{window.id}", window.act)


def then(window: Window) -> tuple[Statement, ...]:
    """Return what is true after a window; empty if its rule does not state it."""
    return (policy_statement(f"window-then-{window.id}", window.then),) if window.then else ()


def last_day(window: Window) -> Statement:
    """Return what can be done until the last day of a window, as the text of a deadline."""
    return say("window-last-day", act=act(window))


def stated(window: Window, closes: str) -> Statement:
    """Return from when until when something can be done, as far as it is known. `closes` is the last day, marked."""
    if window.opens_on and window.closes_on:
        return say("window-from-until", act=act(window), opens=window.opens_on, closes=closes)
    if window.opens_on:
        return say("window-from", act=act(window), opens=window.opens_on)
    if window.closes_on:
        return say("window-until", act=act(window), closes=closes)
    return say("window-unlimited", act=act(window), counted=window.counted)
