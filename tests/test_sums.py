"""`makegood explain sum`: every line is typed where it says, or adds up, by a reader that knows the printed text alone."""

from __future__ import annotations

import copy
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import BANK, REFS, STORE, add_case, in_english
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from test_cli import run

from makegood.model.workspace import Workspace
from makegood.cli import app
from makegood.domain import policies
from makegood.pipeline.check import check
from makegood.pipeline.derive import derive
from makegood.model.errors import CaseError, UsageError
from makegood.commands.explain.sums import Sheet, explain_sums, fill, sheet, text
from makegood.commands.explain.sums.sheet import DoesNotAddUpError, product, total
from makegood.commands.explain.sums.work import Places
from makegood.domain.ledger import CannotCompute
from makegood.pipeline.load import load
from makegood.model.facts import Facts

REPOSITORY = Path(__file__).parent.parent
KNOWN = policies.read()
FOLDERS = sorted(
    path.parent for path in (*REPOSITORY.glob("cases/*/case.json"), *REPOSITORY.glob("tests/cases/good/**/case.json"))
)
LINE = re.compile(r"^ *\((\d+)\) ")
VALUE = re.compile(r" {2,}((?:[A-Z]{3} )?−?[\d,.]+…?(?:%| days?)?|\d{1,2} [A-Z][a-z]+ \d{4})$")
ALONE = re.compile(r"^ +((?:[A-Z]{3} )?−?[\d,.]+…?(?:%| days?)?|\d{1,2} [A-Z][a-z]+ \d{4})$")


# --- A reader with a calculator: it knows the printed text and case.json, and nothing of the program ---


def items(printed: str) -> Iterator[tuple[int, str, str]]:
    """Give each line of the calculation: its number, its printed value, and what stands below it."""
    blocks: list[list[str]] = []
    for line in printed.splitlines():
        if LINE.match(line):
            blocks.append([line])
        elif blocks and line.startswith("      ") and blocks[-1]:
            blocks[-1].append(line)
        else:
            blocks.append([])
    for block in filter(None, blocks):
        number = int(LINE.match(block[0])[1])  # type: ignore[index]  # that is how blocks begin
        at = next(at for at, line in enumerate(block) if VALUE.search(line) or (at and ALONE.match(line)))
        value = (VALUE.search(block[at]) or ALONE.match(block[at]))[1]  # type: ignore[index]  # as found above
        below = block[at + 1 :]
        if at == 0:  # what a line is may go on below its value
            start = next(
                at for at, line in enumerate(below) if re.match(r"      (=|Entered|No qty|Taken from|[A-Z])", line)
            )
            below = below[start:]
        yield number, value, " ".join(line.strip() for line in below)


def number(printed: str) -> Fraction | date:
    """Read a printed value."""
    day = re.fullmatch(r"(\d+) ([A-Z][a-z]+) (\d{4})", printed)
    if day:
        return datetime.strptime(printed, "%d %B %Y").date()
    plain = re.sub(r"^[A-Z]{3} |%$| days?$|…$|,", "", printed)
    return Fraction(plain.replace("−", "-"))


def worked(expression: str, above: Mapping[int, Fraction | date]) -> Fraction:
    """Work an expression out, with the exact values of the lines above."""

    def value(word: str) -> Any:
        word = word.strip()
        return above[int(word[1:-1])] if word.startswith("(") else Fraction(word.replace(",", ""))

    if found := re.fullmatch(r"the (smaller|larger) of (.+) and (.+)", expression):
        return (min if found[1] == "smaller" else max)(value(found[2]), value(found[3]))
    if found := re.fullmatch(r"days from (.+) to (.+)", expression):
        return Fraction((value(found[2]) - value(found[1])).days)
    if found := re.fullmatch(r"(.+), rounded half up to ([\d.]+)", expression):
        unit = Fraction(found[2])
        return math.floor(abs(value(found[1])) / unit + Fraction(1, 2)) * unit * (-1 if value(found[1]) < 0 else 1)
    if found := re.fullmatch(r"(\S+), truncated to ([\d.]+)(?:, ([+−]) ([\d.]+))?", expression):
        unit = Fraction(found[2])
        more = Fraction(found[4]) * (1 if found[3] == "+" else -1) if found[4] else 0
        return math.floor(value(found[1]) / unit) * unit + more
    words = expression.split(" ")
    result = value(words[0])
    for sign, word in zip(words[1::2], words[2::2], strict=True):
        result = {"+": result.__add__, "−": result.__sub__, "×": result.__mul__, "÷": result.__truediv__}[sign](
            value(word)
        )
    return Fraction(result)


