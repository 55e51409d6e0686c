"""Very many mistakes: what is shown is bounded, JSON has all of it, and twice as many cost twice as much work.

Work is counted in calls of functions, which are the same on every machine; tests/prove/test_bounded.py takes the time.
"""

from __future__ import annotations

import cProfile
import json
import re
import sys
from pathlib import Path

import hostile
import pytest
from test_cli import run

from makegood.model.workspace import Workspace
from makegood.pipeline import examine, suggestions
from makegood.pipeline.check import keys, report
from makegood.cli.app import commands
from makegood.commands.fix import find_fixes, fix_or_check, certain_values
from makegood.formats.json_text import reader
from makegood.reporting import human
from makegood.reporting.human import MOST
from makegood.formats.terminal_text import marked_excerpt


def with_keys(number: int) -> bytes:
    """Return a case with so many keys that nobody knows."""
    return json.dumps(hostile.good() | {f"key{at}": 1 for at in range(number)}).encode()


def calls(case: Path) -> int:
    """Count the calls of Python functions of a check and of its report."""
    with cProfile.Profile(builtins=False) as counted:
        found = examine.examine(case)
        human(found.problems, found.texts, width=100, colour=False, values=True)
    return sum(one.callcount for one in counted.getstats())


def test_the_first_hundred_are_shown_and_the_rest_counted(tmp_path: Path) -> None:
    """On a terminal; JSON has every one."""
    hostile.put(tmp_path, with_keys(1000))
    shown = run("check", cwd=tmp_path).stdout
    listed = json.loads(run("check", "--format", "json", cwd=tmp_path).stdout)
    assert len(listed) > 1000
    assert shown.endswith(
        f"{len(listed)} errors in cases/MG-2026-001/case.json\n"
        f"Showing the first 100 of {len(listed):,} problems. To list all of them, use check --format json.\n"
    )
    assert shown.count("\n") < 120
    assert listed[-1]["pointer"] == "/key999"


def test_a_hundred_are_shown_as_ever(tmp_path: Path) -> None:
    """No line about more where there are no more."""
    case = hostile.put(tmp_path, with_keys(MOST - 3))
    found = examine.examine(case)
    assert len(found.problems) == MOST
    assert "more" not in human(found.problems, found.texts, width=100, colour=False, values=True)


def test_words_are_guessed_for_as_many_as_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To find what was meant takes longer than anything else."""
    asked: list[str] = []
    monkeypatch.setattr(keys, "nearest_word", lambda word, _: asked.append(word))
    examine.examine(hostile.put(tmp_path, with_keys(1000)))
    assert len(asked) == report.MOST_GUESSES


@pytest.mark.parametrize(("subject", "most"), [("log", 1000), ("payments", 200), ("evidence", 200), ("accepted", 100)])
def test_a_list_that_is_too_long_is_one_mistake(tmp_path: Path, subject: str, most: int) -> None:
    """Its first entries are looked at like those of any list, and no other."""
    case = hostile.put(tmp_path, json.dumps(hostile.good() | {subject: [1] * (most + 500)}).encode())
    found = [problem for problem in examine.examine(case).problems if problem.place.pointer.startswith(f"/{subject}")]
    assert [one.message for one in found if one.rule == "S10"] == [f"This list has more than {most} entries."]
    assert len([one for one in found if one.rule == "S3"]) == most


def test_a_list_of_the_defaults_that_is_too_long_is_named_there(tmp_path: Path) -> None:
    """Once, at its own line."""
    shared = json.dumps({"agreement": {"evidence": [f"id-{at}" for at in range(200)]}}).encode()
    case = hostile.good()
    del case["agreement"]["evidence"]
    found = examine.examine(hostile.put(tmp_path, json.dumps(case).encode(), defaults=shared)).problems
    assert [one.place.file for one in found if one.rule == "S10"] == ["cases/defaults.json"]


LINEAR = (
    "unknown keys at the top",
    "words that are nearly known",
    "log entries, all the same",
    "payments of another currency",
    "evidence of the same file",
    "accepted rules that are none",
    "closed lists",
    "controls",
    "FILL IN all over",
)
"""Those of tests/hostile.py on which a rule was quadratic once."""


@pytest.mark.parametrize("shape", LINEAR)
def test_twice_as_much_is_twice_the_work(tmp_path: Path, shape: str) -> None:
    """From 15 to 30 kB; a part of the work is the same for every case."""
    small, large = (calls(hostile.put(tmp_path, hostile.SHAPES[shape](size))) for size in (15_000, 30_000))
    assert large < 2.2 * small


def test_the_count_sees_what_is_quadratic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: has_no_error_at as it was, which looked at every error each time."""

    def has_no_error_at(self: report.Report, pointer: str, subjects: str = "") -> bool:
        return not any(_is_near(wrong, pointer) for _, wrong in self._wrong) or not subjects

    def _is_near(wrong: str, pointer: str) -> bool:
        return wrong.startswith(pointer)

    monkeypatch.setattr(report.Report, "has_no_error_at", has_no_error_at)
    monkeypatch.setattr("makegood.pipeline.check.bounds.shorten_lists", lambda source: (source, ()))
    shape = hostile.SHAPES["evidence of the same file"]
    small, large = (calls(hostile.put(tmp_path, shape(size))) for size in (15_000, 30_000))
    assert large > 2.5 * small


