"""Mails as exhibits: what they say is shown, and nothing of them acts, leads anywhere or is left out without a word."""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_prepare import notes

from makegood.typesetting import fonts
from makegood.formats import pdf_safety
from makegood.language import english
from makegood.model.errors import CaseError
from makegood.model.statement import say
from makegood.model.artifact import Prepared
from makegood.model.case import Area, Evidence, Mask
from makegood.model.source import EvidenceFile
from makegood.pipeline.prepare import prepare
from makegood.pipeline.prepare.eml.message import read_passages
from makegood.pipeline.prepare.hypertext import visible_text
from makegood.pipeline.prepare.sanitiser import (
    MOST_ATTACHED,
    MOST_CHARACTERS,
    MOST_LINES,
    MOST_MAILS,
    Passage,
    TextSanitiser,
)
from makegood.privacy import NOTHING
from makegood.sandbox.worker import deadline


OURS = NOTHING.along(
    [
        "ana@creators.example",
        "refunds@harbourpine.example",
        "tim@p.example",
        "joe@p.example",
        "a@b.example",
        "b@b.example",
        "c@c.example",
        "c@d.example",
        "ana@a.example",
        "i@i.example",
        "jo@x.example",
    ]
)


def in_english(sanitiser: TextSanitiser) -> tuple[str, ...]:
    """Return the notes of a sanitiser in English."""
    return tuple(map(english().text, sanitiser.notes))


