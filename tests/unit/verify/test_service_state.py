"""Late, uncovered and missing contacts of a rota, by hand and by the definitions spelt out."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pytest

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.people import Skill
from allocator.domain.rota import Activity, Block, Rota
from allocator.domain.scenario import Scenario
from allocator.verify.service_state import ServiceState
from tests.tiny_week import AUTUMN, SPRING, agent, requirements_of, rota_of, tiny_week

TWO_POOLS = {
    "queues": [
        {"id": "calls", "target_s": 20, "floor_share": 0.6},
        {"id": "chat", "target_s": 60, "floor_share": 0.9, "weight": 2},
        {"id": "web", "target_s": 20, "floor_share": 0.3, "weight": 3},
    ],
    "pools": [{"id": "main", "queues": ["calls", "chat"]}, {"id": "room", "queues": ["web"]}],
}


def small_scenario(**changes: object) -> Scenario:
    """Two days, open for three hours in two spans, three agents of different speeds."""
    scenario = tiny_week(
        agents=[agent("A"), agent("B"), agent("C")],
        days=2,
        opening_hours=[
            {"days": ["mon", "tue"], "open": "09:00", "close": "11:00"},
            {"days": ["mon", "tue"], "open": "12:00", "close": "13:00"},
        ],
        **TWO_POOLS | changes,
    )
    factors = {("A", "calls"): 0.8, ("A", "chat"): 1.1, ("B", "calls"): 1.3, ("C", "web"): 0.9}
    return scenario.model_copy(
        update={
            "skills": tuple(
                Skill(
                    agent_id=skill.agent_id,
                    queue=skill.queue,
                    level=1,
                    aht_factor=factors.get((skill.agent_id, skill.queue), 1.0),
                )
                for skill in scenario.skills
            )
        }
    )


def uneven_requirements(scenario: Scenario) -> tuple[Requirement, ...]:
    """Demand that differs by interval and queue, some of it none at all."""
    even = requirements_of(scenario, {"calls": 1, "chat": 1, "web": 1})
    chance = random.Random(4)
    return tuple(
        row.model_copy(
            update={
                "forecast_contacts": chance.choice([0.0, 1.25, 4.0, 9.5]),
                "aht_s": chance.choice([120.0, 240.0]),
                "patience_s": chance.choice([60.0, 300.0]),
            }
        )
        for row in even
    )


def random_blocks(scenario: Scenario, count: int, seed: int) -> list[Block]:
    """Blocks of any agent, activity and queues of a pool, inside the day and out of hours."""
    chance = random.Random(seed)
    grid = scenario.grid
    blocks: list[Block] = []
    for _ in range(count):
        first = chance.randrange(0, grid.interval_count - 12)
        working = chance.random() < 0.8
        queues = chance.choice([("calls",), ("chat",), ("chat", "calls"), ("web",)])
        blocks.append(
            Block(
                agent_id=chance.choice("ABC"),
                start=grid.moment(first),
                end=grid.moment(first + chance.randrange(1, 12)),
                activity=Activity.WORK if working else Activity.TRAINING,
                queues=queues if working else (),
            )
        )
    return blocks


def spelt_out(
    scenario: Scenario, service: ServiceModel, blocks: list[Block]
) -> tuple[dict[str, float], dict[str, tuple[float, float]]]:
    """Follow the definitions one interval and one queue at a time, by the curves' own methods."""
    grid = scenario.grid
    amounts = {"late_contacts": 0.0, "uncovered_contacts": 0.0, "below_floor": 0.0}
    levels: dict[str, tuple[float, float]] = {}
    for queue in scenario.settings.queues:
        pool_id = scenario.pool_of_queue[queue.id]
        by_day: dict[int, list[float]] = {}
        for interval in scenario.open_intervals:
            start, end = grid.moment(interval), grid.moment(interval + 1)
            present = [
                block
                for block in blocks
                if block.activity is Activity.WORK
                and scenario.pool_of_queue[block.queues[0]] == pool_id
                and block.start <= start
                and block.end >= end
            ]
            speeds = sum(service.speed[block.agent_id, pool_id] for block in present)
            agents = (1 - scenario.settings.shrinkage_share) * speeds
            covered = any(queue.id in block.queues for block in present)
            cell = service.cell(pool_id, interval)
            contacts = cell.contacts_by_queue[queue.id]
            curve = cell.curve(queue.service_class)
            late = contacts * curve.priced(agents)
            uncovered = 0.0 if covered else contacts
            amounts["late_contacts"] += queue.weight * late
            amounts["uncovered_contacts"] += queue.weight * uncovered
            day = grid.day_index(start)
            assert day is not None
            sums = by_day.setdefault(day, [0.0, 0.0, 0.0])
            sums[0] += contacts
            sums[1] += contacts - late - uncovered
            sums[2] += contacts * (1 - curve.exact(agents)) if covered else 0.0
        for offered, on_time, _ in by_day.values():
            amounts["below_floor"] += queue.weight * max(0, queue.floor_share * offered - on_time)
        shares = [exact / offered for offered, _, exact in by_day.values()]
        week = sum(s[2] for s in by_day.values()) / sum(s[0] for s in by_day.values())
        levels[queue.id] = (week, min(shares))
    return amounts, levels


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("shrinkage_share", [0.0, 0.3])
def test_amounts_and_levels_are_those_of_the_definitions(seed: int, shrinkage_share: float) -> None:
    scenario = small_scenario(shrinkage_share=shrinkage_share)
    service = ServiceModel.of(scenario, uneven_requirements(scenario))
    blocks = random_blocks(scenario, 40, seed)
    state = ServiceState.of(scenario, service, Rota.of(blocks))
    amounts, levels = spelt_out(scenario, service, blocks)
    assert state.service_amounts() == pytest.approx(amounts, rel=1e-12)
    found = {q: (s.week_share, s.lowest_day_share) for q, s in state.service_levels().items()}
    assert found == {queue: pytest.approx(level, rel=1e-12) for queue, level in levels.items()}


