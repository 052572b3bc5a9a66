"""``allocator forecast``: contacts of the planned week, per interval and queue."""

from __future__ import annotations

import json
from pathlib import Path

import rich_click as click

from allocator.cli.options import weeks_option


@click.command("forecast")
@click.argument("scenario", type=click.Path(path_type=Path))
@weeks_option("Weeks to forecast, in place of week.days.")
@click.option("--json", "as_json", is_flag=True, help="Print every interval as JSON.")
@click.option(
    "--backtest", "with_backtest", is_flag=True, help="Also show the errors on past weeks."
)
@click.option(
    "--origins",
    type=click.IntRange(min=1),
    help="With --backtest: most past weeks to forecast; 12 unless given.",
)
@click.option(
    "--horizon-days",
    type=click.IntRange(1, 42),
    help="With --backtest: days to forecast from each; 7 unless given.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Folder for forecast.csv, forecast_days.csv, backtest.csv, accuracy.csv, forecast.json.",
)
@click.option(
    "--so-far",
    type=click.Path(path_type=Path),
    help="Contacts of the running day, with the columns of history.csv: forecasts its rest again.",
)
@click.option(
    "--now", help="With --so-far: the moment, such as 2026-03-04T11:00. Later rows are not read."
)
def command(
    scenario: Path,
    weeks: int | None,
    as_json: bool,
    with_backtest: bool,
    origins: int | None,
    horizon_days: int | None,
    out: Path | None,
    so_far: Path | None,
    now: str | None,
) -> None:
    """Forecast the planned week of a SCENARIO from its history alone.

    With --backtest, also show how the method did on past weeks, each forecast from the days
    before it. With --so-far and --now, forecast the rest of a day that has begun.
    """
    if so_far is not None or now is not None:
        if with_backtest or origins or horizon_days or out or weeks:
            raise click.UsageError(
                "--so-far forecasts the rest of a day: only --json goes with it."
            )
        _show_rest(scenario, so_far, now, as_json)
        return
    if (origins or horizon_days) and not (with_backtest or out):
        raise click.UsageError("--origins and --horizon-days are options of --backtest and --out.")
    from allocator.pipeline.forecast_report import (
        DEFAULT_HORIZON_DAYS,
        DEFAULT_ORIGINS,
        check_out,
        forecast_report,
        write_report,
    )
    from allocator.pipeline.several_weeks import scenario_of_weeks

    if out is not None:
        check_out(out)
    with scenario_of_weeks(scenario, weeks) as planned:
        report = forecast_report(
            planned,
            with_horizon=with_backtest or out is not None,
            origins=origins or DEFAULT_ORIGINS,
            horizon_days=horizon_days or DEFAULT_HORIZON_DAYS,
        )
    if out is not None:
        write_report(report, out)
        click.echo(f"Written to {out}.", err=True)
    if as_json:
        click.echo(json.dumps(report.as_json(with_backtest=with_backtest), indent=2))
        return
    from allocator.cli.forecast_tables import print_backtest, print_week

    print_week(report)
    if with_backtest:
        print_backtest(report)


def _show_rest(scenario: Path, so_far: Path | None, now: str | None, as_json: bool) -> None:
    from allocator.cli.rest_of_day import print_rest
    from allocator.pipeline.reforecast import reforecast_scenario, rest_json

    if so_far is None or now is None:
        raise click.UsageError("Give --so-far and --now together.")
    rest = reforecast_scenario(scenario, so_far, now)
    if as_json:
        click.echo(json.dumps(rest_json(rest), indent=2))
    else:
        print_rest(rest)