@pytest.fixture(scope="module", autouse=True)
def own_fonts(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The fonts that every build has."""
    fonts.configure(tmp_path_factory.mktemp("fonts"))


def letter(text: str = "Hi Jo,\n\nhere it is.\n", html: str = "", **headers: str) -> EmailMessage:
    """A reply, as a mail program writes it."""
    made = EmailMessage()
    fields = {
        "From": "Ana Marlowe <ana@creators.example>",
        "To": "refunds@harbourpine.example",
        "Date": "Wed, 25 Nov 2026 10:12:00 +0100",
        "Subject": "Re: Refund",
    } | headers
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
    return prepare(file, evidence, tmp_path / "cache", stays=OURS)


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
    assert notes(made) == ()
    assert made.copy.suffix == ".pdf"
    assert list(pdf_safety.of_document(made.pages_pdf.read_bytes())) == []


def test_what_tells_of_machines_and_other_readers_is_not_shown(tmp_path: Path) -> None:
    """No server, no address of a computer, no hidden recipient."""
    data = letter(Received="from home ([203.0.113.7])", Bcc="boss@harbourpine.example").as_bytes()
    assert b"203.0.113.7" in data
    assert not {"203.0.113.7", "boss@"} & set(words(shown(tmp_path, data)).replace("@", "@ ").split())
    assert "203.0" not in words(shown(tmp_path, data))


def test_a_page_becomes_its_words(tmp_path: Path) -> None:
    """Of a mail that is a page alone: no style, no script, no picture; a link's address beside its words."""
    page = (
        "<html><head><style>p{color:red}</style></head><body><p>Paid <b>GBP 9.00</b></p><script>evil()</script>"
        '<img src="https://track.example/x.gif"><a href="https://pay.example/1">See</a><ul><li>one<li>two</ul></body>'
    )
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
    assert notes(prepared) == ("Attachments are listed but not shown.",)


def test_a_mail_within_a_mail_is_shown_after_it(tmp_path: Path) -> None:
    """With its own header; not without end."""
    inner = letter("The first.\n")
    for _ in range(5):
        outer = letter("Forwarded.\n")
        outer.add_attachment(inner)
        inner = outer
    said = words(shown(tmp_path, inner.as_bytes()))
    assert said.count("Embedded email:") == 3
    assert "An embedded email is not shown." in said
    assert "The first." not in said


def test_what_cannot_be_drawn_or_read_is_said(tmp_path: Path) -> None:
    """Emoji by their names, bytes that are no text, controls and marks of direction not at all."""
    made = shown(tmp_path, letter("Thanks \U0001f600 \u202eabc\x1b[31m\n").as_bytes())
    assert "Thanks [GRINNING FACE] abc[31m" in words(made)
    assert notes(made) == ("Characters that cannot be printed are replaced by their names in brackets.",)
    broken = letter().as_bytes().replace(b"here it is", b"here \xff\xfe is").replace(b"7bit", b"8bit")
    assert "Some characters of this mail could not be read." in notes(shown(tmp_path, broken))


def test_markup_in_a_mail_is_text(tmp_path: Path) -> None:
    """Nothing that a stranger wrote becomes part of the document."""
    said = words(
        shown(tmp_path, letter("<img src=x><script>a()</script> {{ 7 * 7 }} &amp;\n", Subject="<b>x</b>").as_bytes())
    )
    assert "<img src=x><script>a()</script> {{ 7 * 7 }} &amp;" in said
    assert "Subject <b>x</b>" in said


def test_a_long_mail_is_cut_and_says_so(tmp_path: Path) -> None:
    """At a line; a word without end is broken, and is no work without end."""
    sanitiser = TextSanitiser((), OURS)
    passages = read_passages(letter("line\n" * (MOST_LINES * 2)).as_bytes(), sanitiser, lambda *_: None)
    assert passages is not None
    assert say("exhibit-note-cut-mail") in sanitiser.notes
    assert sum(len(one.lines) for one in passages if one.kind == "text") <= MOST_LINES
    made = shown(tmp_path, letter("x" * 30_000 + "\n").as_bytes())
    assert words(made).replace(" ", "").count("x") >= 30_000
    assert notes(made) == ()


def test_a_text_in_a_mail_can_be_hidden(tmp_path: Path) -> None:
    """As in any PDF: the words are gone from the page, and the slip says why."""
    made = shown(
        tmp_path,
        letter("My number is 0170 1234567.\n").as_bytes(),
        masks=(Mask(text="0170 1234567", reason="private"),),
    )
    assert "0170" not in words(made)
    assert any("private" in one for one in notes(made))


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


# What was lost, mended or told wrongly by a simpler reading

HEAD = b"From: Ana <ana@a.example>\nTo: b@b.example\nDate: Mon, 14 Sep 2026 21:14:03 +0100\nSubject: x\n"


def taken(data: bytes, *masks: str) -> tuple[str, TextSanitiser]:
    """All lines of a mail, and who took them down."""
    sanitiser = TextSanitiser(masks, OURS)
    return "\n".join(
        line for one in read_passages(data, sanitiser, lambda *_: None) or () for line in one.lines
    ), sanitiser


def of_parts(*parts: bytes, kind: bytes = b"mixed") -> bytes:
    """A mail of these parts, each with its own header."""
    inner = b"".join(b"--bound\n" + part + b"\n" for part in parts)
    return HEAD + b"Content-Type: multipart/" + kind + b"; boundary=bound\n\n" + inner + b"--bound--\n"


@pytest.mark.parametrize(
    ("data", "want"),
    [
        (
            of_parts(
                b"Content-Type: text/plain\n\n\n", b"Content-Type: text/html\n\n<p>WORDS</p>", kind=b"alternative"
            ),
            "WORDS",
        ),
        (
            of_parts(
                b"Content-Type: text/html\n\n<p>WORDS</p>", b"Content-Type: text/calendar\n\nBEGIN", kind=b"alternative"
            ),
            "WORDS",
        ),
        (HEAD + b"Content-Type: text/html\n\n<html><head><meta charset=utf-8><body>WORDS</body>", "WORDS"),
        (HEAD + b"Content-Type: text/html\n\n<![if !mso]><![1]><p>WORDS", "WORDS"),
        (HEAD + b"Content-Type: text/html\n\n<div style='display:none'>WORDS", "WORDS"),
        (HEAD + b'Content-Type: text/plain; name="body.txt"\n\nWORDS\n', "WORDS"),
        (HEAD + b'Content-Type: text/plain; charset="\0"\n\nWORDS\n', "WORDS"),
        (HEAD + b"Content-Type: text/plain; charset=punycode\n\nWORDS\n", "WORDS"),
        (HEAD + b"\n" + b"WORDS " * MOST_CHARACTERS, "WORDS"),
        (
            HEAD + b"Content-Type: text/plain; charset=iso-8859-1\n\nGBP 1,000\x961,500, it\x92s\n",
            "GBP 1,000\u20131,500, it\u2019s",
        ),
        (HEAD + b"\nGBP 1,000\x961,500\n", "GBP 1,000\u20131,500"),
        (HEAD + b"\none\x0btwo\x0cthree\xe2\x80\xa8four\n", "one\ntwo\nthree\nfour"),
        (HEAD.replace(b": x", b": =?utf-8?q?Gr=C3=BC=C3=9Fe?=") + b"\n.\n", "Subject\tGr\u00fc\u00dfe"),
        (HEAD.replace(b": x", b": Vers\xe3o") + b"\n.\n", "Subject\tVers\u00e3o"),
    ],
)
def test_no_words_are_lost(data: bytes, want: str) -> None:
    """Where a form is empty, unclosed or wrongly labelled, what it says is found all the same."""
    assert want in taken(data)[0]


@pytest.mark.parametrize(
    ("header", "want"),
    [
        (b"From: tim@p.example joe@p.example\nTo: Ana Marlowe\n", "From\ttim@p.example joe@p.example\nTo\tAna Marlowe"),
        (
            b"From: MAILER DAEMON <>\nTo: undisclosed-recipients:;\n",
            "From\tMAILER DAEMON <>\nTo\tundisclosed-recipients:;",
        ),
        (b"From: a@b.example\nTo: b@b.example\nCc: c@c.example\n", "To\tb@b.example\nCc\tc@c.example"),
        (b"From: a@b.example\nFrom: c@d.example\n", "From\ta@b.example\nFrom\tc@d.example\nTo\tnot stated"),
        (b"From: a@b.example\nDate: last Monday\n", "Date\tlast Monday"),
        (b"From: a@b.example\nDate: Mon, 1 Jan 0001 00:00:00 +9999\n", "Date\tMon, 1 Jan 0001 00:00:00 +9999"),
        (b"From: a@b.example\nDate: Mon, 14 Sep 2026 21:14:03 -0000\n", "Date\t14 September 2026, 21:14 (UTC)"),
        (b"From: " + b"(" * 20_000 + b"\n", "From\t((("),
    ],
)
def test_a_header_is_shown_as_it_was_sent(header: bytes, want: str) -> None:
    """What no parser understands was written all the same, and a copy went to whom Cc names."""
    with deadline(10):
        assert want in taken(header + b"Subject: x\n\nhej\n")[0]


def test_a_broken_line_of_the_header_lets_nothing_of_it_into_the_words() -> None:
    """The parser ends the header there; servers and hidden recipients would stand in the text, in a mail within one too."""
    broken = (
        b"From: a@b.example\nSubject: x\nquite odd\n and more\nReceived: from [203.0.113.7]\nBcc: s@x.example\n\nhej\n"
    )
    for data in (broken, of_parts(b"Content-Type: message/rfc822\n\n" + broken)):
        text, sanitiser = taken(data)
        assert not any(one in text for one in ("203.0", "s@x", "odd", "and more"))
        assert "This email is damaged. Only the readable part is shown." in in_english(sanitiser)
    assert taken(broken)[0].endswith("hej")


def test_what_an_html_mail_quotes_is_marked() -> None:
    """Else it would read as the sender's own words."""
    page = b"Content-Type: text/html\n\n<p>I disagree.<blockquote><p>We owe you GBP 500.<blockquote>Pay.</blockquote></blockquote>Ana"
    passages = read_passages(HEAD + page, TextSanitiser((), OURS), lambda *_: None) or ()
    assert passages[1:] == (
        Passage("text", ("I disagree.",)),
        Passage("quote", ("> We owe you GBP 500.",)),
        Passage("quote", ("> > Pay.",)),
        Passage("text", ("Ana",)),
    )


@pytest.mark.parametrize(
    ("html", "want"),
    [
        ('<a href="https://x.example/reset?token=SECRET">Reset</a>', "Reset (https://x.example/reset\u2026)"),
        ('<a href="https://www.x.example/a/">x.example/a</a>', "x.example/a"),
        ('<a href="javascript:alert(1)">Go</a><a href="file:///etc/passwd">on</a>', "Goon"),
        ('<a href="mailto:a@b.example?subject=SECRET">Write', "Write (mailto:a@b.example\u2026)"),
        ("<div style='x:y; DISPLAY : none'>not <div>seen</div></div><p hidden>nor this</p>seen", "seen"),
        ("<table><tr><th>Video<th>Sum<tr><td>3<td>GBP 9.00</table>", "Video   Sum\n3   GBP 9.00"),
        ("a<br><br>b<pre>  c\n d</pre>", "a\n\nb\n  c\n d"),
        ("<img alt='\U0001f600' src=x> &amp;&lt;b&gt;", "\U0001f600 &<b>"),
        ("a<script>b</script><style>c</style><title>d</title><template>e</template>", "a"),
    ],
)
def test_a_page_is_read_as_it_is_seen(html: str, want: str) -> None:
    """No address that lets anybody in, nothing that was hidden, cells apart."""
    assert visible_text(html, TextSanitiser((), OURS)) == want


def test_the_slip_says_what_is_not_shown() -> None:
    """Which form was taken, and what of it is not there."""
    forms = (
        b"Content-Type: text/plain\n\nhej",
        b"Content-Type: text/html\n\n<a href='https://x.example/?t=1'>hej</a><p hidden>x</p>",
    )
    assert in_english(taken(of_parts(*forms, kind=b"alternative"))[1]) == (
        "Only the plain text of the email is shown, not the HTML version.",
    )
    assert in_english(taken(HEAD + forms[1])[1]) == (
        "Text of the email's HTML version, without pictures and layout.",
        "Long link addresses are shortened.",
        "Hidden parts of the HTML are not shown.",
    )
    assert in_english(taken(HEAD + b"\n\x81\n")[1]) == (
        "The character encoding of this file is missing or wrong. Some characters may be incorrect.",
        "Some characters of this mail could not be read.",
    )


def test_a_mail_that_is_packed_is_unpacked() -> None:
    """As one large program forwards mails."""
    packed = base64.encodebytes(b"From: i@i.example\nSubject: inner\n\nINNER WORDS\n")
    text, _ = taken(of_parts(b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + packed))
    assert "From\ti@i.example" in text
    assert "INNER WORDS" in text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("It is 0170 1234567.", "It is [hidden]."),
        ("It is 0170\n1234567.", "It is [hidden]."),
        ("> It is 0170\n> 1234567.", "> It is [hidden]."),
        ("> It is 0170\n1234567.", "> It is [hidden]."),
        ("It is 0170 1234\n> 567.", "It is [hidden]."),
        (f"https://x.example/{'a' * 38}/0170 1234567/more", f"https://x.example/{'a' * 38}/[hidden]/more"),
    ],
)
def test_a_text_is_hidden_wherever_it_stands(tmp_path: Path, text: str, left: str) -> None:
    """At the end of a line, in a quotation, in a word that had to be broken: found in one place, it is hidden in all."""
    data = HEAD.replace(b": x", b": 0170 1234567") + f"\n0170 1234567\n\n{text}\n".encode()
    said, sanitiser = taken(data, "0170 1234567")
    assert said.replace("\u200b", "").endswith(f"[hidden]\n{left}")
    assert not sanitiser.has_unmatched_mask()
    made = shown(tmp_path, data, masks=(Mask(text="0170 1234567", reason="private"),))
    assert not {"0170", "1234567"} & set(words(made).replace("/", " ").split())
    assert notes(made) == ("Hidden: private.",)


