"""Mails as exhibits: what they say is shown, and nothing of them acts, leads anywhere or is left out without a word."""

from __future__ import annotations

import hashlib
from email.message import EmailMessage
from pathlib import Path

import pypdfium2
import pytest

from makegood import fonts, inert
from makegood.errors import CaseError
from makegood.model.artifact import Prepared
from makegood.model.case import Evidence, Mask
from makegood.model.source import EvidenceFile
from makegood.prepare import prepare
from makegood.prepare.mailtext import MOST_LINES, mail


@pytest.fixture(scope="module", autouse=True)
def own_fonts(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The fonts that every build has."""
    fonts.configure(tmp_path_factory.mktemp("fonts"))


def letter(text: str = "Hi Jo,\n\nhere it is.\n", html: str = "", **headers: str) -> EmailMessage:
    """A reply, as a mail program writes it."""
    made = EmailMessage()
    fields = {"From": "Ana Marlowe <ana@creators.example>", "To": "refunds@harbourpine.example",
              "Date": "Wed, 25 Nov 2026 10:12:00 +0100", "Subject": "Re: Refund"} | headers  # fmt: skip
    for name, value in fields.items():
        made[name] = value
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    return made


def shown(tmp_path: Path, data: bytes, **asked: object) -> Prepared:
    path = tmp_path / "reply.eml"
    path.write_bytes(data)
    file = EvidenceFile(name=path.name, path=path, kind="eml", bytes=len(data), sha256=hashlib.sha256(data).hexdigest())
    evidence = Evidence(id="reply", file=path.name, caption="A reply.", **asked)  # type: ignore[arg-type]
    return prepare(file, evidence, tmp_path / "cache")


def words(made: Prepared) -> str:
    with pypdfium2.PdfDocument(made.pages_pdf) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split()).replace("\u200b", "")


def test_a_mail_is_shown_with_its_header_and_its_words(tmp_path: Path) -> None:
    """Who, to whom, when with the offset, about what; the words, and what they answer."""
    made = shown(tmp_path, letter("Hi Jo,\n\nhere it is.\n\nJo wrote:\n> Dear Ana,\n> please.\n").as_bytes())
    assert words(made) == (
        "From Ana Marlowe <ana@creators.example> To refunds@harbourpine.example Date 25 November 2026, 10:12 (+0100) "
        "Subject Re: Refund Hi Jo, here it is. Jo wrote: > Dear Ana, > please."
    )
    assert made.changes == ()
    assert made.copy.suffix == ".pdf"
    assert list(inert.of_document(made.pages_pdf.read_bytes())) == []


def test_what_tells_of_machines_and_other_readers_is_not_shown(tmp_path: Path) -> None:
    """No server, no address of a computer, no hidden recipient."""
    data = letter(Received="from home ([203.0.113.7])", Bcc="boss@harbourpine.example").as_bytes()
    assert b"203.0.113.7" in data
    assert not {"203.0.113.7", "boss@"} & set(words(shown(tmp_path, data)).replace("@", "@ ").split())
    assert "203.0" not in words(shown(tmp_path, data))


def test_a_page_becomes_its_words(tmp_path: Path) -> None:
    """Of a mail that is a page alone: no style, no script, no picture; a link's address beside its words."""
    page = ("<html><head><style>p{color:red}</style></head><body><p>Paid <b>GBP 9.00</b></p><script>evil()</script>"
            '<img src="https://track.example/x.gif"><a href="https://pay.example/1">See</a><ul><li>one<li>two</ul></body>')  # fmt: skip
    made = EmailMessage()
    made["From"], made["Date"] = "shop@store.example", "Wed, 25 Nov 2026 10:12:00 +0000"
    made.set_content(page, subtype="html")
    said = words(shown(tmp_path, made.as_bytes()))
    assert "Paid GBP 9.00" in said
    assert "See (https://pay.example/1)" in said
    assert "- one - two" in said
    assert not any(one in said for one in ("evil", "track", "color"))


def test_of_two_forms_the_plain_one_is_shown(tmp_path: Path) -> None:
    """Both say the same, and once is enough."""
    said = words(shown(tmp_path, letter("Plain.\n", "<p>Page.</p>").as_bytes()))
    assert "Plain." in said
    assert "Page." not in said


def test_attachments_are_listed_with_their_hash(tmp_path: Path) -> None:
    """By name, kind and size; the slip says that they are not shown."""
    made = letter()
    made.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="proof\u202efdp.pdf")
    prepared = shown(tmp_path, made.as_bytes())
    digest = hashlib.sha256(b"%PDF-1.7").hexdigest()
    assert f"Attached: prooffdp.pdf, application/pdf, 8 bytes, SHA-256 {digest}" in words(prepared)
    assert prepared.changes == ("Its attachments are listed and not shown.",)


