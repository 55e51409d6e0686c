"""Run the steps of docs/how-to/letters-from-ci.yml here, as a runner would: a clean environment, a clone, a change.

    python tests/prove/letters.py

The workflow is read as it stands; of its steps those with `run` are run, with the environment that the runner gives.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

REPOSITORY = Path(__file__).parents[2]
WORKFLOW = REPOSITORY / "docs" / "how-to" / "letters-from-ci.yml"
STEP = re.compile(r"^      - (?:name: (?P<name>.+)|uses: .+)\n(?P<rest>(?:(?!      - ).*\n?)*)", re.MULTILINE)
SCRIPT = re.compile(r"^        run: \|\n(?P<lines>(?:          .*\n?|\n)+)", re.MULTILINE)
CLEAN = ("PATH", "HOME", "PIP_CONFIG_FILE", "PIP_INDEX_URL", "PIP_FIND_LINKS", "PIP_CACHE_DIR", "SSL_CERT_FILE")
"""What a runner has as well: a home, a path, and the settings by which pip reaches packages from this machine."""


@dataclass(frozen=True)
class Run:
    """What happened to it: the exit status of each step by its name, the whole log, the summary, the seconds, the folder."""

    codes: dict[str, int]
    log: str
    summary: str
    seconds: dict[str, float]
    built: tuple[str, ...]


def scripts(text: str) -> dict[str, str]:
    """Give the script of each step that has one, by the name of the step."""
    found = {}
    for step in STEP.finditer(text):
        script = SCRIPT.search(step["rest"])
        if script:
            found[step["name"]] = "".join(line[10:] + "\n" for line in script["lines"].splitlines())
    return found


def git(folder: Path, *arguments: str) -> str:
    named = ("-c", "user.name=Jo", "-c", "user.email=jo@harbourpine.example", "-c", "commit.gpgsign=false")
    return subprocess.run(
        ["git", *named, *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


def run(folder: Path, change: Callable[[Path], None]) -> Run:
    """Clone the repository, commit a change in it, and run the workflow against the commit before."""
    git(folder.parent, "clone", "--quiet", str(REPOSITORY), str(folder))
    base = git(folder, "rev-parse", "HEAD")
    change(folder)
    git(folder, "add", "--all", "--force", "cases", "templates")
    git(folder, "commit", "--quiet", "--message", "A change")
    return run_steps(folder, base)


def run_steps(folder: Path, since: str, *, skip: str = "", path: Path | None = None) -> Run:
    """Run the steps in a folder, as compared with a revision, but for the one named `skip`.

    `path` is a folder that stands first in PATH, as a step adds one by GITHUB_PATH.
    """
    files = {name: folder.parent / f"{folder.name}-{name}" for name in ("summary.md", "path.txt")}
    for file in files.values():
        file.write_text("")
    base = {name: os.environ[name] for name in CLEAN if name in os.environ}
    base |= {
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_STEP_SUMMARY": str(files["summary.md"]),
        "GITHUB_WORKSPACE": str(folder),
        "GITHUB_PATH": str(files["path.txt"]),
        "SINCE": since,
        "SETUP_SYSTEM": "no",
    }
    codes, seconds, log = {}, {}, []
    for name, script in scripts(WORKFLOW.read_text(encoding="utf-8")).items():
        if name == skip:
            continue
        added = [*reversed(files["path.txt"].read_text().split("\n")), str(path or ""), base["PATH"]]
        begun = time.monotonic()
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=folder,
            env={**base, "PATH": ":".join(filter(None, added))},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        codes[name], seconds[name] = done.returncode, time.monotonic() - begun
        log.append(done.stdout)
    built = tuple(sorted(path.parent.name for path in (folder / "build").glob("*/manifest.json")))
    return Run(codes, "".join(log), files["summary.md"].read_text(encoding="utf-8"), seconds, built)


def one_caption(folder: Path) -> None:
    path = folder / "cases" / "MG-2026-004" / "case.json"
    path.write_text(path.read_text(encoding="utf-8").replace("Jo Penrose", "Jo Penrose-Hale"), encoding="utf-8")
    with (folder / "cases" / "MG-2026-004" / "story.md").open("a", encoding="utf-8") as story:
        story.write("\nWe waited for an answer.\n")


if __name__ == "__main__":
    with TemporaryDirectory() as spare:
        done = run(Path(spare) / "clone", one_caption)
    print(done.log)
    print(done.summary)
    for step, taken in done.seconds.items():
        print(f"{taken:6.1f} s  {done.codes[step]}  {step}")
    print(f"{sum(done.seconds.values()):6.1f} s in all, for one changed case")
    sys.exit(any(done.codes.values()))
