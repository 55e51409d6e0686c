"""What was hidden, and what a reader may not see, looked for in every finished file: nothing of it stands in any."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from makegood import privacy
from makegood.domain import direct_messages
from makegood.model.errors import Place
from makegood.model.rules import problem
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
"""What may stand between the letters of a value in another spelling."""
LONG = 12
"""Letters and figures from which on words of what a reader may not see are looked for: fewer may be anybody's."""
OF_EVIDENCE = ("file", "caption", "title", "transcript", "sha256")
OF_ACCOUNT = ("iban", "sort_code", "routing_number", "account_number", "paypal")
OWN = frozenset({None, "internal"})


@dataclass(frozen=True, slots=True)
class Secret:
    """Something that must not stand in a file: how it is found there, where the case has it, and what to call it."""

    value: str
    pointer: str
    called: str
    is_name: bool = False
    """Whether it is a handle, whose letters without its @ may be anybody's word."""

    @property
    def bare(self) -> str:
        """Its letters and figures alone."""
        return privacy.normalised(self.value)

    def stands_in(self, text: str) -> bool:
        """Say whether it stands in a text that is written as `_plain` does; a number is no part of a longer one."""
        is_sure = len(self.bare) >= privacy.SURE and not self.is_name
        return bool(_pattern(self.bare if is_sure else self.value, in_any_spelling=is_sure).search(text))


@cache
def _pattern(value: str, *, in_any_spelling: bool) -> re.Pattern[str]:
    between, edge = (ANY_SIGNS, "") if in_any_spelling else ("", r"\w")
    begin, end = (r"\d" if one.isdigit() else edge for one in (value[0], value[-1]))
    found = between.join(re.escape(_plain(one)) for one in value)
    return re.compile((f"(?<!{begin})" if begin else "") + found + (f"(?!{end})" if end else ""))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


