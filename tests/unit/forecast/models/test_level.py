"""Weekly levels carried forward."""

from __future__ import annotations

import numpy as np
import pytest

from allocator.forecast.models.level import Smoothing

WHOLE = np.ones(3)


def test_last_week_is_repeated_with_full_weight_and_no_trend() -> None:
    levels = np.array([900.0, 400.0, 700.0])
    assert Smoothing(1.0, 0.0).ahead(levels, WHOLE, 1) == pytest.approx(700)


def test_older_weeks_weigh_less_each_by_the_same_factor() -> None:
    levels = np.array([100.0, 200.0, 400.0])
    weights = np.array([0.25, 0.5, 1.0]) / 1.75
    expected = np.exp(weights @ np.log(levels))
    assert Smoothing(0.5, 0.0).ahead(levels, WHOLE, 1) == pytest.approx(expected)


def test_a_steady_fall_goes_on_damped_and_shrunk() -> None:
    # Each week 0.8 of the one before; two changes seen, so two thirds of half of it goes on.
    levels = 1000 * 0.8 ** np.arange(3)
    found = Smoothing(1.0, 0.5).ahead(levels, WHOLE, 1)
    assert found == pytest.approx(640 * 0.8 ** (0.5 * 2 / 3))


def test_further_weeks_change_less_and_less() -> None:
    levels = 1000 * 0.8 ** np.arange(3)
    one, two, three = (Smoothing(1.0, 0.5).ahead(levels, WHOLE, weeks) for weeks in (1, 2, 3))
    assert one > two > three
    assert two / one < three / two < 1


def test_one_week_has_no_trend() -> None:
    assert Smoothing(1.0, 0.8).ahead(np.array([50.0]), np.ones(1), 1) == pytest.approx(50)


def test_a_week_of_which_little_was_recorded_is_passed_over() -> None:
    levels, recorded = np.array([500.0, 20.0]), np.array([1.0, 0.1])
    assert Smoothing(1.0, 0.0).ahead(levels, recorded, 1) == pytest.approx(500)


def test_nothing_recorded_gives_nothing() -> None:
    assert Smoothing(1.0, 0.5).ahead(np.zeros(2), np.zeros(2), 1) == 0
