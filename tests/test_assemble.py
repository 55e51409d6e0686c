"""Step 6: texts and exhibits become finished files."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from hashlib import sha256
from pathlib import Path

import page as validator
import pikepdf
import pypdfium2
import pytest
from conftest import BANK, ONE
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from test_derive import facts

import makegood
from makegood.model.workspace import Workspace
from makegood.typesetting import fonts
from makegood.sandbox import worker
from makegood.pipeline.assemble import assemble
from makegood.pipeline.assemble.header import mailbox, field_names
from makegood.pipeline.assemble.mail import mail
from makegood.pipeline.assemble.packet import Description, thumbnail, typeset
from makegood.typesetting.layout import machine
from makegood.pipeline.assemble.plain_text import text_for_pasting, support_text
from makegood.model.errors import CaseError, MachineError
from makegood.model.artifact import Artifact, PreviousArtifact, Prepared, Text
from makegood.model.case import Case, Representative
from makegood.model.facts import Facts
from makegood.pipeline.prepare import prepare
from makegood.pipeline.render import render

HEAD = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>T</title><style>
body { font: 12pt "Source Serif 4" } h1, .sans { font-family: "Source Sans 3" }
@page { size: A4; @bottom-right { content: counter(page); font: 9pt "Source Sans 3" } }
section { break-before: page } img { display: block; width: 200pt; height: 150pt }
h1 { bookmark-level: 1 } a::after { content: ", p. " target-counter(attr(href), page) }</style></head><body>
<h1>Summary</h1><p>Hello.</p>"""
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(makegood.__file__).parent.parent)}
LETTER = Text(
    path="email/first_request.eml",
    document="email/first_request",
    kind="email",
    body="Dear Ana,\n\n€ 5.\n",
    subject="MG-1: refund of GBP 5.00",
    html="<p>Dear Ana,</p><p>€ 5.</p>",
    audience="influencer",
)


