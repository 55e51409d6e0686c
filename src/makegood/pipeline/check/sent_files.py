"""Check the mails that were sent: each that the log names is in sent/, and is the one that was sent."""

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
    files = {file.name: file for file in report.source.sent}
    for pointer, entry in objects_in_list(report.source.data, "log"):
        name, recorded = entry.get("eml"), entry.get("sha256")
        if isinstance(name, str):
            _check_mail(report, pointer, defaults.composed_name(name), recorded, files)
        elif isinstance(recorded, str) and "eml" not in entry:
            report.add(
                "E14",
                f"{pointer}/sha256",
                message='This hash belongs to an email, but the key "eml" is missing.',
                fix='Add "eml" with the name of the file in sent/, or remove "sha256".',
            )


def check_withdrawn(report: Report) -> None:
    """E15: report each exhibit that was sent and is no longer in the evidence."""
    if report.has_errors_of("JS"):  # an id that cannot be read would look like one that was removed
        return
    evidence = objects_in_list(report.source.data, "evidence")
    evidence_ids = set(defaults.evidence_ids((item.get("id"), item.get("file")) for _, item in evidence))
    for pointer, entry in objects_in_list(report.source.data, "log"):
        exhibits = entry.get("exhibits")
        for index, exhibit in enumerate(exhibits or ()):
            if exhibit not in evidence_ids:
                report.add("E15", f"{pointer}/exhibits/{index}")


def _check_mail(report: Report, pointer: str, name: str, recorded: object, files: Mapping[str, SentFile]) -> None:
    file = files.get(name)
    if file is None:
        if not _is_reported(report, name):
            _report_missing(report, f"{pointer}/eml", name, files)
    elif isinstance(recorded, str) and recorded != file.sha256:
        report.add(
            "E14",
            f"{pointer}/sha256",
            message="The email has changed since it was recorded.",
            fix='Put the original email back into sent/, or remove "sha256".',
        )


def _report_missing(report: Report, pointer: str, name: str, files: Mapping[str, SentFile]) -> None:
    if name.startswith("sent/"):
        fix = 'Remove "sent/" from the file name, because file names are relative to that folder.'
        report.add("E14", pointer, message='The file name begins with "sent/".', fix=fix)
        return
    near = report.nearest(name, files)
    report.add(
        "E14",
        pointer,
        message="This email is not in the sent/ folder.",
        fix="Put the email into this folder, or correct its name.",
        detail=f"did you mean {keys.quote_for_detail(near)}?" if near else "",
    )


def _is_reported(report: Report, name: str) -> bool:
    """Return whether load has reported a problem with the file, such as a link, or did not read all files."""
    return any(path.endswith((f"/sent/{name}", "/sent")) for path in report.unread)
