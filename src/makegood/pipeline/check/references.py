"""Check ids: each that is cited exists, and each piece of evidence is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.pipeline.check import defaults, keys, schema
from makegood.pipeline.check.json_access import get_in, objects_in_list

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from makegood.pipeline.check.report import Report


def check_references(report: Report) -> None:
    """Check every id that is cited, then report uncited evidence, unless a mistake explains it."""
    used = _check_ids(report)
    if not report.has_errors_of("JSE"):
        _unused(report, used)


def _check_ids(report: Report) -> set[str]:
    """Check every id that is cited, if all ids can be read; return the cited ids of evidence."""
    data = report.source.data
    cited = list(_cited(data, ""))
    if _can_be_read(report, "evidence", "Evidence"):
        evidence_ids = defaults.evidence_ids(
            (entry.get("id"), entry.get("file")) for _, entry in objects_in_list(data, "evidence")
        )
        translations = _ids_under(data, "evidence", "translation_of")
        for pointer, id_ in (*cited, *translations):
            _check_id(report, pointer, id_, evidence_ids, "evidence")
    if _can_be_read(report, "deliverables", "Deliverable"):
        deliverable_ids = [
            entry["id"] for _, entry in objects_in_list(data, "deliverables") if isinstance(entry.get("id"), str)
        ]
        for pointer, id_ in (*_ids_under(data, "log", "deliverable"), *_paid_for(data)):
            _check_id(report, pointer, id_, deliverable_ids, "deliverable")
    return {id_ for _, id_ in cited}


def _ids_under(data: object, subject: str, key: str) -> list[tuple[str, str]]:
    values = ((f"{pointer}/{key}", entry.get(key)) for pointer, entry in objects_in_list(data, subject))
    return [(pointer, value) for pointer, value in values if isinstance(value, str)]


def _paid_for(data: object) -> Iterator[tuple[str, str]]:
    """Yield the deliverables that payments were for, each with its pointer."""
    for pointer, entry in objects_in_list(data, "payments"):
        for index, id_ in enumerate(entry["for"] if isinstance(entry.get("for"), list) else ()):
            if isinstance(id_, str):
                yield f"{pointer}/for/{index}", id_


def _can_be_read(report: Report, subject: str, name: str) -> bool:
    """Return whether every entry has its id: otherwise an unknown id may be that of the faulty entry."""
    entries = get_in(report.source.data, subject)
    properties = schema.read_schema("case")["$defs"][name]["properties"]
    if entries is None:
        return True
    return isinstance(entries, list) and all(
        isinstance(entry, dict)
        and set(entry) <= set(properties)
        and isinstance(entry.get("id", entry.get("file")), str)
        and report.has_no_error_at(f"/{subject}/{index}/id")
        for index, entry in enumerate(entries)
    )


def _cited(value: object, pointer: str) -> Iterator[tuple[str, str]]:
    """Yield every id in every `evidence` list except the list of evidence itself."""
    if isinstance(value, dict):
        for key, inner in value.items():
            below = f"{pointer}/{key}"
            if key == "evidence" and pointer and isinstance(inner, list):
                yield from ((f"{below}/{index}", id_) for index, id_ in enumerate(inner) if isinstance(id_, str))
            else:
                yield from _cited(inner, below)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _cited(inner, f"{pointer}/{index}")


def _check_id(report: Report, pointer: str, id_: str, ids: Collection[str], what: str) -> None:
    if id_ in ids or not report.has_no_error_at(pointer):
        return
    near = report.nearest(id_, ids)
    report.add(
        "E2",
        pointer,
        message=f"There is no {what} with this id.",
        fix=f"Correct the id, or add the {what}.",
        detail=f"did you mean {keys.quote_for_detail(near)}?" if near else "",
    )


def _unused(report: Report, used: set[str]) -> None:
    """E12: report evidence that nothing cites."""
    evidence = objects_in_list(report.source.data, "evidence")
    ids = defaults.evidence_ids((entry.get("id"), entry.get("file")) for _, entry in evidence)
    for (pointer, entry), id_ in zip(evidence, ids, strict=True):
        if id_ not in used and "translation_of" not in entry:
            id_pointer = f"{pointer}/id" if "id" in entry else f"{pointer}/file"
            report.add("E12", id_pointer)
