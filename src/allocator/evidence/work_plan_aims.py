"""Objectives of a week: the targets with what is expected of them, and room for one's own."""

from __future__ import annotations

from allocator.domain.plan import QueueSummary
from allocator.evidence.paper import Heading, Paragraph, Part, Place, Table
from allocator.evidence.week_figures import NOTHING, WeekFigures, hours, share
from allocator.report.formats import number, percent

SUPERVISOR = "the supervisor"
_OWN_ROWS = 4


def aims(week: WeekFigures) -> list[Part]:
    """Targets of the queues, other aims, and a table for the supervisor's own objectives."""
    return [
        Heading(1, "Objectives"),
        Paragraph(
            "Targets are the centre’s, typed into its scenario. Expected: by the staffing model "
            "that the rota was priced with. Simulated: contact by contact, with the 95% interval "
            "of the mean. Neither is a promise."
        ),
        _targets(week),
        _others(week),
        Heading(2, "The supervisor’s own objectives"),
        Paragraph(
            "Specific, measurable, agreed, realistic and with a date. Typed by the supervisor; "
            "the first line at least."
        ),
        own_rows(
            "objective",
            "Own objectives (typed by the supervisor)",
            (
                ("Objective", 3.2),
                ("How measured, and how much", 2.6),
                ("By when", 1.1),
                ("Who", 1.3),
                ("Figures relied on, by reference", 1.8),
            ),
            _OWN_ROWS,
        ),
    ]


def own_rows(
    name: str,
    caption: str,
    columns: tuple[tuple[str, float], ...],
    rows: int,
    row_height_mm: float = 10,
) -> Table:
    """Return a table of lines to fill, of which only the first must be.

    Parameters
    ----------
    name
        What the ids of the places begin with.
    columns
        Heading of each and its share of the width; a first one with the line's number is added.
    """
    return Table(
        caption=caption,
        columns=("", *(head for head, _ in columns)),
        rows=tuple(
            (
                str(line),
                *(
                    Place(f"{name}.{line}.{place}", f"{head}, line {line}", is_needed=line == 1)
                    for place, (head, _) in enumerate(columns, start=1)
                ),
            )
            for line in range(1, rows + 1)
        ),
        widths=(0.25, *(width for _, width in columns)),
        row_height_mm=row_height_mm,
    )


def _targets(week: WeekFigures) -> Table:
    rows = tuple(_target_row(week, row) for row in week.plan.summary.queues)
    return Table(
        caption="Service of each queue against its target",
        columns=(
            "Queue",
            "Target (typed)",
            "Expected (computed)",
            "Simulated, 95% interval (computed)",
            "Worst day, least wanted (computed; typed)",
            "Against the target (computed)",
        ),
        rows=rows,
        widths=(1.5, 2.1, 1.4, 2.1, 2.1, 2.4),
    )


def _target_row(week: WeekFigures, row: QueueSummary) -> tuple[str, ...]:
    name = f"plan.json/queues/{row.queue}"
    queue = week.scenario.queue_by_id[row.queue]
    simulated = week.claims.get(f"plan.json/simulation/{row.queue}/service_level_share")
    shown = NOTHING
    if simulated is not None and isinstance(simulated.value, int | float):
        shown = week.cited.claim(simulated, share(simulated.value))
        if simulated.low is not None and simulated.high is not None:
            value, _, ref = shown.partition(" [")
            shown = f"{value} ({share(simulated.low)} to {share(simulated.high)}) [{ref}"
    target = week.inline(f"scenario.yaml/queues/{row.queue}/target_share", percent)
    worst = week.inline(f"{name}/lowest_day_share", share)
    floor = week.inline(f"scenario.yaml/queues/{row.queue}/floor_share", percent)
    return (
        f"{queue.name or row.queue}\n{row.queue}" if queue.name else row.queue,
        f"{target}\n{queue.definition}",
        week.inline(f"{name}/service_level_share", share),
        shown,
        f"{worst}\nat least {floor}" if queue.floor_share else worst,
        _against(row, week),
    )


def _against(row: QueueSummary, week: WeekFigures) -> str:
    """Say in words how a queue stands against its target, by the model and by the simulation."""
    told = [f"expected: {_distance(row.service_level_share, row.target_share)}"]
    simulated = week.value(f"plan.json/simulation/{row.queue}/service_level_share")
    if simulated is not None:
        told.append(f"simulated: {_distance(simulated, row.target_share)}")
    if row.lowest_day_share < row.floor_share:
        told.append("a day below the least wanted")
    return "\n".join(told)


def _distance(value: float, target: float) -> str:
    points = 100 * (value - target)
    size = number(abs(points), 1)
    if size == "0.0":
        return "at the target"
    return f"{size} points {'above' if points > 0 else 'below'}"


def _others(week: WeekFigures) -> Table:
    summary = week.plan.summary
    rows: list[tuple[str, str, str]] = [
        (
            "Every hard rule is kept, by a check that is independent of the search",
            "no breach",
            f"{summary.verdict}: {_findings(len(summary.findings))}",
        ),
        (
            "People have the hours that are due to them",
            f"{week.inline('plan.json/contracted_hours', hours)} h",
            f"{week.inline('plan.json/paid_hours', hours)} h",
        ),
        (
            "Requests of the team are met",
            f"{summary.requests_made} made",
            f"{week.inline('plan.json/requests_met')} met",
        ),
    ]
    if week.scenario.goals:
        rows.append(
            (
                "Development goals get what these days owe them",
                f"{week.inline('rota.csv/all-days/goals_owed_hours')} h",
                f"{week.inline('rota.csv/all-days/goals_delivered_hours')} h",
            )
        )
    rows += [
        (
            "Customers kept waiting too long, and all else, cost as little as can be",
            (
                f"{week.inline('plan.json/bound', _late)} at the least"
                if summary.has_bound
                else "no least was proven"
            ),
            week.inline("plan.json/objective_total", _late)
            + (
                f", at most {week.inline('plan.json/gap_share', share)} from the best"
                if summary.has_bound
                else ""
            ),
        )
    ]
    if summary.pay is not None:
        rows.append(
            (
                f"Pay, {summary.pay.currency}, premiums and leave included",
                "no aim set",
                week.inline("plan.json/pay/total_pay", lambda amount: number(amount, 0)),
            )
        )
    return Table(
        caption="What else the plan aims at (aims typed in the scenario; figures computed; whole "
        "cost in late contacts, by the scenario’s prices)",
        columns=("Aim", "Aimed at", "In the plan"),
        rows=tuple(rows),
        widths=(4, 2.6, 3.4),
    )


def _late(value: float) -> str:
    return number(value, 1)


def _findings(count: int) -> str:
    if not count:
        return "no breach found"
    return "1 breach found" if count == 1 else f"{count} breaches found"
