"""The sentences on the work: each variant as its reader has it, written by hand; and no id without a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timezone
from types import SimpleNamespace
from typing import Any, get_args
from pathlib import Path

import pytest

from makegood import language
from makegood.model.case import Defect, Deliverable, Guarantee, LogEntry, Spec
from makegood.model.facts import Row
from makegood.model.money import Money
from makegood.model.results import DeclinedMakeGood, MakeGood
from makegood.model.statement import Statement
from makegood.model.words import DefectCode, DeliverableStatus, DeliverableType, FORMER_STATUSES
from makegood.statements import make_goods, work
from test_audit import piece, spent, worked
from test_policy_sums import out

ENGLISH = language.english()
ZERO = Money.parse("GBP 0.00")
LATE, GONE, LOST = Defect(code="late"), Defect(code="removed_early"), Defect(code="account_banned")
WRONG = Defect(code="wrong_product", noticed_on=date(2026, 9, 3), cure_asked_on=date(2026, 9, 4))
LINK = Defect(code="missing_link", detail="the link leads to another shop.", noticed_on=date(2026, 9, 5))


def text(statements: Statement | tuple[Statement, ...]) -> str:
    every = (statements,) if isinstance(statements, Statement) else statements
    return " ".join(ENGLISH.text(statement) for statement in every)


def september(day: int) -> date:
    return date(2026, 9, day)


def row(status: DeliverableStatus = "posted", defects: tuple[Defect, ...] = (), **more: Any) -> Row:
    """Return one piece of work; keys that `Row` has are its own, others are those of its deliverable."""
    own = {name: more.pop(name) for name in tuple(more) if name in Row.__slots__}
    item = Deliverable(id=more.pop("id", "video-1"), type=more.pop("type", "video"), status=status, **more)
    values: dict[str, Any] = {"title": "The video", "is_delivered": status == "posted", "price": ZERO, "claimed": ZERO}
    return Row(deliverable=item, defects=defects, posted_at=own.pop("posted_at", None), **{**values, **own})


def facts(*rows: Row, as_of: date = september(30), **more: Any) -> Any:
    """Return as much of the facts of a case as sentences on the work read."""
    agreement = more.pop("agreement", None)
    header = SimpleNamespace(as_of=as_of, timezone="Europe/London")
    case = SimpleNamespace(case=header, agreement=agreement)
    values = {"grounds": (), "make_goods": (), "declined_make_goods": ()}
    return SimpleNamespace(rows=rows, case=case, **{**values, **more})


BOOKED = {"booked_impressions": 10000, "missing_impressions": 2100, "title": "The flight"}
DRAFT = {"due": september(10), "draft_submitted_at": september(12), "is_draft_late": True}
POSTED = {"posted_at": september(12)}
FINDINGS = [
    (
        row(delivered_impressions=7900, **BOOKED),
        "7,900 of the 10,000 impressions booked for the flight were delivered.",
    ),
    (row(delivered_impressions=1, **BOOKED), "1 of the 10,000 impressions booked for the flight was delivered."),
    (row(delivered_impressions=0, **BOOKED), "None of the 10,000 impressions booked for the flight were delivered."),
    (row("not_delivered"), "The video has not been delivered."),
    (row("not_delivered", due=september(10)), "The video, due on 10 September 2026, has not been delivered."),
    (row("not_started"), "The video has not been posted."),
    (row("revision_requested", due=september(10)), "The video, due on 10 September 2026, has not been posted."),
    (
        row("revision_requested", **DRAFT),
        "The video, due on 10 September 2026, was submitted as a draft on 12 September 2026, after that day, and sent "
        "back to be changed.",
    ),
    (row("draft_submitted"), "The video was submitted as a draft and is not approved."),
    (
        row("draft_submitted", draft_submitted_at=september(8)),
        "The video was submitted as a draft on 8 September 2026 and is not approved.",
    ),
    (
        row("draft_submitted", **DRAFT),
        "The video, due on 10 September 2026, was submitted as a draft on 12 September 2026, after that day, and is "
        "not approved.",
    ),
    (row("approved"), "The video is approved."),
    (row("deemed_approved"), "The video is deemed approved."),
    (row("cancelled_by_creator"), "The video was cancelled by the creator."),
    (row("cancelled_by_brand"), "The video was cancelled by us."),
    (row("removed", (GONE,)), "The video was taken down, before the agreed time."),
    (
        row("removed", (GONE,), removed_at=september(20)),
        "The video was taken down on 20 September 2026, before the agreed time.",
    ),
    (
        row("removed", (GONE,), removed_at=september(20), days_up=8, days_agreed=30),
        "The video was taken down on 20 September 2026, after 8 of the agreed 30 days.",
    ),
    (
        row("removed", (GONE,), removed_at=september(20), days_up=0, days_agreed=1),
        "The video was taken down on 20 September 2026, after 0 of the 1 agreed day.",
    ),
    (row("removed", (GONE, LOST)), "The video was no longer online, before the agreed time."),
    (
        row("removed", (GONE, LOST), removed_at=september(20)),
        "The video was no longer online on 20 September 2026, before the agreed time.",
    ),
    (
        row("removed", (GONE, LOST), removed_at=september(20), days_up=8, days_agreed=30),
        "The video was no longer online on 20 September 2026, after 8 of the agreed 30 days.",
    ),
    (
        row("removed", (GONE, LOST), removed_at=september(20), days_up=0, days_agreed=1),
        "The video was no longer online on 20 September 2026, after 0 of the 1 agreed day.",
    ),
    (row(), "The video was posted."),
    (row(**POSTED), "The video was posted on 12 September 2026."),
    (row("removed", **POSTED), "The video was posted on 12 September 2026."),  # it stayed as long as agreed
    (row(defects=(WRONG,)), "The video was posted, not as agreed."),
    (row(defects=(WRONG,), **POSTED), "The video was posted on 12 September 2026, not as agreed."),
    (row(defects=(LATE,)), "The video was posted later than agreed."),
    (row(defects=(LATE,), **POSTED), "The video was posted on 12 September 2026, later than agreed."),
    (row(defects=(LATE,), due=september(10)), "The video was posted after the agreed day, 10 September 2026."),
    (
        row(defects=(LATE, WRONG), due=september(10), after_notice=september(11), **POSTED),
        "The video was posted on 12 September 2026, after the agreed day, 10 September 2026. It was posted after our "
        "final notice of 11 September 2026. The post is not as agreed.",
    ),
]


@pytest.mark.parametrize(("found", "sentence"), FINDINGS)
def test_what_became_of_work(found: Row, sentence: str) -> None:
    assert text(work.finding(found)) == sentence


STATES = [
    (row(delivered_impressions=7900, **BOOKED), "7,900 of 10,000 booked impressions"),
    (
        row(delivered_impressions=9000, booked_impressions=10000),
        "9,000 of 10,000 booked impressions, which counts as delivered",
    ),
    (row(delivered_impressions=10000, booked_impressions=10000), "10,000 of 10,000 booked impressions"),
    (row("not_delivered"), "not delivered"),
    (row("not_started"), "not posted"),
    (row("revision_requested"), "not posted"),
    (row("draft_submitted"), "draft only"),
    (row("draft_submitted", draft_submitted_at=september(8)), "draft only, 8 September 2026"),
    (row("draft_submitted", **DRAFT), "draft only, 12 September 2026, late"),
    (row("approved"), "approved"),
    (row("deemed_approved"), "deemed approved"),
    (row("cancelled_by_creator"), "cancelled by the creator"),
    (row("cancelled_by_brand"), "cancelled by us"),
    (row("removed", (GONE,)), "taken down early"),
    (row("removed", (GONE,), removed_at=september(20)), "taken down on 20 September 2026"),
    (
        row("removed", (GONE,), removed_at=september(20), days_up=8, days_agreed=30),
        "taken down on 20 September 2026, after 8 of 30 days",
    ),
    (
        row("removed", (GONE,), removed_at=september(20), days_up=0, days_agreed=1),
        "taken down on 20 September 2026, after 0 of 1 day",
    ),
    (row("removed", (GONE, LOST)), "no longer online"),
    (row("removed", (GONE, LOST), removed_at=september(20)), "no longer online on 20 September 2026"),
    (
        row("removed", (GONE, LOST), removed_at=september(20), days_up=8, days_agreed=30),
        "no longer online on 20 September 2026, after 8 of 30 days",
    ),
    (
        row("removed", (GONE, LOST), removed_at=september(20), days_up=0, days_agreed=1),
        "no longer online on 20 September 2026, after 0 of 1 day",
    ),
    (row(), "posted"),
    (row(defects=(LATE,)), "posted, late"),
    (row(defects=(WRONG,)), "posted, not as agreed"),
    (row(posted_at=datetime(2026, 9, 12, 9, 30, tzinfo=timezone.utc)), "posted on 12 September 2026, 09:30"),
    (row(defects=(LATE, WRONG), **POSTED), "posted on 12 September 2026, late"),
    (row(defects=(WRONG,), **POSTED), "posted on 12 September 2026, not as agreed"),
]


@pytest.mark.parametrize(("found", "label"), STATES)
def test_the_same_as_a_label(found: Row, label: str) -> None:
    assert text(work.state(found)) == label


@pytest.mark.parametrize("status", sorted(set(get_args(DeliverableStatus)) - set(FORMER_STATUSES)))
def test_each_status_has_a_sentence_and_a_label(status: DeliverableStatus) -> None:
    assert text(work.finding(row(status))).endswith(".")
    assert not text(work.state(row(status))).endswith(".")


@pytest.mark.parametrize("code", get_args(DefectCode))
def test_each_defect_has_a_sentence_or_none_on_purpose(code: DefectCode) -> None:
    stated = work.defect(Defect(code=code))
    assert bool(stated) is (code not in work.WITHOUT_SENTENCE)
    assert not stated or text(stated).endswith(".")
    assert text(work.defect(Defect(code=code, detail="it shows the old scarf."))) == "It shows the old scarf."


def test_a_word_that_is_no_defect_has_no_sentence() -> None:
    """The negative control: an id without a sentence is seen."""
    with pytest.raises(KeyError):
        text(work.defect(Defect(code="wrong_colour")))  # type: ignore[arg-type]  # it is none


def test_defects_have_their_own_dates_where_these_differ() -> None:
    both = row(defects=(WRONG, LINK), evidence=())
    both = replace(both, deliverable=replace(both.deliverable, defects=(WRONG, LINK)))
    assert text(work.defects(both)) == (
        "The wrong product is shown. We noticed this on 3 September 2026, and on 4 September 2026 we asked to have it "
        "put right. The link leads to another shop. We noticed this on 5 September 2026."
    )
    assert text(work.defects(both, form="brief")) == "The wrong product is shown. The link leads to another shop."
    single = replace(both, deliverable=replace(both.deliverable, defects=(WRONG,)))
    assert text(work.defects(single)) == "The wrong product is shown."
    asked = Defect(code="other", cure_asked_on=september(4))
    assert text(work.cure_dates(asked)) == "On 4 September 2026 we asked to have it put right."
    assert work.cure_dates(Defect(code="other")) == ()


def test_evidence_shows_the_defects_that_name_it() -> None:
    named, unnamed = replace(WRONG, evidence=("still",)), replace(LINK, evidence=())
    item = row()
    item = replace(item, deliverable=replace(item.deliverable, defects=(named, unnamed)))
    assert (
        text(work.defects(item, "still", form="brief")) == "The wrong product is shown. The link leads to another shop."
    )
    assert text(work.defects(item, "still", has_own_proof=True, form="brief")) == "The wrong product is shown."
    assert text(work.defects(item, "post", form="brief")) == "The link leads to another shop."


@pytest.mark.parametrize("type_", get_args(DeliverableType))
def test_each_type_of_work_has_a_name(type_: DeliverableType) -> None:
    assert ENGLISH.words.messages[f"work-type-{type_}"]


def test_how_much_work_it_is() -> None:
    video, flight, story = row(), row(type="reservation_ad"), row(type="story")
    counted = [(video,), (video,) * 3, (flight,), (flight, flight), (story,), (video, story)]
    assert [text(work.counted(rows)) for rows in counted] == [
        "one video",
        "three videos",
        "one booked flight",
        "two booked flights",
        "one deliverable",
        "two deliverables",
    ]


def test_missing_impressions_are_named() -> None:
    short, shortest = row(missing_impressions=2100, title="The flight"), row(missing_impressions=1, title="Flight 2")
    assert text(work.missing_impressions(facts(short))) == "the 2,100 missing impressions"
    assert text(work.missing_impressions(facts(shortest))) == "the 1 missing impression"
    assert text(work.missing_impressions(facts(short, row(), shortest))) == (
        "the 2,100 missing impressions for the flight and 1 missing impression for Flight 2"
    )


def test_what_was_promised() -> None:
    spec = Spec(
        min_seconds=21,
        max_seconds=34,
        hashtags=("#ad", "#scarf"),
        mention="@harbourpine",
        sound="our song",
        link="https://harbourpine.example/ana",
        format="9:16",
        text="Say the name first",
    )
    item = Deliverable(
        id="v",
        type="video",
        status="posted",
        spec=spec,
        min_live_days=30,
        requires_approval=True,
        guaranteed=Guarantee(metric="views", value=10000),
    )
    agreement: Any = SimpleNamespace(min_live_days=1, disclosure_required=True)

    def labels(item: Deliverable, agreement: Any = None) -> list[str]:
        return [text(label) for label in work.promise(item, agreement)]

    assert labels(item, agreement) == [
        "21 to 34 seconds",
        "up for at least 30 days",
        "#ad #scarf",
        "mention of @harbourpine",
        "sound: our song",
        "link: https://harbourpine.example/ana",
        "9:16",
        "a label as advertising",
        "a draft to be approved",
        "at least 10,000 views",
        "Say the name first",
    ]
    bare = Deliverable(id="v", type="video", status="posted")
    assert labels(bare) == []
    assert labels(bare, agreement) == ["up for at least 1 day", "a label as advertising"]
    for seconds, label in (
        (Spec(min_seconds=1), "at least 1 second"),
        (Spec(min_seconds=21), "at least 21 seconds"),
        (Spec(max_seconds=1), "at most 1 second"),
        (Spec(max_seconds=34), "at most 34 seconds"),
    ):
        assert labels(replace(bare, spec=seconds)) == [label]


def test_what_was_found_is_told_together() -> None:
    """What is missing together, and after it why each day mattered; with one such day, without the title."""
    first = row("not_delivered", id="a", title="Video 1", due=september(10), why_the_date_mattered="The sale began.")
    second = row("not_started", id="b", title="Video 2", due=september(15))
    assert text(work.found(facts(first))) == (
        "Video 1, due on 10 September 2026, has not been delivered. Why the day mattered: The sale began."
    )
    missing = "Video 1 and Video 2 have not been delivered; the last was due on 15 September 2026."
    assert text(work.found(facts(first, second))) == f"{missing} Why the day mattered: The sale began."
    assert text(work.found(facts(first, second), "brief")) == missing
    both = [
        replace(one, deliverable=replace(one.deliverable, why_the_date_mattered="It did.")) for one in (first, second)
    ]
    assert (
        text(work.found(facts(*both)))
        == f"{missing} Why the day mattered (Video 1): It did. Why the day mattered (Video 2): It did."
    )
    undated = [replace(one, deliverable=replace(one.deliverable, due=None)) for one in (first, second)]
    assert text(work.found(facts(*undated), "brief")) == "Video 1 and Video 2 have not been delivered."
    assert work.found(facts(row())) == ()  # delivered as agreed


def test_what_else_the_case_states() -> None:
    draft = row("draft_submitted", requires_approval=True, claimed=Money.parse("GBP 5.00"))
    assert text(work.found(facts(draft))) == (
        "The video was submitted as a draft and is not approved. A draft had to be approved before it was posted."
    )
    label = SimpleNamespace(id="missing_disclosure")
    agreed = SimpleNamespace(disclosure_required=True, cure_period_days=2, min_live_days=None)
    unlabelled = row(defects=(Defect(code="missing_disclosure"),), disclosed=False)
    posted = "The video was posted."
    assert text(work.found(facts(unlabelled, grounds=(label,)))) == f"{posted} It carries no label as advertising."
    assert text(work.found(facts(unlabelled, grounds=(label,), agreement=agreed))) == (
        f"{posted} It carries no label as advertising, which was agreed."
    )
    wrong = row(defects=(WRONG,))
    wrong = replace(wrong, deliverable=replace(wrong.deliverable, defects=(WRONG,)))
    noticed = "We noticed this on 3 September 2026, and on 4 September 2026 we asked to have it put right."
    found = f"The video was posted, not as agreed. The wrong product is shown. {noticed}"
    over = "The two days that the agreement gives to put it right have passed."
    assert text(work.found(facts(wrong, agreement=agreed, as_of=september(7)))) == f"{found} {over}"
    assert text(work.found(facts(wrong, agreement=agreed, as_of=september(6)))) == found
    agreed.cure_period_days = 1
    over = "The one day that the agreement gives to put it right has passed."
    assert text(work.found(facts(wrong, agreement=agreed, as_of=september(6)))) == f"{found} {over}"


def test_a_moment_of_another_zone_has_the_day_of_the_case_everywhere(tmp_path: Path) -> None:
    """23:30 on 17 November in New York is 04:30 on 18 November in London: 9 days after 9 November."""
    gone = piece(1, "removed", removed_at="2026-11-17T23:30:00-05:00", min_live_days=30)
    documents = out(tmp_path, worked("GBP 500.00", [spent("GBP 500.00")], [gone], "removed_early"))
    letter, packet = documents["email/first_request.eml"], documents["packet/influencer.pdf"]
    assert "Video 1 was taken down on 18 November 2026, after 9 of the agreed 30 days." in letter
    assert "17 November" not in letter + packet


# Later days

OVER, RUNNING = september(30), september(8)
VIDEO_1 = row("not_delivered", id="a", title="Video 1")
VIDEO_2 = row("not_delivered", id="b", title="Video 2")
CAME_1 = row(id="a", title="Video 1", posted_at=september(6))
CAME_2 = row(id="b", title="Video 2", posted_at=september(7))
REMOVED = row("removed", (GONE,), id="a", title="Video 1")
DAYS = ((2, 10), (3, 12), (4, 14))


def later(rows: tuple[Row, ...], events: str, as_of: date, form: Any = "full", ids: tuple[str, ...] = ()) -> str:
    """Return what is said of a later day; `events` has an `a` for each agreement and an `e` for each extension."""
    agreed = tuple(
        LogEntry(at=september(at), event="agreed" if event == "a" else "extended", deadline=september(day))
        for event, (at, day) in zip(events, DAYS, strict=False)
    )
    made = MakeGood(
        agreed=agreed,
        work=ids or tuple(one.deliverable.id for one in rows),
        came=tuple(one.deliverable.id for one in rows if one.is_delivered),
        day=agreed[-1].deadline or OVER,
    )
    held = facts(*rows, as_of=as_of, make_goods=(made,))
    said = text(make_goods.of_log(agreed, held, form))
    assert said == text(make_goods.agreed(made, held, form))
    return said


AGREED = "On 2 September 2026 we agreed that Video 1 could still come by 10 September 2026."
AGREED_BOTH = "On 2 September 2026 we agreed that Video 1 and Video 2 could still come by 10 September 2026."
SECOND = "On 3 September 2026 we agreed that it could come by 12 September 2026."
THIRD = "On 4 September 2026 we gave more time, until 14 September 2026."
LATER: list[tuple[tuple[Row, ...], str, date, str, str]] = [
    ((VIDEO_1,), "a", OVER, "full", f"{AGREED} That day passed without it."),
    ((VIDEO_1,), "a", RUNNING, "full", AGREED),
    ((VIDEO_1,), "aa", OVER, "full", f"{AGREED} {SECOND} Both days passed without it."),
    ((VIDEO_1,), "aae", OVER, "full", f"{AGREED} {SECOND} {THIRD} All these days passed without it."),
    ((VIDEO_1, VIDEO_2), "a", OVER, "full", f"{AGREED_BOTH} That day passed without them."),
    (
        (VIDEO_1, VIDEO_2),
        "aa",
        OVER,
        "full",
        f"{AGREED_BOTH} On 3 September 2026 we agreed that they could come by 12 September 2026. Both days passed "
        "without them.",
    ),
    (
        (VIDEO_1, VIDEO_2),
        "eee",
        OVER,
        "full",
        "On 2 September 2026 we gave more time for Video 1 and Video 2, until 10 September 2026. On 3 September 2026 we "
        f"gave more time, until 12 September 2026. {THIRD} All these days passed without them.",
    ),
    (
        (CAME_1, VIDEO_2),
        "a",
        OVER,
        "full",
        f"{AGREED_BOTH} By that day only Video 1 (6 September 2026) came; Video 2 did not.",
    ),
    (
        (CAME_1, VIDEO_2),
        "ae",
        OVER,
        "full",
        f"{AGREED_BOTH} On 3 September 2026 we gave more time, until 12 September 2026. By the last of these days only "
        "Video 1 (6 September 2026) came; Video 2 did not.",
    ),
    ((CAME_1, VIDEO_2), "a", RUNNING, "full", f"{AGREED_BOTH} Of this, Video 1 (6 September 2026) came so far."),
    (
        (CAME_1, CAME_2),
        "a",
        OVER,
        "full",
        f"{AGREED_BOTH} Of this, Video 1 (6 September 2026) and Video 2 (7 September 2026) came.",
    ),
    ((CAME_1,), "a", OVER, "full", f"{AGREED} It came on 6 September 2026."),
    (
        (REMOVED,),
        "a",
        RUNNING,
        "full",
        "On 2 September 2026 we agreed that Video 1 could be posted again by 10 September 2026.",
    ),
    ((), "a", OVER, "full", "On 2 September 2026 we agreed on delivery by 10 September 2026. That day has passed."),
    (
        (),
        "aa",
        OVER,
        "full",
        "On 2 September 2026 we agreed on delivery by 10 September 2026. On 3 September 2026 we agreed on 12 September "
        "2026 instead. Both days have passed.",
    ),
    ((), "e", RUNNING, "full", "On 2 September 2026 we gave more time for the work, until 10 September 2026."),
    (
        (VIDEO_1,),
        "a",
        OVER,
        "brief",
        "On 2 September 2026 we agreed on delivery by 10 September 2026. That day has passed.",
    ),
    (
        (VIDEO_1,),
        "aa",
        OVER,
        "brief",
        "We agreed on delivery by 10 September 2026, then by 12 September 2026. Both days have passed.",
    ),
    (
        (VIDEO_1,),
        "aae",
        OVER,
        "brief",
        "We agreed on a day for delivery more than once: 10 September 2026, 12 September 2026 and 14 September 2026. "
        "All these days have passed.",
    ),
    (
        (CAME_1, VIDEO_2),
        "a",
        OVER,
        "brief",
        "On 2 September 2026 we agreed on delivery by 10 September 2026. By then only Video 1 came.",
    ),
    (
        (VIDEO_1,),
        "e",
        RUNNING,
        "brief",
        "On 2 September 2026 we gave more time for Video 1, until 10 September 2026.",
    ),
    (
        (VIDEO_1,),
        "ea",
        RUNNING,
        "brief",
        "We gave more time for Video 1, until 10 September 2026, then until 12 September 2026.",
    ),
    (
        (VIDEO_1,),
        "eea",
        RUNNING,
        "brief",
        "We gave more time for Video 1, more than once: until 10 September 2026, 12 September 2026 and 14 September 2026.",
    ),
]


@pytest.mark.parametrize(("rows", "events", "as_of", "form", "sentences"), LATER)
def test_a_later_day(rows: tuple[Row, ...], events: str, as_of: date, form: str, sentences: str) -> None:
    assert later(rows, events, as_of, form) == sentences


@pytest.mark.parametrize(
    ("offered", "day", "form", "sentence"),
    [
        (7, 10, "full", "we declined the offer of 7 September 2026 to deliver Video 1 by 10 September 2026."),
        (7, None, "full", "we declined the offer of 7 September 2026 to deliver Video 1 later."),
        (None, 10, "full", "we declined the offer to deliver Video 1 by 10 September 2026."),
        (None, None, "full", "we declined the offer to deliver Video 1 later."),
        (7, 10, "brief", "we declined the offer to deliver by 10 September 2026."),
        (None, None, "brief", "we declined the offer to deliver later."),
    ],
)
def test_a_later_day_that_was_declined(offered: int | None, day: int | None, form: Any, sentence: str) -> None:
    refused = DeclinedMakeGood(
        declined=LogEntry(at=september(9), event="rejected", by="brand"),
        offered=LogEntry(at=september(offered), event="answered", by="creator") if offered else None,
        work=("a",),
        day=september(day) if day else None,
    )
    held = facts(VIDEO_1, declined_make_goods=(refused,))
    assert text(make_goods.of_log([refused.declined], held, form)) == f"On 9 September 2026 {sentence}"
    if form == "full":
        assert text(make_goods.declined_without_day(refused, held)) == f"W{sentence[1:]}"


def test_late_work_that_was_accepted() -> None:
    entry = LogEntry(at=september(9), event="agreed", deadline=september(8))
    made = MakeGood(agreed=(entry,), work=("a",), came=("a",), day=september(8), is_acceptance=True)
    held = facts(CAME_1, make_goods=(made,))
    assert text(make_goods.of_log([entry], held)) == (
        "On 9 September 2026 we accepted Video 1, which came on 6 September 2026."
    )
    assert make_goods.of_log([entry], held, "brief") == ()  # nothing is claimed for it
    assert make_goods.of_log([], held) == ()


def test_a_short_text_has_the_last_day_alone() -> None:
    first, last = (LogEntry(at=september(day), event="agreed", deadline=september(day + 3)) for day in (2, 20))
    made = tuple(
        MakeGood(agreed=(entry,), work=(id_,), came=(), day=entry.deadline or OVER)
        for entry, id_ in ((first, "a"), (last, "b"))
    )
    held = facts(VIDEO_1, VIDEO_2, make_goods=made)
    assert text(make_goods.of_log([first, last], held, "brief")) == (
        "On 20 September 2026 we agreed on delivery by 23 September 2026. That day has passed."
    )
