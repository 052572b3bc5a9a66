"""``allocator check``: whether a scenario can be planned from, and what it holds."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from allocator.cli.options import weeks_option

if TYPE_CHECKING:
    from allocator.pipeline.check_scenario import ScenarioCheck


@click.command("check")
@click.argument("scenario", type=click.Path(path_type=Path))
@weeks_option("Weeks to plan at once, in place of week.days.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
def command(scenario: Path, weeks: int | None, as_json: bool) -> None:
    """Check a scenario's files and say what they hold.

    SCENARIO is the folder with scenario.yaml and its tables. Every fault of every file is
    printed, each with file, row, column, value and remedy; then the exit code is 2.
    """
    from allocator.pipeline.check_scenario import check_scenario
    from allocator.pipeline.several_weeks import scenario_of_weeks

    with scenario_of_weeks(scenario, weeks) as planned:
        result = check_scenario(planned)
    if as_json:
        figures = result.overview.model_dump(mode="json")
        figures["warnings"] = [asdict(warning) for warning in result.warnings]
        figures["demand"] = result.known
        click.echo(json.dumps(figures, ensure_ascii=False, indent=2))
        return
    for line in _summary_lines(result):
        click.echo(line)


def _summary_lines(result: ScenarioCheck) -> list[str]:
    from allocator.cli.agreed_lines import agreed_lines, counted
    from allocator.cli.known_lines import known_lines
    from allocator.cli.problems import problem_lines

    held = result.overview
    word = "Week" if (held.last_day - held.first_day).days < 7 else "Weeks"
    lines = [
        f"{held.name}: sound",
        f"  Site      {held.site} ({held.time_zone})",
        f"  {word:<9} {held.first_day} to {held.last_day}, {held.open_hours:g} open hours",
        f"  Agents    {held.agents} with {held.contracted_hours:g} contracted hours",
    ]
    for pool in held.pools:
        seats = "no limit of seats" if pool.seats is None else f"{pool.seats} seats"
        lines.append(
            f"  Pool      {pool.pool}: {', '.join(pool.queues)}; {pool.agents} agents, {seats}, "
            f"{pool.history_contacts:,.0f} contacts in the history"
        )
    dates = f"{held.history_first:%Y-%m-%d} to {held.history_last:%Y-%m-%d}"
    waiting = [
        f"{number:g} of {queue} when the week begins" for queue, number in held.waiting.items()
    ]
    lines += [
        f"  History   {held.history_rows:,} rows on {held.history_days} days, {dates}",
        *([f"  Waiting   {', '.join(waiting)}"] if waiting else []),
        f"  Wishes    {counted(held.requests, 'request')}; {counted(held.pins, 'pin')}",
        *(f"  {label:<9} {text}" for label, text in agreed_lines(held.agreed)),
        f"  Hard      {', '.join(held.hard_rules) or 'no rules'}",
        f"  Soft      {', '.join(held.soft_rules) or 'no rules'}",
    ]
    lines += [f"  {line}" for line in known_lines(result.known)]
    if result.warnings:
        lines.append("Warnings:")
        lines += [f"  {line}" for line in problem_lines(result.warnings)]
    return lines
