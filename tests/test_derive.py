"""Step 3: what follows from a case."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import BANK, ONE, PAYPAL, REFS, STORE, add_case, in_english

from makegood.model.statement import policy_text
from makegood.model.workspace import Workspace
from makegood.domain import policies
from makegood.pipeline.check import check
from makegood.pipeline.derive import derive
from makegood.pipeline.derive.agenda import _window_deadline
from makegood.pipeline.derive.bundles import exhibit_letter, may_see, evidence_sent_to
from makegood.pipeline.derive.case_state import CaseState
from makegood.pipeline.load import load
from makegood.model.facts import Facts, Window
from makegood.model.money import Money


def facts(workspace: Path, ref: str, **changes: object) -> Facts:
    """Derive one of the four cases; `changes` maps pointers with dots to new values."""
    folder = add_case(workspace, ref) if not (workspace / "cases" / ref).exists() else workspace / "cases" / ref
    path = folder / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    for pointer, value in changes.items():
        place = data
        *above, last = pointer.split("__")
        for key in above:
            place = place[int(key) if key.isdecimal() else key]
        place[int(last) if last.isdecimal() else last] = value
    path.write_text(json.dumps(data), encoding="utf-8")
    known = policies.read(None)
    case, warnings = check(load(folder, Workspace(workspace)), known)
    return derive(case, known, warnings)


def made(found: Facts) -> set[str]:
    return {item.id for item in found.plan}


def why_not(found: Facts, document: str) -> str:
    return next(in_english(item.reason) for item in found.not_made if item.document == document)


def test_a_bank_transfer_asks_the_creator_alone(workspace: Path) -> None:
    """TikTok never held the money: nothing is asked of it, and the reason is given."""
    found = facts(workspace, BANK)
    assert made(found) == {"index", "email/first_request", "message/first_request", "packet/influencer"}
    assert "TikTok" in why_not(found, "support/tiktok")


def test_tiktok_one_is_asked_at_once(workspace: Path) -> None:
    """The desk holds the money, and the creator must accept the cancellation: both are written to."""
    found = facts(workspace, ONE)
    assert made(found) == {
        "index",
        "email/first_request",
        "message/first_request",
        "support/tiktok_one",
        "packet/influencer",
        "packet/tiktok",
    }
    assert found.stage.id == "to_desk"


def test_paypal_waits_for_the_creator(workspace: Path) -> None:
    """PayPal comes after the first request's deadline; with the request still to be sent it is not made."""
    after = facts(workspace, PAYPAL)
    assert "support/paypal" in made(after)
    assert "email/first_request" not in made(after)
    before = facts(workspace, PAYPAL, log=[])
    assert "email/first_request" in made(before)
    assert "support/paypal" not in made(before)
    assert "deadline of the first request" in why_not(before, "support/paypal")


def test_a_refusal_of_the_desk_is_not_waited_for(workspace: Path) -> None:
    """PayPal said no: the page does not say "Wait for PayPal"; a claim opened since is waited for again."""
    opened = {"at": "2026-11-16", "event": "dispute_opened", "by": "brand", "desk": "paypal"}
    refused = {"at": "2026-11-18", "event": "rejected", "by": "paypal"}
    again = {"at": "2026-11-20", "event": "claim_opened", "by": "brand", "desk": "paypal"}
    for log, expected in (([opened], "at_desk"), ([opened, refused], "refused"), ([opened, refused, again], "at_desk")):
        assert facts(workspace, PAYPAL, log=log).stage.id == expected
    assert "has refused" in in_english(facts(workspace, PAYPAL, log=[opened, refused]).stage.next_act)


def test_paypal_is_ready_before_its_window_closes(workspace: Path) -> None:
    """A window that closes within 30 days does not wait for politeness."""
    found = facts(workspace, PAYPAL, log=[], case__as_of="2027-01-10")
    assert "support/paypal" in made(found)


