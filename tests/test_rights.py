"""Rights, exclusivity, Spark codes, edits, accounts that are gone, and one agreement with several creators.

Each sum is computed by hand in the test.
"""

from __future__ import annotations

import copy
import html
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import in_english
from test_audit import piece, spent, worked
from test_cli import run
from test_desks import KNOWN, facts
from test_policy_sums import out, problems, warnings
from test_sums import faults

from makegood import language
from makegood.commands.explain.sums import explain_sums
from makegood.domain import readiness
from makegood.model.workspace import Workspace
from makegood.pipeline.check import check
from makegood.pipeline.load import load
from makegood.statements import grounds

GONE = {"status": "removed", "removed_at": "2026-11-20", "min_live_days": 30}
"""Posted on 9 November: 11 of 30 days, 19 missing."""
TERMS = {"usage_rights": {"scope": "Use in our ads for 90 days."}, "exclusivity": "No other scarf for 30 days."}
FIRST = "email/first_request.eml"


def one(ground: str, code: str, reduction: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """Write a case of one post for GBP 500.00 with one defect."""
    defect = {"code": code, "noticed_on": "2026-11-20", "evidence": ["post"]}
    if reduction:
        defect["reduction"] = reduction
    data = worked(
        "GBP 500.00", [spent("GBP 500.00")], [piece(1, **{"status": "posted", "defects": [defect], **more})], ground
    )
    data["agreement"] |= TERMS
    data["parties"] = copy.deepcopy(data["parties"])
    return data


# What can be claimed


@pytest.mark.parametrize(
    ("ground", "code", "said"),
    [
        ("rights_not_kept", "rights_not_granted", "The agreed rights of use were not granted"),
        ("rights_not_kept", "rights_withdrawn", "The agreed rights of use were withdrawn before they ended"),
        (
            "rights_not_kept",
            "spark_code_revoked",
            "The code to use the post in ads stopped working before the agreed day",
        ),
        ("exclusivity_not_kept", "exclusivity_broken", "The agreed exclusivity was not observed"),
        ("nonconforming", "edited_after_posting", "It was changed while it was online"),
    ],
)
def test_a_stated_part_is_claimed_and_nothing_without_one(tmp_path: Path, ground: str, code: str, said: str) -> None:
    """GBP 300.00 for 90 days of which 60 are missing: 200.00. Without a part, the message says why there is no sum."""
    part = {"amount": "GBP 300.00", "missing_days": 60, "agreed_days": 90, "reason": "ended after 30 days"}
    data = one(ground, code, part)
    made = facts(tmp_path, data)
    assert (str(made.sums.claimed), in_english(made.computation.formula)) == ("GBP 200.00", "300.00 × 60 ÷ 90 = 200.00")
    letter = out(tmp_path, data)[FIRST]
    assert f"Video 1 was posted on 9 November 2026. {said}. We noticed this on 20 November 2026." in letter
    assert "Video 1: ended after 30 days, 60 of 90 days missing, of GBP 300.00: GBP 200.00." in letter
    assert problems(tmp_path / "bare", one(ground, code))["K1"].startswith(
        f"No sum can be computed. {KNOWN.grounds[ground].unpriced}"
    )


@pytest.mark.parametrize(
    ("reduction", "amount"),
    [
        ({"percent": 30, "missing_days": 20, "agreed_days": 30}, "GBP 100.00"),  # 500 × 30 % × 20 ÷ 30
        ({"amount": "GBP 100.00", "missing_days": 1, "agreed_days": 3}, "GBP 33.33"),  # 33.333…
        ({"amount": "GBP 90.00", "missing_days": 90, "agreed_days": 90}, "GBP 90.00"),
        ({"amount": "GBP 90.00"}, "GBP 90.00"),
        (
            {"amount": "GBP 900.00", "missing_days": 60, "agreed_days": 90},
            "GBP 500.00",
        ),  # 600, and no more than the price
    ],
)
def test_the_part_for_the_missing_days(tmp_path: Path, reduction: dict[str, Any], amount: str) -> None:
    """And `explain sum` has each step from the figures that were entered."""
    data = one("rights_not_kept", "rights_withdrawn", {"reason": "the rights ended early", **reduction})
    assert str(facts(tmp_path, data).sums.claimed) == amount
    folder = next(tmp_path.rglob("case.json")).parent
    page = explain_sums(folder, Workspace(tmp_path), "", 100)
    assert faults(page, {"": (folder / "case.json").read_text(encoding="utf-8")}) == []
    assert ("agreed days" in page) == ("agreed_days" in reduction)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"missing_days": 60}, "needs both numbers"),
        ({"agreed_days": 90}, "needs both numbers"),
        ({"missing_days": 91, "agreed_days": 90}, "More days are missing"),
    ],
)
def test_days_that_make_no_part(tmp_path: Path, days: dict[str, int], said: str) -> None:
    data = one("rights_not_kept", "rights_withdrawn", {"amount": "GBP 90.00", "reason": "ended early", **days})
    assert said in problems(tmp_path, data)["M23"]


