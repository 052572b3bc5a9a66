"""How ``allocator forecast --so-far`` shows the rest of a running day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import rich_click as click

from allocator.cli.terminal import terminal

if TYPE_CHECKING:
    from allocator.pipeline.reforecast import RestOfDay

_LONG_SILENCE = dt.timedelta(hours=1)
"""Records that end so long before the moment are warned of."""


def print_rest(rest: RestOfDay) -> None:
    """Print the result in a sentence, the queues and the intervals of the rest of the day."""
    from rich.table import Table

    click.echo(rest.sentence)
    if rest.passed_over:
        click.echo(
            f"{rest.passed_over} rows of other days, or of intervals not over by then, not read."
        )
    if rest.counted_until is None or not rest.starts:
        return
    if rest.silent_until and rest.silent_until - rest.counted_until >= _LONG_SILENCE:
        click.echo(
            f"Warning: records end at {rest.counted_until:%H:%M} and the moment is "
            f"{rest.now:%H:%M}; export the day again if there are later ones.",
            err=True,
        )
    caption = (
        "Factor: contacts of the rest of the day over those planned. Handling time: the same of "
        "it. p10–p90: eight cases in ten lie between."
    )
    if not rest.has_rows.all():
        caption += " –: no row of this queue, which is moved with the others."
    by_queue = Table(
        title=f"{rest.day:%a} {rest.day.day} {rest.day:%b} from {rest.starts[0]:%H:%M} on",
        caption=caption,
    )
    by_queue.add_column("Queue")
    headings = ("So\nfar", "Expected\nby now", "Factor", "Rest as\nplanned", "Rest\nnow")
    for heading in (*headings, "p10–p90", "Handling\ntime"):
        by_queue.add_column(heading, justify="right", no_wrap=True)
    for n, name in enumerate((*rest.queues, "All")):
        every = n == len(rest.queues)
        came, due = (
            f"{of.sum() if every else of[n]:.0f}" if every or rest.has_rows[n] else "–"
            for of in (rest.came, rest.expected_by_then)
        )
        by_queue.add_row(
            name,
            came,
            due,
            "" if every else f"{rest.factor[n]:.2f}",
            f"{rest.rest_planned[n]:.0f}",
            f"{rest.rest_expected[n]:.0f}",
            f"{rest.rest_p10[n]:.0f}–{rest.rest_p90[n]:.0f}",
            "" if every else f"{rest.handling_factor[n]:.2f}",
        )
    hours = Table(title="Contacts expected, with planned ones in brackets")
    hours.add_column("From")
    for queue in rest.queues:
        hours.add_column(queue, justify="right")
    for start, now, planned in zip(rest.starts, rest.expected, rest.planned, strict=True):
        hours.add_row(
            f"{start:%H:%M}", *(f"{n:.1f} ({p:.1f})" for n, p in zip(now, planned, strict=True))
        )
    console = terminal()
    console.print(by_queue)
    console.print(hours)
