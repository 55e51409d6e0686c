"""Several ways of payment in one case: what each desk is asked for, held against a table that was worked out by hand."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from makegood.model.workspace import Workspace
from makegood.commands import docket
from makegood.domain import policies, ways, windows
from makegood.pipeline.check import check
from makegood.pipeline.derive import derive
from makegood.model.errors import CaseError, Problem
from makegood.commands.explain.sums import sheet
from makegood.commands.explain.sums.work import Places
from makegood.domain.ladder import LADDER_LETTERS
from makegood.pipeline.load import load
from makegood.model.case import Payment
from makegood.model.facts import Facts
from makegood.model.money import Money
from makegood.pipeline.render import render
from makegood.domain.ways.resolve import payments_by_route

RESOLVING = import_module("makegood.domain.ways.resolve")
"""The module, which its function of the same name hides in the package."""
HELD = policies.read(None)
METHODS = {"bank": "ach", "paypal": "paypal_gs", "card": "card"}
CHANNELS = {"bank": "direct_bank", "paypal": "direct_paypal", "card": "direct_card"}
DESKS = {"paypal": "paypal", "card": "card_issuer"}
AS_OF, ASKED, OPENED, BACK = "2026-11-28", "2026-10-15", "2026-10-31", "2026-11-05"
WORK = re.compile(r"(?P<fee>[A-Z]{3} [\d.]+) for (?P<all>\d)(?:, (?P<missing>\d) missing)")
PAID = re.compile(
    r"(?P<way>bank|paypal|card)(?P<old>-old)? (?P<amount>(?:[A-Z]{3} )?[\d.]+)(?: x (?P<rate>[\d.]+))?"
    r"(?: v(?P<work>[\d,]+))?"
)

# What was agreed | what was paid | what happened then | asked of PayPal, of the card's issuer, of the creator beside.
# A payment is made on the 1st of August, the next ten days later and so on; "-old" on the 1st of March, so that the time
# for a dispute is over: beside one of PayPal's that is in time, it is asked of the creator alone. "v2" says what it was for. Worked out with pencil and paper, in the order of the rules: what a
# payment was for goes first, then the desk whose time ends first (a card's 120 days before PayPal's 180), then the
# creator alone, last a desk whose time is over or that has refused; none for more than went through it.
TABLE = """
USD 1200 for 3, 1 missing | paypal 1200                                  |                          | 400    |        | 400
USD 1000 for 2, 2 missing | bank 1000                                    |                          |        |        | 1000
USD 900 for 3, 2 missing  | card 900                                     |                          |        | 600    | 600
USD 1200 for 2, 1 missing | paypal 600; paypal 600                       |                          | 600    |        | 600
USD 1000 for 4, 1 missing | bank 500; bank 500                           |                          |        |        | 250
USD 1000 for 3, 1 missing | paypal 1000                                  |                          | 333.33 |        | 333.33
JPY 10000 for 3, 2 missing | paypal 10000                                |                          | 6667   |        | 6667
USD 100 for 3, 2 missing  | paypal 100                                   |                          | 66.67  |        | 66.67
USD 1200 for 3, 2 missing | bank 600; paypal 600                         |                          | 600    |        | 800
USD 1200 for 3, 1 missing | bank 600; paypal 600                         |                          | 400    |        | 400
USD 1200 for 4, 2 missing | bank 900; paypal 300                         |                          | 300    |        | 600
USD 200 for 3, 1 missing  | bank 100; paypal 100                         |                          | 66.67  |        | 66.67
USD 1000 for 1, 1 missing | bank 1; paypal 999                           |                          | 999    |        | 1000
USD 1200 for 3, 2 missing | bank 600; paypal-old 600                     |                          | 200    |        | 800
USD 1200 for 3, 1 missing | bank 600; paypal-old 600                     |                          | 0      |        | 400
USD 1000 for 2, 1 missing | bank 500; paypal 250; paypal 250             |                          | 500    |        | 500
USD 1200 for 3, 1 missing | card 600; paypal 600                         |                          | 0      | 400    | 400
USD 1200 for 3, 2 missing | card 600; paypal 600                         |                          | 200    | 600    | 800
USD 1200 for 4, 3 missing | card 300; paypal 900                         |                          | 600    | 300    | 900
USD 1200 for 2, 2 missing | card 600; paypal 600                         |                          | 600    | 600    | 1200
USD 1200 for 3, 2 missing | card 400; paypal 400; bank 400               |                          | 400    | 400    | 800
USD 1200 for 3, 3 missing | card 400; paypal 400; bank 400               |                          | 400    | 400    | 1200
USD 1200 for 3, 2 missing | card 400; paypal-old 400; bank 400           |                          | 0      | 400    | 800
USD 1200 for 3, 3 missing | card 400; paypal-old 400; bank 400           |                          | 400    | 400    | 1200
USD 1200 for 2, 1 missing | bank 600 v1; paypal 600 v2                   |                          | 600    |        | 600
USD 1200 for 2, 1 missing | bank 600 v2; paypal 600 v1                   |                          | 0      |        | 600
USD 1200 for 3, 2 missing | bank 400 v1; paypal 400 v2; card 400 v3      |                          | 400    | 400    | 800
USD 1200 for 3, 1 missing | bank 400 v1; paypal 400 v2; card 400 v3      |                          | 0      | 400    | 400
USD 1200 for 3, 1 missing | bank 400 v3; paypal 400 v1; card 400 v2      |                          | 0      | 0      | 400
USD 1200 for 3, 2 missing | paypal 300 v2; bank 900                      |                          | 300    |        | 800
USD 1200 for 3, 1 missing | paypal 500 v2; bank 700                      |                          | 0      |        | 400
USD 1200 for 3, 1 missing | paypal 600 v2,3; bank 600 v1                 |                          | 400    |        | 400
USD 800 for 2, 1 missing  | card 200 v2; paypal 200 v2; bank 400 v1      |                          | 200    | 200    | 400
USD 800 for 2, 1 missing  | card 300 v2; paypal 300 v2; bank 200 v1      |                          | 100    | 300    | 400
USD 1200 for 3, 2 missing | paypal 600; bank 600 v1                      |                          | 600    |        | 800
USD 1200 for 2, 1 missing | paypal 600 v1; card 600                      |                          | 0      | 600    | 600
USD 1200 for 3, 2 missing | bank 600; paypal 600                         | paypal back 200          | 400    |        | 600
USD 1200 for 3, 2 missing | bank 600; paypal 600                         | bank back 200            | 600    |        | 600
USD 1200 for 3, 2 missing | bank 600; paypal 600                         | paypal back 600          | 0      |        | 200
USD 1200 for 3, 1 missing | bank 600; paypal 600                         | paypal back 400          | 0      |        | 0
USD 1200 for 2, 1 missing | bank 600 v1; paypal 600 v2                   | paypal back 250          | 350    |        | 350
USD 1200 for 3, 2 missing | card 600; paypal 600                         | card back 100            | 200    | 500    | 700
USD 1200 for 3, 2 missing | bank 600; paypal 600                         | back 100                 | 600    |        | 700
USD 1200 for 3, 2 missing | bank 600; paypal 600                         | not asked; paypal back 100 | 500  |        | 700
USD 1200 for 3, 2 missing | bank 600; paypal 600                         | paypal asked 600         | 600    |        | 200
USD 1200 for 3, 2 missing | bank 600; paypal 600                         | paypal asked 400         | 400    |        | 400
USD 1200 for 3, 2 missing | card 600; paypal 600                         | paypal asked 600         | 600    | 200    | 200
USD 1200 for 3, 1 missing | card 600; paypal 600                         | paypal asked 400         | 400    | 0      | 0
USD 1200 for 3, 2 missing | card 600; paypal 600                         | card asked 600; paypal asked 200 | 200 | 600  | 0
USD 1200 for 3, 2 missing | bank 600; paypal 600                         | paypal asked 600; paypal refused | 200 |      | 800
USD 1200 for 3, 2 missing | bank 600; paypal 600                         | paypal asked 600; bank back 200 | 600 |       | 0
USD 1200 for 3, 2 missing | bank 600; paypal 600                         | paypal asked 600; bank back 400 | 400 |       | 0
USD 1200 for 3, 2 missing | bank 600; paypal 600                         | paypal asked 600; paypal back 300 | 300 |     | 200
USD 1200 for 3, 2 missing | bank 600; paypal 600                         | paypal asked             | 600    |        | 200
USD 1200 for 3, 1 missing | card 600; paypal 600                         | card asked               | 0      | 400    | 0
USD 1200 for 3, 2 missing | bank EUR 500 x 1.20; paypal 600              |                          | 600    |        | 800
USD 1200 for 3, 2 missing | paypal EUR 500 x 1.20; bank 600              |                          | 600    |        | 800
USD 1000 for 2, 1 missing | paypal EUR 333.33 x 1.20; bank 600           |                          | 400    |        | 500
USD 1200 for 3, 2 missing | bank 300; paypal 600                         |                          | 500    |        | 500
USD 1200 for 3, 1 missing | bank 600; paypal 300                         |                          | 100    |        | 100
USD 1200 for 4, 3 missing | bank 300; paypal 300; card 300; paypal 300   |                          | 600    | 300    | 900
KWD 150.5 for 2, 1 missing | bank 100; paypal 50.5                       |                          | 50.5   |        | 75.25
USD 1200 for 3, 2 missing | paypal-old 600; paypal 600                   |                          | 600    |        | 800
USD 1200 for 3, 1 missing | paypal-old 600; paypal 600                   |                          | 400    |        | 400
USD 1200 for 3, 3 missing | paypal-old 900; paypal 300                   |                          | 300    |        | 1200
USD 1200 for 2, 2 missing | paypal-old 600 v1; paypal 600 v2             |                          | 600    |        | 1200
USD 1200 for 2, 1 missing | paypal-old 600 v2; paypal 600 v1             |                          | 0      |        | 600
USD 1200 for 3, 2 missing | paypal-old 700; paypal-old 500               |                          | 800    |        | 800
USD 1200 for 3, 2 missing | paypal-old 600; paypal 600                   | paypal asked             | 600    |        | 200
USD 1200 for 3, 2 missing | paypal-old 600; paypal 600                   | paypal back 200          | 400    |        | 600
USD 1200 for 3, 3 missing | card 400; paypal-old 400; paypal 400         |                          | 400    | 400    | 1200
"""
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in TABLE.strip().splitlines()]
PARTED = [row for row in ROWS if len({one.split()[0] for one in row[1].split("; ")}) > 1]
"""The rows whose money went several ways; of two payments by one desk that are both in time, neither is parted."""


def case(work: str, paid: str, then: str) -> dict[str, Any]:
    """Write the case of a row as a person would."""
    agreed = WORK.fullmatch(work)
    assert agreed is not None, work
    currency, count = agreed["fee"][:3], int(agreed["all"])
    payments = [payment(one, at, currency) for at, one in enumerate(paid.split("; "))]
    first = {"at": ASKED, "event": "sent", "letter": "first_request", "by": "brand", "deadline": "2026-10-30"}
    log, back = [first], []
    for event in filter(None, then.split("; ")):
        way, *_, what = event.split()
        if event == "not asked":
            log = []
        elif "back" in event:
            extra = {
                "bank": {"method": "ach", "via": "creator"},
                "paypal": {"via": "paypal"},
                "card": {"via": "card_issuer"},
            }.get(way, {})
            back.append(
                {"paid_on": BACK if log else "2026-10-20", "amount": f"{currency} {what}", "direction": "in", **extra}
            )
        elif "refused" in event:
            log.append({"at": "2026-11-10", "event": "rejected", "by": DESKS[way], "desk": DESKS[way]})
        else:
            amount = {"amount": f"{currency} {what}"} if what.isdigit() else {}
            log.append({"at": OPENED, "event": "dispute_opened", "by": "brand", "desk": DESKS[way], **amount})
            if way == "paypal":
                log.append({"at": "2026-11-10", "event": "claim_opened", "by": "brand", "desk": "paypal"})
    missing = count - int(agreed["missing"])
    return {
        "case": {"case_ref": "MG-2026-900", "channel": CHANNELS[PAID.match(paid)["way"]], "as_of": AS_OF},  # type: ignore[index]
        "parties": {
            "brand": {
                "legal_name": "Quill & Fern LLC",
                "country": "US",
                "contact": {"name": "Sol Reyes", "email": "sol@quillfern.example"},
            },
            "creator": {
                "display_name": "Bo Tarn",
                "handle": "@bo.tarn",
                "email": "bo@tarn.example",
                "entity_type": "individual",
                "country": "US",
            },
        },
        "agreement": {"kind": "email_thread", "agreed_on": "2026-02-20", "fee": agreed["fee"]},
        "deliverables": [
            {
                "id": f"v{number}",
                "type": "video",
                "due": "2026-10-01",
                **(
                    {"status": "posted_on_time", "posted_at": "2026-09-20"}
                    if number <= missing
                    else {"status": "not_delivered"}
                ),
            }
            for number in range(1, count + 1)
        ],
        "payments": payments + back,
        "refund": {"grounds": ["partially_delivered" if missing else "not_delivered"]},
        "log": log,
    }


def payment(typed: str, at: int, currency: str) -> dict[str, Any]:
    found = PAID.fullmatch(typed)
    assert found is not None, typed
    amount = found["amount"] if found["amount"][0].isalpha() else f"{currency} {found['amount']}"
    day = date(2026, 3, 1) if found["old"] else date(2026, 8, 1) + timedelta(days=10 * at)
    made: dict[str, Any] = {"paid_on": day.isoformat(), "amount": amount, "method": METHODS[found["way"]]}
    if found["rate"]:
        rate = {"rate": float(found["rate"]), "to": currency, "on": day.isoformat(), "source": "the bank's statement"}
        made["fx"] = rate
    if found["work"]:
        made["for"] = [f"v{one}" for one in found["work"].split(",")]
    return made


def facts_of(folder: Path, data: dict[str, Any]) -> Facts:
    """Read, check and work out a case that is written into a folder."""
    return read(folder, data)[0]


def read(folder: Path, data: dict[str, Any]) -> tuple[Facts, Places]:
    """Return the facts of a case that is written into a folder, and where its figures stand."""
    place = folder / "cases" / data["case"]["case_ref"]
    place.mkdir(parents=True)
    (place / "case.json").write_text(json.dumps(data, indent=1), encoding="utf-8")
    source = load(place, Workspace(folder))
    found, problems = check(source, HELD)
    return derive(found, HELD, problems), Places(source, found)


def asked_of(facts: Facts, desk: str) -> str:
    """Return what a desk is asked for, as the table has it; "" where no money went through it."""
    for one in facts.ways or (facts,):
        if one.desk and one.desk.id == desk:
            return plain(one.sums.outstanding.amount)
    return ""


def plain(amount: Any) -> str:
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@pytest.mark.parametrize("row", ROWS, ids=["; ".join(row[:3]) for row in ROWS])
def test_each_desk_is_asked_for_its_own(tmp_path: Path, row: tuple[str, ...]) -> None:
    """To the cent, as it was worked out by hand; the letter asks for what no running request asks for."""
    work, paid, then, paypal, card, creator = row
    facts, places = read(tmp_path, case(work, paid, then))
    assert (asked_of(facts, "paypal"), asked_of(facts, "card_issuer")) == (paypal, card)
    runs_alone = not facts.ways
    assert runs_alone or plain(facts.sums.askable.amount) == creator
    assert not runs_alone or plain(facts.sums.outstanding.amount) == creator


@pytest.mark.parametrize("row", PARTED, ids=["; ".join(row[:3]) for row in PARTED])
def test_explain_takes_apart_what_each_desk_is_asked(tmp_path: Path, row: tuple[str, ...]) -> None:
    """Line by line, from what was typed: each line is worked out anew, and stops the program where it does not add up."""
    facts, places = read(tmp_path, case(*row[:3]))
    made = sheet(facts, places, HELD.currencies)
    named = {
        name: plain(Decimal(line.value.numerator) / line.value.denominator)
        for line in made.lines()
        for name in line.names
        if isinstance(line.value, Fraction)
    }
    assert facts.ways
    for desk, asked in (("paypal", row[3]), ("card_issuer", row[4])):
        assert named.get(desk, "") == asked


def test_the_table_has_no_row_twice() -> None:
    """Sixty and more, of one to four payments."""
    assert len(ROWS) == len(set(ROWS)) >= 60
    assert {len(row[1].split("; ")) for row in ROWS} == {1, 2, 3, 4}


WAYS = st.sampled_from(["bank", "paypal", "card"])


@st.composite
def mixed(draw: st.DrawFn) -> dict[str, Any]:
    """Write any case of one to four payments by three ways, each with a day, a sum and a reference of its own."""
    count = draw(st.integers(1, 4))
    chosen = [draw(WAYS) for _ in range(count)]
    work = draw(st.integers(1, 4))
    cents = draw(st.lists(st.integers(10_000, 99_999), min_size=count, max_size=count, unique=True))
    payments = []
    for at, (way, amount) in enumerate(zip(chosen, cents, strict=True)):
        made = {
            "paid_on": f"2026-0{draw(st.integers(5, 8))}-{11 + at}",
            "amount": f"USD {amount / 100:.2f}",
            "method": METHODS[way],
            "reference": f"REF{at}{way}{amount}",
        }
        if draw(st.booleans()):
            made["for"] = sorted(draw(st.sets(st.sampled_from([f"v{one}" for one in range(1, work + 1)]), min_size=1)))
        payments.append(made)
    missing = draw(st.integers(1, work))
    data = case(f"USD {sum(cents) / 100:.2f} for {work}, {missing} missing", f"{chosen[0]} 1", "")
    for way in draw(st.sets(st.sampled_from([one for one in ("paypal", "card") if one in chosen] or ["bank"]))) - {
        "bank"
    }:
        data["log"].append({"at": OPENED, "event": "dispute_opened", "by": "brand", "desk": DESKS[way]})
        if draw(st.booleans()):
            data["log"].append({"at": "2026-11-12", "event": "rejected", "by": DESKS[way], "desk": DESKS[way]})
    if draw(st.booleans()):
        way = draw(st.sampled_from(chosen))
        via = {"bank": "creator", **DESKS}[way]
        most = sum(amount for one, amount in zip(chosen, cents, strict=True) if one == way)
        back = draw(st.integers(1, most))
        payments.append(
            {"paid_on": BACK, "amount": f"USD {back / 100:.2f}", "direction": "in", "via": via, "method": METHODS[way]}
        )
    return data | {"payments": payments}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mixed")


NUMBERS = itertools.count()


@settings(max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=mixed())
def test_no_desk_is_asked_for_what_is_not_its_own(shelf: Path, data: dict[str, Any]) -> None:
    """However the money went: each desk for its own, all for no more than is open, and in words of its own alone."""
    try:
        facts, places = read(shelf / str(next(NUMBERS)), data)
    except CaseError as error:
        assert {one.rule for one in error.problems if one.severity == "error"} <= {"C11", "M16", "M17"}, error.problems
        assume(False)
    assert sheet(facts, places, HELD.currencies).blocks
    own_payments = {one.channel.id: one.case.payments for one in facts.ways}
    for one in facts.ways:
        assert one.sums.outstanding <= one.sums.paid
        assert one.sums.outstanding + one.sums.returned <= one.sums.paid
        assert {payment.paid_on for payment in one.case.payments} >= set(counted_days(one))
    asked = sum((one.sums.outstanding.amount for one in facts.ways), Decimal(0))
    assert asked <= facts.sums.outstanding.amount
    running = sum((one.sums.outstanding.amount for one in facts.ways if one.running_since), Decimal(0))
    letters = [one.amount.amount for one in facts.ladder.due if one.letter in LADDER_LETTERS]
    assert running + max(letters, default=Decimal(0)) <= facts.sums.outstanding.amount or not facts.ways
    for text in render(facts, {}, None):
        if text.kind == "support" and facts.ways:
            mine = own_payments[facts.of(text.document).channel.id]
            others = [one for one in facts.case.payments if one not in mine]
            assert foreign(text.body, mine, others) == []


def counted_days(facts: Facts) -> list[date]:
    """List the days of payments from which the windows of a way are counted."""
    pointers = [pointer for window in facts.windows for pointer in window.places]
    places = [int(pointer.split("/")[2]) for pointer in pointers if pointer.startswith("/payments/")]
    return [facts.case.payments[at].paid_on for at in places]


def foreign(text: str, mine: Sequence[Payment], others: Sequence[Payment]) -> list[str]:
    """List the sums, days and references of others' payments that a text states and its own payments do not have."""

    def marks(payments: Sequence[Payment]) -> set[str]:
        return {
            mark
            for one in payments
            for mark in (f"{one.amount.amount:,f}", windows.format_day(one.paid_on), one.reference or "")
            if mark
        }

    return sorted(
        mark for mark in marks(others) - marks(mine) if re.search(rf"(?<![\d,.]){re.escape(mark)}(?!\d)", text)
    )


