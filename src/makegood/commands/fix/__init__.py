"""The edits that mend what is certain in the two files that a person edits, case.json and cases/defaults.json.

Certain is what has one reading. Every edit is tried before it is offered: where `check` then finds fault with what it
wrote, it is dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from makegood.commands.fix import addresses, json_repairs, value_edits
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

__all__ = ["Edit", "FixedFile", "apply", "find_fixes", "fix_or_check"]

_MOST_ROUNDS = 20
_OF_KEYS = frozenset({"S1", "S2"})


@dataclass(frozen=True, slots=True)
class FixedFile:
    """A file with the edits that mend it, none where nothing can be mended for certain."""

    file: File
    edits: tuple[Edit, ...]

    @property
    def data(self) -> bytes:
        """Give the bytes of the file with all edits made."""
        return apply(self.file.data, self.edits)

    def diff(self) -> str:
        """Show the edits as a unified diff."""
        return unified_diff(self.file.label, self.file.data, self.data)

    def places(self) -> str:
        """Show where the edits are and why, a line each, without any value."""
        lines = Lines(text := decoded(self.file.data)[0].removeprefix("\ufeff"))
        told = []
        for edit in self.edits:
            at = len(decoded(self.file.data[: edit.start])[0].removeprefix("\ufeff"))
            line, column = lines.at(min(at, len(text)))
            told.append(f"{visible(self.file.label)}:{line}:{column}: {edit.rule} {edit.why}\n")
        return "".join(told)


def find_fixes(folder: Path) -> tuple[FixedFile, ...]:
    """Find all edits that are certain in a case and in what it shares: the files that have any, each with its edits.

    There are none where a file cannot be read, which `check` words.
    """
    return fix_or_check(folder)[0]


def fix_or_check(folder: Path) -> tuple[tuple[FixedFile, ...], BuildOutcome | None]:
    """Find all edits that are certain and, where there are none, what `check` says of the case.

    None in its place means that `check` is to be asked: the case was not tried as it asks for it, or there are edits.
    """
    case = start_trial(folder)
    if case is None:
        return (), None
    drafts, verdict = _of_texts(case)
    for _ in range(_MOST_ROUNDS):
        more, verdict = _of_values(case, drafts, verdict)
        if more == drafts:
            break
        drafts = more
    drafts = _of_addresses(case, _of_evidence(case, _without_unread(drafts, verdict), verdict), verdict)
    files = tuple(FixedFile(file, drafts[file.label].edits) for file in case.files if drafts[file.label].edits)
    if files or verdict.source is None or not case.is_whole:
        return files, None
    problems = suggestions.add_file_metadata(verdict.source, verdict.problems)
    return files, BuildOutcome(folder, problems, shown_paths(folder, case.workspace) if problems else {})


def _held(drafts: Mapping[str, Draft]) -> dict[str, bytes]:
    return {label: draft.data for label, draft in drafts.items()}


def _of_texts(case: Trial) -> tuple[dict[str, Draft], TrialResult]:
    """Mend what keeps the files from being JSON; a bracket only where every key then stands where it belongs."""
    drafts = {file.label: json_repairs.fix_text(file.data) for file in case.files}
    verdict = case.judge(_held(drafts))
    wrong = {problem.place.file for problem in verdict.problems if problem.rule in _OF_KEYS}
    again = [one for one in case.files if one.label in wrong and json_repairs.has_brackets(drafts[one.label])]
    if not again:
        return drafts, verdict
    drafts |= {one.label: json_repairs.encoded(one.data) for one in again}
    return drafts, case.judge(_held(drafts))


def _of_values(case: Trial, drafts: dict[str, Draft], verdict: TrialResult) -> tuple[dict[str, Draft], TrialResult]:
    """Mend the values and keys that the verdict names, but for those with which `check` finds fault then too."""
    if verdict.source is None:
        return drafts, verdict
    wanted = list(value_edits.edits_for_problems(verdict.problems, verdict.source, case.policies))
    while wanted:
        tried = {
            label: draft.with_edits(one.edit for one in wanted if one.label == label) for label, draft in drafts.items()
        }
        result = case.judge(_held(tried))
        blamed = _blamed(verdict.problems, result.problems)
        kept = [one for one in wanted if one.pointer not in blamed]
        if len(kept) == len(wanted):
            return tried, result
        wanted = kept
    return drafts, verdict


def _blamed(before: tuple[Problem, ...], after: tuple[Problem, ...]) -> set[str]:
    """Give the pointers of values that are wrong after an edit, or to which a problem leads that was not there before.

    A key that is missing in an object is no fault of the object's own name.
    """
    known = {_named(problem) for problem in before}
    errors = [problem for problem in after if problem.severity == "error" and problem.rule != "S2"]
    new = (place.pointer for problem in errors if _named(problem) not in known for place in problem.related)
    return {problem.place.pointer for problem in errors} | set(new)


def _named(problem: Problem) -> tuple[str, str, str]:
    return problem.rule, problem.place.file, problem.place.pointer


def _of_evidence(case: Trial, drafts: dict[str, Draft], verdict: TrialResult) -> dict[str, Draft]:
    """Add a ready entry for each file that the case does not mention, where check offers one."""
    if verdict.source is None or not any(problem.rule == "E13" for problem in verdict.problems):
        return drafts
    label, added = case.files[0].label, dict(drafts)
    for entry in suggestions.suggested_entries(verdict.source):
        old = added[label].data
        try:
            has_list = "evidence" in verdict.source.data or added[label] is not drafts[label]
            typed = in_one_line(entry)
            new = (
                splice.append_item(old, "/evidence", typed)
                if has_list
                else splice.set_value(old, "/evidence", f"[{typed}]")
            )
        except (LookupError, ValueError):
            return drafts
        added[label] = added[label].with_edits([_difference(old, new, "E13", "A file in evidence/ gets its entry.")])
    return added


def _of_addresses(case: Trial, drafts: Mapping[str, Draft], verdict: TrialResult) -> dict[str, Draft]:
    """Name each schema by a path that works on every machine."""
    home = case.workspace
    if verdict.source is None or home is None:
        return dict(drafts)
    paths = {file.label: file.path for file in case.files}
    return {label: draft.with_edits(addresses.edits(draft.data, paths[label], home)) for label, draft in drafts.items()}


def _without_unread(drafts: Mapping[str, Draft], verdict: TrialResult) -> dict[str, Draft]:
    """Remove each key that nothing reads any more."""
    without = dict(drafts)
    for problem in verdict.problems:
        if problem.rule == "S17" and problem.place.file in without:
            draft = without[problem.place.file]
            try:
                new = splice.remove_value(draft.data, problem.place.pointer)
            except (LookupError, ValueError):
                continue
            edit = _difference(draft.data, new, "S17", "A key that nothing reads any more goes.")
            without[problem.place.file] = draft.with_edits([edit])
    return without


def _difference(old: bytes, new: bytes, rule: str, why: str) -> Edit:
    """Give the one edit between two states of a file, where something was added."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    same = next((at for at in range(most - start) if old[-1 - at] != new[-1 - at]), most - start)
    return Edit(start, len(old) - same, new[start : len(new) - same], rule, why)
