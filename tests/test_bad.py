"""The bad cases: each rule has a case that breaks it, and each case is told in exactly the words of its report.txt.

A folder `tests/cases/bad/<rule>-<what>/` holds a case that is spoiled in one way. `expected.json` says which rules are
broken and where, and nothing renews it; `report.txt` is what a person reads, and `pytest --renew` writes it anew.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from makegood.model.workspace import Workspace
from makegood.formats import message_commands
from makegood.domain import policies
from makegood import reporting
from makegood.pipeline.check import check, schema
from makegood.model.errors import CaseError, Place, Problem
from makegood.pipeline.load import load, shown_paths
from makegood.model.rules import RULES

HERE = Path(__file__).parent
FOLDERS = HERE / "cases" / "bad"
BAD = sorted(path.name for path in FOLDERS.iterdir())
OWN = policies.read(None)
WIDTH = 100


@dataclass(frozen=True)
class Bad:
    """A bad case, its workspace if it has one, and all that the first two steps report of it."""

    folder: Path
    workspace: Workspace | None
    problems: tuple[Problem, ...]

    @property
    def words(self) -> str:
        """The report as a person sees it in a terminal of usual width."""
        texts = shown_paths(self.folder, self.workspace)
        problems = [replace(one, fix=message_commands.render_commands(one.fix)) for one in self.problems]
        return reporting.human(problems, texts, width=WIDTH, colour=False, values=True)


@cache
def bad(name: str) -> Bad:
    """Load and check the case of a folder; one that holds `cases/` is a workspace, with policies of its own or not."""
    root = FOLDERS / name
    (found,) = root.rglob("case.json")
    workspace = Workspace(root) if (root / "cases").is_dir() else None
    return Bad(found.parent, workspace, problems_of(found.parent, workspace))


def problems_of(folder: Path, workspace: Workspace | None) -> tuple[Problem, ...]:
    """Give all that is reported of a case, by whichever of the first two steps."""
    try:
        return check(load(folder, workspace), policies.read(workspace) if workspace else OWN)[1]
    except CaseError as error:
        return error.problems


def rows(problems: tuple[Problem, ...], expected: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Write problems as expected.json does; a file is named only where there are two."""
    has_file = any("file" in row for row in expected)
    return [
        {
            "rule": one.rule,
            **({"file": one.place.file} if has_file else {}),
            "line": one.place.line,
            "column": one.place.column,
            "pointer": one.place.pointer,
        }
        for one in problems
    ]


@pytest.mark.parametrize("name", BAD)
def test_a_bad_case_is_told_what_its_folder_says(name: str) -> None:
    """Every bad case has the problems of its expected.json: these, there, in this order, no others."""
    expected = json.loads((FOLDERS / name / "expected.json").read_text(encoding="utf-8"))
    assert expected
    assert rows(bad(name).problems, expected) == expected


@pytest.mark.parametrize("name", BAD)
def test_a_bad_case_is_told_in_these_words(name: str, renew: bool) -> None:
    """Message, lines, marks, detail and fix are those that were read and approved, to the letter."""
    golden, told = FOLDERS / name / "report.txt", bad(name).words
    if renew:
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", BAD)
def test_a_mistake_is_told_once(name: str) -> None:
    """No two problems of a bad case say the same of the same value."""
    told = Counter((one.place.file, one.place.pointer, one.message) for one in bad(name).problems)
    assert [one for one, times in told.items() if times > 1] == []


def at(place: Place, texts: Mapping[str, str]) -> str:
    """Cut out of its file what a place marks."""
    lines = texts[place.file].splitlines()[place.line - 1 : place.end_line]
    lines[-1] = lines[-1][: place.end_column - 1]
    lines[0] = lines[0][place.column - 1 :]
    return "\n".join(lines)


