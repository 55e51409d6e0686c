"""load: bytes to Source. What is wrong is said once, with its place; nothing outside the case folder is opened."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.model.workspace import Workspace
from makegood.formats import json_text
from makegood.model.errors import CaseError, Place, Problem
from makegood.formats.json_text.words import WORDS
from makegood.pipeline.load import load, shown_paths
from makegood.pipeline.load.kinds import TextTest, detect_kind

GOOD = '{"case": {"case_ref": "MG-2026-001"}}'
LABEL = "cases/MG-2026-001"


class Desk:
    """A workspace with one case."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.case = root / "cases" / "MG-2026-001"
        self.evidence = self.case / "evidence"
        self.evidence.mkdir(parents=True)
        self.write(GOOD)

    def write(self, content: str | bytes, name: str = "case.json") -> None:
        """Write a file of the case."""
        (self.case / name).write_bytes(content.encode() if isinstance(content, str) else content)

    def problems(self) -> tuple[Problem, ...]:
        """All problems, whether or not the case could be read."""
        try:
            return load(self.case, Workspace(self.root)).problems
        except CaseError as error:
            return error.problems

    def found(self) -> list[tuple[str, str]]:
        """Name the rule and the file of each problem."""
        return [(problem.rule, problem.place.file.removeprefix(LABEL + "/")) for problem in self.problems()]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Make a workspace in a folder with a space and an accent in its name."""
    return Desk(tmp_path / "my wörk space")


def faults(text: str) -> list[str]:
    """Name the faults of a text."""
    return [fault.name for fault in json_text.read_places(text).faults]


# --- the JSON text ---


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('{"a": 1,}', ["trailing-comma"]),
        ('{"a": [1, 2,],}', ["trailing-comma", "trailing-comma"]),
        ('{"a": 1,, "b": 2}', ["extra-comma"]),
        ('{"a": 1 "b": 2}', ["missing-comma"]),
        ('{"a": 1\n"b": [1 2]}', ["missing-comma", "missing-comma"]),
        ('{"a": 1; "b": 2}', ["semicolon"]),
        ('{"a" = 1}', ["equals"]),
        ('{"a" 1}', ["missing-colon"]),
        ('{"a": }', ["missing-value"]),
        ('{"a"}', ["missing-value"]),
        ('{"a", "b": 1}', ["missing-value"]),
        ("{: 1}", ["missing-key"]),
        ("{[1]}", ["missing-key"]),
        ('{"a":: 1}', ["extra-colon"]),
        ('// note\n{"a": 1 /* b */} # c', ["comment", "comment", "comment"]),
        ("{'a': 'b'}", ["single-quotes", "single-quotes"]),
        ("{“a”: „b“}", ["smart-quotes", "smart-quotes"]),
        ("{a: 1}", ["unquoted-key"]),
        ('{"a": hello world}', ["unquoted-text"]),
        ('{"a": 2026-09-15}', ["unquoted-date"]),
        ('{"a": True, "b": None}', ["python", "python"]),
        ('{"a": 007, "b": .5, "c": +1, "d": 0x1F}', ["number-form"] * 4),
        ('{"a": NaN, "b": -Infinity}', ["not-number"] * 2),
        ('{"a": 1e400, "b": 1234567890123456789, "c": 1E-999}', ["digits"] * 3),
        ('{"a": "b\n}', ["no-end"]),
        ('{"a": "one,\n"b": 1}', ["no-end"]),
        ('{"a": "one\ntwo, three\nfour",\n"b": 1,}', ["no-end", "trailing-comma"]),
        ('{"a": "He said "yes" to us",\n"b": 1,}', ["stray", "trailing-comma"]),
        ('{"a": "b, "c": "d",\n"e": 1}', ["stray"]),
        (r'{"a": "C:\docs\new"}', ["escape"]),
        ('{"a": "b\tc"}', ["tab"]),
        ('{"a": 1', ["unclosed-brace"]),
        ('{"a": [1, 2', ["unclosed-bracket"]),
        ('{"a": [1, 2}', ["unclosed-bracket"]),
        ('{"a": {"b": [1]}', ["unclosed-brace"]),
        ('{"a": [1, 2}, "b": 3}', ["wrong-bracket"]),
        ('{"a": ["x", "b": 3, "c": {"d": 4}}', ["unclosed-bracket"]),
        ('{"a": ["x" "b": 3}', ["missing-comma", "unclosed-bracket"]),
        ('{"a": ["x", "b": 3]}', ["extra-colon"]),
        ('{"a": ["b": 3}', ["extra-colon"]),
        ('{"a": [{"b": 1, {"b": 2}, {"b": 3}]}', ["unclosed-brace"]),
        ('{"a": [{"b": 1 {"b": 2}, {"b": 3}]}', ["unclosed-brace", "missing-comma"]),
        ('{"a": [{"b": 1, {"b": 2}}]}', ["missing-key"]),
        ('{"a": 1}}', ["extra"]),
        ('{"a": 1} {"b": 2}', ["after"]),
        ("", ["empty"]),
        (" \n\t", ["empty"]),
        ('{"a": *}', ["junk"]),
        ('{"a":\u00a01}', ["hidden-outside"]),
        ('{"a": 1, "b": 2, "a": 3}', ["twice"]),
        (r'{"a": "\ud83d"}', ["half"]),
        (r'{"a": "\u0000 \u202e \b"}', ["hidden"] * 3),
        ("[" * 33, ["deep"]),
    ],
)
def test_each_mistake_is_named_once(text: str, names: list[str]) -> None:
    """What a person does wrong is called by its name, each mistake once, several in one run."""
    assert faults(text) == names


def test_a_forgotten_bracket_is_missed_where_it_was_forgotten() -> None:
    """Not at the end of the file, with its opening one; and what follows has its own place again."""
    text = '{"a": ["x", "b": 3, "c": [{"d": 1, {"e": 2}]}'
    reading = json_text.read_places(text)
    assert [(text[: one.start], text[one.related[0][0] :][:4]) for one in reading.faults] == [
        ('{"a": ["x"', '["x"'),
        ('{"a": ["x", "b": 3, "c": [{"d": 1', '{"d"'),
    ]
    assert {"/a/0", "/b", "/c/0/d", "/c/1/e"} < set(reading.nodes)
    assert "/a/1" not in reading.nodes


@pytest.mark.parametrize(
    "text",
    [
        '{"a": [1, -2.5, 1e3, true, false, null, "x", {}, []], "b": {"c": "d"}}',
        r'{"a": "\" \\ \/ \n \t \u00e9 \ud83d\ude00"}',
        '{"a": "He said “yes”, it\'s // no comment # here, [1,2}"}',
        "[" * 32 + "]" * 32,
        '{"a": {"x": 1}, "b": {"x": 1}}',
    ],
)
def test_what_is_right_has_no_fault(text: str) -> None:
    """Control: quotes, marks and comments inside a text are text; the same key in two objects is no repetition."""
    assert faults(text) == []
    json.loads(text)


def test_every_mistake_that_has_words_is_tried_here() -> None:
    """No sentence of the table stands there untried."""
    tried = {name for case in test_each_mistake_is_named_once.pytestmark[0].args[1] for name in case[1]}  # type: ignore[attr-defined]  # pytest puts the cases there
    assert set(WORDS) == tried


texts = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]))
keys = st.text('ab~/é𝄞"\\', max_size=3)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
)


@given(values, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_every_value_is_found_where_it_stands(data: Any, indent: Any, plain: bool) -> None:  # noqa: FBT001 - drawn
    """The text at a node's place is the text of that very value, whatever characters stand before it."""
    text = json.dumps(data, indent=indent, ensure_ascii=plain)
    reading = json_text.read_places(text)
    assert reading.faults == ()
    for pointer, node in reading.nodes.items():
        value = data
        for part in pointer.split("/")[1:]:
            name = part.replace("~1", "/").replace("~0", "~")
            value = value[int(name)] if isinstance(value, list) else value[name]
            last = name
        assert json.loads(text[node.start : node.end]) == value
        if node.key:
            assert json.loads(text[slice(*node.key)]) == last


