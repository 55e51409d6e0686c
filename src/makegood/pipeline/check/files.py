"""Check files of evidence: those that the case names exist and are what they seem; suggest entries for the others."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from makegood.model.file_kinds import PICTURES, is_certain_extension, kinds_of_extension
from makegood.pipeline.check import defaults, file_name_dates, keys
from makegood.pipeline.check.json_access import get_in, objects_in_list
from makegood.pipeline.check.names import zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from makegood.model.errors import Problem
    from makegood.model.source import EvidenceFile, Source
    from makegood.pipeline.check.report import Report


def check_files(report: Report) -> None:
    """Check every file that is named, then suggest those that are not, unless a mistake explains it."""
    inventory = {file.name: file for file in report.source.inventory}
    for pointer, name, recorded in _named_files(report.source.data):
        _check_file(report, pointer, name, recorded, inventory)
    if not any(map(_may_explain, report.problems)):
        _suggest_entries(report)


def _may_explain(problem: Problem) -> bool:
    """Return whether a file may only seem not to be mentioned: by a mistake in the list of evidence, or in the JSON.

    A value that is still to be filled in elsewhere hides no file.
    """
    pointer = problem.place.pointer
    is_near = pointer.startswith("/evidence/") or pointer.count("/") <= 1
    if problem.rule == "J9":
        return pointer.startswith("/evidence/") and pointer.endswith("/file")
    return problem.severity == "error" and (problem.rule[0] in "JE" or (problem.rule[0] == "S" and is_near))


def _named_files(data: object) -> Iterator[tuple[str, str, object]]:
    """Yield each file that is named: its pointer, its name in composed form, the hash that is recorded."""
    for pointer, entry in objects_in_list(data, "evidence"):
        if isinstance(entry.get("file"), str):
            yield f"{pointer}/file", defaults.composed_name(entry["file"]), entry.get("sha256")
        for below, still in objects_in_list(entry, "stills"):
            if isinstance(still.get("file"), str):
                yield f"{pointer}{below}/file", defaults.composed_name(still["file"]), None


def _check_file(
    report: Report, pointer: str, name: str, recorded: object, inventory: Mapping[str, EvidenceFile]
) -> None:
    file = inventory.get(name)
    if file is None:
        if not _is_reported(report, name):
            _report_missing(report, pointer, name, inventory)
        return
    extension = name.rpartition(".")[2].lower()
    if file.kind == "empty":
        report.add("E1", pointer, message="This file is empty.", fix="Save or export it again.")
    elif file.kind not in (kinds_of_extension(extension) or {file.kind}) and (
        file.kind != "unknown" or is_certain_extension(extension)
    ):
        report.add(
            "E1",
            pointer,
            message="The file's content does not match its extension.",
            fix="Save the file again in the right format, or correct its extension.",
            detail=f"it is {file.kind}",
        )
    if isinstance(recorded, str) and recorded != file.sha256:
        report.add(
            "E1",
            pointer.removesuffix("file") + "sha256",
            message="The file has changed since its hash was recorded.",
            fix='Put the original file back, or remove "sha256".',
        )


def _report_missing(report: Report, pointer: str, name: str, inventory: Mapping[str, EvidenceFile]) -> None:
    if name.startswith("evidence/"):
        fix = 'Remove "evidence/" from the file name, because file names are relative to that folder.'
        report.add("E1", pointer, message='The file name begins with "evidence/".', fix=fix)
        return
    if name.rpartition("/")[2].startswith("."):
        fix = "Rename the file so that it does not begin with a dot."
        report.add("E1", pointer, message="Files whose names begin with a dot are ignored.", fix=fix)
        return
    near = report.nearest(name, inventory)
    report.add(
        "E1",
        pointer,
        message="This file is not in the evidence/ folder.",
        fix="Put the file into this folder, or correct its name.",
        detail=f"did you mean {keys.quote_for_detail(near)}?" if near else "",
    )


def _is_reported(report: Report, name: str) -> bool:
    """Return whether load has reported a problem with the file, such as a link, or did not read all files."""
    return any(file.endswith((f"/evidence/{name}", "/evidence")) for file in report.unread)


def _suggest_entries(report: Report) -> None:
    """E13: suggest an entry for each file that the case does not mention."""
    pointer = "/evidence" if get_in(report.source.data, "evidence") is not None else ""
    entries = entry_stubs(report.source.data, unmentioned_files(report.source))
    suggestions = tuple(json.dumps(entry, ensure_ascii=False) for entry in entries)
    if suggestions:
        message = "Some files in evidence/ are not listed in the case." if len(suggestions) > 1 else None
        fix = 'Add an entry for each file to "evidence", or remove the files.' if len(suggestions) > 1 else None
        report.add("E13", pointer, message=message, fix=fix, entries=suggestions)


def unmentioned_files(source: Source) -> list[str]:
    """Return the files of `evidence/` that the case does not mention; a chat includes the pictures in its folder."""
    in_case = {name for _, name, _ in _named_files(source.data)}
    chats = {file.folder for file in source.inventory if file.name in in_case and file.kind == "text"} - {""}
    of_chats = {file.name for file in source.inventory if file.kind in PICTURES and file.folder in chats}
    return sorted({file.name for file in source.inventory} - in_case - of_chats)


def is_placeholder(value: object) -> bool:
    """Return whether a value is still to be filled in."""
    return isinstance(value, str) and value.startswith("FILL IN")


def entry_stubs(data: object, names: Iterable[str]) -> Iterator[dict[str, str]]:
    """Yield the entry for each file as it would be written in `evidence`, with an id that nothing else has.

    It includes what is certain from the file's name; without a time zone in the case, only the day.
    """
    ids = [(entry.get("id"), entry.get("file")) for _, entry in objects_in_list(data, "evidence")]
    taken = set(defaults.evidence_ids(ids))
    has_zone = is_placeholder(time_zone := get_in(data, "case", "timezone")) or zone(time_zone) is not None
    for name in names:
        words = re.sub(r"[-_]+", " ", name.rpartition("/")[2].rpartition(".")[0]).strip()
        (id_,) = defaults.evidence_ids([(None, name)])
        kind, moment = defaults.kind_by_file_name(name), file_name_dates.day_in_name(name)
        yield {
            "id": defaults.unique_name(id_, taken),
            "file": name,
            **({"kind": kind} if kind else {}),
            **({"captured_at": moment if has_zone else moment[: len("2026-09-16")]} if moment else {}),
            # A stub that is pasted unchanged must be filled in before anything is printed.
            "caption": f"FILL IN: what {words or 'this'} shows",
        }
