"""Every command that a message, a page or a how-to names works where it is read: in a case folder, at the root, anywhere."""

from __future__ import annotations

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import pytest
from conftest import BANK, PAYPAL, STORE, add_case, in_english

from makegood.model.workspace import Workspace
from makegood.cli import app
from makegood.formats import message_commands
from makegood.commands import makefile
from makegood.domain import outcomes
from makegood.formats.message_commands import Start, render_commands
from makegood.language import english
from makegood.commands.log.case_context import read_case_context

REPOSITORY = Path(__file__).parent.parent
SOURCE = REPOSITORY / "src" / "makegood"
HOW_TO = sorted((REPOSITORY / "docs" / "how-to").glob("*.md"))
TEMPLATES = sorted((REPOSITORY / "templates").rglob("*.j2"))
STARTS = (Start("case"), Start("root"), Start("alone"), Start("", ".venv/bin/makegood", "."), Start())
OURS = frozenset({"formats/message_commands.py"})
"""Modules whose texts may name the program: the one that writes commands, and the one that says how it is called."""


def makefile_of(path: Path) -> Mapping[str, frozenset[str]]:
    """Map each target of a Makefile to the variables that it takes."""
    text = path.read_text(encoding="utf-8")
    (targets,) = re.findall(r"^targets := (.*)$", text, re.MULTILINE)
    takes = dict(re.findall(r"^takes\.(\S+) := (.*)$", text, re.MULTILINE))
    takes["log"] = f"{takes.get('log', '')} {takes.get('sent', '')}".replace("LETTER", "")
    return {one: frozenset(re.findall(r"\b[A-Z_]{2,}\b", takes.get(one, ""))) for one in targets.split()}


CASE = makefile_of(SOURCE / "case.mk")
ROOT = makefile_of(REPOSITORY / "Makefile")


def wrong(command: str, makefiles: tuple[Mapping[str, frozenset[str]], ...] = (CASE,)) -> str:
    """Say what keeps a command from working; "" where nothing does. `makefiles` are those of the folder where it is read."""
    words = shlex.split(command)
    if words[0] == "make":
        if words[1:2] == ["-C"]:
            makefiles, words = ((ROOT,) if words[2] == "../.." else (CASE,)), words[2:]
        target, *given = [*words[1:], "all"] if not words[1:] or "=" in words[1] else words[1:]
        names = {one.partition("=")[0] for one in given if "=" in one}
        if any(target in one and names <= one[target] for one in makefiles):
            return ""
        return f"no make {target} with {names or 'nothing'}"
    if words[0] == "sh":
        return "" if (REPOSITORY / words[1]).is_file() and words[2] in {"heic", "scripts", "test"} else "no such set-up"
    if words[0] == "pip":
        return "" if words[2] in {"makegood[heic]", "makegood[scripts]"} else "no such extra"
    if not words[0].endswith("makegood"):
        return "no command of ours"
    try:
        name, entry, rest = app.commands.resolve_command(click.Context(app.commands), words[1:])
        assert entry is not None
        entry.make_context(name, list(rest))
    except click.ClickException as error:
        return error.format_message()
    except click.exceptions.Exit:
        return ""
    return ""


