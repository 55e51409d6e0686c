"""A virgin clone with a new environment: the two commands, as a person types them. Needs the network."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of what is committed, in a path with a space."""
    folder = tmp_path_factory.mktemp("a b") / "make good"
    subprocess.run(["git", "clone", "--quiet", str(REPOSITORY), str(folder)], check=True)
    return folder


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    clean = {
        name: value
        for name, value in os.environ.items()
        if name not in {"VIRTUAL_ENV", "PYTHONPATH", "CI"} and not name.startswith("MAKE")
    }
    return subprocess.run(["make", *arguments], cwd=folder, env=clean, capture_output=True, text=True, check=False)


def test_make_in_a_case_folder_of_a_virgin_clone_sets_everything_up(clone: Path) -> None:
    """It says what it installs, builds that case alone, and ends with the link of its page."""
    done = make(clone / "cases" / "MG-2026-001")
    assert done.returncode == 0, done.stderr
    assert "Setting up: " in done.stderr
    assert done.stdout.splitlines()[-1].endswith("/build/MG-2026-001/index.html")
    assert not (clone / "build" / "MG-2026-002").exists()


def test_make_builds_the_rest_and_then_nothing(clone: Path) -> None:
    """The first make at the root builds what is missing; the second has one line to say."""
    assert make(clone).returncode == 0
    assert (clone / "build" / "MG-2026-002" / "packet" / "tiktok.pdf").is_file()
    done = make(clone)
    assert (done.stdout.count("\n"), done.stderr) == (1, "")
    assert done.stdout.startswith("4 examples. Open file://")


def test_a_first_case_of_ones_own(clone: Path) -> None:
    """`make new` makes a folder whose own make says what is left to fill in."""
    assert make(clone, "new").returncode == 0
    done = make(clone / "cases" / "MG-2026-005")
    assert done.returncode == 2
    assert "FILL IN" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_examples_evidence_is_what_its_script_makes(clone: Path, tmp_path: Path) -> None:
    """The script makes the same pictures and papers again, byte for byte where the machine is the same."""
    python = clone / ".venv" / "bin" / "python"
    subprocess.run([python, clone / "tests" / "examples" / "make_evidence.py", "--into", tmp_path], check=True)
    names = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert len(names) == 35
    assert names == sorted(
        path.relative_to(clone / "cases") for path in (clone / "cases").glob("MG-2026-00[1-4]/evidence/*")
    )
