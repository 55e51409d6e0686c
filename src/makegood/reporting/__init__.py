"""How problems are shown: to a person with their lines and marks, to programs without values. Pure: only cli prints."""

from makegood.reporting.github import github
from makegood.reporting.human import human
from makegood.reporting.machine import machine
from makegood.reporting.summary import summary
from makegood.reporting.verdict import verdict

__all__ = ["github", "human", "machine", "summary", "verdict"]
