"""What a letter says by the law of its case, and the country that decides on it."""

from __future__ import annotations

import re
import shutil
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from conftest import BANK, CASES, evidence
from test_derive import facts
from test_ladder import FINAL, FIRST, REMINDER, Entry, due, mail, on
from test_messages import said
from test_render import texts

from makegood.domain import policies
from makegood.language import english
from makegood.model.errors import CaseError
from makegood.pipeline.verify_output.case_facts import CaseFacts
from makegood.pipeline.verify_output.letters import letter_problems
from makegood.pipeline.verify_output.wording import Wording
from makegood.model.artifact import characters
from makegood.model.facts import Facts

ENGLISH = Wording(english(), policies.read(None).words["en"])


def header(day: str, law: dict[str, str] | None) -> dict[str, object]:
    """Return the head of a case whose law is stated, or follows from where the creator lives."""
    head: dict[str, object] = {"case_ref": BANK, "channel": "direct_bank", "as_of": day, "timezone": "Europe/London"}
    return {**head, "jurisdiction": law} if law else head


def refused(
    workspace: Path, brand: str, creator: str, law: dict[str, str] | None, **changes: object
) -> tuple[int, bool, set[str]]:
    """Return the days of the final notice, whether it has enclosures, and the ways on."""
    log = (FIRST, {"at": "2026-11-25", "event": "rejected", "by": "creator"})
    head = header("2026-11-26", law)
    typed: dict[str, object] = {"parties__brand__country": brand, "parties__creator__country": creator, **changes}
    found = facts(workspace, BANK, case=head, log=list(log), **typed)
    [one] = found.ladder.due
    assert one.letter == "final_notice"
    assert one.reply_by
    days = (one.reply_by - found.case.case.as_of).days
    return days, bool(one.enclosures), {one.policy.id for one in found.escalations}


