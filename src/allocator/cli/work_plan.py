"""``allocator work-plan``: the paper of a week for a manager and an assessor."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

if TYPE_CHECKING:
    from allocator.domain.contingency import Contingency
    from allocator.pipeline.work_plan import WorkPlanFormat, WorkPlanMade


@click.command("work-plan")
@click.argument("scenario", type=click.Path(path_type=Path))
@click.argument("plan", type=click.Path(path_type=Path), required=False)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="A file that ends in .docx, .pdf or .html, or a folder; beside the plan if not given.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["word", "pdf", "html"]),
    help="May be given again; all three, in a folder, if not given.",
)
@click.option(
    "--contingency",
    "tested",
    type=click.Path(path_type=Path),
    help="A .json that allocator contingency --out wrote of this plan; tested now if not given.",
)
@click.option(
    "--without-contingency",
    is_flag=True,
    help="Test no losses ahead: the work plan then says so on every page.",
)
@click.option(
    "--criteria",
    type=click.Path(path_type=Path),
    help="A table of the criteria that your centre assesses by.",
)
@click.option("--names", is_flag=True, help="Names beside the ids of people.")
@click.option(
    "--show-leave", is_flag=True, help="Tell days of leave apart from other days without a shift."
)
@click.option(
    "--written",
    type=click.Path(path_type=Path),
    help="An earlier copy in Word, whose words are passed on.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    scenario: Path,
    plan: Path | None,
    out: Path | None,
    formats: tuple[WorkPlanFormat, ...],
    tested: Path | None,
    without_contingency: bool,
    criteria: Path | None,
    names: bool,
    show_leave: bool,
    written: Path | None,
    as_json: bool,
) -> None:
    """Make a week's work plan as Word, PDF and HTML, with room for people's words.

    Objectives with what is expected and simulated beside, the days of the week, resources by pool
    and day, the rota, development and meetings, risks with their contingency, review dates and
    places to sign. Each computed figure has its reference, which allocator cite resolves. What
    belongs to the supervisor is blank, nothing is ever signed, and while places are blank the
    paper says INCOMPLETE. SCENARIO may be left out: the plan's folder holds its own.

    Unless --contingency gives the result of an earlier test, the week is tested ahead against
    losses, which takes a minute or two.

    Example: allocator work-plan plan-bank --out work-plan-bank
    """
    from allocator.pipeline.work_plan import make_work_plan

    if tested is not None and without_contingency:
        raise click.UsageError("Give one of --contingency and --without-contingency.")
    try:
        made = make_work_plan(
            plan or scenario,
            out,
            formats,
            scenario_folder=None if plan is None else scenario,
            contingency=None if without_contingency else _contingency(tested),
            criteria=criteria,
            names=names,
            show_leave=show_leave,
            written=written,
        )
    except KeyboardInterrupt:
        click.echo("Interrupted: nothing was written.", err=True)
        ctx.exit(1)
    _print(made, as_json=as_json)


def _contingency(tested: Path | None) -> Callable[[Path], Contingency]:
    """Return what reads an earlier test, or tests a plan now and shows how it gets on."""

    def test(folder: Path) -> Contingency:
        if tested is not None:
            from allocator.pipeline.work_plan import read_contingency

            return read_contingency(tested)
        from allocator.cli.progress import stage_progress
        from allocator.pipeline.contingency.contingency import contingency

        with stage_progress(sys.stderr) as report:
            return contingency(folder, report=report)

    return test


def _print(made: WorkPlanMade, *, as_json: bool) -> None:
    if as_json:
        fields = {
            "path": str(made.path),
            "files": list(made.files),
            "blank_places": made.blanks,
            "figures": made.figures,
            "rules_broken": made.rules_broken,
            "simulated_data": made.simulated,
            "contingency_tested": made.is_tested,
        }
        click.echo(json.dumps(fields, indent=2))
        return
    blank = "1 place is" if made.blanks == 1 else f"{made.blanks} places are"
    state = f"incomplete: {blank} blank" if made.blanks else "every place is filled"
    files = f" ({', '.join(made.files)})" if made.path.is_dir() else ""
    click.echo(f"{made.path}{files}: {made.figures} figures cited; {state}")
    if not made.is_tested:
        click.echo("Losses were not tested ahead, and the work plan says so.", err=True)
    if made.rules_broken:
        places = "1 place" if made.rules_broken == 1 else f"{made.rules_broken} places"
        click.echo(f"The rota breaks hard rules in {places}, and is marked so.", err=True)
