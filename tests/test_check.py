"""check: the case with everything settled, or every mistake once, at its place, in plain words."""

from __future__ import annotations

import copy
import itertools
import json
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import add_case
from email_validator import validate_email
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from makegood.model.workspace import Workspace
from makegood.storage import package_data
from makegood.domain import policies
from makegood.pipeline.check import amounts, check, forms, keys, schema, defaults
from makegood.pipeline.check.addresses import USUAL
from makegood.model.errors import CaseError, Place, Problem
from makegood.pipeline.examine import examine_all
from makegood.pipeline.load import load
from makegood.model.case import Case
from makegood.model.money import Money
from makegood.model.policy import Policies
from makegood.model.source import Source

CASES = Path(__file__).parent / "cases"
GOOD = sorted(path.name for path in (CASES / "good").iterdir())
RULES_HELD = policies.read(None)


def source(name: str) -> Source:
    """Load the case in a folder of test cases; one that holds `cases/` is a workspace."""
    root = CASES / name
    (found,) = root.rglob("case.json")
    return load(found.parent, Workspace(root) if (root / "cases").is_dir() else None)


def outcome(read: Source, held: Policies = RULES_HELD) -> tuple[Case | None, tuple[Problem, ...]]:
    """Give the case, or None, and everything that was reported."""
    try:
        return check(read, held)
    except CaseError as error:
        return None, error.problems


def typed(path: Path) -> str:
    """Give the text of a file, which may be in UTF-16 or Latin-1, as two of the bad cases are."""
    data = path.read_bytes()
    return data.decode("utf-16" if data.startswith(b"\xff\xfe") else "utf-8", errors="replace")


SMALLEST = source("good/smallest/")
EVERYTHING = source("good/everything/")


def with_data(data: Any, base: Source = SMALLEST) -> Source:
    """Put other data in place of what was read; places stay those of the file."""
    return replace(base, data=data)


def fresh() -> Any:
    """Give a copy of the smallest case's data to change."""
    return copy.deepcopy(SMALLEST.data)


def changed(pointer: str, value: object, base: Source = SMALLEST) -> Source:
    """Put one other value into a copy of the data, or remove it with `...`."""
    data = copy.deepcopy(base.data)
    place: Any = data
    *above, last = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    for step in above:
        place = place[int(step)] if isinstance(place, list) else place[step]
    key: Any = int(last) if isinstance(place, list) else last
    if value is ...:
        del place[key]
    else:
        place[key] = value
    return with_data(data, base)


def pointers(value: object, pointer: str = "") -> Iterator[tuple[str, object]]:
    """Give every node of the data below the top."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in inside:
        yield f"{pointer}/{schema.escape(step)}", inner
        yield from pointers(inner, f"{pointer}/{schema.escape(step)}")


NODES = list(pointers(EVERYTHING.data))


@pytest.mark.parametrize("name", GOOD)
def test_a_good_case_passes(name: str) -> None:
    """Every case in tests/cases/good passes; what its grounds still need, and what ends soon, are no mistakes."""
    case, problems = outcome(source(f"good/{name}"))
    idle = {("S17", "warning")} if name == "everything" else set()
    assert {(one.rule, one.severity) for one in problems} - idle <= {("E3", "warning"), ("C3", "warning")}
    assert case is not None
    assert case.case.case_ref == source(f"good/{name}").folder.name


@pytest.mark.parametrize(
    "path",
    [*CASES.glob("good/**/case.json"), *CASES.glob("bad/**/case.json")],
    ids=lambda path: path.parent.parent.name,
)
def test_an_editor_finds_the_schema(path: Path) -> None:
    """The `$schema` of every test case leads to our own file, as that of a user's case does."""
    told = re.search(r'"\$schema": "([^"]+)"', typed(path))
    assert told is not None
    assert (path.parent / told[1]).resolve() == (package_data.folder("schemas") / "case.schema.json").resolve()


def test_a_canary_in_every_text_shows_in_details_alone(is_whole: bool) -> None:
    """Whatever text or key is spoiled: the words of the report never repeat it. Each sixth; all with --whole."""
    for pointer, value in NODES if is_whole else NODES[1::6]:
        if isinstance(value, str):
            for canary in ("Canary 4711", "CAN 4711.00001"):
                for one in outcome(changed(pointer, canary, EVERYTHING))[1]:
                    assert "4711" not in one.message + one.fix, (pointer, one)
        if isinstance(value, dict):
            for one in outcome(changed(f"{pointer}/canary4711", 1, EVERYTHING))[1]:
                assert "4711" not in one.message + one.fix, (pointer, one)


WRONG: tuple[object, ...] = (
    None,
    True,
    0,
    -1,
    Decimal("0.5"),
    "",
    "x",
    "\ud800",
    "2026-02-30",
    "GBP 1.00",
    [],
    [[]],
    {},
    {"a": 1},
    [{}],
    10**17,
    "x" * 30000,
    ["x", 1, None, {}],
    {"": {"": []}},
)
"""What may stand in a place that wants something else."""


def is_bounded(problems: tuple[Problem, ...]) -> bool:
    """Say whether every problem has a place and words."""
    return all(one.message and one.fix and one.place.file and one.place.line >= 0 for one in problems)


