"""fix: what has one reading is mended, all else stays byte for byte, and what has two readings is left to the person."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pytest
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from test_cli import run

from makegood.model.workspace import Workspace
from makegood.domain import policies
from makegood.pipeline.check.amounts import CurrencyUsage
from makegood.pipeline.check.currency_signs import SIGNS
from makegood.pipeline.examine import examine
from makegood.commands.fix import apply, find_fixes, old_statuses
from makegood.commands.fix.draft import Draft, Edit
from makegood.commands.fix.certain_values import certain_value, nearest_word
from makegood.model.errors import Problem
from makegood.model.rules import RULES
from makegood.typesetting.filters import currencies_in_use

CASES = Path(__file__).parent / "cases"
SMALLEST = CASES / "good" / "smallest" / "MG-2026-001"
GOOD = (SMALLEST / "case.json").read_bytes()
BAD = sorted(path for path in (CASES / "bad").iterdir())
CURRENCIES = policies.read().currencies
MONEY = CurrencyUsage(CURRENCIES)
HOME = GOOD.replace(b'"legal_name": "Harbour & Pine Ltd"', b'"legal_name": "Harbour & Pine Ltd", "country": "GB"')
"""The same, with both countries."""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A copy of the smallest case, alone in a workspace."""
    folder = tmp_path / "cases" / "MG-2026-001"
    shutil.copytree(SMALLEST, folder)
    return folder


def spoil(case: Path, old: str, new: str) -> bytes:
    """Put `new` in the place of `old`, once; give the bytes of the file."""
    assert GOOD.count(old.encode()) >= 1
    (case / "case.json").write_bytes(GOOD.replace(old.encode(), new.encode(), 1))
    return (case / "case.json").read_bytes()


def mended(case: Path) -> bytes:
    """Give the bytes that case.json would hold."""
    return {one.file.path.name: one.data for one in find_fixes(case, Workspace.containing(case))}.get(
        "case.json", (case / "case.json").read_bytes()
    )


def places_of(problems: Iterable[Problem]) -> set[tuple[str, str, str]]:
    """Name problems by rule and place."""
    return {(one.rule, one.place.file, one.place.pointer) for one in problems}


def errors(case: Path) -> set[tuple[str, str, str]]:
    """Name all that is wrong, by rule and place."""
    return places_of(examine(case).problems)


TRAPS = {
    "trailing comma": ('["not_delivered"] }', '["not_delivered"], }', '["not_delivered"] }'),
    "trailing comma in a list": ('["not_delivered"]', '["not_delivered",]', '["not_delivered"]'),
    "comma too many": ('"kind": "email_thread",', '"kind": "email_thread",,', '"kind": "email_thread",'),
    "missing comma": ('"@ana.example",', '"@ana.example"', '"@ana.example",'),
    "missing comma between objects": ('of 4 August 2026." },', 'of 4 August 2026." }', 'of 4 August 2026." },'),
    "semicolon": ('"email_thread",', '"email_thread";', '"email_thread",'),
    "equals": ('"kind":', '"kind"=', '"kind":'),
    "comment in its line": ('  "refund"', '  // what we want\n  "refund"', '  "refund"'),
    "comment behind a value": ('Pine Ltd",\n', 'Pine Ltd", # the firm\n', 'Pine Ltd",\n'),
    "comment within a line": ('  "refund"', '  /* this */ "refund"', '  "refund"'),
    "curly quotes": ('"email_thread"', "“email_thread”", '"email_thread"'),
    "German quotes": ('"kind"', "„kind“", '"kind"'),
    "single quotes": ('"email_thread"', "'email_thread'", '"email_thread"'),
    "key without quotes": ('"kind"', "kind", '"kind"'),
    "day without quotes": ('"2026-08-04"', "2026-08-04", '"2026-08-04"'),
    "no-break space": ('"kind": "e', '"kind":\u00a0"e', '"kind": "e'),
    "zero-width space": ('"kind": "e', '"kind": \u200b"e', '"kind": "e'),
    "missing brace at the end": ("  ]\n}\n", "  ]\n", "  ]\n}\n"),
    "missing brace in a list": ('of 4 August 2026." },', 'of 4 August 2026.",', 'of 4 August 2026."},'),
    "missing brace of an object in an object": ('"country": "GB" }', '"country": "GB"', '"country": "GB"}'),
    "missing bracket": ('["not_delivered"] }', '["not_delivered" }', '["not_delivered"] }'),
    "missing bracket before a key": ('["feed"] }\n  ],', '["feed"] }\n  ,', '["feed"] }]\n  ,'),
    "wrong bracket": ('["not_delivered"] }', '["not_delivered"} }', '["not_delivered"] }'),
    "byte-order mark": ('{\n  "$schema"', '\ufeff{\n  "$schema"', '{\n  "$schema"'),
    "amount of the continent": ('"GBP 500.00"', '"1.200,50 GBP"', '"GBP 1200.50"'),
    "currency in small letters": ('"GBP 500.00"', '"gbp 500.00"', '"GBP 500.00"'),
    "currency behind": ('"GBP 500.00"', '"500.00 GBP"', '"GBP 500.00"'),
    "sign of the euro": ('"GBP 500.00"', '"€900"', '"EUR 900.00"'),
    "sign behind, with thousands and a no-break space": ('"GBP 500.00"', '"1\u202f200,50\u00a0€"', '"EUR 1200.50"'),
    "no-break space in an amount": ('"GBP 500.00"', '"GBP\u00a0500.00"', '"GBP 500.00"'),
    "thousands by a blank": ('"GBP 500.00"', '"GBP 1 500.00"', '"GBP 1500.00"'),
    "day with slashes": ('"due": "2026-09-15"', '"due": "13/09/2026"', '"due": "2026-09-13"'),
    "day of the United States": ('"due": "2026-09-15"', '"due": "9/15/2026"', '"due": "2026-09-15"'),
    "day with dots": ('"due": "2026-09-15"', '"due": "15.09.2026"', '"due": "2026-09-15"'),
    "day without zeros": ('"agreed_on": "2026-08-04"', '"agreed_on": "2026-8-4"', '"agreed_on": "2026-08-04"'),
    "moment with slashes": ('"2026-09-16T09:41:00+01:00"', '"16/09/2026"', '"2026-09-16"'),
    "moment with a space": (
        '"2026-09-16T09:41:00+01:00"',
        '"2026-09-16 09:41:00 +01:00"',
        '"2026-09-16T09:41:00+01:00"',
    ),
    "handle without @": ('"@ana.example"', '"ana.example"', '"@ana.example"'),
    "handle as an address": ('"@ana.example"', '"https://www.tiktok.com/@Ana.Example?lang=en"', '"@ana.example"'),
    "country in small letters": ('"GB"', '"gb"', '"GB"'),
    "country by its name": ('"GB"', '"United Kingdom"', '"GB"'),
    "mistyped word": ('"status": "not_delivered"', '"status": "not_deliverd"', '"status": "not_delivered"'),
    "word with blanks": ('"status": "not_delivered"', '"status": "Not delivered"', '"status": "not_delivered"'),
    "mistyped key": ('"deliverables"', '"deliverbles"', '"deliverables"'),
    "key in camel case": ('"legal_name"', '"legalName"', '"legal_name"'),
}
"""What is typed, what it becomes: the right words, those of the trap, and those that are to stand there."""