@pytest.fixture(scope="session", autouse=True)
def own_fonts(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The fonts that every build has."""
    fonts.configure(tmp_path_factory.mktemp("fonts"))


@pytest.fixture
def made(workspace: Path) -> tuple[Facts, tuple[Text, ...], dict[str, Prepared]]:
    """The case of a bank transfer, up to its texts."""
    return up_to_texts(workspace, BANK)


def up_to_texts(workspace: Path, ref: str) -> tuple[Facts, tuple[Text, ...], dict[str, Prepared]]:
    found = facts(workspace, ref)
    shown = {item.evidence.id: item for bundle in found.bundles.values() for item in bundle.exhibits}
    prepared = {key: prepare(item.file, item.evidence, workspace / "cache") for key, item in shown.items()}
    return found, render(found, prepared, Workspace(workspace)), prepared


def pages_of(tmp_path: Path, *colours: str) -> dict[str, tuple[Path, int]]:
    """A PDF of one-colour pages, each under the name that a template would use."""
    from makegood.pipeline.prepare.page import page_of, write_pages  # noqa: PLC0415  # made as prepare makes them
    from makegood.pipeline.prepare.png import encode_png  # noqa: PLC0415  # as above

    pictures = [encode_png(Image.new("RGB", (40, 30), colour)) for colour in colours]
    path = tmp_path / "pages.pdf"
    write_pages([(one, page_of(one)) for one in pictures], path)
    return {f"asset:exhibit/a/{at}": (path, at) for at in range(len(colours))}


def packet(html: str, pages: Mapping[str, tuple[Path, int]], *claims: str) -> bytes:
    said = Description("MG-1: packet", "Harbour & Pine Ltd", "en", claims=claims)
    return typeset(html, pages, said, "packet/x.pdf")


def shown(pages: Mapping[str, object]) -> str:
    sections = (f'<section id="e{at}"><img src="{name}" alt="Exhibit {at}"></section>' for at, name in enumerate(pages))
    return '<p><a href="#e0">See A</a></p>' + "".join(sections)


def rules_of(error: CaseError) -> list[str]:
    return [problem.rule for problem in error.problems]


# The packet


def test_exhibits_take_the_place_of_their_pixels(tmp_path: Path) -> None:
    """Each page shows its own picture, upright, in the box that the layout gave it."""
    pages = pages_of(tmp_path, "red", "lime", "blue")
    data = packet(HEAD + shown(pages), pages)
    with pypdfium2.PdfDocument(data) as document:
        seen = [document[at].render(scale=1).to_pil().convert("RGB").getpixel((150, 150)) for at in (1, 2, 3)]
    assert seen == [(255, 0, 0), (0, 255, 0), (0, 0, 255)]


def test_tags_links_bookmarks_and_numbers_are_kept(tmp_path: Path) -> None:
    """An exhibit is a figure with its words, the link leads to its page, and the whole passes PDF/UA-1."""
    pages = pages_of(tmp_path, "red")
    data = packet(HEAD + shown(pages), pages, "PDF/UA-1")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        figures = [
            str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]
        assert figures == ["Exhibit 0"]
        assert str(pdf.Root.Lang) == "en"
        assert str(pdf.Root.Outlines.First.Title) == "Summary (p. 1)"
        assert pdf.pages[0].Annots[0].Dest == "e0"
        assert list(pdf.Root.OpenAction)[1:] == ["/XYZ", None, None, 1]
        assert pdf.Root.PageLabels.Nums[1].S == "/D"
        assert {str(key): str(value) for key, value in pdf.docinfo.items()} == {
            "/Title": "MG-1: packet",
            "/Author": "Harbour & Pine Ltd",
        }
    report = validator.validate_pdf_bytes(data, profile=validator.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report.failures


def test_nothing_is_claimed_that_a_foreign_page_may_break(tmp_path: Path) -> None:
    """It may lack what the claim promises: such a document is refused, not made."""
    path = tmp_path / "pages.pdf"
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(100, 100))
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=pdf.make_stream(b"")))
        page.Contents = pdf.make_stream(b"")
        pdf.save(path)
    name = {"asset:exhibit/a/0": (path, 0)}
    assert b"pdfuaid" not in _plain(packet(HEAD + shown(name), name))
    with pytest.raises(CaseError) as caught:
        packet(HEAD + shown(name), name, "PDF/UA-1")
    assert rules_of(caught.value) == ["R2"]


@pytest.mark.parametrize(("claims", "kept"), [((), ""), (("PDF/UA-1",), "UA"), (("PDF/A-3", "PDF/UA-1"), "UA A")])
def test_what_is_claimed_is_kept(tmp_path: Path, claims: tuple[str, ...], kept: str) -> None:
    """Measured on the finished file; without the claim the same file does not pass, so the check can fail."""
    pages = pages_of(tmp_path, "red")
    data = packet(HEAD + shown(pages), pages, *claims)
    profiles = {"UA": validator.ValidationProfile.PDF_UA_1, "A": validator.ValidationProfile.PDF_A_3A}
    found = {name: validator.validate_pdf_bytes(data, profile=one) for name, one in profiles.items()}
    assert " ".join(name for name, one in found.items() if one.is_compliant) == kept, [
        one.failures for one in found.values()
    ]
    assert (b"pdfuaid" in _plain(data)) == ("UA" in kept)


def test_the_same_packet_has_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    """Whatever the hash seed, the zone and the day."""
    code = (
        "import sys, hashlib; from pathlib import Path; from makegood.typesetting import fonts;"
        "from makegood.pipeline.assemble.packet import Description, typeset; fonts.configure(Path(sys.argv[1]));"
        "html = '<!DOCTYPE html><html lang=en><title>T</title><p style=\"font-family: serif\">Hello <b>x</b>';"
        "data = typeset(html, {}, Description('T', 'A', 'en'), 'x');"
        "print(hashlib.sha256(data).hexdigest())"
    )
    found = set()
    for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/Lima")):
        env = {**ENVIRONMENT, "PYTHONHASHSEED": seed, "TZ": zone, "SOURCE_DATE_EPOCH": seed}
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / seed)], env=env, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        found.add(done.stdout)
    assert len(found) == 1


def test_an_exhibit_that_a_template_forgets_fails_the_build(tmp_path: Path) -> None:
    """Every exhibit named is in the packet, or there is no packet."""
    pages = pages_of(tmp_path, "red", "blue")
    first = {name: pages[name] for name in list(pages)[:1]}
    with pytest.raises(CaseError) as caught:
        packet(HEAD + shown(first), pages)
    assert rules_of(caught.value) == ["R6"]
    assert caught.value.problems[0].detail == "asset:exhibit/a/1"


VECTORS = [
    '<img src="file:///etc/passwd">',
    '<img src="/etc/passwd">',
    '<img src="FILE:///etc/passwd">',
    '<img src="fi&#10;le:///etc/passwd">',
    '<img src="http://127.0.0.1:9/x.png">',
    '<img src="asset:exhibit/b/0">',
    '<img src="asset:exhibit/a/../a/0">',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<link rel="stylesheet" href="file:///etc/passwd">',
    "<style>@import url(file:///etc/passwd);</style>",
    "<style>@font-face { font-family: x; src: url(file:///etc/passwd) } p { font-family: x }</style><p>x",
    '<p style="background: url(file:///etc/passwd)">x',
    '<p style="list-style-image: url(http://127.0.0.1:9/)">x',
    '<p style="content: url(file:///etc/passwd)">x',
    '<object data="file:///etc/passwd"></object>',
    '<embed src="file:///etc/passwd">',
    '<base href="file:///etc/"><img src="passwd">',
    '<a rel="attachment" href="file:///etc/passwd">x</a>',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd" width="9" height="9"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><use href="file:///etc/passwd#x"/></svg>',
    '<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E">',
    '<p style="border-image-source: url(file:///etc/passwd)">x',
    '<p style="mask: url(file:///etc/passwd)">x',
]


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_is_fetched_that_was_not_registered(
    tmp_path: Path, vector: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a text makes a document ask for: no file of this machine and no address is opened for it."""
    opened: list[str] = []
    _watched.append(opened)
    try:
        pages = pages_of(tmp_path, "red")
        data = b""
        try:
            data = packet(HEAD + vector + shown(pages), pages)
        except CaseError as error:
            assert set(rules_of(error)) <= {"R2", "R3"}
    finally:
        _watched.remove(opened)
    assert monkeypatch
    assert [one for one in opened if "passwd" in one or "127.0.0.1" in one] == []
    assert b"root:" not in _plain(data) if data else True


def test_the_watch_sees_a_file_that_is_opened() -> None:
    """The control of the test above."""
    opened: list[str] = []
    _watched.append(opened)
    with Path("/etc/passwd").open(encoding="utf-8"):
        pass
    _watched.remove(opened)
    assert any("passwd" in one for one in opened)


_watched: list[list[str]] = []


def _watch(event: str, details: tuple[object, ...], watched: list[list[str]] = _watched) -> None:
    if event in {"open", "socket.connect", "socket.getaddrinfo"}:
        for opened in watched:
            opened.append(repr(details))


sys.addaudithook(_watch)


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        ('<p style="colour: red">x', "R2"),
        ("<p>日本", "G1"),
        ("<style>p { width: bogus }</style><p>x", "R2"),
        ('<img src="asset:exhibit/none/0" alt="x">', "R3"),
    ],
)
def test_any_warning_of_the_layout_fails_the_build(html: str, rule: str) -> None:
    """What cannot be drawn or understood is left out without a word otherwise."""
    with pytest.raises(CaseError) as caught:
        packet(HEAD + html, {})
    assert set(rules_of(caught.value)) == {rule}
    assert {problem.place.file for problem in caught.value.problems} == {"packet/x.pdf"}


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # the bell may ring in a hook of the collector
def test_a_layout_without_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document may take two minutes; the bound is shorter here. The next one is laid out as ever."""
    monkeypatch.setattr(worker, "DOCUMENT_SECONDS", 0.3)
    with pytest.raises(CaseError) as caught:
        packet(HEAD + "<p>word " * 20_000, {})
    assert [(one.rule, one.message) for one in caught.value.problems] == [
        ("R2", "The layout of this document takes too long.")
    ]
    monkeypatch.setattr(worker, "DOCUMENT_SECONDS", 120)
    assert packet(HEAD + "<p>word", {}).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ana@fa\u00df.example", "ana@xn--fa-hia.example"),
        ("ana@B\u00dcCHER.example", "ana@xn--bcher-kva.example"),
        ("Ana@Marlowe.example", "Ana@Marlowe.example"),
    ],
)
def test_a_mail_goes_to_the_domain_that_was_typed(typed: str, meant: str) -> None:
    """By the rules of today; by those of 2003 it would go to fass.example, which is somebody else's."""
    assert mailbox("Ana", typed, "x") == f"Ana <{meant}>"


