"""Find the edits that certainly fix a problem in the two files edited by hand, case.json and cases/defaults.json.

An edit is certain if there is only one reading. Each is tried before it is offered, and dropped if `check` then
reports a problem with what it wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from makegood.commands.fix import addresses, json_repairs, old_statuses, value_edits
from makegood.commands.fix.diff import decoded, unified_diff
from makegood.commands.fix.draft import Draft, Edit, apply
from makegood.commands.fix.trial import File, Trial, TrialResult, start_trial
from makegood.formats import json_edit as splice
from makegood.formats.json_layout import on_one_line as in_one_line
from makegood.formats.json_text import Lines
from makegood.formats.terminal_text import visible
from makegood.pipeline import suggestions
from makegood.pipeline.examine import BuildOutcome
from makegood.pipeline.load import shown_paths

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from makegood.model.errors import Problem
    from makegood.model.workspace import Workspace

__all__ = ["Edit", "FixedFile", "apply", "find_fixes", "fix_or_check"]

_MOST_ROUNDS = 20
_OF_KEYS = frozenset({"S1", "S2"})


@dataclass(frozen=True, slots=True)
class FixedFile:
    """A file with the edits that fix it; no edits if nothing can be fixed for certain."""

    file: File
    edits: tuple[Edit, ...]

    @property
    def data(self) -> bytes:
        """Return the content of the file after all edits."""
        return apply(self.file.data, self.edits)

    def diff(self) -> str:
        """Return the edits as a unified diff."""
        return unified_diff(self.file.label, self.file.data, self.data)

    def places(self) -> str:
        """Return the places of the edits and their reasons, a line each, without any value."""
        lines = Lines(text := decoded(self.file.data)[0].removeprefix("\ufeff"))
        rows = []
        for edit in self.edits:
            offset = len(decoded(self.file.data[: edit.start])[0].removeprefix("\ufeff"))
            line, column = lines.at(min(offset, len(text)))
            rows.append(f"{visible(self.file.label)}:{line}:{column}: {edit.rule} {edit.why}\n")
        return "".join(rows)


def find_fixes(folder: Path, workspace: Workspace | None) -> tuple[FixedFile, ...]:
    """Return the files of a case that have certain edits, each with its edits.

    The result is empty if a file cannot be read, which `check` reports.
    """
    return fix_or_check(folder, workspace)[0]


def fix_or_check(folder: Path, workspace: Workspace | None) -> tuple[tuple[FixedFile, ...], BuildOutcome | None]:
    """Return the certain edits and, if there are none, what `check` reports about the case.

    The second item is None if `check` has to run: the case was not tried in the same way, or there are edits.
    """
    case = start_trial(folder, workspace)
    if case is None:
        return (), None
    drafts, verdict = _fix_texts(case)
    for _ in range(_MOST_ROUNDS):
        improved, verdict = _fix_values(case, drafts, verdict)
        if improved == drafts:
            break
        drafts = improved
    drafts = _add_evidence_entries(case, _remove_unused_keys(drafts, verdict), verdict)
    drafts = _relative_addresses(case, drafts, verdict)
    if verdict.source and old_statuses.are_in(verdict.source.data):
        drafts = _modern_statuses(case, drafts)
    files = tuple(FixedFile(file, drafts[file.label].edits) for file in case.files if drafts[file.label].edits)
    if files or verdict.source is None or not case.is_whole:
        return files, None
    problems = suggestions.add_file_metadata(verdict.source, verdict.problems)
    return files, BuildOutcome(folder, problems, shown_paths(folder, case.workspace) if problems else {})


def _relative_addresses(case: Trial, drafts: Mapping[str, Draft], verdict: TrialResult) -> dict[str, Draft]:
    """Return the drafts with each schema named by a path that works on every machine."""
    workspace = case.workspace
    if verdict.source is None or workspace is None:
        return dict(drafts)
    paths = {file.label: file.path for file in case.files}
    return {
        label: draft.with_edits(addresses.edits(draft.data, paths[label], workspace)) for label, draft in drafts.items()
    }


def _modern_statuses(case: Trial, drafts: dict[str, Draft]) -> dict[str, Draft]:
    """Return the drafts with the statuses of older versions in today's form, if `check` finds no error in the case."""
    label = case.files[0].label
    verdict = case.judge(_contents(drafts))
    if verdict.case is None:
        return drafts
    draft = drafts[label]
    for new in old_statuses.modernise(draft.data, verdict.case):
        draft = draft.with_edits([_difference(draft.data, new, old_statuses.RULE, old_statuses.WHY)])
    attempt = drafts | {label: draft}
    return attempt if case.judge(_contents(attempt)).case is not None else drafts


