"""Create the errors that refuse a file of evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.formats import showable
from makegood.model.errors import CaseError, Place
from makegood.model.rules import problem
from makegood.sandbox import worker

if TYPE_CHECKING:
    from makegood.model.source import EvidenceFile

CRASHED = "The process that reads this file was killed or crashed."


def refusal_error(
    rule: str, file: EvidenceFile, *, detail: str = "", message: str | None = None, fix: str | None = None
) -> CaseError:
    """Return the error that refuses this file; `message` and `fix` must not contain values of the case."""
    place = Place(f"evidence/{file.name}")
    return CaseError((problem(rule, place, detail=detail or file.name, message=message, fix=fix),))


def unfinished_reading_error(file: EvidenceFile, error: worker.TooMuchError | worker.FailedError) -> CaseError:
    """Return the error for a file whose reading failed or exceeded its bounds."""
    if isinstance(error, worker.FailedError):
        last = str(error).strip().splitlines()[-1:]
        return refusal_error("P6", file, message=CRASHED, detail=": ".join((file.name, *last))[:300])
    messages = {
        worker.TooLongError: "Reading this file took longer than a minute.",
        worker.TooLargeError: "Reading this file required more than 1 GB of memory.",
    }
    return refusal_error("P6", file, message=messages.get(type(error), CRASHED))


def unsupported_kind_error(file: EvidenceFile) -> CaseError:
    """Return the error for a file of an unsupported kind."""
    reason = showable.of_kind(file.kind)
    return refusal_error(reason.rule, file, message=reason.message, fix=reason.fix)
