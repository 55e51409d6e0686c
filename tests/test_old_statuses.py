"""fix: a status of an older version becomes what it says of the delivery and, where the dates do not say it, a defect.

The claim, the letters and the packets are the same before and after, in every case there is and in cases made up.
"""

from __future__ import annotations

import copy
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from conftest import BANK, add_case
from test_ledger import case as made_case, work
from test_render import prepared

from makegood.commands.fix import find_fixes, old_statuses
from makegood.domain import policies
from makegood.domain.defects import defects_of
from makegood.model.case import Case
from makegood.model.errors import CaseError
from makegood.model.facts import Facts
from makegood.model.words import FORMER_STATUSES
from makegood.model.workspace import Workspace
from makegood.pipeline.check import check
from makegood.pipeline.derive import derive
from makegood.pipeline.examine import examine
from makegood.pipeline.load import load
from makegood.pipeline.render import render

REPOSITORY = Path(__file__).parent.parent
KNOWN = policies.read()
CHANNELS = REPOSITORY / "tests" / "cases" / "channels"
FOLDERS = sorted(
    path.parent
    for pattern in ("cases/*/case.json", "tests/cases/good/**/case.json", "tests/cases/channels/*/case.json")
    for path in REPOSITORY.glob(pattern)
)
BACK = {"posted": "posted_on_time", "removed": "removed_early"}
"""The examples have today's words; with these, they are as an older version wrote them."""


