"""What somebody wants recorded, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from makegood.model.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRequest:
    """The words of a command, as they were typed. `number` is a ticket's, or the reference of a payment."""

    event: str
    what: str | None = None
    at: str | None = None
    by: str | None = None
    via: str | None = None
    text: str | None = None
    amount: str | None = None
    deadline: str | None = None
    number: str | None = None
    fee: str | None = None
    evidence: tuple[str, ...] = ()
    eml: Path | None = None
    length: str | None = None
    mail: Path | None = None
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LogResult:
    """`is_written` False: nothing was, and `why`, `problems` and `notes` say why; else `problems` are new ones.

    `lines` of `path` have the entry and, where there is one, that of its evidence; `undo` says what to do about them.
    `made` are the files that were copied, `moved` is the case's day as it was and as it is.
    `amount` is that of a payment. `notes` hold no value of the case or of a mail.
    """

    path: Path
    is_written: bool
    why: str = ""
    lines: tuple[int, ...] = ()
    undo: str = ""
    made: tuple[Path, ...] = ()
    moved: tuple[str, str] | None = None
    amount: str = ""
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    def told(self, short: Callable[[Path], str], *, values: bool) -> Iterator[str]:
        """Say what became of it, a line each; without `values` no word of the case or the mail, nor a file's name."""
        yield from self.notes
        if not self.is_written:
            yield f"Nothing was recorded{': ' if self.why else ''}{self.why}."
            return
        if self.moved:
            days = f" from {self.moved[0]} to {self.moved[1]}" if values else ""
            yield f"The day of the case, as_of, was earlier, and was moved{days}."
        where = " and ".join(f"{short(self.path)}:{line}" for line in self.lines)
        files = [short(one) if values else f"the new file in {short(one.parent)}" for one in self.made]
        amount = f" {self.amount}" if self.amount and values else ""
        yield f"Recorded{amount} at {where}. To undo, {', and '.join([self.undo, *files])}."
