"""What must not be shown is in no finished file: found, hidden, absent; and where it is not hidden, the build fails."""

from __future__ import annotations

import io
import json
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import once
import pikepdf
import pytest
from conftest import BANK, add_case
from PIL import Image

from makegood.model.workspace import Workspace
from makegood.typesetting import fonts
from makegood.pipeline import build as pipeline
from makegood import privacy
from makegood.pipeline.assemble import assemble
from makegood.pipeline.check import check
from makegood.pipeline.derive import derive
from makegood.model.errors import CaseError, Problem
from makegood.pipeline.verify_output import verify
from makegood.pipeline.verify_output.pdf_text import read_pdf_text
from makegood.pipeline.load import load
from makegood.model.artifact import Artifact, Prepared, Text
from makegood.model.facts import Facts
from makegood.domain.policies import read as read_policies
from makegood.pipeline.prepare import prepare
from makegood.pipeline.render import render


CANARIES = {
    "card": "4242 4242 4242 4242",
    "iban": "GB29 NWBK 6016 1331 9268 19",
    "phone": "+44 20 7946 0958",
    "mail": "somebody.else@post.example",
    "link": "https://shop.example/login?token=9f8a7b6c5d4e3f2a",
    "code": "#aB3dEf6hIj9lMn2pQr5tUv8xYz1BcD4f",
    "handle": "@not.a.party",
}
SECRETS = {**CANARIES, "link": "token=9f8a7b6c5d4e3f2a"}
WORDS = "; ".join(CANARIES.values())
HTML = "".join(f"<p>{one}</p>" for one in CANARIES.values())
NAMES = {
    "card": "card number, ends 4242",
    "iban": "IBAN, ends 6819",
    "phone": "phone number, ends 0958",
    "mail": "email address",
    "link": "login link",
    "code": "advertising code",
    "handle": "handle",
}


def mail() -> bytes:
    """A mail with everything private in its header, both forms, a quotation, a mail within, and names of files."""
    made = EmailMessage()
    made["From"] = "Ana Marlowe <ana@creators.example>"
    made["To"] = f"refunds@harbourpine.example, {CANARIES['mail']}"
    made["Date"] = "Wed, 25 Nov 2026 10:12:00 +0100"
    made["Subject"] = f"Re: {WORDS}"
    made.set_content(f"Hello\n{WORDS}\n\nJo wrote:\n> {WORDS}\n> broken: 4242 4242\n> 4242 4242\n")
    inner = EmailMessage()
    inner["From"], inner["Subject"] = CANARIES["mail"], WORDS
    inner.set_content(HTML, subtype="html")
    made.add_attachment(inner)
    made.add_attachment(b"x", maintype="application", subtype="pdf", filename=f"{CANARIES['phone']}.pdf")
    return made.as_bytes(policy=policy.SMTP)


