"""Letters on paper: the address in the window of an envelope, the same words as the mail, signed and numbered."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from conftest import evidence
from test_channels import case
from test_derive import why_not
from test_desks import APPROVED, OPENED, REJECTED, at_desk, build, facts, sent
from test_render import texts

from makegood.language import english
from makegood.typesetting import filters
from makegood.pipeline.assemble import packet
from makegood.pipeline.verify_output.case_facts import CaseFacts
from makegood.pipeline.verify_output.letters import required_problems
from makegood.pipeline.verify_output.pdf_text import read_pdf_text
from makegood.typesetting.letter_blocks import split_blocks

pytestmark = pytest.mark.once

FIRST = {"at": "2026-11-02", "event": "sent", "by": "brand", "letter": "first_request", "deadline": "2026-11-16"}
REMINDER = {"at": "2026-11-23", "event": "sent", "by": "brand", "letter": "reminder", "deadline": "2026-12-01"}
HOME = ["Flat 2, Mill House", "2 Mill Lane", "Leeds", "LS1 1AA"]
LONG = ["Flat 2", "Third floor", "Mill House", "The old yard", "2 Mill Lane", "Little Markham", "Leeds", "LS1 1AA"]
MM = 25.4 / 72
GOLDENS = Path(__file__).parent / "goldens" / "notices"


def final(paper: str, address: list[str], **creator: object) -> dict[str, Any]:
    """Write a case in which nobody has answered two letters."""
    data = case("direct_bank", sent=True)
    data["case"] |= {"as_of": "2026-12-14", "jurisdiction": {"country": "GB"}}
    data["log"] = [FIRST | {"evidence": ["letter"]}, data["log"][1], REMINDER]
    data["parties"]["creator"] = {**data["parties"]["creator"], "legal_name": "Ana Maria Marlowe", **creator}
    data["parties"]["creator"] |= {"address": address} if address else {}
    data["settings"] = {"paper": paper}
    return data


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The final notice of one case on both papers, and to a long address abroad."""
    home = tmp_path_factory.mktemp("letters")
    cases = {
        "A4": final("A4", HOME),
        "Letter": final("Letter", HOME),
        "A4 long": final("A4", LONG, country="IE"),
        "Letter long": final("Letter", LONG, country="IE"),
    }
    for name, data in cases.items():
        build(home / name, data)
    return {name: home / name / "build" for name in cases}


Box = tuple[float, float, float, float]
"""Left, top, right and bottom in millimetres from the sheet's top left corner."""


def words(pdf: Path, page: int = 0) -> list[tuple[str, Box]]:
    """Give each piece of text of a page, and where its ink stands."""
    with pypdfium2.PdfDocument(pdf) as document:
        shown = document[page]
        high = shown.get_height()
        text = shown.get_textpage()
        found = []
        for at in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(at)
            said = text.get_text_bounded(left, bottom, right, top).strip()
            if said:
                found.append((said, (left * MM, (high - top) * MM, right * MM, (high - bottom) * MM)))
        return found


# Width and height of an envelope, its window (left, bottom, width, height), and how much of the sheet is in front.
ENVELOPES = {
    "A4": [
        ("DL, German window", (220, 110), (20, 15, 90, 45), 105),
        ("DL, British window", (220, 110), (20, 18, 90, 35), 105),
        ("DL, British window, higher", (220, 110), (20, 20, 90, 35), 105),
        ("C5", (229, 162), (20, 60, 90, 45), 148.5),
    ],
    "Letter": [
        ("#10", (241.3, 104.8), (22.2, 12.7, 114.3, 28.6), 100),
        ("#10, higher", (241.3, 104.8), (22.2, 15.9, 114.3, 28.6), 100),
    ],
}


def windows(paper: str) -> list[tuple[str, Box]]:
    """Where on the sheet each window may come to lie, the sheet in each corner of its envelope."""
    wide = filters.PAPERS[paper][0]
    found = []
    for name, (width, height), (left, bottom, across, up), front in ENVELOPES[paper]:
        for right in (0.0, width - wide):
            for raised in (0.0, height - front):
                x, y = left - right, front + raised - bottom - up
                found.append((name, (x, y, x + across, y + up)))
    return found


