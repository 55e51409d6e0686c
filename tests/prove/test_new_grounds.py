"""What `new` says at its end is true for every channel, ground and status, with Enter for whatever may stay unknown."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_new import CHANNELS, TODAY
from test_questions import CASE, FIRM, Person

from makegood.model.workspace import Workspace
from makegood.domain import policies
from makegood.pipeline.check import check
from makegood.model.errors import CaseError
from makegood.pipeline.load import load
from makegood.commands.new import dialogue, count_lines_and_gaps
from makegood.commands.new.first_case import STATUSES

REST = {
    "The product": "5,000 coins for Promote",
    "TikTok's transaction number": "2000000123456789",
    "What failed": "It was charged and never started.",
    "The date of the failure": "2026-10-01",
    "The store that sold it": "1",
    "The order number from the store": "GPA.1234",
    "The ID of your ad account": "70123456789",
    "The ID of your Business Center": "70123456788",
    "The company on TikTok's invoice": "TikTok Inc.",
    "The order number": "1234567",
    "The stage of the order": "1",
    "The date on which you accepted it": "2026-11-20",
    "The consequence that you accept": "1",
    "The person who accepts it": "Jo Penrose",
    "Who has read that the account closes for good, and accepts it": "Jo Penrose",
}


class Hurried(Person):
    """Somebody who presses Enter wherever nothing was prepared."""

    def ask(self, text: str, offered: str) -> str:
        """Answer a question; Enter takes what is offered."""
        return next(self.answers.get(text.partition(" (")[0], iter(())), "") or offered


def is_refused(workspace: Path, folder: Path) -> bool:
    """Return whether `check` finds an error."""
    try:
        _, problems = check(load(folder, Workspace(workspace)), policies.read(Workspace(workspace)))
    except CaseError as error:
        problems = error.problems
    return any(one.severity == "error" for one in problems)


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_last_words_of_new_are_true(workspace: Path, channel: str) -> None:
    """Either a value is left to fill in, or the errors are counted, or there are none."""
    held = policies.read()
    for ground in held.grounds:
        for status in [""] if held.channels[channel].is_bought else STATUSES:
            answers = {"The ground for the refund": ground, "The status of the first video": status}
            person = Hurried(FIRM | CASE | REST | answers)
            folder, errors = dialogue.converse(Workspace(workspace), None, channel, TODAY, person.terminal())
            left = count_lines_and_gaps(folder)[1]
            assert left or is_refused(workspace, folder) is bool(errors), (channel, ground, status)
