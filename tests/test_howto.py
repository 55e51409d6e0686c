"""The how-to pages do what they say: their files are written, their commands run, and what they print is as shown."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import forked
import pytest

REPOSITORY = Path(__file__).parent.parent
PAGES = sorted((REPOSITORY / "docs" / "how-to").glob("*.md"))
LONGEST = {"the-road", "hide-what-is-private", "show-evidence", "check-a-packet", "watch-a-case"}
pytestmark = pytest.mark.texts

COUNTED = {"letters-from-ci", "send-a-mail", "write-by-message"}
"""Pages that show how many files are made: only for these and the longest are PDF files made."""
PROGRESS = re.compile(r"[\w-]+: (?:evidence|documents) \d+ of \d+")
BLOCK = re.compile(r"^( *)```(\w+)(?: (\S+))?\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def blocks(text: str) -> Iterator[tuple[str, str, str]]:
    """Give each fenced block: its language, the file it is (`json cases/defaults.json`) or nothing, and what it holds."""
    for match in BLOCK.finditer(text):
        indent, language, name, held = match.groups("")
        yield language, name, re.sub(f"^{indent}", "", held, flags=re.MULTILINE)


def follow(text: str, home: Path) -> list[tuple[str, str]]:
    """Do what a page says in a workspace; return what is shown and what was printed, wherever the two differ.

    A `sh` block is typed line by line, each with `$ ` before it or none; the `text` block after it is what is printed.
    In that, `...` stands for anything within a line.
    """
    wrong, printed = [], None
    for language, name, held in blocks(text):
        if name:
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_text(held, encoding="utf-8")
        elif language == "sh":
            printed = run(held, home)
        elif language == "text" and printed is not None:
            pattern = re.escape(held.strip()).replace(re.escape("..."), "[^\n]*")
            if not re.fullmatch(pattern, printed.strip()):
                wrong.append((held, printed.strip() + "\n"))
            printed = None
    return wrong


def run(typed: str, home: Path) -> str:
    """Type commands into a shell in the workspace; return what they print, without blanks at the ends of lines."""
    clean = {name: value for name, value in os.environ.items() if name not in {"CI", "NO_COLOR", "GITHUB_ACTIONS"}}
    path = f"{home.parent / 'bin'}{os.pathsep}{clean['PATH']}"
    done = subprocess.run(
        ["sh", "-c", f"exec 2>&1\n{typed}"],
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        env={**clean, "PATH": path, "COLUMNS": "100"},
    )
    assert "Traceback" not in done.stdout, done.stdout
    assert done.returncode in {0, 1, 2}, done.stdout
    # How far a build is is printed every few seconds, which depends on the machine.
    return "\n".join(line.rstrip() for line in done.stdout.splitlines() if not PROGRESS.fullmatch(line))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A workspace as the README leaves it, with `makegood` on the path."""
    command = tmp_path / "bin" / "makegood"
    command.parent.mkdir()
    forked.write_command(command)
    home = tmp_path / "work"
    shutil.copytree(REPOSITORY / "cases", home / "cases")
    shutil.copytree(REPOSITORY / "schemas", home / "schemas")
    shutil.copytree(REPOSITORY / "src" / "makegood" / "policies", home / "src" / "makegood" / "policies")
    return home


def test_there_are_pages() -> None:
    """The list below is not empty, and each page shows at least one command with what it prints."""
    assert len(PAGES) >= 2
    for page in PAGES:
        languages = [language for language, _, _ in blocks(page.read_text(encoding="utf-8"))]
        assert "sh" in languages, page
        assert "text" in languages, page


@pytest.mark.parametrize(
    "page",
    [
        # The road is gone in test_road as well, step by step, and what the others do in test_leaks, test_leaves, test_verify and test_watch.
        pytest.param(
            page,
            marks=[
                *([pytest.mark.whole] if page.stem in LONGEST else []),
                *([pytest.mark.typeset] if page.stem in LONGEST | COUNTED else []),
            ],
            id=page.stem,
        )
        for page in PAGES
    ],
)
def test_a_page_says_what_happens(page: Path, home: Path, renew: bool) -> None:
    """Every command of the page, in its order; `pytest --renew` writes anew what is shown (look at what changed)."""
    text = page.read_text(encoding="utf-8")
    wrong = follow(text, home)
    for shown, printed in wrong if renew else ():
        text = text.replace(shown, printed)
        page.write_text(text, encoding="utf-8")
    assert renew or wrong == []


def test_a_page_that_shows_something_else_is_found(home: Path) -> None:
    """The test can fail."""
    assert follow("```sh\necho one two\n```\n\n```text\none ...\n```\n", home) == []
    assert len(follow("```sh\necho one\n```\n\n```text\ntwo\n```\n", home)) == 1


def links(text: str) -> list[str]:
    """List where a page leads to in this repository."""
    found = re.findall(r"\]\(([^)#\s]+)", text)
    return [one for one in found if not one.startswith(("http:", "https:", "mailto:"))]


def test_every_link_leads_somewhere() -> None:
    """In the README and all pages; a link that leads nowhere is seen."""
    pages = [*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")]
    dead = [
        (page.name, one)
        for page in pages
        for one in links(page.read_text(encoding="utf-8"))
        if not (page.parent / one).exists()
    ]
    assert (len(pages) > 20, dead) == (True, [])
    assert not (REPOSITORY / links("[a](docs/nowhere.md)")[0]).exists()