def paper() -> bytes:
    """A PDF with everything private on its page, in a form, a stamp, a link, its title, a bookmark and a file in it."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page = pdf.add_blank_page(page_size=(600, 800))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        lines = "".join(
            f"BT /F1 11 Tf 30 {760 - 20 * at} Td ({one}) Tj ET " for at, one in enumerate(CANARIES.values())
        )
        page.Contents = pdf.make_stream(f"{lines} BT /F1 11 Tf 30 400 Td (Paid in full) Tj ET".encode())
        shown = pdf.make_stream(f"BT /F1 11 Tf 2 5 Td ({CANARIES['card']}) Tj ET".encode())
        shown.Type, shown.Subtype, shown.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 300, 20])
        shown.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        stamp = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Stamp,
                Rect=pikepdf.Array([30, 300, 330, 320]),
                F=4,
                Contents=WORDS,
                AP=pikepdf.Dictionary(N=shown),
            )
        )
        link = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Link,
                Rect=pikepdf.Array([30, 300, 330, 320]),
                A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=CANARIES["link"]),
            )
        )
        page.Annots = pikepdf.Array([stamp, link])
        pdf.docinfo["/Title"] = WORDS
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(WORDS, 0))
        pdf.attachments[f"{CANARIES['phone']}.txt"] = WORDS.encode()
        pdf.save(out)
    return out.getvalue()


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = WORDS
    Image.new("RGB", (90, 140), "#446").save(out, kind, exif=exif)
    return out.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "reply.eml": mail,
    "paper.pdf": paper,
    "note.txt": lambda: f"Notes\n\n{WORDS}\n4242 4242\n4242 4242\n".encode(),
    "chat.txt": lambda: (
        f"13/9/26, 9:01 - Ana Marlowe: {WORDS}\n14/9/26, 9:02 - {CANARIES['phone']}: {WORDS}\n"
    ).encode(),
    "group.txt": lambda: (
        f"13/9/26, 9:01 - Ana Marlowe: hello\n14/9/26, 9:02 - {CANARIES['phone']}: {WORDS}\n"
        f"14/9/26, 9:02 - Somebody Else: {WORDS}\n"
    ).encode(),
    "rows.csv": lambda: ("a,b\n" + "".join(f'1,"{one}"\n' for one in CANARIES.values())).encode(),
    "page.html": lambda: (
        f'<html><head><title>{WORDS}</title></head><body>{HTML}<a href="{CANARIES["link"]}">in</a></body></html>'.encode()
    ),
    "shot.webp": lambda: picture("WEBP"),
    "shot.png": lambda: picture("PNG"),
    "shot.jpg": lambda: picture("JPEG"),
}
LOOKED_THROUGH = ("reply.eml", "paper.pdf", "note.txt", "chat.txt", "rows.csv", "page.html")


def add(case: Path, names: tuple[str, ...] = tuple(FILES), **more: object) -> None:
    """Put these files among the evidence, and say that they prove the payment."""
    path = case / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    for name in names:
        (case / "evidence" / name).write_bytes(FILES[name]())
        ident = name.replace(".", "-")
        data["evidence"].append({"id": ident, "file": name, "caption": f"What {name} shows.", **more})
        data["payments"][0]["evidence"].append(ident)
    path.write_text(json.dumps(data), encoding="utf-8")


def everything(folder: Path) -> Iterator[tuple[str, str]]:
    """All that stands in any file of a folder, unpacked, with the file's name: text, streams, strings, parts of mails."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        yield path.name, path.name + data.decode("latin-1")
        if data.startswith(b"%PDF"):
            said = read_pdf_text(data)
            yield path.name, said.pages.replace("\u200b", "") + said.outside_pages
            with pikepdf.open(io.BytesIO(data)) as pdf:
                for one in pdf.objects:
                    if isinstance(one, pikepdf.Stream):
                        try:
                            yield path.name, one.read_bytes().decode("latin-1")
                        except pikepdf.PdfError:
                            yield path.name, one.read_raw_bytes().decode("latin-1")
        elif path.suffix == ".eml":
            for part in message_from_bytes(data, policy=policy.default).walk():
                if part.get_content_maintype() == "text":
                    yield path.name, part.get_content()
        elif path.suffix == ".png":
            for match in re.finditer(rb"[tz]EXt|iTXt", data):
                yield path.name, zlib.decompress(data[match.end() : match.end() + 9000]).decode("latin-1")


def built(case: Path) -> tuple[pipeline.BuildOutcome, Path]:
    home = case.parent.parent
    return pipeline.build(
        case, Workspace.containing(case), home / "build" / BANK, home / "build" / ".cache"
    ), home / "build" / BANK


@pytest.mark.once
def test_nothing_private_that_stands_in_any_place_of_any_kind_is_in_any_file(case: Path) -> None:
    """Seven things in each place of ten files: none is left in a document, a copy, a mail, or what stands beside them."""
    add(case)
    outcome, folder = built(case)
    assert [one for one in outcome.problems if one.severity == "error"] == []
    left = [
        (name, kind)
        for name, text in everything(folder)
        for kind, value in SECRETS.items()
        if value in text or (kind != "handle" and privacy.normalised(value) in privacy.normalised(text))
    ]
    assert left == []
    packet = read_pdf_text((folder / "packet" / "influencer.pdf").read_bytes()).pages
    flat = re.sub(r"\s+", " ", packet.replace("\u200b", ""))
    for said in ("7 card numbers, 6 IBANs", "[card number hidden, ends 4242]", "[phone number hidden, ends 0958]"):
        assert re.search(
            said.replace("7 card numbers, 6 IBANs", r"\d card numbers?, \d IBANs?").replace("[", r"\["), flat
        ), said


