"""Step 7: the finished files read back."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import once
import pytest
from conftest import BANK, ONE
from PIL import Image
from test_assemble import up_to_texts
from test_derive import facts

from makegood.typesetting import fonts
from makegood.formats import pdf_safety
from makegood.domain import policies
from makegood.pipeline.assemble import assemble
from makegood.model.errors import CaseError, Problem
from makegood.pipeline.verify_output import verify
from makegood.pipeline.verify_output.pictures import picture_problems
from makegood.pipeline.verify_output.case_facts import CaseFacts
from makegood.language import english
from makegood.pipeline.verify_output.lint import lint
from makegood.pipeline.verify_output.wording import Wording
from makegood.pipeline.verify_output.mails import visible_text
from makegood.pipeline.verify_output.pdf_text import read_pdf_text
from makegood.pipeline.verify_output.cited_references import reference_problems
from makegood.model.artifact import Artifact, Text
from makegood.model.facts import Facts
from makegood.typesetting.filters import upload_name

Built = tuple[Facts, tuple[Text, ...], tuple[Artifact, ...]]
ENGLISH = Wording(english(), policies.read(None).words["en"])


@pytest.fixture(scope="module", autouse=True)
def own_fonts(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The fonts that every build has."""
    fonts.configure(tmp_path_factory.mktemp("fonts"))


@pytest.fixture(scope="module", params=[BANK, ONE])
def case_built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A case up to its finished files."""
    if request.param == BANK:
        return request.getfixturevalue("bank")
    return _finished(tmp_path_factory.mktemp("home"), request.param)


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The case of the bank transfer."""
    return _finished(tmp_path_factory.mktemp("bank"), BANK)


def _finished(home: Path, ref: str) -> Built:
    (home / "cases").mkdir()
    found, texts, prepared = up_to_texts(home, ref)
    with once.packets():
        return found, texts, assemble(found, texts, prepared, {})


def changed(built: Built, path: str, change: Callable[[bytes], bytes]) -> Built:
    """The same files, one of them changed after it was made."""
    found, texts, artifacts = built
    assert path in {artifact.path for artifact in artifacts}
    return (
        found,
        texts,
        tuple(replace(one, data=change(one.data or b"")) if one.path == path else one for one in artifacts),
    )


def problems(built: Built) -> tuple[Problem, ...]:
    with pytest.raises(CaseError) as caught:
        verify(*built)
    return caught.value.problems


def errors(built: Built) -> list[tuple[str, str]]:
    return [(one.rule, one.place.file) for one in problems(built) if one.severity == "error"]


def swap(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new)

    return change


def test_what_the_steps_before_it_made_passes(case_built: Built) -> None:
    """Nothing to say of files as they come."""
    assert [one for one in verify(*case_built) if one.severity == "error"] == []


# Agreement


def test_an_amount_that_the_case_does_not_know_is_named(bank: Built) -> None:
    """With the file and the words; and the two forms of the mail no longer agree."""
    found = problems(changed(bank, "email/first_request.eml", swap(b"<p>Dear", b"<p>GBP 999.99. Dear")))
    assert {(one.rule, one.detail) for one in found} == {("A1", "GBP 999.99"), ("A11", "GBP 999.99")}
    assert all("999" not in one.message + one.fix for one in found)


def test_a_day_that_the_case_does_not_know_is_named(bank: Built) -> None:
    """Also where a line of the text breaks within it."""
    path = "email/first_request.txt"
    found = problems(changed(bank, path, lambda data: data + b"Until 31\nDecember 2031.\n"))
    assert [(one.rule, one.place.file, one.detail) for one in found] == [("A2", path, "2031-12-31")]


def test_another_cases_reference_is_named(bank: Built) -> None:
    """A text that was copied from the last case."""
    found = errors(changed(bank, "email/first_request.txt", lambda data: data + b"See MG-2025-007.\n"))
    assert found == [("A3", "email/first_request.txt")]


@pytest.mark.parametrize("same", ["GBP 500", "GBP 500.00", "GBP 1500", "GBP 1,500", "GBP 1,500.00", "GBP 500,00"])
def test_an_amount_may_be_written_in_another_way(bank: Built, same: str) -> None:
    """GBP 500 is GBP 500.00: who writes so in a caption is not asked whether it is a slip."""
    changed_mail = changed(bank, "email/first_request.txt", lambda data: data + f"It was {same}, as agreed.\n".encode())
    assert [one for one in verify(*changed_mail) if one.rule == "A1"] == []


