"""The files' names are the only list: no code and no template names a channel, a ground, a way of payment, a desk."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest

from makegood.storage import package_data
import makegood
from makegood.domain import policies
from makegood.model import policy, words

SOURCE = Path(makegood.__file__).parent
HELD = policies.read()
WORDS = {
    word
    for module in (words, policy)
    for listed in vars(module).values()
    if get_origin(listed) is Literal
    for word in get_args(listed)
}
"""Words of the format itself. An id that is one of them too, such as the reader "paypal", cannot be told from it."""
IDS = {
    name for folder in ("channels", "grounds", "methods", "desks", "escalations") for name in getattr(HELD, folder)
} - WORDS
LITERAL = re.compile(r"""(["'])([a-z][a-z0-9_]*)\1""")
MODULES = sorted(SOURCE.rglob("*.py"))
TEMPLATES = sorted(package_data.folder("templates").rglob("*.j2"))


def in_code(text: str) -> Iterator[tuple[int, str]]:
    """Yield each id that is a text of its own in a module, with its line."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in IDS:
            yield node.lineno, node.value


def in_template(text: str) -> Iterator[tuple[int, str]]:
    """Yield each id that is a text of its own in a template, with its line."""
    for number, line in enumerate(text.splitlines(), 1):
        yield from ((number, match[2]) for match in LITERAL.finditer(line) if match[2] in IDS)


def test_code_names_no_id() -> None:
    found = [
        (str(path.relative_to(SOURCE)), *one) for path in MODULES for one in in_code(path.read_text(encoding="utf-8"))
    ]
    assert len(MODULES) > 200
    assert found == []


def test_templates_name_no_id() -> None:
    found = [(path.name, *one) for path in TEMPLATES for one in in_template(path.read_text(encoding="utf-8"))]
    assert len(TEMPLATES) > 50
    assert found == []


@pytest.mark.parametrize(
    "text", ['if channel == "direct_bank":\n    pass\n', "OWN = {'zelle': 1}\n", 'desk in ("ads_ticket", "x")\n']
)
def test_an_id_in_code_is_found(text: str) -> None:
    """Negative control, for both."""
    assert list(in_code(text))
    assert list(in_template("{% if " + text.replace("\n", " ") + " %}"))


def test_most_ids_are_no_other_words() -> None:
    """What the tests above look for is most of what there is; an id in a sentence is none."""
    assert len(IDS) > 60
    assert not list(in_code('HINT = "such as direct_bank"\n'))
