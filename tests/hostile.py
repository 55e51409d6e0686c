"""Cases of about one size that each have very many of something, for the time that a command takes over them.

tests/bench.py doubles them, tests/prove/test_bounded.py times them, tests/test_bounded.py counts what is printed.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parent.parent
REF = "MG-2026-001"
GOOD = REPOSITORY / "tests" / "cases" / "good" / "smallest" / REF / "case.json"
Case = dict[str, Any]


def good() -> Case:
    """Return the smallest good case."""
    case: Case = json.loads(GOOD.read_text(encoding="utf-8"))
    del case["$schema"]
    return case


def _words(count: int) -> Iterator[str]:
    """Give words that look like those of the schema, each once: a vowel or two is another one."""
    chance, seen = random.Random(18), set()
    known = ("case_ref", "timezone", "display_name", "agreed_on", "deliverables", "evidence", "payment", "reference")
    while len(seen) < count:
        word = list(chance.choice(known))
        for _ in range(4):
            word.insert(chance.randrange(len(word) + 1), chance.choice("abcdefghijklmnopqrstuvwxyz"))
        if (made := "".join(word)) not in seen:
            seen.add(made)
            yield made


def _keys(at: str) -> Callable[[int], bytes]:
    """Put unknown keys into the object at a pointer of the good case."""

    def made(size: int) -> bytes:
        case = good()
        place: Any = case
        for step in at.split("/")[1:]:
            place = place[int(step)] if isinstance(place, list) else place[step]
        place |= {f"key{number}": 1 for number in range(size // 15)}
        return _typed(case)

    return made


def _entries(subject: str, **other: Callable[[int], object]) -> Callable[[int], bytes]:
    """Fill a list with copies of its first entry, some of whose values are made from its number."""

    def made(size: int) -> bytes:
        case = good()
        first = deepcopy(case.get(subject, FIRST.get(subject))[0])
        width = len(_typed(first | {key: value(10_000) for key, value in other.items()})) + 2
        case[subject] = [
            first | {key: value(number) for key, value in other.items()} for number in range(size // width)
        ]
        return _typed(case)

    return made


def _full(subject: str, most: int, **values: Callable[[int], object]) -> Callable[[int], bytes]:
    """Fill a list as far as it may be filled, with entries that are right in themselves; a note has the rest."""

    def made(size: int) -> bytes:
        case = good()
        first = case.get(subject, FIRST.get(subject))[0]
        case[subject] = [first | {key: value(number) for key, value in values.items()} for number in range(most)]
        case["evidence"] = good()["evidence"] if subject != "evidence" else case["evidence"]
        rest = max(1, size - len(_typed(case)))
        return _typed(case).replace(b"{", b"{" + b" " * rest, 1)

    return made


def _day(number: int) -> str:
    return (date(2026, 1, 1) + timedelta(days=number % 320)).isoformat()


FIRST: Mapping[str, list[Case]] = {
    "log": [
        {
            "at": "2026-09-16T09:41:00+01:00",
            "event": "checked",
            "text": "No video on the profile.",
            "evidence": ["feed"],
        }
    ],
    "accepted": [{"rule": "M6", "reason": "The seller has agreed to give the tax back."}],
    "acknowledged": [{"id": "account_closes", "on": "2026-11-20", "by": "R. Patel"}],
}


def _typed(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def _with(begin: str, part: str, end: str) -> Callable[[int], bytes]:
    """Put many of a part into the text of the good case, before its first key."""

    def made(size: int) -> bytes:
        whole = part * (size // len(part.encode()))
        return _typed(good()).replace(b"{", f"{{{begin}{whole}{end}".encode(), 1)

    return made


def _spread(*, lists: Mapping[str, int], entry: Callable[[int], object]) -> Callable[[int], bytes]:
    """Fill each list as far as it may be filled, with entries that are wrong."""

    def made(size: int) -> bytes:
        case = good()
        width = len(_typed(entry(10_000))) + 2
        number = 0
        for subject, most in lists.items():
            each = max(1, size // (width + 5) // sum(lists.values()))
            case[subject] = []
            for _ in range(most):
                number += 1
                case[subject].append({f"{entry(number)}{at}": at for at in range(each)})
        return _typed(case)

    return made


LISTS = {"deliverables": 200, "payments": 200, "evidence": 200, "log": 1000}
SHAPES: Mapping[str, Callable[[int], bytes]] = {
    "unknown keys at the top": _keys(""),
    "unknown keys in case": _keys("/case"),
    "unknown keys in the creator": _keys("/parties/creator"),
    "unknown keys in a deliverable": _keys("/deliverables/0"),
    "unknown keys in a payment": _keys("/payments/0"),
    "unknown keys in the evidence": _keys("/evidence/0"),
    "unknown keys all over": _spread(lists=LISTS, entry=lambda number: f"k{number % 100_000:05}"),
    "words that are nearly known": lambda size: _typed(good() | dict.fromkeys(_words(size // 21), 1)),
    "log entries, all the same": _entries("log"),
    "log entries, all another": _entries("log", text=lambda number: f"Looked for the {number}th time."),
    "log entries that are numbers": lambda size: _typed(good() | {"log": [1] * (size // 3)}),
    "log entries that are empty": lambda size: _typed(good() | {"log": [{}] * (size // 4)}),
    "payments": _entries("payments", reference=lambda number: f"HP-{number}"),
    "payments of the same id": _entries("payments", id=lambda _: "one"),
    "payments of another currency": _entries("payments", amount=lambda number: f"{'GEU'[number % 3]}BP {number}.00"),
    "payments with a bad amount": _entries("payments", amount=lambda number: f"{number},50 €"),
    "deliverables": _entries("deliverables", id=lambda number: f"video-{number}"),
    "deliverables of the same id": _entries("deliverables"),
    "deliverables that are lists": lambda size: _typed(good() | {"deliverables": [[]] * (size // 4)}),
    "evidence": _entries("evidence", id=lambda number: f"proof-{number}", file=lambda number: f"proof {number}.pdf"),
    "evidence of the same id": _entries("evidence"),
    "evidence of the same file": _entries("evidence", id=lambda number: f"proof-{number}"),
    "ids of evidence that is not there": lambda size: _typed(
        good()
        | {"agreement": good()["agreement"] | {"evidence": [f"agrement-{number}" for number in range(size // 19)]}}
    ),
    "accepted rules": _entries("accepted", reason=lambda number: f"Because of {number}."),
    "accepted rules that are none": _entries("accepted", rule=lambda number: f"X{number}"),
    "acknowledged": _entries("acknowledged"),
    "grounds": lambda size: _typed(good() | {"refund": {"grounds": [f"not_deliverd{at}" for at in range(size // 21)]}}),
    "answers to what nobody asked": _full(
        "log", 1000, at=_day, event=lambda _: "rejected", by=lambda _: "tiktok", text=lambda number: f"Answer {number}."
    ),
    "ends, and steps after them": _full(
        "log",
        1000,
        at=_day,
        event=lambda number: ("closed", "asked")[number % 2],
        text=lambda number: f"Step {number}.",
    ),
    "letters that follow nothing": _full(
        "log",
        1000,
        at=_day,
        event=lambda _: "sent",
        letter=lambda _: "acceptance",
        text=lambda number: f"Letter {number}.",
    ),
    "letters with deadlines": _full(
        "log",
        1000,
        at=_day,
        event=lambda _: "sent",
        letter=lambda _: "reminder",
        deadline=lambda number: _day(number + 14),
        text=lambda number: f"Letter {number}.",
    ),
    "letters to desks": _full(
        "log",
        1000,
        at=_day,
        event=lambda _: "sent",
        desk=lambda number: f"desk_{number}",
        text=lambda number: f"Letter {number}.",
    ),
    "tickets": _full(
        "log",
        1000,
        at=_day,
        event=lambda _: "ticket_opened",
        desk=lambda _: "tiktok_support",
        number=lambda number: f"T-{number}",
        text=lambda number: f"Ticket {number}.",
    ),
    "disputes": _full(
        "log",
        1000,
        at=_day,
        event=lambda number: ("dispute_opened", "cancelled")[number % 2],
        desk=lambda number: f"desk_{number}",
        text=lambda number: f"Dispute {number}.",
    ),
    "sums that were agreed": _full(
        "log",
        1000,
        at=_day,
        event=lambda _: "agreed",
        amount=lambda number: f"GBP {number}.00",
        text=lambda number: f"Agreed {number}.",
    ),
    "more time": _full(
        "log",
        1000,
        at=_day,
        event=lambda _: "extended",
        deadline=lambda number: _day(number + 3),
        text=lambda number: f"More time {number}.",
    ),
    "payments out and in": _full(
        "payments",
        200,
        paid_on=_day,
        amount=lambda number: f"GBP {number + 1}.00",
        direction=lambda number: ("out", "in")[number % 2],
        reference=lambda number: f"R{number}",
    ),
    "work with its posts": _full(
        "deliverables",
        200,
        id=lambda number: f"video-{number}",
        due=_day,
        posted_at=_day,
        status=lambda number: ("posted_late", "posted_on_time")[number % 2],
        price=lambda number: f"GBP {number}.00",
    ),
    "proofs that nothing names": _full(
        "evidence",
        200,
        id=lambda number: f"proof-{number}",
        file=lambda number: f"proof {number}.pdf",
        translation_of=lambda number: f"proof-{number + 1}",
    ),
    "opened lists": lambda size: b"[" * size,
    "opened objects": lambda size: b'{"a":' * (size // 5),
    "opened objects in a case": _with('"a": ', '{"a":', "1,"),
    "closed lists": lambda size: b"]" * size,
    "lists that are closed by }": lambda size: b'{"a": [' + b"[}," * (size // 3),
    "lists that nobody closed": lambda size: b'{"a": {' + b'"b": [1, {"c": 2}, ' * (size // 19),
    "keys after a list that nobody closed": lambda size: b'{"a": [' + b'"b": 1, ' * (size // 8) + b"}",
    "objects that nobody closed": lambda size: b'{"a": [' + b'{"b": 1, ' * (size // 9) + b"]}",
    "one long text": lambda size: _typed(good() | {"agreement": good()["agreement"] | {"terms": "x" * size}}),
    "one long caption": lambda size: _typed(
        good() | {"evidence": [{"file": "a.pdf", "caption": "word " * (size // 5)}]}
    ),
    "one long key": lambda size: _typed(good() | {"k" * size: 1}),
    "one long number": lambda size: _typed(good()).replace(b"{", b'{"n": ' + b"9" * size + b",", 1),
    "one long amount": lambda size: _typed(
        good() | {"payments": [good()["payments"][0] | {"amount": "1.000" * (size // 5)}]}
    ),
    "one long handle": lambda size: _typed(
        good() | {"parties": {**good()["parties"], "creator": {**good()["parties"]["creator"], "handle": "@" * size}}}
    ),
    "one long address": lambda size: _typed(
        good()
        | {"parties": {**good()["parties"], "creator": {**good()["parties"]["creator"], "email": "a." * (size // 2)}}}
    ),
    "one key very often": _with("", '"case": 1, ', ""),
    "surrogates": _with('"a": "', r"\ud800", '",'),
    "controls": _with('"a": "', "\x01", '",'),
    "escapes": _with('"a": "', r"\q", '",'),
    "comments": _with("", "/**/", ""),
    "comments in lines": _with("", "//\n", ""),
    "comments that nobody closed": _with("", "/* ", ""),
    "commas": _with("", ",", ""),
    "colons": _with("", ":", ""),
    "quotes": _with("", '"', ""),
    "curly quotes": _with("", "“a”: 1, ", ""),
    "single quotes": _with("", "'a': 1, ", ""),
    "half quotes": _with("", "“", ""),
    "words without quotes": _with("", "word ", ""),
    "keys without quotes": _with("", "word: 1, ", ""),
    "breaks": _with("", "\n", ""),
    "blanks": _with("", " ", ""),
    "characters that nobody sees": _with("", "\u200b", ""),
    "FILL IN": _entries("log", text=lambda number: f"FILL IN: {number}"),
    "FILL IN all over": lambda size: _typed(good() | {f"k{number}": "FILL IN" for number in range(size // 20)}),
    "letters that no font has": lambda size: _typed(
        good() | {"case": good()["case"] | {"title": "\U0001f9ff" * (size // 4)}}
    ),
}
"""Each as a function from the number of bytes to the bytes of a case.json; the numbers are about right."""


def story(size: int) -> bytes:
    """Return a story of so many bytes."""
    return b"A line of *words* and [brackets] &amp; > signs.\n" * (size // 49)


def defaults(size: int) -> bytes:
    """Return defaults with as many keys that nobody knows."""
    return _typed({"case": {"language": "en"}} | {f"key{number}": 1 for number in range(size // 13)})


def put(folder: Path, case: bytes, **other: bytes) -> Path:
    """Write a workspace with one case, and return the case's folder; `other` are story and defaults."""
    made = folder / "cases" / REF
    (made / "evidence").mkdir(parents=True, exist_ok=True)
    (made / "case.json").write_bytes(case)
    if "story" in other:
        (made / "story.md").write_bytes(other["story"])
    if "defaults" in other:
        (folder / "cases" / "defaults.json").write_bytes(other["defaults"])
    return made