@pytest.mark.parametrize(
    ("brand", "creator", "law", "days", "ways"),
    [
        ("US", "GB", None, 32, {"court_england"}),
        ("US", "GB", {"country": "US"}, 32, {"court_england", "small_claims_us"}),
        ("US", "GB", {"country": "GB", "subdivision": "SCT"}, 14, {"court_scotland"}),
        ("US", "GB", {"country": "GB", "subdivision": "WLS"}, 32, {"court_england"}),
        ("GB", "US", None, 14, {"small_claims_us"}),
        ("GB", "US", {"country": "GB"}, 32, {"court_england", "small_claims_us"}),
        ("GB", "FR", None, 14, {"small_claims_eu", "order_for_payment_eu"}),
    ],
)
def test_a_court_goes_by_where_the_creator_lives(
    workspace: Path, brand: str, creator: str, law: dict[str, str] | None, days: int, ways: set[str]
) -> None:
    """The Debt Protocol's 30 days, its enclosures and the court are the creator's; the brand's country is no reason."""
    found, encloses, open_to = refused(workspace, brand, creator, law)
    assert (found // 2 * 2, encloses, open_to) == (days, days == 32, ways)


REFUSED: Entry = {"at": "2026-11-25", "event": "rejected", "by": "creator"}
ENGLAND: Entry = {"country": "GB", "subdivision": "ENG"}
NOW = (
    "With this letter we end the agreement as to Video 3, for the following reason. "
    "Video 3, due on 15 September 2026, has not been delivered."
)
ON_DAY = "If not, the agreement as to Video 3 ends with that day, and this letter declares it."
MAY = "we will be entitled to end the agreement as to Video 3."
CLOSED = "We no longer take a late delivery of Video 3 in place of the money, unless we both agree on it anew."
SAID = (NOW, ON_DAY, MAY, CLOSED)
PERIOD = "Nothing came in the time that was given since then, until 7 December 2026."


def of(law: Entry) -> dict[str, object]:
    return {"case__jurisdiction": law, "parties__creator__country": law["country"]}


@pytest.mark.parametrize(
    ("law", "unanswered", "at_once", "without_offer"),
    [
        (ENGLAND, NOW, ON_DAY, NOW),
        ({"country": "GB"}, NOW, ON_DAY, NOW),
        ({"country": "GB", "subdivision": "SCT"}, CLOSED, "", CLOSED),
        ({"country": "GB", "subdivision": "NIR"}, CLOSED, "", CLOSED),
        ({"country": "DE"}, NOW, ON_DAY, ON_DAY),
        ({"country": "FR"}, NOW, MAY, MAY),
        ({"country": "US"}, CLOSED, "", CLOSED),
        ({"country": "BR"}, CLOSED, "", CLOSED),
    ],
)
def test_a_final_notice_ends_the_agreement_or_says_when_and_never_both(
    workspace: Path, law: Entry, unanswered: str, at_once: str, without_offer: str
) -> None:
    """By the law of the case and by what came before: a period that was given, one that runs, and none at all."""
    rows = (
        ("2026-12-16", (FIRST, REMINDER), {}, unanswered),
        ("2026-11-26", (FIRST, REFUSED), {}, at_once),
        ("2026-12-16", (FIRST, REMINDER), {"refund__alternatives": []}, without_offer),
    )
    for at, (day, log, more, words) in enumerate(rows):
        home = workspace / str(at)
        (home / "cases").mkdir(parents=True)
        text = " ".join(mail(on(home, day, *log, **of(law), **more)).split())
        assert [one for one in SAID if one in text] == [one for one in (words,) if one]
        assert (PERIOD in text) is (at == 0 and words == NOW)
        ended = "all" if at == 1 else ""
        assert ("until the end of Monday, 7 December 2026" in text) is (bool(ended) and words == ON_DAY)


def test_the_first_request_under_french_law_says_that_the_agreement_may_be_ended(workspace: Path) -> None:
    """The demand has to say so, or the notice that follows ends nothing; elsewhere it is not said."""
    words = "If neither has come by the end of Monday, 7 December 2026, we will be entitled to end the agreement as to Video 3."
    assert words in mail(on(workspace, "2026-11-23", **of({"country": "FR"})))
    assert "end the agreement" not in mail(
        on(workspace, "2026-11-23", **of({"country": "FR"}), refund__alternatives=[])
    )
    for law in (ENGLAND, {"country": "DE"}, {"country": "US"}):
        kept = {"refund__alternatives": ["make_good"]}
        assert "end the agreement" not in mail(on(workspace, "2026-11-23", **of(law), **kept))


LAWS: tuple[Entry, ...] = (
    ENGLAND,
    {"country": "GB", "subdivision": "SCT"},
    {"country": "DE"},
    {"country": "FR"},
    {"country": "US"},
    {"country": "BR"},
)
STANDS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    ("2026-11-23", ()),
    ("2026-12-16", (FIRST, REMINDER)),
    ("2026-11-26", (FIRST, REFUSED)),
)
"""A day and a log: nothing sent, an unanswered request and reminder, a request that was declined before its day."""
BRIEF = {
    "now": r"With this message we end the agreement as to|The work has not been delivered, and with this message we end the agreement\.",
    "on_day": r"Or deliver the (?:work|rest) by [^;]+; if not, the agreement(?: as to it)? ends then\.|this message declares it",
    "may": r"if not, we may then end the agreement|If neither comes by then, we may end the agreement|we will be entitled to end the agreement",
    "closed": r"We no longer take (?:late work|a late delivery of)",
}
GOOD = sorted(
    path.parent
    for path in (*(CASES.parent / "good").glob("*/MG*/case.json"), *CASES.rglob("case.json"))
    if '"creator":' in path.read_text(encoding="utf-8")
)
"""Each good case with a creator."""


@pytest.mark.parametrize(
    ("folder", "law"),
    [
        pytest.param(
            folder,
            law,
            marks=() if folder.name == BANK or (row + column) % 3 == 0 else pytest.mark.whole,
            id=f"{folder.parent.name}-{folder.name}-{'-'.join(map(str, law.values()))}",
        )
        for row, folder in enumerate(GOOD)
        for column, law in enumerate(LAWS)
    ],
)
def test_a_message_says_of_the_end_what_its_mail_says(workspace: Path, folder: Path, law: Entry) -> None:
    """In both lengths, for every good case, every law and what came before it; and what lacks it is an error.

    Without --whole, one case has every law, and each of the others has two.
    """
    written: set[str] = set()
    for at, (day, log) in enumerate(STANDS):
        home = workspace / str(at)
        (home / "cases").mkdir(parents=True)
        shutil.copytree(folder, home / "cases" / folder.name)
        if not (folder / "evidence").exists():
            evidence(home / "cases" / folder.name)
        try:
            found = on(home, day, *log, ref=folder.name, **of(law))
        except CaseError:  # a day of the case's own is over by then
            continue
        letter = next((one for one in due(found) if one in {"first_request", "final_notice"}), "")
        both = said(found, letter) if letter else {}
        if found.ending:
            assert sorted(both) == [300, 1000], (found.ending.kind, day)
        for limit, text in both.items():
            assert characters(text.body) <= limit
            body = " ".join(text.body.split())
            kinds = {kind for kind, words in BRIEF.items() if re.search(words, body)}
            assert kinds == ({found.ending.kind} if found.ending else set()), text.body
            if found.ending and found.ending.kind != "closed":
                written.add(found.ending.kind)
                lacks = [
                    one.detail
                    for one in letter_problems(
                        CaseFacts(found), ENGLISH, text.path, found.ladder.due[0], None, _without(body)
                    )
                ]
                assert "the end of the agreement" in lacks
                assert not list(letter_problems(CaseFacts(found), ENGLISH, text.path, found.ladder.due[0], None, body))
    if folder.name == BANK:
        assert (
            written
            == {"GB": {"now", "on_day"}, "DE": {"now", "on_day"}, "FR": {"now", "may"}}.get(str(law["country"]), set())
            or law == LAWS[1]
        )