# What a claim needs


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("rights_not_granted", "usage_rights"),
        ("spark_code_revoked", "usage_rights"),
        ("exclusivity_broken", "exclusivity"),
    ],
)
def test_a_term_that_nobody_agreed_on_is_asked_for(tmp_path: Path, code: str, key: str) -> None:
    """C25, until the agreement has it or the reduction quotes it."""
    ground = "exclusivity_not_kept" if key == "exclusivity" else "rights_not_kept"
    data = one(ground, code, {"percent": 10, "reason": "not kept"})
    assert "C25" not in warnings(tmp_path / "a", data)
    del data["agreement"][key]
    assert "C25" in warnings(tmp_path / "b", data)
    data["deliverables"][0]["defects"][0]["reduction"]["clause"] = {"quote": "The rights last 90 days.", "section": "5"}
    assert "C25" not in warnings(tmp_path / "c", data)


@pytest.mark.parametrize("code", ["rights_withdrawn", "spark_code_revoked", "rights_not_granted"])
def test_the_day_on_which_it_began_is_asked_for(tmp_path: Path, code: str) -> None:
    """C26, but not for what was never given."""
    data = one("rights_not_kept", code, {"percent": 10, "reason": "not kept"})
    assert "C26" not in warnings(tmp_path / "a", data)
    del data["deliverables"][0]["defects"][0]["noticed_on"]
    assert ("C26" in warnings(tmp_path / "b", data)) == (code != "rights_not_granted")


@pytest.mark.parametrize(
    ("ground", "code", "need", "others"),
    [
        ("rights_not_kept", "spark_code_revoked", "spark_status", {"rights_refused"}),
        ("rights_not_kept", "rights_withdrawn", "rights_refused", {"spark_status"}),
        ("nonconforming", "edited_after_posting", "before_and_after", set()),
        ("nonconforming", "wrong_product", "departure", {"before_and_after"}),
        ("exclusivity_not_kept", "exclusivity_broken", "other_post", set()),
    ],
)
def test_each_defect_has_its_own_proof(tmp_path: Path, ground: str, code: str, need: str, others: set[str]) -> None:
    """An authorisation screen for a Spark code, two screenshots for an edit, and neither for the other."""
    made = facts(tmp_path, one(ground, code, {"percent": 10, "reason": "not kept"}))
    listed = {entry.id for entry in readiness.needs(made.case, made.grounds, KNOWN.methods, "")}
    assert need in listed
    assert not listed & others


# Accounts


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("account_banned", "The account can no longer be seen on TikTok"),
        ("account_not_found", "The account can no longer be found on TikTok"),
        ("account_hacked", "The account may have been accessed by somebody else"),
    ],
)
def test_the_missing_days_of_a_lost_account(tmp_path: Path, code: str, said: str) -> None:
    """19 of 30 days of GBP 500.00 are 316.666…; nobody is said to have taken anything down."""
    data = one("account_not_online", code, **GONE)
    made = facts(tmp_path, data)
    assert (str(made.sums.claimed), made.computation.method) == ("GBP 316.67", "live_days")
    documents = out(tmp_path, data)
    assert (
        f"Video 1 was no longer online on 20 November 2026, after 11 of the agreed 30 days. {said}." in documents[FIRST]
    )
    for path in (FIRST, "message/first_request-300.txt", "packet/influencer.pdf"):
        assert "taken down" not in documents[path].lower(), path
        assert "took" not in documents[path], path


def test_a_post_that_somebody_took_down_is_still_called_so(tmp_path: Path) -> None:
    """Negative control: without a defect of its account."""
    data = worked("GBP 500.00", [spent("GBP 500.00")], [piece(1, **GONE)], "removed_early")
    assert "Video 1 was taken down on 20 November 2026" in out(tmp_path, data)[FIRST]


def test_a_lost_account_is_a_ground_of_its_own(tmp_path: Path) -> None:
    """A removed post whose account is there does not show it."""
    data = worked("GBP 500.00", [spent("GBP 500.00")], [piece(1, **GONE)], "removed_early", "account_not_online")
    assert "C24" in warnings(tmp_path, data)


