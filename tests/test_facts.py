"""The check-list of facts: each rests on a passage of a dated snapshot, which is known by its hash alone.

The hash is that of the passage with each run of white space as one space, in UTF-8. `url` is empty where no page of its own is known.
`archive` is null where a public page was read that is in no dated archive: `snapshot` is the day of reading then, and it is no
official text. `program` is the entry that says the same: a file of the policies, # and a JSON Pointer into it, or
a words file, #/ and words that stand in it; where the program has none it is empty, which is no agreement.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from makegood.storage import package_data
from reread import contains, reread

LIST = Path(__file__).parents[1] / "docs" / "facts.json"
FACTS: list[dict[str, Any]] = json.loads(LIST.read_text(encoding="utf-8"))["facts"]
VERDICTS = {"agrees", "differs", "missing"}
LEAST = 40
"""How many facts the list has at least."""


def entry(pointer: str) -> Any:
    """Return what an entry such as `channels/direct_bank.json#/holder` points to in the policies, None where there is nothing."""
    name, _, path = pointer.partition("#/")
    if name.endswith((".j2", ".toml")):
        template = package_data.folder("templates") / name
        return path if path and template.is_file() and path in template.read_text(encoding="utf-8") else None
    file = package_data.folder("policies") / name
    if not path or not file.is_file():
        return None
    found: Any = json.loads(file.read_text(encoding="utf-8"))
    for key in path.split("/"):
        if isinstance(found, list):
            found = found[int(key)] if key.isdecimal() and int(key) < len(found) else None
        else:
            found = found.get(key) if isinstance(found, dict) else None
    return found


def faults(fact: dict[str, Any]) -> list[str]:
    """Name what is wrong with an entry of the list."""
    snapshot, entered = date.fromisoformat(fact["snapshot"]), date.fromisoformat(fact["entered_on"])
    checked = date.fromisoformat(fact["checked_on"]) if fact["checked_on"] else None
    commit, is_page = (fact["archive"] or {}).get("commit", ""), fact["archive"] is None
    wrong = {
        "sha256": not re.fullmatch("[0-9a-f]{64}", fact["quotation"]["sha256"]) or fact["quotation"]["characters"] < 1,
        "commit": not is_page and not re.fullmatch("[0-9a-f]{40}", commit),
        "url": not fact["url"].startswith("https://") and (bool(fact["url"]) or is_page),
        "confidence": is_page and fact["confidence"] == "official",
        "edition": not fact["edition"],
        "snapshot": snapshot > entered,
        "checked_on": checked is not None and checked <= entered,
        "verdict": fact["verdict"] not in VERDICTS or (fact["verdict"] != "agrees") == (not fact["change"]),
        "program": not entry(fact["program"]) and (bool(fact["program"]) or fact["verdict"] == "agrees"),
    }
    return [name for name, is_wrong in wrong.items() if is_wrong]


def test_the_list_is_long_enough_and_names_each_fact_once() -> None:
    """Facts by their own ids, and no two with the same words."""
    assert len({fact["id"] for fact in FACTS}) == len({fact["says"] for fact in FACTS}) == len(FACTS) >= LEAST


def test_enough_facts_were_compared_with_their_source_on_another_day() -> None:
    """Reading once is how the superseded coin rules came in."""
    assert sum(bool(fact["checked_on"]) and not faults(fact) for fact in FACTS) >= LEAST


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["id"])
def test_each_fact_has_its_source(fact: dict[str, Any]) -> None:
    """A dated edition, a snapshot, a passage; a second look is on another day."""
    assert faults(fact) == []


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"snapshot": "2027-01-01"}, "snapshot"),
        ({"checked_on": FACTS[0]["entered_on"]}, "checked_on"),
        ({"edition": ""}, "edition"),
        ({"url": "tiktok.com"}, "url"),
        ({"change": "Something is still to do."}, "verdict"),
        ({"verdict": "differs"}, "verdict"),
        ({"program": "channels/none.json#/holder"}, "program"),
        ({"program": "channels/direct_bank.json"}, "program"),
        ({"program": "channels/direct_bank.json#/holders"}, "program"),
        ({"program": "channels/direct_bank.json#/consequences/99"}, "program"),
        ({"program": "channels/direct_bank.json#/title/0"}, "program"),
        ({"program": ""}, "program"),
        ({"program": "words/en.toml#/These words stand nowhere."}, "program"),
        ({"archive": {"repository": "a/b", "file": "c", "commit": "HEAD"}}, "commit"),
        ({"archive": None}, "confidence"),
        ({"archive": None, "confidence": "mirror", "url": ""}, "url"),
    ],
)
def test_control_a_spoilt_fact_is_found(change: dict[str, Any], name: str) -> None:
    """One change to a good entry, one fault."""
    good = next(
        fact for fact in FACTS if fact["verdict"] == "agrees" and fact["url"] and fact["confidence"] == "official"
    )
    assert faults(good) == []
    assert faults({**good, **change}) == [name]


def test_what_the_program_lacks_may_name_no_entry() -> None:
    """Only a fact that is still missing has none to name, and it says what is to do."""
    good = next(fact for fact in FACTS if fact["verdict"] == "agrees")
    assert faults({**good, "verdict": "missing", "change": "An entry of its own.", "program": ""}) == []


def test_a_passage_is_found_by_its_hash_wherever_lines_are_broken() -> None:
    """White space does not count; a changed word does."""
    words = "The party will have 60 days."
    quotation = {"characters": len(words), "sha256": hashlib.sha256(words.encode()).hexdigest()}
    assert contains("Before. The party\n  will have 60\tdays. After.", quotation)
    assert not contains("Before. The party will have 30 days. After.", quotation)


def test_a_passage_that_left_the_newest_text_is_superseded() -> None:
    """The archive's newest commit decides whether a fact has to be read again."""
    words = "The cap is 500 USD"
    fact = {
        "archive": {"repository": "a/b", "commit": "1", "file": "c"},
        "quotation": {"characters": len(words), "sha256": hashlib.sha256(words.encode()).hexdigest()},
        "url": "https://example.com/",
    }
    assert reread(fact, lambda repository, commit, file: words) == "agrees"
    assert reread(fact, lambda repository, commit, file: words if commit == "1" else "") == "superseded"
    assert reread(fact, lambda repository, commit, file: "" if commit == "1" else words) == "not found"
    assert reread({**fact, "archive": None}, lambda repository, commit, file: "") == "open https://example.com/"
