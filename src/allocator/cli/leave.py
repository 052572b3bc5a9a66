"""``allocator leave``: whether somebody can have Friday off, and at what price."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

if TYPE_CHECKING:
    from allocator.pipeline.leave.answer import LeaveAnswer
    from allocator.pipeline.leave.price import LeavePrice, MovedShift

_NEXT_TO_NOTHING = 0.05
_A_TENTH = 0.1
"""Late contacts: the least that is shown."""


@click.command("leave")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--agent", required=True, help="Who asks: an agent_id, or a name in quotes.")
@click.option("--days", required=True, help="Days asked for, like 2026-09-04,2026-09-05.")
@click.option(
    "--paid-hours",
    type=click.FloatRange(min=0, max=24),
    help=(
        "Hours of each day that count as worked; 0 if they are to be worked on other days. If "
        "not given: a fifth of the weekly hours, on days with a shift; of a whole week, its hours."
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
    agent: str,
    days: str,
    paid_hours: float | None,
    seconds: float,
    seed: int,
    as_json: bool,
) -> None:
    """Say whether an agent of a finished plan can have days off, and at what price.

    PLAN is the folder that allocator plan or replan wrote; of a scenario's folder a plan is made
    first. The price is told, and what it is made of if everybody may move and if only the agent's
    own week changes. Of a replan's plan what has been stands, and what moves for the leave costs by
    hours of notice. Nothing is written. Exit code 3 means no: what stands in the way is said, and
    what would allow it.
    """
    from allocator.cli.progress import stage_progress
    from allocator.pipeline.leave.ask import ask_leave

    with stage_progress(sys.stderr) as report:
        answer = ask_leave(
            plan,
            agent=agent,
            days=[text.strip() for text in days.split(",") if text.strip()],
            paid_hours=paid_hours,
            seconds=seconds,
            seed=seed,
            report=report,
        )
    if as_json:
        click.echo(json.dumps(_json(answer), ensure_ascii=False, indent=2))
    else:
        for line in yes_lines(answer) if answer.is_possible else _no(answer):
            click.echo(line)
    if not answer.is_possible:
        ctx.exit(3)


def yes_lines(answer: LeaveAnswer) -> list[str]:
    """Write the lines of a yes."""
    who = answer.people.of(answer.agent_id)
    if answer.is_off_already:
        return [f"Yes: {who} is off on {_days(answer)} already: nothing changes, price 0."]
    return [
        f"Yes: {who} can have {_days(answer)} off{_hours_words(answer)}.",
        f"Price: {_price_words(answer)}.",
        f"If everybody may move: {_together_words(answer)}",
        f"If only the week of {who} changes: {_alone_words(answer)}",
    ]


def _no(answer: LeaveAnswer) -> list[str]:
    obstacles = ". ".join(answer.obstacles) or "none was proven, but no rota was found in the time"
    none = "no small change was found"
    if not answer.looked_for_ways:
        none = "not looked for in a week that is under way"
    ways = "; or ".join(answer.ways_out) or none
    who, named = answer.people.of(answer.agent_id), answer.people.in_text
    return [
        f"No: {who} cannot have {_days(answer)} off{_hours_words(answer)}.",
        f"In the way: {named(obstacles)}.",
        f"What would allow it: {named(ways)}.",
    ]


def _price_words(answer: LeaveAnswer) -> str:
    """One price, and the certain one beside it."""
    price = answer.price
    if answer.cannot_be_told:
        words = (
            "no difference that can be told (under "
            f"{max(answer.apart, _A_TENTH):,.1f} late contacts)"
        )
    elif price <= _NEXT_TO_NOTHING:
        words = "next to nothing"
    else:
        words = (
            f"about {price:,.0f} late contacts" if price >= 10 else f"{price:,.1f} late contacts"
        )
    if answer.alone is None:
        return f"{words}; others have to move for it"
    alone = answer.alone.change_total
    near = max(answer.apart, _NEXT_TO_NOTHING)
    if f"{alone:,.1f}" == f"{price:,.1f}" or alone <= near or alone - price <= near:
        return f"{words}, and nobody else's week has to change"
    return f"{words}; {_signed(alone).removeprefix('+')} if nobody else's week changes"


def _alone_words(answer: LeaveAnswer) -> str:
    price = answer.alone
    if price is None:
        return "there is no week that keeps the hard rules while the others stay as they are."
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
    if price is answer.alone:
        words = "nothing better was found. "
    elif others:
        changed = f"{_counted(len(others), 'shift')} of {_counted(people, 'other')} change"
        words = f"{_cost(price)}. {changed}. "
    else:
        words = f"{_cost(price)}. Nobody else's shift changes, others' breaks and queues do. "
    made = ", made for this answer," * answer.planned_first
    if _counts(answer.without_leave):
        own = price.change_total - answer.without_leave
        words += (
            f"Searched on for as long, the plan{made} without the leave changes by "
            f"{_signed(answer.without_leave)}: {_signed(own)} is the leave's own. "
        )
    elif made:
        words += "The plan was made for this answer. "
    words += f"Searches side by side came out {answer.apart:,.1f} apart."
    if answer.gap_contacts is None:
        return words
    gap = f"the plan's gap of {answer.gap_contacts:,.1f}"
    return f"{words} A longer search may change what lies within {gap}."


def _cost(price: LeavePrice) -> str:
    """Change of the objective with what it is made of: as printed, the parts add up."""
    met = -price.requests_lost
    requests = f"{_counted(abs(met), 'request')} {'more' if met > 0 else 'fewer'} met"
    return price.made_of() + f"; {requests}" * bool(met)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"


def _days(answer: LeaveAnswer) -> str:
    days = [f"{day:%a} {day.day} {day:%b}" for day in answer.paid_hours]
    return ", ".join(days[:-1]) + " and " * (len(days) > 1) + days[-1]


def _hours_words(answer: LeaveAnswer) -> str:
    total = sum(answer.paid_hours.values())
    if total:
        return f", {total:g} h of it counted as worked"
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
        "price_late_contacts": answer.price if answer.is_possible else None,
        "alone": _price_json(answer.alone),
        "together": _price_json(answer.together),
        "without_leave_late_contacts": answer.without_leave,
        "searches_apart_late_contacts": answer.apart,
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
        "change_late_cost_by_queue": price.change_late_cost_by_queue,
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