@pytest.mark.parametrize("other", ["GBP 501", "GBP 50", "GBP 500.01", "GBP 15,000", "GBP 500,01", "EUR 500"])
def test_another_amount_is_still_named(bank: Built, other: str) -> None:
    """One penny or one nought more is another amount, and it is told as it stands."""
    spoiled = changed(bank, "email/first_request.txt", lambda data: data + f"It was {other}, as agreed.\n".encode())
    assert [(one.rule, one.detail) for one in problems(spoiled)] == [("A1", other)]


def test_a_name_that_looks_like_a_blank_is_a_name(workspace: Path) -> None:
    """The packet sets a name in capitals: Ana Todo is not something that was left to be filled in."""
    found = facts(workspace, BANK, parties__creator__display_name="Ana Todo")
    assert (
        list(lint(CaseFacts(found), ENGLISH, "packet/influencer.pdf", "FOR ANA TODO (@ANA.MARLOWE)", flows=True)) == []
    )
    assert [one.rule for one in lint(CaseFacts(found), ENGLISH, "packet/influencer.pdf", "FOR ANA FIXME")] == ["A8"]


@pytest.mark.parametrize("blank", [b"{{ sum }}", b"TODO", b"[your name]", b"{% if %}"])
def test_what_was_left_to_be_filled_in_is_named(bank: Built, blank: bytes) -> None:
    """Braces, marks and blanks in brackets."""
    assert ("A8", "email/first_request.txt") in errors(
        changed(bank, "email/first_request.txt", lambda data: data + blank + b"\n")
    )


@pytest.mark.parametrize("gone", ["amount", "reference", "day"])
def test_what_must_be_said_and_is_not_is_named(bank: Built, gone: str) -> None:
    """The claimed sum, the reference and the day to reply by."""
    found = bank[0]
    assert found.reply_by is not None
    words = {
        "amount": f"{found.sums.outstanding.currency} {found.sums.outstanding.amount:,f}",
        "reference": found.case.case.case_ref,
        "day": f"{found.reply_by.day} {found.reply_by:%B %Y}",
    }[gone].encode()
    path = "email/first_request.txt"
    assert (("A10", path)) in errors(changed(bank, path, lambda data: b" ".join(data.split()).replace(words, b"then")))


def test_a_list_of_uploads_may_follow_the_word_order(workspace: Path) -> None:
    """A caption ends with "order.", and the next line begins with a file's name: no order number; another is one."""
    found = facts(workspace, BANK)
    known = CaseFacts(found)
    name = upload_name(2, found.bundles["influencer"].exhibits[1].evidence.id, ".png")
    told = [
        [
            one.rule
            for one in reference_problems(
                known, ENGLISH, "support/x/fields.txt", f"01-a.png: The order.\n{after}: It.", None
            )
        ]
        for after in (name, "77-other.png")
    ]
    assert told == [[], ["A3"]]


def test_words_of_the_user_are_a_warning_with_their_place(workspace: Path) -> None:
    """An amount that only a caption states may be right; the warning says where it stands."""
    found = facts(workspace, BANK, evidence__0__caption="They offered GBP 12.34 on 1 May 2031.")
    known = CaseFacts(found)
    assert "GBP 12.34" not in known.amounts
    artifact = Artifact("packet/x.txt", "packet/x", None, "k", data=b"They offered GBP 12.34 on 1 May 2031.")
    said = verify(found, (), (artifact,))
    assert [(one.rule, one.severity, one.related[0].pointer) for one in said] == [
        ("A1", "warning", "/evidence/0/caption"),
        ("A2", "warning", "/evidence/0/caption"),
    ]


def test_braces_that_the_user_typed_are_no_blank(workspace: Path) -> None:
    """What stands in a case appears literally, and is no mistake of a template."""
    found = facts(workspace, BANK, evidence__0__caption="The code was {{ 7 * 7 }}.")
    artifact = Artifact("packet/x.txt", "packet/x", None, "k", data=b"The code was {{ 7 * 7 }}.")
    assert verify(found, (), (artifact,)) == ()


def test_the_packets_own_pages_are_read_and_the_exhibits_are_not(bank: Built) -> None:
    """What an exhibit says is evidence, not our word."""
    (packet,) = (one for one in bank[2] if one.path == "packet/influencer.pdf")
    front = read_pdf_text(packet.data or b"").front
    assert bank[0].case.case.case_ref in front
    assert "SHA-256 of the original" not in front.replace("\r\n", " ").partition("About this packet")[0]


