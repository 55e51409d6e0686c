"""What the last build made ready, and names that are free."""

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
"""Of a manifest."""


def letter(known: CaseContext, name: str, most: int) -> bytes | None:
    """Read the mail that the last build made of a letter; None where there is none."""
    folder = _folder(known)
    return None if folder is None else _content(folder / "email", f"{name}.eml", most)


def message(known: CaseContext, name: str, length: int, most: int) -> bytes | None:
    """Read the text of this length that the last build made of a letter as a message; None where there is none."""
    folder, (inside, _, file) = _folder(known), direct_messages.text(name, length).partition("/")
    return None if folder is None else _content(folder / inside, file, most)


def printed(known: CaseContext, name: str, most: int) -> bytes | None:
    """Read the letter that the last build made for the post; None where there is none."""
    folder = _folder(known)
    return None if folder is None else _content(folder / "letter", f"{name}.pdf", most)


def only_letter(known: CaseContext) -> str:
    """Name the one letter that is ready; raise UsageError where there is none, or more than one."""
    files = {str(one.get("path")) for one in _listed(_manifest(known), "files")}
    ready = [
        one for one in known.policies.letters if not files.isdisjoint({f"email/{one}.eml", direct_messages.text(one)})
    ]
    if len(ready) == 1:
        return ready[0]
    folders = {path.partition("/")[2].partition("/")[0] for path in files if path.startswith("support/")}
    desk = next((one for name, one in known.policies.desks.items() if name in folders), None)
    how = "`make sent LETTER={0}`"
    if ready:
        raise UsageError(f"Several letters are ready: {', '.join(ready)}. Say which: {how.format(ready[0])}")
    if desk:
        is_again = any(path.startswith(f"support/{desk.id}/follow-up-") for path in files)
        command = how.format(desk.id) if is_again or desk.opened_by == "sent" else _opened(desk)
        raise UsageError(f"No letter is ready, but a request to a desk. Once that was sent: {command}")
    raise UsageError(f"No letter is ready in the folder build/. Build first, or say what was sent: {how.format(FIRST)}")


def _opened(desk: DeskPolicy) -> str:
    """Return the command with which the page of a case records a first request at a desk that gives it a number."""
    return f'`make log EVENT={desk.opened_by} WHAT={desk.id} NUMBER="…"`'


def is_older(known: CaseContext) -> bool:
    """Say whether case.json is no longer the one that the last build was made from."""
    now = sha256(known.file.data).hexdigest()
    made = [one.get("sha256") for one in _listed(_manifest(known), "inputs") if one.get("path") == known.file.label]
    return bool(made) and made[0] != now


def free(stem: str, ending: str, taken: Iterable[str]) -> str:
    """Give a file's name, with a number behind it where another has it, whatever its capitals."""
    used = {collation_key(one) for one in taken}
    names = (f"{stem}{ending}" if number == 1 else f"{stem}-{number}{ending}" for number in count(1))
    return next(name for name in names if collation_key(name) not in used)


def _folder(known: CaseContext) -> Path | None:
    home = known.trial.workspace
    return home / "build" / known.folder.name if home else None


def _manifest(known: CaseContext) -> Mapping[str, Any]:
    folder = _folder(known)
    with suppress(ValueError, RecursionError):
        said = json.loads(_content(folder, "manifest.json", MOST_BYTES) or b"{}") if folder else {}
        return said if isinstance(said, dict) else {}
    return {}


def _listed(manifest: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    listed = manifest.get(key)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _content(folder: Path, name: str, most: int) -> bytes | None:
    try:
        with descriptor.open_root(folder) as opened:
            return descriptor.read_content(name, opened, most)
    except (OSError, descriptor.PathRefusedError):
        return None
