"""Set the day of a case, as_of, to today, so that a letter that is too old to send gets a new deadline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from makegood.commands import rewrite
from makegood.domain import policies
from makegood.domain.clock import Clock, day_for
from makegood.formats import json_edit
from makegood.model.errors import CaseError
from makegood.model.workspace import Workspace
from makegood.pipeline.check import check
from makegood.pipeline.derive import derive
from makegood.pipeline.load import load


@dataclass(frozen=True, slots=True)
class RenewalResult:
    """Result of a renewal: `before` and `after` are equal if the day is unchanged."""

    folder: Path
    before: date
    after: date
    is_example: bool


def renew(folder: Path, workspace: Workspace | None, clock: Clock) -> RenewalResult | None:
    """Set the day of a case to that of `clock`, and leave every other byte as it is; examples are not changed.

    Return None for a file that cannot be read, which the following build reports.
    """
    with suppress(CaseError, ValueError, LookupError, TypeError):
        head: Any = load(folder, workspace).data["case"]
        before, is_example = date.fromisoformat(head["as_of"]), head.get("example") is True
        after = day_for(clock, as_of=before, zone=head.get("timezone", "UTC"), is_example=is_example)
        path = folder / "case.json"
        old = rewrite.read(path)
        if old is not None:
            if after != before:
                rewrite.replace(path, old, json_edit.set_value(old, "/case/as_of", f'"{after.isoformat()}"'))
            return RenewalResult(folder, before, after, is_example)
    return None


def is_example(folder: Path, workspace: Workspace | None) -> bool:
    """Return whether a case is an example; False if it cannot be read."""
    with suppress(CaseError, LookupError, TypeError, AttributeError):
        head: Any = load(folder, workspace).data["case"]
        return head.get("example") is True
    return False


def stale(folders: Iterable[Path], clock: Clock) -> Iterator[Path]:
    """Yield the cases whose letter has become too old, or whose wait is over; broken ones are left out."""
    read = cache(policies.read)
    for folder in folders:
        workspace = Workspace.containing(folder)
        with suppress(CaseError):
            case, warnings = check(load(folder, workspace), read(workspace))
            facts, head = derive(case, read(workspace), warnings), case.case
            today = day_for(clock, as_of=head.as_of, zone=head.timezone, is_example=head.example)
            if facts.fresh_until and today > facts.fresh_until:
                yield folder
