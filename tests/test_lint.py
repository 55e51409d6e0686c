"""The lint of finished texts: each slip is caught in plain text, HTML and PDF, and a good text has none."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import test_ladder
from conftest import BANK, PAYPAL, STORE, add_case, in_english
from test_assemble import up_to_texts
from test_derive import facts
from test_render import texts

from makegood import language
from makegood.model.case import Defect
from makegood.model.statement import policy_text
from makegood.model.workspace import Workspace
from makegood.storage import package_data
from makegood.typesetting import fonts
from makegood.pipeline import build as pipeline
from makegood.domain import policies
from makegood.pipeline.assemble import assemble
from makegood.pipeline.assemble.mail import mail
from makegood.pipeline.assemble.packet import Description, typeset
from makegood.model.errors import CaseError, Problem
from makegood.pipeline.verify_output import verify
from makegood.pipeline.verify_output.readability import letter_body, reading_ease, replace_figures, syllables
from makegood.pipeline.verify_output.case_facts import CaseFacts
from makegood.pipeline.verify_output.links import link_problems
from makegood.pipeline.verify_output.pages import HtmlPage
from makegood.pipeline.verify_output.provenance import lower_in_place
from makegood.pipeline.verify_output.wording import Wording, phrase_pattern
from makegood.domain.ladder.days import is_singled_out
from makegood.model.artifact import Artifact, Text
from makegood.model.facts import DueLetter, Facts, Sending
from makegood.model.money import Money
from makegood.model.policy import Policies
from makegood.statements import grounds

pytestmark = pytest.mark.once

OWN = policies.read(None)
WORDS = OWN.words["en"]
ENGLISH = Wording(language.english(), WORDS)
assert WORDS.readability is not None
FLESCH = WORDS.readability
FIRST = "email/first_request"


@pytest.fixture(scope="module", autouse=True)
def own_fonts(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The fonts that every build has."""
    fonts.configure(tmp_path_factory.mktemp("fonts"))


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> tuple[Facts, Text, Text]:
    """The facts of a bank transfer, its first request and its packet."""
    home = tmp_path_factory.mktemp("bank")
    (home / "cases").mkdir()
    found, texts, _ = up_to_texts(home, BANK)
    of = {text.kind: text for text in texts}
    return found, of["email"], of["packet"]


def said(found: Facts, texts: tuple[Text, ...], *artifacts: Artifact, rules: Policies = OWN) -> list[Problem]:
    """All that is said of these files, errors or not."""
    try:
        return list(verify(found, texts, artifacts, rules))
    except CaseError as error:
        return list(error.problems)


def told(problems: list[Problem]) -> set[str]:
    return {one.rule for one in problems}


def eml(found: Facts, letter: Text) -> Artifact:
    """The mail that is made of a text."""
    return Artifact(letter.path, letter.document, letter.audience, "k", data=mail(letter, found.case, None))


def pdf(found: Facts, body: str, path: str = "packet/influencer.pdf") -> tuple[Text, Artifact]:
    """A document of one page with all that it must say, and `body`; its source and its file."""
    must = f"{found.case.case.case_ref} {found.sums.outstanding.currency} {found.sums.outstanding.amount:,f}"
    html = f"<!DOCTYPE html><html lang='en'><title>T</title><p>{must}</p>{body}"
    document, _, _ = path.rpartition(".")
    kind = "packet" if path.startswith("packet/") else "letter"
    data = typeset(html, {}, Description("T", "A", "en"), path)
    text = Text(path=path, document=document, kind=kind, audience="influencer", body=html)  # type: ignore[arg-type]
    return text, Artifact(path, document, "influencer", "k", data=data)


def letter(name: str, body: str, subject: str = "Refund of GBP 500.00 (MG-2026-101)") -> tuple[Text, Artifact]:
    """A letter as a text for pasting."""
    text = Text(path=f"email/{name}.eml", document=f"email/{name}", kind="email", audience="influencer", body=body)
    data = f"To: ana@creators.example\nSubject: {subject}\n\n{body}\n".encode()
    return text, Artifact(f"email/{name}.txt", text.document, "influencer", "k", data=data)


def of_letter(found: Facts, name: str, body: str, subject: str = "Refund of GBP 500.00 (MG-2026-101)") -> list[Problem]:
    text, artifact = letter(name, body, subject)
    return said(to_send(found, name), (text,), artifact)


def to_send(found: Facts, name: str) -> Facts:
    """The same facts, with this letter as the one that is to be sent."""
    enclosures = OWN.letters[name].enclosures if is_singled_out(found.case, OWN.letters[name]) else ()
    about = found.ladder.due[0].about if found.ladder.due else None
    due = DueLetter(
        letter=name,
        policy=OWN.letters[name],
        reason="",
        amount=found.sums.outstanding,
        reply_by=found.reply_by,
        about=about,
        enclosures=enclosures,
    )
    return replace(found, ladder=replace(found.ladder, due=(due,)))


def in_three(bank: tuple[Facts, Text, Text], plain: str, html: str) -> tuple[set[str], set[str], set[str]]:
    """Which rules are broken where a slip is put into the mail's text, into its HTML, and into the packet."""
    found, first, _ = bank
    head, close, tail = first.body.partition("\nKind regards\n")
    in_plain = replace(first, body=f"{head}\n{plain}\n{close}{tail}")
    in_html = replace(first, html=first.html.replace("</body>", f"{html}</body>"))
    source, packet = pdf(found, html)
    return (
        told(said(found, (in_plain,), eml(found, in_plain))),
        told(said(found, (in_html,), eml(found, in_html))),
        told(said(found, (source,), packet)),
    )


