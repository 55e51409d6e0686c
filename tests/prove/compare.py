"""Print docs/compare.md: twelve mistakes of a file, ten hazards of a mail, and other tools. Type: make compare > docs/compare.md

    python tests/prove/compare.py --tools FOLDER --date 2026-11-23

FOLDER is the environment that holds the other tools (`make compare` makes it, from compare.txt).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import compare_mails  # noqa: E402  # found only now
from mistakes import MISTAKES, REF, Mistake, put  # noqa: E402  # as above

CASE = Path("cases", REF, "case.json")
ENV = {**os.environ, "PYTHONWARNINGS": "ignore", "NO_COLOR": "1", "COLUMNS": "120", "CI": ""}
PAGE = """\
# Side by side

Twelve mistakes of the hand, each put alone into the first example, `cases/{ref}`, and what three tools say of it.
Made on {date} with {versions}, by `make compare > docs/compare.md`.

A cell says whether the mistake was found, **once** or how often; whether the report names its **line**; whether it
names the **mend**: the right key, word or step; and the exit status. A program judges all three tools alike:
`tests/mistakes.py` holds the line and the words of each mend. {tracebacks}

{table}

## The commands

{commands}

## What the others cannot know

* They see one JSON value and a schema. That a sum, a currency, an id or a file disagrees with another value or with
  the folder is beyond a schema, and no fault of theirs: the last four rows.
* They read JSON with Python's own parser, which keeps the last of two equal keys and takes `NaN` for a number, and they
  get plain data from it, without places. They name the path of a value, such as `$.deliverables[2].status`, where
  makegood names the line. The parser's own mistakes have a line.
* The schema is the project's own. The one for check-jsonschema also says `"format": "date"`, since it knows the
  calendar; the command line of jsonschema does not look at formats.
* A typo of a required key is one mistake and two differences from a schema: a key too many and a key too few.
* The command line of jsonschema is deprecated in favour of check-jsonschema; the library is not.
* They work with every schema there is. makegood works with one.
"""


@dataclass(frozen=True)
class Said:
    """What a tool said of a case: how many mistakes, all of its words, the lines it names, its exit status."""

    count: int
    text: str
    lines: frozenset[int]
    status: int


def run(*command: str | Path, folder: Path) -> tuple[str, int]:
    """Run a tool and give its words and its exit status."""
    done = subprocess.run(command, cwd=folder, env=ENV, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr, done.returncode


def makegood(folder: Path, command: Path) -> Said:
    """Ask makegood; the JSON form counts the problems and names their lines."""
    text, status = run(command, "check", CASE.parent, folder=folder)
    problems = json.loads(run(command, "check", "-q", "--format", "json", CASE.parent, folder=folder)[0])
    return Said(len(problems), text, frozenset(one["line"] for one in problems), status)


def check_jsonschema(folder: Path, command: Path) -> Said:
    """Ask check-jsonschema; the JSON form counts the errors."""
    asked = (command, "--schemafile", "dated.schema.json")
    text, status = run(*asked, CASE, folder=folder)
    found = json.loads(run(*asked, "-v", "-o", "json", CASE, folder=folder)[0])
    return Said(len(found["errors"]) + len(found.get("parse_errors", [])), text, _lines(text), status)


def jsonschema(folder: Path, command: Path) -> Said:
    """Ask jsonschema; with a format of its own each error is a line."""
    text, status = run(command, "-i", CASE, "case.schema.json", folder=folder)
    listed, _ = run(command, "-F", "{error.message}\n", "-i", CASE, "case.schema.json", folder=folder)
    return Said(len([line for line in listed.splitlines() if line.strip()]), text, _lines(text), status)


def _lines(text: str) -> frozenset[int]:
    return frozenset(
        int(number) for number in re.findall(r"\bline (\d+)|\.json:(\d+)\b", text) for number in number if number
    )


def cell(said: Said, mistake: Mistake | None, line: int) -> str:
    """Put what was said into a cell of the table."""
    if not said.count:
        return f"{'not found' if mistake else 'nothing said'}, exit {said.status}"
    often = {1: "**once**", 2: "twice"}.get(said.count, f"{said.count} times")
    words = [often]
    if mistake and said.lines == {line}:
        words.append("**line**")
    if mistake and re.search(mistake.mend, said.text):
        words.append("**mend**")
    return f"{', '.join(words)}, exit {said.status}"


def schemas(folder: Path) -> None:
    """Lay the project's schema into a folder, and the same with the calendar."""
    text = (ROOT / "schemas" / "case.schema.json").read_text(encoding="utf-8")
    (folder / "case.schema.json").write_text(text, encoding="utf-8")
    schema = json.loads(text)
    schema["$defs"]["Day"]["format"] = "date"
    (folder / "dated.schema.json").write_text(json.dumps(schema), encoding="utf-8")


def main() -> None:
    """Run all tools over all mistakes, and over the example as it is, which none may refuse."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tools", type=Path, required=True)
    parser.add_argument("--date", required=True)
    asked = parser.parse_args()
    theirs = asked.tools.absolute() / "bin"
    tools = {
        "makegood": (makegood, Path(sys.executable).with_name("makegood")),
        "check-jsonschema": (check_jsonschema, theirs / "check-jsonschema"),
        "jsonschema": (jsonschema, theirs / "jsonschema"),
    }
    rows, traced = [], set()
    for mistake in (None, *MISTAKES):
        with tempfile.TemporaryDirectory() as home:
            folder = Path(home)
            path = put(mistake, folder) / "case.json"
            schemas(folder)
            line = mistake.line(path.read_text(encoding="utf-8")) if mistake else 0
            said = {name: ask(folder, command) for name, (ask, command) in tools.items()}
        if mistake is None and any(one.count or one.status for one in said.values()):
            sys.exit(f"The example as it is was refused: {said}")
        traced |= {name for name, one in said.items() if "Traceback (most recent call last)" in one.text}
        rows.append([mistake.name if mistake else "none", *(cell(one, mistake, line) for one in said.values())])
    full = [sum(row[at].startswith("**once**, **line**, **mend**") for row in rows) for at in range(1, len(tools) + 1)]
    rows.append(["**all three**", *(f"{number} of {len(MISTAKES)}" for number in full)])
    table = [
        "| mistake | " + " | ".join(tools) + " |",
        "|---" * (len(tools) + 1) + "|",
        *("| " + " | ".join(row) + " |" for row in rows),
    ]
    print(
        PAGE.format(
            ref=REF,
            date=asked.date,
            versions=" and ".join(", ".join(map(_version, tools.values())).rsplit(", ", 1)),
            tracebacks=f"A traceback came from: {', '.join(sorted(traced))}."
            if traced
            else "None printed a traceback.",
            table="\n".join(table),
            commands="\n".join(f"    {line}" for line in COMMANDS),
        ),
        end="",
    )
    mailer = theirs / "mailmerge"
    print(compare_mails.page(asked.tools.absolute(), _version((None, mailer))), end="")


COMMANDS = (
    f"makegood check {CASE.parent}",
    f"check-jsonschema --schemafile dated.schema.json {CASE}",
    f"jsonschema -i {CASE} case.schema.json",
)


def _version(tool: tuple[object, Path]) -> str:
    text, _ = run(tool[1], "--version", folder=ROOT)
    number = re.search(r"\d+\.\d[\w.]*", text)
    return f"{tool[1].name} {number[0] if number else '?'}"


if __name__ == "__main__":
    main()