@pytest.mark.parametrize("spoil", ["delete", "duplicate", "retype"])
def test_every_node_spoiled_ends_in_problems_or_a_case(spoil: str, is_whole: bool) -> None:
    """Delete, repeat or retype any node of a case that uses every key: never any other exception.

    Each sixth, another one for each way; all of them with --whole.
    """
    count, nodes = 0, list(enumerate(NODES))
    if not is_whole:
        nodes = nodes[{"delete": 0, "duplicate": 2, "retype": 4}[spoil] :: 6]
    for at, (pointer, value) in nodes:
        parent, _, last = pointer.rpartition("/")
        if spoil == "delete":
            variants: list[tuple[str, object]] = [(pointer, ...)]
        elif spoil == "duplicate":
            variants = [(pointer, [value, value]), (f"{parent}/{last}{'' if last.isdigit() else '_'}", value)]
        else:
            variants = [(pointer, wrong) for wrong in itertools.islice(itertools.cycle(WRONG), 3 * at, 3 * at + 3)]
        for target, wrong in variants:
            case, problems = outcome(changed(target, wrong, EVERYTHING))
            count += 1
            assert is_bounded(problems), (pointer, wrong)
            assert case is not None or any(one.severity == "error" for one in problems), (pointer, wrong)
    assert count >= len(nodes) >= len(NODES) // 6 > 40


def current(problems: Iterable[Problem]) -> list[Problem]:
    """Leave out that the case holds a field that nothing reads any more: it holds every field there is."""
    return [problem for problem in problems if problem.rule != "S17"]


def test_a_wrong_type_is_one_mistake(is_whole: bool) -> None:
    """One value of a wrong type gives one error, however many rules look at that value. Each sixth; all with --whole."""
    for pointer, value in NODES if is_whole else NODES[2::6]:
        wrong: object = 7 if isinstance(value, (dict, list, str)) else {}
        problems = current(outcome(changed(pointer, wrong, EVERYTHING))[1])
        assert [one.severity for one in problems] == ["error"], (pointer, problems)


def test_a_missing_key_is_one_mistake(is_whole: bool) -> None:
    """A key that is required, taken away: one error at the line where its object opens. Half of them; all with --whole."""
    count, step = 0, 1 if is_whole else 2
    for pointer, _ in NODES[::step]:
        parent, _, key = pointer.rpartition("/")
        node = schema.schema_at(parent)
        if node is None or key not in schema.required_keys(schema.resolve(node)):
            continue
        count += 1
        errors = current(outcome(changed(pointer, ..., EVERYTHING))[1])
        assert [one.rule for one in errors] == ["S2"], (pointer, errors)
        assert errors[0].place.pointer == parent
        assert f'"{key}"' in errors[0].message + errors[0].fix
    assert count > 50 // step


@pytest.mark.parametrize(
    ("pointer", "meant"),
    [("/deliverables/0/link", "url"), ("/evidence/0/link", "source_url"), ("/evidence/0/url", "source_url")],
)
def test_a_link_is_an_address(pointer: str, meant: str) -> None:
    """Who writes link for the address of a post or of a screenshot is told the key, not where another link belongs."""
    errors = outcome(changed(pointer, "https://www.tiktok.com/@ana.example/video/1"))[1]
    assert [(one.rule, one.fix) for one in errors] == [("S1", f'Did you mean "{meant}"?')]


