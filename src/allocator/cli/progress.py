"""Progress of a long run, on standard error."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TextIO

Report = Callable[[str, str], None]
"""Called with the name of the running stage and with what it has reached, which may be empty."""


@contextmanager
def stage_progress(stream: TextIO) -> Generator[Report]:
    """Show stages as they run: live lines with times on a terminal, a line a stage elsewhere.

    Parameters
    ----------
    stream
        Where to show them; standard error, so that results can be piped.
    """
    if stream.isatty():
        with _live(stream) as report:
            yield report
        return
    begun: set[str] = set()

    def print_once(stage: str, detail: str) -> None:
        if stage not in begun:
            begun.add(stage)
            print(stage, file=stream, flush=True)

    yield print_once


@contextmanager
def _live(stream: TextIO) -> Generator[Report]:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

    tasks: dict[str, TaskID] = {}
    with Progress(
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[detail]}", style="dim"),
        console=Console(file=stream),
    ) as progress:

        def show(stage: str, detail: str) -> None:
            if stage not in tasks:
                for task in tasks.values():
                    progress.update(task, total=1, completed=1)
                tasks[stage] = progress.add_task(stage, total=None, detail=detail)
            progress.update(tasks[stage], detail=detail)

        yield show
        for task in tasks.values():
            progress.update(task, total=1, completed=1)
