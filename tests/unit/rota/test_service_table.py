"""The phones in arrays: what is added can be taken away, and what one more is worth is exact."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from allocator.rota.duty import Duty
from allocator.rota.instance import Instance
from allocator.rota.model import BREACH_PRICE
from allocator.rota.service_table import ServiceTable
from tests.rules.random_rotas import LENIENT, instance_of, random_rota

SEATS = LENIENT | {"seats": {}}


@pytest.fixture(scope="module")
def instance() -> Instance:
    """Compile one scenario for all tests of the module."""
    return instance_of(2, SEATS)


def test_what_was_added_can_be_taken_away(instance: Instance) -> None:
    rng = random.Random(1)
    empty = ServiceTable(instance, {})
    before = empty.cost()
    rota = random_rota(rng, instance)
    for (agent_id, _), duty in rota.items():
        empty.add(agent_id, duty)
    assert empty.cost() == pytest.approx(ServiceTable(instance, rota).cost(), rel=1e-12)
    for (agent_id, _), duty in rota.items():
        empty.remove(agent_id, duty)
    assert empty.cost() == pytest.approx(before, rel=1e-12)


def test_a_copy_changes_alone(instance: Instance) -> None:
    rota = random_rota(random.Random(2), instance)
    table = ServiceTable(instance, rota)
    before = table.cost()
    twin = table.copy()
    (agent_id, _), duty = next(iter(rota.items()))
    twin.remove(agent_id, duty)
    assert table.cost() == before
    assert twin.cost() != before


def test_seats_overdrawn_are_counted_and_priced(instance: Instance) -> None:
    option = instance.options["A"][0][0]
    duty = Duty(option, (), ("room",) * (option.end - option.start))
    one = ServiceTable(instance, {("A", 0): duty})
    assert one.overdrawn_seats() == 0
    two = ServiceTable(instance, {("A", 0): duty, ("C", 0): duty})
    assert two.overdrawn_seats() == option.end - option.start
    fair = two.copy()
    fair.seat_price = 0.0
    assert two.cost() - fair.cost() == pytest.approx(BREACH_PRICE * two.overdrawn_seats())


def test_what_one_more_agent_is_worth_is_the_change_of_the_cost() -> None:
    """Exact for one interval where no queue has a floor."""
    instance = instance_of(5, SEATS)
    table = ServiceTable(instance, random_rota(random.Random(5), instance))
    table.pools = tuple(replace(pool, floors=np.zeros_like(pool.floors)) for pool in table.pools)
    for agent_id in instance.agent_ids:
        for pool in instance.agent_pools[agent_id]:
            marginal = table.marginal(agent_id, pool)
            for interval in instance.service.intervals:
                presence = np.zeros(instance.scenario.grid.interval_count)
                presence[interval] = 1
                more = table.copy()
                more.add_fraction(agent_id, pool, presence)
                change = more.cost() - table.cost()
                assert marginal[interval] == pytest.approx(change, abs=1e-8)
