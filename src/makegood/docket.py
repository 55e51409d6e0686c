"""Many cases: each through the pipeline, then one page over all of them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from makegood import pipeline, render
from makegood.examine import Outcome
from makegood.load import workspace
from makegood.write import refuse_place, write_page

Told = Callable[[str, Outcome], None]


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


def build(folders: list[Path], *, into: Path | None, today: date | None, told: Told) -> list[Outcome]:
    """Build the cases, several at a time where there are several, and tell each as it is done, in order."""
    home = workspace(folders[0])
    if into is not None:
        refuse_place(into, folders[0], home)
    with TemporaryDirectory() as spare:
        cache = home / "build" / ".cache" if home else Path(spare)
        acts = [(folder, into or _target(folder, home), cache, today) for folder in folders]
        outcomes = []
        for folder, outcome in zip(folders, _run(acts), strict=True):
            told(folder.name, outcome)
            outcomes.append(outcome)
    if home and into is None:
        write_page(home / "build" / "index.html", page(home))
    return outcomes


def left_over(folders: list[Path]) -> list[Path]:
    """Give the results of cases that are there no more: removed, or renamed."""
    home = workspace(folders[0])
    results = sorted((home / "build").glob("*/manifest.json")) if home else []
    names = {folder.name for folder in folders}
    return [result.parent for result in results if result.parent.name not in names]


def page(home: Path) -> str:
    """Render the page over all cases of a workspace; a case without a manifest is shown as not built."""
    entries = tuple(_entries(home))
    return render.page(
        "docket.html.j2",
        home,
        own=[entry for entry in entries if not entry.example],
        examples=[entry for entry in entries if entry.example],
    )


def _target(folder: Path, home: Path | None) -> Path:
    if home is None:
        raise ValueError(folder)
    return home / "build" / folder.name


def _run(acts: list[tuple[Path, Path, Path, date | None]]) -> Iterator[Outcome]:
    """Build in this process, or in as many as there are cores; never in threads, which Pango does not survive."""
    workers = min(len(acts), len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    if workers < 2:  # one is no crowd
        yield from (pipeline.build(*act) for act in acts)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  # most builds are of one case
    from multiprocessing import get_context  # noqa: PLC0415  # as above

    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        yield from pool.map(pipeline.build, *zip(*acts, strict=True), chunksize=1)


def _entries(home: Path) -> Iterator[Entry]:
    for case in sorted((home / "cases").glob("*/case.json")):
        ref = case.parent.name
        manifest = home / "build" / ref / "manifest.json"
        if not manifest.is_file():
            yield Entry(ref, "", "Not built: mend its mistakes.", None, "", example=False, broken=True)
            continue
        try:
            said = json.loads(manifest.read_text(encoding="utf-8"))["summary"]
            by = date.fromisoformat(said["by"]) if said["by"] else None
            yield Entry(ref, said["other"], said["next_act"], by, said["claimed"], said["example"], broken=False)
        except (OSError, ValueError, KeyError, TypeError):
            # Cut short by a full disk, or written by another version.
            yield Entry(
                ref, "", "Not built: its result is broken. Build it again.", None, "", example=False, broken=True
            )
