"""Step 8: write finished files to disk: all or nothing, the manifest last, one build of a case at a time."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from makegood.pipeline.write.disk import (
    exclusive_lock,
    flush,
    forget_last_good,
    has_last_good,
    preserve_last_good,
    read_maker,
    read_manifest,
    save,
    write_file,
)
from makegood.pipeline.write.ownership import MANIFEST, PAGE, RULE, page_with_file_list, refuse_foreign, refuse_place
from makegood.storage import folders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from makegood.model.artifact import Artifact

__all__ = [
    "has_last_good",
    "read_maker",
    "read_manifest",
    "refuse_place",
    "write",
    "write_failure",
    "write_incomplete",
    "write_page",
]


def write(
    target: Path, artifacts: Iterable[Artifact], manifest: Mapping[str, object], rule: str = "", newest: int = 0
) -> None:
    """Write the complete result of a case to `target`, replacing the old result only when the new one is complete.

    `manifest` is manifest.json without its `files`; `rule` is the text of manifest.d. `newest` (nanoseconds) is the
    time of the newest input when the build began; the manifest gets it, so that an edit during the build counts as
    newer. A preserved last good result is removed.

    Raise MachineError if the disk is full or the folder is not writable; `target` is unchanged in this case.
    """
    with _new_result(target) as folder:
        files = [write_file(folder, artifact, target) for artifact in artifacts]
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


def write_failure(target: Path, page: str) -> None:
    """Write one page with the problems to `target`, and preserve the last good result."""
    write_incomplete(target, (), page)


def write_incomplete(target: Path, artifacts: Sequence[Artifact], page: str) -> None:
    """Write an incomplete result and a page with what is missing; no manifest, so that the next build tries again."""
    with _new_result(target) as folder:
        for artifact in artifacts:
            write_file(folder, artifact, target)
        save(folder / PAGE, page_with_file_list(page, (artifact.path for artifact in artifacts)))
        preserve_last_good(target)
        folders.replace(folder, target)


@contextmanager
def _new_result(target: Path) -> Iterator[Path]:
    """Yield a folder for the new result to one build at a time; raise MachineError if `target` is not ours."""
    with exclusive_lock(target), folders.scratch_folder(target.parent, target.name) as folder:
        refuse_foreign(target)
        yield folder


def write_page(path: Path, text: str) -> None:
    """Write one file, such as the docket, replacing an existing one."""
    with exclusive_lock(path), folders.scratch_folder(path.parent, path.name) as folder:
        save(folder / path.name, text.encode(errors="backslashreplace"))  # a folder's name may not be UTF-8
        (folder / path.name).replace(path)
