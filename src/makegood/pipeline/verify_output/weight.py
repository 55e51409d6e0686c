"""Warn about a mail so large that a server may refuse it."""

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
    """Yield A19 if a mail is heavy by its reader's profile, with the largest evidence files in its packet.

    If the case sets its own limit for mails, its author knows the servers, and there is no warning.
    """
    bundle = facts.bundles.get(artifact.audience) if artifact.audience else None
    limit = bundle.profile.mail if bundle else None
    is_mail = artifact.path.startswith(MAILS) and artifact.path.endswith(".eml")
    if bundle is None or limit is None or limit.heavy_bytes is None or not is_mail:
        return
    weight = _weight(artifact)
    if weight >= limit.heavy_bytes and facts.case.settings.limits.mail_bytes is None:
        files = (
            (f"Exhibit {exhibit.letter}, evidence/{exhibit.file.name}", exhibit.file.bytes)
            for exhibit in bundle.exhibits
        )
        lines = [f"{weight:,} bytes; a mail is heavy from {limit.heavy_bytes:,} bytes", *heaviest(files)]
        yield problem("A19", Place(artifact.path), detail="\n".join(lines))


def _weight(artifact: Artifact) -> int:
    """Return the size in bytes of a finished file, new or reused."""
    if artifact.data is not None:
        return len(artifact.data)
    return artifact.copy_of.stat().st_size if artifact.copy_of else 0
