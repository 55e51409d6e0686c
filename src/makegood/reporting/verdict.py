"""Show the result of verifying a packet, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.domain.windows import format_day
from makegood.formats.terminal_text import cell_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.commands.verify import PacketVerdict, VerifiedExhibit

WHOLE = "The file is unchanged since it was created."
CHANGED = "The file has CHANGED since it was created. It was edited, saved again or damaged."


def verdict(result: PacketVerdict) -> Iterator[str]:
    """Yield what the packet is, whether it is unchanged, and the hash or the current state of each exhibit."""
    record = result.record
    pages = "1 page" if result.pages == 1 else f"{result.pages} pages"
    yield f"{record.case_ref}: packet for {record.reader}, prepared on {format_day(record.prepared)}, {pages}."
    yield WHOLE if result.is_whole else CHANGED
    if result.exhibits is None:
        rows = [(exhibit.letter, exhibit.file, exhibit.sha256) for exhibit in record.exhibits]
    else:
        rows = [(exhibit.original.letter, exhibit.original.file, _state(exhibit)) for exhibit in result.exhibits]
    letters, names = (max((cell_width(row[column]) for row in rows), default=0) for column in (0, 1))
    for letter, name, state in rows:
        yield f"{letter}{' ' * (letters - cell_width(letter))}  {name}{' ' * (names - cell_width(name))}  {state}"
    if result.exhibits is not None:
        mails = [f"sent/{name}" for name in result.sent]
        yield f"It was sent with {' and '.join(mails)}." if mails else "No email in sent/ includes this file."


def _state(exhibit: VerifiedExhibit) -> str:
    return {
        "unchanged": "unchanged",
        "renamed": f"unchanged, now named {exhibit.now}",
        "changed": "CHANGED since" + (f"; the original is now in {exhibit.now}" if exhibit.now else ""),
        "missing": "NO LONGER in evidence/",
    }[exhibit.state]
