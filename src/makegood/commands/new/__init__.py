"""Create a case folder: the Makefile, a case.json to fill in, and the folder for the evidence."""

from __future__ import annotations

import os
import re
from collections import Counter
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from makegood.commands.new import schemas
from makegood.commands.new.case_folder import create_case_folder
from makegood.commands.new.first_case import NOTHING, first_case
from makegood.domain import policies
from makegood.formats.json_layout import lay_out_json
from makegood.model.errors import UsageError
from makegood.model.source import EvidenceFile
from makegood.pipeline.check.names import zone
from makegood.pipeline.load import descriptor, jsonfile
from makegood.pipeline.load.inventory import EvidenceLimits, inventory

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from makegood.model.policy import ChannelPolicy
    from makegood.model.source import SourceFile
    from makegood.model.workspace import Workspace

REF = re.compile(r"([A-Z0-9]{2,8})-([0-9]{4})-([0-9]{3,6})\Z", re.ASCII)
_HIGHEST = 999_999


def new(workspace: Workspace, ref: str | None, channel: str | None, now: datetime | date) -> Path:
    """Create `cases/<ref>/` and return it; without `ref` it is numbered, without `channel` it has the usual one.

    `now` is the current time, or the day that stands in for it.

    Each file of evidence that is already in the folder gets an entry. Nothing is overwritten: raise UsageError if
    there is a case already, and for an invalid ref or channel.
    """
    shared = defaults(workspace)
    today = first_day(now, shared)
    folder = free_folder(workspace, ref, today)
    kind = find_channel(channel, workspace)
    return create_case_folder(folder, first_case_text(folder, kind, today, shared))


def first_day(now: datetime | date, shared: SourceFile | None) -> date:
    """Return the day of a new case: in the time zone that all cases share, or else in that of this computer."""
    case = shared.data.get("case") if shared and isinstance(shared.data, dict) else None
    place = zone(case.get("timezone")) if isinstance(case, dict) else None
    if not isinstance(now, datetime):
        return now
    return now.astimezone(place).date() if place else now.date()  # check reports a wrong time zone


def free_folder(workspace: Workspace, ref: str | None, today: date) -> Path:
    """Return the folder of a new case; raise UsageError if it has a case already or the reference is invalid."""
    cases = workspace.cases
    names = (path.name for path in cases.iterdir())
    folder = cases / (check_ref(ref) if ref is not None else next_ref(names, today.year))
    if is_taken(folder):
        raise UsageError(f"cases/{folder.name} already contains a case. Nothing was changed.")
    return folder


def is_taken(folder: Path) -> bool:
    """Return whether no case may be created here: there is one, or the path is a link."""
    return folder.is_symlink() or (folder / "case.json").exists() or (folder / "case.json").is_symlink()


def first_case_text(
    folder: Path,
    channel: ChannelPolicy,
    today: date,
    shared: SourceFile | None,
    values: Mapping[str, str] = NOTHING,
    files: Mapping[str, str] = NOTHING,
) -> str:
    """Return the text of the first case.json of a folder, which may not exist yet; `shared` is defaults.json.

    `files` will be copied to its evidence, each with what it proves, or "" if its name shows that.
    """
    return format_case(skeleton(folder, channel, today, shared, values, files))


def skeleton(
    folder: Path,
    channel: ChannelPolicy,
    today: date,
    shared: SourceFile | None,
    values: Mapping[str, str] = NOTHING,
    files: Mapping[str, str] = NOTHING,
) -> dict[str, Any]:
    """Return the data of the first case.json of a folder, as for `first_case_text`."""
    present = evidence_present(folder)
    roles = {name.rpartition("/")[2]: role for name, role in files.items()}
    missing = [name for name in roles if name not in {file.name for file in present}]
    return first_case(
        ref=folder.name,
        channel=channel,
        today=today,
        schema=schemas.address(schemas.CASE, depth=2),
        shared=shared.data if shared and isinstance(shared.data, dict) else {},
        evidence=(*present, *(EvidenceFile(name, folder / "evidence" / name, "unknown", 0, "") for name in missing)),
        values=values,
        roles=roles,
    )


def format_case(data: dict[str, Any]) -> str:
    """Return the text of a case.json."""
    return lay_out_json(data) + "\n"


def count_lines_and_gaps(folder: Path) -> tuple[int, int]:
    """Return the number of lines of a new case.json, and of the values still to be filled in."""
    text = (folder / "case.json").read_text(encoding="utf-8")
    return len(text.splitlines()), text.count('"FILL IN')


def check_ref(ref: str) -> str:
    """Return a case's reference; raise UsageError if it is invalid."""
    if REF.match(ref) is None:
        raise UsageError(
            "A case reference is two to eight capital letters or digits, a year and a number of three to six digits, "
            "such as MG-2026-001."
        )
    return ref


def next_ref(names: Iterable[str], year: int) -> str:
    """Return the next reference: the most common prefix, this year, and the number after the highest."""
    refs = [match for name in names if (match := REF.match(name))]
    prefixes = Counter(match[1] for match in sorted(refs, key=lambda match: match[0])).most_common(1)
    prefix = prefixes[0][0] if prefixes else "MG"
    number = max((int(match[3]) for match in refs if (match[1], int(match[2])) == (prefix, year)), default=0) + 1
    if number > _HIGHEST:
        raise UsageError(f"{prefix}-{year} has no numbers left. Choose a reference with another prefix.")
    return f"{prefix}-{year:04}-{number:03}"


def find_channel(name: str | None, workspace: Workspace) -> ChannelPolicy:
    """Return a channel by its id, or the usual one for None; raise UsageError if there is no such channel.

    Raise CaseError if a policy of the workspace is wrong.
    """
    by_id = {channel.id: channel for channel in channels(workspace)}
    if name is None:
        return next(iter(by_id.values()))
    if name in by_id:
        return by_id[name]
    close = get_close_matches(name, by_id, n=1)
    hint = f"Did you mean {close[0]}?" if close else f"Choose one of: {', '.join(sorted(by_id))}."
    raise UsageError(f"There is no channel with this name. {hint}")


def channels(workspace: Workspace) -> tuple[ChannelPolicy, ...]:
    """Return the available channels, the usual ones first; raise CaseError if a policy is wrong."""
    return tuple(sorted(policies.read(workspace).channels.values(), key=lambda channel: (channel.rank, channel.id)))


def defaults(workspace: Workspace) -> SourceFile | None:
    """Return what all cases share; None if it does not exist or cannot be read."""
    try:
        with descriptor.open_root(workspace.cases) as opened:
            raw = descriptor.read_content(workspace.defaults_file.name, opened, jsonfile.MOST_BYTES)
    except (OSError, descriptor.PathRefusedError):
        return None
    return jsonfile.parse(raw, workspace.defaults_file, "cases/defaults.json")[0]


def has_broken_defaults(workspace: Workspace) -> bool:
    """Return whether there is a file of what all cases share that cannot be read."""
    return os.path.lexists(workspace.defaults_file) and defaults(workspace) is None


def evidence_present(folder: Path) -> tuple[EvidenceFile, ...]:
    """Return the files of evidence in a folder, which may not exist."""
    if not folder.is_dir():
        return ()
    with descriptor.open_root(folder) as opened:
        return tuple(inventory(opened, folder, "", EvidenceLimits()).files)
