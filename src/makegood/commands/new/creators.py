"""Many cases at once: one for each row of a list of creators, as a spreadsheet writes it.

Every row is judged before the first case is made. What a cell says is held against the schema by `check` itself, so
that nothing is accepted here that is refused there.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from makegood.commands.new import (
    cells,
    channels,
    checked,
    csv_table,
    defaults,
    evidence_files,
    find_channel,
    first_day,
    is_taken,
    next_ref,
    write_first,
)
from makegood.commands.new.case_folder import create_case_folder
from makegood.commands.new.locale import LocaleOptions, detect_locale
from makegood.domain import policies
from makegood.model import rules
from makegood.model.errors import CaseError, Place, UsageError
from makegood.model.source import Source
from makegood.pipeline.check import check
from makegood.pipeline.load import descriptor, jsonfile
from makegood.pipeline.load.merge import with_defaults
from makegood.storage.folders import natural_sort_key, remove_abandoned

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from makegood.commands.new.locale import Ask
    from makegood.model.errors import Problem
    from makegood.model.policy import ChannelPolicy, Policies
    from makegood.model.source import SourceFile

POINTERS = {
    "display_name": "/parties/creator/display_name",
    "salutation_name": "/parties/creator/salutation_name",
    "handle": "/parties/creator/handle",
    "email": "/parties/creator/email",
    "entity_type": "/parties/creator/entity_type",
    "country": "/parties/creator/country",
    "due": "/deliverables/0/due",
    "status": "/deliverables/0/status",
    "amount": "/payments/0/amount",
    "paid_on": "/payments/0/paid_on",
    "reference": "/payments/0/reference",
    "agreed_on": "/agreement/agreed_on",
    "fee": "/agreement/fee",
    "ground": "/refund/grounds/0",
}
WHO = ("handle", "email", "display_name")
"""What tells one creator from another: the first of these that a row has."""
NOTHING_ASKED = LocaleOptions()
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_SEEN = frozenset("\t\r\n\u200c\u200d")
"""Not invisible: the schema words blanks and breaks, and the joiners are part of some scripts."""


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with a cell: the column's number and name, and what to say. `detail` may hold values."""

    number: int
    column: str
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that made no case, with all that is wrong with it."""

    line: int
    faults: tuple[CellFault, ...]


@dataclass(frozen=True, slots=True)
class ExistingCase:
    """A row that is a case already, and which."""

    line: int
    ref: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A cell with a slip in it, and the word as which it was read: the only one that it can be."""

    line: int
    number: int
    column: str
    word: str


@dataclass(frozen=True, slots=True)
class MissingFiles:
    """Files that a row names and that are not in the evidence of its case: they are not beside the list."""

    line: int
    folder: Path
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Planned:
    line: int
    folder: Path
    text: str
    files: tuple[str, ...]


def make(
    workspace: Path,
    path: Path,
    name: str,
    channel: str | None,
    now: datetime | date,
    asked: LocaleOptions = NOTHING_ASKED,
    *,
    ask: Ask | None = None,
    show_values: bool = True,
) -> Iterator[Path | SkippedRow | ExistingCase | MissingFiles | Corrected]:
    """Make a case for each row of the list and tell what became of it, row by row.

    `now` is the moment, or the day that stands in for it. `name` is what to call the list; `channel` is that of the
    rows that name none; `asked` says of the list what its rows do not decide, and `ask` asks a person for it, once.
    `show_values` shows a cell as an example. Raises UsageError, before anything is made, where the list cannot be read,
    has a column that is not known, or something must be said.
    """
    listed = csv_table.read_table(path, name)
    hired = (one for one in channels(workspace) if not one.is_bought)
    usual = find_channel(channel, workspace) if channel else next(hired)
    if usual.is_bought:
        raise UsageError("On this channel no creator was paid, so a list of creators has no place in it.")
    if not listed.numbers.keys() & set(WHO):
        raise UsageError(f"{name} does not say who the creators are. Add a column handle, email or display_name.")
    known, shared = policies.read(workspace), defaults(workspace / "cases")
    if asked.currency is not None and asked.currency not in known.currencies:
        raise UsageError("--currency is a code of three letters, such as USD.")
    locale = detect_locale(name, listed, asked, ask, show_values=show_values)
    listed = cells.read(listed, locale, name, known, shared.data if shared else None, ask)
    remove_abandoned(workspace / "cases")
    judge = _Judge(workspace, usual, first_day(now, shared), listed, known, shared)
    for row, one in [(row, judge.row(row)) for row in listed.rows]:
        if isinstance(one, _Planned):
            yield from sorted(_corrected(row, listed), key=lambda cell: cell.number)
            folder = create_case_folder(one.folder, one.text)
            awaited = evidence_files.copy_evidence(path.parent, folder, one.files)
            yield folder
            if awaited:
                yield MissingFiles(one.line, folder, awaited)
        else:
            yield one


