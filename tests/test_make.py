"""Real `make`, over a stand-in for makegood that writes down how it was called."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

from makegood.model.workspace import Workspace
from makegood.pipeline.manifest import make_rule

REPOSITORY = Path(__file__).parent.parent
sys.path.insert(0, str(REPOSITORY / "tests" / "prove"))

import mutants  # noqa: E402  # found only now

SHEBANG = f"""#!/bin/sh
exec '{sys.executable}' "$0.py" "$@"
"""
STAND_IN = f"""import os, sys
from pathlib import Path
sys.path.insert(0, {str(REPOSITORY / "src")!r})
from makegood.model.workspace import Workspace
from makegood.pipeline.manifest import make_rule
home = Path(os.environ["HOME_OF_TEST"])
with (home / "calls").open("a") as calls:
    calls.write("\\x1f".join(sys.argv[1:]) + "\\n")
if sys.argv[1] == "build":
    named = [Path(one).resolve() for one in sys.argv[2:] if not one.startswith("-")]
    for case in named or sorted(path.parent for path in home.glob("cases/*/case.json")):
        if (case / "broken").exists():
            continue
        build = home / "build" / case.name
        build.mkdir(parents=True, exist_ok=True)
        inputs = [case / "case.json", case / "evidence", *sorted((case / "evidence").iterdir())]
        (build / "manifest.d").write_text(make_rule(case.name, inputs, os.environ.get("FRESH", ""), Workspace(home)))
        (build / "manifest.json").write_text("{{}}")
"""
ODD = "Screen shot #1 100% $(touch pwned) 9:41 ü\u202f\U0001f642 [x] 'y'.png"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A workspace in a path with spaces, its set-up done, with three cases."""
    home = tmp_path / "a b" / "my cases"
    home.mkdir(parents=True)
    for name in ("Makefile", "setup.sh", "requirements.lock", "pyproject.toml"):
        shutil.copy(REPOSITORY / name, home / name)
    parts = home / "src" / "makegood"
    parts.mkdir(parents=True)
    for name in ("case.mk", "typed.mk"):
        shutil.copy(REPOSITORY / "src" / "makegood" / name, parts / name)
    (home / ".venv" / "bin").mkdir(parents=True)
    # A first line that names Python itself would break where the checkout's path holds a space.
    (home / ".venv" / "bin" / "makegood").write_text(SHEBANG)
    (home / ".venv" / "bin" / "makegood.py").write_text(STAND_IN)
    (home / ".venv" / "bin" / "makegood").chmod(0o755)
    for ref in ("MG-2026-001", "MG-2026-002", "MG-2026-003"):
        case = home / "cases" / ref
        (case / "evidence").mkdir(parents=True)
        (case / "case.json").write_text("{}")
        shutil.copy(REPOSITORY / "src" / "makegood" / "case.Makefile", case / "Makefile")
    (home / "cases" / "MG-2026-001" / "evidence" / ODD).write_text("1")
    for path in home.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    for stamp in (".ready", ".made-from"):
        (home / ".venv" / stamp).touch()
    return home


def make(folder: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    home = next(path for path in (folder, *folder.parents) if (path / "cases").is_dir())
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", *arguments],
        cwd=folder,
        env={**clean, "HOME_OF_TEST": str(home), **env},
        capture_output=True,
        text=True,
        check=False,
    )


def calls(home: Path) -> list[list[str]]:
    """How makegood was called since the last look."""
    log = home / "calls"
    lines = log.read_text().splitlines() if log.exists() else []
    log.unlink(missing_ok=True)
    return [line.split("\x1f") for line in lines]


def test_the_first_make_builds_all_in_one_process(home: Path) -> None:
    """All cases are stale: one call without names, and a last line to click."""
    done = make(home)
    assert (done.returncode, calls(home)) == (0, [["build", "--overview"]])
    assert done.stdout == ""  # the last lines are makegood's own