def test_a_purchase_in_a_store_goes_to_the_store(workspace: Path) -> None:
    """No creator holds this money: no mail, one request to the store."""
    found = facts(workspace, STORE)
    assert made(found) == {"index", "support/app_store", "packet/app_store"}
    assert "no letter to a creator" in why_not(found, "email/first_request")


def test_every_document_has_a_reason(workspace: Path) -> None:
    """What is made and what is not: each says why, and none is both."""
    for ref in REFS.values():
        found = facts(workspace, ref)
        assert all(item.reason for item in found.plan)
        assert all(item.reason for item in found.not_made)
        assert made(found).isdisjoint(item.document for item in found.not_made)


def test_three_posts_one_missing(workspace: Path) -> None:
    """The vector of the domain: 1,500.00 for three posts, two posted, claims 500.00; one posted claims 1,000.00."""
    assert facts(workspace, BANK).sums.claimed == Money.parse("GBP 500.00")
    item = {"id": "video-2", "type": "video", "due": "2026-09-05", "status": "not_delivered", "price": "GBP 500.00"}
    assert facts(workspace, BANK, deliverables__1={**item, "evidence": ["feed"]}).sums.claimed == Money.parse(
        "GBP 1000.00"
    )


def test_the_deadline_is_no_weekend_and_ages(workspace: Path) -> None:
    """Fourteen days on, moved off a weekend; it may be sent while ten days are left of it."""
    found = facts(workspace, BANK)
    assert found.reply_by == date(2026, 12, 7)
    assert found.fresh_until == date(2026, 11, 27)
    later = facts(workspace, BANK, case__as_of="2026-11-28")
    assert later.reply_by == date(2026, 12, 14)


def test_the_chronology_is_in_order_and_in_the_cases_zone(workspace: Path) -> None:
    """Lines go by day and time; what happened at a time of another zone is told in the case's."""
    found = facts(workspace, BANK, log__0__at="2026-09-16T08:41:00+00:00")
    days = [(event.at.isoformat()[:10]) for event in found.chronology]
    assert days == sorted(days)
    assert any(event.at.isoformat() == "2026-09-16T09:41:00+01:00" for event in found.chronology)


def test_every_event_of_the_log_is_told(workspace: Path) -> None:
    """Nothing that happened is left out, save what is privileged."""
    found = facts(workspace, BANK)
    assert sum(event.kind == "log" for event in found.chronology) == len(found.case.log) == 2
    hidden = facts(workspace, BANK, log__1__privilege="without_prejudice")
    assert sum(event.kind == "log" for event in hidden.chronology) == 1


def test_exhibits_go_by_what_they_prove(workspace: Path) -> None:
    """The agreement comes first, then the payment, then the work; each says what it proves."""
    shown = facts(workspace, BANK).bundles["influencer"].exhibits
    assert [(one.letter, one.evidence.id) for one in shown] == [
        ("A", "agreement"),
        ("B", "receipt"),
        ("C", "post1"),
        ("D", "post2"),
        ("E", "feed"),
    ]
    assert [[citation.kind for citation in one.proves] for one in shown][:2] == [["agreement"], ["payment"]]


