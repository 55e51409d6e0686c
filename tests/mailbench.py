"""The CPU time of a mail, ours beside that of mailmerge's dry run on the same texts. `make bench` ends with it.

    python tests/mailbench.py [--rounds 3]

Each mail is a first request to another creator over another sum. Ours is rendered, written as text, HTML and `.eml`,
and read back by all checks. mailmerge (from `make compare`) fills one template with the columns of a CSV file: once as
plain text, once as Markdown, which gives text and HTML as ours has. Loading, checking and deriving our cases, and the
start of Python, are not counted: the figures are those of one mail more. No packet is laid out; the second pair of
lines has the same small file attached by both.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from makegood.model.workspace import Workspace
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
OTHER = ROOT / "build" / ".compare" / "bin" / "mailmerge"
REF = "MG-2026-001"
FEWER, MORE = 100, 1000
GOAL = 6
PACKET = 100_000
"""Bytes of the small file; a packet of the examples has some 20 times as many, and base64 costs both programs the same."""
NAMES = ("Ana", "Ben", "Chloé", "Dilan", "Eve", "Fay", "Gus", "Hana", "Ida", "Jón")


def wanted(number: int) -> Iterator[tuple[str, Decimal]]:
    """Give the creators and the sums that they were paid for three videos, no two alike."""
    for at in range(number):
        yield f"{NAMES[at % 10]} Marlowe {at + 1}", Decimal(150000 + 3 * at) / 100


def packet() -> bytes:
    """Give bytes that are as dense as those of a PDF, and the same each time."""
    return b"%PDF-1.7\n" + random.Random(PACKET).randbytes(PACKET)  # noqa: S311  # no secret


def ours(number: int, home: Path, *, attached: bool) -> float:
    """Make the mails of so many cases; return the CPU seconds from facts to mails that were read back."""
    from makegood.domain import policies  # noqa: PLC0415  # the parent process needs none of it
    from makegood.pipeline.assemble.artifact_builder import ArtifactBuilder  # noqa: PLC0415  # as above
    from makegood.pipeline.check import check  # noqa: PLC0415  # as above
    from makegood.pipeline.derive import derive  # noqa: PLC0415  # as above
    from makegood.pipeline.verify_output import verify  # noqa: PLC0415  # as above
    from makegood.pipeline.load import load  # noqa: PLC0415  # as above
    from makegood.model.artifact import Artifact  # noqa: PLC0415  # as above
    from makegood.pipeline.render import render  # noqa: PLC0415  # as above

    known = policies.read(None)
    folder = home / "cases" / REF
    typed = (ROOT / "cases" / REF / "case.json").read_text(encoding="utf-8").replace('"salutation_name": "Ana",', "")
    found = []
    for name, paid in wanted(number):
        text = typed.replace("Ana Marlowe", name).replace("1500.00", f"{paid:.2f}")
        (folder / "case.json").write_text(text, encoding="utf-8")
        case, warnings = check(load(folder, Workspace(home)), known)
        facts = derive(case, known, warnings)
        found.append(replace(facts, plan=tuple(one for one in facts.plan if one.kind == "email")))
    laid_out = Artifact("packet/influencer.pdf", "packet/influencer", "influencer", "", data=packet())
    began = time.process_time()
    for facts in found:
        texts = render(facts, {}, None)
        bench = ArtifactBuilder(facts, {}, {}, None)
        if attached:
            bench.made[laid_out.path] = laid_out
        for text in texts:
            bench.letter(text, with_mail=True)
        made = tuple(one for one in bench.made.values() if one is not laid_out)
        verify(facts, texts, made, known)
        assert [one.path.rpartition(".")[2] for one in made] == ["txt", "html", "eml"]
        assert (len(made[2].data or b"") > PACKET) is attached
    took = time.process_time() - began
    (home / "text.json").write_text(json.dumps([texts[0].subject, texts[0].body]), encoding="utf-8")
    return took


def template(number: int, home: Path, *, markdown: bool, attached: bool) -> str:
    """Turn the last of our mails into a template of mailmerge, its creator and sums into columns."""
    subject, body = json.loads((home / "text.json").read_text(encoding="utf-8"))
    name, paid = list(wanted(number))[-1]
    for words, column in ((f"{paid:,.2f}", "paid"), (f"{paid / 3:,.2f}", "asked"), (name, "name")):
        assert words in subject + body, words
        subject, body = subject.replace(words, f"{{{{{column}}}}}"), body.replace(words, f"{{{{{column}}}}}")
    kind = 'Content-Type: text/markdown; charset="utf-8"\n' if markdown else ""
    kind += "ATTACHMENT: packet.pdf\n" if attached else ""
    return f"TO: {{{{name}}}} <ana@marlowe-studio.example>\nSUBJECT: {subject}\nFROM: Jo Penrose <refunds@harbourpine.example>\n{kind}\n{body}"


def theirs(number: int, home: Path, *, markdown: bool, attached: bool = False) -> float:
    """Let mailmerge make so many mails of the same texts; return the CPU seconds of its process."""
    (home / "template.txt").write_text(template(number, home, markdown=markdown, attached=attached), encoding="utf-8")
    (home / "packet.pdf").write_bytes(packet())
    (home / "server.conf").write_text("[smtp_server]\nhost = localhost\nport = 25\n", encoding="utf-8")
    with (home / "database.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["name", "paid", "asked"])
        table.writerows([name, f"{paid:,.2f}", f"{paid / 3:,.2f}"] for name, paid in wanted(number))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    files = ["--template", "template.txt", "--database", "database.csv", "--config", "server.conf"]
    said = subprocess.run(
        [OTHER, "--dry-run", "--no-limit", "--output-format", "raw", *files],
        cwd=home,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert said.count(" sent\n") == number
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ours_alone(number: int, home: Path, *, attached: bool = False) -> float:
    """Let a process of its own make our mails, as theirs has one."""
    command = [sys.executable, __file__, "--ours", str(number), str(home), "attached" if attached else "alone"]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main() -> None:
    """Measure by turns, and print what one mail costs and how the two programs compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ours", nargs=3, metavar=("NUMBER", "HOME", "HOW"), help="for this script itself")
    asked = parser.parse_args()
    if asked.ours:
        print(ours(int(asked.ours[0]), Path(asked.ours[1]), attached=asked.ours[2] == "attached"))
        return
    acts = {"makegood": ours_alone, "makegood, a file": partial(ours_alone, attached=True)}
    if OTHER.exists():
        acts["mailmerge, text and HTML"] = partial(theirs, markdown=True)
        acts["mailmerge, the same, a file"] = partial(theirs, markdown=True, attached=True)
        acts["mailmerge, text alone"] = partial(theirs, markdown=False)
    times: dict[tuple[str, int], list[float]] = {}
    with TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "cases").mkdir()
        shutil.copytree(ROOT / "cases" / REF, home / "cases" / REF)
        for _ in range(asked.rounds):
            for number in (FEWER, MORE):
                for name, act in acts.items():
                    times.setdefault((name, number), []).append(act(number, home))
    tell(tuple(acts), {key: statistics.median(found) for key, found in times.items()})


