"""Desks: what each one is sent, in each length, and what follows when it does not pay."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import once
import pytest
from conftest import evidence
from test_channels import AFTER, CHANNELS, NOBODY, case
from test_render import prepared

from makegood.model.statement import policy_text
from makegood.model.workspace import Workspace
from makegood.storage import package_data
from makegood.domain import desks, policies
from makegood.pipeline import build as pipeline
from makegood.pipeline.check import check
from makegood.pipeline.derive import derive
from makegood.pipeline.load import load
from makegood.model.artifact import characters
from makegood.model.facts import Facts
from makegood.domain.policies import readers
from makegood.domain.policies.policy_reader import PolicyReader, PolicyShapeError
from makegood.pipeline.render import render

DESKS = [name for name in CHANNELS if name not in {NOBODY, "direct_bank"}]
"""Channels that have a desk."""
WHOLE = re.compile(r"[.:?!]\Z|\A- |\A\d\d-|\AReference shown: |\AHarbour & Pine Ltd")
"""A line that is whole: a sentence, a heading, an item, a name of a file, a number, the signature."""


def channel_case(channel: str, **settings: object) -> dict[str, Any]:
    return {**case(channel, sent=channel in AFTER), "settings": {"limits": settings}}


def build(home: Path, data: Mapping[str, Any]) -> dict[str, str]:
    """Build a case; return what its texts say, by path, and the manifest's inputs."""
    folder = home / "cases" / "MG-2026-201"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    evidence(folder)
    with once.shared():
        outcome = pipeline.build(folder, Workspace.containing(folder), home / "build", home.parent / "cache")
    assert not outcome.failed, outcome.problems
    return {
        path.relative_to(home / "build").as_posix(): path.read_text(encoding="utf-8")
        for path in (home / "build").rglob("*")
        if path.suffix in {".txt", ".json", ".html"}
    }


def texts_of(home: Path, data: Mapping[str, Any]) -> dict[str, str]:
    """Return the same without typesetting: test_channels makes and reads the packets of these channels."""
    with once.texts_alone():
        return build(home, data)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, dict[str, str]]:
    home = tmp_path_factory.mktemp("desks")
    return {name: texts_of(home / name, channel_case(name)) for name in DESKS}


def requests(texts: Mapping[str, str]) -> dict[str, str]:
    return {name.rpartition("/")[2]: text for name, text in texts.items() if "/request-" in name}


# A request in each length


@pytest.mark.parametrize("channel", DESKS)
def test_a_request_is_whole_in_each_length(made: Mapping[str, dict[str, str]], channel: str) -> None:
    """Never longer than it says, never cut, with the reference, the sum and who asks; the longer says more."""
    found = requests(made[channel])
    assert sorted(found) == ["request-1000.txt", "request-2500.txt", "request-300.txt"]
    [sum_] = re.findall(r"<dt>Claimed</dt><dd>(.*?)</dd>", made[channel]["index.html"])
    for name, text in found.items():
        assert characters(text) <= int(name[8:-4]), name
        assert text.startswith("MG-2026-201: "), name
        assert sum_ in text, name
        assert "Harbour & Pine Ltd" in text, name
        for line in filter(None, text.splitlines()):
            assert WHOLE.search(line), (name, line)
    assert len(found["request-300.txt"]) < len(found["request-1000.txt"]) < len(found["request-2500.txt"])


@pytest.mark.parametrize("channel", DESKS)
def test_the_lengths_are_counted_and_shown(made: Mapping[str, dict[str, str]], channel: str) -> None:
    """fields.txt and the page say of each text how many characters it has."""
    texts = made[channel]
    fields = next(text for name, text in texts.items() if name.endswith("/fields.txt"))
    for name, text in requests(texts).items():
        assert f"{name}: {characters(text)} characters\n" in fields
        assert f"{characters(text)} characters</span>" in texts["index.html"]


