"""Statements as the program itself writes them, in British English."""

from __future__ import annotations

from makegood import language
from makegood.model.statement import Statement


def in_english(statements: Statement | tuple[Statement, ...]) -> str:
    """Return the sentence of a statement; of several, with a space between them."""
    parts = statements if isinstance(statements, tuple) else (statements,)
    return " ".join(map(language.english().text, parts))
