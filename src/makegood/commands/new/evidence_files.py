"""The evidence files that a row of a list names: what each proves, and how it is copied to its case."""

from __future__ import annotations

import os
import re
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from makegood.commands.new.case_folder import move
from makegood.model.errors import UsageError
from makegood.pipeline.load import descriptor, file_names
from makegood.pipeline.load.inventory import EvidenceLimits
from makegood.storage import folders

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

ROLES: Mapping[str, str] = {"contract": "agreement", "receipt": "receipt", "screenshot": "feed", "evidence": ""}
"""What the files of each column prove; those of `evidence` show it by their names."""
WRONG = (
    "This is not a valid file name. Write a path relative to the list, without a / or dot "
    'at the beginning and without "..".'
)


def files_named_in_row(cells: Mapping[str, str]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return the files that a row names, relative to the list, with their roles, and the columns with errors.

    Names are separated by semicolons or line breaks.
    """
    files: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for column, role in ROLES.items():
        for name in filter(None, (part.strip() for part in re.split(r"[;\r\n]", cells.get(column, "")))):
            file = name.replace("\\", "/")
            if not all(part and file_names.is_portable(part) and not part.startswith(".") for part in file.split("/")):
                wrong[column] = WRONG
            elif any(base_name(file) == base_name(other) and file != other for other in files):
                wrong[column] = "Two files of this row have the same name. Rename one of them."
            else:
                files[file] = files.get(file) or role
    return files, list(wrong.items())


def base_name(file: str) -> str:
    """Return the name of a file in evidence/: without its folders next to the list."""
    return file.rpartition("/")[2]


def copy_evidence(list_folder: Path, folder: Path, files: Iterable[str]) -> tuple[str, ...]:
    """Copy files from next to the list to a case's evidence/; return those that are in neither place.

    Nothing is overwritten, no link is followed, and each file is copied completely or not at all.
    """
    return tuple(base_name(file) for file in files if not _copy_file(list_folder, folder / "evidence", file))


def _copy_file(list_folder: Path, evidence: Path, file: str) -> bool:
    target = evidence / base_name(file)
    if os.path.lexists(target):
        return True
    *parents, last = file.split("/")
    try:
        with ExitStack() as stack:
            opened = stack.enter_context(descriptor.open_root(list_folder))
            for part in parents:
                opened = stack.enter_context(descriptor.open_folder(part, opened))
            data = descriptor.read_content(last, opened, EvidenceLimits().file_bytes)
    except (OSError, descriptor.PathRefusedError):
        return False
    temporary = evidence.parent / folders.scratch_name("proof")
    try:
        temporary.write_bytes(data)
        move(temporary, target)
    except OSError as error:
        where = f"{target.name} could not be copied into cases/{evidence.parent.name}"
        raise UsageError(f"{where}: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            temporary.unlink()
    return True