def test_a_change_gives_the_state_of_the_changed_rota_and_leaves_the_first_alone() -> None:
    scenario = small_scenario(shrinkage_share=0.1)
    service = ServiceModel.of(scenario, uneven_requirements(scenario))
    kept, out, put = (random_blocks(scenario, 20, seed) for seed in (1, 2, 3))
    before = ServiceState.of(scenario, service, Rota.of(kept + out))
    amounts_before = before.service_amounts()
    after = before.with_change(out, put)
    fresh = ServiceState.of(scenario, service, Rota.of(kept + put))
    assert after.service_amounts() == fresh.service_amounts()
    for pool in service.pools:
        assert np.array_equal(after.presence[pool].heads, fresh.presence[pool].heads)
        assert np.array_equal(after.presence[pool].logged_in, fresh.presence[pool].logged_in)
    assert before.service_amounts() == amounts_before != after.service_amounts()


def test_nobody_at_all() -> None:
    # Every contact is late and uncovered, and counts twice against the day's floor.
    scenario = tiny_week(
        days=1,
        opening_hours=[{"days": ["mon"], "open": "09:00", "close": "10:00"}],
        queues=[{"id": "calls", "weight": 3, "floor_share": 0.5}],
    )
    service = ServiceModel.of(scenario, requirements_of(scenario, {"calls": 5}))
    state = ServiceState.of(scenario, service, Rota(blocks=()))
    offered = 4 * 5
    assert state.service_amounts() == {
        "late_contacts": 3 * offered,
        "uncovered_contacts": 3 * offered,
        "below_floor": 3 * (0.5 * offered + offered),
    }
    assert state.service_levels()["calls"].week_share == 0


def test_terms_are_amounts_times_prices() -> None:
    prices = {"late_contact": 2, "uncovered_contact": 3, "below_floor_contact": 5}
    scenario = small_scenario(prices=prices)
    service = ServiceModel.of(scenario, uneven_requirements(scenario))
    state = ServiceState.of(scenario, service, Rota.of(random_blocks(scenario, 10, 1)))
    amounts, terms = state.service_amounts(), state.service_terms()
    assert terms == {
        "late_contacts": 2 * amounts["late_contacts"],
        "uncovered_contacts": 3 * amounts["uncovered_contacts"],
        "below_floor": 5 * amounts["below_floor"],
    }
    assert all(amount > 0 for amount in amounts.values())


def test_a_block_counts_in_the_intervals_that_it_covers_wholly_and_only_while_open() -> None:
    scenario = tiny_week(
        days=1, opening_hours=[{"days": ["mon"], "open": "09:00", "close": "10:00"}]
    )
    service = ServiceModel.of(scenario, requirements_of(scenario, {"calls": 5}))
    rota = rota_of(scenario, ["A mon 08:00 work 09:40", "B mon 09:05 work 24:00"])
    state = ServiceState.of(scenario, service, rota)
    assert state.presence["main"].heads.tolist() == [1, 2, 1, 1]
    assert state.presence["main"].logged_in.tolist() == [[1, 2, 1, 1]]


def test_what_the_scenario_does_not_know_counts_for_nothing() -> None:
    scenario = small_scenario()
    service = ServiceModel.of(scenario, uneven_requirements(scenario))
    nobody = ServiceState.of(scenario, service, Rota(blocks=()))
    strange = ["A mon 09:00 work:fax 11:00", "B mon 09:00 work:none 11:00"]
    state = ServiceState.of(scenario, service, rota_of(scenario, strange))
    assert state.service_amounts() == nobody.service_amounts()
    stranger = ServiceState.of(scenario, service, rota_of(scenario, ["Z mon 09:00 work:web 11:00"]))
    assert stranger.effective_agents("room").max() == 0


@pytest.mark.parametrize(
    ("first_day", "count"), [(SPRING, 12), (AUTUMN, 20)], ids=["forward", "back"]
)
def test_a_night_on_which_clocks_change_has_its_real_intervals(
    first_day: object, count: int
) -> None:
    scenario = tiny_week(
        first_day=first_day,
        opening_hours=[{"days": ["sun"], "open": "00:00", "close": "04:00"}],
    )
    service = ServiceModel.of(scenario, requirements_of(scenario, {"calls": 5}))
    state = ServiceState.of(scenario, service, rota_of(scenario, ["A sun 00:00 work 04:00"]))
    assert state.presence["main"].heads.tolist() == [1] * count


def test_more_agents_than_the_curves_reach_are_as_good_as_their_last_point() -> None:
    scenario = small_scenario()
    service = ServiceModel.of(scenario, uneven_requirements(scenario))
    crowd = [
        block.model_copy(update={"agent_id": who})
        for who, _ in product("ABC", range(30))
        for block in rota_of(scenario, ["A mon 09:00 work:calls|chat 13:00"]).blocks
    ]
    state = ServiceState.of(scenario, service, Rota.of(crowd))
    amounts, _ = spelt_out(scenario, service, crowd)
    assert state.effective_agents("main").max() > service.agents_max
    assert state.service_amounts() == pytest.approx(amounts, rel=1e-12)
