"""Arguments in, exit status out; the only module that prints, and the only one that may ask the clock.

Importing it imports nothing but click: each command fetches what it needs when it runs.
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import sys
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime
from functools import cache, partial
from itertools import chain, count, islice
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, TextIO

import click

from makegood import __version__
from makegood.model.errors import CaseError, MakegoodError, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from makegood.commands.docket import Docket
    from makegood.domain.clock import Clock
    from makegood.pipeline.examine import Outcome, Report

NO_WINDOWS = (
    "makegood does not run on Windows itself. Use it in WSL: type `wsl --install -d Debian`, and see the README."
)
EVERY = 5
"""Seconds between two lines that say how far a build of one case is, where there is no terminal."""
DONE, PROBLEMS, WRONG_USE, OUR_BUG, INTERRUPTED = 0, 1, 2, 70, 130


def main() -> None:
    """Run the command line; a mistake of the user never ends in a traceback, a mistake of ours always does."""
    sys.exit(status(sys.argv[1:]))


def status(arguments: list[str]) -> int:  # noqa: PLR0911  # one line an ending
    """Run with these arguments and return the exit status."""
    try:
        _refuse_windows()
        result = commands(arguments, prog_name="makegood", standalone_mode=False)
        return result if isinstance(result, int) else DONE
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        _show(error)
        return WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone (as `| head` does): nothing is wrong with the case.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except CaseError as error:
        _say(_report(error.problems, {}))
        return PROBLEMS
    except MakegoodError as error:
        for line in error.args:
            _say(_visible(_typed(line)))
        return WRONG_USE
    except OSError as error:
        # The disk, a folder's permissions, a name that is too long: what the system says of it.
        where = "" if error.filename is None else f"{os.fsdecode(error.filename)}: "
        _say(_visible(f"{where}{error.strerror or error}. Mend that, and type the command again."))
        return WRONG_USE
    except Exception:  # noqa: BLE001  # the last resort: what is not a MakegoodError is our bug and is shown whole
        import traceback  # noqa: PLC0415  # only a bug needs it

        traceback.print_exc()
        _say("This is a bug in makegood. Please report it with the lines above.")
        return OUR_BUG


def _refuse_windows() -> None:
    """Raise UsageError where the system lacks what a case's folder is read with."""
    if not hasattr(os, "O_NOFOLLOW"):
        raise UsageError(NO_WINDOWS)


def _show(error: click.ClickException) -> None:
    """Show what click refused as it would itself, but no line of what was typed at the beginning of a line of a log."""
    context = getattr(error, "ctx", None)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        _say("\n".join(map(_visible, error.format_message().splitlines())))
        return
    if os.environ.get("MAKEGOOD_FROM"):
        # Typed as `make new DATES=...`: an option is a variable there.
        said = re.sub(r"'(?:-\w / )?--([a-z-]+)'", lambda option: option[1].upper(), error.format_message())
        _say("\n  ".join(map(_visible, f"Error: {said}".splitlines())))
        return
    if context is not None:
        _say(f"{context.get_usage()}\nTry '{context.command_path} --help' for help.\n")
    _say("\n  ".join(map(_visible, f"Error: {error.format_message()}".splitlines())))


class _Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            self.fail("write a day as 2026-11-23", param, ctx)


class _Days(click.ParamType[int]):
    name = "days"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        number = str(value).removesuffix("d")
        if not (number.isascii() and number.isdecimal() and len(number) < 5):
            self.fail("write a number of days, such as 7d", param, ctx)
        return int(number)


CASES = click.argument("cases", nargs=-1, metavar="[CASE...]", type=click.Path(path_type=Path))
TODAY = click.option("--today", type=_Day(), help="The day that stands in for the clock, such as 2026-11-23.")
QUIET = click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong: nothing where all is well.")
SINCE = click.option("--changed-since", "since", metavar="REV", help="Only cases that have changed since, by git.")
SHOW = click.option("--show-values", is_flag=True, help="Show the case's lines and values even where CI is set.")


class _InOrderOfUse(click.Group):
    """A group whose own text lists its commands, whole and in the order of use: a second list says less."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Leave out the list by the alphabet, which cuts each sentence off."""


@click.group(cls=_InOrderOfUse, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="makegood", message="%(prog)s %(version)s")
def commands() -> None:
    """Get the money back for a TikTok promotion that failed.

    \b
    makegood new       make a case folder
    makegood check     say what is wrong in every case, and how to mend it
    makegood fix       show the edits that are certain; --write makes them
    makegood build     make the mails, support texts and packets of a case
    makegood log       record what happened, such as a letter that was sent
    makegood status    list all cases: what is next in each, and by when
    makegood watch     build a case again each time something is saved
    makegood verify    say whether a packet is as it was made
    makegood explain   say what a name means, and how each sum comes about
    makegood policies  list what the rules rest on: editions, days of reading

    A CASE is its folder or its case.json. None means every case of the workspace.
    makegood COMMAND --help has the options of a command, and examples.
    """


