"""The table of rules, read from rules.json: severity, step, sentence, fix and reason of each.

Letters: J the JSON text, F files and folders, S the shape, N names, D dates, M money, K computation, E evidence,
C channels and windows, T parties and texts, G letters that no font has, O policies, P exhibits, R templates,
A finished documents, L the day. `D` to `T` keep the numbers under which the domain knows them.
Sentences and fixes hold no value of a case: logs and machine formats print them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args

from makegood.model.errors import Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

Step = Literal["load", "check", "derive", "prepare", "render", "assemble", "verify_output", "write", "cli"]
OWN_RULE = "The makers' own rule"
"""The source of a rule that rests on no text but on judgement."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    `why` is the reason behind it, `see` names that `makegood explain` knows, `source` a document's title.
    `varies` is "" for a rule that always has its `severity`; "case" where the case decides between error and warning;
    "words" where it is an error in a template's words and a warning in those of the case.
    `always_acceptable` is True for an error that a case may accept with a reason.
    """

    id: str
    severity: Severity
    step: Step
    sentence: str
    fix: str
    why: str
    see: tuple[str, ...] = ()
    source: str = OWN_RULE
    varies: Literal["", "case", "words"] = ""
    always_acceptable: bool = False


def problem(
    rule: str,
    place: Place,
    *,
    related: tuple[Place, ...] = (),
    detail: str = "",
    message: str | None = None,
    fix: str | None = None,
    severity: Severity | None = None,
    entries: tuple[str, ...] = (),
) -> Problem:
    """Make the problem of a rule at a place, in the rule's own words unless better ones are given.

    `message` and `fix` must hold no value of a case; `detail` and `entries` may. Raises KeyError for an unknown rule.
    """
    entry = RULES[rule]
    return Problem(
        rule=rule,
        severity=severity or entry.severity,
        message=message or entry.sentence,
        fix=fix or entry.fix,
        place=place,
        related=related,
        detail=detail,
        entries=entries,
    )


def read_table(text: str) -> Mapping[str, Rule]:
    """Return the rules of a table in JSON by their ids, in its order.

    Raises ValueError for an id that is there twice, a step or severity that does not exist; TypeError for a wrong key.
    """
    rules: dict[str, Rule] = {}
    for name, entry in json.loads(text, object_pairs_hook=_once).items():
        rule = Rule(name, **{**entry, "see": tuple(entry.get("see", ()))})
        if rule.severity not in get_args(Severity) or rule.step not in get_args(Step):
            raise ValueError(f"{name}: {rule.severity}, {rule.step}")
        rules[name] = rule
    return MappingProxyType(rules)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    entries = dict(pairs)
    if len(entries) < len(pairs):
        raise ValueError(f"Duplicate keys: {[name for name, _ in pairs]}")
    return entries


REPLACED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "F3": ("E1", "F1"),
        "F11": ("E1", "E14", "F10"),
        "A7": ("R6",),
        "M12": ("A1",),
    }
)
"""Ids that no step reports, by the rules that ask the same. A case may still accept them; none gets another meaning."""

RULES: Mapping[str, Rule] = read_table(Path(__file__).with_name("rules.json").read_text(encoding="utf-8"))
