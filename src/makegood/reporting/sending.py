"""List what a build has made ready to send, as Markdown without names, sums or words of a case."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from makegood.domain import direct_messages
from makegood.reporting.status import safe

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

TO = {
    "email": "the creator, by email",
    "message": "the creator, by message",
    "letter": "on paper",
    "packet": "enclosed with other documents",
    "report": "your own files",
}
"""Recipient of the documents of a folder; a folder of support/ is named after its desk."""


def sending(results: Iterable[Path], failed: Collection[Path] = ()) -> str:
    """Return a table of the documents of these results, after a line about those that `failed` because of errors."""
    built = [result for result in results if result not in failed]
    lines = []
    if failed:
        noun, pronoun = ("case", "it has") if len(failed) == 1 else ("cases", "they have")
        refs = ", ".join(safe(result.name) for result in failed)
        lines += [f"No documents for {len(failed)} {noun}, because {pronoun} errors: {refs}", ""]
    if built:
        lines += ["Documents to send:", "", "| case | document | to |", "|---|---|---|"]
    for result in built:
        ref = safe(result.name)
        rows = [f"| {ref} | `{path}` | {to} |" for path, to in _documents(result)]
        lines += rows or [f"| {ref} | nothing | |" if _files(result) else f"| {ref} | not built | |"]
    return "\n".join(lines) + "\n\n" if lines else ""


def _documents(result: Path) -> Iterator[tuple[str, str]]:
    paths = [str(file.get("path")) for file in _files(result)]
    mailed = any(path.startswith("email/") for path in paths)  # the messages have the same content
    for path in paths:
        folder, _, name = path.partition("/")
        if folder == "support" and "/attachments/" not in path:
            yield path, f"the desk {name.partition('/')[0]}"
        elif folder in TO and (name.endswith((".eml", ".pdf")) or (folder == direct_messages.FOLDER and not mailed)):
            yield path, TO[folder]


def _files(result: Path) -> list[dict[str, Any]]:
    with suppress(OSError, ValueError, KeyError, TypeError):
        files = json.loads((result / "manifest.json").read_text(encoding="utf-8"))["files"]
        return [file for file in files if isinstance(file, dict)]
    return []
