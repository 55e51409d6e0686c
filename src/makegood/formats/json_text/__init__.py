"""A JSON text as a person typed it: where each value stands, and what is wrong with it, by name.

The standard library's `json` says whether a text is valid; this leaf says where and why, and never recurses.
"""

from makegood.formats.json_text.frames import Node
from makegood.formats.json_text.lines import BREAK, Lines
from makegood.formats.json_text.reader import DEEPEST, Reading, read
from makegood.formats.json_text.words import Fault

__all__ = ["BREAK", "DEEPEST", "Fault", "Lines", "Node", "Reading", "read"]
