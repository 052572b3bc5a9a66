"""Tables of ``allocator forecast`` on the planned days and on how far ahead they lie."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

    from allocator.pipeline.forecast_report import ForecastReport, SpanTotal

_WIDTH_OF_TOTALS, _WIDTH_OF_COUNT, _WIDTH_BETWEEN = 43, 5, 3
"""Columns of a terminal for the day, the total, its range and the frame; for a count; around it."""


def week_tables(report: ForecastReport, width: int) -> list[Table]:
    """Return the planned days, in as many tables as the queues need to be shown in full."""
    room = width - _WIDTH_OF_TOTALS
    parts: list[list[int]] = [[]]
    for q, queue in enumerate(report.made.queues):
        taken = max(len(queue), _WIDTH_OF_COUNT) + _WIDTH_BETWEEN
        if taken > room and parts[-1]:
            parts.append([])
            room = width - _WIDTH_OF_TOTALS
        room -= taken
        parts[-1].append(q)
    return [_week_table(report, part) for part in parts]


def _week_table(report: ForecastReport, shown: Sequence[int]) -> Table:
    """Return the planned days with some queues, and the total of all."""
    queues = tuple(report.made.queues[q] for q in shown)
    table = plain_table(
        "Expected contacts per operating day", ("Day",), (*queues, "All", "p10–p90")
    )
    table.caption = "p10–p90: in eight cases of ten the total lies between the two."
    names = (*queues, "together")
    rows = {(row["day"], row["queue"]): row for row in report.days}
    several = len(report.made.weeks) > 1
    for week, total in zip(report.made.weeks, report.weeks, strict=True):
        for day in week.days:
            found = [rows[day.isoformat(), name] for name in names]
            low, high = (found[-1][f"forecast_{end}"] for end in ("p10", "p90"))
            table.add_row(
                f"{day:%a} {day.day} {day:%b}",
                *(f"{row['forecast_contacts']:.0f}" for row in found),
                f"{low:.0f}–{high:.0f}",
            )
        table.add_section()
        of_week = report.made.expected[week.place].sum(axis=(0, 1))[list(shown)]
        name = f"Week {week.number}" if several else "Week"
        table.add_row(name, *(f"{n:.0f}" for n in of_week), *_total_cells(total))
        table.add_section()
    if several:
        every = report.made.expected.sum(axis=(0, 1))[list(shown)]
        name = f"{len(report.made.days)} days"
        table.add_row(name, *(f"{n:.0f}" for n in every), *_total_cells(report.whole))
    return table


def _total_cells(total: SpanTotal) -> tuple[str, str]:
    """Contacts of all queues and their range."""
    span = "" if total.low is None else f"{total.low:.0f}–{total.high:.0f}"
    return f"{total.contacts:.0f}", span


def ahead_table(report: ForecastReport, places: int) -> Table:
    """Return how forecasts did that were made as far ahead as each week of the plan lies."""
    table = plain_table("The same by week of the plan, all queues", ("Week", "Model"), ())
    for heading in ("Days\nbefore", "Past\nweeks", "WAPE", "Days'\nWAPE", "Weeks'\nWAPE", "Held"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.caption = (
        "Each week of the plan is forecast by the models that did best on past weeks forecast "
        "from as many days before them, and with the ranges that held those, which are nowhere "
        "narrower than those of the week before it."
    )
    for week in report.made.weeks:
        tested = week.tested
        if not week.is_tested or not tested.rows:
            table.add_row(str(week.number), "as the week before it", str(week.lead_days))
            continue
        interval, day, whole = tested.rows[-1], tested.day_rows[-1], tested.week_rows[-1]
        held = "" if interval.range_share is None else f"{interval.range_share:.0%}"
        wapes = (share_text(row.wape_share, places) for row in (interval, day, whole))
        table.add_row(
            str(week.number),
            tested.chosen.id,
            str(week.lead_days),
            str(len(tested.weeks)),
            *wapes,
            held,
        )
    return table


def share_text(value: float, places: int = 1) -> str:
    """Write a share in percent."""
    return f"{value:.{places}%}"


def plain_table(title: str, words: Sequence[str], numbers: Sequence[str]) -> Table:
    """Return a table without rows: columns of words, then columns of numbers."""
    from rich.table import Table

    table = Table(title=title)
    for heading in words:
        table.add_column(heading)
    for heading in numbers:
        table.add_column(heading, justify="right", no_wrap=True)
    return table
