"""What the page of a case says: which sentence is chosen, and how each is read."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import in_english
from markupsafe import Markup
from test_ladder import FIRST, on
from test_render import texts

from makegood.domain.timeline import LANES
from makegood.language import english, load
from makegood.model.money import Money
from makegood.model.statement import Statement, Value, say
from makegood.statements import page, windows
from makegood.storage import package_data
from makegood.typesetting.filters import link, with_codes

DAY, LATER = date(2026, 9, 28), date(2026, 10, 5)
SUM = Money(Decimal("1200.00"), "GBP")
PAYPAL = SimpleNamespace(name="the Resolution Center", id="paypal", is_by_mail=False, opened_by="dispute_opened")


def read(value: Statement | tuple[Statement, ...]) -> str:
    """Return the English of one or more statements."""
    return in_english(value) if isinstance(value, Statement) else " ".join(map(in_english, value))


def like(**fields: object) -> Any:
    return SimpleNamespace(**fields)


def way(**fields: object) -> Any:
    """Return a way of payment that no desk has been asked about."""
    sums = like(outstanding=SUM)
    case = like(case=like(as_of=DAY))
    usual = {"desk": PAYPAL, "windows": (), "running_since": None, "too_late": (), "sums": sums, "case": case}
    return like(**{**usual, **fields})


PAYMENT = like(amount=SUM, paid_on=DAY)
STANDINGS = [
    (way(running_since=DAY), "The Resolution Center has had the request since Monday, 28 September 2026."),
    (
        way(running_since=DAY, sums=like(outstanding=Money(Decimal(0), "GBP"))),
        "The Resolution Center has had the request since Monday, 28 September 2026. "
        "Nothing is claimed there any more, so withdraw it.",
    ),
    (
        way(too_late=((PAYPAL, PAYMENT), (PAYPAL, PAYMENT))),
        "The time limit for asking the Resolution Center about GBP 1,200.00 of 28 September 2026 has passed. "
        "The time limit for asking the Resolution Center about GBP 1,200.00 of 28 September 2026 has passed. "
        "The other party can refund this.",
    ),
    (way(desk=None), "No desk can refund this, but the other party can."),
    (
        way(windows=(like(closes_on=LATER), like(closes_on=date(2026, 9, 1)), like(closes_on=None))),
        "You can request the refund from the Resolution Center until Monday, 5 October 2026.",
    ),
    (
        way(windows=(like(closes_on=date(2026, 9, 1)),)),
        "The time limit for asking the Resolution Center has passed.",
    ),
    (way(windows=(like(closes_on=None),)), "You can request the refund from the Resolution Center."),
]


@pytest.mark.parametrize(("part", "sentences"), STANDINGS)
def test_what_can_be_done_about_each_way(part: Any, sentences: str) -> None:
    assert read(page.standing(part)) == sentences


@pytest.mark.parametrize(
    ("zone", "example", "sentences"),
    [
        ("Europe/London", False, "As of Monday, 28 September 2026 (London time)."),
        ("America/New_York", True, "An example, as of Monday, 28 September 2026 (New York time)."),
        ("UTC", False, "As of Monday, 28 September 2026. Times are in UTC, because no time zone is set."),
        ("UTC", True, "An example, as of Monday, 28 September 2026. Times are in UTC, because no time zone is set."),
    ],
)
def test_the_page_states_its_day_and_zone(zone: str, example: bool, sentences: str) -> None:
    assert read(page.as_of(like(as_of=DAY, timezone=zone, example=example))) == sentences


@pytest.mark.parametrize(
    ("needs", "heading"),
    [
        ((), "Ready? The proof is available"),
        ((True,), "Ready? The proof is available"),
        ((True, True), "Ready? Both proofs are available"),
        ((True, True, True), "Ready? All 3 proofs are available"),
        ((True, False), "Ready? One proof is missing"),
        ((False, False), "Ready? Two proofs are missing"),
    ],
)
def test_the_heading_counts_the_proofs(needs: tuple[bool, ...], heading: str) -> None:
    assert read(page.readiness(like(needs=[like(is_proven=is_proven) for is_proven in needs]))) == heading


def test_a_missing_proof_names_the_work_if_there_is_more_than_one_piece() -> None:
    rows = [like(title=title, deliverable=like(id=title)) for title in ("Video 1", "Video 2", "Video 3")]
    need: Any = like(what="A screenshot", lacking=("Video 1", "Video 3"))
    assert read(page.missing(need, like(rows=rows))) == "Missing: A screenshot (Video 1 and Video 3)."
    assert read(page.missing(need, like(rows=rows[:1]))) == "Missing: A screenshot."
    assert read(page.missing(like(what="A screenshot", lacking=()), like(rows=rows))) == "Missing: A screenshot."


def test_evidence_of_a_wrong_kind_is_named_once() -> None:
    evidence = [like(id=id_, kind=kind) for id_, kind in (("a", "pdf"), ("b", "pdf"), ("c", None), ("d", "email"))]
    need: Any = like(wrong_kind=("a", "b", "c"), kinds=("post_screenshot", "screen_recording"))
    assert read(page.evidence_kinds(need, like(evidence=evidence))) == (
        "Evidence of the kind pdf cannot show it. Kinds that can show it: post_screenshot and screen_recording."
    )
    assert page.evidence_kinds(like(wrong_kind=(), kinds=("pdf",)), like(evidence=evidence)) == ()


ENTRY: Any = like(at=DAY, text="I can pay half.", amount=None, privilege=None)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Monday, 28 September 2026: I can pay half."),
        ({"amount": SUM}, "Monday, 28 September 2026: I can pay half, GBP 1,200.00."),
        ({"privilege": "without_prejudice"}, "Monday, 28 September 2026: I can pay half (without prejudice)."),
        (
            {"amount": SUM, "privilege": "without_prejudice"},
            "Monday, 28 September 2026: I can pay half, GBP 1,200.00 (without prejudice).",
        ),
        ({"amount": SUM, "text": "GBP 1,200.00 now"}, "Monday, 28 September 2026: GBP 1,200.00 now."),
        ({"amount": SUM, "text": "gbp? GBP 1200.00"}, "Monday, 28 September 2026: Gbp? GBP 1200.00."),
        # 23:30 in UTC is half past midnight of the next day in London, where it is summer time.
        ({"at": datetime(2026, 9, 28, 23, 30, tzinfo=UTC)}, "Tuesday, 29 September 2026: I can pay half."),
    ],
)
def test_what_came_states_the_sum_once(changes: dict[str, Any], sentence: str) -> None:
    entry = like(**{**vars(ENTRY), **changes})
    assert read(page.received(entry, entry.text, "Europe/London")) == sentence


def test_a_window_has_its_days() -> None:
    counted = say("window-no-limit")

    def read_window(opens: date | None, closes_on: date | None, closes: str = "") -> str:
        limit: Any = like(id="report", act="Report it", opens_on=opens, closes_on=closes_on, counted=counted)
        return read((windows.stated(limit, closes),))

    closes = "Monday, 5 October 2026"
    assert read_window(DAY, LATER, closes) == f"Report it: from Monday, 28 September 2026, until {closes}."
    assert read_window(DAY, None) == "Report it: from Monday, 28 September 2026."
    assert read_window(None, LATER, closes) == f"Report it: until {closes}."
    assert read_window(None, None) == "Report it. No time limit could be confirmed, so no date is computed."


def test_a_letter_is_recorded_as_it_is_sent() -> None:
    plain, posted = like(policy=like(by_post=False)), like(policy=like(by_post=True))
    sentences = [
        read(page.record_sending(plain, "email", is_counter=False)),
        read(page.record_sending(posted, "email", is_counter=False)),
        read(page.record_sending(posted, "message", is_counter=False)),
        read(page.record_sending(posted, "email", is_counter=True)),
    ]
    end = "run this command in the case folder to update this page:"
    assert sentences == [
        f"After you send it, {end}",
        f"After you send it by email and by post, {end}",
        f"After you send it by message and by post, {end}",
        f"To decline, send it, and then {end}",
    ]


def test_a_request_is_recorded_as_the_desk_takes_it() -> None:
    first, again = like(follow_up=None), like(follow_up="again")
    opened: Any = like(id="paypal", is_by_mail=False, opened_by="dispute_opened")
    done: Any = like(id="ads", is_by_mail=False, opened_by="sent")
    mailed: Any = like(id="bank", is_by_mail=True, opened_by="sent")
    assert 'EVENT=dispute_opened WHAT=paypal NUMBER="…"' in read(page.record_request(first, opened))
    assert (
        read(page.record_request(again, opened))
        == "After you send it, run `make sent LETTER=paypal` in the case folder."
    )
    assert (
        read(page.record_request(first, mailed)) == "After you send it, run `make sent LETTER=bank` in the case folder."
    )
    assert read(page.record_request(first, done)) == "After you do this, run `make sent LETTER=ads` in the case folder."


def test_the_rest() -> None:
    letter: Any = like(letter="reminder", title="Reminder", on=DAY, reply_by=LATER)
    assert read(page.sending(letter)) == "Monday, 28 September 2026: Reminder, until Monday, 5 October 2026."
    assert read(page.sending(like(**{**vars(letter), "reply_by": None}))) == "Monday, 28 September 2026: Reminder."
    due: Any = like(letter="reminder", policy=like(title="Reminder"), enclosures=("form A", "form B", "form B"))
    assert read(page.letter_heading(due, "email", "Ana")) == "Reminder: email to Ana"
    assert read(page.letter_heading(due, "message", "Ana")) == "Reminder: message to Ana"
    post = "Post the letter on its date or on the next day, and keep the proof of posting."
    assert read(page.to_post(due)) == (
        "With the printed letter, enclose the form A and form B. "
        f"These are court forms, so print their latest editions. {post}"
    )
    assert read(page.to_post(like(enclosures=()))) == post
    assert read(page.conforms("For the bank", ("PDF/A-3", "PDF/UA-1"))) == (
        "For the bank: conforms to PDF/A-3 and PDF/UA-1."
    )
    assert "does not claim to conform" in read(page.conforms("For the bank", ()))
    assert [read(say(f"timeline-lane-{lane}")) for lane in LANES] == [
        "Agreed and paid",
        "Work",
        "Letters and answers",
        "Refunds",
        "Still to come",
    ]


def test_the_label_of_the_open_sum_changes_once_something_came() -> None:
    nothing, less = Money(Decimal(0), "GBP"), Money(Decimal(1), "GBP")

    def label(sent: bool, outstanding: Money = SUM, returned: Money = nothing) -> str:
        sums = like(outstanding=outstanding, claimed=SUM, returned=returned, settled=nothing)
        return read(page.open_sum_label(like(sums=sums, ladder=like(sent=("x",) if sent else ()))))

    assert [label(False), label(True), label(False, returned=less)] == ["Claimed", "Claimed", "Claimed"]
    assert [label(True, returned=less), label(False, outstanding=less)] == ["Outstanding", "Outstanding"]


OURS = re.compile(r"(?:page|outcome|standing|lane|days)-")
VALUES: dict[str, Value] = {
    **dict.fromkeys(("day", "opens", "until"), DAY),
    **dict.fromkeys(("amount", "at_desks"), SUM),
    **dict.fromkeys(("count", "limit", "number"), 2),
}


def test_every_sentence_of_the_page_is_whole() -> None:
    """Each is rendered once with every value it has; each begins with a capital or with a value."""
    messages = {id_: message for id_, message in english().words.messages.items() if OURS.match(id_)}
    assert len(messages) > 150
    for id_, message in messages.items():
        text = read(say(id_, **{"count": 2, **{name: VALUES.get(name, f"<{name}>") for name in message.fields()}}))
        assert "{" not in text.replace('"log"', "") and text[:1] not in " .,", id_
        assert text[:1].isupper() or text[:1] in "<`2" or text.startswith("story.md"), id_
        assert text.count("`") % 2 == 0, id_


def test_a_word_of_a_workspace_is_on_its_page(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "en.toml").write_text('page-holder-heading = "Where the money is"\n')
    own = load("en-GB", (tmp_path, package_data.folder("templates")))
    assert own.text(say("page-holder-heading")) == "Where the money is"
    assert read(say("page-holder-heading")) == "Who holds the money"


def test_the_page_has_no_words_of_its_own(workspace: Path) -> None:
    """Outside of tags and expressions its templates have no word, so that each is one of the words file."""
    template = (package_data.folder("templates") / "index.html.j2").read_text(encoding="utf-8")
    desks = (package_data.folder("templates") / "_desks.html.j2").read_text(encoding="utf-8")
    for text in (template, desks):
        assert own_words(text) == []
    assert own_words("<h2>Packets</h2>{{ x }}<p>{% if y %}A <b>B c</b>{% endif %}</p>") == ["Packets", "A", "B c"]
    body = texts(on(workspace, "2026-12-08", FIRST))["index.html"].body
    assert "<h2>Who holds the money</h2>" in body


def own_words(template: str) -> list[str]:
    """Return the words of a template that stand outside its tags and expressions."""
    text = re.sub(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", "", template, flags=re.DOTALL)
    text = re.sub(r"<!DOCTYPE html>|<[^>]*>", "\n", text)
    return re.findall(r"[A-Za-z][A-Za-z ]*[A-Za-z]|[A-Za-z]", text.replace("&nbsp;", ""))


def test_codes_and_links_escape_the_rest() -> None:
    assert with_codes("Add `<b>` & go.") == "Add <code>&lt;b&gt;</code> &amp; go."
    assert with_codes("Nothing") == "Nothing"
    assert link('a"b.pdf') == '<a href="a&#34;b.pdf">a&#34;b.pdf</a>'
    sentence = english().text(say("page-use", file=Markup(link("a.pdf"))))
    assert sentence == 'Use <a href="a.pdf">a.pdf</a>.'
