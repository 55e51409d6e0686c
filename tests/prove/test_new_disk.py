"""new on real disks that are full, and killed for good: the command as a person types it."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from makegood.commands.new import git_attributes
from makegood.model.workspace import Workspace
from makegood.pipeline import load

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from test_cli import REPOSITORY  # noqa: E402  # the tests beside this folder
from test_new_whole import is_whole  # noqa: E402  # as above

CODE = "from makegood.cli.app import main\nif __name__ == '__main__': main()"
KILLS = 60
"""Moments at which the command is killed, spread over its run."""


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", CODE, *arguments]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(REPOSITORY / "src"), "PYTHONDONTWRITEBYTECODE": "1"}


def workspace(home: Path) -> Path:
    (home / "cases").mkdir(parents=True)
    (home / "creators.csv").write_text("handle\n@ana.example\n@ben.example\n@cleo.example\n")
    return home


@pytest.mark.parametrize("arguments", [("new",), ("new", "--from", "creators.csv")])
def test_killed_at_any_moment_a_whole_case_is_there_or_none(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """By SIGKILL, at moments from the start to the end; the next run is not disturbed by what was left."""
    home = workspace(tmp_path / "timed")
    begun = time.monotonic()
    subprocess.run(command(*arguments), cwd=home, env=environment(), capture_output=True, check=True)
    usual = time.monotonic() - begun
    dice = random.Random(18)
    ended = {"killed": 0, "made": 0}
    for number in range(KILLS):
        home = workspace(tmp_path / str(number))
        with subprocess.Popen(
            command(*arguments), cwd=home, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            # Most of a run is Python's own start: the last part of it is where files are written.
            time.sleep(usual * dice.uniform(0.4, 1.05))
            process.kill()
        ended["killed" if process.returncode == -signal.SIGKILL else "made"] += 1
        assert all(is_whole(folder) for folder in load.cases(Workspace(home)))
        subprocess.run(command(*arguments), cwd=home, env=environment(), capture_output=True, check=True)
        assert load.cases(Workspace(home))
        assert all(is_whole(folder) for folder in load.cases(Workspace(home)))
    assert ended["killed"] > 0


@pytest.mark.parametrize("arguments", [("new",), ("new", "--from", "creators.csv")])
def test_no_file_may_grow(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """At every bound of a file's size, from nothing to more than is needed, as `ulimit -f` sets it."""
    seen = set()
    for most in (*range(0, 6000, 250), 1 << 20):
        home = workspace(tmp_path / str(most))

        def bound(most: int = most) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

        done = subprocess.run(
            command(*arguments),
            cwd=home,
            env=environment(),
            capture_output=True,
            text=True,
            preexec_fn=bound,
            check=False,
        )  # noqa: PLW1509
        seen.add(done.returncode)
        assert all(is_whole(folder) for folder in load.cases(Workspace(home))), most
        assert "Traceback" not in done.stderr
        if done.returncode:
            assert "No space is left" in done.stderr
            assert [one.name for one in (home / "cases").iterdir() if not (one / "case.json").is_file()] == []
    assert seen == {0, 2}


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few pages, where the machine lets us mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    with suppress(FileNotFoundError):
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place], capture_output=True, check=False
        )
        if done.returncode == 0:
            yield place
            subprocess.run(["umount", place], check=True)
            return
    pytest.skip("needs the right to mount a small disk")


def test_a_full_disk(small: Path) -> None:
    """With every number of free pages, from none to enough."""
    ended = set()
    for free in range(12):
        home = workspace(small / "home")
        filler = home / "filler"
        with filler.open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(b"\0" * 4096)
        os.truncate(filler, max(0, filler.stat().st_size - free * 4096))
        done = subprocess.run(command("new"), cwd=home, env=environment(), capture_output=True, text=True, check=False)
        ended.add(done.returncode)
        assert all(is_whole(folder) for folder in load.cases(Workspace(home))), free
        attributes = home / "cases" / git_attributes.NAME
        assert not attributes.exists() or attributes.read_text() == git_attributes.TEXT, free
        others = [one for one in (home / "cases").iterdir() if one != attributes]
        assert not [one for one in others if not (one / "case.json").is_file()], free
        assert "Traceback" not in done.stderr
        subprocess.run(["rm", "-rf", home], check=True)
    assert ended == {0, 2}
