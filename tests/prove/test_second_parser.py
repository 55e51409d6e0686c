"""Our mails as two parsers read them that know nothing of each other: npm's mailparser and Python's standard library."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from conftest import BANK, PAYPAL, add_case
from test_assemble import LETTER, named
from test_derive import facts
from test_lint import OWN, ROADS

from makegood.model.workspace import Workspace
from makegood.pipeline import build as pipeline
from makegood.pipeline.assemble.mail import mail, recipients
from makegood.formats.mail_address import in_ascii
from makegood.model.artifact import Text
from makegood.model.case import Case, Representative

ROOT = Path(__file__).parent.parent.parent
MODULES = Path(os.environ.get("MAKEGOOD_MAILS", ROOT / "build" / ".mails"))
Seen = Mapping[str, Any]
PEOPLE = ("from", "to", "cc", "bcc")
HELD = ("headers", "from", "to", "cc", "bcc", "subject", "id", "answers", "follows", "text", "html", "attached")


def lacking(modules: Path) -> list[str]:
    """Name what the second parser needs and is not here."""
    needed = {
        "Node.js": shutil.which("node"),
        f"mailparser in {modules}": (modules / "node_modules" / "mailparser").is_dir(),
    }
    return [name for name, is_there in needed.items() if not is_there]


@pytest.fixture(scope="module", autouse=True)
def parser() -> None:
    """Fail where the second parser is not here: a proof that was not made is none."""
    if missing := lacking(MODULES):
        pytest.fail(f"Missing: {', '.join(missing)}. Install nodejs and npm, then type: make prove", pytrace=False)


def test_control_a_parser_that_is_not_here_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both what Node.js has not installed, and Node.js itself."""
    assert lacking(tmp_path) == [f"mailparser in {tmp_path}"]
    monkeypatch.setenv("PATH", str(tmp_path))
    assert lacking(MODULES) == ["Node.js"]


def theirs(*mails: bytes) -> list[Seen]:
    """Read mails as mailparser does."""
    told = json.dumps({"modules": str(MODULES), "mails": [b64encode(one).decode() for one in mails]})
    command = ["node", str(Path(__file__).parent / "mails" / "read.mjs")]
    done = subprocess.run(command, input=told, capture_output=True, text=True, check=True)
    return [_even(one) for one in json.loads(done.stdout)]


def ours(data: bytes) -> Seen:
    """Read a mail as the standard library does."""
    message = message_from_bytes(data, policy=default)
    assert not message.defects
    bodies = {kind: message.get_body((kind,)) for kind in ("plain", "html")}
    people = {
        name: [[one.display_name, one.addr_spec] for header in message.get_all(name, []) for one in header.addresses]
        for name in PEOPLE
    }
    files = [(part, part.get_content()) for part in message.iter_attachments()]
    return _even(
        {
            "headers": [name.lower() for name in message.keys()],  # noqa: SIM118  # a message is no dictionary
            **people,
            "subject": str(message["Subject"]),
            "id": str(message["Message-ID"]),
            "answers": str(message["In-Reply-To"]) if "In-Reply-To" in message else None,
            "follows": str(message.get("References", "")).split(),
            "text": bodies["plain"].get_content() if bodies["plain"] else None,
            "html": bodies["html"].get_content() if bodies["html"] else None,
            "attached": [
                [
                    one.get_filename(),
                    one.get_content_type(),
                    one.get_content_disposition(),
                    len(data),
                    sha256(data).hexdigest(),
                ]
                for one, data in files
            ],
        }
    )


def _even(seen: Mapping[str, Any]) -> dict[str, Any]:
    """Make readers alike in what they may choose: line ends, how a domain is written, a name that is the address."""
    people = {
        key: [["" if name == address else name, in_ascii(address)] for name, address in seen[key]] for key in PEOPLE
    }
    texts = {key: (seen[key] or "").replace("\r\n", "\n").rstrip("\n") for key in ("text", "html")}
    return {**seen, **people, **texts}


def meant(text: Text, case: Case, attachment: tuple[str, bytes] | None, thread: tuple[str, ...]) -> Seen:
    """Say what a mail was made to say."""
    to, cc = recipients(case)
    contact = case.parties.brand.contact
    file = (
        []
        if attachment is None
        else [[attachment[0], "application/pdf", "attachment", len(attachment[1]), sha256(attachment[1]).hexdigest()]]
    )
    return _even(
        {
            "from": [[contact.name, contact.email]],
            "to": [list(one) for one in to],
            "cc": [list(one) for one in cc],
            "bcc": [],
            "subject": text.subject,
            "answers": thread[-1] if thread else None,
            "follows": list(thread),
            "text": text.body,
            "html": text.html,
            "attached": file,
        }
    )


def differing(one: Seen, other: Seen) -> dict[str, tuple[object, object]]:
    """Give what two readers see differently; what one of them does not know is not asked."""
    return {key: (one[key], other[key]) for key in HELD if key in one and key in other and one[key] != other[key]}


