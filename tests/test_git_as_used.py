"""Git as people use it: the steps of the workflow for letters in repositories of many kinds.

Each test makes a real repository and runs the steps of docs/how-to/letters-from-ci.yml in it as a runner would, except
for the set-up, for which a program that forks stands in; `make prove` sets up too (prove/test_letters.py).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import forked
import many
import pytest

REPOSITORY = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY / "tests" / "prove"))

import letters  # noqa: E402  # found only now

A, B, C = "MA-2026-000", "MA-2026-001", "MA-2026-002"
BUILD, DUE = "Check and build what has changed", "Say what is due"
ANNOTATION = re.compile(r"^::(error|warning) file=([^,]+)(?:,line=(\d+))?", re.MULTILINE)
git = letters.git

pytestmark = [pytest.mark.once, pytest.mark.texts]


def commit(folder: Path, message: str = "A change") -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A repository of three cases alone, as it was before the change."""
    made = tmp_path / "my cases"
    many.write(made, 3)
    (made / ".gitignore").write_text("build/\n")
    git(made, "init", "--quiet", "--initial-branch=main")
    commit(made, "Begin")
    return made


@pytest.fixture
def steps(tmp_path: Path) -> Callable[..., letters.Run]:
    program = tmp_path / "bin"
    program.mkdir()
    forked.write_command(program / "makegood", fork_always=True)

    def run(folder: Path, since: str) -> letters.Run:
        done = letters.run_steps(folder, since, skip="Set up", path=program)
        assert list(done.codes) == [BUILD, DUE]
        assert done.codes[DUE] == 0, done.log
        return done

    return run


def edit(home: Path, ref: str, old: str = '"country": "GB"', new: str = '"country": "GB" ') -> Path:
    path = home / "cases" / ref / "case.json"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def mistake(home: Path, ref: str) -> int:
    """Write a payment day that does not exist, and return its line."""
    path = edit(home, ref, '"paid_on": "2026-', '"paid_on": "2026-13')
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if '"paid_on": "2026-13' in line)


def annotations(done: letters.Run) -> list[tuple[str, str, int]]:
    return [(kind, file, int(line or 0)) for kind, file, line in ANNOTATION.findall(done.log)]


def errors(done: letters.Run) -> list[tuple[str, int]]:
    return [(file, line) for kind, file, line in annotations(done) if kind == "error"]


def test_a_change_of_one_case(home: Path, steps: Callable[..., letters.Run]) -> None:
    """The control: what did not change is not built, and nothing is marked."""
    before = git(home, "rev-parse", "HEAD")
    edit(home, B)
    commit(home)
    done = steps(home, before)
    assert (done.codes[BUILD], done.built, errors(done)) == (0, (B,), [])


def test_a_mistake_is_marked_once_at_its_line(home: Path, steps: Callable[..., letters.Run]) -> None:
    """Of three changed cases two have errors: each is marked once, and the third is in the artifact."""
    before = git(home, "rev-parse", "HEAD")
    lines = {ref: mistake(home, ref) for ref in (A, B)}
    edit(home, C)
    commit(home)
    done = steps(home, before)
    assert done.codes[BUILD] == 1
    assert errors(done) == [(f"cases/{ref}/case.json", line) for ref, line in lines.items()]
    assert done.built == (C,)
    assert f"No documents for 2 cases, because they have errors: {A}, {B}" in done.summary
    assert re.search(rf"^\| {C} \| ", done.summary, re.MULTILINE)
    assert "not built" not in done.summary


@pytest.mark.parametrize(
    ("since", "reason"),
    [
        ("0" * 40, "There is no earlier version to compare with."),
        pytest.param("", "There is no earlier version to compare with.", marks=pytest.mark.whole),
        pytest.param("deadbeef" * 5, "The commit to compare with no longer exists here", marks=pytest.mark.whole),
    ],
)
def test_a_first_push_and_a_lost_commit(home: Path, steps: Callable[..., letters.Run], since: str, reason: str) -> None:
    """Every case is checked, and one line says why."""
    line = mistake(home, A)
    commit(home)
    done = steps(home, since)
    assert (done.codes[BUILD], done.built) == (1, (B, C))
    assert errors(done) == [(f"cases/{A}/case.json", line)]
    assert len([text for text in done.log.splitlines() if reason in text and text.endswith("selected.")]) == 1