def test_what_is_foreign_is_found() -> None:
    """The guard of the test above: a reference, a day and a sum of another payment."""
    own = Payment(amount=Money.parse("USD 600.00"), paid_on=date(2026, 10, 5), reference="9XK2")
    other = Payment(amount=Money.parse("USD 1600.00"), paid_on=date(2026, 8, 25), reference="CF-BANK")
    assert foreign("We paid USD 600.00 on 5 October 2026, 9XK2.", [own], [other]) == []
    text = "USD 1,600.00 on 25 August 2026, CF-BANK"
    assert foreign(text, [own], [other]) == ["1,600.00", "25 August 2026", "CF-BANK"]


def letter(folder: Path, then: str, day: str, *log: dict[str, Any], paid: str = "bank 600; paypal 600") -> str:
    """Return the letter that is next in a case, two of three pieces missing, as one line."""
    data = case("USD 1200 for 3, 2 missing", paid, then)
    data["case"]["as_of"] = day
    data["log"] += log
    facts = facts_of(folder, data)
    (text,) = [one for one in render(facts, {}, None) if one.kind == "email"]
    return f"{text.subject} " + " ".join(text.body.split())


REMINDED = {"at": "2026-11-10", "event": "sent", "letter": "reminder", "by": "brand", "deadline": "2026-11-24"}
TOLD = {"at": "2026-11-11", "event": "sent", "letter": "dispute_notice", "by": "brand"}


