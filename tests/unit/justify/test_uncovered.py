"""When nobody is logged into a queue, and which planned activity people are at then."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from allocator.domain.plan import Plan
from allocator.domain.rota import Activity, Block, Rota
from allocator.domain.scenario import Scenario
from allocator.justify.held_activities import held_activities
from allocator.justify.uncovered import uncovered_spans
from tests.honest_plan import honest_plan
from tests.tiny_scenario import read_tiny_scenario
from tests.tiny_week import requirements_of, tiny_week

DAYS = [{"days": ["mon"], "open": "09:00", "close": "11:00"}]


def block(
    scenario: Scenario, agent_id: str, start: str, end: str, activity: str = "work", *others: str
) -> Block:
    day = scenario.grid.days[0]
    start_of, end_of = (
        scenario.grid.at(day, 60 * int(clock[:2]) + int(clock[3:])) for clock in (start, end)
    )
    return Block(
        agent_id=agent_id,
        start=start_of,
        end=end_of,
        activity=Activity(activity),
        queues=("calls",) if activity == "work" else (),
        with_agents=others,
    )


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return honest_plan(read_tiny_scenario(tmp_path))


def with_rota(plan: Plan, scenario: Scenario, blocks: list[Block], contacts: float) -> Plan:
    demand = requirements_of(scenario, {"calls": contacts})
    return plan.model_copy(update={"rota": Rota.of(blocks), "requirements": demand})


def meeting(*activities: tuple[str, str, int, str]) -> Scenario:
    return tiny_week(opening_hours=DAYS, activities=activities)


def test_a_briefing_of_all_leaves_nobody_and_is_named(plan: Plan) -> None:
    scenario = meeting(("briefing", "A|B", 30, "mon 09:00 to mon 11:00"))
    blocks = [
        part
        for who, other in (("A", "B"), ("B", "A"))
        for part in (
            block(scenario, who, "09:00", "10:00"),
            block(scenario, who, "10:00", "10:30", "briefing", other),
            block(scenario, who, "10:30", "11:00"),
        )
    ]
    (span,) = uncovered_spans(scenario, with_rota(plan, scenario, blocks, 3))
    assert (f"{span.start:%H:%M}", f"{span.end:%H:%M}") == ("10:00", "10:30")
    assert span.contacts == 6
    assert span.activities == ("activity0",)
    day = scenario.grid.days[0]
    assert span.words == (
        f"Nobody on calls {day:%a} {day.day} {day:%b} 10:00–10:30 (activity0), "
        "6.0 contacts expected"
    )


def test_times_without_contacts_do_not_count_and_the_most_contacts_come_first(plan: Plan) -> None:
    scenario = meeting()
    there = [block(scenario, "A", "09:15", "10:00")]
    made = with_rota(plan, scenario, there, 2)
    spans = uncovered_spans(scenario, made)
    assert [(f"{s.start:%H:%M}", s.contacts, s.activities) for s in spans] == [
        ("10:00", 8, ()),
        ("09:00", 2, ()),
    ]
    assert uncovered_spans(scenario, with_rota(plan, scenario, there, 0)) == ()


def test_alike_activities_have_a_time_each_and_fixed_ones_their_own() -> None:
    scenario = meeting(
        ("coaching", "A|B", 30, "mon 09:00 to mon 11:00"),
        ("coaching", "A|B", 30, "mon 09:00"),
        ("coaching", "A|B", 30, "mon 09:00 to mon 09:45"),
    )
    blocks = [
        block(scenario, who, start, end, "coaching", other)
        for who, other in (("A", "B"), ("B", "A"))
        for start, end in (("09:00", "09:30"), ("10:00", "10:30"))
    ]
    held = held_activities(scenario, Rota.of(blocks))
    assert [(one.activity_id, f"{one.start:%H:%M}") for one in held] == [
        ("activity0", "10:00"),
        ("activity1", "09:00"),
    ]
    assert held[0].takes_from(scenario, "main") == 2
    assert held[0].end - held[0].start == dt.timedelta(minutes=30)
