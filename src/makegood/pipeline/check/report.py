"""Where the findings of all subjects meet: each mistake is reported once."""

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
"""Words of a case that are held against all that may be meant: no more problems than these are shown to a person."""


@dataclass(slots=True)
class Report:
    """Collects problems. An error at a value silences every later finding at the same value.

    So the subjects run from the plain to the subtle (shape, forms, names, references, sums), and none needs
    to know what the others look for.
    """

    source: Source
    problems: list[Problem] = field(default_factory=list)
    _wrong: set[tuple[str, str]] = field(default_factory=set)
    _at: dict[str, str] = field(default_factory=dict)
    _within: dict[str, str] = field(default_factory=dict)
    """The subjects (letters) of the errors at a pointer, and of those at it or below."""
    _guesses: int = 0
    unread: tuple[str, ...] = ()
    """Files and folders of which `load` says why they were not read."""

    def __post_init__(self) -> None:
        for problem in self.source.problems:
            self._take(problem)
        errors = [one for one in self.source.problems if one.severity == "error"]
        self.unread = tuple(one.place.file for one in errors if one.rule.startswith("F"))

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
            self._note(wrong, "S2")
            self.problems.append(rules.problem("S2", _opening(_at(place, pointer)), message=message, fix=fix))

    def is_sound(self, pointer: str, subjects: str = "") -> bool:
        """Say whether no error was found at this value, within it or above it; of some `subjects` (letters) only."""
        found = self._within.get(pointer, "")
        above = pointer.rpartition("/")[0]
        while above:
            found += self._at.get(above, "")
            above = above.rpartition("/")[0]
        return not (set(found) & set(subjects) if subjects else found)

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
            self._note(wrong, problem.rule)
        self.problems.append(problem)

    def _note(self, wrong: tuple[str, str], rule: str) -> None:
        """Remember where an error is, so that `is_sound` needs to look at no other."""
        self._wrong.add(wrong)
        _, pointer = wrong
        _add(self._at, pointer, rule[0])
        while _add(self._within, pointer, rule[0]) and pointer:  # what is noted of a value is noted of all above it
            pointer = pointer.rpartition("/")[0]

    def nearest(self, word: str, words: Iterable[Any]) -> str | None:
        """Find the word that was probably meant, as long as there are not very many to find."""
        self._guesses += 1
        return keys.nearest(word, words) if self._guesses <= MOST_GUESSES else None


def _add(subjects: dict[str, str], pointer: str, subject: str) -> bool:
    """Add a subject to those of a pointer; return whether it was not among them."""
    there = subjects.get(pointer, "")
    is_new = subject not in there
    if is_new:
        subjects[pointer] = there + subject
    return is_new


def in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Sort by file, line and column, as one reads."""
    return tuple(sorted(problems, key=lambda one: (one.place.file, one.place.line, one.place.column, one.rule)))


def _at(place: Place, pointer: str) -> Place:
    if place.pointer == pointer:
        return place
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
