"""One language: plain, current English in messages, docstrings and docs; names that one would search for."""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from makegood.model.words import ComputationMethod

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "makegood"
MODULES = sorted(SOURCE.rglob("*.py"))
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")])
WORDS = {
    r"mend(?:s|ed|ing)?": "fix",
    r"anew": "again",
    r"sift(?:s|ed|ing)?|sieve": "filter",
    r"scribe": "sanitiser",
    r"tells?|telling|told": "show, report, list",
    r"nobody's business": "private",
    r"somebody's own": "their own",
    r"(?<!there )is no (?:case|mail|file|folder|list|number|text|rule|field)": "is not a ...",
    r"of before": "earlier",
    r"A leaf": "the floor of the room says it",
}
"""Words that are not used here, and what is written instead."""
UNUSED = re.compile("|".join(rf"(?<![\w-])(?:{word})(?![\w-])" for word in WORDS), re.IGNORECASE)
ALLOWED = re.compile(r"\btell(?:s|ing)? (?:them |these |those |it |two |\w+ )?apart\b|\btold apart\b", re.IGNORECASE)
"""To tell apart is a term: to distinguish."""
PHRASES = {
    r"c[ao]mes? back|has come back": "is refunded, is returned",
    r"g(?:ive|ives|iving|ave|iven) (?:it |them |this )?back": "refund, return",
    r"ask(?:s|ed|ing)? (?:it |for it )?back": "request, claim",
    r"e-mails?": "email",
    r"(?<!work)(?<!birth)due days?": "due date",
    r"days? to reply": "deadline",
    r"ways? of payment": "payment method",
    r"nothing is (?:said|stated|asked)": "by default; is not requested",
    r"whoever": "the party that",
    r"goes by": "depends on",
    r"in time": "on time, before the deadline",
    r"is (?:still )?open any more|what is open": "outstanding",
    r"(?:once|nothing) more": "again",
    r"somebody(?! else)": "someone",
    r"takes? no (?:dispute|appeal|request|claim)s?": "accept no ...",
    r"too old to send:|too early:": "a sentence",
}
"""Phrases that no message, description or policy has, and what is written instead."""
UNIDIOMATIC = re.compile("|".join(rf"(?<![\w-])(?:{phrase})(?![\w-])" for phrase in PHRASES), re.IGNORECASE)
LETTERS = frozenset(
    {"phrase", "headline", "headline_of_one", "again", "signs", "opening", "accuse", "threaten", "names"}
)
"""Keys of policies whose texts are parts of letters."""
READ = [
    *sorted((ROOT / "schemas").glob("*.json")),
    SOURCE / "model" / "rules.json",
    *(path for path in sorted((SOURCE / "policies").rglob("*.json")) if path.parent.name != "sources"),
]
"""Data files whose texts the user reads in reports, in `explain` and in an editor."""
NAMES = frozenset(
    {"one", "told", "said", "known", "kept", "found", "shown", "held", "wanted", "asked", "at", "typed", "given"}
)
"""Names that fit anything, and so name nothing."""
VAGUE = re.compile(
    r"[a-z]+(?<!emb)(?<!fe)(?<!ne)ed|[a-z]+ly|(?:an|in|on|at|by|of|up)_\w+|part|parts|alone|apart|twice|once|still|least|most|"
    r"own|ours|meant|left|hidden|nearest|smaller|plain|guess|refuse|cut|compute"
)
"""Names of functions that do not say what is returned or done: participles, adverbs, prepositions, bare verbs."""
VERBS = frozenset({"Say", "Says", "Tell", "Tells", "Give", "Gives", "Whether", "Hand", "Name"})
"""First words of docstrings for which PEP 257 has `Return`."""


def unused_words(text: str) -> list[str]:
    """Return each word of a text that is not used here."""
    return [match[0] for match in UNUSED.finditer(ALLOWED.sub("", text))]


