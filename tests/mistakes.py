"""Twelve mistakes that a hand makes in a case.json, each put into the first example, and what ought to be said of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
REF = "MG-2026-001"


@dataclass(frozen=True)
class Mistake:
    """One mistake: `old` becomes `new` in case.json, or the file `gone` is taken out of evidence/.

    `at` stands nowhere but in the line of the mistake. `fix` is a regular expression: what a report must contain
    to name the fix, whatever its words.
    """

    name: str
    rule: str
    old: str
    new: str
    at: str
    fix: str
    gone: str = ""

    def text(self, text: str) -> str:
        """Put the mistake into the text of the example."""
        assert text.count(self.old) == 1, self.name
        return text.replace(self.old, self.new)

    def line(self, text: str) -> int:
        """Count the line of the mistake in the text that has it."""
        assert text.count(self.at) == 1, self.name
        return text.count("\n", 0, text.index(self.at)) + 1


MISTAKES = (
    Mistake(
        "typo of a required key",
        "S1",
        '"legal_name": "Harbour',
        '"legal_nam": "Harbour',
        '"legal_nam"',
        r"\blegal_name\b",
    ),
    Mistake(
        "typo of an optional key", "S1", '"min_live_days"', '"min_live_day"', '"min_live_day"', r"\bmin_live_days\b"
    ),
    Mistake("wrong enum", "S4", '"not_delivered"', '"not_deliverd"', '"not_deliverd"', r"\bnot_delivered\b"),
    Mistake(
        "wrong date",
        "S6",
        '"due": "2026-09-15"',
        '"due": "2026-09-31"',
        '"2026-09-31"',
        r"is not a 'date'|year-month-day|30 days",
    ),
    Mistake(
        "missing brace",
        "J1",
        '"country": "GB"\n    }\n  },',
        '"country": "GB"\n    },',
        '},\n  "agreement"',
        r"}|\bbrace\b|\bclosed\b",
    ),
    Mistake(
        "trailing comma",
        "J1",
        '"evidence": ["bank-slip"] }\n',
        '"evidence": ["bank-slip"], }\n',
        '["bank-slip"], }',
        r"\bcomma\b",
    ),
    Mistake(
        "key twice",
        "J2",
        '"agreed_on": "2026-08-04",',
        '"agreed_on": "2026-08-04", "agreed_on": "2026-08-05",',
        '"2026-08-05", "fee"',
        r"\b[Rr]emove one\b|\btwice\b|\b[Dd]uplicate\b",
    ),
    Mistake(
        "NaN", "J3", '"min_live_days": 30', '"min_live_days": NaN', "NaN", r"\b(?:ordinary|whole) number\b|\binteger\b"
    ),
    Mistake(
        "wrong sum",
        "M3",
        '["partially_delivered"] }',
        '["partially_delivered"], "requested": "GBP 600.00" }',
        "GBP 600.00",
        r"GBP 500\.00|\b[Rr]emove refund\.requested\b",
    ),
    Mistake(
        "wrong currency",
        "M2",
        '"amount": "GBP 1500.00"',
        '"amount": "EUR 1500.00"',
        "EUR",
        r"\bGBP\b|currency of the payment",
    ),
    Mistake(
        "missing evidence file",
        "E1",
        '"file": "Invoice 2026-031.pdf"',
        '"file": "Invoice 2026-031.pdf"',
        "Invoice 2026-031.pdf",
        r"evidence/ folder",
        "Invoice 2026-031.pdf",
    ),
    Mistake(
        "unknown evidence id",
        "E2",
        '"evidence": ["bank-slip"]',
        '"evidence": ["bank-slop"]',
        "bank-slop",
        r"\bbank-slip\b",
    ),
)


def put(mistake: Mistake | None, workspace: Path) -> Path:
    """Copy the example into `workspace` with a mistake, or without one, and return the case's folder."""
    case = workspace / "cases" / REF
    shutil.copytree(REPOSITORY / "cases" / REF, case)
    shutil.copy(REPOSITORY / "cases" / "defaults.json", workspace / "cases")
    if mistake:
        path = case / "case.json"
        path.write_text(mistake.text(path.read_text(encoding="utf-8")), encoding="utf-8")
        if mistake.gone:
            (case / "evidence" / mistake.gone).unlink()
    return case
