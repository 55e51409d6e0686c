"""Which evidence proves what: the kind, the deliverable and the day decide, for every proof of every ground."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, get_args

import pytest
from test_ledger import case as made_case, paid, work

from makegood.domain import policies, readiness
from makegood.model.case import Agreement, Amendment, Case, Defect, Deliverable, Evidence, Failure, LogEntry, Purchase
from makegood.model.policy import ProofNeeded
from makegood.model.results import Need
from makegood.model.words import EvidenceKind

KNOWN = policies.read()
KINDS: tuple[EvidenceKind, ...] = get_args(EvidenceKind)
DUE, POSTED, REMOVED = date(2026, 9, 5), date(2026, 9, 8), date(2026, 9, 20)
DAYS = {
    "after_due": date(2026, 9, 10),
    "after_agreed": date(2026, 9, 10),
    "while_online": date(2026, 9, 10),
    "after_removal": date(2026, 9, 21),
}
PROOFS = [(ground.id, proof) for ground in KNOWN.grounds.values() for proof in ground.minimum]

# What can show each proof about single deliverables, as a reader would judge it.
SHOWN_BY = {
    ("late", "posted"): "post_screenshot screen_recording analytics_screenshot analytics_export order_screen",
    ("late", "date_mattered"): "brief contract other email dm_screenshot chat_export",
    ("not_delivered", "check"): "profile_screenshot screen_recording order_screen",
    ("partially_delivered", "check"): "profile_screenshot screen_recording order_screen",
    ("partially_delivered", "delivered"): "post_screenshot profile_screenshot screen_recording order_screen",
    ("nonconforming", "departure"): "post_screenshot screen_recording",
    ("missing_disclosure", "unlabelled"): "post_screenshot screen_recording",
    ("removed_early", "online"): "post_screenshot screen_recording analytics_screenshot analytics_export",
    ("removed_early", "removed"): "post_screenshot profile_screenshot screen_recording",
    ("account_not_online", "account_page"): "profile_screenshot post_screenshot screen_recording",
    ("fake_engagement", "series"): "analytics_screenshot analytics_export post_screenshot profile_screenshot",
    ("fake_engagement", "anomaly"): "analytics_screenshot analytics_export post_screenshot other",
}

VIEWS = {"post_screenshot", "profile_screenshot", "analytics_screenshot", "analytics_export", "screen_recording"}
"""What shows a post or a profile; another of these may be meant to, a contract may not."""
# A deliverable to which each ground applies.
SHOWS: dict[str, dict[str, Any]] = {
    "late": {"status": "posted", "posted_at": POSTED},
    "not_delivered": {"status": "not_delivered"},
    "partially_delivered": {"status": "not_delivered"},
    "nonconforming": {"status": "posted", "posted_at": DUE, "defects": (Defect(code="wrong_product"),)},
    "missing_disclosure": {"status": "posted", "posted_at": DUE, "defects": (Defect(code="missing_disclosure"),)},
    "removed_early": {"status": "removed", "posted_at": DUE, "removed_at": REMOVED, "min_live_days": 30},
    "account_not_online": {
        "status": "removed",
        "posted_at": DUE,
        "removed_at": REMOVED,
        "min_live_days": 30,
        "defects": (Defect(code="account_not_found"),),
    },
    "fake_engagement": {"status": "posted", "posted_at": DUE, "defects": (Defect(code="fake_engagement"),)},
    "rights_not_kept": {"status": "posted", "posted_at": DUE, "defects": (Defect(code="rights_withdrawn"),)},
    "exclusivity_not_kept": {"status": "posted", "posted_at": DUE, "defects": (Defect(code="exclusivity_broken"),)},
}


def exhibits(proof: ProofNeeded, kind: EvidenceKind | None, day: date | None = None) -> tuple[Evidence, ...]:
    """Return as many exhibits of a kind as a proof needs, captured when they have to be."""
    captured = day or (DAYS[proof.taken] if proof.taken else DUE)
    return tuple(
        Evidence(id=f"proof-{number}", file=f"{number}.png", caption="Seen.", kind=kind, captured_at=captured)
        for number in range(proof.at_least)
    )


def cited(item: Deliverable, cited_by: str | None, ids: tuple[str, ...]) -> Deliverable:
    """Return a deliverable that cites these ids, itself or by its defects."""
    if cited_by == "defects":
        return replace(item, defects=tuple(replace(defect, evidence=ids) for defect in item.defects))
    return replace(item, evidence=ids)


def about(ground: str, proof: ProofNeeded, evidence: tuple[Evidence, ...], *, is_on_the_other: bool = False) -> Case:
    """Return a case in which the right part cites this evidence, or another deliverable does.

    The first deliverable shows the ground. The second was posted in time and is as agreed.
    """
    ids = tuple(item.id for item in evidence)
    part = proof.cited_by
    subject = work(1, due=DUE, **SHOWS.get(ground, {"status": "not_delivered"}))
    if proof.for_defects:
        subject = replace(subject, defects=(Defect(code=proof.for_defects[0]),))
    other = work(2, "posted", due=DUE, posted_at=DUE)
    if proof.for_each == "delivered":
        subject, other = other, subject
    if part in {"deliverables", "defects"}:
        if is_on_the_other:
            late = (Defect(code="late", evidence=ids),) if part == "defects" else ()
            other = replace(other, evidence=ids, defects=late)
        else:
            subject = cited(subject, part, ids)
    made = made_case(subject, other, payments=[replace(paid("GBP 900.00"), evidence=ids if part == "payments" else ())])
    agreement = Agreement(
        kind="email_thread",
        agreed_on=date(2026, 8, 4),
        evidence=ids if part == "agreement" else (),
        amendments=(Amendment(agreed_on=DUE, change="x", asked_by="brand", evidence=ids),)
        if part == "amendments"
        else (),
    )
    purchase = Purchase(failure=Failure(what="x", at=DUE, evidence=ids)) if part == "purchase" else None
    log = (LogEntry(at=DUE, event="asked", by="brand", evidence=ids),) if part == "log" else ()
    return replace(made, agreement=agreement, purchase=purchase, log=log, evidence=evidence)


def need_for(ground: str, proof: ProofNeeded, case: Case) -> Need:
    """Return what the list to work off says of one proof, as if the ground needed no other."""
    alone = replace(KNOWN.grounds[ground], minimum=(proof,))
    (need,) = readiness.needs(case, [alone], KNOWN.methods, "")
    return need


@pytest.mark.parametrize(("ground", "proof"), PROOFS, ids=lambda part: part if isinstance(part, str) else part.id)
def test_a_kind_that_can_show_it_ticks_and_any_other_is_pointed_out(ground: str, proof: ProofNeeded) -> None:
    """Every kind of evidence, cited where it belongs: what can show the proof ticks it, nothing else does."""
    expected = set(SHOWN_BY.get((ground, proof.id), " ".join(proof.kinds)).split())
    assert expected
    for kind in KINDS:
        evidence = exhibits(proof, kind)
        need = need_for(ground, proof, about(ground, proof, evidence))
        assert need.is_proven == (kind in expected), kind
        is_alike = (kind in VIEWS) == bool(VIEWS & expected)
        assert bool(need.wrong_kind) == (kind not in expected and proof.cited_by is not None and is_alike), kind
        assert set(need.kinds) == expected


def test_every_proof_of_single_work_was_judged() -> None:
    """The table above has each proof that is needed for each deliverable, and no other."""
    assert {(ground, proof.id) for ground, proof in PROOFS if proof.for_each} == set(SHOWN_BY)


OF_WORK = [(ground, proof) for ground, proof in PROOFS if proof.for_each]


@pytest.mark.parametrize(("ground", "proof"), OF_WORK, ids=lambda part: part if isinstance(part, str) else part.id)
def test_evidence_of_another_deliverable_ticks_nothing(ground: str, proof: ProofNeeded) -> None:
    """The right kind and the right day, but the other video cites it."""
    evidence = exhibits(proof, proof.kinds[0])
    need = need_for(ground, proof, about(ground, proof, evidence, is_on_the_other=True))
    assert not need.is_proven
    assert need.lacking == ("video-2" if proof.for_each == "delivered" else "video-1",)


@pytest.mark.parametrize(("ground", "proof"), OF_WORK, ids=lambda part: part if isinstance(part, str) else part.id)
def test_one_of_two_deliverables_is_not_enough(ground: str, proof: ProofNeeded) -> None:
    """Two deliverables to which the ground applies need evidence each; the one without it is named."""
    evidence = exhibits(proof, proof.kinds[0])
    made = about(ground, proof, evidence)
    bare = replace(cited(made.deliverables[0], proof.cited_by, ()), id="video-3")
    both = replace(made, deliverables=(*made.deliverables, bare))
    need = need_for(ground, proof, both)
    assert not need.is_proven
    assert need.lacking == ("video-3",)
    ids = tuple(item.id for item in evidence)
    proven = replace(made, deliverables=(*made.deliverables, cited(bare, proof.cited_by, ids)))
    assert need_for(ground, proof, proven).is_proven


WRONG_DAYS = {
    "after_due": (date(2026, 9, 5), date(2026, 9, 4), None),
    "while_online": (date(2026, 9, 20), date(2026, 9, 21), None),
    "after_removal": (date(2026, 9, 19), date(2026, 9, 8), None),
}
TIMED = [(ground, proof) for ground, proof in PROOFS if proof.taken and proof.for_each]


@pytest.mark.parametrize(("ground", "proof"), TIMED, ids=lambda part: part if isinstance(part, str) else part.id)
def test_evidence_of_another_time_ticks_nothing(ground: str, proof: ProofNeeded) -> None:
    """Captured on the due day or before, after the removal, or before it; or on a day that is not known."""
    assert proof.taken
    for day in WRONG_DAYS[proof.taken]:
        evidence = tuple(replace(item, captured_at=day) for item in exhibits(proof, proof.kinds[0]))
        need = need_for(ground, proof, about(ground, proof, evidence))
        assert not need.is_proven
        assert need.unfit == tuple(item.id for item in evidence)
        assert need.taken == proof.taken


def test_on_the_day_of_the_removal_the_time_decides() -> None:
    """A screenshot at nine shows the post that was removed at ten, and one at eleven shows that it is gone."""
    nine, ten, eleven = (datetime(2026, 9, 20, hour, tzinfo=UTC) for hour in (9, 10, 11))
    online, removed = (
        next(proof for ground, proof in PROOFS if ground == "removed_early" and proof.id == name)
        for name in ("online", "removed")
    )
    for proof, right, wrong in ((online, nine, eleven), (removed, eleven, nine)):
        for taken_at, is_proven in ((right, True), (wrong, False)):
            evidence = tuple(replace(item, captured_at=taken_at) for item in exhibits(proof, "post_screenshot"))
            made = about("removed_early", proof, evidence)
            items = (replace(made.deliverables[0], removed_at=ten), made.deliverables[1])
            assert need_for("removed_early", proof, replace(made, deliverables=items)).is_proven == is_proven


UNKNOWN: dict[str, dict[str, Any]] = {
    "late": {"status": "posted", "defects": (Defect(code="late"),)},
    "removed_early": {"status": "removed", "removed_at": REMOVED, "defects": (Defect(code="removed_early"),)},
}


@pytest.mark.parametrize("ground", UNKNOWN)
@pytest.mark.parametrize("url", [None, "https://vm.tiktok.com/ZMexample", "https://www.tiktok.com/@a/photo/12"])
def test_nothing_is_ticked_by_an_unknown_posting_day(ground: str, url: str | None) -> None:
    """No posted_at, and an address that gives no day: what rests on it is missing, until the day is entered."""
    proofs = [proof for proof in KNOWN.grounds[ground].minimum if proof.needs_posting_day]
    assert proofs
    for proof in proofs:
        made = about(ground, proof, exhibits(proof, "post_screenshot"))
        item = replace(made.deliverables[0], posted_at=None, url=url, **UNKNOWN[ground])
        need = need_for(ground, proof, replace(made, deliverables=(item, made.deliverables[1])))
        assert not need.is_proven
        assert need.undated == need.lacking == ("video-1",)
        dated = replace(item, posted_at=POSTED)
        assert need_for(ground, proof, replace(made, deliverables=(dated, made.deliverables[1]))).is_proven


def test_only_a_view_is_a_wrong_view() -> None:
    """A chat about the sale belongs to the deliverable too, and so does the grid; each is meant for one proof."""
    chat = Evidence(id="sale", file="sale.png", caption="The sale.", kind="dm_screenshot")
    grid = Evidence(id="grid", file="grid.png", caption="The grid.", kind="profile_screenshot")
    posted, mattered = (
        next(proof for ground, proof in PROOFS if ground == "late" and proof.id == name)
        for name in ("posted", "date_mattered")
    )
    assert need_for("late", posted, about("late", posted, (chat, grid))).wrong_kind == ("grid",)
    assert need_for("late", mattered, about("late", mattered, (grid,))).wrong_kind == ()
    slip = Evidence(id="slip", file="slip.pdf", caption="The slip.", kind="receipt")
    assert need_for("late", mattered, about("late", mattered, (slip, grid))).wrong_kind == ("slip",)


def test_evidence_without_a_kind_counts_where_it_is_cited() -> None:
    """The kind is optional, and no kind is no wrong kind."""
    proof = next(proof for ground, proof in PROOFS if proof.id == "unlabelled")
    need = need_for("missing_disclosure", proof, about("missing_disclosure", proof, exhibits(proof, None)))
    assert need.is_proven
    assert need.wrong_kind == ()


AGREED_UNTIL = date(2026, 10, 12)
BOOKED = next(proof for proof in KNOWN.grounds["ads_underdelivery"].minimum if proof.id == "report")


@pytest.mark.parametrize(
    ("captured_on", "today", "deadline", "is_proven"),
    [
        (date(2026, 9, 5), date(2026, 10, 20), AGREED_UNTIL, False),  # what was delivered since is not in it
        (AGREED_UNTIL, date(2026, 10, 20), AGREED_UNTIL, False),
        (date(2026, 10, 13), date(2026, 10, 20), AGREED_UNTIL, True),
        (date(2026, 9, 5), AGREED_UNTIL, AGREED_UNTIL, True),  # the day is not over
        (date(2026, 9, 5), date(2026, 10, 20), None, True),
        (None, date(2026, 10, 20), AGREED_UNTIL, False),
        (None, date(2026, 10, 20), None, True),
    ],
)
def test_a_report_from_before_an_agreed_day_shows_no_impressions_delivered_by_it(
    captured_on: date | None, today: date, deadline: date | None, is_proven: bool
) -> None:
    agreed = LogEntry(at=date(2026, 9, 28), event="agreed", by="tiktok", deadline=deadline)
    report = Evidence(id="report", file="report.png", kind="ad_report", caption="Report", captured_at=captured_on)
    made = made_case(work(1, "posted"), as_of=today.isoformat(), log=(agreed,) if deadline else ())
    made = replace(made, evidence=(report,))
    need = need_for("ads_underdelivery", BOOKED, made)
    assert need.is_proven is is_proven
    assert need.unfit == (() if is_proven else ("report",))
