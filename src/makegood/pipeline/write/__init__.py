"""Step 8: finished files go to disk: all or nothing, the manifest last, one build of a case at a time."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from makegood.pipeline.write.disk import (
    alone,
    flush,
    forget_last_good,
    has_last_good,
    lay_aside,
    put,
    read_manifest,
    save,
)
from makegood.pipeline.write.ours import MANIFEST, PAGE, RULE, marked, refuse_foreign, refuse_place
from makegood.storage import folders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from makegood.model.artifact import Artifact

__all__ = ["fail", "has_last_good", "partly", "read_manifest", "refuse_place", "write", "write_page"]


def write(
    target: Path, artifacts: Iterable[Artifact], manifest: Mapping[str, object], rule: str = "", newest: int = 0
) -> None:
    """Put the whole result of a case at `target`; what was there stays until the new one is complete.

    `manifest` is all of manifest.json but its `files`; `rule` is the text of manifest.d. `newest` (nanoseconds)
    is the time of the newest input when the build began; the manifest gets it, so that an edit made during
    the build is seen as newer. A last good result that was laid aside is taken away.

    Raises MachineError where the disk is full or the folder may not be written to; `target` is as it was then.
    """
    with _beside(target) as folder:
        files = [put(folder, artifact, target) for artifact in artifacts]
        if rule:
            save(folder / RULE, rule.encode())
        text = json.dumps({**manifest, "files": files}, indent=1, ensure_ascii=False) + "\n"
        save(folder / MANIFEST, text.encode())
        if newest:
            os.utime(folder / MANIFEST, ns=(newest, newest))
        flush(folder)
        folders.replace(folder, target)
        flush(target.parent, deep=False)
        forget_last_good(target)


def fail(target: Path, page: str) -> None:
    """Leave one page that tells the problems at `target`, and lay the last good result aside."""
    partly(target, (), page)


def partly(target: Path, artifacts: Sequence[Artifact], page: str) -> None:
    """Put what could be made and a page that says what is missing; no manifest, so that the next build tries again."""
    with _beside(target) as folder:
        for artifact in artifacts:
            put(folder, artifact, target)
        save(folder / PAGE, marked(page, (artifact.path for artifact in artifacts)))
        lay_aside(target)
        folders.replace(folder, target)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Hand out a folder for the new result, for one build at a time, where `target` may be replaced."""
    with alone(target), folders.scratch_folder(target.parent, target.name) as folder:
        refuse_foreign(target)
        yield folder


def write_page(path: Path, text: str) -> None:
    """Put one file, such as the docket, in the place of the one that is there."""
    with alone(path), folders.scratch_folder(path.parent, path.name) as folder:
        save(folder / path.name, text.encode(errors="backslashreplace"))  # a folder's name may be no UTF-8
        (folder / path.name).replace(path)