@pytest.mark.parametrize(("code", "is_error"), [("account_hacked", True), ("account_not_found", False)])
def test_no_message_goes_to_a_lost_account_unasked(tmp_path: Path, code: str, is_error: bool) -> None:  # noqa: FBT001  # a column
    """C27 where the handle is the only address."""
    data = one("account_not_online", code, **GONE)
    assert "C27" not in warnings(tmp_path / "a", data)
    del data["parties"]["creator"]["email"]
    if is_error:
        assert "C27" in problems(tmp_path / "b", data)
    else:
        assert "C27" in warnings(tmp_path / "b", data)


def test_nobody_asks_the_person_whose_name_was_used(tmp_path: Path) -> None:
    """C28 is an error, and no acceptance takes it away."""
    data = one("account_not_online", "account_hacked", **GONE)
    data["deliverables"][0]["defects"].append({"code": "account_impersonated"})
    data["accepted"] = [{"rule": "C28", "reason": "They must know something."}]
    said = problems(tmp_path, data)["C28"]
    assert "no letter can ask the creator" in said
    assert "recall the payment" in said


# Several creators


def test_posts_of_several_creators_are_noticed(tmp_path: Path) -> None:
    """One case each; a single wrong handle is still called a wrong handle."""
    number = 7_600_000_000_000_000_000
    posts = [
        piece(index, "posted", url=f"https://www.tiktok.com/@{name}/video/{number + index}")
        for index, name in enumerate(("ana.marlowe", "bo.lind"), 1)
    ]
    for post in posts:
        del post["posted_at"], post["due"]
    data = worked("GBP 500.00", [spent("GBP 500.00")], posts, "nonconforming", requested="GBP 50.00")
    assert "create one case for each" in problems(tmp_path, data)["T1"]
    data["deliverables"] = posts[1:]
    assert "The URL does not belong to the creator's handle." in problems(tmp_path, data)["T1"]
    data["deliverables"] = posts
    data["parties"] = copy.deepcopy(data["parties"])
    data["parties"]["creator"]["former_handles"] = ["@bo.lind"]
    assert "T1" not in warnings(tmp_path, data)


def test_evidence_proves_the_defect_that_names_it(tmp_path: Path) -> None:
    """An exhibit of one defect is not said to show the other, and each defect has the day on which it was noticed."""
    part = {"amount": "GBP 90.00", "reason": "not kept"}
    data = one("rights_not_kept", "rights_withdrawn", part)
    data["refund"]["grounds"].append("exclusivity_not_kept")
    rights, rival = data["deliverables"][0]["defects"][0], copy.deepcopy(data["deliverables"][0]["defects"][0])
    rights["evidence"] = ["agreement"]
    rival |= {"code": "exclusivity_broken", "noticed_on": "2026-11-21", "evidence": ["feed"]}
    data["deliverables"][0]["defects"].append(rival)
    documents = out(tmp_path, data)
    assert (
        "Video 1 was posted on 9 November 2026. The agreed rights of use were withdrawn before they ended. "
        "We noticed this on 20 November 2026. The agreed exclusivity was not observed. "
        "We noticed this on 21 November 2026."
    ) in documents[FIRST]
    assert documents[FIRST].count("We noticed this") == 2
    withdrawn = "the agreed rights of use were withdrawn before they ended"
    broken = "the agreed exclusivity was not observed"
    proofs = re.findall(r"<dt>Proves</dt><dd>(.*?)</dd>", documents["packet/influencer.pdf"])
    plain = [html.unescape(re.sub(r"<[^>]+>", "", proof)).replace("\u00a0", " ") for proof in proofs]
    assert [proof for proof in plain if withdrawn in proof and broken in proof] == []
    assert any(proof.endswith(f"Video 1: {withdrawn}") for proof in plain)
    assert f"Video 1: {broken}" in plain
    assert "Video 1: posted on 9 November 2026" in plain


