"""What a watch builds again: only what a change concerns. How it runs in earnest: tests/prove/test_watch.py."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import many
import pytest
from makegood.model.workspace import Workspace
from makegood.commands import watch


@pytest.fixture
def home(tmp_path: Path) -> Path:
    many.write(tmp_path, 3)
    return tmp_path


def folders(home: Path) -> list[Path]:
    return sorted((home / "cases").glob("M*"))


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("cases/MA-2026-000/case.json", {"MA-2026-000"}),
        ("cases/MA-2026-000/story.md", {"MA-2026-000"}),
        ("cases/MA-2026-001/evidence/new.txt", {"MA-2026-001"}),
        ("cases/MA-2026-001/sent/a.eml", {"MA-2026-001"}),
        ("cases/defaults.json", {"MA-2026-000", "MA-2026-001", "MA-2026-002"}),
        ("templates/email/first_request.txt.j2", {"MA-2026-000", "MA-2026-001", "MA-2026-002"}),
        ("policies/grounds/late.json", {"MA-2026-000", "MA-2026-001", "MA-2026-002"}),
        ("cases/MA-2026-000/case.json~", set()),
        ("cases/MA-2026-000/evidence/.x.swp", set()),
        ("build/x", set()),
        ("README.md", set()),
    ],
)
def test_a_change_concerns_its_own_cases(home: Path, path: str, names: set[str]) -> None:
    before = watch.dependency_stamps(Workspace(home), folders(home))
    (home / path).parent.mkdir(parents=True, exist_ok=True)
    with (home / path).open("a") as file:
        file.write(" ")
    after = watch.dependency_stamps(Workspace(home), folders(home))
    assert {folder.name for folder in after if before[folder] != after[folder]} == names


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("case.json", True),
        ("new.png", True),
        (".case.json.swp", False),
        ("case.json~", False),
        ("4913", False),
        (".#case.json", False),
        ("#case.json#", False),
        (".tmp-case.json-12-ab", False),
        (".DS_Store", False),
    ],
)
def test_what_an_editor_keeps_beside_a_file_wakes_nobody(name: str, is_one: bool) -> None:
    assert watch.is_input(None, f"/a/cases/MG-2026-001/{name}") is is_one


def test_what_changes_before_it_is_asked_is_given(home: Path) -> None:
    """A save while the first build runs is not lost; a touch of nothing gives nothing."""
    stop = Event()
    changes = watch.watch_cases(Workspace(home), lambda: folders(home), stop)
    (home / "cases" / "MA-2026-002" / "story.md").write_text("Meanwhile.")
    assert [folder.name for folder in next(changes)] == ["MA-2026-002"]
    stop.set()
    assert list(changes) == []
