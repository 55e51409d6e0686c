"""Step 7: the finished files read back: they say what the case says, leave nothing open, and hold nothing active."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.errors import CaseError
from makegood.inspect.files import picture_problems
from makegood.inspect.known import Known
from makegood.inspect.mails import mail_problems, mail_texts
from makegood.inspect.packets import front_matter, packet_problems
from makegood.inspect.words import agreement, forms_agree, required

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.errors import Problem
    from makegood.model.artifact import Artifact, Text
    from makegood.model.facts import Facts

__all__ = ["inspect"]


def inspect(facts: Facts, texts: tuple[Text, ...], artifacts: tuple[Artifact, ...]) -> tuple[Problem, ...]:
    """Read every file that was made now back, and compare it with the facts; return the warnings.

    A file that is taken over from the last build was read then, and is not read again.
    Raises CaseError with all problems: rules A1 to A11, placed at the file.
    """
    known = Known(facts)
    kinds = {text.document: text.kind for text in texts}
    found = [one for artifact in artifacts if (data := _fresh(artifact)) is not None
             for one in _problems(facts, known, artifact, kinds.get(artifact.document, "page"), data)]  # fmt: skip
    errors = tuple(problem for problem in found if problem.severity == "error")
    if errors:
        raise CaseError(tuple(found))
    return tuple(found)


def _fresh(artifact: Artifact) -> bytes | None:
    """Return the bytes to read: of what was made now, and of what goes to a form, which comes from the cache."""
    if artifact.data is None and artifact.copy_of is not None and "/attachments/" in artifact.path:
        return artifact.copy_of.read_bytes()
    return artifact.data


def _problems(facts: Facts, known: Known, artifact: Artifact, kind: str, data: bytes) -> Iterator[Problem]:
    path = artifact.path
    suffix = path.rpartition(".")[2]
    if "/attachments/" in path:
        yield from picture_problems(path, data) if suffix != "pdf" else packet_problems(path, data)
    elif suffix == "eml":
        yield from mail_problems(facts.case, path, data)
        plain, html = mail_texts(data)
        yield from forms_agree(known, path, plain, html)
        for text in (plain, html):
            yield from agreement(known, path, text)
            yield from required(known, path, kind, text)
    elif suffix == "pdf":
        yield from packet_problems(path, data)
        front = front_matter(data)
        yield from agreement(known, path, front)
        yield from required(known, path, kind, front)
    elif suffix == "txt":
        text = data.decode()
        yield from agreement(known, path, text)
        yield from required(known, path, kind, text)
    elif suffix in {"png", "jpg"}:
        yield from picture_problems(path, data)
