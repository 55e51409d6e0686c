"""A packet tells what it is, whether it is as it was made, and what has changed in the case since."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest
from conftest import BANK, REFS
from test_cli import run

from makegood.model.workspace import Workspace
from makegood.pipeline import build as pipeline
from makegood.pipeline.assemble.packet.seal import is_sealed, seal
from makegood.model.errors import UsageError
from makegood.commands.verify import verify

pytestmark = pytest.mark.once


@pytest.fixture
def packet(built: Path, tmp_path: Path) -> Path:
    """A copy of the creator's packet of one case."""
    return Path(shutil.copy(built / BANK / "packet" / "influencer.pdf", tmp_path / "refund.pdf"))


@pytest.fixture
def case(built: Path, tmp_path: Path) -> Path:
    """A copy of the case that it was made from."""
    shutil.copytree(built.parent / "cases", tmp_path / "cases")
    return tmp_path / "cases" / BANK


@pytest.mark.parametrize("ref", REFS.values())
def test_every_packet_is_sealed_and_lists_its_originals(built: Path, ref: str) -> None:
    """Each with its letter, its file and its hash, as the case has them."""
    packets = sorted((built / ref / "packet").glob("*.pdf"))
    assert packets
    for path in packets:
        found = verify(path, built.parent / "cases" / ref)
        assert found.is_whole
        assert found.record.case_ref == ref
        assert found.exhibits
        assert {one.state for one in found.exhibits} == {"unchanged"}
        assert [one.letter for one in found.record.exhibits] == [chr(65 + at) for at in range(len(found.exhibits))]


def test_a_change_anywhere_breaks_the_seal(packet: Path) -> None:
    """At a hundred places from the first byte to the last, the seal itself included; cut short, or with more behind."""
    data = packet.read_bytes()
    assert is_sealed(io.BytesIO(data))
    with pikepdf.open(packet) as pdf:
        identifier = b"".join(bytes(part) for part in pdf.trailer.ID)
    at_seal = data.rindex(identifier[:16].hex().encode())
    step = len(data) // 100
    for at in [*range(0, len(data) - 40, step), at_seal, at_seal + 31, len(data) - 40]:
        other = b"1" if data[at : at + 1] != b"1" else b"2"
        assert not is_sealed(io.BytesIO(data[:at] + other + data[at + 1 :])), at
    assert not is_sealed(io.BytesIO(data[:-1000]))
    assert not is_sealed(io.BytesIO(data + b"%\n"))


def test_a_file_that_another_program_saved_is_not_as_it_was_made(packet: Path) -> None:
    with pikepdf.open(packet, allow_overwriting_input=True) as pdf:
        pdf.save(packet)
    found = verify(packet)
    assert not found.is_whole
    assert found.record.case_ref == BANK


def test_a_file_without_identifier_cannot_be_sealed() -> None:
    with pytest.raises(ValueError, match="BytesIO"):
        seal(io.BytesIO(b"%PDF-1.7\nstartxref\n9\n%%EOF\n"))


def test_what_has_changed_in_the_case_is_named(packet: Path, case: Path) -> None:
    """Changed, renamed and gone, each under its letter; what was renamed is still the same file."""
    files = sorted((case / "evidence").iterdir())
    names = {one.original.file: one.original.letter for one in verify(packet, case).exhibits or ()}
    changed, renamed, gone = [path for path in files if path.name in names][:3]
    changed.write_bytes(changed.read_bytes() + b"x")
    renamed.rename(renamed.with_name("other" + renamed.suffix))
    gone.unlink()
    told = {one.original.file: (one.state, one.now) for one in verify(packet, case).exhibits or ()}
    assert told.pop(changed.name) == ("changed", "")
    assert told.pop(renamed.name) == ("renamed", "other" + renamed.suffix)
    assert told.pop(gone.name) == ("missing", "")
    assert {state for state, _ in told.values()} == {"unchanged"}
    said = run("verify", packet, case, cwd=packet.parent)
    assert said.returncode == 1
    assert "CHANGED since" in said.stdout
    assert f"now named other{renamed.suffix}" in said.stdout
    assert "NO LONGER in evidence/" in said.stdout


def test_the_mail_with_which_it_went_out_is_named(built: Path, packet: Path, case: Path) -> None:
    """By the very bytes that the kept mail carries."""
    mail = built / BANK / "email" / "first_request.eml"
    (case / "sent").mkdir()
    shutil.copy(mail, case / "sent" / "2026-11-23-first_request.eml")
    shutil.copy(mail, case / "sent" / "other.txt")
    (case / "sent" / "without.eml").write_bytes(b"From: a@a.example\n\nNothing.\n")
    assert verify(packet, case).sent == ("2026-11-23-first_request.eml",)
    packet.write_bytes(packet.read_bytes() + b"%\n")
    assert verify(packet, case).sent == ()


