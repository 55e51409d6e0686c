"""The case as it is before anything is recorded: its words, and what follows from them where nothing is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import TYPE_CHECKING, Any

from makegood.commands.fix.trial import start_trial
from makegood.domain.clock import day_for
from makegood.formats.mail_header import YEARS
from makegood.model.errors import CaseError, UsageError
from makegood.pipeline.check import check, names
from makegood.pipeline.check.json_access import get_in, objects_in_list
from makegood.pipeline.derive import derive
from makegood.pipeline.examine import examine

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from makegood.commands.fix.trial import File, Trial
    from makegood.domain.clock import Clock
    from makegood.model.case import Moment
    from makegood.model.errors import Problem
    from makegood.model.facts import Facts
    from makegood.model.money import Money
    from makegood.model.policy import Policies
    from makegood.model.source import Source
    from makegood.model.words import Audience

MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?\Z", re.ASCII)
BROKEN = frozenset("JS")
"""Letters of the rules without which nothing else can be checked: the text and the shape of the file."""


@dataclass(frozen=True, slots=True)
class CaseContext:
    """A case that can be read. `facts` is None where something is wrong with it, which `problems` tells."""

    trial: Trial
    source: Source
    problems: tuple[Problem, ...]
    facts: Facts | None

    @property
    def file(self) -> File:
        """Give case.json."""
        return self.trial.files[0]

    @property
    def folder(self) -> Path:
        return self.trial.folder

    @property
    def policies(self) -> Policies:
        return self.trial.policies

    @property
    def zone(self) -> tzinfo:
        return names.zone(self.value("case", "timezone")) or UTC

    def today(self, clock: Clock) -> date:
        """Return the day on which something is recorded."""
        as_of, example = date.fromisoformat(self.value("case", "as_of")), self.value("case", "example")
        return day_for(clock, as_of=as_of, zone=str(self.zone), is_example=example is True)

    def value(self, *steps: str) -> Any:
        """Give what the case says, whatever that is; None where it says nothing."""
        return get_in(self.source.data, *steps)

    def entries(self, key: str) -> list[Mapping[str, Any]]:
        """Give the entries of a list of the case."""
        return [entry for _, entry in objects_in_list(self.source.data, key)]

    def day(self, at: Moment) -> date:
        """Say on which day of the case's zone this is."""
        return at.astimezone(self.zone).date() if isinstance(at, datetime) else at

    def moment(self, typed: str) -> Moment:
        """Read a day, or a time that is one of the case's zone where it has no offset; raise ValueError."""
        if not MOMENT.match(typed) or int(typed[:4]) not in YEARS:
            raise ValueError(typed)
        if "T" not in typed:
            return date.fromisoformat(typed)
        at = datetime.fromisoformat(typed)
        return at if at.tzinfo else at.replace(tzinfo=self.zone)

    def exhibits(self, audience: Audience) -> list[str]:
        """List what a reader's packet shows, by id in the order of the letters; nothing where there is no packet."""
        bundle = self.facts.bundles.get(audience) if self.facts else None
        return [one.evidence.id for one in bundle.exhibits] if bundle else []

    def desks(self) -> tuple[str, ...]:
        """Name the desks that can pay: that of the case's channel, or those of all ways that its money went."""
        if self.facts and self.facts.ways:
            return tuple(one.desk.id for one in self.facts.ways if one.desk)
        name = self.value("case", "channel")
        return tuple(one.desk for one in self.policies.channels.values() if one.id == name and one.desk)

    def desk(self) -> str | None:
        """Name the one desk that can pay; None where there is none. Raise UsageError where there are several."""
        desks = self.desks()
        if len(desks) > 1:
            raise UsageError(f"Say which desk, with `WHAT`: {' or '.join(desks)}.")
        return next(iter(desks), None)

    def asked_at(self, desk: str | None) -> Money | None:
        """Return what a desk is asked for, where the money went several ways: its request claims no more than that."""
        ways = self.facts.ways if self.facts else ()
        asked = next((one.sums.outstanding for one in ways if one.desk and one.desk.id == desk), None)
        return asked if asked and asked.amount else None


def read_case_context(folder: Path) -> CaseContext:
    """Read and check the case; raise CaseError where its file cannot be read, or its shape is wrong."""
    read = start_trial(folder)
    if read is None or not read.has_own_policies:
        raise CaseError(examine(folder).problems)
    verdict = read.judge({})
    if verdict.source is None or any(one.rule[0] in BROKEN and one.severity == "error" for one in verdict.problems):
        raise CaseError(verdict.problems)
    return CaseContext(read, verdict.source, verdict.problems, _facts(verdict.source, read.policies))


def _facts(source: Source, policies: Policies) -> Facts | None:
    try:
        case, warnings = check(source, policies)
    except CaseError:
        return None
    return derive(case, policies, warnings)