def item(text: str) -> bytes:
    """Return the smallest case with this text from the status on."""
    data = (REPOSITORY / "tests/cases/good/smallest/MG-2026-001/case.json").read_bytes()
    assert data.count(b'"status": "not_delivered"') == 1
    return data.replace(b'"status": "not_delivered"', text.encode()).replace(
        b'"grounds": ["not_delivered"]', b'"grounds": ["requirements_changed"], "requested": "GBP 100.00"'
    )


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A copy of the smallest case, alone in a workspace."""
    folder = tmp_path / "cases" / "MG-2026-001"
    shutil.copytree(REPOSITORY / "tests/cases/good/smallest/MG-2026-001", folder)
    return folder


def fixed(folder: Path) -> bytes:
    """Return the content of case.json with all edits that `fix` offers."""
    own = folder / "case.json"
    return next((file.data for file in find_fixes(folder, Workspace.containing(folder))), own.read_bytes())


# The status with what stands next to it, and what `fix` makes of it. The video of this case was due on 15 September.
FORMS = {
    "on time, day unknown": ('"status": "posted_on_time"', '"status": "posted"'),
    "on time": (
        '"status": "posted_on_time", "posted_at": "2026-09-15"',
        '"status": "posted", "posted_at": "2026-09-15"',
    ),
    "late by its dates": (
        '"status": "posted_late", "posted_at": "2026-09-16"',
        '"status": "posted", "posted_at": "2026-09-16"',
    ),
    "late, day unknown": ('"status": "posted_late"', '"status": "posted", "defects": [{ "code": "late" }]'),
    "late, with another defect": (
        '"status": "posted_late", "defects": [{ "code": "wrong_link" }]',
        '"status": "posted", "defects": [{ "code": "wrong_link" }, { "code": "late" }]',
    ),
    "late, listed": (
        '"status": "posted_late", "defects": [{ "code": "late", "detail": "A week late." }]',
        '"status": "posted", "defects": [{ "code": "late", "detail": "A week late." }]',
    ),
    "not as agreed": ('"status": "posted_nonconforming"', '"status": "posted", "defects": [{ "code": "other" }]'),
    "not as agreed, with an empty list": (
        '"status": "posted_nonconforming", "defects": []',
        '"status": "posted", "defects": [{ "code": "other" }]',
    ),
    "not as agreed, and in what": (
        '"status": "posted_nonconforming", "defects": [{ "code": "wrong_product" }]',
        '"status": "posted", "defects": [{ "code": "wrong_product" }]',
    ),
    "removed after 10 of 30 days": (
        '"status": "removed_early", "posted_at": "2026-09-02", "removed_at": "2026-09-12", "min_live_days": 30',
        '"status": "removed", "posted_at": "2026-09-02", "removed_at": "2026-09-12", "min_live_days": 30',
    ),
    "removed, no days agreed": ('"status": "removed_early"', '"status": "removed"'),
    "removed, day of the post unknown": (
        '"status": "removed_early", "removed_at": "2026-09-12", "min_live_days": 30',
        '"status": "removed", "removed_at": "2026-09-12", "min_live_days": 30, "defects": [{ "code": "removed_early" }]',
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_new_form_is_written(case: Path, name: str) -> None:
    """Each old word becomes its status, with a defect only where the dates do not say it; then nothing is left."""
    old, new = FORMS[name]
    data = item(old)
    (case / "case.json").write_bytes(data)
    result = fixed(case)
    before, after = json.loads(data), json.loads(result)
    own = after["deliverables"][0]
    expected = before["deliverables"][0] | json.loads(f"{{{new}}}")
    assert own == expected
    assert before | {"deliverables": None} == after | {"deliverables": None}
    (case / "case.json").write_bytes(result)
    assert find_fixes(case, Workspace.containing(case)) == ()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_other_byte_stays(case: Path, newline: str) -> None:
    """Tabs, line ends and the order stay: the file differs in the word, and in the key that is added at the end."""
    text = json.dumps(json.loads(item('"status": "posted_late"')), indent="\t").replace("\n", newline)
    (case / "case.json").write_bytes(text.encode())
    lines = text.split(newline)
    word = next(index for index, line in enumerate(lines) if '"posted_late"' in line)
    last = next(index for index, line in enumerate(lines) if index > word and line == "\t\t}")
    lines[word] = lines[word].replace("posted_late", "posted")
    lines[last - 1] += ","
    lines.insert(last, '\t\t\t"defects": [{ "code": "late" }]')
    assert fixed(case).decode() == newline.join(lines)


def test_the_places_are_given(case: Path) -> None:
    """In CI, each edit is a line with its place and its reason, and without a value."""
    data = item('"status": "posted_late"')
    (case / "case.json").write_bytes(data)
    (file,) = find_fixes(case, Workspace.containing(case))
    line = data[: data.index(b'"posted_late"')].count(b"\n") + 1
    rows = file.places().splitlines()
    assert [row.partition(": S4 ")[2] for row in rows] == [old_statuses.WHY] * 2
    assert rows[0].startswith(f"cases/MG-2026-001/case.json:{line}:")


LEFT = {
    "on time, but the dates say late": '"status": "posted_on_time", "posted_at": "2026-09-16"',
    "late, but the dates say on time": '"status": "posted_late", "posted_at": "2026-09-15"',
    "an unrelated error": '"status": "posted_late", "price": "GBP -1.00"',
}


@pytest.mark.parametrize("name", LEFT)
def test_a_case_with_an_error_is_left_alone(case: Path, name: str) -> None:
    """What contradicts itself has two readings; the person decides first."""
    data = item(LEFT[name])
    (case / "case.json").write_bytes(data)
    assert fixed(case) == data


def test_a_status_is_left_where_the_time_to_cure_would_change(case: Path) -> None:
    """A defect that is added was not to be cured by any day, so it would open a cure period that is over."""
    defects = '"defects": [{ "code": "missing_disclosure", "cure_asked_on": "2026-09-20" }]'
    data = item(f'"status": "posted_nonconforming", {defects}').replace(
        b'"kind": "email_thread"', b'"kind": "email_thread", "cure_period_days": 5'
    )
    (case / "case.json").write_bytes(data)
    assert b"cure_period_days" in data
    assert fixed(case) == data
    without = data.replace(b'"cure_period_days": 5, ', b"").replace(b', "cure_period_days": 5', b"")
    (case / "case.json").write_bytes(without)
    assert fixed(case) != without


# --- The documents are the same before and after ---


def texts(folder: Path) -> tuple[Facts, Mapping[str, tuple[str, list[str], str]]]:
    """Return the facts of a case and all its texts: letters, support texts, packets and the page.

    A key that is no longer used is left out of the warnings: `fix` removes it at the same time.
    """
    case, warnings = check(load(folder, Workspace.containing(folder)), KNOWN)
    facts = derive(case, KNOWN, tuple(warning for warning in warnings if warning.rule != "S17"))
    return facts, {
        text.path: (text.subject, without_lines(text.body), text.html) for text in render(facts, prepared(facts), None)
    }


def without_lines(page: str) -> list[str]:
    """Return the lines of a text without the numbers of lines in case.json, in which the page sorts its warnings."""
    return sorted(re.sub(r"case\.json:\d+", "case.json", line) for line in page.splitlines())


def stated(facts: Facts) -> object:
    """Return what is claimed and on which grounds, and what is wrong with each piece of work."""
    return (
        facts.sums,
        facts.computation.result,
        facts.computation.formula,
        [ground.id for ground in facts.grounds],
        [(row.claimed, {defect.code for defect in row.defects}) for row in facts.rows],
    )


def assert_same(folder: Path, old: bytes, new: bytes) -> None:
    """Assert that two versions of a case make the same documents, and that the new one has no old word."""
    assert not old_statuses.are_in(json.loads(new))
    (folder / "case.json").write_bytes(old)
    before, old_texts = texts(folder)
    (folder / "case.json").write_bytes(new)
    after, new_texts = texts(folder)
    assert stated(before) == stated(after)
    assert dict(old_texts) == dict(new_texts)


def copied(folder: Path, tmp_path: Path) -> Path:
    """Return a copy of a case in a workspace of its own, with the defaults that it takes."""
    (tmp_path / "cases").mkdir()
    if folder.parent.name == "channels":
        return add_case(tmp_path, folder.name)
    shutil.copytree(folder, tmp_path / "cases" / folder.name)
    if (folder.parent / "defaults.json").exists():
        shutil.copy(folder.parent / "defaults.json", tmp_path / "cases")
    return tmp_path / "cases" / folder.name


def in_old_words(data: bytes) -> bytes:
    """Return a case with old words for today's where it has no defect."""
    for new, old in BACK.items():
        data = data.replace(f'"status": "{new}"'.encode(), f'"status": "{old}"'.encode())
    return data


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_the_documents_of_every_case_stay_the_same(folder: Path, tmp_path: Path) -> None:
    """Each case in the words of an older version, and as `fix` writes it."""
    own = copied(folder, tmp_path)
    old = in_old_words((folder / "case.json").read_bytes())
    if not old_statuses.are_in(json.loads(old)):
        pytest.skip("nothing in it was posted")
    (own / "case.json").write_bytes(old)
    assert_same(own, old, fixed(own))


