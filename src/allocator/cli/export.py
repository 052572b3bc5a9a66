"""``allocator export``: a finished rota for the wall, for calendars, as data, and for readers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import rich_click as click

if TYPE_CHECKING:
    from allocator.pipeline.export_plan import Exported, Format, Paper
    from allocator.pipeline.export_portfolio import PortfolioFormat
    from allocator.pipeline.export_reader import Reader

    AnyFormat = Format | PortfolioFormat | Literal["html"]
    AnyReader = Reader | Literal["portfolio", "replan-log"]

_READERS = ["agents", "reviewer", "notice-board", "portfolio", "replan-log"]
_PAPERS = ("portfolio", "replan-log")


@click.command("export")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "kind",
    type=click.Choice(["xlsx", "ics", "pdf", "csv", "html", "docx"]),
    help=(
        "xlsx: a workbook; ics: a calendar a person; pdf: a sheet for the wall; csv: tables. With "
        "--for: html, of a portfolio docx or pdf."
    ),
)
@click.option(
    "--for",
    "reader",
    type=click.Choice(_READERS),
    help=(
        "What one reader may see: each agent their own shifts and reasons, the reviewer "
        "everything with places for decisions, the notice board shifts alone, a learner's "
        "portfolio the allocation report, and replan-log the log of a replan."
    ),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="File or folder to write; beside the plan if not given.",
)
@click.option(
    "--agent", help="One person's calendar (ics) or report (--for agents), by agent_id or name."
)
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
@click.option(
    "--criteria",
    type=click.Path(path_type=Path),
    help="With --for portfolio: a table of the criteria that your centre assesses by.",
)
@click.option("--names", is_flag=True, help="With --for portfolio: names beside the ids of people.")
@click.option(
    "--written",
    type=click.Path(path_type=Path),
    help="With --for portfolio: an earlier copy in Word, whose learner's words are passed on.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def command(
    plan: Path,
    kind: AnyFormat | None,
    reader: AnyReader | None,
    out: Path | None,
    agent: str | None,
    paper: Paper,
    show_leave: bool,
    criteria: Path | None,
    names: bool,
    written: Path | None,
    as_json: bool,
) -> None:
    """Export a finished rota: for the wall, for calendars, as data, for one reader.

    PLAN is a folder that allocator plan wrote; its rota.csv is what is exported. Reasons stand in
    what --for writes for agents, reviewer and portfolio, and in no other export; personal limits
    never with a cause. An earlier export is replaced in one step, unless somebody has changed it
    since.
    """
    if reader not in _PAPERS and (criteria is not None or names or written is not None):
        raise click.UsageError(
            "--criteria, --names and --written go with --for portfolio and --for replan-log."
        )
    made = _export(plan, kind, reader, out, agent, paper, show_leave, criteria, names, written)
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
        from allocator.domain.as_typed import as_typed

        places = "1 place" if made.rules_broken == 1 else f"{made.rules_broken} places"
        click.echo(
            f"The rota breaks hard rules in {places}, and is marked so: "
            f"allocator verify {as_typed(plan)} names each.",
            err=True,
        )


def _export(
    plan: Path,
    kind: AnyFormat | None,
    reader: AnyReader | None,
    out: Path | None,
    agent: str | None,
    paper: Paper,
    show_leave: bool,
    criteria: Path | None,
    names: bool,
    written: Path | None,
) -> Exported:
    if reader is None:
        from allocator.pipeline.export_plan import export_plan

        if kind is None or kind == "html" or kind == "docx":
            raise click.UsageError(
                "Give --format xlsx, ics, pdf or csv, or --for with a reader: "
                f"{', '.join(_READERS)}."
            )
        return export_plan(plan, kind, out, agent=agent, paper=paper, show_leave=show_leave)
    if reader == "portfolio" or reader == "replan-log":
        from allocator.pipeline.export_portfolio import export_portfolio
        from allocator.pipeline.replan.export_log import export_replan_log

        if kind is not None and kind != "docx" and kind != "pdf":
            raise click.UsageError("A portfolio takes --format docx or pdf, or both if not given.")
        if agent is not None:
            raise click.UsageError("--agent goes with --format ics and --for agents.")
        export = export_portfolio if reader == "portfolio" else export_replan_log
        return export(plan, kind, out, criteria=criteria, names=names, written=written)
    from allocator.pipeline.export_reader import export_for

    if kind not in (None, "html"):
        raise click.UsageError(f"--for {reader} writes html.")
    return export_for(plan, reader, out, agent=agent, show_leave=show_leave)