@commands.command()
@CASES
@click.option("--format", "form", type=click.Choice(["human", "json", "github"]), default="human", show_default=True)
@click.option("--strict", is_flag=True, help="Evidence that is missing is an error, unless E3 is accepted.")
@SINCE
@QUIET
@SHOW
def check(cases: tuple[Path, ...], form: str, strict: bool, since: str | None, quiet: bool, show_values: bool) -> int:
    """Say all that is wrong in the cases, each mistake once, with its place and its fix.

    \b
    makegood check cases/MG-2026-001
    makegood check --format json
    """
    from makegood.pipeline import examine  # noqa: PLC0415  # --help does not need it

    folders = _since(since, cases) if since else _folders(cases)
    if not folders:
        return DONE
    _warn_of_copies(folders)
    found = list(examine.examined(folders))
    if strict:
        found = [examine.strict(one) for one in found]
    # What is wrong in cases/defaults.json comes up with every case, and is said once.
    problems = _each_once(one.problems for one in found)
    texts = {label: text for one in found for label, text in one.texts.items()}
    if not problems and len(found) == 1 and form != "json":
        if not quiet:
            _say("Nothing is wrong in 1 case.")
        return DONE
    from makegood import reporting  # noqa: PLC0415  # one good case needs none

    if form == "json":
        click.echo(reporting.machine(_in_place(problems), values=show_values or not os.environ.get("CI")), nl=False)
    elif form == "github":
        click.echo(reporting.github(_in_place(problems)), nl=False)
    elif problems:
        click.echo(_report(problems, texts, sys.stdout, show_values), nl=False)
    if form != "json" and not quiet and len(found) > 1:
        _say(reporting.summary(one.problems for one in found))
    return PROBLEMS if any(problem.severity == "error" for problem in problems) else DONE


@commands.command()
@CASES
@click.option("--write", is_flag=True, help="Make the edits; all other bytes stay as they are.")
@SHOW
def fix(cases: tuple[Path, ...], write: bool, show_values: bool) -> int:
    """Show the edits that mend for certain what is wrong in case.json and cases/defaults.json.

    \b
    makegood fix cases/MG-2026-001
    makegood fix --write

    Certain is what has one reading: a comma too many, curly quotes, "1.200,50 GBP", 13/02/2026. What could mean two
    things, such as 03/02/2026, is left to you. Ends with 0 where nothing is left to mend, else with 1.
    """
    from makegood.commands import makefile, rewrite  # noqa: PLC0415  # --help does not need them
    from makegood.commands.fix import tried  # noqa: PLC0415  # nor this
    from makegood.pipeline.examine import examine  # noqa: PLC0415  # nor this

    folders = _folders(cases)
    # What cases/defaults.json needs comes up with every case, and is done once.
    tries = [tried(folder) for folder in reversed(folders)]
    files = {one.file.label: one for certain, _ in tries for one in reversed(certain)}
    copies = [folder for folder in folders if makefile.is_copy(folder)]
    for folder in copies:
        if write:
            makefile.renew(folder)
        else:
            click.echo(f"{_short(folder / makefile.NAME)}: to be replaced by the lines that include the program's.")
    for one in reversed(files.values()):
        if write:
            rewrite.replace(one.file.path, one.file.data, one.data)
        else:
            click.echo(one.diff() if show_values or not os.environ.get("CI") else one.places(), nl=False)
    made = sum(len(one.edits) for one in files.values()) + len(copies)
    edits = f"{_count(made, 'edit')} in {_count(len(files) + len(copies), 'file')}"
    if made and not write:
        named = " ".join(shlex.quote(click.format_filename(str(case))) for case in cases)
        _say(_typed(f"{edits}. Write them with: `make fix WRITE=yes`", named))
        return PROBLEMS
    untouched = (None if made else outcome for _, outcome in reversed(tries))
    left = [outcome or examine(folder) for folder, outcome in zip(folders, untouched, strict=True)]
    problems = _each_once(one.problems for one in left)
    if problems:
        texts = {label: text for one in left for label, text in one.texts.items()}
        _say(_report(problems, texts, sys.stderr, show_values).rstrip("\n"))
    _say(f"Made {edits}." if made else "Nothing here can be mended for certain." if problems else "Nothing to fix.")
    return PROBLEMS if any(one.failed for one in left) else DONE


