"""The agency as the other party: it was paid, it is asked, and the documents name it."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from test_audit import piece, spent, worked
from test_desks import facts
from test_policy_sums import out, problems, warnings

from makegood import language
from makegood.statements import closing, history

REPRESENTATIVE = {"name": "Sven Hardt", "email": "sven@brightfold.example", "agency": "Brightfold Talent GmbH"}
REMOVED = {"min_live_days": 30, "removed_at": "2026-11-20"}
"""Posted on 9 November: 11 of 30 days."""


def managed(*log: dict[str, Any], channel: str = "agency", represented: dict[str, Any] | None = None) -> dict[str, Any]:
    """Write a case of a post that was taken down, for GBP 1,500.00, of which GBP 950.00 are claimed."""
    data = copy.deepcopy(
        worked(
            "GBP 1500.00",
            [spent("GBP 1500.00", reference="NK-771")],
            [piece(1, "removed", **REMOVED)],
            "removed_early",
            channel=channel,
        )
    )
    data["parties"]["creator"]["representative"] = REPRESENTATIVE if represented is None else represented
    data["log"] += log
    return data


@pytest.mark.parametrize(("channel", "is_stopped"), [("agency", False), ("direct_bank", True)])
def test_a_hacked_account_stops_only_a_case_with_letters_to_it(
    tmp_path: Path, channel: str, *, is_stopped: bool
) -> None:
    """C27 is for letters to the creator; the request goes to the agency."""
    data = managed(channel=channel)
    del data["parties"]["creator"]["email"]
    data["refund"] = {"grounds": ["account_not_online" if channel == "direct_bank" else "removed_early"]}
    data["deliverables"][0]["defects"] = [{"code": "account_hacked", "noticed_on": "2026-11-20", "evidence": ["post"]}]
    if is_stopped:
        assert "C27" in problems(tmp_path, data)
    else:
        assert "C27" not in warnings(tmp_path, data)


SENT = {"at": "2026-11-22", "event": "sent", "desk": "agency", "by": "brand", "amount": "GBP 950.00"}
PART = {"at": "2026-11-23", "event": "approved", "desk": "agency", "by": "agency", "amount": "GBP 800.00"}
REFUSED = {"at": "2026-11-23", "event": "rejected", "desk": "agency", "by": "agency", "text": "The fee was earned."}


def chronology(home: Path, *log: dict[str, Any], is_to_desk: bool = False) -> list[str]:
    made = facts(home, managed(*log))
    lines = (history.happened(event, made, is_to_desk=is_to_desk) for event in made.chronology)
    return [" ".join(map(language.in_english, line)) for line in lines]


@pytest.mark.parametrize(
    ("asked", "approved", "line"),
    [
        (SENT, PART, "Brightfold Talent GmbH approved GBP 800.00 of the GBP 950.00"),
        (
            SENT,
            {**PART, "text": "Without the fee."},
            "Brightfold Talent GmbH approved GBP 800.00 of the GBP 950.00: Without the fee.",
        ),
        (SENT, {**PART, "number": "R-7"}, "Brightfold Talent GmbH approved GBP 800.00 of the GBP 950.00, number R-7"),
        (SENT, {**PART, "amount": "GBP 950.00"}, "Brightfold Talent GmbH approved GBP 950.00"),
        (SENT, {**PART, "text": "We pay GBP 800.00."}, "Brightfold Talent GmbH approved: We pay GBP 800.00."),
        ({key: SENT[key] for key in SENT if key != "amount"}, PART, "Brightfold Talent GmbH approved GBP 800.00"),
        (SENT, {key: PART[key] for key in PART if key != "amount"}, "Brightfold Talent GmbH approved"),
    ],
)
def test_an_approval_of_a_part_does_not_read_as_one_of_all(
    tmp_path: Path, asked: dict[str, Any], approved: dict[str, Any], line: str
) -> None:
    """The sum of the request is that of the last one to the desk; an amount that the text states is not repeated."""
    assert line in chronology(tmp_path, asked, approved)


def test_a_request_addresses_its_reader(tmp_path: Path) -> None:
    """Of what was exchanged with it, the agency reads "you"; other readers, its name."""
    addressed = chronology(tmp_path, SENT, REFUSED, is_to_desk=True)
    assert "We sent the request to you" in addressed
    assert "You rejected the request: The fee was earned." in addressed
    text = out(tmp_path, managed(SENT, PART, channel="agency"))["support/agency/request-2500.txt"]
    assert "We sent the request to you" in text
    assert "The agency" not in text
    assert "We sent the request to Brightfold Talent GmbH" in chronology(tmp_path, SENT, REFUSED)


@pytest.mark.parametrize(
    ("represented", "name"),
    [(None, "Brightfold Talent GmbH"), ({"name": "Sven Hardt", "email": "sven@brightfold.example"}, "the agency")],
)
def test_the_packet_names_the_agency_as_the_other_party(
    tmp_path: Path, represented: dict[str, Any] | None, name: str
) -> None:
    """On its cover, at the foot of its pages and as its reader; the creator beside it."""
    packet = out(tmp_path, managed(represented=represented))["packet/agency.pdf"]
    assert (
        f'on the agreement of <span class="whole">4 November 2026</span> with {name}, for Ana Marlowe (@ana.marlowe).'
        in packet
    )
    assert f"Pine Ltd and {name}, for Ana Marlowe · prepared" in packet
    assert f"Documentation packet · for {name}" in packet


def test_the_creator_is_the_other_party_where_no_agency_was_paid(tmp_path: Path) -> None:
    """Negative control: the same representative, with the creator paid directly."""
    packet = out(tmp_path, managed(channel="direct_bank"))["packet/influencer.pdf"]
    assert " and Ana Marlowe · prepared" in packet
    assert "and Brightfold Talent GmbH" not in packet


def test_a_reference_of_a_payment_is_labelled_as_one(tmp_path: Path) -> None:
    """It is no number of anything at the agency."""
    packet = out(tmp_path, managed())["packet/agency.pdf"]
    assert '<p class="label">Reference of the payment</p><p class="mid">NK-771</p>' in packet
    assert ">Number<" not in packet


def test_the_page_and_the_chronology_name_the_agency(tmp_path: Path) -> None:
    """It is a desk with a name of its own."""
    made = facts(tmp_path, managed())
    assert language.in_english(made.stage.next_act) == "Ask Brightfold Talent GmbH for the refund."
    assert "Brightfold Talent GmbH approved GBP 800.00 of the GBP 950.00" in chronology(tmp_path, SENT, PART)


def test_the_closing_report_names_the_agency(tmp_path: Path) -> None:
    """Nothing was claimed from the creator; the agency is no desk beside another party."""
    made = facts(tmp_path, managed())
    [party] = closing.other_party(made)
    assert language.in_english(party) == "Brightfold Talent GmbH, for Ana Marlowe (@ana.marlowe)"
    assert closing.desks(made) == ()
    [direct] = closing.other_party(facts(tmp_path / "direct", managed(channel="direct_bank")))
    assert language.in_english(direct) == "Ana Marlowe (@ana.marlowe)"


@pytest.mark.parametrize(
    ("country", "ways_out"),
    [("GB", {"court_england"}), ("DE", {"court_germany", "order_for_payment_eu", "small_claims_eu"})],
)
def test_an_agency_that_refuses_can_be_taken_to_court(tmp_path: Path, country: str, ways_out: set[str]) -> None:
    """It owes as any party to a contract does, by the courts that a creator who was paid directly has, too."""
    data = managed(SENT, REFUSED)
    data["parties"]["creator"]["country"] = country
    made = facts(tmp_path, data)
    assert made.stage.id == "refused"
    assert {option.policy.id for option in made.escalations} == ways_out
    text = out(tmp_path, data)["index.html"]
    assert "No other option is known" not in text
    assert "If the agency is based elsewhere, state its country as the jurisdiction." in text


def test_the_request_quotes_its_clause_and_asks_for_an_answer(tmp_path: Path) -> None:
    """The longest text quotes, the others name the section; whom to write to stands with the fields."""
    data = managed()
    quote = "If a video does not stay online, the agency returns the fee for the missing days."
    data["agreement"]["refund_clause"] = {"quote": quote, "section": "7", "evidence": ["agreement"]}
    texts = out(tmp_path, data)
    assert f"We rely on section 7 of that agreement: “{quote}”" in texts["support/agency/request-2500.txt"]
    assert "We rely on section 7 of that agreement." in texts["support/agency/request-1000.txt"]
    for length in (1000, 2500):
        assert "Please answer within seven days. Please tell us, too," in texts[f"support/agency/request-{length}.txt"]
    assert "To: Sven Hardt, sven@brightfold.example Creator:" in texts["support/agency/fields.txt"]
    data["agreement"]["refund_clause"]["quote"] = quote * 7
    assert "We rely on section 7 of that agreement." in out(tmp_path, data)["support/agency/request-2500.txt"]