def stands(place: Place, texts: Mapping[str, str], *, part: bool = False) -> bool:
    """Say whether a place marks the value or the key that its pointer names, the bracket that opens it, or a part."""
    value: object = json.loads(texts[place.file])
    *_, key = steps = [step.replace("~1", "/").replace("~0", "~") for step in place.pointer.split("/")]
    for step in steps[1:]:
        if isinstance(value, dict) and step not in value:
            break
        value = value[int(step)] if isinstance(value, list) else value[step] if isinstance(value, dict) else None
    marked = at(place, texts)
    if marked in {"{", "["}:
        return isinstance(value, dict if marked == "{" else list)
    try:
        return json.loads(marked) in (value, key)
    except json.JSONDecodeError:
        return part and isinstance(value, str) and marked in value


@pytest.mark.parametrize("name", BAD)
def test_each_mark_stands_at_its_value(name: str) -> None:
    """Line and columns of each problem, and of each value that disagrees with it, cut out what the pointer names."""
    told = bad(name)
    texts = shown_paths(told.folder, told.workspace)
    places = [(place, one.rule) for one in told.problems for place in (one.place, *one.related)]
    for place, rule in places:
        if place.pointer and place.line and one_object(texts[place.file]):
            # Of a text with a character that cannot be seen, that character alone is marked.
            assert stands(place, texts, part=rule == "J7"), place


def one_object(text: str) -> bool:
    """Say whether a text is JSON: of one that is not, a place can only be where reading stopped."""
    try:
        return isinstance(json.loads(text), dict)
    except json.JSONDecodeError:
        return False


def test_a_mark_beside_its_value_is_found() -> None:
    """Negative control: a mark one column off, or at another value."""
    text = {"case.json": '{ "due": "2026-09-15",\n  "id": "video-3" }'}
    assert stands(Place("case.json", 1, 10, 1, 22, "/due"), text)
    assert stands(Place("case.json", 1, 3, 1, 8, "/due"), text)
    assert not stands(Place("case.json", 1, 11, 1, 22, "/due"), text)
    assert not stands(Place("case.json", 2, 9, 2, 18, "/due"), text)


IN_THE_FOLDER = {"e1-empty-file", "e1-wrong-ending", "n2-space-in-the-folder"}
"""Cases whose file is good: what was spoiled is a name or a file of the folder."""
GOOD = [path.read_text(encoding="utf-8").splitlines() for path in sorted((HERE / "cases" / "good").rglob("case.json"))]


def spoiled(text: str) -> set[int]:
    """Give the lines in which a case differs from the good case that is nearest to it, and those beside a lost line."""
    lines = text.splitlines()
    best: set[int] | None = None
    for good in GOOD:
        changed: set[int] = set()
        for kind, _, _, first, last in SequenceMatcher(None, good, lines, autojunk=False).get_opcodes():
            changed |= set(range(first, last + 2)) if kind == "delete" else set(range(first + 1, last + 1))
            changed -= set(range(first + 1, last + 1)) if kind == "equal" else set()
        best = changed if best is None or len(changed) < len(best) else best
    return best or set()


@pytest.mark.parametrize("name", [name for name in BAD if not name.startswith("defaults-")])
def test_each_error_is_on_the_line_that_was_spoiled(name: str) -> None:
    """Each error, or a value that disagrees with it, stands on a line that the nearest good case has otherwise."""
    told = bad(name)
    for label, text in shown_paths(told.folder, told.workspace).items():
        mine = [one for one in told.problems if one.place.file == label and one.severity == "error"]
        for one in mine if label.endswith("/case.json") else []:
            lines, changed = {place.line for place in (one.place, *one.related)}, spoiled(text)
            if one.rule == "S2":  # what is missing has no line: the object that lacks it opens at or before the gap
                assert one.place.line <= max(changed)
            else:
                assert lines & changed or name in IN_THE_FOLDER, (one.rule, lines, changed)


@pytest.mark.parametrize("name", BAD)
def test_words_hold_no_value_of_the_case(name: str) -> None:
    """Logs of CI print message and fix: they repeat nothing that was typed, but for the program's own words."""
    own = json.dumps(schema.read_schema("case")) + " ".join(rule.sentence + rule.fix for rule in RULES.values())
    text = "".join(
        path.read_text(encoding="utf-8", errors="replace")
        for path in (FOLDERS / name).rglob("*.json")
        if path.name != "expected.json"
    )
    typed = {value for value in re.findall(r'"([^"\n]{4,})"', text) if value not in own}
    for one in bad(name).problems:
        assert not [value for value in typed if value in one.message or value in one.fix], one


