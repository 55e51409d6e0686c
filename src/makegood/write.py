"""Step 8, artifacts to disk: all or nothing, the manifest last."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from makegood import folders
from makegood.model.artifact import Kept

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makegood.model.artifact import Artifact

MANIFEST = "manifest.json"
RULE = "manifest.d"
CHUNK = 1 << 20

def write(
    target: Path, artifacts: Iterable[Artifact], manifest: Mapping[str, object], rule: str = "", newest: int = 0
) -> None:
    """Put the whole result of a case at `target`; what was there stays until the new one is complete.

    `rule` is the text of manifest.d. `newest` (nanoseconds) is the time of the newest input when the build
    began; the manifest gets it, so that an edit made during the build is seen as newer.
    """
    with _alone(target), folders.scratch(target.parent, target.name) as folder:
        files = [_put(folder, artifact) for artifact in artifacts]
        if rule:
            _save(folder / RULE, rule.encode())
        said = {**manifest, "files": files}
        _save(folder / MANIFEST, json.dumps(said, indent=1, ensure_ascii=False).encode() + b"\n")
        if newest:
            os.utime(folder / MANIFEST, ns=(newest, newest))
        folders.replace(folder, target)
        shutil.rmtree(_last_good(target), ignore_errors=True)


def fail(target: Path, page: str) -> None:
    """Leave one page that tells the problems, and lay the last good result aside."""
    with _alone(target), folders.scratch(target.parent, target.name) as folder:
        _save(folder / "index.html", page.encode())
        if (target / MANIFEST).is_file():
            _last_good(target).parent.mkdir(exist_ok=True)
            shutil.copytree(target, folder / "kept")
            folders.replace(folder / "kept", _last_good(target))
        folders.replace(folder, target)


def partly(target: Path, artifacts: Iterable[Artifact]) -> None:
    """Put what could be made, without a manifest, so that the next `make` tries again."""
    with _alone(target), folders.scratch(target.parent, target.name) as folder:
        for artifact in artifacts:
            _put(folder, artifact)
        folders.replace(folder, target)


def read_manifest(target: Path) -> Mapping[str, Kept]:
    """Give the files of the last complete build by their paths; empty where there is none."""
    for folder in (target, _last_good(target)):
        with suppress(OSError, ValueError, KeyError, TypeError):
            said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            return {file["path"]: Kept(file["key"], file["sha256"], folder / file["path"]) for file in said["files"]}
    return {}


def has_last_good(target: Path) -> bool:
    """Say whether a failed build has or will have a last good result to point to."""
    return (target / MANIFEST).is_file() or (_last_good(target) / MANIFEST).is_file()


def _put(folder: Path, artifact: Artifact) -> dict[str, object]:
    """Write one file, flush it to the disk, and return its line of the manifest."""
    path = folder / artifact.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if artifact.data is not None:
        _save(path, artifact.data)
    elif artifact.copy_of is not None:
        shutil.copyfile(artifact.copy_of, path)
    digest, size = sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return {
        "path": artifact.path,
        "sha256": digest.hexdigest(),
        "bytes": size,
        "document": artifact.document,
        "audience": artifact.audience,
        "made_from": list(artifact.made_from),
        "key": artifact.key,
    }


def _save(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _last_good(target: Path) -> Path:
    return target.parent / ".last-good" / target.name


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Let one build at a time write here; the lock is on the folder and goes with its process."""
    target.parent.mkdir(parents=True, exist_ok=True)
    folders.sweep(target.parent)
    lock = os.open(target.parent, os.O_RDONLY)
    try:
        with suppress(ImportError):  # Windows has no fcntl; there the renames alone must do
            import fcntl  # noqa: PLC0415  # as said

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def write_page(path: Path, page: str) -> None:
    """Put a page that belongs to no case in its place, whole or not at all."""
    with _alone(path), folders.scratch(path.parent, path.name) as folder:
        _save(folder / path.name, page.encode())
        (folder / path.name).replace(path)
