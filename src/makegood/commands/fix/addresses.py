"""Where a file names its schema by a path of one machine: the same place, named from the file itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from makegood.commands.fix.draft import Edit
from makegood.commands.new import schemas
from makegood.formats.json_text import read_places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from makegood.model.workspace import Workspace

WHY = "Refer to the schema by a relative path, which works on every computer."
_ABSOLUTE = re.compile(r"file:|[/\\]|[A-Za-z]:[/\\]", re.IGNORECASE)


def edits(data: bytes, path: Path, workspace: Workspace) -> Iterator[Edit]:
    """Yield the edit of `$schema` where it leads to a schema of ours by an absolute path.

    `data` is what the file at `path` holds. An address in the web is left alone, and so is any other schema.
    """
    text = data.decode()
    node = read_places(text).nodes.get("/$schema")
    if node is None or not path.is_relative_to(workspace.root):
        return
    quoted = text[node.start : node.end]
    name = schemas.DEFAULTS if path.name == "defaults.json" else schemas.CASE
    parts = re.split(r"[/\\]+", unquote(quoted.strip('"')))
    if not _ABSOLUTE.match(quoted[1:]) or parts[-1] != name or not quoted.startswith('"'):
        return
    depth = len(path.relative_to(workspace.root).parts) - 1
    start = len(text[: node.start].encode())
    value = f'"{schemas.address(name, depth)}"'.encode()
    yield Edit(start, start + len(quoted.encode()), value, "S5", WHY)
