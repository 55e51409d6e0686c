"""Options and argument types that several commands share."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click


class Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            self.fail("write the date in the form 2026-11-23", param, ctx)


class Days(click.ParamType[int]):
    name = "days"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        number = str(value).removesuffix("d")
        if not (number.isascii() and number.isdecimal() and len(number) < 5):
            self.fail("write the number of days in the form 7d", param, ctx)
        return int(number)


CASES = click.argument("cases", nargs=-1, metavar="[CASE...]", type=click.Path(path_type=Path))


TODAY = click.option("--today", type=Day(), help="Use this date instead of today, such as 2026-11-23.")


QUIET = click.option("-q", "--quiet", is_flag=True, help="Print only problems. If there are none, print nothing.")


SINCE = click.option(
    "--changed-since", "since", metavar="REV", help=("Select only cases that changed since this Git revision.")
)


SHOW = click.option("--show-values", is_flag=True, help="Show the case's lines and values even if CI is set.")
