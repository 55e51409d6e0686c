"""Strings that break programs, each in every free text of a case, on every step of the road."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from conftest import BANK, add_case
from corpora import files, told
from test_corpora_texts import unseen
from test_lint import ROADS
from test_render import prepared

from makegood.model.workspace import Workspace
from makegood.pipeline import build as pipeline
from makegood.domain import policies
from makegood.pipeline.assemble import assemble
from makegood.pipeline.check import check
from makegood.pipeline.check.text_fields import texts as parts
from makegood.pipeline.derive import derive
from makegood.model.errors import CaseError
from makegood.pipeline.verify_output import verify
from makegood.pipeline.load import load
from makegood.pipeline.render import render

FREE = frozenset({"Line", "Text", "Sentences"})
"""Forms of the schema that take any words."""
EVERYTHING = Path(__file__).parent.parent / "cases" / "good" / "everything" / "MG-2026-002"
KNOWN = policies.read(None)
LAID_OUT = frozenset({"packet", "letter", "report"})
"""Kinds that become PDF; here they are read as they go to the layout."""
ROUNDS = 40
COPIES = re.compile(r"<pre id=\"message-[^>]*>.*?</pre>", re.DOTALL)
"""A direct message on the page of the case: what it leaves out for its length is looked for in its own file."""


def strings() -> list[str]:
    """Read the corpus, each string once."""
    (path,) = files("naughty-strings", 1, "blns.json")
    return list(dict.fromkeys(json.loads(path.read_text(encoding="utf-8"))))


def road(letter: str) -> dict[str, Any]:
    """Give a case with every key of the schema, as it stands when this letter is due."""
    data: dict[str, Any] = json.loads((EVERYTHING / "case.json").read_text(encoding="utf-8"))
    day, log, back = ROADS[letter]
    data["case"] |= {"as_of": day, "channel": "direct_paypal"}
    words = {"text": "What happened.", "source": "call note"}
    data["log"] += [{**one, **words} for one in log]
    if letter == "partial_counter":  # an offer of ours that is still to be made would answer in its place
        first = next(one["at"] for one in log if one["event"] == "sent")
        data["log"].append(
            {"at": first, "event": "sent", "letter": "settlement_offer", "by": "brand", "amount": "GBP 150.00"}
        )
    paid = [{key: value for key, value in one.items() if key != "coin"} for one in data["payments"][:2]]
    data["payments"] = [{**one, "method": "paypal_gs"} for one in paid] + [dict(one) for one in back]
    data["refund"]["offer"] = {**data["refund"]["offer"], "amount": "GBP 150.00"}
    data["settings"]["limits"]["ticket_characters"] = 50_000  # so that nothing is left out for length
    del data["refund"]["make_good_by"]  # a day of one step of the road
    return data


def free(data: object) -> list[str]:
    """Name every free text of a case."""
    return [part.pointer for part in parts(data) if part.form in FREE]


def keys(pointers: Iterable[str]) -> set[str]:
    """Name the keys of the schema at which these texts stand, whichever entry of a list it is."""
    return {re.sub(r"/\d+(?=/|$)", "/*", pointer) for pointer in pointers}


def put(data: Any, pointer: str, words: str) -> None:
    """Write one text of a case."""
    *way, last = (one.replace("~1", "/").replace("~0", "~") for one in pointer.split("/")[1:])
    for step in way:
        data = data[int(step) if isinstance(data, list) else step]
    data[int(last) if isinstance(data, list) else last] = words


@dataclass
class Shown:
    """What came of a case: which fields were refused by which rules, and what each output says."""

    refused: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)


def made(folder: Path, data: dict[str, Any], words: Mapping[str, str]) -> Shown:
    """Take a case with these words through all steps; a field that a rule refuses gets its own words back."""
    shown, left = Shown(), dict(words)
    for _ in range(ROUNDS):
        wrong = attempt(folder, data, left, shown)
        placed = {at: rule for at, rule in wrong.items() if at in left} or culprit(folder, data, left, wrong)
        if not wrong:
            return shown
        shown.refused |= placed
        left = {at: text for at, text in left.items() if at not in placed}
    pytest.fail(f"still refused: {wrong}")


def attempt(folder: Path, data: dict[str, Any], words: Mapping[str, str], shown: Shown) -> dict[str, str]:
    """Take a case with these words through all steps once; give the rules that refuse it, by the places that they name."""
    changed = json.loads(json.dumps(data))
    for pointer, text in words.items():
        put(changed, pointer, text)
    (folder / "case.json").write_text(json.dumps(changed), encoding="utf-8")
    try:
        shown.outputs, shown.pages = texts(folder)
    except CaseError as error:
        return {one.place.pointer: one.rule for one in error.problems if one.severity == "error"}
    return {}


def culprit(folder: Path, data: dict[str, Any], words: Mapping[str, str], wrong: Mapping[str, str]) -> dict[str, str]:
    """Find the field for which a finished text is refused where the rule names the text alone: by halves."""
    suspects = list(words)
    while wrong and len(suspects) > 1:
        half = suspects[: len(suspects) // 2]
        still = attempt(folder, data, {at: words[at] for at in words if at not in half}, Shown())
        suspects = suspects[len(half) :] if still.items() & wrong.items() else half
    return dict.fromkeys(suspects, f"{' '.join(sorted(set(wrong.values())))} (in the text)") if wrong else {}


def texts(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Give what each output says, and the HTML of those that have it; what becomes a PDF as it goes to the layout."""
    source = load(folder, Workspace(folder.parent.parent))
    case, warnings = check(source, KNOWN)
    facts = derive(case, KNOWN, warnings)
    shown = prepared(facts)
    rendered = render(facts, shown, None)
    written = tuple(one for one in rendered if one.kind not in LAID_OUT)
    artifacts = [one for one in assemble(facts, written, shown, {}) if one.data is not None]
    try:
        verify(facts, written, tuple(artifacts), KNOWN)
    except CaseError as error:  # what it finds in the user's own words is told at their place
        raise CaseError(pipeline._at_their_sources(error.problems, source)) from error  # noqa: SLF001  # as the pipeline does
    pages = {one.path: one.body for one in rendered if one.kind in LAID_OUT}
    outputs = {path: unescape(html) for path, html in pages.items()}
    for one in artifacts:
        data = one.data or b""
        if one.path.endswith(".eml"):
            mail = message_from_bytes(data, policy=default)
            people = (one.display_name for name in ("From", "To", "Cc") for one in getattr(mail[name], "addresses", ()))
            outputs[one.path] = "\n".join(
                [
                    *people,
                    mail["Subject"],
                    *(
                        part.get_content() if part.get_content_subtype() == "plain" else unescape(part.get_content())
                        for part in mail.walk()
                        if part.get_content_maintype() == "text"
                    ),
                ]
            )
        elif one.path.endswith(".html"):
            pages[one.path] = data.decode()
            outputs[one.path] = unescape(COPIES.sub("", data.decode()))
        else:
            outputs[one.path] = data.decode()
    return outputs, pages