def test_a_force_pushed_main(home: Path, tmp_path: Path, steps: Callable[..., letters.Run]) -> None:
    """The runner's clone never had the commit that was pushed over."""
    hub = tmp_path / "hub.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(home), str(hub))
    edit(home, A)
    lost = commit(home)
    git(home, "push", "--quiet", str(hub), "main")
    git(home, "reset", "--quiet", "--hard", "HEAD~1")
    edit(home, B)
    git(home, "add", "--all")
    git(home, "commit", "--quiet", "--amend", "--message", "Another beginning")
    git(home, "push", "--quiet", "--force", str(hub), "main")
    runner = tmp_path / "runner"
    git(tmp_path, "clone", "--quiet", f"file://{hub}", str(runner))
    done = steps(runner, lost)
    assert (done.codes[BUILD], done.built) == (0, (A, B, C)), done.log
    assert "for example because of a force push. Every case is selected." in done.log
    # Where the commit is still here, but no commit is common to both, it is the same.
    done = steps(home, lost)
    assert (done.codes[BUILD], done.built) == (0, (A, B, C))
    assert "no common history" in done.log


def test_a_shallow_clone(home: Path, tmp_path: Path, steps: Callable[..., letters.Run]) -> None:
    """A checkout without fetch-depth: 0, by commit and by name; a name that is wrong in a whole clone stays an error."""
    before = git(home, "rev-parse", "HEAD")
    edit(home, B)
    commit(home)
    runner = tmp_path / "runner"
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{home}", str(runner))
    done = steps(runner, before)
    assert (done.codes[BUILD], done.built) == (0, (A, B, C))
    assert "too short to compare" in done.log
    assert "fetch-depth: 0" in done.log
    arguments = ("check", "--changed-since", "origin/release")
    env = {**os.environ, "CI": "true"}
    assert "too short to compare" in forked.run(*arguments, cwd=runner, env=env).stderr
    assert forked.run(*arguments, cwd=home, env=env).returncode == 2


@pytest.mark.whole
def test_a_renamed_and_a_deleted_case(home: Path, steps: Callable[..., letters.Run]) -> None:
    before = git(home, "rev-parse", "HEAD")
    git(home, "mv", f"cases/{A}", "cases/MA-2026-900")
    edit(home, "MA-2026-900", f'"case_ref": "{A}"', '"case_ref": "MA-2026-900"')
    git(home, "rm", "--quiet", "-r", f"cases/{C}")
    commit(home)
    done = steps(home, before)
    assert (done.codes[BUILD], done.built, errors(done)) == (0, ("MA-2026-900",), [])
    assert f"{A} is no longer a case." in done.log
    assert f"{C} is no longer a case." in done.log


@pytest.mark.whole
def test_a_worktree(home: Path, tmp_path: Path, steps: Callable[..., letters.Run]) -> None:
    """In a second worktree `.git` is a file; places are counted from its top."""
    before = git(home, "rev-parse", "HEAD")
    tree = tmp_path / "tree"
    git(home, "worktree", "add", "--quiet", "-b", "ours", str(tree))
    line = mistake(tree, B)
    commit(tree)
    done = steps(tree, before)
    assert (done.codes[BUILD], errors(done)) == (1, [(f"cases/{B}/case.json", line)])
    assert not (home / "build").exists()


def test_a_workspace_in_a_folder_of_the_repository(
    tmp_path: Path, home: Path, steps: Callable[..., letters.Run]
) -> None:
    """GitHub counts paths from the top of the repository, wherever the steps run."""
    top = tmp_path / "office"
    shutil.copytree(home / "cases", top / "legal" / "refunds #1" / "cases")
    (top / ".gitignore").write_text("build/\n")
    git(top, "init", "--quiet", "--initial-branch=main")
    before = commit(top, "Begin")
    workspace = top / "legal" / "refunds #1"
    line = mistake(workspace, A)
    (top / "cases").mkdir()
    (top / "cases" / "unrelated.txt").write_text("x")
    commit(top)
    done = steps(workspace, before)
    assert (done.codes[BUILD], errors(done)) == (1, [(f"legal/refunds #1/cases/{A}/case.json", line)])
    assert done.built == ()


def test_a_merge_conflict_that_was_committed(home: Path, steps: Callable[..., letters.Run]) -> None:
    before = git(home, "rev-parse", "HEAD")
    git(home, "checkout", "--quiet", "-b", "theirs")
    edit(home, A, '"country": "GB"', '"country": "FR"')
    commit(home)
    git(home, "checkout", "--quiet", "main")
    edit(home, A, '"country": "GB"', '"country": "DE"')
    commit(home)
    with pytest.raises(subprocess.CalledProcessError):
        git(home, "merge", "--quiet", "theirs")
    commit(home, "Merge by mistake")
    lines = (home / "cases" / A / "case.json").read_text(encoding="utf-8").splitlines()
    conflict = next(number for number, text in enumerate(lines, 1) if text.startswith("<<<<<<<"))
    done = steps(home, before)
    assert (done.codes[BUILD], errors(done)) == (1, [(f"cases/{A}/case.json", conflict)])
    assert "conflict" in done.log


