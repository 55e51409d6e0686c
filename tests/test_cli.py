"""The command line, as scripts and people use it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import forked
import pytest
from conftest import BANK, add_case

from makegood.cli import app

pytestmark = pytest.mark.texts

REPOSITORY = Path(__file__).parent.parent


def run(*arguments: str | Path, cwd: Path, new: bool = False, **env: str) -> subprocess.CompletedProcess[str]:
    """Run makegood in a process of its own, without CI set unless the test sets it; `new` as in forked.py."""
    clean = {name: value for name, value in os.environ.items() if name not in {"CI", "NO_COLOR"}}
    env = {**clean, "COLUMNS": "100", "PYTHONPATH": str(REPOSITORY / "src"), **env}
    return forked.run(*arguments, cwd=cwd, env=env, new=new)


def spoil(case: Path, old: str = '"GBP 1500.00"', new: str = '"GBP 1,500.00"') -> None:
    path = case / "case.json"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_version_and_help_import_click_alone() -> None:
    """Neither fetches what only a build needs."""
    code = "import sys; from makegood.cli.app import run; run([sys.argv[1]]); print(sorted({n.partition('.')[0] for n in sys.modules} & {'jinja2','jsonschema','weasyprint','PIL','babel','pikepdf','tree_sitter'}), file=sys.stderr)"
    for word in ("--version", "--help"):
        done = subprocess.run(
            [sys.executable, "-c", code, word],
            env={**os.environ, "PYTHONPATH": str(REPOSITORY / "src")},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr.strip() == "[]"
        assert "makegood" in done.stdout


@pytest.mark.parametrize("verb", ["check", "fix", "build", "new", "log", "status", "explain"])
def test_help_fits_a_screen_and_shows_an_example(verb: str) -> None:
    """At most 24 lines, with a command to copy."""
    text = run(verb, "--help", cwd=REPOSITORY).stdout
    assert len(text.splitlines()) <= 24
    assert f"makegood {verb} " in text


def test_help_lists_each_command_once() -> None:
    """In the order of use, with a whole sentence; one that is not in the list would be hidden, so none may be."""
    from makegood.cli.app import commands  # noqa: PLC0415  # the others run it as a program

    listed = re.findall(r"^  makegood ([a-z]+)  +(\S.*)$", run("--help", cwd=REPOSITORY).stdout, re.MULTILINE)
    assert [name for name, _ in listed] == sorted(commands.commands, key=[name for name, _ in listed].index)
    assert len({name for name, _ in listed}) == len(listed) == len(commands.commands)
    assert not any("..." in words for _, words in listed)


def test_a_good_case_checks_with_0(case: Path) -> None:
    """Data goes to stdout: there is none; the sentence for people goes to stderr."""
    done = run("check", case, cwd=case)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "No problems in 1 case.\n"


def test_a_bad_case_checks_with_1_and_tells_the_place(case: Path) -> None:
    """The report has file, line and column, the line itself and a mark under the value."""
    spoil(case)
    done = run("check", case / "case.json", cwd=case.parent.parent)
    assert done.returncode == 1
    assert f"cases/{BANK}/case.json:" in done.stdout
    assert '"GBP 1,500.00"' in done.stdout
    assert "^^^" in done.stdout
    assert "fix:" in done.stdout


def test_json_goes_to_stdout_and_holds_no_values(case: Path) -> None:
    """A program reads rule, place and fix; the amount that was typed is not there."""
    spoil(case)
    done = run("check", case, "--format", "json", cwd=case)
    problems = json.loads(done.stdout)
    assert done.returncode == 1
    assert {
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
        "pointer",
        "rule",
        "severity",
        "message",
        "fix",
        "related",
    } <= set(problems[0])
    assert "1,500" not in done.stdout
    other = json.loads(run("check", add_case(case.parent.parent, "MG-2026-103"), "--format", "json", cwd=case).stdout)
    assert {problem["severity"] for problem in other} == {"warning"}


def test_ci_shows_no_values_unless_asked(case: Path) -> None:
    """Where CI is set the report has places and fixes alone."""
    spoil(case)
    assert "1,500" not in run("check", case, cwd=case, CI="true").stdout
    assert "1,500" in run("check", case, "--show-values", cwd=case, CI="true").stdout


def test_bad_cases_do_not_hide_good_ones(case: Path) -> None:
    """Every case of the workspace is built that can be; the exit status tells of the rest."""
    spoil(case)
    home = case.parent.parent
    add_case(home, "MG-2026-104")
    done = run("build", "--frozen", cwd=home)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [f"build{os.sep}MG-2026-104{os.sep}index.html"]
    assert (home / "build" / "MG-2026-104" / "manifest.json").is_file()
    assert not (home / "build" / BANK / "manifest.json").exists()
    assert [path.name for path in (home / "build" / BANK).iterdir()] == ["index.html"]
    assert "Fix the errors in this case" in (home / "build" / "index.html").read_text(encoding="utf-8")


@pytest.mark.typeset
def test_build_outside_a_workspace_wants_into(tmp_path: Path, case: Path) -> None:
    """Without cases/ above there is no build/: --into says where; two cases into one folder are refused."""
    lone = tmp_path / BANK
    case.rename(lone)
    (lone.parent / "my cases" / "cases").rmdir()
    assert run("check", lone, cwd=tmp_path).returncode == 0
    done = run("build", lone, cwd=tmp_path)
    assert done.returncode == 2
    assert "--into" in done.stderr
    into = run("build", "--frozen", "--into", tmp_path / "out" / "here", lone, cwd=tmp_path)
    assert (into.returncode, into.stderr.count("Traceback")) == (0, 0)
    assert (tmp_path / "out" / "here" / "packet" / "influencer.pdf").is_file()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["here"]


@pytest.mark.parametrize(
    "arguments", [["build", "nowhere"], ["check", "--format", "xml"], ["fly"], ["build", "--today", "13/02/2026"]]
)
def test_wrong_use_is_2_in_one_sentence(case: Path, arguments: list[str]) -> None:
    """No traceback, and a word on what to do."""
    done = run(*arguments, cwd=case)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr


def test_a_stale_day_is_said_and_mended(case: Path) -> None:
    """A letter whose deadline has become too short is not made; --renew sets the day and nothing else."""
    before = (case / "case.json").read_bytes()
    done = run("build", case, "--today", "2026-11-28", cwd=case)
    assert done.returncode == 1
    assert "L1" in done.stderr
    assert "Run: makegood build --renew ." in done.stderr
    assert run("build", case, "--today", "2026-11-27", cwd=case).returncode == 0
    assert run("build", case, "--frozen", cwd=case, TZ="Asia/Tokyo").returncode == 0
    assert run("build", case, "--renew", "--today", "2026-11-28", cwd=case).returncode == 0
    assert (case / "case.json").read_bytes() == before.replace(b'"as_of": "2026-11-23"', b'"as_of": "2026-11-28"')


def test_new_makes_a_case_that_says_what_to_fill_in(workspace: Path) -> None:
    """Its path goes to stdout; check then lists what is left to fill in, and every line has a fix."""
    done = run("new", "--today", "2026-11-23", cwd=workspace)
    assert done.returncode == 0
    folder = workspace / done.stdout.strip()
    assert folder.name == "MG-2026-001"
    assert (folder / "Makefile").is_file()
    assert (folder / "evidence").is_dir()
    lines, values = ((folder / "case.json").read_text().count(one) for one in ("\n", '"FILL IN'))
    last = " ".join(done.stderr.split())  # it is wrapped to the terminal
    assert last.startswith(f"Created cases/MG-2026-001 ({lines} lines). {values} values are left to fill in")
    assert last.endswith("cd cases/MG-2026-001 && make")
    left = json.loads(run("check", folder, "--format", "json", cwd=workspace).stdout)
    assert left
    assert all(problem["fix"] for problem in left)
    assert run("new", "--today", "2026-11-23", cwd=workspace).stdout.strip().endswith("MG-2026-002")


def test_our_own_bug_keeps_its_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], case: Path
) -> None:
    """What is no MakegoodError ends with 70 and shows where."""
    from makegood.cli import app  # noqa: PLC0415  # the only test in this process
    from makegood.pipeline import examine  # noqa: PLC0415  # the only test in this process

    monkeypatch.setattr(examine, "examine_all", lambda _folder: 1 / 0)
    assert app.run(["check", str(case)]) == 70
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_ctrl_c_is_130(monkeypatch: pytest.MonkeyPatch, case: Path) -> None:
    """An interrupted run says so by its status alone."""
    from makegood.cli import app  # noqa: PLC0415  # as above
    from makegood.pipeline import examine  # noqa: PLC0415  # as above

    def interrupted(_folder: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(examine, "examine_all", interrupted)
    assert app.run(["check", str(case)]) == 130


def test_the_results_of_a_case_that_is_gone_are_named_and_kept(workspace: Path, case: Path) -> None:
    """Nobody sends a letter of a case that was renamed: it is said, and nothing is deleted."""
    left = workspace / "build" / "MG-2025-001"
    left.mkdir(parents=True)
    (left / "manifest.json").write_text("{}")
    said = run("build", "--frozen", cwd=workspace).stderr
    assert said.count("no longer belongs to a case") == 1
    assert "MG-2025-001" in said
    assert case.is_dir()
    assert (left / "manifest.json").is_file()


def twin(case: Path, ref: str = "MG-2026-190") -> Path:
    """Copy a good case under another reference."""
    other = case.parent / ref
    shutil.copytree(case, other)
    spoil(other, f'"{case.name}"', f'"{ref}"')
    return other


def test_many_cases_end_with_a_line_that_counts(case: Path) -> None:
    """A case that cannot be read counts as bad, and the others are checked all the same."""
    home = case.parent.parent
    twin(case)
    assert run("check", cwd=home).stderr == "2 cases: 2 good.\n"
    spoil(add_case(home, "MG-2026-102"), '"case"', '"case" case')
    (home / "cases" / "MG-2026-900").mkdir()
    (home / "cases" / "MG-2026-900" / "case.json").symlink_to("nowhere")
    done = run("check", cwd=home)
    assert done.returncode == 1
    assert done.stderr == "4 cases: 2 good, 2 with errors.\n"
    assert "cases/MG-2026-102/case.json:" in done.stdout
    assert "cases/MG-2026-900/case.json" in done.stdout
    assert run("check", "--format", "json", cwd=home).stderr == ""


def test_what_all_cases_share_is_said_once(case: Path) -> None:
    """A mistake in cases/defaults.json is the mistake of every case, and is one mistake."""
    home = case.parent.parent
    twin(case)
    (home / "cases" / "defaults.json").write_text('{ "case": { "langauge": "en" } }\n')
    for form in ("human", "json", "github", "gcc"):
        done = run("check", "--format", form, cwd=home)
        assert done.returncode == 1
        assert done.stdout.count("S1") == 1


def test_github_gets_its_commands(case: Path) -> None:
    """On stdout, without a value; the sentence for people goes to stderr."""
    good = run("check", case, "--format", "github", cwd=case)
    assert (good.returncode, good.stdout, good.stderr) == (0, "", "No problems in 1 case.\n")
    spoil(case)
    done = run("check", case, "--format", "github", cwd=case)
    assert done.returncode == 1
    assert all(line.startswith(f"::error file=cases/{BANK}/case.json,line=") for line in done.stdout.splitlines())
    assert "1,500" not in done.stdout


def test_quiet_says_only_what_is_wrong(case: Path) -> None:
    """Nothing at all where all is well; what failed is told as ever."""
    home = case.parent.parent
    twin(case)
    for arguments in (["check"], ["check", case], ["build", "--frozen"]):
        done = run(*arguments, "--quiet", cwd=home)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    spoil(case)
    done = run("check", "-q", cwd=home)
    assert (done.returncode, done.stderr) == (1, "")
    assert '"GBP 1,500.00"' in done.stdout
    done = run("build", "--frozen", "-q", cwd=home)
    assert (done.returncode, done.stdout) == (1, "")
    assert '"GBP 1,500.00"' in done.stderr


def on_a_terminal(case: Path, columns: int, **env: str) -> str:
    """Check a case on a terminal of this width, and give what it shows."""
    import fcntl  # noqa: PLC0415  # these four are for terminals alone
    import pty  # noqa: PLC0415
    import struct  # noqa: PLC0415
    import termios  # noqa: PLC0415

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    clean = {name: value for name, value in os.environ.items() if name not in {"CI", "NO_COLOR", "COLUMNS"}}
    with subprocess.Popen(
        [sys.executable, "-c", "from makegood.cli.app import main; main()", "check", str(case)],
        stdout=theirs,
        stderr=theirs,
        stdin=theirs,
        cwd=case,
        env={**clean, "TERM": "xterm", "PYTHONPATH": str(REPOSITORY / "src"), **env},
    ):
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # Linux says so when the other side is closed
                break
            if not part:
                break
            shown += part
    os.close(ours)
    return shown.decode()


def test_colour_is_for_terminals_that_want_it(case: Path) -> None:
    """NO_COLOR, a dumb terminal and a pipe get none; an empty NO_COLOR says nothing."""
    spoil(case)
    assert "\x1b[" in on_a_terminal(case, 80)
    assert "\x1b[" in on_a_terminal(case, 80, NO_COLOR="")
    assert "\x1b[" not in on_a_terminal(case, 80, NO_COLOR="1")
    assert "\x1b[" not in on_a_terminal(case, 80, TERM="dumb")
    assert "\x1b[" not in run("check", case, cwd=case, TERM="xterm").stdout


@pytest.mark.parametrize("columns", [40, 200])
def test_a_report_is_as_wide_as_the_terminal(case: Path, columns: int) -> None:
    """Never wider than the terminal; COLUMNS comes first."""
    spoil(case)
    for env in ({"TERM": "dumb"}, {"TERM": "dumb", "COLUMNS": "40"}):
        lines = on_a_terminal(case, columns, **env).splitlines()
        assert any("fix:" in line for line in lines)
        assert max(len(line) for line in lines if "-->" not in line) <= (40 if "COLUMNS" in env else columns)


HOSTILE = "x\n::error file=README.md::forged\x1b]0;owned\x07\u202egpj"


@pytest.mark.parametrize("CI", ["", "1"])
def test_what_somebody_named_a_folder_steers_neither_a_terminal_nor_a_log(case: Path, CI: str) -> None:  # noqa: N803  # the variable
    """Git carries such names: as a case, as a result that is left over, as an argument, as a list."""
    home = case.parent.parent
    shutil.copytree(case, home / "cases" / HOSTILE)
    (home / "build" / f"{HOSTILE}2").mkdir(parents=True)
    (home / "build" / f"{HOSTILE}2" / "manifest.json").write_text("{}")
    for arguments in (
        ["build", "--frozen"],
        ["check"],
        ["check", "--format", "json"],
        ["check", "--format", "github"],
        ["check", "--format", "gcc"],
        ["build", f"cases/{HOSTILE}3"],
        ["build", case, "--into", case / HOSTILE],
        ["build", "--today", HOSTILE],
        ["new", HOSTILE],
        ["new", "--from", HOSTILE],
        ["new", "--channel", HOSTILE],
        [HOSTILE],
    ):
        done = run(*arguments, cwd=home, CI=CI)
        assert done.returncode in {1, 2}, arguments
        for line in (done.stdout + done.stderr).split("\n"):
            assert "forged" not in line or not line.startswith("::error file=README"), (arguments, line)
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", line), (arguments, line)


@pytest.mark.parametrize("spoil_disk", ["build is a file", "cache is a file", "long name", "no UTF-8"])
def test_what_is_wrong_with_the_disk_is_a_sentence(case: Path, spoil_disk: str) -> None:
    """No traceback for a name or a file that is in the way."""
    home, arguments = case.parent.parent, ["build", "--frozen"]
    if spoil_disk == "build is a file":
        (home / "build").write_text("")
    elif spoil_disk == "cache is a file":
        (home / "build").mkdir()
        (home / "build" / ".cache").write_text("")
    elif spoil_disk == "long name":
        arguments = ["build", "--frozen", str(case), "--into", str(home / ("x" * 300))]
    else:
        shutil.copytree(case, home / "cases" / os.fsdecode(b"a\xff"))
    done = run(*arguments, cwd=home)
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode in {1, 2}
    assert done.stderr.strip()


def test_windows_is_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a case's folder is read with does not exist there; WSL is named."""
    monkeypatch.delattr(os, "O_NOFOLLOW")
    assert app.run(["check"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "makegood does not run directly on Windows. Use WSL: run `wsl --install -d Debian`, and see the README."
    ]


def test_what_make_handed_on_is_called_as_it_was_typed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`make new DATES=x` knows no option and no usage of the program."""
    arguments = ["new", "--from", "x.csv", "--dates", "x"]
    monkeypatch.setenv("MAKEGOOD_FROM", "root")
    assert app.run(arguments) == 2
    assert capsys.readouterr().err == "Error: Invalid value for DATES: 'x' is not one of 'day-first', 'month-first'.\n"
    monkeypatch.delenv("MAKEGOOD_FROM")
    assert app.run(arguments) == 2
    assert "Usage: makegood new" in capsys.readouterr().err


def test_the_program_alone_shows_its_help_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run([]) == 2
    said = capsys.readouterr().err
    assert said.count("Usage:") == 1
    assert "Error" not in said
