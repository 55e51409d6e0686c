"""Files of evidence: those that the case names are there and are what they seem; the others are offered."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from makegood.model.source import PICTURES
from makegood.pipeline.check import defaults, file_name_dates, keys
from makegood.pipeline.check.json_access import get_in, objects_in_list
from makegood.pipeline.check.names import zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from makegood.model.errors import Problem
    from makegood.model.source import EvidenceFile, Source
    from makegood.pipeline.check.report import Report

CERTAIN = frozenset({"png", "jpg", "jpeg", "pdf", "webp", "gif"})
"""Endings whose files all begin alike: one that begins otherwise is damaged, or something else."""
TEXTS = frozenset({"text", "csv", "html", "eml"})
"""Kinds between which content alone does not decide."""
ENDINGS: Mapping[str, frozenset[str]] = {
    "png": frozenset({"png"}),
    "jpg": frozenset({"jpeg"}),
    "jpeg": frozenset({"jpeg"}),
    "pdf": frozenset({"pdf"}),
    "webp": frozenset({"webp"}),
    "gif": frozenset({"gif"}),
    "heic": frozenset({"heic"}),
    "heif": frozenset({"heic"}),
    "mp4": frozenset({"video"}),
    "mov": frozenset({"video"}),
    "zip": frozenset({"zip"}),
    "svg": frozenset({"svg"}),
    "eml": TEXTS,
    "html": TEXTS,
    "htm": TEXTS,
    "csv": TEXTS,
    "txt": TEXTS,
    "json": TEXTS,
}


def files(report: Report) -> None:
    """Check every file that is named, then offer those that are not, unless a mistake explains it."""
    inventory = {file.name: file for file in report.source.inventory}
    for pointer, name, recorded in _files(report.source.data):
        _file(report, pointer, name, recorded, inventory)
    if not any(map(_may_explain, report.problems)):
        _not_mentioned(report)


def _may_explain(problem: Problem) -> bool:
    """Return whether a file may only seem not to be mentioned: by a mistake in the list of evidence, or in all of JSON.

    What is still to be filled in elsewhere hides no file.
    """
    pointer = problem.place.pointer
    is_near = pointer.startswith("/evidence/") or pointer.count("/") <= 1
    if problem.rule == "J9":
        return pointer.startswith("/evidence/") and pointer.endswith("/file")
    return problem.severity == "error" and (problem.rule[0] in "JE" or (problem.rule[0] == "S" and is_near))


def _files(data: object) -> Iterator[tuple[str, str, object]]:
    """Give each file that is named: its pointer, its name composed, the hash that is recorded."""
    for pointer, entry in objects_in_list(data, "evidence"):
        if isinstance(entry.get("file"), str):
            yield f"{pointer}/file", defaults.composed_name(entry["file"]), entry.get("sha256")
        for below, still in objects_in_list(entry, "stills"):
            if isinstance(still.get("file"), str):
                yield f"{pointer}{below}/file", defaults.composed_name(still["file"]), None


def _file(report: Report, pointer: str, name: str, recorded: object, inventory: Mapping[str, EvidenceFile]) -> None:
    file = inventory.get(name)
    if file is None:
        if not _is_reported(report, name):
            _absent(report, pointer, name, inventory)
        return
    ending = name.rpartition(".")[2].lower()
    if file.kind == "empty":
        report.add("E1", pointer, message="This file is empty.", fix="Save or export it again.")
    elif file.kind not in ENDINGS.get(ending, {file.kind}) and (file.kind != "unknown" or ending in CERTAIN):
        report.add(
            "E1",
            pointer,
            message="The file's content is not what its ending says.",
            fix="Save it again in the right format, or give it the right ending.",
            detail=f"it is {file.kind}",
        )
    if isinstance(recorded, str) and recorded != file.sha256:
        report.add(
            "E1",
            pointer.removesuffix("file") + "sha256",
            message="The file has changed since its hash was recorded.",
            fix="Put the original back, or remove sha256.",
        )


def _absent(report: Report, pointer: str, name: str, inventory: Mapping[str, EvidenceFile]) -> None:
    if name.startswith("evidence/"):
        fix = "Leave out evidence/: names are meant inside that folder."
        report.add("E1", pointer, message="This file is not in the folder evidence/.", fix=fix)
        return
    if name.rpartition("/")[2].startswith("."):
        fix = "Give the file a name without a dot in front."
        report.add("E1", pointer, message="Files whose names begin with a dot are not looked at.", fix=fix)
        return
    near = report.nearest(name, inventory)
    report.add(
        "E1",
        pointer,
        message="This file is not in the folder evidence/.",
        fix="Put the file there, or correct its name.",
        detail=f"did you mean {keys.quoted(near)}?" if near else "",
    )


def _is_reported(report: Report, name: str) -> bool:
    """Say whether load has said what is wrong with the file, such as a link, or did not look at all files."""
    return any(file.endswith((f"/evidence/{name}", "/evidence")) for file in report.unread)


def _not_mentioned(report: Report) -> None:
    """Offer a ready entry for each file that the case does not mention."""
    where = "/evidence" if get_in(report.source.data, "evidence") is not None else ""
    made = stubs(report.source.data, not_mentioned(report.source))
    offered = tuple(json.dumps(entry, ensure_ascii=False) for entry in made)
    if offered:
        message = "Some files in evidence/ are not in the case." if len(offered) > 1 else None
        fix = "Add an entry for each to the list evidence, or remove the files." if len(offered) > 1 else None
        report.add("E13", where, message=message, fix=fix, entries=offered)


def not_mentioned(source: Source) -> list[str]:
    """Name the files of `evidence/` that the case does not mention; a chat brings the pictures of its folder along."""
    in_case = {name for _, name, _ in _files(source.data)}
    chats = {file.folder for file in source.inventory if file.name in in_case and file.kind == "text"} - {""}
    of_chats = {file.name for file in source.inventory if file.kind in PICTURES and file.folder in chats}
    return sorted({file.name for file in source.inventory} - in_case - of_chats)


def is_to_come(value: object) -> bool:
    """Say whether a value is still to be filled in, so that the case will have it."""
    return isinstance(value, str) and value.startswith("FILL IN")


def stubs(data: object, names: Iterable[str]) -> Iterator[dict[str, str]]:
    """Give the entry for each file as it would be typed into `evidence`, with an id that nothing else has.

    What the name tells for certain stands in it; without a time zone in the case, a day alone.
    """
    given = [(entry.get("id"), entry.get("file")) for _, entry in objects_in_list(data, "evidence")]
    taken = set(defaults.evidence_ids(given))
    has_zone = is_to_come(place := get_in(data, "case", "timezone")) or zone(place) is not None
    for name in names:
        words = re.sub(r"[-_]+", " ", name.rpartition("/")[2].rpartition(".")[0]).strip()
        (plain,) = defaults.evidence_ids([(None, name)])
        kind, at = defaults.kind(name), file_name_dates.day_in_name(name)
        yield {
            "id": defaults.unique_name(plain, taken),
            "file": name,
            **({"kind": kind} if kind else {}),
            **({"captured_at": at if has_zone else at[: len("2026-09-16")]} if at else {}),
            # A stub that is pasted as it stands must be filled in before anything is printed.
            "caption": f"FILL IN: what {words or 'this'} shows",
        }
