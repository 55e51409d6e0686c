"""The command line: arguments in, exit status out.

The module imports only click; each command imports what it needs when it runs.
"""

from __future__ import annotations

import os
import re
import sys

import click

from makegood import __version__
from makegood.cli.build import build
from makegood.cli.check import check
from makegood.cli.exit_status import DONE, INTERRUPTED, OUR_BUG, PROBLEMS, WRONG_USE
from makegood.cli.explain import explain
from makegood.cli.fix import fix
from makegood.cli.log import log
from makegood.cli.new import new
from makegood.cli.output import notify, report, visible, with_commands
from makegood.cli.policies import policies
from makegood.cli.status import status
from makegood.cli.verify import verify
from makegood.cli.watch import watch
from makegood.model.errors import CaseError, MakegoodError, UsageError

NO_WINDOWS = "makegood does not run directly on Windows. Use WSL: run `wsl --install -d Debian`, and see the README."


def main() -> None:
    """Run the command line; a mistake of the user never ends in a traceback, a bug of makegood always does."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:  # noqa: PLR0911  # one return per way to end
    """Run with these arguments and return the exit status."""
    try:
        _refuse_windows()
        result = commands(arguments, prog_name="makegood", standalone_mode=False)
        return result if isinstance(result, int) else DONE
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        _show_usage_error(error)
        return WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of the output has closed the pipe, as `| head` does: nothing is wrong with the case.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except CaseError as error:
        notify(report(error.problems, {}))
        return PROBLEMS
    except MakegoodError as error:
        for line in error.args:
            notify(visible(with_commands(line)))
        return WRONG_USE
    except OSError as error:
        # The disk, the permissions of a folder, a name that is too long: show the message of the system.
        where = "" if error.filename is None else f"{os.fsdecode(error.filename)}: "
        notify(visible(f"{where}{error.strerror or error}. Fix this error and run the command again."))
        return WRONG_USE
    except Exception:  # noqa: BLE001  # last resort: anything but a MakegoodError is a bug and is shown whole
        import traceback

        traceback.print_exc()
        notify("This is a bug in makegood. Please report it with the lines above.")
        return OUR_BUG


def _refuse_windows() -> None:
    """Raise UsageError if the system lacks what reading a case folder needs."""
    if not hasattr(os, "O_NOFOLLOW"):
        raise UsageError(NO_WINDOWS)


def _show_usage_error(error: click.ClickException) -> None:
    """Show a usage error as click does, but keep lines of user input away from the start of a line of a log."""
    context = getattr(error, "ctx", None)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        notify("\n".join(map(visible, error.format_message().splitlines())))
        return
    if os.environ.get("MAKEGOOD_FROM"):
        # Called as `make new DATES=...`: an option is a variable there.
        message = re.sub(r"'(?:-\w / )?--([a-z-]+)'", lambda option: option[1].upper(), error.format_message())
        notify("\n  ".join(map(visible, f"Error: {message}".splitlines())))
        return
    if context is not None:
        notify(f"{context.get_usage()}\nTry '{context.command_path} --help' for help.\n")
    notify("\n  ".join(map(visible, f"Error: {error.format_message()}".splitlines())))


class _InOrderOfUse(click.Group):
    """Group whose help text lists its commands, complete and in the order of use."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Omit click's alphabetical list, which truncates each sentence."""


@click.group(cls=_InOrderOfUse, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="makegood", message="%(prog)s %(version)s")
def commands() -> None:
    """Get your money back for a TikTok promotion that failed.

    \b
    makegood new       create a case folder
    makegood check     list every problem in every case, and how to fix it
    makegood fix       show the edits that are certain; --write makes them
    makegood build     create the emails, support texts and packets of a case
    makegood log       record what happened, such as a letter that was sent
    makegood status    list all cases: what is next in each, and by when
    makegood watch     rebuild a case each time a file is saved
    makegood verify    check whether a packet is unchanged
    makegood explain   show what a name means, and how each sum is made up
    makegood policies  list the sources of the rules: edition, date read

    CASE is a case folder or its case.json. Without CASE, a command covers every
    case in the workspace. For the options of a command, and examples, run
    makegood COMMAND --help.
    """


for _command in (new, check, fix, build, log, status, watch, verify, explain, policies):
    commands.add_command(_command)
