"""Speed, as ratios: the CPU time of each act over that of `python -c pass`, all in one interleaved run.

    python tests/bench.py [--rounds 5] [NAME...]

Absolute times drift from machine to machine and from hour to hour; the ratios hardly do. Nothing here is a
test: it prints what it measured beside what is aimed at.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAKEGOOD = Path(sys.executable).with_name("makegood")
CASE = "MG-2026-001"


@dataclass(frozen=True)
class Act:
    """One thing to measure: what is done before each round without being counted, and what is counted."""

    name: str
    goal: str
    command: list[str]
    before: Callable[[], None] = lambda: None
    folder: Path = ROOT


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
    ]


def cpu(act: Act, env: dict[str, str]) -> float:
    """Return the CPU seconds, user and system, of the act and all that it starts."""
    act.before()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(act.command, cwd=act.folder, env=env, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{act.name}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


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
    for path in (home / "cases").iterdir():
        if path.is_dir() and path.name != CASE:
            shutil.rmtree(path)
    (home / "cases" / CASE / "story.md").touch()
    os.symlink(Path(sys.prefix), home / ".venv")


def main() -> None:
    """Measure, and print one line an act."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="only acts whose name contains one of these")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        workspace(home)
        chosen = [act for act in acts(home) if not asked.names or any(name in act.name for name in ("pass", *asked.names))]
        times = {act.name: [] for act in chosen}
        env = environment(home)
        for act in chosen:
            cpu(act, env)  # writes the bytecode, and is not counted
        for _ in range(asked.rounds):
            for act in chosen:
                times[act.name].append(cpu(act, env))
    unit = statistics.median(times["pass"])
    print(f"{'act':36} {'x pass':>8} {'ms':>8}  goal")
    for act in chosen:
        middle = statistics.median(times[act.name])
        print(f"{act.name:36} {middle / unit:8.2f} {middle * 1000:8.0f}  {act.goal}")


if __name__ == "__main__":
    main()
