"""``allocator plan``: from a scenario to a rota with its reasons."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from allocator.cli.options import weeks_option
from allocator.cli.terminal import terminal

if TYPE_CHECKING:
    from allocator.pipeline.explore_front import ExploreOutcome
    from allocator.pipeline.plan_week import PlanOutcome


@click.command("plan")
@click.argument("scenario", type=click.Path(path_type=Path))
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="Folder to write the plan into."
)
@click.option(
    "--seconds",
    default=75.0,
    show_default=True,
    type=click.FloatRange(min=1),
    help="Time for the search; a longer search comes closer to the bound.",
)
@click.option("--seed", default=1, show_default=True, help="Seed of the search.")
@click.option(
    "--reproducible",
    is_flag=True,
    help="Search by a fixed number of steps, not by the clock: two runs write the same rota.",
)
@click.option(
    "--rounds",
    default=1,
    show_default=True,
    type=click.IntRange(0, 10),
    help="Quick rotas to simulate first, at most: they correct the need for the search.",
)
@weeks_option(
    "Weeks to plan at once, in place of week.days; the plan's copy of the scenario says so."
)
@click.option(
    "--ledger",
    type=click.Path(path_type=Path),
    help="Ledger of who has borne what, kept from plan to plan in this file: read in the place of "
    "the scenario's ledger.csv and, after a plan that passes its check, rolled on. A week that is "
    "planned again is replaced. A plan's own ledger.csv is read and left as it is.",
)
@click.option(
    "--from",
    "start",
    type=click.Path(path_type=Path),
    help="Begin from a rota: a plan's folder, or a file (rota.csv, a table, a grid) of this week "
    "or of an earlier one, which is moved to it.",
)
@click.option(
    "--lock",
    is_flag=True,
    help="With --from: every shift and day off that the rota gives stands; without it, only "
    "those that it marks (a * behind the cell, or a column locked).",
)
@click.option(
    "--explore",
    metavar="TERM",
    help="Plan with five prices of a term (fairness, requests, steadiness, floors, uncovered, "
    "screen, cover), and write the rotas with a table and a picture of what less of it costs in "
    "late contacts.",
)
@click.option(
    "--jobs",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes for teams or sites that share nobody, searched side by side; 1 searches all "
    "as one, in two processes.",
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print plan.json instead of the summary; without a rota, why there is none.",
)
@click.pass_context
def command(
    ctx: click.Context,
    scenario: Path,
    out: Path,
    seconds: float,
    seed: int,
    reproducible: bool,
    rounds: int,
    weeks: int | None,
    ledger: Path | None,
    start: Path | None,
    lock: bool,
    explore: str | None,
    jobs: int,
    as_json: bool,
) -> None:
    """Plan the week: rota, justifications and report.

    SCENARIO is the folder with scenario.yaml and its tables. An earlier plan in the output
    folder is replaced, in one step, when the new one is complete. Exit code 3 means that no
    rota meets the hard rules, or that the finished plan failed its check. Where there is no rota,
    the few rules and facts that cannot hold together are named, and the smallest changes that
    cure it.

    Ctrl-C ends the search early: the best rota so far is written, checked, with its gap. A second
    one leaves everything as it was.
    """
    if lock and start is None:
        raise click.UsageError("--lock needs --from: it is what the rota there gives that stands.")
    from allocator.cli.progress import stage_progress
    from allocator.pipeline.interrupt import EXIT_INTERRUPTED, interruptible

    outcome: PlanOutcome | ExploreOutcome
    try:
        with interruptible() as interrupts, stage_progress(sys.stderr) as report:
            # Here, as they load what starts threads.
            from allocator.pipeline.begin_plan import PlanTask
            from allocator.pipeline.explore_front import explore_front
            from allocator.pipeline.ledger_file import kept_ledger
            from allocator.pipeline.plan_week import PlanOutcome, plan_week
            from allocator.pipeline.several_weeks import scenario_of_weeks

            with (
                scenario_of_weeks(scenario, weeks) as planned,
                kept_ledger(planned, ledger) as kept,
            ):
                task = PlanTask(
                    kept.scenario_folder,
                    out,
                    seed=seed,
                    seconds=seconds,
                    reproducible=reproducible,
                    report=report,
                    rounds=rounds,
                    start=start,
                    lock=lock,
                    jobs=jobs,
                    interrupts=interrupts,
                )
                outcome = plan_week(task) if explore is None else explore_front(task, explore)
                if isinstance(outcome, PlanOutcome) and outcome.plan is not None:
                    with interrupts.writing():
                        kept.write(outcome.plan)
    except KeyboardInterrupt:
        click.echo("Interrupted: nothing was written.", err=True)
        ctx.exit(EXIT_INTERRUPTED)
    if isinstance(outcome, PlanOutcome):
        code = _tell_plan(outcome, out, as_json=as_json)
        if outcome.plan is not None and not as_json:
            from allocator.cli.ledger_lines import ledger_lines

            for line in ledger_lines(kept, outcome.plan):
                click.echo(line)
        ctx.exit(code)
    if outcome.without is not None:
        ctx.exit(_tell_plan(outcome.without, out, as_json=as_json))
    ctx.exit(_tell_front(outcome, out, as_json=as_json))


def _tell_plan(outcome: PlanOutcome, out: Path, *, as_json: bool) -> int:
    """Print what planning came to, and return the exit code."""
    from allocator.cli.no_rota import no_rota_json, no_rota_lines
    from allocator.cli.plan_lines import print_summary
    from allocator.cli.problems import print_problems
    from allocator.cli.start_lines import locked_lines
    from allocator.pipeline.interrupt import EXIT_INTERRUPTED

    if outcome.warnings:
        print_problems(outcome.warnings)
    if outcome.plan is None and outcome.status == "stopped":
        click.echo(f"{outcome.reason.capitalize()}: nothing was written.", err=True)
        return EXIT_INTERRUPTED
    if outcome.plan is None:
        if as_json:
            click.echo(json.dumps(no_rota_json(outcome), indent=2, ensure_ascii=False))
        said = outcome.people.in_text
        for line in (*locked_lines(outcome.against_locks, said), *no_rota_lines(outcome)):
            click.echo(line, err=True)
        return 3
    if as_json:
        click.echo(json.dumps(outcome.plan.summary.model_dump(mode="json"), indent=2))
    else:
        print_summary(outcome, out)
    return 0 if outcome.verdict is None or outcome.verdict.passed else 3


def _tell_front(outcome: ExploreOutcome, out: Path, *, as_json: bool) -> int:
    """Print a front, and return the exit code."""
    from allocator.cli.front_lines import front_json, front_table

    assert outcome.front is not None
    if as_json:
        click.echo(json.dumps(front_json(outcome.front), indent=2))
    else:
        console = terminal()
        console.print(front_table(outcome.front))
        if not outcome.front.is_complete:
            console.print("STOPPED EARLY, by Ctrl-C: not every price was searched with.")
        folders = sorted({point.folder for point in outcome.front.points})
        console.print(f"Plans    {out}: {', '.join(folders)}")
        console.print(f"Table    {out / 'front.csv'}")
        console.print(f"Picture  {out / 'front.html'}")
    return 0 if all(point.verdict == "passed" for point in outcome.front.points) else 3
