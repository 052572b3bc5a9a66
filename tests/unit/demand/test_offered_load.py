"""Modified offered load: a published-style example, the differential equation, and its limits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from allocator.demand.arrays import Floats
from allocator.demand.offered_load import load_factors, offered_loads

HALF_HOUR_S = 1800.0


def per_hour(*contacts: float) -> Floats:
    return np.array(contacts) / 3600


def half_hours(count: int) -> Floats:
    return HALF_HOUR_S * np.arange(count)


def test_sixty_then_a_hundred_and_twenty_an_hour_from_an_empty_start() -> None:
    means, ends = offered_loads(per_hour(60, 120), np.full(2, 600.0), half_hours(2), HALF_HOUR_S)
    assert ends == pytest.approx([9.502, 19.477], abs=5e-4)
    assert means[1] == pytest.approx(16.675, abs=5e-4)


def test_factor_is_that_part_of_the_way_to_the_modified_load() -> None:
    pool = per_hour(60, 120), np.full(2, 600.0), half_hours(2), HALF_HOUR_S
    for share in (0.0, 0.5, 1.0):
        factor = load_factors(*pool, modified_share=share)[1]
        assert factor == pytest.approx((20 + share * (16.675 - 20)) / 20, abs=5e-5)
    assert (load_factors(*pool) == load_factors(*pool, modified_share=0.5)).all()


def test_agrees_with_the_differential_equation_over_a_day_of_changing_rates_and_times() -> None:
    random = np.random.default_rng(7)
    arrivals, aht_s = per_hour(*random.uniform(5, 200, 8)), random.uniform(60, 1500, 8)
    start_s = half_hours(8)
    start_s[5:] += 2400.0  # closed for forty minutes
    means, ends = offered_loads(arrivals, aht_s, start_s, HALF_HOUR_S, start_erlangs=3.0)
    in_hand = 3.0
    for i in range(8):
        if i == 5:
            in_hand *= np.exp(-2400.0 / aht_s[4])

        # The second component gathers the integral of the first.
        def slope(_: float, m: Floats, i: int = i) -> list[float]:
            return [arrivals[i] - m[0] / aht_s[i], m[0]]

        solved = solve_ivp(
            slope,
            (0, HALF_HOUR_S),
            [in_hand, 0.0],
            rtol=1e-10,
            atol=1e-12,
        )
        in_hand, area = solved.y[:, -1]
        assert ends[i] == pytest.approx(in_hand, rel=1e-7)
        assert means[i] == pytest.approx(area / HALF_HOUR_S, rel=1e-7)


def test_steady_load_that_was_there_before_is_left_alone() -> None:
    aht_s = np.full(6, 900.0)
    factors = load_factors(
        per_hour(*[40] * 6), aht_s, half_hours(6), HALF_HOUR_S, start_erlangs=10.0
    )
    assert factors == pytest.approx(1.0)


def test_rising_load_is_less_than_stationary_and_falling_load_more() -> None:
    factors = load_factors(
        per_hour(20, 40, 80, 40, 20), np.full(5, 600.0), half_hours(5), HALF_HOUR_S
    )
    assert (factors[:3] < 1).all()
    assert (factors[3:] > 1).all()


def test_nobody_arriving_has_factor_one_and_finishes_what_is_in_hand() -> None:
    arrivals, aht_s = per_hour(60, 0, 60), np.full(3, 600.0)
    means, ends = offered_loads(arrivals, aht_s, half_hours(3), HALF_HOUR_S)
    assert ends[1] == pytest.approx(ends[0] * np.exp(-3))
    assert means[1] > 0
    assert load_factors(arrivals, aht_s, half_hours(3), HALF_HOUR_S)[1] == 1.0


def test_after_a_night_the_centre_opens_empty() -> None:
    start_s = np.array([0.0, 10 * 3600.0])
    means, _ = offered_loads(per_hour(100, 100), np.full(2, 600.0), start_s, HALF_HOUR_S)
    assert means[1] == pytest.approx(means[0], rel=1e-12)


def test_figures_of_the_background_page() -> None:
    page = (Path(__file__).parents[3] / "docs" / "background.md").read_text(encoding="utf-8")
    section = page.partition("## Load that moves\n")[2].partition("\n## ")[0]
    pool = per_hour(60, 120), np.full(2, 600.0), half_hours(2), HALF_HOUR_S
    means, ends = offered_loads(*pool)
    for figure in (*ends, means[1], 20 * load_factors(*pool)[1]):
        assert f"{figure:.1f}" in section
