"""report: what a person and a program are shown of a problem."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood import reporting
from makegood.model.errors import Place, Problem
from makegood.formats.terminal_text import marked_excerpt, visible, cell_width

FILE = "cases/MG-2026-001/case.json"
TEXT = '{\n  "refund": { "requested": "GBP 1500.00" },\n\t"payments": []\n}\n'
REQUESTED = Place(FILE, 2, 28, 2, 41, "/refund/requested")


def problem(place: Place = REQUESTED, **other: object) -> Problem:
    """Make a problem whose words are short."""
    words = {"rule": "M3", "severity": "error", "message": "It is not so.", "fix": "Mend it."} | other
    return Problem(place=place, **words)  # type: ignore[arg-type]  # the words are given as one mapping


def human(*problems: Problem, text: str = TEXT, columns: int = 80, colour: bool = False, values: bool = True) -> str:
    """Write the report for a person."""
    return reporting.human(problems, {FILE: text}, width=columns, colour=colour, values=values)


def test_a_problem_is_shown_with_its_line_its_mark_and_its_fix() -> None:
    """The whole form, to the letter."""
    other = Place(FILE, 3, 2, 3, 12, "/payments")
    assert human(problem(related=(other,), detail="1500 is not 500")) == (
        "error[M3]: It is not so.\n"
        " --> cases/MG-2026-001/case.json:2:28\n"
        "  |\n"
        '2 |   "refund": { "requested": "GBP 1500.00" },\n'
        "  |                            ^^^^^^^^^^^^^\n"
        " ::: cases/MG-2026-001/case.json:3:2\n"
        "  |\n"
        '3 |     "payments": []\n'
        "  |     ----------\n"
        "  = 1500 is not 500\n"
        "  = fix: Mend it.\n"
        "\n"
        "1 error in cases/MG-2026-001/case.json\n"
    )


def test_no_problem_no_text() -> None:
    """Silence is good news."""
    assert human() == ""
    assert reporting.machine([]) == "[]\n"


def test_without_values_neither_line_nor_detail_is_shown() -> None:
    """What CI prints holds no value; the control shows that the same report has them otherwise."""
    one = problem(detail="GBP 1500.00")
    assert "1500" in human(one)
    hidden = human(one, values=False)
    assert "1500" not in hidden
    assert "case.json:2:28" in hidden
    assert "Mend it." in hidden


def test_the_machine_form_never_holds_a_detail() -> None:
    """Every key that decisions name, and nothing else."""
    rows = json.loads(reporting.machine([problem(detail="secret", related=(REQUESTED,))]))
    assert rows == [
        {
            "file": FILE,
            "line": 2,
            "column": 28,
            "end_line": 2,
            "end_column": 41,
            "pointer": "/refund/requested",
            "rule": "M3",
            "severity": "error",
            "message": "It is not so.",
            "fix": "Mend it.",
            "related": [{"file": FILE, "line": 2, "column": 28, "pointer": "/refund/requested"}],
        }
    ]


def test_the_machine_form_is_ascii() -> None:
    """A file's name cannot bring a control character, an escape sequence or a direction into a log."""
    text = reporting.machine([problem(Place("cases/X/evidence/\x1b]0;a\x07\u202e\x9bé.png"))])
    assert text.isascii()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text)


@pytest.mark.parametrize("values", [True, False])
def test_no_control_character_reaches_the_terminal(values: bool) -> None:  # noqa: FBT001 - both ways are tried
    """Escape sequences in lines, names, details and sentences are shown, not obeyed."""
    bad = "\x1b[31m\u202e\x9b\x07\u2066::error::"
    line = f'  "a": "{bad}"'
    shown = human(
        problem(Place(FILE, 1, 8, 1, 20), detail=bad, message=bad, fix=bad),
        problem(Place(bad)),
        text=line,
        values=values,
    )
    assert not [one for one in shown if one != "\n" and unicodedata.category(one) in {"Cc", "Cf"}]
    assert "\\x1b[31m" in shown
    assert not any(one.startswith("::error::") for one in shown.splitlines())


def test_colour_changes_nothing_but_colour() -> None:
    """Without its colours the coloured report is the plain one."""
    painted = human(problem(detail="d"), colour=True)
    assert "\x1b[1;31m" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == human(problem(detail="d"))


def test_the_last_line_counts() -> None:
    """Errors and warnings, one file or several."""
    warning = problem(severity="warning")
    assert human(problem(), problem(), problem(), warning).endswith(
        "3 errors, 1 warning in cases/MG-2026-001/case.json\n"
    )
    assert human(warning, problem(Place("cases/defaults.json"))).endswith("1 error, 1 warning in 2 files\n")


