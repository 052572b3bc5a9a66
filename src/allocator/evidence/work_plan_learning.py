"""Development and meetings of a week: goals, their sessions and mentors, and what else is held."""

from __future__ import annotations

import math
from collections.abc import Mapping

from allocator.domain.development import GoalProgress, goal_progress
from allocator.domain.findings import day_text, local_text
from allocator.evidence.paper import Blank, Heading, Paragraph, Part, Table
from allocator.evidence.week_figures import NOTHING, WeekFigures
from allocator.evidence.work_plan_aims import SUPERVISOR
from allocator.justify.held_activities import held_activities
from allocator.justify.justification import Justification
from allocator.justify.wording import clock_span
from allocator.report.formats import compact, signed

_STATES = {
    "reached": "reached",
    "on_track": "on track",
    "behind": "behind",
    "cannot": "has no room until its date",
}


def learning(week: WeekFigures, justifications: Mapping[str, list[Justification]]) -> list[Part]:
    """Goals with their sessions, meetings with their times, and a blank."""
    return [
        Heading(1, "Development and meetings"),
        *_goals(week, justifications),
        *_meetings(week),
        Blank(
            "development",
            "Development needs that this plan serves, and those left for later",
            lines=4,
            writer=SUPERVISOR,
        ),
    ]


def _goals(week: WeekFigures, given: Mapping[str, list[Justification]]) -> list[Part]:
    progress = goal_progress(week.scenario, week.plan.rota)
    if not progress:
        return [Paragraph("No development goals are given in the scenario (goals.csv).")]
    return [
        Table(
            caption="Development goals (goal, whole and date imported; all else computed; price: "
            "late contacts that its sessions cost)",
            columns=(
                "Person and goal",
                "By",
                "Hours owed in these days",
                "Hours planned",
                "Hours left after",
                "Sessions, with mentor or coach",
                "Price",
                "State",
            ),
            rows=tuple(_goal_row(week, one, given.get(one.agent_id, [])) for one in progress),
            widths=(1.8, 1.0, 1.1, 1.1, 1.1, 2.8, 1.1, 1.3),
        )
    ]


def _goal_row(week: WeekFigures, one: GoalProgress, given: list[Justification]) -> tuple[str, ...]:
    name = f"rota.csv/{one.agent_id}/{one.goal}"
    what = f"practice on {one.queue}" if one.queue else str(one.activity).replace("_", " ")
    whole = compact(one.goal_minutes / 60)
    sessions = [
        f"{local_text(session.start)}–{session.end:%H:%M} with "
        + " and ".join(week.person(other) for other in session.beside.split(" and "))
        for session in one.sessions
    ]
    # The price stands with each shift of the agent, and is the same in all.
    prices = (f"{justified.id}/goal.{one.goal}.price" for justified in given)
    price = next((found for found in prices if found in week.claims), "")
    state = _STATES[one.status] + (f": {one.reason}" if one.reason else "")
    return (
        f"{week.person(one.agent_id)}\n{one.goal}: {what}, {whole} h in all",
        f"{one.due}",
        week.inline(f"{name}/owed_hours"),
        week.inline(f"{name}/delivered_hours"),
        week.inline(f"{name}/remaining_hours"),
        "\n".join(sessions) or NOTHING,
        week.inline(price, signed) if price else NOTHING,
        state,
    )


def _meetings(week: WeekFigures) -> list[Part]:
    held = {one.activity_id: one for one in held_activities(week.scenario, week.plan.rota)}
    zone = week.scenario.grid.zone
    rows: list[tuple[float, tuple[str, ...]]] = []
    for activity in week.scenario.activities:
        name = f"rota.csv/{activity.activity_id}/start"
        if name not in week.claims:
            continue
        one = held.get(activity.activity_id)
        when = "not held in these days"
        if one is not None:
            start, end = one.start.astimezone(zone), one.end.astimezone(zone)
            ref = week.inline(name).rpartition(" ")[2]
            when = f"{day_text(start.date())} {clock_span(start, end)} {ref}"
        who = ", ".join(week.person(agent_id) for agent_id in activity.participants)
        row = (when, week.activity(activity.activity_id), f"{activity.minutes}", who)
        rows.append((one.start.timestamp() if one else math.inf, row))
    if not rows:
        return [Paragraph("No meetings, coaching or training are given (activities.csv).")]
    return [
        Table(
            caption="Meetings, coaching and training (imported; when: computed)",
            columns=("When (computed)", "What", "Minutes", "Who takes part"),
            rows=tuple(row for _, row in sorted(rows, key=lambda one: one[0])),
            widths=(2.4, 1.6, 0.7, 5.3),
        )
    ]