def test_nothing_to_do_starts_nothing(home: Path) -> None:
    """The second make calls nobody, at the root and in a case folder."""
    make(home)
    calls(home)
    (home / "build" / "docket.mk").write_text("docket_count := 3 cases.\ndocket_hint :=\n")
    link = (home / "build" / "index.html").as_uri()
    assert make(home).stdout == f"3 cases. Open {link}\n"
    assert make(home / "cases" / "MG-2026-001").stdout.startswith("Results:")
    assert calls(home) == []


def test_an_edit_builds_that_case_alone(home: Path) -> None:
    """A changed file of evidence, whatever its name, and a new one each make their own case stale."""
    make(home)
    calls(home)
    later = (4_000_000_000, 4_000_000_000)
    os.utime(home / "cases" / "MG-2026-001" / "evidence" / ODD, later)
    make(home)
    assert calls(home) == [["build", "--overview", "cases/MG-2026-001"]]
    os.utime(home / "cases" / "MG-2026-001" / "evidence" / ODD, (1, 1))
    make(home)
    calls(home)
    folder = home / "cases" / "MG-2026-002" / "evidence"
    (folder / "new.png").write_text("1")
    os.utime(folder, later)
    make(home)
    assert calls(home) == [["build", "--overview", "cases/MG-2026-002"]]


def test_a_removed_file_is_no_error(home: Path) -> None:
    """Evidence that was taken away makes the case stale; make does not ask who could make it."""
    make(home)
    calls(home)
    (home / "cases" / "MG-2026-001" / "evidence" / ODD).unlink()
    assert make(home).returncode == 0
    assert calls(home) == [["build", "--overview", "cases/MG-2026-001"]]


def test_a_letter_ages(home: Path) -> None:
    """After the day in manifest.d a case is built again, at the root and in its folder; before it is not."""
    make(home, FRESH="29991231")
    calls(home)
    make(home)
    make(home / "cases" / "MG-2026-003")
    assert calls(home) == []
    shutil.rmtree(home / "build")
    make(home, FRESH="20200101")
    calls(home)
    make(home, FRESH="20200101")
    assert calls(home) == [["build", "--overview"]]
    make(home / "cases" / "MG-2026-003", FRESH="20200101")
    assert calls(home) == [["build", "."]]


def test_the_page_over_all_cases_ages(home: Path) -> None:
    """It is of a day: on the same day make starts nothing, on another it is made anew, after what is built."""
    make(home)
    calls(home)
    day = home / "build" / "docket.mk"
    day.write_text(f"docket_day := {date.today():%Y%m%d}\n")
    assert (make(home).returncode, calls(home)) == (0, [])
    day.write_text("docket_day := 20200101\n")
    assert (make(home).returncode, calls(home)) == (0, [["status", "--page"]])
    assert (make(home, "status").returncode, calls(home)) == (0, [["status"]])


def test_a_failed_case_is_tried_again(home: Path) -> None:
    """Without a manifest the next make calls makegood again, for that case alone."""
    (home / "cases" / "MG-2026-002" / "broken").touch()
    make(home)
    calls(home)
    make(home)
    assert calls(home) == [["build", "--overview", "cases/MG-2026-002"]]


def test_many_jobs_are_safe(home: Path) -> None:
    """-j8 still calls once."""
    assert make(home, "-j8").returncode == 0
    assert calls(home) == [["build", "--overview"]]


def test_a_case_folder_builds_itself(home: Path) -> None:
    """`make` in a case folder calls makegood for it and ends with the link of its page."""
    done = make(home / "cases" / "MG-2026-001")
    assert calls(home) == [["build", "."]]
    assert done.stdout.splitlines()[-1].endswith("/a%20b/my%20cases/build/MG-2026-001/index.html")
    make(home / "cases" / "MG-2026-001", "today")
    make(home / "cases" / "MG-2026-001", "check")
    assert calls(home) == [["build", "--renew", "."], ["check", "."]]


def test_a_space_in_a_case_folder_is_refused_clearly(home: Path) -> None:
    """make cannot hold such a name; in the folder the sentence says so, at the root makegood is asked."""
    (home / "cases" / "MG-2026-003").rename(home / "cases" / "MG 3")
    done = make(home / "cases" / "MG 3")
    assert done.returncode == 2
    assert "contains a space" in done.stderr
    assert make(home).returncode == 0
    assert calls(home) == [["build", "--overview"]]


