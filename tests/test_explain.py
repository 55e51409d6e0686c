"""`makegood explain`: everything that has a name can be told in plain words, with its source."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from test_cli import REPOSITORY, run

from makegood.domain import policies
from makegood.formats.message_commands import render_commands
from makegood.model.errors import UsageError
from makegood.commands.explain import SUM, explain, field, names, source
from makegood.model.rules import RULES
from makegood.model.statement import policy_text

KNOWN = policies.read()
ENTRIES = [
    *KNOWN.channels,
    *KNOWN.grounds,
    *KNOWN.desks,
    *KNOWN.letters,
    *KNOWN.profiles,
    *KNOWN.escalations,
]
SPAN = re.compile(r"\b\d[\d,]* (?:day|year|byte|percent|character)s?\b")
COPIED = '    "'
"""A line to copy: never broken, so it may be wider than the terminal."""


def unsourced(text: str) -> list[str]:
    """List the paragraphs that give a number of days, bytes or the like, and name no source."""
    listed = text.partition("\nSources\n")[0].splitlines()
    body = "\n".join(line for line in listed if not line.startswith(COPIED))
    paragraphs = re.split(r"\n(?=\n|  \* |\S)", body)
    return [one for one in paragraphs if SPAN.search(" ".join(one.split())) and not re.search(r"\[\d+\]", one)]


def too_wide(text: str, columns: int) -> list[str]:
    """List the lines that are wider than asked, except addresses and lines to copy, which cannot be broken."""
    lines = text.splitlines()
    return [one for one in lines if len(one) > columns and "https://" not in one and not one.startswith(COPIED)]


def test_there_is_something_to_explain() -> None:
    """The loops below are over lists that are not empty."""
    assert len(RULES) > 100
    assert (len(KNOWN.channels), len(KNOWN.grounds)) == (16, 20)
    assert len(field.fields()) > 200


@pytest.mark.parametrize("name", ENTRIES)
def test_every_entry_is_told_with_its_sources(name: str) -> None:
    """A page begins with the name, cites its sources and gives no number of days without one."""
    text = without_sentences(explain(name, None, 80))
    assert text.startswith(f"{name}: ")
    assert "\nSources\n  [1] " in text
    assert unsourced(text) == []
    assert too_wide(text, 80) == []


def without_sentences(page: str) -> str:
    """Return a page without the sentences of a letter, which are lines to copy."""
    before, heading, after = page.partition("\nIts sentences\n")
    assert bool(heading) == (page.partition(":")[0] in KNOWN.letters)
    return before + after[after.index("\nSources\n") :] if heading else page


@pytest.mark.parametrize("name", KNOWN.channels)
def test_a_channel_tells_all_that_its_policy_says(name: str) -> None:
    """Statements, windows, stages, desk and letters: nothing of the file is left out, nor any source's address."""
    text, one = " ".join(explain(name, None, 80).split()), KNOWN.channels[name]  # type: ignore[index]  # our own words
    for statement in (one.holder, one.refunder, one.refundable, one.how, *one.consequences):
        assert policy_text(statement.text) in text
        assert statement.sourced.url in text
    for window in one.windows:
        assert policy_text(window.act) in text
        assert not window.closes_after_days or f"within {window.closes_after_days} days after" in text
    assert one.desk is None or policy_text(KNOWN.desks[one.desk].where.text) in text


def test_what_is_not_confirmed_gives_no_number() -> None:
    """A desk without known limits says so; its page has no size."""
    text = " ".join(explain("ads_ticket", None, 80).split())
    assert "The maximum attachment size has not been confirmed." in text
    assert "bytes" not in text


def test_a_ground_says_where_the_stage_of_an_order_decides() -> None:
    """On a channel with stages no ground's own method is taken, which a page that names that method has to say."""
    staged = [channel.id for channel in KNOWN.channels.values() if channel.stages]
    assert staged
    for name in KNOWN.grounds:
        text = " ".join(explain(name, None, 80).split())
        assert f"On {' and '.join(staged)}, the stage of the order determines the amount instead." in text


def test_what_was_not_found_was_not_read() -> None:
    """The day is that on which it was looked for: beside "No official page was found" it reads as a contradiction."""
    for name in ("tiktok_shop_affiliate", "not_found"):
        text = " ".join(explain(name, None, 80).split())
        assert "No official page was found" in text
        assert "Searched for on 23 November 2026." in text
        assert "found. Read" not in text
    assert "Read on" in explain("tiktok_shop_affiliate", None, 80)


@pytest.mark.parametrize("name", RULES)
def test_every_rule_is_told_with_why_and_fix(name: str) -> None:
    """Sentence, reason, fix, source, and what to paste where it may stand; in any case of letters."""
    text = explain(name.lower(), None, 80)
    flat = " ".join(text.split())
    for part in (
        RULES[name].sentence,
        render_commands(RULES[name].fix),
        RULES[name].why,
        f"Source {RULES[name].source}.",
    ):
        assert part in flat
    assert too_wide(text, 80) == []
    pasted = re.search(r'^    ("accepted": .*)$', text, re.M)
    if pasted:
        assert json.loads(f"{{{pasted[1]}}}")["accepted"][0]["rule"] == name
    else:
        assert "This error cannot be accepted with a reason." in flat