def test_without_pango_there_is_a_line_to_type_and_no_banner(tmp_path: Path) -> None:
    """Standard output stays clean, and the error ends with what installs it."""
    code = (
        "import sys, cffi; from makegood.model.errors import MachineError\n"
        "def lacking(*args): raise OSError('no library')\n"
        "cffi.FFI.dlopen = lacking\n"
        "from makegood.typesetting.layout.machine import weasyprint\n"
        "for _ in range(2):\n"
        "    try: weasyprint()\n"
        "    except MachineError as error: print(error, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path, env=ENVIRONMENT
    )
    assert done.stdout == ""
    assert done.stderr.count(machine.INSTALL[sys.platform]) == 2


def test_no_compiler_is_asked_where_libraries_are(tmp_path: Path) -> None:
    """On Linux the loader knows them by the names that WeasyPrint asks for last."""
    code = (
        "import subprocess, sys\n"
        "def none(*args, **more): raise AssertionError(args)\n"
        "subprocess.Popen.__init__ = none\n"
        "from makegood.typesetting.layout.machine import weasyprint\n"
        "print(weasyprint().__name__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path, env=ENVIRONMENT
    )
    assert done.stdout == "weasyprint\n"


def test_a_thumbnail_is_as_wide_as_asked(tmp_path: Path) -> None:
    """A small picture of the first page."""
    pages = pages_of(tmp_path, "red")
    image = Image.open(io.BytesIO(thumbnail(packet(HEAD + shown(pages), pages), 120)))
    assert (image.width, image.format) == (120, "PNG")


