"""The case laid over what all cases share."""

from __future__ import annotations

from collections.abc import Mapping

from makegood.pipeline.load.inventory import Most

WHOLE = frozenset({"repayment"})
"""Objects that are one fact: an account that is half of one file and half of another belongs to nobody."""


def with_defaults(case: Mapping[str, object], defaults: Mapping[str, object]) -> dict[str, object]:
    """Lay a case over what all cases share. An example takes nothing from there: it is nobody's own case."""
    if is_example(case):
        return dict(case)
    # Which schema an editor should use is the file's own.
    return merge(case, {key: value for key, value in defaults.items() if key != "$schema"})


def is_example(case: object) -> bool:
    """Return whether data that nobody has checked yet is an example case."""
    head = case.get("case") if isinstance(case, Mapping) else None
    return isinstance(head, Mapping) and head.get("example") is True


def merge(case: Mapping[str, object], defaults: Mapping[str, object]) -> dict[str, object]:
    """Lay `case` over `defaults`: objects key by key, but for those that are one fact; all else whole."""
    data = dict(defaults)
    for key, value in case.items():
        below = data.get(key)
        if isinstance(value, Mapping) and isinstance(below, Mapping) and key not in WHOLE:
            data[key] = merge(value, below)
        else:
            data[key] = value
    return data


def limits(data: object) -> Most:
    """Read settings.limits of data that nobody has checked yet; what is not a positive number is not taken."""
    for key in ("settings", "limits"):
        data = data.get(key) if isinstance(data, Mapping) else None
    given = {
        name: value
        for name, key in _LIMITS.items()
        if isinstance(data, Mapping) and type(value := data.get(key)) is int and value > 0
    }
    return Most(**given)


_LIMITS = {"files": "evidence_files", "file_bytes": "file_bytes", "all_bytes": "evidence_bytes"}
