"""Corrections of the load: a factor that was planted is found, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from allocator.demand.deferred_plan import plan_deferred
from allocator.demand.service import ServiceModel
from allocator.domain.rota import Rota
from allocator.forecast.forecast import forecast
from allocator.pipeline.correction import (
    LEAST,
    MOST,
    Corrections,
    averaged,
    corrected,
    corrections_of,
    fitted,
    movement_share,
)
from allocator.simulate.week import WeekSimulation, simulate_week
from allocator.verify.service_state import ServiceState
from tests.honest_plan import ROTA_LINES
from tests.tiny_scenario import read_tiny_scenario
from tests.tiny_week import agent, requirements_of, rota_of, tiny_week

HOURS = (8, 10, 12, 14, 16)
BISECTION = 0.002


@pytest.fixture
def rota(tmp_path: Path) -> Rota:
    return rota_of(read_tiny_scenario(tmp_path), ROTA_LINES)


@pytest.fixture
def week(tmp_path: Path, rota: Rota) -> WeekSimulation:
    scenario = read_tiny_scenario(tmp_path / "again")
    return simulate_week(scenario, forecast(scenario), rota, replications=2, seed=1)


def as_if_simulated(week: WeekSimulation, rota: Rota, planted: Corrections) -> WeekSimulation:
    """Give the week the very counts that the model expects with some factors, in every weight."""
    scenario = week.scenario
    service = ServiceModel.of(scenario, corrected(week.scenario, week.requirements, planted))
    levels = ServiceState.of(scenario, service, rota).service_levels()
    offered, in_time = (np.zeros(week.counts.offered.shape) for _ in range(2))
    for number, queue in enumerate(scenario.settings.queues):
        for place, interval in enumerate(scenario.open_intervals):
            contacts = service.cell("main", interval).contacts_by_queue[queue.id]
            offered[:, interval, number] = contacts
            in_time[:, interval, number] = contacts * levels[queue.id].interval_shares[place]
    return replace(week, counts=replace(week.counts, offered=offered, in_time=in_time))


def test_one_factor_for_all_is_found_again(week: WeekSimulation, rota: Rota) -> None:
    for factor in (0.85, 1.0, 1.2):
        planted = {("main", hour): factor for hour in HOURS}
        found = fitted(as_if_simulated(week, rota, planted), rota, 0)
        assert found == {part: pytest.approx(factor, abs=BISECTION) for part in planted}


def test_factors_of_parts_are_found_again(week: WeekSimulation, rota: Rota) -> None:
    planted = dict(zip((("main", hour) for hour in HOURS), (0.9, 1.0, 1.1, 1.2, 1.3), strict=True))
    found = fitted(as_if_simulated(week, rota, planted), rota, 0)
    assert found == {part: pytest.approx(factor, abs=0.01) for part, factor in planted.items()}


def test_factors_of_few_people_are_drawn_together_and_towards_one(
    week: WeekSimulation, rota: Rota
) -> None:
    """Three people on the phone: much of what one of their rotas shows the next will not."""
    planted = dict(zip((("main", hour) for hour in HOURS), (0.9, 1.0, 1.1, 1.2, 1.3), strict=True))
    found = list(fitted(as_if_simulated(week, rota, planted), rota).values())
    assert min(found) > 0.9
    assert max(found) < 1.2
    assert 1.0 < float(np.mean(found)) < 1.1


def test_expecting_what_was_simulated_is_a_fixed_point(week: WeekSimulation, rota: Rota) -> None:
    """A second round, of the same rota, moves nothing: factors count from 1, not from before."""
    planted = {("main", hour): 1.1 for hour in HOURS}
    before = fitted(as_if_simulated(week, rota, planted), rota)
    again = replace(week, requirements=corrected(week.scenario, week.requirements, before))
    found = fitted(as_if_simulated(again, rota, planted), rota)
    after = averaged(before, found, 2)
    assert movement_share(week.requirements, before, after) < BISECTION


@pytest.mark.parametrize(("in_time_share", "bound"), [(0.0, MOST), (1.0, LEAST)])
def test_factors_stay_within_their_bounds(
    week: WeekSimulation, rota: Rota, in_time_share: float, bound: float
) -> None:
    offered = week.counts.offered.astype(float)
    counts = replace(week.counts, in_time=in_time_share * offered)
    found = fitted(replace(week, counts=counts), rota, 0)
    assert list(found.values()) == pytest.approx([bound] * len(HOURS), abs=BISECTION)


def test_part_in_which_nobody_works_takes_the_factor_of_the_others(
    week: WeekSimulation, rota: Rota
) -> None:
    """What is expected there is nothing, whatever the load: it may not run to a bound."""
    shorter = Rota.of([block for block in rota.blocks if block.end.hour < 16])
    planted = {("main", hour): 1.2 for hour in HOURS}
    found = fitted(as_if_simulated(week, shorter, planted), shorter)
    others = [factor for part, factor in found.items() if part != ("main", 16)]
    assert 1.0 < min(others) - 0.02 < found["main", 16] < max(others) + 0.02 < 1.25


def test_part_in_which_no_contact_came_takes_the_factor_of_the_others(
    week: WeekSimulation, rota: Rota
) -> None:
    """There is nothing to aim at: it may neither run to a bound nor draw the others there."""
    planted = {("main", hour): 1.2 for hour in HOURS}
    seen = as_if_simulated(week, rota, planted)
    starts = [seen.scenario.grid.moment(place) for place in seen.scenario.open_intervals]
    late = [
        place
        for place, start in zip(seen.scenario.open_intervals, starts, strict=True)
        if start.hour >= 16
    ]
    offered, in_time = (counts.copy() for counts in (seen.counts.offered, seen.counts.in_time))
    offered[:, late], in_time[:, late] = 0, 0
    counts = replace(seen.counts, offered=offered, in_time=in_time)
    found = fitted(replace(seen, counts=counts), rota, 0)
    others = [factor for part, factor in found.items() if part != ("main", 16)]
    assert others == pytest.approx([1.2] * 4, abs=0.01)
    assert found["main", 16] == pytest.approx(1.2, abs=0.01)
    nobody = replace(counts, offered=0 * offered, in_time=0 * in_time)
    assert set(fitted(replace(seen, counts=nobody), rota).values()) == {1.0}


def test_simulated_load_of_a_fifth_more_is_seen_as_a_fifth(tmp_path: Path, rota: Rota) -> None:
    """The whole way: contacts that come a fifth more often, by a simulation of 200 weeks."""
    scenario = read_tiny_scenario(tmp_path / "busier")
    plain = forecast(scenario)
    busier = tuple(
        row.model_copy(update={"forecast_contacts": 1.1 * row.forecast_contacts}) for row in plain
    )
    factors: list[float] = []
    for demand in (plain, busier):
        week = simulate_week(scenario, demand, rota, replications=200, seed=3)
        found = fitted(replace(week, requirements=plain), rota, 0)
        factors.append(float(np.exp(np.mean(np.log(list(found.values()))))))
    assert factors[1] / factors[0] == pytest.approx(1.1, abs=0.02)


def test_corrections_are_written_into_requirements_and_read_back(week: WeekSimulation) -> None:
    corrections = {("main", hour): 1 + hour / 100 for hour in HOURS}
    rows = corrected(week.scenario, week.requirements, corrections)
    assert corrections_of(week.scenario, rows) == corrections
    assert [row.model_copy(update={"load_correction": 1.0}) for row in rows] == list(
        week.requirements
    )
    assert corrections_of(week.scenario, week.requirements) == dict.fromkeys(corrections, 1.0)


def test_email_is_no_measure_of_the_load_and_is_not_corrected() -> None:
    queues = [{"id": "calls", "target_s": 20}, {"id": "mail", "channel": "email"}]
    scenario = tiny_week(
        agents=[agent(name) for name in "AB"],
        days=1,
        opening_hours=[{"days": ["mon"], "open": "08:00", "close": "12:00"}],
        queues=[{**queue, "target_s": queue.get("target_s", 7200)} for queue in queues],
        pools=[{"id": "main", "queues": ["calls", "mail"]}],
    )
    requirements = plan_deferred(scenario, requirements_of(scenario, {"calls": 4, "mail": 1}))
    rota = rota_of(scenario, [f"{name} mon 08:00 work:calls|mail 12:00" for name in "AB"])
    week = simulate_week(scenario, requirements, rota, replications=20, seed=1)
    found = fitted(week, rota)
    assert set(found) == {("main", 8), ("main", 10)}
    rows = corrected(scenario, requirements, dict.fromkeys(found, 1.2))
    assert {(row.queue, row.load_correction) for row in rows} == {("calls", 1.2), ("mail", 1.0)}
    assert corrections_of(scenario, rows) == dict.fromkeys(found, 1.2)


def test_first_round_counts_whole_and_the_second_half() -> None:
    part = ("main", 8)
    first = averaged({part: 1.0}, {part: 1.21}, 1)
    assert first == {part: 1.21}
    assert averaged(first, {part: 1.0}, 2) == {part: 1.1}


def test_movement_is_weighted_by_contacts(week: WeekSimulation) -> None:
    before = {("main", hour): 1.0 for hour in HOURS}
    after = {**before, ("main", 8): 1.1}
    rows = week.requirements
    early = sum(row.forecast_contacts for row in rows if row.interval_start.hour < 10)
    share = early / sum(row.forecast_contacts for row in rows)
    assert movement_share(rows, before, after) == pytest.approx(0.1 * share)
