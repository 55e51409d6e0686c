"""The check-list of facts: each rests on a passage of a dated snapshot, which is known by its hash alone.

The hash is that of the passage with each run of white space as one space, in UTF-8. `url` is empty where no page of its own is known.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from makegood import assets

LIST = Path(__file__).parents[1] / "docs" / "facts.json"
FACTS: list[dict[str, Any]] = json.loads(LIST.read_text(encoding="utf-8"))["facts"]
VERDICTS = {"agrees", "differs", "missing"}
LEAST = 40
"""How many facts the list has at least."""


def faults(fact: dict[str, Any]) -> list[str]:
    """Name what is wrong with an entry of the list."""
    snapshot, entered = date.fromisoformat(fact["snapshot"]), date.fromisoformat(fact["entered_on"])
    checked = date.fromisoformat(fact["checked_on"]) if fact["checked_on"] else None
    named = re.match(r"(channels|desks|escalations|grounds)/\w+\.json", fact["program"])
    wrong = {
        "sha256": not re.fullmatch("[0-9a-f]{64}", fact["quotation"]["sha256"]) or fact["quotation"]["characters"] < 1,
        "commit": not re.fullmatch("[0-9a-f]{40}", fact["archive"]["commit"]),
        "url": not fact["url"].startswith("https://") and bool(fact["url"]),
        "edition": not fact["edition"],
        "snapshot": snapshot > entered,
        "checked_on": checked is not None and checked <= entered,
        "verdict": fact["verdict"] not in VERDICTS or (fact["verdict"] != "agrees") == (not fact["change"]),
        "program": named is not None and not (assets.folder("policies") / named[0]).is_file(),
    }
    return [name for name, is_wrong in wrong.items() if is_wrong]


def test_the_list_is_long_enough_and_names_each_fact_once() -> None:
    """Facts by their own ids, and no two with the same words."""
    assert len({fact["id"] for fact in FACTS}) == len({fact["says"] for fact in FACTS}) == len(FACTS) >= LEAST


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["id"])
def test_each_fact_has_its_source(fact: dict[str, Any]) -> None:
    """A dated edition, a snapshot, a passage; a second look is on another day."""
    assert faults(fact) == []


@pytest.mark.parametrize(("change", "name"), [
    ({"snapshot": "2027-01-01"}, "snapshot"), ({"checked_on": FACTS[0]["entered_on"]}, "checked_on"), ({"edition": ""}, "edition"),
    ({"url": "tiktok.com"}, "url"), ({"verdict": "agrees"}, "verdict"), ({"program": "channels/none.json#/x"}, "program"),
])  # fmt: skip
def test_control_a_spoilt_fact_is_found(change: dict[str, Any], name: str) -> None:
    """One change to a good entry, one fault."""
    good = next(
        fact for fact in FACTS if fact["change"] and fact["url"] and fact["entered_on"] == FACTS[0]["entered_on"]
    )
    assert faults({**good, **change}) == [name]
