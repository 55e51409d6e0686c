"""Collect the problems that all checks find, so that each mistake is reported once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from makegood.model import rules
from makegood.model.errors import Place, Problem, Severity
from makegood.pipeline.check import keys

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makegood.model.source import Source, SourceFile


MOST_GUESSES = 100
"""Words of a case for which a suggestion is searched; a person is not shown more problems than this."""


@dataclass(slots=True)
class Report:
    """Collects problems. An error at a value silences every later finding at the same value.

    So the checks run from the basic to the specific (shape, forms, names, references, sums), independently of each
    other.
    """

    source: Source
    problems: list[Problem] = field(default_factory=list)
    _wrong: set[tuple[str, str]] = field(default_factory=set)
    _subjects_at: dict[str, str] = field(default_factory=dict)
    _subjects_within: dict[str, str] = field(default_factory=dict)
    """The subjects (letters) of the errors at a pointer, and of those at it or below."""
    _guesses: int = 0
    unread: tuple[str, ...] = ()
    """Files and folders that `load` reports as not read."""

    def __post_init__(self) -> None:
        # Those of `load` are in files without values, such as a story, where one pointer has several.
        self.problems += self.source.problems
        for problem in self.source.problems:
            if problem.severity == "error":
                self._note((problem.place.file, problem.place.pointer), problem.rule)
        errors = [problem for problem in self.source.problems if problem.severity == "error"]
        self.unread = tuple(problem.place.file for problem in errors if problem.rule.startswith("F"))

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
                _with_pointer(place, pointer.removesuffix("#key")),
                related=tuple(_with_pointer(self.source.place(other), other) for other in related),
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
            self._note(wrong, "S2")
            self.problems.append(rules.problem("S2", _opening(_with_pointer(place, pointer)), message=message, fix=fix))

    def has_no_error_at(self, pointer: str, subjects: str = "") -> bool:
        """Return whether there is no error at this value, within it or above it; optionally only of some `subjects`."""
        errors = self._subjects_within.get(pointer, "")
        above = pointer.rpartition("/")[0]
        while above:
            errors += self._subjects_at.get(above, "")
            above = above.rpartition("/")[0]
        return not (set(errors) & set(subjects) if subjects else errors)

    def has_errors_of(self, subjects: str) -> bool:
        """Return whether there is an error of a rule whose id begins with one of these letters."""
        return any(problem.rule[0] in subjects for problem in self.problems if problem.severity == "error")

    @property
    def has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)

    def _take(self, problem: Problem) -> None:
        wrong = (problem.place.file, problem.place.pointer)
        if wrong in self._wrong:
            return
        if problem.severity == "error":
            self._note(wrong, problem.rule)
        self.problems.append(problem)

    def _note(self, wrong: tuple[str, str], rule: str) -> None:
        """Record where an error is, so that `has_no_error_at` does not have to search all of them."""
        self._wrong.add(wrong)
        _, pointer = wrong
        _add(self._subjects_at, pointer, rule[0])
        while (
            _add(self._subjects_within, pointer, rule[0]) and pointer
        ):  # what is recorded at a value is recorded at all above it
            pointer = pointer.rpartition("/")[0]

    def nearest(self, word: str, words: Iterable[Any]) -> str | None:
        """Return the word that was probably meant; None after MOST_GUESSES calls."""
        self._guesses += 1
        return keys.nearest_word(word, words) if self._guesses <= MOST_GUESSES else None


def _add(subjects: dict[str, str], pointer: str, subject: str) -> bool:
    """Add a subject to those of a pointer; return whether it is new."""
    present = subjects.get(pointer, "")
    is_new = subject not in present
    if is_new:
        subjects[pointer] = present + subject
    return is_new


def sort_problems(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return the problems by file, line and column."""
    return tuple(
        sorted(
            problems, key=lambda problem: (problem.place.file, problem.place.line, problem.place.column, problem.rule)
        )
    )


def _with_pointer(place: Place, pointer: str) -> Place:
    if place.pointer == pointer:
        return place
    return Place(place.file, place.line, place.column, place.end_line, place.end_column, pointer)


def _opening(place: Place) -> Place:
    """Return the place of the opening bracket alone: the whole object is too much to underline."""
    if not place.line:
        return place
    return Place(place.file, place.line, place.column, place.line, place.column + 1, place.pointer)


def _within(file: SourceFile, pointer: str) -> Place:
    while pointer and pointer not in file.places:
        pointer = pointer.rpartition("/")[0]
    return file.places.get(pointer, Place(file.label))
