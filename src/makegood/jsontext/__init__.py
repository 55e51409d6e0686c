"""A JSON text as a person typed it: where each value stands, and what is wrong with it, by name.

The standard library's `json` says whether a text is valid; this leaf says where and why, and never recurses.
"""

from makegood.jsontext.frames import Node
from makegood.jsontext.lines import BREAK, Lines
from makegood.jsontext.reader import DEEPEST, Reading, read
from makegood.jsontext.words import Fault

__all__ = ["BREAK", "DEEPEST", "Fault", "Lines", "Node", "Reading", "read"]
