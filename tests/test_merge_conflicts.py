"""Merge conflicts, pointers and line ends in what cases share and in evidence: each is named, none reaches a letter."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from test_cli import run
from test_letters import git

from makegood.commands.new.git_attributes import TEXT as ATTRIBUTES
from makegood.storage import package_data

SMALLEST = Path(__file__).parent / "cases" / "good" / "smallest" / "MG-2026-001"
CASE = "cases/MG-2026-001"
POLICY = "policies/channels/direct_bank.json"
TEMPLATE = "templates/email/first_request.txt.j2"
CHAT = f"{CASE}/evidence/chat.txt"
DAY = {"check": (), "build": ("--frozen",)}
NEVER_MERGED = " -merge"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a repository with two cases, and a policy and a template of its own."""
    for ref in ("MG-2026-001", "MG-2026-002"):
        shutil.copytree(SMALLEST, tmp_path / "cases" / ref)
        case = tmp_path / "cases" / ref / "case.json"
        case.write_text(case.read_text(encoding="utf-8").replace("MG-2026-001", ref), encoding="utf-8")
    for path in (POLICY, TEMPLATE):
        folder, _, name = path.partition("/")
        (tmp_path / path).parent.mkdir(parents=True)
        shutil.copyfile(package_data.folder(folder) / name, tmp_path / path)
    git(tmp_path, "init", "--quiet")
    return tmp_path


def commit(home: Path, path: str, text: str) -> None:
    (home / path).parent.mkdir(exist_ok=True)
    (home / path).write_text(text, encoding="utf-8")
    git(home, "add", "--all")
    git(home, "commit", "--quiet", "--message", "Change")


def merge(home: Path, path: str, mine: str, theirs: str) -> list[int]:
    """Have two people write one file, merge their branches, and return the lines of the markers that Git leaves."""
    commit(home, "README.md", "Cases")
    git(home, "checkout", "--quiet", "-b", "theirs")
    commit(home, path, theirs)
    git(home, "checkout", "--quiet", "main")
    commit(home, path, mine)
    settings = ("-c", "user.name=Jo", "-c", "user.email=jo@harbourpine.example")
    assert subprocess.run(["git", *settings, "merge", "--quiet", "theirs"], cwd=home, check=False).returncode
    lines = (home / path).read_text(encoding="utf-8").splitlines()
    return [number for number, line in enumerate(lines, 1) if line.startswith(("<<<<<<<", "=======", ">>>>>>>"))]


def both(home: Path, path: str, old: str) -> tuple[str, str]:
    text = (home / path).read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, f"{old} one", 1), text.replace(old, f"{old} two", 1)


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize(("path", "old"), [(POLICY, '"title": "Direct'), (TEMPLATE, "{{ letter.agreed(facts) }}")])
def test_a_conflict_in_what_cases_share_is_named_once(home: Path, command: str, path: str, old: str) -> None:
    """Not as an error of JSON, not as a text for the creator, not for each case; once it is resolved, it is gone."""
    markers = merge(home, path, *both(home, path, old))
    assert len(markers) == 3
    done = run(command, *DAY[command], cwd=home)
    report = f"{done.stdout}{done.stderr}"
    assert (done.returncode, report.count("error[")) == (1, 1)
    assert "error[F13]: There is an unresolved merge conflict here." in report
    assert [line.split()[1] for line in report.splitlines() if line.strip().startswith(("-->", ":::"))][:3] == [
        f"{path}:{line}:1" for line in markers
    ]
    assert f"{markers[0]} | <<<<<<< HEAD" in report
    assert '"stage": "broken"' in run("status", "--format", "json", cwd=home).stdout or path == POLICY
    git(home, "checkout", "--quiet", "--ours", path)
    done = run(command, *DAY[command], cwd=home)
    assert "F13" not in f"{done.stdout}{done.stderr}"
    assert '"stage": "broken"' not in run("status", "--format", "json", cwd=home).stdout