def test_reasons_are_those_of_the_rules() -> None:
    """Each rule has one, no reason is of a rule that is gone, and each name to look up can be looked up."""
    looked_up = {name for reason in RULES.values() for name in reason.see}
    assert looked_up
    for name in looked_up:
        assert explain(name, None, 80)


def test_reasons_give_no_number_of_days() -> None:
    """Numbers stand in the policies, with their sources."""
    assert [one.why for one in RULES.values() if re.search(r"\d", one.why)] == []


def test_what_may_be_accepted_is_what_check_lets_stand() -> None:
    """The rules that are told as error or warning are those that the check raises as either."""
    found = set()
    for path in (REPOSITORY / "src" / "makegood" / "pipeline" / "check").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_add = isinstance(node, ast.Call) and any(one.arg == "severity" for one in node.keywords)
            if is_add and isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                found.add(node.args[0].value)
    assert found == {rule.id for rule in RULES.values() if rule.varies == "case"}


def test_what_is_a_warning_in_the_users_own_words_is_what_is_told_so() -> None:
    """The rules that what reads documents raises as a warning at a place of the case."""
    found = set()
    for path in (REPOSITORY / "src" / "makegood" / "pipeline" / "verify_output").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_warned = (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"user_text_warning", "_figure_problem"}
            )
            if is_warned and isinstance(node, ast.Call) and isinstance(node.args[0], ast.Constant):
                found.add(node.args[0].value)
    assert found == {rule.id for rule in RULES.values() if rule.varies == "words"}


@pytest.mark.parametrize("path", field.fields())
def test_every_field_is_told_with_an_example(path: str) -> None:
    """The meaning, where it may stand, an example that is JSON, and its place in the schema."""
    text = explain(path, None, 80)
    assert text.startswith(f"{path}: ") or f"\n{path}: " in text
    flat = " ".join(text.split())
    assert field.fields()[path].meaning in flat
    assert "schemas/case.schema.json" in flat
    assert unsourced(text) == []
    assert too_wide(text, 80) == []
    example = re.search(r'^    ("[$a-z0-9_]+": .*)$', text, re.M)
    assert example, text
    json.loads(f"{{{example[1]}}}")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("/deliverables/0/due", "deliverables[].due"),
        ("deliverables[0].due", "deliverables[].due"),
        ("deliverables.due", "deliverables[].due"),
        ("/case/as_of", "case.as_of"),
        ("purchase.failure.at", "purchase.failure.at"),
        ("Payments[].Method", "payments[].method"),
        ("/evidence/3/marks/0/area/x", "evidence[].marks[].area.x"),
    ],
)
def test_a_field_is_found_by_path_and_pointer(name: str, path: str) -> None:
    """As the report of problems writes it, or as one would say it."""
    assert field.matching(name) == [path]


def test_a_name_that_stands_in_several_places_gives_all() -> None:
    """Few are told at once; many are listed for one to be chosen. A name of several kinds is told of each."""
    assert {"case.as_of: ", "deliverables[].metrics[].as_of: "} <= set(
        re.findall(r"^\S+: ", explain("as_of", None, 80), re.M)
    )
    listed = explain("evidence", None, 80)
    assert listed.startswith("evidence: The files")
    assert all(path in listed for path in field.fields() if path.endswith(".evidence"))
    assert {"A channel", "A desk", "A packet", "A field"} <= set(
        re.findall(r"^A \w+", explain("agency", None, 80), re.M)
    )


def test_every_allowed_word_is_told() -> None:
    """What an error lists as allowed can be looked up too, with the field that it is for."""
    assert {"posted_late", "video", "sole_trader"} <= set(field.words())
    assert "A payment method" in explain("faster_payments", None, 80)
    for word, rows in field.words().items():
        text = " ".join(explain(word, None, 80).split())
        for path, meaning in rows:
            assert f"{path} {meaning}" in text, word


def test_where_a_field_may_stand() -> None:
    """What all cases may share says so, what is of one case does not."""
    assert "cases/defaults.json" in explain("case.timezone", None, 80)
    assert "cases/defaults.json" not in explain("case.case_ref", None, 80)
    assert "cases/defaults.json" not in explain("payments[].amount", None, 80)