def _corrected(row: csv_table.TableRow, listed: csv_table.Table) -> Iterator[Corrected]:
    for column, word in row.corrected.items():
        yield Corrected(row.line, listed.numbers[column], column, word)


@dataclass(slots=True)
class _Judge:
    """Judges the rows one after the other, and remembers who and which reference came before."""

    workspace: Path
    usual: ChannelPolicy
    today: date
    listed: csv_table.Table
    policies: Policies
    defaults: SourceFile | None
    names: set[str] = field(init=False)
    used: set[str] = field(default_factory=set)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    cases: tuple[tuple[str, str, Any], ...] = field(init=False)

    def __post_init__(self) -> None:
        cases = self.workspace / "cases"
        self.names = {path.name for path in cases.iterdir()} | {row.cells.get("ref", "") for row in self.listed.rows}
        self.cases = tuple(_cases(cases))

    def row(self, row: csv_table.TableRow) -> _Planned | SkippedRow | ExistingCase:
        known = _known(row.cells)
        faults = [*self._unreadable(row), *self._unseen(known)]
        if not faults:
            who = next((column, known[column].lower()) for column in WHO if column in known)
            if who in self.lines:
                text = (
                    f"The same {who[0]} stands in line {self.lines[who]} already. "
                    "One creator is one case: add what else was agreed to deliverables there."
                )
                return SkippedRow(row.line, (self._fault(who[0], text),))
            ref = next((ref for ref, text, data in self.cases if _is_same(known, text, data)), "")
            if ref:
                self.lines[who] = row.line
                return ExistingCase(row.line, ref)
            planned = self._plan(row, known)
            if isinstance(planned, _Planned):
                self.lines[who] = row.line
                return planned
            faults = planned
        return SkippedRow(row.line, tuple(sorted(faults, key=lambda fault: fault.number)))

    def _plan(self, row: csv_table.TableRow, known: Mapping[str, str]) -> _Planned | list[CellFault]:
        faults = []
        channel, ref = self.usual, row.cells.get("ref", "")
        try:
            if "channel" in row.cells:
                channel = find_channel(row.cells["channel"], self.workspace)
            if channel.is_bought:
                channel = self.usual
                said = "On this channel no creator was paid. Make such a case by itself."
                faults.append(self._fault("channel", said))
        except UsageError as error:
            faults.append(self._fault("channel", str(error)))
        if ref:
            faults += self._ref(ref)
        else:
            ref = next_ref(self.names, self.today.year)
        folder = self.workspace / "cases" / ref
        files, wrong = evidence_files.files_named_in_row(row.cells)
        faults += [self._fault(column, text) for column, text in (*row.faults.items(), *wrong)]
        text = write_first(folder, channel, self.today, self.defaults, known, files)
        faults += [one for one in self._refused(folder, text, known) if one.column not in row.faults]
        if faults:
            return faults
        self.names.add(ref)
        self.used.add(ref)
        return _Planned(row.line, folder, text, tuple(files))

    def _unreadable(self, row: csv_table.TableRow) -> Iterator[CellFault]:
        if row.surplus:
            yield CellFault(row.surplus, "", "There is no name above this cell. Put a text with a comma into quotes.")
        if not row.cells.keys() & set(WHO):
            column = next(column for column in WHO if column in self.listed.numbers)
            yield self._fault(column, "The row does not say who it is about. Write a handle, an email or a name.")

    def _unseen(self, known: Mapping[str, str]) -> Iterator[CellFault]:
        for column, cell in known.items():
            if any(unicodedata.category(character) in _UNSEEN - _SEEN for character in cell if character not in _SEEN):
                said = rules.problem("N4", Place(""))
                yield self._fault(column, f"{said.message} {said.fix}")

    def _ref(self, ref: str) -> Iterator[CellFault]:
        try:
            folder = self.workspace / "cases" / checked(ref)
        except UsageError as error:
            yield self._fault("ref", str(error))
            return
        if ref in self.used or is_taken(folder):
            yield self._fault("ref", "There is another case with this reference already. Leave the cell empty.")

    def _refused(self, folder: Path, text: str, known: Mapping[str, str]) -> Iterator[CellFault]:
        """Say which values `check` would refuse."""
        problems = [problem for problem in self._problems(folder, text) if problem.severity == "error"]
        for column in known:
            for problem in problems:
                if problem.place.pointer == POINTERS.get(column) and problem.place.file == "case.json":
                    yield self._fault(column, f"{problem.message} {problem.fix}", problem.detail)

    def _problems(self, folder: Path, text: str) -> tuple[Problem, ...]:
        case, problems = jsonfile.parse(text.encode(), folder / "case.json", "case.json")
        if case is None:
            return problems
        source = Source(
            folder=folder,
            workspace=self.workspace,
            case=case,
            defaults=self.defaults,
            data=with_defaults(_object(case.data), _object(self.defaults.data if self.defaults else None)),
            story="",
            story_label="story.md",
            inventory=(),
            problems=problems,
        )
        try:
            return check(source, self.policies)[1]
        except CaseError as error:
            return error.problems

    def _fault(self, column: str, text: str, detail: str = "") -> CellFault:
        return CellFault(self.listed.numbers.get(column, 0), column, text, detail)