def test_control_with_the_mask_taken_away_the_build_fails_and_names_both_places(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of the seven things is found again in each file; the case's file and line are named with the document."""
    add(case, LOOKED_THROUGH)
    monkeypatch.setattr(
        "makegood.pipeline.prepare.sanitiser.TextSanitiser._without_private", lambda _self, text, _kinds: text
    )
    monkeypatch.setattr("makegood.pipeline.prepare.pdf_reader.PdfReader.private_in", lambda *_: ({}, {}))
    outcome, folder = built(case)
    found = [one for one in outcome.problems if one.rule == "A20"]
    for at in range(len(LOOKED_THROUGH)):
        of_file = [one for one in found if one.related[0].pointer == f"/evidence/{at + 5}/file"]
        assert {one.detail for one in of_file} == {*NAMES.values()}, LOOKED_THROUGH[at]
    assert all(one.place.file == "packet" and one.related[0].line for one in found)
    assert not (folder / "packet").exists()


def test_control_what_prepare_hides_and_a_file_still_says_fails_the_build(case: Path) -> None:
    """A value that was taken out of an exhibit is looked for in every file, in any spelling."""
    add(case, ("note.txt",))
    found, texts, artifacts, prepared = up_to_artifacts(case)
    assert errors(found, texts, artifacts, prepared) == []
    (letter,) = [one for one in artifacts if one.path.endswith("first_request.txt")]
    for kind, value in SECRETS.items():
        # The letters of a handle without its sign may be anybody's word.
        others = () if kind == "handle" else (re.sub(r"[ .]", "-", value), value.replace(" ", ""))
        for spelling in (value, value.upper(), *others):
            hits = errors(found, texts, (replace(letter, data=(letter.data or b"") + spelling.encode()),), prepared)
            assert [(one.rule, one.related[0].pointer) for one in hits] == [("A20", "/evidence/5/file")], (
                kind,
                spelling,
            )
            assert value not in hits[0].detail


def up_to_artifacts(case: Path) -> tuple[Facts, tuple[Text, ...], tuple[Artifact, ...], dict[str, Prepared]]:
    """One case up to its finished files."""
    home = case.parent.parent
    fonts.configure(home / "build" / ".cache" / "fonts")
    known = read_policies(Workspace(home))
    source = load(case, Workspace(home))
    checked, warnings = check(source, known)
    facts = derive(checked, known, warnings)
    prepared = {
        one.evidence.id: prepare(
            one.file, one.evidence, home / "build" / ".cache" / "exhibits", stays=privacy.build_allowlist(checked)
        )
        for bundle in facts.bundles.values()
        for one in bundle.exhibits
    }
    texts = render(facts, prepared, Workspace(home))
    return facts, texts, assemble(facts, texts, prepared, {}), prepared


def errors(
    facts: Facts, texts: tuple[Text, ...], artifacts: tuple[Artifact, ...], prepared: dict[str, Prepared]
) -> list[Problem]:
    try:
        verify(facts, texts, artifacts, None, prepared)
    except CaseError as error:
        return [one for one in error.problems if one.rule in {"A20", "A21"}]
    return []


SECRET = "HP-PRIVATE-7781"
CLOSED = "The rates that we agreed with another creator."


@pytest.fixture(scope="module")
def finished(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Facts, tuple[Text, ...], tuple[Artifact, ...], dict[str, Prepared]]:
    """A case with a text hidden in a PDF, and with evidence, a note and a log entry for our own people alone."""
    home = tmp_path_factory.mktemp("leaks")
    (home / "cases").mkdir()
    case = add_case(home, BANK)
    path = case / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    (case / "evidence" / "statement.pdf").write_bytes(paper().replace(b"Paid in full", b"x"))
    with pikepdf.open(case / "evidence" / "statement.pdf", allow_overwriting_input=True) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(f"BT /F1 11 Tf 30 400 Td (Reference {SECRET}) Tj ET".encode())
        pdf.pages[0].Annots = pikepdf.Array()
        pdf.save(case / "evidence" / "statement.pdf")
    (case / "evidence" / "rates.txt").write_text("Rates of others.")
    data["evidence"] += [
        {
            "id": "statement",
            "file": "statement.pdf",
            "caption": "The statement.",
            "masks": [{"text": SECRET, "reason": "account"}],
        },
        {"id": "rates", "file": "rates.txt", "caption": CLOSED, "audience": ["internal"]},
    ]
    data["payments"][0]["evidence"] += ["statement", "rates"]
    data["case"]["notes"] = "Our own view: they may have a point."
    data["log"].append(
        {
            "at": "2026-11-20T09:00:00+00:00",
            "event": "checked",
            "by": "brand",
            "privilege": "legal",
            "text": "Counsel thinks that the claim is weak.",
        }
    )
    path.write_text(json.dumps(data), encoding="utf-8")
    return up_to_artifacts(case)


def test_a_case_that_keeps_its_secrets_passes(
    finished: tuple[Facts, tuple[Text, ...], tuple[Artifact, ...], dict[str, Prepared]],
) -> None:
    assert errors(*finished) == []


def in_pdf(where: str) -> Callable[[bytes, str], bytes]:
    """Put a text into one place of a finished packet."""

    def change(data: bytes, text: str) -> bytes:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            page = pdf.pages[0]
            if where == "text":
                font = pikepdf.Dictionary(
                    Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
                )
                page.Resources.Font.Leak = font
                page.contents_add(pdf.make_stream(f"BT /Leak 9 Tf 1 0 0 1 20 20 Tm ({text}) Tj ET".encode()))
            elif where == "title":
                pdf.docinfo["/Title"] = text
            elif where == "metadata":
                with pdf.open_metadata() as meta:
                    meta["dc:description"] = text
            elif where == "link":
                link = pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Link,
                    Rect=pikepdf.Array([0, 0, 9, 9]),
                    A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=f"https://x.example/{text.replace(' ', '%20')}"),
                )
                page.Annots = pikepdf.Array([*page.get("/Annots", []), pdf.make_indirect(link)])
            elif where == "bookmark":
                with pdf.open_outline() as outline:
                    outline.root.append(pikepdf.OutlineItem(text, 0))
            elif where == "file":
                pdf.attachments[f"{text}.txt"] = b"x"
            pdf.save(out)
        return out.getvalue()

    return change


