"""Ready entries for files of evidence that a case does not name: what is certain stands in them, the rest is asked.

A file's name and what the file says of itself are read; a caption only where a mail went between the parties.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from makegood.domain import windows
from makegood.model.errors import CaseError
from makegood.pipeline.check import check, defaults, file_name_dates
from makegood.pipeline.check.files import is_to_come, not_mentioned, stubs
from makegood.pipeline.check.json_access import get_in
from makegood.pipeline.check.names import zone
from makegood.typesetting import fonts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from makegood.formats.mail_header import Mailbox, MailHeader
    from makegood.model.case import Case
    from makegood.model.errors import Problem
    from makegood.model.policy import Policies
    from makegood.model.source import EvidenceFile, Source
    from makegood.pipeline.prepare.metadata import FileMetadata

RULE = "E13"
MOST = 50
"""Files that are looked into; each takes a process of its own. Of the others the name is read."""
LONGEST_SUBJECT = 150
_DAY = len("2026-09-16")
_MINUTE = len("2026-09-16T09:41")


def check_with_suggestions(source: Source, policies: Policies) -> tuple[Case, tuple[Problem, ...]]:
    """Check a case; where a file is not in it, the problem has an entry that says all that is certain of the file.

    Raises CaseError as `check` does.
    """
    try:
        case, problems = check(source, policies)
    except CaseError as error:
        raise CaseError(add_file_metadata(source, error.problems)) from error
    return case, add_file_metadata(source, problems)


def add_file_metadata(source: Source, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Put what the files say of themselves into the entries that are offered."""
    if not any(one.rule == RULE and one.entries for one in problems):
        return problems
    made = tuple(json.dumps(one, ensure_ascii=False) for one in suggested_entries(source))
    return tuple(replace(one, entries=made) if one.rule == RULE and one.entries else one for one in problems)


def suggested_entries(source: Source) -> list[dict[str, str]]:
    """Return an entry for each file of the case that it does not mention."""
    return entries_for_files(source.data, not_mentioned(source), source.inventory)


def entries_for_files(data: object, names: Iterable[str], inventory: Iterable[EvidenceFile]) -> list[dict[str, str]]:
    """Return an entry for each of these files, as it would be typed into `evidence` of the case with this data."""
    from makegood.pipeline.prepare import metadata

    files = {one.name: one for one in inventory}
    found = []
    for number, entry in enumerate(stubs(data, names)):
        file = files[entry["file"]]
        said = metadata.file_metadata(file) if number < MOST else metadata.NO_METADATA
        found.append(_with(entry, said, data, file.kind))
    return found


def _with(entry: Mapping[str, str], said: FileMetadata, data: object, media: str) -> dict[str, str]:
    more: dict[str, str] = {}
    if "kind" not in entry and media in {"eml", "video"}:
        more["kind"] = "email" if media == "eml" else "screen_recording"
    if said.taken:
        more["captured_at"] = _agreed(file_name_dates.day_in_name(entry["file"]) or "", said.taken, data)
    if said.pages > 1:
        day = f", made on {windows.format_day(said.made)}" if said.made else ""
        more["caption"] = f"{entry['caption']} ({said.pages} pages{day})"
    if said.header is not None:
        more |= _of_mail(said.header, data)
    whole = {**entry, **more}
    # In the order in which one reads them, the caption last.
    order = ("id", "file", "kind", "created_on", "captured_at", "privilege", "caption")
    return {key: whole[key] for key in order if whole.get(key)}


def _agreed(by_name: str, taken: str, data: object) -> str:
    """Return the moment on which a file's name and its picture agree; "" where they do not: one of them is wrong."""
    shortest = min(len(by_name), _MINUTE)
    if taken[:shortest] != by_name[:shortest]:
        return ""
    has_offset = len(taken) > len("2026-09-16T09:41:12")
    place = get_in(data, "case", "timezone")
    return taken if has_offset or zone(place) or is_to_come(place) else taken[:_DAY]


def _of_mail(header: MailHeader, data: object) -> dict[str, str]:
    """Return when a mail was written, and, where it went between the parties alone, from whom to whom and about what."""
    found: dict[str, str] = {}
    typed = get_in(data, "case", "timezone")
    place = zone(typed) or ZoneInfo("UTC")
    day = header.date.astimezone(place).date() if header.date and not is_to_come(typed) else None
    if day:
        found["created_on"] = day.isoformat()
    if defaults.LABEL.search(header.subject):
        found["privilege"] = "without_prejudice"
    known = _parties(data)
    senders, readers = _called(header.senders, known), _called(header.recipients, known)
    if day and len(senders) == 1 and len(readers) == 1 and None not in senders | readers and senders != readers:
        (sender,), (reader,) = senders, readers
        subject = header.subject.replace('"', "'")
        is_printed = 0 < len(subject) <= LONGEST_SUBJECT and fonts.named(subject) == subject
        about_what = f': "{subject}"' if is_printed else "."
        found["caption"] = f"Mail of {windows.format_day(day)} from {sender} to {reader}{about_what}"
    return found


def _parties(data: object) -> dict[str, str]:
    """Return each party by its address in small letters, as the case does."""
    found: dict[str, str] = {}
    for at, address, name in (
        (("parties", "brand"), ("contact", "email"), ("trading_name", "legal_name")),
        (("parties", "creator"), ("email",), ("display_name",)),
        (("parties", "creator", "representative"), ("email",), ("name",)),
    ):
        typed = get_in(data, *at, *address)
        called = next((one for key in name if isinstance(one := get_in(data, *at, key), str)), None)
        if isinstance(typed, str) and called and not called.startswith("FILL IN"):
            found[typed.lower()] = called
    return found


def _called(boxes: tuple[Mailbox, ...], known: Mapping[str, str]) -> set[Any]:
    return {known.get(one.address.lower()) for one in boxes}
