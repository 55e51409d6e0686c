"""Which cases have changed, and a workflow that is safe on a stranger's pull request."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import forked
import pytest

import many
from makegood.model.workspace import Workspace
from makegood.commands import changed
from makegood.model.errors import MachineError, UsageError
from makegood.reporting.sending import sending

WORKFLOW = (Path(__file__).parents[1] / "docs" / "how-to" / "letters-from-ci.yml").read_text(encoding="utf-8")


def git(folder: Path, *arguments: str) -> None:
    named = (
        "-c",
        "user.name=Jo",
        "-c",
        "user.email=jo@harbourpine.example",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "init.defaultBranch=main",
    )
    subprocess.run(["git", *named, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A workspace below the top of a repository, with three cases that are committed."""
    made = tmp_path / "my repository" / "refunds"
    many.write(made, 3)
    (made / ".gitignore").write_text("build/\n")
    git(made.parent, "init", "--quiet")
    git(made, "add", ".")
    git(made, "commit", "--quiet", "-m", "Begin")
    return made


def cases(home: Path) -> list[Path]:
    return sorted(path for path in (home / "cases").iterdir() if (path / "case.json").exists())


def found(home: Path, since: str = "HEAD") -> list[str]:
    return [folder.name for folder in changed.changed(Workspace(home), since, cases(home)).folders]


def test_every_kind_of_change_counts(home: Path) -> None:
    """Committed, staged, edited, new, renamed: and what git ignores does not."""
    assert found(home) == []
    (home / "cases" / "MA-2026-000" / "story.md").write_text("New.")
    assert found(home) == ["MA-2026-000"]
    git(home, "add", ".")
    assert found(home) == ["MA-2026-000"]
    git(home, "commit", "--quiet", "-m", "One")
    assert (found(home), found(home, "HEAD~1")) == ([], ["MA-2026-000"])
    (home / "build" / "x").mkdir(parents=True)
    (home / "build" / "x" / "y").write_text("made")
    assert found(home) == []
    evidence = home / "cases" / "MA-2026-001" / "evidence"
    evidence.mkdir()
    (evidence / "ein Beleg – ü.txt").write_text("x")
    assert found(home) == ["MA-2026-001"]
    with (home / "cases" / "MA-2026-002" / "case.json").open("a") as file:
        file.write("\n")
    assert found(home) == ["MA-2026-001", "MA-2026-002"]


@pytest.mark.parametrize("path", ["cases/defaults.json", "templates/email/a.txt.j2", "policies/grounds/late.json"])
def test_what_every_case_is_made_from_changes_all(home: Path, path: str) -> None:
    (home / path).parent.mkdir(parents=True, exist_ok=True)
    (home / path).write_text("{}")
    done = changed.changed(Workspace(home), "HEAD", cases(home))
    assert (len(done.folders), done.shared) == (3, path)


def test_what_is_elsewhere_changes_none(home: Path) -> None:
    (home / "README.md").write_text("x")
    (home.parent / "templates").mkdir()
    (home.parent / "templates" / "x.j2").write_text("not this workspace's")
    (home / "cases" / "note.txt").write_text("no case")
    assert found(home) == []


def test_a_case_that_is_gone_is_told(home: Path) -> None:
    for path in (home / "cases" / "MA-2026-001").iterdir():
        path.unlink()
    (home / "cases" / "MA-2026-001").rmdir()
    done = changed.changed(Workspace(home), "HEAD", cases(home))
    assert (done.folders, done.gone) == ((), ("MA-2026-001",))


def own_repository(folder: Path) -> None:
    git(folder, "init", "--quiet")
    git(folder, "add", "--force", ".")
    git(folder, "commit", "--quiet", "-m", "Begin")


def test_a_case_that_is_a_repository_of_its_own_counts(home: Path) -> None:
    """As a submodule it is one path to git: its changes count where it has been committed anew, and where it has not."""
    case = home / "cases" / "MA-2026-001"
    git(home, "rm", "-r", "--quiet", "--cached", "cases/MA-2026-001")
    own_repository(case)
    assert found(home) == ["MA-2026-001"]
    git(home, "add", "cases/MA-2026-001")
    git(home, "commit", "--quiet", "-m", "A submodule")
    assert found(home) == []
    (case / "story.md").write_text("New.")
    assert found(home) == ["MA-2026-001"]
    git(home, "config", "diff.ignoreSubmodules", "all")
    assert found(home) == ["MA-2026-001"]
    git(home, "config", "--unset", "diff.ignoreSubmodules")
    git(case, "add", ".")
    git(case, "commit", "--quiet", "-m", "New")
    git(home, "add", "cases/MA-2026-001")
    git(home, "commit", "--quiet", "-m", "Anew")
    assert (found(home), found(home, "HEAD~1")) == ([], ["MA-2026-001"])


