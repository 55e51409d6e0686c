"""How files get onto the disk: whole, known by their hashes, one build of a case at a time."""

from __future__ import annotations

import errno
import json
import os
import shutil
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from makegood.model.artifact import PreviousArtifact
from makegood.model.errors import MachineError
from makegood.pipeline.write.ours import MANIFEST, is_ours, refuse_foreign
from makegood.storage import folders

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from makegood.model.artifact import Artifact

CHUNK = 1 << 20
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NO_LEAVE = {errno.EACCES, errno.EPERM, errno.EROFS}


def read_manifest(target: Path) -> Mapping[str, PreviousArtifact]:
    """Return the files of the last complete build by their paths; empty where there is none."""
    for folder in (target, last_good(target)):
        kept = _kept(folder)
        if kept:
            return kept
    return {}


def has_last_good(target: Path) -> bool:
    """Whether a failed build has or will have a last good result to point to."""
    return (target / MANIFEST).is_file() or (last_good(target) / MANIFEST).is_file()


def _kept(folder: Path) -> Mapping[str, PreviousArtifact]:
    with suppress(OSError, ValueError, KeyError, TypeError):
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return {
            file["path"]: PreviousArtifact(file["key"], file["sha256"], folder / file["path"]) for file in said["files"]
        }
    return {}


def put(folder: Path, artifact: Artifact, target: Path) -> dict[str, object]:
    """Write one file and return its line of the manifest."""
    path = folder / artifact.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if artifact.data is not None:
        digest, size = save(path, artifact.data)
    else:
        digest, size = _copy(artifact, path, target)
    return {
        "path": artifact.path,
        "sha256": digest,
        "bytes": size,
        "document": artifact.document,
        "audience": artifact.audience,
        "made_from": list(artifact.made_from),
        "key": artifact.key,
    }


def _copy(artifact: Artifact, path: Path, target: Path) -> tuple[str, int]:
    """Copy a file that was made before; one of the last build only if it is still the one that was meant.

    Another build of the same case may have put its own result there since this one began.
    """
    source = artifact.copy_of
    if source is None:
        message = f"{artifact.path} has neither bytes nor a file"
        raise ValueError(message)
    known = None
    if source.is_relative_to(target) or source.is_relative_to(last_good(target)):
        known = read_manifest(target).get(artifact.path)
        if known is None or known.key != artifact.key:
            message = "Another build of this case ran at the same time. Build again."
            raise MachineError(message)
        source = known.path
    digest, size = sha256(), 0
    with source.open("rb") as old, path.open("wb") as new:
        while chunk := old.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            new.write(chunk)
    if known is not None and digest.hexdigest() != known.sha256:
        message = "A file of the last build was changed while this one ran. Build again."
        raise MachineError(message)
    return digest.hexdigest(), size


def save(path: Path, data: bytes) -> tuple[str, int]:
    path.write_bytes(data)
    return sha256(data).hexdigest(), len(data)


def flush(folder: Path, *, deep: bool = True) -> None:
    """Have the disk keep what was written, before a name points to it."""
    paths = [folder, *(folder.rglob("*") if deep else ())]
    for path in paths:
        with suppress(PermissionError):  # Windows opens no folders
            opened = os.open(path, os.O_RDONLY)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)


def lay_aside(target: Path) -> None:
    """Move a complete result to where the last good one is kept; an older one there stays if this is not complete."""
    if (target / MANIFEST).is_file():
        aside = last_good(target)
        aside.parent.mkdir(parents=True, exist_ok=True)
        folders.remove_abandoned(aside.parent, aside.name)
        refuse_foreign(aside)
        folders.replace(target, aside)


def forget_last_good(target: Path) -> None:
    """Take away the result that was laid aside."""
    if is_ours(last_good(target)):
        shutil.rmtree(last_good(target), ignore_errors=True)


def last_good(target: Path) -> Path:
    return target.parent / ".last-good" / target.name


@contextmanager
def alone(target: Path) -> Iterator[None]:
    """Let one build at a time write here; the lock goes with its process. A full disk becomes a sentence."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _locked(target.parent):
            folders.remove_abandoned(target.parent, target.name)
            yield
    except OSError as error:
        if error.errno in NO_ROOM:
            message = "There is no room left for the build folder. Make room on that disk, and build again."
            raise MachineError(message) from error
        if error.errno in NO_LEAVE:
            message = "The build folder may not be written to. Give yourself leave with: chmod -R u+w build"
            raise MachineError(message) from error
        raise


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder itself locked, so that no lock file is left in a place that is the user's own."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)
