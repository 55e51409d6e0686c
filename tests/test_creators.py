"""new --from: a case for each row of a list of creators, as spreadsheets write it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from test_cli import run

from makegood.model.workspace import Workspace
from makegood.model.errors import UsageError
from makegood.commands.new import creators, new
from makegood.commands.new.creators import Corrected, ExistingCase, MissingFiles, SkippedRow, create_cases
from makegood.commands.new.evidence_files import ROLES
from makegood.commands.new.csv_table import COLUMNS, MOST_BYTES, MOST_ROWS

TODAY = date(2026, 11, 23)
FULL = {
    "display_name": "Ana Example",
    "salutation_name": "Ana",
    "handle": "@ana.example",
    "email": "ana@creators.example",
    "entity_type": "sole_trader",
    "country": "GB",
    "due": "2026-09-15",
    "amount": "GBP 500.00",
    "paid_on": "2026-08-06",
    "agreed_on": "2026-08-04",
    "fee": "GBP 500.00",
    "currency": "GBP",
    "reference": "HP-0815",
    "ref": "ACME-2026-031",
    "status": "posted",
    "posted_at": "2026-09-14",
    "defects": "wrong_product",
    "ground": "nonconforming",
    "channel": "tiktok_one",
    "contract": "c.pdf",
    "receipt": "r.pdf",
    "screenshot": "s.png",
    "evidence": "e.png",
}


def listed(workspace: Path, content: str | bytes, channel: str | None = None) -> list[Path | SkippedRow | ExistingCase]:
    """Write a list and make its cases."""
    path = workspace / "creators.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(create_cases(Workspace(workspace), path, "creators.csv", channel, TODAY))


def refused(workspace: Path, content: str | bytes, **other: str) -> str:
    """Say why a list is refused as a whole; nothing was made then."""
    with pytest.raises(UsageError) as caught:
        listed(workspace, content, **other)
    assert list((workspace / "cases").iterdir()) == []
    return str(caught.value)


def data(folder: Any) -> dict[str, Any]:
    """Read the case.json of a folder."""
    return json.loads((folder / "case.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]  # our own file


def faults(one: Any) -> list[tuple[int, int, str, str]]:
    """Give line, column, its name and what is said of each wrong cell of a row."""
    assert isinstance(one, SkippedRow)
    return [(one.line, fault.number, fault.column, fault.text) for fault in one.faults]


def test_every_column_has_its_place(workspace: Path) -> None:
    """All that is known stands where check expects it, and the rest is the stub of makegood new."""
    folder, awaited = listed(workspace, ",".join(FULL) + "\n" + ",".join(FULL.values()) + "\n")
    assert awaited == MissingFiles(2, folder, ("c.pdf", "r.pdf", "s.png", "e.png"))
    assert set(FULL) == set(COLUMNS)
    made = data(folder)
    assert made["case"]["case_ref"] == "ACME-2026-031" == folder.name  # type: ignore[union-attr]  # it was made
    assert made["case"]["channel"] == "tiktok_one"
    creator = {
        key: FULL[key] for key in ("display_name", "salutation_name", "handle", "email", "entity_type", "country")
    }
    assert made["parties"]["creator"] == creator
    assert (made["agreement"]["agreed_on"], made["agreement"]["fee"]) == (FULL["agreed_on"], FULL["fee"])
    assert (made["deliverables"][0]["due"], made["deliverables"][0]["status"]) == (FULL["due"], FULL["status"])
    paid = {key: FULL[key] for key in ("paid_on", "amount", "reference")}
    assert made["payments"] == [{**paid, "evidence": ["r"]}]
    assert (made["agreement"]["evidence"], made["deliverables"][0]["evidence"]) == (["c"], ["s"])
    assert made["refund"]["grounds"] == ["nonconforming"]
    assert made["deliverables"][0]["posted_at"] == FULL["posted_at"]
    assert made["deliverables"][0]["defects"] == [{"code": "wrong_product"}]
    assert sorted(path.name for path in folder.iterdir()) == ["Makefile", "case.json", "evidence"]  # type: ignore[union-attr]


def test_what_is_not_known_stays_to_be_filled_in(workspace: Path) -> None:
    """A list with the handles alone gives the text of makegood new, but for the handle."""
    folder, other = listed(workspace, "handle,email\n@ana.example,\n@ben.example,\n")
    plain = new(Workspace(workspace), None, None, TODAY)
    expected = (plain / "case.json").read_text().replace("FILL IN: like @ana.example", "@ana.example")
    asked = json.loads(expected.replace(plain.name, folder.name))  # type: ignore[union-attr]
    del asked["parties"]["creator"]["address"]  # a list has no column for it
    assert asked == data(folder)
    assert [folder.name, other.name, plain.name] == ["MG-2026-001", "MG-2026-002", "MG-2026-003"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace(",", "\t").encode("utf-16"),
        lambda text: text.replace("Handle", '"Handle"').encode(),
        lambda text: text.replace("\n", ",,\n").encode(),
        lambda text: text.replace("\n", "\n\n,\n").encode(),
        lambda text: ("\n" + text).encode(),
    ],
)
def test_what_spreadsheets_write_is_read(workspace: Path, encode: Any) -> None:
    """Encodings, breaks, delimiters, quotes, empty columns and empty rows change nothing."""
    text = "Handle,Display Name,PAID-ON\nana.example,Zoë Example,2026-08-06\nben.example,Ben,\n"
    folders = listed(workspace, encode(text))
    assert [data(folder)["parties"]["creator"]["display_name"] for folder in folders] == ["Zoë Example", "Ben"]
    assert data(folders[0])["payments"][0]["paid_on"] == "2026-08-06"
    assert data(folders[0])["parties"]["creator"]["handle"] == "@ana.example"


def test_a_wrong_row_is_named_and_stops_nothing(workspace: Path) -> None:
    """Line, column and name of every wrong cell of a row; the rows beside it are made."""
    text = (
        "display_name,handle,amount,due,country,email,status\n"
        '"Ana, ""the"" one",ana.example,GBP 500.00,2026-09-15,GB,ana@creators.example,not_delivered\n'
        '"Two\nlines",Ben Example,"500 something",15 September,Narnia,ben,gone\n'
        "Cleo,@cleo.example,XYZ 5.00,2026-02-30,XX,cleo@creators.example,not_delivered\n"
        "Dan,@dan.example,GBP 500.00,2026-09-15,GB,dan@creators.example,posted_late\n"
    )
    first, second, third, fourth = listed(workspace, text)
    assert data(first)["parties"]["creator"]["display_name"] == 'Ana, "the" one'
    assert [(line, number, column) for line, number, column, _ in faults(second)] == [
        (3, 1, "display_name"),
        (3, 2, "handle"),
        (3, 3, "amount"),
        (3, 4, "due"),
        (3, 5, "country"),
        (3, 6, "email"),
        (3, 7, "status"),
    ]
    assert all(said.count(".") >= 1 for *_, said in faults(second))
    assert not [said for *_, said in faults(second) if "500 some" in said or "15 Sep" in said]
    assert [(line, column) for line, _, column, _ in faults(third)] == [(5, "amount"), (5, "due"), (5, "country")]
    assert fourth.name == "MG-2026-002"  # type: ignore[union-attr]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(workspace: Path, begin: str) -> None:
    """What a spreadsheet would run is data like any other."""
    (folder,) = listed(workspace, f'handle,display_name\n@ana.example,"{begin}HYPERLINK(""x"")"\n')
    assert data(folder)["parties"]["creator"]["display_name"] == f'{begin}HYPERLINK("x")'


@pytest.mark.parametrize("character", ["\x07", "\x1b", "\x7f", "\x85", "\u200b", "\u202e", "\ufeff", "\u2028"])
def test_invisible_characters_are_refused(workspace: Path, character: str) -> None:
    """At the end of a cell too, where blanks are taken off."""
    text = f"handle,display_name\n@ana.example,Ana{character}\n@ben.example,Ben\u00a0\n"
    wrong, right = listed(workspace, text)
    assert [(line, column) for line, _, column, _ in faults(wrong)] == [(2, "display_name")]
    assert data(right)["parties"]["creator"]["display_name"] == "Ben"


def test_unknown_columns_are_refused_before_anything_is_made(workspace: Path) -> None:
    """All of them at once, each with what was probably meant."""
    said = refused(workspace, "handle,dispaly_name,paid,colour\x1b\n@ana.example,Ana,2026-08-06,red\n")
    assert 'creators.csv:1:2: There is no column "dispaly_name". Did you mean "display_name"?' in said
    assert "creators.csv:1:3: " in said
    assert "creators.csv:1:4: " in said
    assert "\x1b" not in said
    assert "twice" in refused(workspace, "handle,Handle\n@a.b,@c.d\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"PK\x03\x04...", "workbook"),
        (b"\xff\xfe\x00\x00h\x00\x00\x00", "UTF-32"),
        ("handle\n@ana\n".encode("utf-16-le"), "UTF-16"),
        (b"\xff\xfeh\x00\x00\xd8", "damaged"),
        ('handle,display_name\n@ana.example,"Ana\n@ben.example,Ben\n', "creators.csv:2: The quotes"),
        ("due,amount\n2026-09-15,GBP 500.00\n", "does not identify the creators"),
        ("handle\n" + "x" * MOST_BYTES, "larger than 1 MB"),
        ("handle\n" + "".join(f"@a{number}\n" for number in range(MOST_ROWS + 1)), "1001 rows, but the limit is 1,000"),
    ],
)
def test_what_cannot_be_read_is_refused_as_a_whole(workspace: Path, content: str | bytes, said: str) -> None:
    """In one sentence, before anything is made."""
    assert said in refused(workspace, content)


def test_a_list_that_is_not_there_is_refused(workspace: Path) -> None:
    """As is a folder in its place."""
    for name in ("nowhere.csv", "cases"):
        with pytest.raises(UsageError, match="cannot be read"):
            list(create_cases(Workspace(workspace), workspace / name, name, None, TODAY))


def test_channels_where_no_creator_was_paid_have_no_list(workspace: Path) -> None:
    """As a whole where --channel says so, else the row."""
    assert "no payments to creators" in refused(workspace, "handle\n@ana.example\n", channel="promote_appstore")
    assert "Did you mean direct_bank" in refused(workspace, "handle\n@ana.example\n", channel="direct_bnak")
    made, bought, typo = listed(
        workspace, "handle,channel\n@ana.example,direct_paypal\n@ben.example,promote_appstore\n@cleo.example,paypal\n"
    )
    assert data(made)["case"]["channel"] == "direct_paypal"
    assert faults(bought)[0][:3] == (3, 2, "channel")
    assert faults(typo)[0][:3] == (4, 2, "channel")


def test_a_slip_in_a_word_is_told(workspace: Path) -> None:
    """With its cell and the word as which it was read; another way of writing it is no slip."""
    text = "handle,channel,status\n@ana.example,direct_paypl,not_deliverd\n@ben.example,Direct Bank,not delivered\n"
    channel, status, made, other = listed(workspace, text)
    assert channel == Corrected(2, 2, "channel", "direct_paypal")
    assert status == Corrected(2, 3, "status", "not_delivered")
    assert data(made)["case"]["channel"] == "direct_paypal"
    assert data(other)["case"]["channel"] == "direct_bank"


def test_a_slip_in_a_word_is_told_in_a_terminal(workspace: Path) -> None:
    (workspace / "creators.csv").write_text("handle,channel\n@ana.example,direct_paypl\n", encoding="utf-8")
    done = run("new", "--from", "creators.csv", cwd=workspace, CI="1")
    assert done.returncode == 0
    said = "creators.csv:2:2: channel: Interpreted as direct_paypal. Correct this value if you meant another one."
    assert said in done.stdout + done.stderr


def test_the_same_creator_twice_in_a_list_is_one_case(workspace: Path) -> None:
    """The second row is named with the line of the first; a first row that was wrong does not count."""
    text = "handle,due,country\n@ana.example,2026-09-15,GB\nana.example,2026-10-15,GB\n@ben.example,,XX\n@ben.example,,GB\n"
    made, twice, wrong, mended = listed(workspace, text)
    assert made.name == "MG-2026-001"  # type: ignore[union-attr]
    assert faults(twice)[0][:3] == (3, 1, "handle")
    assert "line 2" in faults(twice)[0][3]
    assert faults(wrong)[0][2] == "country"
    assert mended.name == "MG-2026-002"  # type: ignore[union-attr]


def test_the_same_list_twice_makes_nothing_new(workspace: Path) -> None:
    """Also after the cases were filled in, and where one of them is broken by now."""
    text = "handle,email,display_name,due\n@ana.example,,Ana,\n,ben@creators.example,Ben,\n,,Cleo,2026-09-15\n"
    first = listed(workspace, text)
    path = workspace / "cases" / "MG-2026-001" / "case.json"
    path.write_text(path.read_text().replace("FILL IN: like 2026-09-15", "2026-08-04"))
    (workspace / "cases" / "MG-2026-002" / "case.json").write_text('{ "email": "ben@creators.example", broken')
    again = listed(workspace, text)
    assert again == [ExistingCase(2, "MG-2026-001"), ExistingCase(3, "MG-2026-002"), ExistingCase(4, "MG-2026-003")]
    assert len(first) == len(list((workspace / "cases").iterdir())) == 3


def test_another_day_is_another_case(workspace: Path) -> None:
    """The same creator in the next campaign: another agreement, or another due day."""
    header = "handle,agreed_on,due\n"
    listed(workspace, header + "@ana.example,2026-08-04,2026-09-15\n")
    for row in ("@ana.example,2026-10-01,2026-09-15\n", "@ana.example,2026-08-04,2026-12-15\n"):
        (made,) = listed(workspace, header + row)
        assert isinstance(made, Path)
        assert isinstance(listed(workspace, header + row)[0], ExistingCase)
    assert isinstance(listed(workspace, "handle\n@ANA.example\n")[0], ExistingCase)


def test_references_are_taken_or_counted(workspace: Path) -> None:
    """A reference of the list is not given to another row; one that is taken or cannot be is a fault of its cell."""
    new(Workspace(workspace), "MG-2026-007", None, TODAY)
    text = "handle,ref\n@ana.example,\n@ben.example,MG-2026-008\n@cleo.example,MG-2026-008\n@dan.example,MG-2026-007\n@eve.example,8\n"
    first, second, *rest = listed(workspace, text)
    assert (first.name, second.name) == ("MG-2026-009", "MG-2026-008")  # type: ignore[union-attr]
    assert [faults(one)[0][:3] for one in rest] == [(4, 2, "ref"), (5, 2, "ref"), (6, 2, "ref")]


def test_a_row_that_names_nobody_is_wrong(workspace: Path) -> None:
    """It could never be told from a case that is there; a cell without a name above is most often a comma too many."""
    nobody, surplus = listed(workspace, "email,amount\n,GBP 500.00\nana@creators.example,GBP 500.00,00\n")
    assert faults(nobody)[0][:3] == (2, 1, "email")
    assert faults(surplus)[0][:3] == (3, 3, "")


def test_what_all_cases_share_is_held_against_a_row(workspace: Path) -> None:
    """A creator's address with the brand's own domain is refused here as check would refuse it."""
    brand = {
        "legal_name": "Harbour",
        "country": "GB",
        "address": [],
        "contact": {"name": "Desk", "email": "desk@harbour.example"},
    }
    shared = {"parties": {"brand": brand}}
    (workspace / "cases" / "defaults.json").write_text(json.dumps(shared))
    wrong, right = listed(
        workspace, "handle,email\n@ana.example,ana@harbour.example\n@ben.example,ben@creators.example\n"
    )
    assert faults(wrong)[0][:3] == (2, 2, "email")
    assert list(data(right)["parties"]) == ["creator"]


def test_evidence_that_lies_there_already_gets_its_entries(workspace: Path) -> None:
    """As with makegood new."""
    (workspace / "cases" / "MG-2026-005" / "evidence").mkdir(parents=True)
    (workspace / "cases" / "MG-2026-005" / "evidence" / "receipt.pdf").write_bytes(b"%PDF-1.7")
    (workspace / "cases" / "MG-2026-006").mkdir()
    one, other = listed(workspace, "handle,ref\n@ana.example,MG-2026-005\n@ben.example,MG-2026-006\n")
    assert data(one)["payments"][0]["evidence"] == ["receipt"]
    assert data(other)["evidence"] == []


def test_every_value_is_told_by_its_pointer(workspace: Path) -> None:
    """No column is left out of what check says."""
    assert {*creators.POINTERS, *ROLES, "ref", "channel", "currency"} == set(COLUMNS)


def test_the_command_tells_what_became_of_each_row(workspace: Path) -> None:
    """Folders to stdout, the rest to stderr, with a last line that counts; 1 where a row was skipped."""
    path = workspace / "creators.csv"
    path.write_text("handle,amount\nana.example,GBP 500.00\nben.example,~500 GBP\ncleo.example,GBP 500.00\n")
    done = run("new", "--from", "creators.csv", "--today", "2026-11-23", cwd=workspace)
    assert done.returncode == 1
    assert done.stdout.splitlines() == ["cases/MG-2026-001", "cases/MG-2026-002"]
    first, last = done.stderr.splitlines()
    assert first.startswith("creators.csv:3:2: amount: The currency code must come before the amount")
    assert "perhaps" not in first  # a ~ is no sign of a currency
    assert last == "2 cases created, 1 row skipped."
    path.write_text(path.read_text().replace("~500 GBP", "GBP 500.00"))
    again = run("new", "--from", "creators.csv", "--today", "2026-11-23", cwd=workspace, CI="true")
    assert (again.returncode, again.stdout) == (0, "cases/MG-2026-003\n")
    assert again.stderr.splitlines() == [
        "creators.csv:2: This case already exists: MG-2026-001",
        "creators.csv:4: This case already exists: MG-2026-002",
        "1 case created, 0 rows skipped. 2 rows already had a case.",
    ]


def test_the_command_refuses_a_list_in_one_sentence(workspace: Path) -> None:
    """Wrong use is 2, without a traceback; in CI no value of the list is said."""
    path = workspace / "creators.csv"
    path.write_text("handle,nonsense\n@ana.example,1\n")
    for arguments in (["--from", "creators.csv"], ["--from", "nowhere.csv"], ["MG-2026-001", "--from", "creators.csv"]):
        done = run("new", *arguments, cwd=workspace)
        assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (2, "", False)
    path.write_text("handle,amount\n@ana.example,~500 GBP\n")
    assert "500" not in run("new", "--from", "creators.csv", cwd=workspace, CI="true").stderr.replace("GBP 1500.00", "")


def test_a_list_says_what_came_and_what_is_wrong_with_it(workspace: Path) -> None:
    """The day of the post in the dates of the list, and several defects in a cell; a slip is told, a wrong word refused."""
    text = (
        "handle;due;status;posted;defects\n"
        "@ana.example;15.09.2026;posted;19.09.2026;late, Wrong product\n"
        "@ben.example;15.09.2026;posted;14.09.2026;missing_disclosur\n"
        "@cleo.example;15.09.2026;posted;31.09.2026;late, ugly\n"
    )
    made, slip, other, wrong = listed(workspace, text)
    (video,) = data(made)["deliverables"]
    assert (video["status"], video["posted_at"]) == ("posted", "2026-09-19")
    assert video["defects"] == [{"code": "late"}, {"code": "wrong_product"}]
    assert slip == Corrected(3, 5, "defects", "missing_disclosure")
    assert data(other)["deliverables"][0]["defects"] == [{"code": "missing_disclosure"}]
    assert [(line, number, column) for line, number, column, _ in faults(wrong)] == [
        (4, 4, "posted_at"),
        (4, 5, "defects"),
    ]