LEFT = {
    "amount that can be two, with a dot": ('"GBP 500.00"', '"1.200 GBP"'),
    "sign of several currencies": ('"GBP 500.00"', '"$900"'),
    "sign of the pound, where not every country is known": ('"GBP 500.00"', '"£900"'),
    "no currency, where not every country is known": ('"GBP 500.00"', '"500.00"'),
    "number, where not every country is known": ('"GBP 500.00"', "500.00"),
    "amount that can be two": ('"GBP 500.00"', '"1,200 GBP"'),
    "negative amount": ('"GBP 500.00"', '"GBP -500.00"'),
    "currency that is none": ('"GBP 500.00"', '"qqq 500.00"'),
    "decimals that the currency has not": ('"GBP 500.00"', '"jpy 500.50"'),
    "day that can be two": ('"due": "2026-09-15"', '"due": "03/09/2026"'),
    "day within words": ('"due": "2026-09-15"', '"due": "until 13/09/2026"'),
    "day that does not exist": ('"due": "2026-09-15"', '"due": "2026-02-30"'),
    "day with slashes that does not exist": ('"due": "2026-09-15"', '"due": "31/09/2026"'),
    "day that makes the payment come first": ('"agreed_on": "2026-08-04"', '"agreed_on": "2026/08/14"'),
    "time without a zone": ("09:41:00+01:00", "09:41:00"),
    "time without a zone, with a space": ("2026-09-16T09:41:00+01:00", "2026-09-16 09:41"),
    "key twice": ('"as_of": "2026-11-23"', '"as_of": "2026-11-23", "as_of": "2026-11-24"'),
    "quote within a text": ('"Refunds desk"', '"Refunds "desk""'),
    "apostrophe in single quotes": ('"Refunds desk"', "'Ana's desk'"),
    "curly quotes with an apostrophe": ('"Refunds desk"', "“Ana’s desk”"),
    "text without quotes": ('"Refunds desk"', "Refunds desk"),
    "comment that does not end": ('  "refund"', '  /* this "refund"'),
    "value that looks like a comment": ('"Refunds desk"', "#desk"),
    "handle with a blank": ('"@ana.example"', '"ana example"'),
    "name of a part of a country": ('"GB"', '"England"'),
    "code of a language": ('"GB"', '"en"'),
    "word that may be several": ('"status": "not_delivered"', '"status": "posted"'),
    "key far from any": ('"kind"', '"sort_of"'),
    "key that would have a wrong value": ('"grounds": ["not_delivered"]', '"ground": "not_delivered"'),
    "null": ('"GB"', "null"),
    "letters of Latin-1": ("Harbour", "H\udce4rbour"),
}
"""What is left to the person: more than one reading, or one that makes another mistake."""


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_is_mended_and_nothing_else_changes(case: Path, name: str) -> None:
    """The right bytes at the right place, every other byte as it was; checked, it is clean, and fixed again the same."""
    right, typed, becomes = TRAPS[name]
    spoil(case, right, typed)
    after = mended(case)
    assert after == GOOD.replace(right.encode(), becomes.encode(), 1)
    (case / "case.json").write_bytes(after)
    assert not examine(case).failed
    assert find_fixes(case, Workspace.containing(case)) == ()


