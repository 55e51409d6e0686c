"""Foreign bytes are worked on apart: whatever they do, the build goes on and says so."""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import time
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest

from makegood.model.errors import CaseError, Place
from makegood.model.rules import problem
from makegood.sandbox import landlock
from makegood.sandbox.worker import (
    ENVIRONMENT,
    Bounds,
    DiedError,
    FailedError,
    SandboxPaths,
    TooLargeError,
    TooLongError,
    TooMuchError,
    run_sandboxed,
    deadline,
)

ROOMY = Bounds(60, 1 << 30)


def _double(number: Any) -> Any:
    return (number * 2, os.getpid())


def _sleep(seconds: Any) -> Any:
    time.sleep(seconds)


def _spin(_: Any) -> Any:
    while True:
        pass


def _swell(size: Any) -> Any:
    return len(bytearray(size))


def _crash(_: Any) -> Any:
    os.kill(os.getpid(), signal.SIGSEGV)


def _kill(_: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def _exit(_: Any) -> Any:
    os._exit(0)


def _overrun(_: Any) -> Any:
    os.kill(os.getpid(), signal.SIGXCPU)


def _surroundings(_: Any) -> Any:
    return dict(os.environ), os.getcwd(), sum(_is_open(one) for one in range(5000))


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def _shut(_: Any) -> Any:
    return landlock.restrict_self(None)


def _do(given: Any) -> Any:
    deed, home, port, parent = given
    deeds = {
        "read": lambda: (home / "foreign" / "file").read_text(),
        "write": lambda: (home / "foreign" / "new").write_text("x"),
        "list": lambda: os.listdir(home),
        "program": lambda: subprocess.run(["/bin/true"], check=True),
        "connect": lambda: socket.create_connection(("127.0.0.1", port)).close(),
        "kill": lambda: os.kill(parent, 0),
        "room": lambda: (home / "room" / "new").write_text((home / "room" / "file").read_text()),
        "named": lambda: (home / "named" / "file").read_text(),
        "package": lambda: Path(pytest.__file__).read_text(encoding="utf-8"),
    }
    deeds[deed]()
    return "done"


def _refuse(name: Any) -> Any:
    raise CaseError((problem("P2", Place(name)),))


def _fail(_: Any) -> Any:
    raise ZeroDivisionError


def _recurse(_: Any) -> Any:
    return _recurse(_)


def test_what_is_worked_out_comes_back_from_another_process() -> None:
    """The result, and proof that it was made elsewhere."""
    result, process = run_sandboxed(_double, 21, ROOMY, CaseError)
    assert result == 42
    assert process != os.getpid()


def _write(size: Any) -> Any:
    with open("large", "wb") as out:  # noqa: PTH123
        out.write(bytes(size))
    return size


def _open(count: Any) -> Any:
    return len([open(os.devnull, "rb") for _ in range(count)])  # noqa: PTH123, SIM115


@pytest.mark.parametrize(
    ("work", "given", "bounds", "end"),
    [
        (_sleep, 60, Bounds(0.2, 1 << 30), TooLongError),
        (_spin, None, Bounds(0.2, 1 << 30), TooLongError),
        (_swell, 1 << 31, ROOMY, TooLargeError),
        (_recurse, None, ROOMY, TooLargeError),
        (_write, 2_000_000, Bounds(60, 1 << 30, file=1_000_000), TooLargeError),
        (_open, 100, ROOMY, TooLargeError),
        (_crash, None, ROOMY, DiedError),
        (_kill, None, ROOMY, DiedError),
        (_exit, None, ROOMY, DiedError),
    ],
)
def test_what_takes_too_much_is_ended(
    work: Any, given: Any, bounds: Bounds, end: type[Exception], tmp_path: Path
) -> None:
    """Too long asleep or awake, too much memory, file or files, a call too deep, a crash; and no child is left."""
    with pytest.raises(end):
        run_sandboxed(work, given, bounds, CaseError, SandboxPaths(tmp_path))
    assert active_children() == []


def test_processor_time_that_ran_out_is_time() -> None:
    """As when the parent was stopped, and its clock with it."""
    with pytest.raises(TooLongError):
        run_sandboxed(_overrun, None, ROOMY, CaseError)


def test_a_worker_has_no_environment_and_no_open_file_but_its_pipe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And works in its own empty folder."""
    monkeypatch.setenv("CANARY", "a secret of the parent")
    with (tmp_path / "canary").open("wb"):
        environment, folder, count = run_sandboxed(_surroundings, None, ROOMY, CaseError, SandboxPaths(tmp_path))
    assert set(environment) <= ENVIRONMENT
    assert (Path(folder), count) == (tmp_path, 4)


def test_a_descriptor_above_the_limit_is_closed_too(tmp_path: Path) -> None:
    """The limit of open files is 64: a file of the parent with a higher number is not left open in the worker."""
    with (tmp_path / "canary").open("wb") as canary:
        high = fcntl.fcntl(canary.fileno(), fcntl.F_DUPFD, 200)
        try:
            _, _, count = run_sandboxed(_surroundings, None, ROOMY, CaseError, SandboxPaths(tmp_path))
        finally:
            os.close(high)
    assert high >= 200
    assert count == 4


needs_landlock = pytest.mark.skipif(landlock.version() == 0, reason="the kernel has no Landlock")


@needs_landlock
@pytest.mark.parametrize(
    ("deed", "has_wall", "happens"),
    [
        ("read", True, False),
        ("write", True, False),
        ("list", True, False),
        ("program", True, False),
        ("connect", True, False),
        ("kill", True, False),
        ("room", True, True),
        ("named", True, True),
        ("package", True, True),
        ("read", False, True),
        ("write", False, True),
        ("list", False, True),
        ("program", False, True),
        ("connect", False, True),
        ("kill", False, True),
    ],
)
def test_what_a_worker_may_do(
    deed: str, has_wall: bool, happens: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing outside its room and what was named; without the wall, each of these deeds succeeds."""
    if not has_wall:
        monkeypatch.setattr(landlock, "restrict_self", lambda *_: False)
    for name in ("room", "named", "foreign"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("content")
    with socket.create_server(("127.0.0.1", 0)) as server:
        given = (deed, tmp_path, server.getsockname()[1], os.getpid())
        room = SandboxPaths(tmp_path / "room", reads=(tmp_path / "named",))
        if happens:
            assert run_sandboxed(_do, given, ROOMY, CaseError, room) == "done"
        else:
            with pytest.raises(FailedError, match="Permission|not permitted"):
                run_sandboxed(_do, given, ROOMY, CaseError, room)
    assert (tmp_path / "foreign" / "new").exists() == (deed == "write" and happens)


@pytest.mark.parametrize("has", [0, 1, 2, 3, 4, 5, 6, 7])
def test_each_version_of_landlock_is_asked_for_no_more_than_it_has(has: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel refuses what it does not know, and then there would be no wall at all; without any, work goes on."""
    if has > landlock.version():
        pytest.skip("the kernel has no such version")
    monkeypatch.setattr(landlock, "version", lambda: has)
    assert run_sandboxed(_double, 4, ROOMY, CaseError)[0] == 8
    assert run_sandboxed(_shut, None, ROOMY, CaseError) == (has > 0)


def test_what_stays_within_its_bounds_is_done() -> None:
    """The same work, a little smaller."""
    assert run_sandboxed(_swell, 1 << 28, ROOMY, CaseError) == 1 << 28


def test_a_refusal_comes_through_as_it_was_made() -> None:
    """With its problems; anything else is told with its traceback."""
    with pytest.raises(CaseError) as refused:
        run_sandboxed(_refuse, "a.pdf", ROOMY, CaseError)
    assert refused.value.problems == (problem("P2", Place("a.pdf")),)
    with pytest.raises(FailedError, match="ZeroDivisionError"):
        run_sandboxed(_fail, None, ROOMY, CaseError)


def test_a_deadline_ends_what_catches_everything() -> None:
    """A library that swallows each Exception cannot swallow this one; afterwards no clock is running."""

    def stubborn() -> None:
        while True:
            try:
                for _ in range(1000):
                    ctypes.c_int(0)
            except Exception:  # noqa: BLE001, S110  # as some library would
                pass

    with pytest.raises(TooMuchError), deadline(0.2):
        stubborn()
    with deadline(60):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_deadline_that_was_swallowed_rings_again() -> None:
    """As a callback that C calls swallows what is raised in it."""
    swallowed = 0
    end = time.monotonic() + 20
    with pytest.raises(TooMuchError), deadline(0.05):
        while time.monotonic() < end:
            try:
                time.sleep(20)
            except BaseException:
                swallowed += 1
                if swallowed > 1:
                    raise
    assert swallowed > 1
