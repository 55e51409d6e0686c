"""The questions for a new case, one value after the other; `check` validates each answer at once.

The questions are the values to fill in of the skeleton. A certain fix is applied to an answer as `fix` would;
otherwise the problem is shown and the question repeated.
"""

from __future__ import annotations

import copy
import json
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from makegood.commands.fix import apply, certain_values, value_edits
from makegood.commands.fix.trial import File, Trial
from makegood.commands.new import defaults, evidence_present, first_day, format_case, skeleton
from makegood.commands.new.catalogue import DETAIL, REASON, REDUCTION, TABLE, Question
from makegood.commands.new.first_case import AMOUNT, DAY, SHARED, STATUSES, evidence_entries, is_open
from makegood.domain import policies
from makegood.domain.clock import day_in_zone
from makegood.formats import tiktok_urls
from makegood.model.words import MISSING, POSTED, DefectCode
from makegood.pipeline.check import countries, schema
from makegood.pipeline.load.merge import merge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from makegood.commands.fix.trial import TrialResult
    from makegood.model.errors import Problem
    from makegood.model.policy import ChannelPolicy
    from makegood.model.workspace import Workspace

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
_POSTED_AT = "/deliverables/0/posted_at"
_DEFECTS = "/deliverables/0/defects"
_MISSING_TOO = "/deliverables/1/due"
_BALANCE = "/purchase/balance"
_ACCEPTED = "/acknowledged/0/id"
_ACCEPTED_BY = "/acknowledged/0/by"
_FIRM = "/parties/brand/legal_name"
_ADDRESS = "/parties/brand/address"
_DIGITS = 10
"""Maximum digits of a number of days; Python refuses to convert thousands of digits."""
_YES, _NO = ("yes", "y"), ("no", "n")
_WHOLE = 100
"""Percent of a price."""
_REASON = "FILL IN: the reason, as a short phrase that the letter quotes"
_ANOTHER = {"id": "video-2", "type": "video", "due": DAY, "status": "not_delivered", "evidence": []}
"""Another deliverable, of which only the due date is asked."""
_STATED_ELSEWHERE = ("missing", "removed_early")
"""Defects that follow from the status."""
_ENTITY = "/parties/creator/entity_type"
_COMPUTED: Mapping[str, str] = {
    _GONE: "removed_at",
    _STAYS: "min_live_days",
    f"{_BALANCE}/amount": "balance",
    "/purchase/expected": "expected",
    _REQUESTED: "requested",
}
"""Values from which the sum may be computed, with the key that `check` reports as missing; or the sum can be given."""
_LATER = frozenset("DCKL")
"""First letters of the rules about values that contradict each other or the day: `check` reports these later."""
_FIRST_COMMAND = re.compile(r"(?:Type|Run):? `make[^`]*`[^.]*?, or (\w)")
_LAST_COMMAND = re.compile(r",? (?:or (?:type|run):? `make[^`]*`|\((?:type|run):? `make[^`]*`\))\.?")
_ON_A_TERMINAL: Mapping[str, str] = {
    _FEE: "agreement.fee",
    _METHOD: "payments.method",
    _INSTEAD: "refund.alternatives",
}
"""Values that are not in the skeleton and are asked on a terminal if the channel needs them."""


@dataclass(frozen=True, slots=True)
class AnswerResult:
    """Result of an answer: the `taken` value, or why it was `refused`; `detail` may contain a value."""

    taken: str = ""
    refused: str = ""
    detail: str = ""


