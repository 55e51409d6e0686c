"""Ten hazards of a mail, each put into the data of one letter, and the judge of what would be sent of it.

The judge sees bytes and addresses, and never who made them: tests/prove/compare_mails.py asks it about two programs.
"""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from makegood.formats.mail_address import in_ascii

REPOSITORY = Path(__file__).parent.parent
REF = "MG-2026-001"
SENDER = ("Jo Penrose", "refunds@harbourpine.example")
ATTACHED = "Invoice 2026-031.pdf"
LONGEST_LINE = 998
"""Bytes of a line that RFC 5322 (2.1.1) allows."""
HEADERS = frozenset(
    {
        "from",
        "to",
        "subject",
        "date",
        "message-id",
        "x-unsent",
        "mime-version",
        "content-type",
        "content-transfer-encoding",
    }
)
TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""Classes of the characters that turn the direction of what follows."""


@dataclass(frozen=True)
class Data:
    """What one letter is made from: who gets it, what it is about, and the name of a file that goes with it."""

    name: str = "Ana Marlowe"
    email: str = "ana@marlowe-studio.example"
    handle: str = "@ana.marlowe"
    title: str = "Video 3"
    attachment: str = ATTACHED

    @property
    def subjects(self) -> tuple[str, ...]:
        """Give the subjects that are right: with what it is about, or without."""
        return tuple(f"Refund of GBP 500.00{about} ({REF})" for about in (f" for {self.title}", ""))


@dataclass(frozen=True)
class Hazard:
    """One hazard: its name in the table, and the data that have it."""

    name: str
    data: Data


GOOD = Data()
HAZARDS = (
    Hazard("newline in a name", Data(name="Ana Marlowe\nBcc: boss@other.example")),
    Hazard("`=?` in a subject", Data(title="=?utf-8?q?V=0ABcc:x?=")),
    Hazard("second address in a field", Data(email="ana@marlowe-studio.example, boss@other.example")),
    Hazard("empty field", Data(name="")),
    Hazard("name with comma and quotes", Data(name='Marlowe, Ana "Annie"')),
    Hazard("name of 200 characters", Data(name="Ana " + "Marlowe" * 28)),
    Hazard("name from right to left", Data(name="ענת מרלו")),
    Hazard("handle that is a URL", Data(handle="https://www.tiktok.com/@ana.marlowe")),
    Hazard("domain in other letters", Data(email="ana@bücher-studio.example")),
    Hazard("attachment name with a turn", Data(attachment="Invoice \u202efdp.2026-031.pdf")),
)


@dataclass(frozen=True)
class Sent:
    """What would be sent: the bytes, and to whom; `to` None: to those whom the mail itself names."""

    mail: bytes
    to: tuple[str, ...] | None = None


def put(data: Data, workspace: Path) -> Path:
    """Write the data into a copy of the first example, and return the case's folder."""
    case = workspace / "cases" / REF
    shutil.copytree(REPOSITORY / "cases" / REF, case)
    shutil.copy(REPOSITORY / "cases" / "defaults.json", workspace / "cases")
    path = case / "case.json"
    typed = json.loads(path.read_text(encoding="utf-8"))
    creator = typed["parties"]["creator"]
    creator |= {"display_name": data.name, "email": data.email, "handle": data.handle}
    del creator["salutation_name"]
    typed["deliverables"][2]["title"] = data.title
    for item in typed["evidence"]:
        item["file"] = data.attachment if item["file"] == ATTACHED else item["file"]
    (case / "evidence" / ATTACHED).rename(case / "evidence" / data.attachment)
    path.write_text(json.dumps(typed, indent=2, ensure_ascii=False), encoding="utf-8")
    return case


def faults(data: Data, sent: Sent) -> list[str]:
    """Say all that is wrong with a mail that would be sent of these data; nothing for one that is as it was meant."""
    message = message_from_bytes(sent.mail, policy=policy.default)
    return [*_lines(message, sent.mail), *_people(message, data, sent), *_words(message, data), *_attached(message)]


def _lines(message: EmailMessage, mail: bytes) -> Iterator[str]:
    names = [name.lower() for name in message.keys()]  # noqa: SIM118  # a message is no dictionary: names repeat
    more = sorted({name for name in names if name not in HEADERS or names.count(name) > 1})
    if more:
        yield f"another header: {', '.join(more)}"
    if any(len(line) > LONGEST_LINE for line in mail.split(b"\n")):
        yield "a line that is too long"
    for defect in message.defects:
        yield f"a defect:{re.sub('([A-Z])', lambda one: f' {one[0].lower()}', type(defect).__name__.removesuffix('Defect'))}"


def _people(message: EmailMessage, data: Data, sent: Sent) -> Iterator[str]:
    told = [one for name in ("To", "Cc", "Bcc") for header in message.get_all(name, []) for one in header.addresses]
    named = [one.addr_spec for one in told]
    going = list(sent.to) if sent.to is not None else named
    meant = _meant(data.email)
    if any(not address.rpartition("@")[2].isascii() for address in going):
        yield "a domain in letters that DNS does not know"
    if {_plain(one) for one in going} != {meant}:
        yield f"goes to {' and '.join(one or 'nobody' for one in going) or 'nobody'}"
    if {_plain(one) for one in named} != {meant}:
        yield f"To reads {' and '.join(one or 'nothing' for one in named) or 'nothing'}"
    if any(one.display_name not in {data.name, ""} for one in told):
        yield "another name in To"


def _words(message: EmailMessage, data: Data) -> Iterator[str]:
    subject = str(message["Subject"])
    if subject not in data.subjects:
        yield "another subject"
    elif "=?" in subject:
        yield "a subject that some programs decode"
    empty = [name for name, value in asdict(data).items() if not value.strip()]
    if empty:
        yield f"the {empty[0]} is empty"
    body = message.get_body(("plain",))
    if "://" in data.handle and data.handle in (body.get_content() if body else ""):
        yield "a link for a handle"


def _attached(message: EmailMessage) -> Iterator[str]:
    names = [
        str(part.get_filename() or "") for part in message.walk() if part.get_content_disposition() == "attachment"
    ]
    if any(unicodedata.bidirectional(one) in TURNING or ord(one) < 32 for name in names for one in name):  # noqa: PLR2004  # the controls
        yield "an attachment that reads as another"


def _plain(address: str) -> str:
    """Write an address as DNS knows it, where it can be."""
    try:
        return in_ascii(address)
    except UnicodeError:
        return address


def _meant(email: str) -> str:
    """Of a field with two addresses, the first was meant."""
    return _plain(email.partition(",")[0])