@pytest.mark.parametrize("name", TRAPS)
def test_crlf_and_tabs_are_kept(case: Path, name: str) -> None:
    """A file of Windows stays one: the same trap is mended as in one of Unix."""
    right, typed, becomes = (one.replace("\n", "\r\n") for one in TRAPS[name])
    good = GOOD.replace(b"\n", b"\r\n").replace(b"  ", b"\t")
    right, typed, becomes = (one.replace("  ", "\t") for one in (right, typed, becomes))
    assert right.encode() in good
    (case / "case.json").write_bytes(good.replace(right.encode(), typed.encode(), 1))
    assert mended(case) == good.replace(right.encode(), becomes.encode(), 1)


@pytest.mark.parametrize("name", LEFT)
def test_what_is_not_certain_is_left_alone(case: Path, name: str) -> None:
    """Not a byte changes, and check still says what is wrong."""
    right, typed = LEFT[name]
    (case / "case.json").write_bytes(GOOD.replace(right.encode(), typed.encode("utf-8", "surrogateescape"), 1))
    assert find_fixes(case, Workspace.containing(case)) == ()
    assert examine(case).failed


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_becomes_utf_8(case: Path, codec: str) -> None:
    """With its mark or without, and whatever else is wrong in it is mended in the same run."""
    (case / "case.json").write_bytes(GOOD.replace(b'"GB"', b'"gb"').decode().encode(codec))
    assert mended(case) == GOOD


@pytest.mark.parametrize(
    "head", [b"\xef\xbb\xbf\xe4", b"\xef\xbb\xbf\0", b"\xff\xfe{", b"\xfe\xff\xd8\0", b"\xff\xfe\0\0", b"", b"\0"]
)
def test_bytes_that_are_no_text_are_left_alone(case: Path, head: bytes) -> None:
    """Neither a mark at the beginning nor a zero makes a text of what is none; nothing is raised."""
    (case / "case.json").write_bytes(head + GOOD if head else b"")
    for one in find_fixes(case, Workspace.containing(case)):
        assert one.data == one.file.data.removeprefix(b"\xef\xbb\xbf")
        assert one.diff()
        assert one.places()


def test_all_traps_at_once(case: Path) -> None:
    """One run mends several, also where a key stands twice; a text that cannot be read then is left as it is."""
    several = GOOD.replace(b'"email_thread"', "“email_thread”".encode()).replace(b'"GB" }', b'"gb", }')
    several = several.replace(b'"due": "2026-09-15"', b"'due': '13/09/2026'")
    (case / "case.json").write_bytes(several)
    assert mended(case) == GOOD.replace(b'"due": "2026-09-15"', b'"due": "2026-09-13"')
    twice = several.replace(b'"agreed_on"', b'"kind": "oral", "agreed_on"')
    (case / "case.json").write_bytes(twice)
    assert mended(case).count(b'"kind": ') == 2
    assert b'"country": "GB" }' in mended(case)
    (case / "case.json").write_bytes(several.replace(b'"Refunds desk"', b"Refunds desk"))
    assert find_fixes(case, Workspace.containing(case)) == ()


def test_many_mistakes_of_a_kind_are_mended_and_too_many_to_see_are_not(case: Path) -> None:
    """A whole file in single quotes is mended; where more is wrong than is looked at, nothing is touched."""
    (case / "case.json").write_bytes(GOOD.replace(b'"', b"'"))
    assert mended(case) == GOOD
    many = b"".join(b"'a': 'b',\n" for _ in range(8000))
    (case / "case.json").write_bytes(b"{" + many + GOOD[1:])
    assert find_fixes(case, Workspace.containing(case)) == ()


