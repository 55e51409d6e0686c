"""Change the code in small ways, run the tests that reach each change, and list what no test noticed. Type: make mutants

    build/.mutants/bin/python tests/prove/mutants.py --work FOLDER --packages FOLDER --minutes 20

The interpreter is that of the environment that has mutmut; FOLDER of `--packages` has what the tests need. What is
changed, and which tests run, stands in `[tool.mutmut]` of pyproject.toml.

Three tools were tried on `windows/` with `tests/test_windows.py`, on Python 3.11. cosmic-ray 8.7 starts pytest anew for
each mutant and runs all tests that it is given: 1.8 seconds of a processor each. mutmut 3.8 writes all mutants into one
copy, forks a process that has the tests loaded, and runs the tests alone that reach the changed function: 0.14 seconds.
mutatest 3.1 ends with a TypeError (it samples from a set). What mutmut leaves alone: constants of a module, such as
patterns and tables, and functions with a decorator, such as properties.

mutmut runs what it is told to run and has no limit of time: this tells it, in parts, in an order drawn with a fixed
seed, and interrupts it when the time is over. What was not tried then is counted as such.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
COPIED = ("src", "tests", "templates", "schemas", "docs", "cases", "pyproject.toml", "README.md")
SEED = 21
FIRST = 200
"""Mutants of the first part; each other part has as many as the time that is left allows, going by the one before it.
Each part begins with the tests without a mutant, so that few parts are best."""
KILLED, SURVIVED, TIMEOUT, UNREACHED, NOT_TRIED = "killed", "survived", "timeout", "reached by no test", "not tried"
RESULTS = {1: KILLED, 3: KILLED, 0: SURVIVED, 33: UNREACHED, 5: UNREACHED, 24: TIMEOUT, 36: TIMEOUT, None: NOT_TRIED}
"""Exit codes of mutmut's workers; a negative one is the signal that ended the worker."""
HUNK = re.compile(r"@@ -(\d+)")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change, by mutmut's name, its module and what came of it."""

    name: str
    module: str
    result: str


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--work", type=Path, required=True)
    arguments.add_argument("--packages", type=Path, required=True)
    arguments.add_argument("--minutes", type=float, default=20)
    given = arguments.parse_args()
    end = time.monotonic() + given.minutes * 60
    prepare(given.work)
    names = order(generated(given.work, given.packages, end))
    tried, count = 0, FIRST
    while tried < len(names) and (begun := time.monotonic()) < end:
        part = names[tried : tried + count]
        output = run(given.work, given.packages, part, end)
        if time.monotonic() < end and not any(
            mutant.result != NOT_TRIED for mutant in read(given.work) if mutant.name in {*part}
        ):
            sys.exit(f"mutmut tried nothing:\n{output}")
        tried += count
        count = max(FIRST, int(count * (end - time.monotonic()) / (time.monotonic() - begun)))
    mutants = read(given.work)
    report(mutants, given.work, given.minutes)
    return 0 if any(mutant.result == KILLED for mutant in mutants) else 1