@commands.command()
@CASES
@click.option("--into", type=click.Path(path_type=Path), help="Build one case into this folder.")
@TODAY
@click.option("--frozen", is_flag=True, help="Ignore the clock: for CI and tests.")
@click.option("--renew", is_flag=True, help="First set as_of to today (no CASE: of the stale).")
@click.option("--overview", is_flag=True, help="End with a link, and a line for each failure.")
@SINCE
@click.option("--format", "form", type=click.Choice(["human", "github"]), default="human", show_default=True)
@click.option("--summary", type=click.Path(path_type=Path), help="Append to this file what would be sent, in Markdown.")
@QUIET
@SHOW
def build(
    cases: tuple[Path, ...],
    into: Path | None,
    today: date | None,
    frozen: bool,
    renew: bool,
    overview: bool,
    since: str | None,
    form: str,
    summary: Path | None,
    quiet: bool,
    show_values: bool,
) -> int:
    """Make the mails, support texts, packets and the page of each case.

    \b
    makegood build cases/MG-2026-001
    makegood build --into /tmp/out cases/MG-2026-001
    """
    from makegood.commands import docket, makefile  # noqa: PLC0415  # --help does not need them
    from makegood.pipeline import load  # noqa: PLC0415  # --help does not need them

    folders = _since(since, cases) if since else _folders(cases)
    if not folders:
        return DONE
    home = load.workspace(folders[0])
    _refuse_place(home, folders, into)
    _warn_of_copies(folders)
    if renew:
        folders = _renewed(folders, today or _now(), named=bool(cases or since))
        if not folders:
            return DONE
    if home is not None and into is None:
        makefile.provide(home)
    place = into and Path(os.path.abspath(into))  # noqa: PTH100  # absolute() would keep a ..
    clock = None if frozen else today or _now()
    with _progress(folders, quiet=quiet) as (done, reporting):
        outcomes = docket.build_each(folders, into=place, clock=clock, told=done, report=reporting)
    looked = docket.refresh(home, clock) if home and into is None else None
    if summary is not None:
        _summarise(summary, outcomes)
    # A build of some cases says nothing of the others.
    for result in () if cases or into or since or renew else docket.left_over(folders):
        _say(f"{_short(result)} belongs to no case any more. Nothing was changed there; delete it if you like.")
    if form == "github":
        _annotate(outcomes)
    code = _told(outcomes, show_values=show_values, quiet=quiet)
    if home and looked and not quiet and (overview or not (cases or since)):
        return _end(home, looked, outcomes, code)
    return code


def _refuse_place(home: Path | None, folders: list[Path], into: Path | None) -> None:
    """Raise UsageError where it is not clear where the results go."""
    if into is None and home is None:
        raise UsageError("There is no folder cases/ here or above. Say where to build: --into FOLDER")
    if into is not None and len(folders) != 1:
        raise UsageError("--into takes exactly one CASE, since each case has an output folder of its own.")


def _summarise(path: Path, outcomes: list[Outcome]) -> None:
    """Append what would be sent to a file, in Markdown."""
    from makegood.reporting.sending import sending  # noqa: PLC0415  # only where it is asked for

    with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(sending(one.folder for one in outcomes))


def _end(home: Path, looked: Docket, outcomes: list[Outcome], code: int) -> int:
    """Print the last lines of a build of many cases; return its status, which an example's failure does not change."""
    from makegood.reporting import overview  # noqa: PLC0415  # only where it ends a build

    for line in overview.overview(home, looked, outcomes):
        _say(_typed(line))
    is_failed = code == WRONG_USE or any(overview.is_failure(looked, outcome) for outcome in outcomes)
    return code if is_failed else DONE


@commands.command()
@click.argument("ref", required=False)
@click.option("--channel", help="How the money went, such as tiktok_one.")
@click.option("--from", "listed", type=click.Path(path_type=Path), help="Make a case for each row of this CSV file.")
@click.option("--dates", type=click.Choice(["day-first", "month-first"]), help="With --from: its days.")
@click.option("--decimal", type=click.Choice(["comma", "point"]), help="With --from: before decimals.")
@click.option("--currency", metavar="CODE", help="With --from: where no code stands.")
@TODAY
def new(ref: str | None, channel: str | None, listed: Path | None, today: date | None, **asked: Any) -> int:
    """Make a case folder with a case.json to fill in; the number counts up by itself.

    \b
    makegood new
    makegood new MG-2026-014 --channel tiktok_one
    makegood new --from creators.csv

    On a terminal it asks, for your firm only once; Enter leaves a value to be filled in. Where CI is set it never asks.
    The columns of a list are in docs/how-to/many-cases.md.
    """
    from makegood.commands import makefile  # noqa: PLC0415  # --help does not need them
    from makegood.commands.new import new as made  # noqa: PLC0415  # nor this
    from makegood.pipeline import load  # noqa: PLC0415  # --help does not need them

    workspace = load.workspace(Path.cwd())
    if workspace is None:
        raise UsageError("There is no folder cases/ here or above. Make it where your cases are to be: mkdir cases")
    if listed is not None:
        listed = listed.expanduser() if str(listed).startswith("~/") else listed  # make hands it on as it was typed
        if ref is not None:
            raise UsageError("With `FROM`, references stand in the column ref of the list, or count up by themselves.")
        makefile.provide(workspace)
        return _new_from(listed, workspace, channel, today or _now(), asked)
    if any(asked.values()):
        raise UsageError("`DATES`, `DECIMAL` and `CURRENCY` say how a list is written: name it with `FROM`.")
    makefile.provide(workspace)
    if _can_ask():
        return _new_asked(workspace, ref, channel, today or _now())
    return _new_made(made(workspace, ref, channel, today or _now()))