def test_a_mark_in_a_line_of_a_megabyte_looks_at_its_surroundings() -> None:
    """What is shown is the same as in a line that is cut to them."""
    line = "x" * 500_000 + "here" + "y" * 500_000
    shown, mark = marked_excerpt(line, 500_000, 500_004, 60)
    assert (len(shown), shown[len(mark) - 4 : len(mark)]) == (60, "here")
    assert (shown, mark) == marked_excerpt(line[499_500:500_500], 500, 504, 60)
    assert marked_excerpt("here" + "y" * 500_000, 0, 4, 20) == ("here" + "y" * 14 + "…", "^^^^")
    assert marked_excerpt("x" * 500_000, 499_999, 500_001, 20) == marked_excerpt("x" * 500, 499, 501, 20)
    assert marked_excerpt("x" * 5000, 0, 5000, 20) == marked_excerpt("x" * 500, 0, 500, 20)


MENDED_BY_HAND = (
    "unknown keys at the top",
    "log entries that are empty",
    "FILL IN",
    "evidence",
    "closed lists",
    "tickets",
)
"""Shapes in which nothing can be mended for certain."""


@pytest.mark.parametrize("shape", MENDED_BY_HAND)
def test_fix_gives_what_check_says_where_it_makes_no_edit(tmp_path: Path, shape: str) -> None:
    """But where a file is no JSON object, which is left to check."""
    case = hostile.put(tmp_path, hostile.SHAPES[shape](3000))
    files, outcome = fix_or_check(case, Workspace.containing(case))
    assert files == ()
    assert outcome == (None if shape == "closed lists" else examine.examine(case))


AMOUNT = {"payments": [hostile.good()["payments"][0] | {"amount": "1.200,50 GBP"}]}


@pytest.mark.parametrize(("subject", "times"), [({"key": 1}, 1), (AMOUNT, 2)])
def test_fix_checks_each_state_of_a_case_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, subject: dict[str, object], times: int
) -> None:
    """As it is and, where an edit is tried, as it is then; the control is a command that forgets what it was told."""
    asked: list[object] = []
    for module in (suggestions, sys.modules["makegood.commands.fix.trial"]):
        monkeypatch.setattr(module, "check", lambda *given, real=module.check: asked.append(given) or real(*given))
    case = hostile.put(tmp_path, json.dumps(hostile.good() | subject).encode())
    monkeypatch.chdir(tmp_path)
    commands(["fix", str(case)], standalone_mode=False)
    assert len(asked) == times
    if times == 1:
        monkeypatch.setattr(
            "makegood.commands.fix.fix_or_check",
            lambda folder, workspace: (fix_or_check(folder, workspace)[0], None),
        )
        commands(["fix", str(case)], standalone_mode=False)
        assert len(asked) == 3


def test_commands_are_looked_up_once_for_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many problems it has; to look on the disk for each takes longer than to check it."""
    looked: list[Path] = []
    real = Path.is_file
    monkeypatch.setattr(Path, "is_file", lambda self: looked.append(self) or real(self))
    wrong = hostile.good() | {"accepted": [{"rule": "X1", "reason": "None."}]} | {f"key{at}": 1 for at in range(50)}
    monkeypatch.chdir(tmp_path)
    hostile.put(tmp_path, json.dumps(wrong).encode())
    commands(["check", "--format", "json"], standalone_mode=False)
    assert len([path for path in looked if path.name == "case.json"]) < 10


def test_an_error_is_noted_above_it_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once for each kind of it, not for each key; the control notes it anew each time."""
    noted: list[str] = []
    real = report._add
    monkeypatch.setattr(
        report, "_add", lambda subjects, pointer, subject: noted.append(pointer) or real(subjects, pointer, subject)
    )
    case = hostile.put(tmp_path, hostile.SHAPES["unknown keys in the creator"](15_000))
    problems = len(examine.examine(case).problems)
    assert len(noted) < 3.1 * problems
    monkeypatch.setattr(
        report,
        "_add",
        lambda subjects, pointer, subject: noted.append(pointer) or real(subjects, pointer, subject) or True,
    )
    noted.clear()
    examine.examine(case)
    assert len(noted) > 4 * problems