def test_the_report_of_defaults_names_their_file() -> None:
    """A mistake is reported in the file where it stands, also if the case says something else."""
    told = bad("defaults-overridden-mistake").problems
    assert {one.place.file for one in told} == {"cases/defaults.json"}


THEMES = {"hand", "defaults", "several"}
"""What other folders are named after: slips of the hand that any rule may catch, a workspace's defaults, many at once."""
ELSEWHERE = {
    "J5": "test_load.py::test_bytes_that_are_no_case_are_refused_with_a_place",
    "F1": "test_load.py::test_links_pipes_and_sockets_in_evidence_are_refused_by_name",
    "F2": "test_load.py::test_links_pipes_and_sockets_in_evidence_are_refused_by_name",
    "F4": "test_load.py::test_names_that_collide_elsewhere_show_both",
    "F8": "test_load.py::test_what_may_not_be_opened_is_named",
    "F9": "test_load.py::test_names_that_fail_elsewhere_are_refused",
    "F10": "test_load.py::test_a_folder_without_case_is_said_to_be_none",
    "P1": "test_prepare.py::test_any_other_kind_is_refused_by_its_name_with_a_way_round",
    "P2": "test_prepare.py::test_a_broken_pdf_is_refused",
    "P3": "test_prepare.py::test_a_password_to_open_is_refused_and_one_to_change_is_not",
    "P4": "test_prepare.py::test_any_other_kind_is_refused_by_its_name_with_a_way_round",
    "P5": "test_prepare.py::test_a_picture_beyond_the_limit_is_refused_before_it_is_decoded",
    "P6": "test_prepare.py::test_a_page_that_takes_too_much_is_refused",
    "P7": "test_prepare.py::test_a_page_that_is_not_there_is_refused",
    "P8": "test_prepare.py::test_a_file_that_is_not_what_was_listed_is_refused",
    "P9": "test_prepare.py::test_a_text_that_cannot_be_found_is_never_left_open",
    "P10": "test_prepare_kinds.py::test_a_chat_whose_days_could_be_months_is_refused",
    "P11": "test_prepare_kinds.py::test_a_group_in_which_nobody_is_known_is_refused",
    "E5": "test_prepare_kinds.py::test_a_chat_as_long_as_an_export_gets_raises_the_question",
    "A20": "test_leaks.py::test_control_a_leak_is_seen_wherever_it_stands",
    "F14": "test_placeholders.py::test_a_case_in_another_place_is_named",
    "A21": "test_leaks.py::test_control_a_leak_is_seen_wherever_it_stands",
    "E8": "test_leaks.py::test_what_is_private_in_a_caption_is_asked_about",
    "R1": "test_render.py::test_a_broken_template_is_told_with_its_line",
    "R7": "test_words.py::test_a_mistake_has_its_line_and_its_fix",
    "R2": "test_assemble.py::test_any_warning_of_the_layout_fails_the_build",
    "R3": "test_assemble.py::test_nothing_is_fetched_that_was_not_registered",
    "R4": "test_assemble.py::test_what_its_reader_cannot_take_is_refused",
    "R5": "test_assemble.py::test_what_could_end_a_line_is_refused",
    "R6": "test_assemble.py::test_an_exhibit_that_a_template_forgets_fails_the_build",
    "A1": "test_inspect.py::test_an_amount_that_the_case_does_not_know_is_named",
    "A2": "test_inspect.py::test_a_day_that_the_case_does_not_know_is_named",
    "A3": "test_inspect.py::test_another_cases_reference_is_named",
    "A4": "test_inspect.py::test_a_line_that_does_not_belong_into_a_header_is_seen",
    "A5": "test_inspect.py::test_active_content_is_seen",
    "A6": "test_inspect.py::test_data_of_a_camera_or_a_program_is_seen",
    "A8": "test_inspect.py::test_what_was_left_to_be_filled_in_is_named",
    "A9": "test_assemble.py::test_a_request_that_is_too_long_fails_and_is_never_cut",
    "A10": "test_inspect.py::test_what_must_be_said_and_is_not_is_named",
    "L2": "test_road.py::test_a_day_that_passes_while_one_waits_is_told",
    "A18": "test_sent.py::test_a_case_that_says_something_else_now_is_told",
    "A19": "test_inspect.py::test_a_heavy_mail_is_a_warning_that_says_what_weighs_most",
    "A23": "test_wording.py::test_a_language_without_a_list_is_named_once",
    "A22": "test_own_policies.py::test_what_a_desk_does_not_take_is_told",
    "A11": "test_inspect.py::test_an_amount_that_the_case_does_not_know_is_named",
    "A12": "test_lint.py::test_words_of_the_user_are_a_warning_with_their_place",
    "A13": "test_lint.py::test_what_shows_nothing_fails_the_build",
    "A14": "test_lint.py::test_a_subject_is_short_and_names_the_case_and_the_refund",
    "A15": "test_lint.py::test_a_link_that_leads_elsewhere_is_seen",
    "A16": "test_lint.py::test_a_letter_too_long_or_too_short_is_a_warning",
    "A17": "test_lint.py::test_a_letter_that_is_hard_to_read_is_a_warning",
    "T4": "test_lint.py::test_a_ground_that_is_not_claimed_is_seen_in_a_letter",
    "T5": "test_lint.py::test_the_same_word_beside_other_words_is_not_the_users",
    "T6": "test_lint.py::test_a_final_notice_that_lacks_something_is_seen",
    "T7": "test_lint.py::test_an_offer_to_settle_is_marked_and_no_other_letter_is",
    "L1": "test_cli.py::test_a_stale_day_is_said_and_mended",
}
"""Rules that no folder can hold, each with the test that breaks it: they need a link or a name that not every computer
can have, another clock, or a document that only a build makes."""