@commands.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("event")
@click.argument("what", required=False)
@click.option("--on", "--at", "at", metavar="DAY", help="When: 2026-11-23, or with the time; else today.")
@click.option("--by", metavar="WHO", help="Who did it: creator, tiktok and others.")
@click.option("--via", metavar="HOW", help="How it went: email, post, dm and others.")
@click.option("--text", help="What happened, in a sentence.")
@click.option("--amount", help='What was agreed, such as "GBP 250.00".')
@click.option("--deadline", metavar="DAY", help="The day that was set.")
@click.option("--number", "--reference", "number", help="Of a ticket; or of a payment.")
@click.option("--fee", metavar="AMOUNT", help="What was kept on the way of money that came.")
@click.option("--evidence", metavar="ID", multiple=True, help="What proves it; of two, say both: a,b.")
@click.option("--eml", metavar="FILE", type=click.Path(path_type=Path), help="The mail that was sent, exported.")
@click.option("--length", metavar="NUMBER", help="Which text was sent as a message: 1000 or 300.")
@click.option("--from", "mail", metavar="FILE", type=click.Path(path_type=Path), help="A mail that came, exported.")
@click.option("--again", is_flag=True, help="Record what is recorded already.")
@click.option("--today", type=_Day(), help="The day that stands in for the clock.")
@click.option("--show-values", is_flag=True, help="Show values even where CI is set.")
def log(case: Path, today: date | None, show_values: bool, **words: Any) -> int:
    """Record in case.json what happened; all else in it stays as it is.

    \b
    makegood log cases/MG-2026-001 answered --from reply.eml
    makegood explain log             list every EVENT, each with an example
    """
    from makegood.commands import log as record  # noqa: PLC0415  # --help does not need it

    folder, clock = _folder(case), today or _now()
    _warn_of_copies([folder])
    named = _quoted(case.parent if case.name == "case.json" else case)
    try:
        done = record.log(folder, record.Wanted(**words), clock)
    except UsageError as error:
        raise UsageError(*(_typed(line, named) for line in error.args)) from error
    if done.problems:
        _say(_report(done.problems, done.texts, sys.stderr, show_values).rstrip("\n"))
    for line in done.told(_short, values=show_values or not os.environ.get("CI")):
        _say(_typed(line, named))
    if done.is_written and (show_values or not os.environ.get("CI")):
        for line in _then(folder, clock):
            _say(line)
    return PROBLEMS if done.problems and not done.is_written else DONE


def _then(folder: Path, clock: Clock) -> Iterator[str]:
    """Bring the list of what is due up to date, and say what comes next in a case."""
    from makegood.commands import docket  # noqa: PLC0415  # --help does not need them
    from makegood.domain import windows  # noqa: PLC0415  # --help does not need them
    from makegood.pipeline import load  # noqa: PLC0415  # --help does not need them

    home = load.workspace(folder)
    looked = docket.refresh(home, clock) if home else None
    entry = next((one for one in looked.entries if one.ref == folder.name), None) if looked else None
    if entry is None or entry.is_broken:
        return
    listed = "" if entry.example else " Also in due.ics."
    if entry.next and entry.next.kind == "wait":
        yield f"Waiting until {windows.written(entry.next.on)}.{listed}"
    else:
        yield f"Next: {_visible(_typed(entry.next_act))}{listed if entry.next else ''}"


@commands.command()
@CASES
@click.option("--frozen", is_flag=True, help="Ignore the clock: for tests.")
@SHOW
def watch(cases: tuple[Path, ...], frozen: bool, show_values: bool) -> int:
    """Build the cases, and again each time something is saved; Ctrl-C ends it.

    \b
    makegood watch cases/MG-2026-001

    What is saved in a case builds that case; a template, a policy or cases/defaults.json builds all of them.
    """
    from makegood.commands import docket  # noqa: PLC0415  # --help does not need them
    from makegood.commands import watch as watched  # noqa: PLC0415  # nor this
    from makegood.pipeline import load  # noqa: PLC0415  # --help does not need them

    folders = _folders(cases)
    _warn_of_copies(folders)
    home = load.workspace(folders[0])
    if home is None:
        raise UsageError("There is no folder cases/ here or above. Run this in your workspace.")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service that is stopped ends as by Ctrl-C

    def build(some: list[Path]) -> None:
        begun, clock = monotonic(), None if frozen else _now()
        with _progress(some, quiet=False) as (done, reporting):
            outcomes = docket.build(some, into=None, clock=clock, told=done, report=reporting)
        _told(outcomes, show_values=show_values, quiet=False)
        _say(f"{monotonic() - begun:.1f} s. Watching {_count(len(folders), 'case')}; Ctrl-C ends it.")

    try:
        changes = watched.watch(home, (lambda: folders) if cases else (lambda: load.cases(home)))
        build(folders)
        for changed in changes:
            build(changed)
    except KeyboardInterrupt:
        _say("Stopped.")
    return DONE


