"""Speed, as ratios: the CPU time of each act over that of `python -c pass`, all in one interleaved run.

    python tests/bench.py [--rounds 5] [NAME...]

Beside it the largest memory of a process. Many cases are checked beside check-jsonschema, which knows the schema alone,
on the same files, if `make compare` has installed it.

Absolute times drift from machine to machine and from hour to hour; the ratios hardly do. Nothing here is a
test: it prints what it measured beside what is aimed at.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import hostile
import many as listed

ROOT = Path(__file__).resolve().parent.parent
MAKEGOOD = Path(sys.executable).with_name("makegood")
OTHER = ROOT / "build" / ".compare" / "bin" / "check-jsonschema"
CASE = "MG-2026-001"
MANY = (100, 300, 1000)
LISTED = (30, 300, 3000)
SIZES = (250_000, 500_000, 1_000_000)
SHAPES = (
    "unknown keys at the top",
    "words that are nearly known",
    "log entries, all another",
    "log entries that are numbers",
    "evidence of the same id",
    "accepted rules that are none",
    "closed lists",
    "escapes",
    "one long caption",
)


@dataclass(frozen=True)
class Act:
    """One thing to measure: what is done before each round without being counted, and what is counted."""

    name: str
    goal: str
    command: list[str]
    before: Callable[[], None] = lambda: None
    folder: Path = ROOT
    rounds: int = 99
    exits: int = 0


def acts(home: Path) -> list[Act]:
    """Return the acts over a copy of this checkout's cases in `home`."""
    case = home / "cases" / CASE
    mail = home / "templates" / "email" / "first_request.txt.j2"
    story = case / "story.md"
    build = [str(MAKEGOOD), "build", "--frozen", str(case)]

    def afresh() -> None:
        shutil.rmtree(home / "build", ignore_errors=True)

    def built() -> None:
        subprocess.run(build, cwd=home, check=True, capture_output=True)

    def edited(path: Path, text: str) -> Callable[[], None]:
        def edit() -> None:
            built()
            path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

        return edit

    python = [sys.executable]
    return [
        Act("pass", "1", [*python, "-c", "pass"]),
        Act("import click", "", [*python, "-c", "import click"]),
        Act("import jsonschema", "", [*python, "-c", "import jsonschema"]),
        Act("import weasyprint", "", [*python, "-c", "import weasyprint"]),
        Act("--version", "<= 5", [str(MAKEGOOD), "--version"]),
        Act("check, one good case", "<= 16", [str(MAKEGOOD), "check", str(case)], folder=home),
        Act("first build", "", build, afresh, home),
        Act("edit of the story", "<= 0.6 of the first build", build, edited(story, "\nMore.\n"), home),
        Act("edit of one mail", "<= 30", build, edited(mail, "\nThank you.\n"), home),
        Act("make, nothing to do, case folder", "<= 0.5", ["make", "-s"], built, case),
        Act("make, nothing to do, root", "<= 3", ["make", "-s"], built, home),
        *many(home),
        *large(home),
    ]


def large(home: Path) -> list[Act]:
    """Return the acts over one wrong case of a megabyte, and of half and a quarter as much: `bench.py large`."""
    found = []
    for shape in SHAPES:
        for size in SIZES:
            folder = home / "large" / f"{shape} {size}"
            write = lambda folder=folder, shape=shape, size=size: hostile.put(folder, hostile.SHAPES[shape](size))  # noqa: E731
            command = [str(MAKEGOOD), "check"]
            name = f"large, {shape}, {size // 1000} kB"
            found.append(Act(name, "linear, < 2000 ms", command, write, folder, rounds=2, exits=1))
    return found


def many(home: Path) -> list[Act]:
    """Return the acts over workspaces of many small cases."""
    schema = str(ROOT / "schemas" / "case.schema.json")
    found = []
    for number in MANY:
        folder = home / f"{number} cases"
        found.append(Act(f"check, {number} cases", "linear", [str(MAKEGOOD), "check", "-q"], folder=folder, rounds=2))
        if OTHER.exists():
            files = [str(path) for path in sorted((folder / "cases").glob("*/case.json"))]
            found.append(
                Act(f"check-jsonschema, {number} cases", "", [str(OTHER), "--schemafile", schema, *files], rounds=2)
            )
    for number in LISTED:
        folder = home / f"{number} listed"
        command = [str(MAKEGOOD), "status", "--page", "--today", "2026-11-23"]
        first = lambda folder=folder: shutil.rmtree(folder / "build", ignore_errors=True)  # noqa: E731
        found.append(Act(f"status, {number} cases", "linear", command, first, folder, rounds=2))
        found.append(Act(f"status again, {number} cases", "linear", command, folder=folder, rounds=2))
    return found