@pytest.mark.parametrize("folder", BAD, ids=lambda path: path.name)
def test_no_bad_case_gets_worse(folder: Path, tmp_path: Path) -> None:
    """fix never raises; what it writes has none of the mistakes it mended and, at its edits, no new ones."""
    shutil.copytree(folder, tmp_path / "copy")
    (found,) = (tmp_path / "copy").rglob("case.json")
    case = found.parent
    problems = examine(case).problems
    before, was_read = places_of(problems), not any(one.rule[0] == "J" for one in problems)
    changes = find_fixes(case, Workspace.containing(case))
    for one in changes:
        assert apply(one.file.data, one.edits) == one.data != one.file.data
        assert all(edit.start <= edit.end and edit.rule in RULES for edit in one.edits)
        assert one.diff().startswith(f"--- {one.file.label}\n+++ {one.file.label}\n")
        one.file.path.write_bytes(one.data)
    after = errors(case)
    fresh = {one for one in after - before if one[0] not in {"J9", "E12"}}  # of an entry that is to be filled in
    if changes and was_read:
        is_form_alone = all(edit.why == old_statuses.WHY for one in changes for edit in one.edits)
        assert len(before - after) >= 1 or (is_form_alone and after == before)
        assert not {one for one in fresh if RULES[one[0]].severity == "error"}
    assert find_fixes(case, Workspace.containing(case)) == ()


def test_enough_bad_cases_are_mended() -> None:
    """Or the test above would say nothing."""
    assert (
        sum(
            bool(
                find_fixes(
                    next(folder.rglob("case.json")).parent, Workspace.containing(next(folder.rglob("case.json")).parent)
                )
            )
            for folder in BAD
        )
        >= 20
    )


def test_what_cases_share_is_mended_in_its_own_file(case: Path) -> None:
    """cases/defaults.json has its own edits, which come up once however many cases there are."""
    shared = b'{ \'settings\': { "paper": "a4" }, }\n'
    (case.parent / "defaults.json").write_bytes(shared)
    shutil.copytree(case, case.parent / "MG-2026-002")
    text = (case / "case.json").read_bytes().replace(b"MG-2026-001", b"MG-2026-002")
    (case.parent / "MG-2026-002" / "case.json").write_bytes(text)
    done = run("fix", "--write", cwd=case.parent.parent)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert done.stderr.endswith("Made 3 edits in 1 file.\n")
    assert (case.parent / "defaults.json").read_bytes() == b'{ "settings": { "paper": "A4" } }\n'
    assert (case / "case.json").read_bytes() == GOOD


def test_an_amount_that_cases_share_is_typed_in_its_own_file(case: Path) -> None:
    """Which currency it is the case tells, as of its own amounts."""
    shared = case.parent / "defaults.json"
    shared.write_text('{ "agreement": { "fee": "£1.200,50" } }\n', encoding="utf-8")
    (case / "case.json").write_bytes(HOME)
    (one,) = find_fixes(case, Workspace.containing(case))
    assert (one.file.path, one.data.decode()) == (shared, '{ "agreement": { "fee": "GBP 1200.50" } }\n')


def test_a_file_that_no_one_mentions_gets_its_entry(case: Path) -> None:
    """At the end of the list, laid out as its neighbours, with an id of its own and a caption to fill in."""
    for name in ("receipt.png", "reply of 3 May.png"):
        shutil.copy(SMALLEST / "evidence" / "feed-2026-09-16.png", case / "evidence" / name)
    after = mended(case).decode()
    assert after.startswith(GOOD.decode().rpartition("\n  ]\n")[0] + ",\n")
    assert after.endswith(
        ',\n    { "id": "receipt-2", "file": "receipt.png", "kind": "receipt", "caption": "FILL IN: what receipt shows" },\n'
        '    { "id": "reply-of-3-may", "file": "reply of 3 May.png", "caption": "FILL IN: what reply of 3 May shows" }'
        "\n  ]\n}\n"
    )
    (case / "case.json").write_text(after, encoding="utf-8")
    assert find_fixes(case, Workspace.containing(case)) == ()
    assert {rule for rule, *_ in errors(case)} == {"J9"}


def test_a_bracket_that_would_move_keys_is_not_added(case: Path) -> None:
    """Where the brace at the end would put keys into the wrong object, none is added."""
    spoil(case, '"refunds@harbourpine.example" } },', '"refunds@harbourpine.example" } ,')
    (case / "case.json").write_bytes(b" ".join((case / "case.json").read_bytes().split()))
    assert find_fixes(case, Workspace.containing(case)) == ()


def test_a_damaged_text_becomes_the_right_one_or_stays(case: Path) -> None:
    """Marks deleted, doubled or mistaken at random: whatever is mended says again what it said before."""
    chance, right, count = random.Random(4711), json.loads(GOOD), 0  # noqa: S311  # no secret
    for _ in range(250):
        text = GOOD.decode()
        for _again in range(chance.choice([1, 1, 2])):
            at = chance.choice([at for at, mark in enumerate(text) if mark in '{}[],"'])
            text = text[:at] + chance.choice(["", "", "", text[at] * 2, *",]}"]) + text[at + 1 :]
        (case / "case.json").write_text(text, encoding="utf-8")
        for one in find_fixes(case, Workspace.containing(case)):
            count += 1
            assert json.loads(one.data) == right, text
    assert count > 10


# --- the address of the schema ---

