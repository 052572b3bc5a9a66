"""``allocator leave``: whether somebody can have Friday off, and at what price."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

if TYPE_CHECKING:
    from allocator.pipeline.ask_leave import LeaveAnswer
    from allocator.pipeline.leave_price import LeavePrice, MovedShift

_NEXT_TO_NOTHING = 0.05


@click.command("leave")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--agent", "agent_id", required=True, help="Who asks: an agent_id.")
@click.option("--days", required=True, help="Days asked for, like 2026-09-04,2026-09-05.")
@click.option(
    "--paid-hours",
    type=click.FloatRange(min=0, max=24),
    help=(
        "Hours of each day that count as worked; 0 if they are to be worked on other days. If "
        "not given: a fifth of the weekly hours, on days with a shift."
    ),
)
@click.option(
    "--seconds",
    default=20.0,
    show_default=True,
    type=click.FloatRange(min=1),
    help="Time in which everybody may move; half of it is spent on the plan without the leave.",
)
@click.option("--seed", default=1, show_default=True, help="Seed of the search.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one JSON object.")
@click.pass_context
def command(
    ctx: click.Context,
    plan: Path,
    agent_id: str,
    days: str,
    paid_hours: float | None,
    seconds: float,
    seed: int,
    as_json: bool,
) -> None:
    """Say whether an agent of a finished plan can have days off, and at what price.

    PLAN is the folder that allocator plan wrote; of a scenario's folder a plan is made first. Two
    prices are told: if only the agent's own week changes, and if everybody may move. Nothing is
    written. Exit code 3 means no: what stands in the way is said, and what would allow it.
    """
    from allocator.cli.progress import stage_progress
    from allocator.pipeline.ask_leave import ask_leave

    with stage_progress(sys.stderr) as report:
        answer = ask_leave(
            plan,
            agent_id=agent_id,
            days=[text.strip() for text in days.split(",") if text.strip()],
            paid_hours=paid_hours,
            seconds=seconds,
            seed=seed,
            report=report,
        )
    if as_json:
        click.echo(json.dumps(_json(answer), ensure_ascii=False, indent=2))
    else:
        for line in _yes(answer) if answer.is_possible else _no(answer):
            click.echo(line)
    if not answer.is_possible:
        ctx.exit(3)


def _yes(answer: LeaveAnswer) -> list[str]:
    return [
        f"Yes: {_who(answer)} can have {_days(answer)} off{_hours_words(answer)}.",
        f"If only {answer.agent_id}'s week changes: {_alone_words(answer)}",
        f"If everybody may move: {_together_words(answer)}",
    ]


def _no(answer: LeaveAnswer) -> list[str]:
    obstacles = ". ".join(answer.obstacles) or "none was proven, but no rota was found in the time"
    ways = "; or ".join(answer.ways_out) or "no small change was found"
    return [
        f"No: {_who(answer)} cannot have {_days(answer)} off{_hours_words(answer)}.",
        f"In the way: {obstacles}.",
        f"What would allow it: {ways}.",
    ]


def _alone_words(answer: LeaveAnswer) -> str:
    price = answer.alone
    if price is None:
        return "there is no week that keeps the hard rules while the others stay as they are."
    if not price.moved:
        return "nothing changes, as there is no shift on these days."
    less_leave = ", the leave's hours taken off" if any(answer.paid_hours.values()) else ""
    return (
        f"{_cost(price)}. Paid in the week: {price.paid_hours:g} h of "
        f"{price.due_hours:g} h due{less_leave}."
    )


def _together_words(answer: LeaveAnswer) -> str:
    price = answer.together
    if price is None:
        return "no rota that keeps the hard rules was found in the time."
    others = price.others_moved(answer.agent_id)
    people = len({each.agent_id for each in others})
    words = (
        f"{_cost(price)}; {len(others)} shifts of {people} others change. "
        if others
        else "nothing better was found. "
    )
    own = price.change_total - answer.without_leave
    if price.change_total <= _NEXT_TO_NOTHING:
        words += "The search found a better rota meanwhile. "
    return words + (
        f"The plan{', made for this answer,' * answer.planned_first} without the leave, searched "
        f"on for as long, changes by "
        f"{_signed(answer.without_leave)}: {_signed(own)} late contacts are the leave's own. A "
        f"longer search may change what lies within the plan's gap of {answer.gap_contacts:,.1f}."
    )


def _cost(price: LeavePrice) -> str:
    late = {q: change for q, change in price.change_late_by_queue.items() if _counts(change)}
    terms = price.change_by_term
    parts = [f"late {', '.join(f'{q} {_signed(change)}' for q, change in late.items())}"] * bool(
        late
    )
    below = terms.get("below_floor", 0.0)
    parts += [f"below the floors {_signed(below)}"] * _counts(below)
    met = -price.requests_lost
    parts.append(f"requests met {met:+d}" if met else "requests as before")
    fairness = terms.get("unsocial_excess", 0.0)
    parts.append(f"fairness {_signed(fairness)}" if _counts(fairness) else "fairness as before")
    return f"{_signed(price.change_total)} late contacts in all ({'; '.join(parts)})"


def _who(answer: LeaveAnswer) -> str:
    named = answer.name != answer.agent_id
    return f"{answer.agent_id} ({answer.name})" if named else answer.agent_id


def _days(answer: LeaveAnswer) -> str:
    days = [f"{day:%a} {day.day} {day:%b}" for day in answer.paid_hours]
    return ", ".join(days[:-1]) + " and " * (len(days) > 1) + days[-1]


def _hours_words(answer: LeaveAnswer) -> str:
    total = sum(answer.paid_hours.values())
    if total:
        return f", {total:g} h of it counted as worked"
    if len(answer.free_already) == len(answer.paid_hours):
        return ": the plan has no shift then"
    return ", the hours worked on other days"


def _counts(change: float) -> bool:
    return abs(change) >= _NEXT_TO_NOTHING


def _signed(change: float) -> str:
    text = f"{change:+,.1f}"
    return text.replace("-", "−") if _counts(change) else "0.0"


def _json(answer: LeaveAnswer) -> dict[str, Any]:
    return {
        "possible": answer.is_possible,
        "agent_id": answer.agent_id,
        "paid_hours": {day.isoformat(): hours for day, hours in answer.paid_hours.items()},
        "free_already": [day.isoformat() for day in answer.free_already],
        "alone": _price_json(answer.alone),
        "together": _price_json(answer.together),
        "without_leave_late_contacts": answer.without_leave,
        "plan_gap_late_contacts": answer.gap_contacts,
        "planned_first": answer.planned_first,
        "obstacles": list(answer.obstacles),
        "ways_out": list(answer.ways_out),
    }


def _price_json(price: LeavePrice | None) -> dict[str, Any] | None:
    if price is None:
        return None
    return {
        "change_late_contacts": price.change_total,
        "change_by_term": price.change_by_term,
        "change_late_by_queue": price.change_late_by_queue,
        "requests_lost": price.requests_lost,
        "paid_hours": price.paid_hours,
        "due_hours": price.due_hours,
        "moved": [_moved_json(each) for each in price.moved],
    }


def _moved_json(moved: MovedShift) -> dict[str, Any]:
    def span(times: tuple[dt.datetime, dt.datetime] | None) -> list[str] | None:
        return None if times is None else [moment.isoformat() for moment in times]

    return {
        "agent_id": moved.agent_id,
        "day": moved.day.isoformat(),
        "before": span(moved.before),
        "after": span(moved.after),
    }