def broken(folders: Path) -> dict[str, set[str]]:
    """Map each folder of bad cases to the rules that it breaks."""
    found = {}
    for path in folders.iterdir():
        expected = json.loads((path / "expected.json").read_text(encoding="utf-8"))
        found[path.name] = {str(row["rule"]) for row in expected}
    return found


def without_a_case(in_force: set[str], cases: dict[str, set[str]]) -> set[str]:
    """Give the rules that no bad case breaks and that no named test breaks."""
    return in_force - {rule for rules in cases.values() for rule in rules} - set(ELSEWHERE)


def without_a_rule(in_force: set[str], cases: dict[str, set[str]]) -> set[str]:
    """Give the folders that are named after no rule in force, or after one that they do not break."""
    named = {name: name.partition("-")[0] for name in cases}
    return {
        name for name, first in named.items() if first not in THEMES and first.upper() not in in_force & cases[name]
    }


IN_FORCE = set(RULES)


def test_no_rule_is_without_a_case_and_no_case_without_a_rule() -> None:
    """A rule that nothing breaks is one that nobody has seen work; a folder that breaks none shows nothing."""
    cases = broken(FOLDERS)
    assert without_a_case(IN_FORCE, cases) == set()
    assert without_a_rule(IN_FORCE, cases) == set()
    assert len(cases) >= 140
    assert len([name for name in cases if name.startswith("hand-")]) >= 10


def test_a_rule_without_a_case_and_a_case_without_a_rule_are_found(tmp_path: Path) -> None:
    """Negative control: a rule that is made up, a folder of it, and a folder that breaks another rule than its own."""
    for name, rule in (("z9-made-up", "S1"), ("s1-as-named", "S1"), ("s2-not-as-named", "S1"), ("hand-slip", "S1")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "expected.json").write_text(json.dumps([{"rule": rule}]), encoding="utf-8")
    cases = broken(tmp_path)
    assert without_a_case({"S1", "Z9", "L1"}, cases) == {"Z9"}
    assert without_a_rule({"S1", "S2"}, cases) == {"z9-made-up", "s2-not-as-named"}


