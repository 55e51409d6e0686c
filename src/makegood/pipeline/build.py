"""Build one case: load, check, derive, prepare, render, assemble, verify and write, all on one screen."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from makegood import language as languages
from makegood import privacy
from makegood.domain import policies
from makegood.domain.clock import Clock, day_for
from makegood.language import Language, english
from makegood.model import rules
from makegood.model.artifact import Artifact, Prepared, Text
from makegood.model.errors import CaseError, MachineError, Place, Problem
from makegood.model.facts import Facts
from makegood.model.policy import Policies
from makegood.model.source import Source
from makegood.model.statement import policy_text
from makegood.model.workspace import Workspace
from makegood.pipeline import manifest, suggestions
from makegood.pipeline.assemble import assemble
from makegood.pipeline.derive import derive, facts_after_wait, without_expired_letters
from makegood.pipeline.examine import BuildOutcome, Report, no_progress
from makegood.pipeline.load import load, shown_paths
from makegood.pipeline.prepare import downscale, prepare
from makegood.pipeline.render import render, render_page
from makegood.pipeline.verify_output import verify
from makegood.pipeline.write import has_last_good, read_manifest, write, write_failure, write_incomplete
from makegood.storage import package_data
from makegood.typesetting import fonts

LEAKS = frozenset({"A20", "A21"})
"""Rules whose problems name both places: the document, and the value in the case."""
OF_TEMPLATES = frozenset({"A8", "A9", "A10", "A11", "A12", "A13", "A14", "A15", "A16", "A17"})
"""Rules about the text of a template, whatever the case is. For an unchanged template, its makers are responsible."""
OURS = "This template is part of makegood, so this is a bug in makegood. Please report it with the rule's id."
EXHIBITS = "exhibits"
"""The folder of the cache for prepared exhibits."""


def build(
    folder: Path,
    workspace: Workspace | None,
    target: Path,
    cache: Path,
    clock: Clock = None,
    report: Report = no_progress,
) -> BuildOutcome:
    """Build one case through all the steps into the folder `target`; `clock` None ignores the clock."""
    try:
        return _build(folder, workspace, target, cache, clock, report)
    except FileNotFoundError as error:
        if not Path(error.filename or "").is_relative_to((cache / EXHIBITS).resolve()):
            raise
        # The cache was deleted meanwhile, which is allowed at any time.
        return _build(folder, workspace, target, cache, clock, report)


def _build(
    folder: Path, workspace: Workspace | None, target: Path, cache: Path, clock: Clock, report: Report
) -> BuildOutcome:
    try:
        case_policies = policies.read(workspace)
        facts, source, aged = _load_facts(folder, workspace, case_policies, clock)
        newest = manifest.newest_change(source, workspace)
        fonts.configure(cache / "fonts")

        def write_partly(error: MachineError, artifacts: tuple[Artifact, ...]) -> BuildOutcome:
            """Write what can be built without what this machine lacks, with a page that explains it."""
            complete = [artifact for artifact in artifacts if artifact.path != "index.html"]
            write_incomplete(
                target,
                complete,
                render_page(
                    "problems.html.j2",
                    workspace,
                    ref=folder.name,
                    problems=facts.warnings,
                    last_good=False,
                    missing=str(error),
                    made=[artifact.path for artifact in complete],
                ),
            )
            return BuildOutcome(target, facts.warnings, shown_paths(folder, workspace), missing=str(error))

        try:
            prepared, doubts = _prepare_exhibits(
                facts,
                source,
                cache / EXHIBITS,
                report,
                languages.load(facts.case.case.language, languages.folders(workspace)),
            )
        except MachineError as error:  # an exhibit that is a mail is typeset
            return write_partly(error, ())
        texts = render(facts, prepared, workspace)
        old = read_manifest(target)
        try:
            artifacts = assemble(
                facts,
                texts,
                prepared,
                old,
                smaller=partial(downscale, cache=cache / EXHIBITS),
                report=partial(report, "documents"),
            )
        except MachineError as error:
            return write_partly(error, assemble(facts, texts, prepared, old, typeset=False))
        problems = (
            *aged,
            *facts.warnings,
            *doubts,
            *_verify_documents(facts, texts, artifacts, case_policies, source, prepared),
        )
        record = manifest.manifest(facts, source, texts, workspace)
        write(target, artifacts, record.data, record.rule, newest)
    except CaseError as error:
        write_failure(
            target,
            render_page(
                "problems.html.j2",
                workspace,
                ref=folder.name,
                problems=error.problems,
                last_good=has_last_good(target),
                missing="",
            ),
        )
        return BuildOutcome(target, error.problems, shown_paths(folder, workspace))
    return BuildOutcome(
        target, problems, shown_paths(folder, workspace) if problems else {}, len(artifacts), _headline(facts)
    )


def _headline(facts: Facts) -> str:
    """Return one line with what is next: the letter with its amount and reply date, or the stage's action."""
    letter, creator = next(iter(facts.ladder.due), None), facts.case.parties.creator
    if letter is None or creator is None or facts.expired or not facts.stage.document:
        return english().text(facts.stage.next_act)
    formats = english().formats
    until = f", reply by {formats.day(letter.reply_by, 'weekday')}" if letter.reply_by else ""
    return f"{policy_text(letter.policy.title)} to {creator.display_name}, {formats.money(letter.amount)}{until}."


