"""Write the statuses of older versions in the form of today: what was delivered, and next to it what is wrong with it.

An old status says both at once. What follows from the dates is not written down; any other defect is listed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from makegood.domain import ladder
from makegood.domain.defects import defects_of
from makegood.formats import json_edit
from makegood.formats.json_text import read_places
from makegood.model.case import Defect
from makegood.model.words import FORMER_STATUSES
from makegood.pipeline.check.json_access import objects_in_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from makegood.model.case import Case, Deliverable
    from makegood.model.words import DefectCode

WHY = "Split the old status into a delivery status and a defect."
RULE = "S4"


def are_in(data: Mapping[str, object]) -> bool:
    """Return whether a deliverable in the data of a case has a status of an older version."""
    return any(str(item.get("status")) in FORMER_STATUSES for _, item in objects_in_list(data, "deliverables"))


def modernise(data: bytes, case: Case) -> Iterator[bytes]:
    """Yield the content of a case file after each edit that replaces an old status, in the order of the file.

    `case` is what the file describes. A status is left alone if its new form would change what is wrong with the work
    or the time to put it right, or if the file does not contain it.
    """
    for index, item in enumerate(case.deliverables):
        pointer = f"/deliverables/{index}"
        new = _in_new_form(item, case)
        if new is None or f"{pointer}/status" not in read_places(data.decode().removeprefix("\ufeff")).nodes:
            continue
        data = json_edit.set_value(data, f"{pointer}/status", f'"{new.status}"')
        yield data
        for defect in new.defects[len(item.defects) :]:
            text = f'{{ "code": "{defect.code}" }}'
            data = _with_defect(data, f"{pointer}/defects", text)
            yield data


def _with_defect(data: bytes, pointer: str, text: str) -> bytes:
    if pointer in read_places(data.decode().removeprefix("\ufeff")).nodes:
        return json_edit.append_item(data, pointer, text)
    return json_edit.insert_key(data, pointer, f"[{text}]")


def _in_new_form(item: Deliverable, case: Case) -> Deliverable | None:
    """Return a deliverable without its old status; None if it has none, or would not mean the same."""
    status = FORMER_STATUSES.get(item.status)
    if status is None:
        return None
    bare = replace(item, status=status)
    added = _missing_codes(item, bare, case)
    new = replace(bare, defects=(*item.defects, *(Defect(code=code) for code in added)))
    changed = replace(case, deliverables=tuple(new if other is item else other for other in case.deliverables))
    means_the_same = set(_codes(new, changed)) == set(_codes(item, case))
    return new if means_the_same and ladder.cure_days(changed) == ladder.cure_days(case) else None


def _missing_codes(item: Deliverable, bare: Deliverable, case: Case) -> tuple[DefectCode, ...]:
    """Return the defects that the old status states and that would not follow without it."""
    follows = _codes(bare, case)
    return tuple(code for code in _codes(item, case) if code not in follows)


def _codes(item: Deliverable, case: Case) -> tuple[DefectCode, ...]:
    return tuple(defect.code for defect in defects_of(item, case))
