"""``allocator who-else``: who else could be on a queue at a moment."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

if TYPE_CHECKING:
    from allocator.pipeline.why_not.who_else import Candidate, WhoElseAnswer


@click.command("who-else")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--at", required=True, help="Moment, like 1999-08-23T14:30, local time.")
@click.option("--queue", required=True, help="Queue to be logged into.")
@click.option(
    "--seconds",
    default=25.0,
    show_default=True,
    type=click.FloatRange(min=1),
    help="Time after which nobody else is looked at.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one JSON object.")
def command(plan: Path, at: str, queue: str, seconds: float, as_json: bool) -> None:
    """Say who else could be on a queue at a moment, and at what price.

    PLAN is the folder that allocator plan or replan wrote. Everybody is listed: those on the queue,
    those who could be in addition to them, cheapest first, and those who cannot with the rule, its
    figures and the smallest change that would allow it. Prices are local: only the person's own
    week changes. What it costs to have somebody in another's place, and where everybody may move,
    is what allocator why-not works out. Of a replan's plan what has been stands, and prices count
    what a change costs by hours of notice.

    Example: allocator who-else plan --at 1999-08-23T14:30 --queue sales
    """
    from allocator.cli.progress import stage_progress
    from allocator.pipeline.why_not.who_else import who_else

    with stage_progress(sys.stderr) as report:
        answer = who_else(plan, at=at, queue=queue, seconds=seconds, report=report)
    if as_json:
        click.echo(json.dumps(_json(answer), ensure_ascii=False, indent=2))
        return
    for line in _lines(answer):
        click.echo(line)


def _lines(answer: WhoElseAnswer) -> list[str]:
    by_standing: dict[str, list[Candidate]] = {}
    for each in answer.candidates:
        by_standing.setdefault(str(each.standing), []).append(each)
    when = f"{answer.start:%a} {answer.start.day} {answer.start:%b %H:%M}"
    possible = by_standing.get("possible", [])
    best = ""
    if possible:
        first = possible[0]
        best = f"; least: {answer.people.of(first.agent_id)}, {_signed(first.price)}"
    counts = {name: len(by_standing.get(name, [])) for name in _TITLES}
    here, could = counts["on_queue"], counts["possible"]
    first_line = (
        f"{answer.queue} on {when}: {here} on it; in addition to those on it {could} could be, "
        f"with nobody else moving{best}."
    )
    lines = [
        first_line,
        _rest(counts),
        _LOCAL + (_OF_REPLAN if answer.open_from is not None else ""),
    ]
    for name, title in _TITLES.items():
        if by_standing.get(name):
            lines += ["", title]
            lines += [f"  {_one(answer, each)}" for each in by_standing[name]]
    return lines


def _rest(counts: dict[str, int]) -> str:
    words = f"{counts['others_must_move']} could be only if others moved"
    if counts["not_looked_at"]:
        words += f"; {counts['not_looked_at']} were not looked at in the time"
    return f"{words}; {counts['impossible']} cannot be."


_LOCAL = (
    "Prices, in late contacts, are of one person in addition to those on it, and local: their own "
    "week alone changes. In place of somebody, and where everybody may move: allocator why-not."
)
_OF_REPLAN = (
    " In this replan they count what a change costs by hours of notice; nothing before it changes, "
    "and what would allow those who cannot be is not looked for."
)
_TITLES = {
    "on_queue": "On the queue then:",
    "possible": "Could be in addition, cheapest first:",
    "others_must_move": "Only if others moved:",
    "impossible": "Cannot be:",
    "not_looked_at": "Not looked at in the time:",
}


def _one(answer: WhoElseAnswer, each: Candidate) -> str:
    who = answer.people.of(each.agent_id)
    named = answer.people.in_text
    if each.price is not None:
        return f"{who}: {_signed(each.price)}; {_changes(each)}"
    if each.obstacle is not None:
        facts = "; ".join(fact.removeprefix(f"{who} ") for fact in each.obstacle.facts)
        rules = ", ".join(each.obstacle.declared_rules)
        words = f"{who}: {facts}" + f" ({rules})" * bool(rules)
        if answer.open_from is not None:
            return words
        return f"{words}. What would allow it: {each.obstacle.ways_text}"
    if each.findings:
        return f"{who}: {'; '.join(named(finding.message) for finding in each.findings[:2])}"
    if str(each.standing) == "others_must_move":
        return f"{who}: no week of their own has it beside the others as they are"
    return who


def _changes(each: Candidate) -> str:
    if not each.moved:
        return "only breaks or pools change"
    days = [
        f"{m.day:%a} {'off' if m.before is None else f'{m.before[0]:%H:%M}–{m.before[1]:%H:%M}'} "
        f"becomes {'off' if m.after is None else f'{m.after[0]:%H:%M}–{m.after[1]:%H:%M}'}"
        for m in each.moved
    ]
    return ", ".join(days)


def _signed(value: float | None) -> str:
    text = f"{value or 0.0:+,.1f}"
    return "0.0" if text in ("+0.0", "-0.0") else text.replace("-", "\N{MINUS SIGN}")


def _json(answer: WhoElseAnswer) -> dict[str, Any]:
    return {
        "queue": answer.queue,
        "start": answer.start.isoformat(),
        "end": answer.end.isoformat(),
        "comparison": "local",
        "open_from": None if answer.open_from is None else answer.open_from.isoformat(),
        "seconds": round(answer.seconds, 2),
        "candidates": [
            {
                "agent_id": each.agent_id,
                "standing": str(each.standing),
                "price_late_contacts": each.price,
                "change_by_term": each.change_by_term,
                "moved": [
                    {
                        "day": m.day.isoformat(),
                        "before": None if m.before is None else [t.isoformat() for t in m.before],
                        "after": None if m.after is None else [t.isoformat() for t in m.after],
                    }
                    for m in each.moved
                ],
                "obstacle": None
                if each.obstacle is None
                else {
                    "rule_ids": list(each.obstacle.rule_ids),
                    "facts": list(each.obstacle.facts),
                    "ways_out": list(each.obstacle.ways_out),
                },
                "findings": [finding.model_dump(mode="json") for finding in each.findings],
            }
            for each in answer.candidates
        ],
    }
