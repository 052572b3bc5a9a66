"""``allocator forecast``: contacts of the planned week, per interval and queue."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

if TYPE_CHECKING:
    from allocator.pipeline.demand import Accuracy, Forecast


@click.command("forecast")
@click.argument("scenario", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print every interval as JSON.")
@click.option(
    "--backtest", "with_backtest", is_flag=True, help="Also show the errors on past weeks."
)
def command(scenario: Path, as_json: bool, with_backtest: bool) -> None:
    """Forecast the planned week of a SCENARIO from its history alone."""
    from allocator.pipeline.demand import forecast_json, forecast_scenario

    made = forecast_scenario(scenario)
    if as_json:
        click.echo(json.dumps(forecast_json(made, with_backtest=with_backtest), indent=2))
        return
    _print_week(made)
    if with_backtest:
        _print_backtest(made.backtest.rows, len(made.backtest.weeks))


def _print_week(made: Forecast) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title="Expected contacts per operating day")
    table.add_column("Day")
    for queue in made.queues:
        table.add_column(queue, justify="right")
    table.add_column("All", justify="right")
    by_day = made.expected.sum(axis=1)
    for day, contacts in zip(made.days, by_day, strict=True):
        table.add_row(
            f"{day:%a} {day.day} {day:%b}", *(f"{n:.0f}" for n in contacts), f"{contacts.sum():.0f}"
        )
    week = by_day.sum(axis=0)
    table.add_section()
    table.add_row("Week", *(f"{n:.0f}" for n in week), f"{week.sum():.0f}")
    console = Console()
    console.print(table)

    means = Table(title="Patience per queue")
    for heading in ("Queue", "Mean patience (s)", "Taken from", "Abandonments recorded"):
        means.add_column(heading, justify="left" if heading in {"Queue", "Taken from"} else "right")
    for patience in made.patience.values():
        means.add_row(
            patience.queue,
            f"{patience.patience_s:.0f}",
            str(patience.source),
            f"{patience.abandoned:.0f}",
        )
    console.print(means)
    for patience in made.patience.values():
        if patience.why_unused:
            console.print(
                f"{patience.queue}: the abandonments recorded ({patience.abandoned:.0f}) could not "
                f"be used: {patience.why_unused}.",
                highlight=False,
                markup=False,
            )
    for line in made.remarks:
        console.print(line)


def _print_backtest(rows: tuple[Accuracy, ...], weeks: int) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(
        title=f"Error on {weeks} past weeks, each forecast from the days before it",
        caption="WAPE: absolute errors per interval over contacts. Last week's, mean week's: WAPE "
        "of the same weekday last week and of the mean of the earlier ones. Chance: what would "
        "remain if the forecast were the true mean. In range: counts within p10–p90.",
    )
    for heading in (
        "Queue",
        "Contacts",
        "WAPE",
        "Bias",
        "Last week's",
        "Mean week's",
        "Chance",
        "In range",
    ):
        table.add_column(heading, justify="left" if heading == "Queue" else "right")
    for row in rows:
        table.add_row(
            row.queue,
            f"{row.contacts:.0f}",
            f"{row.wape_share:.1%}",
            f"{row.bias_share:+.1%}",
            f"{row.last_week_wape_share:.1%}",
            f"{row.weekday_mean_wape_share:.1%}",
            f"{row.chance_wape_share:.1%}",
            "" if row.range_share is None else f"{row.range_share:.0%}",
        )
    Console().print(table)
