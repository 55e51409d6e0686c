"""Read a JSON text as a person typed it: the place of each value, and each mistake by name.

The standard library's `json` decides whether a text is valid; this package adds where and why, and never recurses.
"""

from makegood.formats.json_text.frames import Node
from makegood.formats.json_text.lines import BREAK, Lines
from makegood.formats.json_text.reader import DEEPEST, JsonReading, read_places
from makegood.formats.json_text.words import JsonFault

__all__ = ["BREAK", "DEEPEST", "JsonFault", "JsonReading", "Lines", "Node", "read_places"]
