"""What is said of a window: what can be done within it, from when, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.model.statement import Statement, say

if TYPE_CHECKING:
    from makegood.model.results import Window

__all__ = ["last_day", "stated"]


def last_day(window: Window) -> Statement:
    """Return what can be done until the last day of a window, as the text of a deadline."""
    return say("window-last-day", act=window.act)


def stated(window: Window, closes: str) -> Statement:
    """Return from when until when something can be done, as far as it is known. `closes` is the last day, marked."""
    if window.opens_on and window.closes_on:
        return say("window-from-until", act=window.act, opens=window.opens_on, closes=closes)
    if window.opens_on:
        return say("window-from", act=window.act, opens=window.opens_on)
    if window.closes_on:
        return say("window-until", act=window.act, closes=closes)
    return say("window-unlimited", act=window.act, counted=window.counted)
