"""Merge a case with the defaults that all cases share."""

from __future__ import annotations

from collections.abc import Mapping

from makegood.pipeline.load.inventory import EvidenceLimits

WHOLE = frozenset({"repayment"})
"""Objects that are replaced as a whole: an account combined from both files would not exist."""


def with_defaults(case: Mapping[str, object], defaults: Mapping[str, object]) -> dict[str, object]:
    """Return a case merged with the defaults; an example case takes nothing from them."""
    if is_example(case):
        return dict(case)
    # "$schema" belongs to the file, not to the case.
    return merge(case, {key: value for key, value in defaults.items() if key != "$schema"})


def is_example(case: object) -> bool:
    """Return whether unchecked data is an example case."""
    head = case.get("case") if isinstance(case, Mapping) else None
    return isinstance(head, Mapping) and head.get("example") is True


def merge(case: Mapping[str, object], defaults: Mapping[str, object]) -> dict[str, object]:
    """Return `case` merged over `defaults`: objects key by key, except those in WHOLE; anything else is replaced."""
    data = dict(defaults)
    for key, value in case.items():
        below = data.get(key)
        if isinstance(value, Mapping) and isinstance(below, Mapping) and key not in WHOLE:
            data[key] = merge(value, below)
        else:
            data[key] = value
    return data


def limits(data: object) -> EvidenceLimits:
    """Return settings.limits of unchecked data, without what is not a positive integer."""
    for key in ("settings", "limits"):
        data = data.get(key) if isinstance(data, Mapping) else None
    limits = {
        name: value
        for name, key in _LIMITS.items()
        if isinstance(data, Mapping) and type(value := data.get(key)) is int and value > 0
    }
    return EvidenceLimits(**limits)


_LIMITS = {"files": "evidence_files", "file_bytes": "file_bytes", "all_bytes": "evidence_bytes"}
