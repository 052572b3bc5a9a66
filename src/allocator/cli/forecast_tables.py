"""Tables of ``allocator forecast``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

    from allocator.pipeline.forecast_report import Accuracy, Backtest, ForecastReport

_FIGURES = ("Contacts", "WAPE", "Chance", "Bias", "Last week's", "Mean week's", "Pinball", "Held")


def print_week(report: ForecastReport) -> None:
    """Print the planned days, the model in use, patience, and what is known and was found."""
    from rich.console import Console

    from allocator.cli.known_lines import known_lines

    made, console = report.made, Console()
    console.print(_week_table(report))
    console.print(
        f"Model in use, chosen on {len(made.backtest.weeks_learned_from)} past weeks: "
        f"{made.backtest.chosen.id}: {made.backtest.chosen.words}.",
        highlight=False,
        markup=False,
    )
    means = _table(
        "Patience per queue",
        ("Queue", "Taken from"),
        ("Mean patience (s)", "95% interval", "Abandonments recorded"),
    )
    for patience in made.patience.values():
        means.add_row(
            patience.queue,
            str(patience.source),
            f"{patience.patience_s:.0f}",
            ""
            if patience.patience_low_s is None
            else f"{patience.patience_low_s:.0f}–{patience.patience_high_s:.0f}",
            f"{patience.abandoned:.0f}",
        )
    console.print(means)
    lines = [
        f"{patience.queue}: the abandonments recorded ({patience.abandoned:.0f}) could not "
        f"be used: {patience.why_unused}."
        for patience in made.patience.values()
        if patience.why_unused
    ]
    for line in (*lines, *made.remarks, *known_lines(made.known)):
        console.print(line, highlight=False, markup=False)


def print_backtest(report: ForecastReport) -> None:
    """Print the errors on past weeks: by queue, of totals, by days ahead, of handling times."""
    from rich.console import Console

    console, tested = Console(), report.tested
    if not tested.tested:
        return
    console.print(_interval_table(tested, report.lead_days))
    console.print(_total_table(tested))
    if report.by_horizon:
        console.print(_horizon_table(report))
    if tested.handling.rows:
        console.print(_handling_table(tested))
    console.print(_model_table(tested))


def _week_table(report: ForecastReport) -> Table:
    queues = report.made.queues
    table = _table("Expected contacts per operating day", ("Day",), (*queues, "All", "p10–p90"))
    table.caption = "p10–p90: in eight cases of ten the day's total lies between the two."
    names = (*queues, "together")
    rows = {(row["day"], row["queue"]): row for row in report.days}
    for day in report.made.days:
        found = [rows[day.isoformat(), name] for name in names]
        low, high = (found[-1][f"forecast_{end}"] for end in ("p10", "p90"))
        table.add_row(
            f"{day:%a} {day.day} {day:%b}",
            *(f"{row['forecast_contacts']:.0f}" for row in found),
            f"{low:.0f}–{high:.0f}",
        )
    table.add_section()
    week = report.made.expected.sum(axis=(0, 1))
    table.add_row("Week", *(f"{n:.0f}" for n in week), f"{week.sum():.0f}", "")
    return table


def _interval_table(tested: Backtest, lead_days: int) -> Table:
    before = "the days before it"
    if lead_days:
        before = f"what was known {lead_days} days before it, as the planned week is"
    table = _table(
        f"Error by interval on {len(tested.weeks)} past weeks, each forecast from {before}",
        ("Queue",),
        _FIGURES,
    )
    table.caption = (
        "WAPE: absolute errors over contacts. Chance: the WAPE that would remain if the forecast "
        "were the true mean and contacts came by chance (Poisson). Bias: forecast less contacts, "
        "over contacts. Last week's, mean week's: WAPE of the same weekday last week, and of the "
        "mean of up to six earlier ones. Pinball: mean loss of p10, p50 and p90, over contacts; "
        "less is better. Held: counts within p10–p90, of which 80% are to be. All: errors of the "
        "queues added up. Each week's model and range were learned from the weeks before it alone."
    )
    for row in tested.rows:
        table.add_row(row.queue, *_figures(row))
    return table


def _total_table(tested: Backtest) -> Table:
    table = _table("The same of the totals of days and weeks", ("Total", "Queue"), _FIGURES)
    table.caption = (
        "Together: contacts of all queues added up first, so that errors of one may be made good "
        "by another, as they are where the same people serve them."
    )
    for total, rows in (("day", tested.day_rows), ("week", tested.week_rows)):
        for row in rows:
            table.add_row(total, row.queue, *_figures(row))
        table.add_section()
    return table


def _horizon_table(report: ForecastReport) -> Table:
    table = _table("The same by days ahead, all queues", ("Days ahead",), _FIGURES)
    table.add_column("Days' WAPE", justify="right")
    table.caption = (
        "Forecasts made anew on every day of those weeks; 1 is the day after the last known one. "
        "Days' WAPE: of the totals of days, all queues together."
    )
    for one in report.by_horizon:
        every = next(row for row in one.rows if row.queue == "all")
        table.add_row(str(one.days_ahead), *_figures(every), _share(one.day_rows[-1].wape_share))
    return table


def _handling_table(tested: Backtest) -> Table:
    table = _table("Handling time on those weeks", ("Queue",), ("Contacts", "WAPE", "Bias", "Held"))
    table.caption = (
        "WAPE: distance of the intervals' mean handling times from their forecasts, weighted by "
        "contacts. Bias: of the work in them. Held: means within p10–p90, which are wider the "
        "fewer contacts an interval has."
    )
    for row in tested.handling.rows:
        table.add_row(
            row.queue,
            f"{row.handled:.0f}",
            _share(row.wape_share),
            f"{row.bias_share:+.1%}",
            f"{row.range_share:.0%}",
        )
    return table


def _model_table(tested: Backtest) -> Table:
    """Return the least error of each kind of model, and what the kind is."""
    weeks = len(tested.weeks_learned_from)
    table = _table(f"Models tried on {weeks} past weeks", ("Kind", "What it knows"), ())
    for heading in ("Best of them", "WAPE", "In use"):
        table.add_column(heading, justify="right")
    kinds = {way.seasons: way.seasons for way in tested.wape_by_candidate}
    for kind in kinds:
        ways = [way for way in tested.wape_by_candidate if way.seasons == kind]
        best = min(ways, key=lambda way: tested.wape_by_candidate[way])
        used = sum(way in tested.chosen.members for way in ways)
        wape = _share(tested.wape_by_candidate[best])
        table.add_row(kind.id, kind.words, best.id, wape, f"{used} of {len(ways)}")
    return table


def _figures(row: Accuracy) -> tuple[str, ...]:
    return (
        f"{row.contacts:.0f}",
        _share(row.wape_share),
        _share(row.chance_wape_share),
        f"{row.bias_share:+.1%}",
        _share(row.last_week_wape_share),
        _share(row.weekday_mean_wape_share),
        "" if row.pinball_share is None else _share(row.pinball_share),
        "" if row.range_share is None else f"{row.range_share:.0%}",
    )


def _share(value: float) -> str:
    return f"{value:.1%}"


def _table(title: str, words: Sequence[str], numbers: Sequence[str]) -> Table:
    from rich.table import Table

    table = Table(title=title)
    for heading in words:
        table.add_column(heading)
    for heading in numbers:
        table.add_column(heading, justify="right")
    return table