def _without(text: str) -> str:
    """Take what is said of the end of the agreement out of a text."""
    return re.sub(r"\bagreement\b", "order", text)


LATE = {"grounds": ["late"], "requested": "GBP 250.00", "basis": "Half of the price of the late video."}


@pytest.mark.parametrize(
    "changes",
    [
        {"refund__ends_agreement": False},
        {"deliverables__2__status": "posted_late", "deliverables__2__posted_at": "2026-09-20", "refund": LATE},
    ],
)
def test_nothing_is_ended_where_the_brand_or_the_case_gives_no_reason(
    workspace: Path, changes: dict[str, object]
) -> None:
    """The switch of the case, and work that came late: a price is asked back, and the agreement stands."""
    text = mail(on(workspace, "2026-12-16", FIRST, REMINDER, **of(ENGLAND), **changes))
    assert "Final notice" in text
    assert not [one for one in SAID if one in text]
    assert "end the agreement" not in text


def test_the_page_says_by_which_law_it_ends_or_that_this_is_not_known(workspace: Path) -> None:
    """The rule with its source, the switch, and for other places that the law decides and is not known here."""
    england = page(on(workspace, "2026-12-16", FIRST, REMINDER, **of(ENGLAND)))
    assert "This letter ends the agreement as to Video 3" in england
    assert "Vitol SA v Norelf Ltd" in england
    france = page(on(workspace, "2026-12-16", FIRST, REMINDER, **of({"country": "FR"})))
    assert "It rests on your request having said that you may end it" in france
    states = page(on(workspace, "2026-12-16", FIRST, REMINDER, **of({"country": "US", "subdivision": "NY"})))
    assert "for the law of the place to say (US-NY), and that is not known here" in states
    for text in (england, france, states):
        assert '"ends_agreement": false' in text


def page(found: Facts) -> str:
    return " ".join(unescape(texts(found)["index.html"].body).split())


def test_what_follows_a_final_notice_speaks_of_it(workspace: Path) -> None:
    """A post that comes after it is said to, in each letter; the notice of a dispute names its day."""
    late = {"deliverables__2__status": "posted_late", "deliverables__2__posted_at": "2026-12-20", "refund": LATE}
    found = on(workspace, "2026-12-21", FIRST, REMINDER, FINAL, **late)
    assert [one.after_notice for one in found.rows] == [None, None, date(2026, 12, 16)]
    words = "after the agreed day, 15 September 2026. It was posted after our final notice of 16 December 2026."
    offered = {"at": "2026-12-21", "event": "answered", "by": "creator", "amount": "GBP 50.00"}
    assert words in mail(on(workspace, "2026-12-21", FIRST, REMINDER, FINAL, offered, **late))
    before = on(workspace, "2026-12-21", FIRST, REMINDER, FINAL, **{**late, "deliverables__2__posted_at": "2026-12-15"})
    assert [one.after_notice for one in before.rows] == [None, None, None]


@pytest.mark.parametrize(
    ("law", "words"),
    [
        (
            ENGLAND,
            "Without prejudice save as to costs: an offer to settle, open for acceptance until Thursday, 3 December 2026",
        ),
        (
            {"country": "GB", "subdivision": "SCT"},
            "Without prejudice: an offer to settle, open for acceptance until Thursday, 3 December 2026",
        ),
        (
            {"country": "DE"},
            "Without prejudice: an offer to settle, open for acceptance until Thursday, 3 December 2026",
        ),
        (
            {"country": "US"},
            "Without prejudice: an offer to settle, open for acceptance until Thursday, December 3, 2026",
        ),
    ],
)
def test_an_offer_binds_once_it_is_accepted_by_reply(workspace: Path, law: Entry, words: str) -> None:
    """Under "subject to contract" no reply binds, so it stands nowhere beside "accept by a reply"."""
    text = mail(on(workspace, "2026-11-26", FIRST, **of(law), refund__offer={"amount": "GBP 300.00"}))
    assert words in text
    day = words.partition("until ")[2]
    assert f"You can accept it by a reply that says so, until the end of {day}" in text
    assert "subject to contract" not in text
    assert "binds nobody" not in text


