"""Files of the last build, and free file names."""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING, Any

from makegood.domain import direct_messages
from makegood.domain.ladder import FIRST
from makegood.model.errors import UsageError
from makegood.pipeline.load import descriptor
from makegood.pipeline.load.file_names import collation_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from makegood.commands.log.case_context import CaseContext
    from makegood.model.policy import DeskPolicy

MOST_BYTES = 8_000_000
"""Maximum size of a manifest."""


def letter(case: CaseContext, name: str, most: int) -> bytes | None:
    """Return the email that the last build created for a letter, or None."""
    folder = _folder(case)
    return None if folder is None else _read(folder / "email", f"{name}.eml", most)


def message(case: CaseContext, name: str, length: int, most: int) -> bytes | None:
    """Return the text of this length that the last build created for a letter as a message, or None."""
    folder, (subfolder, _, file) = _folder(case), direct_messages.file_name(name, length).partition("/")
    return None if folder is None else _read(folder / subfolder, file, most)


def paper_letter(case: CaseContext, name: str, most: int) -> bytes | None:
    """Return the letter that the last build created for post, or None."""
    folder = _folder(case)
    return None if folder is None else _read(folder / "letter", f"{name}.pdf", most)


def only_letter(case: CaseContext) -> str:
    """Return the only letter that is ready; raise UsageError if there is none or more than one."""
    files = {str(file.get("path")) for file in _objects(_manifest(case), "files")}
    ready = [
        letter
        for letter in case.policies.letters
        if not files.isdisjoint({f"email/{letter}.eml", direct_messages.file_name(letter)})
    ]
    if len(ready) == 1:
        return ready[0]
    folders = {path.partition("/")[2].partition("/")[0] for path in files if path.startswith("support/")}
    desk = next((desk for name, desk in case.policies.desks.items() if name in folders), None)
    command = "`make sent LETTER={0}`"
    if ready:
        raise UsageError(f"Several letters are ready: {', '.join(ready)}. Choose one: {command.format(ready[0])}")
    if desk:
        is_follow_up = any(path.startswith(f"support/{desk.id}/follow-up-") for path in files)
        record_command = command.format(desk.id) if is_follow_up or desk.opened_by == "sent" else _opening_command(desk)
        raise UsageError(
            f"No letter is ready, only a request to a desk. After you have sent the request, run: {record_command}"
        )
    raise UsageError(
        f"No letter is ready in build/. Build first, or name the letter that was sent: {command.format(FIRST)}"
    )


def _opening_command(desk: DeskPolicy) -> str:
    """Return the command with which the page of a case records a first request at a desk that gives it a number."""
    return f'`make log EVENT={desk.opened_by} WHAT={desk.id} NUMBER="…"`'


def is_older(case: CaseContext) -> bool:
    """Return whether case.json has changed since the last build."""
    current = sha256(case.file.data).hexdigest()
    built = [item.get("sha256") for item in _objects(_manifest(case), "inputs") if item.get("path") == case.file.label]
    return bool(built) and built[0] != current


def free_name(stem: str, ending: str, taken: Iterable[str]) -> str:
    """Return a file name with a number appended if the name is taken, in any capitalisation."""
    used = {collation_key(name) for name in taken}
    names = (f"{stem}{ending}" if number == 1 else f"{stem}-{number}{ending}" for number in count(1))
    return next(name for name in names if collation_key(name) not in used)


def _folder(case: CaseContext) -> Path | None:
    workspace = case.trial.workspace
    return workspace.results(case.folder.name) if workspace else None


def _manifest(case: CaseContext) -> Mapping[str, Any]:
    folder = _folder(case)
    with suppress(ValueError, RecursionError):
        manifest = json.loads(_read(folder, "manifest.json", MOST_BYTES) or b"{}") if folder else {}
        return manifest if isinstance(manifest, dict) else {}
    return {}


def _objects(manifest: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    items = manifest.get(key)
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _read(folder: Path, name: str, most: int) -> bytes | None:
    try:
        with descriptor.open_root(folder) as opened:
            return descriptor.read_content(name, opened, most)
    except (OSError, descriptor.PathRefusedError):
        return None