def _contents(drafts: Mapping[str, Draft]) -> dict[str, bytes]:
    return {label: draft.data for label, draft in drafts.items()}


def _fix_texts(case: Trial) -> tuple[dict[str, Draft], TrialResult]:
    """Fix what keeps the files from being JSON; a bracket only if every key is then in a valid place."""
    drafts = {file.label: json_repairs.fix_text(file.data) for file in case.files}
    verdict = case.judge(_contents(drafts))
    wrong = {problem.place.file for problem in verdict.problems if problem.rule in _OF_KEYS}
    retries = [file for file in case.files if file.label in wrong and json_repairs.has_brackets(drafts[file.label])]
    if not retries:
        return drafts, verdict
    drafts |= {file.label: json_repairs.as_utf8(file.data) for file in retries}
    return drafts, case.judge(_contents(drafts))


def _fix_values(case: Trial, drafts: dict[str, Draft], verdict: TrialResult) -> tuple[dict[str, Draft], TrialResult]:
    """Fix the values and keys of the verdict's problems, except those that `check` would still report."""
    if verdict.source is None:
        return drafts, verdict
    changes = list(value_edits.edits_for_problems(verdict.problems, verdict.source, case.policies))
    while changes:
        attempt = {
            label: draft.with_edits(change.edit for change in changes if change.label == label)
            for label, draft in drafts.items()
        }
        result = case.judge(_contents(attempt))
        faulty = _faulty_pointers(verdict.problems, result.problems)
        accepted = [change for change in changes if change.pointer not in faulty]
        if len(accepted) == len(changes):
            return attempt, result
        changes = accepted
    return drafts, verdict


def _faulty_pointers(before: tuple[Problem, ...], after: tuple[Problem, ...]) -> set[str]:
    """Return the pointers of values that are wrong after an edit, or to which a new problem is related.

    A missing key of an object does not count against the name of the object.
    """
    old_keys = {_problem_key(problem) for problem in before}
    errors = [problem for problem in after if problem.severity == "error" and problem.rule != "S2"]
    related = (
        place.pointer for problem in errors if _problem_key(problem) not in old_keys for place in problem.related
    )
    return {problem.place.pointer for problem in errors} | set(related)


def _problem_key(problem: Problem) -> tuple[str, str, str]:
    return problem.rule, problem.place.file, problem.place.pointer


def _add_evidence_entries(case: Trial, drafts: dict[str, Draft], verdict: TrialResult) -> dict[str, Draft]:
    """Add a ready entry for each file that the case does not mention, if check offers one."""
    if verdict.source is None or not any(problem.rule == "E13" for problem in verdict.problems):
        return drafts
    label, added = case.files[0].label, dict(drafts)
    for entry in suggestions.suggested_entries(verdict.source):
        old = added[label].data
        try:
            has_list = "evidence" in verdict.source.data or added[label] is not drafts[label]
            text = in_one_line(entry)
            new = (
                splice.append_item(old, "/evidence", text)
                if has_list
                else splice.set_value(old, "/evidence", f"[{text}]")
            )
        except (LookupError, ValueError):
            return drafts
        added[label] = added[label].with_edits([_difference(old, new, "E13", "Add an entry for a file in evidence/.")])
    return added


def _remove_unused_keys(drafts: Mapping[str, Draft], verdict: TrialResult) -> dict[str, Draft]:
    """Remove each key that is no longer used."""
    without = dict(drafts)
    for problem in verdict.problems:
        if problem.rule == "S17" and problem.place.file in without:
            draft = without[problem.place.file]
            try:
                new = splice.remove_value(draft.data, problem.place.pointer)
            except (LookupError, ValueError):
                continue
            edit = _difference(draft.data, new, "S17", "Remove a key that is no longer used.")
            without[problem.place.file] = draft.with_edits([edit])
    return without


def _difference(old: bytes, new: bytes, rule: str, why: str) -> Edit:
    """Return the single edit between two versions of a file."""
    shorter = min(len(old), len(new))
    start = next((index for index in range(shorter) if old[index] != new[index]), shorter)
    common_end = next(
        (index for index in range(shorter - start) if old[-1 - index] != new[-1 - index]), shorter - start
    )
    return Edit(start, len(old) - common_end, new[start : len(new) - common_end], rule, why)
