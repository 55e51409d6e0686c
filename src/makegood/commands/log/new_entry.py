"""A new entry, the files that belong to it, and the notes about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from makegood.model.case import Moment

ORDER = (
    "at",
    "event",
    "letter",
    "desk",
    "by",
    "via",
    "to",
    "subject",
    "number",
    "amount",
    "deadline",
    "deliverable",
    "eml",
    "sha256",
    "exhibits",
    "privilege",
    "text",
    "evidence",
)
"""Order of the keys of a log entry."""


@dataclass(frozen=True, slots=True)
class FileCopy:
    """A file to copy into a folder of the case, under a name that is free there."""

    folder: Literal["sent", "evidence"]
    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """An entry for the list `where`, dated `at`, with its own piece of evidence if it has one.

    `reason` is the reason not to write it after all; `notes` are shown with it. With `changes`, nothing is added to the
    list: values that stand there are changed. With `accepted`, an entry about the changes is added to the log.
    """

    where: Literal["log", "payments", "deliverables"]
    at: Moment
    entry: Mapping[str, Any]
    changes: Mapping[str, str | None] = field(default_factory=dict)
    """Values of the case to write instead of an entry, as JSON, by their pointer; None for one to remove."""
    accepted: Mapping[str, Any] | None = None
    """The entry of the log by which the work that was posted is accepted, if it is."""
    exhibit: Mapping[str, Any] | None = None
    copies: tuple[FileCopy, ...] = ()
    notes: tuple[str, ...] = ()
    reason: str = ""


def ordered_keys(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entry with its keys in order and without empty values."""
    return {key: entry[key] for key in ORDER if entry.get(key) not in (None, "", [], ())}