def test_a_lower_offer_is_declined_with_each_part_on_a_line(tmp_path: Path) -> None:
    """By hand: 70.00 + 140.00 + 105.00 + 700.00 = 1,015.00, and with 15.00 returned 1,000.00, without the list."""
    faults = [
        {"code": "late", "reduction": {"percent": 10, "reason": "posted late"}},
        {
            "code": "wrong_product",
            "detail": "It shows the old scarf.",
            "evidence": ["post"],
            "reduction": {"percent": 20, "reason": "the wrong scarf is shown"},
        },
        {"code": "missing_disclosure", "reduction": {"amount": "GBP 105.00", "reason": "no label"}},
    ]
    first = piece(1, "posted", posted_at="2026-11-12", price="GBP 700.00", title="The video", defects=faults)
    second = piece(2, price="GBP 700.00", title="The story")
    data = worked("GBP 1400.00", [spent("GBP 1400.00")], [first, second], "partially_delivered", "late")
    data["refund"]["grounds"] += ["nonconforming", "missing_disclosure"]
    request = out(tmp_path, data)[FIRST]
    assert "The post is not as agreed. It shows the old scarf. The label" in request
    assert "Deliver the story as agreed, and send us the link. Besides, refund GBP 315.00" in request
    data["log"] += [
        {"at": "2026-11-23", "event": "sent", "by": "brand", "letter": "first_request", "deadline": "2026-12-07"},
        {"at": "2026-11-24", "event": "answered", "by": "creator", "amount": "GBP 700.00"},
    ]
    data["case"]["as_of"] = "2026-11-25"
    letter = out(tmp_path / "offered", data)["email/partial_counter.eml"]
    assert "You offer GBP 700.00. The video was posted" in letter
    assert "We ask for GBP 1,015.00 back. This is what it is for: The video: posted late, 10% of GBP 700.00" in letter
    assert "Together" not in letter
    assert "Prices are as stated for each." in out(tmp_path / "packet", data)["packet/influencer.pdf"]
    data["payments"].append({"paid_on": "2026-11-24", "direction": "in", "amount": "GBP 15.00"})
    data["log"] += [
        {"at": "2026-11-25", "event": "sent", "by": "brand", "letter": "refund_received", "deadline": "2026-12-07"},
        {"at": "2026-11-25", "event": "answered", "by": "creator", "amount": "GBP 800.00"},
    ]
    letter = out(tmp_path / "part", data)["email/partial_counter.eml"]
    assert "We ask for GBP 1,000.00." in letter
    assert "This is what it is for" not in letter


def test_a_picture_from_before_the_post_does_not_prove_the_post(tmp_path: Path) -> None:
    """A profile that lacked the video on 8 November shows nothing of the video that was posted on 9 November."""
    data = one("nonconforming", "wrong_product", {"amount": "GBP 90.00", "reason": "the wrong scarf"})
    data["deliverables"][0]["evidence"] = ["post", "feed"]
    feed = next(item for item in data["evidence"] if item["id"] == "feed")
    feed |= {"kind": "profile_screenshot", "captured_at": "2026-11-08T10:00:00"}
    for day, said in (("2026-11-08", "not there on 8 November 2026"), ("2026-11-10", "posted on 9 November 2026")):
        feed["captured_at"] = f"{day}T10:00:00"
        packet = out(tmp_path / day, data)["packet/influencer.pdf"]
        proofs = [
            html.unescape(re.sub(r"<[^>]+>", "", p)) for p in re.findall(r"<dt>Proves</dt><dd>(.*?)</dd>", packet)
        ]
        assert any(f"Video 1: {said}" in proof.replace("\u00a0", " ") for proof in proofs)
        assert any("not there on" in proof for proof in proofs) is (day == "2026-11-08")


def test_two_pieces_of_missing_work_have_two_links(tmp_path: Path) -> None:
    """One link is sent for one piece of work, and a name keeps its capital letter within a sentence."""
    posted = {"price": "GBP 300.00", "posted_at": "2026-11-09"}
    work = [piece(1, "posted", **posted), piece(2, title="Ana in Rome", price="GBP 300.00")]
    data = worked("GBP 900.00", [spent("GBP 900.00")], [*work, piece(3, price="GBP 300.00")], "partially_delivered")
    assert "Deliver Ana in Rome and Video 3 as agreed, and send us the links." in out(tmp_path, data)[FIRST]


@pytest.mark.parametrize(("whole", "is_right"), [("GBP 1500.00", True), ("GBP 500.00", False), ("EUR 1500.00", False)])
def test_a_part_of_one_transfer_is_called_that(tmp_path: Path, whole: str, is_right: bool) -> None:  # noqa: FBT001  # a column
    """GBP 500.00 of GBP 1,500.00 that paid three creators: letters say so, since the receipt shows the whole."""
    data = worked("GBP 500.00", [spent("GBP 500.00", part_of=whole)], [piece(1)], "not_delivered")
    if not is_right:
        assert "M25" in problems(tmp_path, data)
        return
    documents = out(tmp_path, data)
    said = "It is a part of GBP 1,500.00 that we paid at once; the rest was for other work."
    assert said in documents[FIRST]
    assert "a part of <span" in documents["packet/influencer.pdf"]
    assert "paid at once" in documents["packet/influencer.pdf"]
    assert str(facts(tmp_path, data).sums.claimed) == "GBP 500.00"