def test_a_mail_within_a_mail_is_shown_after_it(tmp_path: Path) -> None:
    """With its own header; not without end."""
    inner = letter("The first.\n")
    for _ in range(5):
        outer = letter("Forwarded.\n")
        outer.add_attachment(inner)
        inner = outer
    said = words(shown(tmp_path, inner.as_bytes()))
    assert said.count("A mail within this mail:") == 3
    assert "A mail within this mail is not shown." in said
    assert "The first." not in said


def test_what_cannot_be_drawn_or_read_is_said(tmp_path: Path) -> None:
    """Emoji by their names, bytes that are no text, controls and marks of direction not at all."""
    made = shown(tmp_path, letter("Thanks \U0001f600 \u202eabc\x1b[31m\n").as_bytes())
    assert "Thanks [GRINNING FACE] abc[31m" in words(made)
    assert made.changes == ("Signs that cannot be printed are named in brackets.",)
    broken = letter().as_bytes().replace(b"here it is", b"here \xff\xfe is").replace(b"7bit", b"8bit")
    assert "Some characters of this mail could not be read." in shown(tmp_path, broken).changes


def test_markup_in_a_mail_is_text(tmp_path: Path) -> None:
    """Nothing that a stranger wrote becomes part of the document."""
    said = words(shown(tmp_path, letter("<img src=x><script>a()</script> {{ 7 * 7 }} &amp;\n", Subject="<b>x</b>").as_bytes()))
    assert "<img src=x><script>a()</script> {{ 7 * 7 }} &amp;" in said
    assert "Subject <b>x</b>" in said


def test_a_long_mail_is_cut_and_says_so(tmp_path: Path) -> None:
    """At a line; a word without end is broken, and is no work without end."""
    read = mail(letter("line\n" * (MOST_LINES * 2)).as_bytes())
    assert read is not None
    assert read.is_cut
    assert sum(len(one.lines) for one in read.passages) <= MOST_LINES
    made = shown(tmp_path, letter("x" * 30_000 + "\n").as_bytes())
    assert words(made).replace(" ", "").count("x") >= 30_000
    assert made.changes == ()


def test_a_text_in_a_mail_can_be_hidden(tmp_path: Path) -> None:
    """As in any PDF: the words are gone from the page, and the slip says why."""
    made = shown(tmp_path, letter("My number is 0170 1234567.\n").as_bytes(), masks=(Mask(text="0170 1234567", reason="private"),))
    assert "0170" not in words(made)
    assert any("private" in one for one in made.changes)


@pytest.mark.parametrize("data", [b"X-A: 1\nX-B: 2\n\nwords\n", b"Received: x\nX-B: 2\n\n"])
def test_a_mail_that_says_nothing_of_itself_is_refused(tmp_path: Path, data: bytes) -> None:
    """By name, with what to do."""
    with pytest.raises(CaseError) as caught:
        shown(tmp_path, data)
    assert [(one.rule, one.place.file) for one in caught.value.problems] == [("P2", "evidence/reply.eml")]


@pytest.mark.parametrize(
    "data",
    [
        b"From: a@b.example\nSubject: x\n\n",
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\nno boundary\n",
        b"From: a@b.example\nContent-Type: text/plain; charset=klingon\n\nhej\n",
        b"From: a@b.example\nContent-Transfer-Encoding: base64\n\n!!!!\n",
        b"From: =?utf-8?q?=0ABcc:_x@evil.example?= <a@b.example>\nSubject: x\n\nhej\n",
        b"From: a@b.example\nContent-Type: message/rfc822\n\nnot a mail",
    ],
)
def test_a_broken_mail_is_shown_as_far_as_it_goes(tmp_path: Path, data: bytes) -> None:
    """The header at least, and never a crash."""
    assert words(shown(tmp_path, data)).startswith("From ")
