"""Sessions for goals in the engine: where they may be, what they cost, and that they stay whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from allocator.demand.service import ServiceModel
from allocator.domain.practice import had_minutes
from allocator.domain.rota import Activity, Block, Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.rota.anneal.schedule import anneal_rota
from allocator.rota.blocks import to_rota
from allocator.rota.bound import solve_counts
from allocator.rota.from_rota import from_rota
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.place_practice import Placing, place_practice
from allocator.rota.polish import Incumbent
from allocator.rota.resolve import resolved
from allocator.verify.objective import measure
from allocator.verify.verifier import broken_rules
from tests.tiny_week import agent, pattern, requirements_of, rest, rota_of, tiny_week

GOAL = {"agent_id": "L", "goal": "chats", "queue": "chat", "hours": 2, "due": "2026-06-02"}
TONE = {
    "agent_id": "L",
    "goal": "tone",
    "activity": "coaching",
    "mentors": "M|N",
    "hours": 1,
    "due": "2026-06-02",
}
WEEK: dict[str, Any] = {
    "days": 2,
    "interval_minutes": 30,
    "prices": {"development_hour": 60},
    "agents": [agent(name, weekly_hours=16) for name in "LMN"],
    "queues": [{"id": "calls"}, {"id": "chat"}],
    "pools": [
        {"id": "main", "queues": ["calls"], "seats": 2},
        {"id": "room", "queues": ["chat"], "seats": 2},
    ],
    "skills": [
        ("L", "calls", 1),
        ("L", "chat", 0),
        ("M", "chat", 2),
        ("N", "calls", 2),
        ("N", "chat", 2),
    ],
    "opening_hours": [{"days": ["mon", "tue"], "open": "08:00", "close": "18:00"}],
    "shift_patterns": [
        pattern(
            start_from="08:00",
            start_to="10:00",
            start_every_minutes=30,
            shortest_minutes=480,
            longest_minutes=480,
            length_every_minutes=30,
        )
    ],
    "break_plans": [
        {
            "id": "day",
            "shift_over_minutes": 240,
            "shift_up_to_minutes": 600,
            "breaks": [rest("pause", 30, (90, 330))],
        }
    ],
}
RULES: dict[str, dict[str, Any]] = {
    "one_shift_a_day": {},
    "contracted_hours": {},
    "shift_patterns": {},
    "availability": {},
    "skills": {},
    "breaks": {},
    "seats": {},
    "opening_hours": {},
    "meetings": {},
    "practice": {},
    "development": {},
}
ROTA = [
    f"{name} {day} 09:00 {work} 12:00 break 12:30 {work} 17:00"
    for day in ("mon", "tue")
    for name, work in (("L", "work"), ("M", "work:chat"), ("N", "work:chat"))
]


def compiled(*goals: dict[str, Any], **fields: Any) -> Instance:
    week: dict[str, Any] = WEEK | {"goals": goals or [GOAL]} | fields
    return instance_of(tiny_week(rules=RULES, **week))


def instance_of(scenario: Scenario) -> Instance:
    requirements = requirements_of(scenario, {"calls": 5, "chat": 5})
    return Instance.of(scenario, ServiceModel.of(scenario, requirements))


def begun(instance: Instance) -> dict[Any, Any]:
    return from_rota(instance, rota_of(instance.scenario, ROTA))


def faults(instance: Instance, rota: Rota) -> list[str]:
    return [f.message for f in broken_rules(RotaView.whole(instance.scenario, rota))]


def test_sessions_may_be_just_where_the_checks_let_them_be() -> None:
    """Every time of a day beside each mentor is tried by hand, breaks staying where they are."""
    instance = compiled()
    scenario, rota = instance.scenario, rota_of(instance.scenario, ROTA)
    assignment = begun(instance)
    session = next(iter(instance.sessions.values()))
    # Where no break need move.
    found = {
        (place.held.start, place.held.mentor)
        for mentor in session.mentors
        for place in Placing(instance, assignment).possible(replace(session, mentors=(mentor,)))
        if not _meets_break(instance, place.held.start)
    }
    allowed: set[tuple[int, str]] = set()
    for start in range(scenario.grid.interval_count):
        for mentor in ("M", "N"):
            by_hand = _with_practice(scenario, rota, start, mentor)
            if by_hand is not None and not faults(instance, by_hand):
                allowed.add((start, mentor))
    assert found == allowed
    assert len(allowed) > 20


def _meets_break(instance: Instance, start: int) -> bool:
    noon = instance.scenario.grid.at(instance.scenario.grid.days[0], 12 * 60)
    at = instance.scenario.grid.index(noon)
    return any(rest in (start, start + 1) for rest in (at, at + 48))


def _with_practice(scenario: Scenario, rota: Rota, start: int, mentor: str) -> Rota | None:
    """Rota with an hour of the learner's work made practice; ``None`` where there is none."""
    begin, end = scenario.grid.moment(start), scenario.grid.moment(start + 2)
    blocks: list[Block] = []
    for block in rota.blocks:
        if block.agent_id == "L" and block.start <= begin and end <= block.end:
            if block.activity is not Activity.WORK:
                return None
            for first, last, changes in (
                (block.start, begin, {}),
                (begin, end, {"queues": ("chat",), "with_agents": (mentor,)}),
                (end, block.end, {}),
            ):
                if first < last:
                    blocks.append(block.model_copy(update={"start": first, "end": last, **changes}))
        else:
            blocks.append(block)
    return (
        Rota.of(blocks) if len(blocks) >= len(rota.blocks) and blocks != list(rota.blocks) else None
    )