def test_a_good_letter_and_a_good_packet_have_no_slip(bank: tuple[Facts, Text, Text]) -> None:
    """Nothing is said of the first request as it comes, nor of a plain paragraph."""
    assert in_three(bank, "That is all.", "<p>That is all.</p>") == (set(), set(), set())


SLIPS: Mapping[str, tuple[str, str, str]] = {
    "None": ("A8", "We paid None.", "<p>We paid None.</p>"),
    "nan": ("A8", "The share is nan.", "<p>The share is nan.</p>"),
    "null": ("A8", "The order is null.", "<p>The order is null.</p>"),
    "undefined": ("A8", "Undefined was due.", "<p>Undefined was due.</p>"),
    "method": (
        "A8",
        "It is <built-in method title of str object>.",
        "<p>It is &lt;built-in method title of str object>.</p>",
    ),
    "object": (
        "A8",
        "It is <makegood.model.case.Payment object at 0x7f>.",
        "<p>It is &lt;makegood.model.case.Payment object at 0x7f>.</p>",
    ),
    "noun": ("A8", "It is Money(amount=5).", "<p>It is Money(amount=5).</p>"),
    "day": ("A8", "It is datetime.date(2026, 1, 2).", "<p>It is datetime.date(2026, 1, 2).</p>"),
    "braces": ("A8", "It is {{ facts.sums }}.", "<p>It is {{ facts.sums }}.</p>"),
    "TBD": ("A8", "The day: TBD.", "<p>The day: TBD.</p>"),
    "filler": ("A8", "Lorem ipsum dolor.", "<p>Lorem ipsum dolor.</p>"),
    "blanks": ("A12", "We ask  for it.", "<p>We ask&nbsp; for it.</p>"),
    "blank before a stop": ("A12", "We ask , then wait .", "<p>We ask , then wait .</p>"),
    "two stops": ("A12", "We ask for it..", "<p>We ask for it..</p>"),
    "two commas": ("A12", "We ask,, then wait.", "<p>We ask,, then wait.</p>"),
    "two colons": ("A12", "We ask: : it.", "<p>We ask: : it.</p>"),
    "empty brackets": ("A12", "We ask () for it.", "<p>We ask () for it.</p>"),
    "empty item": ("A13", "1. Pay.\n2.", "<ol><li>Pay.</li><li> </li></ol>"),
    "empty line of a list": ("A13", "- Pay.\n-", "<ul><li></li></ul>"),
    "empty paragraph": ("A13", "What we have:", "<p> </p>"),
    "empty row": ("A13", "Paid: GBP 500.00\nOrder:", "<table><tr><td></td><td> </td></tr></table>"),
    "accusation": ("T5", "That is fraudulent.", "<p>That is fraudulent.</p>"),
    "threat": ("T5", "We will go\npublic.", "<p>We will go <b>public</b>.</p>"),
    "a thing that it is called": ("T5", "SCAMMERS do that.", "<p>SCAMMERS do that.</p>"),
    "another ground": (
        "T4",
        "We ask, since a post was taken down before the agreed time.",
        "<p>We ask, since a post was taken down before the agreed time.</p>",
    ),
    "order": ("A3", "See order TTO-99.", "<p>See order TTO-99.</p>"),
    "ticket": ("A3", "See ticket number 12345.", "<p>See ticket number 12345.</p>"),
    "payment": ("A3", "The reference HP-0864 is ours.", "<p>The reference HP-0864 is ours.</p>"),
    "transaction": ("A3", "Transaction: 8EK53917.", "<p>Transaction: 8EK53917.</p>"),
    "invoice": ("A3", "Our invoice no. 2026-99.", "<p>Our invoice no. 2026-99.</p>"),
    "exhibit": ("A3", "It is Exhibit Q.", "<p>It is Exhibit Q.</p>"),
}
"""A slip: the rule that it breaks, as it stands in plain text, and in HTML, from which the PDF is made."""


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_caught_in_plain_text_html_and_pdf(bank: tuple[Facts, Text, Text], slip: str) -> None:
    """In each of the three, and nothing else is said of it."""
    rule, plain, html = SLIPS[slip]
    assert in_three(bank, plain, html) == ({rule}, {rule}, {rule})


@pytest.mark.parametrize("slip", ["<li></li>", "<p> </p>", "<table><tr><td></td></tr></table>", "<dl><dd></dd></dl>"])
def test_what_shows_nothing_fails_the_build(bank: tuple[Facts, Text, Text], slip: str) -> None:
    """An empty item, paragraph, row or field of the HTML is an error, A13; a cell beside a full one is none."""
    found, first, _ = bank
    changed = replace(first, html=first.html.replace("</body>", f"{slip}</body>"))
    with pytest.raises(CaseError) as caught:
        verify(found, (changed,), (eml(found, changed),))
    assert {one.rule for one in caught.value.problems} == {"A13"}
    full = replace(first, html=first.html.replace("</body>", "<table><tr><td>A</td><td></td></tr></table></body>"))
    assert said(found, (full,), eml(found, full)) == []