def looks_as(printed: str, value: Fraction | date) -> bool:
    """Whether a printed value is that number: to its last digit, or cut off where an ellipsis says so."""
    shown = number(printed)
    if isinstance(value, date) or isinstance(shown, date):
        return shown == value
    if not printed.endswith("…"):
        return shown == value
    places = len(printed.rstrip("…").rpartition(".")[2])
    return shown == Fraction(math.floor(abs(value) * 10**places), 10**places) * (-1 if value < 0 else 1)


def typed(data: Any, pointer: str) -> Fraction | date:
    """Read a figure of case.json by its place: payments.0.amount."""
    for key in pointer.split("."):
        data = data[int(key)] if isinstance(data, list) else data[key]
    if isinstance(data, str) and re.match(r"\d{4}-", data):
        return date.fromisoformat(data[:10])
    return Fraction(re.sub(r"^[A-Z]{3} ", "", data) if isinstance(data, str) else Decimal(str(data)))


def faults(printed: str, texts: Mapping[str, str]) -> list[str]:
    """List each line that is not what it says: by its place in a file, or by the lines that it names.

    `texts` has the text of case.json under "", and that of each other file that a place may name.
    """
    above: dict[int, Fraction | date] = {}
    wrong: list[str] = []
    for at, shown, below in items(printed):
        if below.startswith("="):
            expression = re.match(r"= (.*?)\.(?: |$)", below)
            value: Fraction | date = worked(expression[1], above) if expression else Fraction(-1)
        elif found := re.match(
            r"(?:Entered in|Taken from its URL,) ([\w.]+), line (\d+)(?: of (\S+))?\.(?: |$)", below
        ):
            held = texts[found[3] or ""]
            value = number(shown) if "Taken from" in below else typed(json.loads(held), found[1])
            key = found[1].rpartition(".")[2]
            if f'"{key}"' not in held.splitlines()[int(found[2]) - 1]:
                wrong.append(f"({at}) {key} is not in line {found[2]}")
            if isinstance(value, date) and "In the time zone" in below:
                value = number(shown)
        else:
            value = number(shown)  # a rule, with its source
            if not re.search(r"No qty is set in|\[\d+\]", below):
                wrong.append(f"({at}) has no source: {below}")
        if not looks_as(shown, value):
            wrong.append(f"({at}) is printed as {shown}, and is {value}")
        above[at] = value
    if not above:
        wrong.append("nothing was read")
    return wrong


def stated(facts: Facts) -> set[str]:
    """List each sum that the documents state."""
    sums, made = facts.sums, facts.computation
    money = [sums.paid, sums.claimed, sums.outstanding]
    money += [one for one in (sums.returned, sums.settled, sums.surplus) if one.amount]
    money += [one for row in facts.rows for one in (row.price, row.claimed) if one.amount]
    money += [step.amount for step in made.steps if step.amount and step.amount.amount]
    money += [one.amount for one in facts.case.payments]
    money += [one for letter in (*facts.ladder.sent, *facts.ladder.due) for one in (letter.amount, letter.rest) if one]
    money += [one.amount for one in facts.case.log if one.amount]
    found = {f"{one.currency} {abs(one.amount):,f}" for one in money}
    return found | set(re.findall(r"[A-Z]{3} [\d,]+(?:\.\d+)?", in_english(made.explanation)))