RELATIVE = "../../schemas/case.schema.json"


def addressed(case: Path, address: str) -> str:
    """Have a case name its schema so, and return the address that is there once it is mended."""
    text = json.loads(GOOD) | {"$schema": address}
    (case / "case.json").write_text(json.dumps(text, indent=1, ensure_ascii=False), encoding="utf-8")
    found: str = json.loads(mended(case))["$schema"]
    return found


@pytest.mark.parametrize(
    "address",
    [
        "file:///home/jo/.venv/lib/python3.11/site-packages/makegood/schemas/case.schema.json",
        "file:///Users/Jo%20P/makegood/schemas/case.schema.json",
        "/home/jo/ü/schemas/case.schema.json",
        "C:\\Users\\jo\\schemas\\case.schema.json",
        "C:/Users/jo/schemas/case.schema.json",
        "\\\\server\\share\\case.schema.json",
        f"file:///{'x' * 400}/case.schema.json",
    ],
)
def test_a_schema_at_a_path_of_one_machine_is_named_from_the_case(case: Path, address: str) -> None:
    assert addressed(case, address) == RELATIVE


@pytest.mark.parametrize(
    "address",
    [
        RELATIVE,
        "../../../schemas/case.schema.json",
        "case.schema.json",
        "https://harbourpine.example/case.schema.json",
        "file:///home/jo/another.schema.json",
        "/home/jo/defaults.schema.json",
        "",
    ],
)
def test_any_other_address_of_a_schema_is_left_alone(case: Path, address: str) -> None:
    assert addressed(case, address) == address


def test_a_schema_is_named_from_any_depth_and_nothing_else_changes(case: Path) -> None:
    """A case deeper down, and what cases share; one that is in no workspace has nothing that it could name."""
    home = case.parent.parent
    deeper = home / "cases" / "2026" / "MG-2026-001"
    deeper.parent.mkdir()
    case.rename(deeper)
    typed = b'"/opt/makegood/schemas/case.schema.json"'
    old = GOOD.replace(b"{", b'{ "$schema": ' + typed + b",", 1) if b"$schema" not in GOOD else GOOD
    old = re.sub(rb'"\$schema": "[^"]*"', lambda _: b'"$schema": ' + typed, old, count=1)
    (deeper / "case.json").write_bytes(old)
    shared = home / "cases" / "defaults.json"
    shared.write_text('{"$schema": "file:///opt/makegood/schemas/defaults.schema.json"}\n')
    found = {one.file.path: one.data for one in find_fixes(deeper, Workspace.containing(deeper))}
    assert found[deeper / "case.json"] == old.replace(typed, b'"../../../schemas/case.schema.json"')
    assert found[shared] == b'{"$schema": "../schemas/defaults.schema.json"}\n'
    alone = home.parent / "alone"
    deeper.rename(alone)
    shutil.rmtree(home / "cases")
    assert find_fixes(alone, Workspace.containing(alone)) == ()


def test_with_the_address_the_schemas_come_too(case: Path) -> None:
    """`fix --write` puts them where the case then looks; without such an edit, and without --write, it makes nothing."""
    schema = case.parent.parent / "schemas" / "case.schema.json"
    addressed(case, "file:///home/jo/makegood/schemas/case.schema.json")
    assert run("fix", case, cwd=case).returncode == 1
    assert not schema.exists()
    assert run("fix", "--write", case, cwd=case).stderr == "Made 1 edit in 1 file.\n"
    assert (case / json.loads((case / "case.json").read_text())["$schema"]).resolve() == schema.resolve()
    assert schema.is_file()
    shutil.rmtree(schema.parent)
    spoil(case, '["not_delivered"] }', '["not_delivered"], }')
    run("fix", "--write", case, cwd=case)
    assert not schema.parent.exists()


# --- the command ---


def test_the_diff_is_what_write_does(case: Path) -> None:
    """The diff goes to stdout and git can make it; --write makes the same bytes; each says so in one line."""
    spoiled = spoil(case, '["not_delivered"] }', '["not_delivered"], }')
    shown = run("fix", case, cwd=case)
    assert shown.returncode == 1
    assert shown.stderr == f"1 edit in 1 file. Write them with: makegood fix --write {case}\n"
    assert (case / "case.json").read_bytes() == spoiled
    removed, added = (next(row for row in shown.stdout.splitlines()[2:] if row[0] == sign) for sign in "-+")
    assert (removed, added) == (
        '-  "refund": { "grounds": ["not_delivered"], },',
        '+  "refund": { "grounds": ["not_delivered"] },',
    )
    written = run("fix", "--write", case, cwd=case)
    assert (written.returncode, written.stdout, written.stderr) == (0, "", "Made 1 edit in 1 file.\n")
    assert (case / "case.json").read_bytes() == GOOD
    (case / "case.json").write_bytes(spoiled)
    subprocess.run(["git", "apply", "-p0", "-"], input=shown.stdout, text=True, cwd=case.parent.parent, check=True)
    assert (case / "case.json").read_bytes() == GOOD
    again = run("fix", case, cwd=case)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "Nothing to fix.\n")


