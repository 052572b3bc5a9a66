"""The command ``allocator``: finds the subcommand, and turns errors into exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module

import rich_click as click

from allocator import __version__
from allocator.cli.commands import SUMMARIES
from allocator.errors import CheckFailedError, InputError

EXIT_OTHER = 1
EXIT_INPUT = 2
EXIT_CHECK_FAILED = 3
DEBUG_VARIABLE = "ALLOCATOR_DEBUG"

_MODULES = {"import": "import_history"}
"""Modules of commands whose own name is a keyword of Python's."""


class LazyGroup(click.RichGroup):
    """A group that imports a command's module only when that command is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, in the order of the work."""
        return list(SUMMARIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Stand-in that carries the command's name and summary, for lists of commands."""
        summary = SUMMARIES.get(cmd_name)
        return None if summary is None else click.RichCommand(name=cmd_name, help=summary)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments name, and load it."""
        name, command, rest = super().resolve_command(ctx, args)
        if name is not None and command is not None:
            command = load_command(name)
        return name, command, rest


def load_command(name: str) -> click.Command:
    """Import a command's module and return the command itself."""
    module = _MODULES.get(name, name.replace("-", "_"))
    return import_module(f"allocator.cli.{module}").command


@click.group(
    cls=LazyGroup,
    epilog=(
        "Exit codes: 0 done; 2 bad input or usage; 3 no rota meets the hard rules, or a check "
        f"failed; 1 anything else ({DEBUG_VARIABLE}=1 shows the traceback)."
    ),
)
@click.version_option(__version__, prog_name="allocator")
def cli() -> None:
    """Plan a contact centre's week and give a reason for every allocation."""


def exit_code_of(work: Callable[[], object]) -> int:
    """Do the work of a command line; print what goes wrong and return the exit code.

    With ``ALLOCATOR_DEBUG`` set, an error that nobody foresaw is raised instead.
    """
    try:
        work()
    except InputError as error:
        from allocator.cli.problems import print_problems

        print_problems(error.problems)
        return EXIT_INPUT
    except CheckFailedError as error:
        click.echo(str(error), err=True)
        return EXIT_CHECK_FAILED
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        click.echo(
            f"allocator failed: {type(error).__name__}: {error}\n"
            f"This is a fault of allocator or of the machine. Set {DEBUG_VARIABLE}=1 and run it "
            "again for the details to report.",
            err=True,
        )
        return EXIT_OTHER
    return 0


def main() -> None:
    """Run the command line and exit with its code; click itself exits after help and usage."""
    sys.exit(exit_code_of(partial(cli, prog_name="allocator")))


if __name__ == "__main__":
    main()