def beside(read: Seen, data: bytes) -> dict[str, tuple[object, object]]:
    """Compare the two readers; names without their blanks, since Python 3.11 parts encoded words of a name by one."""

    def loose(seen: Seen) -> Seen:
        return {**seen, **{key: [["".join(name.split()), address] for name, address in seen[key]] for key in PEOPLE}}

    return differing(loose(read), loose(ours(data)))


# The ten letters


def sent(folder: Path, number: int, day: str, letter: str) -> dict[str, str]:
    """Keep a mail as some program exported it, and say so as the log does."""
    name = f"{day}-{letter}.eml"
    data = (
        f"Message-ID: <{number}.{'x' * 60}@mail.example>\r\nDate: Mon, 23 Nov 2026 17:05:10 +0000\r\n"
        "From: refunds@harbourpine.example\r\nTo: ana@creators.example\r\nSubject: Refund\r\n\r\nDear Ana\r\n"
    ).encode()
    (folder / "sent").mkdir(exist_ok=True)
    (folder / "sent" / name).write_bytes(data)
    return {"eml": name, "sha256": sha256(data).hexdigest()}


@pytest.mark.parametrize("letter", ROADS)
def test_both_parsers_see_each_letter_as_it_was_made(workspace: Path, letter: str) -> None:
    """Built with its packet, in the thread of what was sent before it, with a copy to who speaks for the creator."""
    day, log, back = ROADS[letter]
    folder = add_case(workspace, PAYPAL)
    kept = [
        {**one, **sent(folder, at, str(one["at"]), str(one["letter"]))} if one["event"] == "sent" else one
        for at, one in enumerate(log)
    ]
    path = folder / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["case"]["as_of"] = day
    data["log"] = kept
    data["payments"] += back
    data["parties"]["creator"]["representative"] = {"name": "Zoë Agent, Ltd.", "email": "zoe@bücher.example"}
    if letter == "settlement_offer":
        data["refund"]["offer"] = {"amount": "GBP 150.00"}
    path.write_text(json.dumps(data), encoding="utf-8")
    outcome = pipeline.build(folder, Workspace.containing(folder), workspace / "out", ROOT / "build" / ".cache")
    assert not outcome.failed, outcome.problems
    made = (workspace / "out" / "email" / f"{letter}.eml").read_bytes()
    [read] = theirs(made)
    assert beside(read, made) == {}
    pasted = (workspace / "out" / "email" / f"{letter}.txt").read_text(encoding="utf-8")
    creator, contact = data["parties"]["creator"], data["parties"]["brand"]["contact"]
    assert read["from"] == [[contact["name"], contact["email"]]]
    assert read["to"] == [[creator["display_name"], creator["email"]]]
    assert read["cc"] == [["Zoë Agent, Ltd.", "zoe@xn--bcher-kva.example"]]
    assert pasted.endswith(f"Subject: {read['subject']}\n\n{read['text'].strip()}\n")
    assert read["html"] == (workspace / "out" / "email" / f"{letter}.html").read_text(encoding="utf-8").rstrip("\n")
    before = [at for at, one in enumerate(log) if one["event"] == "sent"] if letter != "settlement_offer" else []
    ids = [f"<{at}.{'x' * 60}@mail.example>" for at in before]
    assert (read["follows"], read["answers"]) == (ids, ids[-1] if ids else None)
    packet = (
        (workspace / "out" / "packet" / "influencer.pdf").read_bytes() if OWN.letters[letter].encloses_packet else b""
    )
    file = [f"{PAYPAL}-influencer-{day}.pdf", "application/pdf", "attachment", len(packet), sha256(packet).hexdigest()]
    assert read["attached"] == ([file] if packet else [])


def test_both_parsers_see_the_mails_of_the_examples_as_they_were_made(tmp_path: Path) -> None:
    """Each example that writes to a creator, built as `make` builds it."""
    shutil.copytree(ROOT / "cases", tmp_path / "cases")
    folders = sorted(path.parent for path in (tmp_path / "cases").glob("*/case.json"))
    told = []
    for folder in folders:
        outcome = pipeline.build(
            folder, Workspace.containing(folder), tmp_path / folder.name, ROOT / "build" / ".cache"
        )
        assert not outcome.failed, outcome.problems
        typed = json.loads((folder / "case.json").read_text(encoding="utf-8"))
        for path in sorted((tmp_path / folder.name / "email").glob("*.eml")):
            data = path.read_bytes()
            [read] = theirs(data)
            assert beside(read, data) == {}
            assert read["to"] == [[typed["parties"]["creator"][key] for key in ("display_name", "email")]]
            assert f"({folder.name})" in read["subject"]
            packet = (tmp_path / folder.name / "packet" / "influencer.pdf").read_bytes()
            [(name, *rest)] = read["attached"]
            assert name == f"{folder.name}-influencer-{typed['case']['as_of']}.pdf"
            assert rest == ["application/pdf", "attachment", len(packet), sha256(packet).hexdigest()]
            told.append(folder.name)
    assert (len(folders), len(told)) == (4, 3), told


# Hard cases

