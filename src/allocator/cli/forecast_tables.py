"""Tables of ``allocator forecast``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.cli.forecast_weeks import ahead_table, plain_table, share_text, week_tables
from allocator.cli.terminal import terminal

if TYPE_CHECKING:
    from rich.table import Table

    from allocator.pipeline.forecast_report import (
        Accuracy,
        Backtest,
        ForecastReport,
    )

_FIGURES = ("Contacts", "WAPE", "Chance", "Bias", "Last\nweek's", "Mean\nweek's", "Held")

_MOSTLY_CHANCE = 0.95
"""Where chance alone errs by so much of the contacts, other errors say nothing."""

_WIDE = 100
"""Columns of a terminal from which shares are shown with a decimal."""


def print_week(report: ForecastReport) -> None:
    """Print the planned days, the model in use, patience, and what is known and was found."""
    from allocator.cli.known_lines import known_lines

    made, console = report.made, terminal()
    for table in week_tables(report, console.width):
        console.print(table)
    of_first = " for the first week" if len(made.weeks) > 1 else ""
    console.print(
        f"Model in use{of_first}, chosen on {len(made.backtest.weeks_learned_from)} past weeks: "
        f"{made.backtest.chosen.words} ({made.backtest.chosen.id}).",
    )
    means = plain_table(
        "Patience per queue",
        ("Queue", "Taken from"),
        ("Mean\npatience (s)", "95% interval", "Abandonments\nrecorded"),
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
        console.print(line)


def print_backtest(report: ForecastReport) -> None:
    """Print the errors on past weeks: by queue, of totals, by days ahead, of handling times."""
    console, tested = terminal(), report.tested
    if not tested.tested:
        return
    places = 1 if console.width >= _WIDE else 0
    console.print(f"{_weeks_text(tested)}.")
    console.print(_interval_table(tested, report.lead_days, places))
    console.print(_verdict(tested))
    console.print(_total_table(tested, places))
    if report.by_horizon:
        console.print(_horizon_table(report, places))
    if len(report.made.weeks) > 1:
        console.print(ahead_table(report, places))
    if tested.handling.rows:
        console.print(_handling_table(tested))
    console.print(_model_table(tested))


def _weeks_text(tested: Backtest) -> str:
    """Say on which past weeks models were chosen, and which the tables are of."""
    learned, shown = len(tested.weeks_learned_from), len(tested.weeks)
    text = f"Models: chosen on {learned} past weeks; tables on {shown}"
    if learned <= shown:
        return text
    first = "the first only teaches" if learned == shown + 1 else "the first {} only teach"
    return f"{text} ({first.format(learned - shown)} the ranges)"


def _verdict(tested: Backtest) -> str:
    """Return the result of the past weeks in a sentence."""
    bias, held = tested.week_rows[-1].bias_share, tested.day_rows[-1].range_share
    weeks = len(tested.weeks)
    subject = "The past week was" if weeks == 1 else f"The past {weeks} weeks were"
    if f"{abs(bias):.0%}" == "0%":
        text = f"{subject} forecast right on the whole"
    else:
        text = f"{subject} {'over' if bias > 0 else 'under'}-forecast by {abs(bias):.0%}"
    if held is None:
        return f"{text}."
    return f"{text}; day totals lay in their range {held:.0%} of the time (80% wanted)."


def _interval_table(tested: Backtest, lead_days: int, places: int) -> Table:
    before = "the days before it"
    if lead_days:
        before = f"what was known {lead_days} days before it, as the planned week is"
    table = plain_table(
        f"Error by interval on {len(tested.weeks)} past weeks, each forecast from {before}",
        ("Queue",),
        _FIGURES,
    )
    table.caption = (
        "WAPE: absolute errors over contacts. Chance: the WAPE that would remain if the forecast "
        "were the true mean and contacts came by chance (Poisson). Bias: forecast less contacts, "
        "over contacts. Last week's, mean week's: WAPE of the same weekday last week, and of the "
        "mean of up to six earlier ones. Held: counts within p10–p90, of which 80% are to be. All: "
        "errors of the queues added up. Each week's model and range were learned only from weeks "
        "that were over when it was forecast."
    )
    if any(_is_mostly_chance(row) for row in tested.rows):
        table.caption += " –: so few contacts that chance makes nearly all of the error."
    for row in tested.rows:
        table.add_row(row.queue, *_figures(row, places))
    return table


def _total_table(tested: Backtest, places: int) -> Table:
    table = plain_table("The same of the totals of days and weeks", ("Total", "Queue"), _FIGURES)
    table.caption = (
        "Together: contacts of all queues added up first, so that errors of one may be made good "
        "by another, as they are where the same people serve them."
    )
    for total, rows in (("day", tested.day_rows), ("week", tested.week_rows)):
        for row in rows:
            table.add_row(total, row.queue, *_figures(row, places))
        table.add_section()
    return table


def _horizon_table(report: ForecastReport, places: int) -> Table:
    table = plain_table(
        "The same by days ahead, all queues", ("Days\nahead",), (*_FIGURES, "Days'\nWAPE")
    )
    table.caption = (
        "Forecasts made anew on every day of those weeks; 1 is the day after the last known one. "
        "Days' WAPE: of the totals of days, all queues together."
    )
    for one in report.by_horizon:
        every = next(row for row in one.rows if row.queue == "all")
        days_wape = share_text(one.day_rows[-1].wape_share, places)
        table.add_row(str(one.days_ahead), *_figures(every, places), days_wape)
    return table


def _handling_table(tested: Backtest) -> Table:
    table = plain_table(
        "Handling time on those weeks", ("Queue",), ("Contacts", "WAPE", "Bias", "Held")
    )
    table.caption = (
        "WAPE: distance of the intervals' mean handling times from their forecasts, weighted by "
        "contacts. Bias: of the work in them. Held: means within p10–p90, which are wider the "
        "fewer contacts an interval has."
    )
    for row in tested.handling.rows:
        table.add_row(
            row.queue,
            f"{row.handled:.0f}",
            share_text(row.wape_share),
            f"{row.bias_share:+.1%}",
            f"{row.range_share:.0%}",
        )
    return table


def _model_table(tested: Backtest) -> Table:
    """Return the least error of each kind of model, and what the kind is."""
    weeks = len(tested.weeks_learned_from)
    table = plain_table(f"Models tried on {weeks} past weeks", ("Kind", "What it knows"), ())
    for heading in ("Best of them", "WAPE", "In use"):
        table.add_column(heading, justify="right", no_wrap=True)
    kinds = {way.seasons: way.seasons for way in tested.wape_by_candidate}
    for kind in kinds:
        ways = [way for way in tested.wape_by_candidate if way.seasons == kind]
        best = min(ways, key=lambda way: tested.wape_by_candidate[way])
        used = sum(way in tested.chosen.members for way in ways)
        wape = share_text(tested.wape_by_candidate[best])
        table.add_row(kind.id, kind.words, best.id, wape, f"{used} of {len(ways)}")
    return table


def _is_mostly_chance(row: Accuracy) -> bool:
    return row.chance_wape_share >= _MOSTLY_CHANCE


def _figures(row: Accuracy, places: int) -> tuple[str, ...]:
    """Cells of a row; errors that chance makes nearly all of are left out."""
    wapes = (
        row.wape_share,
        row.chance_wape_share,
        row.last_week_wape_share,
        row.weekday_mean_wape_share,
    )
    wape, chance, last_week, mean_week = (
        "–" if _is_mostly_chance(row) else share_text(value, places) for value in wapes
    )
    bias = f"{row.bias_share:+.{places}%}"
    held = "" if row.range_share is None else f"{row.range_share:.0%}"
    return (f"{row.contacts:.0f}", wape, chance, bias, last_week, mean_week, held)