def test_a_final_notice_names_the_desks_that_are_left(tmp_path: Path) -> None:
    """What PayPal has is no part of its sum, and nobody is told that it will be taken there."""
    before = letter(tmp_path / "1", "", "2026-11-28", REMINDED)
    assert "refund of USD 800.00" in before
    assert "we may take the claim to PayPal, and then to a court" in before
    after = letter(tmp_path / "2", "paypal asked 600", "2026-11-28", TOLD, REMINDED)
    assert "refund of USD 200.00" in after
    assert "USD 600.00 more is asked for in our dispute with PayPal" in after
    assert "we may bring the claim before a court" in after


def test_an_agreed_sum_is_not_divided_by_us(tmp_path: Path) -> None:
    agreed = {"at": "2026-11-27", "event": "agreed", "amount": "USD 500.00", "deadline": "2026-12-11"}
    text = letter(tmp_path, "", "2026-11-28", agreed)
    assert "You may divide the USD 500.00 between these ways as you like, up to what we paid in each" in text


def test_a_desk_that_agreed_to_pay_is_waited_for(tmp_path: Path) -> None:
    """Until the money is there nobody else is asked for it."""
    approved = {"at": "2026-11-20", "event": "approved", "by": "paypal", "desk": "paypal"}
    text = letter(tmp_path, "paypal asked 600", "2026-11-28", TOLD, REMINDED, approved)
    assert "refund of USD 200.00" in text
    assert "USD 600.00 more is asked for in our dispute with PayPal" in text


