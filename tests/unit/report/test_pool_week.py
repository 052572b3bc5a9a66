"""Where cover falls short, through midnight and a change of the clocks."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.domain.demand import StaffingRow
from allocator.domain.plan import Plan
from allocator.domain.rota import Activity, Block, Rota
from allocator.domain.scenario import Scenario
from allocator.report.pool_week import PoolWeek, pool_weeks
from tests.honest_plan import honest_plan
from tests.tiny_scenario import read_tiny_scenario
from tests.tiny_week import AUTUMN, agent, requirements_of, tiny_week


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return honest_plan(read_tiny_scenario(tmp_path))


def week_of(plan: Plan, scenario: Scenario, missing: set[int]) -> PoolWeek:
    """Week of one pool that lacks two agents in some intervals and has one to spare elsewhere."""
    staffing = tuple(
        StaffingRow(
            interval_start=scenario.grid.moment(interval),
            pool="main",
            required_agents=3 if interval in missing else 1,
            scheduled_agents=1 if interval in missing else 2,
        )
        for interval in scenario.open_intervals
    )
    demand = requirements_of(scenario, {"calls": 2})
    made = plan.model_copy(update={"staffing": staffing, "requirements": demand})
    (week,) = pool_weeks(scenario, made)
    return week


def test_spans_are_runs_of_short_intervals(plan: Plan) -> None:
    week = week_of(plan, tiny_week(), {36, 37, 38, 40})
    spans = [(f"{s.start:%H:%M}", f"{s.end:%H:%M}", s.worst) for s in week.days[0].short_spans]
    assert spans == [("09:00", "09:45", 2), ("10:00", "10:15", 2)]
    assert week.days[0].short_intervals == week.short_intervals == 4
    assert week.short_hours == 2 * 4 * 0.25


def test_hours_short_are_elapsed_ones_when_the_clocks_go_back(plan: Plan) -> None:
    scenario = tiny_week(first_day=AUTUMN)
    sunday = range(scenario.grid.day_bounds[6], scenario.grid.day_bounds[7])
    assert len(sunday) == 100
    week = week_of(plan, scenario, set(sunday))
    (span,) = week.days[6].short_spans
    assert (f"{span.start:%H:%M}", f"{span.end:%H:%M}") == ("00:00", "00:00")
    assert week.days[6].short_hours == 2 * 25


def test_day_belongs_to_the_date_on_which_it_starts(plan: Plan) -> None:
    scenario = tiny_week(day_starts_at="04:00")
    week = week_of(plan, scenario, {0})
    assert [day.day for day in week.days] == list(scenario.grid.days)
    # Open from midnight to midnight: the grid begins at four, and no day is open before it.
    assert [len(day.intervals) for day in week.days] == [96] * 6 + [80]


def briefed(scenario: Scenario) -> Rota:
    """Rota in which A and B are at a briefing from 10:00 to 10:30 on Monday."""
    day = scenario.grid.days[0]
    return Rota.of(
        [
            Block(
                agent_id=who,
                start=scenario.grid.at(day, 600),
                end=scenario.grid.at(day, 630),
                activity=Activity.BRIEFING,
                with_agents=(other,),
            )
            for who, other in (("A", "B"), ("B", "A"))
        ]
    )


def test_activity_that_takes_as_many_as_are_missing_is_named(plan: Plan) -> None:
    scenario = tiny_week(activities=[("briefing", "A|B", 30, "mon 09:00 to mon 12:00")])
    made = plan.model_copy(update={"rota": briefed(scenario)})
    week = week_of(made, scenario, {36, 37, 39, 40, 41, 42})
    spans = [(f"{s.start:%H:%M}", f"{s.end:%H:%M}", s.activities) for s in week.days[0].short_spans]
    assert spans == [("09:00", "09:30", ()), ("09:45", "10:45", ("activity0",))]


def test_activity_that_takes_fewer_than_are_missing_is_not(plan: Plan) -> None:
    three = [agent("A"), agent("B"), agent("C")]
    scenario = tiny_week(
        agents=three,
        skills=[("A", "calls", 1), ("C", "calls", 1)],  # B is at the briefing, and on no phone
        activities=[("briefing", "A|B", 30, "mon 10:00")],
    )
    made = plan.model_copy(update={"rota": briefed(scenario)})
    week = week_of(made, scenario, {40, 41})
    (span,) = week.days[0].short_spans
    assert span.worst == 2
    assert span.activities == ()
