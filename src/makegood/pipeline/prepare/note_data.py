"""Write the notes on an exhibit as JSON data, and read them: ids and values, without the words of any language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from makegood.model.statement import Statement

if TYPE_CHECKING:
    from makegood.model.statement import Value


def note_data(note: Statement) -> dict[str, Any]:
    """Return a note as JSON data; TypeError for a value other than a text, an int, a list or a statement."""
    return {"id": note.id, "values": {name: _data(value) for name, value in note.values.items()}}


def note_from_data(data: dict[str, Any]) -> Statement:
    """Return the note with this data; raise KeyError or TypeError for data that is no note."""
    if not isinstance(data["id"], str):
        raise TypeError(data)
    return Statement(data["id"], {name: _value(value) for name, value in data["values"].items()})


def _data(value: Value) -> Any:
    if isinstance(value, Statement):
        return note_data(value)
    if isinstance(value, tuple):
        return [_data(item) for item in value]
    if type(value) in {str, int}:
        return value
    raise TypeError(f"{type(value).__name__} is no value of a note")


def _value(data: Any) -> Value:
    if isinstance(data, dict):
        return note_from_data(data)
    if isinstance(data, list):
        return tuple(_value(item) for item in data)
    if type(data) in {str, int}:
        return data  # type: ignore[no-any-return]  # checked
    raise TypeError(data)
