"""Step 5: facts and templates become text."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from conftest import BANK, REFS, add_case, picture
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup
from test_derive import facts

from makegood.model.workspace import Workspace
from makegood.storage import package_data
from makegood.typesetting import filters
from makegood.model.errors import CaseError
from makegood.pipeline.load.story import MOST_BYTES, problems
from makegood.model.artifact import Prepared, PreparedPage, Text
from makegood.model.facts import Facts
from makegood.model.money import Money
from makegood.model.statement import say
from makegood.pipeline.render import PARTS, attachments, environment, fit_text, folders, render, template_files
from makegood.sandbox.worker import deadline

TAGGED = "<b>x</b> {{ 7 * 7 }} {% raw %} =cmd $(id) 'quoted' & more"


def prepared(found: Facts) -> dict[str, Prepared]:
    """Stand-ins for what `prepare` makes: a portrait picture each."""
    page = PreparedPage(877.5, 1899)
    return {
        item.id: Prepared(
            "0" * 64, "png", (page,), Path("pages.pdf"), Path("copy.png"), (1170, 2532), (say("exhibit-note-metadata"),)
        )
        for item in found.case.evidence
    }


def texts(found: Facts, workspace: Workspace | None = None) -> dict[str, Text]:
    return {text.path: text for text in render(found, prepared(found), workspace)}


@pytest.mark.parametrize("ref", REFS.values())
def test_every_planned_document_is_rendered(workspace: Path, ref: str) -> None:
    """No document of the plan is without a text, and no text is outside the plan."""
    found = facts(workspace, ref)
    assert {text.document for text in texts(found).values()} == {item.id for item in found.plan}


@pytest.mark.parametrize("ref", REFS.values())
def test_nothing_is_left_to_fill_in(workspace: Path, ref: str) -> None:
    """No text shows a blank, a None or an empty pair of brackets."""
    for text in texts(facts(workspace, ref)).values():
        whole = text.body + text.html + text.subject
        visible = re.sub(r"<(style|script)>.*?</\1>", "", whole, flags=re.DOTALL)
        assert not re.search(
            r"\{\{|\{%|\bNone\b(?! of)|TODO|\(\)|\[\]| ,|\.\.|\s\.\s", re.sub("<[^>]+>", "|", visible)
        ), text.path


def test_exhibits_after_z_stand_after_z_wherever_they_are_named(workspace: Path) -> None:
    """AA comes after Z and not between A and B: in the packet, in what a page cites, in what is uploaded."""
    case = json.loads((add_case(workspace, BANK) / "case.json").read_text(encoding="utf-8"))
    names = [f"look-{number:02d}" for number in range(30)]
    for name in names:
        picture(workspace / "cases" / BANK / "evidence" / f"{name}.png")
    more = [{"id": name, "file": f"{name}.png", "caption": f"The feed, {name}."} for name in names]
    work = [{**one, "evidence": names} if one["status"] == "not_delivered" else one for one in case["deliverables"]]
    found = facts(workspace, BANK, evidence=[*case["evidence"], *more], deliverables=work)
    letters = [one.letter for one in found.bundles["influencer"].exhibits]
    alphabet = [chr(65 + at) for at in range(26)]
    assert letters == [*alphabet, *(f"A{one}" for one in alphabet)][: len(letters)]
    assert len(letters) > 30
    body = texts(found)["packet/influencer.pdf"].body
    rows = [re.findall(r'href="#exhibit-([A-Z]+)"', cell) for cell in re.split("</?(?:td|p|li|h[1-6])[ >]", body)]
    mine = found.bundles["influencer"].letters()
    order = [letter for letter in letters if letter in {mine[name] for name in names}]
    cited = [row for row in rows if set(order) <= set(row)]
    assert cited
    assert all(row == [letter for letter in letters if letter in row] for row in cited), cited
    uploads = [name for name, _ in attachments(found.bundles["influencer"], prepared(found))]
    assert uploads == sorted(uploads)
    assert len(set(uploads)) == len(letters)


def test_both_forms_of_a_mail_say_the_same(workspace: Path) -> None:
    """The HTML form without its tags has the words of the text form."""
    mail = texts(facts(workspace, BANK))["email/first_request.eml"]
    html = re.sub(r"<head>.*?</head>", "", mail.html, flags=re.DOTALL)
    words = re.findall(r"\w+", unescape(re.sub(r"<[^>]+>", " ", html)))
    plain = re.findall(r"\w+", re.sub(r"^\d\. ", "", mail.body, flags=re.MULTILINE))
    assert words == plain


def test_the_first_request_keeps_its_budget(workspace: Path) -> None:
    """150 to 250 words, a subject of at most 78 characters with the reference and the word refund."""
    mail = texts(facts(workspace, BANK))["email/first_request.eml"]
    assert 150 <= len(mail.body.split()) <= 250
    assert len(mail.subject) <= 78
    assert mail.subject.endswith(f"({BANK})")
    assert mail.subject.startswith("Refund of ")


@pytest.mark.parametrize("ref", REFS.values())
def test_support_texts_keep_their_length(workspace: Path, ref: str) -> None:
    """request-N.txt has at most N characters, and still names the case and the sum."""
    found = facts(workspace, ref)
    requests = [text for path, text in texts(found).items() if "/request-" in path]
    assert len(requests) in {0, 3}
    for text in requests:
        assert len(text.body) <= int(re.findall(r"-(\d+)\.txt", text.path)[0])
        assert ref in text.body
        assert filters.amount(found.sums.outstanding) in text.body


def test_optional_lines_go_last_first() -> None:
    """The highest figure goes first, then the last line; what is not optional stays whole."""
    text = "Always.\n\x1f1One.\n\x1f2Two.\n\x1f2Three.\n"
    assert fit_text(text, None) == "Always.\nOne.\nTwo.\nThree.\n"
    assert fit_text(text, 18) == "Always.\nOne.\nTwo.\n"
    assert fit_text(text, 13) == "Always.\nOne.\n"
    assert fit_text(text, 1) == "Always.\n"


def test_a_sentence_may_be_left_out_of_a_line() -> None:
    """The rest of a line may go, and then the line ends; a list never gets a hole; a sign counts as in a form."""
    text = "Always.\x1f1 One.\x1f2 Two.\n\x1f1- a\n\x1f3- b\n\x1f1- c\n"
    assert fit_text(text, None) == "Always. One. Two.\n- a\n- b\n- c\n"
    assert fit_text(text, 25) == "Always. One. Two.\n- a\n- c\n"
    assert fit_text(text, 20) == "Always. One.\n- a\n- c\n"
    assert fit_text(text, 12) == "Always. One.\n"
    assert fit_text(text, 7) == "Always.\n"
    assert fit_text("😀\x1f1 x\n", 3) == "😀\n"


def test_a_case_is_never_a_template(workspace: Path) -> None:
    """Braces, tags and commands of a case appear as they were typed, escaped where the text is HTML."""
    found = facts(workspace, BANK, evidence__0__title=TAGGED, log__0__text=TAGGED, deliverables__0__spec__text=TAGGED)
    made = texts(found)
    assert made["packet/influencer.pdf"].body.count("&lt;b&gt;x&lt;/b&gt; {{ 7 * 7 }}") >= 3
    assert TAGGED in made["email/first_request.eml"].body
    for html in (made["packet/influencer.pdf"].body, made["email/first_request.eml"].html):
        assert "&lt;b&gt;x&lt;/b&gt; {{ 7 * 7 }}" in html
        assert "<b>x" not in html


def test_a_story_holds_nothing_active(workspace: Path) -> None:
    """Markdown is shown; scripts, pictures and links elsewhere than https and mailto are not."""
    story = "# Hi\n*Two* came.<script>alert(1)</script><img src=x onerror=y>[a](javascript:x)[b](https://b.example)"
    html = str(filters.prose(story))
    assert "<em>Two</em>" in html
    assert 'href="https://b.example"' in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x" in html
    assert not re.search("<script|<img|javascript|h1", html)


@pytest.mark.parametrize(
    "link",
    [
        "/etc/passwd",
        "evidence/IMG_1.JPG",
        "#nowhere",
        "https://",
        "http://a.example",
        "//a.example",
        "mailto:a@b.example?bcc=c@d.example",
        "file:///etc/passwd",
        "data:text/html,x",
    ],
)
def test_of_a_link_that_leads_nowhere_the_words_remain(link: str) -> None:
    """Only pages and addresses that stand by themselves are linked."""
    assert str(filters.prose(f"See [this]({link}).")) == "<p>See <a>this</a>.</p>"
    assert 'href="mailto:a@b.example"' in str(filters.prose("Write to [Ana](mailto:a@b.example)."))


@pytest.mark.parametrize(
    "unit", ["[", "![", "[a](", "*", "_a", "`", "<", "&", "# h\n", "* a\n", "> ", "a\n\n", "=\n", "<em>"]
)
def test_no_story_that_is_accepted_takes_long_or_deep(unit: str) -> None:
    """Whatever is repeated as often as a story may be long: it is refused, or done in seconds."""
    text = unit * (MOST_BYTES // len(unit))
    if not list(problems(text, "story.md")):
        with deadline(10):
            filters.prose(text)


def test_a_workspace_template_lies_over_the_programs(workspace: Path) -> None:
    """A file of the workspace's templates/ is taken instead of the program's of the same name, and only that."""
    found = facts(workspace, BANK)
    own = workspace / "templates" / "email" / "first_request.txt.j2"
    own.parent.mkdir(parents=True)
    own.write_text("Subject: {{ head.case_ref }} mine\n\nShort.\n", encoding="utf-8")
    mail = texts(found, Workspace(workspace))["email/first_request.eml"]
    assert (mail.subject, mail.body) == (f"{BANK} mine", "Short.\n")
    assert ">Short.</p>" in mail.html
    assert own in mail.templates


def test_the_sandbox_decides_as_jinja_does() -> None:
    """What is decided once for a type and an attribute is what Jinja decides for each object."""
    env = environment(folders(None), html=False)
    things = (
        [1],
        [],
        {"a": 1},
        {1},
        "x",
        1,
        Money.parse("GBP 1.00"),
        texts,
        list,
        type(env),
        Markup("x"),
        (n for n in ""),
    )
    names = (
        "append",
        "copy",
        "clear",
        "update",
        "keys",
        "amount",
        "mro",
        "__class__",
        "_x",
        "gi_frame",
        "format",
        "upper",
    )
    found = [
        [is_safe(thing, name, None) for _ in range(2) for thing in things for name in names]
        for is_safe in (env.is_safe_attribute, ImmutableSandboxedEnvironment().is_safe_attribute)
    ]
    assert found[0] == found[1]
    assert set(found[0]) == {True, False}


@pytest.mark.parametrize(
    ("text", "line"),
    [("Subject: x\n\n{{ no_such }}\n", 3), ("Subject: x\n{% if %}\n", 2), ("{{ head.__class__ }}\n", 1)],
)
def test_a_broken_template_is_told_with_its_line(workspace: Path, text: str, line: int) -> None:
    """A name that is not known, bad syntax and a forbidden attribute: each a problem at its place, no traceback."""
    found = facts(workspace, BANK)
    own = workspace / "templates" / "email" / "first_request.txt.j2"
    own.parent.mkdir(parents=True)
    own.write_text(text, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        texts(found, Workspace(workspace))
    assert [(one.rule, one.place.file, one.place.line) for one in caught.value.problems] == [
        ("R1", "templates/email/first_request.txt.j2", line)
    ]


def test_the_parts_of_a_template_are_known(workspace: Path) -> None:
    """What a template includes, imports and extends is among its files, or an edit of it would not be seen."""
    names = {path.name for path in template_files(folders(None), "packet/influencer.html.j2")}
    assert names == {
        "influencer.html.j2",
        "_packet.html.j2",
        "_packet.css.j2",
        "_exhibits.html.j2",
        "_words.j2",
    }


@pytest.mark.parametrize(
    ("money", "written"),
    [("GBP 1500.00", "1,500.00"), ("JPY 1500", "1,500"), ("BHD 0.125", "0.125"), ("USD 999999.99", "999,999.99")],
)
def test_amounts_are_grouped_and_exact(money: str, written: str) -> None:
    """Thousands are set apart; no digit is added or lost."""
    assert filters.amount(Money.parse(money)) == written


@pytest.mark.parametrize(
    ("parts", "written"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_lists_are_joined_as_one_writes_them(parts: list[str], written: str) -> None:
    """Commas, and the word before the last."""
    assert filters.joined(parts) == written


def test_the_names_in_templates_are_those_that_jinja_finds() -> None:
    """The search by text and Jinja's own parser agree on every template of ours."""
    from jinja2.meta import find_referenced_templates  # noqa: PLC0415  # beside its only use

    env = environment(folders(None), html=True)
    paths = sorted(package_data.folder("templates").rglob("*.j2"))
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert sorted({match[2] for match in PARTS.finditer(text)}) == sorted(
            set(find_referenced_templates(env.parse(text)))
        ), path
