"""What is typed after a variable of make arrives as it was typed, or is refused by its name; none of it is ever run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
PARTS = REPOSITORY / "src" / "makegood"
RECORDER = '#!/bin/sh\nfor one; do printf "%s\\0" "$one"; done >>"$RECORD"\nprintf "\\0\\0" >>"$RECORD"\n'
NASTIES = (
    "They offered $500 back",
    "$$",
    "a $(shell touch x) b",
    "${HOME}",
    "`touch x`",
    "it's",
    'she said "no"',
    "'; touch x; '",
    "#1",
    "50% off",
    "a; touch x",
    "a & touch x",
    "a | touch x > x",
    "a\\b",
    "ends in \\",
    "~/mail.eml",
    "two\nlines",
    "Müller 山 🙂 \u202f€",
    "blank after ",
    "a=b=c",
    "a,b)",
    "-n",
    "--help",
    "$(error no)$(MAKEFLAGS)",
    "@echo",
    "$x",
    "*",
    "!x",
    "(",
    "",
)
LEADING = ("  blanks before", "\ttab before")
"""make itself takes the blanks away that stand first in a variable of its command line."""
OPTIONS = (
    "ON",
    "BY",
    "VIA",
    "TEXT",
    "AMOUNT",
    "DEADLINE",
    "DELIVERABLE",
    "NUMBER",
    "FEE",
    "EVIDENCE",
    "EML",
    "LENGTH",
    "FROM",
)
NEW = ("CHANNEL", "FROM", "DATES", "DECIMAL", "CURRENCY")
YES = {"WRITE": "fix", "AGAIN": "log", "ACCEPT": "log", "STRICT": "check"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A workspace whose program, Python and set-up write down with what they were called."""
    home = tmp_path / "my cases"
    (home / "src" / "makegood").mkdir(parents=True)
    for name in ("case.mk", "typed.mk"):
        shutil.copy(PARTS / name, home / "src" / "makegood" / name)
    shutil.copy(REPOSITORY / "Makefile", home / "Makefile")
    case = home / "cases" / "MG-2026-001"
    case.mkdir(parents=True)
    (case / "case.json").write_text("{}")
    shutil.copy(PARTS / "case.Makefile", case / "Makefile")
    for name in ("requirements.lock", "pyproject.toml"):
        (home / name).touch()
    (home / "setup.sh").write_text('printf "%s\\0%s\\0\\0\\0" "$PYTHON" "$MAKEGOOD_CORPORA" >>"$RECORD"\n')
    (home / ".venv" / "bin").mkdir(parents=True)
    for name in ("makegood", "python"):
        (home / ".venv" / "bin" / name).write_text(RECORDER)
        (home / ".venv" / "bin" / name).chmod(0o755)
    for path in home.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    for stamp in (".ready", ".made-from"):
        (home / ".venv" / stamp).touch()
    return home


def make(folder: Path, *arguments: str, **env: str) -> tuple[int, list[list[str]], str]:
    """Return the status, the words of each call, and what was printed on the way."""
    home = next(path for path in (folder, *folder.parents) if (path / "cases").is_dir())
    record = home / "record"
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "WSL"))}
    done = subprocess.run(
        ["make", *arguments],
        cwd=folder,
        env={**clean, **env, "RECORD": str(record)},
        capture_output=True,
        text=True,
        check=False,
    )
    calls = record.read_text().split("\0\0\0")[:-1] if record.exists() else []
    record.unlink(missing_ok=True)
    return done.returncode, [call.split("\0") for call in calls], done.stderr


def both_ways(folder: Path, goals: tuple[str, ...], typed: dict[str, str]) -> list[tuple[int, list[list[str]], str]]:
    """Type the variables on make's command line, and give them in the environment."""
    on_line = (
        []
        if any(value.startswith((" ", "\t")) for value in typed.values())
        else [make(folder, *goals, *(f"{name}={value}" for name, value in typed.items()))]
    )
    return [*on_line, make(folder, *goals, **typed)]