def test_a_mistyped_required_key_is_one_mistake(is_whole: bool) -> None:
    """A key that is required, with two letters swapped: one error, which names the key that was meant.

    The other half of them; all with --whole.
    """
    for pointer, value in NODES if is_whole else NODES[1::2]:
        parent, _, key = pointer.rpartition("/")
        node = schema.schema_at(parent)
        if node is None or len(key) < 4 or key not in schema.required_keys(schema.resolve(node)):
            continue
        typo = key[:2] + key[3] + key[2] + key[4:] if key[2] != key[3] else key[:2] + key[3:]
        spoiled = changed(pointer, ..., EVERYTHING)
        told = current(outcome(changed(f"{parent}/{typo}", value, spoiled))[1])
        assert [one.rule for one in told] == ["S1"], (pointer, typo, told)
        assert f'"{key}"' in told[0].fix, (pointer, typo)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18), 10**18)
    | st.text(max_size=20)
    | st.decimals(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("examples", [100, pytest.param(300, marks=pytest.mark.whole)])
def test_any_json_anywhere_ends_in_problems_or_a_case(examples: int) -> None:
    """Whatever stands in any place: problems or a case, never another exception."""

    @settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
    @given(at=st.sampled_from([pointer for pointer, _ in NODES]), value=JSON)
    def spoil(at: str, value: object) -> None:
        assert is_bounded(outcome(changed(at, value, EVERYTHING))[1])

    spoil()


@pytest.mark.parametrize("examples", [70, pytest.param(200, marks=pytest.mark.whole)])
def test_any_object_ends_in_problems(examples: int) -> None:
    """Even what has nothing of a case."""

    @settings(max_examples=examples, deadline=None, derandomize=True)
    @given(value=st.dictionaries(st.sampled_from(["case", "parties", "payments", "refund", "evidence", "log"]), JSON))
    def spoil(value: object) -> None:
        assert is_bounded(outcome(with_data(value))[1])

    spoil()


def test_everything_uses_every_key() -> None:
    """The case that the spoiling starts from has every key that the schema knows, so none escapes it.

    An account is of one kind: test_repayment has the keys of the others.
    """
    used = {re.sub(r"/\d+", "/*", pointer) for pointer, _ in NODES}
    used |= {f"/parties/brand/repayment/{key}" for key in ("sort_code", "routing_number", "account_number", "paypal")}
    assert set(every_key(schema.read_schema("case"), "")) - used == {"/schema_version"} - used


def every_key(node: schema.Node, path: str) -> Iterator[str]:
    """Give the path of every key of the schema, with * for an entry of a list."""
    whole = schema.resolve(node)
    if whole.get("type") == "array":
        yield from every_key(whole["items"], f"{path}/*")
    for key, inner in whole.get("properties", {}).items():
        yield f"{path}/{key}"
        yield from every_key(inner, f"{path}/{key}")


def test_what_is_not_said_is_settled() -> None:
    """Jurisdiction, paper, ids and kinds follow from the rest of the smallest case."""
    case, _ = check(SMALLEST, RULES_HELD)
    assert (case.case.language, case.case.timezone) == ("en", "UTC")
    assert case.case.jurisdiction is not None
    assert case.case.jurisdiction.country == "GB"
    assert case.settings.paper == "A4"
    assert case.agreement is not None
    assert case.agreement.fee is None  # what was paid is not said to be agreed
    assert [payment.id for payment in case.payments] == ["payment-1"]
    assert [item.kind for item in case.evidence] == ["email", "receipt", "profile_screenshot"]
    assert [file.name for file in case.inventory] == ["feed-2026-09-16.png", "receipt.pdf", "thread.pdf"]


@pytest.mark.parametrize(("country", "paper"), [("US", "Letter"), ("CA", "Letter"), ("MX", "Letter"), ("DE", "A4")])
def test_paper_follows_the_country(country: str, paper: str) -> None:
    """The United States, Canada and Mexico print on Letter."""
    case, _ = check(changed("/parties/creator/country", country), RULES_HELD)
    assert case.settings.paper == paper


def test_what_is_said_stays() -> None:
    """Nothing that is typed is settled over."""
    data = fresh()
    data["settings"] = {"paper": "Letter"}
    data["case"]["jurisdiction"] = {"country": "IE"}
    data["agreement"]["fee"] = "GBP 900.00"
    case, _ = check(with_data(data), RULES_HELD)
    assert case.settings.paper == "Letter"
    assert case.case.jurisdiction is not None
    assert case.case.jurisdiction.country == "IE"
    assert case.agreement is not None
    assert str(case.agreement.fee) == "GBP 900.00"


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("thread.pdf", "email"),
        ("mail-2.eml", "email"),
        ("receipt.pdf", "receipt"),
        ("IMG_2041.png", None),
        ("chat with ana.png", "dm_screenshot"),
        ("WhatsApp Chat.txt", "chat_export"),
        ("contract-signed.pdf", "contract"),
        ("analytics.csv", "analytics_export"),
        ("analytics.png", "analytics_screenshot"),
        ("promo.mp4", "screen_recording"),
        ("2026-09-16_feed.png", "profile_screenshot"),
        ("reorder.pdf", None),
    ],
)
def test_a_file_name_tells_its_kind(file: str, told: str | None) -> None:
    """Whole words of the name tell, and nothing else does."""
    assert defaults.kind_by_file_name(file) == told


@pytest.mark.parametrize(
    ("file", "id_"),
    [
        ("Feed 16.09..png", "feed-16-09"),
        ("réçu.pdf", "recu"),
        ("証拠.png", "evidence-1"),
        ("a/b/C.pdf", "c"),
        (".x", "x"),
    ],
)
def test_an_id_is_made_from_the_file_name(file: str, id_: str) -> None:
    """Small letters, digits and hyphens; a number where nothing of it is left."""
    assert defaults.evidence_ids([(None, file)]) == (id_,)


def test_payment_ids_keep_out_of_the_way_of_typed_ones() -> None:
    """A counted id never takes one that somebody typed."""
    assert defaults.payment_ids([None, "payment-1", None]) == ("payment-1-2", "payment-1", "payment-3")


def test_times_take_the_zone_of_the_case() -> None:
    """A time without offset is one of case.timezone, summer time included; one with an offset stays."""
    data = fresh()
    data["case"]["timezone"] = "Europe/London"
    data["evidence"][2]["captured_at"] = "2026-07-16T09:41"
    case, _ = check(with_data(data), RULES_HELD)
    taken = case.evidence[2].captured_at
    assert isinstance(taken, datetime)
    assert taken == datetime(2026, 7, 16, 9, 41, tzinfo=timezone(timedelta(hours=1)))
    case, _ = check(changed("/evidence/2/captured_at", "2026-07-16"), RULES_HELD)
    assert case.evidence[2].captured_at == date(2026, 7, 16)


def test_times_without_any_zone_are_one_mistake() -> None:
    """One line mends them all, so they are reported once, and the others are related."""
    data = fresh()
    data["evidence"][2]["captured_at"] = "2026-07-16T09:41"
    data["deliverables"][0]["draft_submitted_at"] = "2026-07-16T09:41:30"
    (told,) = outcome(with_data(data))[1]
    assert (told.rule, len(told.related)) == ("D10", 1)


