"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import rich_click as click

_WEEKS_MOST = 6


def weeks_option(words: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command ``--weeks``: as many weeks in place of those of the scenario.

    Parameters
    ----------
    words
        The help.
    """
    return click.option("--weeks", type=click.IntRange(1, _WEEKS_MOST), help=words)