class Tags(HTMLParser):
    """Collects what of a page is markup: each tag with the names of its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[tuple[str, ...]] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add((tag, *(name for name, _ in attrs)))


def bare(text: str) -> str:
    """Leave out blanks: where lines break is the layout's."""
    return re.sub(r"\s", "", text)


def says(output: str, words: str) -> bool:
    """Whether an output has these words; at the begin of a sentence a capital, at its end one stop only."""
    whole, wanted = bare(output), bare(words)
    forms = (wanted, wanted.rstrip("."), wanted[:1].upper() + wanted[1:], wanted[1:])
    return any(one in whole for one in forms)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The case with every key, in a workspace of its own, with what it was sent."""
    found = tmp_path / "cases" / EVERYTHING.name
    shutil.copytree(EVERYTHING, found)
    return found


def rotated(fields: Iterable[str], strings: list[str], number: int, every: list[str]) -> dict[str, str]:
    """Give every field another string; over as many numbers as there are strings, each stands once in every field.

    `every` has the fields of all cases that take turns: a field keeps its turn, whatever else a case has.
    """
    return {pointer: strings[(number + 7 * every.index(pointer)) % len(strings)] for pointer in fields}


def lost(marked: Shown, shown: Shown, words: Mapping[str, str], marks: Mapping[str, str]) -> Iterator[str]:
    """Name each field that an output shows and does not show as it was typed."""
    for pointer, mark in marks.items():
        if pointer in shown.refused or pointer in marked.refused:
            continue
        for path, output in marked.outputs.items():
            if path.startswith("message/") and path not in shown.outputs:
                continue  # a message that would be too long with these words is not made, and the page says so
            after = shown.outputs[path]
            if bare(mark) in bare(output) and not (
                _is_said(path, after, words[pointer]) or is_left_out(path, after, words[pointer], words.values())
            ):
                yield f"{path}: {pointer}: {words[pointer]!r}"


LIMITED = re.compile(r"message/.*-[0-9]+\.txt\Z")
BEGINNING = 10
"""So many characters of words that are left out as a whole do not stand anywhere in a message."""


def is_left_out(path: str, output: str, text: str, every: Iterable[str] = ()) -> bool:
    """Return whether a message of limited length leaves words out as a whole: cut words have their beginning there.

    `every` are all words of the case: some begin alike, and may stand there whole.
    """
    beginning, rest = bare(text)[:BEGINNING], bare(output)
    for other in sorted({bare(words) for words in every} - {""}, key=len, reverse=True):
        if len(other) > BEGINNING:
            rest = rest.replace(other, " ")
    return LIMITED.match(path) is not None and not (beginning and beginning in rest)


@pytest.mark.parametrize(
    ("path", "output", "is_right"),
    [
        ("message/reminder-300.txt", "Dear Ana, please refund it.", True),
        ("message/reminder-300.txt", "Dear Annabel Lee of the ha, please refund it.", False),
        ("message/reminder-300.txt", "Annabel Lee of the sea, please refund it.", True),
        ("email/reminder.txt", "Dear Ana, please refund it.", False),
    ],
)
def test_control_words_that_are_cut_are_not_left_out(path: str, output: str, is_right: bool) -> None:
    """Left out of a message as a whole is right; a part of them, or words that a mail lacks, are not."""
    every = ("Annabel Lee of the harbour", "Annabel Lee of the sea")
    assert is_left_out(path, output, every[0], every) == is_right


def _is_said(path: str, output: str, text: str) -> bool:
    """The report on one page cuts a long reason, and says where it stands whole."""
    is_cut = (
        path == "report/closing.pdf" and "(whole in case.json)" in output and says(output, text[:60].rsplit(" ", 1)[0])
    )
    return is_cut or says(output, text)


def test_every_string_in_every_free_text_is_shown_as_typed_or_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In mails, texts for desks and pages, of a case at the step of each letter; nothing of it becomes markup."""
    naughty, letters = strings(), list(ROADS)
    cases = {letter: road(letter) for letter in letters}
    fields = {letter: free(cases[letter]) for letter in letters}
    every = sorted({pointer for pointers in fields.values() for pointer in pointers})
    marks = {letter: {at: f"Zq{number:03}zq" for number, at in enumerate(fields[letter])} for letter in letters}
    marked = {letter: made(folder, cases[letter], marks[letter]) for letter in letters}
    tags = {tag for one in marked.values() for html in one.pages.values() for tag in Tags(html).found}
    assert all(f"email/{letter}.eml" in marked[letter].outputs for letter in letters)
    assert all(COPIES.search(marked[letter].pages["index.html"]) for letter in letters)
    figures, wrong, tried = Counter[str](), [], set()
    for number in range(len(naughty)):
        letter = letters[number % len(letters)]
        words = rotated(fields[letter], naughty, number, every)
        tried |= words.items()
        shown = made(folder, cases[letter], words)
        figures.update(shown.refused.values())
        figures["shown"] += len(words) - len(shown.refused)
        wrong += [*lost(marked[letter], shown, words, marks[letter])]
        wrong += [f"{path}: {tag}" for path, html in shown.pages.items() for tag in Tags(html).found - tags]
        wrong += [f"{path}: U+{ord(one):04X}" for path, text in shown.outputs.items() for one in unseen(text)]
    told(
        capsys,
        f"naughty strings: {len(naughty)} in {len(fields[letters[0]])} fields and more, {sum(figures.values())} places: "
        + ", ".join(f"{rule} {count}" for rule, count in figures.most_common()),
    )
    assert wrong == [], f"{len(wrong)}: " + "\n".join(wrong[:40])
    assert figures["shown"] > 10_000
    in_all = set.intersection(*(set(pointers) for pointers in fields.values()))
    assert keys(in_all) == keys(free(json.loads((EVERYTHING / "case.json").read_text(encoding="utf-8"))))
    assert {(pointer, words) for pointer in in_all for words in naughty} <= tried


