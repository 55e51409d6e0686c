"""Many cases: one page over all of them, from what each build wrote down."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from makegood import render


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the docket. `claimed` is written out with its currency; empty where the case is broken."""

    ref: str
    other: str
    next_act: str
    by: date | None
    claimed: str
    example: bool
    broken: bool


def docket(workspace: Path) -> str:
    """Render the page over all cases of a workspace; a case without a manifest is shown as not built."""
    entries = tuple(_entries(workspace))
    return render.page(
        "docket.html.j2",
        workspace,
        own=[entry for entry in entries if not entry.example],
        examples=[entry for entry in entries if entry.example],
    )


def _entries(workspace: Path) -> Iterator[Entry]:
    for case in sorted((workspace / "cases").glob("*/case.json")):
        ref = case.parent.name
        manifest = workspace / "build" / ref / "manifest.json"
        if not manifest.is_file():
            yield Entry(ref, "", "Not built: mend its mistakes.", None, "", example=False, broken=True)
            continue
        said = json.loads(manifest.read_text(encoding="utf-8"))["summary"]
        by = date.fromisoformat(said["by"]) if said["by"] else None
        yield Entry(ref, said["other"], said["next_act"], by, said["claimed"], said["example"], broken=False)