def in_mail(where: str) -> Callable[[bytes, str], bytes]:
    """Put a text into one place of a finished mail."""

    def change(data: bytes, text: str) -> bytes:
        message = message_from_bytes(data, policy=policy.SMTP)
        if where == "header":
            message["Comments"] = text
        for part in message.walk():
            kind = part.get_content_type()
            if where == "text" and kind == "text/plain":
                part.set_content(part.get_content() + text)
            elif where == "link" and kind == "text/html":
                part.set_content(part.get_content() + f'<a href="https://x.example/?q={text}">x</a>', subtype="html")
            elif where == "name" and kind == "application/pdf":
                part.replace_header("Content-Disposition", f'attachment; filename="{text}.pdf"')
        return message.as_bytes()

    return change


LEAKS = {
    SECRET: ("A20", "/evidence/5/masks/0/text"),
    CLOSED: ("A21", "/evidence/6/caption"),
    "Counsel thinks that the claim is weak.": ("A21", "/log/2/text"),
    "Our own view: they may have a point.": ("A21", "/case/notes"),
    "hash": ("A21", "/evidence/6/sha256"),
}


@pytest.mark.parametrize(
    ("path", "change"),
    [
        *(
            ("packet/influencer.pdf", in_pdf(where))
            for where in ("text", "title", "metadata", "link", "bookmark", "file")
        ),
        *(("email/first_request.eml", in_mail(where)) for where in ("text", "header", "link", "name")),
        ("email/first_request.txt", lambda data, text: data + text.encode()),
        ("", None),
    ],
)
def test_control_a_leak_is_seen_wherever_it_stands(
    finished: tuple[Facts, tuple[Text, ...], tuple[Artifact, ...], dict[str, Prepared]],
    path: str,
    change: Callable[[bytes, str], bytes] | None,
) -> None:
    """In the text, the title, the metadata, a link, a bookmark, the name of a file, of a packet and of a mail."""
    facts, texts, artifacts, prepared = finished
    digest = next(file.sha256 for file in facts.case.inventory if file.name == "rates.txt")
    said = " ".join(LEAKS).replace("hash", digest)
    if change is None:
        one = Artifact(f"packet/{said}.txt", "packet", "influencer", "key", data=b"nothing")
    else:
        (kept,) = [artifact for artifact in artifacts if artifact.path == path]
        one = replace(kept, data=change(kept.data or b"", said))
    found = errors(facts, texts, (one,), prepared)
    assert {problem.rule for problem in found} == {"A20", "A21"}
    assert {(problem.rule, problem.place.file, problem.related[0].pointer) for problem in found} == {
        (rule, one.path, pointer) for rule, pointer in LEAKS.values()
    }


@pytest.mark.once
def test_what_a_case_says_and_hides_is_named(case: Path) -> None:
    """The reference of the payment, hidden in an exhibit: the letter says it, and the build fails at both places."""
    path = case / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    (case / "evidence" / "slip.txt").write_text("Paid, reference HP-0846.")
    data["evidence"].append(
        {"id": "slip", "file": "slip.txt", "caption": "A slip.", "masks": [{"text": "HP-0846", "reason": "account"}]}
    )
    data["payments"][0]["evidence"].append("slip")
    path.write_text(json.dumps(data), encoding="utf-8")
    outcome, _ = built(case)
    found = [one for one in outcome.problems if one.rule == "A20"]
    assert {one.related[0].pointer for one in found} == {"/evidence/5/masks/0/text"}
    assert "email/first_request.txt" in {one.place.file for one in found}


