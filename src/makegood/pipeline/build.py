"""The whole program on one screen: load, check, derive, prepare, render, assemble, inspect, write."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from makegood import privacy
from makegood.domain import policies
from makegood.domain.clock import Clock, day_for
from makegood.model import rules
from makegood.model.artifact import Artifact, Prepared, Text
from makegood.model.errors import CaseError, MachineError, Place, Problem
from makegood.model.facts import Facts
from makegood.model.policy import Policies
from makegood.model.source import Source
from makegood.pipeline import manifest, suggestions
from makegood.pipeline.assemble import assemble
from makegood.pipeline.derive import derive, expire, waited
from makegood.pipeline.examine import BuildOutcome, Report, no_progress
from makegood.pipeline.load import load, shown_paths, workspace
from makegood.pipeline.prepare import prepare, smaller
from makegood.pipeline.render import page, render
from makegood.pipeline.verify_output import verify
from makegood.pipeline.write import fail, has_last_good, partly, read_manifest, write
from makegood.storage import package_data
from makegood.typesetting import fonts
from makegood.typesetting.filters import filters

LEAKS = frozenset({"A20", "A21"})
"""Rules whose problems name both places: the document, and what the case says of it."""
OF_TEMPLATES = frozenset({"A8", "A9", "A10", "A11", "A12", "A13", "A14", "A15", "A16", "A17"})
"""Rules about what a template says, whatever the case is. Where nobody has changed it, its makers have to answer."""
OURS = "The template is makegood's own, so this is its mistake and not yours. Please report it, with the rule's number."
EXHIBITS = "exhibits"
"""The folder of the cache that holds what was prepared."""


def build(folder: Path, target: Path, cache: Path, clock: Clock = None, report: Report = no_progress) -> BuildOutcome:
    """Take one case through all the steps, into the folder `target`; `clock` None ignores the clock."""
    try:
        return _built(folder, target, cache, clock, report)
    except FileNotFoundError as error:
        if not Path(error.filename or "").is_relative_to((cache / EXHIBITS).resolve()):
            raise
        # Somebody deleted the cache meanwhile, as everybody may.
        return _built(folder, target, cache, clock, report)


def _built(folder: Path, target: Path, cache: Path, clock: Clock, report: Report) -> BuildOutcome:
    home = workspace(folder)
    try:
        known = policies.read(home)
        facts, source, aged = _facts(folder, home, known, clock)
        newest = manifest.newest(source, home)
        fonts.configure(cache / "fonts")

        def lacking(error: MachineError, artifacts: tuple[Artifact, ...]) -> BuildOutcome:
            """Write what can be made without what this machine lacks, with a page that says so."""
            made = [one for one in artifacts if one.path != "index.html"]
            partly(
                target,
                made,
                page(
                    "problems.html.j2",
                    home,
                    ref=folder.name,
                    problems=facts.warnings,
                    last_good=False,
                    missing=str(error),
                    made=[one.path for one in made],
                ),
            )
            return BuildOutcome(target, facts.warnings, shown_paths(folder, home), missing=str(error))

        try:
            prepared, doubts = _prepared(facts, source, cache / EXHIBITS, report)
        except MachineError as error:  # a mail is typeset to be shown
            return lacking(error, ())
        texts = render(facts, prepared, home)
        old = read_manifest(target)
        try:
            artifacts = assemble(
                facts,
                texts,
                prepared,
                old,
                smaller=partial(smaller, cache=cache / EXHIBITS),
                report=partial(report, "documents"),
            )
        except MachineError as error:
            return lacking(error, assemble(facts, texts, prepared, old, typeset=False))
        found = (*aged, *facts.warnings, *doubts, *_inspected(facts, texts, artifacts, known, source, prepared))
        said = manifest.manifest(facts, source, texts, home)
        write(target, artifacts, said.data, said.rule, newest)
    except CaseError as error:
        fail(
            target,
            page(
                "problems.html.j2",
                home,
                ref=folder.name,
                problems=error.problems,
                last_good=has_last_good(target),
                missing="",
            ),
        )
        return BuildOutcome(target, error.problems, shown_paths(folder, home))
    return BuildOutcome(target, found, shown_paths(folder, home) if found else {}, len(artifacts), _headline(facts))


def _headline(facts: Facts) -> str:
    """Return in one line what is next: the letter with its sum and the day that it gives, or the stage's act."""
    due, creator = next(iter(facts.ladder.due), None), facts.case.parties.creator
    if due is None or creator is None or facts.expired or not facts.stage.document:
        return facts.stage.next_act
    money, weekday = (filters(facts.case.case.language)[name] for name in ("money", "weekday"))
    until = f", reply by {weekday(due.reply_by)}" if due.reply_by else ""
    return f"{due.policy.title} to {creator.display_name}, {money(due.amount)}{until}."


