"""How problems are shown: to a person with their lines and marks, to a program as JSON. Pure: only cli prints."""

from makegood.report.human import human
from makegood.report.machine import machine

__all__ = ["human", "machine"]
