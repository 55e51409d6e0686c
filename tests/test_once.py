"""What is made once a session, and processes that fork: the same as what is made anew by a Python that is started."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import socket
import subprocess
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path

import forked
import once
import pytest
from conftest import BANK

from makegood.pipeline import build as pipeline
from makegood.pipeline.assemble import packet
from makegood.typesetting.layout import lay_out

ENVIRONMENT = {**{name: value for name, value in os.environ.items() if name != "CI"}, "COLUMNS": "100"}
needs_fork = pytest.mark.skipif(not forked.FORKS, reason="a new Python is started for each command here")


def hashes(folder: Path) -> Mapping[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@needs_fork
def test_a_build_in_a_fork_is_that_of_a_new_process(case: Path) -> None:
    """The same words, the same status and the same bytes, though the packet may have been typeset before."""
    result = case.parent.parent / "build" / BANK
    seen = []
    for new in (True, False):
        done = forked.run("build", "--frozen", case, cwd=case, env=ENVIRONMENT, new=new)
        # How far a build is is printed every few seconds, which depends on the machine.
        words = [line for line in done.stderr.splitlines() if not re.fullmatch(r"[\w-]+: \w+ \d+ of \d+", line)]
        seen.append((done.returncode, done.stdout, words, hashes(result)))
        shutil.rmtree(result.parent)
    assert seen[0] == seen[1]
    assert seen[0][0] == 0
    assert "packet/influencer.pdf" in seen[0][3]


@needs_fork
@pytest.mark.parametrize(
    ("words", "status"), [(("--version",), 0), (("check", "--nope"), 2), (("explain", "statu"), 2), (("check",), 1)]
)
def test_a_command_in_a_fork_ends_as_a_new_process_does(case: Path, words: tuple[str, ...], status: int) -> None:
    """What it prints, where, and its exit status."""
    path = case / "case.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"GBP 1500.00"', '"GBP 1,500.00"', 1), encoding="utf-8")
    started, fork = (forked.run(*words, cwd=case, env=ENVIRONMENT, new=new) for new in (True, False))
    assert (fork.returncode, fork.stdout, fork.stderr) == (started.returncode, started.stdout, started.stderr)
    assert fork.returncode == status


@needs_fork
def test_a_fork_has_what_it_is_given_and_leaves_nothing(case: Path) -> None:
    """Its environment and its folder are its own: the next one, and this process, see nothing of them."""
    path = case / "case.json"
    path.write_text("{", encoding="utf-8")
    before = (dict(os.environ), Path.cwd())
    quiet = forked.run("check", cwd=case, env=ENVIRONMENT)
    at_github = forked.run("check", "--format", "github", cwd=case, env={**ENVIRONMENT, "CI": "true"})
    again = forked.run("check", cwd=case, env=ENVIRONMENT)
    assert "::error" in at_github.stdout
    assert (again.stdout, again.stderr) == (quiet.stdout, quiet.stderr)
    assert forked.run("check", cwd=case.parent.parent.parent, env=ENVIRONMENT).stderr != quiet.stderr
    assert (dict(os.environ), Path.cwd()) == before


@needs_fork
def test_a_program_of_a_shell_ends_as_a_new_process_does(case: Path, tmp_path: Path) -> None:
    """What it prints and its exit status, and that of one that begins otherwise."""
    program, new = tmp_path / "makegood", tmp_path / "makegood-new"
    forked.write_command(program)
    path = case / "case.json"
    path.write_text("{", encoding="utf-8")

    def type_in(typed: str, **more: str) -> tuple[int, str]:
        done = subprocess.run(
            ["sh", "-c", f"exec 2>&1\n{typed}"], cwd=case, env={**ENVIRONMENT, **more}, capture_output=True, text=True
        )
        return done.returncode, done.stdout

    for typed, status in (
        ("{} check", 1),
        ("{} nope 2>/dev/null", 2),
        ("{} check | tail -1; {} --version", 0),
        ("cd ..; {} check --format json 2>/dev/null", 1),
    ):
        in_fork, in_new = (type_in(typed.replace("{}", f"'{one}'")) for one in (program, new))
        assert in_fork == in_new, typed
        assert in_fork[0] == status, typed
    # A variable that a Python reads as it starts: `-v` of Python prints each import.
    assert "import 'makegood" in type_in(f"'{program}' --version", PYTHONVERBOSE="1")[1]
    assert "import 'makegood" not in type_in(f"'{program}' --version")[1]


@needs_fork
def test_a_program_of_a_shell_forks_and_typesets_as_it_was_asked_to(case: Path, tmp_path: Path) -> None:
    """Without PDF files it makes all the others, with the same bytes; it may fork whatever a Python would read."""
    program, results = tmp_path / "makegood", case.parent.parent / "build"
    environment = {**ENVIRONMENT, "PYTHONVERBOSE": "1"}
    seen = []
    for is_typeset in (True, False):
        with nullcontext() if is_typeset else once.texts_alone():
            forked.write_command(program, fork_always=True)
        done = subprocess.run(
            [program, "build", "--frozen", case], cwd=case, env=environment, capture_output=True, text=True
        )
        assert (done.returncode, "import 'makegood" in done.stderr) == (0, False)
        seen.append({name: value for name, value in hashes(results / BANK).items() if not name.startswith("manifest.")})
        shutil.rmtree(results)
    left_out = {name for name in seen[0] if name not in seen[1]}
    assert "packet/influencer.pdf" in left_out
    assert {name.rpartition(".")[2] for name in left_out} == {"pdf", "png", "eml"}
    assert {name: seen[0][name] for name in seen[1] if name.endswith(".txt")} == {
        name: value for name, value in seen[1].items() if name.endswith(".txt")
    }


@needs_fork
@pytest.mark.parametrize(("number", "last"), [(signal.SIGINT, "Stopped.\n"), (signal.SIGKILL, "")])
def test_what_ends_a_program_of_a_shell_ends_its_fork(
    case: Path, tmp_path: Path, number: signal.Signals, last: str
) -> None:
    """It is interrupted as a new process is; killed, it leaves none behind that would hold what it prints to."""
    program = tmp_path / "makegood"
    forked.write_command(program)
    (case / "case.json").write_text("{", encoding="utf-8")
    with subprocess.Popen([program, "watch", "--frozen"], cwd=case, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        for line in process.stderr:
            if "Press Ctrl-C" in line:
                break
        process.send_signal(number)
        assert process.communicate(timeout=60)[1] == last
    assert process.returncode == (0 if last else -number)


def test_a_process_that_forks_and_has_ended_is_an_error() -> None:
    """Never an exit status of 0."""
    ours, theirs = socket.socketpair()
    with ours:
        theirs.sendall(b"abc")
        theirs.close()
        with pytest.raises(EOFError):
            forked.read_bytes(ours, 4)


def test_a_python_that_begins_otherwise_is_started() -> None:
    """Another hash seed or locale is no matter of a fork; another time zone is."""
    assert forked._begins_like(ENVIRONMENT)
    assert forked._begins_like({**ENVIRONMENT, "TZ": "Asia/Tokyo"})
    assert not forked._begins_like({**ENVIRONMENT, "PYTHONHASHSEED": "1"})
    assert not forked._begins_like({**ENVIRONMENT, "LC_ALL": "C"})


def test_what_differs_is_made_anew_and_what_failed_is_not_kept(tmp_path: Path) -> None:
    """The key is the whole input; an exception is raised each time."""
    made = []

    def make() -> int:
        made.append(1)
        if len(made) == 3:
            raise ZeroDivisionError
        return len(made)

    assert [once.stored(tmp_path, key, make) for key in ("a", "a", "b", "a")] == [1, 1, 2, 1]
    with pytest.raises(ZeroDivisionError):
        once.stored(tmp_path, "c", make)
    assert once.stored(tmp_path, "c", make) == 4


def test_what_a_killed_process_left_half_is_made_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder is ready once its maker has come to its end."""
    monkeypatch.setenv(once.VARIABLE, str(tmp_path))

    def broken(folder: Path) -> None:
        (folder / "half").touch()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        once.folder("x", broken)
    for _ in range(2):
        found = once.folder("x", lambda folder: (folder / "whole").write_text("1"))
    assert sorted(path.name for path in found.iterdir()) == [once.READY, "whole"]


def test_only_who_asks_for_it_shares_and_what_a_test_put_there_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the mark a packet is typeset by the program itself; a test's own function is not replaced."""
    assert packet.lay_out is lay_out
    with once.shared():
        assert packet.lay_out is not lay_out
        with once.texts_alone():
            assert pipeline.assemble is not once.assemble
    assert packet.lay_out is lay_out
    assert pipeline.assemble is once.assemble

    def own() -> None: ...

    monkeypatch.setattr(packet, "lay_out", own)
    with once.shared():
        assert packet.lay_out is own


def test_folders_are_in_memory_only_where_there_is_room(tmp_path: Path) -> None:
    """Not where little is free, and not on a system without such a folder."""
    assert once.in_memory(tmp_path, 0) == tmp_path
    assert once.in_memory(tmp_path, 1 << 60) is None
    assert once.in_memory(tmp_path / "none", 0) is None
