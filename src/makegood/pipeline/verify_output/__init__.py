"""Step 7: the finished files read back: they say what the case says, leave nothing open, and hold nothing active."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from makegood.domain.policies import read as own_policies
from makegood.model.errors import CaseError
from makegood.pipeline.verify_output.case_facts import CaseFacts
from makegood.pipeline.verify_output.figures import forms_agree
from makegood.pipeline.verify_output.leaks import Secrets, left_open
from makegood.pipeline.verify_output.links import link_problems
from makegood.pipeline.verify_output.lint import doubled
from makegood.pipeline.verify_output.mails import mail_page, mail_parts, mail_problems, mail_texts
from makegood.pipeline.verify_output.packets import packet_problems
from makegood.pipeline.verify_output.pages import read
from makegood.pipeline.verify_output.pdf_text import read_pdf_text
from makegood.pipeline.verify_output.pictures import picture_problems
from makegood.pipeline.verify_output.sent_mails import SENT, sent_problems
from makegood.pipeline.verify_output.text_checker import TextChecker
from makegood.pipeline.verify_output.weight import upload_problems, weight_problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from makegood.model.artifact import Artifact, Prepared, Text
    from makegood.model.errors import Problem
    from makegood.model.facts import Facts
    from makegood.model.policy import Policies
    from makegood.pipeline.verify_output.pdf_text import PdfText

__all__ = ["verify"]

NO_EXHIBITS: Mapping[str, Prepared] = MappingProxyType({})


def verify(
    facts: Facts,
    texts: tuple[Text, ...],
    artifacts: tuple[Artifact, ...],
    policies: Policies | None = None,
    prepared: Mapping[str, Prepared] = NO_EXHIBITS,
) -> tuple[Problem, ...]:
    """Read every file that was made now back, and compare it with the facts; return the warnings.

    A file that is taken over from the last build was read then, and is not read again; mails and uploads are weighed
    each time. `policies` are those of the workspace; None: the program's own. `prepared` are the exhibits.
    Raises CaseError with all problems: rules A1 to A22, E8 and T4 to T7, placed at the file.
    """
    known, held = CaseFacts(facts), policies or own_policies()
    secrets = Secrets(known, prepared)
    # What goes to the desk of one way may say nothing that only another way tells.
    readers: dict[str, TextChecker] = {one.channel.id: TextChecker(CaseFacts(one), held, secrets) for one in facts.ways}
    whole = TextChecker(known, held, secrets)
    sources = {text.document: text for text in texts}
    found = dict.fromkeys(
        [
            *(
                one
                for artifact in artifacts
                if (data := _fresh(artifact)) is not None
                for reader in (_reader(facts, whole, readers, artifact),)
                for one in _problems(reader, artifact, sources.get(artifact.document), data)
            ),
            *(one for artifact in artifacts for one in weight_problems(facts, artifact)),
            *upload_problems(facts, artifacts),
            *left_open(facts, artifacts, prepared),
        ]
    )
    if any(problem.severity == "error" for problem in found):
        raise CaseError(tuple(found))
    return tuple(found)


def _reader(facts: Facts, whole: TextChecker, of_ways: Mapping[str, TextChecker], artifact: Artifact) -> TextChecker:
    """Return the reader who knows what the document was made from."""
    made_from = facts.of(artifact.document)
    return whole if made_from is facts else of_ways[made_from.channel.id]


def _fresh(artifact: Artifact) -> bytes | None:
    """Return the bytes to read: of what was made now, of what goes to a form, and of what was sent."""
    is_read = "/attachments/" in artifact.path or artifact.path.startswith(SENT)
    if artifact.data is None and artifact.copy_of is not None and is_read:
        return artifact.copy_of.read_bytes()
    return artifact.data


def _problems(reader: TextChecker, artifact: Artifact, source: Text | None, data: bytes) -> Iterator[Problem]:
    path, kind = artifact.path, source.kind if source else "page"
    suffix = path.rpartition(".")[2]
    if path.startswith(SENT):
        yield from sent_problems(reader.known, path, data) if suffix in {"eml", "txt"} else ()
        return
    said = read_pdf_text(data) if suffix == "pdf" else None
    yield from reader.secrets.problems(artifact, _parts(suffix, data, said))
    if said:
        yield from packet_problems(path, said.acts)
    if "/attachments/" in path:
        yield from picture_problems(path, data) if not said else ()
    elif suffix == "eml":
        yield from mail_problems(reader.known.facts.case, path, data)
        yield from _mail(reader, artifact, kind, data)
    elif said:
        yield from reader.problems(artifact, kind, said.front, flows=True)
        yield from _page(reader, path, source.body) if source else ()
    elif suffix == "txt":
        yield from reader.problems(artifact, kind, data.decode())
    elif suffix == "html":
        yield from link_problems(path, read(data.decode()).links)
    elif suffix in {"png", "jpg"}:
        yield from picture_problems(path, data)


def _parts(suffix: str, data: bytes, said: PdfText | None) -> Iterator[tuple[str, str]]:
    """Give all that a file says, in parts that have a name; a picture says nothing but what A6 forbids."""
    if said is not None:
        yield from (("its text", said.pages), ("its metadata, links and bookmarks", said.beside))
    elif suffix == "eml":
        yield from mail_parts(data)
    elif suffix not in {"png", "jpg"}:
        yield "its text", data.decode("utf-8", "replace")


def _mail(reader: TextChecker, artifact: Artifact, kind: str, data: bytes) -> Iterator[Problem]:
    plain, html = mail_texts(data)
    yield from forms_agree(reader.known, artifact.path, plain, html)
    yield from reader.style(artifact, plain)
    for text in (plain, html):
        yield from reader.problems(artifact, kind, text)
    yield from _page(reader, artifact.path, mail_page(data))


def _page(reader: TextChecker, path: str, html: str) -> Iterator[Problem]:
    """Read the HTML of a mail, or that of which a PDF was made: what is set has no links, no blocks, no two blanks."""
    page = read(html)
    yield from doubled(reader.known, path, page.text)
    yield from link_problems(path, page.links)
    yield from page.problems(path)
