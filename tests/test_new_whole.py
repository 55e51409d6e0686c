"""new, broken off anywhere: a whole case is there, or none."""

from __future__ import annotations

import errno
import json
import os
import signal
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from makegood.model.workspace import Workspace
from makegood.pipeline import load
from makegood.commands import makefile
from makegood.model.errors import UsageError
from makegood.commands.new import creators, new
from makegood.commands.new import case_folder as placed

TODAY = date(2026, 11, 23)
CALLS = ("open", "write", "fsync", "link", "rename", "mkdir")
"""What may fail, and where a process may be killed."""
REF = "MG-2026-001"


def fresh(workspace: Path) -> None:
    """Make a case whose folder is not there yet."""
    new(Workspace(workspace), REF, None, TODAY)


def beside_evidence(workspace: Path) -> None:
    """Make a case in a folder that holds evidence already."""
    assert (workspace / "cases" / REF / "evidence" / "receipt.txt").is_file()
    new(Workspace(workspace), REF, None, TODAY)


def of_a_list(workspace: Path) -> None:
    """Make two cases of a list of creators."""
    list(creators.create_cases(Workspace(workspace), workspace / "creators.csv", "creators.csv", None, TODAY))


WAYS = (fresh, beside_evidence, pytest.param(of_a_list, marks=pytest.mark.whole))


def begun(home: Path, way: Callable[[Path], None]) -> Path:
    """Make a workspace with what is there before the case is."""
    (home / "cases").mkdir(parents=True)
    (home / "creators.csv").write_text("handle\n@ana.example\n@ben.example\n")
    if way is beside_evidence:
        (home / "cases" / REF / "evidence").mkdir(parents=True)
        (home / "cases" / REF / "evidence" / "receipt.txt").write_text("GBP 500.00")
    return home


def is_whole(folder: Path) -> bool:
    """Say whether a folder is a case with all that a new one has."""
    text = (folder / "case.json").read_text(encoding="utf-8")
    has_rest = (folder / makefile.NAME).read_text() == makefile.text()
    return json.loads(text)["case"]["case_ref"] == folder.name and has_rest and (folder / "evidence").is_dir()


def stop(at: int, how: Callable[[], None]) -> Callable[[], int]:
    """Have the call `at` of those above end in `how`; the result counts the calls."""
    done = 0

    def instead(real: Any) -> Any:
        def call(*given: Any, **named: Any) -> Any:
            nonlocal done
            done += 1
            if done == at:
                how()
            return real(*given, **named)

        return call

    for name in CALLS:
        setattr(os, name, instead(getattr(os, name)))
    return lambda: done


def full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def apart(work: Callable[[], None]) -> int:
    """Do the work in a process of its own; return how it ended."""
    child = os.fork()
    if child == 0:
        code = 0
        try:
            work()
        except (UsageError, OSError):  # a folder that cannot be read is said by cli
            code = 1
        except BaseException:  # noqa: BLE001  # whatever it is, the test must hear of it
            code = 3
        os._exit(code)
    return os.waitpid(child, 0)[1]


def counted(workspace: Path, way: Callable[[Path], None]) -> int:
    """Count the calls of a run that nothing stops."""
    begun(workspace, way)
    before = {name: getattr(os, name) for name in CALLS}
    number = stop(0, full)
    try:
        way(workspace)
        return number()
    finally:
        for name, real in before.items():
            setattr(os, name, real)


@pytest.mark.parametrize("how", [full, killed])
@pytest.mark.parametrize("way", WAYS)
def test_broken_off_anywhere_there_is_a_whole_case_or_none(
    tmp_path: Path, way: Callable[[Path], None], how: Callable[[], None]
) -> None:
    """At each call that writes: every case that is listed is whole, and a run after it makes what is missing."""
    calls = counted(tmp_path / "all", way)
    assert calls > 10
    for at in range(1, calls + 1):
        home = begun(tmp_path / str(at), way)

        def work(home: Path = home, at: int = at) -> None:
            stop(at, how)
            way(home)

        assert apart(work) in ({signal.SIGKILL} if how is killed else {0, 1 << 8}), at
        assert all(is_whole(folder) for folder in load.cases(Workspace(home))), at
        if how is full:
            assert not [one for one in (home / "cases").rglob(".tmp-*")], at
        if not load.cases(Workspace(home)):
            way(home)
        assert is_whole(home / "cases" / REF)


def test_the_guard_sees_half_a_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case that is written file by file where it will lie is found half made."""

    def carelessly(folder: Path, text: str) -> Path:
        folder.mkdir()
        os.close(os.open(folder / "case.json", os.O_CREAT | os.O_WRONLY))
        os.mkdir(folder / "evidence")
        return folder

    monkeypatch.setattr("makegood.commands.new.create_case_folder", carelessly)
    (tmp_path / "cases").mkdir()

    for at in range(1, 30):

        def work(at: int = at) -> None:
            stop(at, killed)
            new(Workspace(tmp_path), None, None, TODAY)

        apart(work)
        if load.cases(Workspace(tmp_path)):
            break
    (half,) = load.cases(Workspace(tmp_path))
    with pytest.raises((ValueError, FileNotFoundError)):
        is_whole(half)


def test_an_error_names_its_reason_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is said in words, and no folder is left beside."""
    (tmp_path / "cases").mkdir()
    monkeypatch.setattr("makegood.storage.folders.write_all", lambda *_: full())
    with pytest.raises(UsageError, match="the disk is full"):
        fresh(tmp_path)
    assert list((tmp_path / "cases").iterdir()) == []
