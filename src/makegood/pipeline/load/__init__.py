"""Step 1: read a case folder: its data with the place of every value, and the files in it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from makegood.model import rules
from makegood.model.errors import CaseError, Place
from makegood.model.source import Source, SourceFile
from makegood.pipeline.load import descriptor, texts
from makegood.pipeline.load.descriptor import PathRefusedError
from makegood.pipeline.load.folder_reader import FolderReader
from makegood.pipeline.load.inventory import inventory
from makegood.pipeline.load.jsonfile import MOST_BYTES
from makegood.pipeline.load.merge import is_example, limits, with_defaults
from makegood.pipeline.load.misplaced import misplaced_cases
from makegood.pipeline.load.own_templates import own_templates, template_problems
from makegood.pipeline.load.sent_letters import sent_mails
from makegood.storage import folders

if TYPE_CHECKING:
    from collections.abc import Mapping

    from makegood.model.workspace import Workspace

__all__ = ["cases", "defaults", "load", "misplaced_cases", "shown_paths"]


def cases(workspace: Workspace) -> list[Path]:
    """Return the case folders, without those still being created (names that begin with a dot).

    A broken link counts as a case too: it is reported, not skipped.
    """
    visible = (path for path in workspace.cases.iterdir() if not path.name.startswith("."))
    case_folders = (path for path in visible if os.path.lexists(path / "case.json"))
    return sorted(case_folders, key=lambda path: folders.natural_sort_key(path.name))


def load(case: Path, workspace: Workspace | None) -> Source:
    """Return the case in the folder `case`; raise CaseError if one of its JSON files cannot be read as one object."""
    folder = Path(os.path.abspath(case))  # noqa: PTH100  # resolve() would follow links out of the workspace
    label = _label(folder, workspace)
    try:
        with descriptor.open_root(folder) as folder_fd:
            return _source(FolderReader(folder_fd, folder, f"{label}/"), workspace)
    except OSError as error:
        raise CaseError((rules.problem("F10", Place(label)),)) from error


def defaults(workspace: Workspace) -> Mapping[str, object]:
    """Return the content of cases/defaults.json; {} if there is none that can be read."""
    return _object(_defaults(workspace)[1])


def shown_paths(case: Path, workspace: Workspace | None) -> Mapping[str, str]:
    """Return the texts in which problems can be, by label, for the report, without those that cannot be read."""
    folder = Path(os.path.abspath(case))  # noqa: PTH100  # resolve() would follow links out of the workspace
    label = _label(folder, workspace)
    files = {f"{label}/case.json": folder / "case.json", f"{label}/story.md": folder / "story.md"}
    if workspace:
        own_policies = workspace.policies.glob("**/*.json")
        files["cases/defaults.json"] = workspace.defaults_file
        files |= {
            path.relative_to(workspace.root).as_posix(): path for path in (*own_policies, *own_templates(workspace))
        }
    return {name: text for name, path in files.items() if (text := _text(path, name))}


def _source(reader: FolderReader, workspace: Workspace | None) -> Source:
    case = reader.json("case.json", required=True)
    shared, defaults = _defaults(None if is_example(_object(case)) else workspace)
    story = reader.story("story.md")
    data = with_defaults(_object(case), _object(defaults))
    evidence = inventory(reader.opened, reader.path, reader.label, limits(data))
    sent = sent_mails(reader.opened, reader.path, reader.label)
    templates = template_problems(workspace) if workspace else ()
    problems = (*reader.problems, *shared.problems, *templates, *evidence.problems, *sent.result.problems)
    if case is None or shared.unreadable:
        raise CaseError(problems)
    return Source(
        folder=reader.path,
        workspace=workspace,
        case=case,
        defaults=defaults,
        data=data,
        story=story,
        story_label=f"{reader.label}story.md",
        inventory=tuple(sorted(evidence.files, key=lambda file: file.name)),
        sent=tuple(sorted(sent.files, key=lambda file: file.name)),
        inputs=(*reader.inputs, *shared.inputs, *evidence.inputs, *sent.result.inputs),
        problems=problems,
    )


def _object(file: SourceFile | None) -> Mapping[str, object]:
    return file.data if file and isinstance(file.data, dict) else {}


def _defaults(workspace: Workspace | None) -> tuple[FolderReader, SourceFile | None]:
    if workspace is None:
        return FolderReader(-1, Path(), ""), None
    with descriptor.open_root(workspace.cases) as folder_fd:
        reader = FolderReader(folder_fd, workspace.cases, "cases/")
        return reader, reader.json(workspace.defaults_file.name, required=False)


def _text(path: Path, label: str) -> str:
    try:
        with descriptor.open_root(path.parent) as folder_fd:
            return texts.decode(descriptor.read_content(path.name, folder_fd, MOST_BYTES), label)[0]
    except (OSError, PathRefusedError):
        return ""


def _label(folder: Path, workspace: Workspace | None) -> str:
    is_inside = workspace is not None and folder.is_relative_to(workspace.root)
    return folder.relative_to(workspace.root).as_posix() if workspace and is_inside else folder.name
