"""What is installed, and what leaves this machine in a package."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
MOST = 45


def closure(name: str) -> set[str]:
    """All distributions that installing `name` brings here, itself included; extras are left out."""
    from packaging.requirements import Requirement  # noqa: PLC0415  # comes with pikepdf

    found: set[str] = set()
    waiting = [(name, frozenset[str]())]
    while waiting:
        one, extras = waiting.pop()
        key = re.sub(r"[-_.]+", "-", one).lower()
        for text in distribution(one).requires or ():
            wanted = Requirement(text)
            holds = (
                any(wanted.marker.evaluate({"extra": extra}) for extra in (extras or {""})) if wanted.marker else True
            )
            if holds and re.sub(r"[-_.]+", "-", wanted.name).lower() not in found:
                waiting.append((wanted.name, frozenset(wanted.extras)))
        found.add(key)
    return found


def test_the_main_job_takes_few_packages() -> None:
    """At most 45 packages are installed for it."""
    assert len(closure("makegood")) <= MOST


def test_the_count_can_fail() -> None:
    """The counter sees what is required through others, extras of requirements included."""
    found = closure("makegood")
    assert {"makegood", "markupsafe", "pydyf", "brotli", "cffi", "pycparser", "tomlkit"} - found <= {"tomlkit"}
    assert len(found) > len(distribution("makegood").requires or ())


def test_the_lock_has_what_the_project_asks_for() -> None:
    """Every package of the closure stands in the lock, with hashes, without any address."""
    text = (REPOSITORY / "requirements.lock").read_text()
    locked = set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))
    assert closure("makegood") - {"makegood"} <= locked
    assert len(re.findall(r"^[a-z0-9-]+==", text, re.MULTILINE)) <= len(re.findall("--hash=sha256:", text))
    assert not re.search(r"https?://|--index|--find-links", text + (REPOSITORY / "requirements-test.lock").read_text())


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel and the sdist of a copy that has a private case in it."""
    copy = tmp_path_factory.mktemp("copy") / "makegood"
    shutil.copytree(
        REPOSITORY,
        copy,
        ignore=shutil.ignore_patterns(".venv", ".git", "build", ".*_cache", ".hypothesis", "__pycache__"),
    )
    private = copy / "cases" / "MG-2026-900"
    private.mkdir(parents=True)
    (private / "case.json").write_text("SECRET-CANARY")
    (copy / "build").mkdir()
    (copy / "build" / "index.html").write_text("SECRET-CANARY")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(copy / "dist")],
        cwd=copy,
        check=True,
        capture_output=True,
    )
    return copy / "dist"


def test_the_wheel_has_all_that_the_program_needs(packages: Path) -> None:
    """Modules, templates, schemas, policies and a case's Makefile; nothing else."""
    with zipfile.ZipFile(next(packages.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    for needed in (
        "makegood/cli/app.py",
        "makegood/case.mk",
        "makegood/case.Makefile",
        "makegood/typed.mk",
        "makegood/policies/channels/direct_bank.json",
        "makegood/templates/index.html.j2",
        "makegood/templates/packet/_packet.css.j2",
        "makegood/schemas/case.schema.json",
    ):
        assert needed in names
    assert {name.partition("/")[0] for name in names} == {"makegood", "makegood-0.1.0.dist-info"}


def test_no_case_leaves_in_a_package(packages: Path) -> None:
    """Neither package has anything of cases/ or build/, whatever lies there."""
    with tarfile.open(next(packages.glob("*.tar.gz"))) as sdist:
        names = [member.name for member in sdist.getmembers()]
        texts = b"".join(sdist.extractfile(member).read() for member in sdist.getmembers() if member.isfile())
    assert any(name.endswith("/templates/index.html.j2") for name in names)
    assert not [name for name in names if name.split("/")[1] in {"cases", "build", ".venv"}]
    assert b"SECRET-" + b"CANARY\x00" not in texts
    assert texts.count(b"SECRET-" + b"CANARY") == Path(__file__).read_bytes().count(b"SECRET-" + b"CANARY")
    with zipfile.ZipFile(next(packages.glob("*.whl"))) as wheel:
        assert not any(b"SECRET-" + b"CANARY" in wheel.read(name) for name in wheel.namelist())


def test_the_wheel_works_by_itself(packages: Path, tmp_path: Path, case: Path) -> None:
    """Unpacked anywhere, without this checkout, it checks a case."""
    with zipfile.ZipFile(next(packages.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "site")
    code = f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r})\nimport makegood; assert 'site' in makegood.__file__\nfrom makegood.cli.app import run; sys.exit(run(['check', {str(case)!r}]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "No problems in 1 case.\n")