@given(st.text("{}[],:\"'“”\\/*#-+.0129eEtruefalsn \n\r\tuÿ\x00", max_size=40))
def test_the_reader_says_something_of_whatever_the_standard_library_refuses(text: str) -> None:
    """No text ends in a traceback or in silence; what the library takes has at most faults that keep it readable."""
    found = json_text.read_places(text).faults
    try:
        json.loads(text)
    except ValueError:
        assert found
    else:
        assert {fault.rule for fault in found} <= {"J2", "J3", "J7"}


def test_lines_and_columns_are_those_of_an_editor(desk: Desk) -> None:
    """Columns count characters, not bytes; lines end with LF, CRLF or CR; a BOM takes no column."""
    desk.write('\ufeff{"é𝄞": "東",\r\n\t"b": 1,\r"c": {"d": [true]}}')
    places = load(desk.case, Workspace(desk.root)).case.places
    file = f"{LABEL}/case.json"
    assert places["/é𝄞"] == Place(file, 1, 8, 1, 11, "/é𝄞")
    assert places["/é𝄞#key"] == Place(file, 1, 2, 1, 6, "/é𝄞")
    assert places["/b"] == Place(file, 2, 7, 2, 8, "/b")
    assert places["/c/d/0"] == Place(file, 3, 13, 3, 17, "/c/d/0")