@pytest.mark.parametrize("name", ["cases", "templates", "policies"])
@pytest.mark.parametrize("kind", ["repository", "link"])
def test_a_folder_whose_files_git_does_not_see_changes_all(home: Path, name: str, kind: str) -> None:
    """Where it is a link, whatever has changed: that is not known."""
    folder = home / name
    folder.mkdir(exist_ok=True)
    (folder / "x.txt").touch()
    if kind == "link":
        folder = folder.rename(home.parent / "shared")
        (home / name).symlink_to(folder)
    else:
        own_repository(folder)
    git(home, "rm", "-r", "--quiet", "--cached", "cases")
    git(home, "add", "cases", name)
    git(home, "commit", "--quiet", "-m", "Elsewhere")
    (folder / "x.txt").write_text("New.")
    done = changed.changed(Workspace(home), "HEAD", cases(home))
    assert len(done.folders) == 3
    assert (done.shared, name in done.unknown) == ((name, False) if kind == "repository" else ("", True))


@pytest.mark.parametrize("kind", ["ignored", "link"])
def test_a_case_that_git_does_not_see_is_always_selected(home: Path, kind: str) -> None:
    """That nothing has changed in it is not known, and one line says so. The others are seen."""
    case = home / "cases" / "MA-2026-001"
    git(home, "rm", "-r", "--quiet", "--cached", "cases/MA-2026-001")
    if kind == "ignored":
        (home / ".gitignore").write_text("build/\ncases/MA-2026-001/\n")
    else:
        case.rename(home / "elsewhere")
        case.symlink_to("../elsewhere")
    git(home, "add", ".")
    git(home, "commit", "--quiet", "-m", "Elsewhere")
    done = changed.changed(Workspace(home), "HEAD", cases(home))
    assert ([folder.name for folder in done.folders], done.untracked) == (["MA-2026-001"], ("MA-2026-001",))
    (home / "cases" / "MA-2026-000" / "story.md").write_text("New.")
    assert found(home) == ["MA-2026-000", "MA-2026-001"]
    told = run(home, "check", "--changed-since", "HEAD").stderr
    assert "Always selected, because Git does not see their files" in told
    (home / "cases" / "defaults.json").write_text("{}")
    assert changed.changed(Workspace(home), "HEAD", cases(home)).untracked == ()


def test_what_others_did_meanwhile_is_no_change_of_ours(home: Path) -> None:
    """A branch is held against where it began, as a pull request is."""
    git(home, "checkout", "--quiet", "-b", "ours")
    (home / "cases" / "MA-2026-000" / "story.md").write_text("Ours.")
    git(home, "add", ".")
    git(home, "commit", "--quiet", "-m", "Ours")
    git(home, "checkout", "--quiet", "main")
    (home / "cases" / "MA-2026-001" / "story.md").write_text("Theirs.")
    git(home, "add", ".")
    git(home, "commit", "--quiet", "-m", "Theirs")
    git(home, "checkout", "--quiet", "ours")
    assert found(home, "main") == ["MA-2026-000"]


@pytest.mark.parametrize(
    "since", ["--output=/tmp/x", "-", "", " ", "nope", "HEAD:cases", "HEAD~99", "a\nb", "$(id)", "main..HEAD"]
)
def test_what_is_no_revision_is_refused(home: Path, since: str) -> None:
    with pytest.raises(UsageError, match="revision"):
        changed.changed(Workspace(home), since, cases(home))


def test_without_a_repository_or_git_it_says_so(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many.write(tmp_path / "bare", 1)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(MachineError, match="not a Git repository"):
        changed.changed(Workspace(tmp_path / "bare"), "HEAD", [])
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MachineError, match="requires Git"):
        changed.changed(Workspace(home), "HEAD", [])


