"""check/sound.py: the quick look at a case agrees with jsonschema, which judges whatever it cannot."""

from __future__ import annotations

import copy
import json
import shutil
import random
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from test_cli import REPOSITORY

from makegood.pipeline.check import schema, fast_validator

GOOD = (REPOSITORY / "tests" / "cases" / "good").rglob("case.json")
CASES = sorted([*(one for one in GOOD if "defaults" not in one.parts), *(REPOSITORY / "cases").glob("*/case.json")])
"""Without the case that is whole only together with its defaults."""
BAD = sorted((REPOSITORY / "tests" / "cases" / "bad").rglob("case.json"))
JUNK: tuple[Any, ...] = (
    None,
    True,
    0,
    1,
    -1,
    10**13,
    Decimal("0.5"),
    1.0,
    "",
    "x",
    "GBP 1.00\n",
    "2026-13-40",
    "negotiated",
    "a" * 6000,
    [],
    ["a", "a"],
    ["ok", "ok2"],
    [{}],
    {},
    {"x": 1},
    {"method": "negotiated"},
)


def judged(data: object, name: str = "case") -> bool:
    """Ask jsonschema itself, past the quick look."""
    return next(schema._validator(name).iter_errors(data), None) is None  # noqa: SLF001  # the judge behind `faults`


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Give every container with each of its keys, the outermost first."""
    keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    for key in keys:
        yield value, key
        yield from places(value[key])


def spoiled(data: Any, rounds: int, seed: int) -> Iterator[Any]:
    """Give copies of a case with one thing changed: a value replaced, a key taken away, added or renamed."""
    dice = random.Random(seed)  # noqa: S311  # no secret
    for _ in range(rounds):
        made = copy.deepcopy(data)
        home, key = dice.choice(list(places(made)))
        act = dice.choice(("replace", "replace", "replace", "remove", "add"))
        if act == "replace":
            home[key] = copy.deepcopy(dice.choice(JUNK))
        elif act == "remove":
            del home[key]
        elif isinstance(home, dict):
            home[dice.choice(("notes", "evidence", "method", "no_such_key"))] = copy.deepcopy(dice.choice(JUNK))
        else:
            home.append(copy.deepcopy(dice.choice(JUNK)))
        yield made


def test_there_are_cases_to_compare() -> None:
    """The loops below are over lists that are not empty."""
    assert len(CASES) > 3
    assert len(BAD) > 50


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_a_good_case_is_sound(path: Path) -> None:
    """What jsonschema finds nothing wrong with needs no jsonschema."""
    data = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    assert judged(data)
    assert fast_validator.is_valid(data, "case", schema.read_schema)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_what_is_called_sound_has_no_fault(path: Path, is_whole: bool) -> None:
    """Over spoiled copies, hundreds with --whole: sound means that jsonschema finds nothing, in these and no others."""
    data = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    verdicts = [
        (fast_validator.is_valid(one, "case", schema.read_schema), judged(one), one)
        for one in spoiled(data, 300 if is_whole else 80, len(path.parts))
    ]
    assert {quick for quick, _, _ in verdicts} == {True, False}
    assert not [one for quick, slow, one in verdicts if quick and not slow]
    # A float, which load never gives, is left to jsonschema; all else is told alike.
    assert not [one for quick, slow, one in verdicts if slow and not quick and "1.0" not in repr(one)]


def test_with_the_quick_look_at_parts_the_same_faults_are_found(is_whole: bool) -> None:
    """In the same order, with the same places and values; and the quick look does skip parts."""
    data = json.loads(CASES[-1].read_text(encoding="utf-8"), parse_float=Decimal)
    skipped = 0
    for spoiled_one in spoiled(data, 300 if is_whole else 60, 1):
        slow, quick = (
            [(one.validator, [*one.absolute_path], one.instance, one.validator_value, one.schema) for one in errors]
            for errors in (
                schema._validator("case").iter_errors(spoiled_one),  # noqa: SLF001  # the judge behind `faults`
                schema._validator("case", quick=True).iter_errors(spoiled_one),  # noqa: SLF001  # as above
            )
        )
        assert quick == slow
        payments = spoiled_one.get("payments")
        skipped += sum(
            fast_validator.follows(one, "#/$defs/Payment", "case", schema.read_schema)
            for one in (payments if isinstance(payments, list) else ())
        )
    assert skipped > 30
    assert not fast_validator.follows({"paid_on": "x"}, "#/$defs/Payment", "case", schema.read_schema)


def test_the_bad_cases_are_not_sound_where_the_schema_refuses_them() -> None:
    """Every case of tests/cases/bad that is JSON gets one verdict from both."""
    compared = set()
    for path in BAD:
        try:
            data = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        except ValueError:
            continue
        verdict = judged(data)
        compared.add(verdict)
        assert fast_validator.is_valid(data, "case", schema.read_schema) == verdict, path
    assert compared == {True, False}


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_defaults_are_judged_alike(junk: object) -> None:
    """The schema of the defaults refers to the one of the case."""
    for data in (junk, {"case": junk}, {"case": {"timezone": junk}}, {"settings": {"limits": {"pdf_pages": junk}}}):
        quick = fast_validator.is_valid(data, "defaults", schema.read_schema)
        assert quick == judged(data, "defaults") or (not quick and "1.0" in repr(data))


@pytest.mark.parametrize(
    ("node", "data"),
    [
        ({"anyOf": [{"type": "string"}]}, 1),
        ({"not": {"anyOf": [{}]}}, 1),
        ({"if": {"anyOf": [{}]}, "then": {"type": "string"}}, 1),
        ({"$ref": "https://schemas.example/evil.json"}, {}),
        ({"$ref": "other.schema.json#/properties/x"}, {}),
        ({"additionalProperties": {"type": "string"}}, {"a": 1}),
        ({"enum": [[1]]}, [1]),
        ({"type": "number"}, 1.0),
    ],
)
def test_what_it_does_not_know_is_never_sound(node: dict[str, Any], data: object) -> None:
    """An unknown keyword, wherever it stands, leaves the verdict to jsonschema: within a `not` too."""
    assert not fast_validator.is_valid(data, "x", lambda _: node)


def test_a_good_case_needs_no_jsonschema_and_no_holidays(tmp_path: Path) -> None:
    """They cost as much to import as all the rest of a check; a bad case needs the one, a stated deadline the other."""
    heavy = {"jsonschema", "referencing", "holidays"}
    code = (
        "import sys; from makegood.cli.app import run; run(['check', '-q', sys.argv[1]]);"
        f"print(sorted({heavy} & set(sys.modules)), file=sys.stderr)"
    )

    def imported(case: Path) -> str:
        done = subprocess.run([sys.executable, "-c", code, str(case)], capture_output=True, text=True, check=True)
        return done.stderr.splitlines()[-1]

    case = tmp_path / "cases" / "MG-2026-001"
    shutil.copytree(REPOSITORY / "cases", tmp_path / "cases")
    assert imported(case) == "[]"
    data = json.loads((case / "case.json").read_text(encoding="utf-8"))
    sent = {"at": data["case"]["as_of"], "event": "sent", "letter": "first_request", "by": "brand"}
    data["log"] = [*data.get("log", []), {**sent, "deadline": "2027-02-02"}]
    (case / "case.json").write_text(json.dumps(data), encoding="utf-8")
    assert imported(case) == "['holidays']"
    bad = next(path for path in BAD if "s2-missing-key" in path.parts)
    assert imported(bad.parent) == "['jsonschema', 'referencing']"
