"""Work that may come by a later day, as both sides agreed: what was agreed, what came, and what was declined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from makegood.domain.windows import day_of
from makegood.model.statement import Statement, say
from makegood.statements import work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from makegood.model.case import LogEntry
    from makegood.model.facts import DeclinedMakeGood, Facts, MakeGood, Row
    from makegood.model.statement import Value

__all__ = ["agreed", "declined_without_day", "of_log"]

Form = Literal["full", "brief"]


def of_log(entries: Iterable[LogEntry], facts: Facts, form: Form = "full") -> tuple[Statement, ...]:
    """Return what these entries of the log state of a later day: what was agreed, at its last entry, and declined.

    The form `brief` has the last of them alone, in short, without late work that was accepted.
    """
    groups = [group for entry in entries for group in _of_entry(entry, facts, form)]
    return tuple(statement for group in (groups[-1:] if form == "brief" else groups) for statement in group)


def _of_entry(entry: LogEntry, facts: Facts, form: Form) -> Iterator[tuple[Statement, ...]]:
    for made in facts.make_goods:
        if made.agreed[-1] == entry and not (form == "brief" and made.is_acceptance):
            yield agreed(made, facts, form)
    for refused in facts.declined_make_goods:
        if refused.declined == entry:
            yield (_declined(refused, facts, form),)


def agreed(made: MakeGood, facts: Facts, form: Form = "full") -> tuple[Statement, ...]:
    """Return each day that was agreed, and what came by the last; `brief` names little of the work."""
    rows = tuple(row for row in facts.rows if row.deliverable.id in made.work)
    if made.is_acceptance:
        return _accepted(made, rows, facts)
    days = _brief_days(made, facts) if form == "brief" else tuple(_days(made, rows, facts))
    return (*days, *_came(made, rows, facts, form))


def _accepted(made: MakeGood, rows: tuple[Row, ...], facts: Facts) -> tuple[Statement, ...]:
    if not rows:  # the work of another way of payment
        return ()
    names, on = work.titles(made.came, facts), day_of(made.agreed[-1].at, facts.case)
    return (say("make-good-accepted", on=on, titles=names, came=work.came_on(rows[0], facts)),)


def _days(made: MakeGood, rows: tuple[Row, ...], facts: Facts) -> Iterator[Statement]:
    first = made.agreed[0]
    values = _values(first, facts)
    if first.event == "extended":
        yield say("make-good-extended", titles=_names(made.work, facts), **values)
    elif not rows:
        yield say("make-good-agreed", **values)
    else:
        again = "-again" if any(row.is_removed for row in rows) else ""
        yield say(f"make-good-agreed-work{again}", titles=work.titles(made.work, facts), **values)
    for entry in made.agreed[1:]:
        if entry.event == "extended":
            yield say("make-good-later-extended", **_values(entry, facts))
        elif rows:
            yield say("make-good-later-agreed", count=len(rows), **_values(entry, facts))
        else:
            yield say("make-good-later-day", **_values(entry, facts))


def _brief_days(made: MakeGood, facts: Facts) -> tuple[Statement, ...]:
    first = made.agreed[0]
    days = tuple(entry.deadline for entry in made.agreed if entry.deadline)
    is_extended = first.event == "extended"
    values: dict[str, Value] = {"titles": _names(made.work, facts)} if is_extended else {}
    kind = "make-good-extended" if is_extended else "make-good-brief"
    if len(days) == 1:
        return (say("make-good-extended" if is_extended else "make-good-agreed", **_values(first, facts), **values),)
    if len(days) == len(("first", "last")):
        return (say(f"{kind}-then", first=days[0], last=days[-1], **values),)
    return (say(f"{kind}-days", days=days, **values),)


def _came(made: MakeGood, rows: tuple[Row, ...], facts: Facts, form: Form) -> tuple[Statement, ...]:
    came = tuple(row for row in rows if row.deliverable.id in made.came)
    is_over = made.day < facts.case.case.as_of
    days = "day" if len(made.agreed) == 1 else "both" if len(made.agreed) == len(("first", "last")) else "all"
    if not rows or (form == "brief" and not came):
        return (say(f"make-good-{days}-over"),) if is_over else ()
    if is_over and len(came) < len(rows):
        return (_only(made, rows, came, facts, form) if came else say(f"make-good-{days}-missed", count=len(rows)),)
    if not came:
        return ()
    if len(rows) == 1:
        return (say("make-good-came", day=work.came_on(came[0], facts)),)
    return (say("make-good-came-so-far" if len(came) < len(rows) else "make-good-all-came", items=_items(came, facts)),)


def _only(made: MakeGood, rows: tuple[Row, ...], came: tuple[Row, ...], facts: Facts, form: Form) -> Statement:
    """Return that only a part of the work came by the last day."""
    if form == "brief":
        return say("make-good-only-brief", titles=tuple(row.title for row in came))
    left = tuple(row.title for row in rows if row not in came)
    return say(
        "make-good-only" if len(made.agreed) == 1 else "make-good-only-last", items=_items(came, facts), titles=left
    )


def _items(rows: tuple[Row, ...], facts: Facts) -> tuple[Statement, ...]:
    """Return the titles of work, each with the day on which it came."""
    return tuple(say("make-good-item", title=row.title, day=work.came_on(row, facts)) for row in rows)


def _declined(refused: DeclinedMakeGood, facts: Facts, form: Form) -> Statement:
    """Return that an offer to deliver by a later day was declined."""
    on = day_of(refused.declined.at, facts.case)
    day = "by" if refused.day else "later"
    if form == "brief":
        return say(f"make-good-declined-{day}", on=on, **_by(refused.day))
    return say(f"make-good-declined-work-{_of(refused)}{day}", on=on, **_offer(refused, facts))


def declined_without_day(refused: DeclinedMakeGood, facts: Facts) -> Statement:
    """Return the same beside the day on which it was declined, as in a chronology."""
    return say(f"make-good-we-declined-{_of(refused)}{'by' if refused.day else 'later'}", **_offer(refused, facts))


def _of(refused: DeclinedMakeGood) -> str:
    return "of-" if refused.offered else ""


def _offer(refused: DeclinedMakeGood, facts: Facts) -> dict[str, Value]:
    offered: dict[str, Value] = {"offered": day_of(refused.offered.at, facts.case)} if refused.offered else {}
    return {"titles": _names(refused.work, facts), **offered, **_by(refused.day)}


def _by(day: date | None) -> dict[str, Value]:
    return {"day": day} if day else {}


def _values(entry: LogEntry, facts: Facts) -> dict[str, Value]:
    """Return the day of an entry, and the later day that was agreed in it."""
    if entry.deadline is None:
        raise ValueError("an entry about a later day has none")
    return {"on": day_of(entry.at, facts.case), "day": entry.deadline}


def _names(ids: tuple[str, ...], facts: Facts) -> tuple[Value, ...]:
    """Return the titles of the work, or a name for work that is not listed."""
    return work.titles(ids, facts) or (say("work-unnamed"),)
