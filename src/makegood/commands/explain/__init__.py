"""Explain rules, channels, grounds, payment methods, fields, desks and letters, and how each sum is made up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from makegood.commands.explain import channel, desk, field, ground, method, rule, sentence, source
from makegood.commands.explain.sums import explain_sums
from makegood.commands.explain.text_page import TextPage
from makegood.domain import policies
from makegood.formats.message_commands import render_commands
from makegood.model import rules
from makegood.model.errors import CaseError, UsageError
from makegood.model.policy import Policies
from makegood.model.statement import policy_text
from makegood.model.workspace import Workspace
from makegood.pipeline.check import keys
from makegood.storage import package_data

__all__ = ["SUM", "explain", "explain_sums", "names", "source_rows", "sources"]

SUM = "sum"
"""The name that explains each sum of a case."""
FEW = 3
"""Number of fields with the same name that are explained at once; more are listed to choose from."""
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
"""Folder of policies, which is also its field in `Policies`, and the function that explains an entry."""


def explain(
    name: str, workspace: Workspace | None, columns: int, show_command: Callable[[str], str] = render_commands
) -> str:
    """Explain everything with this name, in lines of at most `columns`; `show_command` formats commands.

    Raise UsageError if nothing has the name, and CaseError if a policy of the workspace is wrong.
    """
    pages = list(_pages(name.strip(), workspace)) or list(sentence.pages(name.strip(), workspace))
    if not pages:
        raise UsageError(_unknown_message(name, workspace))
    return "\n\n".join(page.text(columns, show_command) for page in pages)


def names(workspace: Workspace | None, columns: int, show_command: Callable[[str], str] = render_commands) -> str:
    """Return a list of every name that can be explained."""
    all_policies = policies.read(workspace)
    page = TextPage("`make explain NAME=E3` explains one of these, with its source.")
    for kind, title in (("channels", "Channels"), ("grounds", "Grounds")):
        page.head(title)
        entries = sorted(getattr(all_policies, kind).values(), key=lambda entry: getattr(entry, "rank", 0))
        page.table((entry.id, policy_text(entry.title)) for entry in entries)
    for kind, title in (
        ("methods", "Payment methods"),
        ("desks", "Desks"),
        ("letters", "Letters"),
        ("profiles", "Packets"),
        ("escalations", "Escalations"),
        ("sources", "Sources"),
    ):
        page.head(title)
        page.columns(getattr(all_policies, kind))
    page.head("Sums of a case")
    page.table([(SUM, "`make explain NAME=sum` shows every sum of a case, line by line")])
    page.head("Rules")
    page.table((entry.id, entry.sentence) for entry in rules.RULES.values())
    page.head("Fields of case.json")
    page.table((parent or "at the top level", ", ".join(keys)) for parent, keys in _keys_by_parent().items())
    return page.text(columns, show_command)


def sources(workspace: Workspace | None, columns: int, day: date) -> str:
    """Return a list of the sources of the rules: edition, day of reading, and what relies on each.

    Raise CaseError if a workspace's own file has a day of reading after `day`.
    """
    return source.worklist(_policies_on(workspace, day)).text(columns, render_commands)


def source_rows(workspace: Workspace | None, day: date) -> list[dict[str, object]]:
    """Return the same list as data."""
    return source.rows(_policies_on(workspace, day))


def _policies_on(workspace: Workspace | None, day: date) -> Policies:
    active_policies = policies.read(workspace)
    early = policies.future_reading_days(workspace, day)
    if early:
        raise CaseError(early)
    return active_policies


def _keys_by_parent() -> Mapping[str, list[str]]:
    """Group the keys of all fields by the object that contains them."""
    by_parent: dict[str, list[str]] = {}
    for path in field.fields():
        parent, _, key = path.rpartition(".")
        by_parent.setdefault(parent, []).append(key)
    return by_parent


def _pages(name: str, workspace: Workspace | None) -> Iterator[TextPage]:
    if name.upper() in rules.RULES:
        yield rule.page(name.upper())
    if name.upper() in rules.REPLACED:
        yield rule.replaced(name.upper())
    all_policies, own = policies.read(workspace), policies.workspace_file_names(workspace)
    normalised = name.lower().replace("-", "_")
    for kind, page in PAGES.items():
        entry = getattr(all_policies, kind).get(normalised)
        if entry is not None:
            text_page = page(entry, all_policies)
            if kind == "letters":
                sentence.add_sentences(text_page, normalised, workspace)
            if f"{kind}/{normalised}.json" in own:
                file = f"policies/{kind}/{normalised}.json"
                is_new = not (package_data.folder("policies") / kind / f"{normalised}.json").is_file()
                note = "" if is_new else " It overrides the built-in entry."
                text_page.paragraph(f"This entry is from your workspace: {file}.{note}")
            yield text_page
    yield from _fields(name, all_policies)
    yield from (field.word(word) for word in field.words() if word.lower() == normalised)


def _fields(name: str, all_policies: Policies) -> Iterator[TextPage]:
    matches = field.matching(name)
    exact = [path for path in matches if field.is_path(name, path)]
    explained = matches if len(matches) <= FEW else exact
    yield from (field.page(path, all_policies) for path in explained)
    rest = [path for path in matches if path not in explained]
    if rest:
        page = TextPage(
            f"{name} is a field in {len(rest)} {'other ' if explained else ''}places. Use one of these full names:"
        )
        page.table((path, field.fields()[path].meaning) for path in rest)
        yield page


def _unknown_message(name: str, workspace: Workspace | None) -> str:
    """Return a message that suggests a similar name."""
    all_policies = policies.read(workspace)
    words = [SUM, *rules.RULES, *(entry for kind in PAGES for entry in getattr(all_policies, kind))]
    words += field.words()
    ends = [path.rpartition(".")[2] for path in field.fields()]
    near = keys.nearest_word(name, [*words, *field.fields(), *ends])
    hint = f"Did you mean {near}?" if near else "`make explain` lists all names."
    return f"There is no page named {keys.quote_for_detail(name)}. {hint}"