def test_a_wrong_amount_in_the_packet_is_named(bank: Built) -> None:
    """The PDF is read back as a reader would read it."""
    found, texts, _ = bank
    from makegood.pipeline.assemble.packet import Description, typeset  # noqa: PLC0415  # one test needs it

    html = f"<!DOCTYPE html><html lang='en'><title>T</title><p>{found.case.case.case_ref} GBP 77.77"
    data = typeset(html, {}, Description("T", "A", "en"), "x")
    said = problems(
        (found, texts, (Artifact("packet/influencer.pdf", "packet/influencer", "influencer", "k", data=data),))
    )
    assert {(one.rule, one.detail.partition(" ")[0]) for one in said} == {("A1", "GBP"), ("A10", "GBP")}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("7 December 2026", {date(2026, 12, 7)}),
        ("7 Dec 2026, 14:00", {date(2026, 12, 7)}),
        ("page 31 February 2026", set()),
        ("117 December 2026", set()),
        ("Monday,\n7\nDecember\n2026", {date(2026, 12, 7)}),
    ],
)
def test_days_are_found_as_documents_write_them(bank: Built, text: str, days: set[date]) -> None:
    """Long and short names of months, across line ends; a day that is none is none."""
    assert CaseFacts(bank[0]).days_in(text) == days


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("GBP 1,500.00.", {"GBP 1,500.00"}),
        ("GBP\n500.00, then", {"GBP 500.00"}),
        ("JPY 1,200", {"JPY 1,200"}),
        ("SHA 256 and ISO 4217", set()),
        ("USDGBP 5.00", set()),
    ],
)
def test_amounts_are_found_as_documents_write_them(bank: Built, text: str, amounts: set[str]) -> None:
    """A code of a currency and a figure; other capitals before a figure are no money."""
    assert set(CaseFacts(bank[0]).amounts_in(" ".join(text.split())).values()) == amounts


def test_what_is_seen_of_a_page_is_its_text() -> None:
    """No style, no script; cells and lines do not run together."""
    assert visible_text("<style>a</style><td>GBP</td><td>1</td>x<br>y<b>z</b>").split() == ["GBP", "1", "x", "yz"]


# Mails


@pytest.mark.parametrize(
    "line",
    [
        b"Bcc: x@evil.example\r\n",
        b"Subject: again\r\n",
        b"X-Odd: 1\r\n",
        b"To: x@evil.example\r\n",
        b"X: 1\rBcc: x@evil.example\r\n",
    ],
)
def test_a_line_that_does_not_belong_into_a_header_is_seen(bank: Built, line: bytes) -> None:
    """Another recipient, a second subject, an unknown line, one hidden behind a bare carriage return."""
    path = "email/first_request.eml"
    assert ("A4", path) in errors(changed(bank, path, lambda data: line + data))


def test_somebody_else_addressed_is_seen(bank: Built) -> None:
    """Only the people of the case are written to."""
    creator = bank[0].case.parties.creator
    assert creator is not None
    path = "email/first_request.eml"
    assert ("A4", path) in errors(changed(bank, path, swap(f"<{creator.email}>".encode(), b"<x@evil.example>")))


def test_a_hidden_encoded_word_is_seen(bank: Built) -> None:
    """It would be read as a line end by some."""
    path = "email/first_request.eml"
    hidden = swap(b"Subject: ", b"Subject: =?utf-8?q?=3D=3Futf-8=3Fq=3F=0ABcc=3A?= ")
    assert ("A4", path) in errors(changed(bank, path, hidden))


# Active content


def _inject(edit: Callable[[pikepdf.Pdf], None]) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            edit(pdf)
            pdf.save(out)
        return out.getvalue()

    return change


def _annotation(**keys: object) -> Callable[[pikepdf.Pdf], None]:
    def edit(pdf: pikepdf.Pdf) -> None:
        one = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=pikepdf.Array([0, 0, 9, 9]), **keys)
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(one)])

    return edit


def _action(**keys: object) -> Callable[[pikepdf.Pdf], None]:
    return _annotation(Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(**keys))


def _embed(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["x.exe"] = b"x"


def _form(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]))


def _field(pdf: pikepdf.Pdf) -> None:
    _annotation(Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="x")(pdf)
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([pdf.pages[0].Annots[0]]))


def _open_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="x")


def _external(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(b"")
    stream.F = "other.bin"
    pdf.pages[0].Resources.Extra = stream


def _page_action(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Named, N=pikepdf.Name.Print))


