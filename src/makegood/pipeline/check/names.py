"""Names: the case and its folder, ids, countries, zones, and what no mail's header could bear."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from makegood.pipeline.check import defaults, keys
from makegood.pipeline.check.countries import is_country, meant
from makegood.pipeline.check.json_access import get_in, objects_in_list
from makegood.pipeline.check.zones import usual_zone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makegood.pipeline.check.report import Report
    from makegood.pipeline.check.text_fields import TextField

IN_ONE_LINE = frozenset({"Line", "Email", "File", "Handle"})
"""Forms of which some become a line of a mail's header, or the name of an attachment."""
FREE = frozenset({"Line", "Text", "Sentences"})
"""Forms that take any words."""
NOTHING = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Characters without width."""
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls but tab and line feed, the line breaks of Unicode, turns of direction, halves of characters."""
UTC = ZoneInfo("UTC")


def names(report: Report, parts: list[TextField]) -> None:
    """Check every name of the case; `parts` are its texts."""
    _folder(report)
    _unique_ids(report)
    for part in parts:
        _characters(report, part)
        if part.form == "Country" and not is_country(part.text):
            code = meant(part.text)
            report.add("S14", part.pointer, fix=f'Did you mean "{code}"?' if code else None)
        elif part.form == "Zone" and zone(part.text) is None:
            _zone(report, part)


def zone(name: object) -> ZoneInfo | None:
    """Find a time zone by its name; None for one that does not exist."""
    try:
        return ZoneInfo(name) if isinstance(name, str) and name else None
    except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError; names of folders are OSErrors
        return None
    except KeyError:
        return None


def _folder(report: Report) -> None:
    folder, ref = report.source.folder.name, get_in(report.source.data, "case", "case_ref")
    if re.search(r"\s", folder):
        report.add("N2", "/case/case_ref", detail=keys.quoted(folder))
    elif isinstance(ref, str) and ref != folder:
        report.add("N1", "/case/case_ref", detail=f"the folder is {keys.quoted(folder)}")


def _unique_ids(report: Report) -> None:
    data = report.source.data
    evidence = objects_in_list(data, "evidence")
    ids = defaults.evidence_ids((entry.get("id"), entry.get("file")) for _, entry in evidence)
    _unique(report, [(_named(pointer, entry), one) for (pointer, entry), one in zip(evidence, ids, strict=True)])
    for subject in ("deliverables", "payments"):
        typed = [(pointer, entry.get("id")) for pointer, entry in objects_in_list(data, subject)]
        _unique(report, [(f"{pointer}/id", one) for pointer, one in typed if isinstance(one, str)])


def _named(pointer: str, entry: Mapping[str, Any]) -> str:
    return f"{pointer}/id" if "id" in entry else f"{pointer}/file"


def _unique(report: Report, ids: Iterable[tuple[str, str]]) -> None:
    first: dict[str, str] = {}
    for pointer, one in ids:
        if one in first:
            is_typed = pointer.endswith("/id")
            fix = None if is_typed else "Give each of the two an id of its own."
            detail = "" if is_typed else f"made from the file's name: {keys.quoted(one)}"
            report.add("N3", pointer, related=(first[one],), detail=detail, fix=fix)
        first.setdefault(one, pointer)


def _characters(report: Report, part: TextField) -> None:
    unseen = UNSEEN.search(part.text)
    if unseen:
        report.add("N4", part.pointer, detail=f"U+{ord(unseen[0]):04X}")
    elif part.form in IN_ONE_LINE and "\t" in part.text:
        report.add("N4", part.pointer, message="This text holds a tab.", fix="Type a space instead.")
    elif part.form in IN_ONE_LINE and "=?" in part.text:
        report.add("N5", part.pointer)
    elif part.form in FREE and part.text and all(one.isspace() or one in NOTHING for one in part.text):
        report.add("S11", part.pointer, message="This text says nothing.", fix="Write it, or remove the key.")


def _zone(report: Report, part: TextField) -> None:
    from zoneinfo import available_timezones

    near = usual_zone(part.text) or report.nearest(part.text, sorted(available_timezones()))
    report.add("S13", part.pointer, fix=f'Did you mean "{near}"?' if near else None)