def test_an_exhibit_keeps_the_letter_under_which_it_went_out(workspace: Path) -> None:
    """What is new comes last, though it proves what comes first; what was withdrawn leaves its letter empty."""
    went: dict[str, object] = {"at": "2026-11-14", "event": "sent", "letter": "first_request", "by": "brand"}
    case = json.loads((add_case(workspace, BANK) / "case.json").read_text(encoding="utf-8"))
    fresh = {"id": "amendment", "file": case["evidence"][0]["file"], "caption": "What was changed later."}
    changes: dict[str, object] = {
        "agreement__evidence": ["amendment", "agreement"],
        "evidence": [fresh, *(one for one in case["evidence"] if one["id"] != "post1")],
        "deliverables__0__evidence": [],
    }
    had = ["receipt", "agreement", "post1", "feed"]
    shown = facts(workspace, BANK, log=[{**went, "exhibits": had}], **changes).bundles["influencer"]
    assert [(letter, one.evidence.id if one else "") for letter, one in shown.index()] == [
        ("A", "receipt"),
        ("B", "agreement"),
        ("C", ""),
        ("D", "feed"),
        ("E", "amendment"),
        ("F", "post2"),
    ]
    assert (shown.withdrawn, shown.late) == (("C",), ("E", "F"))
    again = {**went, "at": "2026-11-15", "exhibits": ["feed", "post2"]}
    shown = facts(workspace, BANK, log=[again, {**went, "exhibits": had}], **changes).bundles["influencer"]
    assert [letter for letter in shown.letters().items()][-2:] == [("post2", "E"), ("amendment", "F")]
    first = facts(workspace, BANK, log=[], **changes).bundles["influencer"]
    assert (first.withdrawn, first.late, first.letters()["amendment"]) == ((), (), "A")


def test_a_translation_and_a_second_copy_are_kept_back_as_their_original_is(workspace: Path) -> None:
    """From whoever the original is kept, and wherever it stands in the list."""
    case = json.loads((add_case(workspace, BANK) / "case.json").read_text(encoding="utf-8"))
    first = case["evidence"][0]
    more = [
        {"id": "english", "file": "english.pdf", "caption": "The same in English.", "translation_of": "post1"},
        {"id": "twin", "file": case["evidence"][2]["file"], "caption": "The same file."},
    ]
    assert case["evidence"][2]["id"] == "post1"
    (workspace / "cases" / BANK / "evidence" / "english.pdf").write_bytes(
        (workspace / "cases" / BANK / "evidence" / first["file"]).read_bytes() + b"%"
    )
    for kept in ({"privilege": "without_prejudice"}, {"audience": ["internal"]}):
        changed = [*more, *({**one, **kept} if one["id"] == "post1" else one for one in case["evidence"])]
        shown = facts(workspace, BANK, evidence=changed).bundles["influencer"].letters()
        assert not {"post1", "english", "twin"} & set(shown)
    assert {"post1", "english"} <= set(
        facts(workspace, BANK, evidence=[*more, *case["evidence"]]).bundles["influencer"].letters()
    )


def test_a_look_that_is_not_for_all_is_named_to_nobody(workspace: Path) -> None:
    """The chronology is one for all readers."""
    case = json.loads((add_case(workspace, BANK) / "case.json").read_text(encoding="utf-8"))
    log = [{**entry, "evidence": []} for entry in case["log"]]
    open_ = facts(workspace, BANK, log=log)
    assert [event.about.id for event in open_.chronology if event.kind == "captured"] == ["feed"]
    at = next(at for at, one in enumerate(case["evidence"]) if one["id"] == "feed")
    kept = facts(workspace, BANK, **{f"evidence__{at}__audience": ["internal"]})
    assert not [event for event in kept.chronology if event.kind == "captured"]


def test_each_reader_has_letters_of_its_own(workspace: Path) -> None:
    """What went to a desk says nothing of the letters in the creator's packet."""
    opened: dict[str, object] = {
        "at": "2026-11-14",
        "event": "dispute_opened",
        "by": "brand",
        "desk": "paypal",
        "number": "PP-1",
    }
    log = [{**opened, "exhibits": ["receipt", "agreement"]}]
    found = facts(workspace, PAYPAL, log=log)
    assert list(found.bundles["paypal"].letters().items())[:2] == [("receipt", "A"), ("agreement", "B")]
    assert evidence_sent_to(found.case, "influencer", policies.read(None)) == ()