@pytest.mark.once
def test_what_is_unmasked_is_shown_once_named_however_often_it_stands_there(case: Path) -> None:
    """In any spelling, in this exhibit; the same value in another exhibit stays hidden."""
    path = case / "case.json"
    add(case, ("note.txt", "rows.csv"))
    data = json.loads(path.read_text(encoding="utf-8"))
    (case / "evidence" / "note.txt").write_text("Call 020 7946 0112 or (020) 79460112, not +44 20 7946 0958.")
    (case / "evidence" / "rows.csv").write_text("a,b\n1,020 7946 0112\n")
    data["evidence"][5]["unmask"] = [{"text": "020-7946-0112", "reason": "our own number"}]
    path.write_text(json.dumps(data), encoding="utf-8")
    outcome, folder = built(case)
    assert [one for one in outcome.problems if one.severity == "error"] == []
    said = re.sub(r"\s+", " ", read_pdf_text((folder / "packet" / "influencer.pdf").read_bytes()).pages)
    assert "Call 020 7946 0112 or (020) 79460112, not [phone number hidden, ends 0958]." in said.replace("] .", "].")
    assert said.count("[phone number hidden, ends 0112]") == 1


@pytest.mark.once
def test_what_is_private_in_a_caption_is_asked_about(case: Path) -> None:
    """It is typed by hand, so nothing hides it; unmask answers the question."""
    path = case / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["evidence"][0]["caption"] = "The agreement, sent to somebody.else@post.example."
    path.write_text(json.dumps(data), encoding="utf-8")
    outcome, _ = built(case)
    assert [(one.rule, one.place.pointer) for one in outcome.problems if one.rule == "E8"] == [
        ("E8", "/evidence/0/caption")
    ]
    data["evidence"][0]["unmask"] = [{"text": "somebody.else@post.example", "reason": "she agreed"}]
    path.write_text(json.dumps(data), encoding="utf-8")
    assert [one for one in built(case)[0].problems if one.rule == "E8"] == []


@pytest.mark.once
def test_another_mask_has_every_file_read_again(case: Path) -> None:
    """A letter that was good is looked through once more when something else is to be hidden."""
    assert not built(case)[0].failed
    path = case / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    (case / "evidence" / "slip.txt").write_text("HP-0846")
    data["evidence"].append(
        {
            "id": "slip",
            "file": "slip.txt",
            "caption": "A slip.",
            "audience": ["internal"],
            "masks": [{"text": "HP-0846", "reason": "account"}],
        }
    )
    data["payments"][0]["evidence"].append("slip")
    path.write_text(json.dumps(data), encoding="utf-8")
    assert "email/first_request.eml" in {one.place.file for one in built(case)[0].problems if one.rule == "A20"}


@pytest.mark.once
def test_another_caption_decodes_nothing_again(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten kinds of files, prepared once; the control: another mask does decode."""
    add(case)
    with once.texts_alone():
        assert not built(case)[0].failed
    path = case / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["evidence"][7]["caption"] = "Other words."
    path.write_text(json.dumps(data), encoding="utf-8")

    def decodes(_given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("makegood.pipeline.prepare._run", decodes)
    outcome, folder = built(case)
    assert not outcome.failed
    assert "Other words." in read_pdf_text((folder / "packet" / "influencer.pdf").read_bytes()).pages
    data["evidence"][7]["masks"] = [{"text": "Notes", "reason": "a heading"}]
    path.write_text(json.dumps(data), encoding="utf-8")
    assert [one.rule for one in built(case)[0].problems if one.severity == "error"] == ["P6"]


@pytest.mark.once
def test_a_word_that_is_a_strangers_handle_too_is_no_leak(case: Path) -> None:
    """`@partly.delivered` is hidden; the words of the letters stay."""
    path = case / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    (case / "evidence" / "slip.txt").write_text("As @refund.marlowe and @marlowe said.")
    data["evidence"].append({"id": "slip", "file": "slip.txt", "caption": "A slip."})
    data["payments"][0]["evidence"].append("slip")
    path.write_text(json.dumps(data), encoding="utf-8")
    outcome, folder = built(case)
    assert not outcome.failed
    assert "marlowe and" not in read_pdf_text((folder / "packet" / "influencer.pdf").read_bytes()).pages