def _facts(folder: Path, home: Path | None, known: Policies, clock: Clock) -> tuple[Facts, Source, tuple[Problem, ...]]:
    """Load, check and derive; return with it what is to be said of a letter that has become too old to be sent."""
    source = load(folder, home)
    case, warnings = suggestions.check_with_suggestions(source, known)
    facts = derive(case, known, warnings)
    head = case.case
    today = day_for(clock, as_of=head.as_of, zone=head.timezone, is_example=head.example)
    if facts.fresh_until is None or today <= facts.fresh_until:
        return facts, source, ()
    place, last = source.place("/case/as_of"), facts.fresh_until.isoformat()
    if not facts.ladder.due:
        over = rules.problem("L2", place, detail=f"it waits until {last}")
        return waited(replace(facts, warnings=(*warnings, over))), source, ()
    return expire(facts, today), source, (rules.problem("L1", place, detail=f"it could be sent until {last}"),)


def _prepared(
    facts: Facts, source: Source, cache: Path, report: Report
) -> tuple[dict[str, Prepared], tuple[Problem, ...]]:
    """Prepare each exhibit of any audience once; tell of all that cannot be shown, where the case names them.

    Returns with them the questions that were not accepted.
    """
    places = {item.id: source.place(f"/evidence/{at}/file") for at, item in enumerate(facts.case.evidence)}
    shown_once = {item.evidence.id: item for one in facts.bundles.values() for item in one.exhibits}
    stays = privacy.build_allowlist(facts.case)
    prepared, problems = {}, []
    for number, (name, item) in enumerate(shown_once.items()):
        report("evidence", number, len(shown_once))
        try:
            prepared[name] = prepare(
                item.file, item.evidence, cache, facts.case.settings.limits, stays=stays, inventory=facts.case.inventory
            )
        except CaseError as error:
            problems += [replace(problem, place=places[name]) for problem in error.problems]
    if problems:
        raise CaseError((*problems, *facts.warnings))
    accepted = _accepted(facts)
    doubts = ((rule, name) for name, one in prepared.items() for rule in one.doubts if rule not in accepted)
    return prepared, tuple(
        rules.problem(rule, places[name], detail=shown_once[name].evidence.file) for rule, name in doubts
    )


def _inspected(
    facts: Facts,
    texts: tuple[Text, ...],
    artifacts: tuple[Artifact, ...],
    known: Policies,
    source: Source,
    prepared: dict[str, Prepared],
) -> tuple[Problem, ...]:
    """Read the documents back; leave out the warnings that were accepted with a reason."""
    accepted = _accepted(facts)

    def told(found: tuple[Problem, ...]) -> tuple[Problem, ...]:
        answered = _without_blame(found, texts)
        return tuple(one for one in _placed(answered, source) if one.severity == "error" or one.rule not in accepted)

    try:
        return told(verify(facts, texts, artifacts, known, prepared))
    except CaseError as error:
        raise CaseError(told(error.problems)) from error


def _without_blame(found: tuple[Problem, ...], texts: tuple[Text, ...]) -> tuple[Problem, ...]:
    """Return what was found without asking the user to correct a template of the program.

    What is a question of style is dropped: nobody but the makers can answer it. An error is kept, as their mistake.
    """
    templates = {text.path.rpartition(".")[0]: text.templates for text in texts}
    kept = []
    for problem in found:
        used = templates.get(problem.place.file.rpartition(".")[0], ())
        if (
            problem.rule not in OF_TEMPLATES
            or problem.related
            or not used
            or not all(map(package_data.is_as_shipped, used))
        ):
            kept.append(problem)
        elif problem.severity == "error":
            kept.append(replace(problem, fix=OURS))
    return tuple(kept)


def _accepted(facts: Facts) -> set[str]:
    """Return the rules whose questions were answered with a reason."""
    return {one.rule for one in facts.case.accepted}


def _placed(found: tuple[Problem, ...], source: Source) -> tuple[Problem, ...]:
    """Say once, where the case says it, what `inspect` found in every document that repeats those words."""
    placed: dict[tuple[str, str, str], Problem] = {}
    for problem in found:
        pointer = problem.related[0].pointer if problem.related else ""
        if problem.rule in LEAKS:
            placed[problem.rule, problem.detail, problem.place.file + pointer] = replace(
                problem, related=(source.place(pointer),)
            )
            continue
        story = Place(source.story_label) if pointer == "/story" else None
        place = story or (source.place(pointer) if pointer else problem.place)
        where = pointer or problem.place.file
        placed.setdefault((problem.rule, problem.detail, where), replace(problem, place=place, related=()))
    return tuple(placed.values())