def test_nothing_that_a_repository_brings_is_started(home: Path, tmp_path: Path) -> None:
    """A monitor, a hook, an external diff and a textconv that its settings name would each leave a trace."""
    trace = tmp_path / "trace"
    script = tmp_path / "act.sh"
    script.write_text(f"#!/bin/sh\ntouch '{trace}'\n")
    script.chmod(0o755)
    for name in ("core.fsmonitor", "diff.external", "diff.x.textconv", "diff.x.command", "core.pager"):
        git(home, "config", name, str(script))
    (home / ".gitattributes").write_text("* diff=x\n")
    (home / "cases" / "MA-2026-000" / "story.md").write_text("New.")
    assert found(home) == ["MA-2026-000"]
    assert not trace.exists()
    subprocess.run(["git", "diff", "HEAD"], cwd=home, check=False, capture_output=True)
    assert trace.exists()


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return forked.run(*arguments, cwd=home, env={**os.environ, "CI": "true"})


def test_the_commands_take_it(home: Path) -> None:
    """Nothing changed is nothing to do; beside named cases it is refused."""
    done = run(home, "check", "--changed-since", "HEAD")
    assert (done.returncode, done.stderr) == (0, "No case has changed.\n")
    assert run(home, "build", "--changed-since", "HEAD", "--frozen").returncode == 0
    assert run(home, "check", "--changed-since", "HEAD", "cases/MA-2026-000").returncode == 2
    assert "fetch-depth: 0" in run(home, "check", "--changed-since", "nope").stderr


def test_the_summary_names_documents(tmp_path: Path) -> None:
    """What goes to the creator and to a desk; not what is uploaded there, nor what is for looking alone."""
    paths = (
        "index.html",
        "email/first_request.eml",
        "email/first_request.txt",
        "packet/tiktok.pdf",
        "packet/tiktok.png",
        "support/tiktok_one/request-300.txt",
        "support/tiktok_one/attachments/01-a.png",
        "sent/a.eml",
    )
    (tmp_path / "MG-2026-001").mkdir()
    (tmp_path / "MG-2026-001" / "manifest.json").write_text(json.dumps({"files": [{"path": path} for path in paths]}))
    assert sending([tmp_path / "MG-2026-001", tmp_path / "MG-2026-002"]).splitlines()[4:] == [
        "| MG-2026-001 | `email/first_request.eml` | the creator, by email |",
        "| MG-2026-001 | `packet/tiktok.pdf` | enclosed with other documents |",
        "| MG-2026-001 | `support/tiktok_one/request-300.txt` | the desk tiktok_one |",
        "| MG-2026-002 | not built | |",
        "",
    ]


def faults(text: str) -> list[str]:
    """Say what would make a workflow unsafe on a stranger's pull request."""
    found = [f"unpinned: {one}" for one in re.findall(r"uses: (\S+)", text) if not re.search(r"@[0-9a-f]{40}\Z", one)]
    code = re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)
    found += ["pull_request_target"] if "pull_request_target" in code else []
    found += ["secret"] if "secrets." in code else []
    found += (
        ["may write"] if re.findall(r"permissions:((?:\n +[a-z-]+: [a-z]+)+)", code) != ["\n  contents: read"] else []
    )
    found += ["keeps its token"] if code.count("actions/checkout@") != code.count("persist-credentials: false") else []
    found += [
        "expression in a script" for one in re.findall(r"run: \|\n((?:          .*\n|\n)+)", code) if "${{" in one
    ]
    found += ["public artifact"] if "upload-artifact" in code and "github.event.repository.private" not in code else []
    found += ["kept for long"] if "upload-artifact" in code and not re.search(r"retention-days: [1-7]\n", code) else []
    return found


def test_the_workflow_is_safe() -> None:
    assert faults(WORKFLOW) == []
    assert WORKFLOW.count("run: |") == 3
    assert WORKFLOW.count("lfs: true") == 1


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("on:\n  pull_request:", "on:\n  pull_request_target:", "pull_request_target"),
        ("@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f", "@v7", "unpinned: actions/upload-artifact@v7"),
        ("contents: read", "contents: write", "may write"),
        (
            "persist-credentials: false\n\n      - name: Set up",
            "persist-credentials: true\n\n      - name: Set up",
            "keeps its token",
        ),
        ('sh "$program/setup.sh"', 'sh "$program/setup.sh" ${{ github.head_ref }}', "expression in a script"),
        (" && github.event.repository.private", "", "public artifact"),
        ("retention-days: 3", "retention-days: 90", "kept for long"),
        ("SINCE: $", "TOKEN: ${{ secrets.TOKEN }}\n      SINCE: $", "secret"),
    ],
)
def test_an_unsafe_workflow_is_seen(old: str, new: str, fault: str) -> None:
    assert old in WORKFLOW
    assert faults(WORKFLOW.replace(old, new)) == [fault]