def test_what_a_reader_may_not_see_is_not_there(workspace: Path) -> None:
    """Privileged, internal and withheld pieces leave no gap in the letters."""
    found = facts(workspace, BANK, evidence__2__audience=["court"])
    shown = found.bundles["influencer"]
    assert [one.letter for one in shown.exhibits] == ["A", "B", "C", "D"]
    assert "post1" not in shown.letters()
    assert shown.withheld == 1


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        ({}, True),
        ({"privilege": "legal"}, False),
        ({"audience": ("internal",)}, False),
        ({"audience": ("court",)}, False),
        ({"audience": ("influencer",)}, True),
        ({"kind": "ad_report"}, False),
    ],
)
def test_who_may_see_what(workspace: Path, change: dict[str, object], seen: bool) -> None:
    """Privilege, audience and the profile's own list each keep a piece back."""
    found = facts(workspace, BANK)
    item = replace(found.case.evidence[0], **change)
    assert may_see(item, policies.read(None).profiles["influencer"]) is seen


def standing(found: Facts, windows: tuple[Window, ...]) -> CaseState:
    """Give what the stage of a case is read off, with these windows."""
    return CaseState(
        case=found.case,
        channel=found.channel,
        desk=found.desk,
        sums=found.sums,
        windows=windows,
        ladder=found.ladder,
    )


def test_the_first_of_several_windows_to_close_is_the_one_that_counts(workspace: Path) -> None:
    """Of those that are still open, in whatever order they stand; one that closes today is open to the end of the day."""
    found = facts(workspace, PAYPAL)
    today, (window, *_) = found.case.case.as_of, found.windows
    days = [today + timedelta(days=count) for count in (90, -1, 31, 400)]

    def now(*closes: date | None) -> CaseState:
        return standing(found, tuple(replace(window, closes_on=day) for day in closes))

    for order in (days, days[::-1]):
        assert now(*order, None).closing == today + timedelta(days=31)
        assert not now(*order, None).is_closing
        assert now(*order, today + timedelta(days=30)).is_closing
        assert now(*order, today).closing == today
    assert now(None, today - timedelta(days=1)).closing is None
    assert not now(None, today - timedelta(days=1)).is_closing


@pytest.mark.parametrize(
    ("counts", "on", "kind"),
    [
        ((40, 5, 90), 5, "window"),
        ((40, -5, 90), 40, "window"),
        ((40, 0), 0, "window"),
        ((-40, -5, -90), -5, "missed"),
        ((-1,), -1, "missed"),
    ],
)
def test_of_several_ways_to_count_a_window_the_first_that_is_open_is_in_the_agenda(
    workspace: Path, counts: tuple[int, ...], on: int, kind: str
) -> None:
    """Where all have closed, it was missed on the last of their days."""
    found = facts(workspace, PAYPAL)
    today, (window, *_) = found.case.case.as_of, found.windows
    for order in (counts, counts[::-1]):
        each = [replace(window, closes_on=today + timedelta(days=count), counted=f"{count}") for count in order]
        entry = _window_deadline(standing(found, found.windows), each, "PayPal", "C3")
        assert (entry.on, entry.why, entry.kind) == (today + timedelta(days=on), f"{on}", kind)


def test_letters_go_on_after_z() -> None:
    """A to Z, then AA."""
    assert [exhibit_letter(number) for number in (0, 25, 26, 27, 51, 52, 702)] == [
        "A",
        "Z",
        "AA",
        "AB",
        "AZ",
        "BA",
        "AAA",
    ]


def test_readiness_names_what_proves_and_what_is_missing(workspace: Path) -> None:
    """Each item of the minimum has its evidence; a check captured before the due day is none."""
    proven = {policy_text(need.what): need.cites for need in facts(workspace, BANK).needs}
    assert proven["Proof of the payment"] == ("receipt",)
    check = next(what for what in proven if "after the due date" in what)
    assert proven[check] == ("feed",)
    assert not any("request for the work" in what for what in proven)
    early = {
        policy_text(need.what): need.cites
        for need in facts(workspace, BANK, evidence__4__captured_at="2026-09-14T09:00:00+01:00").needs
    }
    assert early[check] == ()