def test_each_old_word_is_among_them() -> None:
    """The forms above and the sweep below have every old word."""
    assert {word for word in FORMER_STATUSES if any(f'"{word}"' in old for old, _ in FORMS.values())} == set(
        FORMER_STATUSES
    )


DAYS: Mapping[str, dict[str, Any]] = {
    "unknown": {},
    "in time": {"posted_at": "2026-09-02"},
    "after the day": {"posted_at": "2026-09-12T10:00:00+01:00"},
}
SECOND: Mapping[str, dict[str, Any]] = {"posted_on_time": {"posted_at": "2026-09-04"}, "not_delivered": {}}
LISTED: Mapping[str, list[dict[str, Any]]] = {
    "none": [],
    "product": [{"code": "wrong_product", "detail": "It shows the summer candle."}],
    "priced": [{"code": "wrong_link", "reduction": {"percent": 20, "reason": "the link is wrong"}}],
    "late, priced": [{"code": "late", "reduction": {"amount": "GBP 30.00", "reason": "posted late"}}],
    "label": [{"code": "missing_disclosure", "cure_asked_on": "2026-09-25"}],
}
REFUNDS: Mapping[str, dict[str, Any]] = {
    "late": {"grounds": ["late"], "requested": "GBP 100.00", "method": "negotiated"},
    "not as agreed": {"grounds": ["nonconforming"], "requested": "GBP 100.00", "method": "negotiated"},
    "removed": {"grounds": ["removed_early", "nonconforming"]},
    "by piece": {"grounds": ["partially_delivered", "late", "nonconforming"], "method": "by_deliverable"},
}
SWEEP = list(product(FORMER_STATUSES, DAYS, LISTED, REFUNDS, (False, True)))