def measured(act: Act, env: dict[str, str]) -> tuple[float, float]:
    """Return the CPU seconds, user and system, of the act and all that it starts, and the MiB of its largest process."""
    act.before()
    act.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile() as said:
        started = subprocess.Popen(act.command, cwd=act.folder, env=env, stdout=said, stderr=said)
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        if started.returncode != act.exits:
            said.seek(0)
            sys.exit(f"{act.name}: exit {started.returncode}\n{said.read().decode()}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def environment(home: Path) -> dict[str, str]:
    """Let Python keep its bytecode, in `home`, as it does for everybody who does not forbid it."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(home / ".bytecode")}


def workspace(home: Path) -> None:
    """Copy what a build needs, so that the bench never touches this checkout's own results."""
    for name in ("cases", "templates", "schemas"):
        shutil.copytree(ROOT / name, home / name)
    for name in ("Makefile", "setup.sh", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, home / name)
        os.utime(home / name, (0, 0))  # older than the environment, or make would set up again
    parts = home / "src" / "makegood"
    parts.mkdir(parents=True)
    for name in ("case.mk", "typed.mk"):
        shutil.copy(ROOT / "src" / "makegood" / name, parts / name)
    for path in (home / "cases").iterdir():
        if path.is_dir() and path.name != CASE:
            shutil.rmtree(path)
    (home / "cases" / CASE / "story.md").touch()
    os.symlink(Path(sys.prefix), home / ".venv")


def fill(home: Path) -> None:
    """Make workspaces of many cases: copies of the smallest good one, each with a reference of its own."""
    smallest = ROOT / "tests" / "cases" / "good" / "smallest" / CASE
    for number in MANY:
        for at in range(number):
            ref = f"BENCH{at // 500}-2026-{at % 500 + 1:03}"
            folder = home / f"{number} cases" / "cases" / ref
            shutil.copytree(smallest, folder)
            case = folder / "case.json"
            case.write_text(case.read_text(encoding="utf-8").replace(CASE, ref), encoding="utf-8")
    for number in LISTED:
        listed.write(home / f"{number} listed", number)


def main() -> None:
    """Measure, and print one line an act."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="only acts whose name contains one of these")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        workspace(home)
        fill(home)
        chosen = [
            act for act in acts(home) if not asked.names or any(name in act.name for name in ("pass", *asked.names))
        ]
        times: dict[str, list[float]] = {act.name: [] for act in chosen}
        sizes: dict[str, float] = {}
        env = environment(home)
        for act in chosen:
            measured(act, env)  # writes the bytecode, and is not counted
        for number in range(asked.rounds):
            for act in chosen:
                if number < act.rounds:
                    seconds, sizes[act.name] = measured(act, env)
                    times[act.name].append(seconds)
    middles = {name: statistics.median(found) for name, found in times.items()}
    print(f"{'act':52} {'x pass':>8} {'ms':>8} {'MiB':>6}  goal")
    for act in chosen:
        middle = middles[act.name]
        print(f"{act.name:52} {middle / middles['pass']:8.2f} {middle * 1000:8.0f} {sizes[act.name]:6.0f}  {act.goal}")
    for name in ("check", "check-jsonschema", "status", "status again"):
        known = [
            (number, middles[f"{name}, {number} cases"])
            for number in sorted({*MANY, *LISTED})
            if f"{name}, {number} cases" in middles
        ]
        steps = [(later - sooner) / (most - fewer) for (fewer, sooner), (most, later) in pairwise(known)]
        if steps:
            print(
                f"{name}: one case more costs {' and then '.join(f'{step * 1000:.2f} ms' for step in steps)}"
                f" ({steps[-1] / steps[0]:.2f} times as much), where linear is 1.00"
            )
    for shape in SHAPES:
        found = [middles.get(f"large, {shape}, {size // 1000} kB") for size in SIZES]
        if all(found):
            print(
                f"{shape}: twice the size took {found[1] / found[0]:.2f} and {found[2] / found[1]:.2f} times as long,"
                " where linear is 2.00 at most"
            )


if __name__ == "__main__":
    main()
