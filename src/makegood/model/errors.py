"""Errors: a Problem has a place, a message and a fix; a CaseError has all problems of a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a value in a file.

    `file` is relative to the workspace if there is one, with forward slashes. Lines and columns count
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
    """One problem of a case, reported once.

    `message` and `fix` contain no value of the case, since CI logs and machine formats print them. Values of the case
    go into `detail`, which only the human report shows, and not in CI. `related` are the places of the other values
    that disagree. `entries` are JSON objects that could be added to the list at `place`, ready to paste; like `detail`,
    they contain values.
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
    """User-fixable error; each argument is one line. Any other exception is a bug and keeps its traceback."""


class CaseError(MakegoodError):
    """The case has problems, so it was not built."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems

    def __reduce__(self) -> tuple[type[CaseError], tuple[tuple[Problem, ...]]]:
        """Pickle the problems, so that the error can be raised in another process."""
        return type(self), (self.problems,)


class UsageError(MakegoodError):
    """Wrong use of the command, in one sentence."""


class MachineError(MakegoodError):
    """Something is not installed on the machine; the text ends with the line that installs it."""