def test_a_plain_payment_is_no_part(tmp_path: Path) -> None:
    data = worked("GBP 500.00", [spent("GBP 500.00")], [piece(1)], "not_delivered")
    assert "paid at once" not in "".join(out(tmp_path, data).values())


# Explained


@pytest.mark.parametrize("name", ["rights_not_kept", "exclusivity_not_kept", "account_not_online"])
def test_each_ground_is_explained(tmp_path: Path, name: str) -> None:
    printed = " ".join(run("explain", name, cwd=tmp_path).stdout.split())
    assert language.english().text(grounds.phrase(KNOWN.grounds[name]))[1:] in printed
    if name == "rights_not_kept":
        assert 'Only for "spark_code_revoked".' in printed


def test_each_defect_is_explained(tmp_path: Path) -> None:
    """The list of codes says what each means."""
    printed = " ".join(run("explain", "defects.code", cwd=tmp_path).stdout.split())
    assert "account_hacked Someone else may control the account. Do not write to it." in printed
    assert "spark_code_revoked" in printed


# Hostile texts


HOSTILE = (
    "<b>bold</b><script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %} {# gone #} {% include 'x' %}",
    "a & b \"quoted\" 'single' \\ %s ${HOME} `id`",
    "x" * 200,
    "słowo naïve Ελλάδα Київ",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_reason_and_a_clause_are_data(tmp_path: Path, text: str) -> None:
    """They stand in the letter as they were typed, escaped where the document is HTML, and nothing runs."""
    part = {"amount": "GBP 300.00", "missing_days": 60, "agreed_days": 90, "reason": text}
    part["clause"] = {"quote": text, "section": "5"}
    data = one("rights_not_kept", "rights_withdrawn", part)
    data["log"] += [
        {"at": "2026-11-21", "event": "sent", "by": "brand", "letter": "first_request", "deadline": "2026-12-07"},
        {"at": "2026-12-08", "event": "sent", "by": "brand", "letter": "reminder", "deadline": "2026-12-16"},
    ]
    data["case"]["as_of"] = "2026-12-18"
    documents = out(tmp_path, data)
    flat = " ".join(text.split())
    assert flat in documents["email/final_notice.eml"]
    packet = documents["packet/influencer.pdf"]
    assert "<script>alert" not in packet
    assert "<b>bold" not in packet
    assert "49" not in documents["email/final_notice.eml"].replace("MG-2026", "")


@pytest.mark.parametrize("text", ["a\u0007b", "a\u202eb", "a\tb\u0000", "x" * 2001, " "])
def test_what_cannot_be_printed_is_refused(tmp_path: Path, text: str) -> None:
    """Control characters, more than a field holds, and nothing at all: an error with its place."""
    for key in ("reason", "quote"):
        part: dict[str, Any] = {"amount": "GBP 300.00", "reason": "the rights ended early"}
        part["clause"] = {"quote": text if key == "quote" else "For 90 days.", "section": "5"}
        part["reason"] = text if key == "reason" else part["reason"]
        if key == "quote" and text == "x" * 2001:
            continue  # a quotation may be that long
        found = problems(tmp_path / key, one("rights_not_kept", "rights_withdrawn", part))
        assert set(found) & {"N4", "J7", "S11", "S5", "J1"}, found


def test_a_ground_that_adds_nothing_has_no_proofs_on_the_checklist(tmp_path: Path) -> None:
    """C24 asks about it, and no document states it. With a reduction, or where C24 is accepted, it has its proofs."""
    data = one("exclusivity_not_kept", "exclusivity_broken", {"amount": "GBP 100.00", "reason": "the other scarf"})
    data["refund"] = {"grounds": ["exclusivity_not_kept", "nonconforming"]}
    data["deliverables"][0]["defects"].append({"code": "wrong_product"})

    def grounds(name: str) -> set[str]:
        return {need.ground for need in facts(tmp_path / name, data).needs}

    assert "nonconforming" not in grounds("idle")
    data["accepted"] = [{"rule": "C24", "reason": "It shows how the post was made."}]
    assert "nonconforming" in grounds("accepted")
    del data["accepted"]
    data["deliverables"][0]["defects"][-1]["reduction"] = {"percent": 10, "reason": "the wrong scarf"}
    assert "nonconforming" in grounds("priced")