@pytest.mark.parametrize("limit", [150, 700, 1000, 4000])
@pytest.mark.parametrize("channel", ["ads_suspended", "influencer_marketplace"])
def test_a_limit_of_the_users_wins(tmp_path: Path, channel: str, limit: int) -> None:
    """One text of that length in the place of three, be it shorter or longer; the page leads to it."""
    texts = texts_of(tmp_path / "w", channel_case(channel, ticket_characters=limit))
    found = requests(texts)
    assert list(found) == [f"request-{limit}.txt"]
    assert characters(found[f"request-{limit}.txt"]) <= limit
    fields = next(text for name, text in texts.items() if name.endswith("/fields.txt"))
    assert f"{limit} characters that your settings name" in fields
    assert re.search(rf'href="support/\w+/request-{limit}\.txt"', texts["index.html"])
    assert "request-1000" not in texts["index.html"] or limit == 1000


def test_what_is_long_is_left_out_and_not_cut(tmp_path: Path) -> None:
    """Names and words of the largest size that a case may hold: the shortest text still fits, and is whole."""
    data = channel_case("ads_spent_dispute")
    data["purchase"]["failure"]["what"] = "The promotion was charged. " * 37
    data["purchase"]["failure"]["shown"] = "Something went wrong. " * 40
    data["purchase"]["product"] = "p" * 200
    found = requests(texts_of(tmp_path / "w", data))
    assert "The promotion was charged" not in found["request-300.txt"]
    assert "GBP 900.00" in found["request-300.txt"]
    assert found["request-2500.txt"].count("the promotion was charged") == 1


def test_every_template_of_a_desk_is_used(made: Mapping[str, dict[str, str]]) -> None:
    """No file of templates/support lies about; the follow-ups are read below, each of each desk."""
    used = {one["path"] for texts in made.values() for one in json.loads(texts["manifest.json"])["inputs"]}
    there = {
        path.relative_to(package_data.folder("templates").parent).as_posix()
        for path in (package_data.folder("templates") / "support").rglob("*.j2")
    }
    assert {
        path for path in there - used if not path.startswith("templates/support/any/") and "follow-up" not in path
    } == set()


# What each desk asks of a text


def text_of(made: Mapping[str, dict[str, str]], channel: str, name: str) -> str:
    return next(text for path, text in made[channel].items() if path.endswith(f"/{name}"))


def test_closing_an_account_is_a_note_and_warns_first(made: Mapping[str, dict[str, str]]) -> None:
    """Nobody is asked; each length says that closing is permanent, and the longer ones who accepted that, and when."""
    for name, text in requests(made["ads_balance_no_bc"]).items():
        assert "Closing is permanent. Download invoices" in text, name
        assert "please" not in text.casefold(), name
    fields = text_of(made, "ads_balance_no_bc", "fields.txt")
    for text in (
        fields,
        text_of(made, "ads_balance_no_bc", "request-1000.txt"),
        made["ads_balance_no_bc"]["index.html"],
    ):
        assert "That closing is permanent was read and accepted by Jo Penrose on 23 November 2026." in text
    assert "cannot be undone" in fields


def test_what_was_not_accepted_is_said_so(tmp_path: Path) -> None:
    """Without the acknowledgement the note says to wait."""
    data = channel_case("ads_balance_no_bc") | {"acknowledged": []}
    texts = texts_of(tmp_path / "w", data)
    assert "Wait with the click" in texts["support/ads_close_account/request-1000.txt"]
    assert "Nobody has accepted yet" in texts["support/ads_close_account/fields.txt"]


def test_a_business_center_is_asked_before_it_is_closed(made: Mapping[str, dict[str, str]], tmp_path: Path) -> None:
    """Until somebody agrees to the closing of all accounts, the text says to close nothing, and asks for the move."""
    assert "Please close nothing before we have agreed to it." in text_of(made, "ads_balance_bc", "request-300.txt")
    assert "moved to another ad account" in text_of(made, "ads_balance_bc", "request-1000.txt")
    data = channel_case("ads_balance_bc")
    data["acknowledged"].append({"id": "all_accounts_close", "on": "2026-11-23", "by": "Jo Penrose"})
    agreed = texts_of(tmp_path / "w", data)["support/ads_sales/request-1000.txt"]
    assert "we agree to that" in agreed
    assert "close nothing" not in agreed


def test_a_suspended_account_appeals_nothing(made: Mapping[str, dict[str, str]]) -> None:
    """A second appeal would only delay: the text is about the balance alone."""
    assert "It is no appeal against the suspension." in text_of(made, "ads_suspended", "request-1000.txt")
    assert "appeal" not in text_of(made, "ads_spent_dispute", "request-1000.txt")


