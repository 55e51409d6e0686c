"""Write the Git attributes of cases: text with LF in every checkout, evidence and sent emails byte for byte."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from makegood.commands.new.case_folder import write_new_file
from makegood.model.errors import MachineError

if TYPE_CHECKING:
    from makegood.model.workspace import Workspace

NAME = ".gitattributes"
TEXT = """\
# From makegood. Text has LF line ends in every checkout; evidence and sent emails stay byte for byte as they are,
# because packets and case.json record their SHA-256. Git must not merge them, as a mix of two versions is neither.
* text=auto eol=lf
**/evidence/** -text -merge
**/sent/** -text -merge
"""


def provide(workspace: Workspace) -> None:
    """Put `.gitattributes` into `cases/` unless there is such a file; where it cannot be written, nothing needs it."""
    path = workspace.cases / NAME
    if not path.exists() and not path.is_symlink():
        with suppress(OSError, MachineError):
            write_new_file(path, TEXT)
