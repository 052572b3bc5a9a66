"""Centres drawn for the benchmark of the search: sound, the same each time, planned and checked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from allocator.demand.service import ServiceModel
from allocator.forecast.forecast import forecast
from allocator.pipeline.check_scenario import check_scenario
from allocator.rota.instance import Instance
from benchmarks.rota_centre.contacts import ideal_share
from benchmarks.rota_centre.queues import Pool, Queue
from benchmarks.rota_instances import instance, write_instance
from benchmarks.rota_run import Run, default_seconds, drawn, run
from benchmarks.timefold_weeks import week_lengths

KEYS = {
    "people",
    "seed",
    "seconds",
    "stage_seconds",
    "objective",
    "objective_total",
    "bound",
    "gap_share",
    "gap_contacts",
    "service_level",
    "peak_memory_mb",
    "verified",
}


@pytest.mark.parametrize(("people", "seed"), [(10, 1), (31, 2), (160, 3)])
def test_a_drawn_centre_is_sound_and_as_it_is_described(
    tmp_path: Path, people: int, seed: int
) -> None:
    scenario = instance(tmp_path, people, seed)
    assert check_scenario(tmp_path).warnings == ()
    assert len(scenario.agents) == people
    assert 3 <= len(scenario.settings.queues) <= 6
    assert 2 <= len(scenario.settings.pools) <= 3
    assert len(scenario.open_intervals) == 7 * 64
    limited = {
        row.agent_id for row in (*scenario.leave, *scenario.availability, *scenario.adjustments)
    }
    assert len(limited) == round(people / 5)
    assert {row.agent_id for row in scenario.worked} == set(scenario.agent_by_id)


def test_the_same_seed_gives_the_same_files(tmp_path: Path) -> None:
    write_instance(tmp_path / "one", 40, 5)
    write_instance(tmp_path / "two", 40, 5)
    write_instance(tmp_path / "other", 40, 6)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert any(
        (tmp_path / "one" / name).read_bytes() != (tmp_path / "other" / name).read_bytes()
        for name in files
    )


def test_the_forecast_of_a_drawn_centre_is_its_typical_week(tmp_path: Path) -> None:
    scenario = instance(tmp_path, 30, 1)
    expected = sum(row.forecast_contacts for row in forecast(scenario))
    assert expected == pytest.approx(sum(row.contacts for row in scenario.history), rel=1e-3)


def test_the_ideal_service_level_puts_hours_where_they_save_most() -> None:
    queue = Queue("calls", 240, 200, 0.8, 20, 1, 1)
    pool = Pool("office", 1, (queue,))
    contacts = np.full((1, 7, 32), 60.0)
    contacts[0, :, :16] = 20.0
    shares = [ideal_share(pool, contacts, hours) for hours in (200.0, 600.0, 900.0, 5000.0)]
    assert shares == sorted(shares)
    assert shares[0] < 0.4
    assert shares[-1] == pytest.approx(1.0, abs=1e-4)


def test_a_tiny_centre_is_planned_checked_and_priced() -> None:
    found = run(10, 1, 4.0)
    assert found.result is not None
    assert found.result.findings == ()
    figures = found.as_json(100.0)
    assert set(figures) == KEYS
    assert figures["verified"] is True
    total = found.result.objective_total
    assert 0 < found.result.bound <= total
    assert sum(found.result.objective.values()) == pytest.approx(total)
    assert found.result.gap_share == pytest.approx((total - found.result.bound) / total)
    assert 0.6 < found.result.service_level < 0.95
    assert sum(found.stage_seconds.values()) <= found.seconds + 1.0


def test_without_a_rota_the_figures_are_null() -> None:
    figures = Run(10, 1, 5.0, {"counts": 5.0}, 3.0, None, "none found").as_json(50.0)
    assert figures["objective"] is None
    assert figures["gap_share"] is None
    assert figures["bound"] == 3.0
    assert figures["verified"] is False


def test_larger_centres_get_more_seconds() -> None:
    assert [default_seconds(n) for n in (30, 60, 300, 1000, 5000)] == [60, 60, 120, 300, 900]


@pytest.mark.parametrize(("people", "seed"), [(30, 3)])
def test_everybody_has_a_week_that_keeps_the_hours_and_the_days_in_seven(
    people: int, seed: int
) -> None:
    scenario, requirements = drawn(people, seed)
    instance = Instance.of(scenario, ServiceModel.of(scenario, requirements))
    for agent_id in instance.agent_ids:
        assert next(iter(week_lengths(instance, agent_id).all()), None) is not None, agent_id