def _plain(data: bytes) -> bytes:
    """All streams of a PDF unpacked."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        out = io.BytesIO()
        pdf.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


# Mails


def named(case: Case, **changes: str) -> Case:
    """The case with the creator's or the contact's name changed."""
    parties = case.parties
    assert parties.creator is not None
    creator = replace(parties.creator, display_name=changes.get("creator", parties.creator.display_name))
    contact = replace(parties.brand.contact, name=changes.get("contact", parties.brand.contact.name))
    return replace(case, parties=replace(parties, creator=creator, brand=replace(parties.brand, contact=contact)))


def test_a_mail_is_ready_to_send(made: tuple[Facts, tuple[Text, ...], dict[str, Prepared]]) -> None:
    """Text, HTML and packet; addressed; marked as unsent; no date and no blind copy."""
    case = made[0].case
    message = message_from_bytes(mail(LETTER, case, ("MG-1-packet.pdf", b"%PDF-1.7 x")), policy=default)
    assert case.parties.creator is not None
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/pdf",
    ]
    assert message["To"].addresses[0].addr_spec == case.parties.creator.email
    assert (message["X-Unsent"], message["Subject"], message["Date"], message["Bcc"]) == (
        "1",
        LETTER.subject,
        None,
        None,
    )
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n").rstrip("\n") == LETTER.body.rstrip("\n")
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("MG-1-packet.pdf", b"%PDF-1.7 x")


def test_a_representative_gets_a_copy(made: tuple[Facts, tuple[Text, ...], dict[str, Prepared]]) -> None:
    """Who speaks for the creator stands under Cc, in the mail and in the text for pasting."""
    case = made[0].case
    assert case.parties.creator is not None
    creator = replace(case.parties.creator, representative=Representative(name="Ida Ågent", email="ida@agents.example"))
    case = replace(case, parties=replace(case.parties, creator=creator))
    message = message_from_bytes(mail(LETTER, case, None), policy=default)
    assert [one.display_name for one in message["Cc"].addresses] == ["Ida Ågent"]
    assert "\nCc: ida@agents.example\n" in text_for_pasting(LETTER, case).decode()


def test_a_mail_is_the_same_each_time_and_other_for_other_words(
    made: tuple[Facts, tuple[Text, ...], dict[str, Prepared]],
) -> None:
    """Message-ID and boundaries follow from what the mail says."""
    case = made[0].case
    one, two = mail(LETTER, case, ("a.pdf", b"x")), mail(LETTER, case, ("a.pdf", b"x"))
    other = mail(replace(LETTER, body="Dear Ana,\n"), case, ("a.pdf", b"x"))
    assert one == two
    idents = [re.search(rb"Message-ID: <MG-2026-101\.first_request\.([0-9a-f]{16})@", data) for data in (one, other)]
    assert None not in idents
    assert len({ident[1] for ident in idents if ident}) == 2


def test_lines_end_as_mail_wants(made: tuple[Facts, tuple[Text, ...], dict[str, Prepared]]) -> None:
    """CRLF alone, ASCII alone, no line beyond what servers take."""
    data = mail(
        replace(LETTER, body="x" * 5000 + "\n" + "é" * 300 + "\n.\nFrom me\n"), made[0].case, ("a.pdf", bytes(5000))
    )
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 998


def test_an_answer_names_the_mails_before_it(made: tuple[Facts, tuple[Text, ...], dict[str, Prepared]]) -> None:
    """The last one is answered, all are referred to."""
    message = message_from_bytes(mail(LETTER, made[0].case, None, ("<a@x.example>", "<b@x.example>")), policy=default)
    assert message["In-Reply-To"] == "<b@x.example>"
    assert message["References"].split() == ["<a@x.example>", "<b@x.example>"]


HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from('\r\n\x00\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029=?:,;<>@"\\ ')), max_size=30
).flatmap(
    lambda text: st.sampled_from([text, text + "=?utf-8?q?=0ABcc:_x@evil.example?=", text + "\r\nBcc: x@evil.example"])
)


@pytest.fixture(scope="module")
def some_case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """One case for many mails."""
    home = tmp_path_factory.mktemp("mails")
    (home / "cases").mkdir()
    return facts(home, BANK).case


@given(subject=HOSTILE, creator=HOSTILE, contact=HOSTILE, name=HOSTILE, thread=HOSTILE)
def test_no_text_adds_a_header_a_recipient_or_a_part(
    some_case: Case, subject: str, creator: str, contact: str, name: str, thread: str
) -> None:
    """Either a value is refused, or the finished mail has exactly the lines, people and parts that were meant."""
    try:
        data = mail(
            replace(LETTER, subject=subject),
            named(some_case, creator=creator, contact=contact),
            (name, b"x"),
            (thread,),
        )
    except CaseError as error:
        assert rules_of(error) == ["R5"]
        return
    message = message_from_bytes(data, policy=default)
    meant = [
        "content-type",
        "from",
        "in-reply-to",
        "message-id",
        "mime-version",
        "references",
        "subject",
        "to",
        "x-unsent",
    ]
    assert field_names(data.partition(b"\r\n\r\n")[0]) == meant == sorted(key.lower() for key in message.keys())  # noqa: SIM118
    assert len(message["To"].addresses) == len(message["From"].addresses) == 1
    assert "evil" not in message["To"].addresses[0].addr_spec
    assert len(list(message.walk())) == 5


@pytest.mark.parametrize(
    "subject", ["=?utf-8?q?=0ABcc:_x@evil.example?=", "a\nBcc: x@y.example", "a\u2028b", "a\x85b", "a\x00b", "", "  "]
)
def test_what_could_end_a_line_is_refused(some_case: Case, subject: str) -> None:
    """By rule, with the value in the detail alone."""
    with pytest.raises(CaseError) as caught:
        mail(replace(LETTER, subject=subject), some_case, None)
    (problem,) = caught.value.problems
    assert problem.rule == "R5"
    assert "evil" not in problem.message + problem.fix


@pytest.mark.parametrize("subject", ["Rückzahlung für Video 3 – dringend", "返金のお願い " * 12, "a" * 1200, "x" * 200])
def test_other_letters_and_long_subjects_come_through(some_case: Case, subject: str) -> None:
    """Encoded as the standard says, read back the same."""
    message = message_from_bytes(mail(replace(LETTER, subject=subject.strip()), some_case, None), policy=default)
    assert message["Subject"] == subject.strip()


@pytest.mark.parametrize(
    "name", ["a b.pdf", "../a.pdf", "a..pdf", ".pdf", "a/b.pdf", "é.pdf", 'a".pdf', "a\r\n.pdf", ""]
)
def test_an_odd_attachment_name_is_refused(some_case: Case, name: str) -> None:
    """Only what every disk and every mail program takes as it is."""
    with pytest.raises(CaseError):
        mail(LETTER, some_case, (name, b"x"))


# Texts


def support(name: str, body: str) -> Text:
    return Text(path=f"support/tiktok_one/{name}", document="support/tiktok_one", kind="support", body=body)


def test_a_text_ends_with_one_line_feed_and_has_no_blanks_before_it() -> None:
    """What is pasted is what is seen."""
    assert support_text(support("fields.txt", "a  \r\nb\n\n\n")) == b"a\nb\n"


def test_a_control_character_is_refused() -> None:
    """Also one that a form would swallow."""
    with pytest.raises(CaseError) as caught:
        support_text(support("fields.txt", "a\x07b"))
    assert rules_of(caught.value) == ["N4"]


@pytest.mark.parametrize(
    ("body", "limit", "fits"),
    [
        ("a" * 300, 300, True),
        ("a" * 301, 300, False),
        ("a" * 301, None, True),
        ("😀" * 151, 300, False),
        ("😀" * 150, 300, True),
    ],
)
def test_a_request_that_is_too_long_fails_and_is_never_cut(body: str, limit: int | None, *, fits: bool) -> None:
    """Counted as a form in a browser counts."""
    text = replace(support("request-300.txt", body + "\n"), limit=limit)
    if fits:
        assert support_text(text).decode() == body + "\n"
    else:
        with pytest.raises(CaseError) as caught:
            support_text(text)
        assert rules_of(caught.value) == ["A9"]


# All of a case


def kept(artifacts: tuple[Artifact, ...], folder: Path) -> dict[str, PreviousArtifact]:
    """Put artifacts into a folder as a build does."""
    found = {}
    for artifact in artifacts:
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data if artifact.data is not None else (artifact.copy_of or Path()).read_bytes())
        found[artifact.path] = PreviousArtifact(artifact.key, sha256(path.read_bytes()).hexdigest(), path)
    return found


@pytest.mark.once
def test_every_file_of_a_case_is_made(workspace: Path) -> None:
    """Letters in three forms, packets with their pictures, the desk's texts with numbered copies."""
    artifacts = assemble(*up_to_texts(workspace, ONE), {})
    paths = {artifact.path for artifact in artifacts}
    assert {
        "email/first_request.eml",
        "email/first_request.txt",
        "email/first_request.html",
        "index.html",
        "packet/influencer.pdf",
        "packet/influencer.png",
        "packet/tiktok.pdf",
        "support/tiktok_one/request-300.txt",
    } <= paths
    uploads = sorted(path.rpartition("/")[2] for path in paths if "/attachments/" in path)
    assert [name[:3] for name in uploads] == [f"{at:02d}-" for at in range(1, len(uploads) + 1)]
    assert len(uploads) >= 2