def injections() -> Iterator[tuple[str, Callable[[pikepdf.Pdf], None]]]:
    """Each construct that a packet may not hold, put into one."""
    name = pikepdf.Name
    yield "script", _action(S=name.JavaScript, JS="x")
    yield "launch", _action(S=name.Launch, F="calc.exe")
    yield "submit", _action(S=name.SubmitForm, F="https://x.example")
    yield "remote", _action(S=name.GoToR, F="other.pdf")
    yield "import", _action(S=name.ImportData, F="x.fdf")
    yield "http link", _action(S=name.URI, URI="http://x.example/")
    yield "file link", _action(S=name.URI, URI="file:///etc/passwd")
    yield "script link", _action(S=name.URI, URI="javascript:alert(1)")
    yield "link and more", _action(S=name.URI, URI="https://x.example/", Next=pikepdf.Dictionary(S=name.Named))
    yield "rich media", _annotation(Subtype=name.RichMedia)
    yield "attachment", _annotation(Subtype=name.FileAttachment)
    yield "field", _field
    yield "embedded file", _embed
    yield "form", _form
    yield "opening script", _open_script
    yield "external stream", _external
    yield "page action", _page_action


@pytest.mark.parametrize("edit", [pytest.param(edit, id=name) for name, edit in injections()])
def test_active_content_is_seen(bank: Built, edit: Callable[[pikepdf.Pdf], None]) -> None:
    """Every construct, injected into a packet that was clean."""
    assert ("A5", "packet/influencer.pdf") in errors(changed(bank, "packet/influencer.pdf", _inject(edit)))


def test_each_word_of_the_scanners_lists_is_seen() -> None:
    """Deep in a document, one by one; a document without them holds none."""

    def found(node: dict[str, object]) -> tuple[str, ...]:
        with pikepdf.new() as pdf:
            page = pdf.add_blank_page()
            page.obj.Resources = pikepdf.Dictionary(Extra=pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(node))]))
            out = io.BytesIO()
            pdf.save(out)
        return pdf_safety.of_document(out.getvalue())

    assert found({"/Harmless": 1}) == ()
    for key in pdf_safety.ACTIVE_KEYS:
        assert found({key: 1}) == (key,)
    for key, words in (
        ("/S", pdf_safety.ACTIVE_ACTIONS),
        ("/Type", pdf_safety.ACTIVE_TYPES),
        ("/Subtype", pdf_safety.ACTIVE_SUBTYPES),
    ):
        assert words
        for word in words:
            assert found({key: pikepdf.Name(word)}) == (f"{key} {word}",)


@pytest.mark.parametrize("address", ["https://tiktok.example/x", "mailto:a@b.example"])
def test_links_of_ours_may_stand(bank: Built, address: str) -> None:
    """Pages on the web and addresses to write to."""
    link = _action(S=pikepdf.Name.URI, URI=address)
    (packet,) = (one for one in bank[2] if one.path == "packet/influencer.pdf")
    assert pdf_safety.of_document(_inject(link)(packet.data or b"")) == ()