@pytest.mark.parametrize(
    "words",
    [
        "None of the three videos was delivered.",
        "Nan Miller and Ana asked.",
        "Wait... then ask.",
        "At 18:04: a video.",
        "We paid (in full).",
        "The ratio is 1:1.",
        "See ../x and 5.2.",
        "Acme Co., Ltd. asked.",
        "That scamper was quick.",
        "An exposure of two days.",
        "The policies say so.",
        "Kit's reference, order and ticket came on 4 August 2026.",
        "Payment reference HP-0846.",
        "Is it the invoice?",
        "The first invoice came late, receipt 12.",
        "The order of 4 August 2026.",
        "Claim 500",
        "Two exhibits are attached, Exhibits A and B.",
        "The reference MG-2026-101 is ours.",
        "We have these:\n\n- one\n- two",
        "Attached:\n01-a.png: A file",
        "We agree on these terms:\n\nHalf now, half then.",
        "A  Contract\nB  Brief",
        "1 December 2026  first\n1 January 2027  second",
    ],
)
def test_a_good_text_is_let_be(bank: tuple[Facts, Text, Text], words: str) -> None:
    """What only looks like a slip is none."""
    found, _, _ = bank
    day = {"A2"} if "January" in words else set()
    artifact = Artifact("support/x/note.txt", "support/x", "influencer", "k", data=words.encode())
    assert told(said(found, (), artifact)) - day == set()


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("It was  there.", "A12"),
        ("It was there ,  at last.", "A12"),
        ("It was there..", "A12"),
        ("They said it was a scam and a lie.", "T5"),
        ("See ticket TT-99 of theirs.", "A3"),
    ],
)
def test_words_of_the_user_are_a_warning_with_their_place(workspace: Path, typed: str, rule: str) -> None:
    """What somebody typed may be right: the warning says where it stands, once for all documents."""
    found = facts(workspace, BANK, evidence__0__caption=typed)
    data = f"A caption: {typed} That is all.".encode()
    twice = [Artifact(f"support/x/{name}.txt", "support/x", "influencer", "k", data=data) for name in "ab"]
    problems = said(found, (), *twice)
    assert {(one.rule, one.severity, one.related[0].pointer) for one in problems} == {
        (rule, "warning", "/evidence/0/caption")
    }
    assert len({one.detail for one in problems}) <= 2


@pytest.mark.parametrize(
    "typed",
    [
        "The code was TBD.",
        "None came.",
        "Is it so ? Yes : it is !",
        "lorem ipsum",
        "Steps: 1.",
        "Our invoice no. 2026-99.",
        "Order confirmation:",
    ],
)
def test_words_of_the_user_that_look_like_a_slip_are_theirs(workspace: Path, typed: str) -> None:
    """A blank that somebody quotes, and stops as other languages set them."""
    found = facts(workspace, BANK, evidence__0__caption=typed)
    artifact = Artifact("support/x/a.txt", "support/x", "influencer", "k", data=f"It shows: {typed}".encode())
    assert said(found, (), artifact) == []


def test_the_same_word_beside_other_words_is_not_the_users(workspace: Path) -> None:
    """That a caption speaks of a scam makes no template free to do so."""
    found = facts(workspace, BANK, evidence__0__caption="They said it was a scam and a lie.")
    artifact = Artifact("support/x/a.txt", "support/x", "influencer", "k", data=b"This is a scam of yours.")
    assert [(one.rule, one.severity) for one in said(found, (), artifact)] == [("T5", "error")]


def test_a_story_is_the_users_also_across_two_pages_and_without_its_marks(bank: tuple[Facts, Text, Text]) -> None:
    """A footer stands between two of its words, and the marks of Markdown are not shown."""
    found = bank[0]
    story = "We asked them often, and then a **scam** was what they called it. They went to the police about it."
    told_by_us = replace(found, case=replace(found.case, story=story))
    data = b"We asked them often, and then a scam was what they called it. They went to the\nMG-2026-101 - 4 of 9\npolice about it."
    source, _ = pdf(found, "")
    problems = said(told_by_us, (source,), Artifact("support/x/a.txt", "support/x", None, "k", data=data))
    assert {(one.rule, one.severity, one.related[0].pointer) for one in problems} == {("T5", "warning", "/story")}


def test_what_an_agreement_says_and_what_somebody_is_called_are_let_be(workspace: Path) -> None:
    """A quoted clause is not our word, and a name is no accusation."""
    clause = {"quote": "In case of fraud the fee is due at once.", "evidence": ["agreement"]}
    found = facts(workspace, BANK, agreement__refund_clause=clause, parties__brand__legal_name="Police Supplies Ltd")
    data = b"In case of fraud the fee is due at once.\nPolice Supplies Ltd"
    assert said(found, (), Artifact("support/x/a.txt", "support/x", None, "k", data=data)) == []


def test_a_name_that_ends_in_a_stop_ends_a_sentence_once(tmp_path: Path) -> None:
    """`Co.` at the end of a sentence brings its own stop; a template that sets another is warned of, with the place."""
    (tmp_path / "cases").mkdir()
    folder = add_case(tmp_path, STORE)
    text = (folder / "case.json").read_text(encoding="utf-8")
    data = json.loads(text)
    data["parties"]["brand"]["legal_name"] = "Oddment & Ply Co."
    del data["purchase"]["order_number"]
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    outcome = pipeline.build(folder, Workspace.containing(folder), tmp_path / "build", tmp_path / "cache")
    assert [one.rule for one in outcome.problems if one.rule.startswith(("A", "T"))] == []
    found = facts(tmp_path, STORE)
    artifact = Artifact("support/x/a.txt", "support/x", None, "k", data=b"We are Oddment & Ply Co..")
    assert [(one.rule, one.severity, one.related[0].pointer) for one in said(found, (), artifact)] == [
        ("A12", "warning", "/parties/brand/legal_name")
    ]


@pytest.mark.parametrize(
    ("story", "page"),
    [
        ("It was:\n\n- scam\n- no more", "<p>It was:</p><ul><li>scam</li><li>no more</li></ul>"),
        ("They call it [a scam](https://x.example/).", '<p>They call it <a href="https://x.example/">a scam</a>.</p>'),
        ("# Scam\n\nThat is all.", "<h3>Scam</h3><p>That is all.</p>"),
    ],
)
def test_a_word_of_the_story_is_the_users_however_it_is_set(
    bank: tuple[Facts, Text, Text], story: str, page: str
) -> None:
    """A list, a link, a heading: the packet is made, with a warning."""
    found = replace(bank[0], case=replace(bank[0].case, story=story))
    source, packet = pdf(found, page)
    problems = said(found, (source,), packet)
    assert [(one.rule, one.severity, one.related[0].pointer) for one in problems] == [("T5", "warning", "/story")]
    found = replace(bank[0], case=replace(bank[0].case, story="1. one\n2. two..\n"))
    source, packet = pdf(found, "<ol><li>one</li><li>two..</li></ol>")
    assert [(one.rule, one.severity) for one in said(found, (source,), packet)] == [("A12", "warning")]


