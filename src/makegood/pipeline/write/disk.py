"""Write files to disk atomically with their hashes, one build of a case at a time."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from makegood.model.artifact import PreviousArtifact
from makegood.model.errors import MachineError
from makegood.model.workspace import LAST_GOOD
from makegood.pipeline.write.ownership import MANIFEST, is_ours, refuse_foreign
from makegood.storage import folders

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from makegood.model.artifact import Artifact

CHUNK = 1 << 20
HEAD = 1024
"""The bytes of a manifest that have the version of the program."""
_MAKER = re.compile(rb'"makegood":\s*"([\w.+-]+)"')
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NO_LEAVE = {errno.EACCES, errno.EPERM, errno.EROFS}


def read_manifest(target: Path) -> Mapping[str, PreviousArtifact]:
    """Return the files of the last complete build by their paths; empty if there is none."""
    for folder in (target, last_good(target)):
        files = _manifest_files(folder)
        if files:
            return files
    return {}


def read_maker(target: Path) -> str:
    """Return the version of the program that made the results in a folder; "" if there are none, or it is not known.

    It is among the first lines of the manifest; the rest, which may be long, is not read, as this runs for every case.
    """
    with suppress(OSError), (target / MANIFEST).open("rb") as manifest:
        match = _MAKER.search(manifest.read(HEAD))
        return match[1].decode("ascii") if match else ""
    return ""


def has_last_good(target: Path) -> bool:
    """Return whether a failed build has, or will have, a last good result to link to."""
    return (target / MANIFEST).is_file() or (last_good(target) / MANIFEST).is_file()


def _manifest_files(folder: Path) -> Mapping[str, PreviousArtifact]:
    with suppress(OSError, ValueError, KeyError, TypeError):
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return {
            file["path"]: PreviousArtifact(file["key"], file["sha256"], folder / file["path"])
            for file in manifest["files"]
        }
    return {}


def write_file(folder: Path, artifact: Artifact, target: Path) -> dict[str, object]:
    """Write one file and return its entry of the manifest."""
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
    """Copy a reused file; raise MachineError if a file of the last build has changed since this build began.

    Another build of the same case may have replaced the result in the meantime.
    """
    source = artifact.copy_of
    if source is None:
        message = f"{artifact.path} has neither bytes nor a file"
        raise ValueError(message)
    previous = None
    if source.is_relative_to(target) or source.is_relative_to(last_good(target)):
        previous = read_manifest(target).get(artifact.path)
        if previous is None or previous.key != artifact.key:
            message = "Another build of this case ran at the same time. Build again."
            raise MachineError(message)
        source = previous.path
    digest, size = sha256(), 0
    with source.open("rb") as old, path.open("wb") as new:
        while chunk := old.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            new.write(chunk)
    if previous is not None and digest.hexdigest() != previous.sha256:
        message = "A file of the last build changed during this build. Build again."
        raise MachineError(message)
    return digest.hexdigest(), size


def save(path: Path, data: bytes) -> tuple[str, int]:
    path.write_bytes(data)
    return sha256(data).hexdigest(), len(data)


def flush(folder: Path, *, deep: bool = True) -> None:
    """Flush written files to the disk, before a name refers to them."""
    paths = [folder, *(folder.rglob("*") if deep else ())]
    for path in paths:
        with suppress(PermissionError):  # Windows cannot open folders
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def preserve_last_good(target: Path) -> None:
    """Move a complete result to the folder of the last good one; do nothing if the result is incomplete."""
    if (target / MANIFEST).is_file():
        destination = last_good(target)
        destination.parent.mkdir(parents=True, exist_ok=True)
        folders.remove_abandoned(destination.parent, destination.name)
        refuse_foreign(destination)
        folders.replace(target, destination)


def forget_last_good(target: Path) -> None:
    """Remove the preserved last good result."""
    if is_ours(last_good(target)):
        shutil.rmtree(last_good(target), ignore_errors=True)


def last_good(target: Path) -> Path:
    return target.parent / LAST_GOOD / target.name


@contextmanager
def exclusive_lock(target: Path) -> Iterator[None]:
    """Let one build at a time write here; the lock ends with the process. Raise MachineError if the disk is full."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _lock(target.parent):
            folders.remove_abandoned(target.parent, target.name)
            yield
    except OSError as error:
        if error.errno in NO_ROOM:
            message = "No space is left on the disk of the build folder. Free some space and build again."
            raise MachineError(message) from error
        if error.errno in NO_LEAVE:
            message = "The build folder is not writable. Make it writable with: chmod -R u+w build"
            raise MachineError(message) from error
        raise


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Lock the folder itself, so that no lock file is left in a folder of the user."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
