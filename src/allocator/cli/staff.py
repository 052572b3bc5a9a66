"""``allocator staff``: agents that each pool needs in each interval of the planned week."""

from __future__ import annotations

import json
from pathlib import Path

import rich_click as click

from allocator.cli.options import weeks_option
from allocator.cli.terminal import terminal


@click.command("staff")
@click.argument("scenario", type=click.Path(path_type=Path))
@weeks_option("Weeks to plan at once, in place of week.days.")
@click.option("--json", "as_json", is_flag=True, help="Print every interval as JSON.")
def command(scenario: Path, weeks: int | None, as_json: bool) -> None:
    """Work out the agents that the planned week of a SCENARIO needs on the phone."""
    from allocator.pipeline.demand import staff_scenario, staffing_json
    from allocator.pipeline.several_weeks import scenario_of_weeks

    with scenario_of_weeks(scenario, weeks) as planned:
        need = staff_scenario(planned)
    if as_json:
        click.echo(json.dumps(staffing_json(need), indent=2))
        return

    from rich.table import Table

    table = Table(title="Agents to schedule on the phone, shrinkage included")
    for heading in ("Day", "Pool", "Agent hours", "Most agents at once", "at"):
        table.add_column(heading, justify="left" if heading in {"Day", "Pool"} else "right")
    for day in need.by_day:
        table.add_row(
            f"{day.day:%a} {day.day.day} {day.day:%b}",
            day.pool,
            f"{day.agent_hours:.1f}",
            f"{day.most_agents}",
            f"{day.most_at:%H:%M}",
        )
    terminal().print(table)
