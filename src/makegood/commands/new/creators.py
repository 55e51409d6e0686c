"""Create many cases at once, one for each row of a list of creators saved by a spreadsheet.

All rows are checked before the first case is created. `check` itself validates the values, so that no row is
accepted whose case it would refuse.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from makegood.commands.new import (
    cells,
    channels,
    check_ref,
    csv_table,
    defaults,
    evidence_files,
    find_channel,
    first_case_text,
    first_day,
    is_taken,
    next_ref,
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
    from makegood.model.workspace import Workspace

POINTERS = {
    "display_name": "/parties/creator/display_name",
    "salutation_name": "/parties/creator/salutation_name",
    "handle": "/parties/creator/handle",
    "email": "/parties/creator/email",
    "entity_type": "/parties/creator/entity_type",
    "country": "/parties/creator/country",
    "due": "/deliverables/0/due",
    "status": "/deliverables/0/status",
    "posted_at": "/deliverables/0/posted_at",
    "defects": "/deliverables/0/defects",
    "amount": "/payments/0/amount",
    "paid_on": "/payments/0/paid_on",
    "reference": "/payments/0/reference",
    "agreed_on": "/agreement/agreed_on",
    "fee": "/agreement/fee",
    "ground": "/refund/grounds/0",
}
WHO = ("handle", "email", "display_name")
"""Columns that identify a creator: the first of these that a row has."""
NO_OPTIONS = LocaleOptions()
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_ALLOWED = frozenset("\t\r\n\u200c\u200d")
"""Allowed characters: the schema handles spaces and line breaks, and some scripts need the joiners."""


@dataclass(frozen=True, slots=True)
class CellFault:
    """An error in a cell: the column's number and name, and the message. `detail` may contain values."""

    number: int
    column: str
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row without a case, with all its errors."""

    line: int
    faults: tuple[CellFault, ...]


@dataclass(frozen=True, slots=True)
class ExistingCase:
    """A row that already has a case, and which."""

    line: int
    ref: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A cell with a typing error, and the only word that it can mean."""

    line: int
    number: int
    column: str
    word: str


@dataclass(frozen=True, slots=True)
class MissingFiles:
    """Files named in a row that are neither in the evidence of its case nor next to the list."""

    line: int
    folder: Path
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _PlannedCase:
    line: int
    folder: Path
    text: str
    files: tuple[str, ...]


def create_cases(
    workspace: Workspace,
    path: Path,
    name: str,
    channel: str | None,
    now: datetime | date,
    options: LocaleOptions = NO_OPTIONS,
    *,
    ask: Ask | None = None,
    show_values: bool = True,
) -> Iterator[Path | SkippedRow | ExistingCase | MissingFiles | Corrected]:
    """Create a case for each row of the list, and yield the result of each row.

    `now` is the current time, or the day that stands in for it. `name` is the list's name in messages; `channel` is
    for rows that name none; `options` decide what the rows do not, and `ask` asks the user for it, once.
    `show_values` shows a cell as an example. Raise UsageError, before anything is created, if the list cannot be
    read, has an unknown column, or something remains undecided.
    """
    table = csv_table.read_table(path, name)
    candidates = (channel_policy for channel_policy in channels(workspace) if not channel_policy.is_bought)
    usual = find_channel(channel, workspace) if channel else next(candidates)
    if usual.is_bought:
        raise UsageError("This channel has no payments to creators, so it cannot be used with a list of creators.")
    if not table.numbers.keys() & set(WHO):
        raise UsageError(f"{name} does not identify the creators. Add a handle, email or display_name column.")
    known_policies, shared = policies.read(workspace), defaults(workspace)
    if options.currency is not None and options.currency not in known_policies.currencies:
        raise UsageError("--currency must be a code of three letters, such as USD.")
    locale = detect_locale(name, table, options, ask, show_values=show_values)
    table = cells.read(table, locale, name, known_policies, shared.data if shared else None, ask)
    remove_abandoned(workspace.cases)
    checker = _RowChecker(workspace, usual, first_day(now, shared), table, known_policies, shared)
    for row, result in [(row, checker.row(row)) for row in table.rows]:
        if isinstance(result, _PlannedCase):
            yield from sorted(_corrected(row, table), key=lambda cell: cell.number)
            folder = create_case_folder(result.folder, result.text)
            missing = evidence_files.copy_evidence(path.parent, folder, result.files)
            yield folder
            if missing:
                yield MissingFiles(result.line, folder, missing)
        else:
            yield result


def _corrected(row: csv_table.TableRow, table: csv_table.Table) -> Iterator[Corrected]:
    for column, word in row.corrected.items():
        yield Corrected(row.line, table.numbers[column], column, word)


