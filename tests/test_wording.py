"""What texts are checked for is data of their language: a second one needs a file, and one without is named."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import BANK
from test_derive import facts

from makegood import language
from makegood.domain import policies
from makegood.model.artifact import Artifact, Text
from makegood.model.errors import CaseError, Problem
from makegood.model.facts import Facts
from makegood.model.policy import Policies
from makegood.model.workspace import Workspace
from makegood.pipeline.verify_output import verify
from makegood.pipeline.verify_output.readability import letter_body, reading_ease, syllables
from makegood.pipeline.verify_output.wording import Wording
from makegood.storage import package_data

ENGLISH = json.loads((package_data.folder("policies") / "words" / "en.json").read_text(encoding="utf-8"))
GERMAN = ENGLISH | {
    "id": "de",
    "accuse": ["betrug*"],
    "threaten": ["sonst"],
    "signs": {"late": ["zu spät"]},
    "letter": ENGLISH["letter"]
    | {"greetings": ["Liebe", "Lieber"], "addressees": ["An"], "closings": ["Mit freundlichen Grüßen"]},
    "references": ENGLISH["references"] | {"nouns": ["Bestellung"], "number": ["Nummer"]},
    # T. Amstad, Wie verständlich sind unsere Zeitungen? (1978)
    "readability": ENGLISH["readability"]
    | {
        "start": 180,
        "per_word": 1,
        "per_syllable": 58.5,
        "endings": [],
        "vowels": "au|äu|eu|ei|ai|ie|[aeiouyäöü]",
        "silent_ends": [],
        "silent": [],
        "split": [],
        "word": "[A-Za-zÄÖÜäöüß]+",
    },
}


@pytest.fixture
def own(workspace: Path) -> Path:
    """A workspace with a language `de`, whose sentences are the English ones."""
    folder = workspace / "templates" / "words"
    folder.mkdir(parents=True)
    english = (package_data.folder("templates") / "words" / "en.toml").read_text(encoding="utf-8")
    (folder / "de.toml").write_text(english, encoding="utf-8")
    return workspace


def add(workspace: Path, name: str, data: object) -> Workspace:
    path = workspace / "policies" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data), encoding="utf-8")
    return Workspace(workspace)


def problems(found: Facts, words: str, workspace: Workspace, rules: Policies) -> list[Problem]:
    """Return the problems of two letters in German with these words."""
    artifacts, texts = [], []
    for name in ("a", "b"):
        path = f"support/x/{name}.txt"
        texts.append(Text(path=path, document=f"support/x/{name}", kind="support", body=words, language="de"))
        artifacts.append(Artifact(path, f"support/x/{name}", "influencer", "k", data=words.encode()))
    try:
        return list(verify(found, tuple(texts), tuple(artifacts), rules, workspace=workspace))
    except CaseError as error:
        return list(error.problems)


def test_a_text_is_searched_for_the_words_of_its_language(own: Path) -> None:
    """Of German alone: in it, `scam` is no word, and `sonst` is one that threatens."""
    home = add(own, "words/de.json", GERMAN)
    found, rules = facts(own, BANK), policies.read(home)
    reported = problems(found, "This is a scam. Zahlen Sie, sonst kommt Betrug.", home, rules)
    assert {(problem.rule, problem.detail) for problem in reported} == {("T5", "sonst"), ("T5", "Betrug")}
    reported = problems(found, "Ihre Bestellung Nummer TTO-999.", home, rules)
    assert {(problem.rule, problem.detail) for problem in reported} == {("A3", "Bestellung Nummer TTO-999.")}


def test_a_language_without_a_list_is_named_once(own: Path) -> None:
    """A23, and no problem of words; control: English words in the same text are not checked either."""
    home = Workspace(own)
    reported = problems(facts(own, BANK), "Betrug, a scam.", home, policies.read(home))
    assert [(problem.rule, problem.severity, problem.detail) for problem in reported] == [("A23", "warning", "German")]
    assert reported[0].related[0].pointer == "/case/language"


def test_a_measure_of_another_language_needs_no_code(own: Path) -> None:
    """Amstad's: 180 less the words of a sentence, less 58.5 for each syllable of a word."""
    home = add(own, "words/de.json", GERMAN)
    words = policies.read(home).words["de"]
    measure = words.readability
    assert measure is not None
    assert [syllables(measure, word) for word in ("Haus", "Häuser", "Vereinbarung", "Straße")] == [1, 2, 4, 2]
    assert reading_ease(measure, "Das Haus ist alt.") == Decimal(180) - 4 - Decimal("58.5")
    wording = Wording(language.load("de", language.folders(home)), words)
    assert letter_body(wording, "Liebe Ana,\n\nwir bitten.\n\nMit freundlichen Grüßen\n\nJo") == "wir bitten."
    assert (
        letter_body(wording, "Dear Ana,\n\nwir bitten.\n\nKind regards") == "Dear Ana,\n\nwir bitten.\n\nKind regards"
    )