def test_a_card_issuer_hears_how_it_was_tried(made: Mapping[str, dict[str, str]]) -> None:
    """The day agreed, what was agreed, the days on which the merchant was asked; no interest, and no right is claimed."""
    for name in ("request-300.txt", "request-1000.txt"):
        assert "We asked the merchant on 2 November 2026" in text_of(made, "direct_card", name)
    text = text_of(made, "direct_card", "request-1000.txt")
    assert "the last by 20 October 2026" in text
    assert "Please tell us whether you take this dispute" in text
    every = " ".join(requests(made["direct_card"]).values()).casefold()
    assert not re.search(r"\binterest\b|\bright to\b|section 75|entitled", every)
    assert "do not count on it as a right" in text_of(made, "direct_card", "fields.txt")


def test_coins_come_with_their_number_and_their_days(made: Mapping[str, dict[str, str]], tmp_path: Path) -> None:
    """The transaction stands first; the days are named only for coins that were not used, and while they last."""
    assert text_of(made, "promote_web_coins", "request-300.txt").startswith(
        "MG-2026-201: please refund transaction TX-1188: "
    )
    assert "policy" not in text_of(made, "promote_web_coins", "request-2500.txt")
    data = channel_case("promote_web_coins")
    data["purchase"] |= {"coins": 5000, "coins_unused": 5000}
    texts = texts_of(tmp_path / "w", data)
    assert "None of the coins was used." in texts["support/tiktok_coins/request-300.txt"]
    assert "they end on 4 December 2026." in texts["support/tiktok_coins/request-1000.txt"]
    data["purchase"] |= {"coins": 5000, "coins_unused": 0}
    spent = texts_of(tmp_path / "x", data)["support/tiktok_coins/request-2500.txt"]
    assert "All of the coins were used." in spent
    assert "they end on" not in spent


# What follows


KNOWN = policies.read(None)
SPEAKER = {"card": "card_issuer", "app_store": "store"}
OPENED = {"at": "2026-11-24", "event": "ticket_opened", "number": "TT-1188"}
DISPUTE = {"at": "2026-11-24", "event": "dispute_opened", "number": "PP-D-77"}
ASKED = {"at": "2026-11-26", "event": "more_info_asked", "text": "Please send the invoice."}
REJECTED = {"at": "2026-11-27", "event": "rejected", "text": "Spent budget is not refunded."}
APPROVED = {"at": "2026-11-27", "event": "approved"}
THEIRS = ("more_info_asked", "rejected", "approved")
Entry = dict[str, Any]


def sent(day: str) -> Entry:
    return {"at": day, "event": "sent"}


def at_desk(channel: str, day: str, *log: Entry, country: str = "GB", company: str = "") -> dict[str, Any]:
    """Write a case of a channel to whose desk and from whose desk this went."""
    data = channel_case(channel)
    desk = KNOWN.desks[KNOWN.channels[channel].desk or ""]  # type: ignore[index]  # the name of a channel
    speaker = SPEAKER.get(desk.audience, desk.audience)
    data["case"]["as_of"] = day
    data["parties"]["brand"] = {**data["parties"]["brand"], "country": country}
    data["parties"] |= {"platform": {"contracting_entity": company}} if company else {}
    data["log"] = [
        *data.get("log", []),
        *({**one, "desk": desk.id, "by": speaker if one["event"] in THEIRS else "brand"} for one in log),
    ]
    return data


def facts(home: Path, data: Mapping[str, Any]) -> Facts:
    folder = home / "cases" / "MG-2026-201"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    evidence(folder)
    found, _ = check(load(folder, Workspace(home)), KNOWN)
    return derive(found, KNOWN)


