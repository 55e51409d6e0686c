"""What is made once a session, and processes that fork: the same as what is made anew by a Python that is started."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
from collections.abc import Mapping
from pathlib import Path

import forked
import once
import pytest
from conftest import BANK
from test_howto import PROGRESS

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
        # How far a build is is printed every few seconds, which depends on the machine: as in test_howto.py.
        words = [line for line in done.stderr.splitlines() if not PROGRESS.fullmatch(line)]
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


def test_a_process_that_forks_and_has_ended_is_an_error() -> None:
    """Never an exit status of 0."""
    ours, theirs = socket.socketpair()
    with ours:
        theirs.sendall(b"abc")
        theirs.close()
        with pytest.raises(EOFError):
            forked._read(ours, 4)


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