def texts(path: Path) -> Iterator[str]:
    """Give each text of a module that is no docstring, with an x for what is filled in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not {id(node)} & (inside | alone):
            yield node.value


def faults(text: str) -> list[str]:
    """Say what is wrong with the commands that a message holds, wherever it is read."""
    found = (
        [f"{text}: name it as make does, in backticks"]
        if re.search(r"\bmakegood (new|check|fix|build|log|status|watch|verify|explain)\b|setup\.sh \w", text)
        else []
    )
    for command in message_commands.split_commands(text)[1::2]:
        for start in STARTS:
            for case in ("cases/MG-2026-001", ""):
                typed = render_commands(f"`{command}`", start, case)
                is_option = not command.startswith("make")
                here = ROOT if start.makefile == "root" else CASE
                why = "" if is_option else wrong(typed, (here,))
                found += [f"{typed}: {why}"] if why else []
    bare = re.sub(r"`[^`]*`", "", text)
    found += [
        f"make {one}: no such target"
        for one in re.findall(r"\b(?:type:?|[Tt]ype|[Rr]un) make (\w+)", bare)
        if one not in CASE
    ]
    return found


def is_ours(path: Path) -> bool:
    """Return whether a module shows commands itself: the command line, and what turns them into what works."""
    name = path.relative_to(SOURCE).as_posix()
    return name.startswith("cli/") or name in OURS


def test_each_message_names_commands_that_work() -> None:
    """In a case folder, at the root, in a workspace without a checkout, and where the program was started by itself."""
    paths = [path for path in sorted(SOURCE.rglob("*.py")) if not is_ours(path)]
    assert [(path.name, fault) for path in paths for text in texts(path) for fault in faults(text)] == []


def test_the_command_line_s_own_messages_name_commands_that_work() -> None:
    """What it prints goes the same way; its help is read by whoever has just called it by its name."""
    named = [text for path in (SOURCE / "cli").glob("*.py") for text in texts(path) if "`" in text]
    assert len(named) >= 3
    assert [fault for text in named for fault in faults(text)] == []
    listed = re.findall(r"^ *makegood ([a-z]+) ", app.commands.help or "", re.MULTILINE)
    assert set(listed) == app.commands.commands.keys()
    for entry in app.commands.commands.values():
        for line in re.findall(r"^ *(makegood .*?)(?:  .*|\s*[|>].*)?$", entry.help or "", re.MULTILINE):
            assert wrong(line) == "", line


def test_messages_that_name_commands_are_found() -> None:
    """Negative control: the search sees them, and each kind of fault."""
    named = [text for path in SOURCE.rglob("*.py") for text in texts(path) if message_commands.split_commands(text)[1:]]
    assert len(named) >= 30
    assert faults("Type `make today`, or `make log EVENT=paid WHAT=x`.") == []
    assert faults("Type makegood fix --write .")
    assert faults("Type: sh setup.sh heic")
    assert faults("Type `make toady`")
    assert faults("Type `make check EVENT=paid`")
    assert faults("Then run make everything.")
    assert wrong("makegood log CASE paid --ammount x")
    assert wrong("makegood frobnicate")
    assert wrong("make -C ../.. log")
    assert wrong("make -C cases/x new")
    assert wrong("sh tests/setup.sh heic")


def test_the_sentences_name_commands_that_work_in_the_folder_of_a_case() -> None:
    """A field may be anything without blanks; a sentence of the page over all cases is none of these."""
    sentences = [
        "".join(part if isinstance(part, str) else "x" for part in parts)
        for message in english().words.messages.values()
        for parts in message.forms.values()
    ]
    typed = [one for text in sentences for one in message_commands.split_commands(text)[1::2]]
    assert len(typed) >= 6
    assert [why for one in typed if (why := wrong(one.replace("…", "x")))] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_each_page_names_commands_that_work_in_its_folder(path: Path) -> None:
    """A page of a case in the case's folder, the page over all cases at the root."""
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "x", path.read_text(encoding="utf-8"))
    here = ROOT if path.name.startswith(("docket", "_docket")) else CASE
    typed = re.findall(r"<code>(make[^<]*)</code>", text)
    assert [why for one in typed if (why := wrong(one.replace("…", "x"), (here,)))] == []
    assert not re.search(r"<code>makegood|<code>sh ", text)