def test_what_is_left_is_told_as_check_tells_it(case: Path) -> None:
    """After writing, and where nothing is certain, the problems follow; the status is 1."""
    spoil(
        case, '"kind": "email_thread", "agreed_on": "2026-08-04"', '"kind": "Email thread", "agreed_on": "2026-02-30"'
    )
    done = run("fix", "--write", case, cwd=case)
    assert done.returncode == 1
    assert "error[S6]" in done.stderr
    assert done.stderr.endswith("Made 1 edit in 1 file.\n")
    done = run("fix", "--write", case, cwd=case)
    assert done.stderr.endswith("None of these problems can be fixed automatically.\n")


def test_ci_sees_places_and_no_value(case: Path) -> None:
    """Where CI is set, the places and the reasons alone; --show-values shows the diff."""
    spoil(case, '"@ana.example"', '"ana.example"')
    done = run("fix", case, cwd=case, CI="1")
    label = "cases/MG-2026-001/case.json"
    assert done.stdout == f"{label}:7:60: T1 Write a handle with its @, in lower case.\n"
    assert "ana.example" not in done.stdout
    assert "ana.example" in run("fix", case, "--show-values", cwd=case, CI="1").stdout


def test_the_diff_shows_what_would_steer_a_terminal(case: Path) -> None:
    """Control characters come as their numbers, a tab as itself, a missing end of line as diff says it."""
    spoil(case, '"The agreement of 4 August 2026." },', '"The\x9b31m agreement\u202e." },\t // gone')
    data = (case / "case.json").read_bytes().rstrip(b"\n").replace(b"  ]\n}", b"  ],}")
    (case / "case.json").write_bytes(data.replace(b"\n", b"\r\n"))
    text = run("fix", case, cwd=case).stdout
    assert "\x9b" not in text
    assert "\u202e" not in text
    assert "\r" not in text
    assert "\\x0d" not in text
    assert "The\\x9b31m agreement\\u202e" in text
    assert "\t // gone" in text
    assert text.count("\\ No newline at end of file") == 2


def test_the_diff_shows_a_space_that_is_another(case: Path) -> None:
    """A line from which a no-break space goes does not look the same before and after."""
    spoil(case, '"GBP 500.00"', '"GBP\u00a0500.00"')
    rows = run("fix", case, cwd=case).stdout.splitlines()
    told = [row.partition('"amount": ')[2].partition(",")[0] for row in rows if row[:1] in "+-" and "amount" in row]
    assert told == ['"GBP\\xa0500.00"', '"GBP 500.00"']


def test_write_refuses_what_it_cannot_hold(case: Path) -> None:
    """A link, a pipe or a file that is too large is left to check; a defaults.json of that kind as well."""
    outside = case.parent.parent / "outside.json"
    outside.write_bytes(GOOD.replace(b'"GB"', b'"gb"'))
    (case / "case.json").unlink()
    (case / "case.json").symlink_to(outside)
    done = run("fix", "--write", case, cwd=case)
    assert (done.returncode, "F1" in done.stderr) == (1, True)
    assert b'"gb"' in outside.read_bytes()
    (case / "case.json").unlink()
    os.mkfifo(case / "case.json")
    assert "F2" in run("fix", "--write", case, cwd=case).stderr
    (case / "case.json").unlink()
    (case / "case.json").write_bytes(GOOD.replace(b'"GB"', b'"gb"'))
    os.mkfifo(case.parent / "defaults.json")
    assert "F2" in run("fix", "--write", case, cwd=case).stderr


# --- its parts ---


