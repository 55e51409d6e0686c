"""Where the findings of all subjects meet: each mistake is reported once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from makegood import rules
from makegood.errors import Place, Problem, Severity

if TYPE_CHECKING:
    from makegood.model.source import Source, SourceFile


@dataclass(slots=True)
class Report:
    """Collects problems. An error at a value silences every later finding at the same value.

    So the subjects run from the plain to the subtle (shape, forms, names, references, sums), and none needs
    to know what the others look for.
    """

    source: Source
    problems: list[Problem] = field(default_factory=list)
    _wrong: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for problem in self.source.problems:
            self._take(problem)

    def add(
        self,
        rule: str,
        pointer: str,
        *,
        detail: str = "",
        message: str | None = None,
        fix: str | None = None,
        severity: Severity | None = None,
        related: tuple[str, ...] = (),
        file: SourceFile | None = None,
        entries: tuple[str, ...] = (),
    ) -> None:
        """Report a rule at a pointer of the merged data, or of `file` alone; `related` are pointers too.

        A pointer that ends with "#key" means the key, not its value.
        """
        place = self.source.place(pointer) if file is None else _within(file, pointer)
        self._take(
            rules.problem(
                rule,
                _at(place, pointer.removesuffix("#key")),
                related=tuple(_at(self.source.place(other), other) for other in related),
                detail=detail,
                message=message,
                fix=fix,
                severity=severity,
                entries=entries,
            ),
        )

    def missing(self, pointer: str, key: str, *, message: str, fix: str, file: SourceFile | None = None) -> None:
        """Report a key that is missing from the object at `pointer`, at the line where the object opens."""
        place = self.source.place(pointer) if file is None else _within(file, pointer)
        wrong = (place.file, f"{pointer}/{key}")
        if wrong not in self._wrong:
            self._wrong[wrong] = "S2"
            self.problems.append(rules.problem("S2", _opening(_at(place, pointer)), message=message, fix=fix))

    def is_sound(self, pointer: str, subjects: str = "") -> bool:
        """Say whether no error was found at this value, within it or above it; of some `subjects` (letters) only."""
        return not any(
            wrong == pointer or wrong.startswith(f"{pointer}/") or (wrong and pointer.startswith(f"{wrong}/"))
            for (_, wrong), rule in self._wrong.items()
            if not subjects or rule[0] in subjects
        )

    def has_errors_of(self, subjects: str) -> bool:
        """Say whether there is an error of a rule that begins with one of these letters."""
        return any(problem.rule[0] in subjects for problem in self.problems if problem.severity == "error")

    @property
    def has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)

    def _take(self, problem: Problem) -> None:
        wrong = (problem.place.file, problem.place.pointer)
        if wrong in self._wrong:
            return
        if problem.severity == "error":
            self._wrong[wrong] = problem.rule
        self.problems.append(problem)


def in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Sort by file, line and column, as one reads."""
    return tuple(sorted(problems, key=lambda one: (one.place.file, one.place.line, one.place.column, one.rule)))


def _at(place: Place, pointer: str) -> Place:
    return Place(place.file, place.line, place.column, place.end_line, place.end_column, pointer)


def _opening(place: Place) -> Place:
    """Keep the opening bracket alone: the whole object is too much to underline."""
    if not place.line:
        return place
    return Place(place.file, place.line, place.column, place.line, place.column + 1, place.pointer)


def _within(file: SourceFile, pointer: str) -> Place:
    while pointer and pointer not in file.places:
        pointer = pointer.rpartition("/")[0]
    return file.places.get(pointer, Place(file.label))
