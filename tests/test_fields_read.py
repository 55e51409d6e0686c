"""Every field that somebody types is read by whatever makes a document, or is deprecated: accepted, and said to be idle."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from types import MappingProxyType

import fields
import pytest
import test_bad
from test_check import EVERYTHING

from makegood.model.workspace import Workspace
from makegood.domain import policies
from makegood.pipeline.check import schema
from makegood.pipeline.check.deprecated_fields import deprecated_keys
from makegood.commands.explain import field
from makegood.commands.fix import find_fixes
from makegood.model.frozen import frozen

HERE = Path(__file__).parent
HOME = HERE.parent
DEPRECATED = frozenset({("Creator", "pronoun")})
"""What nothing reads any more."""
ELSEWHERE = MappingProxyType(
    {
        ("Case", "schema_version"): "test_fields_read.py",
        ("Evidence", "sha256"): "bad/e1-hash",
        ("Evidence", "language"): "bad/e9-no-translation",
        ("Limits", "evidence_files"): "bad/f5-too-many-files",
        ("Limits", "evidence_bytes"): "test_load.py",
        ("Limits", "file_bytes"): "bad/f6-too-large",
        ("LogEntry", "sha256"): "bad/e14-hash",
        ("Limits", "mail_bytes"): "test_inspect.py",
        ("Unmask", "text"): "test_private.py",
    }
)
"""Fields that bear on what is read, hidden or refused and not on what is then made: where that is shown."""
MOST = 0.8
"""The share of the cases of which something must be made."""


@pytest.fixture(scope="module")
def read(is_whole: bool) -> frozenset[fields.Field]:
    """Note what is read while all that can be made of the cases is made; of a case of which nothing can, nothing.

    Once every field has been read, the cases that remain could only read one again: they are made with --whole.
    """
    found: set[fields.Field] = set()
    made = tried = 0
    for case in fields.candidates():
        asked: set[fields.Field] = set()
        with fields.watched(asked, beside=found):
            is_made = fields.results(case) is not None
        found |= asked if is_made else set()
        made += is_made
        tried += 1
        if not is_whole and not unread(fields.typed(), frozenset(found)):
            break
    assert made > MOST * tried
    return frozenset(found)


def unread(typed: frozenset[fields.Field], read: frozenset[fields.Field]) -> set[fields.Field]:
    """Give the fields that nothing reads and that are not said to be idle."""
    return set(typed) - read - set(ELSEWHERE) - DEPRECATED


def test_every_field_is_read_by_what_makes_something_of_it(read: frozenset[fields.Field]) -> None:
    """No field is asked for in vain; that a change of it changes a result, tests/prove/test_fields_change.py shows."""
    assert unread(fields.typed(), read) == set()


def test_a_field_that_nothing_reads_is_seen(read: frozenset[fields.Field]) -> None:
    """Negative control: a field that is only in the model."""
    assert unread(fields.typed() | {("Brand", "motto")}, read) == {("Brand", "motto")}


def test_only_the_reading_of_those_that_make_something_counts() -> None:
    """Negative control of the watch: a test's own reading, that of `check` and a comparison are no reading."""

    @frozen
    class Odd:
        """A noun of which one field is read by a step that makes something."""

        derived: str = "a"
        checked: str = "a"
        compared: str = "a"

    found: set[fields.Field] = set()
    odd = Odd()
    with fields.watched(found, over={"Odd": Odd}):
        for room, name in (("pipeline/derive/rows.py", "derived"), ("pipeline/check/dates.py", "checked")):
            exec(compile(f"odd.{name}", f"/src/makegood/{room}", "exec"), {"odd": odd})  # noqa: S102
        assert odd == Odd()
        assert odd.compared
    assert found == {("Odd", "derived")}


def test_a_case_of_another_version_is_refused() -> None:
    """The one use of schema_version: a file in a format that is not known yet is not read as if it were."""
    (told,) = (one for one in schema.faults({**EVERYTHING.data, "schema_version": 2}, "case"))
    assert told.pointer == "/schema_version"


def test_what_is_read_elsewhere_is_shown_there() -> None:
    """Each exception names a bad case that is told of at this field, or a test file that has its name."""
    for (_, name), where in ELSEWHERE.items():
        folder = HERE / "cases" / where
        if where.startswith("bad/"):
            assert folder.is_dir(), where
            assert test_bad.bad(folder.name).problems
        else:
            assert name in (HERE / where).read_text(encoding="utf-8"), where


def test_what_nothing_reads_is_marked_in_the_schema() -> None:
    """An editor strikes it through, `check` names it, and the description says that nothing reads it."""
    assert {path[-1] for path in deprecated_keys()} == {name for _, name in DEPRECATED}
    for name, key in DEPRECATED:
        assert "This value is not used" in schema.read_schema("case")["$defs"][name]["properties"][key]["description"]


def test_no_skeleton_no_example_and_no_page_has_it() -> None:
    """What is new does not have it: `new`, the examples and the documents."""
    pages = [
        *(HOME / "src" / "makegood" / "commands" / "new").glob("*.py"),
        *(HOME / "cases").rglob("*.json"),
        HOME / "README.md",
        *(HOME / "docs").rglob("*.md"),
    ]
    for path in pages:
        for key in (f'"{name}"' for _, name in DEPRECATED):
            assert key not in path.read_text(encoding="utf-8"), path


def test_it_is_accepted_and_fix_removes_it(tmp_path: Path) -> None:
    """A case that has it is checked and built as before; `fix` takes it out, with its reason, and leaves the rest."""
    folder = tmp_path / "cases" / "MG-2026-001"
    shutil.copytree(HERE / "cases" / "bad" / "s17-nothing-reads-it" / "MG-2026-001", folder)
    told = test_bad.problems_of(folder, Workspace(tmp_path))
    assert [(one.rule, one.severity) for one in told] == [("S17", "warning"), ("S17", "warning")]
    (mended,) = find_fixes(folder, Workspace.containing(folder))
    assert {edit.rule for edit in mended.edits} == {"S17"}
    before, after = json.loads((folder / "case.json").read_text(encoding="utf-8")), json.loads(mended.data)
    del before["parties"]["creator"]["pronoun"]
    assert after == {**before, "accepted": []}
    (folder / "case.json").write_bytes(mended.data)
    assert test_bad.problems_of(folder, Workspace(tmp_path)) == ()
    assert find_fixes(folder, Workspace.containing(folder)) == ()


def test_it_goes_from_what_all_cases_share_too(tmp_path: Path) -> None:
    """A key that nothing reads in defaults.json is named there, and removed there."""
    folder = tmp_path / "cases" / "MG-2026-001"
    shutil.copytree(HERE / "cases" / "good" / "smallest" / "MG-2026-001", folder)
    shared = tmp_path / "cases" / "defaults.json"
    shared.write_text('{ "parties": { "creator": { "pronoun": "she" } } }\n', encoding="utf-8")
    (mended,) = find_fixes(folder, Workspace.containing(folder))
    assert mended.file.path == shared
    assert json.loads(mended.data) == {"parties": {"creator": {}}}


def test_explain_says_that_nothing_reads_it() -> None:
    """Whoever looks the key up is told not to type it."""
    assert "This value is not used" in field.page("parties.creator.pronoun", policies.read()).text(80, str)