@dataclass(slots=True)
class _RowChecker:
    """Checks the rows one after the other, and remembers earlier creators and references."""

    workspace: Workspace
    usual: ChannelPolicy
    today: date
    table: csv_table.Table
    policies: Policies
    defaults: SourceFile | None
    names: set[str] = field(init=False)
    used: set[str] = field(default_factory=set)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    cases: tuple[tuple[str, str, Any], ...] = field(init=False)

    def __post_init__(self) -> None:
        cases = self.workspace.cases
        self.names = {path.name for path in cases.iterdir()} | {row.cells.get("ref", "") for row in self.table.rows}
        self.cases = tuple(_cases(cases))

    def row(self, row: csv_table.TableRow) -> _PlannedCase | SkippedRow | ExistingCase:
        values = _case_values(row.cells)
        faults = [*self._unreadable(row), *self._invisible(values)]
        if not faults:
            who = next((column, values[column].lower()) for column in WHO if column in values)
            if who in self.lines:
                text = (
                    f"The same {who[0]} is already in line {self.lines[who]}. "
                    "Each creator has one case, so add the other work to its deliverables."
                )
                return SkippedRow(row.line, (self._fault(who[0], text),))
            ref = next((ref for ref, text, data in self.cases if _is_same(values, text, data)), "")
            if ref:
                self.lines[who] = row.line
                return ExistingCase(row.line, ref)
            planned = self._plan(row, values)
            if isinstance(planned, _PlannedCase):
                self.lines[who] = row.line
                return planned
            faults = planned
        return SkippedRow(row.line, tuple(sorted(faults, key=lambda fault: fault.number)))

    def _plan(self, row: csv_table.TableRow, values: Mapping[str, str]) -> _PlannedCase | list[CellFault]:
        faults = []
        channel, ref = self.usual, row.cells.get("ref", "")
        try:
            if "channel" in row.cells:
                channel = find_channel(row.cells["channel"], self.workspace)
            if channel.is_bought:
                channel = self.usual
                message = "This channel has no payments to creators. Create this case separately."
                faults.append(self._fault("channel", message))
        except UsageError as error:
            faults.append(self._fault("channel", str(error)))
        if ref:
            faults += self._ref(ref)
        else:
            ref = next_ref(self.names, self.today.year)
        folder = self.workspace.cases / ref
        files, wrong = evidence_files.files_named_in_row(row.cells)
        faults += [self._fault(column, text) for column, text in (*row.faults.items(), *wrong)]
        text = first_case_text(folder, channel, self.today, self.defaults, values, files)
        faults += [fault for fault in self._invalid(folder, text, values) if fault.column not in row.faults]
        if faults:
            return faults
        self.names.add(ref)
        self.used.add(ref)
        return _PlannedCase(row.line, folder, text, tuple(files))

    def _unreadable(self, row: csv_table.TableRow) -> Iterator[CellFault]:
        if row.surplus:
            yield CellFault(
                row.surplus, "", "The column of this cell has no name. Put text that contains a comma in quotes."
            )
        if not row.cells.keys() & set(WHO):
            column = next(column for column in WHO if column in self.table.numbers)
            yield self._fault(column, "This row does not identify a creator. Add a handle, an email address or a name.")

    def _invisible(self, values: Mapping[str, str]) -> Iterator[CellFault]:
        for column, cell in values.items():
            if any(
                unicodedata.category(character) in _INVISIBLE - _ALLOWED
                for character in cell
                if character not in _ALLOWED
            ):
                problem = rules.problem("N4", Place(""))
                yield self._fault(column, f"{problem.message} {problem.fix}")

    def _ref(self, ref: str) -> Iterator[CellFault]:
        try:
            folder = self.workspace.cases / check_ref(ref)
        except UsageError as error:
            yield self._fault("ref", str(error))
            return
        if ref in self.used or is_taken(folder):
            yield self._fault("ref", "Another case already has this reference. Leave the cell empty.")

    def _invalid(self, folder: Path, text: str, values: Mapping[str, str]) -> Iterator[CellFault]:
        """Yield the errors that `check` would report about the values."""
        problems = [problem for problem in self._problems(folder, text) if problem.severity == "error"]
        for column in values:
            for problem in problems:
                pointer = POINTERS.get(column)
                is_own = pointer and f"{problem.place.pointer}/".startswith(f"{pointer}/")
                if is_own and problem.place.file == "case.json":
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
        return CellFault(self.table.numbers.get(column, 0), column, text, detail)


def _case_values(cells: Mapping[str, str]) -> dict[str, str]:
    """Return the values of a row by column, without the columns of evidence files."""
    return {column: cell for column, cell in cells.items() if column not in evidence_files.ROLES}


def _cases(cases: Path) -> Iterator[tuple[str, str, Any]]:
    """Yield the reference, the text and the data of every case of the workspace; the data is None if broken."""
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


def _is_same(values: Mapping[str, str], text: str, data: Any) -> bool:
    """Return whether a row is this case: same creator, and no different day of the agreement or the video.

    An unknown day, in the row or in the case, is not a different day. A broken case is matched by the creator's name
    alone, to avoid creating a case twice.
    """
    who = next(column for column in WHO if column in values)
    if data is None:
        return json.dumps(values[who], ensure_ascii=False).lower() in text.lower()
    creator = _object(_object(_object(data).get("parties")).get("creator"))
    if str(creator.get(who, "")).lower() != values[who].lower():
        return False
    items = _object(data).get("deliverables")
    agreed = [_object(_object(data).get("agreement")).get("agreed_on")]
    due = [_object(item).get("due") for item in items] if isinstance(items, list) else []
    return all(_may_match(values.get(key), days) for key, days in (("agreed_on", agreed), ("due", due)))


def _may_match(day: str | None, days: list[Any]) -> bool:
    stated = [value for value in days if isinstance(value, str) and not value.startswith("FILL IN")]
    return day is None or not stated or day in stated


def _object(data: Any) -> Mapping[str, Any]:
    return data if isinstance(data, dict) else {}
