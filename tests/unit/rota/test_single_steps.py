"""Single steps do what they say they gain, and give nothing that nobody may have."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from allocator.demand.service import ServiceModel
from allocator.rota.duty import Assignment
from allocator.rota.from_rota import from_rota
from allocator.rota.instance import Instance
from allocator.rota.single_steps import LONGER_MOST_MINUTES, SingleSteps
from allocator.rota.skill_estimate import estimated_skills
from allocator.rota.step import Step, StepPrices
from allocator.store.plan_folder import read_plan
from allocator.store.scenario_folder import read_scenario

FREE = StepPrices(changed_day=0.0, changed_shift=0.0, overtime_hour=0.0)
KINDS = ("same_shift", "shift", "day", "stay_on", "call_in")
A_DAY = 480.0


@pytest.fixture(scope="module")
def team(small_plan: Path) -> tuple[Instance, Assignment]:
    plan = read_plan(small_plan)
    scenario = read_scenario(small_plan / "scenario")
    instance = Instance.of(scenario, ServiceModel.of(scenario, plan.requirements))
    given = from_rota(instance, plan.rota)
    return instance.of_rota(given), given


@pytest.fixture(scope="module")
def steps(team: tuple[Instance, Assignment]) -> list[Step]:
    """Every step worth anything when the first person is away."""
    return search(team).best(KINDS, A_DAY, 1000)


def search(team: tuple[Instance, Assignment], prices: StepPrices = FREE) -> SingleSteps:
    instance, given = team
    away, *there = instance.agent_ids
    left = {key: duty for key, duty in given.items() if key[0] != away}
    return SingleSteps(instance, left, prices, there, range(instance.day_count))


def late_cost(steps: SingleSteps) -> float:
    return steps._table.cost()  # pyright: ignore[reportPrivateUsage]: what all gains are gains of


def test_a_step_gains_what_it_says(team: tuple[Instance, Assignment], steps: list[Step]) -> None:
    assert {step.kind for step in steps} >= {"shift", "stay_on"}
    for step in steps[:10]:
        fresh = search(team)
        before = late_cost(fresh)
        fresh.take(step)
        assert before - late_cost(fresh) == pytest.approx(step.gain, abs=1e-6)


def test_steps_come_best_first_and_are_worth_their_price(
    team: tuple[Instance, Assignment], steps: list[Step]
) -> None:
    assert [step.net for step in steps] == sorted((step.net for step in steps), reverse=True)
    dear = search(team, StepPrices(1e6, 1e6, 1e6)).best(KINDS, A_DAY, 10)
    assert dear == []


def test_only_shifts_that_the_person_may_have_are_given(
    team: tuple[Instance, Assignment], steps: list[Step]
) -> None:
    instance, given = team
    for step in steps:
        duty = step.days[step.day]
        assert duty is not None
        assert duty.option in instance.options[step.agent_id][step.day]
        before = given.get((step.agent_id, step.day))
        more = duty.option.paid_minutes - (before.option.paid_minutes if before else 0)
        if step.kind == "stay_on":
            assert 0 < more <= LONGER_MOST_MINUTES
        assert step.overtime_minutes == (more if step.kind in ("stay_on", "call_in") else 0)


def test_nobodys_day_is_changed_twice(team: tuple[Instance, Assignment], steps: list[Step]) -> None:
    fresh = search(team)
    (first,) = fresh.best(KINDS, A_DAY, 1)
    fresh.take(first)
    again = fresh.best(KINDS, A_DAY, 1000)
    assert (first.agent_id, first.day) not in {(step.agent_id, step.day) for step in again}
    assert (steps[0].agent_id, steps[0].day) == (first.agent_id, first.day)


def test_a_refused_shift_is_not_offered_again(team: tuple[Instance, Assignment]) -> None:
    fresh = search(team)
    (first,) = fresh.best(KINDS, A_DAY, 1)
    fresh.refuse(first)
    refused = first.days[first.day]
    assert refused is not None
    for step in fresh.best(KINDS, A_DAY, 1000):
        duty = step.days[step.day]
        assert duty is not None
        if (step.agent_id, step.day) == (first.agent_id, first.day):
            assert duty.option != refused.option


def test_lost_seats_are_kept(team: tuple[Instance, Assignment]) -> None:
    instance, given = team
    fresh = SingleSteps(instance, {}, FREE, instance.agent_ids, range(5), {"main": 1})
    for _ in range(12):
        found = fresh.best(("call_in",), A_DAY, 1)
        if not found:
            break
        fresh.take(found[0])
    heads = np.zeros(instance.scenario.grid.interval_count, dtype=int)
    for duty in fresh.assignment.values():
        for _, interval in duty.on_phone:
            heads[interval] += 1
    assert heads.max() == 1
    assert given


def test_every_queue_that_somebody_lacks_is_estimated(
    team: tuple[Instance, Assignment],
) -> None:
    instance, given = team
    queues = [queue.id for queue in instance.scenario.settings.queues]
    found = estimated_skills(instance, given, dict.fromkeys(queues, 1.1))
    lacking = {
        (agent_id, queue)
        for agent_id in instance.agent_ids
        for queue in queues
        if queue not in instance.scenario.usable_queues(agent_id, "main")
    }
    assert {(each.agent_id, each.queue) for each in found} == lacking
    assert all(each.saved_contacts >= 0 for each in found)