def test_an_accepted_warning_is_not_repeated() -> None:
    """A reason in accepted[] answers a warning; it does not answer an error."""
    spoiled = "bad/e13-not-mentioned/"
    assert [one.rule for one in outcome(source(spoiled))[1]] == ["E13"]
    data = {**source(spoiled).data, "accepted": [{"rule": "E13", "reason": "A copy of the thread."}]}
    case, problems = outcome(with_data(data, source(spoiled)))
    assert case is not None
    assert problems == ()
    assert case.accepted[0].reason == "A copy of the thread."
    data = {
        **SMALLEST.data,
        "refund": {"grounds": ["not_delivered"], "requested": "GBP 1.00"},
        "accepted": [{"rule": "M3", "reason": "So it is."}],
    }
    assert [one.rule for one in outcome(with_data(data))[1]] == ["M3"]


@pytest.mark.parametrize(
    ("spoiled", "is_offered"),
    [
        ({"/parties/brand/legal_name": "FILL IN: your firm's registered name"}, True),
        ({"/evidence/0/caption": "FILL IN: what it shows"}, True),
        ({"/parties/creator/country": "Greece"}, True),
        ({"/evidence/0/file": "FILL IN: the file"}, False),
        ({"/evidence/0/fiel": "contract.pdf"}, False),
        ({"/evidense": []}, False),
    ],
)
def test_a_hole_elsewhere_hides_no_file(tmp_path: Path, spoiled: dict[str, object], is_offered: bool) -> None:
    """A mistake in the list of evidence may explain why a file is not mentioned; one in the name of the firm may not."""
    base = source("bad/e13-not-mentioned/")
    for pointer, value in spoiled.items():
        base = changed(pointer, value, base)
    folder = shutil.copytree(base.folder, tmp_path / base.folder.name)
    (folder / "case.json").write_text(json.dumps(base.data), encoding="utf-8")
    found = outcome(load(folder, None))[1]
    assert any(one.severity == "error" for one in found)
    assert ("E13" in {one.rule for one in found}) is is_offered


def test_a_name_with_accents_is_found_however_it_was_typed() -> None:
    """A Mac writes \u00e9 as two characters; the case that goes on names the file as the inventory does."""
    files = tuple(
        replace(one, name="re\u00e7u.pdf") if one.name == "receipt.pdf" else one for one in SMALLEST.inventory
    )
    case, problems = outcome(replace(changed("/evidence/1/file", "rec\u0327u.pdf"), inventory=files))
    assert problems == ()
    assert case is not None
    assert case.evidence[1].file == "re\u00e7u.pdf"


@pytest.mark.parametrize(
    ("name", "kind", "rules"),
    [
        ("receipt.pdf", "unknown", ["E1"]),
        ("receipt.docx", "zip", ["P1"]),
        ("receipt.mov", "unknown", ["P1"]),
        ("receipt.csv", "text", []),
        ("receipt.txt", "pdf", ["E1"]),
        ("receipt.jpg", "png", ["E1"]),
        ("r.JPG", "jpeg", []),
    ],
)
def test_a_file_is_what_its_ending_says(name: str, kind: Any, rules: list[str]) -> None:
    """The content decides; what no packet can show is refused at once, whatever its ending."""
    files = tuple(
        replace(one, name=name, kind=kind) if one.name == "receipt.pdf" else one for one in SMALLEST.inventory
    )
    told = outcome(replace(changed("/evidence/1/file", name), inventory=files))[1]
    assert [one.rule for one in told if one.rule != "E3"] == rules


def test_problems_of_load_are_told_with_the_others() -> None:
    """What is wrong with a file and what is wrong with the case come in one list, and never twice."""
    wrong = Problem("F1", "error", "This is a link.", "Copy it.", Place("MG-2026-001/evidence/receipt.pdf"))
    rest = tuple(file for file in SMALLEST.inventory if file.name != "receipt.pdf")
    read = replace(changed("/case/as_of", "soon"), problems=(wrong,), inventory=rest)
    assert [one.rule for one in outcome(read)[1]] == ["S6", "F1"]


def test_hidden_characters_are_refused_even_if_load_let_them_pass() -> None:
    """A second wall: no control, no turn of direction and no half of a character goes on."""
    for char in ("\x07", "\x1b", "\x85", "\u2028", "\u202e", "\u2066", "\ud800", "\r"):
        told = outcome(changed("/evidence/0/caption", f"a{char}b"))[1]
        assert [one.rule for one in told] == ["N4"], hex(ord(char))
    assert outcome(changed("/evidence/0/caption", "a\nb\tc"))[1] == ()


@pytest.mark.parametrize("text", [" ", "  ", "\u00a0", "\u3000 ", "\u200b", "\ufeff", " \u200d"])
@pytest.mark.parametrize(
    "pointer", ["/parties/creator/display_name", "/evidence/0/caption", "/parties/brand/address/0"]
)
def test_a_text_that_says_nothing_is_refused_at_its_place(text: str, pointer: str) -> None:
    """Blanks of any kind, and what has no width; one such sign among letters is somebody's way to write."""
    _, told = outcome(changed(pointer, text, EVERYTHING))
    assert [one.rule for one in told if one.severity == "error" and one.place.pointer == pointer] == ["S11"]
    _, told = outcome(changed(pointer, f"a{text}b", EVERYTHING))
    assert "S11" not in {one.rule for one in told}


