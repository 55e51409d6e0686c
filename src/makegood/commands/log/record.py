"""The entry put into case.json: tried first, then written with its files, all of it or nothing."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from makegood.commands import rewrite
from makegood.commands.log.file_copies import copied
from makegood.commands.log.request import LogResult
from makegood.formats import json_edit
from makegood.formats.json_layout import on_one_line
from makegood.formats.json_text import BREAK, Lines, read_places
from makegood.model.errors import UsageError
from makegood.model.source import EvidenceFile
from makegood.pipeline.load import jsonfile, kinds, shown_paths
from makegood.pipeline.load.inventory import Most
from makegood.pipeline.load.merge import limits
from makegood.pipeline.load.sent_letters import described

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makegood.commands.fix.trial import Trial
    from makegood.commands.log.case_context import CaseContext
    from makegood.commands.log.new_entry import FileCopy, NewEntry
    from makegood.model.errors import Problem
    from makegood.model.source import MediaKind, SentFile

BOM = "\ufeff"


def record(known: CaseContext, note: NewEntry, *notes: str) -> LogResult:
    """Write a note into the case, unless that would make an error of it that was not there before."""
    path, told = known.file.path, tuple(one for one in (*notes, *note.notes) if one)
    if note.reason:
        return LogResult(path=path, is_written=False, notes=(note.reason,))
    moved = _later(known, note)
    new = _edited(known, note, moved)
    _must_fit(known, note, new)
    tried = _with_copies(known.trial, note.copies).judge({known.file.label: new}).problems
    before = {_named(one) for one in known.problems}
    fresh = tuple(one for one in tried if _named(one) not in before)
    texts = {**shown_paths(known.folder, known.trial.workspace), known.file.label: _text(new)}
    errors = {_named(one) for one in fresh if one.severity == "error"}
    if errors and errors - _with_the_day(known, moved):
        why = "case.json would be wrong with it"
        return LogResult(path=path, is_written=False, why=why, problems=fresh, texts=texts)
    with copied(known.folder, note.copies):
        rewrite.replace(path, known.file.data, new)
    return LogResult(
        path=path,
        is_written=True,
        lines=_lines(new, note),
        moved=moved,
        notes=told,
        problems=fresh,
        texts=texts,
        amount=str(note.entry.get("amount", "")),
        made=tuple(known.folder / one.folder / one.name for one in note.copies),
        undo=_undo(new, note),
    )


def _later(known: CaseContext, note: NewEntry) -> tuple[str, str] | None:
    """Give the case's own day and that of the note, where the note's is later."""
    day, as_of = known.day(note.at).isoformat(), str(known.value("case", "as_of"))
    return (as_of, day) if as_of < day else None


def _with_the_day(known: CaseContext, moved: tuple[str, str] | None) -> set[tuple[str, str, str, str, str]]:
    """Name what comes with the day alone, such as a window that has closed: that does not undo what has happened."""
    if moved is None:
        return set()
    held = {known.file.label: _moved(known.file.data, moved)}
    return {_named(one) for one in known.trial.judge(held).problems}


def _moved(data: bytes, moved: tuple[str, str]) -> bytes:
    return json_edit.set_value(data, "/case/as_of", f'"{moved[1]}"')


def _edited(known: CaseContext, note: NewEntry, moved: tuple[str, str] | None) -> bytes:
    data = known.file.data
    if moved:
        data = _moved(data, moved)
    if note.exhibit:
        data = _added(data, "evidence", on_one_line(dict(note.exhibit)))
    return _added(data, note.where, on_one_line(dict(note.entry)))


def _added(data: bytes, key: str, entry: str) -> bytes:
    """Add an entry to a list of the case, which is made where it is not there yet."""
    try:
        return json_edit.append_item(data, f"/{key}", entry)
    except LookupError:
        return json_edit.append_item(json_edit.insert_key(data, f"/{key}", "[]"), f"/{key}", entry)


def _must_fit(known: CaseContext, note: NewEntry, new: bytes) -> None:
    """Raise UsageError where load would refuse the case, or a folder of it, for its size."""
    if len(new) > jsonfile.MOST_BYTES:
        raise UsageError("case.json would be too large with it. Nothing was recorded.")
    there: dict[str, tuple[Iterable[EvidenceFile | SentFile], Most]] = {
        "evidence": (known.source.inventory, limits(known.source.data)),
        "sent": (known.source.sent, Most()),
    }
    for one in note.copies:
        files, most = there[one.folder]
        sizes = [len(one.data), *(file.bytes for file in files)]
        if len(sizes) > most.files or sizes[0] > most.file_bytes or sum(sizes) > most.all_bytes:
            message = f"The folder {one.folder}/ would hold more than it may with this mail. Nothing was recorded."
            raise UsageError(message)


def _with_copies(trial: Trial, copies: tuple[FileCopy, ...]) -> Trial:
    """Give the case with the files as they will lie in it."""
    inventory, letters = list(trial.inventory), list(trial.sent)
    for one in copies:
        path = trial.folder / one.folder / one.name
        file = EvidenceFile(one.name, path, _kind(one), len(one.data), sha256(one.data).hexdigest())
        if one.folder == "sent":
            letters.append(described(file, one.data))
        else:
            inventory.append(file)
    return replace(trial, inventory=tuple(inventory), sent=tuple(letters))


def _kind(one: FileCopy) -> MediaKind:
    test = kinds.TextTest()
    test.feed(one.data, last=True)
    return kinds.kind(one.data[: kinds.HEAD], one.name, text=test.holds)


def _named(problem: Problem) -> tuple[str, str, str, str, str]:
    return problem.rule, problem.severity, problem.place.file, problem.place.pointer, problem.message


def _text(data: bytes) -> str:
    return data.decode("utf-8").removeprefix(BOM)


def _lines(data: bytes, note: NewEntry) -> tuple[int, ...]:
    """Say in which lines the entries stand, each the last of its list: that of the note, then its evidence."""
    text = _text(data)
    nodes, lines = read_places(text).nodes, Lines(text)
    lists = [note.where, *(["evidence"] if note.exhibit else [])]
    return tuple(lines.at(nodes[list(nodes[f"/{one}"].members)[-1]].start)[0] for one in lists)


def _undo(data: bytes, note: NewEntry) -> str:
    """Say what to remove; an entry that shares its line with others is more than its line."""
    listed = [note.entry, *([note.exhibit] if note.exhibit else [])]
    rows = BREAK.split(_text(data))
    found = [rows[at - 1].strip() for at in _lines(data, note)]
    alone = found == [on_one_line(dict(entry)) for entry in listed]
    if len(listed) > 1:
        return "remove both lines and the commas before them" if alone else "remove both entries and their commas"
    return "remove that line and the comma before it" if alone else "remove that entry and its comma"
