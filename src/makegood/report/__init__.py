"""How problems are shown: to a person with their lines and marks, to programs without values. Pure: only cli prints."""

from makegood.report.github import github
from makegood.report.human import human
from makegood.report.machine import machine
from makegood.report.summary import summary
from makegood.report.verdict import verdict

__all__ = ["github", "human", "machine", "summary", "verdict"]