@commands.command("status")
@click.option("--due", type=_Days(), metavar="DAYS", help="What is due within so many days, such as 7d; 1 if late.")
@click.option("--stage", default="", metavar="STAGE", help="Only this stage, such as awaiting_reply; or open, over.")
@click.option("--creator", default="", metavar="NAME", help="Only these creators: a part of the handle is enough.")
@click.option("--desk", default="", metavar="NAME", help="Only these desks: a part of the name is enough.")
@click.option("--currency", default="", metavar="CODE", help="Only cases in this currency, such as GBP.")
@click.option(
    "--sort",
    type=click.Choice(["due", "ref", "stage", "creator", "desk", "outstanding"]),
    default="due",
    show_default=True,
)
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv", "github"]), default="table", show_default=True
)
@click.option("--page", is_flag=True, help="Also write build/index.html and build/due.ics anew.")
@TODAY
@SHOW
def standing(
    due: int | None, sort: str, form: str, page: bool, today: date | None, show_values: bool, **asked: str
) -> int:
    """List the cases: what each is at, what is next, by when, and the sums by currency.

    \b
    makegood status
    makegood status --due 7d        for cron: ends with 1 if something is late
    makegood status --stage open --currency GBP --sort outstanding
    makegood status --format csv > cases.csv

    A day is that of each case's own time zone. Ends with 0 but for --due.
    """
    from makegood.commands import docket  # noqa: PLC0415  # --help does not need them
    from makegood.pipeline import load  # noqa: PLC0415  # --help does not need them
    from makegood.reporting import status as report  # noqa: PLC0415  # nor this, nor does any other command

    home = load.workspace(Path.cwd())
    if home is None:
        raise UsageError("There is no folder cases/ here or above. Run this in your workspace.")
    if asked["stage"] not in {"", "open", "over", *docket.STAGES}:
        raise UsageError(f"The stages are: open, over, {', '.join(docket.STAGES)}.")
    looked = docket.look(home, today or _now())
    if page:
        docket.publish(home, looked)
    listed = docket.Sieve(**{**asked, "currency": asked["currency"].upper()}).sifted(looked.entries, sort)
    if due is not None:
        listed = docket.within(listed, due)
    if form == "json":
        click.echo(report.listed(looked, listed), nl=False)
    elif form == "csv":
        click.echo(report.sheet(listed), nl=False)
    elif form == "github":
        click.echo(report.due(looked, listed), nl=False)
    else:
        values = show_values or not os.environ.get("CI")
        click.echo(_typed(report.table(looked, listed, _columns(sys.stdout), values=values)), nl=False)
    is_late = any(not one.example and (one.is_late or one.is_broken) for one in listed)
    return PROBLEMS if due is not None and is_late else DONE


@commands.command()
@click.argument("packet", type=click.Path(path_type=Path))
@click.argument("case", required=False, type=click.Path(path_type=Path))
def verify(packet: Path, case: Path | None) -> int:
    """Say what a packet is, whether it is as it was made, and, beside its CASE, which evidence has changed since.

    \b
    makegood verify refund.pdf
    makegood verify refund.pdf cases/MG-2026-001

    The seal shows that a file was changed or damaged. It does not show who made it: anybody can make one.
    """
    from makegood import reporting  # noqa: PLC0415  # --help does not need it
    from makegood.commands import verify as verified  # noqa: PLC0415  # nor this

    verdict = verified.verify(packet, _folder(case) if case else None)
    for line in reporting.verdict(verdict):
        click.echo(_visible(line))
    return DONE if verdict.is_good else PROBLEMS


@commands.command()
@click.argument("name", required=False, metavar="[RULE|CHANNEL|GROUND|FIELD|sum]")
@click.argument("case", required=False, type=click.Path(path_type=Path))
@click.option("--of", metavar="SUM", help='With sum: one alone, by its name or amount, such as "USD 400.00".')
def explain(name: str | None, case: Path | None, of: str | None) -> int:
    """Tell in plain words what a name means, and where that was read; without a name, list all names.

    \b
    makegood explain E3
    makegood explain direct_bank
    makegood explain not_delivered
    makegood explain payments.method
    makegood explain sum cases/MG-2026-001
    makegood explain sum cases/MG-2026-001 --of outstanding

    With sum, every sum of a CASE is shown line by line, down to what was typed, for you to check. In the folder of a
    case it is this case.

    Where a workspace has rules of its own in policies/, these are told.
    """
    from makegood.commands import explain as explained  # noqa: PLC0415  # --help does not need it
    from makegood.pipeline import load  # noqa: PLC0415  # nor this

    if name == explained.SUM:
        return _explain_sums(case, of or "")
    if case or of:
        raise UsageError("A CASE and --of belong to one name: `make explain NAME=sum`")
    workspace, columns = load.workspace(Path.cwd()), _columns(sys.stdout)
    told = explained.explain(name, workspace, columns, _typed) if name else explained.names(workspace, columns, _typed)
    click.echo(told, nl=False)
    return DONE


@commands.command()
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", show_default=True)
def policies(form: str) -> int:
    """List every text that the rules rest on: its edition, the day it was read, what rests on it.

    \b
    makegood policies
    makegood policies --format json

    The text that was read longest ago comes first: a worklist for whoever reads them anew. Where a workspace has
    rules of its own in policies/, they are in the list.
    """
    import json  # noqa: PLC0415  # --help does not need it

    from makegood.commands import explain as explained  # noqa: PLC0415  # nor this
    from makegood.pipeline import load  # noqa: PLC0415  # nor this

    workspace = load.workspace(Path.cwd())
    if form == "json":
        click.echo(json.dumps(explained.source_rows(workspace), indent=2, ensure_ascii=False))
    else:
        click.echo(explained.sources(workspace, _columns(sys.stdout)), nl=False)
    return DONE


