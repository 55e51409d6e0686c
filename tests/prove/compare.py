"""Print docs/compare.md: twelve mistakes of a file, ten email hazards, and other tools. Type: make compare > docs/compare.md

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
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import compare_mails  # noqa: E402  # found only now
from mistakes import MISTAKES, REF, Mistake, put  # noqa: E402  # as above

CASE = Path("cases", REF, "case.json")
ENV = {**os.environ, "PYTHONWARNINGS": "ignore", "NO_COLOR": "1", "COLUMNS": "120", "CI": ""}
PAGE = """\
# Compare makegood with other tools

Twelve typical editing mistakes, each made alone in the first example, `cases/{ref}`, and what three tools report about it.
Made on {date} with {versions}, by `make compare > docs/compare.md`.

A cell shows whether the mistake was found, **once** or how often; whether the report gives its **line**; whether it
gives the **fix**: the right key, word or step; and the exit status. A program applies the same criteria to all three tools:
`tests/mistakes.py` contains the line and the words of each fix. {tracebacks}

{table}

## Commands

{commands}

## Limits of the other tools

* They see one JSON value and a schema. A schema cannot express that a sum, a currency, an id or a file disagrees with
  another value or with the folder (the last four rows), so this is not a fault of these tools.
* They read JSON with Python's own parser, which keeps the last of two equal keys and accepts `NaN` as a number. They get
  plain data from it, without positions. They report the path of a value, such as `$.deliverables[2].status`; makegood
  reports the line. Syntax errors that the parser finds have a line.
* The schema is the project's own. The one for check-jsonschema also has `"format": "date"`, since that tool checks
  dates; the command line of jsonschema ignores formats.
* A typo in a required key is one mistake but two differences from a schema: one key too many and one too few.
* The command line of jsonschema is deprecated in favour of check-jsonschema; the library is not.
* They work with any schema. makegood works with one.
"""


@dataclass(frozen=True)
class Report:
    """Report of a tool about a case: number of mistakes, full text, the lines it names, exit status."""

    count: int
    text: str
    lines: frozenset[int]
    status: int


def run(*command: str | Path, folder: Path) -> tuple[str, int]:
    """Return the output of a tool and its exit status."""
    done = subprocess.run(command, cwd=folder, env=ENV, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr, done.returncode


def makegood(folder: Path, command: Path) -> Report:
    """Run makegood; its JSON output has the number of problems and their lines."""
    text, status = run(command, "check", CASE.parent, folder=folder)
    problems = json.loads(run(command, "check", "-q", "--format", "json", CASE.parent, folder=folder)[0])
    return Report(len(problems), text, frozenset(problem["line"] for problem in problems), status)


def check_jsonschema(folder: Path, command: Path) -> Report:
    """Run check-jsonschema; its JSON output has the number of errors."""
    arguments = (command, "--schemafile", "dated.schema.json")
    text, status = run(*arguments, CASE, folder=folder)
    errors = json.loads(run(*arguments, "-v", "-o", "json", CASE, folder=folder)[0])
    return Report(len(errors["errors"]) + len(errors.get("parse_errors", [])), text, _lines(text), status)


def jsonschema(folder: Path, command: Path) -> Report:
    """Run jsonschema; with an error format each error is one line."""
    text, status = run(command, "-i", CASE, "case.schema.json", folder=folder)
    listed, _ = run(command, "-F", "{error.message}\n", "-i", CASE, "case.schema.json", folder=folder)
    return Report(len([line for line in listed.splitlines() if line.strip()]), text, _lines(text), status)


def _lines(text: str) -> frozenset[int]:
    return frozenset(
        int(number) for number in re.findall(r"\bline (\d+)|\.json:(\d+)\b", text) for number in number if number
    )


def cell(report: Report, mistake: Mistake | None, line: int) -> str:
    """Return the cell of the table for a report."""
    if not report.count:
        return f"{'not found' if mistake else 'nothing reported'}, exit {report.status}"
    often = {1: "**once**", 2: "twice"}.get(report.count, f"{report.count} times")
    words = [often]
    if mistake and report.lines == {line}:
        words.append("**line**")
    if mistake and re.search(mistake.fix, report.text):
        words.append("**fix**")
    return f"{', '.join(words)}, exit {report.status}"


def _requiring(node: dict[str, Any]) -> dict[str, Any]:
    """Return an object of the schema that requires of one file what it requires of case.json and defaults.json."""
    shared = node.pop("requiredWithDefaults", [])
    return {**node, "required": [*node.get("required", []), *shared]} if shared else node


def schemas(folder: Path) -> None:
    """Write the project's schema into a folder, and a copy that also checks dates.

    The cases here have no defaults.json, so what it may give is required; and what editors offer requires nothing.
    """
    text = (ROOT / "schemas" / "case.schema.json").read_text(encoding="utf-8")
    schema = json.loads(text, object_hook=_requiring)
    schema["allOf"].remove({"$ref": "suggestions.schema.json"})
    (folder / "case.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    schema["$defs"]["Day"]["format"] = "date"
    (folder / "dated.schema.json").write_text(json.dumps(schema), encoding="utf-8")


def main() -> None:
    """Run all tools on all mistakes, and on the unchanged example, which no tool may refuse."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tools", type=Path, required=True)
    parser.add_argument("--date", required=True)
    options = parser.parse_args()
    theirs = options.tools.absolute() / "bin"
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
            reports = {name: ask(folder, command) for name, (ask, command) in tools.items()}
        if mistake is None and any(report.count or report.status for report in reports.values()):
            sys.exit(f"The example as it is was refused: {reports}")
        traced |= {name for name, report in reports.items() if "Traceback (most recent call last)" in report.text}
        rows.append(
            [mistake.name if mistake else "none", *(cell(report, mistake, line) for report in reports.values())]
        )
    full = [sum(row[n].startswith("**once**, **line**, **fix**") for row in rows) for n in range(1, len(tools) + 1)]
    rows.append(["**all three**", *(f"{number} of {len(MISTAKES)}" for number in full)])
    table = [
        "| mistake | " + " | ".join(tools) + " |",
        "|---" * (len(tools) + 1) + "|",
        *("| " + " | ".join(row) + " |" for row in rows),
    ]
    print(
        PAGE.format(
            ref=REF,
            date=options.date,
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
    print(compare_mails.page(options.tools.absolute(), _version((None, mailer))), end="")


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
