"""Suggest entries for files of evidence that a case does not name: certain facts are filled in, the rest is asked.

The file's name and its metadata are read; a caption is only suggested for a mail between the parties.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from makegood import language
from makegood.model.errors import CaseError
from makegood.model.statement import say
from makegood.pipeline.check import check, defaults, file_name_dates
from makegood.pipeline.check.files import entry_stubs, is_placeholder, unmentioned_files
from makegood.pipeline.check.json_access import get_in
from makegood.pipeline.check.names import zone
from makegood.typesetting import fonts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from makegood.formats.mail_header import Mailbox, MailHeader
    from makegood.language import Language
    from makegood.model.case import Case
    from makegood.model.errors import Problem
    from makegood.model.policy import Policies
    from makegood.model.source import EvidenceFile, Source
    from makegood.model.statement import Value
    from makegood.pipeline.prepare.metadata import FileMetadata

RULE = "E13"
MOST = 50
"""Files whose metadata is read, each in its own process; for the others only the name is read."""
LONGEST_SUBJECT = 150
_DAY = len("2026-09-16")
_MINUTE = len("2026-09-16T09:41")


def check_with_suggestions(source: Source, policies: Policies) -> tuple[Case, tuple[Problem, ...]]:
    """Check a case; the problem for files that it does not name has entries with all that is certain about them.

    Raise CaseError as `check` does.
    """
    try:
        case, problems = check(source, policies)
    except CaseError as error:
        raise CaseError(add_file_metadata(source, error.problems)) from error
    return case, add_file_metadata(source, problems)


def add_file_metadata(source: Source, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems, with the files' metadata added to the suggested entries."""
    if not any(problem.rule == RULE and problem.entries for problem in problems):
        return problems
    entries = tuple(json.dumps(entry, ensure_ascii=False) for entry in suggested_entries(source))
    return tuple(
        replace(problem, entries=entries) if problem.rule == RULE and problem.entries else problem
        for problem in problems
    )


def suggested_entries(source: Source) -> list[dict[str, str]]:
    """Return an entry for each file that the case does not mention."""
    return entries_for_files(source.data, unmentioned_files(source), source.inventory)


def entries_for_files(data: object, names: Iterable[str], inventory: Iterable[EvidenceFile]) -> list[dict[str, str]]:
    """Return an entry for each of these files, as it would be written in `evidence` of the case with this data."""
    from makegood.pipeline.prepare import metadata

    files = {file.name: file for file in inventory}
    entries = []
    for number, entry in enumerate(entry_stubs(data, names)):
        file = files[entry["file"]]
        file_metadata = metadata.file_metadata(file) if number < MOST else metadata.NO_METADATA
        entries.append(_with_metadata(entry, file_metadata, data, file.kind))
    return entries


def _with_metadata(entry: Mapping[str, str], file_metadata: FileMetadata, data: object, media: str) -> dict[str, str]:
    more: dict[str, str] = {}
    if "kind" not in entry and media in {"eml", "video"}:
        more["kind"] = "email" if media == "eml" else "screen_recording"
    if file_metadata.taken:
        more["captured_at"] = _agreed_moment(
            file_name_dates.day_in_name(entry["file"]) or "", file_metadata.taken, data
        )
    if file_metadata.pages > 1:
        caption: dict[str, Value] = {"caption": entry["caption"], "count": file_metadata.pages}
        pages = (
            say("suggested-pages-made", day=file_metadata.made, **caption)
            if file_metadata.made
            else say("suggested-pages", **caption)
        )
        more["caption"] = _language(data).text(pages)
    if file_metadata.header is not None:
        more |= _of_mail(file_metadata.header, data)
    whole = {**entry, **more}
    # In reading order, the caption last.
    order = ("id", "file", "kind", "created_on", "captured_at", "privilege", "caption")
    return {key: whole[key] for key in order if whole.get(key)}


def _agreed_moment(by_name: str, taken: str, data: object) -> str:
    """Return the moment on which a file's name and its picture agree; "" if they differ, since one of them is wrong."""
    shortest = min(len(by_name), _MINUTE)
    if taken[:shortest] != by_name[:shortest]:
        return ""
    has_offset = len(taken) > len("2026-09-16T09:41:12")
    time_zone = get_in(data, "case", "timezone")
    return taken if has_offset or zone(time_zone) or is_placeholder(time_zone) else taken[:_DAY]


def _of_mail(header: MailHeader, data: object) -> dict[str, str]:
    """Return when a mail was written and, if it went only between the parties, a caption with both and the subject."""
    fields: dict[str, str] = {}
    time_zone = get_in(data, "case", "timezone")
    zone_info = zone(time_zone) or ZoneInfo("UTC")
    day = header.date.astimezone(zone_info).date() if header.date and not is_placeholder(time_zone) else None
    if day:
        fields["created_on"] = day.isoformat()
    if defaults.LABEL.search(header.subject):
        fields["privilege"] = "without_prejudice"
    names_by_address = _parties(data)
    senders, recipients = _names(header.senders, names_by_address), _names(header.recipients, names_by_address)
    if (
        day
        and len(senders) == 1
        and len(recipients) == 1
        and None not in senders | recipients
        and senders != recipients
    ):
        (sender,), (recipient,) = senders, recipients
        subject = header.subject.replace('"', "'")
        is_printed = 0 < len(subject) <= LONGEST_SUBJECT and fonts.named(subject) == subject
        values: dict[str, Value] = {"day": day, "sender": sender or "", "recipient": recipient or ""}
        mail = say("suggested-mail-about", subject=subject, **values) if is_printed else say("suggested-mail", **values)
        fields["caption"] = _language(data).text(mail)
    return fields


def _language(data: object) -> Language:
    """Return the language of the case, in which packets have its captions; English if the program does not have it."""
    tag = get_in(data, "case", "language")
    folders = language.folders(None)
    has_words = isinstance(tag, str) and tag.partition("-")[0] in language.files(folders[0])
    return language.load(str(tag), folders) if has_words and tag != "en" else language.english()


def _parties(data: object) -> dict[str, str]:
    """Return each party's name by its address in lowercase."""
    names_by_address: dict[str, str] = {}
    for path, address, name_keys in (
        (("parties", "brand"), ("contact", "email"), ("trading_name", "legal_name")),
        (("parties", "creator"), ("email",), ("display_name",)),
        (("parties", "creator", "representative"), ("email",), ("name",)),
    ):
        email = get_in(data, *path, *address)
        name = next((value for key in name_keys if isinstance(value := get_in(data, *path, key), str)), None)
        if isinstance(email, str) and name and not name.startswith("FILL IN"):
            names_by_address[email.lower()] = name
    return names_by_address


def _names(boxes: tuple[Mailbox, ...], names_by_address: Mapping[str, str]) -> set[Any]:
    return {names_by_address.get(box.address.lower()) for box in boxes}
