"""Step 7: read the finished files back and check them against the case, for leaks and for active content."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from makegood import language
from makegood.domain.policies import read as own_policies
from makegood.language import english
from makegood.model.errors import CaseError, Place
from makegood.model.rules import problem
from makegood.pipeline.verify_output.case_facts import CaseFacts
from makegood.pipeline.verify_output.figures import form_problems
from makegood.pipeline.verify_output.leaks import Secrets, exhibit_leaks
from makegood.pipeline.verify_output.links import link_problems
from makegood.pipeline.verify_output.lint import double_space_problems
from makegood.pipeline.verify_output.mails import (
    SENT,
    mail_page,
    mail_parts,
    mail_problems,
    mail_texts,
    sent_problems,
    weight_problems,
)
from makegood.pipeline.verify_output.pages import parse_page
from makegood.pipeline.verify_output.pdf_text import packet_problems, read_pdf_text
from makegood.pipeline.verify_output.pictures import picture_problems
from makegood.pipeline.verify_output.stated import Stated
from makegood.pipeline.verify_output.text_checker import TextChecker
from makegood.pipeline.verify_output.uploads import upload_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from makegood.language import Language
    from makegood.model.artifact import Artifact, Prepared, Text
    from makegood.model.errors import Problem
    from makegood.model.facts import Facts
    from makegood.model.policy import Policies
    from makegood.model.workspace import Workspace
    from makegood.pipeline.verify_output.pdf_text import PdfText

__all__ = ["verify"]

NO_EXHIBITS: Mapping[str, Prepared] = MappingProxyType({})


def verify(
    facts: Facts,
    texts: tuple[Text, ...],
    artifacts: tuple[Artifact, ...],
    policies: Policies | None = None,
    prepared: Mapping[str, Prepared] = NO_EXHIBITS,
    workspace: Workspace | None = None,
) -> tuple[Problem, ...]:
    """Read back every file made in this build and compare it with the facts; return the warnings.

    A file reused from the last build was checked then and is not read again; sizes of mails and uploads are checked
    each time.
    `policies` are those of the workspace, or None for the program's own; `prepared` maps evidence ids to exhibits;
    `workspace` may have words of its own, of which the formats of days matter here.
    Raise CaseError with all problems (rules A1 to A23, E8 and T4 to T7), placed at the file.
    """
    tags = sorted({text.language for text in texts})
    languages = [language.load(tag, language.folders(workspace)) for tag in tags]
    case_facts, active_policies = CaseFacts(facts, languages), policies or own_policies()
    secrets = Secrets(case_facts, prepared)
    # A document for the desk of one payment method may state only what belongs to that method.
    method_checkers: dict[str, TextChecker] = {
        way.channel.id: TextChecker(CaseFacts(way, languages), active_policies, secrets) for way in facts.ways
    }
    case_checker = TextChecker(case_facts, active_policies, secrets)
    by_tag = {language.tag: language for language in languages}
    sources = {key: text for text in texts for key in (text.document, text.path)}
    problems = dict.fromkeys(
        [
            *(
                problem
                for artifact in artifacts
                if (data := _data_to_check(artifact)) is not None
                for checker in (_checker(facts, case_checker, method_checkers, artifact),)
                for source in (sources.get(artifact.path) or sources.get(artifact.document),)
                for problem in _problems(checker, artifact, source, _stated(source, by_tag), data)
            ),
            *(problem for artifact in artifacts for problem in weight_problems(facts, artifact)),
            *upload_problems(facts, artifacts),
            *exhibit_leaks(facts, artifacts, prepared),
            *_unlisted_languages(texts, by_tag, active_policies),
        ]
    )
    if any(problem.severity == "error" for problem in problems):
        raise CaseError(tuple(problems))
    return tuple(problems)


def _unlisted_languages(
    texts: Iterable[Text], languages: Mapping[str, Language], policies: Policies
) -> Iterator[Problem]:
    """Yield a problem for each language whose words are not checked, at its first document."""
    first_paths: dict[str, str] = {}
    for text in texts:
        first_paths.setdefault(languages[text.language].code, text.path)
    for code, path in first_paths.items():
        if code not in policies.words:
            related = (Place("case.json", pointer="/case/language"),)
            yield problem("A23", Place(path), detail=english().formats.language(code), related=related)


def _checker(
    facts: Facts, case_checker: TextChecker, method_checkers: Mapping[str, TextChecker], artifact: Artifact
) -> TextChecker:
    """Return the checker for the facts from which the document was made."""
    made_from = facts.of(artifact.document)
    return case_checker if made_from is facts else method_checkers[made_from.channel.id]


def _data_to_check(artifact: Artifact) -> bytes | None:
    """Return the bytes of a new file, an attachment or a sent file; None for other reused files."""
    is_always_read = "/attachments/" in artifact.path or artifact.path.startswith(SENT)
    if artifact.data is None and artifact.copy_of is not None and is_always_read:
        return artifact.copy_of.read_bytes()
    return artifact.data


def _stated(source: Text | None, languages: Mapping[str, Language]) -> Stated | None:
    return Stated(source.statements, languages[source.language]) if source else None


def _problems(
    checker: TextChecker, artifact: Artifact, source: Text | None, stated: Stated | None, data: bytes
) -> Iterator[Problem]:
    path, kind = artifact.path, source.kind if source else "page"
    suffix = path.rpartition(".")[2]
    if path.startswith(SENT):
        yield from sent_problems(checker.case_facts, path, data) if suffix in {"eml", "txt"} else ()
        return
    pdf_text = read_pdf_text(data) if suffix == "pdf" else None
    yield from checker.secrets.problems(artifact, _text_parts(suffix, data, pdf_text))
    if pdf_text:
        yield from packet_problems(path, pdf_text.active)
    if "/attachments/" in path:
        yield from picture_problems(path, data) if not pdf_text else ()
    elif suffix == "eml":
        yield from mail_problems(checker.case_facts.facts.case, path, data)
        yield from _mail_text_problems(checker, artifact, kind, stated, data)
    elif pdf_text:
        yield from checker.problems(artifact, kind, pdf_text.front, stated, flows=True)
        yield from _page_problems(checker, path, source.body) if source else ()
    elif suffix == "txt":
        yield from checker.problems(artifact, kind, data.decode(), stated)
    elif suffix == "html":
        yield from link_problems(path, parse_page(data.decode()).links)
    elif suffix in {"png", "jpg"}:
        yield from picture_problems(path, data)


def _text_parts(suffix: str, data: bytes, pdf_text: PdfText | None) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each part of a file; a picture has no text (A6 forbids its metadata)."""
    if pdf_text is not None:
        yield from (("its text", pdf_text.pages), ("its metadata, links and bookmarks", pdf_text.outside_pages))
    elif suffix == "eml":
        yield from mail_parts(data)
    elif suffix not in {"png", "jpg"}:
        yield "its text", data.decode("utf-8", "replace")


def _mail_text_problems(
    checker: TextChecker, artifact: Artifact, kind: str, stated: Stated | None, data: bytes
) -> Iterator[Problem]:
    plain, html = mail_texts(data)
    yield from form_problems(checker.case_facts, artifact.path, plain, html)
    yield from checker.style_problems(artifact, plain, stated)
    for text in (plain, html):
        yield from checker.problems(artifact, kind, text, stated)
    yield from _page_problems(checker, artifact.path, mail_page(data))


def _page_problems(checker: TextChecker, path: str, html: str) -> Iterator[Problem]:
    """Check the HTML of a mail or the HTML source of a PDF, in which links, blocks and double spaces can be seen."""
    page = parse_page(html)
    yield from double_space_problems(checker.case_facts, path, page.text)
    yield from link_problems(path, page.links)
    yield from page.problems(path)
