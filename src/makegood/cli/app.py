"""The command line: arguments in, exit status out.

Importing it imports nothing but click: each command imports what it needs when it runs.
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
from makegood.cli.output import report, say, visible, with_commands
from makegood.cli.policies import policies
from makegood.cli.status import status
from makegood.cli.verify import verify
from makegood.cli.watch import watch
from makegood.model.errors import CaseError, MakegoodError, UsageError

NO_WINDOWS = (
    "makegood does not run on Windows itself. Use it in WSL: type `wsl --install -d Debian`, and see the README."
)


def main() -> None:
    """Run the command line; a mistake of the user never ends in a traceback, a mistake of ours always does."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:  # noqa: PLR0911  # one line an ending
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
        say(report(error.problems, {}))
        return PROBLEMS
    except MakegoodError as error:
        for line in error.args:
            say(visible(with_commands(line)))
        return WRONG_USE
    except OSError as error:
        # The disk, a folder's permissions, a name that is too long: what the system says of it.
        where = "" if error.filename is None else f"{os.fsdecode(error.filename)}: "
        say(visible(f"{where}{error.strerror or error}. Mend that, and type the command again."))
        return WRONG_USE
    except Exception:  # noqa: BLE001  # the last resort: what is not a MakegoodError is our bug and is shown whole
        import traceback

        traceback.print_exc()
        say("This is a bug in makegood. Please report it with the lines above.")
        return OUR_BUG


def _refuse_windows() -> None:
    """Raise UsageError where the system lacks what a case's folder is read with."""
    if not hasattr(os, "O_NOFOLLOW"):
        raise UsageError(NO_WINDOWS)


def _show(error: click.ClickException) -> None:
    """Show what click refused as it would itself, but no line of what was typed at the beginning of a line of a log."""
    context = getattr(error, "ctx", None)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        say("\n".join(map(visible, error.format_message().splitlines())))
        return
    if os.environ.get("MAKEGOOD_FROM"):
        # Typed as `make new DATES=...`: an option is a variable there.
        said = re.sub(r"'(?:-\w / )?--([a-z-]+)'", lambda option: option[1].upper(), error.format_message())
        say("\n  ".join(map(visible, f"Error: {said}".splitlines())))
        return
    if context is not None:
        say(f"{context.get_usage()}\nTry '{context.command_path} --help' for help.\n")
    say("\n  ".join(map(visible, f"Error: {error.format_message()}".splitlines())))


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


for _command in (new, check, fix, build, log, status, watch, verify, explain, policies):
    commands.add_command(_command)
