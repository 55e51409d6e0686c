"""No English literal of the program is seen by a reader of a document: what they see is in the words files.

Rules, problems and the command line are English by scope, as are the rooms that write them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from literals import Flows, read

from makegood.storage import package_data

ROOMS = ("statements/", "domain/", "pipeline/", "typesetting/", "language/", "privacy/", "formats/", "model/")
ALLOWED = {
    ("formats/json_text/words.py", "_WORDS"): "messages about the JSON text of a case",
    ("formats/pdf_safety.py", "of_document"): "what a problem about a PDF file names",
    ("language/pseudo.py", "_FILLER"): "makes the sentences of the pseudo-language longer",
    ("model/case.py", "inventory"): "where a problem about a file says that it was searched for",
    ("model/case.py", "sent"): "as above",
    ("pipeline/assemble/packet/printed.py", "_drawn_sizes"): "operators of PDF",
    ("pipeline/build.py", "_headline"): "a line that `make` prints",
    ("pipeline/check/amounts.py", "place"): "the place of a currency in a problem",
    ("pipeline/check/amounts.py", "_choose"): "the same",
    ("pipeline/load/jsonfile.py", "CUT"): "the last line of a list of problems",
    ("pipeline/prepare/exhibit_cache.py", "key"): "a part of a key, which is hashed",
    ("typesetting/fonts.py", "GENERIC"): "names of fonts",
}
"""The definitions with English words that end in no problem as far as can be seen, and are in no document."""


def flows(**planted: str) -> Flows:
    sources = {name: source for name, source in read(package_data.PACKAGE).items() if name.startswith(ROOMS)}
    templates = "\n".join(path.read_text(encoding="utf-8") for path in package_data.folder("templates").rglob("*.j2"))
    return Flows(sources | {f"{name}.py": source for name, source in planted.items()}, templates)


def test_no_english_literal_is_seen_by_a_reader_of_documents() -> None:
    literals = list(flows().seen())
    unexpected = [literal for literal in literals if literal[:2] not in ALLOWED]
    assert unexpected == []
    assert ALLOWED.keys() - {literal[:2] for literal in literals} == set(), "remove what is no longer needed"


TYPES = """
from dataclasses import dataclass
@dataclass
class Row:
    note: str
"""


@pytest.mark.parametrize(
    ("source", "is_seen"),
    [
        ('def title():\n    return Markup("the whole sum")', True),
        ('def title(facts):\n    return say("title", name=f"the sum of {facts}")', True),
        ('TITLE = "the whole sum"\ndef title():\n    return Markup(TITLE)', True),
        (
            'def _name(): return "the other party"\ndef title():\n    name = _name()\n    return Markup(f"{name}.")',
            True,
        ),
        ('def title(name="the other party"):\n    return Markup(name)', True),
        ('def row():\n    return Row(note="the whole sum")', True),
        ('def row():\n    rows = []\n    rows.append("the whole sum")\n    return Markup(rows[0])', True),
        ('def check(report):\n    report.add("S1", message="The text is empty.")', False),
        ('def _fix(): return "Write the text."\ndef check():\n    return problem("S1", fix=_fix())', False),
        ('def check(name):\n    if name == "the other party":\n        raise ValueError("not a name")', False),
        ('"""A docstring of several words."""\nimport re\nSUM = re.compile("whole sum")', False),
        ('def command(): return Markup("make log EVENT=paid")', False),
        ('STYLE = ".sum { font-family: Source Sans; }"\ndef page(): return Markup(STYLE)', False),
    ],
)
def test_the_search_follows_a_literal(source: str, is_seen: bool) -> None:
    """Negative control: through names, results, parameters, lists and fields that templates read."""
    found = list(Flows({"statements/planted.py": TYPES + source}, "{{ row.note }}").seen())
    assert bool(found) is is_seen, found


def test_a_literal_that_is_planted_in_the_program_is_found() -> None:
    """Negative control: in a module among all others, whose text goes through another module."""
    planted = flows(
        **{
            "statements/planted": 'def name_of(case):\n    return "the other party"',
            "domain/planted": "from makegood.statements.planted import name_of\ndef f(c): return Markup(name_of(c))",
        }
    )
    literals = [literal for literal in planted.seen() if literal[:2] not in ALLOWED]
    assert [(module, name, text) for module, name, text, _ in literals] == [
        ("statements/planted.py", "name_of", "the other party")
    ]


def test_allowed_is_short() -> None:
    assert len(ALLOWED) < 20
    assert all((Path(package_data.PACKAGE) / module).is_file() for module, _ in ALLOWED)