def test_a_missing_bracket_shows_what_it_would_close(desk: Desk) -> None:
    """The opening one is named, and the place where the closing one belongs, by the indentation if that tells it."""
    for text, missing, opening in (
        ('{\n  "a": {\n    "b": {\n      "c": 1\n  },\n  "d": 2\n}\n', (4, 13), (3, 10)),
        ('{\n  "a": {\n    "b": 1,\n  "d": 2\n}\n', (3, 11), (2, 8)),
        ('{\n  "a": [ {\n    "b": 1 ],\n\n  "d": 2\n}\n', (3, 11), (2, 10)),
        ('{\n"a": {\n"b": 1,\n"d": 2\n}\n', (5, 2), (1, 1)),
        ('{ "a": { "b": 1, "d": 2 }', (1, 26), (1, 1)),
    ):
        desk.write(text)
        (problem,) = desk.problems()
        assert (problem.place.line, problem.place.column) == missing
        assert (problem.related[0].line, problem.related[0].column) == opening


def test_a_key_that_stands_twice_shows_both(desk: Desk) -> None:
    """The second is the problem, the first is related; the rest of the case is read."""
    desk.write('{"a": {"x": 1},\n "a": {"x": 2}}')
    source = load(desk.case, Workspace(desk.root))
    (problem,) = source.problems
    assert (problem.rule, problem.place.line, problem.related[0].line) == ("J2", 2, 1)
    assert source.data == {"a": {"x": 2}}


# --- the bytes ---


@pytest.mark.parametrize(
    ("content", "rule", "line", "column"),
    [
        ('{\n "a": "é"}'.encode("latin-1"), "J6", 2, 8),
        (GOOD.encode("utf-16"), "J6", 0, 0),
        (GOOD.encode("utf-16-le"), "J6", 0, 0),
        (GOOD.encode("utf-32"), "J6", 0, 0),
        (b"", "J8", 1, 1),
        (b"[1]", "J8", 1, 1),
        (b'"text"', "J8", 1, 1),
        (b"[" * 10_000 + b"]" * 10_000, "J4", 1, 33),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "J4", 1, 161),
        (b'{"a": "' + b"x" * 3_000_000 + b'"}', "J5", 0, 0),
        (b'{"a": ' + b"9" * 10_000 + b"}", "J3", 1, 7),
    ],
)
def test_bytes_that_are_no_case_are_refused_with_a_place(
    desk: Desk, content: bytes, rule: str, line: int, column: int
) -> None:
    """Wrong encodings, no object, too deep, too large, too long: one problem each, never a traceback."""
    desk.write(content)
    (problem,) = desk.problems()
    assert (problem.rule, problem.place.line, problem.place.column) == (rule, line, column)


def test_utf_16_is_called_by_its_name(desk: Desk) -> None:
    """Notepad's "Unicode" is not a riddle."""
    desk.write(GOOD.encode("utf-16"))
    assert "UTF-16" in desk.problems()[0].message


