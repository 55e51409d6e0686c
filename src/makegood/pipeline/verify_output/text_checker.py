"""Run all checks on one finished text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.domain.ladder import FINAL
from makegood.pipeline.verify_output.cited_references import reference_problems
from makegood.pipeline.verify_output.claims import ground_problems, notice_problems
from makegood.pipeline.verify_output.figures import figure_problems
from makegood.pipeline.verify_output.letters import (
    label_problems,
    letter_of,
    letter_problems,
    required_problems,
    subject_problems,
)
from makegood.pipeline.verify_output.lint import lint
from makegood.pipeline.verify_output.readability import ease_problems, length_problems
from makegood.pipeline.verify_output.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.model.artifact import Artifact
    from makegood.model.errors import Problem
    from makegood.model.policy import Policies
    from makegood.pipeline.verify_output.case_facts import CaseFacts
    from makegood.pipeline.verify_output.leaks import Secrets
    from makegood.pipeline.verify_output.stated import Stated

LETTERS = frozenset({"email", "message", "letter"})


class TextChecker:
    """Checks texts of one case against its facts, its secrets and the policies on letters, grounds and words."""

    def __init__(self, case_facts: CaseFacts, policies: Policies, secrets: Secrets) -> None:
        self.case_facts = case_facts
        self.secrets = secrets
        self.policies = policies
        self.wordings: dict[str, Wording] = {}

    def wording(self, stated: Stated | None) -> Wording:
        """Return what texts are searched for in the language of a text, or of the case if no template made it."""
        language = stated.language if stated else self.case_facts.language
        if language.tag not in self.wordings:
            words = self.policies.words.get(language.code)
            self.wordings[language.tag] = Wording(language, words)
        return self.wordings[language.tag]

    def problems(
        self, artifact: Artifact, kind: str, text: str, stated: Stated | None = None, *, flows: bool = False
    ) -> Iterator[Problem]:
        """Yield the problems of one text. `stated` is what it was made from; `flows`: its layout breaks the lines."""
        case_facts, path, document = self.case_facts, artifact.path, artifact.document
        bundle = case_facts.facts.bundles.get(artifact.audience) if artifact.audience else None
        letters = frozenset(exhibit.letter for exhibit in bundle.exhibits) if bundle else None
        wording = self.wording(stated)
        yield from figure_problems(case_facts, path, text)
        yield from reference_problems(case_facts, wording, path, text, letters)
        yield from lint(case_facts, wording, path, text, flows=flows)
        yield from required_problems(case_facts, path, kind, text)
        if kind != "page":
            grounds = self.policies.grounds.values()
            yield from ground_problems(case_facts, wording, path, text, grounds, is_letter=kind in LETTERS)
        if kind in LETTERS:
            yield from self._letter_problems(path, document, text, stated, kind)

    def _letter_problems(
        self, path: str, document: str, text: str, stated: Stated | None, kind: str
    ) -> Iterator[Problem]:
        letter = letter_of(self.case_facts.facts, document)
        if letter is None:
            return
        wording = self.wording(stated)
        subject, body = _split_subject(text) if kind == "email" else (None, text)
        yield from letter_problems(self.case_facts, wording, path, letter, subject, body, stated)
        yield from label_problems(wording, path, letter.letter, subject, body, stated)
        if letter.letter == FINAL and kind != "message":  # a direct message is too short for all parts of a notice
            yield from notice_problems(self.case_facts, wording, path, letter, body, stated)

    def style_problems(self, artifact: Artifact, text: str, stated: Stated | None = None) -> Iterator[Problem]:
        """Yield the problems of a mail's subject, length and readability."""
        wording = self.wording(stated)
        subject, _, body = text.partition("\n")
        yield from subject_problems(self.case_facts, wording, artifact.path, subject, stated)
        letter = letter_of(self.case_facts.facts, artifact.document)
        if letter and wording.words:
            yield from length_problems(wording, artifact.path, letter.policy, body)
            yield from ease_problems(self.case_facts, wording, artifact.path, body)


def _split_subject(text: str) -> tuple[str, str]:
    """Return a mail's subject (its first line, or the Subject line of a text for pasting) and its body."""
    head, is_pasted, body = text.partition("\n\n")
    if is_pasted and "Subject: " in head:
        return head.partition("Subject: ")[2], body
    subject, _, body = text.partition("\n")
    return subject, body
