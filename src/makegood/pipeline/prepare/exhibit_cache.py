"""What was prepared before, by content: a folder for each file and what was asked of it, never half of one.

It is bounded, and may be deleted at any time: whoever held a path into it builds once more.
"""

from __future__ import annotations

import errno
import json
import os
from contextlib import contextmanager, suppress
from dataclasses import astuple
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from makegood.model.artifact import Hidden, Prepared, PreparedPage
from makegood.pipeline.prepare.request import PAGES
from makegood.storage import folders
from makegood.typesetting import fonts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makegood.model.case import Evidence, Limits
    from makegood.model.source import EvidenceFile
    from makegood.pipeline.prepare.request import PreparedFiles
    from makegood.privacy import Allowlist

VERSION = 9
"""Counted up whenever the same file would be prepared otherwise."""

TYPESET = frozenset({"eml", "html", "text", "csv"})
"""Kinds whose pages depend on the fonts that are installed."""
RECORD = "prepared.json"
MOST_BYTES = 4_000_000_000
"""Of all entries together: some two thousand cases. Beyond it, what was not used for longest goes."""
LOOK_AGAIN = 60.0
"""Seconds after which a process measures it once more: for each exhibit that would take longer the more there are."""
IN_USE = 3600.0
"""Seconds for which an entry that was read or made stays in any case: a build may still hold its paths."""


def key(
    file: EvidenceFile, evidence: Evidence, limits: Limits, stays: Allowlist, beside: Iterable[EvidenceFile]
) -> str:
    """Return the name of the entry: what the files hold, and which fields of the evidence bear on it."""
    asked = {
        "version": VERSION,
        "sha256": file.sha256,
        "kind": file.kind,
        "pages": evidence.pages,
        "crop": repr(evidence.crop),
        "marks": repr(evidence.marks),
        "masks": repr(evidence.masks),
        "limits": [limits.image_pixels, limits.pdf_pages],
        "fonts": fonts.scripts() if file.kind in TYPESET else (),
        "stays": [sorted(stays.values), stays.regions],
        "beside": [(one.name, one.sha256) for one in beside],
        "of its kind": [
            evidence.rows,
            evidence.me,
            evidence.date_order,
            evidence.messages,
            evidence.duration,
            repr(evidence.stills),
        ],
    }
    return sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def read(cache: Path, name: str, *, is_new: bool = False) -> Prepared | None:
    """Return an entry whose files are as they were written, or None; of a new one the files are not read again."""
    folder = cache.resolve() / name
    try:
        record = json.loads((folder / RECORD).read_bytes())
        # A record that leads out of its folder is not one that we wrote.
        if {record["copy"], *record["files"]} != {PAGES, record["copy"]} or Path(record["copy"]).name != record["copy"]:
            return None
        if any((folder / part).is_symlink() for part in record["files"]):
            return None
        if not is_new and any(_hash(folder / part) != known for part, known in record["files"].items()):
            return None
        with suppress(OSError):  # a cache that may only be read serves as well
            os.utime(folder / RECORD)
        return Prepared(
            sha256=record["sha256"],
            kind=record["kind"],
            pages=tuple(PreparedPage(*page) for page in record["pages"]),
            pages_pdf=folder / PAGES,
            copy=folder / record["copy"],
            pixels=tuple(record["pixels"]) if record["pixels"] else None,
            changes=tuple(record["changes"]),
            is_picture=record["is_picture"] is True,
            hidden=tuple(Hidden(*one) for one in record["hidden"]),
            doubts=tuple(record["doubts"]),
            ids=tuple(record["ids"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # Whatever is wrong with an entry, it is made again.
        return None


@contextmanager
def entry(cache: Path, name: str) -> Iterator[Path]:
    """Hand out a folder that becomes the entry when all went well; a sound entry of another process stays."""
    cache.mkdir(parents=True, exist_ok=True)
    folders.remove_abandoned(cache)
    with folders.scratch_folder(cache, "make") as folder:
        yield folder
        if read(cache, name) is None:
            try:
                folders.replace(folder, cache / name)
            except OSError:
                # Another process was first; that is as good, if what it made is sound.
                if read(cache, name) is None:
                    raise
    _shrink(cache, int(monotonic() // LOOK_AGAIN))


@lru_cache(maxsize=1)
def _shrink(cache: Path, _turn: int) -> None:
    """Take away what was not used for longest, until the rest is within the bound or in use; once in a turn."""
    found = sorted(filter(None, map(_age_and_size, cache.glob("[0-9a-f]*"))), reverse=True)
    newest = max((used for used, _, _ in found), default=0.0)
    total = 0
    for used, size, folder in found:
        total += size
        if total > MOST_BYTES and used < newest - IN_USE:
            with suppress(OSError), folders.scratch_folder(cache, "old") as aside:
                # At once for whoever reads: half an entry would be seen as damaged, and made again.
                folder.rename(aside / "old")


def _age_and_size(folder: Path) -> tuple[float, int, Path] | None:
    """Return when an entry was last used (by the disk's own clock), its bytes, and where it is; None if it is going."""
    try:
        return (folder / RECORD).stat().st_mtime, sum(one.stat().st_size for one in folder.iterdir()), folder
    except OSError:
        return None


def load_entry(cache: Path, name: str) -> Prepared:
    """Return the entry that was just made; raise FileNotFoundError where it is there no more."""
    found = read(cache, name, is_new=True)
    if found is None:
        raise entry_deleted(cache / name)
    return found


def entry_deleted(folder: Path) -> FileNotFoundError:
    """Make the error for a folder that somebody deleted while it was needed."""
    return FileNotFoundError(errno.ENOENT, "deleted from the cache", str(folder.resolve()))


def describe(folder: Path, digest: str, kind: str, made: PreparedFiles) -> None:
    """Write down what an entry holds; last, since an entry without this is none."""
    record = {
        "sha256": digest,
        "kind": kind,
        "pages": [astuple(page) for page in made.pages],
        "copy": made.copy,
        "pixels": made.pixels,
        "changes": made.changes,
        "is_picture": made.is_picture,
        "doubts": made.doubts,
        "ids": made.ids,
        "hidden": [astuple(one) for one in made.hidden],
        "files": {part: _hash(folder / part) for part in sorted({PAGES, made.copy})},
    }
    (folder / RECORD).write_text(json.dumps(record, indent=1), encoding="utf-8")


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
