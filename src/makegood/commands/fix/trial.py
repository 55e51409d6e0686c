"""What `check` would report if the two hand-edited files had other content; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from makegood.commands import rewrite
from makegood.domain import policies
from makegood.model.errors import CaseError
from makegood.model.source import Source
from makegood.model.workspace import Workspace
from makegood.pipeline.check import check
from makegood.pipeline.load import descriptor, jsonfile, load
from makegood.pipeline.load.inventory import EvidenceLimits, inventory
from makegood.pipeline.load.merge import is_example, with_defaults
from makegood.pipeline.load.sent_letters import sent_mails

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from makegood.model.case import Case
    from makegood.model.errors import Problem
    from makegood.model.policy import Policies
    from makegood.model.source import EvidenceFile, SentFile, SourceFile


@dataclass(frozen=True, slots=True)
class File:
    """A file edited by hand: its path, its label in problems, and its content."""

    path: Path
    label: str
    data: bytes


@dataclass(frozen=True, slots=True)
class TrialResult:
    """What `check` reports for the content; `source` is None if a file is not a JSON object.

    `case` is None if there is an error.
    """

    problems: tuple[Problem, ...]
    source: Source | None
    case: Case | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """A case folder on disk, to be checked with other content in place of `files`."""

    folder: Path
    workspace: Workspace | None
    files: tuple[File, ...]
    policies: Policies
    inventory: tuple[EvidenceFile, ...]
    sent: tuple[SentFile, ...]
    story: str
    others: tuple[Problem, ...]
    """Problems in other files of the case."""
    is_whole: bool
    has_own_policies: bool = True
    """Whether the workspace's own policies could be read; `is_whole` is whether all that `check` reads could be."""

    def judge(self, contents: Mapping[str, bytes]) -> TrialResult:
        """Check the case with this content, by label, in place of its files."""
        parsed: dict[str, SourceFile | None] = {}
        problems: list[Problem] = []
        for file in self.files:
            if parsed and is_example(_object(next(iter(parsed.values())))):
                break  # an example takes nothing from defaults.json, which comes after it
            parsed[file.label], file_problems = jsonfile.parse(
                contents.get(file.label, file.data), file.path, file.label
            )
            problems += file_problems
        case, defaults = parsed[self.files[0].label], next((parsed.get(file.label) for file in self.files[1:]), None)
        if case is None or None in parsed.values():
            return TrialResult(tuple(problems), None)
        source = Source(
            folder=self.folder,
            workspace=self.workspace,
            case=case,
            defaults=defaults,
            data=with_defaults(_object(case), _object(defaults)),
            story=self.story,
            story_label=f"{case.label.removesuffix('case.json')}story.md",
            inventory=self.inventory,
            sent=self.sent,
            problems=(*problems, *self.others),
        )
        try:
            checked, warnings = check(source, self.policies)
            return TrialResult(warnings, source, checked)
        except CaseError as error:
            return TrialResult(error.problems, source)


def start_trial(folder: Path, workspace: Workspace | None) -> Trial | None:
    """Read what is needed to try other content in a case; None if a file cannot be read, which `check` reports."""
    paths = {_label(folder, workspace): folder / "case.json"}
    if workspace and workspace.defaults_file.exists():
        paths["cases/defaults.json"] = workspace.defaults_file
    contents = {label: rewrite.read(path) for label, path in paths.items()}
    files = tuple(File(paths[label], label, data) for label, data in contents.items() if data is not None)
    if len(files) < len(paths):
        return None
    try:
        source = load(folder, workspace)
        problems, story, evidence, sent = source.problems, source.story, source.inventory, source.sent
        is_whole = True
    except CaseError as error:
        problems, story, (evidence, sent) = error.problems, "", _read_files(folder)
        is_whole = False
    others = tuple(problem for problem in problems if problem.place.file not in paths)
    has_own_policies = True
    try:
        known_policies = policies.read(workspace)
    except CaseError:
        # check reports what is wrong with a policy; the text of the case can still be fixed.
        is_whole, known_policies, has_own_policies = False, policies.read(), False
    return Trial(folder, workspace, files, known_policies, evidence, sent, story, others, is_whole, has_own_policies)


def _read_files(folder: Path) -> tuple[tuple[EvidenceFile, ...], tuple[SentFile, ...]]:
    with descriptor.open_root(folder) as opened:
        return tuple(inventory(opened, folder, "", EvidenceLimits()).files), tuple(sent_mails(opened, folder, "").files)


def _label(folder: Path, workspace: Workspace | None) -> str:
    name = (
        folder.relative_to(workspace.root).as_posix()
        if workspace and folder.is_relative_to(workspace.root)
        else folder.name
    )
    return f"{name}/case.json"


def _object(file: SourceFile | None) -> Mapping[str, object]:
    return file.data if file and isinstance(file.data, dict) else {}
