"""Report evidence that no packet can show, before anything is built: by kind and name, without decoding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.formats import showable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.model.case import Case, Evidence
    from makegood.model.policy import Policies, ProfilePolicy
    from makegood.pipeline.check.report import Report


def check_showable(report: Report, case: Case, policies: Policies) -> None:
    """P1 and P9, for evidence that a reader of this case may see."""
    readers = tuple(_readers(case, policies))
    files = {file.name: file for file in case.inventory}
    for index, item in enumerate(case.evidence):
        file = files.get(item.file)
        if file and any(_may_see(item, reader) for reader in readers):
            for hindrance in showable.hindrances(file, item, files):
                report.add(
                    hindrance.rule, f"/evidence/{index}{hindrance.below}", message=hindrance.message, fix=hindrance.fix
                )


def _readers(case: Case, policies: Policies) -> Iterator[ProfilePolicy]:
    channel = policies.channels[case.case.channel]
    desk = policies.desks[channel.desk] if channel.desk else None
    for audience in dict.fromkeys((*channel.packets, *((desk.audience,) if desk else ()))):
        yield policies.profiles[audience]


def _may_see(item: Evidence, profile: ProfilePolicy) -> bool:
    is_withheld = item.privilege != "none" or item.kind in profile.excludes
    return not is_withheld and (not item.audience or profile.audience in item.audience)
