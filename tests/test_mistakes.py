"""The twelve mistakes of docs/compare.md: `makegood check` finds each once, at its line, and names the fix."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from mistakes import MISTAKES, REPOSITORY, Mistake, put

from makegood import reporting
from makegood.pipeline.examine import examine


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_found_once_at_its_line_with_its_fix(mistake: Mistake, tmp_path: Path) -> None:
    """One problem and no other, by the rule that it breaks."""
    case = put(mistake, tmp_path)
    outcome = examine(case)
    (problem,) = outcome.problems
    assert (problem.rule, problem.severity) == (mistake.rule, "error")
    assert problem.place.line == mistake.line((case / "case.json").read_text(encoding="utf-8"))
    assert re.search(
        mistake.fix, reporting.human(outcome.problems, outcome.texts, width=100, colour=False, values=True)
    )


def test_control_without_a_mistake_nothing_is_found(tmp_path: Path) -> None:
    """The example itself is good, and there are twelve mistakes, each another text."""
    case = put(None, tmp_path)
    assert examine(case).problems == ()
    text = (case / "case.json").read_text(encoding="utf-8")
    assert len({(mistake.text(text), mistake.gone) for mistake in MISTAKES} - {(text, "")}) == 12
    assert json.loads(text)["case"]["example"] is True


def test_the_comparison_page_lists_these_mistakes() -> None:
    """docs/compare.md was made from this list, and its results for makegood are those of the tests above."""
    text = (REPOSITORY / "docs" / "compare.md").read_text(encoding="utf-8").partition("\n# Ten email hazards")[0]
    rows = [line.split(" | ") for line in text.splitlines()]
    told = {row[0].removeprefix("| "): row[1] for row in rows if len(row) == 4}
    assert [told[mistake.name] for mistake in MISTAKES] == ["**once**, **line**, **fix**, exit 1"] * len(MISTAKES)
    assert len(told) == len(MISTAKES) + 3  # the head, the example without a mistake, the sum
