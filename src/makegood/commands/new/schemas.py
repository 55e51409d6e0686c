"""The schemas of the files that a person edits, in `schemas/` of a workspace, where its cases find them."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from makegood.commands import rewrite
from makegood.commands.new import suggestions_schema
from makegood.commands.new.case_folder import write_new_file
from makegood.domain import policies
from makegood.model.errors import CaseError, MachineError
from makegood.storage import package_data

if TYPE_CHECKING:
    from makegood.model.workspace import Workspace

CASE = "case.schema.json"
DEFAULTS = "defaults.schema.json"
FILES = (CASE, DEFAULTS, suggestions_schema.NAME, "policy.schema.json")
MARK = "A copy, which makegood keeps up to date."
"""What a copy says of itself at its beginning: a file without it is somebody else's."""
_BEGINNING = 300


def address(name: str, depth: int) -> str:
    """Return how a file so many folders below the workspace names a schema: without any path of a machine."""
    return f"{'../' * depth}schemas/{name}"


def provide(workspace: Workspace) -> None:
    """Put a copy of each schema into a workspace, and renew the copies of an older version.

    A checkout of the program has the schemas themselves, and a file that is no copy stays as it is. Only editors
    read them: where a copy cannot be written, nothing that `makegood` does depends on it.
    """
    folder = workspace.schemas
    if folder.is_symlink():
        return
    with suppress(OSError, MachineError):
        folder.mkdir(exist_ok=True)
        for name in FILES:
            new = copy(name, workspace).encode()
            if not (folder / name).exists() and not (folder / name).is_symlink():
                write_new_file(folder / name, new.decode())
            old = rewrite.read(folder / name)
            if old is not None and old != new and MARK.encode() in old[:_BEGINNING]:
                rewrite.replace(folder / name, old, new)


def copy(name: str, workspace: Workspace) -> str:
    """Return the text of a schema with the mark of a copy as its comment, or as the beginning of the one it has.

    What editors offer includes the ids of the workspace's own policies.
    """
    text = (package_data.folder("schemas") / name).read_text(encoding="utf-8")
    if name == suggestions_schema.NAME and workspace.policies.is_dir():
        with suppress(CaseError):  # `check` reports what is wrong with a policy
            text = suggestions_schema.text(policies.read(workspace))
    if "$comment" in json.loads(text):
        return text.replace('"$comment": "', f'"$comment": "{MARK} ', 1)
    return text.replace("{\n", f'{{\n  "$comment": "{MARK}",\n', 1)