def test_a_warning_that_was_accepted_with_a_reason_is_not_repeated(tmp_path: Path) -> None:
    """The page of the case shows the reason; the error that the same rule can be still stops the build."""
    (tmp_path / "cases").mkdir()
    folder = add_case(tmp_path, BANK)
    path = folder / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["evidence"][0]["caption"] = "The thread in which they call it a scam."
    data["accepted"] = [{"rule": "T5", "reason": "It is what they wrote."}]
    path.write_text(json.dumps(data), encoding="utf-8")
    outcome = pipeline.build(folder, Workspace.containing(folder), tmp_path / "build", tmp_path / "cache")
    assert [one.rule for one in outcome.problems if one.rule == "T5"] == []
    own = tmp_path / "templates" / "words"
    own.mkdir(parents=True)
    (own / "en.toml").write_text('letter-differ-look = "This is fraud."\n', encoding="utf-8")
    again = pipeline.build(folder, Workspace.containing(folder), tmp_path / "build", tmp_path / "cache")
    assert {(one.rule, one.severity) for one in again.problems if one.rule == "T5"} == {("T5", "error")}


# Words


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("a scam", True),
        ("Scammers", True),
        ("scamper", False),
        ("payment-fraud team", False),
        ("antifraud", False),
        ("exposure", False),
        ("exposing", True),
        ("the police", True),
        ("policies", False),
        ("go\npublic", True),
        ("going public", True),
        ("goes public", False),
        ("Blacklisting", True),
        ("report you", True),
        ("report your problem", False),
        ("legal action will follow", True),
        ("unrelated", False),
    ],
)
def test_words_are_found_whole_and_bent(phrase: str, found: bool) -> None:
    """Whole words, in capitals or not, with any ending where the list has a star."""
    assert bool(phrase_pattern((*WORDS.accuse, *WORDS.threaten)).search(lower_in_place(phrase))) is found


def test_small_letters_are_those_that_a_search_takes_for_the_same() -> None:
    """A search in small letters finds, at the same places, what a search finds that ignores case: for every letter."""
    every = "".join(chr(at) for at in range(sys.maxunicode + 1))
    lowered = lower_in_place(every)
    assert len(lowered) == len(every)
    for letter in "abcdefghijklmnopqrstuvwxyzéß’-":
        there = [found.start() for found in re.finditer(letter, every, re.IGNORECASE)]
        assert [found.start() for found in re.finditer(letter, lowered)] == there, letter
    assert lower_in_place("KİSſ") == "kiss" != "KİSſ".lower()


def test_the_list_has_the_words_that_a_letter_must_not_have() -> None:
    """Those that the domain names first."""
    for word in (
        "scam",
        "fraud",
        "fraudulent",
        "criminal",
        "police",
        "expose",
        "blacklist",
        "report you",
        "go public",
        "name and shame",
        "legal action will",
        "thief",
        "stolen",
    ):
        assert phrase_pattern((*WORDS.accuse, *WORDS.threaten)).search(lower_in_place(f"x {word} y")), word


def test_no_text_of_ours_holds_such_a_word() -> None:
    """Neither a template nor a policy that documents quote."""
    for folder in (package_data.folder("templates"), package_data.folder("policies")):
        for path in folder.rglob("*"):
            if path.is_file() and path.parent.name != "words" and path.suffix in {".j2", ".json"}:
                hit = phrase_pattern((*WORDS.accuse, *WORDS.threaten)).search(
                    lower_in_place(path.read_text(encoding="utf-8"))
                )
                assert hit is None, (path.name, hit)


def test_a_workspace_may_have_other_words(bank: tuple[Facts, Text, Text]) -> None:
    """The list is data; one laid over the program's counts."""
    found = bank[0]
    words = {"en": replace(WORDS, accuse=("shabby",), threaten=())}
    artifact = Artifact("support/x/a.txt", "support/x", None, "k", data=b"A shabby scam.")
    problems = said(found, (), artifact, rules=replace(OWN, words=words))
    assert [(one.rule, one.detail) for one in problems] == [("T5", "shabby")]


# Subjects


@pytest.mark.parametrize(
    ("subject", "broken"),
    [
        ("Refund of GBP 500.00 for Video 3 (MG-2026-101)", 0),
        ("Without the word (MG-2026-101)", 1),
        ("A refund without its case", 1),
        ("Neither", 2),
        ("Refund of GBP 500.00 (MG-2026-101) for a subject that goes on until there is no more room", 1),
        ("REFUND (MG-2026-101)".ljust(78, "x"), 0),
    ],
)
def test_a_subject_is_short_and_names_the_case_and_the_refund(
    bank: tuple[Facts, Text, Text], subject: str, broken: int
) -> None:
    """At most 78 characters, the reference, and the word."""
    found, first, _ = bank
    changed = replace(first, subject=subject)
    problems = [one for one in said(found, (changed,), eml(found, changed)) if one.rule == "A14"]
    assert len(problems) == broken
    if broken:
        with pytest.raises(CaseError):
            verify(found, (changed,), (eml(found, changed),))


