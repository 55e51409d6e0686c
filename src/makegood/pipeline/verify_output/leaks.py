"""Search every finished file for hidden text and for text that its reader may not see."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from makegood import language, privacy
from makegood.domain import direct_messages
from makegood.model.errors import Place
from makegood.model.rules import problem
from makegood.model.statement import say
from makegood.pipeline.verify_output.pdf_text import private_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from makegood.model.artifact import Artifact, Prepared
    from makegood.model.errors import Problem
    from makegood.model.facts import Facts
    from makegood.model.words import Audience
    from makegood.pipeline.verify_output.case_facts import CaseFacts
    from makegood.privacy import Allowlist

ANY_SIGNS = r"[\W_]*"
"""Characters that may separate the letters of a value in another spelling."""
MIN_SEARCH_LENGTH = 12
"""Letters and digits that a text for other readers must have to be searched for; shorter texts are too common."""
OF_EVIDENCE = ("file", "caption", "title", "transcript", "sha256")
OF_ACCOUNT = ("iban", "sort_code", "routing_number", "account_number", "paypal")
OWN = frozenset({None, "internal"})


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that must not appear in a file, with its pointer in the case and a description for reports."""

    value: str
    pointer: str
    description: str
    is_handle: bool = False
    """A handle without its @ may be an ordinary word."""

    @property
    def normalised(self) -> str:
        """The letters and digits of the value."""
        return privacy.normalised(self.value)

    def is_in(self, text: str) -> bool:
        """Return whether it is in a text normalised by `_casefold`; a number does not match within a longer one."""
        is_sure = len(self.normalised) >= privacy.SURE and not self.is_handle
        return bool(_pattern(self.normalised if is_sure else self.value, in_any_spelling=is_sure).search(text))


@cache
def _pattern(value: str, *, in_any_spelling: bool) -> re.Pattern[str]:
    separator, edge = (ANY_SIGNS, "") if in_any_spelling else ("", r"\w")
    begin, end = (r"\d" if character.isdigit() else edge for character in (value[0], value[-1]))
    pattern = separator.join(re.escape(_casefold(character)) for character in value)
    return re.compile((f"(?<!{begin})" if begin else "") + pattern + (f"(?!{end})" if end else ""))


def _casefold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


