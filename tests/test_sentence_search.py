"""`makegood explain "words of a letter"` finds the sentences that they are of, with names, days and amounts in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from makegood.commands.explain import explain
from makegood.commands.explain.sentence_search import matching
from makegood.language import english
from makegood.language.words_file import read_words
from makegood.model.workspace import Workspace
from makegood.storage import package_data

MESSAGES = english().words.messages


def found(text: str) -> list[str]:
    return [message.id for message in matching(text, MESSAGES.values())]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("We ask for GBP 500.00 back", {"letter-ask-refund", "headline-asks"}),
        ("On 4 August 2026 we agreed on three videos", {"letter-agreed", "since-agreed"}),
        ("Video 1 was posted on 21 August 2026", {"work-posted-on"}),
        ("Eight files are attached", {"request-attached"}),
        ("we ask to cancel order", {"ask-cancel"}),
        ("Please do one of these by the end of Monday, 7 December 2026", {"first-request-choice"}),
        ("send what shows it. We will look at it", {"letter-differ-point", "letter-differ-look"}),
        ("AS TO  what was delivered", {"ending-rest-stays"}),
        ("If this is not what you agreed to, please tell us at once. Kind regards", {"acceptance-not-agreed"}),
    ],
)
def test_words_of_a_document_are_found_with_their_values(text: str, ids: set[str]) -> None:
    assert ids <= set(found(text))


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("We ask for GBP 500.00 back", "counter-ask-refund"),
        ("we ordered one video on the platform", "agreement-order-number"),
        ("Please do one of these by the end of Monday, 7 December 2026", "letter-request-refund-by"),
    ],
)
def test_what_fits_worse_is_left_out(text: str, id_: str) -> None:
    """Control: each has some of the words."""
    assert id_ in MESSAGES
    assert id_ not in found(text)


def test_what_stands_there_literally_is_first_and_the_same_text_is_found_each_time() -> None:
    words = read_words(
        'far = "{who} ask for {sum} back, and for {more}."\n'
        'near = "We ask for {sum} back."\n'
        'same = "We ask for {sum} back."\n'
        'less = "We ask for {sum}."\n'
        'literal = "They said: We ask for GBP 5.00 back."\n',
        "en.toml",
    ).messages
    ids = [message.id for message in matching("We ask for GBP 5.00 back", words.values())]
    assert ids == ["literal"]
    ids = [message.id for message in matching("We ask for GBP 6.00 back", words.values())]
    assert ids == ["near", "same"]
    ids = [message.id for message in matching("ask for", words.values())]
    assert ids == ["less", "near", "same", "far", "literal"]


def test_nothing_fits_words_of_no_sentence() -> None:
    assert found("Colourless green ideas sleep furiously") == []
    assert found("videos") == []


def test_the_page_has_each_of_the_best() -> None:
    page = explain("We ask for GBP 500.00 back", None, 100)
    assert 'letter-ask-refund = "We ask for {amount} back."' in page
    assert 'headline-asks = "We ask for {amount} back."' in page


def test_in_a_clone_the_line_is_edited_where_it_stands(workspace: Path) -> None:
    """There, the program's words file is that of the workspace; elsewhere, a line is copied into a new file."""
    templates = package_data.folder("templates")
    lines = (templates / "words" / "en.toml").read_text(encoding="utf-8").splitlines()
    number = next(number for number, line in enumerate(lines, 1) if line.startswith("ending-rest-stays ="))
    page = explain("ending-rest-stays", Workspace(templates.parent), 100)
    assert f"To change it, edit line {number} of templates/words/en.toml." in page
    assert "copy the line into templates/words/en.toml" in explain("ending-rest-stays", Workspace(workspace), 100)
