"""Evidence: the files that the case names exist and are what they seem, and every id that is named exists."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from makegood.check import keys, settle
from makegood.check.names import dig, entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from makegood.check.report import Report
    from makegood.model.source import EvidenceFile

TEXTS = frozenset({"text", "csv", "html", "eml"})
"""Kinds between which content alone does not decide."""
SPOILING = "JSE"
"""Subjects of rules whose errors explain why evidence seems not to be used, or a file not to be mentioned."""
ENDINGS: Mapping[str, frozenset[str]] = {
    "png": frozenset({"png"}), "jpg": frozenset({"jpeg"}), "jpeg": frozenset({"jpeg"}), "pdf": frozenset({"pdf"}),
    "webp": frozenset({"webp"}), "gif": frozenset({"gif"}), "heic": frozenset({"heic"}), "heif": frozenset({"heic"}),
    "mp4": frozenset({"video"}), "mov": frozenset({"video"}), "zip": frozenset({"zip"}), "svg": frozenset({"svg"}),
    "eml": TEXTS, "html": TEXTS, "htm": TEXTS, "csv": TEXTS, "txt": TEXTS, "json": TEXTS,
}  # fmt: skip


def references(report: Report) -> None:
    """Check files first, then ids, then what nobody uses."""
    inventory = {file.name: file for file in report.source.inventory}
    named = list(_files(report.source.data))
    for pointer, name, recorded in named:
        _file(report, pointer, name, recorded, inventory)
    used = _ids(report)
    if not any(problem.rule[0] in SPOILING for problem in report.problems if problem.severity == "error"):
        _unused(report, used)
        _not_mentioned(report, {name for _, name, _ in named}, inventory)


def _files(data: object) -> Iterator[tuple[str, str, object]]:
    """Give each file that is named: its pointer, its name composed, the hash that is recorded."""
    for pointer, entry in entries(data, "evidence"):
        if isinstance(entry.get("file"), str):
            yield f"{pointer}/file", unicodedata.normalize("NFC", entry["file"]), entry.get("sha256")
        for below, still in entries(entry, "stills"):
            if isinstance(still.get("file"), str):
                yield f"{pointer}{below}/file", unicodedata.normalize("NFC", still["file"]), None


def _file(
    report: Report, pointer: str, name: str, recorded: object, inventory: Mapping[str, EvidenceFile]
) -> None:
    file = inventory.get(name)
    if file is None:
        if not _is_reported(report, name):
            _absent(report, pointer, name, inventory)
        return
    ending = name.rpartition(".")[2].lower()
    if file.kind == "empty":
        report.add("E1", pointer, message="This file is empty.", fix="Save or export it again.")
    elif file.kind != "unknown" and file.kind not in ENDINGS.get(ending, {file.kind}):
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
    near = keys.nearest(name, inventory)
    report.add(
        "E1",
        pointer,
        message="This file is not in the folder evidence/.",
        fix="Put the file there, or correct its name.",
        detail=f"did you mean {keys.quoted(near)}?" if near else keys.quoted(name),
    )


def _is_reported(report: Report, name: str) -> bool:
    """Say whether load has said what is wrong with the file itself, such as that it is a link."""
    return any(one.rule.startswith("F") and one.place.file.endswith(f"evidence/{name}") for one in report.source.problems)


def _ids(report: Report) -> set[str]:
    """Check every id that is named; give those of evidence."""
    data = report.source.data
    known = settle.evidence_ids((one.get("id"), one.get("file")) for _, one in entries(data, "evidence"))
    used = set()
    for pointer, one in _cited(data, ""):
        used.add(one)
        _known(report, pointer, one, known, "evidence")
    deliverables = [one["id"] for _, one in entries(data, "deliverables") if isinstance(one.get("id"), str)]
    for pointer, entry in entries(data, "log"):
        if isinstance(entry.get("deliverable"), str):
            _known(report, f"{pointer}/deliverable", entry["deliverable"], deliverables, "deliverable")
    for pointer, entry in entries(data, "evidence"):
        if isinstance(entry.get("translation_of"), str):
            _known(report, f"{pointer}/translation_of", entry["translation_of"], known, "evidence")
    return used


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


def _known(report: Report, pointer: str, one: str, known: Any, what: str) -> None:  # noqa: ANN401 - texts, in any order
    if one in known or not report.is_sound(pointer):
        return
    near = keys.nearest(one, known)
    report.add(
        "E2",
        pointer,
        message=f"There is no {what} with this id.",
        fix=f"Correct the id, or add the {what}.",
        detail=f"{keys.quoted(one)}: did you mean {keys.quoted(near)}?" if near else keys.quoted(one),
    )


def _unused(report: Report, used: set[str]) -> None:
    """Warn of evidence that proves nothing."""
    evidence = entries(report.source.data, "evidence")
    ids = settle.evidence_ids((entry.get("id"), entry.get("file")) for _, entry in evidence)
    for (pointer, entry), one in zip(evidence, ids, strict=True):
        if one not in used and "translation_of" not in entry:
            at = f"{pointer}/id" if "id" in entry else f"{pointer}/file"
            report.add("E12", at, detail=keys.quoted(one))


def _not_mentioned(report: Report, named: set[str], inventory: Mapping[str, EvidenceFile]) -> None:
    """Offer a ready entry for each file that the case does not mention."""
    where = "/evidence" if dig(report.source.data, "evidence") is not None else ""
    for name in sorted(set(inventory) - named):
        report.add("E13", where, detail=stub(name))


def stub(name: str) -> str:
    """Write the entry for a file as it would be typed into `evidence`."""
    words = re.sub(r"[-_]+", " ", name.rpartition("/")[2].rpartition(".")[0]).strip()
    (id_,) = settle.evidence_ids([(None, name)])
    return json.dumps({"id": id_, "file": name, "caption": f"What {words or 'this'} shows."}, ensure_ascii=False)
