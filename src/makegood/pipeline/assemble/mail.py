"""Write a letter as an `.eml` file with text, HTML and the packet attached; the same input gives the same bytes."""

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
    """Return the bytes of the `.eml` file of a rendered mail.

    `attachment` is the name and the bytes of a PDF. `thread` are the Message-IDs of the earlier mails of the thread,
    the oldest first; the last is the one that this mail answers. There is no Date: the mail program sets it when the
    mail is sent. Raise CaseError (R5) if a name, an address or the subject is not allowed in a header.
    """
    parts = _parts(text)
    values = [header.checked_value(value, text.path) for value in (text.subject, *thread)]
    content_hash = sha256("\0".join([*parts, *values]).encode())
    if attachment:
        content_hash.update(header.file_name(attachment[0], text.path).encode() + b"\0" + attachment[1])
    digest = content_hash.hexdigest()
    head = _head(text, case, thread, digest)
    body = _multipart("alternative", f"alternative-{digest[:32]}", parts)
    if attachment:
        body = _with_attachment(body, *attachment, f"mixed-{digest[:32]}")
    data = (END.join([*head, body]) + END).encode("ascii")
    _check(data, text, head, attachment)
    return data


def recipients(case: Case) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Return To (the creator) and Cc (a representative, if any) as pairs of name and address."""
    creator = case.parties.creator
    if creator is None or creator.email is None:
        message = "an email to the creator requires an email address"
        raise ValueError(message)
    representative = creator.representative
    cc = ((representative.name, representative.email),) if representative else ()
    return ((creator.display_name, creator.email),), cc


def _head(text: Text, case: Case, thread: tuple[str, ...], digest: str) -> list[str]:
    contact = case.parties.brand.contact
    to, cc = recipients(case)
    label = text.path
    fields = [("From", ((contact.name, contact.email),)), ("To", to), ("Cc", cc)]
    lines = [
        f"{field}: " + f",{END} ".join(header.mailbox(name, address, label) for name, address in people)
        for field, people in fields
        if people
    ]
    lines.append(header.header_line("Subject", text.subject, label))
    lines.append(f"Message-ID: {_message_id(text, case, digest)}")
    if thread:
        ids = [header.message_id(message_id, label) for message_id in thread]
        lines += [f"In-Reply-To: {ids[-1]}", "References: " + f"{END} ".join(ids)]
    return [*lines, "X-Unsent: 1", "MIME-Version: 1.0"]


def _message_id(text: Text, case: Case, digest: str) -> str:
    domain = in_ascii(case.parties.brand.contact.email).rpartition("@")[2]
    letter = text.document.rpartition("/")[2]
    return header.checked_value(f"<{case.case.case_ref}.{letter}.{digest[:16]}@{domain}>", text.path)


def _parts(text: Text) -> tuple[str, ...]:
    """Return the encoded plain text and HTML of the letter, in the order that mail programs expect."""
    return tuple(
        END.join(
            [
                f'Content-Type: text/{kind}; charset="utf-8"',
                "Content-Transfer-Encoding: quoted-printable",
                "",
                body_encode(body.encode().decode("latin-1"), eol=END),
            ]
        )
        for kind, body in (("plain", _strip_line_ends(text.body)), ("html", text.html))
    )


def _strip_line_ends(body: str) -> str:
    """Return the text without trailing spaces, which quoted-printable would have to encode."""
    return "\n".join(line.rstrip() for line in body.replace("\r\n", "\n").split("\n"))


def _with_attachment(first: str, name: str, data: bytes, boundary: str) -> str:
    from base64 import encodebytes

    encoded = encodebytes(data).decode("ascii").rstrip("\n").replace("\n", END)
    attachment = END.join(
        [
            f'Content-Type: application/pdf; name="{name}"',
            "Content-Transfer-Encoding: base64",
            f'Content-Disposition: attachment; filename="{name}"',
            "",
            encoded,
        ]
    )
    return _multipart("mixed", boundary, (first, attachment))


def _multipart(kind: str, boundary: str, parts: tuple[str, ...]) -> str:
    """Return a multipart body with its Content-Type line; the boundary is a hash of the content."""
    inner = "".join(f"--{boundary}{END}{part}{END}" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"{END}{END}{inner}--{boundary}--'


def _check(data: bytes, text: Text, head: list[str], attachment: tuple[str, bytes] | None) -> None:
    """Raise CaseError unless the finished mail is parsed to the intended header fields, parts and subject."""
    block, _, _ = data.partition(b"\r\n\r\n")
    names = [*(line.partition(":")[0] for line in head), "Content-Type"]
    header.check_names(block, names, text.path)
    message = message_from_bytes(data, policy=parser_policy())
    header.check_names("\r\n".join(message.keys()).encode(), names, text.path)
    kinds = [part.get_content_type() for part in message.walk() if not part.is_multipart()]
    expected_kinds = ["text/plain", "text/html", *(["application/pdf"] if attachment else [])]
    if kinds != expected_kinds or message["Subject"] != text.subject or message.defects:
        raise header.value_error(text.path, text.subject)
