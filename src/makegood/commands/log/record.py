"""Put an entry into case.json: tried first, then written with its files, all of it or nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from makegood.commands import rewrite
from makegood.commands.log.file_copies import copy_files
from makegood.commands.log.request import LogResult
from makegood.formats import json_edit
from makegood.formats.json_layout import on_one_line
from makegood.formats.json_text import BREAK, Lines, read_places
from makegood.model.errors import UsageError
from makegood.model.source import EvidenceFile
from makegood.pipeline.load import jsonfile, kinds, shown_paths
from makegood.pipeline.load.inventory import EvidenceLimits
from makegood.pipeline.load.merge import limits
from makegood.pipeline.load.sent_letters import with_header_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from makegood.commands.fix.trial import Trial
    from makegood.commands.log.case_context import CaseContext
    from makegood.commands.log.new_entry import FileCopy, NewEntry
    from makegood.model.errors import Problem
    from makegood.model.file_kinds import MediaKind
    from makegood.model.source import SentFile

BOM = "\ufeff"


def record(case: CaseContext, entry: NewEntry, *notes: str) -> LogResult:
    """Write an entry into the case, unless that would cause errors that were not there before."""
    path, messages = case.file.path, tuple(message for message in (*notes, *entry.notes) if message)
    if entry.reason:
        return LogResult(path=path, is_written=False, notes=(entry.reason,))
    moved = _changed_day(case, entry)
    data = _with_entry(case, entry, moved)
    _check_limits(case, entry, data)
    problems = _with_copies(case.trial, entry.copies).judge({case.file.label: data}).problems
    before = {_problem_key(problem) for problem in case.problems}
    new_problems = tuple(problem for problem in problems if _problem_key(problem) not in before)
    texts = {**shown_paths(case.folder, case.trial.workspace), case.file.label: _text(data)}
    errors = {_problem_key(problem) for problem in new_problems if problem.severity == "error"}
    if errors and errors - _problems_of_day(case, moved):
        why = "the entry would cause errors in case.json"
        return LogResult(path=path, is_written=False, why=why, problems=new_problems, texts=texts)
    with copy_files(case.folder, entry.copies):
        rewrite.replace(path, case.file.data, data)
    return LogResult(
        path=path,
        is_written=True,
        lines=_lines(data, entry),
        moved=moved,
        notes=messages,
        problems=new_problems,
        texts=texts,
        amount=str(entry.entry.get("amount", "")),
        made=tuple(case.folder / copy.folder / copy.name for copy in entry.copies),
        undo=_restore(case.file.data, entry) if entry.changes else _undo(data, entry),
        is_change=bool(entry.changes),
    )


def _changed_day(case: CaseContext, entry: NewEntry) -> tuple[str, str] | None:
    """Return the case's own day and that of the entry, if the entry's is later."""
    day, as_of = case.day(entry.at).isoformat(), str(case.value("case", "as_of"))
    return (as_of, day) if as_of < day else None


def _problems_of_day(case: CaseContext, moved: tuple[str, str] | None) -> set[tuple[str, str, str, str, str]]:
    """Return the problems caused only by the new day, such as a closed window: they do not undo what happened."""
    if moved is None:
        return set()
    contents = {case.file.label: _with_as_of(case.file.data, moved)}
    return {_problem_key(problem) for problem in case.trial.judge(contents).problems}


def _with_as_of(data: bytes, moved: tuple[str, str]) -> bytes:
    return json_edit.set_value(data, "/case/as_of", f'"{moved[1]}"')


def _with_entry(case: CaseContext, entry: NewEntry, moved: tuple[str, str] | None) -> bytes:
    data = case.file.data
    if moved:
        data = _with_as_of(data, moved)
    if entry.exhibit:
        data = _with_item(data, "evidence", on_one_line(dict(entry.exhibit)))
    if entry.changes:
        data = _with_changes(data, entry.changes)
        return _with_item(data, "log", on_one_line(dict(entry.accepted))) if entry.accepted else data
    return _with_item(data, entry.where, on_one_line(dict(entry.entry)))


def _with_changes(data: bytes, changes: Mapping[str, str | None]) -> bytes:
    """Set or remove values of the case; what is to be removed may be missing."""
    for pointer, value in changes.items():
        if value is not None:
            data = json_edit.set_value(data, pointer, value)
        elif pointer in read_places(_text(data)).nodes:
            data = json_edit.remove_value(data, pointer)
    return data


def _with_item(data: bytes, key: str, entry: str) -> bytes:
    """Append an entry to a list of the case, which is created if it does not exist."""
    try:
        return json_edit.append_item(data, f"/{key}", entry)
    except LookupError:
        return json_edit.append_item(json_edit.insert_key(data, f"/{key}", "[]"), f"/{key}", entry)


def _check_limits(case: CaseContext, entry: NewEntry, new: bytes) -> None:
    """Raise UsageError if the case, or a folder of it, would exceed the limits of load."""
    if len(new) > jsonfile.MOST_BYTES:
        raise UsageError("case.json would become too large. Nothing was recorded.")
    folders: dict[str, tuple[Iterable[EvidenceFile | SentFile], EvidenceLimits]] = {
        "evidence": (case.source.inventory, limits(case.source.data)),
        "sent": (case.source.sent, EvidenceLimits()),
    }
    for copy in entry.copies:
        files, most = folders[copy.folder]
        sizes = [len(copy.data), *(file.bytes for file in files)]
        if len(sizes) > most.files or sizes[0] > most.file_bytes or sum(sizes) > most.all_bytes:
            message = f"Adding this email would exceed the limits of the {copy.folder}/ folder. Nothing was recorded."
            raise UsageError(message)


def _with_copies(trial: Trial, copies: tuple[FileCopy, ...]) -> Trial:
    """Return the case as it will be with the files."""
    inventory, letters = list(trial.inventory), list(trial.sent)
    for copy in copies:
        path = trial.folder / copy.folder / copy.name
        file = EvidenceFile(copy.name, path, _kind(copy), len(copy.data), sha256(copy.data).hexdigest())
        if copy.folder == "sent":
            letters.append(with_header_fields(file, copy.data))
        else:
            inventory.append(file)
    return replace(trial, inventory=tuple(inventory), sent=tuple(letters))


def _kind(copy: FileCopy) -> MediaKind:
    test = kinds.TextTest()
    test.feed(copy.data, last=True)
    return kinds.detect_kind(copy.data[: kinds.HEAD], copy.name, text=test.holds)


def _problem_key(problem: Problem) -> tuple[str, str, str, str, str]:
    return problem.rule, problem.severity, problem.place.file, problem.place.pointer, problem.message


def _text(data: bytes) -> str:
    return data.decode("utf-8").removeprefix(BOM)


def _lines(data: bytes, entry: NewEntry) -> tuple[int, ...]:
    """Return the line numbers of the entry and then its evidence, each the last of its list."""
    text = _text(data)
    nodes, lines = read_places(text).nodes, Lines(text)
    if entry.changes:
        return (lines.at(nodes[next(pointer for pointer, value in entry.changes.items() if value)].start)[0],)
    lists = [entry.where, *(["evidence"] if entry.exhibit else [])]
    return tuple(lines.at(nodes[list(nodes[f"/{name}"].members)[-1]].start)[0] for name in lists)


def _undo(data: bytes, entry: NewEntry) -> str:
    """Return what to remove; an entry that shares its line with others is more than its line."""
    entries = [entry.entry, *([entry.exhibit] if entry.exhibit else [])]
    rows = BREAK.split(_text(data))
    entry_lines = [rows[line - 1].strip() for line in _lines(data, entry)]
    alone = entry_lines == [on_one_line(dict(entry)) for entry in entries]
    if len(entries) > 1:
        return "remove both lines and the commas before them" if alone else "remove both entries and their commas"
    is_first = len(read_places(_text(data)).nodes[f"/{entry.where}"].members) == 1
    if alone and is_first:
        return "remove that line"
    return "remove that line and the comma before it" if alone else "remove that entry and its comma"


def _restore(before: bytes, entry: NewEntry) -> str:
    """Return which values to set back, and which to remove."""
    values = read_places(_text(before)).nodes
    parts = []
    for pointer in entry.changes:
        is_in_work = pointer.startswith("/deliverables/")
        key = pointer.rpartition("/")[2] if is_in_work else pointer[1:].replace("/", ".")
        if pointer in values:
            node = values[pointer]
            value = _text(before)[node.start : node.end]
            on_a_line = json.dumps(json.loads(value), ensure_ascii=False) if value.startswith("[") else value
            parts.append(f"set {key} back to {on_a_line}")
        elif entry.changes[pointer] is not None:
            parts.append(f"remove {key}")
    if entry.accepted:
        parts.append("remove the last entry of log")
    return ", ".join(parts)