def test_a_withdrawal_withdraws_the_request_and_nothing_else(workspace: Path) -> None:
    """It releases nobody from the rest, and is no apology."""
    given_up = {"at": "2026-11-25", "event": "waived", "by": "brand", "text": "The post was there."}
    text = mail(on(workspace, "2026-11-25", FIRST, given_up))
    assert "We withdraw our request of 23 November 2026" in text
    assert "This letter withdraws that request, and nothing else." in text
    for words in ("sorry", "nothing is open", "apolog", "nothing more"):
        assert words not in text


@pytest.mark.parametrize(
    ("days", "more", "words"),
    [
        (10, {}, NOW),
        (40, {}, "You still have until the end of Saturday, 2 January 2027 to deliver Video 3 as agreed."),
        (
            40,
            {"refund__alternatives": []},
            "You still have until the end of Saturday, 2 January 2027 to deliver Video 3 as agreed.",
        ),
    ],
)
def test_nothing_is_ended_before_the_days_that_the_agreement_gives_are_over(
    workspace: Path, days: int, more: dict[str, object], words: str
) -> None:
    """A letter that names the agreement's own days to put it right does not end the agreement before them."""
    text = mail(on(workspace, "2026-12-16", FIRST, REMINDER, **of(ENGLAND), agreement__cure_period_days=days, **more))
    assert words in text
    assert (NOW in text) is (words == NOW)


KEEP: dict[str, tuple[str, ...]] = {
    "Please keep the posts, their figures and all messages about this campaign": ("posted_on_time", "posted_late"),
    "Please keep the post, its figures and all messages about this campaign": ("posted_on_time", "not_delivered"),
    "Please keep what was delivered and all messages about this campaign": ("approved", "not_delivered"),
    "Please keep all messages about this campaign": ("not_delivered", "removed_early"),
}


@pytest.mark.parametrize("words", KEEP)
def test_what_is_to_be_kept_is_what_there_is(workspace: Path, words: str) -> None:
    """No letter asks to keep posts, or lets posts stay online, where nothing is up."""
    days = {
        "posted_on_time": {"posted_at": "2026-09-01"},
        "posted_late": {"posted_at": "2026-09-20"},
        "removed_early": {"posted_at": "2026-09-01", "removed_at": "2026-09-12", "min_live_days": 30},
    }
    work = [
        {"id": f"work-{at}", "type": "video", "due": "2026-09-15", "status": status, **days.get(status, {})}
        for at, status in enumerate((*KEEP[words], "not_delivered"))
    ]
    changes: dict[str, object] = {"deliverables": work}
    found = on(workspace, "2026-12-16", FIRST, REMINDER, **changes)
    body = " ".join(mail(found).split())
    assert words in body
    assert sum(one in body for one in KEEP) == 1
    made = texts(on(workspace, "2026-11-25", FIRST, **changes, refund__offer={"amount": "GBP 50.00"}))
    count = sum(one in {"posted_on_time", "posted_late"} for one in KEEP[words])
    for text in made.values():
        if text.document.endswith("settlement_offer") and text.kind != "page":
            body = " ".join(text.body.split())
            assert ("osts that are online" in body, "ost that is online" in body) == (count > 1, count == 1), body


@pytest.mark.parametrize(
    ("by", "words"),
    [("creator", "You declined on 25 November 2026."), ("agency", "Your agency declined on 25 November 2026.")],
)
def test_a_request_that_was_declined_goes_on_to_the_final_notice(workspace: Path, by: str, words: str) -> None:
    """At once and after its day, whoever declined for the creator; no letter says that no answer came."""
    for day in ("2026-11-26", "2026-12-10"):
        found = on(workspace, day, FIRST, {**REFUSED, "by": by})
        assert due(found) == ["final_notice"]
        for text in texts(found).values():
            if text.document in {"email/final_notice", "message/final_notice"}:
                assert "no answer" not in text.body
                assert words in " ".join(text.body.split()) or text.limit == 300
    assert due(on(workspace, "2026-12-10", FIRST, {**REFUSED, "by": by, "event": "answered"})) == [
        "reminder"
    ]  # the control


def in_france(workspace: Path, day: str, *log: Entry, **changes: object) -> Facts:
    """Derive the case of an agreement by message with a creator in France, without a contract among the evidence."""
    typed: dict[str, object] = {
        "agreement__kind": "dm_thread",
        "evidence__0__kind": "dm_screenshot",
        "payments__0__amount": "EUR 1500.00",
    }
    typed |= {"agreement__fee": "EUR 1500.00", **of({"country": "FR"}), **changes}
    for at in range(3):
        typed[f"deliverables__{at}__price"] = "EUR 500.00"
    return on(workspace, day, *log, **typed)


