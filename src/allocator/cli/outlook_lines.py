"""How the rest of a running day is shown: where it will miss, as the rota stands and replanned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import rich_click as click

from allocator.cli.terminal import terminal

if TYPE_CHECKING:
    from allocator.pipeline.replan.rest_outlook import IntervalOutlook

_STYLES = {"missed": "bold red", "likely missed": "red", "at risk": "yellow", "met": "green"}


def print_outlook(
    standing: Sequence[IntervalOutlook], after: Sequence[IntervalOutlook] | None = None
) -> None:
    """Print a table a pool: contacts of each interval and the share of them answered in time.

    Parameters
    ----------
    standing, after
        Pools by interval, under the rota as it stands and under another one.
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    changed = {(row.name, row.start): row for row in after or ()}
    for pool in dict.fromkeys(row.name for row in standing):
        rows = [row for row in standing if row.name == pool]
        click.echo(_sentence(rows, [changed[r.name, r.start] for r in rows] if changed else None))
        table = Table(
            title=f"{pool}, {rows[0].start:%a} {rows[0].start.day} {rows[0].start:%b}, "
            f"{rows[0].target_share:.0%} to be answered in time",
            caption="In time: as the rota stands. p10–p90: contacts in eight cases of ten, and "
            "what they mean. Missed: even with the fewest. At risk: with the most.",
            box=SIMPLE_HEAD,
        )
        table.add_column("From", no_wrap=True)
        last = "Replanned" if changed else "As\nplanned"
        for heading in ("Contacts\n(planned)", "p10–p90", "In time", last):
            table.add_column(heading, justify="right", no_wrap=True)
        table.add_column("with\np10–p90", justify="right", no_wrap=True)
        table.add_column("")
        for row in rows:
            shown = changed.get((row.name, row.start), row)
            outlook = str(shown.outlook)
            table.add_row(
                f"{row.start:%H:%M}",
                f"{row.expected:.0f} ({row.planned:.0f})",
                f"{row.p10:.0f}–{row.p90:.0f}",
                f"{row.share:.0%}",
                f"{shown.share:.0%}" if changed else f"{row.share_planned:.0%}",
                f"{shown.share_p10:.0%}–{shown.share_p90:.0%}",
                Text(outlook, style=_STYLES[outlook]),
            )
        terminal().print(table)


def _sentence(rows: list[IntervalOutlook], after: list[IntervalOutlook] | None) -> str:
    """Say of a pool how many are expected late in the rest of the day, and when it misses."""
    late = sum(row.late for row in rows)
    said = f"{rows[0].name}: {late:.0f} of {sum(row.expected for row in rows):.0f} contacts late"
    if after is not None:
        said += f" as the rota stands, {sum(row.late for row in after):.0f} replanned"
    spans = _spans([row.share < row.target_share for row in rows], rows)
    if not spans:
        return f"{said}; no interval is expected to miss its target."
    return f"{said}; as the rota stands it misses its target from {', '.join(spans)}."


def _spans(missed: list[bool], rows: list[IntervalOutlook]) -> list[str]:
    """Tell runs of intervals that miss, from the first's start to the start after the last."""
    spans: list[str] = []
    first: int | None = None
    for place, misses in enumerate([*missed, False]):
        if misses and first is None:
            first = place
        if not misses and first is not None:
            end = f"{rows[place].start:%H:%M}" if place < len(rows) else "the end of the day"
            spans.append(f"{rows[first].start:%H:%M} to {end}")
            first = None
    return spans