def missing(facts: Facts, printed: str) -> set[str]:
    """List each sum that the documents state and no line has."""
    lines = {
        value if isinstance(value := number(shown), date) else (shown[:3], value) for _, shown, _ in items(printed)
    }
    there = {(one[0], one[1]) for one in lines if isinstance(one, tuple)}
    figures = {value for value in (number(shown) for _, shown, _ in items(printed)) if isinstance(value, Fraction)}
    formula = re.findall(r"\d[\d,]*(?:\.\d+)?", in_english(facts.computation.formula))
    unread = {one for one in formula if Fraction(one.replace(",", "")) not in figures}
    return unread | {one for one in stated(facts) if (one[:3], Fraction(one[4:].replace(",", ""))) not in there}


def taken_apart(folder: Path) -> tuple[Facts, Sheet, Mapping[str, str]]:
    source = load(folder, Workspace.containing(folder))
    case, warnings = check(source, KNOWN)
    facts = derive(case, KNOWN, warnings)
    return (
        facts,
        sheet(facts, Places(source, case), KNOWN.currencies),
        {
            "": source.case.text,
            **({source.defaults.label: source.defaults.text} if source.defaults else {}),
        },
    )


# --- Every case there is ---


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: f"{path.parent.name}-{path.name}")
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_every_line_of_every_case_adds_up(folder: Path, columns: int) -> None:
    """What is printed, read by its words alone; every sum of the documents has a line; no line is too wide."""
    printed = explain_sums(folder, Workspace.containing(folder), "", columns)
    facts, _, texts = taken_apart(folder)
    assert faults(printed, texts) == []
    assert missing(facts, printed) == set()
    assert [line for line in printed.splitlines() if len(line) > columns and "https://" not in line] == []


@pytest.mark.parametrize("ref", REFS.values())
def test_every_sum_in_finished_texts_has_a_line(ref: str, workspace: Path, built: Path) -> None:
    """Mails and support texts are searched for sums: each is the value of a line."""
    add_case(workspace, ref)
    printed = explain_sums(workspace / "cases" / ref, Workspace.containing(workspace / "cases" / ref), "", 80)
    assert faults(printed, taken_apart(workspace / "cases" / ref)[2]) == []
    there = {(shown[:3], number(shown)) for _, shown, _ in items(printed)}
    written = [*(built / ref).glob("support/*/*.txt"), *(built / ref).glob("email/*.txt")]
    assert written
    found = {
        one
        for path in written
        for one in re.findall(r"\b[A-Z]{3} \d[\d,]*(?:\.\d+)?", path.read_text(encoding="utf-8"))
    }
    assert found
    assert {one for one in found if (one[:3], Fraction(one[4:].replace(",", ""))) not in there} == set()


# --- Cases made up ---