# Links


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("https://tiktok.com/x", "https://evil.example/x"),
        ("tiktok.com", "https://tiktok.com.evil.example/"),
        ("www.tiktok.com", "https://tiktok.com@evil.example/"),
        ("See tiktok.com today", "mailto:a@evil.example"),
        ("a@b.example", "mailto:c@b.example"),
        ("a@b.example", "https://evil.example/"),
        ("https://ads.tiktok.com", "https://tiktok.com/"),
        ("paypal.com", "packet/a.pdf"),
        ("paypal.com", "https://evilpaypal.com/"),
        ("https://paypal.com", "https://www.evilpaypal.com/signin"),
        ("paypal.com", "https://evil-paypal.com/"),
        ("paypal.com", "https://wpaypal.com/"),
        ("paypal.com", "mailto:help@evilpaypal.com"),
        ("help@paypal.com", "https://evilpaypal.com/"),
        ("help@paypal.com", "mailto:help@evilpaypal.com"),
        ("ads.tiktok.com", "https://evilads.tiktok.com/"),
        ("https://paypal.com", "http://["),
        ("faß.example", "https://fass.example/"),
    ],
)
def test_a_link_that_leads_elsewhere_is_seen(bank: tuple[Facts, Text, Text], words: str, address: str) -> None:
    """Another domain, a mailbox of somebody else, a name in front of another or grown together with it."""
    assert [one.rule for one in link_problems("index.html", [(words, address)])] == ["A15"]


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("https://www.tiktok.com/@a/video/1", "https://tiktok.com/@a/video/1"),
        ("tiktok.com", "https://ads.tiktok.com/help"),
        ("the help page", "https://ads.tiktok.com/help"),
        ("@ana.marlowe", "https://www.tiktok.com/@ana.marlowe"),
        ("packet/influencer.pdf", "packet/influencer.pdf"),
        ("case.json", "https://x.example/y"),
        ("a@b.example", "mailto:a@b.example"),
        ("A@B.example", "mailto:a@b.example?subject=x"),
        ("A, p. 6", "#exhibit-A"),
        ("GBP 1,500.00", "#sum"),
        ("e.g. this", "#x"),
        ("faß.example", "https://xn--fa-hia.example/"),
    ],
)
def test_a_link_that_leads_where_it_says_is_let_be(words: str, address: str) -> None:
    """The same domain or a part of it, a file, a handle, plain words."""
    assert list(link_problems("index.html", [(words, address)])) == []


def test_links_of_mails_pages_and_packets_are_read(bank: tuple[Facts, Text, Text]) -> None:
    """In each kind of file, by the rule that fails the build."""
    link = '<p><a href="https://evil.example/">paypal.com</a></p>'
    assert in_three(bank, "That is all.", link)[1:] == ({"A15"}, {"A15"})
    page = Artifact("index.html", "index", None, "k", data=f"<html><body>{link}</body></html>".encode())
    assert told(said(bank[0], (), page)) == {"A15"}


def test_a_page_is_read_as_it_is_seen() -> None:
    """Cells of a row in one line, blocks in lines of their own, pictures as something, tags within words as nothing."""
    page = HtmlPage(
        "<style>p{}</style><p>a <b>b</b>c</p><table><tr><td>A</td> <td>x\ny</td></tr></table><p><img src=x></p><p></p>"
    )
    assert page.text.replace("\0", "*") == "a bc\nA x y\n*"
    assert page.empty == ["p"]
    story = HtmlPage('<div class="sum"><div class="story"><p></p><div></div><li></li></div><dd></dd></div><li></li>')
    assert story.empty == ["dd", "li"]


# Letters

GOOD_NOTICE = """Dear Ana,

On 4 August 2026 we agreed on three videos for GBP 1,500.00. We paid GBP 1,500.00 on 6 August 2026.

Video 3 has not been delivered. We asked for the money on 9 October 2026.

We ask for GBP 500.00 back. {told}

Please refund GBP 500.00 by {day}, with the reference MG-2026-101.

If the money has not come by then, we will bring a claim in the county court.

Enclosed are the Information Sheet, the Reply Form, the Financial Statement form and the statement of account. Our documents:

{shown}

Kind regards

Refunds desk"""


@pytest.fixture
def asked(bank: tuple[Facts, Text, Text]) -> Facts:
    """The same case, the first request sent on 9 October."""
    found = bank[0]
    day = found.case.case.as_of.replace(month=10, day=9)
    entry = replace(found.case.log[1], event="sent", letter="first_request", at=day)
    sent = Sending(
        letter="first_request", title="First request", on=day, amount=found.sums.outstanding, reply_by=None, entry=entry
    )
    return replace(found, ladder=replace(found.ladder, sent=(sent,)))


def notice(found: Facts) -> str:
    assert found.reply_by
    shown = [f"{one.letter}  {one.evidence.title}" for one in found.bundles["influencer"].exhibits]
    day = f"{found.reply_by.day} {found.reply_by:%B %Y}"
    return GOOD_NOTICE.format(told=in_english(found.computation.explanation), day=day, shown="\n".join(shown))


def test_a_good_final_notice_passes(asked: Facts) -> None:
    """With its basis, its facts, its demand, its sum, its next step, its documents and its enclosures."""
    assert of_letter(asked, "final_notice", notice(asked)) == []


@pytest.mark.parametrize(
    ("gone", "lacks"),
    [
        ("On 4 August 2026 we", "the date of the agreement"),
        ("on 6 August 2026", "the date of each payment"),
        ("Video 3", "each piece of work"),
        ("told", "the calculation of the amount"),
        ("in the county court", "the next step"),
        ("Payment slip", "the list of documents"),
        ("Information Sheet", 'the enclosure "Information Sheet"'),
        ("Reply Form", 'the enclosure "Reply Form"'),
        ("Financial Statement", 'the enclosure "Financial Statement form"'),
    ],
)
def test_a_final_notice_that_lacks_something_is_seen(asked: Facts, gone: str, lacks: str) -> None:
    """Each of the elements that such a letter must have, named."""
    words = in_english(asked.computation.explanation) if gone == "told" else gone
    text = notice(asked).replace("Contract of 4 August 2026", "Contract of 4 August 2026")
    text = text.replace(words, "It")
    if gone == "On 4 August 2026 we":
        text = text.replace("4 August 2026", "that day")
    problems = [one for one in of_letter(asked, "final_notice", text) if one.rule == "T6"]
    assert any(one.detail.startswith(lacks) for one in problems), problems
    assert all(
        one.detail.startswith((lacks, "the list of documents", "the calculation of the amount")) for one in problems
    )


