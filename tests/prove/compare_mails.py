"""The second table of docs/compare.md: ten hazards of a mail, through makegood and through mailmerge."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from hazards import ATTACHED, GOOD, HAZARDS, REF, SENDER, Data, Sent, faults, put

PAGE = """\

# Ten hazards of a mail

One letter, ten times with one value that is hard on a mail: the same data as a case.json for makegood, and as a CSV
file with a template for {version}. mailmerge runs twice: with the name in the header, as makegood writes it
(`TO: {{{{name}}}} <{{{{email}}}}>`), and with the address alone, as its own documentation has it (`TO: {{{{email}}}}`). A
file goes with its mail where the file's name is the hazard.

A program judges what would be sent (`tests/hazards.py`), with the parser of Python's standard library and the same
for both: the header lines, who gets it, whom To names, the subject, the name of the attachment. **bold** is a mail as
it was meant, or a refusal by a rule that says what to mend. mailmerge's mail and its addressees are taken where it
would hand them to the server, in a dry run.

{table}

## Where mailmerge does well

* {well}
* A dry run is what it does unless it is told otherwise, and one mail of it. A column that the template names and the
  CSV file lacks is an error.
* It writes any mail, in Markdown with pictures if wanted, and sends it. makegood writes the letters of one kind of
  case, and sends nothing.

## What this does not show

* A name from right to left is refused by makegood because the fonts of its packet have no such letters, not because
  a mail could not bear it: a mail alone would say it right.
* What mail servers and mail programs then do with a mail is not tried here.
"""
NAMED = "{{name}} <{{email}}>"
ALONE = "{{email}}"
TEMPLATE = """\
TO: {to}
SUBJECT: Refund of GBP 500.00 for {{{{title}}}} ({ref})
FROM: {sender} <{address}>
ATTACHMENT: {{{{attachment}}}}

Dear {{{{name}}}},

we agreed on a video to be posted on {{{{handle}}}}. Please refund GBP 500.00, with the reference {ref}.
"""
WITHOUT_FILE = re.compile(r"^ATTACHMENT:.*\n", re.MULTILINE)
WATCHED = """\
import json, sys
from mailmerge import __main__ as program
def kept(self, sender, recipients, message):
    with open("sent.jsonl", "a", encoding="utf-8") as file:
        file.write(json.dumps([recipients, str(message)]) + "\\n")
program.SendmailClient.sendmail = kept
program.main(["--dry-run", "--no-limit", "--output-format", "raw"])
"""
"""The program itself, but for the step that would speak to the server: it writes down what it gets."""


def makegood(data: Data, folder: Path, command: Path) -> str:
    """Build the case, and judge its mail; or name the rules that refuse it."""
    case = put(data, folder)
    done = subprocess.run([command, "build", "--frozen", case], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        told = subprocess.run(
            [command, "check", "-q", "--format", "json", case], cwd=folder, capture_output=True, text=True, check=False
        )
        rules = sorted({one["rule"] for one in json.loads(told.stdout) if one["severity"] == "error"})
        return f"**refused, {' '.join(rules)}**"
    return verdict(data, Sent((folder / "build" / REF / "email" / "first_request.eml").read_bytes()))


def mailmerge(to: str) -> Callable[[Data, Path, Path], str]:
    """Return how mailmerge is asked with a template that has this line To."""

    def ask(data: Data, folder: Path, python: Path) -> str:
        text = TEMPLATE.format(to=to, ref=REF, sender=SENDER[0], address=SENDER[1])
        if data.attachment == ATTACHED:  # with a file each mail that is not plain ASCII has one fault more
            text = WITHOUT_FILE.sub("", text)
        (folder / "mailmerge_template.txt").write_text(text, encoding="utf-8")
        (folder / data.attachment).write_bytes(b"%PDF-1.7\n")
        (folder / "mailmerge_server.conf").write_text("[smtp_server]\nhost = localhost\nport = 25\n", encoding="utf-8")
        with (folder / "mailmerge_database.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(asdict(data)))
            table.writeheader()
            table.writerow(asdict(data))
        done = subprocess.run([python, "-c", WATCHED], cwd=folder, capture_output=True, text=True, check=False)
        sent = folder / "sent.jsonl"
        if not sent.exists():
            end = "a traceback" if "Traceback" in done.stderr else "an error"
            return f"{end}: {(done.stderr.strip().splitlines() or ['nothing said'])[-1]}"
        [recipients, message] = json.loads(sent.read_text(encoding="utf-8"))
        return verdict(data, Sent(message.encode(), tuple(recipients)))

    return ask


def verdict(data: Data, sent: Sent) -> str:
    """Put the judgement into the cell of a table."""
    return f"sent: {'; '.join(found)}" if (found := faults(data, sent)) else "**as it was meant**"


def page(tools: Path, version: str) -> str:
    """Run both programs over all hazards, and over good data, of which both must make a good mail."""
    asked = {
        "makegood": (makegood, Path(sys.executable).with_name("makegood")),
        "mailmerge, name and address in To": (mailmerge(NAMED), tools / "bin" / "python"),
        "mailmerge, address alone in To": (mailmerge(ALONE), tools / "bin" / "python"),
    }
    rows = []
    for name, data in (("none", GOOD), *((one.name, one.data) for one in HAZARDS)):
        cells = []
        for ask, command in asked.values():
            with TemporaryDirectory() as home:
                cells.append(ask(data, Path(home), command))
        if name == "none" and set(cells) != {"**as it was meant**"}:
            sys.exit(f"Good data made no good mail: {cells}")
        rows.append([name, *(cell.replace("|", "\\|") for cell in cells)])
    good = [sum(row[at].startswith("**") for row in rows[1:]) for at in range(1, len(asked) + 1)]
    table = [
        "| hazard | " + " | ".join(asked) + " |",
        "|---" * (len(asked) + 1) + "|",
        *("| " + " | ".join(row) + " |" for row in rows),
        f"| **refused or as meant** | {' | '.join(f'{number} of {len(HAZARDS)}' for number in good)} |",
    ]
    well = f"Its mail is as it was meant {good[1]} of ten times with the name in To, {good[2]} of ten with the address alone."
    return PAGE.format(version=version, table="\n".join(table), well=well)
