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

from makegood.commands.fix import apply, value_edits
from makegood.commands.fix.trial import File, Trial
from makegood.commands.new import defaults, evidence_present, first_day, format_case, skeleton
from makegood.commands.new.catalogue import TABLE, Question
from makegood.commands.new.first_case import AMOUNT, DAY, SHARED, STATUSES, is_open, offered
from makegood.domain import policies
from makegood.domain.clock import day_in_zone
from makegood.pipeline.check import countries, schema
from makegood.pipeline.load.merge import merge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from makegood.commands.fix.trial import TrialResult
    from makegood.model.errors import Problem
    from makegood.model.policy import ChannelPolicy

_POSTED = "/deliverables/0/url"
_REQUESTED = "/refund/requested"
_STATUS = "/deliverables/0/status"
_GROUND = "/refund/grounds/0"
_ZONE = "/case/timezone"
_FEE = "/agreement/fee"
_METHOD = "/payments/0/method"
_INSTEAD = "/refund/alternatives"
_GONE = "/deliverables/0/removed_at"
_STAYS = "/agreement/min_live_days"
_BALANCE = "/purchase/balance"
_ACCEPTED = "/acknowledged/0/id"
_ACCEPTED_BY = "/acknowledged/0/by"
_FIRM = "/parties/brand/legal_name"
_ADDRESS = "/parties/brand/address"
_DIGITS = 10
"""No count of days has as many; Python converts no number of thousands of digits."""
_YES, _NO = ("yes", "y"), ("no", "n")
_ENTITY = "/parties/creator/entity_type"
_COMPUTED: Mapping[str, str] = {
    _GONE: "removed_at",
    _STAYS: "min_live_days",
    "/deliverables/0/posted_at": "posted_at",
    f"{_BALANCE}/amount": "balance",
    "/purchase/expected": "expected",
    _REQUESTED: "requested",
}
"""What the sum may be computed from, by the key that `check` then says is missing. Without it a sum may be named."""
_LATER = frozenset("DCKL")
"""Begin the rules on values that disagree with each other, or with the day: which of them is wrong, `check` asks."""
_FIRST_COMMAND = re.compile(r"Type:? `make[^`]*`[^.]*?, or (\w)")
_LAST_COMMAND = re.compile(r",? (?:or type: `make[^`]*`|\(type: `make[^`]*`\))\.?")
_ON_A_TERMINAL: Mapping[str, str] = {
    _FEE: "agreement.fee",
    _METHOD: "payments.method",
    _INSTEAD: "refund.alternatives",
}
"""What stands in no skeleton and is asked on a terminal, where the channel asks for it."""


@dataclass(frozen=True, slots=True)
class AnswerResult:
    """What became of an answer: what was `taken` from it, or why it was `refused`, with what may hold a value apart."""

    taken: str = ""
    refused: str = ""
    detail: str = ""