@pytest.mark.parametrize("nasty", [*NASTIES, *LEADING])
def test_each_variable_arrives_as_typed(home: Path, nasty: str) -> None:
    """Every variable of both Makefiles, on the command line and in the environment; nothing runs."""
    case = home / "cases" / "MG-2026-001"
    given = [(f"--{name.lower()}", nasty) for name in reversed(OPTIONS)] if nasty else []
    options = [part for pair in given for part in pair]
    words = [nasty] if nasty else []
    of = ["--of", nasty] if nasty else []
    typed = dict.fromkeys(("EVENT", "WHAT", *OPTIONS, "LETTER", "NAME", "OF"), nasty)
    for status, calls, printed in both_ways(case, ("log", "sent", "explain"), typed):
        assert (status, printed) == (0, "")
        assert calls == [
            ["log", *options, "--", ".", nasty, nasty] if nasty else ["explain", "log"],
            ["log", *options, "--", ".", "sent", *words],
            ["explain", *of, "--", *words],
        ]
    typed = dict.fromkeys(("REF", *NEW, "NAME", "CASE", "OF"), nasty)
    for status, calls, printed in both_ways(home, ("new", "explain"), typed):
        assert (status, printed) == (0, "")
        wanted = (
            [*(part for name in reversed(NEW) for part in (f"--{name.lower()}", nasty)), "--", nasty] if nasty else []
        )
        assert calls == [["new", *wanted], ["explain", *of, "--", *words, *words]]
    for status, calls, _ in both_ways(home, ("corpora",), {"MAKEGOOD_CORPORA": nasty, "PYTHON": nasty}):
        assert (status, calls[:1]) == ((0, [[nasty, nasty]]) if nasty else (2, []))
    for name, goal in YES.items():
        for status, calls, printed in (
            both_ways(case, (goal,), {name: nasty, "EVENT": "noted"})
            if goal == "log"
            else both_ways(case, (goal,), {name: nasty})
        ):
            assert (status, len(calls)) == ((2, 0) if nasty else (0, 1))
            assert not nasty or f"Use {name}=yes, or omit {name}." in printed
    assert not [path for path in (*home.glob("*"), *case.glob("*")) if path.name == "x"]


@pytest.mark.parametrize(
    ("name", "goal", "option"),
    [
        ("WRITE", "fix", "--write"),
        ("STRICT", "check", "--strict"),
        ("AGAIN", "log", "--again"),
        ("ACCEPT", "log", "--accept"),
    ],
)
def test_yes_is_the_option_and_no_is_none(home: Path, name: str, goal: str, option: str) -> None:
    """WRITE=no writes nothing, at the root and in a case."""
    case = home / "cases" / "MG-2026-001"
    event = ["EVENT=noted"] if goal == "log" else []
    for folder in (case, home) if goal != "log" else (case,):
        for value, has in (("yes", True), ("no", False), ("", False)):
            _, calls, _ = make(folder, goal, *event, f"{name}={value}")
            assert [option in call for call in calls] == [has]


@pytest.mark.parametrize(
    ("goal", "typed", "said"),
    [
        ("new", "FORM=creators.csv", "make new does not take FORM. Did you mean FROM?"),
        ("new", "CHANEL=x", "Did you mean CHANNEL?"),
        ("log", "EVNT=paid", "make log does not take EVNT. Did you mean EVENT?"),
        ("log", "text=x", "Did you mean TEXT?"),
        ("log", "EVIDNECE=a", "Did you mean EVIDENCE?"),
        ("check", "EVENT=paid", "make check does not take EVENT. Use it with make log. make check takes STRICT."),
        ("today", "NAME=x", "make today does not take NAME. Use it with make explain. make today takes no variables."),
        ("sent", "SHELL=$(shell touch x)", "make sent does not take SHELL."),
        ("log", "makegood=touch x", "make log does not take makegood."),
        ("log", "x;touch${IFS}x=$(shell touch x)", "make log does not take x;touch"),
        ("log", "'x=1", "make log does not take 'x."),
    ],
)
def test_a_variable_that_is_not_known_is_named_with_the_nearest(home: Path, goal: str, typed: str, said: str) -> None:
    """Nothing is done then, and what stands in it is run by nobody; two are named at once."""
    folder = home if goal == "new" else home / "cases" / "MG-2026-001"
    status, calls, printed = make(folder, goal, typed, "ZZZZZZ=$(shell touch x)")
    assert (status, calls) == (2, [])
    assert said in printed
    assert f"make {goal} does not take ZZZZZZ." in printed
    assert not [path for path in (*home.glob("*"), *folder.glob("*")) if path.name == "x"]


