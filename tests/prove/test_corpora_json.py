"""load against JSONTestSuite: what must be refused is, and what is valid is read or refused by a bound we state."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpora import files

from makegood.model.errors import CaseError, Problem
from makegood.pipeline.load import load

# What a case does not need, though JSON has it: see `load` in docs or README.
STRICTER = {
    "J2": "the same key twice",
    "J3": "more than 18 digits",
    "J7": "invisible characters",
    "J8": "no object",
}


def problems(case: Path, content: bytes) -> tuple[Problem, ...]:
    """Collect what load says of these bytes as case.json; any other exception is a failure."""
    (case / "case.json").write_bytes(content)
    try:
        return load(case, None).problems
    except CaseError as error:
        return error.problems


def test_everything_invalid_is_refused_with_a_place(tmp_path: Path) -> None:
    """Every n_ file gives an error of the JSON text, with line and column."""
    for path in files("json-parsing", 180, "n_*.json"):
        found = problems(tmp_path, path.read_bytes())
        assert [one for one in found if one.rule.startswith("J") and one.severity == "error"], path.name
        assert all(one.place.line for one in found if one.rule in {"J1", "J2", "J3", "J4", "J7", "J8"}), path.name


def test_everything_valid_is_read_or_refused_by_a_stated_bound(tmp_path: Path) -> None:
    """No y_ file is called a mistake of grammar; every value that must be an object is put into one."""
    for path in files("json-parsing", 90, "y_*.json"):
        found = problems(tmp_path, b'{"value": ' + path.read_bytes() + b"}")
        assert {one.rule for one in found} <= set(STRICTER) - {"J8"}, path.name
        assert {one.rule for one in problems(tmp_path, path.read_bytes())} <= set(STRICTER), path.name


def test_what_implementations_may_decide_never_ends_in_a_traceback(tmp_path: Path) -> None:
    """Every i_ file is either read or refused with a problem."""
    for path in files("json-parsing", 30, "i_*.json"):
        problems(tmp_path, path.read_bytes())


def test_control_a_valid_object_has_no_problem(tmp_path: Path) -> None:
    """Not everything is refused."""
    assert problems(tmp_path, b'{"a": [1, "b"]}') == ()
    with pytest.raises(AssertionError):
        assert problems(tmp_path, b"{,}") == ()