class Interview:
    """A new case that is being asked for; nothing is written."""

    def __init__(
        self, workspace: Path, folder: Path, channel: ChannelPolicy, now: datetime | date, zone: str = ""
    ) -> None:
        """Begin with the skeleton of a channel.

        `now` is the moment, or the day that stands in for it; `zone` the time zone of this computer, "" if not known.
        """
        shared = defaults(workspace / "cases")
        self.folder, self.zone, self.now = folder, zone, now
        self.data = skeleton(folder, channel, first_day(now, shared), shared)
        self.answers: dict[str, Any] = {}
        self._files = evidence_present(folder)
        self._shared: Mapping[str, object] = shared.data if shared and isinstance(shared.data, dict) else {}
        self._channel, self._policies = channel, policies.read(workspace)
        self._label = f"cases/{folder.name}/case.json"
        files = [File(folder / "case.json", self._label, b"")]
        if shared:
            files.append(File(shared.path, shared.label, shared.text.encode()))
        self._trial = Trial(folder, workspace, tuple(files), self._policies, (), (), "", (), is_whole=True)

    def questions(self) -> Iterator[Question]:
        """Yield each question whose answer is not there yet, as the answers before it have it."""
        for pointer, question in TABLE.items():
            if self._is_asked(pointer):
                is_extra = pointer in _COMPUTED and pointer != _REQUESTED and not is_open(_at(self.data, pointer))
                yield replace(
                    self._worded(question),
                    words=self._words(pointer),
                    offered=self._offered(pointer),
                    is_optional=question.is_optional or is_extra,
                )

    def answer(self, question: Question, typed: str) -> AnswerResult:
        """Take an answer, or say why not; what was typed may be the number of one of the words."""
        text = typed.strip()
        if question.words and text.isascii() and text.isdecimal() and 0 < int(text) <= len(question.words):
            text = question.words[int(text) - 1][0]
        if question.pointer == _INSTEAD and text.lower() not in (*_YES, *_NO):
            return AnswerResult(refused="Type yes or no.")
        if question.pointer == _STAYS and not isinstance(_value(_STAYS, text), int):
            return AnswerResult(refused="Type a whole number, such as 30.")
        verdict, problem = self._tried(question.pointer, text)
        if problem is not None:
            meant = self._meant(verdict, question.pointer)
            if meant is None:
                return refusal(problem)
            # What is certain is edited here as fix would edit it: what is still wrong then is what there is to say.
            still = self._tried(question.pointer, meant)[1]
            if still is not None:
                return refusal(still)
            text = meant
        self._set(self.data, question.pointer, text)
        self.answers[question.pointer] = _value(question.pointer, text)
        if question.pointer == _ZONE:
            self._set(self.data, "/case/as_of", day_in_zone(self.now, text).isoformat())
        if question.pointer == f"{_BALANCE}/amount" and _at(self.data, f"{_BALANCE}/read_on") is None:
            self._set(self.data, f"{_BALANCE}/read_on", DAY)
        return AnswerResult(taken=text)

    def pay(self, way: str) -> None:
        """Take the way of payment from how the channel was named, where it can be one of this channel."""
        if self._is_asked(_METHOD):
            self.answer(TABLE[_METHOD], way)

    def skip(self, question: Question) -> None:
        """Go on without an answer."""
        if question.pointer == _REQUESTED:
            self._set(self.data, _REQUESTED, AMOUNT)
        elif question.pointer == _ADDRESS and _at(merge(self.data, self._shared), _FIRM) and not self._is_asked(_FIRM):
            # That a firm gives no address is an answer: without it the next case would ask again.
            self._set(self.data, _ADDRESS, [])
            self.answers[_ADDRESS] = []
        elif question.is_optional:
            _remove(self.data, question.pointer)

    def errors(self) -> int:
        """Count what `check` finds wrong in the case as it is now, evidence aside."""
        problems = self._judged(self.data).problems
        return sum(one.severity == "error" and not one.rule.startswith("E") for one in problems)

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
        return format_case(data)

    def _is_asked(self, pointer: str) -> bool:
        if pointer in _ON_A_TERMINAL:
            is_asked = _ON_A_TERMINAL[pointer] in self._channel.asks
            return is_asked and (pointer == _INSTEAD or _at(merge(self.data, self._shared), pointer) is None)
        if pointer == _ENTITY:
            return bool(_at(self.data, pointer) == "unknown")
        if pointer == _POSTED:
            status = _at(self.data, _STATUS)
            return not is_open(status) and str(status).startswith(("posted", "removed"))
        if pointer in _COMPUTED and _at(self.data, pointer) is None:
            is_counted = pointer not in {_STAYS, "/deliverables/0/posted_at"} or _at(self.data, _GONE) is not None
            return is_counted and self._lacks(_COMPUTED[pointer])
        return is_open(_at(self.data, pointer))

    def _lacks(self, key: str) -> bool:
        """Say whether the claim cannot be computed, and this key would let it."""
        problems = self._judged(self.data).problems
        return any(one.rule == "K1" and f'"{key}"' in one.fix for one in problems)

    def _words(self, pointer: str) -> tuple[tuple[str, str], ...]:
        if pointer in {_METHOD, _INSTEAD}:
            return ()  # of more than thirty ways, the usual names are understood
        if pointer == _ACCEPTED:
            return tuple((name, "") for rule in self._channel.acknowledgements[:1] for name in rule.any_of)
        if pointer == _GROUND:
            listed = self._channel.grounds or tuple(self._policies.grounds)
            return tuple((name, self._policies.grounds[name].meaning) for name in listed)
        node = schema.resolve(schema.schema_at(pointer) or {})
        meanings = dict(zip(node.get("enum", ()), node.get("enumDescriptions", ()), strict=False))
        usual: Any = STATUSES if pointer == _STATUS else node.get("enum", ())
        return tuple((one, meanings.get(one, "")) for one in usual)

    def _worded(self, question: Question) -> Question:
        """Return a question in the words of the channel, where what is accepted is what that asks for."""
        for rule in self._channel.acknowledgements[:1]:
            if question.pointer == _ACCEPTED:
                return replace(question, hint=rule.text.rstrip("."))
            if question.pointer == _ACCEPTED_BY:
                return replace(question, text=f"{rule.who[:1].upper()}{rule.who[1:]}")
        return question

    def _follows(self, status: str) -> str:
        """Return the ground that a status means, the usual ones of the channel first; "" for none."""
        names = dict.fromkeys((*self._channel.grounds, *self._policies.grounds))
        return next((name for name in names if status in self._policies.grounds[name].statuses), "")

    def _offered(self, pointer: str) -> str:
        if pointer == _ZONE:
            country = _at(self.data, "/parties/brand/country")
            zones = countries.zones(country) if isinstance(country, str) else ()
            return zones[0] if len(zones) == 1 else self.zone if self.zone in zones or not zones else ""
        if pointer == _GROUND:
            return self._follows(str(_at(self.data, _STATUS)))
        return {_ENTITY: "unknown", _INSTEAD: "no"}.get(pointer, "")

    def _tried(self, pointer: str, text: str) -> tuple[TrialResult, Problem | None]:
        """Return what `check` finds, and first of it what is wrong with this answer."""
        tried = copy.deepcopy(self.data)
        self._set(tried, pointer, text)
        verdict = self._judged(tried)
        wrong = (one for one in verdict.problems if one.severity == "error" and one.rule[0] not in _LATER)
        mine = (
            one for one in wrong if one.place.file == self._label and f"{one.place.pointer}/".startswith(f"{pointer}/")
        )
        return verdict, next(mine, None)

    def _judged(self, data: dict[str, Any]) -> TrialResult:
        return self._trial.judge({self._label: format_case(data).encode()})

    def _meant(self, verdict: TrialResult, pointer: str) -> str | None:
        """Return what `fix` would make of the answer; None where it leaves it alone."""
        if verdict.source is None:
            return None
        case = verdict.source.case
        for change in value_edits.edits_for_problems(verdict.problems, verdict.source, self._trial.policies):
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


def refusal(problem: Problem) -> AnswerResult:
    """Say what is wrong, without a command: there is no file yet for it, and this is no place to type it."""
    fix = _FIRST_COMMAND.sub(lambda found: found[1].upper(), _LAST_COMMAND.sub(".", problem.fix))
    return AnswerResult(refused=f"{problem.message} {fix}", detail=problem.detail)


def _value(pointer: str, typed: Any) -> Any:
    """Return an answer as the case has it: an address is a list of its lines, a count a number."""
    if pointer == _STAYS and isinstance(typed, str) and typed.isascii() and typed.isdecimal() and len(typed) < _DIGITS:
        return int(typed)
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