@pytest.mark.parametrize(
    ("channel", "day", "log", "due"),
    [
        ("ads_spent_dispute", "2026-12-01", (OPENED,), None),
        ("ads_spent_dispute", "2026-12-02", (OPENED,), "no_answer"),
        ("ads_spent_dispute", "2026-11-26", (OPENED, ASKED), "more_info"),
        (
            "ads_spent_dispute",
            "2026-11-28",
            (OPENED, ASKED, {"at": "2026-11-28", "event": "answered", "text": "Sent."}),
            None,
        ),
        ("ads_spent_dispute", "2026-11-27", (OPENED, REJECTED), "appeal"),
        ("ads_spent_dispute", "2026-11-28", (OPENED, REJECTED, sent("2026-11-28")), None),
        ("ads_spent_dispute", "2026-12-07", (OPENED, REJECTED, sent("2026-11-28")), "no_answer"),
        (
            "ads_spent_dispute",
            "2026-12-02",
            (OPENED, REJECTED, sent("2026-11-28"), {**REJECTED, "at": "2026-12-01"}),
            None,
        ),
        ("ads_balance_bc", "2027-01-26", (OPENED, APPROVED), None),
        ("ads_balance_bc", "2027-01-27", (OPENED, APPROVED), "not_paid"),
        ("ads_balance_no_bc", "2027-01-23", (sent("2026-11-24"),), None),
        ("ads_balance_no_bc", "2027-01-24", (sent("2026-11-24"),), "not_paid"),
        ("direct_paypal", "2026-12-01", (DISPUTE,), None),
        ("direct_paypal", "2026-12-02", (DISPUTE,), "no_answer"),
        ("direct_paypal", "2026-12-15", (DISPUTE, {"at": "2026-12-01", "event": "claim_opened"}), None),
        ("direct_paypal", "2027-01-01", (DISPUTE, {"at": "2026-12-01", "event": "claim_opened"}), "no_answer"),
        ("promote_web_coins", "2026-12-08", (OPENED, APPROVED), None),
        ("promote_web_coins", "2026-12-09", (OPENED, APPROVED), "not_paid"),
        ("influencer_marketplace", "2026-11-30", (), None),
    ],
)
def test_what_is_due_at_a_desk(tmp_path: Path, channel: str, day: str, log: tuple[Entry, ...], due: str | None) -> None:
    """By its last word, and by the days of its policy: one text, and only while it is due."""
    found = facts(tmp_path, at_desk(channel, day, *log))
    (planned,) = [item for item in found.plan if item.kind == "support"]
    assert (planned.follow_up.situation if planned.follow_up else None) == due
    if due and found.stage.id != "to_write":
        assert found.stage.document == f"{planned.id}/follow-up-{due}.txt"


def test_coins_come_back_by_the_days_of_their_country(tmp_path: Path) -> None:
    """Three working days in South Korea, seven in Brazil; elsewhere our own fourteen days, which no text promises."""
    for country, last, names in (("KR", "2026-12-02", True), ("BR", "2026-12-08", True), ("JP", "2026-12-11", False)):
        for day, is_due in ((last, False), (f"2026-12-{int(last[-2:]) + 1:02d}", True)):
            found = facts(
                tmp_path / f"{country}{day}", at_desk("promote_web_coins", day, OPENED, APPROVED, country=country)
            )
            follow = next(item.follow_up for item in found.plan if item.kind == "support")
            assert bool(follow) == is_due, (country, day)
        texts = texts_of(tmp_path / country, at_desk("promote_web_coins", day, OPENED, APPROVED, country=country))
        assert ("Your own pages give" in texts["support/tiktok_coins/follow-up-not_paid.txt"]) == names


def test_money_that_came_ends_the_asking(tmp_path: Path) -> None:
    """Nothing is due at a desk that has paid, and nothing of a case that is closed."""
    data = at_desk("ads_balance_bc", "2027-01-27", OPENED, APPROVED)
    paid = {"paid_on": "2026-12-20", "amount": "GBP 350.00", "direction": "in", "evidence": ["receipt"]}
    assert not [
        item for item in facts(tmp_path / "a", data | {"payments": [*data["payments"], paid]}).plan if item.follow_up
    ]
    data["log"].append({"at": "2027-01-20", "event": "closed", "by": "brand"})
    assert not [item for item in facts(tmp_path / "b", data).plan if item.follow_up]


def test_what_is_privileged_counts_for_nothing(tmp_path: Path) -> None:
    """A refusal that nobody may be shown is not quoted, and so not answered."""
    data = at_desk("ads_spent_dispute", "2026-11-28", OPENED, REJECTED | {"privilege": "legal"})
    assert not [item for item in facts(tmp_path, data).plan if item.follow_up]