BASE = json.loads((REPOSITORY / "tests/cases/channels" / BANK / "case.json").read_text(encoding="utf-8"))
CODES = st.sampled_from(["GBP", "JPY", "KWD"])
STATUSES = st.sampled_from(
    ["posted_on_time", "posted_late", "not_delivered", "draft_submitted", "removed_early", "posted_nonconforming"]
)
DECIMALS = {"GBP": 2, "JPY": 0, "KWD": 3}


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """Make a case of any method: payments in two currencies, prices or weights or neither, money back, a log."""
    code = draw(CODES)

    def amount(most: int = 5000, least: int = 1) -> str:
        cents = draw(st.integers(least * 10 ** DECIMALS[code], most * 10 ** DECIMALS[code]))
        return f"{code} {Decimal(cents).scaleb(-DECIMALS[code])}"

    made = copy.deepcopy(BASE)
    method = draw(st.sampled_from(["", "full", "per_item", "per_weight", "live_days", "negotiated", "stage_percent"]))
    priced, weighted = draw(st.booleans()), method == "per_weight" or draw(st.booleans())
    work = made["deliverables"] = []
    for at in range(draw(st.integers(1, 5))):
        item: dict[str, Any] = {"id": f"video-{at}", "type": "video", "status": draw(STATUSES), "due": "2026-09-05"}
        if item["status"].startswith(("posted", "removed")):
            item["posted_at"] = "2026-09-12" if item["status"] == "posted_late" else "2026-09-02"
        if item["status"] == "removed_early":
            item["removed_at"] = draw(st.sampled_from(["2026-09-02", "2026-09-14", "2026-09-30"]))
        if priced and draw(st.booleans()):
            item["price"] = amount(900)
        if weighted:
            item["weight"] = draw(st.sampled_from([1, 2, 0.5, 3]))
        elif draw(st.booleans()):
            item["qty"] = draw(st.integers(1, 3))
        work.append(item)
    made["agreement"]["min_live_days"] = 30
    fee = draw(st.sampled_from(["typed", "none"]))
    made["agreement"].pop("fee", None)
    if fee == "typed" and not all("price" in item for item in work):
        made["agreement"]["fee"] = amount(9000, 4000)
    pays = made["payments"] = []
    for day in range(draw(st.integers(1, 3))):
        pay = {"paid_on": f"2026-08-0{day + 5}", "amount": amount(), "evidence": made_evidence(made)}
        if draw(st.integers(0, 3)) == 0:
            pay["amount"] = f"EUR {draw(st.integers(100, 90000)) / 100:.2f}"
            rate = draw(st.sampled_from([0.8437, 1.1, 170.25]))
            pay["fx"] = {"rate": rate, "to": code, "on": pay["paid_on"], "source": "Statement"}
        pays.append(pay)
    for day in draw(st.lists(st.integers(1, 9), max_size=2)):
        pays.append({"paid_on": f"2026-11-0{day}", "direction": "in", "amount": amount(900)})
    came = [item["status"] not in {"not_delivered", "draft_submitted"} for item in work]
    fitting = "nonconforming" if all(came) else "partially_delivered" if any(came) else "not_delivered"
    refund = made["refund"] = {"grounds": [fitting]}
    if method:
        refund["method"] = method
    if method == "negotiated":
        refund["requested"] = amount(3000)
    if method == "stage_percent":
        refund["percent"] = draw(st.integers(1, 100))
    if draw(st.integers(0, 3)) == 0:
        refund["cap"] = amount(1000)
    log = made["log"] = []
    if draw(st.booleans()):
        first = {"at": "2026-11-03", "event": "sent", "by": "brand", "letter": "first_request"}
        if draw(st.booleans()):
            first["amount"] = amount(2000)
        log.append(first)
        if draw(st.booleans()):
            log.append(
                {"at": "2026-11-05", "event": "waived", "by": "brand", "amount": amount(300), "text": "A gesture."}
            )
        if draw(st.booleans()):
            log.append(
                {
                    "at": "2026-11-06",
                    "event": "agreed",
                    "by": "creator",
                    "amount": amount(700),
                    "deadline": "2026-12-20",
                }
            )
    return made


