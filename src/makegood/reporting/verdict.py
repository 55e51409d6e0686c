"""What was found of a packet, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.domain.windows import format_day
from makegood.formats.terminal_text import cell_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.commands.verify import PacketVerdict, VerifiedExhibit

WHOLE = "The file is as it was made."
CHANGED = "The file is NOT as it was made: it was changed, saved anew or damaged since."


def verdict(found: PacketVerdict) -> Iterator[str]:
    """Say what the packet is, whether it is whole, and of each exhibit its hash, or how its file is in the case now."""
    record = found.record
    pages = "1 page" if found.pages == 1 else f"{found.pages} pages"
    yield f"{record.case_ref}: packet for {record.reader}, prepared on {format_day(record.prepared)}, {pages}."
    yield WHOLE if found.is_whole else CHANGED
    if found.exhibits is None:
        rows = [(one.letter, one.file, one.sha256) for one in record.exhibits]
    else:
        rows = [(one.original.letter, one.original.file, _state(one)) for one in found.exhibits]
    letters, names = (max((cell_width(row[at]) for row in rows), default=0) for at in (0, 1))
    for letter, name, said in rows:
        yield f"{letter}{' ' * (letters - cell_width(letter))}  {name}{' ' * (names - cell_width(name))}  {said}"
    if found.exhibits is not None:
        went = [f"sent/{name}" for name in found.sent]
        yield f"It went out with {' and '.join(went)}." if went else "No mail in sent/ carries this file."


def _state(exhibit: VerifiedExhibit) -> str:
    return {
        "unchanged": "unchanged",
        "renamed": f"unchanged, now named {exhibit.now}",
        "changed": "CHANGED since" + (f"; what it was is now in {exhibit.now}" if exhibit.now else ""),
        "missing": "NOT in evidence/ any more",
    }[exhibit.state]