def is_in(inner: Box, outer: Box) -> bool:
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def touches(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


ADDRESS = re.compile(
    r"Ana Maria Marlowe|Flat 2|Third floor|Mill House|old yard|Mill Lane|Markham|Leeds|LS1 1AA|Ireland"
)


@pytest.mark.parametrize("name", ["A4", "Letter", "A4 long", "Letter long"])
def test_the_address_is_in_the_window_and_nothing_else(made: Mapping[str, Path], name: str) -> None:
    """However the sheet slides in its envelope, all of the address is seen, and no word of the letter."""
    top = [one for one in words(made[name] / "letter" / "final_notice.pdf") if one[1][1] < 150]
    address = [box for said, box in top if ADDRESS.search(said) and box[1] < 95]
    assert len(address) >= 4
    for envelope, window in windows(name.partition(" ")[0]):
        assert all(is_in(box, window) for box in address), (envelope, window, address)
        others = [said for said, box in top if box not in address and touches(box, window)]
        assert others == [], (envelope, window)


def test_an_address_that_stands_elsewhere_is_seen(made: Mapping[str, Path]) -> None:
    """A guard of the guard: a few millimetres lower or higher, and some envelope hides a line."""
    address = [
        box for said, box in words(made["A4"] / "letter" / "final_notice.pdf") if ADDRESS.search(said) and box[1] < 95
    ]
    for down in (-8, 14):
        moved = [(left, top + down, right, bottom + down) for left, top, right, bottom in address]
        assert not all(is_in(box, window) for box in moved for _, window in windows("A4"))


def test_the_marks_to_fold_at_are_drawn(made: Mapping[str, Path]) -> None:
    """Two thin lines at the left edge, where the sheet is folded."""
    for name, marks in (("A4", (105, 210)), ("Letter", (100, 190))):
        with pypdfium2.PdfDocument(made[name] / "letter" / "final_notice.pdf") as document:
            page = document[0]
            high = page.get_height()
            paths = [one.get_bounds() for one in page.get_objects() if one.type == 2]
        lines = {round((high - top) * MM) for left, _, right, top in paths if right * MM < 12}
        assert lines == set(marks), name


@pytest.mark.parametrize("name", ["A4", "Letter"])
def test_a_letter_says_what_its_mail_says(made: Mapping[str, Path], name: str) -> None:
    """Every word of the mail's text, in its order; beside it only the letterhead, the enclosures and page numbers."""
    mail = (made[name] / "email" / "final_notice.txt").read_text(encoding="utf-8")
    body = mail.partition("\n\n")[2]
    said = re.sub(r"\s+", "", read_pdf_text((made[name] / "letter" / "final_notice.pdf").read_bytes()).front)
    said = re.sub(r"MG-2026-201·Harbour&PineLtd·14December2026\dof\d", "", said)
    for block in split_blocks(body):
        for line in block.lines:
            assert re.sub(r"\s+", "", line) in said, line
    assert "OurreferenceMG-2026-201" in said.replace(":", "")
    assert said.count("14December2026") == 1


def test_a_letter_has_what_a_letter_has(made: Mapping[str, Path]) -> None:
    """The date, the reference, room to sign, a numbered list of enclosures; page numbers from the second page on."""
    pdf = made["A4"] / "letter" / "final_notice.pdf"
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
        sizes = {(round(page.get_width() * MM), round(page.get_height() * MM)) for page in document}
    assert sizes == {(210, 297)}
    assert re.match(
        r"Harbour & Pine Ltd\s+14 Quayside Lane, London E1 9ZZ\s+refunds@\S+\s+Ana Maria Marlowe\s+Flat 2", texts[0]
    )
    assert f"1 of {len(texts)}" not in texts[0]
    assert all(f"{at} of {len(texts)}" in texts[at - 1] for at in range(2, len(texts) + 1))
    assert "Documentation packet MG-2026-201, exhibits A to E" in texts[-1]
    assert re.search(
        r"Enclosures\s+Documentation packet.*Financial Statement form.*1\. \s+2\. \s+3\. \s+4\. ", texts[-1], re.DOTALL
    )
    last = {said: box for said, box in words(pdf, len(texts) - 1)}
    assert 15 < last["Jo Penrose"][1] - last["Kind regards"][3] < 25
    assert last["Kind regards"][1] < last["Jo Penrose"][1] < last["Enclosures"][1]


def test_the_page_leads_to_the_letter(made: Mapping[str, Path]) -> None:
    assert 'href="letter/final_notice.pdf"' in (made["A4"] / "index.html").read_text(encoding="utf-8")
    files = json.loads((made["A4"] / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert any(one["path"] == "letter/final_notice.pdf" for one in files)


def test_a_letter_without_an_address_is_not_printed(tmp_path: Path) -> None:
    """The mail is made all the same, and the page says what lacks."""
    texts = build(tmp_path / "w", final("A4", []))
    assert not (tmp_path / "w" / "build" / "letter").exists()
    assert "email/final_notice.txt" in texts
    assert "It cannot be printed. The case has no postal address for the creator." in texts["index.html"]


def test_an_unchanged_letter_is_taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same input gives the same bytes, and a build that changes nothing typesets nothing; the control: it can."""
    pdf = tmp_path / "w" / "build" / "letter" / "final_notice.pdf"
    data = final("A4", HOME)
    build(tmp_path / "w", data)
    first = pdf.read_bytes()

    def never(*_: object, **__: object) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr(packet, "lay_out", never)
    build(tmp_path / "w", data)
    assert pdf.read_bytes() == first
    with pytest.raises(ZeroDivisionError):
        build(tmp_path / "w", final("A4", LONG))


@pytest.mark.parametrize(
    ("lines", "most", "made_of"),
    [
        (["a", "b"], 5, ["a", "b"]),
        (["n", "a", "b", "c", "d", "z"], 5, ["n", "a, b", "c", "d", "z"]),
        (["n", "aaaa", "b", "c", "z"], 4, ["n", "aaaa", "b, c", "z"]),
        (["n", "a", "z"], 1, ["n", "a", "z"]),
    ],
)
def test_lines_of_an_address_join(lines: list[str], most: int, made_of: list[str]) -> None:
    """The shortest neighbours, never the name and never the last line."""
    assert filters.in_lines(lines, most) == made_of


def test_a_country_is_named_as_the_post_reads_it() -> None:
    assert english().formats.territory("GB") == "United Kingdom"
    assert english().formats.territory("XX") == "XX"


# Notices


COMPANY = "TikTok Information Technologies UK Limited"


@pytest.mark.parametrize(
    ("channel", "country", "company", "notice", "first"),
    [
        ("ads_spent_dispute", "GB", COMPANY, "notice_tiktok_uk_eea", COMPANY),
        ("ads_suspended", "US", "TikTok Inc.", "notice_tiktok_us", "TikTok Inc."),
        ("tiktok_one", "DE", "", "notice_tiktok_uk_eea", "TikTok Technology Limited"),
        ("tiktok_one", "CA", COMPANY, "notice_tiktok_elsewhere", "TikTok Inc."),
    ],
)
def test_a_notice_goes_where_its_policy_says(
    tmp_path: Path, channel: str, country: str, company: str, notice: str, first: str
) -> None:
    """By the country of the brand; for ads to the company that the invoice names."""
    found = facts(tmp_path, at_desk(channel, "2026-11-28", OPENED, REJECTED, country=country, company=company))
    (planned,) = [item for item in found.plan if item.kind == "letter"]
    assert planned.id == f"letter/{notice}"
    assert planned.address[0] == first
    assert planned.address[1] == "Attn: Legal Department"
    assert planned.audience == "tiktok"


@pytest.mark.parametrize(
    ("channel", "day", "log", "country", "company", "why"),
    [
        ("ads_spent_dispute", "2026-12-02", (OPENED,), "GB", COMPANY, "Created when TikTok's ads support has refused"),
        ("ads_spent_dispute", "2026-12-10", (OPENED, sent("2026-12-03")), "GB", COMPANY, "Created when"),
        ("ads_spent_dispute", "2026-11-28", (OPENED, APPROVED), "GB", COMPANY, "Created when"),
        ("ads_spent_dispute", "2026-11-28", (OPENED, REJECTED), "GB", "", "the company on the invoice"),
    ],
)
def test_a_notice_waits_and_says_why(
    tmp_path: Path, channel: str, day: str, log: tuple[dict[str, Any], ...], country: str, company: str, why: str
) -> None:
    """Only where the ordinary way has failed, and where it can be addressed."""
    found = facts(tmp_path, at_desk(channel, day, *log, country=country, company=company))
    assert not [item for item in found.plan if item.kind == "letter"]
    (document,) = [one.document for one in found.not_made if one.document.startswith("letter/")]
    assert why in why_not(found, document)


CLAUSES = {
    "refund_clause": {"section": "5", "quote": "Undelivered work is refunded within 14 days."},
    "cancellation_clause": {"quote": "Either side may cancel before the first post."},
}


@pytest.mark.parametrize("name", ["final_notice", "notice_tiktok_uk_eea", "notice_tiktok_us"])
def test_a_notice_reads_as_it_was_read_aloud(tmp_path: Path, name: str, *, renew: bool) -> None:
    """The whole text, with the clauses of the agreement in it."""
    country, channel = (
        ("GB", "direct_bank") if name == "final_notice" else ("US" if name.endswith("us") else "DE", "tiktok_one")
    )
    data = (
        final("A4", HOME)
        if name == "final_notice"
        else at_desk(channel, "2026-11-28", OPENED, REJECTED, country=country)
    )
    data["agreement"] |= CLAUSES
    [found] = [one for one in texts(facts(tmp_path, data)).values() if one.document == f"letter/{name}"]
    text = found.body[found.body.index("<h1>") :]
    golden = GOLDENS / f"{name}.html"
    if renew:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
    assert text.count(" says: “") == len(CLAUSES)


def test_a_desk_that_is_asked_twice_in_vain_has_failed(tmp_path: Path) -> None:
    """Eight days after the second time."""
    log = (OPENED, sent("2026-12-03"))
    found = facts(tmp_path, at_desk("ads_spent_dispute", "2026-12-11", *log, company=COMPANY))
    assert [item.id for item in found.plan if item.kind == "letter"] == ["letter/notice_tiktok_uk_eea"]


def test_nobody_else_gets_a_notice(tmp_path: Path) -> None:
    """An app store took the money, or a marketplace: TikTok is sent nothing, and nothing is said of it."""
    for at, channel in enumerate(("promote_appstore", "influencer_marketplace", "agency")):
        found = facts(tmp_path / str(at), at_desk(channel, "2026-11-28", OPENED, REJECTED))
        assert not [
            one
            for one in (*(item.id for item in found.plan), *(item.document for item in found.not_made))
            if one.startswith("letter/")
        ]


@pytest.mark.parametrize(
    ("paper", "country", "notice"), [("A4", "GB", "notice_tiktok_uk_eea"), ("Letter", "US", "notice_tiktok_us")]
)
def test_a_notice_is_whole(tmp_path: Path, paper: str, country: str, notice: str) -> None:
    """Who, what, how much, how it comes about, what was answered, each document; in the window; a lawyer before it goes."""
    data = at_desk(
        "ads_spent_dispute", "2026-11-28", OPENED, REJECTED, country=country, company="TikTok Example Limited"
    )
    texts = build(tmp_path / "w", data | {"settings": {"paper": paper}})
    pdf = tmp_path / "w" / "build" / "letter" / f"{notice}.pdf"
    said = " ".join(read_pdf_text(pdf.read_bytes()).front.split())
    for words_ in (
        "This is written notice of a claim",
        "We are Harbour & Pine Ltd, 14 Quayside Lane, London E1 9ZZ",
        "Our ad account is 7301188.",
        "We claim GBP 900.00.",
        "We opened a ticket with TikTok's ads support, number TT-1188",
        "TikTok rejected the request: Spent budget is not refunded.",
        "A The payment of GBP 900.00.",
        "Documentation packet MG-2026-201, exhibits A to C",
        "Yours faithfully",
    ):
        assert words_ in said, words_
    page = texts["index.html"]
    assert "Ask a lawyer to read it before you send it." in page
    assert f'href="letter/{notice}.pdf"' in page
    address = [
        box
        for found, box in words(pdf)
        if re.search("TikTok Example|Attn: Legal|Bristol|Culver|Lindsey|EC1A|^United Kingdom$", found) and box[1] < 95
    ]
    assert len(address) >= 4
    for _, window in windows(paper):
        assert all(is_in(box, window) for box in address)


def test_a_notice_without_its_sum_is_seen(tmp_path: Path) -> None:
    """It is read back as a packet's own pages are: the sum and the reference must be in it."""
    known = CaseFacts(facts(tmp_path, at_desk("tiktok_one", "2026-11-28", OPENED, REJECTED)))
    path = "letter/notice_tiktok_uk_eea.pdf"
    assert [one.rule for one in required_problems(known, path, "letter", "We claim your attention.")] == ["A10", "A10"]
    assert [*required_problems(known, path, "letter", "We claim GBP 900.00 (MG-2026-201).")] == []
    assert [
        one.rule for one in required_problems(known, "support/tiktok_one/follow-up-appeal.txt", "support", "Please!")
    ] == ["A10"]