def test_tax_that_tiktok_keeps_is_asked_about() -> None:
    """On a channel where TikTok pays back without tax, a claim of the whole amount is a question."""
    bank = RULES_HELD.channels["direct_bank"]
    ads = replace(
        RULES_HELD.channels["ads_balance_no_bc"], **{one: getattr(bank, one) for one in ("needs", "stages", "windows")}
    )
    held = replace(RULES_HELD, channels={**RULES_HELD.channels, ads.id: ads})
    data = fresh()
    data["case"]["channel"] = "ads_balance_no_bc"
    data["purchase"] = {"product": "Balance"}
    data["payments"][0]["tax"] = "GBP 83.33"
    data["refund"] = {"grounds": ["not_delivered"], "method": "full"}
    assert [one.rule for one in outcome(with_data(data), held)[1] if one.rule != "E3"] == ["C8", "M6"]
    data["payments"][0].pop("tax")
    assert [one.rule for one in outcome(with_data(data), held)[1] if one.rule not in {"E3", "M10", "C8"}] == []


def test_a_payment_with_a_rate_may_be_in_another_currency() -> None:
    """M2 asks for a rate, not for one currency; without the rate it names the amount that does not fit."""
    data = fresh()
    rate = {"rate": Decimal("0.85"), "to": "GBP", "on": "2026-08-06", "source": "the statement"}
    data["agreement"]["fee"] = "GBP 500.00"
    data["payments"].append({"paid_on": "2026-08-07", "amount": "EUR 100.00", "fx": rate})
    assert [one.rule for one in outcome(with_data(data))[1] if one.rule not in {"E3", "M10", "C8"}] == []
    del data["payments"][1]["fx"]
    (told,) = outcome(with_data(data))[1]
    assert (told.rule, told.place.pointer) == ("M2", "/payments/1/amount")


def test_money_that_came_back_after_the_request_settles_it() -> None:
    """M1 looks at what was paid and had come back before; a refund that was asked for is not too much to ask."""
    data = fresh()
    data["refund"]["requested"] = "GBP 500.00"
    data["log"] = [{"at": "2026-09-17", "event": "sent", "letter": "first_request"}]
    back = {"paid_on": "2026-09-20", "amount": "GBP 500.00", "direction": "in", "evidence": ["receipt"]}
    data["payments"].append(back)
    assert [one.rule for one in outcome(with_data(data))[1] if one.rule not in {"E3", "M10", "C8"}] == []
    back["paid_on"] = "2026-09-10"
    assert [one.rule for one in outcome(with_data(data))[1]] == ["M1"]


def test_the_sums_are_checked_beside_other_mistakes() -> None:
    """A wrong name does not hide a wrong sum: one run tells both."""
    data = fresh()
    data["parties"]["brand"]["contact"].pop("email")
    data["refund"]["requested"] = "GBP 400.00"
    assert {one.rule for one in outcome(with_data(data))[1]} == {"S2", "M3"}
    data["payments"][0]["amount"] = "GBP 400,00"
    assert {one.rule for one in outcome(with_data(data))[1]} == {"S2", "S8"}


@pytest.mark.parametrize(
    ("typed", "guess"),
    [
        ("1.200,50 GBP", "GBP 1200.50"),
        ("€900", "EUR 900.00"),
        ("900 €", "EUR 900.00"),
        ("gbp 500.00", "GBP 500.00"),
        ("GBP 1,500.00", "GBP 1500.00"),
        ("GBP1500", "GBP 1500.00"),
        ("1500 euro", "EUR 1500.00"),
        ("GBP 500.00 ", "GBP 500.00"),
        ("GBP 1 500,00", "GBP 1500.00"),
        ("R$5", "BRL 5.00"),
        ("500.00", None),
        ("GBP -5", None),
        ("GBP", None),
        ("about GBP 500", None),
        ("GBP 1.2.3", None),
    ],
)
def test_a_wrong_amount_is_guessed_only_where_it_can_be_one_thing(typed: str, guess: str | None) -> None:
    """The guess is offered as detail; what nothing tells is not guessed."""
    told = forms.wrong_form("Money", typed, "", amounts.CurrencyUsage(policies.read().currencies))
    assert told.detail == (f'it means "{guess}"' if guess else "")
    with pytest.raises(ValueError, match=r".*"):
        Money.parse(typed)


@pytest.mark.parametrize(
    ("typed", "countries", "detail"),
    [
        ("$5", ("GB", "GB"), 'perhaps "USD 5.00" or "CAD 5.00" or "AUD 5.00"'),
        ("$5", ("CA", "US"), 'perhaps "USD 5.00" or "CAD 5.00"'),
        ("$5", ("MX", None), 'perhaps "MXN 5.00" or "USD 5.00"'),
        ("5", ("GB", "DE"), 'perhaps "GBP 5.00" or "EUR 5.00"'),
        ("1.500 GBP", (), 'perhaps "GBP 1500.00" or "GBP 1.50"'),
        ("$5", ("US",), 'you are in the US: "USD 5.00"'),
        ("£5", ("GB", "DE"), 'the parties are in the UK and Germany: "GBP 5.00"'),
    ],
)
def test_an_amount_that_can_be_several_is_told_with_the_likeliest_first(
    typed: str, countries: tuple[str | None, ...], detail: str
) -> None:
    """The parties' currencies come before others; no more than three are offered."""
    usage = amounts.CurrencyUsage(policies.read().currencies, countries=countries, day="2026-11-28")
    assert forms.wrong_form("Money", typed, "", usage).detail == detail