def asks(found: Facts) -> bool:
    return "C23" in {one.rule for one in found.warnings}


ENDS = re.compile(r"\bend (?:the|this|our) agreement|agreement[^.]* ends|Interest under the agreement", re.IGNORECASE)
INTEREST = {"rate_percent": 8, "from_on": "2026-10-01", "clause": {"quote": "8 percent a year are due on it."}}


def test_no_letter_ends_an_agreement_that_may_be_void(workspace: Path) -> None:
    """France, EUR 1,000 and more, nothing in writing: the check asks, no letter speaks of an end, the page says why."""
    for at, (day, log) in enumerate(STANDS):
        home = workspace / str(at)
        (home / "cases").mkdir(parents=True)
        found = in_france(home, day, *log, refund__interest=INTEREST)
        assert asks(found)
        for text in texts(found).values():
            assert text.kind not in {"email", "message", "letter"} or not ENDS.search(" ".join(text.body.split())), (
                text.body
            )
        words = page(found)
        assert "Ask a lawyer in France to review this before you send it." in words
        assert "Décret n° 2025-1137" in words
        assert "This letter ends" not in words
        assert "you may end the agreement" not in words


def test_an_agreement_that_holds_is_ended_as_before(workspace: Path) -> None:
    """The control: a case that accepts the rule, with the reason; and one with a written contract."""
    held = {"accepted": [{"rule": "C23", "reason": "Our lawyer says that the messages are enough."}]}
    for at, more in enumerate((held, {"evidence__0__kind": "contract"}, {"agreement__kind": "written_contract"})):
        home = workspace / str(at)
        (home / "cases").mkdir(parents=True)
        found = in_france(home, "2026-12-16", FIRST, REMINDER, **more, refund__interest=INTEREST)
        assert NOW in " ".join(mail(found).split())
        assert "Interest under the agreement" in mail(found)
        assert not asks(found)
        assert "Ask a lawyer in France" not in page(found)


RATE = {"to": "EUR", "on": "2026-08-06", "source": "the bank's statement"}


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"fee": "EUR 1000.00", "paid": "EUR 1000.00"}, True),
        ({"fee": "EUR 999.99", "paid": "EUR 999.99"}, False),
        ({"fee": "EUR 1500.00", "paid": "EUR 500.00"}, True),
        ({"fee": None, "paid": "GBP 900.00"}, True),  # no rate is stated, and it may be as much
        ({"fee": None, "paid": "GBP 249.00"}, False),  # whatever the rate
        ({"fee": None, "paid": "GBP 900.00", "fx": {**RATE, "rate": 1.16}}, True),
        ({"fee": None, "paid": "GBP 800.00", "fx": {**RATE, "rate": 1.16}}, False),
        ({"fee": None, "paid": "EUR 1100.00", "tax": "EUR 183.33"}, False),
        ({"agreed_on": "2025-12-30"}, False),
        ({"law": {"country": "BE"}}, False),
        ({"law": {"country": "GB"}, "creator": "FR"}, True),
    ],
)
def test_the_check_asks_where_the_law_wants_it_in_writing(
    workspace: Path, changes: dict[str, object], asked: bool
) -> None:
    """By the sum without tax, a rate that is stated, the day of the agreement, the law of the case and the creator's country."""
    law = dict(changes.get("law", {"country": "FR"}))  # type: ignore[call-overload]
    payment = {"paid_on": "2026-08-06", "amount": changes.get("paid", "EUR 1500.00"), "evidence": ["receipt"]}
    payment |= {key: changes[key] for key in ("fx", "tax") if key in changes}
    agreement: dict[str, object] = {
        "kind": "dm_thread",
        "agreed_on": changes.get("agreed_on", "2026-08-04"),
        "evidence": ["agreement"],
    }
    fee = changes.get("fee", "EUR 1500.00")
    typed = {
        "agreement": {**agreement, **({"fee": fee} if fee else {})},
        "payments": [payment],
        "evidence__0__kind": "dm_screenshot",
        "case__jurisdiction": law,
        "parties__creator__country": changes.get("creator", law["country"]),
    }
    work = [{"id": "video-3", "type": "video", "due": "2026-09-15", "status": "not_delivered"}]
    assert asks(on(workspace, "2026-11-23", **typed, deliverables=work, refund={"grounds": ["not_delivered"]})) is asked
