"""The exhibits for each audience, with their letters, without what that reader may not see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from string import ascii_uppercase

from makegood.domain import windows
from makegood.model.case import Case, Evidence, LogEntry
from makegood.model.facts import Bundle, Citation, Exhibit, Planned
from makegood.model.policy import Policies, ProfilePolicy
from makegood.model.words import Audience
from makegood.pipeline.derive.case_state import LETTER_READER


def bundles(
    case: Case, cited: Mapping[str, tuple[Citation, ...]], planned: tuple[Planned, ...], policies: Policies
) -> Mapping[Audience, Bundle]:
    audiences = dict.fromkeys(item.audience for item in planned if item.audience)
    return {
        audience: _bundle(case, cited, policies.profiles[audience], evidence_sent_to(case, audience, policies))
        for audience in audiences
    }


def shows_anything(case: Case, cited: Mapping[str, tuple[Citation, ...]], profile: ProfilePolicy) -> bool:
    """Return whether a reader's packet would have an exhibit: evidence that is cited and visible to the reader."""
    return any(item.id in cited and may_see(item, profile) for item in case.evidence)


def evidence_sent_to(case: Case, audience: Audience, policies: Policies) -> tuple[str, ...]:
    """Return the ids of the evidence that was sent to a reader, in the order of the exhibit letters."""
    packets = (entry.exhibits for entry in windows.log_in_order(case) if _reader(entry, case, policies) == audience)
    return tuple(dict.fromkeys(evidence_id for packet in packets for evidence_id in packet))


def _reader(entry: LogEntry, case: Case, policies: Policies) -> Audience | None:
    """Return whose packet was sent with an entry: the creator's for a letter, else that of its desk or the case's."""
    if entry.letter:
        return LETTER_READER
    desk = policies.desks.get(entry.desk or policies.channels[case.case.channel].desk or "")
    return desk.audience if desk else None


def _bundle(
    case: Case, cited: Mapping[str, tuple[Citation, ...]], profile: ProfilePolicy, already_sent: tuple[str, ...]
) -> Bundle:
    """Return the bundle of a reader; exhibits that were sent keep their letters, new ones follow."""
    evidence = {item.id: item for item in case.evidence}
    files = {file.name: file for file in case.inventory}
    visible = {evidence_id: evidence[evidence_id] for evidence_id in cited if may_see(evidence[evidence_id], profile)}
    lettered = {
        evidence_id: exhibit_letter(number)
        for number, evidence_id in enumerate(dict.fromkeys((*already_sent, *visible)))
    }
    return Bundle(
        profile=replace(profile, is_archival=profile.is_archival or profile.audience in case.settings.archival),
        exhibits=tuple(
            Exhibit(
                letter=exhibit_letter,
                evidence=visible[evidence_id],
                file=files[visible[evidence_id].file],
                proves=cited[evidence_id],
            )
            for evidence_id, exhibit_letter in lettered.items()
            if evidence_id in visible
        ),
        withheld=sum(1 for item in case.evidence if not may_see(item, profile) and item.privilege == "none"),
        withdrawn=tuple(
            exhibit_letter for evidence_id, exhibit_letter in lettered.items() if evidence_id not in visible
        ),
        late=tuple(
            exhibit_letter
            for evidence_id, exhibit_letter in lettered.items()
            if already_sent and evidence_id not in already_sent
        ),
    )


def may_see(item: Evidence, profile: ProfilePolicy) -> bool:
    """Return whether this reader may see an item: nothing privileged, and nothing that the profile excludes."""
    if item.privilege != "none" or item.audience == ("internal",):
        return False
    if item.audience and profile.audience not in item.audience:
        return False
    return item.kind not in profile.excludes


def exhibit_letter(number: int) -> str:
    """Return the exhibit letter of an index from 0: A to Z, then AA, AB and so on."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = ascii_uppercase[rest] + text
    return text
