"""Ids: each that is named exists, and each piece of evidence is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.pipeline.check import defaults, keys, schema
from makegood.pipeline.check.json_access import get_in, objects_in_list

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from makegood.pipeline.check.report import Report


def references(report: Report) -> None:
    """Check every id that is named, then ask about what nobody names, unless a mistake explains it."""
    used = _ids(report)
    if not report.has_errors_of("JSE"):
        _unused(report, used)


def _ids(report: Report) -> set[str]:
    """Check every id that is named, where all ids can be read; give those of evidence."""
    data = report.source.data
    cited = list(_cited(data, ""))
    if _can_be_read(report, "evidence", "Evidence"):
        known = defaults.evidence_ids((one.get("id"), one.get("file")) for _, one in objects_in_list(data, "evidence"))
        translated = _named(data, "evidence", "translation_of")
        for pointer, one in (*cited, *translated):
            _known(report, pointer, one, known, "evidence")
    if _can_be_read(report, "deliverables", "Deliverable"):
        there = [one["id"] for _, one in objects_in_list(data, "deliverables") if isinstance(one.get("id"), str)]
        for pointer, one in (*_named(data, "log", "deliverable"), *_paid_for(data)):
            _known(report, pointer, one, there, "deliverable")
    return {one for _, one in cited}


def _named(data: object, subject: str, key: str) -> list[tuple[str, str]]:
    found = ((f"{pointer}/{key}", entry.get(key)) for pointer, entry in objects_in_list(data, subject))
    return [(pointer, one) for pointer, one in found if isinstance(one, str)]


def _paid_for(data: object) -> Iterator[tuple[str, str]]:
    """Give the deliverables that payments were for, each with its pointer."""
    for pointer, entry in objects_in_list(data, "payments"):
        for index, one in enumerate(entry["for"] if isinstance(entry.get("for"), list) else ()):
            if isinstance(one, str):
                yield f"{pointer}/for/{index}", one


def _can_be_read(report: Report, subject: str, name: str) -> bool:
    """Say whether every entry has its id: else a name that seems unknown may be that of the spoiled entry."""
    listed = get_in(report.source.data, subject)
    known = schema.read("case")["$defs"][name]["properties"]
    if listed is None:
        return True
    return isinstance(listed, list) and all(
        isinstance(entry, dict)
        and set(entry) <= set(known)
        and isinstance(entry.get("id", entry.get("file")), str)
        and report.is_sound(f"/{subject}/{index}/id")
        for index, entry in enumerate(listed)
    )


def _cited(value: object, pointer: str) -> Iterator[tuple[str, str]]:
    """Give every id in every `evidence` list but the list of evidence itself."""
    if isinstance(value, dict):
        for key, inner in value.items():
            below = f"{pointer}/{key}"
            if key == "evidence" and pointer and isinstance(inner, list):
                yield from ((f"{below}/{index}", one) for index, one in enumerate(inner) if isinstance(one, str))
            else:
                yield from _cited(inner, below)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _cited(inner, f"{pointer}/{index}")


def _known(report: Report, pointer: str, one: str, known: Collection[str], what: str) -> None:
    if one in known or not report.is_sound(pointer):
        return
    near = report.nearest(one, known)
    report.add(
        "E2",
        pointer,
        message=f"There is no {what} with this id.",
        fix=f"Correct the id, or add the {what}.",
        detail=f"did you mean {keys.quoted(near)}?" if near else "",
    )


def _unused(report: Report, used: set[str]) -> None:
    """Warn of evidence that proves nothing."""
    evidence = objects_in_list(report.source.data, "evidence")
    ids = defaults.evidence_ids((entry.get("id"), entry.get("file")) for _, entry in evidence)
    for (pointer, entry), one in zip(evidence, ids, strict=True):
        if one not in used and "translation_of" not in entry:
            at = f"{pointer}/id" if "id" in entry else f"{pointer}/file"
            report.add("E12", at)