def made_evidence(made: dict[str, Any]) -> list[str]:
    return [made["evidence"][0]["id"]]


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case folder whose case.json is written anew for each made case."""
    home = tmp_path_factory.mktemp("made") / "my cases"
    (home / "cases").mkdir(parents=True)
    return add_case(home, BANK)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=cases())
def test_every_line_of_a_made_case_adds_up(ground: Path, made: dict[str, Any]) -> None:
    """Any method, currency, fee and log: the printed lines add up, and no sum of the documents is without a line."""
    check_made(ground, made)


def test_an_amount_equal_to_a_percentage_has_a_line_of_its_own(ground: Path) -> None:
    """2 % of JPY 75 is JPY 2 as it is printed: the line "2 %" is not the line of that amount."""
    made = json.loads((ground / "case.json").read_text(encoding="utf-8"))
    made["payments"] = [
        {"paid_on": "2026-08-05", "amount": "JPY 75", "evidence": made_evidence(made)},
        {"paid_on": "2026-11-01", "direction": "in", "amount": "JPY 1"},
    ]
    made["deliverables"] = [
        {"id": "video-0", "type": "video", "status": "posted_on_time", "due": "2026-09-05", "posted_at": "2026-09-02"}
    ]
    made["agreement"] = {"kind": "written_contract", "agreed_on": "2026-08-04", "min_live_days": 30}
    made["refund"] = {"grounds": ["nonconforming"], "method": "stage_percent", "percent": 2}
    made["log"] = []
    assert check_made(ground, made)
    assert "JPY 2" in stated(taken_apart(ground)[0])


def check_made(ground: Path, made: dict[str, Any]) -> bool:
    (ground / "case.json").write_text(json.dumps(made, indent=1), encoding="utf-8")
    try:
        facts, lines, texts = taken_apart(ground)
    except (CaseError, CannotCompute):
        assume(False)
    printed = text(lines, "MG", "case.json", "", 80)
    assert faults(printed, texts) == []
    assert missing(facts, printed) == set()
    return True


# --- Negative controls ---


def test_a_spoiled_figure_is_found() -> None:
    """Each printed figure is changed in turn, and the reader sees it; so is a place that leads elsewhere."""
    folder = REPOSITORY / "cases" / "MG-2026-004"
    printed, texts = explain_sums(folder, Workspace.containing(folder), "", 80), taken_apart(folder)[2]
    assert faults(printed, texts) == []
    spots = [found for found in re.finditer(r"^ *\(\d+\).* (\d[\d,.]*)(?:%| days?)?$", printed, re.MULTILINE)]
    assert len(spots) > 10
    for found in spots:
        digit = found.end(1) - 1
        spoiled = printed[:digit] + ("1" if printed[digit] != "1" else "2") + printed[digit + 1 :]
        assert faults(spoiled, texts), found[0]
    assert faults(printed.replace("line 36", "line 37", 1), texts)
    assert faults(printed.replace("× (10)", "× (7)", 1), texts)


def test_a_line_that_does_not_add_up_stops_the_program() -> None:
    """What the documents state is held against the lines, before anything is printed."""
    made = Sheet("GBP", KNOWN.currencies)
    one, two = made.typed("a", 3, "x", "GBP"), made.typed("b", 4, "x", "GBP")
    made.add("c", total([one, two]), comes_to=Fraction(7))
    with pytest.raises(DoesNotAddUpError):
        made.add("d", product(one, ("×", two)), comes_to=Fraction(7))
    facts, _, _ = taken_apart(REPOSITORY / "cases" / "MG-2026-001")
    source = load(REPOSITORY / "cases" / "MG-2026-001", Workspace(REPOSITORY))
    wrong = replace(facts, sums=replace(facts.sums, outstanding=facts.sums.paid))
    with pytest.raises(DoesNotAddUpError):
        fill(Sheet("GBP", KNOWN.currencies), wrong, Places(source, facts.case))


class Done(NamedTuple):
    """What became of a command."""

    returncode: int
    stdout: str
    stderr: str


# --- One sum, and how one gets there ---


def test_one_sum_shows_what_leads_to_it_and_nothing_else() -> None:
    """By its name, its amount with or without the currency, and the number of its line."""
    folder = REPOSITORY / "cases" / "MG-2026-004"
    whole = {
        at: (shown, below) for at, shown, below in items(explain_sums(folder, Workspace.containing(folder), "", 80))
    }
    for of, last in (
        ("outstanding", "EUR 540.00"),
        ("EUR 360.00", "EUR 360.00"),
        ("360", "EUR 360.00"),
        ("(10)", "12 days"),
    ):
        part = {
            at: (shown, below) for at, shown, below in items(explain_sums(folder, Workspace.containing(folder), of, 80))
        }
        assert 0 < len(part) < len(whole)
        assert all(whole[at] == one for at, one in part.items())
        assert max(part.items())[1][0] == last
        named = {int(one) for _, below in part.values() for one in re.findall(r"\((\d+)\)", below)}
        assert named <= set(part)
        assert set(part) - named == {max(part)}
    assert "(1) " not in explain_sums(folder, Workspace.containing(folder), "(10)", 80)


@pytest.mark.parametrize(
    ("of", "first"), [("outstandign", "outstanding"), ("EUR 541", "540.00"), ("\x1b[31mpaid", "paid"), ("(99)", "")]
)
def test_an_unknown_sum_lists_those_there_are(of: str, first: str) -> None:
    """The nearest first; what was typed steers no terminal."""
    with pytest.raises(UsageError) as caught:
        explain_sums(
            REPOSITORY / "cases" / "MG-2026-004", Workspace.containing(REPOSITORY / "cases" / "MG-2026-004"), of, 80
        )
    said, *listed = caught.value.args
    assert "This case has no sum" in said
    assert first in listed[0]
    assert len(listed) > 4
    assert not any("\x1b" in line for line in caught.value.args)


def test_the_command_finds_the_case(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By its path, by its folder's name, in its folder; where several are there, each command is listed."""
    folder = add_case(workspace, BANK)

    def run(*words: str, cwd: Path) -> Done:
        monkeypatch.chdir(cwd)
        status = app.run([*words])
        return Done(status, *capsys.readouterr())

    for words, cwd in (
        ([], workspace),
        (["cases/" + BANK], workspace),
        ([BANK], workspace),
        ([], folder),
        (["."], folder),
    ):
        done = run("explain", "sum", *words, cwd=cwd)
        assert (done.returncode, done.stderr) == (0, ""), words
        assert done.stdout.startswith(f"{BANK}: every sum")
    add_case(workspace, STORE)
    listed = run("explain", "sum", cwd=workspace)
    assert listed.returncode == 0
    assert re.findall(r"explain sum (\S+)$", listed.stdout, re.MULTILINE) == [f"cases/{BANK}", f"cases/{STORE}"]
    wrong = run("explain", "sum", "nowhere", cwd=workspace)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    for words in (("E3", "--of", "paid"), ("E3", "cases/" + BANK)):
        assert run("explain", *words, cwd=workspace).returncode == 2
    unknown = run("explain", "sum", BANK, "--of", "nothing", cwd=workspace)
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "outstanding" in unknown.stderr