def texts_of(module: str) -> Iterator[tuple[int, str]]:
    """Yield each text and each comment of a module with its line: messages, docstrings, reasons."""
    for node in ast.walk(ast.parse(module)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
    for token in tokenize.generate_tokens(io.StringIO(module).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def messages_of(module: str) -> Iterator[tuple[int, str]]:
    """Yield each text of a module of more than one word with its line, but for docstrings."""
    tree = ast.parse(module)
    docstrings = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and " " in node.value
            and id(node) not in docstrings
        ):
            yield node.lineno, node.value


def data_texts(data: Any) -> Iterator[str]:
    """Yield each text of a data file that its user reads; examples and parts of letters are none."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in LETTERS and key not in {"examples", "$id", "url", "source", "pattern"}:
                yield from data_texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from data_texts(value)
    elif isinstance(data, str):
        yield data


def phrases(text: str) -> list[str]:
    """Return each phrase of a text that no message has."""
    return [match[0] for match in UNIDIOMATIC.finditer(text)]


def poor_names(module: str) -> list[tuple[int, str]]:
    """Return each variable and parameter of a module whose name fits anything; fields of a class are its format."""
    tree = ast.parse(module)
    fields = {
        id(node.target)
        for cls in ast.walk(tree)
        if isinstance(cls, ast.ClassDef)
        for node in cls.body
        if isinstance(node, ast.AnnAssign)
    }
    stored = [
        (node.lineno, node.id)
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and id(node) not in fields
    ]
    arguments = [(node.lineno, node.arg) for node in ast.walk(tree) if isinstance(node, ast.arg)]
    return sorted((line, name) for line, name in (*stored, *arguments) if name in NAMES)


def vague_names(module: str, terms: frozenset[str]) -> list[tuple[int, str]]:
    """Return each public function of a module whose name is vague; `terms` are words of the case file."""
    return [
        (node.lineno, node.name)
        for node in ast.parse(module).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if VAGUE.fullmatch(node.name) and node.name not in terms
    ]


def poor_docstrings(module: str) -> list[tuple[int, str]]:
    """Return each docstring of a function that begins with a word for which PEP 257 has another."""
    return [
        (node.lineno, doc.splitlines()[0])
        for node in ast.walk(ast.parse(module))
        if isinstance(node, ast.FunctionDef) and (doc := ast.get_docstring(node))
        if doc.split()[0] in VERBS
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_code_has_plain_words_and_names(path: Path) -> None:
    module = path.read_text(encoding="utf-8")
    assert [(line, word) for line, text in texts_of(module) for word in unused_words(text)] == []
    assert poor_names(module) == []
    assert poor_docstrings(module) == []


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if path.relative_to(SOURCE).parts[0] in {"domain", "model", "pipeline"}],
    ids=lambda path: path.relative_to(SOURCE).as_posix(),
)
def test_functions_of_the_lower_rooms_have_names_to_search_for(path: Path) -> None:
    assert vague_names(path.read_text(encoding="utf-8"), frozenset(get_args(ComputationMethod))) == []


def test_no_two_modules_of_the_pipeline_have_one_name() -> None:
    """A module of one name in two steps is found twice by whoever searches for it."""
    names = Counter(path.name for path in (SOURCE / "pipeline").rglob("*.py") if path.name != "__init__.py")
    assert [name for name, count in names.items() if count > 1] == []
    assert len(names) > 100


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_pages_have_plain_words(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [(number, word) for number, line in enumerate(lines, 1) for word in unused_words(line)] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_messages_are_idiomatic(path: Path) -> None:
    module = path.read_text(encoding="utf-8")
    assert [(line, phrase) for line, text in messages_of(module) for phrase in phrases(text)] == []


@pytest.mark.parametrize("path", READ, ids=lambda path: path.name)
def test_texts_in_data_are_idiomatic(path: Path) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    assert [(phrase, text) for text in data_texts(data) for phrase in phrases(text)] == []


def test_there_is_something_to_read() -> None:
    assert len(READ) > 100
    assert all(any(True for _ in data_texts(json.loads(path.read_text(encoding="utf-8")))) for path in READ)
    assert len(MODULES) > 200
    assert len(PAGES) > 20


def test_no_two_classes_have_one_name() -> None:
    names = Counter(
        node.name
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in names.items() if count > 1] == []
    assert len(names) > 200


def test_what_is_not_used_is_seen() -> None:
    """Negative control: each word, each place of it, each poor name and each poor docstring."""
    for word in ("mend", "Mended", "anew", "sifted", "tells", "told", "is no case", "of before", "nobody's business"):
        assert unused_words(f"This {word}.") == [word]
    assert unused_words("Recommended: amend it, and tell them apart. There is no rule with this id.") == []
    module = '"""Mend it."""\n\ndef f(told):\n    """Give it."""\n    one = f"is told {told}"  # anew\n    return one\n'
    assert [word for _, text in texts_of(module) for word in unused_words(text)] == ["Mend", "told", "anew"]
    assert [name for _, name in poor_names(module)] == ["told", "one"]
    assert [text for _, text in poor_docstrings(module)] == ["Give it."]
    assert poor_names("class Entry:\n    at: str\n") == []
    names = ("resolved", "partly", "in_grey", "part", "negotiated", "embed", "feed", "_moved", "resolve_ids")
    module = "".join(f"def {name}(): ...\n" for name in names)
    vague = [name for _, name in vague_names(module, frozenset({"negotiated"}))]
    assert vague == ["resolved", "partly", "in_grey", "part"]


def test_an_unidiomatic_phrase_is_seen() -> None:
    """Negative control: each phrase, in a message and in data; docstrings and parts of letters are not searched."""
    for phrase in (
        "came back",
        "has come back",
        "give it back",
        "asked back",
        "e-mail",
        "due day",
        "day to reply",
        "way of payment",
        "nothing is said",
        "whoever",
        "goes by",
        "in time",
        "what is open",
        "once more",
        "somebody",
        "takes no dispute",
        "Too old to send:",
    ):
        assert phrases(f"This {phrase} x.") == [phrase]
    assert phrases("In total, somebody else's email arrived on time; the timeline is incomplete.") == []
    module = '"""It came back."""\n\ndef f(x):\n    """Whoever."""\n    return f"{x} came back", "whoever pays"\n'
    assert sorted(phrase for _, text in messages_of(module) for phrase in phrases(text)) == ["came back", "whoever"]
    data = {"text": "It goes by the country.", "phrase": "it came back", "list": [{"description": "An e-mail."}]}
    assert [phrase for text in data_texts(data) for phrase in phrases(text)] == ["goes by", "e-mail"]