@pytest.mark.parametrize("path", [POLICY, TEMPLATE, f"{CASE}/case.json", "cases/defaults.json", f"{CASE}/story.md"])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1\n",
            "error[F12]: This is a Git LFS pointer",
        ),
        (b"\0GITCRYPT\0\x8a\x01\xfe", "error[F12]: This file is encrypted by git-crypt"),
        ("{ Grüße }".encode("latin-1"), "UTF-8"),
    ],
)
def test_a_text_that_git_did_not_give_back_is_named(home: Path, path: str, content: bytes, words: str) -> None:
    """A pointer, a locked file, another encoding: of each file that people edit, and no bug of the program."""
    (home / path).write_bytes(content)
    done = run("build", "--frozen", CASE, cwd=home)
    report = f"{done.stdout}{done.stderr}"
    assert (done.returncode, report.count("error[")) == (1, 1), report
    assert f"--> {path}" in report
    assert words in report


def test_evidence_is_never_merged(home: Path) -> None:
    """A mix of two exports is neither: with the attributes that `new` leaves, Git keeps one of them whole."""
    (home / "cases" / ".gitattributes").write_text(ATTRIBUTES, encoding="utf-8")
    assert merge(home, CHAT, "Hello\nYes\n", "Hello\nNo\n") == []
    assert (home / CHAT).read_text(encoding="utf-8") == "Hello\nYes\n"


@pytest.mark.parametrize("path", [CHAT, f"{CASE}/sent/2026-11-02-first_request.eml"])
def test_a_merged_file_is_named(home: Path, path: str) -> None:
    """Where the attributes are missing. It is no text to edit, so that the original is asked for."""
    (home / "cases" / ".gitattributes").write_text(ATTRIBUTES.replace(NEVER_MERGED, ""), encoding="utf-8")
    markers = merge(home, path, "Subject: Hello\n\nYes\n", "Subject: Hello\n\nNo\n")
    assert markers == [3, 5, 7]
    report = run("check", "--format", "gcc", CASE, cwd=home).stdout
    named = f"{path}:3:1: error: There is an unresolved merge conflict here. Put the original file here again."
    assert named in report
    git(home, "checkout", "--quiet", "--theirs", path)
    assert "F13" not in run("check", "--format", "gcc", CASE, cwd=home).stdout


def test_text_that_mentions_markers_is_evidence(home: Path) -> None:
    """Negative control: what is not the three lines of a conflict, in their order."""
    commit(home, CHAT, "<<<<<<< that was odd\n>>>>>>> I mean\n=======\n")
    assert "F13" not in run("check", "--format", "gcc", CASE, cwd=home).stdout


def test_a_list_with_a_conflict_makes_no_cases(tmp_path: Path) -> None:
    """A marker line is no creator. Each conflict is named; without it, the rows become cases."""
    (tmp_path / "cases").mkdir()
    rows = [f"Ana {name};@ana.{name};ana@{name}.example" for name in ("one", "two", "three")]
    conflict = ["<<<<<<< HEAD", rows[1], "=======", rows[2], ">>>>>>> theirs"]
    path = tmp_path / "creators.csv"
    path.write_text("\n".join(["display_name;handle;email", rows[0], *conflict, ""]), encoding="utf-8")
    done = run("new", "--from", path.name, cwd=tmp_path)
    assert done.returncode == 2
    assert "creators.csv:3: There is an unresolved merge conflict here." in done.stderr
    assert "Nothing was created." in done.stderr
    assert list((tmp_path / "cases").iterdir()) == []
    path.write_text("\n".join(["display_name;handle;email", *rows, ""]), encoding="utf-8")
    assert run("new", "--from", path.name, cwd=tmp_path).stdout.count("cases/MG-") == 3


