"""Record that work was posted: in its deliverable, and nothing in the log."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from makegood.commands.log import arguments, work
from makegood.commands.log.new_entry import NewEntry, ordered_keys
from makegood.domain.ladder import LADDER_LETTERS
from makegood.domain.make_goods import is_up, late_work
from makegood.formats import tiktok_urls
from makegood.model.errors import UsageError
from makegood.model.words import DELIVERED, REMOVED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from makegood.commands.log.case_context import CaseContext
    from makegood.commands.log.request import LogRequest

PREFIX = "https://"
PART = "Part of the work was delivered, so the ground in refund was changed accordingly."
ALL = "All work was delivered now, so the ground for missing work was removed from refund. The other grounds stay."


def record_post(request: LogRequest, case: CaseContext, today: date) -> NewEntry:
    """Return the changes that record a post: its status, and its day or its address, from which the day follows."""
    index, item = _missing_item(request, case)
    if request.what and not request.what.startswith(PREFIX):
        raise UsageError("`WHAT` must be the URL of the post, which begins with https://")
    moment = arguments.moment(request.at, case) or today
    posted_at = tiktok_urls.posted_at(request.what) if request.at is None and request.what else None
    is_dated = posted_at is not None
    posted_on = case.day(posted_at or moment)
    where = f"/deliverables/{index}"
    was_removed = item.get("status") in REMOVED
    evidence = [*_ids(item), *(id_ for id_ in request.evidence if id_ not in _ids(item))]
    grounds = _changed_grounds(case, index, posted_on, is_accepted=request.accept)
    note = ALL if "/refund/grounds" in grounds else PART
    return NewEntry(
        where="deliverables",
        at=today if request.accept else moment,
        entry={},
        changes={
            f"{where}/status": json.dumps("posted"),
            f"{where}/posted_at": None if is_dated else json.dumps(request.at or today.isoformat()),
            **(
                {f"{where}/url": json.dumps(request.what) if request.what else None}
                if request.what or was_removed
                else {}
            ),
            f"{where}/removed_at": None,
            **({f"{where}/evidence": json.dumps(evidence)} if request.evidence else {}),
            **grounds,
            **_amounts_asked(case),
        },
        accepted=_acceptance(posted_on, str(item["id"]), today) if request.accept else None,
        notes=(note,) if grounds else (),
    )


def _acceptance(posted_on: date, name: str, today: date) -> dict[str, Any]:
    """Return the entry by which the brand accepts work that came late: an agreement on the day on which it came."""
    entry = {"at": today.isoformat(), "event": "agreed", "by": "brand", "deadline": posted_on.isoformat()}
    return ordered_keys({**entry, "deliverable": name})


def _ids(item: Mapping[str, object]) -> list[str]:
    ids = item.get("evidence")
    return [id_ for id_ in ids if isinstance(id_, str)] if isinstance(ids, list) else []


def _missing_item(request: LogRequest, case: CaseContext) -> tuple[int, Mapping[str, object]]:
    """Return the deliverable that was posted, with its position: the only one that has not come, or the named one."""
    items = case.entries("deliverables")
    checked = {item.id: item for item in case.facts.case.deliverables} if case.facts else {}
    is_open = {
        str(item.get("id")): not is_up(checked[str(item["id"])], case.facts.case)
        if case.facts and item.get("id") in checked
        else item.get("status") not in DELIVERED or item.get("status") in REMOVED
        for item in items
    }
    name = request.deliverable or work.only_id(id_ for id_, still_open in is_open.items() if still_open)
    work.check_id(name, case)
    if not is_open[name]:
        raise UsageError(f"{name} is already recorded as posted. To correct its date or its URL, edit case.json.")
    return next((index, item) for index, item in enumerate(items) if item.get("id") == name)


def _changed_grounds(case: CaseContext, index: int, posted_on: date, *, is_accepted: bool) -> dict[str, str | None]:
    """Return the change of the grounds that say how much was delivered: only a part is missing now, or nothing."""
    items = case.entries("deliverables")
    statuses = [item.get("status") for position, item in enumerate(items) if position != index]
    if not all(status in DELIVERED for status in statuses):
        return {pointer: json.dumps(ground) for pointer, ground in _grounds_of_part(case)}
    if is_accepted or _is_in_time(case, index, posted_on):
        return _without_missing(case)
    return {}


def _is_in_time(case: CaseContext, index: int, posted_on: date) -> bool:
    """Return whether all work came by a day that was agreed or offered for it, once this is posted."""
    if case.facts is None:
        return False
    checked = case.facts.case
    items = [
        replace(item, status="posted", posted_at=posted_on, removed_at=None) if position == index else item
        for position, item in enumerate(checked.deliverables)
    ]
    return late_work(replace(checked, deliverables=tuple(items)), case.facts.channel) is None


def _without_missing(case: CaseContext) -> dict[str, str | None]:
    """Return the grounds without those that need missing work, if another ground stays for which money is claimed."""
    stated = case.value("refund", "grounds")
    if not isinstance(stated, list) or "/refund/grounds" not in case.source.case.places:  # or of cases/defaults.json
        return {}
    policies = case.policies.grounds
    staying = [name for name in stated if name not in policies or not policies[name].needs_missing_work]
    return {"/refund/grounds": json.dumps(staying)} if staying and len(staying) < len(stated) else {}


def _amounts_asked(case: CaseContext) -> dict[str, str | None]:
    """Return the amounts of letters whose entries state none: they follow from the claim, which the post changes."""
    if case.facts is None:
        return {}
    log = case.facts.case.log
    return {
        f"/log/{log.index(sending.entry)}/amount": json.dumps(str(sending.amount))
        for sending in case.facts.ladder.sent
        if sending.entry.amount is None and sending.letter in LADDER_LETTERS
    }


def _grounds_of_part(case: CaseContext) -> Iterator[tuple[str, str]]:
    grounds = case.policies.grounds
    stated = case.value("refund", "grounds")
    for position, name in enumerate(stated if isinstance(stated, list) else ()):
        ground = grounds.get(name) if isinstance(name, str) else None
        is_here = f"/refund/grounds/{position}" in case.source.case.places  # not one of cases/defaults.json
        if ground is None or ground.delivered != "none" or not is_here:
            continue
        partial = (other.id for other in grounds.values() if other.delivered == "some")
        fitting = next((id_ for id_ in partial if grounds[id_].statuses == ground.statuses), None)
        if fitting and fitting not in stated:
            yield f"/refund/grounds/{position}", fitting
