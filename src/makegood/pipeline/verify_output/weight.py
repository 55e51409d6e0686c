"""What a mail weighs: one that is heavy may be refused on its way, and its sender is told before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.model.errors import Place
from makegood.model.rules import problem
from makegood.typesetting.filters import heaviest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.model.artifact import Artifact
    from makegood.model.errors import Problem
    from makegood.model.facts import Facts

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


def _weight(artifact: Artifact) -> int:
    """Give the bytes of a finished file, be it made now or taken over."""
    if artifact.data is not None:
        return len(artifact.data)
    return artifact.copy_of.stat().st_size if artifact.copy_of else 0