class Interview:
    """A new case while its questions are asked; nothing is written."""

    def __init__(
        self, workspace: Workspace, folder: Path, channel: ChannelPolicy, now: datetime | date, zone: str = ""
    ) -> None:
        """Begin with the skeleton of a channel.

        `now` is the current time, or the day that stands in for it; `zone` is the time zone of this computer, or "".
        """
        shared = defaults(workspace)
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
        """Yield each question without an answer yet, given the answers before it."""
        for pointer, question in TABLE.items():
            if pointer == _GROUND:
                yield from self._questions_about_defects()
            if self._is_asked(pointer):
                is_extra = pointer in _COMPUTED and pointer != _REQUESTED and not is_open(_value_at(self.data, pointer))
                yield replace(
                    self._in_channel_words(question),
                    words=self._words(pointer),
                    offered=self._default(pointer),
                    is_optional=question.is_optional or is_extra,
                )

    def answer(self, question: Question, answer: str) -> AnswerResult:
        """Accept an answer, or return why not; it may be the number of one of the words."""
        text = answer.strip()
        if question.takes_several:
            return self._answer_several(question, text)
        if question.pointer.endswith("/reduction"):
            return self._answer_reduction(question, text)
        return self._answer_one(question, text)

    def _answer_one(self, question: Question, text: str) -> AnswerResult:
        """Accept one value, or return why not."""
        if question.words and text.isascii() and text.isdecimal() and 0 < int(text) <= len(question.words):
            text = question.words[int(text) - 1][0]
        if question.pointer == _INSTEAD and text.lower() not in (*_YES, *_NO):
            return AnswerResult(refused="Enter yes or no.")
        if question.pointer == _STAYS and not isinstance(_value(_STAYS, text), int):
            return AnswerResult(refused="Enter a whole number, such as 30.")
        verdict, problem = self._try_answer(question.pointer, text)
        if problem is not None:
            fixed = self._fixed_answer(verdict, question.pointer)
            if fixed is None:
                return refusal(problem)
            # A certain fix is applied as `fix` would; what is wrong after that is reported.
            remaining = self._try_answer(question.pointer, fixed)[1]
            if remaining is not None:
                return refusal(remaining)
            text = fixed
        self._set(self.data, question.pointer, text)
        self.answers[question.pointer] = _value(question.pointer, text)
        if question.pointer == _ZONE:
            self._set(self.data, "/case/as_of", day_in_zone(self.now, text).isoformat())
        if question.pointer == f"{_BALANCE}/amount" and _value_at(self.data, f"{_BALANCE}/read_on") is None:
            self._set(self.data, f"{_BALANCE}/read_on", DAY)
        return AnswerResult(taken=text)

    def _answer_several(self, question: Question, text: str) -> AnswerResult:
        """Accept several of the words of a question, or their numbers, or return why not."""
        names = [word for word, _ in question.words]
        chosen = []
        for part in filter(None, re.split(r"[,;]\s*|\s+and\s+|\s+(?=\d+\b)", text)):
            is_number = part.isascii() and part.isdecimal() and 0 < int(part[:_DIGITS]) <= len(names)
            chosen.append(names[int(part) - 1] if is_number else certain_values.nearest_word(part, names) or part)
        chosen = list(dict.fromkeys(chosen))
        is_ground = question.pointer == _GROUND
        pointer = _GROUND.rpartition("/")[0] if is_ground else _DEFECTS
        value: list[Any] = list(chosen) if is_ground else [{"code": code} for code in chosen]
        problem = self._try_answer(pointer, value)[1]
        if problem is not None:
            return refusal(problem)
        self._set(self.data, pointer, value)
        return AnswerResult(taken=", ".join(chosen))

    def _questions_about_defects(self) -> Iterator[Question]:
        """Yield what is to be known of each defect: what it is, whether a reduction was agreed for it, and why."""
        for code in self._defect_codes():
            defects = self.data["deliverables"][0].setdefault("defects", [])
            index = next((number for number, defect in enumerate(defects) if defect["code"] == code), len(defects))
            is_implied = index == len(defects)
            if is_implied:
                defects.append({"code": code})
            pointer = f"{_DEFECTS}/{index}"
            if code == "other":
                defects[index]["detail"] = "FILL IN: a description of what is wrong"
                yield Question(f"{pointer}/detail", *DETAIL)
            text, hint = REDUCTION
            yield Question(f"{pointer}/reduction", text.format(code=code), hint, is_optional=True, without="for none")
            if "reduction" in defects[index]:
                phrase = _meaning(code).rstrip(".")
                offered = "" if code == "other" else phrase[:1].lower() + phrase[1:]
                yield Question(f"{pointer}/reduction/reason", *REASON, offered=offered)
            elif is_implied:
                _remove(self.data, pointer)

    def _defect_codes(self) -> list[str]:
        """Return the defects that were named, and "late" if the dates show it."""
        item = _value_at(self.data, "/deliverables/0") or {}
        codes = [str(defect["code"]) for defect in item.get("defects", ())]
        posted, due = self._posted_on(), str(item.get("due", DAY))
        is_late = posted is not None and due[:1].isdigit() and posted.isoformat() > due
        return [*codes, "late"] if is_late and "late" not in codes else codes

    def _posted_on(self) -> date | None:
        """Return the day of the post, as answered or from its URL; None if it is not known."""
        answer, url = _value_at(self.data, _POSTED_AT), _value_at(self.data, _POSTED)
        if isinstance(answer, str) and answer[:1].isdigit():
            return date.fromisoformat(answer[: len("2026-09-02")])
        moment = tiktok_urls.posted_at(url) if isinstance(url, str) else None
        zone = _value_at(merge(self.data, self._shared), _ZONE)
        return day_in_zone(moment, zone if isinstance(zone, str) and not is_open(zone) else "UTC") if moment else None

    def _answer_reduction(self, question: Question, text: str) -> AnswerResult:
        """Accept the reduction for a defect as an amount or as a percentage, or return why not."""
        percent = text.removesuffix("%").strip()
        if text.endswith("%"):
            if not (percent.isascii() and percent.isdecimal() and 0 < int(percent[:_DIGITS]) <= _WHOLE):
                return AnswerResult(refused="Enter a whole percentage from 1% to 100%, or an amount.")
            self._set(self.data, question.pointer, {"percent": int(percent), "reason": _REASON})
            return AnswerResult(taken=f"{int(percent)}%")
        # The reason is asked for next; one that is still to be filled in would be a problem of its own.
        verdict, problem = self._try_answer(question.pointer, {"amount": text, "reason": "a reduction"})
        if problem is not None:
            fixed = self._fixed_answer(verdict, f"{question.pointer}/amount")
            if fixed is None:
                return refusal(problem)
            text = fixed
        self._set(self.data, question.pointer, {"amount": text, "reason": _REASON})
        return AnswerResult(taken=text)

    def pay(self, method: str) -> None:
        """Take the payment method from the answer about the channel, if it is one of this channel."""
        if self._is_asked(_METHOD):
            self.answer(TABLE[_METHOD], method)

    def skip(self, question: Question) -> None:
        """Continue without an answer."""
        if question.pointer == _REQUESTED:
            self._set(self.data, _REQUESTED, AMOUNT)
        elif (
            question.pointer == _ADDRESS
            and _value_at(merge(self.data, self._shared), _FIRM)
            and not self._is_asked(_FIRM)
        ):
            # No address is an answer too: otherwise the next case would ask again.
            self._set(self.data, _ADDRESS, [])
            self.answers[_ADDRESS] = []
        elif question.is_optional:
            _remove(self.data, question.pointer)

    def errors(self) -> int:
        """Return the number of errors that `check` finds in the case now, except for evidence."""
        problems = self._check(self.data).problems
        return sum(problem.severity == "error" and not problem.rule.startswith("E") for problem in problems)

    def shared(self) -> dict[str, Any]:
        """Return the answers that all cases of the firm share, as an object like a case."""
        answers: dict[str, Any] = {}
        for pointer, value in self.answers.items():
            if pointer in SHARED:
                self._set(answers, pointer, value)
        return answers

    def text(self, *, without_shared: bool) -> str:
        """Return the text of the case.json; with `without_shared`, without what is in defaults.json."""
        data = copy.deepcopy(self.data)
        if self._files:  # the answers show who wrote an email
            data["evidence"] = evidence_entries(merge(data, self._shared), list(self._files))
        for pointer in (key for key in self.answers if without_shared and key in SHARED):
            _remove(data, pointer)
        return format_case(data)

    def _is_asked(self, pointer: str) -> bool:
        if pointer in _ON_A_TERMINAL:
            is_asked = _ON_A_TERMINAL[pointer] in self._channel.asks
            return is_asked and (pointer == _INSTEAD or _value_at(merge(self.data, self._shared), pointer) is None)
        if pointer == _ENTITY:
            return bool(_value_at(self.data, pointer) == "unknown")
        if pointer in {_POSTED, _POSTED_AT, _DEFECTS, _MISSING_TOO}:
            is_open_still = self._posted_on() is None if pointer == _POSTED_AT else True
            return is_open_still and _value_at(self.data, _STATUS) in POSTED
        if pointer in _COMPUTED and _value_at(self.data, pointer) is None:
            is_counted = pointer != _STAYS or _value_at(self.data, _GONE) is not None
            return is_counted and self._lacks(_COMPUTED[pointer])
        return is_open(_value_at(self.data, pointer))

    def _lacks(self, key: str) -> bool:
        """Return whether the claim cannot be computed and this key would allow it."""
        problems = self._check(self.data).problems
        return any(problem.rule == "K1" and f'"{key}"' in problem.fix for problem in problems)

    def _words(self, pointer: str) -> tuple[tuple[str, str], ...]:
        if pointer in {_METHOD, _INSTEAD}:
            return ()  # there are more than thirty, and the usual names are understood
        if pointer == _ACCEPTED:
            return tuple((name, "") for rule in self._channel.acknowledgements[:1] for name in rule.any_of)
        if pointer == _GROUND:
            usual = self._channel.grounds or tuple(self._policies.grounds)
            grounds = dict.fromkeys((*usual, *self._grounds_of_answers()))
            return tuple((name, self._policies.grounds[name].meaning) for name in grounds)
        if pointer == _DEFECTS:
            follows = {*_STATED_ELSEWHERE, *(() if self._posted_on() is None else ("late",))}
            return tuple((code, _meaning(code)) for code in get_args(DefectCode) if code not in follows)
        node = schema.resolve(schema.schema_at(pointer) or {})
        meanings = dict(zip(node.get("enum", ()), node.get("enumDescriptions", ()), strict=False))
        if pointer == _STATUS:
            return tuple((word, _first_sentence(meanings[word])) for word in STATUSES)
        return tuple((word, meanings.get(word, "")) for word in node.get("enum", ()))

    def _in_channel_words(self, question: Question) -> Question:
        """Return a question in the words of the channel if it is about an acknowledgement."""
        for rule in self._channel.acknowledgements[:1]:
            if question.pointer == _ACCEPTED:
                return replace(question, hint=rule.text.rstrip("."))
            if question.pointer == _ACCEPTED_BY:
                return replace(question, text=f"{rule.who[:1].upper()}{rule.who[1:]}")
        return question

    def _grounds_of_answers(self) -> tuple[str, ...]:
        """Return the grounds that follow from the status and the defects, the usual ones of the channel first.

        If a reduction was agreed, only its ground adds to the sum.
        """
        items = self.data.get("deliverables", [])
        defects = [defect for item in items for defect in item.get("defects", ())]
        codes = {defect["code"] for defect in defects if "reduction" in defect} or set(self._defect_codes())
        codes |= {"removed_early"} if any(item["status"] == "removed" for item in items) else set()
        missing = {item["status"] for item in items if item["status"] in MISSING}
        amount = "some" if any(item["status"] in POSTED for item in items) else "none"
        names = dict.fromkeys((*self._channel.grounds, *self._policies.grounds))
        grounds = {name: self._policies.grounds[name] for name in names}
        return tuple(
            name
            for name, ground in grounds.items()
            if not codes.isdisjoint(ground.defects)
            or (ground.delivered == amount and not missing.isdisjoint(ground.statuses))
        )

    def _default(self, pointer: str) -> str:
        if pointer == _ZONE:
            country = _value_at(self.data, "/parties/brand/country")
            zones = countries.zones(country) if isinstance(country, str) else ()
            return zones[0] if len(zones) == 1 else self.zone if self.zone in zones or not zones else ""
        if pointer == _GROUND:
            return ", ".join(self._grounds_of_answers())
        return {_ENTITY: "unknown", _INSTEAD: "no"}.get(pointer, "")

    def _try_answer(self, pointer: str, answer: Any) -> tuple[TrialResult, Problem | None]:
        """Return the result of `check` with this answer, and the first problem of the answer."""
        data = copy.deepcopy(self.data)
        self._set(data, pointer, answer)
        verdict = self._check(data)
        wrong = (
            problem for problem in verdict.problems if problem.severity == "error" and problem.rule[0] not in _LATER
        )
        own = (
            problem
            for problem in wrong
            if problem.place.file == self._label and f"{problem.place.pointer}/".startswith(f"{pointer}/")
        )
        return verdict, next(own, None)

    def _check(self, data: dict[str, Any]) -> TrialResult:
        return self._trial.judge({self._label: format_case(data).encode()})

    def _fixed_answer(self, verdict: TrialResult, pointer: str) -> str | None:
        """Return the answer as `fix` would correct it; None if it leaves it alone."""
        if verdict.source is None:
            return None
        case = verdict.source.case
        for change in value_edits.edits_for_problems(verdict.problems, verdict.source, self._trial.policies):
            if change.label == self._label and change.pointer == pointer:
                value = _value_at(json.loads(apply(case.text.encode(), [change.edit])), pointer)
                return value if isinstance(value, str) else None
        return None

    def _set(self, data: dict[str, Any], pointer: str, value: Any) -> None:
        *parents, last = pointer.split("/")[1:]
        target: Any = data
        for step in parents:
            if isinstance(target, list) and int(step) == len(target):
                target.append(copy.deepcopy(_ANOTHER))
            target = target[int(step)] if isinstance(target, list) else target.setdefault(step, {})
        if isinstance(target, list):
            target[int(last)] = value
        else:
            target[last] = _value(pointer, value)