@pytest.mark.parametrize(
    ("typed", "guess"),
    [
        ("15.09.2026", "2026-09-15"),
        ("9/15/2026", "2026-09-15"),
        ("2026-9-5", "2026-09-05"),
        ("2026/09/15", "2026-09-15"),
        ("05.09.2026", '2026-05-09" or "2026-09-05'),
        ("05.05.2026", "2026-05-05"),
        ("15.09.26", None),
        ("tomorrow", None),
        ("32.13.2026", None),
    ],
)
def test_a_wrong_day_is_told_with_each_day_that_it_can_be(typed: str, guess: str | None) -> None:
    """5 September and 9 May are written alike in two countries, so both are named."""
    assert forms.wrong_form("Day", typed, "", amounts.CurrencyUsage({})).detail == (
        f'perhaps "{guess}"' if guess else ""
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("legalName", "legal_name"),
        ("Legal-Name", "legal_name"),
        ("legal name", "legal_name"),
        ("legl_name", "legal_name"),
        ("zzz", None),
        ("", None),
    ],
)
def test_capitals_and_hyphens_do_not_count_in_a_guess(typed: str, meant: str | None) -> None:
    """People type keys as they are used to."""
    assert keys.nearest_word(typed, ["legal_name", "handle", "email"]) == meant


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    address=st.from_regex(
        r"[a-z0-9]+([._+-][A-Z0-9]+){0,3}@([a-z0-9]{1,10}(-[a-z0-9]{1,5})?\.){1,3}[a-z]{2,8}", fullmatch=True
    )
)
def test_an_address_that_is_taken_as_usual_is_one_for_the_library_too(address: str) -> None:
    """The short cut for good cases lets nothing pass that email-validator refuses."""
    assume(USUAL.match(address))
    assert validate_email(address, check_deliverability=False, strict=True)


def test_a_reference_in_the_story_is_the_character_that_it_prints() -> None:
    """An emoji is one however it is written; the place is that of the reference."""
    for story, columns in (("Tom &amp; Jerry &eacute;", []), ("a \U0001f600", [3]), ("one\nab &#128512; c", [4])):
        told = outcome(replace(SMALLEST, story=story))[1]
        assert [(one.rule, one.place.column) for one in told] == [("G1", column) for column in columns]


def test_addresses_that_are_not_usual_are_looked_at() -> None:
    """A domain in letters of other languages is right; such a mailbox, reserved domains, lists and names are not."""
    for address in ("jose@corre\u00f3.example", "o'hara@creators.example", "a@b.co"):
        assert outcome(changed("/parties/creator/email", address))[1] == (), address
    for address in (
        "ana@creators.test",
        "a@x.example, b@x.example",
        "Ana <a@x.example>",
        "a@[127.0.0.1]",
        "a@local",
        "jos\u00e9@correo.example",
        "a" * 65 + "@b.co",
    ):
        told = outcome(changed("/parties/creator/email", address))[1]
        assert [one.rule for one in told] == ["T2"], address


def test_a_pattern_ends_at_the_end() -> None:
    """Python's `$` would let a line feed pass that an editor refuses."""
    for pointer, value in (
        ("/case/case_ref", "MG-2026-001\n"),
        ("/payments/0/amount", "GBP 500.00\n"),
        ("/case/as_of", "2026-11-23\n"),
        ("/deliverables/0/id", "video-3\n"),
    ):
        assert {one.severity for one in outcome(changed(pointer, value))[1]} == {"error"}, pointer


def test_a_million_mistakes_end_soon() -> None:
    """A hostile file has a bounded number of problems, and lists that must not repeat are read in one go."""
    many = [{"x": number} for number in range(5000)]
    assert len(outcome(changed("/payments", many))[1]) <= schema.MOST_FAULTS * 2
    mixed: list[object] = [number if number % 2 else str(number) for number in range(20000)]
    assert outcome(changed("/refund/grounds", mixed))[0] is None


def test_a_schema_is_never_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reference to somewhere else raises: nothing but our own files is known."""
    from referencing.exceptions import Unresolvable  # noqa: PLC0415 - for this test alone

    evil = {"$ref": "https://schemas.example/evil.json"}
    known = schema.read_schema
    monkeypatch.setattr(schema, "read_schema", lambda name: evil if name == "evil" else known(name))
    with pytest.raises(Exception, match="evil") as raised:
        list(schema.faults({}, "evil"))
    assert isinstance(raised.value, Unresolvable) or isinstance(raised.value.__cause__, Unresolvable)


def test_a_copy_of_the_smallest_case_passes_anywhere(tmp_path: Path) -> None:
    """Outside a workspace `check` works, whatever the path is called."""
    target = tmp_path / "a folder with spaces" / "MG-2026-001"
    shutil.copytree(CASES / "good" / "smallest" / "MG-2026-001", target)
    assert outcome(load(target, None))[1] == ()


def test_a_word_that_begins_several_is_not_guessed() -> None:
    """`posted` may be in time, late or not as agreed, and `captured` a day or a person: to name one would be to put it into a letter."""
    from makegood.pipeline.check.keys import guess_question  # noqa: PLC0415  # beside its only use

    statuses = ("posted_on_time", "posted_late", "posted_nonconforming", "not_delivered")
    assert (
        guess_question("posted", statuses) == 'Did you mean "posted_on_time", "posted_late" or "posted_nonconforming"?'
    )
    assert (
        guess_question("captured", ("captured_by", "captured_at", "caption"))
        == 'Did you mean "captured_by" or "captured_at"?'
    )
    assert guess_question("not_deliverd", statuses) == 'Did you mean "not_delivered"?'
    assert guess_question("zzz", statuses) is None


def test_the_policies_of_a_workspace_are_read_once_for_many_cases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand cases cost a thousand cases, not a thousand times the policies; another workspace has its own."""
    homes = [tmp_path / "one", tmp_path / "two"]
    for home in homes:
        for ref in ("MG-2026-001", "MG-2026-002"):
            shutil.copytree(CASES / "good" / "smallest" / "MG-2026-001", home / "cases" / ref)
    asked: list[Workspace | None] = []
    read = policies.read
    monkeypatch.setattr(policies, "read", lambda workspace: asked.append(workspace) or read(workspace))
    found = list(examine_all(sorted(tmp_path.glob("*/cases/*"))))
    assert [[one.rule for one in outcome.problems] for outcome in found] == [[], ["N1"]] * 2
    assert asked == [Workspace(home) for home in homes]


