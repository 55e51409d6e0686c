"""One language: plain, current English in messages, docstrings and docs; names that one would search for."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

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


def test_there_is_something_to_read() -> None:
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