@pytest.mark.parametrize(
    "path", [*HOW_TO, REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md"], ids=lambda path: path.stem
)
def test_each_command_of_a_how_to_works(path: Path) -> None:
    """`make ...` at the root or in a case folder; `makegood ...` once the page has said how it is known."""
    text = path.read_text(encoding="utf-8")
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    lines = [line.strip().removeprefix("$ ") for block in blocks for line in block.splitlines()]
    lines += re.findall(
        r"^    ((?:make|makegood|sh setup).*)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE
    )
    lines += [" ".join(one.split()) for one in re.findall(r"`((?:make|makegood|sh setup)[ \n][^`]*)`", text)]
    for line in lines:
        command = re.split(r" \|\|? | > | >/| 2>|  +#", re.sub(r"^timeout (--\S+ )*\d+ ", "", line))[0]
        if re.match(r"(make|makegood|sh setup\.sh)\b", command) and not re.fullmatch(r"makegood log", command):
            assert wrong(re.sub(r"\bCASE\b(?!=)", "cases/x", command).replace("REV", "HEAD"), (ROOT, CASE)) == "", (
                path.name,
                line,
            )
    if any(line.startswith("makegood") for block in blocks for line in block.splitlines()) and path in HOW_TO:
        assert ". .venv/bin/activate" in text


def test_a_command_takes_the_form_of_its_place() -> None:
    """The same message in a case folder, at the root, and for the program by itself, by name or by path."""
    case, root, alone, path, name = STARTS
    said = 'Type `make log EVENT=paid WHAT="GBP 1.00" NUMBER=A-1`.'
    assert render_commands(said, case) == 'Type make log EVENT=paid WHAT="GBP 1.00" NUMBER=A-1.'
    assert render_commands(said, root, "cases/A") == 'Type make -C cases/A log EVENT=paid WHAT="GBP 1.00" NUMBER=A-1.'
    assert render_commands(said, path, "cases/A") == 'Type .venv/bin/makegood log cases/A paid "GBP 1.00" --number A-1.'
    assert render_commands(said, name) == 'Type makegood log CASE paid "GBP 1.00" --number A-1.'
    assert [render_commands("`make fix WRITE=yes`", one, ".") for one in (case, path)] == [
        "make fix WRITE=yes",
        ".venv/bin/makegood fix --write .",
    ]
    assert [render_commands("`make new`", one) for one in (case, root, alone)] == [
        "make -C ../.. new",
        "make new",
        "makegood new",
    ]
    assert [render_commands("`make heic`", one) for one in STARTS] == [
        *["make heic"] * 3,
        "sh setup.sh heic",
        'pip install "makegood[heic]"',
    ]
    assert render_commands("`make heic`", Start("", "makegood", "../my program")) == 'sh "../my program"/setup.sh heic'
    assert [render_commands("`AMOUNT`, `DEADLINE=DAY`", one) for one in (case, name)] == [
        "AMOUNT, DEADLINE=DAY",
        "--amount, --deadline DAY",
    ]
    assert render_commands("What `she` wrote, `MAKE`, `makeup`", name) == "What `she` wrote, `MAKE`, `makeup`"
    for hostile in ("`make log EVENT='`", "`make frob`", "`make =x`", "`make -C / new`"):
        assert render_commands(hostile, name) == hostile


def test_the_program_is_told_by_whom_it_was_started(tmp_path: Path) -> None:
    """`make` names commands of make, in a case and at the root; the program, by a path, names that path."""
    home = tmp_path / "w"
    for name in ("cases/MG-2026-001", "schemas"):
        shutil.copytree(REPOSITORY / name, home / name)
    (home / "src").mkdir()
    (home / "src" / "makegood").symlink_to(SOURCE)
    (home / ".venv" / "bin").mkdir(parents=True)
    program = home / ".venv" / "bin" / "makegood"
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' '{home}/makegood' \"$@\"\n")
    (home / "makegood").write_text("from makegood.cli.app import main\nmain()\n")
    program.chmod(0o755)
    for name in ("Makefile", "setup.sh", "requirements.lock", "pyproject.toml"):
        shutil.copy(REPOSITORY / name, home / name)
        os.utime(home / name, (1, 1))
    for stamp in (".ready", ".made-from"):
        (home / ".venv" / stamp).touch()
    case = home / "cases" / "MG-2026-001"
    text = (case / "case.json").read_text()
    (case / "case.json").write_text(
        text.replace('"grounds": [', '"grounds": [,', 1).replace("[,", "[ ", 1).rstrip()[:-1] + ",\n}\n"
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "CI"))}

    def said(folder: Path, *words: str) -> str:
        done = subprocess.run(
            words,
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            env={**clean, "PYTHONPATH": str(REPOSITORY / "src")},
        )
        return done.stdout + done.stderr

    assert "Write them with: make fix WRITE=yes\n" in said(case, "make", "fix")
    assert "Write them with: make fix WRITE=yes\n" in said(home, "make", "fix")
    assert f"Write them with: {program.parent}/makegood fix" not in said(home, ".venv/bin/makegood", "fix")
    assert "Made 1 edit in 1 file." in said(case, "make", "fix", "WRITE=yes")


def test_a_page_sets_commands_apart_and_nothing_else() -> None:
    """What is filled in is escaped; a command is code."""
    from makegood.typesetting.filters import with_commands  # noqa: PLC0415  # this test alone

    assert with_commands("<b> `make today` & `x`") == "&lt;b&gt; <code>make today</code> &amp; `x`"


# --- what may follow ---


def recorded(case: Path, command: str, capsys: pytest.CaptureFixture[str]) -> int:
    """Type a command of a page; return the status. Its words go to the program as make hands them on."""
    words = shlex.split(render_commands(f"`{command}`", Start(), shlex.quote(str(case))))
    status = app.run([*words[1:], "--today", "2026-12-01"])
    told = capsys.readouterr()
    assert "Recorded" in told.err, (command, told.err)
    return status


REPLY = b"From: Ana Marlowe <ana@creators.example>\nTo: refunds@harbourpine.example\nSubject: Re\nDate: Mon, 30 Nov 2026 09:12:00 +0100\n\nHello.\n"
STATES: Mapping[str, tuple[str, ...]] = {
    "awaiting_reply": ("sent first_request --via dm --on 2026-11-23 --deadline 2026-12-07",),
    "offered": (
        "sent first_request --via dm --on 2026-11-23 --deadline 2026-12-07",
        'answered --amount "GBP 250.00" --on 2026-11-30 --text "She offers half"',
    ),
    "at_desk": ("ticket_opened --number 1 --on 2026-11-23",),
    "disputed": (
        "sent first_request --via dm --on 2026-11-23 --deadline 2026-12-07",
        "dispute_opened paypal --number 1 --on 2026-11-30",
    ),
}


