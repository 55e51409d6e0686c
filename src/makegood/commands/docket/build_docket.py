"""Look at every case of a workspace as it stands on a day: the first three steps, and a line for the docket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from makegood.commands.docket import cache
from makegood.commands.docket.entry import Docket, DocketEntry, WaySums
from makegood.domain import policies
from makegood.domain.clock import Clock, day_for, day_in_zone
from makegood.model.errors import CaseError
from makegood.model.facts import Facts
from makegood.model.policy import Policies
from makegood.pipeline.check import check
from makegood.pipeline.derive import derive
from makegood.pipeline.load import cases, defaults, load


@dataclass(frozen=True, slots=True)
class _Look:
    """What one look has read once for all cases; `zone` is the workspace's own."""

    home: Path
    known: Policies
    clock: Clock
    zone: str


def build_docket(home: Path, clock: Clock) -> Docket:
    """Make the docket of a workspace. What has not changed since the last look on the same day is taken from there.

    Raises CaseError where a policy of the workspace is wrong.
    """
    this = _Look(home, policies.read(home), clock, _zone(defaults(home)) or "UTC")
    old, shared = cache.read(home), cache.shared_key(home)
    entries, new = [], {}
    for folder in cases(home):
        key = cache.cache_key(folder, shared)
        was = old.get(folder.name)
        entry = cache.entry(was, key)
        if entry is None or entry.day != day_for(clock, as_of=entry.day, zone=entry.zone, is_example=entry.example):
            entry = _entry(folder, this)
            was = {"key": key, "entry": cache.entry_as_json(entry)}
        entries.append(entry)
        new[folder.name] = was
    if new != old:
        cache.save(home, new)
    latest = max((one.day for one in entries), default=date.min)
    return Docket(latest if clock is None else day_in_zone(clock, this.zone), this.zone, tuple(entries))


def _entry(folder: Path, this: _Look) -> DocketEntry:
    data: Mapping[str, object] = {}
    try:
        source = load(folder, this.home)
        data = source.data
        case, _ = check(source, this.known)
        head = case.case
        today = day_for(this.clock, as_of=head.as_of, zone=head.timezone, is_example=head.example)
        return _of(derive(case, this.known, today=today))
    except CaseError as error:
        zone = _zone(data) or this.zone
        return DocketEntry(
            ref=folder.name,
            day=date.min if this.clock is None else day_in_zone(this.clock, zone),
            zone=zone,
            example=_head(data).get("example") is True,
            next_act="Fix its mistakes: in its folder, make check lists them.",
            problems=sum(one.severity == "error" for one in error.problems),
        )


def _of(facts: Facts) -> DocketEntry:
    head, creator, sums = facts.case.case, facts.case.parties.creator, facts.sums
    return DocketEntry(
        ref=head.case_ref,
        day=head.as_of,
        zone=head.timezone,
        title=head.title or "",
        creator=creator.handle if creator else "",
        desk=facts.desk.title if facts.desk else "",
        channel=facts.channel.title,
        stage=facts.stage.id,
        done=facts.stage.done,
        next_act=facts.stage.next_act,
        document=facts.stage.document,
        agenda=facts.agenda,
        claimed=sums.claimed,
        recovered=sums.claimed - sums.settled - sums.outstanding,
        given_up=sums.settled,
        outstanding=sums.outstanding,
        ways=tuple(
            WaySums(
                channel=one.channel.id,
                desk=one.desk.id if one.desk else "",
                paid=one.sums.paid,
                returned=one.sums.returned,
                asked=one.sums.outstanding,
                running_since=one.running_since,
            )
            for one in facts.ways
        ),
        example=head.example,
    )


def _zone(data: Mapping[str, object]) -> str:
    """Give the time zone that a case or defaults.json names; "" where it names none that there is."""
    named = _head(data).get("timezone")
    try:
        return ZoneInfo(named).key if isinstance(named, str) else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""


def _head(data: Mapping[str, object]) -> Mapping[str, object]:
    head = data.get("case")
    return head if isinstance(head, dict) else {}