def test_fix_compares_words_that_may_be_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Letter by letter only those that begin or end alike; the control compares all of about one length."""
    compared: list[str] = []
    monkeypatch.setattr(certain_values, "_is_one_slip", lambda typed, meant: compared.append(meant) is not None)
    case = hostile.put(tmp_path, with_keys(50))
    find_fixes(case, Workspace.containing(case))
    assert compared == []
    monkeypatch.setattr(certain_values, "_has_an_end_of", lambda typed, meant: -2 < len(meant) - len(typed) < 2)
    find_fixes(case, Workspace.containing(case))
    assert len(compared) > 30


def test_fix_reads_a_large_file_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often it asks about it."""
    made: list[str] = []
    real = reader._JsonReader.__init__
    monkeypatch.setattr(reader._JsonReader, "__init__", lambda self, text: made.append(text) or real(self, text))
    reader.read_places.cache_clear()
    find_fixes(hostile.put(tmp_path, with_keys(50)), Workspace.containing(hostile.put(tmp_path, with_keys(50))))
    assert len(made) == 1


ODD = (
    '{"a": 1, "a": 2, "b": [], "b": {}, }',
    '{"a/b": 1, "c~": 2, "d": "\\n", "e": "\t", "f": "\x01", }',
    "[1, 2,, 3, ]",
    '{"a":, "b": 1, 2, "c": 3, : 4, }',
    '["a", "b", "c": 1, "d": 2, ]',
    '{"a": [1, 2, "b": 3, "c": 4, }',
    "1, 2, 3, ",
    '{"a": 01, "b": 1e5, "c": 1234567890123456789, "d": -0.5, "e": nul, }',
    "{\n  [],\n {}, [\n], {\n}, }",
    "[" * 32 + "1, [], 2, ",
    '["no end, 1, 2, \n"a", 3, ] ',
    '{"a": 1, // no\n "b": 2, /* no */ "c": 3, ',
)
"""Texts that have mistakes beside entries in which there is none."""


class InPieces(reader._JsonReader):
    """A reader that takes no entry whole."""

    def _take_whole(self, start: int) -> bool:
        return start < 0


def differ(text: str) -> bool:
    """Return whether reading the entries whole gives another result than reading each in its pieces."""
    whole, pieces = reader._JsonReader(text).read(), InPieces(text).read()
    return list(whole.nodes.items()) != list(pieces.nodes.items()) or whole.faults != pieces.faults


def test_entries_that_are_read_whole_are_read_as_in_pieces() -> None:
    """Every place and every mistake, also where entries with mistakes are around them."""
    texts = (*(made(1500).decode() for made in hostile.SHAPES.values()), *ODD)
    assert [text for text in texts if differ(text)] == []


def test_a_difference_to_reading_in_pieces_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a pattern that takes a number with a mistake."""
    monkeypatch.setitem(reader.WHOLE, "{", re.compile(r'(?: *"(?P<key>.)": (?P<value>[0-9]+),)?'))
    assert differ('{"a": 01, "b": 2}')


PLAIN = (
    "log entries that are empty",
    "log entries that are numbers",
    "deliverables that are lists",
    "unknown keys at the top",
)


def pieces(monkeypatch: pytest.MonkeyPatch, read: type[reader._JsonReader], text: str) -> int:
    """Count the pieces that a reader looks at."""
    fed: list[object] = []
    feed = reader._JsonReader._feed
    with monkeypatch.context() as patched:
        patched.setattr(read, "_feed", lambda self, token: fed.append(token) or feed(self, token))
        read(text).read()
    return len(fed)


@pytest.mark.parametrize("shape", PLAIN)
def test_what_has_no_mistake_is_not_read_in_pieces(monkeypatch: pytest.MonkeyPatch, shape: str) -> None:
    """The control, a reader that takes no entry whole, looks at three times as many pieces and more."""
    text = hostile.SHAPES[shape](30_000).decode()
    whole, every = pieces(monkeypatch, reader._JsonReader, text), pieces(monkeypatch, InPieces, text)
    assert whole < every / 3


def test_so_many_mistakes_of_json_that_not_all_are_listed(tmp_path: Path) -> None:
    """A thousand, and the last says that there are more; with one less nothing is said."""
    for number, said in ((1001, True), (999, False)):
        home = tmp_path / str(number)
        hostile.put(home, b'{ "a": "' + rb"\q" * number + b'" }')
        listed = json.loads(run("check", "--format", "json", cwd=home).stdout)
        assert len([one for one in listed if one["rule"] == "J1"]) == min(number, 1000)
        assert any("not listed" in one["message"] for one in listed) is said


def test_a_run_of_one_unseen_character_is_one_mistake(tmp_path: Path) -> None:
    """A file of zeros, as a disk leaves them; two characters are two."""
    for held, count in ((b"\0" * 5000, 1), (b"\0\0\1\1\0", 3)):
        home = tmp_path / str(len(held))
        hostile.put(home, held)
        listed = json.loads(run("check", "--format", "json", cwd=home).stdout)
        assert len(listed) == count
