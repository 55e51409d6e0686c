"""What a mail weighs, and what is uploaded at a desk: what may be refused is told to its sender before."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from makegood.model.errors import Place
from makegood.model.rules import problem
from makegood.typesetting.filters import heaviest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makegood.model.artifact import Artifact
    from makegood.model.errors import Problem
    from makegood.model.facts import Facts
    from makegood.model.policy import DeskPolicy

UPLOADS = "/attachments/"
ALIKE = frozenset({"jpg", "jpeg"})
"""Two names of one type."""
MAILS = "email/"


def weight_problems(facts: Facts, artifact: Artifact) -> Iterator[Problem]:
    """A19: name a mail that is heavy by its reader's profile, and what of the evidence in its packet weighs most.

    Where the case says itself what a mail may have, it knows its servers, and there is nothing to warn of.
    """
    bundle = facts.bundles.get(artifact.audience) if artifact.audience else None
    limit = bundle.profile.mail if bundle else None
    is_mail = artifact.path.startswith(MAILS) and artifact.path.endswith(".eml")
    if bundle is None or limit is None or limit.heavy_bytes is None or not is_mail:
        return
    weight = _weight(artifact)
    if weight >= limit.heavy_bytes and facts.case.settings.limits.mail_bytes is None:
        files = ((f"Exhibit {one.letter}, evidence/{one.file.name}", one.file.bytes) for one in bundle.exhibits)
        told = [f"{weight:,} bytes; from {limit.heavy_bytes:,} on it is heavy", *heaviest(files)]
        yield problem("A19", Place(artifact.path), detail="\n".join(told))


def upload_problems(facts: Facts, artifacts: Iterable[Artifact]) -> Iterator[Problem]:
    """A22: hold what is to be uploaded against what the desk's file states, file by file and all together."""
    uploads = sorted((one for one in artifacts if UPLOADS in one.path), key=lambda one: one.path)
    for document, files in groupby(uploads, key=lambda one: one.document):
        desk = facts.of(document).desk
        if desk is not None:
            yield from _at_desk(desk, tuple(files))


def _at_desk(desk: DeskPolicy, files: tuple[Artifact, ...]) -> Iterator[Problem]:
    weights = {PurePosixPath(one.path).name: _weight(one) for one in files}
    for artifact in files:
        told = tuple(_refused(desk, PurePosixPath(artifact.path).name, _weight(artifact)))
        if told:
            yield problem("A22", Place(artifact.path), detail="\n".join(told))
    folder, whole = f"{files[0].document}/attachments", sum(weights.values())
    if desk.total_bytes is not None and whole > desk.total_bytes:
        told = (f"{whole:,} bytes together, at most {desk.total_bytes:,}", *heaviest(weights.items()))
        yield problem("A22", Place(folder), detail="\n".join(told))
    if desk.attachment_count is not None and len(files) > desk.attachment_count:
        yield problem("A22", Place(folder), detail=f"{len(files)} files, at most {desk.attachment_count}")


def _refused(desk: DeskPolicy, name: str, weight: int) -> Iterator[str]:
    """Say what a desk does not take of one file."""
    kind = PurePosixPath(name).suffix.removeprefix(".").lower()
    if desk.attachment_types and {kind, *(ALIKE if kind in ALIKE else ())}.isdisjoint(desk.attachment_types):
        yield f"It takes {', '.join(desk.attachment_types)}, and no {kind}"
    if desk.attachment_bytes is not None and weight > desk.attachment_bytes:
        yield f"{weight:,} bytes, at most {desk.attachment_bytes:,}"
    if desk.attachment_pattern and not re.search(desk.attachment_pattern, name):
        yield f"Its name does not match {desk.attachment_pattern}"


def _weight(artifact: Artifact) -> int:
    """Give the bytes of a finished file, be it made now or taken over."""
    if artifact.data is not None:
        return len(artifact.data)
    return artifact.copy_of.stat().st_size if artifact.copy_of else 0