@pytest.mark.parametrize(
    "state", [pytest.param(one, marks=pytest.mark.whole if one == "disputed" else ()) for one in STATES]
)
def test_each_answer_that_can_follow_has_a_command_that_records_it(
    state: str, workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Waiting, with an offer, at a desk, and with both: every command of the page runs as it stands, and an offer has both answers."""
    case = add_case(workspace, {"at_desk": STORE, "disputed": PAYPAL}.get(state, BANK))
    monkeypatch.delenv("CI", raising=False)
    for words in STATES[state]:
        event, *rest = shlex.split(words)
        assert app.run(["log", str(case), event, *rest, "--today", "2026-12-01"]) == 0, capsys.readouterr()
    capsys.readouterr()
    facts = read_case_context(case, Workspace.containing(case)).facts
    assert facts is not None
    listed = [in_english(one.command) for one in outcomes.outcomes(facts)]
    assert listed
    accepts = [command for due in facts.ladder.due if (command := outcomes.acceptance_command(facts, due))]
    assert len(accepts) == (state == "offered")
    assert all(wrong(one) == "" for one in (*listed, *accepts))
    before = (case / "case.json").read_bytes()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reply.eml").write_bytes(REPLY)
    for command in (*listed, *accepts):
        assert recorded(case, command, capsys) == 0
        (case / "case.json").write_bytes(before)
        for path in (case / "evidence").glob("*mail-from*"):
            path.unlink()


# --- Makefiles of before ---


def old_copies() -> list[bytes]:
    """Every Makefile that a case ever got whole, from the history of this repository; nothing where there is none."""
    git = ["git", "-C", str(REPOSITORY)]
    listed = subprocess.run(
        [*git, "log", "--format=", "--raw", "--no-abbrev", "--", "src/makegood/case.mk", "cases/MG-2026-001/Makefile"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    blobs = dict.fromkeys(
        one.split()[3] for one in listed.splitlines() if one.startswith(":") and not one.split()[3].startswith("000000")
    )
    found = [subprocess.run([*git, "cat-file", "blob", one], capture_output=True, check=False).stdout for one in blobs]
    return [one for one in found if one.startswith(makefile.MARK)]


def test_a_copy_of_before_is_named_and_fix_replaces_it(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each copy that was ever made is known; one that was edited since, or is somebody's own, stays."""
    copies = old_copies()
    if not copies:
        pytest.skip("there is no history here")
    place = case / "Makefile"
    for copy in copies:
        place.write_bytes(copy)
        assert makefile.is_copy(case), "Add its SHA-256 to makefile.COPIES"
    assert app.run(["check", str(case)]) == 0
    assert "fix --write" in capsys.readouterr().err
    assert app.run(["fix", str(case)]) == 1
    assert "3 edits in 2 files" in capsys.readouterr().err  # the other two are old statuses
    assert place.read_bytes() == copies[-1]
    assert app.run(["fix", "--write", str(case)]) == 0
    assert place.read_text() == makefile.text()
    capsys.readouterr()
    assert app.run(["check", str(case)]) == 0
    assert "Makefile" not in capsys.readouterr().err
    place.write_bytes(copies[-1] + b"mine:\n\ttrue\n")
    assert app.run(["fix", "--write", str(case)]) == 0
    assert place.read_bytes().endswith(b"mine:\n\ttrue\n")
    assert app.run(["check", str(case)]) == 0
    assert str(makefile.MASTER) in capsys.readouterr().err


def test_a_workspace_without_a_checkout_gets_the_program_s_part(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`new` puts what the Makefile includes into build/, once, and anew where it differs; a checkout needs none of it."""
    monkeypatch.chdir(workspace)
    assert app.run(["new", "MG-2026-900"]) == 0
    parts = workspace / "build" / ".make"
    assert {path.name for path in parts.iterdir()} == set(makefile.PARTS)
    assert (workspace / "build" / ".gitignore").read_text(encoding="utf-8").splitlines()[-1] == "*"
    (parts / "case.mk").write_text("old")
    (workspace / "build" / ".gitignore").write_text("!due.ics\n")
    assert app.run(["new", "MG-2026-901"]) == 0
    assert (workspace / "build" / ".gitignore").read_text() == "!due.ics\n"
    assert (parts / "case.mk").read_bytes() == (SOURCE / "case.mk").read_bytes()
    shutil.rmtree(workspace / "build")
    (workspace / "src" / "makegood").mkdir(parents=True)
    (workspace / "src" / "makegood" / "case.mk").touch()
    makefile.provide(Workspace(workspace))
    assert not (workspace / "build").exists()
