"""A letter as a mail program opens it: ready to send, text and HTML, the packet attached, the same bytes each time."""

from __future__ import annotations

from email import message_from_bytes
from email.quoprimime import body_encode
from hashlib import sha256
from typing import TYPE_CHECKING

from makegood.formats.mail_address import in_ascii
from makegood.formats.mail_header import parser_policy
from makegood.pipeline.assemble import header

if TYPE_CHECKING:
    from makegood.model.artifact import Text
    from makegood.model.case import Case

END = "\r\n"


def mail(text: Text, case: Case, attachment: tuple[str, bytes] | None, thread: tuple[str, ...] = ()) -> bytes:
    """Write the `.eml` of a rendered mail.

    `attachment` is the name and the bytes of a PDF. `thread` are the Message-IDs of the mails that this one
    follows, the oldest first; the last is the one that it answers. There is no Date: the mail program sets it
    when the mail is sent. Raises CaseError (R5) where a name, an address or the subject cannot stand in a header.
    """
    parts = _parts(text)
    said = [header.guarded(one, text.path) for one in (text.subject, *thread)]
    seed = sha256("\0".join([*parts, *said]).encode())
    if attachment:
        seed.update(header.file_name(attachment[0], text.path).encode() + b"\0" + attachment[1])
    mark = seed.hexdigest()
    head = _head(text, case, thread, mark)
    body = _alternatives(parts, f"alternative-{mark[:32]}")
    if attachment:
        body = _mixed(body, *attachment, f"mixed-{mark[:32]}")
    data = (END.join([*head, body]) + END).encode("ascii")
    _must_be_itself(data, text, head, attachment)
    return data


def recipients(case: Case) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Return To and Cc as pairs of name and address: the creator, and who speaks for them."""
    creator = case.parties.creator
    if creator is None or creator.email is None:
        message = "a mail to the creator needs a creator with an address"
        raise ValueError(message)
    other = creator.representative
    return ((creator.display_name, creator.email),), (((other.name, other.email),) if other else ())


def _head(text: Text, case: Case, thread: tuple[str, ...], mark: str) -> list[str]:
    contact = case.parties.brand.contact
    to, cc = recipients(case)
    label = text.path
    named = [("From", ((contact.name, contact.email),)), ("To", to), ("Cc", cc)]
    lines = [
        f"{field}: " + f",{END} ".join(header.mailbox(name, address, label) for name, address in people)
        for field, people in named
        if people
    ]
    lines.append(header.line("Subject", text.subject, label))
    lines.append(f"Message-ID: {_message_id(text, case, mark)}")
    if thread:
        known = [header.message_id(one, label) for one in thread]
        lines += [f"In-Reply-To: {known[-1]}", "References: " + f"{END} ".join(known)]
    return [*lines, "X-Unsent: 1", "MIME-Version: 1.0"]


def _message_id(text: Text, case: Case, mark: str) -> str:
    domain = in_ascii(case.parties.brand.contact.email).rpartition("@")[2]
    letter = text.document.rpartition("/")[2]
    return header.guarded(f"<{case.case.case_ref}.{letter}.{mark[:16]}@{domain}>", text.path)


def _parts(text: Text) -> tuple[str, ...]:
    """Encode the two forms of the letter, the plain one first, as their readers ask."""
    return tuple(
        END.join(
            [
                f'Content-Type: text/{kind}; charset="utf-8"',
                "Content-Transfer-Encoding: quoted-printable",
                "",
                body_encode(body.encode().decode("latin-1"), eol=END),
            ]
        )
        for kind, body in (("plain", _bare_ends(text.body)), ("html", text.html))
    )


def _bare_ends(body: str) -> str:
    """Take away blanks at the ends of lines, which quoted-printable would have to spell out."""
    return "\n".join(line.rstrip() for line in body.replace("\r\n", "\n").split("\n"))


def _alternatives(parts: tuple[str, ...], boundary: str) -> str:
    return _multipart("alternative", boundary, parts)


def _mixed(first: str, name: str, data: bytes, boundary: str) -> str:
    from base64 import encodebytes

    coded = encodebytes(data).decode("ascii").rstrip("\n").replace("\n", END)
    attached = END.join(
        [
            f'Content-Type: application/pdf; name="{name}"',
            "Content-Transfer-Encoding: base64",
            f'Content-Disposition: attachment; filename="{name}"',
            "",
            coded,
        ]
    )
    return _multipart("mixed", boundary, (first, attached))


def _multipart(kind: str, boundary: str, parts: tuple[str, ...]) -> str:
    """Write a multipart body with its own Content-Type line before it; the boundary is a hash of what is inside."""
    inner = "".join(f"--{boundary}{END}{part}{END}" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"{END}{END}{inner}--{boundary}--'


def _must_be_itself(data: bytes, text: Text, head: list[str], attachment: tuple[str, bytes] | None) -> None:
    """Read the finished mail back: its header lines, its parts and its subject must be the ones that were meant."""
    block, _, _ = data.partition(b"\r\n\r\n")
    meant = [line.partition(":")[0] for line in head]
    header.must_be(block, [*meant, "Content-Type"], text.path)
    message = message_from_bytes(data, policy=parser_policy())
    header.must_be("\r\n".join(message.keys()).encode(), [*meant, "Content-Type"], text.path)
    kinds = [part.get_content_type() for part in message.walk() if not part.is_multipart()]
    expected = ["text/plain", "text/html", *(["application/pdf"] if attachment else [])]
    if kinds != expected or message["Subject"] != text.subject or message.defects:
        raise header.refuse(text.path, text.subject)
