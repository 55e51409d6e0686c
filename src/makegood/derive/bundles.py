"""What each audience gets: its exhibits, lettered, without what that reader may not see."""

from __future__ import annotations

from collections.abc import Mapping
from string import ascii_uppercase

from makegood.model.case import Case, Evidence
from makegood.model.facts import Bundle, Citation, Exhibit, Planned
from makegood.model.policy import Policies, ProfilePolicy
from makegood.model.words import Audience


def bundles(
    case: Case, cited: Mapping[str, tuple[Citation, ...]], planned: tuple[Planned, ...], policies: Policies
) -> Mapping[Audience, Bundle]:
    audiences = dict.fromkeys(item.audience for item in planned if item.audience)
    return {audience: _bundle(case, cited, policies.profiles[audience]) for audience in audiences}


def _bundle(case: Case, cited: Mapping[str, tuple[Citation, ...]], profile: ProfilePolicy) -> Bundle:
    evidence = {item.id: item for item in case.evidence}
    files = {file.name: file for file in case.inventory}
    shown = [evidence[one] for one in cited if may_see(evidence[one], profile)]
    return Bundle(
        profile=profile,
        exhibits=tuple(
            Exhibit(letter=letter(number), evidence=item, file=files[item.file], proves=cited[item.id])
            for number, item in enumerate(shown)
        ),
        withheld=sum(1 for item in case.evidence if not may_see(item, profile) and item.privilege == "none"),
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
