"""Make a case folder: the Makefile, a case.json to fill in, and the folder for the evidence."""

from __future__ import annotations

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
from makegood.pipeline.load.inventory import Most, inventory

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from makegood.model.policy import ChannelPolicy
    from makegood.model.source import SourceFile

REF = re.compile(r"([A-Z0-9]{2,8})-([0-9]{4})-([0-9]{3,6})\Z", re.ASCII)
_HIGHEST = 999_999


def new(workspace: Path, ref: str | None, channel: str | None, now: datetime | date) -> Path:
    """Make `cases/<ref>/` and return it; `ref` None counts up, `channel` None is the usual one.

    `now` is the moment, or the day that stands in for it.

    Evidence that lies in the folder already gets an entry for each file. Nothing is ever overwritten: raises
    UsageError where there is a case already, and for a ref or a channel that cannot be.
    """
    shared = defaults(workspace / "cases")
    today = first_day(now, shared)
    folder = free_folder(workspace, ref, today)
    kind = find_channel(channel, workspace)
    return create_case_folder(folder, write_first(folder, kind, today, shared))


def first_day(now: datetime | date, shared: SourceFile | None) -> date:
    """Return the day for which a new case speaks: in the zone that all cases share, else in that of this computer."""
    case = shared.data.get("case") if shared and isinstance(shared.data, dict) else None
    place = zone(case.get("timezone")) if isinstance(case, dict) else None
    if not isinstance(now, datetime):
        return now
    return now.astimezone(place).date() if place else now.date()  # a zone that is wrong is for check to say


def free_folder(workspace: Path, ref: str | None, today: date) -> Path:
    """Say where a case will be; raise UsageError where there is one already, or for a reference that cannot be."""
    cases = workspace / "cases"
    there = (path.name for path in cases.iterdir())
    folder = cases / (checked(ref) if ref is not None else next_ref(there, today.year))
    if is_taken(folder):
        raise UsageError(f"There is a case in cases/{folder.name} already; nothing was changed.")
    return folder


def is_taken(folder: Path) -> bool:
    """Say whether no case may be made here: there is one, or a link leads elsewhere."""
    return folder.is_symlink() or (folder / "case.json").exists() or (folder / "case.json").is_symlink()


def write_first(
    folder: Path,
    channel: ChannelPolicy,
    today: date,
    shared: SourceFile | None,
    known: Mapping[str, str] = NOTHING,
    files: Mapping[str, str] = NOTHING,
) -> str:
    """Write the text of the first case.json of a folder, which need not be there yet; `shared` is defaults.json.

    `files` are to come into its evidence, each with what it proves, "" where its name tells that.
    """
    return format_case(skeleton(folder, channel, today, shared, known, files))


def skeleton(
    folder: Path,
    channel: ChannelPolicy,
    today: date,
    shared: SourceFile | None,
    known: Mapping[str, str] = NOTHING,
    files: Mapping[str, str] = NOTHING,
) -> dict[str, Any]:
    """Return the data of the first case.json of a folder, as for `write_first`."""
    there = evidence_present(folder)
    roles = {name.rpartition("/")[2]: role for name, role in files.items()}
    coming = [name for name in roles if name not in {one.name for one in there}]
    return first_case(
        ref=folder.name,
        channel=channel,
        today=today,
        schema=schemas.address(schemas.CASE, depth=2),
        shared=shared.data if shared and isinstance(shared.data, dict) else {},
        evidence=(*there, *(EvidenceFile(name, folder / "evidence" / name, "unknown", 0, "") for name in coming)),
        known=known,
        roles=roles,
    )


def format_case(data: dict[str, Any]) -> str:
    """Write the text of a case.json."""
    return lay_out_json(data) + "\n"


def count_lines_and_gaps(folder: Path) -> tuple[int, int]:
    """Count the lines of a new case.json, and the values that are still to be filled in."""
    text = (folder / "case.json").read_text(encoding="utf-8")
    return len(text.splitlines()), text.count('"FILL IN')


def checked(ref: str) -> str:
    """Return a case's reference; raise UsageError where it cannot be one."""
    if REF.match(ref) is None:
        raise UsageError(
            "A case's reference is two to eight capital letters or digits, a year and a number of three to six digits, "
            "such as MG-2026-001."
        )
    return ref


def next_ref(names: Iterable[str], year: int) -> str:
    """Count up: the prefix that most cases of the workspace have, this year, the number after the highest."""
    refs = [match for name in names if (match := REF.match(name))]
    usual = Counter(match[1] for match in sorted(refs, key=lambda match: match[0])).most_common(1)
    prefix = usual[0][0] if usual else "MG"
    number = max((int(match[3]) for match in refs if (match[1], int(match[2])) == (prefix, year)), default=0) + 1
    if number > _HIGHEST:
        raise UsageError(f"{prefix}-{year} has no number left. Name a reference with another prefix.")
    return f"{prefix}-{year:04}-{number:03}"


def find_channel(name: str | None, workspace: Path) -> ChannelPolicy:
    """Return a channel by its id, the usual one for None; raise UsageError where there is none with this id.

    Raises CaseError where a policy of the workspace is wrong.
    """
    listed = {channel.id: channel for channel in channels(workspace)}
    if name is None:
        return next(iter(listed.values()))
    if name in listed:
        return listed[name]
    close = get_close_matches(name, listed, n=1)
    hint = f"Did you mean {close[0]}?" if close else f"Choose one of: {', '.join(sorted(listed))}."
    raise UsageError(f"There are no rules for such a channel. {hint}")


def channels(workspace: Path) -> tuple[ChannelPolicy, ...]:
    """Return the channels that there are, the usual ones first; raise CaseError where a policy is wrong."""
    return tuple(sorted(policies.read(workspace).channels.values(), key=lambda channel: (channel.rank, channel.id)))


def defaults(cases: Path) -> SourceFile | None:
    """Read what all cases share; None where it is not there or cannot be read."""
    try:
        with descriptor.open_root(cases) as opened:
            raw = descriptor.read_content("defaults.json", opened, jsonfile.MOST_BYTES)
    except (OSError, descriptor.PathRefusedError):
        return None
    return jsonfile.parse(raw, cases / "defaults.json", "cases/defaults.json")[0]


def evidence_present(folder: Path) -> tuple[EvidenceFile, ...]:
    """List the files of evidence that lie in a folder already, which need not be there."""
    if not folder.is_dir():
        return ()
    with descriptor.open_root(folder) as opened:
        return tuple(inventory(opened, folder, "", Most()).files)