@pytest.mark.parametrize(
    "other", ["0170-1234567", "0170 123-\n4567", "*0170* 1234567", "\uff10170/1234567", "| 0170\n| 1234567"]
)
def test_a_text_that_also_stands_there_in_another_spelling_is_refused(tmp_path: Path, other: str) -> None:
    """A reader would know it there."""
    with pytest.raises(CaseError) as caught:
        shown(
            tmp_path,
            HEAD + f"\nCall 0170 1234567.\n\nOr {other}.\n".encode(),
            masks=(Mask(text="0170 1234567", reason="private"),),
        )
    [told] = caught.value.problems
    assert told.rule == "P9"
    assert "another spelling" in told.message


def test_what_is_short_is_not_looked_for_in_other_spellings(tmp_path: Path) -> None:
    """It stands in many words."""
    made = shown(tmp_path, HEAD + b"\nAna sat on a nail.\n", masks=(Mask(text="Ana", reason="private"),))
    assert "on a nail" in words(made)


def test_a_text_that_is_to_be_hidden_and_is_not_there_is_refused(tmp_path: Path) -> None:
    """Nothing is shown as hidden that was not."""
    with pytest.raises(CaseError) as caught:
        shown(tmp_path, HEAD + b"\nhej\n", masks=(Mask(text="0170", reason="private"),))
    assert [one.rule for one in caught.value.problems] == ["P9"]