@pytest.mark.parametrize("goals", [(GOAL,), (TONE,), (GOAL, TONE)], ids=["queue", "coach", "both"])
def test_placed_sessions_keep_the_rules_and_cost_what_the_check_says(
    goals: tuple[dict[str, Any], ...],
) -> None:
    instance = compiled(*goals)
    before = Incumbent(instance, begun(instance))
    placed = Incumbent(*place_practice(before.instance, before.assignment))
    rota = to_rota(placed.instance, placed.assignment)
    assert faults(instance, rota) == []
    assert len(placed.instance.practice) == len(instance.sessions)
    price = instance.scenario.settings.prices.development_hour
    minutes = sum(session.minutes for session in instance.sessions.values())
    assert placed.cost < before.cost - 0.5 * price * minutes / 60
    for incumbent in (before, placed):
        view = RotaView.whole(instance.scenario, to_rota(incumbent.instance, incumbent.assignment))
        assert incumbent.cost == pytest.approx(measure(view, instance.service).total, abs=1e-3)


@pytest.mark.parametrize("seed", range(3))
def test_the_search_moves_shifts_and_leaves_sessions_whole(seed: int) -> None:
    instance, assignment = place_practice(*_begun(compiled(GOAL, TONE)))
    limits = SearchLimits(seed=seed, seconds=0.3, reproducible=True)
    found = anneal_rota(instance, assignment, limits, 0.0, lambda _: None, warm=2.0)
    rota = to_rota(instance, found)
    assert rota != to_rota(instance, assignment)
    assert faults(instance, rota) == []
    assert sum(had_minutes(instance.scenario, rota.blocks).values()) == 180


def _begun(instance: Instance) -> tuple[Instance, dict[Any, Any]]:
    return instance, begun(instance)


def test_a_rota_with_sessions_is_read_back_as_it_was() -> None:
    instance, assignment = place_practice(*_begun(compiled(GOAL, TONE)))
    rota = to_rota(instance, assignment)
    assert len(instance.practice) == 3
    again = from_rota(compiled(GOAL, TONE), rota)
    assert again == assignment
    assert compiled(GOAL, TONE).of_rota(again).practice == instance.practice


def test_who_practised_for_a_goal_that_is_gone_serves_instead() -> None:
    instance, assignment = place_practice(*_begun(compiled()))
    rota = to_rota(instance, assignment)
    assert any(block.is_practice for block in rota.blocks)
    without = instance_of(tiny_week(rules=RULES, **WEEK))
    served = to_rota(without, from_rota(without, rota))
    assert not any(block.is_practice for block in served.blocks)
    assert faults(without, served) == []
    freed = instance.without_goal("L", "chats")
    assert freed.sessions == {}
    searched = resolved(freed, rota, SearchLimits(seconds=0.05, reproducible=True))
    assert searched is not None
    assert not any(block.is_practice for block in searched.blocks)


def test_a_session_whose_mentor_has_gone_is_not_taken_over() -> None:
    instance, assignment = place_practice(*_begun(compiled()))
    rota = to_rota(instance, assignment)
    assert len(instance.practice) == 2
    mentors = {held.mentor for held in instance.practice.values()}
    left = Rota.of([block for block in rota.blocks if block.agent_id not in mentors])
    assert compiled().of_rota(from_rota(compiled(), left)).practice == {}


def test_a_session_on_a_day_that_is_leave_by_now_is_not_taken_over() -> None:
    instance, assignment = place_practice(*_begun(compiled()))
    rota = to_rota(instance, assignment)
    leave = {"agent_id": "L", "first_day": "2026-06-01", "last_day": "2026-06-01"}
    away = compiled(leave=[leave | {"paid_hours_a_day": 8}])
    again = away.of_rota(from_rota(away, rota))
    assert {held.start // 48 for held in again.practice.values()} <= {1}


def test_a_session_dearer_than_its_price_has_no_place_and_is_paid_for() -> None:
    cheap = compiled(prices={"development_hour": 0.01})
    instance, assignment = place_practice(*_begun(cheap))
    assert instance.practice == {}
    view = RotaView.whole(instance.scenario, to_rota(instance, assignment))
    assert measure(view, instance.service).terms["development_short"] == pytest.approx(0.02)


def test_nobody_is_beside_two_learners_at_once() -> None:
    other = GOAL | {"agent_id": "N", "mentor_level": 2}
    skills = [*WEEK["skills"][:3], ("N", "calls", 2), ("N", "chat", 0)]
    instance = compiled(GOAL, other, skills=skills)
    rota = [line.replace("N mon 09:00 work:chat 12:00", "N mon 09:00 work 12:00") for line in ROTA]
    rota = [line.replace("work:chat", "work") if line[0] == "N" else line for line in rota]
    assignment = from_rota(instance, rota_of(instance.scenario, rota))
    instance, assignment = place_practice(instance, assignment)
    assert len(instance.practice) == 4
    assert faults(instance, to_rota(instance, assignment)) == []


@pytest.mark.parametrize("goals", [(GOAL,), (TONE,)], ids=["queue", "coach"])
def test_the_bound_holds_for_rotas_with_sessions(goals: tuple[dict[str, Any], ...]) -> None:
    """Full seats are worth being away from, which a bound of people who serve would miss."""
    instance = compiled(*goals)
    bound = solve_counts(instance, 0.1).bound
    placed = Incumbent(*place_practice(*_begun(instance)))
    assert len(placed.instance.practice) == len(instance.sessions)
    for seed in range(2):
        limits = SearchLimits(seed=seed, seconds=0.5, reproducible=True)
        found = anneal_rota(
            placed.instance, placed.assignment, limits, 0.0, lambda _: None, warm=1.0
        )
        assert bound <= Incumbent(placed.instance, found).cost + 1e-6
    assert bound > 0