def test_a_channel_or_ground_without_rules_is_told_with_those_that_have_them() -> None:
    """S4: the files are the only list; what has none is said at its place, with what was probably meant."""
    channels = {name: one for name, one in RULES_HELD.channels.items() if name != "direct_bank"}
    (told,) = outcome(SMALLEST, replace(RULES_HELD, channels=channels))[1]
    assert (told.rule, told.place.pointer) == ("S4", "/case/channel")
    assert told.fix == 'Did you mean "direct_card"?'
    grounds = {name: one for name, one in RULES_HELD.grounds.items() if name != "not_delivered"}
    (told,) = outcome(SMALLEST, replace(RULES_HELD, grounds=grounds))[1]
    assert (told.rule, told.place.pointer) == ("S4", "/refund/grounds/0")
    assert "partially_delivered" in told.fix


def test_two_payments_may_each_have_a_way_of_their_own() -> None:
    """M9 is about one payment: what was paid by card and what was paid by PayPal are asked back in two places."""
    data = fresh()
    data["case"]["channel"] = "direct_paypal"
    data["payments"] = [
        {"paid_on": "2026-08-06", "amount": "GBP 250.00", "method": "paypal_gs", "evidence": ["receipt"]},
        {"paid_on": "2026-08-07", "amount": "GBP 250.00", "method": "card", "evidence": ["receipt"]},
    ]
    data["log"] = [
        {"at": "2026-11-16", "event": "dispute_opened", "desk": "paypal"},
        {"at": "2026-11-17", "event": "dispute_opened", "desk": "card_issuer"},
    ]
    assert "M9" not in {one.rule for one in outcome(with_data(data))[1]}
    data["payments"][1]["method"] = "paypal_gs"
    assert "M9" in {one.rule for one in outcome(with_data(data))[1]}


def test_a_number_of_days_without_an_official_source_denies_nothing() -> None:
    """C4 stops a build only where an official source names the first day; else it asks."""
    read = load(CASES / "bad" / "c4-claim-before-its-day" / "MG-2026-001", None)
    assert [(one.rule, one.severity) for one in outcome(read)[1]] == [("C4", "warning")]
    paypal = RULES_HELD.channels["direct_paypal"]
    sure = tuple(replace(one, sourced=replace(one.sourced, confidence="official")) for one in paypal.windows)
    held = replace(RULES_HELD, channels={**RULES_HELD.channels, paypal.id: replace(paypal, windows=sure)})
    assert [(one.rule, one.severity) for one in outcome(read, held)[1]] == [("C4", "error")]


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2026-11-11", None),
        ("2026-11-12", "The time limit for this step ends soon"),
        ("2026-11-26", "The time limit for this step ends soon"),
        ("2026-11-27", "The time limit for this step has ended"),
    ],
)
def test_a_claim_against_tiktok_is_warned_of_from_its_first_day_to_its_last(day: str, message: str | None) -> None:
    """C12: the notice must go by 26 November 2026; two weeks before that it is said, and on that day it is not over."""
    base = source("bad/c12-notice-is-due-soon")
    found = [one for one in outcome(changed("/case/as_of", day, base))[1] if one.rule == "C12"]
    notice = [one for one in found if "until 26 November 2026" in one.detail]
    assert [one.message.partition(":")[0] for one in notice] == ([message] if message else [])
    assert ["lawyer" in one.fix for one in notice] == (
        [message == "The time limit for this step has ended"] if message else []
    )


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2027-01-13", None),
        ("2027-01-14", "The time limit for this step ends soon"),
        ("2027-01-28", "The time limit for this step ends soon"),
        ("2027-01-29", "The time limit for this step has ended"),
    ],
)
def test_a_window_is_warned_of_from_its_first_day_to_its_last(workspace: Path, day: str, message: str | None) -> None:
    """C3: PayPal's 180 days after 1 August 2026 end with 28 January 2027, which is a day of them."""
    folder = add_case(workspace, "MG-2026-103")
    data = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    data["case"]["as_of"], data["log"] = day, []
    data["payments"] = [
        {"paid_on": "2026-08-01", "amount": "GBP 500.00", "method": "paypal_gs", "evidence": ["receipt"]}
    ]
    read = replace(load(folder, Workspace(workspace)), data=data)
    found = [one for one in outcome(read)[1] if one.rule == "C3" and "until 28 January 2027" in one.detail]
    assert [one.message.partition(":")[0] for one in found] == ([message] if message else [])