def _load_facts(
    folder: Path, workspace: Workspace | None, case_policies: Policies, clock: Clock
) -> tuple[Facts, Source, tuple[Problem, ...]]:
    """Load, check and derive; return the facts with a problem if a letter has become too old to be sent."""
    source = load(folder, workspace)
    case, warnings = suggestions.check_with_suggestions(source, case_policies)
    facts = derive(case, case_policies, warnings)
    head = case.case
    today = day_for(clock, as_of=head.as_of, zone=head.timezone, is_example=head.example)
    if facts.fresh_until is None or today <= facts.fresh_until:
        return facts, source, ()
    place, last = source.place("/case/as_of"), facts.fresh_until.isoformat()
    if not facts.ladder.due:
        expired = rules.problem("L2", place, detail=f"no action is possible until {last}")
        return facts_after_wait(replace(facts, warnings=(*warnings, expired))), source, ()
    return (
        without_expired_letters(facts, today),
        source,
        (rules.problem("L1", place, detail=f"it could be sent until {last}"),),
    )


def _prepare_exhibits(
    facts: Facts, source: Source, cache: Path, report: Report, language: Language
) -> tuple[dict[str, Prepared], tuple[Problem, ...]]:
    """Prepare each exhibit of any audience once; raise CaseError for all that cannot be shown, at their entries.

    Return the exhibits, and the warnings about them that were not accepted.
    """
    places = {item.id: source.place(f"/evidence/{index}/file") for index, item in enumerate(facts.case.evidence)}
    exhibits = {item.evidence.id: item for bundle in facts.bundles.values() for item in bundle.exhibits}
    stays = privacy.build_allowlist(facts.case)
    prepared, problems = {}, []
    for number, (name, item) in enumerate(exhibits.items()):
        report("evidence", number, len(exhibits))
        try:
            prepared[name] = prepare(
                item.file,
                item.evidence,
                cache,
                facts.case.settings.limits,
                stays=stays,
                inventory=facts.case.inventory,
                language=language,
            )
        except CaseError as error:
            problems += [replace(problem, place=places[name]) for problem in error.problems]
    if problems:
        raise CaseError((*problems, *facts.warnings))
    accepted = _accepted(facts)
    doubts = ((rule, name) for name, exhibit in prepared.items() for rule in exhibit.doubts if rule not in accepted)
    return prepared, tuple(
        rules.problem(rule, places[name], detail=exhibits[name].evidence.file) for rule, name in doubts
    )


def _verify_documents(
    facts: Facts,
    texts: tuple[Text, ...],
    artifacts: tuple[Artifact, ...],
    case_policies: Policies,
    source: Source,
    prepared: dict[str, Prepared],
) -> tuple[Problem, ...]:
    """Verify the documents; return the warnings that were not accepted with a reason."""
    accepted = _accepted(facts)

    def unaccepted(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        own = _without_template_warnings(problems, texts)
        return tuple(
            problem
            for problem in _at_their_sources(own, source)
            if problem.severity == "error" or problem.rule not in accepted
        )

    try:
        return unaccepted(verify(facts, texts, artifacts, case_policies, prepared, source.workspace))
    except CaseError as error:
        raise CaseError(unaccepted(error.problems)) from error


def _without_template_warnings(problems: tuple[Problem, ...], texts: tuple[Text, ...]) -> tuple[Problem, ...]:
    """Return the problems without those that ask the user to correct a template of the program.

    Warnings about style are dropped, since only the makers can act on them. An error stays, reported as a bug.
    """
    templates = {text.path.rpartition(".")[0]: text.templates for text in texts}
    remaining = []
    for problem in problems:
        template_paths = templates.get(problem.place.file.rpartition(".")[0], ())
        if (
            problem.rule not in OF_TEMPLATES
            or problem.related
            or not template_paths
            or not all(map(package_data.is_as_shipped, template_paths))
        ):
            remaining.append(problem)
        elif problem.severity == "error":
            remaining.append(replace(problem, fix=OURS))
    return tuple(remaining)


def _accepted(facts: Facts) -> set[str]:
    """Return the rules that were accepted with a reason."""
    return {entry.rule for entry in facts.case.accepted}


def _at_their_sources(problems: tuple[Problem, ...], source: Source) -> tuple[Problem, ...]:
    """Return each problem once, at its place in the case, instead of in every document that repeats the text."""
    placed: dict[tuple[str, str, str], Problem] = {}
    for problem in problems:
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
