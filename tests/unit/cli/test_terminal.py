"""The terminal shows names as they are written, whatever signs they hold."""

from __future__ import annotations

import io

from rich.table import Table

from allocator.cli.progress import stage_progress
from allocator.cli.terminal import terminal
from tests.unit.cli.test_progress import Terminal

NAME = "Calls [/b] [red]west[/]"


def test_a_name_in_square_brackets_is_no_markup() -> None:
    stream = io.StringIO()
    table = Table(NAME, title=NAME)
    table.add_row(NAME)
    shown = terminal(stream)
    shown.print(table)
    shown.print(NAME)
    assert stream.getvalue().count(NAME) == 4


def test_nor_is_it_in_the_progress_of_a_run() -> None:
    stream = Terminal()
    with stage_progress(stream) as report:
        report(NAME, NAME)
    assert NAME in stream.getvalue()