class Secrets:
    """All that one case hides, and from whom."""

    def __init__(self, known: CaseFacts, prepared: Mapping[str, Prepared]) -> None:
        self._case = known.facts.case
        self._bundles = known.facts.bundles
        self._words = known.typed.words
        self._prepared = prepared
        self._letters = tuple(one.letter for one in known.facts.ladder.due)

    def problems(self, artifact: Artifact, texts: Iterable[tuple[str, str]]) -> Iterator[Problem]:
        """Name what stands in a file and must not; `texts` are its parts, each with what to call it."""
        closed = (*self._kept_from(artifact.audience), *(() if self._may_pay(artifact.path) else self._account))
        secrets = {"A20": tuple(self._hidden(artifact.audience)), "A21": closed}
        for part, text in (*texts, ("its name", artifact.path)):
            forms = {_plain(one) for one in (text, unquote(text))}
            found = (
                (rule, one)
                for rule, all_of in secrets.items()
                for one in all_of
                if any(one.stands_in(form) for form in forms)
            )
            for rule, secret in found:
                yield problem(
                    rule,
                    Place(artifact.path),
                    detail=f"{secret.called}, in {part}",
                    related=(Place("", pointer=secret.pointer),),
                )

    def _hidden(self, audience: Audience | None) -> Iterator[Secret]:
        """Give what was hidden in any exhibit, but for what is unmasked in one that this reader has."""
        bundle = self._bundles.get(audience) if audience else None
        shown = {one.evidence.id for one in bundle.exhibits} if bundle else {one.id for one in self._case.evidence}
        open_ones = {
            privacy.normalised(one.text) for item in self._case.evidence if item.id in shown for one in item.unmask
        }
        return (one for one in self._all_hidden if one.bare not in open_ones)

    @cached_property
    def _all_hidden(self) -> tuple[Secret, ...]:
        found = []
        for at, item in enumerate(self._case.evidence):
            for number, mask in enumerate(item.masks):
                if mask.text:
                    where = f"/evidence/{at}/masks/{number}/text"
                    found.append(Secret(mask.text, where, f"what is hidden as {mask.reason}"))
            for one in self._prepared[item.id].hidden if item.id in self._prepared else ():
                # What the case states itself, such as the account to pay into, is said on purpose.
                if privacy.normalised(one.value) not in self._stated:
                    called = f"a {privacy.WORDS[one.kind]} that is hidden"  # type: ignore[index]  # kinds of detectors alone
                    found.append(Secret(one.value, f"/evidence/{at}/file", called, is_name=one.kind == "handle"))
        return tuple(dict.fromkeys(found))

    @cached_property
    def _stated(self) -> str:
        """All that the case says in its own words, beside what it says of what is hidden."""
        aside = re.compile(r"/evidence/\d+/(?:masks|unmask)/")
        return "|".join(privacy.normalised(text) for pointer, text in self._words.items() if not aside.match(pointer))

    def _kept_from(self, audience: Audience | None) -> tuple[Secret, ...]:
        """Give the words of what this reader may not see: of evidence for others, of what is privileged, of notes."""
        if audience in OWN:
            return ()
        if audience not in self._by_audience:
            self._by_audience[audience] = tuple(self._not_for(audience))
        return self._by_audience[audience]

    def _may_pay(self, path: str) -> bool:
        """Say whether a file is a letter that may ask for money, or one's own page, which shows the letters."""
        stem = path.partition(".")[0]
        letters = {f"{kind}/{name}" for kind in ("email", "letter") for name in self._letters}
        sent = {direct_messages.text(name, length) for name in self._letters for length in direct_messages.LENGTHS}
        return path == "index.html" or stem in letters or path in sent

    @cached_property
    def _account(self) -> tuple[Secret, ...]:
        """Give the numbers of the account for repayments, but for what the case says elsewhere too."""
        pointers = [f"/parties/brand/repayment/{key}" for key in OF_ACCOUNT]
        rest = "|".join(privacy.normalised(text) for pointer, text in self._words.items() if pointer not in pointers)
        return tuple(
            Secret(self._words[at], at, "the account for repayments")
            for at in pointers
            if at in self._words and privacy.normalised(self._words[at]) not in rest
        )

    @cached_property
    def _by_audience(self) -> dict[Audience | None, tuple[Secret, ...]]:
        return {}

    def _not_for(self, audience: Audience | None) -> Iterator[Secret]:
        case = self._case
        closed = {at: item for at, item in enumerate(case.evidence) if item.audience and audience not in item.audience}
        pointers = [f"/evidence/{at}/{name}" for at in closed for name in OF_EVIDENCE]
        pointers += [
            f"/log/{at}/{name}"
            for at, one in enumerate(case.log)
            if one.privilege != "none"
            for name in ("text", "subject")
        ]
        pointers.append("/case/notes")
        rest = "|".join(
            privacy.normalised(text)
            for pointer, text in self._words.items()
            if pointer not in pointers and not pointer.startswith("/inventory/")
        )
        files = {file.name: file.sha256 for file in case.inventory}
        said = {pointer: self._words[pointer] for pointer in pointers if pointer in self._words}
        said |= {f"/evidence/{at}/sha256": files[item.file] for at, item in closed.items() if item.file in files}
        for pointer, text in said.items():
            bare = privacy.normalised(text)
            if len(bare) >= LONG and bare not in rest:
                yield Secret(text, pointer, "what this reader may not see")


def left_open(facts: Facts, artifacts: Iterable[Artifact], prepared: Mapping[str, Prepared]) -> Iterator[Problem]:
    """Look once more for what is private: in the pages of exhibits (A20) and in what is said of them (E8).

    What `prepare` hides is not there any more; this looks for itself, at what is shown. Nothing is looked at where no
    packet was made now.
    """
    made_now = {one.audience for one in artifacts if one.data is not None and one.path.startswith("packet/")}
    shown = {
        one.evidence.id: one
        for reader in made_now
        if reader and reader in facts.bundles
        for one in facts.bundles[reader].exhibits
    }
    stays = privacy.build_allowlist(facts.case)
    numbers = {item.id: at for at, item in enumerate(facts.case.evidence)}
    open_to = {name: stays.along(mask.text for mask in one.evidence.unmask) for name, one in shown.items()}
    pages = {
        f"/evidence/{numbers[name]}/file": (prepared[name].pages_pdf, _with_ids(open_to[name], prepared[name].ids))
        for name in shown
        if name in prepared and not prepared[name].is_picture
    }
    texts = {
        f"/evidence/{numbers[name]}/{key}": (said, open_to[name])
        for name, one in shown.items()
        for key in ("caption", "title", "transcript")
        if (said := getattr(one.evidence, key))
    }
    for pointer, things in private_in(pages, texts).items():
        rule = "A20" if pointer in pages else "E8"
        for thing in things:
            where = Place("", pointer=pointer)
            yield problem(rule, Place("packet"), detail=thing, related=(where,))


def _with_ids(stays: Allowlist, ids: tuple[str, ...]) -> Allowlist:
    return replace(stays, within=frozenset(map(privacy.normalised, ids)))
