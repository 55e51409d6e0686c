"""Each field of a case changed in turn: some byte of what is made changes with it, or it is a field that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields as members
from dataclasses import is_dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

import fields
import pytest
from test_fields_read import DEPRECATED, ELSEWHERE

from makegood.model import case as nouns
from makegood.model.case import Case
from makegood.model.money import Money

Path = tuple[str | int, ...]
INSTEAD: dict[fields.Field, tuple[object, ...]] = {
    ("Jurisdiction", "country"): ("DE",),
    ("Jurisdiction", "subdivision"): ("SCT",),
    ("Header", "language"): ("de",),
    ("Header", "channel"): tuple(sorted(fields.OWN.channels)),
    ("Refund", "grounds"): tuple((name,) for name in sorted(fields.OWN.grounds)),
    ("Header", "timezone"): ("America/Chicago",),
    ("Brand", "country"): ("US",),
    ("Creator", "country"): ("DE", "US"),
    ("Creator", "language"): ("es",),
    ("Exchange", "to"): ("USD",),
    ("Evidence", "kind"): ("receipt",),
    ("Exchange", "rate"): (Decimal("0.9"),),
    ("Evidence", "pages"): ("1",),
    ("Deliverable", "weight"): (Decimal(5),),
}
"""Another value where not every text will do."""


@pytest.mark.parametrize("field", sorted(fields.typed() - DEPRECATED - set(ELSEWHERE)), ids=".".join)
def test_a_change_of_each_field_changes_a_result(field: fields.Field) -> None:
    """No field is read in vain: of those that somebody types each has a value whose change can be seen in a result."""
    assert is_whole(field) or changes(field)


def test_what_nothing_reads_changes_nothing() -> None:
    """Negative control: a field that is deprecated, since nothing reads it, changes no result."""
    assert DEPRECATED
    assert [one for one in DEPRECATED if changes(one)] == []


def is_whole(field: fields.Field) -> bool:
    """Return whether a field holds nouns: it is read where one of their own fields is."""
    hint = get_type_hints(getattr(nouns, field[0]))[field[1]]
    return any(is_dataclass(one) and one is not Money for one in (hint, *get_args(hint)))


def changes(field: fields.Field) -> bool:
    """Return whether a change of this field in one of the cases changes what is made of the case."""
    for case, now in results():
        for other in changed(case, field):
            then = fields.results(other)
            if then is not None and then != now:
                return True
    return False


@cache
def results() -> tuple[tuple[Case, object], ...]:
    return tuple((one, fields.results(one)) for one in fields.cases())


def changed(case: Case, field: fields.Field) -> Iterator[Case]:
    """Give a case with another value in each place where this field stands."""
    for path, cls, value in places(case, field):
        for other in others(cls, field, value):
            yield put(case, path, other)


def places(value: object, field: fields.Field, path: Path = ()) -> Iterator[tuple[Path, type, Any]]:
    """Find where a field stands in a case: its path, its class and its value."""
    if isinstance(value, tuple):
        for at, one in enumerate(value):
            yield from places(one, field, (*path, at))
    elif is_dataclass(value) and type(value).__module__ == nouns.__name__:
        for member in members(value):
            inner = getattr(value, member.name)
            if (type(value).__name__, member.name) == field:
                yield (*path, member.name), type(value), inner
            yield from places(inner, field, (*path, member.name))


def put(value: Any, path: Path, other: object) -> Any:
    """Put another value in a place."""
    if not path:
        return other
    step, *rest = path
    if isinstance(step, int):
        return (*value[:step], put(value[step], tuple(rest), other), *value[step + 1 :])
    return replace(value, **{step: put(getattr(value, step), tuple(rest), other)})


def others(cls: type, field: fields.Field, value: Any) -> Iterator[object]:
    """Give other values of the same type, and none where there is one."""
    if value in (None, ()):
        return
    yield from (other for other in INSTEAD.get(field, ()) if other != value)
    listed = [one for one in words(get_type_hints(cls)[field[1]]) if isinstance(one, str)]
    if field[1] == "evidence":
        yield from (("receipt",), ("contract",), ())
    elif isinstance(value, tuple):
        yield from ((one,) for one in listed)
        yield (f"{value[0]}x",) if isinstance(value[0], str) else ()
        yield from (((date(2026, 12, 7), date(2026, 12, 8)),) if isinstance(value[0], date) else ())
    elif isinstance(value, bool):
        yield not value
    elif listed:
        yield from (one for one in listed if one != value)
    elif isinstance(value, (date, datetime)):
        yield value + timedelta(days=1)
        yield value + timedelta(days=30)
    elif isinstance(value, (int, Decimal)):
        yield from (value + 1, value * 7, value - 1)
    elif isinstance(value, Money):
        yield Money(value.amount + 1, value.currency)
    elif isinstance(value, str) and field not in INSTEAD:
        yield f"{value}x"
    yield None


def words(hint: Any) -> Iterator[object]:
    """Give the words that a type allows."""
    if get_origin(hint) is Literal:
        yield from get_args(hint)
    else:
        for one in get_args(hint):
            yield from words(one)
