"""new --from: tables as spreadsheets of any country save them, with one locale each."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from test_cli import run
from test_creators import TODAY, data, faults, listed

from makegood.model.workspace import Workspace
from makegood.model.errors import UsageError
from makegood.commands.fix.certain_values import AmountUsage, certain_value
from makegood.commands.new.creators import ExistingCase, LocaleOptions, MissingFiles, SkippedRow, create_cases

GERMAN = (
    "display_name;handle;email;country;entity_type;status;ground;due;amount;paid_on\r\n"
    "Jürgen Späth;@juergen.spaeth;juergen@spaeth.example;DE;individual;not_delivered;not_delivered;15.09.2026;401,50 €;06.08.2026\r\n"
    "Inès Roux;@ines.roux;ines@roux.example;FR;individual;not_delivered;not_delivered;15.09.2026;1.250,00 €;6.8.2026\r\n"
    "Tom Abel;@tom.abel;tom@abel.example;DE;individual;not_delivered;not_delivered;31.09.2026;300,00 €;06.08.2026\r\n"
    "Jürgen Späth;@juergen.spaeth;juergen@spaeth.example;DE;individual;not_delivered;not_delivered;15.09.2026;401,50 €;06.08.2026\r\n"
)


def asked(workspace: Path, content: str, **said: Any) -> list[Any]:
    """Make the cases of a list of which something was said."""
    path = workspace / "creators.csv"
    path.write_text(content, encoding="utf-8")
    return list(create_cases(Workspace(workspace), path, "creators.csv", None, TODAY, LocaleOptions(**said)))


def cell(workspace: Path, column: str, *cells: str, country: str = "GB", **said: Any) -> list[str]:
    """Give what became of the cells of one column: as in the case, or what is wrong."""
    rows = "".join(f'@a{number}.example;{country};"{cell}"\n' for number, cell in enumerate(cells))
    pointers = {"amount": "payments", "paid_on": "payments", "due": "deliverables"}
    made = asked(workspace, f"handle;country;{column}\n{rows}", **said)
    return [
        one.faults[0].text if isinstance(one, SkippedRow) else data(one)[pointers[column]][0][column] for one in made
    ]


@pytest.mark.parametrize(
    "encoded",
    [
        GERMAN.encode("utf-8-sig"),
        GERMAN.encode("cp1252"),
        GERMAN.replace(";", "\t").encode("utf-16"),
        ("sep=;\r\n" + GERMAN).encode("cp1252"),
        GERMAN.replace("\r\n", "\r").encode("utf-8-sig"),
        "".join(f"{line};;;\n" for line in [*GERMAN.splitlines(), ";" * 9, ""]).encode("utf-8-sig"),
        GERMAN.replace("display_name", "Name").replace("amount", "Betrag").replace("due", "Fällig am").encode("cp1252"),
    ],
    ids=["UTF-8", "Windows-1252", "Unicode text", "sep=", "CR", "empty columns", "German names"],
)
def test_a_german_table_is_read(workspace: Path, encoded: bytes) -> None:
    """Days, amounts and letters arrive; the day that is none and the double are named, and stop no other row."""
    lines = 1 if encoded.startswith(b"sep") else 0
    first, second, no_day, double = listed(workspace, encoded)
    assert data(first)["parties"]["creator"]["display_name"] == "Jürgen Späth"
    paid = [data(one)["payments"][0] for one in (first, second)]
    assert [(one["paid_on"], one["amount"]) for one in paid] == [
        ("2026-08-06", "EUR 401.50"),
        ("2026-08-06", "EUR 1250.00"),
    ]
    assert data(second)["deliverables"][0]["due"] == "2026-09-15"
    assert faults(no_day) == [(4 + lines, 8, "due", "This is not a valid date. Correct it.")]
    assert faults(double)[0][:3] == (5 + lines, 2, "handle")
    assert [type(one) for one in listed(workspace, encoded)] == [ExistingCase, ExistingCase, SkippedRow, SkippedRow]


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["15/09/2026", "06/08/2026"], ["2026-09-15", "2026-08-06"]),
        (["09/15/2026", "06/08/2026"], ["2026-09-15", "2026-06-08"]),
        (["9/15/26", "6/8/26 0:00"], ["2026-09-15", "2026-06-08"]),
        (["06.08.2026", "6.8.26", "06.08.2026 00:00:00"], ["2026-08-06"] * 3),
        (["09.15.2026", "06.08.2026"], ["2026-09-15", "2026-06-08"]),
        (["15-Sep-26", "Sep 15, 2026", "15 September 2026"], ["2026-09-15"] * 3),
        (["2026/09/15", "2026-9-15", "2026-09-15"], ["2026-09-15"] * 3),
        (["06/06/2026"], ["2026-06-06"]),
        (["29/02/2027"], ["This is not a valid date. Correct it."]),
    ],
)
def test_days_are_read_by_the_table(workspace: Path, cells: list[str], days: list[str]) -> None:
    """One day after the twelfth decides for all; with dots the day comes first, as everywhere where dots are written."""
    assert cell(workspace, "due", *cells) == days


def test_the_number_of_a_day_is_named(workspace: Path) -> None:
    """A column that was not formatted as dates: which day 46280 is depends on the program."""
    assert cell(workspace, "due", "46280")[0].startswith("This is a date serial number from a spreadsheet")


def test_days_that_may_be_two_are_asked_once(workspace: Path) -> None:
    """For the whole table, with one cell as the example; the answer is held against every row."""
    with pytest.raises(UsageError) as caught:
        cell(workspace, "due", "2026-09-15", "06/08/2026", "07/08/2026")
    assert len(caught.value.args) == 2
    assert caught.value.args[0].startswith("creators.csv:3:3: due: This text can be read as two different dates")
    assert list((workspace / "cases").iterdir()) == []
    assert cell(workspace, "due", "06/08/2026", "07/13/2026", dates="day-first") == [
        "2026-08-06",
        "This is not a valid date. Correct it.",
    ]


def test_a_table_with_both_orders_is_asked(workspace: Path) -> None:
    """Two contradict each other, so neither decides for a third."""
    with pytest.raises(UsageError, match="DATES="):
        cell(workspace, "due", "15/09/2026", "09/15/2026", "06/08/2026")
    assert cell(workspace, "due", "15/09/2026", "09/15/2026") == ["2026-09-15"] * 2


@pytest.mark.parametrize(
    ("cells", "amounts"),
    [
        (["EUR 401,50", "EUR 1.200"], ["EUR 401.50", "EUR 1200"]),
        (["EUR 401.50", "EUR 1,200"], ["EUR 401.50", "EUR 1200"]),
        (["EUR 1.200,50", "EUR 2.500"], ["EUR 1200.50", "EUR 2500"]),
        (["EUR 1.200.000", "EUR 2.500"], ["EUR 1200000", "EUR 2500"]),
        (["1 200,50 €", "1'200.50 EUR", "300 Euro"], ["EUR 1200.50", "EUR 1200.50", "EUR 300"]),
        (["£500", "GBP 300"], ["GBP 500", "GBP 300"]),
        (["EUR 401.50", "EUR 401,50"], ["EUR 401.50", "EUR 401.50"]),
    ],
)
def test_amounts_are_read_by_the_table(workspace: Path, cells: list[str], amounts: list[str]) -> None:
    """The mark before decimals is that of the other rows."""
    assert [one.removesuffix(".00") for one in cell(workspace, "amount", *cells)] == amounts


def test_an_amount_that_may_be_two_is_asked_once(workspace: Path) -> None:
    """1.200 alone, and nothing in the list to compare it with."""
    with pytest.raises(UsageError, match="3: amount: This text can be read as two different amounts.*DECIMAL="):
        cell(workspace, "amount", "EUR 1.200", "EUR 3.500")
    assert cell(workspace, "amount", "EUR 1.200", decimal="comma") == ["EUR 1200.00"]


@pytest.mark.parametrize(
    ("brand", "country", "typed", "amount"),
    [
        ("US", "US", "$600", "USD 600"),
        ("CA", "CA", "$600", "CAD 600"),
        ("GB", "US", "$600", "USD 600"),
        ("US", "CA", "$600", None),
        ("GB", "CA", "$600", None),
        (None, "AU", "$ 600.50", "AUD 600.50"),
        ("JP", "US", "¥60000", "JPY 60000"),
        ("CN", "JP", "¥60000", None),
        ("SE", "DE", "600 kr", "SEK 600"),
        ("SE", "DK", "600 kr.", None),
        ("GB", "FR", "£600", "GBP 600"),
        ("FR", "FR", "£600", None),
        ("GB", "GB", "600", None),
        ("CA", "US", "US$600", "USD 600"),
        ("FR", "US", "CA$600", "CAD 600"),
    ],
)
def test_a_sign_of_several_currencies(
    workspace: Path, brand: str | None, country: str, typed: str, amount: str | None
) -> None:
    """Certain where one of the two countries has it, and the other no other such sign; else asked once."""
    if brand:
        (workspace / "cases" / "defaults.json").write_text(json.dumps({"parties": {"brand": {"country": brand}}}))
    if amount:
        assert [one.removesuffix(".00") for one in cell(workspace, "amount", typed, country=country)] == [amount]
    else:
        with pytest.raises(UsageError, match="2:3: amount: .*CURRENCY="):
            cell(workspace, "amount", typed, country=country)


def test_a_currency_that_was_said_is_that_of_amounts_without_a_code(workspace: Path) -> None:
    """And of a sign that it has; never of another."""
    assert cell(workspace, "amount", "600", "$500", "EUR 300", currency="CAD") == ["CAD 600", "CAD 500", "EUR 300"]
    with pytest.raises(UsageError, match="three letters"):
        cell(workspace, "amount", "600", currency="dollar")
    made = asked(
        workspace, "handle,amount,fee,currency\n@x.example,600,700.50,usd\n@y.example,$500,,EUR\n", currency="CAD"
    )
    assert data(made[0])["payments"][0]["amount"] == "USD 600.00"
    assert data(made[0])["agreement"]["fee"] == "USD 700.50"
    assert data(made[1])["payments"][0]["amount"] == "CAD 500.00"


def test_one_amount_without_a_code_among_others_is_that_rows_fault(workspace: Path) -> None:
    """The list does say its currency elsewhere, so nothing is asked."""
    assert cell(workspace, "amount", "EUR 600", "500") == [
        "EUR 600",
        'The currency of this amount is missing. Write the code, one space and the amount: "GBP 1500.00".',
    ]


def test_words_are_taken_as_people_write_them(workspace: Path) -> None:
    """Capitals, blanks and hyphens are no other word."""
    (made,) = listed(
        workspace,
        "Handle,Type of entity,Status,Country\n".replace("Type of entity", "entity type")
        + "https://www.tiktok.com/@Ana.Example,Sole Trader,Not delivered,gb\n",
    )
    creator = data(made)["parties"]["creator"]
    assert (creator["handle"], creator["entity_type"], creator["country"]) == ("@ana.example", "sole_trader", "GB")
    assert data(made)["deliverables"][0]["status"] == "not_delivered"


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("Inès", "mac-roman"),
        ("Jürgen Späth", "mac-roman"),
        ("María", "mac-roman"),
        ("Łukasz", "cp1250"),
        ("Michał", "cp1250"),
        ("Ана", "cp1251"),
        ("Ελένη", "cp1253"),
        ("401,50 €", "mac-roman"),
        ("Raúl", "mac-roman"),
    ],
)
def test_letters_that_may_be_others_are_refused(workspace: Path, text: str, table: str) -> None:
    """A Mac's letters, or those of another part of Europe, would be read as something else without a word."""
    with pytest.raises(UsageError, match="Save the file as CSV with UTF-8"):
        listed(workspace, f"handle;display_name\n@ana.example;{text}\n".encode(table))