def test_work_that_came_is_no_ground_at_a_desk_that_was_paid_for_other_work(tmp_path: Path) -> None:
    """The text for a desk says what its payment was for, and not that all that was agreed was this."""
    data = case("USD 1200 for 3, 2 missing", "bank 400 v1; paypal 400 v2; bank 400 v3", "")
    data["deliverables"][0] |= {"status": "posted_late", "posted_at": "2026-10-04"}
    data["refund"] = {"grounds": ["late", "partially_delivered"], "method": "per_item"}
    facts = facts_of(tmp_path, data)
    (paypal,) = [one for one in facts.ways if one.desk]
    assert [one.id for one in paypal.reasons] == ["not_delivered"]
    texts = {one.path.rpartition("/")[2]: one.body for one in render(facts, {}, None) if one.kind == "support"}
    assert "This payment was for one video" in texts["request-1000.txt"]
    assert "Problem: a service that did not come" in texts["fields.txt"]
    assert not any("V1" in text or "USD 1,200.00" in text for text in texts.values())


def test_status_lists_each_way(tmp_path: Path) -> None:
    """For whoever keeps many cases: what went where, and what runs since when; also out of the cache."""
    data = case("USD 1200 for 3, 2 missing", "bank 600; paypal 600", "paypal asked 600")
    facts_of(tmp_path, data)
    for _ in range(2):
        (entry,) = docket.build_docket(Workspace(tmp_path), date(2026, 11, 28)).entries
        assert [(one.desk, str(one.asked), one.running_since) for one in entry.ways] == [
            ("", "USD 200.00", None),
            ("paypal", "USD 600.00", date(2026, 10, 31)),
        ]


