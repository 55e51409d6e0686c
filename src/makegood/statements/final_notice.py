"""What the final notice states beside what all letters state: its purpose, what follows, and its enclosures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.model.statement import Statement, say

if TYPE_CHECKING:
    from makegood.model.facts import DueLetter, Facts
    from makegood.model.statement import Value

__all__ = ["enclosed", "otherwise", "purpose"]


def purpose(facts: Facts, due: DueLetter, zone: str) -> tuple[Statement, ...]:
    """Return what the letter is, and by when it asks for an answer."""
    act: tuple[Statement, ...] = ()
    if due.reply_by:
        act = (say("final-notice-act" if facts.is_goods else "final-notice-pay", day=due.reply_by, zone=zone),)
    return (say("final-notice-last-letter"), say("final-notice-what-it-says"), *act)


def otherwise(facts: Facts, desks: Value) -> Statement:
    """Return what follows if nothing comes; `desks` are those that can still be asked, "" for none."""
    what = "goods" if facts.is_goods else "money"
    if desks:
        return say(f"final-notice-otherwise-{what}-desks", desks=desks)
    return say(f"final-notice-otherwise-{what}")


def enclosed(due: DueLetter) -> tuple[Statement, ...]:
    """Return what is enclosed with the letter on paper; the last of it are the sums that the letter itself states."""
    if not due.enclosures:
        return ()
    return (
        say("final-notice-enclosed", enclosures=due.enclosures[:-1]),
        say("final-notice-reply-form"),
        say("final-notice-sums-are", title=due.enclosures[-1]),
    )
