"""Whole weeks out of the divided team: legal ones, that cost less than the first that come."""

from __future__ import annotations

from typing import Any

import pytest

from allocator.domain.view import RotaView
from allocator.rota.blocks import to_rota
from allocator.rota.bound import solve_counts
from allocator.rota.choose_times import NoTimes
from allocator.rota.construct import construct
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.place_activities import place_activities
from allocator.rota.week_bound.dive import dive
from allocator.rota.week_bound.prove import Rounds
from allocator.verify.objective import measure
from allocator.verify.verifier import broken_rules
from tests.rules.random_rotas import STRICT, instance_of
from tests.unit.rota.test_week_bound import ACTIVITIES, LAX

TOLERANCE_MINUTES = 300
RULES = STRICT | {"days_in_seven": {"days_max": 6}}


def instance(seed: int, **fields: Any) -> Instance:
    return instance_of(seed, RULES, contracts=[LAX], cover=[], **fields)


def cost(instance: Instance, weeks: dict[str, tuple[object, ...]]) -> float:
    """Cost of the weeks with breaks and pools as the first small changes leave them."""
    counts = solve_counts(instance, 0.5)
    rota = construct(instance, counts, SearchLimits(seconds=1.0, reproducible=True))
    assert rota is not None
    assert set(weeks) == set(instance.agent_ids)
    view = RotaView.whole(instance.scenario, to_rota(instance, rota))
    assert broken_rules(view) == []
    return measure(view, instance.service).total


@pytest.mark.parametrize("seed", range(4))
def test_everybody_gets_one_legal_week_of_due_hours(seed: int) -> None:
    week_of = instance(seed)
    rounds = Rounds(week_of)
    rounds.prove(20)
    bound = rounds.bound
    weeks = dive(rounds)
    assert weeks is not None
    for agent_id, options in weeks.items():
        assert len({option.day for option in options}) == len(options)
        paid = sum(option.paid_minutes for option in options)
        due = 60 * week_of.scenario.hours_due(agent_id)
        assert abs(paid - due) <= TOLERANCE_MINUTES
        for option in options:
            assert option in week_of.options[agent_id][option.day]
    assert cost(week_of, dict(weeks)) >= bound - 1e-6


def test_whoever_takes_part_is_there_at_the_time_given() -> None:
    free = instance(1, activities=ACTIVITIES)
    counts = solve_counts(free, 0.5)
    placed = place_activities(free, counts, SearchLimits())
    assert not isinstance(placed, NoTimes)
    (rounds,) = counts.rounds
    weeks = dive(rounds.with_activities_at(placed))
    assert weeks is not None
    for agent_id in placed.agent_ids:
        for activity_id in placed.activities_of(agent_id):
            (start,) = placed.activity_starts[activity_id]
            assert any(option.start <= start < option.end for option in weeks[agent_id])


def test_a_week_settled_keeps_its_parts_and_no_other_choice() -> None:
    rounds = Rounds(instance(2))
    rounds.prove(12)
    row = max(range(len(rounds.weeks)), key=lambda each: len(list(rounds.weighted(each))))
    weighted = list(rounds.weighted(row))
    assert len(weighted) > 1
    (first, week), (second, other) = weighted[:2]
    places = [rounds.weeks[row].index(each) for each in (week, other)]
    rounds.keep_only(row, places)
    left = {id(each): weight for weight, each in rounds.weighted(row)}
    assert left[id(week)] == pytest.approx(first / (first + second))
    assert left[id(other)] == pytest.approx(second / (first + second))


def test_a_search_that_is_stopped_gets_no_weeks() -> None:
    rounds = Rounds(instance(3))
    rounds.prove(4)
    assert dive(rounds, stop=lambda: True) is None