def test_a_draft_is_what_its_edits_give_one_after_the_other() -> None:
    """Edits of edits come out as edits of the original, in order, none over another."""
    chance = random.Random(4711)  # noqa: S311  # no secret
    for _ in range(3000):
        draft = Draft(bytes(chance.choices(b"abcdef", k=12)))
        for _again in range(3):
            now, at, edits = draft.data, 0, []
            while (start := at + chance.randrange(5)) + (size := chance.randrange(4)) <= len(now):
                at = start + size
                edits.append(Edit(start, at, bytes(chance.choices(b"XYZ", k=chance.randrange(3))), "J1", str(at)))
            draft = draft.with_edits(edits)
            assert draft.data == apply(now, edits)
            assert all(one.start <= one.end for one in draft.edits)
            assert all(one.end <= two.start for one, two in zip(draft.edits, draft.edits[1:], strict=False))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1.200,50 GBP", "GBP 1200.50"),
        ("1,200.50 GBP", "GBP 1200.50"),
        ("1'200.50 chf", "CHF 1200.50"),
        ("500,00 gbp", "GBP 500.00"),
        ("€ 1.200,50", "EUR 1200.50"),
        ("900 Euro", "EUR 900.00"),
        ("GBP500", "GBP 500.00"),
        ("1.200.000 JPY", "JPY 1200000"),
        ("1\u202f200 EUR", "EUR 1200.00"),
        ("1,200 GBP", None),
        ("1.200 GBP", None),
        ("$900", None),
        ("£900", None),
        ("900 dollars", None),
        ("EUR 900 GBP", None),
        ("1,2,3 GBP", None),
        ("1.5.2 GBP", None),
        ("GBP \u0663", None),
        ("-5 gbp", None),
        ("about 900 gbp", None),
        ("qqq 5", None),
        ("GBP 500.00", None),
        ("1,200.5,0 GBP", None),
        ("€401,50", "EUR 401.50"),
        ("600 USD", "USD 600.00"),
        ("US$ 600", "USD 600.00"),
        ("US$600", "USD 600.00"),
        ("$600 USD", "USD 600.00"),
        ("USD $600", "USD 600.00"),
        ("600 US dollars", "USD 600.00"),
        ("CA$600", "CAD 600.00"),
        ("R$ 1.200,50", "BRL 1200.50"),
        ("A$ 5", "AUD 5.00"),
        ("500 zł", "PLN 500.00"),
        ("₹1,20,000.50", "INR 120000.50"),
        ("1 200,50\u00a0€", "EUR 1200.50"),
        ("1\u202f200,50\u202f€", "EUR 1200.50"),
        ("600,- €", "EUR 600.00"),
        ("CHF 600.\u2013", "CHF 600.00"),
        ("¥600", None),
        ("500 kr", None),
        ("5 kr.", None),
        ("JP¥ 500", "JPY 500"),
        ("500.50 JPY", None),
        ("JPY 500.00", None),
        ("1.200 JPY", "JPY 1200"),
        ("1.200 KWD", None),
        ("₺500", "TRY 500.00"),
        ("₱500", "PHP 500.00"),
        ("600", None),
        ("€600 USD", None),
        ("€-5", None),
        ("EUR\u00a0600", "EUR 600"),
        ("600 €€", None),
        ("6" * 13 + " EUR", None),
        ("1,2k EUR", None),
        ("600-700 EUR", None),
        ("600 EUR each", None),
        ("XXL 600", None),
    ],
)
def test_an_amount_has_one_reading_or_none(typed: str, meant: str | None) -> None:
    """Two separators tell which is which; one before three digits does not."""
    assert certain_value("Money", typed, MONEY) == meant


@pytest.mark.parametrize(
    ("typed", "usual", "countries", "meant"),
    [
        ("$600", None, "US US", "USD 600.00"),
        ("$600", None, "CA CA", "CAD 600.00"),
        ("$600", None, "AU AU", "AUD 600.00"),
        ("$600", None, "MX MX", "MXN 600.00"),
        ("$600", None, "SG SG", "SGD 600.00"),
        ("$600", None, "HK HK", "HKD 600.00"),
        ("$600", None, "GB US", "USD 600.00"),
        ("$600", None, "GB CA", None),
        ("$600", "CAD", "GB CA", "CAD 600.00"),
        ("$600", None, "US CA", None),
        ("$600", None, "US -", None),
        ("$600", None, "GB GB", None),
        ("$600", "USD", "GB GB", "USD 600.00"),
        ("$600", "USD", "US CA", "USD 600.00"),
        ("$600", "USD", "CA CA", None),
        ("$600", "EUR", "US US", "USD 600.00"),
        ("$600", "EUR", "DE DE", None),
        ("$600", None, "US", "USD 600.00"),
        ("$600", None, "EC EC", "USD 600.00"),
        ("R$ 600", None, "US US", "BRL 600.00"),
        ("¥600", None, "JP JP", "JPY 600"),
        ("¥600", None, "CN CN", "CNY 600.00"),
        ("¥600", None, "JP CN", None),
        ("500 kr", None, "SE SE", "SEK 500.00"),
        ("500 kr", None, "SE NO", None),
        ("500 kr", "DKK", "SE NO", "DKK 500.00"),
        ("£600", None, "GB GB", "GBP 600.00"),
        ("£600", None, "EG EG", "EGP 600.00"),
        ("£600", None, "GB EG", None),
        ("£1.200,50", None, "GB DE", "GBP 1200.50"),
        ("600", None, "US US", "USD 600.00"),
        ("600", None, "GB US", None),
        ("600", "EUR", "GB DE", "EUR 600.00"),
        ("600", "EUR", "GB GB", None),
        ("600", "GBP", "GB -", "GBP 600.00"),
        ("600", None, "GB -", None),
        ("600", None, "PA PA", None),
        ("600 pesos", None, "PH PH", "PHP 600.00"),
        ("600 francs", None, "CH CH", "CHF 600.00"),
        ("1,200 USD", None, "US US", "USD 1200.00"),
        ("1,200 USD", None, "US DE", None),
        ("1.200 EUR", None, "DE AT", "EUR 1200.00"),
        ("1.200 GBP", None, "GB GB", None),
        ("1.200 KWD", None, "GB GB", "KWD 1.200"),
        ("$1,200", None, "US US", "USD 1200.00"),
    ],
)
def test_the_parties_and_the_other_amounts_tell_a_currency(
    typed: str, usual: str | None, countries: str, meant: str | None
) -> None:
    """A sign of several currencies is certain where every party, or every other amount, leaves one, and none another."""
    sides = tuple(None if one == "-" else one for one in countries.split())
    assert certain_value("Money", typed, CurrencyUsage(CURRENCIES, usual, countries=sides, day="2026-11-28")) == meant