def _meaning(code: str) -> str:
    """Return what a defect means, in a sentence."""
    node = schema.read_schema("case")["$defs"]["DefectCode"]
    return _first_sentence(dict(zip(node["enum"], node["enumDescriptions"], strict=True))[code])


def _first_sentence(text: str) -> str:
    return f"{text.partition('. ')[0].rstrip('.')}."


def refusal(problem: Problem) -> AnswerResult:
    """Return what is wrong, without commands: there is no file for them yet, and they cannot be typed here."""
    fix = _FIRST_COMMAND.sub(lambda match: match[1].upper(), _LAST_COMMAND.sub(".", problem.fix))
    return AnswerResult(refused=f"{problem.message} {fix}", detail=problem.detail)


def _value(pointer: str, answer: Any) -> Any:
    """Return an answer as the case stores it: an address as a list of lines, a count as a number."""
    if (
        pointer == _STAYS
        and isinstance(answer, str)
        and answer.isascii()
        and answer.isdecimal()
        and len(answer) < _DIGITS
    ):
        return int(answer)
    if pointer.endswith("/address") and isinstance(answer, str):
        return [line for part in re.split(r"[,;\n]", answer) if (line := part.strip())]
    if pointer == _INSTEAD and isinstance(answer, str):
        return ["make_good"] if answer.lower() in _YES else []
    return answer


def _value_at(data: Any, pointer: str) -> Any:
    """Return the value at a pointer, or None."""
    for step in pointer.split("/")[1:]:
        if isinstance(data, list):
            data = data[int(step)] if int(step) < len(data) else None
        else:
            data = data.get(step) if isinstance(data, dict) else None
    return data


def _remove(data: dict[str, Any], pointer: str) -> None:
    """Remove a key, and each object above it that is empty then."""
    parent, _, last = pointer.rpartition("/")
    target = _value_at(data, parent)
    if isinstance(target, dict) and last in target:
        del target[last]
        if not target and parent:
            _remove(data, parent)