@pytest.mark.parametrize("gone", ["GBP 500.00", "day"])
def test_a_final_notice_says_what_is_wanted(asked: Facts, gone: str) -> None:
    """The amount and the day are missed by both rules."""
    assert asked.reply_by
    words = f"{asked.reply_by.day} {asked.reply_by:%B %Y}" if gone == "day" else gone
    found = of_letter(asked, "final_notice", notice(asked).replace(words, "it"))
    assert told(found) == {"A10", "T6"}


def test_enclosures_are_asked_for_in_england_and_wales_and_of_persons(asked: Facts) -> None:
    """Not from a company, not in Scotland, not elsewhere."""
    text = notice(asked).replace(
        "Enclosed are the Information Sheet, the Reply Form, the Financial Statement form and the statement of account. ",
        "",
    )
    assert told(of_letter(asked, "final_notice", text)) == {"T6"}
    case = asked.case
    assert case.parties.creator
    assert case.case.jurisdiction
    firm = replace(case.parties, creator=replace(case.parties.creator, entity_type="company"))
    scots = replace(case.case, jurisdiction=replace(case.case.jurisdiction, subdivision="SCT"))
    for changed in (replace(case, parties=firm), replace(case, case=scots)):
        assert of_letter(replace(asked, case=changed), "final_notice", text) == []


def test_a_letter_lacks_the_day_of_the_first_request(asked: Facts) -> None:
    """The reminder and the final notice name it; others need not."""
    text = notice(asked).replace("9 October 2026", "that day")
    assert [(one.rule, one.detail) for one in of_letter(asked, "final_notice", text)] == [("A10", "2026-10-09")]
    assert [(one.rule, one.detail) for one in of_letter(asked, "reminder", text)] == [("A10", "2026-10-09")]
    assert of_letter(asked, "first_request", text) == []


def test_each_letter_must_say_what_its_kind_asks_for(asked: Facts) -> None:
    """A letter that says nothing lacks exactly what its file lists; of the day only where it has one."""
    lacks = {
        name: {one.detail for one in of_letter(asked, name, "Dear Ana,\n\nHello.", subject="Hello")}
        for name in OWN.letters
    }
    ref, sum_, day, first = "MG-2026-101", "GBP 500", asked.reply_by.isoformat() if asked.reply_by else "", "2026-10-09"
    assert lacks["first_request"] == {ref, sum_, day}
    assert lacks["reminder"] == {ref, sum_, day, first}
    assert {ref, sum_, day, first} <= lacks["final_notice"]
    assert lacks["settlement_offer"] - {"subject", "top"} == {ref, sum_, day}
    assert lacks["partial_counter"] == lacks["acceptance"] == {ref, sum_, day}
    assert lacks["extension_granted"] == {ref, day}
    assert lacks["refund_received"] == lacks["dispute_notice"] == {ref, sum_}
    assert lacks["not_our_ground"] == {ref}


def test_every_letter_of_the_policies_lists_what_it_states() -> None:
    """A letter without a list would be held to nothing of its own."""
    files = sorted((package_data.folder("policies") / "letters").glob("*.json"))
    assert {path.stem for path in files} == set(OWN.letters)
    assert all("states" in json.loads(path.read_text(encoding="utf-8")) for path in files)
    assert all(WORDS.signs.get(ground.id) for ground in OWN.grounds.values() if ground.delivered is None)


def test_a_withdrawal_asks_for_nothing(asked: Facts) -> None:
    """It names the case, and no money is asked for in it."""
    good = "Dear Ana,\n\nWe withdraw our request for GBP 500.00 (MG-2026-101). There is nothing to pay."
    assert of_letter(asked, "not_our_ground", good) == []
    bad = of_letter(asked, "not_our_ground", good + " Please refund GBP 500.00.")
    assert [(one.rule, one.detail) for one in bad] == [("A10", "Please refund")]


OFFER = """Without prejudice save as to costs. Subject to contract.

Dear Ana,

We offer to take GBP 500.00 (MG-2026-101) by {day}.

Kind regards"""
OFFERED = "Without prejudice: refund (MG-2026-101)"


def test_an_offer_to_settle_is_marked_and_no_other_letter_is(asked: Facts) -> None:
    """At the top and in the subject; a letter that only speaks of such an offer is not one."""
    assert asked.reply_by
    text = OFFER.format(day=f"{asked.reply_by.day} {asked.reply_by:%B %Y}")
    assert of_letter(asked, "settlement_offer", text, OFFERED) == []
    after = text.replace("Dear Ana,\n", "").replace("Without", "Dear Ana,\n\nWithout", 1)
    assert of_letter(asked, "settlement_offer", after, OFFERED) == []
    unmarked = text.replace("Without prejudice", "Freely")
    details = [(one.rule, one.detail) for one in of_letter(asked, "settlement_offer", unmarked, "Refund (MG-2026-101)")]
    assert details == [("T7", "subject"), ("T7", "top")]
    assert [one.detail for one in of_letter(asked, "acceptance", text, OFFERED)] == ["subject", "top"]
    spoken = text.replace("Without prejudice save as to costs. Subject to contract.\n\n", "").replace(
        "Kind regards", "Our offer was made without prejudice.\n\nKind regards"
    )
    assert of_letter(asked, "acceptance", spoken) == []


