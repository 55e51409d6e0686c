"""What letters state about the end of the agreement (`pipeline/derive/ending.py` decides whether and when)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from makegood.model.statement import Statement, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from makegood.model.facts import Ending
    from makegood.model.statement import Value

__all__ = ["brief", "final", "instead_of_payment", "neither_comes", "to_sender", "warning"]


def final(end: Ending, form: Literal["letter", "message"] = "letter") -> tuple[Statement, ...]:
    """Return what the final notice states; `form` is what its reader receives."""
    return tuple(_final(end, form))


def _final(end: Ending, form: str) -> Iterator[Statement]:
    values = _values(end)
    if end.kind == "now":
        yield say(f"ending-now-{form}" if end.is_whole else f"ending-now-part-{form}", **values)
        yield _missing(end, values)
        if end.given:
            yield say("ending-given-time-passed", day=end.given)
        yield say("ending-no-later-delivery")
    elif end.kind in {"on_day", "may"} and end.day:
        yield say("ending-until" if end.kind == "on_day" else "ending-call-to-deliver", day=end.day, **values)
        yield say("ending-if-delivered", **values)
        part = "" if end.is_whole else "part-"
        yield say(f"ending-on-day-{part}{form}" if end.kind == "on_day" else f"ending-may-{part}otherwise", **values)
    else:
        yield say("ending-no-late-work", **values)
    if end.kind in {"now", "on_day"} and not end.is_whole:
        yield say("ending-rest-stays")


def _missing(end: Ending, values: Mapping[str, Value]) -> Statement:
    """Return that the work has not been delivered, and when it was due."""
    due = [row.deliverable.due for row in end.rows if row.deliverable.due]
    if not due:
        return say("ending-missing", **values)
    return say("ending-missing-due", due=max(due), **values)


def warning(end: Ending) -> tuple[Statement, ...]:
    """Return what the first request states, which offers the work in place of the money."""
    if end.day is None:
        return ()
    return (say("ending-may" if end.is_whole else "ending-may-part", day=end.day, **_values(end)),)


def brief(end: Ending) -> tuple[Statement, ...]:
    """Return `final` for a message with little room, which names no work, since titles may be long."""
    if end.kind == "now":
        return (say("ending-brief-now" if end.is_whole else "ending-brief-now-part"),)
    return (say("ending-brief-no-late-work"),) if end.kind == "closed" else ()


def instead_of_payment(end: Ending) -> tuple[Statement, ...]:
    """Return the choice to deliver by a day, for a message with little room."""
    if end.kind not in {"on_day", "may"} or end.day is None:
        return ()
    kind = "on-day" if end.kind == "on_day" else "may"
    return (say(f"ending-brief-{kind}" if end.is_whole else f"ending-brief-{kind}-part", day=end.day),)


def neither_comes(end: Ending) -> tuple[Statement, ...]:
    """Return the warning of the first request, for a message."""
    return (say("ending-brief-neither" if end.is_whole else "ending-brief-neither-part"),)


def to_sender(end: Ending, letter: str, law: str, letters: tuple[str, ...]) -> tuple[Statement, ...]:
    """Return what a letter does to the agreement, for its sender, on the page of the case.

    `law` is the name of the place whose law applies, "" if it is unknown; `letters` are those of the channel.
    """
    return tuple(_to_sender(end, letter, law, letters))


def _to_sender(end: Ending, letter: str, law: str, letters: tuple[str, ...]) -> Iterator[Statement]:
    values = _values(end)
    part = "" if end.is_whole else "-part"
    if letter == "first_request":
        yield say(f"ending-page-warning{part}", **values)
        yield say("ending-page-then-final-notice" if "final_notice" in letters else "ending-page-then-yourself")
    elif end.kind == "now":
        yield say(f"ending-page-now{part}", **values)
        if end.rule and end.rule.after == "warning":
            yield say("ending-page-needs-warning")
    elif end.kind in {"on_day", "may"} and end.day:
        kind = f"on-day{part}" if end.kind == "on_day" else "may"
        yield say(f"ending-page-{kind}", day=end.day, **values)
    else:
        yield say("ending-page-closed")
        yield say("ending-page-law", law=law) if law else say("ending-page-law-unknown")


def _values(end: Ending) -> dict[str, Value]:
    return {"titles": tuple(row.title for row in end.rows), "count": len(end.rows)}
