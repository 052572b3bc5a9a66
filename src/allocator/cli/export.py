"""``allocator export``: a finished rota for the wall, for calendars and as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

if TYPE_CHECKING:
    from allocator.pipeline.export_plan import Format, Paper


@click.command("export")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "kind",
    required=True,
    type=click.Choice(["xlsx", "ics", "pdf", "csv"]),
    help="xlsx: a workbook; ics: a calendar a person; pdf: a sheet for the wall; csv: tables.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="File (xlsx, pdf, ics of one person) or folder to write; beside the plan if not given.",
)
@click.option("--agent", help="With ics: the calendar of this person alone, by agent_id or name.")
@click.option(
    "--paper",
    type=click.Choice(["a3", "a4"]),
    default="a3",
    show_default=True,
    help="Paper that pdf and xlsx are laid out for, landscape.",
)
@click.option(
    "--show-leave",
    is_flag=True,
    help="Tell days of leave apart from other days without a shift.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def command(
    plan: Path,
    kind: Format,
    out: Path | None,
    agent: str | None,
    paper: Paper,
    show_leave: bool,
    as_json: bool,
) -> None:
    """Export a finished rota: for the wall, for calendars, as data.

    PLAN is a folder that allocator plan wrote; its rota.csv is what is exported. Reasons,
    requests and personal limits are never in an export. An earlier export is replaced in one
    step, unless somebody has changed it since.
    """
    from allocator.pipeline.export_plan import export_plan

    made = export_plan(plan, kind, out, agent=agent, paper=paper, show_leave=show_leave)
    if as_json:
        fields = {
            "path": str(made.path),
            "files": list(made.files),
            "people": made.people,
            "shifts": made.shifts,
            "rules_broken": made.rules_broken,
            "simulated_data": made.simulated,
        }
        click.echo(json.dumps(fields, indent=2))
    else:
        people = "1 person" if made.people == 1 else f"{made.people} people"
        shifts = "1 shift" if made.shifts == 1 else f"{made.shifts} shifts"
        click.echo(f"{made.path}: {people}, {shifts}")
    if made.rules_broken:
        places = "1 place" if made.rules_broken == 1 else f"{made.rules_broken} places"
        click.echo(
            f"The rota breaks hard rules in {places}, and is marked so: "
            f"allocator verify {plan} names each.",
            err=True,
        )