def test_a_follow_up_is_short_and_says_what_it_follows(tmp_path: Path) -> None:
    """The number, the day, the sum; the reason that was given; which record shows what; within the user's limit."""
    home = tmp_path / "w"
    texts = texts_of(home, at_desk("influencer_marketplace", "2026-11-28", OPENED, REJECTED))
    text = texts["support/marketplace/follow-up-appeal.txt"]
    assert text.startswith("MG-2026-201, ticket TT-1188: on 27 November 2026 you declined our request for GBP 450.00. ")
    assert "Your answer, as we noted it: Spent budget is not refunded." in text
    assert "- 04-feed.png: Video 2: not delivered\n" in text
    assert "Thank you for looking again." in text
    assert characters(text) <= desks.LONGEST
    assert f"{characters(text)} characters</span>" in texts["index.html"]
    assert not [name for name in texts if "follow-up" in name and not name.endswith("appeal.txt")]
    data = at_desk("influencer_marketplace", "2026-11-28", OPENED, REJECTED)
    data["settings"] = {"limits": {"ticket_characters": 300}}
    small = texts_of(home, data)["support/marketplace/follow-up-appeal.txt"]
    assert characters(small) <= 300
    assert "GBP 450.00" in small


@pytest.mark.parametrize("own", [None, 999, 1000, 1001, 4000])
def test_a_follow_up_keeps_its_length_whatever_the_form_takes(tmp_path: Path, own: int | None) -> None:
    """With more records than it could name: within a thousand characters, or within the user's limit where that is less."""
    data = at_desk("influencer_marketplace", "2026-11-28", OPENED, {**REJECTED, "text": "Spent. " * 40})
    names = [f"look-{number:02d}" for number in range(40)]
    data["evidence"] = [
        *data["evidence"],
        *({"id": one, "file": f"{one}.png", "caption": f"The feed without the second video, {one}."} for one in names),
    ]
    data["deliverables"] = [
        {**one, "evidence": [*one.get("evidence", []), *names]} if one["status"] == "not_delivered" else one
        for one in data["deliverables"]
    ]
    data["settings"] = {"limits": {"ticket_characters": own}} if own else {}
    found = facts(tmp_path, data)
    (text,) = [one for one in render(found, prepared(found), None) if "/follow-up-" in one.path]
    assert characters(text.body) <= min(own or 1000, 1000)
    assert text.length == characters(text.body)
    if own == 4000:  # what there is to say takes more room than a follow-up has
        (whole,) = [one for one in render(found, prepared(found), None) if "/request-" in one.path]
        assert characters(whole.body) > 1000


@pytest.mark.parametrize("by", ["creator", "agency"])
@pytest.mark.parametrize("event", [APPROVED, REJECTED, ASKED])
def test_a_word_of_somebody_else_is_none_of_the_desk(tmp_path: Path, event: Entry, by: str) -> None:
    """A creator who approves, refuses or asks leaves the desk to answer: it is asked again, and for nothing else."""
    data = at_desk("ads_spent_dispute", "2026-12-20", OPENED, event)
    alone = next(item.follow_up for item in facts(tmp_path / "desk", data).plan if item.kind == "support")
    assert alone is None or alone.situation != "no_answer"
    data["log"][-1]["by"] = by
    (planned,) = [item for item in facts(tmp_path / by, data).plan if item.kind == "support"]
    assert planned.follow_up and planned.follow_up.situation == "no_answer"


def test_paypal_is_asked_to_decide_before_the_dispute_ends(tmp_path: Path) -> None:
    """The days that count are those after which the dispute closes: the page and the fields name the last of them."""
    texts = texts_of(tmp_path / "w", at_desk("direct_paypal", "2026-12-04", DISPUTE))
    assert "dispute PP-D-77: please decide this as a claim." in texts["support/paypal/follow-up-no_answer.txt"]
    fields = texts["support/paypal/fields.txt"]
    assert "Last day to make the dispute a claim: Monday, 14 December 2026." in fields
    claim = {"at": "2026-12-01", "event": "claim_opened", "number": "PP-R-78"}
    later = texts_of(tmp_path / "v", at_desk("direct_paypal", "2027-01-02", DISPUTE, claim))
    assert (
        "claim PP-R-78: on 1 December 2026 we sent you our request for GBP 450.00"
        in later["support/paypal/follow-up-no_answer.txt"]
    )
    assert "make the dispute a claim" not in later["support/paypal/fields.txt"]


