"""``allocator replan``: a published plan after somebody is away or something is down."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import rich_click as click

_EXAMPLE = """
Example: allocator replan plan-harbour --event absence:H07 --event absence:H05:until=2026-09-02
--now 2026-09-01T08:10 --out plan-harbour-2
"""


@click.command("replan", epilog=" ".join(_EXAMPLE.split()))
@click.argument("scenario", type=click.Path(path_type=Path))
@click.argument("plan", type=click.Path(path_type=Path), required=False)
@click.option(
    "--event",
    "events",
    multiple=True,
    metavar="TEXT",
    help=(
        "What has happened, such as absence:H07:until=2026-09-02 or "
        "queue_down:chat:from=10:00:until=13:00:then=callback; may be given again."
    ),
)
@click.option(
    "--events",
    "events_file",
    type=click.Path(path_type=Path),
    help="The same in a CSV or YAML file.",
)
@click.option(
    "--so-far",
    type=click.Path(path_type=Path),
    help="Contacts of the running day so far, as a table like history.csv: the rest of the day is "
    "forecast again.",
)
@click.option("--now", help="Moment of the replan, like 2026-09-01T08:10; now if not given.")
@click.option(
    "--option",
    type=click.Choice(["nothing", "least", "between", "best"]),
    help="Option to take; if not given, that of the least objective and price of change.",
)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="Folder to write the plan into."
)
@click.option("--chosen-by", default="", metavar="NAME", help="Who chooses, for the log.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=0.5),
    help="Time for the search of all options; if not given, 9 s and 14 s for every 100 people.",
)
@click.option("--seed", default=1, show_default=True, help="Seed of search and simulation.")
@click.option("--json", "as_json", is_flag=True, help="Print what replan.json holds instead.")
@click.pass_context
def command(
    ctx: click.Context,
    scenario: Path,
    plan: Path | None,
    events: tuple[str, ...],
    events_file: Path | None,
    so_far: Path | None,
    now: str | None,
    option: str | None,
    out: Path,
    chosen_by: str,
    reason: str,
    seconds: float | None,
    seed: int,
    as_json: bool,
) -> None:
    """Replan a published plan after somebody is away or something is down.

    PLAN is the folder of the published plan, a replan's or not; SCENARIO may be left out. What
    has happened by now stands; what was published costs by hours of notice to change. Shown are
    what happens if nothing is done, up to three options beside it, and who must be told by when;
    the new plan is written whole, with changes.csv and the log in replan.json. Exit code 3: the
    events break a hard rule, and nothing was written, or the new plan failed its check.

    Ctrl-C ends the search early, with the best so far; a second one leaves everything as it was.
    """
    from allocator.cli.progress import stage_progress
    from allocator.cli.replan_lines import end_lines, print_replan, refused_lines
    from allocator.pipeline.interrupt import EXIT_INTERRUPTED, interruptible

    try:
        with interruptible() as interrupts:
            with stage_progress(sys.stderr) as report:
                # Here, as it loads what starts threads.
                from allocator.pipeline.replan.replan import Refused, ReplanAsked, weigh_replan

                asked = ReplanAsked(
                    events, events_file, so_far, now, option, chosen_by, reason, seconds, seed
                )
                weighed = weigh_replan(
                    plan or scenario,
                    out,
                    asked,
                    report=report,
                    scenario_folder=None if plan is None else scenario,
                    interrupts=interrupts,
                )
            if isinstance(weighed, Refused):
                for line in refused_lines(weighed):
                    click.echo(line, err=True)
                ctx.exit(3)
            if not as_json:
                print_replan(weighed)
            with stage_progress(sys.stderr) as report:
                written = weighed.write(out, report)
    except KeyboardInterrupt:
        click.echo("Interrupted: nothing was written.", err=True)
        ctx.exit(EXIT_INTERRUPTED)
    if as_json:
        summary = written.plan.summary
        more = {"stage_seconds": summary.stage_seconds, "verdict": summary.verdict}
        content = weighed.log.model_dump(mode="json") | more
        outlook = weighed.outlook()
        if outlook is not None:
            from allocator.pipeline.replan.intraday import day_outlook_json

            content["running_day"] = day_outlook_json(weighed.scenario, outlook)
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
    else:
        for line in end_lines(weighed, written, out):
            click.echo(line)
    ctx.exit(0 if written.verdict.passed else 3)