def test_data_of_a_camera_or_a_program_is_seen(bank: Built) -> None:
    """In the packet's own description, in its photos, and in the pictures for a form."""

    def told(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Creator"] = "/home/somebody"

    assert ("A6", "packet/influencer.pdf") in errors(changed(bank, "packet/influencer.pdf", _inject(told)))
    exif = Image.Exif()
    exif[0x010E] = "51.5074N"
    photo = io.BytesIO()
    Image.new("RGB", (9, 9)).save(photo, "JPEG", exif=exif)

    def shown(pdf: pikepdf.Pdf) -> None:
        image = pdf.make_stream(photo.getvalue())
        image.Filter = pikepdf.Name.DCTDecode
        pdf.pages[0].Resources.Extra = image

    assert ("A6", "packet/influencer.pdf") in errors(changed(bank, "packet/influencer.pdf", _inject(shown)))


@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_a_picture_for_a_form_with_metadata_is_seen(bank: Built, tmp_path: Path, kind: str) -> None:
    """The copies are read although they come from the cache."""
    path = tmp_path / f"copy.{kind}"
    exif = Image.Exif()
    exif[0x010E] = "51.5074N"
    Image.new("RGB", (9, 9)).save(path, exif=exif)
    upload = Artifact(f"support/x/attachments/01-a.{kind}", "support/x", None, "k", copy_of=path)
    assert [rule for rule, _ in errors((bank[0], (), (upload,)))] == ["A6"]
    Image.new("RGB", (9, 9)).save(path)
    assert verify(bank[0], (), (upload,)) == ()


JPEG_PARTS = {
    0xFE: b"51.5074N",
    0xE1: b"http://ns.adobe.com/xap/1.0/\x0051.5074N",
    0xE2: b"ICC_PROFILE\0\x01\x0151.5074N",
    0xEC: b"Ducky51.5074N",
    0xED: b"Photoshop 3.0\x0051.5074N",
    0xEF: b"51.5074N",
}
"""Bodies of a JPEG's segments that hold more than the picture, by their markers."""


@pytest.mark.parametrize("marker", JPEG_PARTS)
def test_each_segment_that_draws_nothing_is_seen(marker: int) -> None:
    """A comment, EXIF and XMP, a profile, Ducky's, IPTC: first or last before the pixels."""
    made = io.BytesIO()
    Image.new("RGB", (9, 9)).save(made, "JPEG")
    data, body = made.getvalue(), JPEG_PARTS[marker]
    assert list(picture_problems("a.jpg", data)) == []
    extra = struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
    for at in (2, data.index(b"\xff\xda")):
        (found,) = picture_problems("a.jpg", data[:at] + extra + data[at:])
        assert (found.rule, found.detail) == ("A6", f"segment {marker:02X}")


@pytest.mark.parametrize("kind", [b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"iCCP", b"tIME", b"pHYs"])
def test_each_chunk_that_draws_nothing_is_seen(kind: bytes) -> None:
    """Before the pixels of a PNG, and behind them."""
    made = io.BytesIO()
    Image.new("RGB", (9, 9)).save(made, "PNG")
    data = made.getvalue()
    assert list(picture_problems("a.png", data)) == []
    extra = struct.pack(">I4s", 8, kind) + b"51.5074N" + bytes(4)
    for at in (data.index(b"IDAT") - 4, data.index(b"IEND") - 4):
        (found,) = picture_problems("a.png", data[:at] + extra + data[at:])
        assert (found.rule, found.detail) == ("A6", kind.decode())


def test_what_was_taken_over_is_not_read_again(bank: Built, tmp_path: Path) -> None:
    """It was read when it was made; and so an edit of a mail opens no packet."""
    taken = Artifact("packet/influencer.pdf", "packet/influencer", None, "k", copy_of=tmp_path / "nowhere.pdf")
    assert verify(bank[0], (), (taken,)) == ()


# Weight


def weighed(built: Built, *, own: int | None = None, heavy: int | None = 1000) -> list[Problem]:
    """The warnings of weight, with another bound in the profile and perhaps one in the case."""
    found, texts, artifacts = built
    bundle = found.bundles["influencer"]
    assert bundle.profile.mail
    profile = replace(bundle.profile, mail=replace(bundle.profile.mail, heavy_bytes=heavy))
    settings = replace(found.case.settings, limits=replace(found.case.settings.limits, mail_bytes=own))
    facts = replace(
        found,
        case=replace(found.case, settings=settings),
        bundles={**found.bundles, "influencer": replace(bundle, profile=profile)},
    )
    return [one for one in verify(facts, texts, artifacts) if one.rule == "A19"]


def test_a_heavy_mail_is_a_warning_that_says_what_weighs_most(bank: Built) -> None:
    """By the bytes of the whole mail, the heaviest evidence first; nothing where the case has a bound of its own."""
    found, _, artifacts = bank
    [told] = weighed(bank)
    [size] = [len(one.data or b"") for one in artifacts if one.path == "email/first_request.eml"]
    first, *files = told.detail.split("\n")
    assert (told.rule, told.severity, told.place.file) == ("A19", "warning", "email/first_request.eml")
    assert first == f"{size:,} bytes, and the warning limit is 1,000 bytes"
    exhibits = found.bundles["influencer"].exhibits
    assert len(files) == min(5, len(exhibits)) >= 2
    heaviest = max(exhibits, key=lambda one: one.file.bytes)
    assert files[0].startswith(f"Exhibit {heaviest.letter}, evidence/{heaviest.file.name}: ")
    assert len(weighed(bank, heavy=size)) == 1
    assert weighed(bank, heavy=size + 1) == weighed(bank, heavy=None) == weighed(bank, own=20_000_000) == []


def test_a_mail_that_was_taken_over_is_weighed_too(bank: Built, tmp_path: Path) -> None:
    """A warning does not go away because nothing was made anew; what was sent and what is no mail is not weighed."""
    found, texts, _ = bank
    path = tmp_path / "one.eml"
    path.write_bytes(b"x" * 2000)
    taken = [
        Artifact(name, "email/first_request", "influencer", "k", copy_of=path)
        for name in ("email/first_request.eml", "email/first_request.txt")
    ]
    assert [one.place.file for one in weighed((found, texts, tuple(taken)))] == ["email/first_request.eml"]


def test_the_programs_own_bounds_of_a_mail_are_a_judgement() -> None:
    """Dated, and not printed as what a server does."""
    mail = policies.read().profiles["influencer"].mail
    assert mail
    assert (mail.heavy_bytes, mail.most_bytes, mail.sourced.confidence) == (10_000_000, 20_000_000, "judgement")