def said(path: Path) -> str:
    """Read all words of a PDF: its pages' text, and what stands for a picture or a bookmark."""
    with pypdfium2.PdfDocument(path) as document:
        text = [page.get_textpage().get_text_range() for page in document]
    with pikepdf.open(path) as pdf:
        nouns = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        return "\n".join([*text, *(str(one[key]) for one in nouns for key in ("/Alt", "/Title") if key in one)])


def test_a_sample_is_shown_as_typed_in_the_packet(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Laid out and read back from the PDF: what the packet's page of words has, its text has."""
    naughty = strings()
    folder = add_case(workspace, BANK)
    data = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    (folder / "story.md").unlink(missing_ok=True)
    marks = {at: f"Zq{number:03}zq" for number, at in enumerate(free(data))}
    packet = "packet/influencer.pdf"
    inside = [at for at, mark in marks.items() if mark in made(folder, data, marks).outputs[packet]]
    held, wrong = 0, []
    for number in range(0, len(naughty), 73):
        words = rotated(marks, naughty, number, list(marks))
        shown = made(folder, data, words)
        outcome = pipeline.build(folder, Workspace.containing(folder), workspace / "out", workspace / "cache")
        assert not outcome.failed, outcome.problems
        pdf = said(workspace / "out" / packet)
        typed = {at: words[at] for at in inside if at not in shown.refused and says(shown.outputs[packet], words[at])}
        held += len(typed)
        wrong += [f"{at}: {text!r}" for at, text in typed.items() if not says(pdf, text)]
    told(capsys, f"naughty strings in packets: {held} places, {len(wrong)} lost")
    assert wrong == [], "\n".join(wrong)
    assert held > 100


def test_control_what_is_lost_or_becomes_markup_is_seen() -> None:
    """A field that an output no longer shows; a tag that a text has made."""
    marked = Shown(outputs={"a.txt": "To Zq000zq."})
    assert [*lost(marked, Shown(outputs={"a.txt": "To <b>."}), {"/x": "<b>"}, {"/x": "Zq000zq"})] == []
    assert [*lost(marked, Shown(outputs={"a.txt": "To b."}), {"/x": "<b>"}, {"/x": "Zq000zq"})] == ["a.txt: /x: '<b>'"]
    assert Tags("<p><img onerror=x>").found - Tags("<p>").found == {("img", "onerror")}