def test_problems_stand_in_the_order_of_the_file() -> None:
    """One reads from top to bottom, whatever found what first."""
    late, early = problem(Place(FILE, 4, 1, 4, 2), rule="M1"), problem(rule="S1")
    shown = human(late, early)
    assert shown.index("S1") < shown.index("M1")


def test_a_place_that_is_not_in_the_text_is_shown_without_a_line() -> None:
    """A whole file, a line that is gone, a file whose text is not known."""
    for place in (Place(FILE), Place(FILE, 99, 1, 99, 2), Place("other.json", 1, 1, 1, 2)):
        shown = human(problem(place))
        assert " | " not in shown
        assert "fix: Mend it." in shown


def test_a_mark_over_several_lines_ends_with_its_first() -> None:
    """An object is marked where it begins."""
    assert "1 | {\n  | ^\n" in human(problem(Place(FILE, 1, 1, 4, 2)))


def test_tabs_and_wide_characters_keep_the_mark_below_its_text() -> None:
    """A tab reaches to the next stop, a wide character takes two cells, a combining one none."""
    assert marked_excerpt("\ta\tb", 3, 4, 80) == ("    a   b", " " * 8 + "^")
    assert marked_excerpt('"東京": x', 6, 7, 80) == ('"東京": x', " " * 8 + "^")
    assert marked_excerpt("e\u0301x", 2, 3, 80) == ("e\u0301x", " ^")
    assert marked_excerpt("a\x1bb", 1, 2, 80) == ("a\\x1bb", " ^^^^")


def test_something_missing_at_the_end_has_a_mark_after_the_end() -> None:
    """A missing comma is marked right behind the last character."""
    assert marked_excerpt('"a": 1', 6, 6, 80) == ('"a": 1', " " * 6 + "^")


@given(st.text(max_size=200), st.integers(0, 220), st.integers(0, 60), st.integers(12, 90))
def test_a_line_never_takes_more_than_its_room(line: str, start: int, length: int, room: int) -> None:
    """Whatever stands in it, the line fits and the mark begins inside it."""
    shown, mark = marked_excerpt(line, start, start + length, room)
    assert cell_width(shown) <= room
    assert len(mark) <= room + 1
    assert mark.strip("^ ") == ""
    assert mark.endswith("^")


def test_long_lines_are_cut_around_the_mark() -> None:
    """The text that is marked is the text that was meant, however far to the right it stands."""
    line = "x" * 500 + "HERE" + "y" * 500
    shown, mark = marked_excerpt(line, 500, 504, 60)
    start = len(mark) - len(mark.lstrip())
    assert shown[start : start + 4] == "HERE"
    assert mark.strip() == "^^^^"
    assert shown.startswith("…")
    assert shown.endswith("…")


def test_visible_leaves_letters_alone() -> None:
    """Control: what can be seen is not escaped."""
    assert visible("Ünïcode 東京 👩‍👩‍👧 é") == "Ünïcode 東京 👩‍👩‍👧 é"


def test_what_is_said_of_many_values_is_said_once() -> None:
    """Three or more problems in the same words: the words once, a line for each value; without values no value."""
    text = '{\n  "a": "FILL IN: x",\n  "b": { "c": "FILL IN: y" },\n  "d": "FILL IN\x1b"\n}\n'
    places = (Place(FILE, 2, 8, 2, 20, "/a"), Place(FILE, 3, 15, 3, 27, "/b/c"), Place(FILE, 4, 8, 4, 18, "/d"))
    many = [problem(place) for place in places]
    assert human(*many, text=text) == (
        "error[M3]: It is not so. (3 places)\n"
        " --> cases/MG-2026-001/case.json:2:8\n"
        "  |\n"
        '2 | a: "FILL IN: x"\n'
        '3 | b.c: "FILL IN: y"\n'
        '4 | d: "FILL IN\\x1b"\n'
        "  = fix: Mend it.\n"
        "\n"
        "3 errors in cases/MG-2026-001/case.json\n"
    )
    assert "FILL" not in human(*many, text=text, values=False)
    assert "3 | b.c\n" in human(*many, text=text, values=False)
    assert human(*many[:2], text=text).count("It is not so.") == 2


def test_github_gets_a_command_for_each_problem() -> None:
    """The whole form, to the letter; a whole file has no line, and what goes over lines no columns."""
    warning = problem(Place(FILE, 3, 2, 4, 1), severity="warning", rule="M1", detail="GBP 1500.00")
    assert reporting.github([problem(), warning, problem(Place("cases/X/evidence"))]).splitlines() == [
        f"::error file={FILE},line=2,col=28,endLine=2,endColumn=41,title=M3::It is not so.%0AMend it.",
        "::error file=cases/X/evidence,title=M3::It is not so.%0AMend it.",
        f"::warning file={FILE},line=3,endLine=4,title=M1::It is not so.%0AMend it.",
    ]
    assert reporting.github([]) == ""
    assert reporting.github([problem()], "refunds/").startswith(f"::error file=refunds/{FILE},line=2,")


