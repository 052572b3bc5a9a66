"""The ledger with a plan's weeks: what each brings to everybody, and what is remembered."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator

from allocator.domain.clock import WEEKDAYS
from allocator.domain.grid import UTC
from allocator.domain.ledger import SHARED, LedgerEntry, counts
from allocator.domain.rota import Activity, Rota, Shift
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.rules.requests.check import declined
from allocator.rules.unsocial_fairness.check import eligible_by_week, week_hours

_DECIMALS = 6
_NO_HOURS = 1e-9
_DEVELOPMENT = (Activity.TRAINING, Activity.COACHING, Activity.ONE_TO_ONE)

Week = tuple[dt.date, ...]


def rolled_ledger(scenario: Scenario, rota: Rota) -> tuple[LedgerEntry, ...]:
    """Rows of the ledger after a plan: those remembered, and one for each of its weeks.

    Rows of the planned weeks that are there already are replaced: a week that is planned twice
    counts once. Rows that are too old to count for this plan are left out; those of later weeks
    stay. A sum over weeks that are not told apart, and the mean at which a starter enters, are
    spread evenly over the weeks before, so that they are forgotten week by week too.

    Returns
    -------
    tuple of LedgerEntry
        In the order of the agents, the oldest week first; hours to six decimals.
    """
    new = week_entries(scenario, rota)
    old: dict[str, list[LedgerEntry]] = {agent.agent_id: [] for agent in scenario.agents}
    for row in scenario.ledger:
        old[row.agent_id].append(row)
    rows = [
        _rounded(row)
        for agent_id, mine in old.items()
        for row in _with_new(scenario, agent_id, mine, new.get(agent_id, []))
    ]
    place = {agent.agent_id: number for number, agent in enumerate(scenario.agents)}
    return tuple(sorted(rows, key=lambda row: (place[row.agent_id], row.week or dt.date.min)))


def _with_new(
    scenario: Scenario, agent_id: str, mine: list[LedgerEntry], new: list[LedgerEntry]
) -> list[LedgerEntry]:
    """Dated rows of an agent, sums spread over weeks, with new ones for those of the plan."""
    first, weeks = scenario.settings.week.start, scenario.plan_weeks
    after = first + dt.timedelta(weeks=len(weeks))
    window = scenario.settings.fairness.window_weeks
    dated = [
        row
        for row in mine
        if row.week is not None and (counts(row, first, window) or row.week >= after)
    ]
    earliest = min((row.week for row in dated if row.week and row.week < first), default=first)
    sums = [row for row in mine if row.week is None]
    balance = scenario.balances.get(agent_id)
    if not any(counts(row, first, window) for row in mine) and balance is not None:
        sums = [_of_what_concerns(balance, new)]  # at the team's mean
    spread = [
        part
        for row in sums
        if any(getattr(row, shared.base) for shared in SHARED.values())
        for part in _spread(row, scenario.agent_by_id[agent_id].weekly_hours, earliest, window)
    ]
    return [*spread, *dated, *new]


def _of_what_concerns(mean: LedgerEntry, new: list[LedgerEntry]) -> LedgerEntry:
    """Leave out of the team's mean what cannot come up for a starter in the plan's weeks."""
    apart = {
        column: 0.0
        for shared in SHARED.values()
        if not any(getattr(row, shared.base) for row in new)
        for column in shared
    }
    return mean.model_copy(update=apart)


def _spread(
    row: LedgerEntry, weekly_hours: float, until: dt.date, window_weeks: int
) -> Iterator[LedgerEntry]:
    """Split a sum evenly over the weeks before a day that it is about as many hours as."""
    hours = max(getattr(row, shared.base) for name, shared in SHARED.items() if name != "requests")
    count = min(window_weeks, max(1, math.ceil(hours / weekly_hours - _NO_HOURS)))
    parts = {
        column: getattr(row, column) / count for shared in SHARED.values() for column in shared
    }
    basis = "mean" if row.basis == "mean" else "brought"
    for back in range(count, 0, -1):
        week = until - dt.timedelta(weeks=back)
        yield row.model_copy(update={**parts, "week": week, "basis": basis})


def week_entries(scenario: Scenario, rota: Rota) -> dict[str, list[LedgerEntry]]:
    """List what each week of a plan brings to everybody to whom it brings anything at all.

    The contracted hours beside a burden are those of a week in which it could have come up: none
    while paid leave takes up the week; for unsocial hours as the rule ``unsocial_fairness`` says;
    for weekends where somebody may work on an open weekend day and has not agreed to unsocial
    hours; for hard queues where somebody may be logged into one.
    """
    unsocial = eligible_by_week(scenario)
    found: dict[str, list[LedgerEntry]] = {}
    for agent in scenario.agents:
        agent_id = agent.agent_id
        view = RotaView(scenario=scenario, rota=rota, agent_ids=(agent_id,))
        not_met = [request for request, _ in declined(view, agent_id)]
        shifts = view.shifts(agent_id)
        for number, week in enumerate(scenario.plan_weeks):
            hours = scenario.contracted_hours(agent_id, week)
            if scenario.hours_due(agent_id, week) <= _NO_HOURS:
                hours = 0.0
            mine = [shift for shift in shifts if view.operating_date(shift) in week]
            eligible = unsocial.get(agent_id, (0.0,) * len(scenario.plan_weeks))[number]
            on_weekend = bool(hours) and _may_work_weekends(scenario, agent_id, week)
            on_hard = bool(hours) and _may_take_hard_queues(scenario, agent_id)
            row = LedgerEntry(
                agent_id=agent_id,
                week=week[0],
                unsocial_hours=week_hours(scenario, mine) if eligible else 0.0,
                contracted_hours=eligible,
                weekend_hours=_weekend_hours(scenario, mine) if on_weekend else 0.0,
                weekend_contracted_hours=hours if on_weekend else 0.0,
                hard_queue_hours=_hard_queue_hours(scenario, mine) if on_hard else 0.0,
                hard_queue_contracted_hours=hours if on_hard else 0.0,
                development_hours=_development_hours(scenario, mine),
                development_contracted_hours=hours,
                requests_made=math.fsum(
                    request.weight
                    for request in scenario.requests_by_agent.get(agent_id, ())
                    if request.date in week
                ),
                requests_declined=math.fsum(r.weight for r in not_met if r.date in week),
            )
            if any(getattr(row, column) for shared in SHARED.values() for column in shared):
                found.setdefault(agent_id, []).append(row)
    return found


def _elapsed_hours(start: dt.datetime, end: dt.datetime) -> float:
    return (end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() / 3600


def _is_weekend(scenario: Scenario, day: dt.date) -> bool:
    return WEEKDAYS[day.weekday()] in scenario.settings.fairness.weekend_days


def _weekend_hours(scenario: Scenario, shifts: list[Shift]) -> float:
    """Elapsed hours of the shifts of weekend days, breaks included."""
    return math.fsum(
        _elapsed_hours(shift.start, shift.end)
        for shift in shifts
        if _is_weekend(scenario, scenario.grid.operating_date(shift.start))
    )


def _may_work_weekends(scenario: Scenario, agent_id: str, week: Week) -> bool:
    if scenario.agent_by_id[agent_id].unsocial_agreed:
        return False
    for day in week:
        if not _is_weekend(scenario, day):
            continue
        spans = scenario.available_spans(agent_id, day)
        for opens, closes in scenario.opening_spans(day):
            free = [(opens, closes)] if spans is None else spans
            if any(
                max(start.astimezone(UTC), opens.astimezone(UTC))
                < min(end.astimezone(UTC), closes.astimezone(UTC))
                for start, end in free
            ):
                return True
    return False


def _hard_queue_hours(scenario: Scenario, shifts: list[Shift]) -> float:
    """Weighted hours: an hour logged into several queues is one of each in equal parts."""
    weights = scenario.settings.fairness.hard_queues
    return math.fsum(
        _elapsed_hours(block.start, block.end)
        * math.fsum(weights.get(queue, 0.0) for queue in block.queues)
        / len(block.queues)
        for shift in shifts
        for block in shift.blocks
        if block.queues
    )


def _may_take_hard_queues(scenario: Scenario, agent_id: str) -> bool:
    hard = scenario.settings.fairness.hard_queues
    return any(
        queue in hard
        for pool in scenario.settings.pools
        for queue in scenario.usable_queues(agent_id, pool.id)
    )


def _development_hours(scenario: Scenario, shifts: list[Shift]) -> float:
    """Hours of training, coaching, one-to-ones, and of practice on a queue held at level 0."""

    def is_development(activity: Activity, agent_id: str, queues: tuple[str, ...]) -> bool:
        skills = scenario.skills_by_agent.get(agent_id, {})
        return activity in _DEVELOPMENT or any(
            queue in skills and skills[queue].level == 0 for queue in queues
        )

    return math.fsum(
        _elapsed_hours(block.start, block.end)
        for shift in shifts
        for block in shift.blocks
        if is_development(block.activity, block.agent_id, block.queues)
    )


def _rounded(row: LedgerEntry) -> LedgerEntry:
    return row.model_copy(
        update={
            column: round(getattr(row, column), _DECIMALS)
            for shared in SHARED.values()
            for column in shared
        }
    )
