"""Whole weeks of a rota: what is the same, and what must be so whatever chance does."""

from __future__ import annotations

import csv
import io
import json
import math

import numpy as np
import pytest

from allocator.demand.erlang_a import erlang_a
from allocator.simulate.summary import details, summary
from allocator.simulate.tables import interval_csv, people_csv
from allocator.simulate.week import WeekSimulation, simulate_week
from tests.tiny_week import agent, requirements_of, rota_of, tiny_week

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def simulated(
    people: int = 6,
    contacts: float = 24,
    *,
    lines: list[str] | None = None,
    replications: int = 20,
    seed: int = 1,
    threads: int | None = None,
    **week: object,
) -> WeekSimulation:
    """People who are there around the clock, all week, and contacts that come at one rate."""
    names = [f"P{n}" for n in range(people)]
    scenario = tiny_week(agents=[agent(name) for name in names], **week)
    rota = rota_of(
        scenario,
        [f"{n} {day} 00:00 work 24:00" for n in names for day in DAYS] if lines is None else lines,
    )
    demand = requirements_of(scenario, {"calls": contacts})
    return simulate_week(
        scenario, demand, rota, replications=replications, seed=seed, threads=threads
    )


def test_the_result_is_the_same_for_a_seed_however_many_work_at_it() -> None:
    one, three = (details(simulated(threads=threads)) for threads in (1, 3))
    assert one == three
    assert details(simulated(seed=2)) != one


def test_more_replications_begin_with_the_same_weeks() -> None:
    few, many = (simulated(replications=n).counts.offered for n in (5, 20))
    assert (many[:5] == few).all()


def test_another_rota_meets_the_same_contacts() -> None:
    few, many = simulated(people=5), simulated(people=7)
    assert (few.counts.offered == many.counts.offered).all()
    # …and so more people are better in every single week, not only on the whole.
    assert (few.counts.in_time.sum(axis=(1, 2)) < many.counts.in_time.sum(axis=(1, 2))).all()


def test_steady_load_agrees_with_erlang_a() -> None:
    """Log-normal handling of CV 1 has the mean of the exponential; the rest is Erlang's."""
    found = summary(simulated(people=6, contacts=24, replications=100))["queues"][0]
    exact = erlang_a(arrivals_per_s=24 / 900, aht_s=180, patience_s=90, agents=6, target_s=20)
    assert found["service_level_share"] == pytest.approx(exact.service_level, abs=0.012)
    assert found["abandoned_share"] == pytest.approx(exact.prob_abandon, abs=0.008)
    assert found["service_level_share_half_width"] < 0.003


def test_shrinkage_takes_its_share_of_the_time_there() -> None:
    found = simulated(people=8, shrinkage_share=0.2, replications=40)
    away = found.counts.away_s.sum() / (40 * found.logged_in_s.sum())
    assert away == pytest.approx(0.2, abs=0.005)
    assert found.counts.in_time.sum() < simulated(people=8, replications=40).counts.in_time.sum()


def test_nobody_there_answers_nobody() -> None:
    found = summary(simulated(lines=[]))
    (queue,) = found["queues"]
    assert queue["service_level_share"] == 0
    assert queue["abandoned_share"] == 1
    assert queue["asa_s"] is None
    assert found["people"] == []
    assert found["pools"][0]["occupancy_share"] is None


def test_occupancy_is_handling_over_the_time_there_and_not_away() -> None:
    found = simulated(people=4, contacts=4, shrinkage_share=0.1, replications=40)
    result = summary(found)
    there = 4 * 7 * 86_400 * 0.9
    load = 4 * 96 * 7 * 180 * (1 - result["queues"][0]["abandoned_share"])
    assert result["pools"][0]["occupancy_share"] == pytest.approx(load / there, rel=0.03)
    shares = [person["occupancy_share"] for person in result["people"]]
    assert shares == sorted(shares, reverse=True)
    assert np.mean(shares) == pytest.approx(load / there, rel=0.03)


def test_days_and_files_add_up_to_the_week() -> None:
    found = simulated()
    result = details(found)
    assert json.loads(json.dumps(result, allow_nan=False)) == result
    days = [row["offered_contacts"] for row in result["days"]]
    assert len(days) == 7
    assert sum(days) == pytest.approx(result["all"]["offered_contacts"], abs=0.05)
    rows = list(csv.DictReader(io.StringIO(interval_csv(found))))
    assert len(rows) == 7 * 96
    shares = [float(row["service_level_share"]) for row in rows]
    assert np.mean(shares) == pytest.approx(result["all"]["service_level_share"], abs=0.01)
    people = list(csv.DictReader(io.StringIO(people_csv(result["people"]))))
    hours = math.fsum(float(row["logged_in_hours"]) for row in people)
    assert hours == pytest.approx(6 * 7 * 24)
