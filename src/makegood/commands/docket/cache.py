"""What was found out about each case, kept in build/.cache/docket.json until the case or its rules change."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import fields
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from makegood import __version__
from makegood.commands.docket.entry import DocketEntry, WaySums
from makegood.domain import policies
from makegood.model.facts import Deadline
from makegood.model.money import Money
from makegood.storage import folders, package_data

VERSION = 1
PLACE = Path("build", ".cache", "docket.json")
SUMS = frozenset({"claimed", "recovered", "given_up", "outstanding"})


def read(home: Path) -> dict[str, Any]:
    """Give what is kept, by the reference of the case; nothing where there is nothing that can be used."""
    with suppress(OSError, ValueError, RecursionError):
        said = json.loads((home / PLACE).read_text(encoding="utf-8"))
        if isinstance(said, dict) and said.get("version") == VERSION and isinstance(said.get("cases"), dict):
            cases: dict[str, Any] = said["cases"]
            return cases
    return {}


def save(home: Path, cases: dict[str, Any]) -> None:
    """Keep it for the next time; a disk that takes nothing costs time, and nothing else."""
    place = home / PLACE
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        folders.remove_abandoned(place.parent, place.name)
        beside = place.with_name(folders.scratch_name(place.name))
        beside.write_text(json.dumps({"version": VERSION, "cases": cases}), encoding="ascii")
        beside.replace(place)


def entry(kept: Any, key: str) -> DocketEntry | None:
    """Give the entry that was kept under a key; None where it is of another key, or was spoiled."""
    with suppress(KeyError, TypeError, ValueError, AttributeError):
        if kept["key"] == key:
            return _of_plain(kept["entry"])
    return None


def entry_as_json(entry: DocketEntry) -> dict[str, Any]:
    """Write an entry as JSON has it: days as 2026-11-23, amounts as "GBP 500.00"."""
    said = {one.name: _plain(getattr(entry, one.name)) for one in fields(entry)}
    return {**said, "agenda": [_fields(one) for one in entry.agenda], "ways": [_fields(one) for one in entry.ways]}


def _fields(value: Deadline | WaySums) -> dict[str, Any]:
    return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}


def _of_plain(said: dict[str, Any]) -> DocketEntry:
    """Read what `plain` wrote; raise one of the errors that `entry` expects where it was spoiled."""
    sums = {name: Money.parse(said[name]) if said[name] else None for name in SUMS}
    agenda = tuple(Deadline(**{**day, "on": date.fromisoformat(day["on"])}) for day in said["agenda"])
    ways = tuple(_way(one) for one in said["ways"])
    return DocketEntry(**{**said, **sums, "day": date.fromisoformat(said["day"]), "agenda": agenda, "ways": ways})


def _way(said: dict[str, Any]) -> WaySums:
    sums = {name: Money.parse(said[name]) for name in ("paid", "returned", "asked")}
    since = said["running_since"]
    return WaySums(**{**said, **sums, "running_since": date.fromisoformat(since) if since else None})


def shared_key(home: Path) -> str:
    """Name what all cases of a workspace depend on: the program, its schemas and policies, and defaults.json."""
    paths = [
        *package_data.PACKAGE.rglob("*.py"),
        *package_data.folder("schemas").glob("*.json"),
        *policies.files(home),
        home / "cases" / "defaults.json",
    ]
    return digest([__version__, *sorted(file_stamp(path) for path in paths)])


def cache_key(folder: Path, shared: str) -> str:
    """Name what an entry depends on beside the day: the names, sizes and times of its files, and what is shared."""
    held = [folder / name for name in ("evidence", "sent") if (folder / name).is_dir()]
    inside = (path for one in held for path in sorted(one.rglob("*")))
    seen = [file_stamp(path) for path in inside if not path.name.startswith(".")]
    return digest([shared, file_stamp(folder / "case.json"), file_stamp(folder / "story.md"), *seen])


def file_stamp(path: Path) -> str:
    """Name a file by its path, size and time; one that is not there by its name."""
    try:
        seen = os.lstat(path)
    except OSError:
        return f"{path.name} -"
    return f"{path} {seen.st_size} {seen.st_mtime_ns} {seen.st_ino}"


def digest(parts: list[str]) -> str:
    """Make one name of many."""
    return sha256("\0".join(parts).encode(errors="surrogateescape")).hexdigest()


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, Money) else value
