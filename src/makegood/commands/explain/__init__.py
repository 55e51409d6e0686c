"""What a rule, a channel, a ground, a way of payment, a field, a desk, a letter is, and how each sum comes about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from makegood.commands.explain import channel, desk, field, ground, method, rule, source
from makegood.commands.explain.sums import explain_sums
from makegood.commands.explain.text_page import TextPage
from makegood.domain import policies
from makegood.formats.message_commands import render_commands
from makegood.model import rules
from makegood.model.errors import CaseError, UsageError
from makegood.model.policy import Policies
from makegood.pipeline.check import keys
from makegood.storage import package_data

__all__ = ["SUM", "explain", "explain_sums", "names", "source_rows", "sources"]

SUM = "sum"
"""The name by which each sum of a case is explained."""
FEW = 3
"""So many fields of one name are explained at once; more are listed, for one to be chosen."""
PAGES: Mapping[str, Callable[[Any, Policies], TextPage]] = {
    "channels": channel.page,
    "grounds": ground.page,
    "methods": method.page,
    "desks": desk.page,
    "letters": desk.letter,
    "profiles": desk.profile,
    "escalations": desk.escalation,
    "sources": source.page,
}
"""Folder of policies, which is also its field in `Policies`, to what explains an entry of it."""


def explain(name: str, workspace: Path | None, columns: int, typed: Callable[[str], str] = render_commands) -> str:
    """Explain everything that has this name, in lines of at most `columns`, commands as `typed` shows them.

    Raises UsageError where nothing has it, and CaseError where a policy of the workspace is wrong.
    """
    made = list(_pages(name.strip(), workspace))
    if not made:
        raise UsageError(_unknown(name, workspace))
    return "\n\n".join(one.text(columns, typed) for one in made)


def names(workspace: Path | None, columns: int, typed: Callable[[str], str] = render_commands) -> str:
    """List every name that can be explained."""
    known = policies.read(workspace)
    made = TextPage("`make explain NAME=E3` explains one of these in plain words, with its source.")
    for kind, title in (("channels", "Channels"), ("grounds", "Grounds")):
        made.head(title)
        entries = sorted(getattr(known, kind).values(), key=lambda one: getattr(one, "rank", 0))
        made.table((one.id, one.title) for one in entries)
    for kind, title in (
        ("methods", "Ways of payment"),
        ("desks", "Desks"),
        ("letters", "Letters"),
        ("profiles", "Packets"),
        ("escalations", "Ways on"),
        ("sources", "Sources"),
    ):
        made.head(title)
        made.columns(getattr(known, kind))
    made.head("Sums of a case")
    made.table([(SUM, "every sum of a case, line by line, for you to check: `make explain NAME=sum`")])
    made.head("Rules")
    made.table((one.id, one.sentence) for one in rules.RULES.values())
    made.head("Fields of case.json")
    made.table((above or "at the top", ", ".join(keys)) for above, keys in _by_home().items())
    return made.text(columns, typed)


def sources(workspace: Path | None, columns: int, day: date) -> str:
    """List every text that the rules rest on, with its edition, the day it was read and what rests on it.

    Raises CaseError where a workspace's own file says that a text was read on a day after `day`.
    """
    return source.worklist(_read_by(workspace, day)).text(columns, render_commands)


def source_rows(workspace: Path | None, day: date) -> list[dict[str, object]]:
    """Return the same list as rows of data."""
    return source.rows(_read_by(workspace, day))


def _read_by(workspace: Path | None, day: date) -> Policies:
    known = policies.read(workspace)
    early = policies.yet_to_come(workspace, day)
    if early:
        raise CaseError(early)
    return known


def _by_home() -> Mapping[str, list[str]]:
    """Group the keys of all fields by what they stand in."""
    found: dict[str, list[str]] = {}
    for path in field.fields():
        above, _, key = path.rpartition(".")
        found.setdefault(above, []).append(key)
    return found


def _pages(name: str, workspace: Path | None) -> Iterator[TextPage]:
    if name.upper() in rules.RULES:
        yield rule.page(name.upper())
    if name.upper() in rules.REPLACED:
        yield rule.replaced(name.upper())
    known, own = policies.read(workspace), policies.own(workspace)
    plain = name.lower().replace("-", "_")
    for kind, page in PAGES.items():
        entry = getattr(known, kind).get(plain)
        if entry is not None:
            made = page(entry, known)
            if f"{kind}/{plain}.json" in own:
                file = f"policies/{kind}/{plain}.json"
                is_new = not (package_data.folder("policies") / kind / f"{plain}.json").is_file()
                more = "." if is_new else " goes before the program's own."
                made.say(f"This comes from your workspace: {file}{more}")
            yield made
    yield from _fields(name, known)
    yield from (field.word(one) for one in field.words() if one.lower() == plain)


def _fields(name: str, known: Policies) -> Iterator[TextPage]:
    found = field.matching(name)
    whole = [path for path in found if field.is_path(name, path)]
    alone = found if len(found) <= FEW else whole
    yield from (field.page(path, known) for path in alone)
    rest = [path for path in found if path not in alone]
    if rest:
        made = TextPage(
            f"{name} is a field in {len(rest)} {'other ' if alone else ''}places. Look one up by its whole name:"
        )
        made.table((path, field.fields()[path].meaning) for path in rest)
        yield made


def _unknown(name: str, workspace: Path | None) -> str:
    """Ask whether a name that is near was meant."""
    known = policies.read(workspace)
    words = [SUM, *rules.RULES, *(one for kind in PAGES for one in getattr(known, kind))]
    words += field.words()
    ends = [path.rpartition(".")[2] for path in field.fields()]
    near = keys.nearest(name, [*words, *field.fields(), *ends])
    meant = f"Did you mean {near}?" if near else "`make explain` lists all names."
    return f"Nothing is called {keys.quoted(name)}. {meant}"