@pytest.mark.parametrize(
    "ref", ["$(touch pwned)", "`touch pwned`", "x; touch pwned", "'; touch pwned; '", "$$(touch pwned)", "a b"]
)
def test_a_hostile_ref_is_only_a_word(home: Path, ref: str) -> None:
    """What is given as REF reaches makegood as it is, as one argument, and is run by nobody."""
    make(home, "new", REF=ref, CHANNEL="tiktok_one")
    assert calls(home) == [["new", "--channel", "tiktok_one", "--", ref]]
    assert not list(home.rglob("pwned"))


def test_a_hostile_case_folder_is_run_by_nobody(home: Path) -> None:
    """A folder's name with a quote or a command in it is handed over whole or not at all."""
    (home / "cases" / "MG-2026-001").rename(home / "cases" / "x';touch${IFS}pwned;'")
    (home / "cases" / "MG-2026-002").rename(home / "cases" / "y$(touch${IFS}pwned)")
    make(home)
    make(home)
    assert not list(home.rglob("pwned"))


@pytest.mark.parametrize("name", ["a:b", "a%b", "a#b", "a$b", "a;b", "a=b", "a|b", "a*b", "a\\b", "a'b", "a b", "a\nb"])
def test_a_name_that_make_cannot_hold_stops_no_other_case(home: Path, name: str) -> None:
    """The good cases are built and makegood, asked for all, is the one to refuse the odd name."""
    (home / "cases" / "MG-2026-003").rename(home / "cases" / name)
    for _ in range(2):
        assert (make(home).returncode, calls(home)) == (0, [["build", "--overview"]])
    assert (home / "build" / "MG-2026-001" / "manifest.json").exists()
    assert (home / "build" / "MG-2026-002" / "manifest.json").exists()


def test_a_file_whose_name_holds_a_percent_sign_is_watched_without_a_warning(home: Path) -> None:
    """To make it is a pattern; an edit counts, and so does its going."""
    odd = home / "cases" / "MG-2026-001" / "evidence" / "50% off (final) $x.png"
    odd.write_text("1")
    make(home)
    calls(home)
    assert (make(home).stderr, calls(home)) == ("", [])
    for act in (lambda: odd.write_text("2"), odd.unlink):
        act()
        os.utime(home / "build" / "MG-2026-001" / "manifest.json", (1_750_000_000, 1_750_000_000))
        assert (make(home).stderr, calls(home)) == ("", [["build", "--overview", "cases/MG-2026-001"]])


def test_a_changed_lock_is_seen_from_a_case_folder(home: Path) -> None:
    """`make` in a case folder sets up again when the lock is newer than the environment, and only then."""
    (home / "setup.sh").write_text("echo set-up >>calls-of-setup\ntouch ../../.venv/.made-from\n")
    os.utime(home / "setup.sh", (1, 1))
    case = home / "cases" / "MG-2026-001"
    make(case)
    assert not (case / "calls-of-setup").exists()
    os.utime(home / "requirements.lock", (4_000_000_000, 4_000_000_000))
    make(case)
    assert (case / "calls-of-setup").read_text() == "set-up\n"


@pytest.mark.parametrize("start", [".", "cases/MG-2026-001"])
def test_a_moved_folder_is_set_up_again(home: Path, start: str) -> None:
    """`.venv` names the folder where it was made: after a move or in a copy it is made again, once, and not before."""
    # A stand-in does what the real script does at its end: it stamps the place.
    (home / "setup.sh").write_text(
        'cd "$(dirname "$0")"; echo set-up >>calls-of-setup; printf "1 2 %s" "$(pwd -P)" >.venv/.made-from; '
        "touch .venv/.ready\n"
    )
    os.utime(home / "setup.sh", (1, 1))
    (home / ".venv" / ".made-from").write_text(f"1 2 {home.resolve()}")
    assert make(home / start).returncode == 0
    assert not (home / "calls-of-setup").exists()
    moved = home.parent / "my cases 2 (it's $HOME)"
    home.rename(moved)
    for _ in range(2):
        done = make(moved / start)
        assert (done.returncode, (moved / "calls-of-setup").read_text()) == (0, "set-up\n"), done.stderr
    copy = home.parent / "copy"
    shutil.copytree(moved, copy, symlinks=True)
    make(copy / start)
    assert (copy / "calls-of-setup").read_text() == "set-up\n" * 2