def test_a_broken_case_is_reported_as_by_check(workspace: Path) -> None:
    """The same words, the same status."""
    folder = add_case(workspace, BANK)
    path = folder / "case.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"GBP 1500.00"', '"1500 pounds"'), encoding="utf-8")
    checked, told = run("check", f"cases/{BANK}", cwd=workspace), run("explain", "sum", f"cases/{BANK}", cwd=workspace)
    assert checked.returncode == told.returncode == 1
    assert told.stdout == checked.stdout != ""


# --- What the made cases do not have: letters that differ, purchases, orders ---

SENT = {"at": "2026-11-03", "event": "sent", "by": "brand", "via": "email", "letter": "first_request"}
VARIED: list[tuple[str, str, dict[str, Any], set[str]]] = [
    (
        "came since",
        BANK,
        {
            "/log": [SENT],
            "/payments/+": {"paid_on": "2026-11-10", "direction": "in", "amount": "GBP 200.00"},
        },
        {"GBP 200.00", "Less than the letter of 3 November 2026"},
    ),
    (
        "given up and agreed",
        BANK,
        {
            "/log": [
                {**SENT, "amount": "GBP 480.00"},
                {"at": "2026-11-05", "event": "waived", "by": "brand", "amount": "GBP 100.00", "text": "Goodwill."},
                {
                    "at": "2026-11-06",
                    "event": "agreed",
                    "by": "creator",
                    "amount": "GBP 300.00",
                    "deadline": "2026-11-30",
                },
            ],
            "/payments/+": {"paid_on": "2026-11-10", "direction": "in", "amount": "GBP 120.00"},
        },
        {"Still to be paid of the agreed amount", "Waived on 5 November 2026"},
    ),
    (
        "settled",
        BANK,
        {
            "/log": [
                SENT,
                {
                    "at": "2026-11-06",
                    "event": "agreed",
                    "by": "creator",
                    "amount": "GBP 300.00",
                    "deadline": "2026-11-30",
                },
            ],
            "/payments/+": {"paid_on": "2026-11-10", "direction": "in", "amount": "GBP 300.00"},
        },
        {"Settled by payment of the agreed amount"},
    ),
    (
        "surplus",
        BANK,
        {
            "/log": [SENT],
            "/payments/+": {"paid_on": "2026-11-10", "direction": "in", "amount": "GBP 1200.00"},
        },
        {"Surplus"},
    ),
    (
        "an offer lower than the claim",
        BANK,
        {
            "/log": [
                SENT,
                {
                    "at": "2026-11-06",
                    "event": "answered",
                    "by": "creator",
                    "amount": "GBP 150.00",
                    "text": "I can pay 150.",
                },
            ],
        },
        {"The amount to which it replies"},
    ),
    (
        "all coins",
        STORE,
        {"/purchase/coins": 7000, "/purchase/coins_unused": 2000, "/refund/method": "per_weight"},
        {"Used coins"},
    ),
    (
        "charged twice",
        STORE,
        {"/purchase/expected": "USD 9.99", "/refund/method": "duplicate"},
        {"Amount that should have been charged"},
    ),
    (
        "a balance",
        STORE,
        {
            "/purchase/balance": {
                "amount": "USD 42.00",
                "read_on": "2026-11-20",
                "tax": "USD 2.00",
                "ad_credit": "USD 5.00",
            },
            "/refund/method": "unspent_balance",
        },
        {"Tax in the balance", "Ad credit, which is not money in the balance"},
    ),
    (
        "a draft of an order",
        REFS["tiktok_one"],
        {
            "/deliverables/0/status": "draft_submitted",
            "/deliverables/0/draft_submitted_at": "2026-11-18",
            "/refund/grounds": ["nonconforming"],
        },
        {"Refunded", "Not refunded"},
    ),
    (
        "a cancellation fee",
        BANK,
        {"/agreement/kill_fee_percent": 25, "/refund/method": "stage_percent"},
        {"Cancellation fee"},
    ),
]