def test_the_time_of_one_payment_is_not_that_of_another(tmp_path: Path) -> None:
    """One payment's time is over, the other's still runs: both are listed, and the warning names both."""
    data = case("USD 1200 for 3, 2 missing", "paypal-old 600; paypal 600", "")
    place = tmp_path / "cases" / "MG-2026-900"
    place.mkdir(parents=True)
    (place / "case.json").write_text(json.dumps(data), encoding="utf-8")
    found, problems = check(load(place, Workspace(tmp_path)), HELD)
    (asked,) = [one for one in problems if one.rule == "C3" and "not as described" not in one.message]
    assert asked.message.startswith(
        "The time limit for this step has ended for one payment and is still running for another: Open a dispute"
    )
    facts = derive(found, HELD, problems)
    closing = {one.closes_on for one in facts.windows if one.id == "paypal_dispute"}
    assert closing == {date(2027, 2, 7)}
    assert "until 28 August 2026" in asked.detail and "until 7 February 2027" in asked.detail
    disputes = [(one.kind, one.on) for one in facts.agenda if one.id.startswith("window/paypal_dispute")]
    assert disputes == [("missed", date(2026, 8, 28)), ("window", date(2027, 2, 7))]


def line_of(found: Facts, name: str) -> str:
    """Return one text of a case, whose path begins so, as one line without tags."""
    (text,) = [one for one in render(found, {}, None) if one.path.startswith(name)]
    return " ".join(re.sub("<[^>]*>", " ", text.body).split())