def test_an_act_on_the_first_or_the_last_day_of_its_time_is_in_time(workspace: Path) -> None:
    """C4 and C11: a claim may be made from the 7th day after the payment, and up to the 20th after the dispute."""
    folder = add_case(workspace, "MG-2026-103")
    data = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    data["payments"] = [
        {"paid_on": "2026-08-01", "amount": "GBP 500.00", "method": "paypal_gs", "evidence": ["receipt"]}
    ]

    def rules(day: str, *log: tuple[str, str]) -> set[str]:
        data["case"]["as_of"] = day
        data["log"] = [{"at": at, "event": event, "desk": "paypal", "number": "PP-1"} for at, event in log]
        return {one.rule for one in outcome(replace(load(folder, Workspace(workspace)), data=data))[1]}

    dispute = ("2026-08-03", "dispute_opened")
    assert "C4" in rules("2026-08-10", dispute, ("2026-08-07", "claim_opened"))
    assert "C4" not in rules("2026-08-10", dispute, ("2026-08-08", "claim_opened"))
    assert "C11" not in rules("2026-08-23", dispute)
    assert "C11" in rules("2026-08-24", dispute)


def test_a_domain_that_ends_as_the_brands_does_is_another(workspace: Path) -> None:
    """The creator's address is held against the brand's own domain, whole, whatever its case."""
    folder = add_case(workspace, "MG-2026-101")
    data = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    domain = data["parties"]["brand"]["contact"]["email"].partition("@")[2]
    for theirs, is_own in ((domain, True), (domain.upper(), True), (f"evil{domain}", False), (f"mail.{domain}", False)):
        data["parties"]["creator"]["email"] = f"ana@{theirs}"
        found = [one for one in outcome(replace(load(folder, Workspace(workspace)), data=data))[1] if one.rule == "T2"]
        assert bool(found) == is_own, theirs


def test_an_unknown_zone_is_one_mistake_where_a_post_was_taken_down(workspace: Path) -> None:
    """The sums count days in it, and are not computed."""
    folder = add_case(workspace, "MG-2026-103")
    data = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    data["case"]["timezone"] = "Europe/Dublinn"
    up = {
        "status": "removed_early",
        "posted_at": "2026-08-21T10:00:00+01:00",
        "removed_at": "2026-09-10T10:00:00+01:00",
        "min_live_days": 30,
    }
    data["deliverables"][0] = {**data["deliverables"][0], **up}
    data["refund"]["grounds"] = ["removed_early"]
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        check(load(folder, Workspace(workspace)), policies.read(None))
    assert [one.rule for one in caught.value.problems if one.severity == "error"] == ["S13"]


@pytest.mark.parametrize(
    ("zone", "typed", "instead"),
    [
        ("Europe/London", "2026-03-29T01:30:00", "2026-03-29T02:30:00+01:00"),
        ("Europe/London", "2026-03-29T01:30", "2026-03-29T02:30:00+01:00"),
        ("Europe/Berlin", "2026-03-29T02:00", "2026-03-29T03:00:00+02:00"),
        ("America/New_York", "2026-03-08T02:59:59", "2026-03-08T03:59:59-04:00"),
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-04T02:45:00+11:00"),
        ("America/Santiago", "2026-09-06T00:10", "2026-09-06T01:10:00-03:00"),
        ("Europe/London", "2026-03-29T00:59:59", ""),
        ("Europe/London", "2026-03-29T02:00", ""),
        ("Europe/London", "2026-03-29T01:30:00+00:00", ""),
        ("Europe/London", "2026-10-25T01:30", ""),
        ("UTC", "2026-03-29T01:30", ""),
        ("America/Phoenix", "2026-03-08T02:30", ""),
    ],
)
def test_a_time_that_the_clock_left_out_is_told(zone: str, typed: str, instead: str) -> None:
    """With what the clock showed; an hour that came twice is of one day, and is left alone."""
    data = fresh()
    data["case"]["timezone"] = zone
    data["evidence"][2]["captured_at"] = typed
    found = [one for one in outcome(with_data(data))[1] if one.rule == "S7"]
    assert [one.detail for one in found] == ([f'perhaps "{instead}"'] if instead else [])


@pytest.mark.parametrize("method", ["full", "negotiated"])
def test_prices_above_the_fee_are_said_whatever_the_method(method: str) -> None:
    """The packet prints what each piece is worth: check says what a build would stumble over."""
    data = fresh()
    data["agreement"].pop("fee", None)
    data["deliverables"] = [
        {"id": "video-1", "type": "video", "status": "not_delivered", "price": "GBP 1600.00"},
        {"id": "video-2", "type": "video", "status": "not_delivered"},
    ]
    data["refund"] = {"grounds": ["not_delivered"], "method": method, "requested": "GBP 500.00"}
    assert "M4" in {one.rule for one in outcome(with_data(data))[1]}
    data["deliverables"][0]["price"] = "GBP 100.00"
    assert "M4" not in {one.rule for one in outcome(with_data(data))[1]}


def test_the_way_out_is_written_in_the_currency_of_the_case() -> None:
    """Who paid in dollars copies no pounds."""
    data = fresh()
    data["payments"][0]["amount"] = "USD 1200.00"
    data["agreement"].pop("fee", None)
    data["refund"] = {"grounds": ["late"]}
    data["deliverables"][0]["status"] = "posted_late"
    (told,) = [one for one in outcome(with_data(data))[1] if one.rule == "K1"]
    assert '"USD 500.00"' in told.fix
    assert "GBP" not in told.fix
