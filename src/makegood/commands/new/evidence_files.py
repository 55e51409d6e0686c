"""The files that a row of a list names: what each proves, and how it comes into the evidence of its case."""

from __future__ import annotations

import os
import re
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from makegood.commands.new.case_folder import move
from makegood.model.errors import UsageError
from makegood.pipeline.load import descriptor, file_names
from makegood.pipeline.load.inventory import Most
from makegood.storage import folders

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

ROLES: Mapping[str, str] = {"contract": "agreement", "receipt": "receipt", "screenshot": "feed", "evidence": ""}
"""Each column of files, and what they prove; of `evidence` their names tell it."""
WRONG = "This is not the name of a file beside the list: no / in front, no .., no dot first."


def files_named_in_row(cells: Mapping[str, str]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return the files that a row names, as they are beside the list, with their roles; and the columns that are wrong.

    Names are separated by semicolons or line breaks.
    """
    files: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for column, role in ROLES.items():
        for typed in filter(None, (one.strip() for one in re.split(r"[;\r\n]", cells.get(column, "")))):
            file = typed.replace("\\", "/")
            if not all(part and file_names.is_portable(part) and not part.startswith(".") for part in file.split("/")):
                wrong[column] = WRONG
            elif any(inside(file) == inside(other) and file != other for other in files):
                wrong[column] = "Two files of this row have the same name. Give them different ones."
            else:
                files[file] = files.get(file) or role
    return files, list(wrong.items())


def inside(file: str) -> str:
    """Return how a file is called inside evidence/: without the folders in which it is beside the list."""
    return file.rpartition("/")[2]


def copy_evidence(home: Path, folder: Path, files: Iterable[str]) -> tuple[str, ...]:
    """Copy files from beside the list into a case's evidence/; give those that are neither here nor there.

    Nothing is overwritten, no link is followed, and a file is there as a whole or not at all.
    """
    return tuple(inside(file) for file in files if not _bring(home, folder / "evidence", file))


def _bring(home: Path, evidence: Path, file: str) -> bool:
    target = evidence / inside(file)
    if os.path.lexists(target):
        return True
    *above, last = file.split("/")
    try:
        with ExitStack() as stack:
            opened = stack.enter_context(descriptor.open_root(home))
            for part in above:
                opened = stack.enter_context(descriptor.open_folder(part, opened))
            data = descriptor.read_content(last, opened, Most().file_bytes)
    except (OSError, descriptor.PathRefusedError):
        return False
    beside = evidence.parent / folders.scratch_name("proof")
    try:
        beside.write_bytes(data)
        move(beside, target)
    except OSError as error:
        where = f"{target.name} could not be copied into cases/{evidence.parent.name}"
        raise UsageError(f"{where}: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            beside.unlink()
    return True
