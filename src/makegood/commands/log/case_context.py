"""The case before anything is recorded: its data, and the facts derived from it if it has no errors."""

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
    from makegood.model.workspace import Workspace

MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?\Z", re.ASCII)
BROKEN = frozenset("JS")
"""First letters of the rules about the text and the shape of the file, without which nothing else can be checked."""


@dataclass(frozen=True, slots=True)
class CaseContext:
    """A case that can be read. `facts` is None if it has errors, which are in `problems`."""

    trial: Trial
    source: Source
    problems: tuple[Problem, ...]
    facts: Facts | None

    @property
    def file(self) -> File:
        """Return case.json."""
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
        """Return the day on which an event is recorded."""
        as_of, example = date.fromisoformat(self.value("case", "as_of")), self.value("case", "example")
        return day_for(clock, as_of=as_of, zone=str(self.zone), is_example=example is True)

    def value(self, *steps: str) -> Any:
        """Return a value of the case, of any type, or None."""
        return get_in(self.source.data, *steps)

    def entries(self, key: str) -> list[Mapping[str, Any]]:
        """Return the entries of a list of the case."""
        return [entry for _, entry in objects_in_list(self.source.data, key)]

    def day(self, moment: Moment) -> date:
        """Return the day in the case's zone."""
        return moment.astimezone(self.zone).date() if isinstance(moment, datetime) else moment

    def moment(self, text: str) -> Moment:
        """Parse a day, or a time, which is in the case's zone if it has no offset; raise ValueError."""
        if not MOMENT.match(text) or int(text[:4]) not in YEARS:
            raise ValueError(text)
        if "T" not in text:
            return date.fromisoformat(text)
        time = datetime.fromisoformat(text)
        return time if time.tzinfo else time.replace(tzinfo=self.zone)

    def exhibits(self, audience: Audience) -> list[str]:
        """Return the evidence ids of a reader's packet in the order of its letters; empty if there is no packet."""
        bundle = self.facts.bundles.get(audience) if self.facts else None
        return [exhibit.evidence.id for exhibit in bundle.exhibits] if bundle else []

    def desks(self) -> tuple[str, ...]:
        """Return the desks that can pay: that of the case's channel, or those of all ways of the money."""
        if self.facts and self.facts.ways:
            return tuple(way.desk.id for way in self.facts.ways if way.desk)
        name = self.value("case", "channel")
        return tuple(channel.desk for channel in self.policies.channels.values() if channel.id == name and channel.desk)

    def desk(self) -> str | None:
        """Return the only desk that can pay, or None. Raise UsageError if there are several."""
        desks = self.desks()
        if len(desks) > 1:
            raise UsageError(f"Specify the desk with `WHAT`: {' or '.join(desks)}.")
        return next(iter(desks), None)

    def claim_at(self, desk: str | None) -> Money | None:
        """Return the sum claimed at a desk: its own part if the money went several ways, else all if it is asked first.

        The closing report says later what was asked for.
        """
        if self.facts is None:
            return None
        is_asked_first = self.facts.channel.asked_first == "desk"
        ways = self.facts.ways or ((self.facts,) if is_asked_first else ())
        claim = next((way.sums.outstanding for way in ways if way.desk and way.desk.id == desk), None)
        return claim if claim and claim.amount else None


def read_case_context(folder: Path, workspace: Workspace | None) -> CaseContext:
    """Read and check the case; raise CaseError if its file cannot be read or has the wrong shape."""
    trial = start_trial(folder, workspace)
    if trial is None or not trial.has_own_policies:
        raise CaseError(examine(folder).problems)
    verdict = trial.judge({})
    if verdict.source is None or any(
        problem.rule[0] in BROKEN and problem.severity == "error" for problem in verdict.problems
    ):
        raise CaseError(verdict.problems)
    return CaseContext(trial, verdict.source, verdict.problems, _facts(verdict.source, trial.policies))


def _facts(source: Source, policies: Policies) -> Facts | None:
    try:
        case, warnings = check(source, policies)
    except CaseError:
        return None
    return derive(case, policies, warnings)
