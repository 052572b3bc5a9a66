"""The terminal that tables and lines are shown on."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console


def terminal(stream: TextIO | None = None) -> Console:
    """Return a console that shows every text as it is.

    Names of people, queues and files are anybody's: ``[/b]`` in one is no tag of a markup, and
    the figures of a sentence have no colours of their own.

    Parameters
    ----------
    stream
        Where to show it; standard output if not given.
    """
    from rich.console import Console

    return Console(file=stream, markup=False, highlight=False)