def test_numbers_are_exact(desk: Desk) -> None:
    """No binary float comes out of the file; what cannot be kept exactly is refused, and not passed on."""
    desk.write('{"a": 0.1, "b": 12, "c": 1e400, "d": NaN}')
    source = load(desk.case, Workspace(desk.root))
    assert source.data["a"] == Decimal("0.1")
    assert type(source.data["b"]) is int
    assert [problem.place.pointer for problem in source.problems] == ["/c", "/d"]
    assert not any(isinstance(value, float) for value in source.data.values())


def test_what_is_left_to_fill_in_is_named_line_by_line(desk: Desk) -> None:
    """A placeholder of `new` can never be taken for a value; the word inside a text is no placeholder."""
    desk.write('{"a": "FILL IN: a name", "b": ["FILL IN"], "c": "please FILL IN the form"}')
    assert [(problem.rule, problem.place.pointer) for problem in desk.problems()] == [("J9", "/a"), ("J9", "/b/0")]


def test_all_files_are_reported_in_one_run(desk: Desk) -> None:
    """A wrong case.json does not hide what is wrong with the defaults, the story and the evidence."""
    desk.write("{,")
    (desk.root / "cases" / "defaults.json").write_text("{")
    desk.write(b"one\ntw\xff", "story.md")
    (desk.evidence / "link.png").symlink_to("/nowhere")
    with pytest.raises(CaseError) as caught:
        load(desk.case, Workspace(desk.root))
    places = {(problem.rule, problem.place.file, problem.place.line) for problem in caught.value.problems}
    assert places == {
        ("J1", f"{LABEL}/case.json", 1),
        ("J6", f"{LABEL}/story.md", 2),
        ("J1", "cases/defaults.json", 1),
        ("F1", f"{LABEL}/evidence/link.png", 0),
    }


# --- defaults and story ---


def test_the_case_lies_over_the_defaults(desk: Desk) -> None:
    """Objects are merged key by key, lists are replaced whole, and a place names the file where the value stands."""
    (desk.root / "cases" / "defaults.json").write_text(
        '{"$schema": "x", "case": {"timezone": "Europe/London", "language": "en"},'
        ' "settings": {"holidays": ["a", "b"]}}'
    )
    desk.write('{"case": {"language": "de"}, "settings": {"holidays": ["c"]}}')
    source = load(desk.case, Workspace(desk.root))
    assert source.data == {"case": {"timezone": "Europe/London", "language": "de"}, "settings": {"holidays": ["c"]}}
    assert source.place("/case/timezone").file == "cases/defaults.json"
    assert source.place("/case/language").file == f"{LABEL}/case.json"
    assert source.problems == ()


def test_without_a_workspace_there_are_no_defaults(desk: Desk) -> None:
    """A case alone is read by itself, and called by its folder's name."""
    (desk.root / "cases" / "defaults.json").write_text("{")
    source = load(desk.case, None)
    assert (source.defaults, source.case.label) == (None, "MG-2026-001/case.json")


def test_the_workspace_is_the_nearest_folder_that_holds_cases(desk: Desk) -> None:
    """From inside a case and from the workspace itself; a folder without `cases/` above it has none."""
    assert Workspace.containing(desk.evidence) == Workspace.containing(desk.root) == Workspace(desk.root)
    assert Workspace.containing(Path("/")) is None


def test_the_story_is_read_with_plain_line_ends(desk: Desk) -> None:
    """A BOM and CRLF are the editor's business."""
    desk.write("\ufeff# One\r\ntwo\tthree", "story.md")
    assert load(desk.case, Workspace(desk.root)).story == "# One\ntwo\tthree"