@pytest.mark.once
def test_the_mail_carries_the_packet_of_its_reader(made: tuple[Facts, tuple[Text, ...], dict[str, Prepared]]) -> None:
    """Under the name that the profile gives it."""
    artifacts = {artifact.path: artifact for artifact in assemble(*made, {})}
    message = message_from_bytes(artifacts["email/first_request.eml"].data or b"", policy=default)
    (attached,) = message.iter_attachments()
    assert attached.get_content() == artifacts["packet/influencer.pdf"].data
    assert re.fullmatch(r"MG-2026-101-influencer-\d{4}-\d\d-\d\d\.pdf", str(attached.get_filename()))


@pytest.mark.once
def test_what_has_not_changed_is_taken_over(
    made: tuple[Facts, tuple[Text, ...], dict[str, Prepared]], tmp_path: Path
) -> None:
    """Every file by its key; a damaged one is made again; another word makes another file, and no packet."""
    first = assemble(*made, {})
    old = kept(first, tmp_path / "old")
    again = assemble(*made, old)
    assert {artifact.path for artifact in again if artifact.data is not None} == set()
    old["packet/influencer.pdf"].path.write_bytes(b"damaged")
    assert {one.path for one in assemble(*made, old) if one.data is not None} == {"packet/influencer.pdf"}
    found, texts, prepared = made
    other = tuple(replace(text, body=text.body + "PS\n") if text.kind == "email" else text for text in texts)
    old = kept(first, tmp_path / "old")
    changed = {one.path for one in assemble(found, other, prepared, old) if one.data is not None}
    assert changed == {"email/first_request.eml", "email/first_request.txt"}


