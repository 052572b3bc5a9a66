"""``allocator why-not``: why this person and not that one."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

if TYPE_CHECKING:
    import datetime as dt

    from allocator.domain.findings import Finding
    from allocator.pipeline.why_not.answer import WhyNotAnswer

_MOST_SHOWN = 12


@click.command("why-not")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--agent", required=True, help="Whom it is about: an agent_id, or a name in quotes.")
@click.option("--instead-of", help="Who is on a queue at the moment, and then is not.")
@click.option("--at", help="Moment to be on a queue, like 1999-08-23T14:30, local time.")
@click.option("--day", help="Day to have a shift, like 1999-08-23, in place of a moment.")
@click.option(
    "--queue", help="Queue to be logged into then; of a day, whenever at work on contacts."
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0.2),
    help=(
        "Time in which everybody may move; half of it is spent on the plan without the change. "
        "If not given: 3 s, and 1.5 s for every hundred people."
    ),
)
@click.option("--seed", default=1, show_default=True, help="Seed of search and simulation.")
@click.option("--again", is_flag=True, help="Search again, though an answer is filed.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one JSON object.")
@click.pass_context
def command(
    ctx: click.Context,
    plan: Path,
    agent: str,
    instead_of: str | None,
    at: str | None,
    day: str | None,
    queue: str | None,
    seconds: float | None,
    seed: int,
    again: bool,
    as_json: bool,
) -> None:
    """Say why a plan has not somebody else: what forbids it, or what it would cost.

    PLAN is the folder that allocator plan or replan wrote. If a hard rule forbids it whatever else
    moves, that rule is told with its figures, and the smallest changes that would allow it, each
    tried. If not, it is forced, everybody may move, and the rota found is held against the plan
    searched on for as long. The answer is filed in PLAN/comparisons. Of a replan's plan what has
    been stands, and changes cost by hours of notice. Exit code 3 means no: no rota has it, or none
    was found in the time.

    Example: allocator why-not plan --agent A12 --instead-of A07 --at 1999-08-23T14:30
    """
    from allocator.cli.progress import stage_progress
    from allocator.pipeline.why_not.question import Asked
    from allocator.pipeline.why_not.why_not import why_not

    with stage_progress(sys.stderr) as report:
        answer = why_not(
            plan,
            Asked(agent, instead_of, at, day, queue),
            seconds=seconds,
            seed=seed,
            again=again,
            report=report,
        )
    if as_json:
        click.echo(json.dumps(_json(answer), ensure_ascii=False, indent=2))
    else:
        for line in (*answer.words, *_detail(answer)):
            click.echo(line)
    if answer.status.is_refused:
        ctx.exit(3)


def _detail(answer: WhyNotAnswer) -> list[str]:
    lines: list[str] = []
    if answer.moved:
        lines.append("")
        lines.append("Shifts that change:")
        for each in answer.moved[:_MOST_SHOWN]:
            who = answer.people.of(each.agent_id)
            words = f"{_span(each.before)} becomes {_span(each.after)}"
            lines.append(f"  {each.day:%a} {each.day.day} {each.day:%b}  {who}: {words}")
        if len(answer.moved) > _MOST_SHOWN:
            lines.append(f"  and {len(answer.moved) - _MOST_SHOWN} more, in the rota filed")
    if answer.other_blocks:
        count = len(answer.other_blocks)
        who = "1 person" if count == 1 else f"{count} people"
        lines.append(f"Other breaks or pools in the same shifts: {who}")
    if answer.as_it_stands:
        told = "; ".join(answer.people.in_text(_briefly(f)) for f in answer.as_it_stands[:3])
        best = answer.status == "not_found"
        what = (
            "The best rota found still breaks" if best else "If only the two shifts changed hands"
        )
        lines.append(f"{what}: {told}")
    if answer.folder is not None:
        since = (
            f", asked before at {answer.comparison.created_at}"
            if (answer.was_filed and answer.comparison is not None)
            else ""
        )
        lines.append(f"Filed       {answer.folder}{since}")
    return lines


def _briefly(finding: Finding) -> str:
    """Message of a finding without what it says of every single pattern."""
    is_of_patterns = finding.rule_id == "shift_patterns"
    return finding.message.partition(": ")[0] if is_of_patterns else finding.message


def _span(times: tuple[dt.datetime, dt.datetime] | None) -> str:
    return "off" if times is None else f"{times[0]:%H:%M}–{times[1]:%H:%M}"


def _json(answer: WhyNotAnswer) -> dict[str, Any]:
    obstacle, comparison = answer.obstacle, answer.comparison
    return {
        "status": str(answer.status),
        "question": answer.question.model_dump(mode="json"),
        "words": list(answer.words),
        "obstacle": None
        if obstacle is None
        else {
            "rule_ids": list(obstacle.rule_ids),
            "facts": list(obstacle.facts),
            "ways_out": list(obstacle.ways_out),
            "ways_text": obstacle.ways_text,
        },
        "as_it_stands": [finding.model_dump(mode="json") for finding in answer.as_it_stands],
        "comparison": None if comparison is None else comparison.model_dump(mode="json"),
        "moved": [
            {
                "agent_id": each.agent_id,
                "day": each.day.isoformat(),
                "before": _times(each.before),
                "after": _times(each.after),
            }
            for each in answer.moved
        ],
        "other_blocks": list(answer.other_blocks),
        "folder": None if answer.folder is None else str(answer.folder),
        "was_filed": answer.was_filed,
        "stage_seconds": answer.stage_seconds,
    }


def _times(times: tuple[dt.datetime, dt.datetime] | None) -> list[str] | None:
    return None if times is None else [moment.isoformat() for moment in times]
