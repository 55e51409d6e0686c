"""What a finished text states is found by its statements, in whatever words a workspace has for them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from test_ladder import FIRST, REMINDER, on
from test_render import prepared

from makegood import language
from makegood.language.words_file import WordsFile, read_words
from makegood.model.errors import CaseError
from makegood.model.statement import say
from makegood.model.workspace import Workspace
from makegood.pipeline.assemble import assemble
from makegood.pipeline.render import render
from makegood.pipeline.verify_output import verify
from makegood.pipeline.verify_output.stated import Stated

WORDS = read_words('a = "We end it."\nb-one = "Pay {sum}."\nc = "Both: {inner}"', "en.toml")
LANGUAGE = language.Language("en-GB", WordsFile(WORDS.messages, language.english().words.formats))


def test_a_statement_counts_if_its_sentence_is_in_the_text() -> None:
    """Also across a line break, and within another statement; one that was left out for its length does not."""
    stated = Stated((say("a"), say("c", inner=say("b-one", sum="GBP 5.00"))), LANGUAGE)
    assert stated.states("Dear Ana,\nWe end\n  it. Regards", "a")
    assert not stated.states("Dear Ana. Regards", "a")
    assert not stated.states("We end it.", "b-")
    assert [sentence for _, sentence in stated.find("Both: Pay GBP 5.00.", "b-")] == ["Pay GBP 5.00."]


OWN_WORDS = """
ending-now-letter = "Herewith the contract is over, for the following reason."
ending-rest-stays = "All else stays."
final-notice-otherwise-money = "Silence has consequences."
final-notice-otherwise-money-desks = "Silence has consequences with {desks}."
"""
"""Sentences in which no English pattern finds the end of the agreement or the next step."""


def problems(workspace: Path, words: str, *, without: tuple[str, ...] = ()) -> set[str]:
    """Return what a final notice lacks in these words of the workspace."""
    folder = workspace / "templates" / "words"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "en.toml").write_text(words, encoding="utf-8")
    own, found = Workspace(workspace), on(workspace, "2026-12-23", FIRST, REMINDER)
    shown = prepared(found)
    texts = tuple(text for text in render(found, shown, own) if text.document == "email/final_notice")
    assert len(texts) == 1
    if without:
        left = tuple(statement for statement in texts[0].statements if not statement.id.startswith(without))
        assert len(left) < len(texts[0].statements)
        texts = (replace(texts[0], statements=left),)
    artifacts = tuple(artifact for artifact in assemble(found, texts, shown, {}) if artifact.path.endswith(".eml"))
    try:
        verify(found, texts, artifacts, prepared=shown, workspace=own)
    except CaseError as error:
        return {problem.detail for problem in error.problems if problem.rule in {"A10", "T6"}}
    return set()


def test_a_final_notice_in_own_words_states_what_it_has_to(workspace: Path) -> None:
    assert problems(workspace, OWN_WORDS) == set()


def test_control_without_its_statements_the_same_text_lacks_them(workspace: Path) -> None:
    assert problems(workspace, OWN_WORDS, without=("ending-", "final-notice-otherwise-")) == {
        "the end of the agreement",
        "the next step",
    }