def test_a_story_with_characters_that_steer_is_refused_with_their_lines(desk: Desk) -> None:
    """Escape sequences and directions of writing have no place in a letter; long stories are refused."""
    desk.write("one\ntwo\x1b[31m\nthree \u202e", "story.md")
    assert [(problem.rule, problem.place.line, problem.place.column) for problem in desk.problems()] == [
        ("J7", 2, 4),
        ("J7", 3, 7),
    ]
    desk.write("x" * 40_001, "story.md")
    assert desk.found() == [("J5", "story.md")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\npay &#8238;x&#8294; &amp;", [("J7", 2, 5), ("J7", 2, 13)]),
        ("a\n> > > > > > b\n", [("J4", 2, 1)]),
        ("a\n> > > > > b\n", []),
        ("* a\n" + " " * 28 + "* b\n", [("J4", 2, 1)]),
        ("* a\n" + " " * 24 + "* b\n", []),
        ("a\n" * 1001, [("J5", 1001, 1)]),
        ("a\n" * 1000, []),
        ("a\n" + "[" * 201, [("J5", 2, 201)]),
        ("a\n" + "[" * 200, []),
    ],
)
def test_a_story_that_no_page_could_take_is_refused_at_its_line(
    desk: Desk, text: str, expected: list[tuple[str, int, int]]
) -> None:
    """Nested too deeply, too many lines or brackets, a turn of direction as an entity; and just below each bound."""
    desk.write(text, "story.md")
    found = [(problem.rule, problem.place.line, problem.place.column) for problem in desk.problems()]
    assert found == expected


def test_a_story_cannot_smuggle_them_in_as_references(desk: Desk) -> None:
    """Markdown prints the character that a reference stands for; one that can be seen is let through."""
    desk.write(
        "a&#7;\n&#x202E; &rlm; is a mark\n&amp; Tom &amp Jerry & Co&nbsp;KG &#233; &#xe9 &lrm\n &#99999999999; &#xD800;",
        "story.md",
    )
    assert [(problem.rule, problem.place.line, problem.place.column) for problem in desk.problems()] == [
        ("J7", 1, 2),
        ("J7", 2, 1),
        ("J7", 4, 2),
        ("J7", 4, 17),
    ]


# --- the folder ---


@pytest.mark.parametrize("name", ["case.json", "../defaults.json", "story.md", "evidence"])
def test_no_link_is_followed(desk: Desk, name: str, tmp_path: Path) -> None:
    """A link is refused by name wherever it stands, even one that leads to a good file."""
    (tmp_path / "elsewhere").mkdir()
    target = tmp_path / "elsewhere" / "file"
    target.write_text(GOOD)
    path = desk.case / name
    if name == "evidence":
        path.rmdir()
        target = target.parent
    path.unlink(missing_ok=True)
    path.symlink_to(target)
    assert [problem.rule for problem in desk.problems()] == ["F1"]


@pytest.mark.parametrize("name", ["case.json", "story.md"])
def test_a_pipe_is_refused_without_waiting(desk: Desk, name: str) -> None:
    """Opening a pipe would wait for ever; a folder in the place of a file is no file either."""
    (desk.case / name).unlink(missing_ok=True)
    os.mkfifo(desk.case / name)
    assert desk.found() == [("F2", name)]
    (desk.case / name).unlink()
    (desk.case / name).mkdir()
    assert desk.found() == [("F2", name)]


def test_a_folder_without_case_is_said_to_be_none(desk: Desk) -> None:
    """No case.json, and no folder at all."""
    (desk.case / "case.json").unlink()
    assert desk.found() == [("F10", "case.json")]
    with pytest.raises(CaseError) as caught:
        load(desk.root / "cases" / "nothing", Workspace(desk.root))
    assert [problem.rule for problem in caught.value.problems] == ["F10"]


