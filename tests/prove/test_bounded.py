"""A megabyte of each kind of mistake: CPU seconds of the whole process, on a machine that may be slow or busy."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import hostile
import pytest

MEGABYTE = 1_000_000
MOST = {"check": 4.0, "check --format json": 6.0, "check --format github": 6.0, "fix": 10.0, "status": 5.0}
"""CPU seconds, twice as much as on the slowest machine that was seen: linear takes one to two, what is not takes minutes."""
OTHERS = (
    "unknown keys all over",
    "words that are nearly known",
    "log entries that are empty",
    "payments with a bad amount",
    "evidence of the same id",
    "controls",
    "keys without quotes",
    "FILL IN all over",
)
CODE = "from makegood.cli.app import main\nmain()"


def seconds(command: str, home: Path) -> float:
    """Run a command in a workspace, and give the CPU seconds that it took."""
    most = int(MOST[command]) + 1
    line = f'ulimit -t {most}; exec "$@"'
    with subprocess.Popen(
        ["bash", "-c", line, "bash", sys.executable, "-c", CODE, *command.split()],
        cwd=home,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as started:
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
    assert started.returncode in {0, 1}, f"exit {started.returncode}"
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize(
    ("shape", "command"),
    [
        *((shape, "check") for shape in hostile.SHAPES),
        *((shape, command) for shape in OTHERS for command in MOST if command != "check"),
    ],
)
def test_a_megabyte_is_no_matter(tmp_path: Path, shape: str, command: str) -> None:
    """Of every shape for check; the others read as it does, and are asked about the hardest."""
    hostile.put(tmp_path, hostile.SHAPES[shape](MEGABYTE))
    assert seconds(command, tmp_path) < MOST[command]


@pytest.mark.parametrize("command", MOST)
def test_a_story_and_defaults_of_a_megabyte_are_no_matter(tmp_path: Path, command: str) -> None:
    """Beside a good case."""
    hostile.put(tmp_path, hostile.GOOD.read_bytes(), story=hostile.story(MEGABYTE), defaults=hostile.defaults(MEGABYTE))
    assert seconds(command, tmp_path) < MOST[command]
