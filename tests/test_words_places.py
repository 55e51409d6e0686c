"""A file of sentences that nothing reads is reported with its right place; one that is read is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import BANK, add_case

from makegood.model.workspace import Workspace
from makegood.pipeline.load.own_templates import own_templates, template_problems
from makegood.pipeline.render import render_page

LINE = 'ending-rest-stays = "The rest stays as it is."\n'


def put(root: Path, name: str, text: str = LINE) -> Workspace:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Workspace(root)


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("templates/en.toml", "Move it to templates/words/en.toml."),
        ("templates/email/en.toml", "Move it to templates/words/en.toml."),
        ("templates/word/en.toml", "Move it to templates/words/en.toml."),
        ("templates/Words/en.toml", "Move it to templates/words/en.toml."),
        ("templates/words/words/en.toml", "Move it to templates/words/en.toml."),
        ("templates/words/en.TOML", "Rename it to templates/words/en.toml."),
        ("templates/words/en.txt", "Rename it to templates/words/en.toml."),
        ("templates/words/en.toml.txt", "Rename it to templates/words/en.toml."),
        ("templates/words/EN.toml", "Rename it to templates/words/en.toml."),
        ("templates/words/en-us.toml", "Rename it to templates/words/en-US.toml."),
        ("templates/words/en_US.toml", "Rename it to templates/words/en-US.toml."),
        ("templates/words/en-XA.toml", "Rename it to templates/words/en.toml."),
        ("templates/words/en (copy).toml", "Rename it to templates/words/en.toml."),
        ("templates/words/letters.toml", "Rename it to templates/words/en.toml."),
        ("templates/words/de.toml", "Remove the file. The languages of documents are: en."),
        ("words/en.toml", "Move it to templates/words/en.toml."),
        ("words/en.txt", "Move it to templates/words/en.toml."),
        ("en.toml", "Move it to templates/words/en.toml."),
        ("cases/en.toml", "Move it to templates/words/en.toml."),
        ("cases/words/en.toml", "Move it to templates/words/en.toml."),
        ("cases/templates/words/en.toml", "Move it to templates/words/en.toml."),
    ],
)
def test_a_words_file_that_is_not_read_is_reported(workspace: Path, name: str, fix: str) -> None:
    home = put(workspace, name)
    (problem,) = template_problems(home)
    assert (problem.rule, problem.place.file) == ("R7", name)
    assert problem.fix.startswith(fix)
    assert problem.severity == ("warning" if name.endswith("de.toml") else "error")
    assert workspace / name in own_templates(home)  # which the overview and `watch` look at


@pytest.mark.parametrize(
    "name",
    [
        "templates/words/en.toml",
        "templates/words/en-US.toml",
        "templates/words/en-GB.toml",
        "templates/words/en.toml~",
        "templates/words/.en.toml.swp",
        "templates/words/README.md",
        "templates/email/first_request.txt.j2",
        "pyproject.toml",
        "words/notes.md",
    ],
)
def test_what_is_read_or_is_no_words_file_is_not_reported(workspace: Path, name: str) -> None:
    assert template_problems(put(workspace, name)) == ()


def test_lines_of_a_second_file_belong_into_the_first(workspace: Path) -> None:
    put(workspace, "templates/words/en.toml")
    (problem,) = template_problems(put(workspace, "templates/words/en.txt"))
    assert problem.fix == "Put its lines into templates/words/en.toml, and remove this file."


def test_the_page_of_a_failed_build_needs_no_words_of_the_workspace(workspace: Path) -> None:
    """A words file that cannot be used is why the page is made."""
    add_case(workspace, BANK)
    home = put(workspace, "templates/words/en.toml", 'ending-rest-stays = "{"\n')
    problems = template_problems(home)
    page = render_page("problems.html.j2", home, ref=BANK, problems=problems, last_good=False, missing="")
    assert "A brace is not closed" in page
