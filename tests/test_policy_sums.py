"""What a channel's own rule gives: late content on TikTok One, missing impressions, unused coins.

Each sum is computed by hand in the test.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from conftest import in_english
from test_audit import bought, missing_impressions, ordered, spent
from test_channels import case
from test_desks import KNOWN, facts
from test_render import texts
from test_sums import faults

from makegood.commands.explain.sums import explain_sums
from makegood.model.errors import CaseError
from makegood.model.workspace import Workspace
from makegood.pipeline.check import check
from makegood.pipeline.load import load
from makegood.pipeline.render import fit_text

WITHDRAW = {"at": "2026-11-21", "event": "ticket_opened", "by": "brand", "number": "4417"}
REFUSED = {"at": "2026-11-22", "event": "rejected", "by": "tiktok", "text": "No dates are free."}


def problems(home: Path, data: dict[str, Any]) -> dict[str, str]:
    """Return the fix of each error of a case, by its rule."""
    with pytest.raises(CaseError) as caught:
        facts(home, data)
    return {one.rule: f"{one.message} {one.fix}" for one in caught.value.problems if one.severity == "error"}


def warnings(home: Path, data: dict[str, Any]) -> set[str]:
    """Return the rules of the warnings of a case."""
    facts(home, data)
    folder = next(home.rglob("case.json")).parent
    return {problem.rule for problem in check(load(folder, Workspace(home)), KNOWN)[1]}


def out(home: Path, data: dict[str, Any]) -> dict[str, str]:
    return {path: " ".join(text.body.split()) for path, text in texts(facts(home, data)).items()}


def request(home: Path, data: dict[str, Any], length: int = 1000) -> str:
    [body] = [body for path, body in out(home, data).items() if path.endswith(f"/request-{length}.txt")]
    return body


# TikTok One


@pytest.mark.parametrize(("draft", "amount"), [("2026-11-11", "USD 2000.00"), ("2026-11-15", "USD 2000.00")])
def test_content_after_its_deadline_gives_all_back(tmp_path: Path, draft: str, amount: str) -> None:
    """Due on 10 November: from 11 November on, all of USD 2,000.00, and the request says why it is cancelled."""
    data = ordered(draft, "late")
    made = facts(tmp_path, data)
    assert (str(made.sums.claimed), made.computation.method) == (amount, "stage_percent")
    for length in (300, 1000):
        text = request(tmp_path, data, length)
        assert "since its content missed the deadline, and to refund USD 2,000.00" in text
        assert "Video 1, due on 10 November 2026, was submitted as a draft on" in text
    assert "Video 1 was submitted as a draft" in request(tmp_path, data)


def test_late_content_is_the_reason_for_the_sum(tmp_path: Path) -> None:
    """C24 does not call the ground idle that gives all back, and the head of the packet speaks of a draft."""
    data = ordered("2026-11-15", "late")
    assert "C24" not in warnings(tmp_path, data)
    assert "A draft was submitted after the agreed day." in out(tmp_path, data)["message/first_request-300.txt"]
    data["refund"]["grounds"] = ["late", "removed_early"]
    assert "C24" in warnings(tmp_path, data)


def test_a_short_request_keeps_what_its_sentences_do_not_say(tmp_path: Path) -> None:
    """Where not all events fit, those go first that the text above has stated: the agreement and the payment."""
    data = ordered("2026-11-15", "late")
    data["log"] += [
        {"at": f"2026-11-{day}", "event": "answered", "by": "creator", "text": f"Answer {day} " + "more " * 12}
        for day in (16, 17, 18, 19)
    ]
    text = request(tmp_path, data)
    assert "Answer 19" in text
    assert "2026: USD 2,000.00 paid" not in text
    assert "2026: USD 2,000.00 paid" in request(tmp_path, data, 2500)


def test_nothing_that_never_came_is_late(tmp_path: Path) -> None:
    """Not even a draft came: the letter would say that the work was delivered after the agreed time."""
    data = ordered("2026-11-15", "late")
    item = data["deliverables"][0]
    del item["draft_submitted_at"]
    item["status"] = "not_delivered"
    data["agreement"]["order_stage"] = "before_submission"
    assert 'Write "not_delivered"' in problems(tmp_path, data)["T11"]
    data["refund"]["grounds"] = ["not_delivered"]
    assert str(facts(tmp_path, data).sums.claimed) == "USD 2000.00"


def test_content_that_came_in_time_is_not_called_late(tmp_path: Path) -> None:
    """A draft of the last day is in time: the ground would be untrue."""
    assert "T11" in problems(tmp_path, ordered("2026-11-10", "late"))
    text = request(tmp_path, ordered("2026-11-10", "not_approved"))
    assert "USD 1,800.00" in text
    assert "missed the deadline" not in text


def test_a_later_day_that_was_agreed_is_the_deadline(tmp_path: Path) -> None:
    """Both agreed on 20 November: a draft of 15 November is in time, one of 21 November is not."""
    agreed = {"at": "2026-11-09", "event": "agreed", "by": "creator", "deadline": "2026-11-20"}
    early, late = ordered("2026-11-15", "late"), ordered("2026-11-21", "late")
    for data in (early, late):
        data["log"].append(agreed)
    assert "T11" in problems(tmp_path, early)
    assert str(facts(tmp_path, late).sums.claimed) == "USD 2000.00"


@pytest.mark.parametrize("key", ["due", "draft_submitted_at"])
def test_a_day_that_is_missing_is_asked_for(tmp_path: Path, key: str) -> None:
    """Without one of the two days nobody knows whether 90 or 100 percent are right."""
    data = ordered("2026-11-15", "late")
    del data["deliverables"][0][key]
    assert f'"{key}": "2026-11-' in problems(tmp_path, data)["K1"]


@pytest.mark.parametrize(("asked_on", "is_known"), [("2026-11-23", True), ("2026-11-28", True), ("2026-11-29", False)])
def test_an_order_cancelled_in_time_keeps_its_stage(tmp_path: Path, asked_on: str, is_known: bool) -> None:
    """The draft of 15 November would count as approved on 29 November, unless the desk was asked before that."""
    data = ordered("2026-11-15", "late")
    data["case"]["as_of"] = "2026-12-03"
    data["log"] = [{"at": asked_on, "event": "ticket_opened", "by": "brand", "desk": "tiktok_one", "number": "T1"}]
    if is_known:
        assert str(facts(tmp_path, data).sums.claimed) == "USD 2000.00"
    else:
        assert "K1" in problems(tmp_path, data)


def test_a_draft_that_counts_as_approved_can_be_contradicted(tmp_path: Path) -> None:
    """After 14 days the stage is in doubt; the message says how to state it."""
    data = ordered("2026-11-15", "late")
    data["case"]["as_of"] = "2026-12-01"
    assert '"order_stage": "submitted"' in problems(tmp_path, data)["K1"]
    data["agreement"]["order_stage"] = "submitted"
    assert "K1" not in problems(tmp_path, data)


# Reserved ads


@pytest.mark.parametrize(
    ("delivered", "amount", "missing"),
    [
        (7900, "GBP 189.00", "2,100"),  # 900 × 2,100 ÷ 10,000
        (7999, "GBP 180.09", "2,001"),  # 900 × 2,001 ÷ 10,000
        (1, "GBP 899.91", "9,999"),  # 900 × 9,999 ÷ 10,000
        (0, "GBP 900.00", "10,000"),
    ],
)
def test_missing_impressions_have_their_price(tmp_path: Path, delivered: int, amount: str, missing: str) -> None:
    """Of GBP 900.00 for 10,000 impressions; no method and no sum are typed."""
    data = missing_impressions(delivered)
    made = facts(tmp_path, data)
    assert (str(made.sums.claimed), made.computation.method) == (amount, "impressions")
    assert str(made.rows[0].claimed) == amount
    for length in (300, 1000, 2500):
        text = request(tmp_path, data, length)
        assert f"please deliver the {missing} missing impressions. If you decline, please return {amount}" in text


@pytest.mark.parametrize("delivered", [8000, 10000, 10001])
def test_what_counts_as_delivered_in_full_is_no_ground(tmp_path: Path, delivered: int) -> None:
    """80 percent exactly, all and more: nothing is claimed."""
    assert "If another booking fell short, add its numbers." in problems(tmp_path, missing_impressions(delivered))["C9"]


def test_a_booking_that_counts_as_full_adds_nothing_beside_one_that_fell_short(tmp_path: Path) -> None:
    """GBP 600.00 at 50 percent and GBP 300.00 at 80: GBP 300.00; at 79 percent 63.00 more. The numbers stay in the packet."""
    data = missing_impressions(5000)
    data["deliverables"][0]["price"] = "GBP 600.00"
    second = {
        "id": "second",
        "type": "reservation_ad",
        "status": "posted",
        "price": "GBP 300.00",
        "due_from": "2026-11-10",
    }
    data["deliverables"].append(second | {"booked_impressions": 1000, "delivered_impressions": 800})
    made = facts(tmp_path / "full", data)
    assert [str(row.claimed) for row in made.rows] == ["GBP 300.00", "GBP 0.00"]
    assert "missing impressions for Second" not in request(tmp_path / "full", data)
    data["deliverables"][1]["delivered_impressions"] = 790
    made = facts(tmp_path / "short", data)
    assert [str(row.claimed) for row in made.rows] == ["GBP 300.00", "GBP 63.00"]
    assert "210 missing impressions for Second" in request(tmp_path / "short", data)


def test_two_bookings_have_each_their_part(tmp_path: Path) -> None:
    """GBP 600.00 with half missing and GBP 300.00 of which nothing came: 300.00 and 300.00."""
    data = missing_impressions(5000)
    data["deliverables"][0]["price"] = "GBP 600.00"
    data["deliverables"].append(
        {
            "id": "second",
            "type": "reservation_ad",
            "status": "not_delivered",
            "due": "2026-11-20",
            "price": "GBP 300.00",
        }
    )
    made = facts(tmp_path, data)
    assert str(made.sums.claimed) == "GBP 600.00"
    assert [str(row.claimed) for row in made.rows] == ["GBP 300.00", "GBP 300.00"]
    assert in_english(made.computation.formula) == "600.00 × 5,000 ÷ 10,000 + 300.00 = 600.00"


def test_numbers_that_are_missing_are_asked_for(tmp_path: Path) -> None:
    """Without the numbers the message asks for them, unless a sum is named."""
    data = missing_impressions(7900)
    del data["deliverables"][0]["delivered_impressions"]
    assert '"delivered_impressions": 640000' in problems(tmp_path, data)["K1"]
    data["refund"]["requested"] = "GBP 100.00"
    assert str(facts(tmp_path, data).sums.claimed) == "GBP 100.00"
    del data["deliverables"], data["refund"]["requested"]
    assert '"type": "reservation_ad"' in problems(tmp_path, data)["K1"]


def test_after_a_refusal_the_money_is_asked_for(tmp_path: Path) -> None:
    """Delivery comes first; once the log has the refusal, no text asks for impressions any more."""
    data = missing_impressions(7900)
    data["log"] = [WITHDRAW]
    before = out(tmp_path, data)
    [asked] = [body for path, body in before.items() if path.endswith("request-1000.txt")]
    assert "2,100 missing impressions" in asked
    assert "one to one in media value" in asked
    data["log"] = [WITHDRAW, REFUSED]
    made = facts(tmp_path, data)
    assert in_english(made.stage.next_act).startswith("Ask TikTok's ads support for the money.")
    after = out(tmp_path, data)
    appeal = next(body for path, body in after.items() if path.endswith("follow-up-appeal.txt"))
    assert "you declined to deliver the 2,100 missing impressions. We now ask for the money" in appeal
    assert "please return GBP 189.00" in appeal
    [again] = [body for path, body in after.items() if path.endswith("request-1000.txt")]
    assert "one to one" not in again
    assert "On 22 November 2026 you declined to deliver the missing impressions." in again


def test_an_answer_after_the_refusal_is_about_money(tmp_path: Path) -> None:
    """TikTok declined the impressions and then approved the sum: no text asks for impressions again."""
    data = missing_impressions(7900)
    approved = {"at": "2026-11-23", "event": "approved", "by": "tiktok", "amount": "GBP 189.00"}
    data["log"] = [WITHDRAW, approved]
    assert any("missing impressions" in body for path, body in out(tmp_path, data).items() if "request-" in path)
    data["log"] = [WITHDRAW, REFUSED, approved]
    for path, body in out(tmp_path, data).items():
        assert "please deliver" not in body, path


def test_the_shortest_text_names_the_order(tmp_path: Path) -> None:
    """By it the desk finds the purchase; where it does not fit, the whole sentence is left out."""
    data = missing_impressions(7900)
    data["purchase"] = {**data.get("purchase", {}), "transaction_id": "INV-55120"}
    [short] = [body for path, body in out(tmp_path, data).items() if path.endswith("request-300.txt")]
    assert "This is about" in short
    assert "transaction INV-55120" in short
    data["purchase"]["transaction_id"] = "INV-" + "5" * 190
    [short] = [body for path, body in out(tmp_path, data).items() if path.endswith("request-300.txt")]
    assert "This is about" not in short
    assert len(short.rstrip("\n")) <= 300


def test_the_packet_asks_for_the_impressions_too(tmp_path: Path) -> None:
    """Its head and its request say the same as the text, before and after the refusal."""
    data = missing_impressions(7900)
    packet = out(tmp_path, data)["packet/tiktok.pdf"]
    assert "We ask for the 2,100 missing impressions, or, if that is declined, for" in packet
    assert "Please deliver the 2,100 missing impressions. If you decline, please return" in packet
    data["log"] = [WITHDRAW, REFUSED]
    packet = out(tmp_path, data)["packet/tiktok.pdf"]
    assert "missing impressions" not in packet


def test_only_reserved_ads_are_delivered_again(tmp_path: Path) -> None:
    """The policy on which the sentence rests is one for reserved ads."""
    data = missing_impressions(7900)
    data["deliverables"][0]["type"] = "auction_ad"
    text = request(tmp_path, data)
    assert "Ad Serving Policy" not in text
    assert "return GBP 189.00" in text


def test_the_sum_of_missing_impressions_is_explained(tmp_path: Path) -> None:
    """Line by line from the two numbers that somebody entered."""
    facts(tmp_path, missing_impressions(7900))
    folder = next(tmp_path.rglob("case.json")).parent
    text = explain_sums(folder, Workspace(tmp_path), "", 100)
    assert faults(text, {"": (folder / "case.json").read_text(encoding="utf-8")}) == []
    flat = " ".join(text.split())
    assert "Flight: booked impressions 10,000" in flat
    assert "Flight: missing impressions 2,100" in flat
    assert "Flight: price of the missing impressions GBP 189.00" in flat


# Coins


@pytest.mark.parametrize("ground", ["coins_not_used", "unspent_balance", "technical_issue"])
@pytest.mark.parametrize(("unused", "amount"), [(2500, "USD 35.71"), (7000, "USD 100.00"), (1, "USD 0.01")])
def test_unused_coins_need_no_method(tmp_path: Path, ground: str, unused: int, amount: str) -> None:
    """100.00 × 2,500 ÷ 7,000 = 35.714…, all 7,000 are 100.00, and one is 0.014….

    Whatever the ground is called: a balance of coins is the number of those that are left.
    """
    data = bought("promote_web_coins", ground, [spent("USD 100.00", "2026-11-20")], coins=7000, coins_unused=unused)
    assert str(facts(tmp_path, data).sums.claimed) == amount


def test_no_unused_coin_is_nothing_to_return(tmp_path: Path) -> None:
    """The message does not speak of a method that nobody typed."""
    data = bought(
        "promote_web_coins", "coins_not_used", [spent("USD 100.00", "2026-11-20")], coins=7000, coins_unused=0
    )
    found = problems(tmp_path, data)["K1"]
    assert "All coins were used, so none can be returned." in found
    assert 'Remove "method"' not in found
    data["refund"]["method"] = "per_weight"
    assert 'Remove "method"' in problems(tmp_path, data)["K1"]


def test_a_balance_of_an_ad_account_stays_one(tmp_path: Path) -> None:
    """What is left in an ad account is its balance and not a number of coins."""
    balance = {"amount": "GBP 480.00", "read_on": "2026-11-21"}
    data = bought("ads_suspended", "unspent_balance", [spent("GBP 900.00")], balance=balance, coins=9, coins_unused=3)
    assert str(facts(tmp_path, data).sums.claimed) == "GBP 480.00"


# What a short text keeps


def test_a_heading_goes_with_its_last_line() -> None:
    """An optional heading with nothing below it is left out; one with a line, and one that is no option, stay."""
    text = "Always.\n\n\x1f4What happened:\x1dWhat happened:\n\x1f4- a\n\x1f5- b\n\nPlease do one of these:\n\nEnd.\n"
    assert fit_text(text, None) == "Always.\n\nWhat happened:\n- a\n- b\n\nPlease do one of these:\n\nEnd.\n"
    assert fit_text(text, 58) == "Always.\n\nWhat happened:\n- a\n\nPlease do one of these:\n\nEnd.\n"
    assert fit_text(text, 50) == "Always.\n\nPlease do one of these:\n\nEnd.\n"


def test_a_short_request_always_has_its_reason(tmp_path: Path) -> None:
    """Where what was found is too long for 300 characters, the grounds stand in its place."""
    data = ordered("2026-11-15", "late")
    assert "was submitted as a draft on 15 November 2026" in request(tmp_path / "short", data, 300)
    data["deliverables"][0]["title"] = "Video 1: " + "the making of the autumn candles " * 3
    text = request(tmp_path / "long", data, 300)
    assert "was submitted as a draft" not in text
    assert "The work was delivered after the agreed time." in text


def test_words_that_end_with_a_colon_are_no_heading() -> None:
    """A reference or an entry of the log ends as its writer ended it, and does not vanish for that."""
    text = "\x1f2Reference shown: ZZ:\n\n\x1f4All:\x1dSome:\n\x1f4- a:\n\x1f5- b\n\n\x1f3End:\n"
    assert fit_text(text, None) == "Reference shown: ZZ:\n\nAll:\n- a:\n- b\n\nEnd:\n"
    assert fit_text(text, 40) == "Reference shown: ZZ:\n\nSome:\n- a:\n\nEnd:\n"
    assert fit_text(text, 28) == "Reference shown: ZZ:\n\nEnd:\n"


def test_a_list_in_part_says_so() -> None:
    """A heading changes once a line below it is left out, and not for a line elsewhere."""
    text = "Always. \x1f3More.\n\x1f4All:\x1dSome:\n\x1f5- a\n\x1f6- b\n"
    assert fit_text(text, None) == "Always. More.\nAll:\n- a\n- b\n"
    assert fit_text(text, 23) == "Always. More.\nSome:\n- a\n"
    assert fit_text(text, 13) == "Always. More.\n"
    assert fit_text("Always. \x1f5More.\n\x1f4All:\x1dSome:\n\x1f4- a\n", 17) == "Always. \nAll:\n- a\n"


AGREED = {"at": "2026-11-22", "event": "agreed", "by": "tiktok", "deadline": "2026-12-04"}


def promised(as_of: str, *log: dict[str, Any], delivered: int = 7900) -> dict[str, Any]:
    """Return a case whose missing impressions TikTok agreed to deliver by 4 December."""
    data = missing_impressions(delivered)
    data["case"]["as_of"] = as_of
    data["log"] = [WITHDRAW, *log]
    return data


@pytest.mark.parametrize("by", ["tiktok", None])
def test_an_agreed_day_for_missing_impressions_is_waited_for(tmp_path: Path, by: str | None) -> None:
    """On its last day nobody is asked again, and on the day after for the money; without it a ticket is overdue."""
    agreed = {key: value for key, value in {**AGREED, "by": by}.items() if value}
    waiting = facts(tmp_path / "waiting", promised("2026-12-04", agreed))
    assert (waiting.stage.id, str(waiting.stage.by)) == ("at_desk", "2026-12-04")
    assert "Wait for TikTok's ads support to deliver by 4 December 2026, as agreed." in in_english(
        in_english(waiting.stage.next_act)
    )
    assert not [path for path in texts(waiting) if "follow-up" in path]
    over = facts(tmp_path / "over", promised("2026-12-05", agreed))
    assert over.stage.document == "support/ads_ticket/follow-up-not_delivered.txt"
    letter = " ".join(texts(over)[over.stage.document].body.split())
    assert "you agreed to deliver missing impressions by 4 December 2026." in letter
    assert "please return GBP 189.00." in letter
    assert over.again is None
    assert "no answer" not in letter
    control = facts(tmp_path / "control", promised("2026-12-05"))
    assert control.stage.document == "support/ads_ticket/follow-up-no_answer.txt"


@pytest.mark.parametrize("by", ["tiktok", "brand"])
def test_a_chronology_says_who_agreed_to_deliver(tmp_path: Path, by: str) -> None:
    """TikTok agreed to deliver, and nobody reads of a day without knowing whose it is."""
    made = out(tmp_path, promised("2026-12-05", {**AGREED, "by": by}))
    chronology = " ".join(re.sub(r"<[^>]+>", " ", made["packet/tiktok.pdf"]).split())
    assert ("TikTok agreed to deliver by 4 December 2026" in chronology) is (by == "tiktok")
    assert ("A new day agreed" in chronology) is (by == "brand")


def test_the_main_events_are_not_when_a_flight_was_booked(tmp_path: Path) -> None:
    """Where there is no room for all events, the beginnings of flights go before what came after them."""
    headings = set()
    for limit in range(600, 1501, 100):
        data = promised("2026-12-05", AGREED)
        data["settings"] = {"limits": {"ticket_characters": limit}}
        data["deliverables"][0]["due_from"] = "2026-11-10"
        text = request(tmp_path / str(limit), data, limit)
        if "The main events, not all" in text:
            headings.add("part")
            assert "We opened a ticket" in text or "was booked from this day on" not in text
        elif "What happened" in text:
            headings.add("whole")
            assert "was booked from this day on" in text
    assert headings == {"part", "whole"}


def test_a_day_that_is_over_is_not_waited_for_once_the_money_was_asked_for(tmp_path: Path) -> None:
    """After the follow-up of 5 December an answer is awaited; without it, the money is to be asked for."""
    asked = {"at": "2026-12-05", "event": "sent", "by": "brand", "desk": "ads_ticket"}
    act = in_english(facts(tmp_path / "asked", promised("2026-12-07", AGREED, asked)).stage.next_act)
    assert act == "Wait for a reply from TikTok's ads support."
    control = in_english(facts(tmp_path / "control", promised("2026-12-07", AGREED)).stage.next_act)
    assert "Ask TikTok's ads support for the money" in control


def test_of_two_flights_only_the_missing_one_is_what_did_not_come(tmp_path: Path) -> None:
    """What TikTok agreed on covered the first flight too, which came: it is not said to have agreed on the other alone."""
    data = promised("2026-12-05", AGREED, delivered=8000)
    data["deliverables"][0]["price"] = "GBP 600.00"
    second = {"id": "second", "type": "reservation_ad", "status": "not_delivered", "due": "2026-11-20"}
    data["deliverables"].append(
        second | {"price": "GBP 300.00", "booked_impressions": 1000, "delivered_impressions": 0}
    )
    found = facts(tmp_path, data)
    letter = " ".join(texts(found)[str(found.stage.document)].body.split())
    assert "you agreed to deliver missing impressions by 4 December 2026. That day has passed, and" in letter
    assert "the 1,000 missing impressions for Second have not come." in letter
    packet = re.sub(r"<[^>]+>", "", " ".join(texts(found)["packet/tiktok.pdf"].body.split()))
    assert "TikTok agreed to deliver by 4 December 2026" in packet
    assert "A new day agreed" not in packet


@pytest.mark.parametrize(("delivered", "is_made_good"), [(8000, True), (7999, False)])
def test_impressions_that_were_delivered_after_all_end_the_case(
    tmp_path: Path, delivered: int, *, is_made_good: bool
) -> None:
    """80 percent is enough, and nothing is claimed; a case in which nobody was asked has no ground (C9)."""
    found = facts(tmp_path / "after", promised("2026-12-05", AGREED, delivered=delivered))
    assert (found.stage.id == "made_good") == is_made_good
    assert (str(found.sums.outstanding) == "GBP 0.00") == is_made_good
    never_asked = missing_impressions(8000)
    never_asked["log"] = []
    assert "C9" in problems(tmp_path / "never", never_asked)


def test_the_page_has_the_command_for_an_agreed_day(tmp_path: Path) -> None:
    """While impressions are asked for; not where no impressions are missing."""
    page = out(tmp_path / "ads", promised("2026-11-23"))["index.html"]
    assert "make log EVENT=agreed BY=tiktok DEADLINE=2026-12-07" in page
    other = bought("ads_spent_dispute", "unauthorised_or_duplicate_charge", [spent("GBP 900.00")], expected="GBP 0.00")
    other["log"] = [WITHDRAW]
    assert "EVENT=agreed BY=tiktok" not in out(tmp_path / "other", other)["index.html"]


def test_tiktok_ones_own_rule_needs_no_proof_that_the_day_mattered(tmp_path: Path) -> None:
    """It gives all back for late content. On another channel the proof is asked for."""
    data = ordered("2026-11-15", "late")
    assert "date_mattered" not in {need.id for need in facts(tmp_path / "order", data).needs}
    bank = case("direct_bank")
    late = {"code": "late", "reduction": {"percent": 10, "reason": "two days late"}}
    bank["deliverables"] = [
        {**bank["deliverables"][0], "status": "posted", "posted_at": "2026-11-12", "defects": [late]}
    ]
    bank |= {"refund": {"grounds": ["late"]}, "log": []}
    assert "date_mattered" in {need.id for need in facts(tmp_path / "bank", bank).needs}


@pytest.mark.parametrize(("day", "is_of_delivery"), [("2026-12-03", True), ("2026-12-10", False)])
def test_a_refusal_after_the_agreed_day_is_of_the_money(tmp_path: Path, day: str, is_of_delivery: bool) -> None:
    """TikTok agreed to deliver by 4 December, the money was asked for after that day, and TikTok refused it."""
    sent = {"at": "2026-12-05", "event": "sent", "by": "brand", "desk": "ads_ticket"}
    asked = (AGREED, sent) if day > sent["at"] else (AGREED,)
    made = facts(tmp_path, promised("2026-12-12", *asked, {**REFUSED, "at": day}))
    assert made.again is None
    assert (made.refused_again_on is not None) == is_of_delivery
    appeal = " ".join(texts(made)["support/ads_ticket/follow-up-appeal.txt"].body.split())
    assert ("you declined to deliver" in appeal) == is_of_delivery
    assert "GBP 189.00" in appeal
