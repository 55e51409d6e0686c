"""The workflow that tests this repository: pinned, with little leave, on every Python and system that it is for.

What a workflow for somebody's cases must be is in test_letters; it stands where nothing runs it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).parent.parent
FOLDER = REPOSITORY / ".github" / "workflows"
CI = (FOLDER / "ci.yml").read_text(encoding="utf-8")
LETTERS = (REPOSITORY / "docs" / "how-to" / "letters-from-ci.yml").read_text(encoding="utf-8")
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINNED = re.compile(r"[a-z0-9-]+/[a-z0-9-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+\Z")
PRIVATE = "!github.event.repository.private"


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


def faults(text: str) -> list[str]:
    """Say what in a workflow could hurt whoever runs it: an action that can change, more leave than to read, a token."""
    workflow = yaml.safe_load(text)
    found = [
        f"unpinned: {used}"
        for used in re.findall(r"^ *(?:- )?uses: *(.+)$", text, re.MULTILINE)
        if PINNED.match(used) is None
    ]
    events = workflow[True]  # YAML 1.1 takes the word `on` for true
    found += [f"runs on {name}" for name in events if name not in {"pull_request", "push"}]
    if workflow.get("permissions") != {"contents": "read"}:
        found.append("may do more than read")
    for name, job in workflow["jobs"].items():
        found += [f"{name}: has permissions of its own"] if "permissions" in job else []
        found += [f"{name}: may run for hours"] if job.get("timeout-minutes", 360) > 60 else []
    for step in steps(workflow):
        if (
            step.get("uses", "").startswith("actions/checkout@")
            and step["with"].get("persist-credentials") is not False
        ):
            found.append("keeps its token")
        found += ["expression in a script"] if "${{" in step.get("run", "") else []
    found += ["secret"] if "secrets." in text else []
    group = workflow.get("concurrency", {}).get("group", "")
    return [*found, *([] if "github.ref" in group else ["runs beside itself"])]


def versions(project: dict[str, Any]) -> list[str]:
    """Return the Pythons that the package is for, by its classifiers; [] where requires-python says another first one."""
    found = [named[1] for one in project["classifiers"] if (named := re.fullmatch(r".* :: Python :: (3\.\d+)", one))]
    return found if project["requires-python"] == f">={found[0]}" else []


def gaps(text: str, project: dict[str, Any]) -> list[str]:
    """Say what the package promises and the workflow does not try, and what it tries in a private copy."""
    jobs = yaml.safe_load(text)["jobs"]
    matrix = jobs["test"]["strategy"]["matrix"]
    named = " ".join(project["classifiers"])
    systems = {"Linux": "ubuntu-", "MacOS": "macos-"}
    found = [] if matrix["python"] == versions(project) else ["not the Pythons of the package"]
    found += [
        f"not on {system}"
        for system, runner in systems.items()
        if (system in named) != any(name.startswith(runner) for name in matrix["os"])
    ]
    found += [f"{name}: runs in a private copy" for name, job in jobs.items() if PRIVATE not in job.get("if", "")]
    wanted = {"lint": "make lint\n", "test": "make test\n"}
    found += [f"no {name}" for name, script in wanted.items() if jobs[name]["steps"][-1].get("run") != script]
    setups = [
        step["with"]["python-version"] for step in jobs["lint"]["steps"] if "setup-python@" in step.get("uses", "")
    ]
    found += [] if setups == versions(project)[:1] else ["lint: not with the oldest Python"]
    for runner, command in (("Linux", "apt-get install"), ("macOS", "brew install pango")):
        installs = [step["run"] for step in jobs["test"]["steps"] if f"runner.os == '{runner}'" in step.get("if", "")]
        found += (
            [] if any(command in script and "pango" in script for script in installs) else [f"no Pango on {runner}"]
        )
    return found


def test_the_workflow_is_safe_and_tries_what_is_promised() -> None:
    assert faults(CI) == []
    assert gaps(CI, PROJECT) == []


def test_nothing_else_runs_in_this_repository_or_a_fork() -> None:
    """The workflow for cases is an example; it is as safe, and pins the same versions of what both use."""
    assert [path.name for path in sorted(FOLDER.iterdir())] == ["ci.yml"]
    assert faults(LETTERS) == []
    pins = {line.partition("@")[0]: line for line in re.findall(r"uses: (.+)", CI)}
    both = [line for line in re.findall(r"uses: (.+)", LETTERS) if line.partition("@")[0] in pins]
    assert set(both) == {pins["actions/checkout"]}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "v7", "unpinned: actions/checkout@v7"),
        (" # v7.0.0", "", "unpinned: actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97"),
        ("contents: read", "contents: write", "may do more than read"),
        ("permissions:\n  contents: read\n", "", "may do more than read"),
        ("  lint:\n", "  lint:\n    permissions: write-all\n", "lint: has permissions of its own"),
        ("  pull_request:", "  pull_request_target:", "runs on pull_request_target"),
        ("          persist-credentials: false", "          fetch-depth: 1", "keeps its token"),
        ("make lint", "make lint ${{ github.head_ref }}", "expression in a script"),
        ("    timeout-minutes: 10\n", "", "lint: may run for hours"),
        ("  lint:\n", "  lint:\n    env:\n      TOKEN: ${{ secrets.TOKEN }}\n", "secret"),
        ("group: ci-${{ github.ref }}", "group: ci-${{ github.run_id }}", "runs beside itself"),
    ],
)
def test_an_unsafe_workflow_is_seen(old: str, new: str, fault: str) -> None:
    assert old in CI
    assert set(faults(CI.replace(old, new))) == {fault}


@pytest.mark.parametrize(
    ("old", "new", "gap"),
    [
        ('"3.13", "3.14"]', '"3.13"]', "not the Pythons of the package"),
        (", macos-15]", "]", "not on MacOS"),
        ("[ubuntu-24.04, ", "[", "not on Linux"),
        (PRIVATE, "true", "test: runs in a private copy"),
        ("make test", "make all", "no test"),
        ("make lint", "true", "no lint"),
        ('python-version: "3.11"', 'python-version: "3.14"', "lint: not with the oldest Python"),
        ("brew install pango", "true", "no Pango on macOS"),
        ("libpango-1.0-0 libpangoft2-1.0-0", "", "no Pango on Linux"),
    ],
)
def test_a_gap_is_seen(old: str, new: str, gap: str) -> None:
    assert old in CI
    assert gap in gaps(CI.replace(old, new), PROJECT)


def test_a_python_that_the_package_adds_or_drops_is_seen() -> None:
    more = {**PROJECT, "classifiers": [*PROJECT["classifiers"], "Programming Language :: Python :: 3.15"]}
    assert gaps(CI, more) == ["not the Pythons of the package"]
    later = {**PROJECT, "requires-python": ">=3.12"}
    assert "not the Pythons of the package" in gaps(CI, later)
