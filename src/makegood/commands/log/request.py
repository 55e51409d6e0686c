"""The request to record an event, and the result."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from makegood.model.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRequest:
    """The arguments of the command, unparsed. `number` is that of a ticket, or the reference of a payment."""

    event: str
    what: str | None = None
    at: str | None = None
    by: str | None = None
    via: str | None = None
    text: str | None = None
    amount: str | None = None
    deadline: str | None = None
    number: str | None = None
    deliverable: str | None = None
    fee: str | None = None
    evidence: tuple[str, ...] = ()
    eml: Path | None = None
    length: str | None = None
    mail: Path | None = None
    again: bool = False
    accept: bool = False
    """Whether work that came after its day is accepted as it came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogResult:
    """Result of recording an event.

    If `is_written` is False, nothing was written, and `why`, `problems` and `notes` have the reason; otherwise
    `problems` are new ones. `lines` of `path` have the entry or the change and, if there is one, that of its evidence;
    `undo` describes how to remove them. `made` are the files that were copied; `moved` has the old and the new as_of.
    `amount` is that of a payment. `notes` contain no value of the case or of an email.
    """

    path: Path
    is_written: bool
    why: str = ""
    lines: tuple[int, ...] = ()
    undo: str = ""
    is_change: bool = False
    """Whether values of the case were changed, so that `undo` contains them."""
    made: tuple[Path, ...] = ()
    moved: tuple[str, str] | None = None
    amount: str = ""
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    def messages(self, short: Callable[[Path], str], *, values: bool) -> Iterator[str]:
        """Yield the result line by line; without `values`, no words of the case or the email, and no file names."""
        yield from self.notes
        if not self.is_written:
            yield f"Nothing was recorded{', because ' if self.why else ''}{self.why}."
            return
        if self.moved:
            days = f" from {self.moved[0]} to {self.moved[1]}" if values else ""
            yield f"The date of the case, as_of, was earlier and was changed{days}."
        undo = self.undo if values or not self.is_change else "restore the values of that deliverable"
        where = " and ".join(f"{short(self.path)}:{line}" for line in self.lines)
        files = [short(path) if values else f"the new file in {short(path.parent)}" for path in self.made]
        amount = f" {self.amount}" if self.amount and values else ""
        yield f"Recorded{amount} at {where}. To undo, {', and '.join([undo, *files])}."
