"""Build the docket: load, check and derive every case of a workspace, and make an entry of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from makegood.commands.docket import cache
from makegood.commands.docket.entry import AgendaItem, Docket, DocketEntry, WaySums
from makegood.domain import policies
from makegood.domain.clock import Clock, day_for, day_in_zone
from makegood.language import english
from makegood.model.errors import CaseError
from makegood.model.facts import Facts
from makegood.model.policy import Policies
from makegood.model.statement import say
from makegood.model.workspace import Workspace
from makegood.pipeline.check import check
from makegood.pipeline.derive import derive
from makegood.pipeline.derive.agenda import NEXT
from makegood.pipeline.load import cases, defaults, load, misplaced_cases
from makegood.pipeline.write import read_maker


@dataclass(frozen=True, slots=True)
class _Context:
    """What is read once for all cases; `zone` is that of the workspace."""

    workspace: Workspace
    policies: Policies
    clock: Clock
    zone: str


def build_docket(workspace: Workspace, clock: Clock) -> Docket:
    """Return the docket of a workspace; cases unchanged since the last docket of the day come from the cache.

    Raise CaseError if a policy of the workspace is wrong.
    """
    context = _Context(workspace, policies.read(workspace), clock, _zone(defaults(workspace)) or "UTC")
    cached, shared = cache.read(workspace), cache.shared_key(workspace)
    entries, updated = [], {}
    for folder in cases(workspace):
        key = cache.cache_key(folder, shared)
        record = cached.get(folder.name)
        entry = cache.entry(record, key)
        if entry is None or entry.day != day_for(clock, as_of=entry.day, zone=entry.zone, is_example=entry.example):
            entry = _entry(folder, context)
            record = {"key": key, "entry": cache.entry_as_json(entry)}
        entries.append(entry)
        updated[folder.name] = record
    if updated != cached:
        cache.save(workspace, updated)
    latest = max((entry.day for entry in entries), default=date.min)
    day = latest if clock is None else day_in_zone(clock, context.zone)
    moment = clock.astimezone(UTC) if isinstance(clock, datetime) else datetime.combine(day, time(), UTC)
    made = (replace(entry, made_by=read_maker(workspace.results(entry.ref))) for entry in entries)
    listed = tuple(_with_errors_due(entry, day) if entry.is_broken else entry for entry in made)
    return Docket(day, context.zone, listed, moment, misplaced_cases(workspace))


def _with_errors_due(entry: DocketEntry, day: date) -> DocketEntry:
    """Return the entry of a broken case with its errors as the next act, due on its day.

    If no clock is used, its day is not known, and is that of the docket.
    """
    due_on = day if entry.day == date.min else entry.day
    fix = AgendaItem(
        id=NEXT, kind="act", on=due_on, act=entry.next_act, why="Other dates of this case are unknown until then"
    )
    return replace(entry, day=due_on, agenda=(fix,))


def _entry(folder: Path, context: _Context) -> DocketEntry:
    data: Mapping[str, object] = {}
    try:
        source = load(folder, context.workspace)
        data = source.data
        case, _ = check(source, context.policies)
        head = case.case
        today = day_for(context.clock, as_of=head.as_of, zone=head.timezone, is_example=head.example)
        return _entry_from_facts(derive(case, context.policies, today=today))
    except CaseError as error:
        zone = _zone(data) or context.zone
        return DocketEntry(
            ref=folder.name,
            day=date.min if context.clock is None else day_in_zone(context.clock, zone),
            zone=zone,
            example=_head(data).get("example") is True,
            next_act=english().text(say("next-fix-errors")),
            problems=sum(problem.severity == "error" for problem in error.problems),
        )


def _entry_from_facts(facts: Facts) -> DocketEntry:
    head, creator, sums = facts.case.case, facts.case.parties.creator, facts.sums
    words = english()
    return DocketEntry(
        ref=head.case_ref,
        day=head.as_of,
        zone=head.timezone,
        title=head.title or "",
        creator=creator.handle if creator else "",
        desk=words.text(facts.desk.title) if facts.desk else "",
        channel=words.text(facts.channel.title),
        stage=facts.stage.id,
        done=facts.stage.done,
        next_act=words.text(facts.stage.next_act),
        document=facts.stage.document,
        agenda=tuple(
            AgendaItem(
                id=deadline.id,
                kind=deadline.kind,
                on=deadline.on,
                act=words.value(deadline.act),
                why=words.value(deadline.why),
                where=words.value(deadline.where),
                document=deadline.document,
            )
            for deadline in facts.agenda
        ),
        claimed=sums.claimed,
        recovered=sums.claimed - sums.settled - sums.outstanding,
        given_up=sums.settled,
        outstanding=sums.outstanding,
        ways=tuple(
            WaySums(
                channel=way.channel.id,
                desk=way.desk.id if way.desk else "",
                paid=way.sums.paid,
                returned=way.sums.returned,
                asked=way.sums.outstanding,
                running_since=way.running_since,
            )
            for way in facts.ways
        ),
        example=head.example,
    )


def _zone(data: Mapping[str, object]) -> str:
    """Return the time zone named in a case or in defaults.json; "" if there is none or it is unknown."""
    name = _head(data).get("timezone")
    try:
        return ZoneInfo(name).key if isinstance(name, str) else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""


def _head(data: Mapping[str, object]) -> Mapping[str, object]:
    head = data.get("case")
    return head if isinstance(head, dict) else {}