def test_a_language_may_have_no_measure(own: Path) -> None:
    home = add(own, "words/de.json", {key: value for key, value in GERMAN.items() if key != "readability"})
    assert policies.read(home).words["de"].readability is None


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"signs": {"lade": ["zu spät"]}}, "/signs/lade"),
        ({"readability": GERMAN["readability"] | {"vowels": "["}}, "/readability/vowels"),
        ({"readability": GERMAN["readability"] | {"split": ["a", "("]}}, "/readability/split/1"),
        ({"readability": GERMAN["readability"] | {"least": "60"}}, "/readability/least"),
        ({"letter": GERMAN["letter"] | {"end": ["endet"]}}, "/letter/end/0"),
        ({"id": "fr"}, "/id"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_at_its_place(own: Path, change: dict[str, object], pointer: str) -> None:
    home = add(own, "words/de.json", GERMAN | change)
    with pytest.raises(CaseError) as raised:
        policies.read(home)
    assert [(problem.rule, problem.place.pointer) for problem in raised.value.problems] == [("O2", pointer)]


def test_a_list_from_before_there_were_languages_is_not_left_out_silently(own: Path) -> None:
    home = add(own, "words.json", {"kind": "words", "accuse": ["shabby"], "threaten": [], "source": "judgement"})
    with pytest.raises(CaseError) as raised:
        policies.read(home)
    (problem,) = raised.value.problems
    assert (problem.rule, problem.place.file) == ("O2", "policies/words.json")
    assert "policies/words/en.json" in problem.fix


def test_signs_of_a_ground_of_a_workspace_come_first(own: Path) -> None:
    """A file of a ground with signs of its own replaces those of the language, as it does its sentences."""
    ground = json.loads((package_data.folder("policies") / "grounds" / "late.json").read_text(encoding="utf-8"))
    home = add(own, "grounds/late.json", ground | {"signs": ["behind schedule"]})
    found, rules = facts(own, BANK), policies.read(home)
    text = Text(path="email/x.eml", document="email/x", kind="email", body="", audience="influencer")
    for words, expected in (("It was posted late.", set()), ("It was behind schedule.", {"behind schedule"})):
        artifact = Artifact("email/x.txt", "email/x", "influencer", "k", data=f"Subject: Refund\n\n{words}".encode())
        try:
            reported = verify(found, (text,), (artifact,), rules, workspace=home)
        except CaseError as error:
            reported = error.problems
        assert {problem.detail for problem in reported if problem.rule == "T4"} == expected


def test_every_phrase_of_the_program_is_found() -> None:
    """None is written so that it can match nothing; control: one with a star in its middle matches nothing."""
    wording = Wording(language.english(), policies.read(None).words["en"])
    words = wording.words
    assert words is not None
    for phrase in (*words.accuse, *words.threaten):
        assert wording.forbidden().search(f"x {phrase.rstrip('*')} y"), phrase
    for phrase in words.letter.asks:
        assert wording.request_in(f"And {phrase} it.") == phrase
    assert wording.request_in("We ask for nothing more.") == ""
    broken = Wording(wording.language, replace(words, accuse=("rip*off",), threaten=()))
    assert not broken.forbidden().search("x rip off y")
