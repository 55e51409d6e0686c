"""What a person is asked for a new case, one value after the other; each answer is held against `check` at once.

The questions are the places to fill in of the skeleton. An answer is edited as `fix` would edit it where that is
certain; where it is not, `check` says why, and the question comes again.
"""

from __future__ import annotations

import copy
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from makegood import policies
from makegood.check import countries, schema
from makegood.errors import CaseError
from makegood.fix import apply, pointed
from makegood.fix.trial import File, Trial
from makegood.load.merge import merge
from makegood.new import defaults, lying, skeleton, written
from makegood.new.first_case import BUYING, FAULTS, GROUNDS, SHARED, STATUSES, is_open, offered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from makegood.errors import Problem
    from makegood.fix.trial import Verdict
    from makegood.model.words import Channel

# ruff: noqa: E501 - a table is read line by line, and a question is one line
# "pointer | question | how it is answered, or why it is asked". The order is that of asking.
_TABLE = """
/parties/brand/legal_name | Your firm, as registered | it signs every letter, such as Harbour & Pine Ltd
/parties/brand/contact/name | Who signs the mails | such as Jo Penrose
/parties/brand/contact/email | The mail address for answers | such as refunds@harbourpine.example
/parties/brand/country | Your firm's country | such as GB
/case/timezone | Your time zone | times without an offset are meant in it, such as Europe/London
/parties/brand/address | Your firm's postal address | for letters on paper: its lines with commas between, such as 14 Quayside Lane, London E1 9ZZ
/parties/brand/ad_account_id | The number of your ad account | support asks for it
/parties/brand/business_center_id | The number of your Business Center | support asks for it
/parties/platform/contracting_entity | The company on TikTok's invoice | a notice by post goes to it
/parties/creator/display_name | The creator's name | as people know it, such as Ana Example
/parties/creator/handle | The creator's handle on TikTok | such as @ana.example
/parties/creator/email | The creator's mail address | the letters go to it
/parties/creator/entity_type | What the creator is in law | it decides how long a deadline must be
/parties/creator/country | The creator's country | it decides on holidays and on the law, such as GB
/parties/creator/address | The creator's postal address | the last letter goes by post as well: its lines with commas between
/agreement/kind | In what form it was agreed | what was only said is hard to prove
/agreement/order_id | The number of the order | the platform finds it by this
/agreement/order_stage | How far the order came | it decides how much comes back
/agreement/agreed_on | The day on which both had agreed | such as 2026-08-04
/agreement/fee | The whole fee that was agreed | where it is more than what you paid, such as GBP 1500.00
/deliverables/0/due | The last day for the video | such as 2026-09-15
/deliverables/0/status | What became of it | the status of the first video; more can be added later
/deliverables/0/url | The address of the post | its number tells when it was posted
/purchase/product | What was bought | such as 5,000 coins for Promote, or prepaid balance
/purchase/store | The store that sold it | it holds the money
/purchase/order_number | The store's order number | as on its receipt
/purchase/transaction_id | TikTok's transaction number | as on its receipt
/purchase/balance/amount | The balance that is left | such as GBP 420.00
/purchase/balance/read_on | The day on which you read it | such as 2026-11-20
/purchase/failure/what | What went wrong | in a sentence
/purchase/failure/at | The day on which it went wrong | such as 2026-11-20
/payments/0/paid_on | The day of your payment | as on the statement, such as 2026-08-06
/payments/0/amount | How much you paid | such as GBP 500.00
/payments/0/method | By which way you paid | such as bank_transfer, Zelle, Venmo or cash
/refund/grounds/0 | Why you ask for the money back | the strongest reason; more can be added later
/refund/requested | How much you ask back | on this ground nothing computes it, such as GBP 250.00
/refund/alternatives | Would you still take the work, late, in place of the money | the letter then offers it
/acknowledged/0/id | On what the refund from a Business Center rests | an acknowledged step
/acknowledged/0/on | The day on which you accepted that | such as 2026-11-20
/acknowledged/0/by | Who has read that the account closes for good, and accepts it | such as Jo Penrose
"""
_POSTED = "/deliverables/0/url"
_REQUESTED = "/refund/requested"
_STATUS = "/deliverables/0/status"
_GROUND = "/refund/grounds/0"
_ZONE = "/case/timezone"
_FEE = "/agreement/fee"
_METHOD = "/payments/0/method"
_INSTEAD = "/refund/alternatives"
_YES, _NO = ("yes", "y"), ("no", "n")
_ENTITY = "/parties/creator/entity_type"
_OPTIONAL = frozenset({
    "/parties/brand/address", "/parties/creator/address", "/parties/platform/contracting_entity", _POSTED, _REQUESTED,
    _FEE, _METHOD,
})  # fmt: skip
"""What may stay unknown: without an answer it is left out of the case."""
_FOLLOWS: Mapping[str, str] = {
    "not_delivered": "not_delivered", "posted_late": "late", "posted_nonconforming": "nonconforming",
    "removed_early": "removed_early", "cancelled_by_creator": "creator_cancelled",
}  # fmt: skip
"""The ground that a status most often means."""
_LATER = frozenset("DCKL")
"""Begin the rules on values that disagree with each other, or with the day: which of them is wrong, `check` asks."""
_BOUGHT_OF = ("sales_representative", "all_accounts_close")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and why or how it is answered. `words` are the answers there are, each with its meaning.

    `offered` is the answer where nothing is typed, "" for none. `is_optional`: without an answer it is left out; any
    other stays to be filled in. `is_shared`: it is the same in all cases of the firm.
    """

    pointer: str
    text: str
    hint: str
    words: tuple[tuple[str, str], ...] = ()
    offered: str = ""
    is_optional: bool = False
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of an answer: what was `taken` from it, or why it was `refused`, with what may hold a value apart."""

    taken: str = ""
    refused: str = ""
    detail: str = ""