def test_the_mark_before_decimals_may_be_said() -> None:
    """Where a list says it, 1.200 has one reading, wherever the parties are."""
    assert certain_value("Money", "1.200 GBP", CurrencyUsage(CURRENCIES, None, ",")) == "GBP 1200.00"
    assert certain_value("Money", "1.200 GBP", CurrencyUsage(CURRENCIES, None, ".")) is None
    assert (
        certain_value("Money", "1,200 GBP", CurrencyUsage(CURRENCIES, None, ".", ("DE",), "2026-11-28"))
        == "GBP 1200.00"
    )


def test_each_sign_of_a_country_names_its_currency() -> None:
    """What the CLDR writes for a currency where one pays in it means that currency, among others."""
    wrong = []
    for country in sorted(get_global("territory_languages")):
        with suppress(UnknownLocaleError):
            signs = Locale.parse(f"und_{country}").currency_symbols
            for code in currencies_in_use(country, "2026-11-28"):
                sign = re.sub(r"[\s.]", "", signs.get(code, code)).lower()
                wrong += [(country, sign)] if sign in SIGNS and code not in SIGNS[sign] else []
    assert wrong == []
    assert {code for codes in SIGNS.values() for code in codes} <= set(CURRENCIES)


def test_what_check_calls_certain_is_what_fix_types(case: Path) -> None:
    """The picture of the first hour: both parties are in the US, and "$600" is told and typed."""
    american = HOME.replace(b'"GB"', b'"US"').replace(b'"GBP 500.00"', b'"$600"')
    (case / "case.json").write_bytes(american)
    (told,) = [one for one in examine(case).problems if one.rule == "S8"]
    assert told.detail == 'both parties are in the US: "USD 600.00"'
    assert told.fix == "Write this amount, or run: `make fix WRITE=yes`"
    assert mended(case) == american.replace(b'"$600"', b'"USD 600.00"')


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ('"£900"', '"GBP 900.00"'),
        ('"500"', '"GBP 500.00"'),
        ("500.5", '"GBP 500.50"'),
        ("500", '"GBP 500.00"'),
        ('"\\u00a3900"', '"GBP 900.00"'),
        ('"GBP\\u00a0500.00"', '"GBP 500.00"'),
        ('"1,200 GBP"', '"GBP 1200.00"'),
        ('"£1.200,50"', '"GBP 1200.50"'),
        ("-500", "-500"),
        ("5e2", "5e2"),
    ],
)
def test_what_both_countries_make_certain_is_typed(case: Path, typed: str, becomes: str) -> None:
    """A sign, no sign, a bare number, thousands: in the file, every other byte as it was."""
    (case / "case.json").write_bytes(HOME.replace(b'"GBP 500.00"', typed.encode()))
    assert mended(case) == HOME.replace(b'"GBP 500.00"', becomes.encode())


def test_amounts_of_every_place_are_typed(case: Path) -> None:
    """Log, price, fee and shared settings alike: wherever the schema has an amount."""
    data = json.loads(HOME)
    data["deliverables"][0]["price"] = "£500"
    data.setdefault("log", []).append(
        {"at": "2026-11-20", "event": "answered", "by": "creator", "amount": "£350", "text": "An offer."}
    )
    data["agreement"]["fee"] = 500
    data["payments"][0]["fee"] = "0,20 £"
    (case / "case.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    after = json.loads(mended(case))
    assert after["deliverables"][0]["price"] == "GBP 500.00"
    assert after["log"][-1]["amount"] == "GBP 350.00"
    assert after["agreement"]["fee"] == "GBP 500.00"
    assert after["payments"][0]["fee"] == "GBP 0.20"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("not_deliverd", "not_delivered"),
        ("not_delievred", "not_delivered"),
        ("NOT-DELIVERED", "not_delivered"),
        ("late", None),
        ("posted", None),
        ("A5", None),
        ("not_deliv", None),
        ("", None),
    ],
)
def test_a_word_has_one_slip_and_one_candidate(typed: str, meant: str | None) -> None:
    """A short word may be another one; two slips, or two candidates, are not certain."""
    assert nearest_word(typed, ["not_delivered", "posted_late", "posted_on_time", "A4"]) == meant
    assert nearest_word("abcdx", ["abcde", "abcdf"]) is None