def made_up(status: str, day: str, listed: str, refund: str, disclosed: bool) -> dict[str, Any]:
    """Return a case of two videos, the second of which was not delivered if the ground says so."""
    data: dict[str, Any] = json.loads((CHANNELS / BANK / "case.json").read_text(encoding="utf-8"))
    first: dict[str, Any] = {"id": "video-1", "type": "video", "status": status, "due": "2026-09-05", **DAYS[day]}
    if LISTED[listed]:
        first["defects"] = copy.deepcopy(LISTED[listed])
    if status == "removed_early":
        first["removed_at"] = "2026-09-14"
    second = "not_delivered" if refund == "by piece" else "posted_on_time"
    data["deliverables"] = [
        first | {"disclosed": disclosed},
        {"id": "video-2", "type": "video", "status": second, "due": "2026-09-05", **SECOND[second]},
    ]
    data["agreement"] |= {"min_live_days": 30, "fee": "GBP 1000.00", "disclosure_required": True}
    data["payments"] = [{"paid_on": "2026-08-06", "amount": "GBP 1000.00", "evidence": [data["evidence"][0]["id"]]}]
    data["refund"] = dict(REFUNDS[refund])
    data["log"] = []
    return data


def claims_late_what_was_on_time(status: str, day: str, listed: str, refund: str, _: bool) -> bool:
    """Return whether nothing is late but the ground; in the new form, D15 would ask for the day, as it should."""
    is_late = status == "posted_late" or day == "after the day" or "late" in listed
    return "late" in REFUNDS[refund]["grounds"] and day == "unknown" and not is_late


def test_the_documents_of_made_cases_stay_the_same(tmp_path: Path, is_whole: bool) -> None:
    """Every old word with and without its day, with other defects, grounds, methods and a missing label."""
    own = copied(CHANNELS / BANK, tmp_path)
    sweep = SWEEP if is_whole else SWEEP[::13]
    count = 0
    for combination in sweep:
        old = json.dumps(made_up(*combination), indent=2).encode()
        (own / "case.json").write_bytes(old)
        try:
            check(load(own, Workspace.containing(own)), KNOWN)
        except CaseError:
            continue  # contradicts its dates, or has no sum
        new = fixed(own)
        if claims_late_what_was_on_time(*combination):
            assert new == old
            continue
        assert_same(own, old, new)
        count += 1
    assert count > len(sweep) // 4


def test_an_old_word_is_not_offered_for_a_wrong_one(case: Path) -> None:
    """Who types a status that is none reads those of today; the defect of the same name is still offered."""
    (case / "case.json").write_bytes(item('"status": "gone"'))
    (fix,) = (problem.fix for problem in examine(case).problems if problem.rule == "S4")
    assert fix.startswith("Write one of: not_started, ")
    assert not [word for word in FORMER_STATUSES if word in fix]
    (case / "case.json").write_bytes(item('"status": "posted", "defects": [{ "code": "gone" }]'))
    (fix,) = (problem.fix for problem in examine(case).problems if problem.rule == "S4")
    assert "removed_early" in fix


# --- Negative controls ---


def codes(case: Case) -> list[str]:
    return [defect.code for entry in case.deliverables for defect in defects_of(entry, case)]


def broken(status: str, **more: Any) -> Iterator[Case]:
    """Yield a case in the old form, then one in which only the word was replaced."""
    yield made_case(work(1, status, **more))
    yield made_case(work(1, FORMER_STATUSES[status], **more))  # type: ignore[index]  # one of them


@pytest.mark.parametrize("status", ["posted_late", "posted_nonconforming"])
def test_the_word_alone_would_lose_the_defect(status: str) -> None:
    """Without the defect that is added, the comparison above would see a difference."""
    before, after = broken(status)
    assert codes(before) != codes(after) == []


def test_a_changed_document_is_seen(tmp_path: Path) -> None:
    """A defect too many, of a kind that documents name, is a difference."""
    own = copied(CHANNELS / BANK, tmp_path)
    data = made_up("posted_nonconforming", "in time", "none", "not as agreed", disclosed=True)
    old = json.dumps(data).encode()
    data["deliverables"][0] |= {"status": "posted", "defects": [{"code": "wrong_product"}]}
    data["deliverables"][1]["status"] = "posted"
    with pytest.raises(AssertionError):
        assert_same(own, old, json.dumps(data).encode())