TABLE = {
    pointer: Question(pointer, text, hint, is_optional=pointer in _OPTIONAL, is_shared=pointer in SHARED)
    for pointer, text, hint in (line.split(" | ") for line in _TABLE.strip().splitlines())
}


class Interview:
    """A new case that is being asked for; nothing is written."""

    def __init__(self, workspace: Path, folder: Path, channel: Channel, today: date, zone: str = "") -> None:
        """Begin with the skeleton of a channel; `zone` is the time zone of this computer, "" if it is not known."""
        shared = defaults(workspace / "cases")
        self.folder, self.zone = folder, zone
        self.data = skeleton(workspace, folder, channel, today, shared)
        self.answers: dict[str, Any] = {}
        self._files = lying(folder)
        self._shared: Mapping[str, object] = shared.data if shared and isinstance(shared.data, dict) else {}
        self._is_direct = channel.startswith("direct_")
        self._is_buying = channel.startswith(BUYING)
        self._label = f"cases/{folder.name}/case.json"
        files = [File(folder / "case.json", self._label, b"")]
        if shared:
            files.append(File(shared.path, shared.label, shared.text.encode()))
        self._trial = Trial(folder, workspace, tuple(files), _policies(workspace), (), (), "", (), is_whole=True)

    def questions(self) -> Iterator[Question]:
        """Yield each question whose answer is not there yet, as the answers before it have it."""
        for pointer, question in TABLE.items():
            if self._is_asked(pointer):
                yield replace(question, words=self._words(pointer), offered=self._offered(pointer))

    def answer(self, question: Question, typed: str) -> Reply:
        """Take an answer, or say why not; what was typed may be the number of one of the words."""
        text = typed.strip()
        if question.words and text.isascii() and text.isdecimal() and 0 < int(text) <= len(question.words):
            text = question.words[int(text) - 1][0]
        if question.pointer == _INSTEAD and text.lower() not in (*_YES, *_NO):
            return Reply(refused="Type yes or no.")
        verdict, problem = self._tried(question.pointer, text)
        if problem is not None:
            meant = self._meant(verdict, question.pointer)
            if meant is None or self._tried(question.pointer, meant)[1] is not None:
                return Reply(refused=f"{problem.message} {problem.fix}", detail=problem.detail)
            text = meant
        self._set(self.data, question.pointer, text)
        self.answers[question.pointer] = _value(question.pointer, text)
        return Reply(taken=text)

    def skip(self, question: Question) -> None:
        """Go on without an answer."""
        if question.is_optional:
            _remove(self.data, question.pointer)

    def shared(self) -> dict[str, Any]:
        """Return the answers that all cases of the firm share, as an object like a case."""
        found: dict[str, Any] = {}
        for pointer, value in self.answers.items():
            if pointer in SHARED:
                self._set(found, pointer, value)
        return found

    def text(self, *, without_shared: bool) -> str:
        """Write the case.json that was asked for; without what stands in defaults.json then."""
        data = copy.deepcopy(self.data)
        if self._files:  # who wrote a mail is known by the answers
            data["evidence"] = offered(merge(data, self._shared), list(self._files))
        for pointer in (one for one in self.answers if without_shared and one in SHARED):
            _remove(data, pointer)
        return written(data)

    def _is_asked(self, pointer: str) -> bool:
        if pointer in {_FEE, _METHOD, _INSTEAD}:
            return self._is_direct and (pointer == _INSTEAD or _at(merge(self.data, self._shared), pointer) is None)
        if pointer == _ENTITY:
            return bool(_at(self.data, pointer) == "unknown")
        if pointer == _POSTED:
            status = _at(self.data, _STATUS)
            return not is_open(status) and str(status).startswith(("posted", "removed"))
        if pointer == _REQUESTED:
            return any(one.rule == "K1" and "requested" in one.fix for one in self._judged(self.data).problems)
        return is_open(_at(self.data, pointer))

    def _words(self, pointer: str) -> tuple[tuple[str, str], ...]:
        if pointer in {_METHOD, _INSTEAD}:
            return ()  # of more than thirty ways, the usual names are understood
        if pointer == "/acknowledged/0/id":
            return tuple((one, "") for one in _BOUGHT_OF)
        node = schema.resolve(schema.at(pointer) or {})
        meanings = dict(zip(node.get("enum", ()), node.get("enumDescriptions", ()), strict=False))
        usual: Any = {_STATUS: STATUSES, _GROUND: FAULTS if self._is_buying else GROUNDS}.get(pointer)
        return tuple((one, meanings.get(one, "")) for one in usual or node.get("enum", ()))

    def _offered(self, pointer: str) -> str:
        if pointer == _ZONE:
            country = _at(self.data, "/parties/brand/country")
            zones = countries.zones(country) if isinstance(country, str) else ()
            return zones[0] if len(zones) == 1 else self.zone if self.zone in zones or not zones else ""
        if pointer == _GROUND:
            return _FOLLOWS.get(str(_at(self.data, _STATUS)), "")
        return {_ENTITY: "unknown", _INSTEAD: "no"}.get(pointer, "")

    def _tried(self, pointer: str, text: str) -> tuple[Verdict, Problem | None]:
        """Return what `check` finds, and first of it what is wrong with this answer."""
        tried = copy.deepcopy(self.data)
        self._set(tried, pointer, text)
        verdict = self._judged(tried)
        wrong = (one for one in verdict.problems if one.severity == "error" and one.rule[0] not in _LATER)
        mine = (one for one in wrong if one.place.file == self._label and f"{one.place.pointer}/".startswith(f"{pointer}/"))
        return verdict, next(mine, None)

    def _judged(self, data: dict[str, Any]) -> Verdict:
        return self._trial.judge({self._label: written(data).encode()})

    def _meant(self, verdict: Verdict, pointer: str) -> str | None:
        """Return what `fix` would make of the answer; None where it leaves it alone."""
        if verdict.source is None:
            return None
        case = verdict.source.case
        for change in pointed.changes(verdict.problems, verdict.source, self._trial.policies):
            if change.label == self._label and change.pointer == pointer:
                meant = _at(json.loads(apply(case.text.encode(), [change.edit])), pointer)
                return meant if isinstance(meant, str) else None
        return None

    def _set(self, data: dict[str, Any], pointer: str, value: Any) -> None:
        *above, last = pointer.split("/")[1:]
        held: Any = data
        for step in above:
            held = held[int(step)] if isinstance(held, list) else held.setdefault(step, {})
        if isinstance(held, list):
            held[int(last)] = value
        else:
            held[last] = _value(pointer, value)


def _value(pointer: str, typed: Any) -> Any:
    """Return an answer as the case has it: an address is a list of its lines."""
    if pointer.endswith("/address") and isinstance(typed, str):
        return [line for one in re.split(r"[,;\n]", typed) if (line := one.strip())]
    if pointer == _INSTEAD and isinstance(typed, str):
        return ["make_good"] if typed.lower() in _YES else []
    return typed


def _at(data: Any, pointer: str) -> Any:
    """Return what stands at a pointer, None where nothing does."""
    for step in pointer.split("/")[1:]:
        if isinstance(data, list):
            data = data[int(step)] if int(step) < len(data) else None
        else:
            data = data.get(step) if isinstance(data, dict) else None
    return data


def _remove(data: dict[str, Any], pointer: str) -> None:
    """Take a key away, and each object above it that then holds nothing."""
    above, _, last = pointer.rpartition("/")
    held = _at(data, above)
    if isinstance(held, dict) and last in held:
        del held[last]
        if not held and above:
            _remove(data, above)


def _policies(workspace: Path) -> Any:
    try:
        return policies.read(workspace)
    except CaseError:
        return policies.read(None)  # what is wrong with a policy is for check to say
