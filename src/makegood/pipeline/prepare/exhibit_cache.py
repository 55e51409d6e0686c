"""Cache of prepared exhibits by content: one folder per file and request, written completely or not at all.

Its size is bounded, and it may be deleted at any time: a build that used a path in it starts again.
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
from makegood.model.file_kinds import TYPESET
from makegood.pipeline.prepare.note_data import note_data, note_from_data
from makegood.pipeline.prepare.request import PAGES
from makegood.storage import folders
from makegood.typesetting import fonts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makegood.language import Language
    from makegood.model.case import Evidence, Limits
    from makegood.model.source import EvidenceFile
    from makegood.pipeline.prepare.request import PreparedFiles
    from makegood.privacy import Allowlist

VERSION = 12
"""Incremented whenever the same file would be prepared differently."""

NOTES = ("exhibit-note-", "private-count-")
"""Begin the ids of the notes on an exhibit, which an entry contains as statements."""
PRINTED = ("exhibit-text-", "exhibit-hidden")
"""Begin the ids of what is typeset within the pages of an exhibit."""
RECORD = "prepared.json"
MOST_BYTES = 4_000_000_000
"""Size limit of all entries, some two thousand cases; beyond it the least recently used entries are removed."""
CHECK_INTERVAL = 60.0
"""Seconds between two checks of the size by a process; a check for each exhibit would take too long."""
IN_USE = 3600.0
"""Seconds for which an entry is kept after its last use, since a build may still use its paths."""


def key(
    file: EvidenceFile,
    evidence: Evidence,
    limits: Limits,
    allowlist: Allowlist,
    companion_files: Iterable[EvidenceFile],
    language: Language,
) -> str:
    """Return the name of the entry, a hash of the files and of all fields that affect the result.

    Notes are statements, so that the wording of a language affects only what we typeset.
    """
    key_fields = {
        "version": VERSION,
        "sha256": file.sha256,
        "kind": file.kind,
        "pages": evidence.pages,
        "crop": repr(evidence.crop),
        "marks": repr(evidence.marks),
        "masks": repr(evidence.masks),
        "limits": [limits.image_pixels, limits.pdf_pages],
        "fonts": fonts.scripts() if file.kind in TYPESET else (),
        "notes": language.fields(NOTES),
        "language": [language.digest(prefix) for prefix in PRINTED] if file.kind in TYPESET else (),
        "stays": [sorted(allowlist.values), allowlist.regions],
        "beside": [(companion.name, companion.sha256) for companion in companion_files],
        "of its kind": [
            evidence.rows,
            evidence.me,
            evidence.date_order,
            evidence.messages,
            evidence.duration,
            repr(evidence.stills),
        ],
    }
    return sha256(json.dumps(key_fields, sort_keys=True).encode()).hexdigest()


def read(cache: Path, name: str, *, is_new: bool = False) -> Prepared | None:
    """Return an entry whose files are unchanged, or None; the files of a new entry are not read again."""
    folder = cache.resolve() / name
    try:
        record = json.loads((folder / RECORD).read_bytes())
        # We wrote no record that refers to files outside its folder.
        if {record["copy"], *record["files"]} != {PAGES, record["copy"]} or Path(record["copy"]).name != record["copy"]:
            return None
        if any((folder / part).is_symlink() for part in record["files"]):
            return None
        if not is_new and any(_hash(folder / part) != digest for part, digest in record["files"].items()):
            return None
        with suppress(OSError):  # a read-only cache is fine
            os.utime(folder / RECORD)
        return Prepared(
            sha256=record["sha256"],
            kind=record["kind"],
            pages=tuple(PreparedPage(*page) for page in record["pages"]),
            pages_pdf=folder / PAGES,
            copy=folder / record["copy"],
            pixels=tuple(record["pixels"]) if record["pixels"] else None,
            changes=tuple(map(note_from_data, record["changes"])),
            is_picture=record["is_picture"] is True,
            hidden=tuple(Hidden(*fields) for fields in record["hidden"]),
            doubts=tuple(record["doubts"]),
            ids=tuple(record["ids"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # A damaged entry is made again.
        return None


@contextmanager
def entry(cache: Path, name: str) -> Iterator[Path]:
    """Yield a folder that becomes the entry on success; a valid entry of another process is kept."""
    cache.mkdir(parents=True, exist_ok=True)
    folders.remove_abandoned(cache)
    with folders.scratch_folder(cache, "make") as folder:
        yield folder
        if read(cache, name) is None:
            try:
                folders.replace(folder, cache / name)
            except OSError:
                # Another process was first; its entry is used if it is valid.
                if read(cache, name) is None:
                    raise
    _shrink(cache, int(monotonic() // CHECK_INTERVAL))


@lru_cache(maxsize=1)
def _shrink(cache: Path, _interval: int) -> None:
    """Remove the least recently used entries beyond the size limit that are not in use; once in an interval."""
    entries = sorted(filter(None, map(_age_and_size, cache.glob("[0-9a-f]*"))), reverse=True)
    newest = max((used for used, _, _ in entries), default=0.0)
    total = 0
    for used, size, folder in entries:
        total += size
        if total > MOST_BYTES and used < newest - IN_USE:
            with suppress(OSError), folders.scratch_folder(cache, "old") as target:
                # Atomic for readers: half an entry would count as damaged and be made again.
                folder.rename(target / "old")


def _age_and_size(folder: Path) -> tuple[float, int, Path] | None:
    """Return an entry's last use (by the disk's clock), its size in bytes and its path; None if it is being removed."""
    try:
        return (folder / RECORD).stat().st_mtime, sum(path.stat().st_size for path in folder.iterdir()), folder
    except OSError:
        return None


def load_entry(cache: Path, name: str) -> Prepared:
    """Return the entry that was just made; raise FileNotFoundError if it no longer exists."""
    prepared = read(cache, name, is_new=True)
    if prepared is None:
        raise entry_deleted(cache / name)
    return prepared


def entry_deleted(folder: Path) -> FileNotFoundError:
    """Return the error for a folder that was deleted while it was needed."""
    return FileNotFoundError(errno.ENOENT, "deleted from the cache", str(folder.resolve()))


def describe(folder: Path, digest: str, kind: str, made: PreparedFiles) -> None:
    """Write the record of an entry; last, since an entry without it is invalid."""
    record = {
        "sha256": digest,
        "kind": kind,
        "pages": [astuple(page) for page in made.pages],
        "copy": made.copy,
        "pixels": made.pixels,
        "changes": [note_data(note) for note in made.changes],
        "is_picture": made.is_picture,
        "doubts": made.doubts,
        "ids": made.ids,
        "hidden": [astuple(item) for item in made.hidden],
        "files": {part: _hash(folder / part) for part in sorted({PAGES, made.copy})},
    }
    (folder / RECORD).write_text(json.dumps(record, indent=1), encoding="utf-8")


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
