"""Every value of the four examples deleted, retyped and duplicated in turn: what `check` says of each, and where."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from makegood.formats import json_text
from makegood.pipeline.examine import BuildOutcome, examine_all

CASES = Path(__file__).parent.parent.parent / "cases"
REFS = ("MG-2026-001", "MG-2026-002", "MG-2026-003", "MG-2026-004")
TYPES = {"text": '"x"', "number": "7", "null": "null", "list": "[]", "object": "{}", "truth": "true"}
KINDS = {str: "text", int: "number", float: "number", list: "list", dict: "object", bool: "truth"}

# What may be missing without a word, by the reason; a number in a pointer is written *.
DELETED = {
    "for the editor or your own lists: no document says it": "/$schema /case/title /case/example",
    "has a stated default, and the page says so": "/case/timezone",
    "follows from other values; typed, it must agree with them": (
        "/agreement/fee /case/jurisdiction /refund/method /parties/creator/salutation_name"
    ),
    "how somebody is called, reached or described: another letter, as true": (
        "/parties/brand/address /parties/brand/address/* /parties/brand/contact/phone /parties/brand/contact/role"
        " /parties/brand/country /parties/brand/entity_type /parties/brand/handle /parties/brand/trading_name"
        " /parties/creator/address /parties/creator/address/* /case/jurisdiction/subdivision"
        " /parties/creator/email"
    ),
    "a term that was or was not agreed: nobody else can know": (
        "/agreement/campaign /agreement/disclosure_required /agreement/min_live_days /agreement/order_id"
        " /agreement/refund_clause /agreement/refund_clause/section /deliverables/*/due /deliverables/*/requires_approval"
        " /deliverables/*/spec /deliverables/*/spec/hashtags /deliverables/*/spec/hashtags/*"
        " /deliverables/*/spec/max_seconds /deliverables/*/spec/mention /deliverables/*/spec/min_seconds"
        " /deliverables/*/spec/text /deliverables/*/title"
    ),
    "a fact less, which the texts then leave out": (
        "/deliverables/*/disclosed /deliverables/*/url /payments/*/method /payments/*/reference /payments/*/settled_on"
        " /purchase/campaign /purchase/campaign/id /purchase/campaign/name /purchase/campaign/objective"
        " /purchase/coins /purchase/failure/reference /purchase/failure/shown /purchase/order_number"
        " /purchase/product /purchase/store"
    ),
    "one thing less that happened, or one word less about it": (
        "/log /log/* /log/*/by /log/*/deliverable /log/*/number /log/*/text /log/*/via"
    ),
    "what shows this has another proof, or proves something else as well": (
        "/agreement/evidence/* /agreement/refund_clause/evidence /agreement/refund_clause/evidence/*"
        " /deliverables/*/evidence /deliverables/*/evidence/* /log/*/evidence /log/*/evidence/* /payments/*/evidence/*"
        " /purchase/evidence/* /purchase/failure/evidence/*"
    ),
    "says more about a file, which shows what it shows without it": (
        "/evidence/*/captured_at /evidence/*/captured_by /evidence/*/created_on /evidence/*/device /evidence/*/kind"
        " /evidence/*/source_url /evidence/*/title"
    ),
    "shows more of the picture, or points at nothing in it": (
        "/evidence/*/crop /evidence/*/marks /evidence/*/marks/* /evidence/*/marks/*/note"
    ),
}
DUPLICATED = {
    "a city and its state may have one name": "/parties/brand/address/* /parties/creator/address/*",
    "the same mark drawn twice is one mark": "/evidence/*/marks/*",
}
# What is missing here is told there: at the ground that lacks its proof, at the list of which nothing can be computed.
ELSEWHERE = {"E3": "/refund/grounds/0", "K1": "/deliverables"}
# Shared words stand in cases/defaults.json: without the case's own object the keys are said to be missing there.
IN_DEFAULTS = {"/case"}


@dataclass(frozen=True)
class Mutant:
    """A case with one value changed: which, how, the new text, and the lines at which that is to be told."""

    pointer: str
    act: str
    text: str
    lines: frozenset[int]
    gone: frozenset[str] = frozenset()

    @property
    def pattern(self) -> str:
        """The pointer without its numbers."""
        return re.sub(r"/\d+", "/*", self.pointer)


def mutants(text: str) -> Iterator[Mutant]:
    """Change one value after the other, and leave every other byte as it is."""
    nodes, lines, data = json_text.read_places(text).nodes, json_text.Lines(text), json.loads(text)
    for pointer, node in nodes.items():
        if not pointer:
            continue
        above = pointer.rpartition("/")[0]
        row = [one for one in nodes if one and one.rpartition("/")[0] == above]
        start = (node.key or (node.start,))[0]
        first, last = lines.at(start)[0], lines.at(node.end)[0]
        value = at(data, pointer)
        if pointer != row[-1]:
            after = nodes[row[row.index(pointer) + 1]]
            cut = start, (after.key or (after.start,))[0]
        else:
            cut = nodes[row[row.index(pointer) - 1]].end if len(row) > 1 else start, node.end
        opened = lines.at(nodes[above].start)[0]
        yield Mutant(
            pointer, "deleted", text[: cut[0]] + text[cut[1] :], frozenset((opened, first)), frozenset(words(value))
        )
        for kind, other in TYPES.items():
            if kind != KINDS[type(value)]:
                yield Mutant(
                    pointer, "retyped", text[: node.start] + other + text[node.end :], frozenset(range(first, last + 1))
                )
        twice = f"{text[: node.end]}, {text[start:]}"
        yield Mutant(pointer, "duplicated", twice, frozenset(range(last, 2 * last - first + 1)))


def as_it_is(text: str) -> Mutant:
    """Make the mutant that is none."""
    return Mutant("", "kept", text, frozenset())


def at(data: object, pointer: str) -> object:
    """Find the value at a pointer."""
    for step in pointer.split("/")[1:]:
        data = data[int(step)] if isinstance(data, list) else data[step]
    return data


def words(value: object) -> Iterator[str]:
    """Give every text in a value, as it is typed."""
    if isinstance(value, str):
        yield json.dumps(value, ensure_ascii=False)
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from words(one)


def is_told(mutant: Mutant, outcome: BuildOutcome) -> bool:
    """Say whether a problem stands at the line of the change; of a deletion also at a line that refers to what is gone.

    A line refers to it if it holds a text that was deleted, as an id or the name of a file.
    """
    rows = mutant.text.splitlines()
    for problem in outcome.problems:
        for place in (problem.place, *problem.related):
            if not place.file.endswith("/case.json"):
                if any(json.dumps(Path(place.file).name) == word for word in mutant.gone):
                    return True
            elif place.line in mutant.lines:
                return True
            elif mutant.act == "deleted" and (
                ELSEWHERE.get(problem.rule) == place.pointer
                or any(word in rows[place.line - 1] for word in mutant.gone)
            ):
                return True
    return mutant.act == "deleted" and mutant.pointer in IN_DEFAULTS


OVER = {"MG-2026-004": "C3"}
"""The warning that one of the examples has as it is: 30 days after the delivery are over, one of two readings of PayPal."""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, Mutant, BuildOutcome]]:
    """Check every mutant of every example in this process; whatever is raised fails all."""
    home = tmp_path_factory.mktemp("mutants")
    shutil.copytree(CASES, home / "cases")
    texts = {ref: (home / "cases" / ref / "case.json").read_text(encoding="utf-8") for ref in REFS}
    made = [(ref, mutant) for ref, text in texts.items() for mutant in (as_it_is(text), *mutants(text))]

    def put() -> Iterator[Path]:
        for ref, mutant in made:
            (home / "cases" / ref / "case.json").write_text(mutant.text, encoding="utf-8")
            yield home / "cases" / ref

    found = [
        (ref, mutant, replace(outcome, problems=tuple(one for one in outcome.problems if one.rule != OVER.get(ref))))
        for (ref, mutant), outcome in zip(made, examine_all(put()), strict=True)
    ]
    # As it is nothing else is said of a case, so every word is of the mutant.
    assert [outcome.problems for _, mutant, outcome in found if mutant.act == "kept"] == [()] * len(REFS)
    return [row for row in found if row[1].act != "kept"]


def test_what_is_retyped_is_an_error_and_what_is_silent_has_a_reason(
    said: list[tuple[str, Mutant, BuildOutcome]], capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing but what is listed above passes without a word, and nothing is listed that does not."""
    counted = Counter((mutant.act, "silent" if not outcome.problems else "told") for _, mutant, outcome in said)
    with capsys.disabled():
        print(
            f"\n{len(said)} mutants:",
            ", ".join(f"{act} {how} {number}" for (act, how), number in sorted(counted.items())),
        )
    silent = {
        act: {mutant.pattern for _, mutant, outcome in said if mutant.act == act and not outcome.problems}
        for act in ("deleted", "retyped", "duplicated")
    }
    assert all(outcome.failed for _, mutant, outcome in said if mutant.act == "retyped")
    assert silent == {
        "deleted": set(" ".join(DELETED.values()).split()),
        "retyped": set(),
        "duplicated": set(" ".join(DUPLICATED.values()).split()),
    }


def test_every_mutant_is_told_at_its_line(said: list[tuple[str, Mutant, BuildOutcome]]) -> None:
    """Of what was told, all was told where the change is, or where something refers to it."""
    assert [
        (ref, mutant.pointer, mutant.act)
        for ref, mutant, outcome in said
        if outcome.problems and not is_told(mutant, outcome)
    ] == []


def test_control_a_mutant_is_another_text_and_its_line_is_not_any_line(
    said: list[tuple[str, Mutant, BuildOutcome]],
) -> None:
    """The mutants differ, there are some for every value, and a place elsewhere does not count."""
    texts = {(ref, mutant.text) for ref, mutant, _ in said}
    assert len(said) > 5_000
    assert len(texts) > 0.99 * len(said)
    _, mutant, outcome = next(row for row in said if row[1].act == "retyped")
    elsewhere = Mutant(mutant.pointer, mutant.act, mutant.text, frozenset((900,)))
    assert is_told(mutant, outcome)
    assert not is_told(elsewhere, outcome)