def _explain_sums(case: Path | None, of: str) -> int:
    """Show every sum of a case, or the one that is asked for; list the cases where it is not clear which."""
    from makegood.commands import explain as explained  # noqa: PLC0415  # --help does not need it
    from makegood.pipeline.examine import examine  # noqa: PLC0415  # nor this

    folders = [_named(case)] if case else [Path.cwd()] if os.path.lexists("case.json") else _folders(())
    if len(folders) > 1:
        click.echo("Which case? Type one of these:")
        for folder in folders:
            option = f" OF={shlex.quote(of)}" if of else ""
            click.echo(f"  {_typed(f'`make explain NAME=sum{option}`', _quoted(folder))}")
        return DONE
    (folder,) = folders
    here = "." if folder == Path.cwd() else _quoted(folder)
    try:
        told = explained.explain_sums(folder, of, _columns(sys.stdout), lambda text: _typed(text, here))
    except CaseError:
        outcome = examine(folder)
        click.echo(_report(outcome.problems, outcome.texts, sys.stdout), nl=False)
        return PROBLEMS
    click.echo(told, nl=False)
    return DONE


def _named(case: Path) -> Path:
    """Return the folder of a case that was named by its path, or by the name of its folder in cases/."""
    from makegood.pipeline import load  # noqa: PLC0415  # --help does not need it

    home = load.workspace(Path.cwd())
    below = home / "cases" / case if home and len(case.parts) == 1 else case
    return _folder(case if os.path.lexists(case) else below if os.path.lexists(below) else case)