def varied(folder: Path, changes: Mapping[str, Any]) -> None:
    """Change a case.json by pointers; `+` is the end of a list."""
    path = folder / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    for pointer, value in changes.items():
        *above, last = pointer[1:].split("/")
        place = data
        for key in above:
            place = place[int(key)] if isinstance(place, list) else place[key]
        if isinstance(place, list):
            place.append(value)
        else:
            place[last] = value
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")


@pytest.mark.parametrize(("ref", "changes", "said"), [one[1:] for one in VARIED], ids=[one[0] for one in VARIED])
def test_every_line_of_a_varied_case_adds_up(
    workspace: Path, ref: str, changes: dict[str, Any], said: set[str]
) -> None:
    """Letters that differ from each other, what was given up, agreed or came too much, coins, balances, orders."""
    folder = add_case(workspace, ref)
    varied(folder, changes)
    facts, lines, texts = taken_apart(folder)
    printed = text(lines, ref, "case.json", "", 80)
    assert faults(printed, texts) == []
    assert missing(facts, printed) == set()
    assert {one for one in said if one not in " ".join(printed.split())} == set()


def test_the_lines_of_two_ways_stand_in_one_sheet(workspace: Path) -> None:
    """A case narrowed to one way of payment has lines of its own, the places of the whole case, and its name before each sum's."""
    folder = add_case(workspace, BANK)
    varied(
        folder,
        {
            "/payments/+": {"paid_on": "2026-08-07", "amount": "GBP 300.00"},
            "/refund/method": "full",
            "/refund/grounds": ["late"],
        },
    )
    source = load(folder, Workspace(workspace))
    case, _ = check(source, KNOWN)
    made, places = Sheet("GBP", KNOWN.currencies), Places(source, case)
    for at, name in enumerate(("direct_bank", "direct_paypal")):
        made.head(name)
        fill(made, derive(replace(case, payments=(replace(case.payments[at]),)), KNOWN), places, name)
    printed = text(made, BANK, "case.json")
    assert faults(printed, {"": source.case.text}) == []
    assert "payments.1.amount" in printed
    alone = {shown for _, shown, _ in items(text(made, BANK, "case.json", "direct_paypal outstanding"))}
    assert alone == {"GBP 300.00"}