def test_letters_are_held_to_the_same_on_paper(asked: Facts) -> None:
    """A printed letter is read as a mail is: its label, its day, its words."""
    source, artifact = pdf(asked, "<p>Without prejudice</p><p>Dear Ana,</p><p>A scam.</p>", "letter/reminder.pdf")
    found = said(to_send(asked, "reminder"), (source,), artifact)
    assert {"T5", "T7", "A10"} == told(found)
    assert {one.detail for one in found if one.rule == "A10"} == {
        asked.reply_by.isoformat() if asked.reply_by else "",
        "2026-10-09",
    }


@pytest.mark.parametrize("ground", sorted(set(OWN.grounds) - {"partially_delivered", "not_delivered"}))
def test_a_ground_that_is_not_claimed_is_seen_in_a_letter(asked: Facts, ground: str) -> None:
    """In the program's own words, and as the reason of a request."""
    policy = OWN.grounds[ground]
    phrase = language.english().text(grounds.phrase(policy))
    problems = of_letter(asked, "acceptance", f"{notice(asked)}\n\nWe ask, since {phrase}.")
    assert told(problems) == {"T4"}
    text = Text(path="support/x/fields.txt", document="support/x", kind="support", body="")
    fields = Artifact(
        "support/x/fields.txt",
        "support/x",
        None,
        "k",
        data=f"Reason: Partly delivered; {policy_text(policy.title)}\n".encode(),
    )
    assert [(one.rule, one.detail) for one in said(asked, (text,), fields)] == [("T4", policy_text(policy.title))]


def test_what_the_case_tells_of_a_deliverable_is_no_ground(asked: Facts) -> None:
    """That a video came late is a fact that a letter may state, whatever is claimed."""
    posted = replace(asked.rows[0].deliverable, status="posted")
    late = replace(asked.rows[0], deliverable=posted, defects=(Defect(code="late"),))
    words = notice(asked).replace("Video 3 has", "Video 1 was posted after the agreed day. Video 3 has")
    assert told(of_letter(asked, "final_notice", words)) == {"T4"}
    assert of_letter(replace(asked, rows=(late, *asked.rows[1:])), "final_notice", words) == []


DEAL = {
    "at": "2026-12-09",
    "event": "agreed",
    "by": "creator",
    "amount": "GBP 200.00",
    "deadline": "2026-12-18",
    "text": "Half of it now",
}
ROADS: Mapping[str, tuple[str, tuple[Mapping[str, object], ...], tuple[Mapping[str, object], ...]]] = {
    "first_request": ("2026-11-23", (), ()),
    "reminder": ("2026-12-08", (test_ladder.FIRST,), ()),
    "final_notice": ("2026-12-16", (test_ladder.FIRST, test_ladder.REMINDER), ()),
    "acceptance": ("2026-12-09", (test_ladder.FIRST, DEAL), ()),
    "dispute_notice": (
        "2026-12-09",
        (test_ladder.FIRST, {"at": "2026-12-09", "event": "dispute_opened", "by": "brand", "number": "PP-D-1"}),
        (),
    ),
    "partial_counter": (
        "2026-12-09",
        (test_ladder.FIRST, {"at": "2026-12-09", "event": "answered", "by": "creator", "amount": "GBP 10.00"}),
        (),
    ),
    "extension_granted": ("2026-12-09", (test_ladder.FIRST, {**DEAL, "event": "extended", "by": "brand"}), ()),
    "not_our_ground": ("2026-12-09", (test_ladder.FIRST, {"at": "2026-12-09", "event": "waived", "by": "brand"}), ()),
    "refund_received": ("2026-12-10", (test_ladder.FIRST,), (test_ladder.PART,)),
    "settlement_offer": ("2026-12-07", (test_ladder.FIRST,), ()),
}
"""For each letter a road on which it is due: the day, the log, and the money that came back."""


@pytest.mark.parametrize("name", OWN.letters)
def test_nothing_is_said_of_our_own_letters(workspace: Path, name: str) -> None:
    """Each letter as its template makes it: its amounts, its days, its label, its length, its ease."""
    day, log, back = ROADS[name]
    offer = {"refund__offer": {"amount": "GBP 150.00"}} if name == "settlement_offer" else {}
    found = test_ladder.on(workspace, day, *log, back=back, ref=PAYPAL, **offer)
    [text] = [one for one in texts(found).values() if one.document == f"email/{name}"]
    assert said(found, (text,), eml(found, text)) == []


# Length and ease


def test_the_body_of_a_letter_is_what_it_says() -> None:
    """Without greeting, list of exhibits, closing and what follows."""
    text = "Dear Ana,\n\nWe ask.\n\nOur records:\n\nA  Contract\nB  Brief\n\nKind regards\n\nJo\nA Ltd\n\nNot legal advice."
    assert letter_body(ENGLISH, text) == "We ask.\n\nOur records:"
    assert letter_body(ENGLISH, "We ask.\n\nYours sincerely,\nJo") == "We ask."


def test_a_letter_too_long_or_too_short_is_a_warning(bank: tuple[Facts, Text, Text]) -> None:
    """With the number of its words; the exhibits make no letter too long."""
    found, first, _ = bank
    head, close, tail = first.body.partition("\nKind regards\n")
    more = replace(first, body=f"{head}\n{'We said so before. ' * 40}\n{close}{tail}")
    short = replace(
        first, body=re.sub(r"\n\nThe attached.*\n\nKind", "\n\nKind", first.body.replace("please", ""), flags=re.DOTALL)
    )
    short = replace(short, body=short.body.split("\n\nIf you")[0].replace("Video 1 was", "x")[:450])
    rows = replace(
        first, body=f"{head}\n" + "".join(f"A{one}  {'word ' * 20}\n" for one in "BCDEFGHIJK") + f"{close}{tail}"
    )
    for letter, expected in ((first, []), (more, ["A16"]), (short, ["A16"]), (rows, [])):
        problems = [one for one in said(found, (letter,), eml(found, letter)) if one.rule == "A16"]
        assert [one.rule for one in problems] == expected
        assert all(one.severity == "warning" and re.match(r"\d+ words", one.detail) for one in problems)


