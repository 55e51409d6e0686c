"""Show problems and results: to a person with source lines and marks, to programs without values."""

from makegood.reporting.gcc import gcc
from makegood.reporting.github import annotated, github, unannotated
from makegood.reporting.human import human
from makegood.reporting.machine import machine
from makegood.reporting.summary import summary
from makegood.reporting.verdict import verdict

__all__ = ["annotated", "gcc", "github", "human", "machine", "summary", "unannotated", "verdict"]
