"""One finished text after the other, read for all that is asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.domain.ladder import FINAL
from makegood.pipeline.verify_output.cited_references import reference_problems
from makegood.pipeline.verify_output.claims import ground_problems, notice_problems
from makegood.pipeline.verify_output.figures import agreement
from makegood.pipeline.verify_output.letters import (
    label_problems,
    letter_of,
    letter_problems,
    required,
    subject_problems,
)
from makegood.pipeline.verify_output.lint import lint
from makegood.pipeline.verify_output.readability import ease_problems, length_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.model.artifact import Artifact
    from makegood.model.errors import Problem
    from makegood.model.policy import Policies
    from makegood.pipeline.verify_output.case_facts import CaseFacts
    from makegood.pipeline.verify_output.leaks import Secrets

LETTERS = frozenset({"email", "message", "letter"})


class TextChecker:
    """Reads texts of one case, with what it knows and hides, and what policies say of letters, grounds and words."""

    def __init__(self, known: CaseFacts, policies: Policies, secrets: Secrets) -> None:
        self.known = known
        self.secrets = secrets
        self.policies = policies
        self.words = policies.words["words"]

    def problems(self, artifact: Artifact, kind: str, text: str, *, flows: bool = False) -> Iterator[Problem]:
        """Hold one text against the case. `flows`: its lines are those of a layout."""
        known, path, document = self.known, artifact.path, artifact.document
        bundle = known.facts.bundles.get(artifact.audience) if artifact.audience else None
        letters = frozenset(one.letter for one in bundle.exhibits) if bundle else None
        yield from agreement(known, path, text)
        yield from reference_problems(known, path, text, letters)
        yield from lint(known, self.words, path, text, flows=flows)
        yield from required(known, path, kind, text)
        if kind != "page":
            grounds = self.policies.grounds.values()
            yield from ground_problems(known, path, text, grounds, is_letter=kind in LETTERS)
        if kind in LETTERS:
            yield from self._letter(path, document, text, kind)

    def _letter(self, path: str, document: str, text: str, kind: str) -> Iterator[Problem]:
        due = letter_of(self.known.facts, document)
        if due is None:
            return
        subject, body = _parted(text) if kind == "email" else (None, text)
        yield from letter_problems(self.known, path, due, subject, body)
        yield from label_problems(path, due.letter, subject, body)
        if due.letter == FINAL and kind != "message":  # which has no room for all that a notice has
            yield from notice_problems(self.known, path, due, body)

    def style(self, artifact: Artifact, text: str) -> Iterator[Problem]:
        """Hold a mail's subject, length and ease against what is usual."""
        subject, _, body = text.partition("\n")
        yield from subject_problems(self.known, artifact.path, subject)
        due = letter_of(self.known.facts, artifact.document)
        if due:
            yield from length_problems(artifact.path, due.policy, body)
            yield from ease_problems(self.known, artifact.path, body)


def _parted(text: str) -> tuple[str, str]:
    """Part a mail's subject from what it says: its first line, or in a text for pasting the line Subject."""
    head, is_pasted, body = text.partition("\n\n")
    if is_pasted and "Subject: " in head:
        return head.partition("Subject: ")[2], body
    subject, _, body = text.partition("\n")
    return subject, body