def tell(acts: tuple[str, ...], middles: Mapping[tuple[str, int], float]) -> None:
    """Print a line for each program: CPU for each mail of few and of many, and for one mail more."""
    more = {name: (middles[name, MORE] - middles[name, FEWER]) / (MORE - FEWER) for name in acts}
    print(f"\n{'ms CPU a mail':28} {f'of {FEWER}':>8} {f'of {MORE}':>8} {'one more':>9} {'ours is':>8}")
    for name in acts:
        each = [middles[name, number] / number * 1000 for number in (FEWER, MORE)]
        ours_of = more["makegood, a file" if name.endswith("a file") else "makegood"]
        print(f"{name:28} {each[0]:8.2f} {each[1]:8.2f} {more[name] * 1000:9.2f} {ours_of / more[name]:7.1f}x")
    for name in ("makegood", "makegood, a file"):
        growth = middles[name, MORE] / middles[name, FEWER] * FEWER / MORE
        print(f"{name}: a mail of {MORE} costs {growth:.2f} times one of {FEWER}, where linear is 1.00")
    print(f"Aimed at is <= {GOAL}x of the mailmerge that also makes both forms; it checks nothing.")
    if not OTHER.exists():
        print(f"mailmerge is not here: `make compare` installs it into {OTHER.parent.parent.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
