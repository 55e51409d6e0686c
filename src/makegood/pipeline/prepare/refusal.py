"""How an exhibit is refused: by rule, with its file, and with what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.formats import showable
from makegood.model.errors import CaseError, Place
from makegood.model.rules import problem
from makegood.sandbox import worker

if TYPE_CHECKING:
    from makegood.model.source import EvidenceFile

BROKE_OFF = "The process that reads this file was ended or broke off."


def refused(
    rule: str, file: EvidenceFile, *, detail: str = "", message: str | None = None, fix: str | None = None
) -> CaseError:
    """Make the error that refuses this file; `message` and `fix` hold no value of the case."""
    place = Place(f"evidence/{file.name}")
    return CaseError((problem(rule, place, detail=detail or file.name, message=message, fix=fix),))


def refused_end(file: EvidenceFile, error: worker.TooMuchError | worker.FailedError) -> CaseError:
    """Refuse a file whose reading did not end well, and say how it ended."""
    if isinstance(error, worker.FailedError):
        last = str(error).strip().splitlines()[-1:]
        return refused("P6", file, message=BROKE_OFF, detail=": ".join((file.name, *last))[:300])
    ends = {
        worker.TooLongError: "This file takes longer than a minute to be read.",
        worker.TooLargeError: "This file takes more than 1 GB of memory to be read.",
    }
    return refused("P6", file, message=ends.get(type(error), BROKE_OFF))


def refused_kind(file: EvidenceFile) -> CaseError:
    """Refuse a kind that no module here knows, by its name."""
    why = showable.of_kind(file.kind)
    return refused(why.rule, file, message=why.message, fix=why.fix)
