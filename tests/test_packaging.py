"""What is installed, and what leaves this machine in a package."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from email.message import Message
from importlib.metadata import distribution
from pathlib import Path
from urllib.parse import urlsplit

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


def names(lock: str) -> set[str]:
    """Return the names of all packages that a lock pins, whatever the system."""
    return set(re.findall(r"^([a-z0-9-]+)==", (REPOSITORY / lock).read_text(encoding="utf-8"), re.MULTILINE))


def superfluous(locked: set[str]) -> set[str]:
    """Return what a lock has and a program that runs has no use for: what builds and tests it, or has no user here."""
    elsewhere = {"brotlicffi"}  # takes the place of brotli where Python is not CPython
    return locked - closure("makegood") - elsewhere


def test_the_lock_of_the_main_job_is_what_runs_and_no_more() -> None:
    """At most 45 packages, and none of those that build or test it; what builds it has a lock of its own."""
    locked = names("requirements.lock")
    assert len(locked) <= MOST
    assert superfluous(locked) == set()
    assert closure("hatchling") <= names("requirements-build.lock")
    assert closure("hatchling") <= names("requirements-test.lock")


def test_a_build_tool_in_the_lock_is_seen() -> None:
    assert superfluous(names("requirements.lock") | names("requirements-build.lock")) >= {"hatchling", "pathspec"}
    assert superfluous(names("requirements-test.lock")) >= {"hatchling", "pytest"}


@pytest.mark.parametrize("lock", ["requirements-build.lock", "tests/lint.txt"])
def test_each_other_lock_pins_by_hash(lock: str) -> None:
    text = (REPOSITORY / lock).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(entries) == len(names(lock)) > 3
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert not re.search(r"https?://|--index|--find-links", text)


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
        "makegood/model/rules.json",
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


def metadata(packages: Path) -> Message:
    """Return what the wheel says of itself."""
    with zipfile.ZipFile(next(packages.glob("*.whl"))) as wheel:
        name = next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
        return message_from_bytes(wheel.read(name))


def undefined(classifiers: list[str]) -> list[str]:
    """Return the classifiers that an index would refuse."""
    from trove_classifiers import classifiers as known  # noqa: PLC0415  # comes with hatchling

    return [classifier for classifier in classifiers if classifier not in known]


def test_the_wheel_says_that_it_is_typed_and_for_which_python(packages: Path) -> None:
    """py.typed and the classifier belong together; each version from requires-python on has its classifier."""
    with zipfile.ZipFile(next(packages.glob("*.whl"))) as wheel:
        assert "makegood/py.typed" in wheel.namelist()
    about = metadata(packages)
    classifiers = about.get_all("Classifier") or []
    assert "Typing :: Typed" in classifiers
    assert undefined(classifiers) == []
    minors = [int(found[1]) for one in classifiers if (found := re.fullmatch(r".* :: Python :: 3\.(\d+)", one))]
    assert minors == list(range(11, 15))
    assert about["Requires-Python"] == f">=3.{minors[0]}"
    assert about["Keywords"]


def test_a_classifier_that_does_not_exist_is_seen() -> None:
    assert undefined(["Typing :: Typed", "Typing :: Types"]) == ["Typing :: Types"]


def test_the_addresses_are_one_place_and_a_placeholder_is_owned_up_to(packages: Path) -> None:
    """Where the address is not set yet, the steps of a release say so; what is set leaves no placeholder behind."""
    urls = [line.partition(", ")[2] for line in metadata(packages).get_all("Project-URL") or []]
    assert len(urls) == 5
    hosts = {urlsplit(url).hostname for url in urls}
    assert len(hosts) == 1
    steps = (REPOSITORY / "docs" / "releasing.md").read_text(encoding="utf-8")
    assert ("makegood.example" in hosts) == ("makegood.example" in steps)


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


@pytest.fixture(scope="module")
def installed(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked in a folder of its own, far from this checkout."""
    site = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(next(packages.glob("*.whl"))) as wheel:
        wheel.extractall(site)
    return site


def makegood(site: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the wheel's own program in a folder."""
    code = f"import sys; sys.path.insert(0, {str(site)!r})\nfrom makegood.cli.app import main; main()"
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)


def stray(home: Path, *machine: Path) -> list[str]:
    """Say which file names its schema by an absolute path, or by one that leads to no schema, or names the machine."""
    found = []
    for path in sorted([*home.glob("cases/*/case.json"), *home.glob("cases/defaults.json")]):
        text = path.read_text(encoding="utf-8")
        named = json.loads(text)["$schema"]
        title = json.loads(there.read_text())["title"] if (there := path.parent / named).is_file() else ""
        wanted = "Values shared by all cases" if path.name == "defaults.json" else "A refund case of makegood"
        if Path(named).is_absolute() or ":" in named or not title.startswith(wanted):
            found.append(f"{path.relative_to(home)}: {named}")
        found += [f"{path.relative_to(home)}: names {place}" for place in machine if str(place) in text]
    return found


@pytest.mark.parametrize("where", ["empty", "templates", "deep"])
def test_from_the_wheel_a_case_finds_its_schema_and_names_no_machine(
    installed: Path, tmp_path: Path, where: str
) -> None:
    """In an empty folder, in a workspace with templates of its own, far down; and after a move to another machine."""
    home = tmp_path / ("a b/c/d" if where == "deep" else "home")
    (home / "cases").mkdir(parents=True)
    if where == "templates":
        (home / "templates" / "email").mkdir(parents=True)
        (home / "templates" / "email" / "_signature.txt.j2").write_text("Jo\n")
        (home / "cases" / "defaults.json").write_text('{ "$schema": "../schemas/defaults.schema.json" }\n')
    for ref in ("MG-2026-001", "MG-2026-002"):
        done = makegood(installed, home, "new", ref)
        assert (done.returncode, done.stdout) == (0, f"cases/{ref}\n"), done.stderr
    (home / "creators.csv").write_text("display_name,handle\nAna Example,@ana.example\n")
    assert makegood(installed, home, "new", "--from", "creators.csv").returncode == 0
    assert len(list(home.glob("cases/*/case.json"))) == 3
    assert stray(home, installed, home) == []
    moved = tmp_path / "another machine" / "cases of ours"
    shutil.copytree(home, moved, ignore=shutil.ignore_patterns("build"))
    shutil.rmtree(home)
    assert stray(moved, installed, home) == []


def test_a_stray_schema_is_seen(installed: Path, tmp_path: Path) -> None:
    """An absolute address, which resolves here and nowhere else, and a relative one that leads to nothing."""
    case = tmp_path / "cases" / "MG-2026-001"
    case.mkdir(parents=True)
    there = installed / "makegood" / "schemas" / "case.schema.json"
    assert there.is_file()
    for named in (str(there), there.as_uri(), "../../schemas/case.schema.json"):
        (case / "case.json").write_text(json.dumps({"$schema": named}))
        assert f"cases/MG-2026-001/case.json: {named}" in stray(tmp_path, installed)


def test_the_wheel_works_by_itself(installed: Path, case: Path) -> None:
    """Unpacked anywhere, without this checkout, it checks a case."""
    code = f"import sys; sys.path.insert(0, {str(installed)!r})\nimport makegood; print(makegood.__file__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()).is_relative_to(installed)
    done = makegood(installed, case.parent, "check", str(case))
    assert (done.returncode, done.stderr) == (0, "No problems in 1 case.\n")
