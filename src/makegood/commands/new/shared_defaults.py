"""Save what all cases of a firm share in cases/defaults.json, without changing what is already there."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from makegood.commands import rewrite
from makegood.commands.new import schemas
from makegood.commands.new.case_folder import write_new_file
from makegood.formats import json_edit
from makegood.formats.json_layout import lay_out_json
from makegood.model.errors import MachineError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.model.workspace import Workspace


def save_defaults(workspace: Workspace, answers: dict[str, Any]) -> str:
    """Add the answers to `defaults.json`, which is created if it does not exist.

    Return the reason why that failed, with the file unchanged, or "".
    """
    path = workspace.defaults_file
    try:
        if not os.path.lexists(path):
            schema = schemas.address(schemas.DEFAULTS, depth=1)
            write_new_file(path, lay_out_json({"$schema": schema, **answers}) + "\n")
            return ""
        old = rewrite.read(path)
        if old is None:
            return "cases/defaults.json cannot be read."
        new = old
        # A byte order mark is not part of JSON; edit keeps it.
        for pointer, value in _missing_answers(json.loads(old.decode("utf-8-sig")), answers, ""):
            text = lay_out_json(value) if isinstance(value, dict) else json.dumps(value, ensure_ascii=False)
            new = json_edit.set_value(new, pointer, text)
        rewrite.replace(path, old, new)
    except MachineError as error:
        return str(error)
    except OSError as error:
        return f"cases/defaults.json could not be written: {error.strerror}."
    except (ValueError, LookupError, RecursionError):
        return "cases/defaults.json has errors. To list them, run: `make check`"
    return ""


def _missing_answers(existing: Any, answers: dict[str, Any], pointer: str) -> Iterator[tuple[str, Any]]:
    """Yield each answer with its pointer: a whole object if there is none of its name yet.

    Raise ValueError if a value is in its place that is not an object.
    """
    if not isinstance(existing, dict):
        raise ValueError(pointer)  # noqa: TRY004  # the type comes from a file, not from the program
    for key, value in answers.items():
        if isinstance(value, dict) and key in existing:
            yield from _missing_answers(existing[key], value, f"{pointer}/{key}")
        else:
            yield f"{pointer}/{key}", value