def test_areas_and_pages_are_those_of_the_pages(tmp_path: Path) -> None:
    """What else can be asked of a PDF is done to the pages."""
    area = Area(x=Decimal(0), y=Decimal(0), width=Decimal(50), height=Decimal(50))
    made = shown(
        tmp_path,
        HEAD + b"\nhej\n" + b"\nhej\n" * 99,
        pages="1",
        masks=(Mask(area=area, reason="address"), Mask(text="hej", reason="word")),
    )
    assert len(made.pages) == 1
    assert "Hidden: address; word." in notes(made)


@pytest.mark.parametrize(
    "text",
    [
        "a\n" * 9_000,
        "a" * 60_000,
        "> a\nb\n" * 5_000,
        "\U0001f642" * 9_000,
        ("a" + "\u0301" * 300) * 90,
        "a/" * 30_000,
        "\n\na" * 9_000,
    ],
)
def test_no_mail_takes_long(tmp_path: Path, text: str) -> None:
    """Whatever is repeated as often as a mail may be long."""
    with deadline(20):
        made = shown(tmp_path, HEAD + b"Content-Type: text/plain; charset=utf-8\n\n" + text.encode())
    assert len(made.pages) < 100


def test_a_mail_of_many_parts_is_listed_up_to_a_bound() -> None:
    """Mails and attachments without end are told of, and cost nothing."""
    part = b"Content-Type: image/png\nContent-Disposition: attachment; filename=a.png\n\nx"
    text, sanitiser = taken(of_parts(*[part] * 500))
    assert text.count("Attached: a.png") == MOST_ATTACHED
    assert "Only the first 100 attachments are listed." in in_english(sanitiser)
    text, _ = taken(of_parts(*[b"Content-Type: message/rfc822\n\nFrom: a@b.example\nSubject: y\n\nz\n"] * 50))
    assert text.count("Embedded email:") == MOST_MAILS
    assert text.count("An embedded email is not shown.") == 50 - MOST_MAILS


@given(
    st.text(max_size=60),
    st.sampled_from(["utf-8", "utf-7", "iso-2022-jp", "x-unknown", "idna"]),
    st.sampled_from(["plain", "html"]),
)
def test_nothing_that_is_taken_down_fails_the_layout(text: str, charset: str, kind: str) -> None:
    """No control, no mark of direction, nothing without a glyph, whatever the bytes and however they are labelled."""
    data = HEAD + f"Content-Type: text/{kind}; charset={charset}\n\n".encode() + text.encode("utf-8", "surrogatepass")
    for one in read_passages(data, TextSanitiser((), OURS), lambda *_: None) or ():
        for line in one.lines:
            kept = line.replace("\t", "", one.kind == "fields").replace("\u200b", "")
            assert not {unicodedata.category(char) for char in kept} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
            assert not fonts.missing(kept)