def test_an_edit_of_a_mail_starts_no_typesetting(
    made: tuple[Facts, tuple[Text, ...], dict[str, Prepared]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint is not even imported where no packet has changed."""
    found, texts, prepared = made
    old = kept(assemble(*made, {}), tmp_path / "old")
    monkeypatch.setattr("makegood.typesetting.layout.weasyprint", lambda: pytest.fail("typesetting"))
    other = tuple(replace(text, body=text.body + "PS\n") if text.kind == "email" else text for text in texts)
    assert assemble(found, other, prepared, old)


def test_without_typesetting_there_is_all_but_pdf_and_mail(
    made: tuple[Facts, tuple[Text, ...], dict[str, Prepared]],
) -> None:
    """What a machine without Pango still gets."""
    suffixes = {artifact.path.rpartition(".")[2] for artifact in assemble(*made, {}, typeset=False)}
    assert suffixes == {"txt", "html"}


@pytest.mark.once
def test_what_its_reader_cannot_take_is_refused(made: tuple[Facts, tuple[Text, ...], dict[str, Prepared]]) -> None:
    """A packet beyond the profile's bytes, a mail beyond the case's own limit."""
    found, texts, prepared = made
    bundle = found.bundles["influencer"]
    small = replace(bundle, profile=replace(bundle.profile, max_bytes=1000))
    with pytest.raises(CaseError) as caught:
        assemble(replace(found, bundles={**found.bundles, "influencer": small}), texts, prepared, {})
    assert [(one.rule, one.place.file) for one in caught.value.problems] == [("R4", "packet/influencer.pdf")]
    settings = replace(found.case.settings, limits=replace(found.case.settings.limits, mail_bytes=1000))
    with pytest.raises(CaseError) as caught:
        assemble(replace(found, case=replace(found.case, settings=settings)), texts, prepared, {})
    assert [(one.rule, one.place.file) for one in caught.value.problems] == [("R4", "email/first_request.eml")]
    limit = bundle.profile.mail
    assert limit
    tight = replace(bundle, profile=replace(bundle.profile, mail=replace(limit, most_bytes=1000)))
    with pytest.raises(CaseError) as caught:
        assemble(replace(found, bundles={**found.bundles, "influencer": tight}), texts, prepared, {})
    [told] = caught.value.problems
    assert re.match(r"[\d,]+ bytes \(limit: 1,000\)\nExhibit [A-E], \S+: \d+ kB\n", told.detail)
    wide = replace(settings, limits=replace(settings.limits, mail_bytes=20_000_000))  # the case's own goes before
    bundles = {**found.bundles, "influencer": tight}
    assert assemble(replace(found, case=replace(found.case, settings=wide), bundles=bundles), texts, prepared, {})


@pytest.mark.once
def test_the_largest_exhibit_is_named_first(
    made: tuple[Facts, tuple[Text, ...], dict[str, Prepared]], tmp_path: Path
) -> None:
    """Whoever must leave something out sees what helps; one byte decides."""
    found, texts, prepared = made
    bundle = found.bundles["influencer"]
    heavy = bundle.exhibits[-1]
    assert len(bundle.exhibits) > 1
    assert bundle.profile.mail
    [mailed] = [one.data or b"" for one in assemble(found, texts, prepared, {}) if one.path.endswith(".eml")]
    limit = replace(bundle.profile.mail, most_bytes=len(mailed))
    fits = replace(bundle, profile=replace(bundle.profile, mail=limit))
    assert assemble(replace(found, bundles={**found.bundles, "influencer": fits}), texts, prepared, {})
    tight = replace(bundle, profile=replace(bundle.profile, mail=replace(limit, most_bytes=len(mailed) - 1)))
    large = tmp_path / "pages.pdf"
    shutil.copy(prepared[heavy.evidence.id].pages_pdf, large)
    with large.open("ab") as file:
        file.write(b"\n%" + bytes(9_000_000))
    weighty = {**prepared, heavy.evidence.id: replace(prepared[heavy.evidence.id], pages_pdf=large)}
    with pytest.raises(CaseError) as caught:
        assemble(replace(found, bundles={**found.bundles, "influencer": tight}), texts, weighty, {})
    assert (
        caught.value.problems[0]
        .detail.split("\n")[1]
        .startswith(f"Exhibit {heavy.letter}, {heavy.evidence.file}: 9.0 MB")
    )


def test_a_machine_error_is_not_swallowed(
    made: tuple[Facts, tuple[Text, ...], dict[str, Prepared]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The caller decides what is made without Pango."""

    def lacking() -> None:
        raise MachineError("Pango")

    monkeypatch.setattr("makegood.typesetting.layout.fetch.weasyprint", lacking)
    monkeypatch.setattr("makegood.typesetting.layout.weasyprint", lacking)
    with pytest.raises(MachineError):
        assemble(*made, {})


def test_no_path_of_this_machine_stands_in_what_a_file_is_made_from(
    made: tuple[Facts, tuple[Text, ...], dict[str, Prepared]],
) -> None:
    """Templates and evidence by their names."""
    named_parts = {part for artifact in assemble(*made, {}, typeset=False) for part in artifact.made_from}
    assert named_parts
    assert all(part.startswith(("templates/", "evidence/")) for part in named_parts)
