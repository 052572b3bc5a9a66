"""Progress of a long run, on standard error."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TextIO

from allocator.cli.terminal import terminal

Report = Callable[[str, str], None]
"""Called with the name of the running stage and with what it has reached, which may be empty."""

_LINE_EVERY_S = 10.0
"""Away from a terminal, how often at most a stage tells of what it has reached."""


@contextmanager
def stage_progress(
    stream: TextIO, clock: Callable[[], float] = time.monotonic
) -> Generator[Report]:
    """Show stages as they run: live lines with times on a terminal, a few plain lines elsewhere.

    Parameters
    ----------
    stream
        Where to show them; standard error, so that results can be piped.
    clock
        Tells the time in seconds.
    """
    if stream.isatty():
        with _live(stream) as report:
            yield report
        return
    yield _plain(stream, clock)


def _plain(stream: TextIO, clock: Callable[[], float]) -> Report:
    """Print a stage once it begins, and from time to time what it has reached."""
    told_at: dict[str, float] = {}

    def show(stage: str, detail: str) -> None:
        now = clock()
        if stage not in told_at or (detail and now - told_at[stage] > _LINE_EVERY_S):
            told_at[stage] = now
            print(f"{stage}   {detail}".rstrip(), file=stream, flush=True)

    return show


@contextmanager
def _live(stream: TextIO) -> Generator[Report]:
    from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

    tasks: dict[str, TaskID] = {}
    with Progress(
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.description}", markup=False),
        TimeElapsedColumn(),
        TextColumn("{task.fields[detail]}", style="dim", markup=False),
        console=terminal(stream),
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
