"""The workflow's own steps on a good and on bad changes, in a clone, with a clean environment. Needs the network."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import letters
import pytest

CANARIES = ("CANARYNAME", "canary@canary.example", "77.31", "CANARYTITLE", "CANARYCAPTION", "CANARYTEXT", "CANARYREF")

BUILD = "Check and build what has changed"


def hostile(folder: Path) -> None:
    """A stranger's case: canaries in its fields, commands of the workflow in its words, and one mistake."""
    path = folder / "cases" / "MG-2026-004" / "case.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    said["case"]["title"] = (
        "CANARYTITLE ::error::x ::set-output name=a::b ::add-mask::c %0A::error::d $(touch /tmp/canary) `id`"
    )
    said["parties"]["creator"] |= {"display_name": "CANARYNAME", "email": "canary@canary.example"}
    said["evidence"][0]["caption"] = "CANARYCAPTION\u2028::error::caption"
    said["payments"][0] |= {"reference": "CANARYREF", "amount": "EUR 77.31"}
    said["log"] = [*said.get("log", []), {"at": "2026-11-20", "event": "noted", "by": "brand", "text": "CANARYTEXT"}]
    path.write_text(json.dumps(said, indent=1), encoding="utf-8")
    (folder / "cases" / "MG-2026-004" / "evidence" / "::error::%0A.txt").write_text("x")


def mistake(folder: Path) -> None:
    path = folder / "cases" / "MG-2026-001" / "case.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"GBP 1500.00", "method"', '"GBP 1,500.00", "method"'),
        encoding="utf-8",
    )


def template(folder: Path) -> None:
    with (folder / "templates" / "email" / "first_request.txt.j2").open("a") as file:
        file.write("{{ nobody.knows }}\n")


def test_a_good_change_builds_its_case_alone(tmp_path: Path) -> None:
    done = letters.run(tmp_path / "clone", letters.one_caption)
    assert set(done.codes.values()) == {0}, done.log
    assert list(done.codes) == ["Set up", BUILD, "Say what is due"]
    assert done.built == ("MG-2026-004",)
    assert "| MG-2026-004 | `email/first_request.eml` | the creator, by email |" in done.summary
    assert "Due on" in done.summary
    print({name: round(taken, 1) for name, taken in done.seconds.items()})


def test_a_mistake_is_shown_at_its_line(tmp_path: Path) -> None:
    done = letters.run(tmp_path / "clone", mistake)
    assert done.codes[BUILD] == 1
    line = next(
        number
        for number, text in enumerate((tmp_path / "clone/cases/MG-2026-001/case.json").read_text().splitlines(), 1)
        if '1,500.00"' in text and "method" in text
    )
    assert re.search(rf"^::error file=cases/MG-2026-001/case\.json,line={line},", done.log, re.MULTILINE)
    assert done.built == ()
    assert done.log.count(f"::error file=cases/MG-2026-001/case.json,line={line},") == 1
    assert "Nothing of 1 case, because it has errors: MG-2026-001" in done.summary
    assert "1,500" not in done.log + done.summary


def test_a_template_that_is_broken_is_shown_in_every_case(tmp_path: Path) -> None:
    done = letters.run(tmp_path / "clone", template)
    assert done.codes[BUILD] == 1
    assert "::error file=templates/email/first_request.txt.j2," in done.log
    assert "has changed, and every case depends on it" in done.log


@pytest.mark.parametrize("change", [hostile])
def test_nothing_of_a_strangers_case_reaches_the_log(tmp_path: Path, change: object) -> None:
    """No value, and no line that the runner would take for a command but our own annotations."""
    done = letters.run(tmp_path / "clone", change)
    told = done.log + done.summary
    assert done.codes[BUILD] == 1
    assert [canary for canary in CANARIES if canary in told] == [], told
    commands = [line for line in told.splitlines() if re.match(r"\s*::", line)]
    assert commands
    assert all(re.match(r"::(error|warning) file=", line) for line in commands), commands
    assert not Path("/tmp/canary").exists()


def test_a_repository_of_cases_alone_uses_the_program_beside_it(tmp_path: Path) -> None:
    """What the step "Fetch the program" does on a runner, a clone does here: no file of the program is among the cases."""
    home = tmp_path / "cases alone"
    shutil.copytree(letters.REPOSITORY / "cases" / "MG-2026-001", home / "cases" / "MG-2026-001")
    (home / ".gitignore").write_text("build/\n")
    letters.git(home, "init", "--quiet")
    letters.git(home, "add", "--all")
    letters.git(home, "commit", "--quiet", "--message", "Begin")
    letters.git(tmp_path, "clone", "--quiet", str(letters.REPOSITORY), str(home / ".makegood"))
    done = letters.run_steps(home, "0" * 40)
    assert set(done.codes.values()) == {0}, done.log
    assert done.built == ("MG-2026-001",)
    assert "There is no earlier version to compare with. Every case is selected." in done.log


def test_a_program_that_was_not_fetched_is_asked_for(tmp_path: Path) -> None:
    """Without the two variables there is no program; what is missing is named, and nothing else is run in its place."""
    home = tmp_path / "cases alone"
    (home / "cases").mkdir(parents=True)
    letters.git(home, "init", "--quiet")
    done = letters.run_steps(home, "")
    assert done.codes["Set up"] == 1
    assert "::error::Set the variables MAKEGOOD_REPOSITORY and MAKEGOOD_COMMIT of this repository." in done.log
