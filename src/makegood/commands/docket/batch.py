"""Many cases, each through the pipeline: one after the other, or several at a time."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from makegood.commands.docket.build_docket import build_docket
from makegood.commands.docket.entry import Docket
from makegood.commands.docket.page import publish
from makegood.domain.clock import Clock
from makegood.model.errors import CaseError
from makegood.pipeline import build as pipeline
from makegood.pipeline.examine import BuildOutcome, Report, no_progress
from makegood.pipeline.load import workspace
from makegood.pipeline.write import refuse_place
from makegood.storage.folders import clean_workspace

Told = Callable[[str, BuildOutcome], None]


def build(
    folders: list[Path], *, into: Path | None, clock: Clock, told: Told, report: Report = no_progress
) -> list[BuildOutcome]:
    """Build the cases, several at a time where there are several, and report each to `told` as it is done, in order.

    The page over all cases is written anew where they lie in a workspace and `into` is None.
    """
    outcomes = build_each(folders, into=into, clock=clock, told=told, report=report)
    home = workspace(folders[0])
    if home and into is None:
        refresh(home, clock)
    return outcomes


def refresh(home: Path, clock: Clock) -> Docket | None:
    """Look at all cases of a workspace, and write the page over them and the calendar anew.

    Returns None where a policy is wrong, which every case's own build says.
    """
    try:
        docket = build_docket(home, clock)
    except CaseError:
        return None
    publish(home, docket)
    return docket


def build_each(
    folders: list[Path], *, into: Path | None, clock: Clock, told: Told, report: Report = no_progress
) -> list[BuildOutcome]:
    """Build the cases as `build` does, and nothing beside them; `report` is called where there is but one."""
    home = workspace(folders[0])
    if into is not None:
        refuse_place(into, folders[0], home)
    if home is not None:
        clean_workspace(home, folders)
    with TemporaryDirectory() as spare:
        cache = home / "build" / ".cache" if home else Path(spare)
        acts = [(folder, into or _target(folder, home), cache, clock) for folder in folders]
        outcomes = []
        for folder, outcome in zip(folders, _run(acts, report), strict=True):
            told(folder.name, outcome)
            outcomes.append(outcome)
    return outcomes


def left_over(folders: list[Path]) -> list[Path]:
    """Give the results of cases that are there no more: removed, or renamed."""
    home = workspace(folders[0])
    results = sorted((home / "build").glob("*/manifest.json")) if home else []
    names = {folder.name for folder in folders}
    return [result.parent for result in results if result.parent.name not in names]


def _target(folder: Path, home: Path | None) -> Path:
    if home is None:
        raise ValueError(folder)
    return home / "build" / folder.name


def _run(acts: list[tuple[Path, Path, Path, Clock]], report: Report) -> Iterator[BuildOutcome]:
    """Build in this process, or in as many as there are cores; never in threads, which Pango does not survive."""
    workers = min(len(acts), len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    if workers < 2:  # one is no crowd
        yield from (pipeline.build(*act, report if len(acts) == 1 else no_progress) for act in acts)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Ctrl-C is for this process, which then ends the others; each of them would tell of it with a traceback.
    ignore = (signal.SIGINT, signal.SIG_IGN)
    with ProcessPoolExecutor(workers, get_context("spawn"), signal.signal, ignore) as pool:
        yield from pool.map(pipeline.build, *zip(*acts, strict=True), chunksize=1)