def _known(cells: Mapping[str, str]) -> dict[str, str]:
    """Give what is known, by the names of the columns; which files prove it is no value."""
    return {column: cell for column, cell in cells.items() if column not in evidence_files.ROLES}


def _cases(cases: Path) -> Iterator[tuple[str, str, Any]]:
    """Give the reference, the text and the data of every case of the workspace; None for data that is broken."""
    for path in sorted(cases.glob("[!.]*/case.json"), key=lambda path: natural_sort_key(path.parent.name)):
        try:
            with descriptor.open_root(path.parent) as opened:
                raw = descriptor.read_content("case.json", opened, jsonfile.MOST_BYTES)
        except (OSError, descriptor.PathRefusedError):
            continue
        text = raw.decode("utf-8", "replace")
        try:
            yield path.parent.name, text, json.loads(text.removeprefix("\ufeff"))
        except (ValueError, RecursionError):
            yield path.parent.name, text, None


def _is_same(known: Mapping[str, str], text: str, data: Any) -> bool:
    """Say whether a row is this case: the same creator, and no other day of the agreement or of the video.

    A day that is not known, in the row or in the case, is not another day. A case that is broken is known by the
    creator's name alone: better once too few than twice.
    """
    who = next(column for column in WHO if column in known)
    if data is None:
        return json.dumps(known[who], ensure_ascii=False).lower() in text.lower()
    creator = _object(_object(_object(data).get("parties")).get("creator"))
    if str(creator.get(who, "")).lower() != known[who].lower():
        return False
    items = _object(data).get("deliverables")
    agreed = [_object(_object(data).get("agreement")).get("agreed_on")]
    due = [_object(item).get("due") for item in items] if isinstance(items, list) else []
    return all(_may_be(known.get(key), days) for key, days in (("agreed_on", agreed), ("due", due)))


def _may_be(day: str | None, days: list[Any]) -> bool:
    stated = [one for one in days if isinstance(one, str) and not one.startswith("FILL IN")]
    return day is None or not stated or day in stated


def _object(data: Any) -> Mapping[str, Any]:
    return data if isinstance(data, dict) else {}