def test_no_desk_promises_what_nobody_has_confirmed() -> None:
    """Days of our own judgement are never in a text; every one of them says so in its policy."""
    for desk in KNOWN.desks.values():
        assert desk.pay, desk.id
        for rule in (*desk.answer, *desk.pay):
            assert rule.sourced.confidence in {"official", "judgement", "mirror"}
    official = {desk.id for desk in KNOWN.desks.values() for rule in desk.pay if rule.sourced.confidence == "official"}
    assert official == {"ads_close_account", "ads_sales", "tiktok_coins", "app_store"}
    answers = {
        desk.id for desk in KNOWN.desks.values() for rule in desk.answer if rule.sourced.confidence == "official"
    }
    assert answers == {"app_store", "card_issuer", "paypal"}


@pytest.mark.parametrize("desk", KNOWN.desks)
def test_each_desk_says_where_its_answer_appears(desk: str) -> None:
    """Where one clicks and where the answer appears has a source and its day; what was not read says so."""
    policy = KNOWN.desks[desk]
    assert policy.answer_in
    for one in (policy.where, *policy.answer_in):
        assert one.sourced.source
        if one.sourced.confidence == "unconfirmed":
            assert re.search(r"could not be|none has been confirmed|not been confirmed", policy_text(one.text)), (
                one.text
            )


@pytest.mark.parametrize("situation", ["no_answer", "more_info", "appeal", "not_paid"])
@pytest.mark.parametrize("channel", DESKS)
def test_every_follow_up_of_every_desk_is_whole(tmp_path: Path, channel: str, situation: str) -> None:
    """Each text of each desk, read line by line: whole sentences, the sum, the reference, no word of a machine."""
    log = {"no_answer": (), "more_info": (ASKED,), "appeal": (REJECTED,), "not_paid": (APPROVED,)}[situation]
    opened = DISPUTE if channel in {"direct_paypal", "direct_card"} else OPENED
    day = "2026-12-13" if channel == "direct_paypal" else "2027-03-01"  # a dispute closes after 20 days
    found = facts(tmp_path, at_desk(channel, day, opened, *log))
    made = [text for text in render(found, prepared(found), None) if "/follow-up-" in text.path]
    (text,) = made
    expected = "not_paid" if (channel, situation) == ("ads_balance_no_bc", "no_answer") else situation
    assert text.path.endswith(f"follow-up-{expected}.txt")
    assert text.length <= desks.LONGEST
    assert text.body.startswith("MG-2026-201, ")
    asked = found.sums.outstanding
    assert f"{asked.currency} {asked.amount}" in text.body
    for line in filter(None, text.body.splitlines()):
        assert WHOLE.search(line), line
        assert not re.search(r"\bNone\b|  |\.\.| [,.]", line), line


def test_what_is_unconfirmed_gives_no_days() -> None:
    """A policy that is not confirmed may say so, and may not be counted with."""
    rule = {"days": 2, "source": "x", "url": "", "as_of": "2026-11-23", "confidence": "judgement"}
    assert readers.delay(PolicyReader(rule)).days == 2
    with pytest.raises(PolicyShapeError):
        readers.delay(PolicyReader(rule | {"confidence": "unconfirmed"}))


def test_the_page_says_what_to_record(made: Mapping[str, dict[str, str]]) -> None:
    """The command for each desk is one that records it; no word of a case stands in what a shell would read."""
    for channel, command in (
        ("ads_spent_dispute", 'make log EVENT=ticket_opened WHAT=ads_ticket NUMBER="…"'),
        ("ads_balance_no_bc", "make sent LETTER=ads_close_account"),
        ("agency", "make sent LETTER=agency"),
    ):
        codes = re.findall(r"<code>(make .*?)</code>", made[channel]["index.html"])
        assert command.replace('"', "&#34;") in codes or command in codes, channel
        assert not [code for code in codes if "Harbour" in code or "MG-2026" in code]
    assert (
        "<strong>Closing the account is permanent. Before you close the account, download"
        in made["ads_balance_no_bc"]["index.html"]
    )