def test_a_new_case_says_that_shared_values_are_not_used(tmp_path: Path) -> None:
    """Because they cannot be read. Nothing is said where they can, or where there are none."""
    (tmp_path / "cases").mkdir()
    shared = tmp_path / "cases" / "defaults.json"
    warning = "cases/defaults.json has errors, so its values are not used here."
    assert warning not in run("new", cwd=tmp_path).stderr
    shared.write_text('{\n<<<<<<< HEAD\n"case": {}\n=======\n"case": {}\n>>>>>>> theirs\n}\n', encoding="utf-8")
    assert warning in run("new", cwd=tmp_path).stderr
    shared.write_text('{ "case": { "timezone": "Europe/London" } }\n', encoding="utf-8")
    assert warning not in run("new", cwd=tmp_path).stderr


@pytest.mark.parametrize("setting", ["true", "input", "false"])
def test_every_checkout_has_the_same_bytes(home: Path, tmp_path_factory: pytest.TempPathFactory, setting: str) -> None:
    """Whatever Git of the sender and of the receiver does with line ends: the hash in the log is that of the file."""
    (home / "cases" / ".gitattributes").write_text(ATTRIBUTES, encoding="utf-8")
    git(home, "config", "core.autocrlf", setting)
    mail = b"Subject: Refund\r\n\r\nDear Ana,\r\n"
    for name in ("sent/letter.eml", "evidence/answer.eml", "evidence/chat.txt"):
        (home / CASE / name).parent.mkdir(exist_ok=True)
        (home / CASE / name).write_bytes(mail)
    text = (home / CASE / "case.json").read_bytes()
    (home / CASE / "case.json").write_bytes(text.replace(b"\n", b"\r\n"))  # as an editor on Windows saves it
    commit(home, "README.md", "Cases")
    for other in ("true", "input", "false"):
        clone = tmp_path_factory.mktemp("clone") / "home"
        git(home, "-c", f"core.autocrlf={other}", "clone", "--quiet", str(home), str(clone))
        for name in ("sent/letter.eml", "evidence/answer.eml", "evidence/chat.txt"):
            assert (clone / CASE / name).read_bytes() == mail, (other, name)
        assert (clone / CASE / "case.json").read_bytes() == text, other


def test_without_attributes_a_checkout_changes_a_mail(home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Negative control: what the attributes are for."""
    git(home, "config", "core.autocrlf", "true")
    (home / CASE / "sent").mkdir()
    (home / CASE / "sent" / "letter.eml").write_bytes(b"Subject: Refund\r\n\r\nDear Ana,\r\n")
    commit(home, "README.md", "Cases")
    clone = tmp_path_factory.mktemp("clone") / "home"
    git(home, "-c", "core.autocrlf=false", "clone", "--quiet", str(home), str(clone))
    assert (clone / CASE / "sent" / "letter.eml").read_bytes() == b"Subject: Refund\n\nDear Ana,\n"


@pytest.mark.parametrize(
    ("path", "attribute", "value"),
    [
        ("setup.sh", "eol", "lf"),
        ("Makefile", "eol", "lf"),
        ("src/makegood/case.mk", "eol", "lf"),
        ("cases/MG-2026-001/case.json", "eol", "lf"),
        ("cases/MG-2026-001/sent/a.eml", "text", "unset"),
        ("cases/MG-2026-001/sent/a.eml", "merge", "unset"),
        ("cases/MG-2026-001/evidence/deep/chat.txt", "text", "unset"),
        ("cases/MG-2026-001/evidence/deep/chat.txt", "merge", "unset"),
        ("cases/MG-2026-001/case.json", "merge", "unspecified"),
    ],
)
def test_this_repository_has_the_same_attributes(tmp_path: Path, path: str, attribute: str, value: str) -> None:
    """In a copy of it with cases, and, for what lies in cases/, in what `new` leaves."""
    repository = Path(__file__).parents[1] / ".gitattributes"
    for text in (repository.read_text(encoding="utf-8"), ATTRIBUTES if path.startswith("cases/") else ""):
        if not text:
            continue
        git(tmp_path, "init", "--quiet")
        (tmp_path / ".gitattributes").write_text(text, encoding="utf-8")
        shown = subprocess.run(
            ["git", "check-attr", attribute, "--", path], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        assert shown.stdout.strip().rpartition(": ")[2] == value
