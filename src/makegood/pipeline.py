"""The whole program on one screen: load, check, derive, prepare, render, assemble, inspect, write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from makegood import fonts, manifest, policies, rules
from makegood.assemble import assemble
from makegood.check import check
from makegood.derive import derive
from makegood.errors import CaseError, MachineError, Place, Problem
from makegood.inspect import inspect
from makegood.load import load, shown, workspace
from makegood.model.facts import Facts
from makegood.model.source import Source
from makegood.prepare import prepare
from makegood.render import page, render
from makegood.write import fail, has_last_good, partly, read_manifest, write


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case: its problems, the texts they stand in, where the result is.

    `missing` is what the machine lacks, with the line that installs it; empty where it lacks nothing.
    """

    folder: Path
    problems: tuple[Problem, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    made: int = 0
    missing: str = ""

    @property
    def failed(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)


def examine(folder: Path) -> Outcome:
    """Say what is wrong with a case: the first two steps alone."""
    home = workspace(folder)
    try:
        _, problems = check(load(folder, home), policies.read(home))
    except CaseError as error:
        problems = error.problems
    return Outcome(folder, problems, shown(folder, home) if problems else {})


def build(folder: Path, target: Path, cache: Path, today: date | None = None) -> Outcome:
    """Take one case through all the steps, into the folder `target`; `today` None ignores the clock."""
    home = workspace(folder)
    try:
        facts, source = _facts(folder, home, today)
        newest = manifest.newest(source, home)
        fonts.configure(cache / "fonts")
        prepared = {item.evidence.id: prepare(item.file, item.evidence, cache / "exhibits") for item in _shown(facts)}
        texts = render(facts, prepared, home)
        old = read_manifest(target)
        try:
            artifacts = assemble(facts, texts, prepared, old)
        except MachineError as error:
            partly(target, assemble(facts, texts, prepared, old, typeset=False))
            return Outcome(target, facts.warnings, shown(folder, home), missing=str(error))
        inspect(facts, texts, artifacts)
        said = manifest.manifest(facts, source, texts, home)
        write(target, artifacts, said.data, said.rule, newest)
    except CaseError as error:
        fail(target, page("problems.html.j2", home, ref=folder.name, problems=error.problems,
                          last_good=has_last_good(target)))  # fmt: skip
        return Outcome(target, error.problems, shown(folder, home))
    return Outcome(target, facts.warnings, shown(folder, home) if facts.warnings else {}, len(artifacts))


def _facts(folder: Path, home: Path | None, today: date | None) -> tuple[Facts, Source]:
    """Load, check and derive; refuse a letter that has become too old to be sent."""
    known = policies.read(home)
    source = load(folder, home)
    case, warnings = check(source, known)
    facts = derive(case, known, warnings)
    if today and facts.fresh_until and today > facts.fresh_until:
        place: Place = source.place("/case/as_of")
        raise CaseError((rules.problem("L1", place), *warnings))
    return facts, source


def _shown(facts: Facts) -> tuple:
    """Return each exhibit of any audience once."""
    return tuple({item.evidence.id: item for one in facts.bundles.values() for item in one.exhibits}.values())
