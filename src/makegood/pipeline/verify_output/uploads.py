"""Check what is uploaded at a desk against what the desk's file states about attachments."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from makegood.model.errors import Place
from makegood.model.rules import problem
from makegood.pipeline.verify_output.mails import size_of
from makegood.typesetting.filters import heaviest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makegood.model.artifact import Artifact
    from makegood.model.errors import Problem
    from makegood.model.facts import Facts
    from makegood.model.policy import DeskPolicy

UPLOADS = "/attachments/"
SAME_TYPE = frozenset({"jpg", "jpeg"})
"""Two suffixes of one type."""


def upload_problems(facts: Facts, artifacts: Iterable[Artifact]) -> Iterator[Problem]:
    """Yield a problem (A22) for each upload that a desk does not accept, and for all uploads of a desk together."""
    uploads = sorted((artifact for artifact in artifacts if UPLOADS in artifact.path), key=lambda upload: upload.path)
    for document, files in groupby(uploads, key=lambda upload: upload.document):
        desk = facts.of(document).desk
        if desk is not None:
            yield from _desk_problems(desk, tuple(files))


def _desk_problems(desk: DeskPolicy, files: tuple[Artifact, ...]) -> Iterator[Problem]:
    sizes = {PurePosixPath(file.path).name: size_of(file) for file in files}
    for file in files:
        reasons = tuple(_reasons(desk, PurePosixPath(file.path).name, size_of(file)))
        if reasons:
            yield problem("A22", Place(file.path), detail="\n".join(reasons))
    folder, total = f"{files[0].document}/attachments", sum(sizes.values())
    if desk.total_bytes is not None and total > desk.total_bytes:
        lines = (f"{total:,} bytes in total (limit: {desk.total_bytes:,})", *heaviest(sizes.items()))
        yield problem("A22", Place(folder), detail="\n".join(lines))
    if desk.attachment_count is not None and len(files) > desk.attachment_count:
        yield problem("A22", Place(folder), detail=f"{len(files)} files (limit: {desk.attachment_count})")


def _reasons(desk: DeskPolicy, name: str, size: int) -> Iterator[str]:
    """Yield each reason why a desk does not accept a file."""
    suffix = PurePosixPath(name).suffix.removeprefix(".").lower()
    if desk.attachment_types and {suffix, *(SAME_TYPE if suffix in SAME_TYPE else ())}.isdisjoint(
        desk.attachment_types
    ):
        yield f"the desk accepts {', '.join(desk.attachment_types)}, but not {suffix}"
    if desk.attachment_bytes is not None and size > desk.attachment_bytes:
        yield f"{size:,} bytes (limit: {desk.attachment_bytes:,})"
    if desk.attachment_pattern and not re.search(desk.attachment_pattern, name):
        yield f"the name does not match {desk.attachment_pattern}"
