"""``allocator contingency``: a planned week tested ahead against losses."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

if TYPE_CHECKING:
    from allocator.domain.contingency import Contingency, Loss

_EXAMPLE = "Example: allocator contingency plan-harbour --out contingency.html --out risks.pdf"
_MOST_RESPONSES = 4


@click.command("contingency", epilog=_EXAMPLE)
@click.argument("scenario", type=click.Path(path_type=Path))
@click.argument("plan", type=click.Path(path_type=Path), required=False)
@click.option(
    "--out",
    "places",
    multiple=True,
    type=click.Path(path_type=Path),
    help="File to write: .html or .pdf for the page, .json for all figures. May be given again.",
)
@click.option(
    "--seconds",
    default=100.0,
    show_default=True,
    type=click.FloatRange(min=1),
    help="Time after which no further response is prepared; the worst losses come first.",
)
@click.option("--seed", default=1, show_default=True, help="Seed of searches and simulation.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="Processes that work side by side; one a core if not given.",
)
@click.option("--json", "as_json", is_flag=True, help="Print all figures as one JSON object.")
@click.pass_context
def command(
    ctx: click.Context,
    scenario: Path,
    plan: Path | None,
    places: tuple[Path, ...],
    seconds: float,
    seed: int,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Test a planned week ahead: what hurts if it is lost, and what to do first.

    PLAN is a folder that allocator plan wrote; SCENARIO the one that it was made from, which may
    be left out. The week is tested against the loss of each person, of pairs in the same pool, of
    each queue for half a day, of half the seats of each pool, and against volume at its 90th
    percentile. For each: late contacts with nothing done, a first response with what it saves,
    and where one further skill would help. Nothing is written into the plan. Ctrl-C ends the test
    and keeps the losses looked at so far; a second one writes nothing.
    """
    from allocator.cli.progress import stage_progress
    from allocator.pipeline.contingency.files import (
        check_places,
        contingency_json,
        write_contingency,
    )
    from allocator.pipeline.interrupt import EXIT_INTERRUPTED, interruptible

    folder, given = (scenario, None) if plan is None else (plan, scenario)
    check_places(folder, places)
    try:
        with interruptible() as interrupts:
            # Afterwards, since it starts threads of its own, which are to leave the signal alone.
            from allocator.pipeline.contingency.contingency import ContingencyLimits, contingency

            limits = ContingencyLimits(seconds=seconds, seed=seed, jobs=jobs)
            with stage_progress(sys.stderr) as report:
                tested = contingency(folder, limits, report, given, interrupts)
            with interrupts.writing():
                write_contingency(tested, places)
    except KeyboardInterrupt:
        click.echo("Interrupted: nothing was written.", err=True)
        ctx.exit(EXIT_INTERRUPTED)
    if tested.is_stopped:
        click.echo(tested.notes[0], err=True)
    if as_json:
        click.echo(contingency_json(tested))
        return
    for line in _lines(tested):
        click.echo(line)
    for place in places:
        click.echo(f"Written: {place}")


def _lines(tested: Contingency) -> list[str]:
    lead = (
        f"{tested.plan_contacts:,.0f} of {tested.offered_contacts:,.0f} contacts are late in the "
        "plan. Late contacts more, by the model: with nothing done, after steps inside the "
        "contracted hours, and with overtime."
    )
    lines = [lead, ""]
    shown = tested.worst_of_each_kind()
    lines += [_loss_line(loss) for loss in shown]
    rest = len(tested.losses) - len(shown)
    if rest > 0:
        lines.append(f"  and {rest} of the same kinds that hurt less: --json")
    kinds: set[str] = set()
    for loss in shown:
        if loss.steps and loss.kind not in kinds and len(kinds) < _MOST_RESPONSES:
            kinds.add(loss.kind)
            lines += ["", f"First response: {loss.words}", *_step_lines(loss)]
    if tested.skills:
        lines += ["", "One further skill, late contacts fewer a week ± what chance does:"]
        lines += [
            f"  {gain.words}: {gain.saved_contacts or 0.0:.1f} "
            f"± {gain.searches_apart_contacts or 0.0:.1f}"
            for gain in tested.skills
        ]
    lines += ["", f"Volume at its 90th percentile: {tested.volume_words}."]
    return lines


def _step_lines(loss: Loss) -> list[str]:
    return [
        f"  {step.day:%a} {step.day.day} {step.day:%b}: {step.words} (−{step.saved_contacts:.0f})"
        for step in loss.steps
    ]


def _loss_line(loss: Loss) -> str:
    def beside(contacts: float | None) -> str:
        return f"{'–':>7}" if contacts is None else f"{contacts - loss.plan_contacts:+7.0f}"

    figures = (loss.lost_contacts, loss.rearranged_contacts, loss.response_contacts)
    return f"  {' '.join(map(beside, figures))}  {loss.words}"