def test_github_gets_what_it_shows_and_the_summary_the_rest() -> None:
    """It shows ten errors and ten warnings of a step: the errors stand first, each once, and none is lost."""
    warnings = [problem(Place(FILE, line, 1, line, 2), severity="warning") for line in range(1, 13)]
    errors = [problem(Place(FILE, line, 1, line, 2)) for line in range(101, 112)]
    lines = reporting.github([*warnings, *errors, *errors]).splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["::error"] * 10 + ["::warning"] * 10
    assert reporting.unannotated([*warnings, *errors, *errors], "refunds/").splitlines()[0] == (
        "GitHub shows 10 errors and 10 warnings at their lines. 3 more problems:"
    )
    rows = reporting.unannotated([*warnings, *errors]).splitlines()[4:]
    assert [line.split(" | ")[:3] for line in rows if line] == [
        [f"| {FILE}\\:111", "M3", "error"],
        [f"| {FILE}\\:11", "M3", "warning"],
        [f"| {FILE}\\:12", "M3", "warning"],
    ]
    assert reporting.unannotated(errors[:10] + warnings[:10]) == ""


def test_a_summary_holds_no_markup_of_a_stranger() -> None:
    """The name of a file is one cell of the table, whatever it contains; a very long list is cut."""
    name = "a|b\n# c <img src=x> [d](e) `f` @g ::error::\x1b"
    many = [problem(Place(f"{number} {name}")) for number in range(120)]
    text = reporting.unannotated(many)
    assert len([line for line in text.splitlines() if line.startswith("| ") and "M3" in line]) == 100
    assert "10 of them are not listed here." in text
    row = next(line for line in text.splitlines() if "M3" in line)
    assert row.replace("\\|", "").count("|") == 5
    assert "<img" not in row.replace("\\<", "")
    assert "\x1b" not in text


def test_github_commands_cannot_be_broken_out_of() -> None:
    """A file's name is somebody else's: neither a command of its own nor an escape sequence can be made of it."""
    text = reporting.github(
        [problem(Place("a,b:c%\r\n::stop::\x1b]0;x\x07\u202e", 1, 2, 1, 3), message="100%: a, b\n::x::")]
    )
    assert text == (
        "::error file=a%2Cb%3Ac%25%0D%0A%3A%3Astop%3A%3A\\x1b]0;x\\x07\\u202e,line=1,col=2,endLine=1,endColumn=3,title=M3"
        "::100%25: a, b%0A::x::%0AMend it.\n"
    )


def test_many_cases_are_counted_in_a_line() -> None:
    """Each case by its worst problem; a grade that no case has is left out."""
    bad, warned = (problem(), problem(severity="warning")), (problem(severity="warning"),)
    assert reporting.summary([(), bad, warned, ()]) == "4 cases: 2 good, 1 with warnings, 1 with errors."
    assert reporting.summary([(), ()]) == "2 cases: 2 good."
    assert reporting.summary([bad]) == "1 case: 1 with errors."


WORDY = "This sentence is longer than a narrow terminal, and is broken where it has blanks and nowhere else."


@pytest.mark.parametrize(("columns", "most"), [(40, 40), (80, 80), (200, 120)])
@pytest.mark.parametrize("colour", [True, False])
def test_a_report_is_never_wider_than_the_terminal(columns: int, most: int, colour: bool) -> None:  # noqa: FBT001
    """Sentences, details, fixes, lines and lists of places, in wide characters too; a place is never broken."""
    name = "deliverables/0/metrics/0/guaranteed_by_the_creator_in_writing"
    text = "{\n" + f'"a": "{"x" * 300}",\n' * 3 + f'"b": "{"東" * 300}"\n' + "}"
    alike = [problem(Place(FILE, line, 6, line, 300, f"/{name}"), message=WORDY, fix=WORDY) for line in (2, 3, 4)]
    single = problem(Place(FILE, 5, 6, 5, 300, "/b"), message=WORDY, fix=WORDY, detail="東京 " * 60, severity="warning")
    shown = re.sub(r"\x1b\[[0-9;]*m", "", human(*alike, single, text=text, columns=columns, colour=colour))
    lines = [line for line in shown.splitlines() if "-->" not in line]
    assert max(map(cell_width, lines)) <= most
    assert max(map(cell_width, lines)) > most - 12
    assert " ".join(shown.split()).count(WORDY) >= (4 if columns > 80 else 0)
    assert f"in {FILE}" in shown
