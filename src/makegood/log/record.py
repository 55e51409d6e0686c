"""The entry put into case.json: tried first, then written with its files, all of it or nothing."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from makegood import edit, rewrite
from makegood.jsontext import Lines, read
from makegood.load import kinds, shown
from makegood.load.letters import described
from makegood.log.copies import copied
from makegood.log.wanted import Recorded
from makegood.model.source import EvidenceFile
from makegood.new.layout import line

if TYPE_CHECKING:
    from datetime import date

    from makegood.errors import Problem
    from makegood.fix.trial import Trial
    from makegood.log.known import Known
    from makegood.log.note import Copy, Note
    from makegood.model.source import MediaKind

BOM = "\ufeff"


def record(known: Known, note: Note, *notes: str) -> Recorded:
    """Write a note into the case, unless that would make an error of it that was not there before."""
    path, told = known.file.path, tuple(one for one in (*notes, *note.notes) if one)
    if note.reason:
        return Recorded(path=path, is_written=False, notes=(note.reason,))
    moved = _later(known, note)
    new = _edited(known, note, moved)
    held = {known.file.label: new}
    tried = _with_copies(known.trial, note.copies).judge(held)
    before = {_named(one) for one in known.problems}
    fresh = tuple(one for one in tried.problems if _named(one) not in before)
    texts = {**shown(known.folder, known.trial.workspace), known.file.label: _text(new)}
    if any(one.severity == "error" for one in fresh):
        return Recorded(path=path, is_written=False, problems=fresh, texts=texts)
    with copied(known.folder, note.copies):
        rewrite.replace(path, known.file.data, new)
    return Recorded(
        path=path, is_written=True, lines=_lines(new, note), moved=moved and (str(known.value("case", "as_of")), moved.isoformat()), notes=told, problems=fresh, texts=texts,
        made=tuple(known.folder / one.folder / one.name for one in note.copies), undo=_undo(new, note),
    )  # fmt: skip


def _later(known: Known, note: Note) -> date | None:
    """Give the day of the note where the case's own day is before it."""
    day, as_of = known.day(note.at), known.value("case", "as_of")
    return day if isinstance(as_of, str) and as_of < day.isoformat() else None


def _edited(known: Known, note: Note, moved: date | None) -> bytes:
    data = known.file.data
    if moved:
        data = edit.put(data, "/case/as_of", f'"{moved.isoformat()}"')
    if note.exhibit:
        data = _added(data, "evidence", line(dict(note.exhibit)))
    return _added(data, note.where, line(dict(note.entry)))


def _added(data: bytes, key: str, entry: str) -> bytes:
    """Add an entry to a list of the case, which is made where it is not there yet."""
    try:
        return edit.append(data, f"/{key}", entry)
    except LookupError:
        return edit.append(edit.insert(data, f"/{key}", "[]"), f"/{key}", entry)


def _with_copies(trial: Trial, copies: tuple[Copy, ...]) -> Trial:
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


def _kind(one: Copy) -> MediaKind:
    test = kinds.TextTest()
    test.feed(one.data, last=True)
    return kinds.kind(one.data[: kinds.HEAD], one.name, text=test.holds)


def _named(problem: Problem) -> tuple[str, str, str, str, str]:
    return problem.rule, problem.severity, problem.place.file, problem.place.pointer, problem.message


def _text(data: bytes) -> str:
    return data.decode("utf-8").removeprefix(BOM)


def _lines(data: bytes, note: Note) -> tuple[int, ...]:
    """Say in which lines the entries stand, each the last of its list: that of the note, then its evidence."""
    text = _text(data)
    nodes, lines = read(text).nodes, Lines(text)
    lists = [note.where, *(["evidence"] if note.exhibit else [])]
    return tuple(lines.at(nodes[list(nodes[f"/{one}"].members)[-1]].start)[0] for one in lists)


def _undo(data: bytes, note: Note) -> str:
    """Say what to remove; an entry that shares its line with others is more than its line."""
    listed = [note.entry, *([note.exhibit] if note.exhibit else [])]
    rows = _text(data).splitlines()
    found = [rows[at - 1].strip() for at in _lines(data, note)]
    alone = found == [line(dict(entry)) for entry in listed]
    if len(listed) > 1:
        return "remove both lines and the commas before them" if alone else "remove both entries and their commas"
    return "remove that line and the comma before it" if alone else "remove that entry and its comma"
