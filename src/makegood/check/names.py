"""Names: the case and its folder, ids, handles, addresses, countries, zones, and what a mail's header could not bear."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from makegood import posts
from makegood.check import keys, settle
from makegood.check.countries import CODES, MEANT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from makegood.check.parts import Part
    from makegood.check.report import Report

IN_ONE_LINE = frozenset({"Line", "Email", "File", "Handle"})
"""Forms of which some become a line of a mail's header, or the name of an attachment."""
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls but tab and line feed, the line breaks of Unicode, turns of direction, halves of characters."""
UTC = ZoneInfo("UTC")


def names(report: Report, parts: list[Part]) -> None:
    """Check every name of the case; `parts` are its texts."""
    _folder(report)
    _unique_ids(report)
    for part in parts:
        _characters(report, part)
        if part.form == "Email":
            _email(report, part)
        elif part.form == "Country" and part.text not in CODES:
            meant = MEANT.get(part.text)
            report.add("S14", part.pointer, fix=f'Did you mean "{meant}"?' if meant else None)
        elif part.form == "Zone" and zone(part.text) is None:
            _zone(report, part)
    _own_domain(report)
    _handles(report, parts)


def zone(name: object) -> ZoneInfo | None:
    """Find a time zone by its name; None for one that does not exist."""
    try:
        return ZoneInfo(name) if isinstance(name, str) and name else None
    except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError; names of folders are OSErrors
        return None
    except KeyError:
        return None


def dig(data: object, *steps: str) -> Any:  # noqa: ANN401 - whatever stands there
    """Follow keys into data that may have any shape; None where they end."""
    for step in steps:
        data = data.get(step) if isinstance(data, dict) else None
    return data


def entries(data: object, *steps: str) -> list[tuple[str, dict[str, Any]]]:
    """Give the objects in a list with their pointers; nothing where there is no list."""
    found = dig(data, *steps)
    where = "/" + "/".join(steps)
    listed = enumerate(found) if isinstance(found, list) else ()
    return [(f"{where}/{index}", one) for index, one in listed if isinstance(one, dict)]


def _folder(report: Report) -> None:
    folder, ref = report.source.folder.name, dig(report.source.data, "case", "case_ref")
    if re.search(r"\s", folder):
        report.add("N2", "/case/case_ref", detail=keys.quoted(folder))
    elif isinstance(ref, str) and ref != folder:
        report.add("N1", "/case/case_ref", detail=f"the folder is {keys.quoted(folder)}")


def _unique_ids(report: Report) -> None:
    data = report.source.data
    evidence = entries(data, "evidence")
    ids = settle.evidence_ids((entry.get("id"), entry.get("file")) for _, entry in evidence)
    _unique(report, [(_named(pointer, entry), one) for (pointer, entry), one in zip(evidence, ids, strict=True)])
    for subject in ("deliverables", "payments"):
        typed = [(pointer, entry.get("id")) for pointer, entry in entries(data, subject)]
        _unique(report, [(f"{pointer}/id", one) for pointer, one in typed if isinstance(one, str)])


def _named(pointer: str, entry: Mapping[str, Any]) -> str:
    return f"{pointer}/id" if "id" in entry else f"{pointer}/file"


def _unique(report: Report, ids: Iterable[tuple[str, str]]) -> None:
    first: dict[str, str] = {}
    for pointer, one in ids:
        if one in first:
            fix = None if pointer.endswith("/id") else "Give each of the two an id of its own."
            report.add("N3", pointer, related=(first[one],), detail=keys.quoted(one), fix=fix)
        first.setdefault(one, pointer)


def _characters(report: Report, part: Part) -> None:
    unseen = UNSEEN.search(part.text)
    if unseen:
        report.add("N4", part.pointer, detail=f"U+{ord(unseen[0]):04X}")
    elif part.form in IN_ONE_LINE and "\t" in part.text:
        report.add("N4", part.pointer, message="This text holds a tab.", fix="Type a space instead.")
    elif part.form in IN_ONE_LINE and "=?" in part.text:
        report.add("N5", part.pointer, detail=keys.quoted(part.text))


def _email(report: Report, part: Part) -> None:
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - half the start of Python

    try:
        validate_email(part.text, check_deliverability=False)
    except EmailNotValidError as error:
        report.add("T2", part.pointer, detail=keys.quoted(part.text), fix=_say_email(str(error)))


def _say_email(said: str) -> str | None:
    if "special-use" in said:
        return "This domain is reserved and gets no mail: write the real one."
    return "Write it as name@domain.com." if "period" in said or "@-sign" in said else None


def _own_domain(report: Report) -> None:
    """Mail for the creator that goes to the brand itself is a slip of the editor's completion."""
    parties = ("parties", "creator")
    own = _domain(dig(report.source.data, "parties", "brand", "contact", "email"))
    theirs = _domain(dig(report.source.data, *parties, "email"))
    if own and own == theirs and own not in SHARED:
        report.add(
            "T2",
            "/parties/creator/email",
            message="The creator's address has the brand's own domain.",
            fix="Write the creator's address, as the agreement has it.",
            related=("/parties/brand/contact/email",),
        )


SHARED = frozenset({
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "icloud.com", "me.com", "yahoo.com",
    "proton.me", "protonmail.com", "gmx.de", "gmx.net", "web.de", "aol.com", "mail.com",
})  # fmt: skip
"""Domains that belong to nobody in particular."""


def _domain(address: object) -> str:
    return address.rpartition("@")[2].lower() if isinstance(address, str) and "@" in address else ""


def _zone(report: Report, part: Part) -> None:
    from zoneinfo import available_timezones  # noqa: PLC0415 - reads a folder, for a mistake only

    near = keys.nearest(part.text, sorted(available_timezones()))
    report.add("S13", part.pointer, fix=f'Did you mean "{near}"?' if near else None, detail=keys.quoted(part.text))


def _handles(report: Report, parts: list[Part]) -> None:
    handle = dig(report.source.data, "parties", "creator", "handle")
    if not isinstance(handle, str) or not report.is_sound("/parties/creator/handle"):
        return
    for part in parts:
        is_theirs = part.pointer == "/parties/creator/profile_url" or re.fullmatch(
            r"/deliverables/\d+/url", part.pointer
        )
        told = posts.handle(part.text) if is_theirs else None
        if told and told != handle:
            report.add("T1", part.pointer, related=("/parties/creator/handle",), detail=f"the URL says {keys.quoted(told)}")
