"""`makegood explain first_request` lists the sentences that the letter can have, each with an example."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import PAYPAL
from test_ladder import on
from test_lint import ROADS
from test_render import prepared

from makegood.commands import explain
from makegood.commands.explain.sentence import LETTER_SENTENCES, example
from makegood.domain import policies
from makegood.language import load
from makegood.model.errors import CaseError
from makegood.model.facts import Facts
from makegood.model.workspace import Workspace
from makegood.pipeline.check import check
from makegood.pipeline.derive import derive
from makegood.pipeline.load import load as read
from makegood.pipeline.render import render
from makegood.storage import package_data

ROOT = Path(__file__).parent.parent
KNOWN = policies.read(None)
BRITISH = load("en-GB", (package_data.folder("templates"),))


def all_facts(workspace: Path) -> list[Facts]:
    """Return the facts of each letter on its road, paid by bank and by PayPal, and those of the cases that are good."""
    found = []
    for number, (day, log, back) in enumerate(ROADS.values()):
        for ref in (None, PAYPAL):
            home = workspace / f"{number}-{ref}"
            (home / "cases").mkdir(parents=True)
            offer = {"refund__offer": {"amount": "GBP 300.00"}} if number == len(ROADS) - 1 else {}
            found.append(on(home, day, *log, back=back, **({"ref": ref} if ref else {}), **offer))
    for folder in sorted((*ROOT.glob("cases/MG-*"), *ROOT.glob("tests/cases/good/*/MG-*"))):
        try:
            case, problems = check(read(folder, Workspace.containing(folder)), KNOWN)
        except CaseError:
            continue
        found.append(derive(case, KNOWN, problems))
    return found


def sentences(workspace: Path) -> dict[str, dict[str, str]]:
    """Return the sentences of each letter by their ids, in the order of their first use, each with an example."""
    listed: dict[str, dict[str, str]] = {letter: {} for letter in sorted(KNOWN.letters)}
    for facts in all_facts(workspace):
        for text in render(facts, prepared(facts), None):
            letter = text.document.rpartition("/")[2]
            if text.kind in {"email", "message", "letter"} and letter in listed:
                for statement in text.statements:
                    for part in statement.within():
                        listed[letter].setdefault(part.id, example(BRITISH, part))
    return listed


def test_the_list_of_sentences_is_that_of_the_letters(workspace: Path, renew: bool) -> None:
    made = sentences(workspace)
    assert all(len(found) > 10 for found in made.values()), {letter: len(found) for letter, found in made.items()}
    if renew:
        LETTER_SENTENCES.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert json.loads(LETTER_SENTENCES.read_text(encoding="utf-8")) == made


def test_a_letter_is_explained_with_its_sentences(workspace: Path) -> None:
    """In the words of the workspace, where it has any."""
    page = explain.explain("first_request", Workspace(workspace), 100)
    assert 'letter-greeting = "Dear {name},"' in page
    assert "Dear Ana," in page
    assert "receipt-subject" not in page
    (workspace / "templates" / "words").mkdir(parents=True)
    (workspace / "templates" / "words" / "en.toml").write_text('letter-greeting = "Hello {name},"\n')
    assert 'letter-greeting = "Hello {name},"' in explain.explain("first_request", Workspace(workspace), 100)


@pytest.mark.parametrize("letter", sorted(KNOWN.letters))
def test_every_sentence_of_the_list_exists(letter: str) -> None:
    listed = json.loads(LETTER_SENTENCES.read_text(encoding="utf-8"))[letter]
    absent = set(listed) - set(BRITISH.words.messages) - set(policies.texts(None).messages)
    assert {id_ for id_ in absent if not id_.startswith("ground-")} == set()