class Secrets:
    """Everything that one case hides, by reader."""

    def __init__(self, case_facts: CaseFacts, prepared: Mapping[str, Prepared]) -> None:
        self._case = case_facts.facts.case
        self._bundles = case_facts.facts.bundles
        self._words = case_facts.user_text.words
        self._prepared = prepared
        self._letters = tuple(due.letter for due in case_facts.facts.ladder.due)

    def problems(self, artifact: Artifact, texts: Iterable[tuple[str, str]]) -> Iterator[Problem]:
        """Yield a problem for each secret in a file; `texts` are the names and texts of its parts."""
        restricted = (
            *self._restricted(artifact.audience),
            *(() if self._may_state_account(artifact.path) else self._account),
        )
        secrets = {"A20": tuple(self._hidden(artifact.audience)), "A21": restricted}
        for part, text in (*texts, ("its name", artifact.path)):
            forms = {_casefold(form) for form in (text, unquote(text))}
            matches = (
                (rule, secret)
                for rule, rule_secrets in secrets.items()
                for secret in rule_secrets
                if any(secret.is_in(form) for form in forms)
            )
            for rule, secret in matches:
                yield problem(
                    rule,
                    Place(artifact.path),
                    detail=f"{secret.description}, in {part}",
                    related=(Place("", pointer=secret.pointer),),
                )

    def _hidden(self, audience: Audience | None) -> Iterator[Secret]:
        """Yield what was hidden in any exhibit, except what is unmasked in an exhibit of this reader."""
        bundle = self._bundles.get(audience) if audience else None
        evidence_ids = (
            {exhibit.evidence.id for exhibit in bundle.exhibits}
            if bundle
            else {item.id for item in self._case.evidence}
        )
        unmasked = {
            privacy.normalised(unmask.text)
            for item in self._case.evidence
            if item.id in evidence_ids
            for unmask in item.unmask
        }
        return (secret for secret in self._all_hidden if secret.normalised not in unmasked)

    @cached_property
    def _all_hidden(self) -> tuple[Secret, ...]:
        secrets = []
        for index, item in enumerate(self._case.evidence):
            for number, mask in enumerate(item.masks):
                if mask.text:
                    pointer = f"/evidence/{index}/masks/{number}/text"
                    secrets.append(Secret(mask.text, pointer, f"text hidden as {mask.reason}"))
            for hidden in self._prepared[item.id].hidden if item.id in self._prepared else ():
                # What the case states elsewhere, such as the account to pay into, is public on purpose.
                if privacy.normalised(hidden.value) not in self._stated:
                    description = f"a hidden {language.english().text(say(f'private-{hidden.kind}'))}"
                    secrets.append(
                        Secret(hidden.value, f"/evidence/{index}/file", description, is_handle=hidden.kind == "handle")
                    )
        return tuple(dict.fromkeys(secrets))

    @cached_property
    def _stated(self) -> str:
        """All text that the user wrote, except in masks and unmasks."""
        masking = re.compile(r"/evidence/\d+/(?:masks|unmask)/")
        return "|".join(privacy.normalised(text) for pointer, text in self._words.items() if not masking.match(pointer))

    def _restricted(self, audience: Audience | None) -> tuple[Secret, ...]:
        """Return texts that this reader may not see: of evidence for others, of privileged entries, of notes."""
        if audience in OWN:
            return ()
        if audience not in self._by_audience:
            self._by_audience[audience] = tuple(self._restricted_texts(audience))
        return self._by_audience[audience]

    def _may_state_account(self, path: str) -> bool:
        """Return whether a file is a letter that may ask for money, or the user's own page, which shows the letters."""
        stem = path.partition(".")[0]
        letters = {f"{kind}/{name}" for kind in ("email", "letter") for name in self._letters}
        sent = {direct_messages.file_name(name, length) for name in self._letters for length in direct_messages.LENGTHS}
        return path == "index.html" or stem in letters or path in sent

    @cached_property
    def _account(self) -> tuple[Secret, ...]:
        """The numbers of the repayment account that the case does not state elsewhere."""
        pointers = [f"/parties/brand/repayment/{key}" for key in OF_ACCOUNT]
        rest = "|".join(privacy.normalised(text) for pointer, text in self._words.items() if pointer not in pointers)
        return tuple(
            Secret(self._words[pointer], pointer, "the repayment account")
            for pointer in pointers
            if pointer in self._words and privacy.normalised(self._words[pointer]) not in rest
        )

    @cached_property
    def _by_audience(self) -> dict[Audience | None, tuple[Secret, ...]]:
        return {}

    def _restricted_texts(self, audience: Audience | None) -> Iterator[Secret]:
        case = self._case
        restricted = {
            index: item for index, item in enumerate(case.evidence) if item.audience and audience not in item.audience
        }
        pointers = [f"/evidence/{index}/{name}" for index in restricted for name in OF_EVIDENCE]
        pointers += [
            f"/log/{index}/{name}"
            for index, entry in enumerate(case.log)
            if entry.privilege != "none"
            for name in ("text", "subject")
        ]
        pointers.append("/case/notes")
        rest = "|".join(
            privacy.normalised(text)
            for pointer, text in self._words.items()
            if pointer not in pointers and not pointer.startswith("/inventory/")
        )
        files = {file.name: file.sha256 for file in case.inventory}
        texts = {pointer: self._words[pointer] for pointer in pointers if pointer in self._words}
        texts |= {
            f"/evidence/{index}/sha256": files[item.file] for index, item in restricted.items() if item.file in files
        }
        for pointer, text in texts.items():
            normalised = privacy.normalised(text)
            if len(normalised) >= MIN_SEARCH_LENGTH and normalised not in rest:
                yield Secret(text, pointer, "text that this reader may not see")


def exhibit_leaks(facts: Facts, artifacts: Iterable[Artifact], prepared: Mapping[str, Prepared]) -> Iterator[Problem]:
    """Yield a problem for personal data in the pages of exhibits (A20) and in the texts about them (E8).

    A second search, independent of what `prepare` hid. Only exhibits of packets made in this build are searched.
    """
    audiences = {
        artifact.audience for artifact in artifacts if artifact.data is not None and artifact.path.startswith("packet/")
    }
    exhibits = {
        exhibit.evidence.id: exhibit
        for audience in audiences
        if audience and audience in facts.bundles
        for exhibit in facts.bundles[audience].exhibits
    }
    allowlist = privacy.build_allowlist(facts.case)
    indexes = {item.id: index for index, item in enumerate(facts.case.evidence)}
    allowlists = {
        name: allowlist.along(unmask.text for unmask in exhibit.evidence.unmask) for name, exhibit in exhibits.items()
    }
    pages = {
        f"/evidence/{indexes[name]}/file": (prepared[name].pages_pdf, _with_ids(allowlists[name], prepared[name].ids))
        for name in exhibits
        if name in prepared and not prepared[name].is_picture
    }
    texts = {
        f"/evidence/{indexes[name]}/{key}": (text, allowlists[name])
        for name, exhibit in exhibits.items()
        for key in ("caption", "title", "transcript")
        if (text := getattr(exhibit.evidence, key))
    }
    for pointer, hits in private_in(pages, texts).items():
        rule = "A20" if pointer in pages else "E8"
        for hit in hits:
            yield problem(rule, Place("packet"), detail=hit, related=(Place("", pointer=pointer),))


def _with_ids(allowlist: Allowlist, ids: tuple[str, ...]) -> Allowlist:
    return replace(allowlist, within=frozenset(map(privacy.normalised, ids)))