def test_the_command_says_what_it_is(packet: Path) -> None:
    """By the file alone: the case, the reader, the day, the hashes; the status says whether all is well."""
    said = run("verify", packet, cwd=packet.parent)
    assert said.returncode == 0
    first, second, *rows = said.stdout.splitlines()
    assert first.startswith(f"{BANK}: packet for the creator, prepared on 23 November 2026, ")
    assert second == "The file is unchanged since it was created."
    assert [row.split()[0] for row in rows] == ["A", "B", "C", "D", "E"]
    assert all(len(row.split()[-1]) == 64 for row in rows)
    packet.write_bytes(packet.read_bytes() + b"%\n")
    said = run("verify", packet, cwd=packet.parent)
    assert (said.returncode, "has CHANGED since it was created" in said.stdout) == (1, True)


@pytest.mark.parametrize("what", ["empty", "text", "cut", "foreign", "odd", "long"])
def test_what_is_no_packet_is_refused(packet: Path, what: str) -> None:
    """A PDF of others, one with a record that is none, and what is no PDF at all: one sentence each, no traceback."""
    if what in {"foreign", "odd", "long"}:
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            if what != "foreign":
                text = "x" * 1000 if what == "long" else "2026-11-23"
                pdf.Root.XXMakegood = pikepdf.Dictionary(
                    Case=pikepdf.String(text),
                    Prepared=pikepdf.String("2026-11-23"),
                    Reader=1,
                    Exhibits=pikepdf.Array([1, pikepdf.Array([])]),
                )
            pdf.save(packet)
    else:
        packet.write_bytes({"empty": b"", "text": b"hej\n", "cut": packet.read_bytes()[:500]}[what])
    with pytest.raises(UsageError, match="not created as a packet by makegood"):
        verify(packet)
    said = run("verify", packet, cwd=packet.parent)
    assert (said.returncode, "Traceback" in said.stderr) == (2, False)


def test_the_same_case_gives_the_same_seal(built: Path, tmp_path: Path) -> None:
    """The seal hangs on nothing but what the packet holds."""
    shutil.copytree(built.parent / "cases", tmp_path / "w" / "cases")
    case = tmp_path / "w" / "cases" / BANK
    assert json.loads((case / "case.json").read_text())["case"]["case_ref"] == BANK
    run("build", "--frozen", case, cwd=case)
    again = tmp_path / "w" / "build" / BANK / "packet" / "influencer.pdf"
    assert again.read_bytes() == (built / BANK / "packet" / "influencer.pdf").read_bytes()


def deleted(folder: Path) -> None:
    (folder / "post1.png").unlink()


def truncated(folder: Path) -> None:
    whole = (folder / "post1.png").read_bytes()
    (folder / "post1.png").write_bytes(whole[: len(whole) // 2])


def emptied(folder: Path) -> None:
    (folder / "post1.png").write_bytes(b"")


def locked(folder: Path) -> None:
    with pikepdf.open(folder / "thread.pdf", allow_overwriting_input=True) as pdf:
        pdf.save(folder / "thread.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))


def swapped(folder: Path) -> None:
    first, second = folder / "post1.png", folder / "post2.png"
    held = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(held)


@pytest.mark.parametrize(
    ("spoil", "rules", "files", "said"),
    [
        (deleted, ["E1"], ["post1.png"], "NO LONGER in evidence/"),
        (truncated, ["P2"], ["post1.png"], "CHANGED since"),
        (emptied, ["E1"], ["post1.png"], "CHANGED since"),
        (locked, ["P3"], ["thread.pdf"], "CHANGED since"),
        (swapped, ["E1", "E1"], ["post1.png", "post2.png"], "CHANGED since; the original is now in post"),
    ],
    ids=["deleted", "truncated", "emptied", "locked", "swapped"],
)
def test_evidence_that_was_spoiled_since_stops_the_build_by_name(
    packet: Path, case: Path, spoil: Callable[[Path], None], rules: list[str], files: list[str], said: str
) -> None:
    """Each with its reason, where the case names the file; the packet of before tells the same by itself.

    That two files changed places nobody can know but by their hashes: of the case where it records them, else of the packet.
    """
    path = case / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    if spoil is swapped:
        for item in data["evidence"]:
            item["sha256"] = sha256((case / "evidence" / item["file"]).read_bytes()).hexdigest()
        path.write_text(json.dumps(data), encoding="utf-8")
    spoil(case / "evidence")
    outcome = pipeline.build(
        case, Workspace.containing(case), case.parent.parent / "again", case.parent.parent / "cache"
    )
    errors = [one for one in outcome.problems if one.severity == "error"]
    assert [one.rule for one in errors] == rules
    at = {item["file"]: number for number, item in enumerate(data["evidence"])}
    assert [one.place.pointer.rpartition("/")[0] for one in errors] == [f"/evidence/{at[name]}" for name in files]
    assert len({one.message for one in errors}) == 1
    assert all(one.fix for one in errors)
    told = run("verify", packet, case, cwd=packet.parent)
    assert told.returncode == 1
    rows = [line for line in told.stdout.splitlines() if "unchanged" not in line and line[1:3] == "  "]
    assert [row.split()[1] for row in rows] == files
    assert all(said in row for row in rows)
