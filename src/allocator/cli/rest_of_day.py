"""How ``allocator forecast --so-far`` shows the rest of a running day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rich_click as click

if TYPE_CHECKING:
    from allocator.pipeline.reforecast import RestOfDay


def print_rest(rest: RestOfDay) -> None:
    """Print the result in a sentence, the queues and the intervals of the rest of the day."""
    from rich.console import Console
    from rich.table import Table

    click.echo(rest.sentence)
    if rest.passed_over:
        click.echo(
            f"{rest.passed_over} rows of other days, or of intervals not over by then, not read."
        )
    if rest.counted_until is None or not rest.starts:
        return
    by_queue = Table(
        title=f"{rest.day:%a} {rest.day.day} {rest.day:%b} from {rest.starts[0]:%H:%M} on",
        caption="Factor: contacts of the rest of the day over those planned. Time: the same of the "
        "handling time. p10, p90: eight cases in ten lie between.",
    )
    for heading in ("Queue", "So far", "Due", "Factor", "Planned", "Now", "p10", "p90", "Time"):
        by_queue.add_column(heading, justify="left" if heading == "Queue" else "right")
    for n, name in enumerate((*rest.queues, "All")):
        every = n == len(rest.queues)
        by_queue.add_row(
            name,
            f"{rest.came.sum() if every else rest.came[n]:.0f}",
            f"{rest.expected_by_then.sum() if every else rest.expected_by_then[n]:.0f}",
            "" if every else f"{rest.factor[n]:.2f}",
            f"{rest.rest_planned[n]:.0f}",
            f"{rest.rest_expected[n]:.0f}",
            f"{rest.rest_p10[n]:.0f}",
            f"{rest.rest_p90[n]:.0f}",
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
    console = Console()
    console.print(by_queue)
    console.print(hours)