def test_what_may_not_be_opened_is_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without permission is a problem of that file (root may open all, so the system's answer is played)."""
    (desk.evidence / "secret.pdf").write_bytes(b"%PDF-1.4")
    (desk.evidence / "good.pdf").write_bytes(b"%PDF-1.4")
    real = os.open

    def refusing(path: Any, flags: int, *rest: Any, **more: Any) -> int:
        if path == "secret.pdf":
            raise PermissionError(13, "no")
        return real(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", refusing)
    source = load(desk.case, Workspace(desk.root))
    assert [(problem.rule, problem.place.file) for problem in source.problems] == [
        ("F8", f"{LABEL}/evidence/secret.pdf")
    ]
    assert [file.name for file in source.inventory] == ["good.pdf"]


# --- the evidence ---


def test_the_inventory_has_name_kind_size_and_hash(desk: Desk) -> None:
    """Files in subfolders too, in the order of their names; a hard link is a file like any other."""
    (desk.evidence / "chats").mkdir()
    (desk.evidence / "chats" / "a b.txt").write_text("hello")
    (desk.evidence / "z.png").write_bytes(b"\x89PNG\r\n\x1a\n...")
    os.link(desk.evidence / "z.png", desk.evidence / "again.png")
    source = load(desk.case, Workspace(desk.root))
    assert [(file.name, file.kind, file.bytes) for file in source.inventory] == [
        ("again.png", "png", 11),
        ("chats/a b.txt", "text", 5),
        ("z.png", "png", 11),
    ]
    assert source.inventory[1].sha256 == hashlib.sha256(b"hello").hexdigest()
    assert source.inventory[1].path == desk.evidence / "chats" / "a b.txt"
    assert source.problems == ()
    assert {desk.case / "case.json", desk.evidence, desk.evidence / "chats", desk.evidence / "z.png"} <= set(
        source.inputs
    )


def test_what_is_not_there_yet_is_awaited_in_its_folder(desk: Desk) -> None:
    """A story, defaults or evidence that come later are seen, since the folder they come to is an input."""
    desk.evidence.rmdir()
    assert {desk.case, desk.root / "cases"} <= set(load(desk.case, Workspace(desk.root)).inputs)


def test_a_mail_that_was_sent_has_name_hash_and_what_its_header_says(desk: Desk) -> None:
    """Folder and file are inputs, so that make sees a change; a Message-ID that is not plain is none."""
    sent = desk.case / "sent"
    sent.mkdir()
    mail = b"Message-ID: <a.1@mail.example>\r\nSubject: =?utf-8?q?Refund_f=C3=BCr?=\r\n one\x1b[2J\r\n\r\nbody"
    (sent / "2026-11-23-first_request.eml").write_bytes(mail)
    (sent / "draft.eml").write_bytes(b"X-Unsent: 1\nMessage-ID: <a b@c>\n\n")
    source = load(desk.case, Workspace(desk.root))
    one, other = source.sent
    assert (one.name, one.bytes, one.sha256) == (
        "2026-11-23-first_request.eml",
        len(mail),
        hashlib.sha256(mail).hexdigest(),
    )
    assert (one.message_id, one.subject, one.is_draft) == ("<a.1@mail.example>", "Refund für one [2J", False)
    assert (other.message_id, other.subject, other.is_draft) == (None, "", True)
    assert {sent, one.path, other.path} <= set(source.inputs)
    assert source.problems == ()


def test_sent_has_the_guards_of_evidence(desk: Desk) -> None:
    """A link, a pipe and a name that is code in a rule of make are refused, and are no inputs."""
    sent = desk.case / "sent"
    sent.mkdir()
    (sent / "a\ninclude\fstory.md\nb").write_text("x")
    (sent / "link.eml").symlink_to("/etc/hostname")
    os.mkfifo(sent / "pipe.eml")
    assert sorted(desk.found()) == [
        ("F1", "sent/link.eml"),
        ("F2", "sent/pipe.eml"),
        ("F9", "sent/a\ninclude\x0cstory.md\nb"),
    ]
    assert [path for path in load(desk.case, Workspace(desk.root)).inputs if "sent" in path.parts] == [sent]
    shutil.rmtree(sent)
    sent.symlink_to(desk.evidence)
    assert desk.found() == [("F1", "sent")]
    assert load(desk.case, Workspace(desk.root)).sent == ()


def test_too_much_in_sent_is_refused_in_words_of_its_own(desk: Desk) -> None:
    """No setting raises its bounds, so none is named."""
    (desk.case / "sent").mkdir()
    for number in range(201):
        (desk.case / "sent" / f"{number}.eml").write_text("x")
    (problem,) = desk.problems()
    assert (problem.rule, problem.message) == ("F5", "There are too many files in sent/.")
    assert "settings" not in problem.fix


def test_links_pipes_and_sockets_in_evidence_are_refused_by_name(desk: Desk) -> None:
    """Each by its name, none is opened, and what lies beside them is still read."""
    (desk.evidence / "good.txt").write_text("x")
    (desk.evidence / "folder").symlink_to(desk.root)
    (desk.evidence / "outside.pdf").symlink_to("/etc/hostname")
    (desk.evidence / "beside.txt").symlink_to("good.txt")
    os.mkfifo(desk.evidence / "pipe")
    with socket.socket(socket.AF_UNIX) as plug:
        here = Path.cwd()
        os.chdir(desk.evidence)  # the path of a socket may be 107 bytes long at most
        plug.bind("socket")
        os.chdir(here)
        assert sorted(desk.found()) == [
            ("F1", "evidence/beside.txt"),
            ("F1", "evidence/folder"),
            ("F1", "evidence/outside.pdf"),
            ("F2", "evidence/pipe"),
            ("F2", "evidence/socket"),
        ]
    assert [file.name for file in load(desk.case, Workspace(desk.root)).inventory] == ["good.txt"]


@pytest.mark.parametrize(
    "name", ["CON", "nul.txt", "Com1.pdf", "end.", "end ", "a:b", "a\x1b[31m", "a\u202egnp.exe", "a\\b"]
)
def test_names_that_fail_elsewhere_are_refused(desk: Desk, name: str) -> None:
    """Reserved names, trailing dots and spaces, characters that steer."""
    (desk.evidence / name).write_text("x")
    assert desk.found() == [("F9", f"evidence/{name}")]


def test_a_name_that_is_not_utf_8_is_refused_and_can_be_shown(desk: Desk) -> None:
    """Its odd byte is written out, so that every form of the report can hold it."""
    (desk.evidence / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    assert desk.found() == [("F9", "evidence/caf\\xe9.txt")]


def test_names_that_collide_elsewhere_show_both(desk: Desk) -> None:
    """Capitals, and the two ways of writing an accent."""
    for name in (
        "Receipt.pdf",
        "receipt.PDF",
        unicodedata.normalize("NFC", "é.txt"),
        unicodedata.normalize("NFD", "é.txt"),
    ):
        (desk.evidence / name).write_text("x")
    found = [problem for problem in desk.problems() if problem.rule == "F4"]
    assert len(found) == 2
    assert all(len(problem.related) == 1 for problem in found)


def test_names_are_composed(desk: Desk) -> None:
    """A Mac writes é as two characters; the case, typed elsewhere, as one."""
    (desk.evidence / unicodedata.normalize("NFD", "café.txt")).write_text("x")
    (file,) = load(desk.case, Workspace(desk.root)).inventory
    assert file.name == unicodedata.normalize("NFC", "café.txt")
    assert file.path.exists()


def test_the_computers_own_files_are_passed_over(desk: Desk) -> None:
    """Litter says nothing; a hidden file of a person's own is mentioned."""
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "._receipt.pdf", ".gitkeep", "~$brief.docx"):
        (desk.evidence / name).write_text("x")
    assert desk.found() == []
    (desk.evidence / ".secret.pdf").write_text("x")
    (problem,) = desk.problems()
    assert (problem.rule, problem.severity) == ("F7", "warning")


def test_limits_hold_and_can_be_raised(desk: Desk) -> None:
    """Files, bytes of one, bytes of all: each limit is named when it trips, and settings.limits moves it."""
    for number in range(4):
        (desk.evidence / f"{number}.txt").write_bytes(b"x" * 100)

    def limited(**limits: object) -> list[tuple[str, str]]:
        desk.write(json.dumps({"settings": {"limits": limits}}))
        return desk.found()

    assert limited() == []
    assert limited(evidence_files=3) == [("F5", "evidence")]
    assert limited(file_bytes=99) == [("F6", f"evidence/{number}.txt") for number in range(4)]
    assert limited(evidence_bytes=399) == [("F6", "evidence")]
    assert limited(evidence_files=4, file_bytes=100, evidence_bytes=400) == []
    assert limited(evidence_files="3", file_bytes=-1, evidence_bytes=True) == []


def test_more_than_two_hundred_files_are_too_many(desk: Desk) -> None:
    """The limit without settings, and what lies under it is no problem."""
    for number in range(200):
        (desk.evidence / f"{number}.txt").touch()
    assert desk.found() == []
    (desk.evidence / "one-more.txt").touch()
    assert desk.found() == [("F5", "evidence")]


def test_a_large_file_is_not_read(desk: Desk) -> None:
    """Forty megabytes and one byte are refused by size alone (the file has holes, it takes no room)."""
    with (desk.evidence / "film.mp4").open("wb") as file:
        file.truncate(40_000_001)
    assert desk.found() == [("F6", "evidence/film.mp4")]


def test_folders_end_somewhere(desk: Desk) -> None:
    """Eight folders deep is enough for anybody."""
    deep = desk.evidence.joinpath(*"123456789")
    deep.mkdir(parents=True)
    assert desk.found() == [("F6", "evidence/1/2/3/4/5/6/7/8/9")]


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b"\x89PNG\r\n\x1a\n", "a.txt", "png"),
        (b"\xff\xd8\xff\xe0", "a", "jpeg"),
        (b"GIF89a", "a", "gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a", "webp"),
        (b"RIFF\0\0\0\0WAVE", "a", "unknown"),
        (b"\0\0\0\x18ftypheic", "a", "heic"),
        (b"\0\0\0\x18ftypmp42", "a", "video"),
        (b"\0\0\0\x18ftypqt  ", "a", "video"),
        (b"\x1aE\xdf\xa3", "a", "video"),
        (b"PK\x03\x04", "a.docx", "zip"),
        (b"%PDF-1.7", "a", "pdf"),
        (b"x" * 1000 + b"%PDF-1.7", "a", "pdf"),
        (b"x" * 1024 + b"%PDF-1.7", "a", "text"),
        (b"From: a@b.example\r\nSubject: x\r\n\r\nhi", "a", "eml"),
        (b"Received: from x\r\n\tby y\r\nDate: z\r\n\r\n\xff", "a", "eml"),
        (b"Note: one\nRemark: two\n", "a", "text"),
        (b"<!DOCTYPE html>\n<html>", "a", "html"),
        (b"\xef\xbb\xbf\n<HTML lang=en>", "a", "html"),
        (b"<?xml version='1.0'?>\n<!-- x --><svg xmlns='x'>", "a", "svg"),
        (b"<?xml version='1.0'?><note/>", "a", "text"),
        (b"a;b\n1;2\n", "a.CSV", "csv"),
        (b"a;b\n1;2\n", "a.txt", "text"),
        (b"[12/08/2026, 10:11:12] Ana: hi", "_chat.txt", "text"),
        ("é".encode(), "a", "text"),
        ("é".encode("latin-1"), "a.csv", "unknown"),
        (b"a\0b", "a.txt", "unknown"),
        (b"MZ\x90\0", "a.pdf", "unknown"),
        (b"", "a.pdf", "empty"),
    ],
)
def test_the_kind_is_told_by_the_content(head: bytes, name: str, expected: str) -> None:
    """What a file is called decides nothing but whether a text is a table."""
    text = TextTest()
    text.feed(head, last=True)
    assert detect_kind(head, name, text=text.holds) == expected


def test_the_texts_for_the_report_are_given_even_where_the_case_cannot_be_read(desk: Desk) -> None:
    """Without a Source the report still shows the lines; what is no text, or a link, is left out."""
    desk.write("{,")
    desk.write(b"\xff", "story.md")
    (desk.root / "cases" / "defaults.json").symlink_to("/etc/hostname")
    assert shown_paths(desk.case, Workspace(desk.root)) == {f"{LABEL}/case.json": "{,"}


def test_a_missing_end_is_told_once_though_keys_seem_to_repeat(desk: Desk) -> None:
    """The keys of the object around fall into the open one; a key that repeats in a sound text is still told."""
    desk.write('{\n "a": {\n  "b": 1,\n  "e": [1]\n ,\n "c": 2,\n "e": 3\n}\n')
    assert [problem.rule for problem in desk.problems()] == ["J1"]
    desk.write('{\n "a": {\n  "b": 1,\n  "b": [1]\n },\n "c": 2\n}\n')
    assert "J2" in [problem.rule for problem in desk.problems()]