def problems(folder: Path, data: dict[str, Any]) -> tuple[Problem, ...]:
    """Return what check says of a case that is written into a folder."""
    place = folder / "cases" / data["case"]["case_ref"]
    place.mkdir(parents=True)
    (place / "case.json").write_text(json.dumps(data, indent=1), encoding="utf-8")
    return check(load(place, Workspace(folder)), HELD)[1]


def paypal_twice(folder: Path, *log: dict[str, Any]) -> Facts:
    """Two payments by PayPal, for one of which its 180 days are over."""
    data = case("USD 1200 for 3, 2 missing", "paypal-old 600; paypal 600", "")
    data["log"] += log
    return facts_of(folder, data)


PAID_OFTEN = [
    "paypal-old 600; paypal 600",
    "paypal 600; paypal 600",
    "bank 600; paypal-old 300; paypal 300",
    "bank 1200",
]


@pytest.mark.parametrize("paid", PAID_OFTEN)
def test_what_is_too_late_is_what_resolve_has_moved(tmp_path: Path, paid: str) -> None:
    """Handed on, it is what one gets by asking for each by itself: nothing differs but how often windows are counted."""
    found = facts_of(tmp_path, case("USD 1200 for 3, 2 missing", paid, "")).case
    before, now = payments_by_route(found, HELD), ways.payments_by_channel(found, HELD)
    moved = {at: channel for channel, at_first in before.items() for at in at_first if at not in now.get(channel, ())}
    assert ways.late_payments(found, HELD) == moved
    assert bool(moved) is ("old" in paid)
    parted = ways.ways_without_sums(found, HELD)
    told = [(desk, one) for way in parted for desk, one in way.too_late]
    assert told == [(HELD.channels[channel].desk, found.payments[at]) for at, channel in sorted(moved.items())]
    assert {way.channel.id for way in parted} == (set(now) if len(now) > 1 else set())