NAMES = (
    "Ána Müller-Łukasz",
    'Marlowe, Ana "Annie"',
    "李小龍",
    "ענת מרלו",
    "Ana 🙂 Marlowe",
    "Ana Marlowe 🙂" * 15,
    "É" * 200,
    "O'Neill",
    "ana@creators.example",
    "Ana (of Marlowe)",
    "Ana <boss@other.example>",
    "Ana\\Marlowe",
    "a; b: c,",
    "Ana  Two  Blanks",
    "A" * 150 + " " + "Ü" * 40,
    "Ana=20Marlowe",
    "_ana_",
    "Ana" * 60,
)
SUBJECTS = (
    "Refund of GBP 500.00 (MG-2026-101)",
    "Rückerstattung über 500,00 € – „Video 3“ (MG-2026-101)",
    "word " * 50 + "(MG-2026-101)",
    "w" * 300,
    "Erinnerung: Überweisung " * 12,
    "🙂" * 70,
    "é" + "x" * 200 + "é",
    'Refund, "quoted", (in brackets) and <angles>',
    "a=?b",
    "x  two blanks",
    "Re: Re: AW: =3D_x",
)
ADDRESSES = (
    "ana@bücher.example",
    "ana@faß.example",
    "ana@例え.example",
    "ana.o'neill+x@creators.example",
    "ANA@Creators.Example",
)
THREADS = (
    ("<1@mail.example>",),
    tuple(f"<{at}.{'y' * 200}@mail.example>" for at in range(30)),
    ("<CAB+=x_y/z$1@mail.gmail.com>", "<AM0PR0.eurprd.prod.outlook.com!x@AM0PR0>"),
)
FILES = (
    ("MG-2026-101-influencer-2026-11-23.pdf", b"%PDF-1.7"),
    ("a.pdf", bytes(range(256)) * 4099),
    ("x" * 90 + ".pdf", b"\r\n.\r\n" * 99),
)
BODIES = (
    "Dear Ana,\n\n" + "é€🙂" * 400 + "\n",
    "From the start\n.\n..\nFrom x\n",
    "a=b = =20 =\n",
    "x" * 3000 + "\n",
    "tab\there\nno blank at the end\n\n\n\nfour lines\n",
    "--alternative--\n--mixed\nContent-Type: text/html\n\n<b>\n",
)


def hard(case: Case) -> list[tuple[Text, Case, tuple[str, bytes] | None, tuple[str, ...]]]:
    """Give each hard case as what `mail` takes."""
    creator = case.parties.creator
    assert creator is not None

    def at(address: str) -> Case:
        other = Representative(name="Zoë, Agent", email=address)
        return replace(
            case, parties=replace(case.parties, creator=replace(creator, email=address, representative=other))
        )

    return [
        *((LETTER, named(case, creator=name, contact=name), None, ()) for name in NAMES),
        *((replace(LETTER, subject=subject), case, None, ()) for subject in SUBJECTS if "=?" not in subject),
        *((LETTER, at(address), None, ()) for address in ADDRESSES),
        *((LETTER, case, None, thread) for thread in THREADS),
        *((LETTER, case, file, ()) for file in FILES),
        *(
            (replace(LETTER, body=body, html=f"<pre>{body.replace('<', '&lt;')}</pre>"), case, None, ())
            for body in BODIES
        ),
    ]


def test_both_parsers_see_the_hard_cases_as_they_were_meant(workspace: Path) -> None:
    """Names, subjects, addresses, threads, files and bodies that have tripped programs."""
    made = hard(facts(workspace, BANK).case)
    mails = [mail(*one) for one in made]
    wrong = {}
    for at, (one, data, read) in enumerate(zip(made, mails, theirs(*mails), strict=True)):
        found = {"stdlib": beside(read, data), "meant": differing(read, meant(*one))}
        if any(found.values()):
            wrong[at] = found
    assert wrong == {}
    assert len(made) > 40


def test_control_a_mail_that_says_something_else_is_seen(workspace: Path) -> None:
    """Each thing that is held against the case is seen where it is another."""
    case = facts(workspace, BANK).case
    one = (LETTER, case, ("a.pdf", b"%PDF-1.7"), ("<1@mail.example>",))
    data = mail(*one)
    changes = {
        "from": (b"From: ", b"From: X"),
        "to": (b"To: Ana", b"To: Eve"),
        "subject": (b"Subject: ", b"Subject: x"),
        "bcc": (b"Subject: ", b"Bcc: x@other.example\r\nSubject: "),
        "cc": (b"Subject: ", b"Cc: x@other.example\r\nSubject: "),
        "answers": (b"In-Reply-To: <1", b"In-Reply-To: <2"),
        "follows": (b"References: <1", b"References: <2"),
        "text": (b"quoted-printable\r\n\r\nDear", b"quoted-printable\r\n\r\nFear"),
        "html": (b"<p>Dear", b"<p>Fear"),
        "attached": (b"JVBERi0xLjc=", b"JVBERi0xLjg="),
    }
    changed = [data.replace(old, new, 1) for old, new in changes.values()]
    assert all(one != data for one in changed)
    for key, read in zip(changes, theirs(*changed), strict=True):
        assert key in differing(read, meant(*one)), key
    assert differing(theirs(data)[0], meant(*one)) == {}
