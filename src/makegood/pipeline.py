"""The whole program on one screen: load, check, derive, prepare, render, assemble, inspect, write."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from makegood import __version__, assets, policies
from makegood.assemble import assemble
from makegood.check import check
from makegood.derive import derive
from makegood.docket import docket
from makegood.errors import CaseError, MachineError, Problem
from makegood.inspect import inspect
from makegood.load import load, workspace
from makegood.model.artifact import Artifact, Prepared
from makegood.model.case import Case
from makegood.model.facts import Facts
from makegood.model.source import Source
from makegood.prepare import prepare
from makegood.render import page, render
from makegood.rules import problem
from makegood.write import fail, partly, read_manifest, write, write_page


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case: its problems, the texts they stand in, where the result is.

    `missing` is what the machine lacks, with the line that installs it; empty where it lacks nothing.
    """

    folder: Path
    problems: tuple[Problem, ...] = ()
    texts: Mapping[str, str] = {}  # noqa: RUF012  # frozen: nobody adds to it
    made: tuple[str, ...] = ()
    missing: str = ""


def build_case(folder: Path, into: Path | None, today: date | None) -> Outcome:
    """Take one case folder through all the steps; `today` None ignores the clock."""
    home = workspace(folder)
    target = into or _target(folder, home)
    texts: Mapping[str, str] = {}
    try:
        rules = policies.read(home)
        source = load(folder, home)
        texts = _texts(source)
        case, warnings = check(source, rules)
        facts = derive(case, rules, warnings)
        _fresh(facts, source, today)
        old = read_manifest(target)
        prepared = _prepared(facts, target.parent / ".cache")
        rendered = render(facts, prepared, home)
        artifacts = assemble(facts, rendered, prepared, old)
        inspect(facts, rendered, artifacts)
        write(target, artifacts, _manifest(facts, source, rendered, home))
    except CaseError as error:
        fail(target, page("problems.html.j2", home, **_failure(folder.name, target, error.problems)))
        return Outcome(target, error.problems, texts)
    except MachineError as error:
        partly(target, assemble(facts, rendered, prepared, old, typeset=False))
        return Outcome(target, facts.warnings, texts, missing=str(error))
    return Outcome(target, facts.warnings, texts, tuple(artifact.path for artifact in artifacts))
