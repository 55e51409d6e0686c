"""The second table of docs/compare.md: ten email hazards, through makegood and through mailmerge."""

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

# Ten email hazards

One letter, ten times, each time with one value that can break an email: the same data as a case.json for makegood, and as a
CSV file with a template for {version}. mailmerge runs twice: with the name in the header, as makegood writes it
(`TO: {{{{name}}}} <{{{{email}}}}>`), and with only the address, as its own documentation shows (`TO: {{{{email}}}}`). The
email has an attachment only where the file's name is the hazard.

A program checks what would be sent (`tests/hazards.py`), with the parser of Python's standard library and the same criteria
for both: the header lines, who receives it, whom To names, the subject, the name of the attachment. **bold** is an email as
intended, or a refusal by a rule that shows how to fix it. mailmerge's email and its recipients are captured where it would
pass them to the server, in a dry run.

{table}

## Where mailmerge does well

* {well}
* By default it makes a dry run, with one email. A column that the template uses and the CSV file lacks is an error.
* It writes any email, in Markdown with pictures if wanted, and sends it. makegood writes the letters of one kind of
  case, and sends nothing.

## What this does not show

* makegood refuses a right-to-left name because the fonts of its packet do not have these letters. An email alone could
  contain such a name correctly.
* What email servers and email programs then do with an email was not tested.
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
def record(self, sender, recipients, message):
    with open("sent.jsonl", "a", encoding="utf-8") as file:
        file.write(json.dumps([recipients, str(message)]) + "\\n")
program.SendmailClient.sendmail = record
program.main(["--dry-run", "--no-limit", "--output-format", "raw"])
"""
"""The program itself, except that the step that would contact the server records its arguments."""


def makegood(data: Data, folder: Path, command: Path) -> str:
    """Build the case and return the verdict on its mail, or the rules that refuse it."""
    case = put(data, folder)
    done = subprocess.run([command, "build", "--frozen", case], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        check = subprocess.run(
            [command, "check", "-q", "--format", "json", case], cwd=folder, capture_output=True, text=True, check=False
        )
        rules = sorted({problem["rule"] for problem in json.loads(check.stdout) if problem["severity"] == "error"})
        return f"**refused, {' '.join(rules)}**"
    return verdict(data, Sent((folder / "build" / REF / "email" / "first_request.eml").read_bytes()))


def mailmerge(to: str) -> Callable[[Data, Path, Path], str]:
    """Return a function that runs mailmerge with a template that has this line To."""

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
            return f"{end}: {(done.stderr.strip().splitlines() or ['no message'])[-1]}"
        [recipients, message] = json.loads(sent.read_text(encoding="utf-8"))
        return verdict(data, Sent(message.encode(), tuple(recipients)))

    return ask


def verdict(data: Data, sent: Sent) -> str:
    """Return the cell of the table for a mail that would be sent."""
    return f"sent: {'; '.join(defects)}" if (defects := faults(data, sent)) else "**as intended**"


def page(tools: Path, version: str) -> str:
    """Run both programs on all hazards, and on good data, from which both must make a good mail."""
    programs = {
        "makegood": (makegood, Path(sys.executable).with_name("makegood")),
        "mailmerge, name and address in To": (mailmerge(NAMED), tools / "bin" / "python"),
        "mailmerge, only the address in To": (mailmerge(ALONE), tools / "bin" / "python"),
    }
    rows = []
    for name, data in (("none", GOOD), *((hazard.name, hazard.data) for hazard in HAZARDS)):
        cells = []
        for ask, command in programs.values():
            with TemporaryDirectory() as home:
                cells.append(ask(data, Path(home), command))
        if name == "none" and set(cells) != {"**as intended**"}:
            sys.exit(f"Good data made no good mail: {cells}")
        rows.append([name, *(cell.replace("|", "\\|") for cell in cells)])
    good = [sum(row[n].startswith("**") for row in rows[1:]) for n in range(1, len(programs) + 1)]
    table = [
        "| hazard | " + " | ".join(programs) + " |",
        "|---" * (len(programs) + 1) + "|",
        *("| " + " | ".join(row) + " |" for row in rows),
        f"| **refused or as intended** | {' | '.join(f'{number} of {len(HAZARDS)}' for number in good)} |",
    ]
    well = f"Its email is as intended for {good[1]} of ten hazards with the name in To, and for {good[2]} with only the address."
    return PAGE.format(version=version, table="\n".join(table), well=well)