def test_a_linked_environment_is_not_taken_for_a_move(home: Path) -> None:
    """Whose `.venv` is a link to another's has set it up elsewhere."""
    (home / ".venv" / ".made-from").write_text("1 2 /elsewhere")
    (home / ".venv").rename(home.parent / "venv")
    (home / ".venv").symlink_to("../venv")
    (home / "setup.sh").write_text("echo set-up >>calls-of-setup\n")
    os.utime(home / "setup.sh", (1, 1))
    make(home)
    assert not (home / "calls-of-setup").exists()


def test_a_word_is_looked_up_and_a_file_mended_through_make(home: Path) -> None:
    """What is typed after NAME= is one word to makegood, whatever stands in it; WRITE makes the edits."""
    case = home / "cases" / "MG-2026-001"
    for name in ("status", "$(touch pwned)", "`touch pwned`", "; touch pwned"):
        for folder in (home, case):
            assert make(folder, "explain", f"NAME={name}").returncode == 0
        assert calls(home) == [["explain", "--", name]] * 2
    make(case, "fix"), make(case, "fix", "WRITE=yes"), make(case, "explain")
    assert calls(home) == [["fix", "."], ["fix", "--write", "."], ["explain", "--"]]
    assert not list(home.rglob("pwned"))


def test_what_happened_is_recorded_through_make(home: Path) -> None:
    """Each word that is typed reaches makegood as one word, and no shell; a letter needs no name where one is ready."""
    case = home / "cases" / "MG-2026-001"
    make(case, "sent"), make(case, "sent", "LETTER=reminder", "ON=2026-11-24")
    assert calls(home) == [["log", "--", ".", "sent"], ["log", "--on", "2026-11-24", "--", ".", "sent", "reminder"]]
    make(case, "log"), make(case, "log", "EVENT=paid", "WHAT=GBP 200.00", "NUMBER=HP-1", "AGAIN=yes")
    assert calls(home) == [
        ["explain", "log"],
        ["log", "--again", "--number", "HP-1", "--", ".", "paid", "GBP 200.00"],
    ]
    words = ("$(touch pwned)", "`touch pwned`", "; touch pwned", "-x", "'\"", "--help")
    options = ("ON", "BY", "VIA", "TEXT", "AMOUNT", "DEADLINE", "NUMBER", "EVIDENCE", "EML", "LENGTH", "FROM")
    for word in words:
        make(case, "log", f"EVENT={word}", f"WHAT={word}", *(f"{option}={word}" for option in options))
        make(case, "sent", f"LETTER={word}")
        first, second = calls(home)
        assert first[-4:] == ["--", ".", word, word]
        assert sorted(first[1:-4:2]) == sorted(f"--{option.lower()}" for option in options)
        assert set(first[2:-4:2]) == {word}
        assert second == ["log", "--", ".", "sent", word]
    assert not list(home.rglob("pwned"))


def test_a_folder_of_the_targets_name_stops_nothing(home: Path) -> None:
    """The case's own folder sent/ is no result of `make sent`."""
    case = home / "cases" / "MG-2026-001"
    (case / "sent").mkdir()
    make(case, "sent")
    assert calls(home) == [["log", "--", ".", "sent"]]


def test_help_lists_the_targets(home: Path) -> None:
    """Each target has one line."""
    root = make(home, "help").stdout
    assert all(
        f"make {target} " in root
        for target in (
            "all",
            "new",
            "check",
            "fix",
            "explain",
            "heic",
            "scripts",
            "test",
            "lint",
            "prove",
            "mutants",
            "bench",
            "lock",
            "help",
        )
    )
    case = make(home / "cases" / "MG-2026-001", "help").stdout
    assert all(
        f"make {target} " in case
        for target in ("all", "check", "fix", "sent", "log", "explain", "today", "open", "heic", "scripts", "help")
    )


