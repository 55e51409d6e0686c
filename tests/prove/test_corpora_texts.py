"""Words that nobody here wrote, as a case's own: addresses, strings that break programs, formulas, templates."""

from __future__ import annotations

import csv
import json
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from corpora import files, told

from makegood.model.workspace import Workspace
from makegood.domain import policies
from makegood.pipeline.assemble import assemble
from makegood.pipeline.check import check
from makegood.pipeline.derive import derive
from makegood.model.errors import CaseError
from makegood.pipeline.load import load
from makegood.model.artifact import Prepared
from makegood.commands.new import creators
from makegood.pipeline.prepare import prepare
from makegood.pipeline.render import render

REF = "MG-2026-001"
CASES = Path(__file__).parent.parent.parent / "cases"
SHOWN = {"\n", "\r", "\t"}


@dataclass
class Desk:
    """A case whose words can be changed; what it shows is prepared once."""

    folder: Path
    data: str
    prepared: dict[str, Prepared] | None = None

    def put(self, field: str, words: str) -> None:
        """Set one field of the case as it was, or the story."""
        data = json.loads(self.data)
        if field == "display_name":
            data["parties"]["creator"]["display_name"] = words
        elif field == "title":
            data["case"]["title"] = data["deliverables"][2]["title"] = data["evidence"][0]["title"] = words
        elif field == "email":
            data["parties"]["creator"]["email"] = words
        (self.folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
        (self.folder / "story.md").write_bytes(
            words.encode("utf-8", "surrogatepass") if field == "story" else b"A story.\n"
        )

    def texts(self) -> dict[str, str]:
        """Take the case through all steps that make texts, with the mails as they are sent and no packet laid out."""
        known = policies.read(Workspace(self.folder.parent.parent))
        case, warnings = check(load(self.folder, Workspace(self.folder.parent.parent)), known)
        facts = derive(case, known, warnings)
        if self.prepared is None:
            shown = {one.evidence.id: one for bundle in facts.bundles.values() for one in bundle.exhibits}
            self.prepared = {
                name: prepare(one.file, one.evidence, self.folder / ".cache") for name, one in shown.items()
            }
        texts = render(facts, self.prepared, Workspace(self.folder.parent.parent))
        made = assemble(facts, texts, self.prepared, {}, typeset=False)
        found = {text.path: text.body for text in texts}
        return found | {
            one.path: one.data.decode() for one in made if one.data and one.path.endswith((".txt", ".html"))
        }

    def outcome(self) -> tuple[str, dict[str, str]]:
        """Name the rules that refuse the case, or give its texts."""
        try:
            return "", self.texts()
        except CaseError as error:
            assert all(one.place.file for one in error.problems)
            return " ".join(sorted({one.rule for one in error.problems if one.severity == "error"})), {}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The first example, in a workspace of its own."""
    folder = tmp_path / "cases" / REF
    shutil.copytree(CASES / REF, folder)
    found = Desk(folder, (folder / "case.json").read_text(encoding="utf-8"))
    found.put("", "")
    assert found.outcome()[0] == ""
    return found


def unseen(text: str) -> Iterator[str]:
    """Give the characters of a text that steer a terminal or a reader."""
    return (one for one in text if unicodedata.category(one) in {"Cc", "Cs"} and one not in SHOWN)


def lines(path: Path) -> list[str]:
    """Read the lines of a list of payloads."""
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


# --- addresses ---

# Where T2 says otherwise than isemail, which judges what the standards allow and not what can be used.
NARROWER = {
    "test@io": "a domain of one part gets no mail",
    "!#$%&`*+/=?^`{|}~@iana.org": 'has "=?", which N5 keeps out of headers',
}
NARROWER_CATEGORIES = {
    "ISEMAIL_RFC5321": "quoted names and addresses of machines: nobody types them but by mistake",
    "ISEMAIL_CFWS": "comments and blanks around an address",
    "ISEMAIL_DEPREC": "forms that the standard itself calls obsolete",
}
"""Valid for isemail with a warning, refused here."""
WIDER_CATEGORIES = {"ISEMAIL_DNSWARN": "whether a domain is there today is not asked: check reaches no network"}


def test_addresses_are_judged_as_isemail_judges_them_or_the_reason_is_known(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """Refused is all that isemail calls wrong, and what can be told from a mistake by nobody; valid ones pass."""
    (path,) = files("email-addresses-isemail", 1, "tests.xml")
    figures, differing = Counter(), []
    for test in ElementTree.parse(path).getroot().iter("test"):
        # The corpus writes control characters as their pictures.
        address = "".join(
            chr(ord(one) - 0x2400) if 0x2400 <= ord(one) <= 0x2420 else one for one in test.findtext("address") or ""
        )
        category = test.findtext("category") or ""
        desk.put("email", address)
        taken = desk.outcome()[0] == ""
        figures[category, taken] += 1
        wanted = category in {"ISEMAIL_VALID_CATEGORY", *WIDER_CATEGORIES} and address not in NARROWER
        if taken != wanted:
            differing.append((test.get("id"), address, category))
    told(
        capsys,
        f"isemail: {sum(figures.values())} addresses: "
        + ", ".join(
            f"{category.removeprefix('ISEMAIL_')} {'taken' if taken else 'refused'} {number}"
            for (category, taken), number in sorted(figures.items())
        ),
    )
    assert differing == []
    assert figures["ISEMAIL_VALID_CATEGORY", True] >= 10
    assert all(figures[category, False] for category in NARROWER_CATEGORIES)


# --- strings that break programs ---


@pytest.mark.parametrize("field", ["display_name", "title", "story"])
def test_naughty_strings_are_refused_by_a_rule_or_printed_without_control_characters(
    field: str, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback; what is printed holds nothing that steers."""
    (path,) = files("naughty-strings", 1, "blns.json")
    strings = json.loads(path.read_text(encoding="utf-8"))
    assert len(strings) > 500
    figures = Counter()
    for words in strings:
        desk.put(field, words)
        rules, texts = desk.outcome()
        figures[rules or "printed"] += 1
        for name, text in texts.items():
            assert not list(unseen(text)), (name, words)
    told(
        capsys,
        f"naughty strings as {field}: {len(strings)}: "
        + ", ".join(f"{rules} {number}" for rules, number in figures.most_common()),
    )
    assert figures["printed"] > 200


def test_control_an_unseen_character_is_seen_by_the_test() -> None:
    """The search finds what it is for."""
    assert list(unseen("a\x1b[31m\x07\nb")) == ["\x1b", "\x07"]


# --- templates ---


def test_templates_of_others_stay_as_they_were_typed(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """No payload is run by our own templates: the title of a deliverable stands in the mail letter by letter."""
    paths = files("ssti", 1, "ssti-payloads.txt") + files("ssti", 1, "ssti-urlencoded-payloads.txt")
    payloads = [line.strip() for path in paths for line in lines(path)]
    figures = Counter()
    for payload in payloads:
        desk.put("title", payload)
        rules, texts = desk.outcome()
        figures[rules or "literal"] += 1
        if texts:
            assert payload in texts["email/first_request.txt"], payload
    told(
        capsys,
        f"ssti: {len(payloads)} templates: "
        + ", ".join(f"{rules} {number}" for rules, number in figures.most_common()),
    )
    assert figures["literal"] > 50


# --- formulas ---


def test_formulas_in_a_list_of_creators_stay_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A cell that a spreadsheet would run is a name like any other, or is refused in its row."""
    (path,) = files("csv-injection", 1, "csv-payload.txt")
    payloads = lines(path)
    (tmp_path / "cases").mkdir()
    with (tmp_path / "list.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["handle", "display_name", "reference"])
        table.writerows([f"@c{number}.example", payload, payload] for number, payload in enumerate(payloads))
    made = list(creators.create_cases(Workspace(tmp_path), tmp_path / "list.csv", "list.csv", None, date(2026, 11, 23)))
    found = [json.loads((one / "case.json").read_text(encoding="utf-8")) for one in made if isinstance(one, Path)]
    told(capsys, f"csv-injection: {len(payloads)} formulas: {len(found)} cases, {len(made) - len(found)} refused")
    assert len(made) == len(payloads)
    assert [case["parties"]["creator"]["display_name"] for case in found] == payloads
    assert [case["payments"][0]["reference"] for case in found] == payloads