def test_evidence_in_lfs_that_was_not_fetched(home: Path, steps: Callable[..., letters.Run]) -> None:
    """The file that is a pointer is marked as one, and nothing is made of it; the workflow's checkout fetches it."""
    before = git(home, "rev-parse", "HEAD")
    folder = home / "cases" / A
    (folder / "evidence").mkdir()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'4d7a2146' * 8}\nsize 12345\n"
    (folder / "evidence" / "feed.png").write_text(pointer)
    case = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    case["evidence"] = [
        *case.get("evidence", []),
        {"id": "feed", "file": "feed.png", "kind": "profile_screenshot", "title": "Profile", "caption": "No video."},
    ]
    (folder / "case.json").write_text(json.dumps(case, indent=1), encoding="utf-8")
    commit(home)
    done = steps(home, before)
    assert (done.codes[BUILD], errors(done)) == (1, [(f"cases/{A}/evidence/feed.png", 0)])
    assert "git lfs pull" in done.log
    assert done.built == ()


@pytest.mark.whole
def test_a_sparse_checkout(home: Path, tmp_path: Path, steps: Callable[..., letters.Run]) -> None:
    """Cases that were not checked out are neither changed nor gone."""
    before = git(home, "rev-parse", "HEAD")
    edit(home, B)
    edit(home, C)
    commit(home)
    runner = tmp_path / "runner"
    git(tmp_path, "clone", "--quiet", "--no-checkout", str(home), str(runner))
    git(runner, "sparse-checkout", "set", f"cases/{A}", f"cases/{B}")
    git(runner, "checkout", "--quiet", "main")
    assert not (runner / "cases" / C).exists()
    done = steps(runner, before)
    assert (done.codes[BUILD], done.built, errors(done)) == (0, (B,), [])
    assert "no longer a case" not in done.log


def test_what_time_did_is_no_fault_of_a_change(home: Path, steps: Callable[..., letters.Run]) -> None:
    """A template changes while a letter is too old to send: the letter is made, and one line says that it is too old."""
    before = git(home, "rev-parse", "HEAD")
    templates = home / "templates" / "email"
    templates.mkdir(parents=True)
    shutil.copy(REPOSITORY / "templates" / "email" / "first_request.txt.j2", templates)
    with (templates / "first_request.txt.j2").open("a", encoding="utf-8") as file:
        file.write("{# A change that changes nothing. #}")
    commit(home)
    done = steps(home, before)
    assert (done.codes[BUILD], done.built, errors(done)) == (0, (A, B, C), [])
    # The same with the day of a year later, as the command is typed: only who asks for it gets a failure.
    env = {**os.environ, "CI": "true"}
    arguments = ("build", "--changed-since", before, "--today", "2027-11-23", "--format", "github")
    summary = home.parent / "late.md"
    late = forked.run(*arguments, "--summary", str(summary), cwd=home, env=env)
    assert (late.returncode, "L1" in late.stdout, "[L1]" in late.stderr) == (0, False, False), late.stderr
    note = [line for line in late.stderr.splitlines() if "too old to send" in line]
    assert len(note) == 1
    assert note[0] in summary.read_text(encoding="utf-8")
    assert forked.run(*arguments, "--fail-if-stale", cwd=home, env=env).returncode == 1
    # By hand, without CI, such a letter is not made: somebody could send it.
    hand = {name: value for name, value in os.environ.items() if name != "CI"}
    assert "[L1]" in forked.run(*arguments[:5], cwd=home, env=hand).stderr
    # What the change broke is marked, whatever the day.
    with (templates / "first_request.txt.j2").open("a", encoding="utf-8") as file:
        file.write("{{ nobody.knows }}\n")
    broken = forked.run(*arguments, cwd=home, env=env)
    assert broken.returncode == 1
    assert "::error file=templates/email/first_request.txt.j2," in broken.stdout


def test_more_than_github_shows_is_in_the_summary(home: Path, steps: Callable[..., letters.Run]) -> None:
    """Twelve errors: ten at their lines, two in the summary, and each exactly once in the two together."""
    before = git(home, "rev-parse", "HEAD")
    path = home / "cases" / A / "case.json"
    case = json.loads(path.read_text(encoding="utf-8"))
    case["payments"] = [{**case["payments"][0], "id": f"p{number}", "paid_on": "2026-13-01"} for number in range(12)]
    path.write_text(json.dumps(case, indent=1), encoding="utf-8")
    commit(home)
    done = steps(home, before)
    lines = [
        number for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if "2026-13-01" in text
    ]
    assert [line for _, line in errors(done)] == lines[:10]
    listed = re.findall(rf"^\| cases/{A}/case\.json\\:(\d+) \| \S+ \| error \|", done.summary, re.MULTILINE)
    assert [int(line) for line in listed] == lines[10:]


def test_a_repository_of_another_user_is_named(home: Path) -> None:
    """As in a container, where another user checked the repository out: it is not taken for none."""
    env = {**os.environ, "CI": "true", "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}
    done = forked.run("check", "--changed-since", "HEAD", cwd=home, env=env)
    assert (done.returncode, "safe.directory" in done.stderr) == (2, True), done.stderr
