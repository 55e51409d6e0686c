"""Detect which cases have changed since they were built; the only module that uses watchfiles.

The watcher only wakes the loop. Changes are read from the files themselves, so that none is missed, and an event
without a change builds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

from makegood.commands.docket import cache
from makegood.model.workspace import Workspace
from makegood.storage import package_data

QUIET = 150
"""Milliseconds without a change after which a save is complete: editors delete, write and rename in turn."""
LONGEST = 1600
"""Milliseconds after which changes are built even if more are coming."""
LOOK = 1000
"""Milliseconds between checks for new folders."""
SCRATCH = (".tmp-", ".#", "#", "~", "4913")
"""Prefixes of temporary files that editors, and this program, write next to the file being saved."""


def watch_cases(
    workspace: Workspace, cases: Callable[[], list[Path]], stop: Event | None = None
) -> Iterator[list[Path]]:
    """Yield the cases that have changed, each time some have, until `stop` is set.

    `cases` lists the case folders, which may come and go. A change of a template, a policy or defaults.json is one
    of every case. Changes after the call, or during a build, are yielded next.
    """
    return _changes(workspace, cases, stop or Event(), dependency_stamps(workspace, cases()))


def _changes(
    workspace: Workspace, cases: Callable[[], list[Path]], stop: Event, previous: dict[Path, str]
) -> Iterator[list[Path]]:
    from watchfiles import watch as wakes

    while not stop.is_set():
        roots = _roots(workspace)
        for _ in wakes(
            *roots,
            watch_filter=is_input,
            debounce=LONGEST,
            step=QUIET,
            rust_timeout=LOOK,
            yield_on_timeout=True,
            stop_event=stop,
            ignore_permission_denied=True,
        ):
            current = dependency_stamps(workspace, cases())
            changed = [folder for folder, key in current.items() if previous.get(folder) != key]
            previous = current
            if changed:
                yield changed
            if _roots(workspace) != roots:
                break


def dependency_stamps(workspace: Workspace, cases: list[Path]) -> dict[Path, str]:
    """Return a key of what each case depends on, from names, sizes and times of files."""
    shared = cache.digest([cache.shared_key(workspace), *_stamps(workspace)])
    return {folder: cache.cache_key(folder, shared) for folder in cases}


def is_input(_change: object, path: str) -> bool:
    """Return whether a build may depend on this path: not on an editor's temporary files or compiled code."""
    name = path.rpartition("/")[2]
    return not (name.startswith(SCRATCH) or name.endswith(("~", ".swp", ".swx", ".pyc")) or name == ".DS_Store")


def _roots(workspace: Workspace) -> tuple[Path, ...]:
    """Return the existing folders to watch."""
    own = (workspace.templates, workspace.policies)
    folders = [workspace.cases, package_data.folder("templates"), package_data.PACKAGE / "policies", *own]
    return tuple(dict.fromkeys(path.resolve() for path in folders if path.is_dir()))


def _stamps(workspace: Workspace) -> list[str]:
    """Return stamps of the templates and words files, which the docket does not need."""
    folders = dict.fromkeys((package_data.folder("templates"), workspace.templates))
    paths = [path for folder in folders for name in ("*.j2", "*.toml") for path in sorted(folder.rglob(name))]
    return [cache.file_stamp(path) for path in paths]
