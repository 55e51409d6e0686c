"""Build many cases, one after the other or several at a time."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from makegood.commands.docket.build_docket import build_docket
from makegood.commands.docket.entry import Docket
from makegood.commands.docket.page import publish
from makegood.domain.clock import Clock
from makegood.model.errors import CaseError
from makegood.model.workspace import Workspace
from makegood.pipeline import build as pipeline
from makegood.pipeline.examine import BuildOutcome, Report, no_progress
from makegood.pipeline.write import refuse_place
from makegood.storage.folders import remove_abandoned

OnDone = Callable[[str, BuildOutcome], None]


def build(
    folders: list[Path],
    workspace: Workspace | None,
    *,
    into: Path | None,
    clock: Clock,
    on_done: OnDone,
    report: Report = no_progress,
) -> list[BuildOutcome]:
    """Build the cases, in parallel if there are several, and call `on_done` for each as it is done, in order.

    The results are in `workspace`. The page over all its cases is regenerated if there is one and `into` is None.
    """
    outcomes = build_each(folders, workspace, into=into, clock=clock, on_done=on_done, report=report)
    if workspace and into is None:
        refresh(workspace, clock)
    return outcomes


def refresh(workspace: Workspace, clock: Clock) -> Docket | None:
    """Regenerate the page over all cases of a workspace, and the calendar.

    Return None if a policy is wrong, which the build of each case reports.
    """
    try:
        docket = build_docket(workspace, clock)
    except CaseError:
        return None
    publish(workspace, docket)
    return docket


def build_each(
    folders: list[Path],
    workspace: Workspace | None,
    *,
    into: Path | None,
    clock: Clock,
    on_done: OnDone,
    report: Report = no_progress,
) -> list[BuildOutcome]:
    """Build the cases as `build` does, but nothing else; `report` is called if there is only one case."""
    if into is not None:
        refuse_place(into, folders[0], workspace)
    if workspace is not None:
        clean_workspace(workspace, folders)
    with TemporaryDirectory() as temporary:
        cache = workspace.cache if workspace else Path(temporary)
        # The policies and templates of a case are those of its own workspace, wherever its results go.
        jobs = [
            (folder, Workspace.containing(folder), into or _result_folder(folder, workspace), cache, clock)
            for folder in folders
        ]
        outcomes = []
        for folder, outcome in zip(folders, _run_jobs(jobs, report), strict=True):
            on_done(folder.name, outcome)
            outcomes.append(outcome)
    return outcomes


def clean_workspace(workspace: Workspace, cases: Iterable[Path]) -> None:
    """Remove the abandoned scratch folders of a workspace: in its results, its cache and these cases."""
    case_folders = (case / name for case in cases if not case.is_symlink() for name in ("", "evidence", "sent"))
    for parent in (workspace.build, workspace.cache, workspace.last_good, workspace.cases, *case_folders):
        if not parent.is_symlink():
            remove_abandoned(parent)


def left_over(folders: list[Path], workspace: Workspace | None) -> list[Path]:
    """Return the results of cases that no longer exist: removed or renamed."""
    results = sorted(workspace.build.glob("*/manifest.json")) if workspace else []
    names = {folder.name for folder in folders}
    return [result.parent for result in results if result.parent.name not in names]


def _result_folder(folder: Path, workspace: Workspace | None) -> Path:
    if workspace is None:
        raise ValueError(folder)
    return workspace.results(folder.name)


def _run_jobs(jobs: list[tuple[Path, Workspace | None, Path, Path, Clock]], report: Report) -> Iterator[BuildOutcome]:
    """Build in this process, or in one per core; never in threads, which Pango does not support."""
    workers = min(len(jobs), len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    if workers < 2:
        yield from (pipeline.build(*job, report if len(jobs) == 1 else no_progress) for job in jobs)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Only this process handles Ctrl-C and ends the others; each of them would print a traceback.
    ignore = (signal.SIGINT, signal.SIG_IGN)
    with ProcessPoolExecutor(workers, get_context("spawn"), signal.signal, ignore) as pool:
        yield from pool.map(pipeline.build, *zip(*jobs, strict=True), chunksize=1)