def _can_ask() -> bool:
    """Return whether there is a person to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty() and not os.environ.get("CI")


def _asking(text: str, offered: str) -> str:
    """Ask a person a question; Enter takes what is offered."""
    shown = _wrapped(_visible(text))
    return str(click.prompt(shown, default=offered, show_default=bool(offered), err=True))


def _new_asked(workspace: Path, ref: str | None, channel: str | None, now: datetime | date) -> int:
    """Ask a person for what the case needs, and make it; nothing is made where the person stops."""
    from makegood.commands.new import converse  # noqa: PLC0415  # only a person is asked

    try:
        terminal = converse.Terminal(_asking, lambda text: _say(_wrapped(_typed(text))), _visible, _zone())
        folder, errors = converse.converse(workspace, ref, channel, now, terminal)
    except (click.Abort, KeyboardInterrupt):
        _say("\nStopped. Nothing was made.")
        return INTERRUPTED
    return _new_made(folder, errors)


def _wrapped(text: str) -> str:
    """Break lines between words, so that no terminal breaks them within one."""
    import textwrap  # noqa: PLC0415  # only a person is asked

    wrapper = textwrap.TextWrapper(
        max(_columns(sys.stderr) - 1, 30), subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(part for line in text.split("\n") for part in (wrapper.wrap(line) or [""]))


def _zone() -> str:
    """Name the time zone of this computer, "" where it does not say: only ever offered, never taken by itself."""
    named = os.environ.get("TZ", "").removeprefix(":")
    with suppress(OSError):
        named = named or os.path.realpath("/etc/localtime").partition("/zoneinfo/")[2]
    return named.removeprefix("posix/").removeprefix("right/")


def _new_made(folder: Path, errors: int = 0) -> int:
    """Say that a case was made, and what is next; standard output has the folder alone.

    `errors` are those of a case in which nothing is left to fill in: values that do not fit together.
    """
    from makegood.commands.new import measured  # noqa: PLC0415  # --help does not need it

    shown, (lines, left) = _short(folder), measured(folder)
    click.echo(shown)
    steps = "You can write now; put proof into evidence/ when you have it. Type:"
    if left:
        values = "1 value is" if left == 1 else f"{left} values are"
        proof = "Put proof into evidence/ when you have it."
        steps = f"{values} left to fill in: look for FILL IN in case.json. {proof} Then:"
    elif errors:
        steps = f"What it says does not fit together yet ({_count(errors, 'error')}). To list what, type:"
    _say(_wrapped(f"Made {shown} ({_count(lines, 'line')}). {steps}"))
    _say(f"cd {shlex.quote(shown)} && make")
    return DONE


def _new_from(
    listed: Path, workspace: Path, channel: str | None, now: datetime | date, asked: Mapping[str, Any]
) -> int:
    """Make a case for each row of a list of creators, and tell what became of each."""
    from makegood.commands.new import converse, creators  # noqa: PLC0415  # one case needs no list
    from makegood.commands.new.locale import Asked  # noqa: PLC0415  # as above

    name = _visible(str(listed))
    numbers = {"made": 0, "skipped": 0, "there": 0}
    terminal = converse.Terminal(_asking, lambda text: _say(_wrapped(text)), _visible)
    ask = partial(converse.choose, terminal) if _can_ask() else None
    is_shown = not os.environ.get("CI")
    made = creators.make(workspace, listed, name, channel, now, Asked(**asked), ask=ask, show_values=is_shown)
    try:
        first = list(islice(made, 1))  # all that is asked comes before the first row
    except (click.Abort, KeyboardInterrupt):
        _say("\nStopped. Nothing was made.")
        return INTERRUPTED
    for one in chain(first, made):
        if isinstance(one, creators.Awaited):
            files = _count(len(one.files), "file") if os.environ.get("CI") else _visible(", ".join(one.files))
            _say(f"{name}:{one.line}: Put into {_short(one.folder)}/evidence/: {files}")
        elif isinstance(one, creators.Already):
            numbers["there"] += 1
            _say(f"{name}:{one.line}: This is a case already: {_visible(one.ref)}")
        elif isinstance(one, creators.Skipped):
            numbers["skipped"] += 1
            for fault in one.faults:
                detail = f" ({fault.detail})" if fault.detail and not os.environ.get("CI") else ""
                column = fault.column and f" {fault.column}:"
                _say(f"{name}:{one.line}:{fault.number}:{column} {fault.text}{_visible(detail)}")
        else:
            numbers["made"] += 1
            click.echo(_short(one))
    there = f" {_count(numbers['there'], 'row')} stood for a case already." if numbers["there"] else ""
    _say(f"{_count(numbers['made'], 'case')} made, {_count(numbers['skipped'], 'row')} skipped.{there}")
    return PROBLEMS if numbers["skipped"] else DONE


def _folders(cases: tuple[Path, ...]) -> list[Path]:
    """Return the case folders that were named, or all of the workspace."""
    from makegood.pipeline import load  # noqa: PLC0415  # --help does not need it

    if cases:
        return list(dict.fromkeys(_folder(case) for case in cases))
    workspace = load.workspace(Path.cwd())
    if workspace is None:
        raise UsageError("There is no folder cases/ here or above. Name a CASE, or run this in your workspace.")
    found = load.cases(workspace)
    if not found:
        raise UsageError("The folder cases/ has no case yet. Make one with: `make new`")
    return found


def _since(since: str, cases: tuple[Path, ...]) -> list[Path]:
    """Return the case folders that have changed since a revision, and say which are gone, or that none has."""
    from makegood.commands import changed  # noqa: PLC0415  # only where it is asked for

    if cases:
        raise UsageError("--changed-since says which cases: name none beside it.")
    every = _folders(())
    found = changed.changed(every[0].parent.parent, since, every)
    for name in found.gone:
        _say(f"{_visible(name)} is no case any more.")
    if found.shared:
        _say(f"{_visible(found.shared)} has changed, from which every case is made.")
    elif not found.folders:
        _say("No case has changed.")
    return list(found.folders)


def _annotate(outcomes: list[Outcome]) -> None:
    """Print what is wrong as annotations of GitHub, each once."""
    from makegood import reporting  # noqa: PLC0415  # only where it is asked for

    problems = dict.fromkeys(one for outcome in outcomes for one in outcome.problems)
    click.echo(reporting.github(_in_place(problems)), nl=False)


def _folder(case: Path) -> Path:
    folder = case.parent if case.name == "case.json" else case
    if not os.path.lexists(folder / "case.json"):
        raise UsageError(f"{case} is no case: it has no case.json.")
    return folder.absolute()


def _warn_of_copies(folders: Iterable[Path]) -> None:
    """Say which cases have a Makefile of before, by which make changes what is typed."""
    from makegood.commands import makefile  # noqa: PLC0415  # --help does not need it

    for folder in folders:
        place = _short(folder / makefile.NAME)
        begin = f"{place}: With this Makefile, of an older makegood, make changes a $ that is typed."
        if makefile.is_copy(folder):
            _say(_typed(f"{begin} Replace it: `make fix WRITE=yes`", _quoted(folder)))
        elif makefile.is_edited_copy(folder):
            _say(f"{begin} It was edited since: put {makefile.MASTER} over it, and lines of your own below.")


def _renewed(folders: list[Path], clock: Clock, *, named: bool) -> list[Path]:
    """Set the day of the cases that were named, else of those that are stale; return the cases to build."""
    from makegood.commands import renew  # noqa: PLC0415  # only make today needs it

    chosen = folders if named else list(renew.stale(folders, clock))
    if not named and any(map(renew.is_example, folders)):
        _say("Examples keep their own day.")
    if not chosen:
        _say("No letter is too old to send. Nothing was changed.")
    for folder in chosen:
        done = renew.renew(folder, clock)
        if done and done.is_example:
            _say(f"{_visible(folder.name)} is an example: its day stays {done.before}.")
        elif done and done.before != done.after:
            _say(f"{_visible(folder.name)}: as_of is {done.after} now. It was {done.before}.")
    return chosen


@contextmanager
def _progress(folders: list[Path], *, quiet: bool) -> Iterator[tuple[Callable[[str, Outcome], None], Report]]:
    """Show how far a build is: a bar on a terminal, elsewhere a line a case, or every few seconds within one.

    Yields what to call when a case is done, and what to call within one.
    """
    if quiet:
        yield (lambda _ref, _outcome: None), (lambda _what, _done, _total: None)
        return
    total = len(folders)
    if sys.stderr.isatty():
        shown: dict[str, str] = {"now": ""}
        with click.progressbar(
            range(total),
            label="Building",
            file=sys.stderr,
            width=24,
            show_eta=False,
            show_percent=False,
            show_pos=total > 1,
            item_show_func=lambda _item: shown["now"],
        ) as bar:

            def done(ref: str, _outcome: Outcome) -> None:
                shown["now"] = _visible(ref)
                bar.update(1)

            def report(what: str, count: int, of: int) -> None:
                shown["now"] = f"{what} {count + 1} of {of}"
                bar.length, bar.pos = max(of, 1), count
                bar.render_progress()

            yield done, report
        return
    numbers, last = count(1), monotonic()

    def finished(ref: str, outcome: Outcome) -> None:
        _say(f"{f'[{next(numbers)}/{total}] ' if total > 1 else ''}{_visible(ref)}  {_result(outcome)}")

    def step(what: str, number: int, of: int) -> None:
        nonlocal last
        if monotonic() - last >= EVERY:
            last = monotonic()
            _say(f"{_visible(folders[0].name)}: {what} {number + 1} of {of}")

    yield finished, step


def _result(outcome: Outcome) -> str:
    """Say in a few words what became of a case."""
    made = _count(outcome.made, "file")
    return (
        f"{made}, but no letter: too old to send"
        if outcome.is_stale
        else "not built"
        if outcome.failed
        else "texts, no PDF"
        if outcome.missing
        else made
    )


def _told(outcomes: list[Outcome], *, show_values: bool, quiet: bool) -> int:
    """Report what is to be said of each case, and return the worst exit status."""
    code = DONE
    for outcome in outcomes:
        if outcome.problems:
            _say(_report(outcome.problems, outcome.texts, sys.stderr, show_values).rstrip("\n"))
        if outcome.missing:
            code = WRONG_USE
        elif outcome.failed:
            code = code or PROBLEMS
        elif not quiet:
            click.echo(_short(outcome.folder / "index.html"))
            if outcome.next_act and len(outcomes) == 1 and not os.environ.get("CI"):  # its names and sums are private
                _say(_visible(_typed(outcome.next_act)))
        if outcome.is_stale and not quiet:
            click.echo(_short(outcome.folder / "index.html"))
    for missing in dict.fromkeys(outcome.missing for outcome in outcomes if outcome.missing):
        _say(missing)
    return code


def _report(
    problems: tuple[Problem, ...], texts: Mapping[str, str], stream: TextIO = sys.stderr, show_values: bool = False
) -> str:
    from makegood import reporting  # noqa: PLC0415  # only where there is something to report

    return reporting.human(
        _in_place(problems),
        texts,
        width=_columns(stream),
        colour=stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb",
        values=show_values or not os.environ.get("CI"),
    )


def _columns(stream: TextIO) -> int:
    """Ask how wide the terminal is: COLUMNS, else the one that stdout goes to, else the one that this goes to."""
    import shutil  # noqa: PLC0415  # only a report needs it

    try:
        here = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):  # not a terminal
        here = 0
    return shutil.get_terminal_size((here or 100, 24)).columns


def _say(text: str) -> None:
    click.echo(text, err=True)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _short(path: Path) -> str:
    """Show a path from where the person stands, if it lies below."""
    here = Path.cwd()
    return _visible(str(path.relative_to(here)) if path.is_relative_to(here) else str(path))


def _typed(text: str, case: str = "") -> str:
    """Show a message with each command as it works here, for whoever started the program as it was started."""
    from makegood.formats.message_commands import FORMS, Start, shown  # noqa: PLC0415  # only where there is something to say

    if "`" not in text:
        return text
    form = FORMS.get(os.environ.get("MAKEGOOD_FROM", ""), "")
    root = Path(__file__).parents[3]
    checkout = os.path.relpath(root) if (root / "setup.sh").is_file() else ""
    return shown(text, Start(form, _program(), checkout), case)


def _program() -> str:
    """Name the program as it can be typed here: by its name where that leads to it, else by the path that was typed."""
    import shutil  # noqa: PLC0415  # only where a command is named

    begun, found = Path(sys.argv[0]), shutil.which("makegood")
    if begun.stem != "makegood" or not begun.is_file() or (found and begun.samefile(found)):
        return "makegood"
    return shlex.quote(os.path.relpath(begun) if begun.is_relative_to(Path.cwd()) else str(begun))


def _quoted(path: Path) -> str:
    """Write a path from where the person stands, or as it was typed, for a shell."""
    return shlex.quote(_short(path))


def _each_once(found: Iterable[tuple[Problem, ...]]) -> tuple[Problem, ...]:
    """Join the problems of several cases, of which those in what they share come with each; one case repeats none."""
    listed = list(found)
    return listed[0] if len(listed) == 1 else tuple(dict.fromkeys(problem for each in listed for problem in each))


def _in_place(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Give problems with the commands of their sentences and fixes as they work here, for the case of each."""
    listed = tuple(problems)
    if not any("`" in one.fix or "`" in one.message for one in listed):
        return listed
    from makegood.pipeline import load  # noqa: PLC0415  # only where a command is named

    home = load.workspace(Path.cwd()) or Path()

    @cache
    def case(file: str) -> str:
        above = next((path for path in (home / file).parents if (path / "case.json").is_file()), None)
        return _quoted(above) if above else ""

    def typed(one: Problem) -> Problem:
        name = case(one.place.file)
        return replace(one, message=_typed(one.message, name), fix=_typed(one.fix, name))

    return tuple(typed(one) if "`" in one.fix or "`" in one.message else one for one in listed)


def _visible(text: str) -> str:
    """Show what somebody named a file as one line that steers neither a terminal nor a log."""
    from makegood.formats.terminal_text import visible  # noqa: PLC0415  # only where there is something to say

    return visible(text)


def _now() -> datetime:
    return datetime.now().astimezone()