@pytest.mark.parametrize(
    "text", ["Jürgen Späth", "Inès", "José Ñúñez", "Zoë", "Søren Ångström", "Größe", "O’Brien", "401,50 €", "Ça va"]
)
def test_letters_of_windows_are_read(workspace: Path, text: str) -> None:
    """What Excel saves as plain CSV in the west of Europe."""
    (made,) = listed(workspace, f"handle;display_name\n@ana.example;{text}\n".encode("cp1252"))
    assert data(made)["parties"]["creator"]["display_name"] == text


@pytest.mark.parametrize("begin", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-1.7"])
def test_a_workbook_is_refused_with_the_way_to_save_it(workspace: Path, begin: bytes) -> None:
    """.xlsx, .ods and .numbers are archives; .xls is older."""
    with pytest.raises(UsageError, match="save it as CSV: in Excel .* in LibreOffice .* in Numbers"):
        listed(workspace, begin + b"...")


def test_files_of_a_row_come_into_its_case(workspace: Path) -> None:
    """With what each proves; what is not beside the list is named, and nothing there is overwritten."""
    (workspace / "scans").mkdir()
    (workspace / "scans" / "Beleg 7.pdf").write_bytes(b"%PDF-1.7 seven")
    (workspace / "thread.pdf").write_bytes(b"%PDF-1.7 thread")
    text = "handle,contract,receipt,screenshot,evidence\n@ana.example,thread.pdf,scans/Beleg 7.pdf,IMG_1.png;IMG_2.png,other.pdf\n"
    folder, awaited = listed(workspace, text)
    assert awaited == MissingFiles(2, folder, ("IMG_1.png", "IMG_2.png", "other.pdf"))
    assert sorted(path.name for path in (folder / "evidence").iterdir()) == ["Beleg 7.pdf", "thread.pdf"]
    assert (folder / "evidence" / "Beleg 7.pdf").read_bytes() == b"%PDF-1.7 seven"
    made = data(folder)
    assert [one["file"] for one in made["evidence"]] == [
        "thread.pdf",
        "Beleg 7.pdf",
        "IMG_1.png",
        "IMG_2.png",
        "other.pdf",
    ]
    assert made["agreement"]["evidence"] == ["thread"]
    assert made["payments"][0]["evidence"] == ["beleg-7"]
    assert made["deliverables"][0]["evidence"] == ["img-1", "img-2"]
    assert ["captured_at" in one for one in made["evidence"]] == [False] * 5
    (folder / "evidence" / "thread.pdf").write_bytes(b"mine")
    before = (folder / "case.json").read_bytes()
    assert listed(workspace, text) == [ExistingCase(2, folder.name)]
    assert ((folder / "case.json").read_bytes(), (folder / "evidence" / "thread.pdf").read_bytes()) == (before, b"mine")


def test_a_file_that_is_there_already_stays(workspace: Path) -> None:
    """The evidence of a folder that has no case yet goes before what lies beside the list."""
    evidence = workspace / "cases" / "MG-2026-005" / "evidence"
    evidence.mkdir(parents=True)
    (evidence / "receipt.pdf").write_bytes(b"there")
    (workspace / "receipt.pdf").write_bytes(b"beside")
    (folder,) = listed(workspace, "handle,ref,receipt\n@ana.example,MG-2026-005,receipt.pdf\n")
    assert (evidence / "receipt.pdf").read_bytes() == b"there"
    assert [one["file"] for one in data(folder)["evidence"]] == ["receipt.pdf"]


@pytest.mark.parametrize(
    "name", ["../secret.pdf", "/etc/passwd", ".hidden", "a/../b.pdf", "con.pdf", "c:\\x.pdf", "a//b.pdf"]
)
def test_a_file_is_never_from_elsewhere(workspace: Path, name: str) -> None:
    """The list may be somebody else's."""
    (wrong,) = listed(workspace, f"handle,receipt\n@ana.example,{name}\n")
    assert faults(wrong)[0][:3] == (2, 2, "receipt")


def test_no_link_is_followed_to_a_file(workspace: Path) -> None:
    """It may lead anywhere."""
    (workspace / "secret").mkdir()
    (workspace / "secret" / "a.pdf").write_bytes(b"x")
    os.symlink(workspace / "secret" / "a.pdf", workspace / "a.pdf")
    os.symlink(workspace / "secret", workspace / "linked")
    folder, awaited = listed(workspace, "handle,receipt\n@ana.example,a.pdf;linked/b.pdf\n")
    assert awaited.files == ("a.pdf", "b.pdf")
    assert list((folder / "evidence").iterdir()) == []


def test_two_files_of_one_name_are_wrong(workspace: Path) -> None:
    """One of them would be lost."""
    (wrong,) = listed(workspace, "handle,receipt\n@ana.example,a/r.pdf;b/r.pdf\n")
    assert "the same name" in faults(wrong)[0][3]


def test_the_command_asks_and_takes_the_answer(workspace: Path) -> None:
    """As a sentence with the option; without a list the options mean nothing."""
    (workspace / "creators.csv").write_text("handle,due,receipt\n@ana.example,06/08/2026,r.pdf\n")
    done = run("new", "--from", "creators.csv", "--today", "2026-11-23", cwd=workspace)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--dates day-first or --dates month-first" in done.stderr
    done = run("new", "--from", "creators.csv", "--today", "2026-11-23", "--dates", "month-first", cwd=workspace)
    assert (done.returncode, done.stdout) == (0, "cases/MG-2026-001\n")
    assert "creators.csv:2: Add to cases/MG-2026-001/evidence/: r.pdf" in done.stderr
    assert run("new", "--dates", "day-first", cwd=workspace).returncode == 2


def test_fix_reads_as_before_where_no_mark_is_known() -> None:
    """What a table decides is no matter of fix, which sees one file."""
    assert certain_value("Money", "EUR 1.200", AmountUsage({"EUR": 2}, None)) is None
    assert certain_value("Money", "EUR 1.200", AmountUsage({"EUR": 2}, None, ",")) == "EUR 1200.00"