def prepare(work: Path) -> None:
    """Copy what the tests need: mutmut writes beside it, and the checkout stays as it is."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, work / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, work / name)


def generated(work: Path, packages: Path, end: float) -> list[str]:
    """Let mutmut write all mutants and see which test reaches which: it does so before it finds that none is asked."""
    output = run(work, packages, ["none"], end)
    names = [mutant.name for mutant in read(work)]
    if not names or not (work / "mutants" / "mutmut-stats.json").exists():
        sys.exit(f"mutmut could not begin, or had too little time to:\n{output}")
    return names


def order(names: list[str]) -> list[str]:
    """Shuffle them, the same way each time: what is tried within the time is a fair sample of all."""
    names = sorted(names)
    random.Random(SEED).shuffle(names)
    return names


def run(work: Path, packages: Path, names: list[str], end: float) -> str:
    """Run mutmut for these mutants until they are done, or interrupt it when the time is over."""
    # Appended, so that the packages of the tests stand behind mutmut's own, and behind its copy of makegood.
    begin = f"import sys; sys.path.append({str(packages)!r}); from mutmut.__main__ import cli; cli()"
    tool = [sys.executable, "-c", begin, "run", "--max-children", str(os.cpu_count() or 2), *names]
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    with (work / "output").open("w+", encoding="utf-8") as output:
        with subprocess.Popen(
            tool, cwd=work, env=env, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        ) as process:
            try:
                process.wait(max(1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGINT)
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
        output.seek(0)
        return output.read()[-4000:]


def read(work: Path) -> list[Mutant]:
    """Read what became of each mutant out of the files that mutmut keeps beside its copy of each module."""
    found = []
    for path in sorted((work / "mutants").rglob("*.meta")):
        codes = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        module = path.relative_to(work / "mutants").as_posix().removesuffix(".meta")
        found += [Mutant(name, module, _result(code)) for name, code in codes.items()]
    return found


def _result(code: int | None) -> str:
    if code is not None and code < 0:
        return TIMEOUT if -code in {signal.SIGXCPU, signal.SIGKILL} else NOT_TRIED
    return RESULTS.get(code, NOT_TRIED)


def report(mutants: list[Mutant], work: Path, minutes: float) -> None:
    """Print the changes that no test noticed, then the figures of each module."""
    os.chdir(work)  # mutmut's settings are those of the current folder
    for mutant in mutants:
        if mutant.result == SURVIVED:
            print(f"\n{shown(mutant)}")
    columns = (KILLED, SURVIVED, TIMEOUT, UNREACHED, NOT_TRIED)
    counts = {name: Counter(mutant.result for mutant in mutants if mutant.module == name) for name in modules(mutants)}
    rows = [*counts.items(), ("all", Counter(mutant.result for mutant in mutants))]
    width = max(len(name) for name, _ in rows)
    print(f"\n{'':{width}}  {'  '.join(columns)}")
    for name, count in rows:
        print(f"{name:{width}}  {'  '.join(f'{count[column]:{len(column)}}' for column in columns)}")
    tried = [mutant for mutant in mutants if mutant.result != NOT_TRIED]
    noticed = sum(mutant.result in {KILLED, TIMEOUT} for mutant in tried)
    share = f", {noticed / len(tried):.1%} of them noticed" if tried else ""
    print(f"\n{len(tried)} of {len(mutants)} mutants tried within {minutes:g} minutes{share}.")


def modules(mutants: list[Mutant]) -> list[str]:
    return sorted({mutant.module for mutant in mutants})


def shown(mutant: Mutant) -> str:
    """Write the place of a change and what was changed; mutmut's diffs are of one function, and count from its head."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant  # noqa: PLC0415  # it reads the folder's settings

    text = get_diff_for_mutant(mutant.name, path=mutant.module).splitlines()[2:]
    lines = (ROOT / mutant.module).read_text(encoding="utf-8").splitlines()
    function = mutant.name.rpartition("__mutmut_")[0].rpartition(".")[2]
    name = function.rpartition("ǁ")[2] if "ǁ" in function else function.removeprefix("x_")
    head = next((number for number, line in enumerate(lines) if re.match(rf"\s*def {re.escape(name)}\(", line)), 0)
    place, removed = offset(text)
    same = [number for number, line in enumerate(lines) if line.strip() == removed.strip()]
    line = min(same, key=lambda number: abs(number - head - place), default=head)
    changes = "\n".join(row for row in text if row.startswith(("+", "-")))
    return f"{mutant.module}:{line + 1}  {mutant.name.rpartition('.')[2]}\n{changes}"


def offset(diff: list[str]) -> tuple[int, str]:
    """Return the place within the function of the first line that a diff takes out, from 0, and the line itself."""
    place = 0
    for row in diff:
        if found := HUNK.match(row):
            place = int(found[1]) - 1
        elif row.startswith("-"):
            return place, row[1:]
        elif row.startswith(" "):
            place += 1
    return place, ""


if __name__ == "__main__":
    sys.exit(main())
