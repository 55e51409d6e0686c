"""Cache of the docket entries, in build/.cache/docket.json, valid until a case or its rules change."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import fields
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from makegood import __version__, language
from makegood.commands.docket.entry import AgendaItem, DocketEntry, WaySums
from makegood.domain import policies
from makegood.model.money import Money
from makegood.model.workspace import Workspace
from makegood.pipeline.load.own_templates import own_templates
from makegood.storage import folders, package_data

VERSION = 2
FILE = "docket.json"
SUMS = frozenset({"claimed", "recovered", "given_up", "outstanding"})


def read(workspace: Workspace) -> dict[str, Any]:
    """Return the cached records by case reference; empty if there is no usable cache."""
    with suppress(OSError, ValueError, RecursionError):
        data = json.loads((workspace.cache / FILE).read_text(encoding="utf-8"))
        if isinstance(data, dict) and data.get("version") == VERSION and isinstance(data.get("cases"), dict):
            cases: dict[str, Any] = data["cases"]
            return cases
    return {}


def save(workspace: Workspace, cases: dict[str, Any]) -> None:
    """Write the cache; a disk that cannot be written costs only time."""
    path = workspace.cache / FILE
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        folders.remove_abandoned(path.parent, path.name)
        temporary = path.with_name(folders.scratch_name(path.name))
        temporary.write_text(json.dumps({"version": VERSION, "cases": cases}), encoding="ascii")
        temporary.replace(path)


def entry(record: Any, key: str) -> DocketEntry | None:
    """Return the cached entry of a key; None if the key differs or the record is damaged."""
    with suppress(KeyError, TypeError, ValueError, AttributeError):
        if record["key"] == key:
            return _entry_from_json(record["entry"])
    return None


def entry_as_json(entry: DocketEntry) -> dict[str, Any]:
    """Return an entry as JSON values: days as 2026-11-23, amounts as "GBP 500.00"."""
    data = {field.name: _json_value(getattr(entry, field.name)) for field in fields(entry)}
    return {
        **data,
        "agenda": [deadline_as_json(item) for item in entry.agenda],
        "ways": [_fields_as_json(item) for item in entry.ways],
    }


def deadline_as_json(deadline: AgendaItem) -> dict[str, Any]:
    """Return a deadline as JSON values."""
    return _fields_as_json(deadline)


def _fields_as_json(value: AgendaItem | WaySums) -> dict[str, Any]:
    return {field.name: _json_value(getattr(value, field.name)) for field in fields(value)}


def _entry_from_json(data: dict[str, Any]) -> DocketEntry:
    """Return the entry of a record; raise one of the errors that `entry` expects if it is damaged."""
    sums = {name: Money.parse(data[name]) if data[name] else None for name in SUMS}
    agenda = tuple(AgendaItem(**{**item, "on": date.fromisoformat(item["on"])}) for item in data["agenda"])
    ways = tuple(_way_from_json(way) for way in data["ways"])
    return DocketEntry(**{**data, **sums, "day": date.fromisoformat(data["day"]), "agenda": agenda, "ways": ways})


def _way_from_json(data: dict[str, Any]) -> WaySums:
    sums = {name: Money.parse(data[name]) for name in ("paid", "returned", "asked")}
    since = data["running_since"]
    return WaySums(**{**data, **sums, "running_since": date.fromisoformat(since) if since else None})


def shared_key(workspace: Workspace) -> str:
    """Return a key for what all cases share: the program, schemas, policies, words, own templates, defaults.json."""
    paths = [
        *package_data.PACKAGE.rglob("*.py"),
        *package_data.folder("schemas").glob("*.json"),
        *language.files(package_data.folder("templates")).values(),
        *policies.files(workspace),
        *own_templates(workspace),
        workspace.defaults_file,
    ]
    return digest([__version__, *sorted(file_stamp(path) for path in paths)])


def cache_key(folder: Path, shared: str) -> str:
    """Return a key for what an entry depends on, except the day: names, sizes and times of its files, and `shared`."""
    case_folders = [folder / name for name in ("evidence", "sent") if (folder / name).is_dir()]
    paths = (path for subfolder in case_folders for path in sorted(subfolder.rglob("*")))
    stamps = [file_stamp(path) for path in paths if not path.name.startswith(".")]
    return digest([shared, file_stamp(folder / "case.json"), file_stamp(folder / "story.md"), *stamps])


def file_stamp(path: Path) -> str:
    """Return a stamp of a file: path, size, time and inode; the name alone if it does not exist."""
    try:
        status = os.lstat(path)
    except OSError:
        return f"{path.name} -"
    return f"{path} {status.st_size} {status.st_mtime_ns} {status.st_ino}"


def digest(parts: list[str]) -> str:
    return sha256("\0".join(parts).encode(errors="surrogateescape")).hexdigest()


def _json_value(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, Money) else value
