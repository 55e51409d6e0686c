"""What each audience gets: its exhibits, lettered, without what that reader may not see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from string import ascii_uppercase

from makegood.domain import windows
from makegood.model.case import Case, Evidence, LogEntry
from makegood.model.facts import Bundle, Citation, Exhibit, Planned
from makegood.model.policy import Policies, ProfilePolicy
from makegood.model.words import Audience
from makegood.pipeline.derive.case_state import READER


def bundles(
    case: Case, cited: Mapping[str, tuple[Citation, ...]], planned: tuple[Planned, ...], policies: Policies
) -> Mapping[Audience, Bundle]:
    audiences = dict.fromkeys(item.audience for item in planned if item.audience)
    return {
        audience: _bundle(case, cited, policies.profiles[audience], sent_to(case, audience, policies))
        for audience in audiences
    }


def shows_anything(case: Case, cited: Mapping[str, tuple[Citation, ...]], profile: ProfilePolicy) -> bool:
    """Whether a reader's packet would have an exhibit: a piece of evidence that proves something and may be seen."""
    return any(item.id in cited and may_see(item, profile) for item in case.evidence)


def sent_to(case: Case, audience: Audience, policies: Policies) -> tuple[str, ...]:
    """List the evidence that a reader has had, by id, in the order of the letters under which it went out."""
    packets = (entry.exhibits for entry in windows.log_in_order(case) if _reader(entry, case, policies) == audience)
    return tuple(dict.fromkeys(one for packet in packets for one in packet))


def _reader(entry: LogEntry, case: Case, policies: Policies) -> Audience | None:
    """Say whose packet went out with an entry: that of the desk it names, or of the case's own; letters go to one."""
    if entry.letter:
        return READER
    desk = policies.desks.get(entry.desk or policies.channels[case.case.channel].desk or "")
    return desk.audience if desk else None


def _bundle(
    case: Case, cited: Mapping[str, tuple[Citation, ...]], profile: ProfilePolicy, had: tuple[str, ...]
) -> Bundle:
    """Letter what a reader gets: what went out keeps its letter, what is new comes after it."""
    evidence = {item.id: item for item in case.evidence}
    files = {file.name: file for file in case.inventory}
    shown = {one: evidence[one] for one in cited if may_see(evidence[one], profile)}
    lettered = {one: letter(number) for number, one in enumerate(dict.fromkeys((*had, *shown)))}
    return Bundle(
        profile=replace(profile, is_archival=profile.is_archival or profile.audience in case.settings.archival),
        exhibits=tuple(
            Exhibit(letter=given, evidence=shown[one], file=files[shown[one].file], proves=cited[one])
            for one, given in lettered.items()
            if one in shown
        ),
        withheld=sum(1 for item in case.evidence if not may_see(item, profile) and item.privilege == "none"),
        withdrawn=tuple(given for one, given in lettered.items() if one not in shown),
        late=tuple(given for one, given in lettered.items() if had and one not in had),
    )


def may_see(item: Evidence, profile: ProfilePolicy) -> bool:
    """Say whether this reader may see a piece: never what is privileged, nor what the profile keeps back."""
    if item.privilege != "none" or item.audience == ("internal",):
        return False
    if item.audience and profile.audience not in item.audience:
        return False
    return item.kind not in profile.excludes


def letter(number: int) -> str:
    """Exhibit letter of a position from 0: A to Z, then AA, AB and on."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = ascii_uppercase[rest] + text
    return text
