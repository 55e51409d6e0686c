"""Check names: the case and its folder, ids, countries, time zones, and characters that a mail header cannot have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from makegood.pipeline.check import defaults, keys
from makegood.pipeline.check.countries import is_country, likely_country_code
from makegood.pipeline.check.json_access import get_in, objects_in_list
from makegood.pipeline.check.zones import usual_zone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makegood.pipeline.check.report import Report
    from makegood.pipeline.check.text_fields import TextField

IN_ONE_LINE = frozenset({"Line", "Email", "File", "Handle"})
"""Formats whose text can end up in an email header or in the name of an attachment."""
FREE = frozenset({"Line", "Text", "Sentences"})
"""Forms that take any text."""
NOTHING = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Characters without width."""
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters except tab and line feed, Unicode line breaks, direction marks, halves of surrogate pairs."""
UTC = ZoneInfo("UTC")


def check_names(report: Report, fields: list[TextField]) -> None:
    """Check every name of the case; `fields` are its texts."""
    _folder(report)
    _unique_ids(report)
    for field in fields:
        _characters(report, field)
        if field.form == "Country" and not is_country(field.text):
            code = likely_country_code(field.text)
            report.add("S14", field.pointer, fix=f'Did you mean "{code}"?' if code else None)
        elif field.form == "Zone" and zone(field.text) is None:
            _zone(report, field)


def zone(name: object) -> ZoneInfo | None:
    """Return a time zone by its name; None for one that does not exist."""
    try:
        return ZoneInfo(name) if isinstance(name, str) and name else None
    except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError; names of folders are OSErrors
        return None
    except KeyError:
        return None


def _folder(report: Report) -> None:
    folder, ref = report.source.folder.name, get_in(report.source.data, "case", "case_ref")
    if re.search(r"\s", folder):
        report.add("N2", "/case/case_ref", detail=keys.quote_for_detail(folder))
    elif isinstance(ref, str) and ref != folder:
        report.add("N1", "/case/case_ref", detail=f"the folder is {keys.quote_for_detail(folder)}")


def _unique_ids(report: Report) -> None:
    data = report.source.data
    evidence = objects_in_list(data, "evidence")
    ids = defaults.evidence_ids((entry.get("id"), entry.get("file")) for _, entry in evidence)
    _unique(report, [(_id_pointer(pointer, entry), id_) for (pointer, entry), id_ in zip(evidence, ids, strict=True)])
    for subject in ("deliverables", "payments"):
        stated_ids = [(pointer, entry.get("id")) for pointer, entry in objects_in_list(data, subject)]
        _unique(report, [(f"{pointer}/id", id_) for pointer, id_ in stated_ids if isinstance(id_, str)])


def _id_pointer(pointer: str, entry: Mapping[str, Any]) -> str:
    return f"{pointer}/id" if "id" in entry else f"{pointer}/file"


def _unique(report: Report, ids: Iterable[tuple[str, str]]) -> None:
    first: dict[str, str] = {}
    for pointer, id_ in ids:
        if id_ in first:
            is_typed = pointer.endswith("/id")
            fix = None if is_typed else "Give each of the two entries its own id."
            detail = "" if is_typed else f"the id based on the file name is {keys.quote_for_detail(id_)}"
            report.add("N3", pointer, related=(first[id_],), detail=detail, fix=fix)
        first.setdefault(id_, pointer)


def _characters(report: Report, field: TextField) -> None:
    unseen = UNSEEN.search(field.text)
    if unseen:
        report.add("N4", field.pointer, detail=f"U+{ord(unseen[0]):04X}")
    elif field.form in IN_ONE_LINE and "\t" in field.text:
        report.add("N4", field.pointer, message="This text contains a tab.", fix="Type a space instead.")
    elif field.form in IN_ONE_LINE and "=?" in field.text:
        report.add("N5", field.pointer)
    elif field.form in FREE and field.text and all(char.isspace() or char in NOTHING for char in field.text):
        report.add("S11", field.pointer, message="This text is blank.", fix="Write the text, or remove the key.")


def _zone(report: Report, field: TextField) -> None:
    from zoneinfo import available_timezones

    near = usual_zone(field.text) or report.nearest(field.text, sorted(available_timezones()))
    report.add("S13", field.pointer, fix=f'Did you mean "{near}"?' if near else None)
