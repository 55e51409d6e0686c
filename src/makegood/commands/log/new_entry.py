"""What is to be written: one entry, the files that it names, and what to say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
    "eml",
    "sha256",
    "exhibits",
    "privilege",
    "text",
    "evidence",
)
"""How an entry of the log is laid out."""


@dataclass(frozen=True, slots=True)
class FileCopy:
    """A file to put into a folder of the case, under a name that is free there."""

    folder: Literal["sent", "evidence"]
    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """An entry for the list `where`, which happened at `at`; with its own piece of evidence, where it has one.

    `reason` says why it is not written after all; `notes` are told with it.
    """

    where: Literal["log", "payments"]
    at: Moment
    entry: Mapping[str, Any]
    exhibit: Mapping[str, Any] | None = None
    copies: tuple[FileCopy, ...] = ()
    notes: tuple[str, ...] = ()
    reason: str = ""


def ordered_keys(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Put the keys in order and leave out what is empty."""
    return {key: entry[key] for key in ORDER if entry.get(key) not in (None, "", [], ())}
