"""What can be wrong: a Problem says where, what and how to mend it; a MakegoodError carries them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands.

    `file` is relative to the workspace where there is one, with forward slashes. Lines and columns count
    from 1, columns in characters; the end is exclusive. All four are 0 for a whole file or folder.
    `pointer` is an RFC 6901 JSON pointer ("" for the whole document).
    """

    file: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, said once.

    `message` and `fix` hold no value of the case, since logs of CI and machine formats print them. What
    holds values goes into `detail`, which only the human report shows, and there not in CI.
    `related` are the places of the other values that disagree. `entries` are JSON objects that could be added to the
    list at `place`, ready to paste; they hold values as `detail` does.
    """

    rule: str
    severity: Severity
    message: str
    fix: str
    place: Place
    related: tuple[Place, ...] = ()
    detail: str = ""
    entries: tuple[str, ...] = ()


class MakegoodError(Exception):
    """What a user can mend, a line an argument. Anything else that is raised is our bug and keeps its traceback."""


class CaseError(MakegoodError):
    """The case has problems; nothing was built of it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems

    def __reduce__(self) -> tuple[type[CaseError], tuple[tuple[Problem, ...]]]:
        """Go from one process to another whole."""
        return type(self), (self.problems,)


class UsageError(MakegoodError):
    """Wrong use of the command, in one sentence."""


class MachineError(MakegoodError):
    """The machine lacks something; the text ends with the line that installs it."""