def test_windows_are_counted_once_for_a_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To part a case, and to say what is too late: each asks once which payments are in time."""
    found = facts_of(tmp_path, case("USD 1200 for 3, 2 missing", "paypal-old 600; paypal 600", "")).case
    asked: list[str] = []
    late = RESOLVING._payments_too_late
    monkeypatch.setattr(
        RESOLVING, "_payments_too_late", lambda channel, *more: asked.append(channel) or late(channel, *more)
    )
    for look in (ways.ways_without_sums, ways.late_payments):
        asked.clear()
        assert look(found, HELD)
        assert asked == ["direct_paypal"]


def test_a_desk_is_not_asked_for_a_payment_whose_time_is_over(tmp_path: Path) -> None:
    """What PayPal takes no more is asked of the creator alone, on PayPal, and the page says which it is."""
    found = paypal_twice(tmp_path)
    by_desk, alone = found.ways
    text = line_of(found, "support/paypal/request-1000")
    assert (
        "please return USD 600.00. We paid USD 600.00 on August 11, 2026" in text
        and "What else was paid under the agreement is no part" in text
    )
    assert [one.paid_on.isoformat() for one in by_desk.case.payments] == ["2026-08-11"]
    assert [(desk.id, one.paid_on.isoformat()) for desk, one in alone.too_late] == [("paypal", "2026-03-01")]
    assert "The time limit for asking PayPal about USD 600.00 of March 1, 2026, has passed." in line_of(found, "index")
    assert (
        "Please refund USD 800.00 on PayPal, as a refund on our payments of March 1, 2026 and August 11, 2026"
        in line_of(found, "email/reminder")
    )
    data = case("USD 1200 for 3, 2 missing", "paypal-old 600; paypal 600", "")
    (said,) = [
        one for one in problems(tmp_path / "again", data) if one.rule == "C3" and "not as described" not in one.message
    ]
    assert (
        said.fix == "Take this step now. For the payment whose time limit has ended, you can ask only the other party."
    )


def test_a_dispute_over_one_payment_is_told_with_its_own_sum(tmp_path: Path) -> None:
    """The only desk need not be named in the log; the letter names what is asked there, not what is asked beside."""
    claimed = {"at": "2026-11-01", "event": "claim_opened", "by": "brand"}
    found = paypal_twice(
        tmp_path, {"at": OPENED, "event": "dispute_opened", "by": "brand", "number": "PP-R-1"}, claimed
    )
    notice = line_of(found, "email/dispute_notice")
    assert "we opened a claim with PayPal over USD 600.00" in notice
    assert "refund USD 600.00 on PayPal, as a refund on our payment of August 11, 2026" in notice
    assert "went another way" not in notice
    later = paypal_twice(
        tmp_path / "later",
        {"at": OPENED, "event": "dispute_opened", "by": "brand", "number": "PP-R-1"},
        claimed,
        {"at": "2026-11-02", "event": "sent", "letter": "dispute_notice", "by": "brand"},
    )
    rest = line_of(later, "email/reminder")
    assert "Please refund USD 200.00 on PayPal, as a refund on our payment of March 1, 2026" in rest
    assert (
        "USD 600.00 more is asked for in our dispute with PayPal over what we paid by PayPal (goods and services) on August 11, 2026"
        in rest
    )


def test_what_was_opened_in_time_stays_with_the_desk(tmp_path: Path) -> None:
    """The day that counts is that of the opening; and who asked for all of it in spite of C3 keeps what the log says."""
    early = [
        {"at": f"2026-08-{day}", "event": event, "by": "brand"}
        for day, event in ((20, "dispute_opened"), (25, "claim_opened"))
    ]
    assert paypal_twice(tmp_path / "early", *early).ways == ()
    data = case("USD 1200 for 3, 3 missing", "paypal-old 600; paypal 600", "")
    opened = {"at": OPENED, "event": "dispute_opened", "by": "brand", "amount": "USD 1200.00"}
    data["log"] += [opened, {"at": "2026-11-01", "event": "claim_opened", "by": "brand"}]
    assert facts_of(tmp_path / "all", data).ways == ()
    opened["amount"] = "USD 600.00"
    assert len(facts_of(tmp_path / "own", data).ways) == 2


def test_the_word_of_one_desk_ends_no_dispute_at_another(tmp_path: Path) -> None:
    """The other party is told of the second dispute though the first was decided meanwhile, and though we refused an offer."""
    opened = {"at": "2026-11-24", "event": "dispute_opened", "by": "brand", "desk": "paypal"}
    log = [
        {"at": "2026-11-01", "event": "sent", "letter": "dispute_notice", "by": "brand"},
        opened,
        {"at": "2026-11-26", "event": "approved", "by": "card_issuer", "desk": "card_issuer"},
        {"at": "2026-11-27", "event": "rejected", "by": "brand"},
    ]
    text = letter(tmp_path, "card asked 600", "2026-11-28", *log, paid="card 600; paypal 600")
    assert text.startswith("Refund of USD 200.00: we have asked PayPal")


@pytest.mark.parametrize(("day", "stage"), [("2027-01-10", "to_desk"), ("2026-12-01", "to_write")])
def test_a_window_that_closes_soon_goes_before_a_letter(tmp_path: Path, day: str, stage: str) -> None:
    """As where all money went one way: PayPal's 180 days end on 7 February 2027, and the reminder can wait."""
    data = case("USD 1200 for 3, 2 missing", "bank 600; paypal 600", "")
    data["case"]["as_of"] = day
    facts = facts_of(tmp_path, data)
    assert (facts.stage.id, facts.desk.id if facts.desk else "") == (stage, "paypal" if stage == "to_desk" else "")
