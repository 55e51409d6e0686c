"""Texts of policies reach documents by ids: a words file changes or translates each, and a mistyped id is reported."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from test_cli import REPOSITORY
from test_own_policies import CASE, by_letter, change, home, put
from test_render import prepared

from makegood.commands.explain import explain
from makegood.domain import policies
from makegood.language import english, files
from makegood.model.artifact import Text
from makegood.model.errors import Problem
from makegood.model.statement import policy_statement, say
from makegood.model.workspace import Workspace
from makegood.pipeline.check import check
from makegood.pipeline.derive import derive
from makegood.pipeline.load import load
from makegood.pipeline.render import render

__all__ = ["home"]  # a fixture

TEXTS = policies.texts(None).messages
OWN = """
policy-ground-wrong_account-title = "Auf einem anderen Konto"
policy-ground-wrong_account-phrase = "das Werk auf einem anderen Konto erschien"
policy-ground-wrong_account-headline = "Das Werk erschien auf einem anderen Konto."
policy-proof-post-what = "Der Beitrag mit seinem Konto"
policy-proof-post-where = "Den Beitrag aufnehmen."
"""


def write_words(home: Path, name: str, text: str) -> None:
    folder = home / "templates" / "words"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def documents(home: Path, language: str) -> dict[str, Text]:
    """Return the documents of a case whose ground is one of the workspace, by their paths."""
    by_letter(home, ["first_request", "final_notice"])
    case = CASE | {"evidence": CASE["evidence"][1:], "deliverables": [CASE["deliverables"][0] | {"evidence": []}]}
    folder = put(home, case)
    workspace = Workspace(home)
    known = policies.read(workspace)
    checked, problems = check(load(folder, workspace), known)
    facts = derive(checked, known, problems)
    facts = replace(facts, case=replace(facts.case, case=replace(facts.case.case, language=language)))
    return {text.path: text for text in render(facts, prepared(facts), workspace)}


def problems_of(home: Path) -> list[Problem]:
    return [problem for problem in load(put(home, CASE), Workspace(home)).problems if problem.rule == "R7"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_texts_of_a_ground_are_those_of_the_words_file(home: Path, language: str) -> None:
    """In a letter, a packet and the page; in English and in a language of the workspace."""
    before = documents(home, "en")
    words = files(REPOSITORY / "templates")["en"].read_text(encoding="utf-8") if language == "de" else ""
    write_words(home, f"{language}.toml", f"{words}\n{OWN}")
    made = documents(home, language)
    letter, packet, page = "email/first_request.eml", "packet/influencer.pdf", "index.html"
    for path, theirs, ours in (
        (letter, "the work was posted on another account", "das Werk auf einem anderen Konto erschien"),
        (packet, "The work was posted on another account", "Das Werk erschien auf einem anderen Konto."),
        (packet, "Posted on another account", "Auf einem anderen Konto"),
        (page, "The post, with the account that it is on", "Der Beitrag mit seinem Konto"),
        (page, "take a screenshot that shows", "Den Beitrag aufnehmen."),
    ):
        assert theirs.casefold() in before[path].body.casefold(), theirs
        assert ours.casefold() not in before[path].body.casefold(), ours
        assert ours.casefold() in made[path].body.casefold(), ours
        assert theirs.casefold() not in made[path].body.casefold(), theirs
    if language == "de":  # a text without a translation is printed as it stands in its policy
        assert "Creatorhub holds the money." in made[page].body
        assert "Oktober" in made[letter].body


def test_a_headline_of_one_piece_has_its_field(home: Path) -> None:
    change(home, "grounds/wrong_account.json", headline_of_one="The {work} was on another account.")
    assert "The video was on another account." in documents(home, "en")["packet/influencer.pdf"].body
    write_words(home, "en.toml", 'policy-ground-wrong_account-headline_of_one = "Elsewhere: the {work}."')
    assert problems_of(home) == []
    assert "Elsewhere: the video." in documents(home, "en")["packet/influencer.pdf"].body


@pytest.mark.parametrize(
    ("line", "message", "fix"),
    [
        ("policy-ground-late-titel", "There is no sentence", "Did you mean policy-ground-late-title?"),
        ("policy-ground-wrong_acount-title", "There is no sentence", "policy-ground-wrong_account-title?"),
        ("policy-ground-late-meaning", "There is no sentence", ""),
        ("policy-ground-late-title", "has no field {work}", "Remove it."),
    ],
)
def test_a_mistake_in_a_text_of_a_policy_is_reported(home: Path, line: str, message: str, fix: str) -> None:
    write_words(home, "en.toml", f'letter-greeting = "Hi {{name}},"\n{line} = "{{work}}"\n')
    [problem] = problems_of(home)
    assert (problem.place.file, problem.place.line) == ("templates/words/en.toml", 2)
    assert message in problem.message
    assert fix in problem.fix


def test_ids_are_those_of_the_policies_in_force(home: Path) -> None:
    """A file of the workspace brings its ids, and takes them away when it goes, in the same process."""
    write_words(home, "en.toml", OWN)
    assert problems_of(home) == []
    (home / "policies" / "grounds" / "wrong_account.json").unlink()
    change(home, "channels/creatorhub.json", grounds=["not_delivered"])
    case = CASE | {"refund": {"grounds": ["nonconforming"], "requested": "GBP 500.00"}}
    found = [one.message for one in load(put(home, case), Workspace(home)).problems if one.rule == "R7"]
    assert len(found) == 5
    assert all("policy-" in message for message in found)


def test_a_text_of_a_policy_is_found_by_its_words(home: Path) -> None:
    page = explain("Posted on another account", Workspace(home), 100)
    assert 'policy-ground-wrong_account-title = "Posted on another account"' in page
    assert "It stands in policies/grounds/wrong_account.json." in page
    write_words(home, "en.toml", 'policy-ground-wrong_account-title = "On another account"')
    page = " ".join(explain("policy-ground-wrong_account-title", Workspace(home), 100).split())
    assert 'policy-ground-wrong_account-title = "On another account"' in page
    assert "This text is from your workspace: templates/words/en.toml." in page
    assert "The text in policies/grounds/wrong_account.json is:" in page
    assert "Posted on another account" in page


def test_words_of_many_sentences_name_the_rest() -> None:
    """The first few are explained, the others listed by their ids."""
    page = explain("time limit. It is not computed here.", None, 100)
    listed = re.findall(r"policy-escalation-\w+-steps-claim_court_time_limit", page)
    having = [id_ for id_ in TEXTS if id_.endswith("-claim_court_time_limit")]
    assert set(listed) == set(having)
    assert f"These words are in {len(having) - 5} more sentences:" in page


def test_a_letter_is_explained_with_the_texts_of_policies_in_it() -> None:
    assert 'policy-letter-final_notice-enclosures-reply_form = "Reply Form"' in explain("final_notice", None, 100)


def test_each_id_can_be_typed_and_stays() -> None:
    """An id needs no quotation marks in TOML; an entry of a list is not known by its place, which may change."""
    assert len(TEXTS) > 900
    assert [id_ for id_ in TEXTS if not re.fullmatch(r"policy-[a-z]+-[a-z0-9_-]+", id_)] == []
    assert [id_ for id_ in TEXTS if re.search(r"-\d+(?:-|$)", id_)] == []


def test_an_entry_without_an_id_has_its_number(home: Path) -> None:
    """As a workspace may have it; of two with the same id, the second has its number, too."""
    source = {"source": "Our own judgement", "url": "", "as_of": "2026-11-20", "confidence": "judgement"}
    entries = [
        {"text": "One."} | source,
        {"id": "two", "text": "Two."} | source,
        {"id": "two", "text": "Three."} | source,
    ]
    change(home, "channels/creatorhub.json", consequences=entries)
    beginning = "policy-channel-creatorhub-consequences-"
    found = [
        id_ for id_ in policies.texts(Workspace(home)).messages if id_.startswith(beginning) and "source" not in id_
    ]
    assert found == [f"{beginning}{end}" for end in ("1", "two", "3")]


def test_texts_that_differ_are_not_the_same_statement() -> None:
    """So that none is left out as a repetition."""
    one, other = policy_statement("policy-x", "One."), policy_statement("policy-x", "Two.")
    assert one != other
    assert len({one, other, policy_statement("policy-x", "One.")}) == 2


def test_every_letter_has_its_name() -> None:
    for letter in policies.read(None).letters:
        assert english().text(say(f"letter-name-{letter}"))