def test_the_request_is_missing_once_it_was_sent_and_not_kept(workspace: Path) -> None:
    """While the first request is the next step its proof is not missing; sent without evidence it is."""
    sent = [{"at": "2026-11-01", "event": "sent", "letter": "first_request", "by": "brand"}]
    needs = {policy_text(need.what): need.cites for need in facts(workspace, BANK, log=sent).needs}
    assert [cites for what, cites in needs.items() if "request for the work" in what] == [()]


SENT: Mapping[str, object] = {
    "at": "2026-11-14",
    "event": "sent",
    "letter": "first_request",
    "by": "brand",
    "via": "email",
}


@pytest.mark.parametrize("as_of", ["2026-11-14", "2026-11-20", "2026-11-30", "2026-12-02", "2026-12-23"])
def test_the_day_to_reply_stays_once_the_letter_was_sent(workspace: Path, as_of: str) -> None:
    """It is counted from the day of sending, so that it does not move with the day of the case."""
    found = facts(workspace, BANK, log=[SENT], case__as_of=as_of)
    assert found.ladder.reply_by == date(2026, 11, 30)
    assert (found.reply_by == found.ladder.reply_by) is (as_of <= "2026-11-30")
    assert (found.fresh_until == found.ladder.reply_by) is (as_of <= "2026-11-30")
    assert found.stage.id == ("awaiting_reply" if as_of <= "2026-11-30" else "to_write")


def test_the_day_that_the_letter_gave_goes_before_the_count(workspace: Path) -> None:
    """Who typed the deadline of what was sent is believed."""
    assert facts(workspace, BANK, log=[{**SENT, "deadline": "2026-12-04"}]).reply_by == date(2026, 12, 4)


def test_what_was_sent_is_not_lost(workspace: Path) -> None:
    """The mail is not made again, and the plan says where it is; its packet is there until the case is over."""
    found = facts(workspace, BANK, log=[SENT])
    assert made(found) == {"index", "packet/influencer"}
    assert why_not(found, "email/first_request") == "Sent on 14 November 2026."
    closed = facts(workspace, BANK, log=[SENT, {"at": "2026-11-20", "event": "closed"}])
    assert made(closed) == {"index", "report/closing"}
    assert why_not(closed, "email/first_request").startswith("Sent on 14 November 2026.")


@pytest.mark.parametrize(
    "changes", [{}, {"log": []}, {"log": [SENT]}, {"log": [{"at": "2026-11-20", "event": "closed"}]}]
)
def test_check_and_derive_know_one_next_letter(workspace: Path, changes: dict[str, object]) -> None:
    """What is warned of as missing (E3) is what the page shows as missing."""
    found = facts(workspace, PAYPAL, **changes)
    warned = {problem.message for problem in found.warnings if problem.rule == "E3"}
    assert warned == {
        f"Evidence for this ground is missing: {policy_text(need.what)}." for need in found.needs if not need.is_proven
    }


def test_money_that_came_back_leaves_less(workspace: Path) -> None:
    """A payment in is taken off the claim; when all is back the case is refunded and asks for nothing."""
    path = add_case(workspace, BANK) / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    back = {"direction": "in", "paid_on": "2026-11-20", "amount": "GBP 500.00", "evidence": ["receipt"]}
    found = facts(workspace, BANK, payments=[*data["payments"], back])
    assert found.stage.id == "refunded"
    assert made(found) == {"index", "report/closing"}
    assert found.reply_by is None
    assert found.fresh_until is None


