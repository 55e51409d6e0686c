"""Letters as messages: each of the ten in two lengths, whole, complete, counted; a creator without a mail address."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from conftest import BANK, ONE, PAYPAL, add_case, in_english
from test_check import fresh, outcome, with_data
from test_cli import run
from test_derive import facts, made, why_not
from test_ladder import FIRST, PART, REMINDER, Entry, on
from test_render import texts

from makegood.pipeline import render
from makegood.pipeline.verify_output.case_facts import CaseFacts, amount_key
from makegood.model.artifact import Text, characters
from makegood.model.facts import Facts

pytestmark = [pytest.mark.once, pytest.mark.texts]

GOLDENS = Path(__file__).parent / "goldens" / "messages"
ANSWER: Entry = {"at": "2026-11-25", "event": "answered", "by": "creator", "amount": "GBP 100.00"}
AGREED: Entry = {
    "at": "2026-11-25",
    "event": "agreed",
    "by": "creator",
    "amount": "GBP 300.00",
    "deadline": "2026-12-18",
}
EXTENDED: Entry = {"at": "2026-11-25", "event": "extended", "by": "brand", "deadline": "2026-12-14"}
DISPUTE: Entry = {"at": "2026-12-09", "event": "dispute_opened", "by": "brand", "desk": "paypal", "number": "PP-R-4711"}
OFFER = {"amount": "GBP 350.00"}
STANDS: Mapping[str, tuple[str, tuple[Entry, ...], dict[str, Any]]] = {
    "first_request": ("2026-11-23", (), {}),
    "reminder": ("2026-12-08", (FIRST,), {}),
    "final_notice": ("2026-12-16", (FIRST, REMINDER), {}),
    "settlement_offer": ("2026-11-25", (FIRST,), {"refund__offer": OFFER}),
    "partial_counter": ("2026-11-25", (FIRST, ANSWER), {}),
    "extension_granted": ("2026-11-25", (FIRST, EXTENDED), {}),
    "acceptance": ("2026-11-25", (FIRST, AGREED), {}),
    "refund_received": ("2026-12-14", (FIRST, REMINDER), {"back": (PART,)}),
    "not_our_ground": (
        "2026-11-25",
        (FIRST, {"at": "2026-11-25", "event": "waived", "by": "brand", "text": "We were wrong."}),
        {},
    ),
    "dispute_notice": ("2026-12-09", (FIRST, DISPUTE), {}),
}
"""A day and a log on which each letter is due."""
WHOLE = re.compile(
    r"[.:?!]\Z|\A(?:Harbour & Pine Ltd|Refunds desk|refunds@harbourpine\.example|Our reference: MG-\S+|Kind regards|Dear \S+,"
    r"|Without prejudice save as to costs – subject to contract|Without prejudice: an offer to settle, which binds nobody until"
    r" both have agreed)(?:, MG-\S+)?\Z|\A[A-Z][\w ]+  \S"
)
"""A line that is whole: a sentence, a greeting, a row of an account, the signature, the head of an offer."""


def stand(workspace: Path, letter: str, ref: str = BANK, *, mail: bool = False, **changes: object) -> Facts:
    """Derive a case in which this letter is due."""
    day, log, more = STANDS[letter]
    case = workspace / "cases" / ref / "case.json"
    if not case.exists():
        add_case(workspace, ref)
    data = json.loads(case.read_text(encoding="utf-8"))
    if mail:
        data["parties"]["creator"]["email"] = "ana@creators.example"
    else:
        data["parties"]["creator"].pop("email", None)
    case.write_text(json.dumps(data), encoding="utf-8")
    return on(workspace, day, *log, ref=ref, **{**more, **changes})


def said(found: Facts, letter: str) -> dict[int, Text]:
    """Give the texts of a letter as a message, by the most characters that they may have."""
    return {text.limit or 0: text for text in texts(found).values() if text.document == f"message/{letter}"}


def faults(text: Text) -> Iterator[str]:
    """Name what no message may have: too many characters, nothing, half a sentence, a packet, the words of a mail."""
    if not text.body.strip():
        yield "empty"
    if text.limit is None or characters(text.body) > text.limit:
        yield "too long"
    if re.search("[\x1e\x1f]", text.body):
        yield "a mark that nobody reads"
    if found := re.search(r"attached|\bpacket\b|this letter|this mail|our (?:mail|letter)", text.body):
        yield f"speaks of what no message has: {found[0]}"
    subject, _, rest = (
        text.body.partition("\n\n") if re.match(r"[^\n]+\(MG-[^\n]+\)\n\n", text.body) else ("", "", text.body)
    )
    for line in rest.splitlines():
        if line.strip() and not WHOLE.search(line) and not line.startswith("Without prejudice"):
            yield f"a line that is not whole: {line}"


EACH = [
    *((ref, letter) for ref in (BANK, PAYPAL) for letter in STANDS if letter != "dispute_notice"),
    *((ONE, letter) for letter in ("first_request", "reminder", "refund_received")),
    (PAYPAL, "dispute_notice"),
]
"""Each example with the letters that its channel has."""


@pytest.mark.parametrize("mail", [False, True])
@pytest.mark.parametrize(("ref", "letter"), EACH)
def test_each_letter_is_a_message_of_two_lengths(workspace: Path, ref: str, letter: str, mail: bool) -> None:
    """Never longer than it may be, never cut; with the reference, the sum, the day, and who writes."""
    found = stand(workspace, letter, ref, mail=mail)
    due = next(one for one in found.ladder.due if one.letter == letter)
    both, known, must = said(found, letter), CaseFacts(found), due.policy.states
    assert list(both) == [1000, 300]
    for text in both.values():
        assert list(faults(text)) == [], text.body
        assert ref in text.body
        assert "Harbour & Pine Ltd" in text.body
        amounts, days = known.amounts_in(text.body).keys(), known.days_in(text.body)
        assert "amount" not in must or due.amount is None or amount_key(due.amount) in amounts, text.body
        assert "rest" not in must or amount_key(found.sums.outstanding) in amounts, text.body
        assert "day" not in must or due.reply_by is None or due.reply_by in days, text.body
        assert "first" not in must or (found.ladder.first and found.ladder.first.on in days), text.body
        assert "number" not in must or (due.about and str(due.about.number) in text.body), text.body
        assert characters(text.body) == text.length
    assert characters(both[300].body) < characters(both[1000].body)


@pytest.mark.parametrize(
    ("ref", "letter"), [one for one in EACH if one[1] in {"first_request", "reminder", "final_notice"}]
)
def test_a_request_is_complete_on_its_own(workspace: Path, ref: str, letter: str) -> None:
    """What was agreed and what failed stand in both lengths."""
    for limit, text in said(stand(workspace, letter, ref), letter).items():
        failed = r"has not been delivered|have not been delivered|were delivered|was delivered"
        assert re.search(failed, text.body), text.body
        assert limit == 300 or "On 4 August 2026 we agreed on three videos" in text.body
        assert "three" in text.body or "Video 3" in text.body


def test_an_offer_keeps_its_head(workspace: Path) -> None:
    """Whatever the length: that it is without prejudice, what it is for, until when, and its terms."""
    for text in said(stand(workspace, "settlement_offer", mail=False), "settlement_offer").values():
        assert text.body.startswith("Without prejudice")
        assert "Without prejudice save as to costs" in text.body
        assert "subject to contract" not in text.body
        assert "posts that are online stay online" in text.body
        assert "neither side" in text.body.lower()
        assert "admits anything" in text.body


@pytest.mark.parametrize(("ref", "letter"), [(PAYPAL if one == "dispute_notice" else BANK, one) for one in STANDS])
def test_the_texts_are_those_that_were_read(workspace: Path, ref: str, letter: str, renew: bool) -> None:
    """Word for word, for an example without a mail address; `pytest --renew` writes them anew (read the diff)."""
    for text in said(stand(workspace, letter, ref), letter).values():
        golden = GOLDENS / text.path.rpartition("/")[2]
        if renew:
            golden.parent.mkdir(exist_ok=True)
            golden.write_text(text.body, encoding="utf-8")
        assert golden.read_text(encoding="utf-8") == text.body


# What is too long


NAME = "Fairweather Northumberland " * 8


@pytest.mark.parametrize("sign", ["x", "Ö"])
@pytest.mark.parametrize(("ref", "letter"), EACH)
def test_long_names_give_way_first(workspace: Path, ref: str, letter: str, sign: str) -> None:
    """Names and titles of the largest size: no text is cut or empty, and the sum and the reference stay."""
    add_case(workspace, ref)
    path = workspace / "cases" / ref / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["parties"]["creator"] |= {"display_name": NAME[:200].strip(), "salutation_name": NAME[:199].strip()}
    data["parties"]["brand"] |= {"legal_name": (sign + NAME)[:200].strip(), "trading_name": "Harbour & Pine"}
    for at, one in enumerate(data["deliverables"]):
        one["title"] = f"{NAME[:190]} {at}"
    path.write_text(json.dumps(data), encoding="utf-8")
    both = said(stand(workspace, letter, ref), letter)
    assert 300 in both or letter == "settlement_offer"
    for text in both.values():
        assert characters(text.body) <= (text.limit or 0), text.body
        assert ref in text.body
        assert "Harbour & Pine" in text.body or f"{sign}{NAME}"[:200].strip() in text.body
        assert NAME[:100] not in text.body or NAME[:190].strip() in text.body  # a name is whole, or not there


def test_what_cannot_be_said_whole_is_an_error_or_not_made(workspace: Path) -> None:
    """A number of 200 characters has no room in 300: no such text; beyond 1,000 it is A9 where there is no mail."""
    assert render.shortest_length("One.\x1f1 Two.\n") == 4  # the negative control of what is counted
    stand(workspace, "dispute_notice", PAYPAL)
    entry = {**DISPUTE, "number": "N" * 200}
    found = facts(workspace, PAYPAL, log=[FIRST, entry])
    assert list(said(found, "dispute_notice")) == [1000]
    workspace = workspace.parent / "other"
    (workspace / "cases").mkdir(parents=True)
    kept = {"refund__offer": {**OFFER, "content": ("You keep what you made. " * 42)[:1000].strip()}}
    assert list(said(stand(workspace, "settlement_offer", **kept), "settlement_offer")) == [1000]
    assert said(stand(workspace, "settlement_offer", **kept), "settlement_offer")[1000].length > 1000
    assert said(stand(workspace, "settlement_offer", mail=True, **kept), "settlement_offer") == {}


# A creator without a mail address


def test_a_creator_needs_no_mail_address() -> None:
    """A handle is enough; without both, the place and the fix are named."""
    data = fresh()
    data["parties"]["creator"].pop("email")
    assert outcome(with_data(data))[1] == outcome(with_data(fresh()))[1]
    del data["parties"]["creator"]["handle"]
    [one] = [one for one in outcome(with_data(data))[1] if one.severity == "error"]
    assert one.place.pointer == "/parties/creator"
    assert "handle" in one.message + one.detail + one.fix


@pytest.mark.parametrize("letter", [one for one in STANDS if one != "dispute_notice"])
def test_without_an_address_the_message_stands_for_the_mail(workspace: Path, letter: str) -> None:
    """No mail is planned, its reason is given, and the next act leads to the message; with one, both are made."""
    found = stand(workspace, letter)
    assert f"message/{letter}" in made(found)
    assert f"email/{letter}" not in made(found)
    assert "no email address" in why_not(found, f"email/{letter}")
    if found.ladder.due[0].letter == letter:
        assert found.stage.document == f"message/{letter}-1000.txt"
        assert "mail" not in in_english(found.stage.next_act)
    page = texts(found)["index.html"].body
    assert "@ana.marlowe on TikTok, because the case has no email address" in page
    assert "take a screenshot" in page
    for text in said(found, letter).values():
        assert f'<span class="label">{text.length} characters</span>' in page
    both = stand(workspace, letter, mail=True)
    assert {f"message/{letter}", f"email/{letter}"} <= made(both)
    page = texts(both)["index.html"].body
    assert page.index(f"email/{letter}.eml") < page.index("<summary>Or send it as a message</summary>")
    assert "the case has no email address" not in page


def test_a_thread_of_messages_is_answered_where_it_is(workspace: Path) -> None:
    """Where the agreement was made in messages, the page sends there; on paper a final notice stays what it is."""
    found = stand(workspace, "final_notice", agreement__kind="dm_thread")
    page = texts(found)["index.html"].body
    assert "Send it as a message where you made the agreement" in page
    assert "by message and by post" in page
    assert in_english(found.stage.next_act) == "Post the final notice to Ana Marlowe, and send it as a message."


# What was sent


def desk(workspace: Path) -> Path:
    """Build a case of a creator without an address, as the command does."""
    stand(workspace, "first_request")
    case = workspace / "cases" / BANK
    assert run("build", "--frozen", case, cwd=workspace).returncode == 0
    return case


def logged(case: Path) -> Mapping[str, Any]:
    return dict(json.loads((case / "case.json").read_text(encoding="utf-8"))["log"][-1])


@pytest.mark.typeset
def test_what_was_sent_is_recorded_and_kept(workspace: Path) -> None:
    """Without an address `sent` means a message; the text is kept with its hash, and no packet is said to be sent."""
    case = desk(workspace)
    result = workspace / "build" / BANK
    assert not list(result.rglob("*.eml"))
    assert (result / "packet" / "influencer.pdf").is_file()
    done = run("log", case, "sent", "--today", "2026-11-23", cwd=workspace)
    assert done.returncode == 0, done.stderr
    entry = logged(case)
    kept = (case / "sent" / "2026-11-23-first_request.txt").read_bytes()
    assert kept == (result / "message" / "first_request-1000.txt").read_bytes()
    assert entry == {
        "at": "2026-11-23",
        "event": "sent",
        "letter": "first_request",
        "by": "brand",
        "via": "dm",
        "amount": "GBP 500.00",
        "deadline": "2026-12-07",
        "eml": "2026-11-23-first_request.txt",
        "sha256": sha256(kept).hexdigest(),
    }
    assert run("check", case, cwd=workspace).returncode == 0
    (case / "sent" / "2026-11-23-first_request.txt").write_bytes(kept + b"More.\n")
    assert "E14" in run("check", case, cwd=workspace).stdout


def test_the_next_letters_speak_of_a_message(workspace: Path) -> None:
    """The chronology says how it went; no letter calls it a mail or a letter; what the case has no more is A18."""
    case = desk(workspace)
    assert (
        run(
            "log",
            case,
            "sent",
            "first_request",
            "--via",
            "dm",
            "--length",
            "300",
            "--today",
            "2026-11-23",
            cwd=workspace,
        ).returncode
        == 0
    )
    path, kept = case / "case.json", case / "sent" / "2026-11-23-first_request.txt"
    assert characters(kept.read_text(encoding="utf-8")) <= 300
    path.write_text(
        path.read_text(encoding="utf-8").replace('"as_of": "2026-11-23"', '"as_of": "2026-12-08"'), encoding="utf-8"
    )
    assert run("build", "--frozen", case, cwd=workspace).returncode == 0
    page = (workspace / "build" / BANK / "index.html").read_text(encoding="utf-8")
    assert "We sent the first request to Ana Marlowe by direct message, to be answered by 7 December 2026" in page
    reminder = (workspace / "build" / BANK / "message" / "reminder-1000.txt").read_text(encoding="utf-8")
    assert "On Monday, 23 November 2026 we asked you for GBP 500.00 back" in reminder
    assert not re.search(r"\b(?:mail|letter)\b", reminder)
    path.write_text(path.read_text(encoding="utf-8").replace("2026-09-15", "2026-09-16"), encoding="utf-8")
    assert "A18" not in run("build", "--frozen", case, cwd=workspace).stderr  # its short text names no such day
    kept.write_text(kept.read_text(encoding="utf-8") + "We ask for GBP 501.00.\n", encoding="utf-8")
    data = json.loads(path.read_text(encoding="utf-8"))
    data["log"][-1]["sha256"] = sha256(kept.read_bytes()).hexdigest()
    path.write_text(json.dumps(data), encoding="utf-8")
    done = run("build", "--frozen", case, cwd=workspace)
    assert "A18" in done.stdout + done.stderr


def test_what_cannot_be_meant_is_refused(workspace: Path) -> None:
    """A length that there is not, or with a mail; a file that is no text. Nothing is written then."""
    case = desk(workspace)
    before = (case / "case.json").read_bytes()
    (workspace / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (workspace / "a.txt").write_text("What I wrote.\n", encoding="utf-8")
    for arguments, words in (
        (("--length", "500"), "did you mean 300?"),
        (("--via", "post", "--length", "300"), "can only be used with a letter sent as a message"),
        (("--length", "300", "--eml", "a.txt"), "can only be used with a letter sent as a message"),
        (("--via", "dm", "--eml", "a.png"), "a plain text file"),
    ):
        done = run("log", case, "sent", "first_request", *arguments, "--today", "2026-11-23", cwd=workspace)
        assert done.returncode != 0
        assert words in " ".join((done.stdout + done.stderr).split()), done.stderr
        assert (case / "case.json").read_bytes() == before
    assert (
        run(
            "log",
            case,
            "sent",
            "first_request",
            "--via",
            "dm",
            "--eml",
            "a.txt",
            "--today",
            "2026-11-23",
            cwd=workspace,
        ).returncode
        == 0
    )
    assert (case / "sent" / logged(case)["eml"]).read_text(encoding="utf-8") == "What I wrote.\n"
    assert (
        "--length cannot be used with noted" in run("log", case, "noted", "x", "--length", "300", cwd=workspace).stderr
    )


HARMFUL = re.compile(r"subject to contract|binds nobody|we are sorry|nothing is open between us", re.IGNORECASE)


def test_no_letter_and_no_message_harms_its_sender() -> None:
    """No template and no words file holds a sentence that binds nobody, releases everything or says sorry."""
    templates = Path(__file__).parents[1] / "templates"
    read = {
        path: path.read_text(encoding="utf-8")
        for folder in ("email", "message", "letter")
        for path in (templates / folder).iterdir()
    }
    assert len(read) > 20
    sentences = {path.name: re.sub(r"\{#-?.*?-?#\}", "", text, flags=re.DOTALL) for path, text in read.items()}
    for path in (templates / "words").iterdir():
        sentences |= {id_: str(text) for id_, text in tomllib.loads(path.read_text(encoding="utf-8")).items()}
    assert sentences["message-last-message"].startswith("This is our last message")
    assert [name for name, text in sentences.items() if HARMFUL.search(text)] == []
    assert HARMFUL.search("Without prejudice – subject to contract")
