"""Mails that were sent: each that the log names is kept in sent/, and is the one that went out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.pipeline.check import defaults, keys
from makegood.pipeline.check.json_access import objects_in_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from makegood.model.source import SentFile
    from makegood.pipeline.check.report import Report


def check_sent_files(report: Report) -> None:
    """E14: check every mail that the log names, and every hash."""
    there = {file.name: file for file in report.source.sent}
    for pointer, entry in objects_in_list(report.source.data, "log"):
        name, recorded = entry.get("eml"), entry.get("sha256")
        if isinstance(name, str):
            _mail(report, pointer, defaults.composed_name(name), recorded, there)
        elif isinstance(recorded, str) and "eml" not in entry:
            report.add(
                "E14",
                f"{pointer}/sha256",
                message="This is the hash of a mail that is not named.",
                fix='Add "eml" with the name that the mail has in the folder sent/, or remove sha256.',
            )


def withdrawn(report: Report) -> None:
    """E15: name each exhibit that went out and has no evidence any more."""
    if report.has_errors_of("JS"):  # an id that cannot be read would look like one that is gone
        return
    evidence = objects_in_list(report.source.data, "evidence")
    there = set(defaults.evidence_ids((item.get("id"), item.get("file")) for _, item in evidence))
    for pointer, entry in objects_in_list(report.source.data, "log"):
        listed = entry.get("exhibits")
        for at, one in enumerate(listed or ()):
            if one not in there:
                report.add("E15", f"{pointer}/exhibits/{at}")


def _mail(report: Report, pointer: str, name: str, recorded: object, there: Mapping[str, SentFile]) -> None:
    file = there.get(name)
    if file is None:
        if not _is_reported(report, name):
            _absent(report, f"{pointer}/eml", name, there)
    elif isinstance(recorded, str) and recorded != file.sha256:
        report.add(
            "E14",
            f"{pointer}/sha256",
            message="The mail has changed since it was recorded.",
            fix="Put the mail that was sent back into sent/, or remove sha256.",
        )


def _absent(report: Report, pointer: str, name: str, there: Mapping[str, SentFile]) -> None:
    fix, near = "Put the mail there, or correct its name.", report.nearest(name, there)
    if name.startswith("sent/"):
        fix, near = "Leave out sent/: names are meant inside that folder.", None
    detail = f"did you mean {keys.quoted(near)}?" if near else ""
    report.add("E14", pointer, message="This mail is not in the folder sent/.", fix=fix, detail=detail)


def _is_reported(report: Report, name: str) -> bool:
    """Say whether load has said what is wrong with the file, such as a link, or did not look at all files."""
    return any(file.endswith((f"/sent/{name}", "/sent")) for file in report.unread)