def test_an_unknown_name_is_2_and_asks_what_was_meant(tmp_path: Path) -> None:
    """A near name is offered; of a far one, the way to the list."""
    for typed, said in (
        ("directbank", "Did you mean direct_bank?"),
        ("E33", "Did you mean E3"),
        ("qqqqqq", "lists all names"),
    ):
        done = run("explain", typed, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr, typed


def test_an_unknown_name_cannot_steer_the_terminal() -> None:
    """What was typed is shown with its controls written out."""
    with pytest.raises(UsageError) as caught:
        explain("\x1b[31mred", None, 80)
    assert "\x1b" not in str(caught.value)


def test_the_list_names_everything_and_fits() -> None:
    """Every rule, channel, ground, desk, letter, packet and field stands in it, in 80 columns."""
    text = names(None, 80)
    assert too_wide(text, 80) == []
    words = set(re.findall(r"[\w$\[\].]+", text))
    for name in (*ENTRIES, *RULES):
        assert name in words, name
    for path in field.fields():
        assert path.rpartition(".")[2] in {word.strip(".") for word in words}, path


@pytest.mark.parametrize("columns", [30, 60, 200])
def test_text_goes_to_stdout_as_wide_as_the_terminal_and_without_colour(tmp_path: Path, columns: int) -> None:
    """Wrapped to the terminal within what can be read; nothing on stderr."""
    done = run("explain", "direct_bank", cwd=tmp_path, COLUMNS=str(columns))
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    assert too_wide(done.stdout, min(max(columns, 40), 100)) == []


def test_the_workspaces_own_policy_is_told(workspace: Path) -> None:
    """Inside a workspace with rules of its own these are explained, and that is said; others stay as they are."""
    own = json.loads((REPOSITORY / "src/makegood/policies/channels/direct_bank.json").read_text(encoding="utf-8"))
    own["holder"]["text"] = "Somebody else holds the money."
    (workspace / "policies" / "channels").mkdir(parents=True)
    (workspace / "policies" / "channels" / "direct_bank.json").write_text(json.dumps(own), encoding="utf-8")
    done = run("explain", "direct_bank", cwd=workspace)
    assert "Somebody else holds the money." in done.stdout
    assert "This entry is from your workspace" in done.stdout
    assert "This entry is from your workspace" not in run("explain", "direct_paypal", cwd=workspace).stdout
    assert "Somebody else" not in run("explain", "direct_bank", cwd=workspace.parent).stdout


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x: y\n\nDeadlines\n  * Ask: within 30 days after it.\n", 1),
        ("x: y\n\nDeadlines\n  * Ask: within 30\n    days. [1]\n", 0),
    ],
)
def test_the_search_for_sources_can_fail(text: str, found: int) -> None:
    """Negative control: a number of days without a source is seen, also over the end of a line."""
    assert len(unsourced(text)) == found
    assert too_wide("a" * 81, 80)


def test_what_the_guides_look_up_is_there() -> None:
    """Each name after `makegood explain` in the guides and in the help is one that can be told."""
    guides = sorted((REPOSITORY / "docs" / "how-to").glob("*.md"))
    texts = [
        path.read_text(encoding="utf-8") for path in (*guides, *(REPOSITORY / "src" / "makegood" / "cli").glob("*.py"))
    ]
    found = {name for text in texts for name in re.findall(r"^ *makegood explain ([\w./\[\]]+)", text, re.M)}
    assert {"E3", "direct_bank", "/deliverables/0/due"} <= found
    # What a page adds to a workspace of its reader is there for that reader: tests/test_howto.py follows it.
    added = {name for text in texts for name in re.findall(r"^ *```json policies/\w+/(\w+)\.json$", text, re.M)}
    assert "creatorhub" in added
    for name in found - {SUM} - added:
        assert explain(name, None, 80), name


def test_the_log_is_told_with_the_command_for_each_event() -> None:
    """What may be recorded, once each, as it is typed."""
    from makegood.commands.log import EVENTS  # noqa: PLC0415  # this test alone

    for name in ("log", "log.event"):
        text = explain(name, None, 80)
        assert all(f"    {kind.example}\n" in text for kind in EVENTS.values())
    assert "make log EVENT" not in explain("payments", None, 80)


def test_the_worklist_of_sources_is_whole() -> None:
    """`makegood policies` lists each source with edition, day, confidence and what rests on it; oldest first."""
    rows = source.rows(KNOWN)
    assert {row["id"] for row in rows} == set(KNOWN.sources)
    assert [row["as_of"] for row in rows] == sorted(str(row["as_of"]) for row in rows)
    assert all(row["rests"] for row in rows)
    text = source.worklist(KNOWN).text(100, str)
    for entry in KNOWN.sources.values():
        assert f"File: policies/sources/{entry.id}.json" in text
        assert not entry.edition or policy_text(entry.edition) in " ".join(text.split())


def test_the_worklist_names_a_newer_edition() -> None:
    """A text whose newer edition is known says so in the list, and what nothing rests on is named."""
    old = replace(KNOWN.sources["iso_4217"], superseded_by="January 2027")
    unused = replace(old, id="unused", superseded_by="")
    rules = replace(KNOWN, sources={old.id: old, unused.id: unused})
    text = source.worklist(rules).text(100, str)
    assert "A newer edition exists but has not been read: January 2027." in text
    assert "Used by: nothing." in text
    assert text.count("newer edition") == 1