HARD = (
    "Notwithstanding considerable organisational difficulties, satisfactory documentation demonstrating contractual "
    "nonperformance necessitates immediate reconsideration of aforementioned obligations. "
)


def test_a_letter_that_is_hard_to_read_is_a_warning(bank: tuple[Facts, Text, Text]) -> None:
    """With the figure; the first request as it comes is plain."""
    found, first, _ = bank
    head, close, tail = first.body.partition("\nKind regards\n")
    hard = replace(first, body=f"{head}\n{HARD * 4}\n{close}{tail}")
    problems = [one for one in said(found, (hard,), eml(found, hard)) if one.rule == "A17"]
    assert [one.severity for one in problems] == ["warning"]
    assert re.fullmatch(r"the reading ease is -?\d+, and plain English has \d+ or more", problems[0].detail)


@pytest.mark.parametrize(
    ("sentence", "published"),
    [
        ("The cat sat on the mat.", "116"),
        ("This sentence, taken as a reading passage unto itself, is being used to prove a point.", "69"),
        ("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", "37.5"),
    ],
)
def test_the_ease_of_published_examples(sentence: str, published: str) -> None:
    """As the article Flesch-Kincaid readability tests of Wikipedia gives them."""
    places = Decimal(published).as_tuple().exponent
    assert reading_ease(FLESCH, sentence).quantize(Decimal((0, (1,), places))) == Decimal(published)  # type: ignore[arg-type]


SYLLABLES: Mapping[int, str] = {
    1: "date dates asked paid back sum claim the its been does need due true please costs rights lapse our hour through "
    "shares rules made five posts links",
    2: "able posted people settled something therefore statement safely creature hybrid mammal reading passage unto itself "
    "being taken refund account amount label labelled attached agreed message places issue value region million client "
    "doing going trying didn't isn't promptly receipt usage release because dated answer boxes pages cement movement",
    3: "video videos period usual exhibit reference settlement agreement delivered element supplement management created "
    "creator prejudice mutual admission acknowledge platypus seemingly carrying requirement continue completely "
    "evidence promotion different messages services articles",
    4: "material january cancellation original calculation calculated society influencer advertisement immediate",
    5: "liability immediately deliverable deliverables university",
}


@pytest.mark.parametrize("count", SYLLABLES)
def test_syllables_are_counted_as_dictionaries_have_them(count: int) -> None:
    """The silent e, endings, and vowels that are heard apart."""
    assert {word: syllables(FLESCH, word) for word in SYLLABLES[count].split()} == dict.fromkeys(
        SYLLABLES[count].split(), count
    )


def test_names_sums_and_days_count_as_one_short_word() -> None:
    """Nobody can choose them, so no letter is hard to read for them."""
    text = "Seraphina Montgomery paid GBP 1,500.00 on Monday, 7 December 2026, reference TTO-48213907, to a@b.example."
    assert (
        replace_figures(text, {"Seraphina Montgomery"}, language.english().formats, "it")
        == "it paid it on it, reference it, to it."
    )


def test_a_letter_without_words_is_not_hard_to_read() -> None:
    """No division by nothing."""
    assert reading_ease(FLESCH, "") == Decimal(100)


def test_money_that_is_left_is_said_in_a_receipt(asked: Facts) -> None:
    """Where something is still open, the receipt names it; where nothing is, it need not."""
    text = "Dear Ana,\n\nGBP 500.00 came (MG-2026-101)."
    assert of_letter(asked, "refund_received", text) == []
    paid = replace(asked, sums=replace(asked.sums, outstanding=Money(Decimal(0), "GBP")))
    assert of_letter(paid, "refund_received", "Dear Ana,\n\nGBP 0 is left (MG-2026-101).") == []


def test_what_a_step_finds_is_told_at_its_place_in_the_case(tmp_path: Path) -> None:
    """A whole build: the user's word is marked in case.json, an error beside it stays at its file."""
    (tmp_path / "cases").mkdir()
    folder = add_case(tmp_path, BANK)
    path = folder / "case.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace("labelled as an ad.", "a scam as an ad."), encoding="utf-8"
    )
    outcome = pipeline.build(folder, Workspace.containing(folder), tmp_path / "build", tmp_path / "cache")
    (found,) = (one for one in outcome.problems if one.rule == "T5")
    assert (found.severity, found.place.file, found.place.pointer) == (
        "warning",
        f"cases/{BANK}/case.json",
        "/evidence/2/caption",
    )
    assert found.place.line
    (folder / "story.md").write_text("They said that it was fraud, and no more.\n", encoding="utf-8")
    again = pipeline.build(folder, Workspace.containing(folder), tmp_path / "build", tmp_path / "cache")
    assert {one.place.file for one in again.problems if one.rule == "T5"} == {
        f"cases/{BANK}/case.json",
        f"cases/{BANK}/story.md",
    }


def test_the_built_mail_is_read_in_little_time(bank: tuple[Facts, Text, Text]) -> None:
    """The patterns are compiled once; a mail is read in a few hundredths of a second."""
    from time import process_time  # noqa: PLC0415  # one test needs it

    found, first, _ = bank
    one = eml(found, first)
    verify(found, (first,), (one,))
    start = process_time()
    verify(found, (first,), (one,))
    assert process_time() - start < 0.5
