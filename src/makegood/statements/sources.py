"""What is stated about a source of a rule, and about who accepted what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.model.statement import Statement, say

if TYPE_CHECKING:
    from makegood.model.case import Acknowledgement
    from makegood.model.facts import Facts
    from makegood.model.policy import Sourced
    from makegood.model.statement import Value

__all__ = ["accepted", "cited"]


def cited(sourced: Sourced) -> Statement:
    """Return where a rule was read, its edition and region, the day, and how reliable the source is.

    Of a text that was not found, it is the day on which it was looked for.
    """
    source = _source(sourced)
    if sourced.was_not_found:
        return say("source-not-found", source=source, day=sourced.as_of)
    return say(f"source-{sourced.confidence}", source=source, day=sourced.as_of)


def _source(sourced: Sourced) -> Statement:
    if sourced.edition and sourced.region:
        return say("source-of-both", source=sourced.source, edition=sourced.edition, region=sourced.region)
    if sourced.edition:
        return say("source-of-edition", source=sourced.source, edition=sourced.edition)
    if sourced.region:
        return say("source-of-region", source=sourced.source, region=sourced.region)
    if sourced.confidence == "official":
        return say("source-undated", source=sourced.source)
    return say("source-title", source=sourced.source)


def accepted(acknowledgement: Acknowledgement, facts: Facts) -> Statement:
    """Return that somebody has read and accepted something."""
    values: dict[str, Value] = {"by": acknowledgement.by, "day": acknowledgement.on}
    what = facts.channel.accepted(acknowledgement.id)
    if what:
        return say("acknowledged", what=what, **values)
    return say("acknowledged-point", point=acknowledgement.id.replace("_", " "), **values)