def test_make_mutants_takes_its_minutes_as_a_word(home: Path) -> None:
    """How long it runs is typed; what is typed is one word to the tool, and no shell reads it."""
    tool = home / "build" / ".mutants" / "bin" / "python"
    tool.parent.mkdir(parents=True)
    shutil.copy(home / ".venv" / "bin" / "makegood", tool)
    shutil.copy(home / ".venv" / "bin" / "makegood.py", f"{tool}.py")
    tool.chmod(0o755)
    (home / "setup.sh").write_text("")
    (home / "tests" / "prove").mkdir(parents=True)
    (home / "tests" / "prove" / "mutants.txt").touch()
    python = home / ".venv" / "bin" / "python"
    python.write_text("#!/bin/sh\necho /packages\n")
    python.chmod(0o755)
    (home / "build" / ".mutants" / ".ready").touch()
    for typed, minutes in (({}, "20"), ({"MINUTES": "5"}, "5"), ({"MINUTES": "$(touch pwned)"}, "$(touch pwned)")):
        words = [f"{name}={value}" for name, value in typed.items()]
        assert make(home, "mutants", *words).returncode == 0
        [call] = calls(home)
        assert call[call.index("--minutes") + 1] == minutes
        assert call[call.index("--packages") + 1] == "/packages"
    assert not list(home.rglob("pwned"))


def test_what_came_of_each_mutant_is_read_as_the_tool_wrote_it(tmp_path: Path) -> None:
    """One that ran out of time is no survivor, and one that was not tried is counted as that."""
    codes = {"a": 1, "b": 0, "c": None, "d": -24, "e": 33, "f": 3, "g": -9, "h": 36, "i": -2, "j": 2}
    path = tmp_path / "mutants" / "src" / "makegood" / "windows" / "x.py.meta"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"exit_code_by_key": codes}))
    found = mutants.read(tmp_path)
    assert {one.module for one in found} == {"src/makegood/windows/x.py"}
    assert {one.name: one.result for one in found} == {
        **dict.fromkeys("af", "killed"),
        **dict.fromkeys("dgh", "timeout"),
        **dict.fromkeys("cij", "not tried"),
        "b": "survived",
        "e": "reached by no test",
    }
    names = [str(number) for number in range(99)]
    assert mutants.order(names) == mutants.order(names[::-1]) != names
    assert sorted(mutants.order(names)) == sorted(names)
    assert mutants.offset(["@@ -3,3 +3,3 @@", " a", "-b", "+c", " d"]) == (3, "b")
    assert mutants.offset(["@@ -1,1 +1,2 @@", " a", "+c"]) == (1, "")


def test_what_make_mutants_changes_and_runs_is_there() -> None:
    """A module or a test that moves is named anew, or nothing of it would be tried and nothing would say so."""
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    for pattern in settings["only_mutate"]:
        assert [one for one in REPOSITORY.glob(pattern) if one.suffix == ".py"], pattern
    for name in (*settings["pytest_add_cli_args_test_selection"], *settings["source_paths"], *settings["also_copy"]):
        assert (REPOSITORY / name).exists(), name


def test_paths_outside_the_workspace_are_absolute(tmp_path: Path) -> None:
    """The program's own files may lie anywhere; those of the workspace follow its root."""
    home = tmp_path / "w"
    rule = make_rule("MG-2026-001", [home / "a b.txt", Path("/usr/x#y")], "20261207", Workspace(home))
    assert rule.splitlines() == [
        "fresh_until.MG-2026-001 := 20261207",
        "$(makegood.root)/build/MG-2026-001/manifest.json: \\",
        "  $(makegood.root)/a\\ b.txt \\",
        "  /usr/x\\#y \\",
        "",
        "$(makegood.root)/a\\ b.txt:",
        "/usr/x\\#y:",
    ]


def test_the_examples_have_the_same_makefile(tmp_path: Path) -> None:
    """A case's Makefile is the same few lines everywhere."""
    master = (REPOSITORY / "src" / "makegood" / "case.Makefile").read_text()
    examples = sorted((REPOSITORY / "cases").glob("*/Makefile"))
    assert examples
    assert {path.read_text() for path in examples} == {master}