def body(where: str) -> str:
    """Give the text of a test function, with its decorators; empty where there is none of this name."""
    file, _, name = where.partition("::")
    text = (HERE / file).read_text(encoding="utf-8")
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            return "\n".join(text.splitlines()[first - 1 : node.end_lineno])
    return ""


@pytest.mark.parametrize("rule", ELSEWHERE)
def test_a_rule_that_no_folder_holds_has_the_test_that_is_named(rule: str) -> None:
    """The test is there, it speaks of the rule, and no folder breaks the rule after all."""
    assert re.search(rf"\b{rule}\b", body(ELSEWHERE[rule]))
    assert rule in IN_FORCE
    assert not any(rule in rules for rules in broken(FOLDERS).values())


def test_a_test_that_is_not_there_is_found() -> None:
    """Negative control: a name that is no test has no text, and a test has only its own."""
    assert body("test_bad.py::test_nobody_wrote_this") == ""
    assert "nobody_wrote_this" in body("test_bad.py::test_a_test_that_is_not_there_is_found")


MENDED = {
    "c11-dispute-ran-out": (
        '"number": "PP-D-1" }',
        '"number": "PP-D-1" },\n    { "at": "2026-10-21", "event": "rejected", "by": "paypal" }',
    ),
    "c14-dispute-before-asking": ('"log": [', '"log": [ { "at": "2026-11-02", "event": "asked", "by": "brand" },'),
    "c16-guarantee-without-evidence": ('"value": 50000', '"value": 50000, "evidence": ["agreement"]'),
    "c4-claim-before-its-day": ('"at": "2026-09-13"', '"at": "2026-09-16"'),
    "c5-all-of-a-submitted-order": (', "method": "full"', ""),
    "c7-no-sales-representative": (
        '"acknowledged": [',
        '"acknowledged": [ { "id": "sales_representative", "on": "2026-11-20", "by": "R. Patel" },',
    ),
    "c8-account-closes": (
        '"evidence": [\n',
        '"acknowledged": [ { "id": "account_closes", "on": "2026-11-20", "by": "R. Patel" } ],\n  "evidence": [\n',
    ),
    "d1-paid-before-the-agreement": ('"kind": "email_thread"', '"kind": "email_thread", "prepaid_reason": "A sale."'),
    "d10-no-zone": ('"case": {', '"case": { "timezone": "Europe/London",'),
    "d12-in-time-but-posted-late": ('"posted_on_time"', '"posted_late"'),
    "d12-late-but-posted-in-time": ('"posted_late"', '"posted_on_time"'),
    "d12-missing-but-posted": ('"not_delivered", "posted_at"', '"posted_on_time", "posted_at"'),
    "d13-not-due-yet": ('"as_of": "2026-11-23"', '"as_of": "2026-12-16"'),
    "d15-posting-date-unknown": ('"status": "posted"', '"status": "posted", "posted_at": "2026-09-20"'),
    "d2-sent-later": ('"as_of": "2026-11-23"', '"as_of": "2026-11-24"'),
    "d4-number-tells-another-day": ('"posted_at": "2026-09-01",', ""),
    "d7-final-notice-too-early": (
        '"deadline": "2026-12-21" }',
        '"deadline": "2026-12-21" },\n    { "at": "2026-11-26", "event": "sent", "letter": "final_notice" }',
    ),
    "d8-final-notice-to-a-sole-trader": ('"deadline": "2026-12-04"', '"deadline": "2026-12-21"'),
    "e10-same-file-twice": (
        '    { "id": "copy", "file": "thread-copy.pdf", "caption": "The agreement again." },\n',
        "",
    ),
    "e12-not-used": ('"evidence": ["agreement"]', '"evidence": ["agreement", "brief"]'),
    "e3-look-without-a-day": (
        '"file": "feed-2026-09-16.png"',
        '"file": "feed-2026-09-16.png", "captured_at": "2026-09-16"',
    ),
    "e4-late-by-screenshots-alone": (
        '"posted_late",',
        '"posted_late", "url": "https://www.tiktok.com/@ana.example/video/7687600000000000000",',
    ),
    "e6-ad-report-for-the-creator": ('"audience": ["influencer"]', '"audience": ["tiktok", "internal"]'),
    "e7-privileged-for-the-creator": ('"audience": ["influencer"]', '"audience": ["internal"]'),
    "e9-no-translation": (
        '"evidence": [\n',
        '"evidence": [\n    { "file": "receipt.pdf", "id": "en", "caption": "In English.", "translation_of": "agreement" },\n',
    ),
    "e14-hash-without-a-mail": (
        '"sha256": "4e0c1641c2209820299c18eb42737a76c90e3aaede43bf9ab41777842e28ef49"',
        '"number": "1"',
    ),
    "f5-too-many-files": ('"evidence_files": 2', '"evidence_files": 3'),
    "f6-too-large": ('"file_bytes": 540', '"file_bytes": 5400'),
    "k1-nothing-to-compute": ('"direction": "in", ', ""),
    "m10-payment-without-receipt": ('"GBP 500.00" }', '"GBP 500.00", "evidence": ["agreement"] }'),
    "m11-paid-to-somebody-else": (
        '"creator": {',
        '"payee": { "name": "Studio Nord Ltd", "relation": "agent" },\n    "creator": {',
    ),
    "m3-claim-is-not-the-sum": (', "requested": "GBP 400.00"', ""),
    "m6-claim-with-tax": ('"method": "full"', '"method": "negotiated", "requested": "GBP 333.33"'),
    "m9-two-disputes-for-the-same-money": (
        '"log": [',
        '"log": [\n    { "at": "2026-11-19", "event": "cancelled", "by": "brand", "desk": "card_issuer" },',
    ),
    "t11-in-part-but-none-came": ('"partially_delivered"', '"not_delivered"'),
    "t12-answer-without-a-request": (
        '"log": [',
        '"log": [ { "at": "2026-11-19", "event": "dispute_opened", "by": "brand", "desk": "paypal" },',
    ),
    "t13-letter-after-the-end": ('"event": "sent", "by": "brand", "letter": "first_request"', '"event": "noted"'),
    "t14-acceptance-of-nothing": (
        '"log": [',
        '"log": [ { "at": "2026-11-20", "event": "agreed", "amount": "GBP 250.00" },',
    ),
    "t14-reminder-without-a-request": (
        '"log": [',
        '"log": [ { "at": "2026-11-02", "event": "sent", "letter": "first_request" },',
    ),
    "t14-thanks-for-no-money": (
        '"evidence": ["receipt"] } ],',
        '"evidence": ["receipt"] }, { "paid_on": "2026-11-20", "amount": "GBP 100.00", "direction": "in" } ],',
    ),
    "t3-person-or-firm": ('"unknown"', '"individual"'),
    "t8-closed-without-money": ('"log": [', '"log": [ { "at": "2026-11-19", "event": "waived", "by": "brand" },'),
    "t9-sent-without-its-name": ('"sent",', '"sent", "letter": "first_request",'),
}
"""For a folder, what stands there and what the fix says to write in its place, where that is not plain to see."""


@pytest.mark.parametrize("name", MENDED)
def test_the_fix_mends_the_case(name: str, tmp_path: Path) -> None:
    """Whoever does what the fix says is not told the same again."""
    before, after = MENDED[name]
    rule = name.partition("-")[0].upper()
    spoiled = bad(name)
    copy = tmp_path / spoiled.folder.name
    shutil.copytree(spoiled.folder, copy)
    text = (copy / "case.json").read_text(encoding="utf-8")
    assert before in text
    (copy / "case.json").write_text(text.replace(before, after, 1), encoding="utf-8")
    assert rule in {one.rule for one in spoiled.problems}
    assert rule not in {one.rule for one in problems_of(copy, None)}
