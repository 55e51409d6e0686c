"""See what has changed since it was built; the only module that knows watchfiles.

The watcher only wakes: what has changed is read off the files themselves, so that no event can be missed, and one that
means nothing builds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

from makegood.commands.docket import cache
from makegood.storage import package_data

QUIET = 150
"""Milliseconds without a change after which a save counts as done: editors delete, write and rename in turns."""
LONGEST = 1600
"""Milliseconds after which what has changed is built even if more is changing."""
LOOK = 1000
"""Milliseconds after which it is looked whether a folder has come that was not there."""
SCRATCH = (".tmp-", ".#", "#", "~", "4913")
"""How names of files begin that editors, and this program, put beside the one that is being saved."""


def watch_cases(home: Path, cases: Callable[[], list[Path]], stop: Event | None = None) -> Iterator[list[Path]]:
    """Give the cases that have changed, each time some have, until `stop` is set.

    `cases` lists the case folders: one that comes is new, and one that goes is no more. A change of a template, a
    policy or defaults.json is one of every case. What changes after the call, or while one is built, is given next.
    """
    return _changes(home, cases, stop or Event(), dependency_stamps(home, cases()))


def _changes(home: Path, cases: Callable[[], list[Path]], stop: Event, known: dict[Path, str]) -> Iterator[list[Path]]:
    from watchfiles import watch as wakes

    while not stop.is_set():
        roots = _roots(home)
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
            now = dependency_stamps(home, cases())
            changed = [folder for folder, key in now.items() if known.get(folder) != key]
            known = now
            if changed:
                yield changed
            if _roots(home) != roots:
                break


def dependency_stamps(home: Path, cases: list[Path]) -> dict[Path, str]:
    """Name what each case depends on, as far as names, sizes and times of files tell."""
    shared = cache.digest([cache.shared_key(home), *_stamps(home)])
    return {folder: cache.cache_key(folder, shared) for folder in cases}


def is_input(_change: object, path: str) -> bool:
    """Say whether a build may depend on this path: not on what an editor keeps beside it, nor on compiled code."""
    name = path.rpartition("/")[2]
    return not (name.startswith(SCRATCH) or name.endswith(("~", ".swp", ".swx", ".pyc")) or name == ".DS_Store")


def _roots(home: Path) -> tuple[Path, ...]:
    """List the folders to watch that are there now."""
    own = [home / name for name in ("templates", "policies")]
    found = [home / "cases", package_data.folder("templates"), package_data.PACKAGE / "policies", *own]
    return tuple(dict.fromkeys(path.resolve() for path in found if path.is_dir()))


def _stamps(home: Path) -> list[str]:
    """Name the templates, which what is looked at for the docket does not need."""
    folders = dict.fromkeys((package_data.folder("templates"), home / "templates"))
    paths = [path for folder in folders for path in sorted(folder.rglob("*.j2"))]
    return [cache.file_stamp(path) for path in paths]