def test_a_look_at_the_profile_is_no_request(workspace: Path) -> None:
    """Only what asked for something proves the request: a check, or the creator's own message, does not."""
    checked = {"at": "2026-11-01", "event": "checked", "by": "brand", "evidence": ["agreement"]}
    sent = {"at": "2026-11-02", "event": "sent", "letter": "first_request", "by": "brand"}

    def request(log: list[dict[str, object]]) -> list[tuple[str, ...]]:
        return [
            one.cites
            for one in facts(workspace, BANK, log=log, evidence__0__kind="email").needs
            if "request for the work" in policy_text(one.what)
        ]

    assert request([checked, sent]) == [()]
    assert request([{**checked, "event": "answered", "by": "creator"}, sent]) == [()]
    assert request([{**checked, "event": "asked"}, sent]) == [("agreement",)]


def test_a_dated_look_is_told_where_the_log_does_not(workspace: Path) -> None:
    """A screenshot of what is missing is an event of its own; one that an entry names is told once."""
    logged = facts(workspace, BANK)
    assert not [event for event in logged.chronology if event.kind == "captured"]
    alone = facts(workspace, BANK, log=[])
    looked = [event for event in alone.chronology if event.kind == "captured"]
    assert [event.cites for event in looked] == [("feed",)]
    assert looked[0].at.isoformat() == "2026-09-16T09:41:00+01:00"


def test_a_post_that_was_taken_down_is_proven_by_what_was_seen_then(workspace: Path) -> None:
    """What was captured before shows that it was up, and what was captured after that it is gone."""
    taken = {"status": "removed_early", "posted_at": "2026-08-21", "removed_at": "2026-09-10", "min_live_days": 30}
    item = {"id": "video-1", "type": "video", "due": "2026-08-25", **taken, "evidence": ["post1", "feed"]}
    found = facts(
        workspace,
        BANK,
        deliverables__0=item,
        refund__grounds=["removed_early"],
        evidence__2__captured_at="2026-08-22T10:00:00+01:00",
    )
    cites = {event.kind: event.cites for event in found.chronology if event.about is found.rows[0]}
    assert (cites["posted"], cites["removed"]) == (("post1",), ("feed",))
    assert (found.rows[0].days_up, found.rows[0].days_agreed) == (20, 30)


def test_a_time_that_the_address_tells_is_marked(workspace: Path) -> None:
    """Who typed no time gets that of the post's number, and the row says so."""
    item = {"id": "video-1", "type": "video", "due": "2026-08-25", "status": "posted_on_time", "evidence": ["feed"]}
    typed = facts(workspace, BANK, deliverables__0={**item, "posted_at": "2026-08-21T16:00:00+01:00"}).rows[0]
    assert typed.posted_at
    assert not typed.timed_by_url
    url = "https://www.tiktok.com/@ana.marlowe/video/7676531848043920682"
    told = facts(workspace, BANK, deliverables__0={**item, "url": url}).rows[0]
    assert told.posted_at
    assert told.timed_by_url


def test_the_law_of_one_country_is_told_there_alone(workspace: Path) -> None:
    """A statement with regions stands in the cases of those, and one without stands in all."""
    british = {policy_text(one.text) for one in facts(workspace, BANK).consequences}
    german = {
        policy_text(one.text) for one in facts(workspace, BANK, case__jurisdiction={"country": "DE"}).consequences
    }
    assert [text for text in british - german if "United Kingdom" in text]
    assert german
    assert german < british


def test_work_is_offered_instead_only_where_work_is_missing(workspace: Path) -> None:
    """`make_good` means to do what was not done; where all was posted there is nothing to do."""
    assert facts(workspace, BANK).make_good_by is not None
    assert facts(workspace, BANK, refund__alternatives=[]).make_good_by is None
    late = [
        {
            "id": "video-1",
            "type": "video",
            "due": "2026-09-15",
            "status": "posted_late",
            "posted_at": "2026-09-20",
            "evidence": ["feed"],
        }
    ]
    refund = {"grounds": ["late"], "method": "negotiated", "requested": "GBP 100.00", "alternatives": ["make_good"]}
    assert facts(workspace, BANK, deliverables=late, refund=refund, log=[]).make_good_by is None