def test_what_stands_in_the_environment_by_chance_stops_nothing(home: Path) -> None:
    """An unknown variable of the environment is not ours; on Windows NAME is the computer's."""
    case = home / "cases" / "MG-2026-001"
    assert make(case, "check", EVENT="paid", FORM="x", stale="$(shell touch x)")[:2] == (0, [["check", "."]])
    assert make(case, "explain", NAME="DESKTOP-1", WSL_DISTRO_NAME="Debian")[1] == [["explain", "--"]]
    assert make(case, "explain", "NAME=status", WSL_DISTRO_NAME="Debian")[1] == [["explain", "--", "status"]]
    assert make(case, "explain", NAME="status")[1] == [["explain", "--", "status"]]
    make(home, stale="$(shell touch x)")
    assert not (home / "x").exists()


def test_the_table_can_fail(home: Path) -> None:
    """With the variables handed on as make does it by itself, a `$` is lost and a command runs."""
    part = home / "src" / "makegood" / "typed.mk"
    text = part.read_text()
    part.write_text(text.replace("$(eval override $(typed.one) := $$(value $(typed.one)))", ""))
    assert part.read_text() != text
    case = home / "cases" / "MG-2026-001"
    assert make(case, "log", "EVENT=noted", "TEXT=They offered $500 back")[1] != [
        ["log", "--text", "They offered $500 back", "--", ".", "noted"]
    ]
    make(case, "log", "EVENT=noted", "TEXT=$(shell touch x)")
    assert (case / "x").exists()


def test_a_target_of_ones_own_takes_any_variable(home: Path) -> None:
    """It may stand below the line that includes ours, and what is typed is text there too."""
    case = home / "cases" / "MG-2026-001"
    with (case / "Makefile").open("a") as file:
        file.write('mine:\n\t@$(makegood) "$$WORD"\n')
    assert make(case, "mine", "WORD=$(shell touch x)")[1] == [["$(shell touch x)"]]
    assert not (case / "x").exists()


def test_every_variable_of_a_recipe_is_in_the_table() -> None:
    """A variable that a recipe reads is one that its target takes, and one that the table above types."""
    typed = {
        *OPTIONS,
        *YES,
        "EVENT",
        "WHAT",
        "LETTER",
        "NAME",
        "OF",
        "CASE",
        "REF",
        *NEW,
        "MAKEGOOD_CORPORA",
        "MINUTES",
    }
    taken: set[str] = set()
    for path in (REPOSITORY / "Makefile", PARTS / "case.mk"):
        text = path.read_text(encoding="utf-8")
        read = set(re.findall(r"\$\$([A-Z_]+)|\$\(call yes,([A-Z]+)", text))
        takes = {
            name
            for line in re.findall(r"^takes\.\S+ := (.*)$", text, re.MULTILINE)
            for name in re.findall(r"\b[A-Z_]{2,}\b", line)
        }
        assert {one or other for one, other in read} - takes == set(), path
        taken |= takes
    assert taken == typed


def test_without_a_checkout_the_case_finds_the_program_s_part(home: Path, tmp_path: Path) -> None:
    """Where makegood was installed elsewhere, build/ holds what the Makefile includes; without it the fix is named."""
    (home / "build").mkdir()
    (home / "src" / "makegood").rename(home / "build" / ".make")
    for path in (home / "setup.sh", home / "Makefile"):
        path.unlink()
    case = home / "cases" / "MG-2026-001"
    assert make(case, "log", "EVENT=noted", "TEXT=$5")[1] == [["log", "--text", "$5", "--", ".", "noted"]]
    shutil.rmtree(home / "build")
    status, _, printed = make(case)
    assert status == 2
    assert "Type: makegood build ." in printed
