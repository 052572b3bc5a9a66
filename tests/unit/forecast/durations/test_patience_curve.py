"""Patience from single waits, of which those that were answered are cut off."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad

from allocator.demand.arrays import Booleans, Floats
from allocator.forecast.durations.patience_curve import (
    PatienceCurve,
    PatienceFit,
    fit_patience,
    kaplan_meier,
    mean_interval_s,
)

BANKLIKE = PatienceCurve(np.array([0.0, 5.0, 15.0, 90.0]), np.array([0.001, 0.006, 0.003, 0.001]))


def censored(patience_s: Floats, seed: int) -> tuple[Floats, Booleans]:
    """Cut patience off at an answer, which half of the contacts get at once."""
    random = np.random.default_rng([seed, 1])
    offered_s = random.exponential(120, len(patience_s)) * (random.random(len(patience_s)) < 0.5)
    return np.minimum(patience_s, offered_s), patience_s < offered_s


def fitted(curve: PatienceCurve, contacts: int, seed: int = 3) -> PatienceFit:
    uniform = np.random.default_rng(seed).random(contacts)
    found = fit_patience(*censored(curve.patience_s(np.zeros(contacts), uniform), seed))
    assert found is not None
    return found


def test_kaplan_meier_of_the_textbook() -> None:
    """Remission times of 21 patients on 6-MP (Freireich 1963), as every textbook works it out."""
    died = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    left = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    moments, survival = kaplan_meier(
        np.array(died + left, float), np.array([True] * len(died) + [False] * len(left))
    )
    assert moments.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert survival == pytest.approx([0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448], abs=5e-4)


def test_exponential_patience_is_recovered_and_kept() -> None:
    found = fitted(PatienceCurve.exponential(240), 20_000)
    assert found.mean_low_s < 240 < found.mean_high_s
    assert found.is_exponential
    assert found.curve.mean_s == pytest.approx(found.mean_s)


def test_the_interval_of_the_mean_holds_it_19_times_in_20() -> None:
    held = 0
    for seed in range(200):
        found = fitted(PatienceCurve.exponential(240), 400, seed)
        held += found.mean_low_s < 240 < found.mean_high_s
    assert 180 <= held <= 199


def test_the_test_of_exponential_patience_seldom_raises_a_false_alarm() -> None:
    alarms = [
        fitted(PatienceCurve.exponential(240), 2000, seed).p_value < 0.05 for seed in range(200)
    ]
    assert 2 <= sum(alarms) <= 20


def test_rates_on_pieces_are_recovered_and_preferred() -> None:
    found = fitted(BANKLIKE, 60_000)
    assert not found.is_exponential
    waits_s = np.array([5.0, 10.0, 20.0, 60.0, 120.0, 300.0])
    assert found.curve.survival(waits_s) == pytest.approx(BANKLIKE.survival(waits_s), abs=0.01)


def test_pieces_with_few_who_gave_up_are_joined() -> None:
    found = fitted(PatienceCurve.exponential(600), 400)
    assert found.abandoned < 60
    assert len(found.pieces.edges_s) == 1
    assert found.p_value == 1


def test_mean_and_survival_agree_with_integration() -> None:
    def survival(t: float) -> float:
        return float(BANKLIKE.survival(np.array([t]))[0])

    area = quad(survival, 0, 90, points=[5, 15])[0] + quad(survival, 90, np.inf)[0]
    assert BANKLIKE.mean_s == pytest.approx(area, rel=1e-6)


def test_whoever_has_waited_has_the_patience_left_of_those_who_wait_so_long() -> None:
    waited, uniform = np.full(50_000, 40.0), np.random.default_rng(5).random(50_000)
    drawn = BANKLIKE.patience_s(waited, uniform)
    assert drawn.min() > 40
    for t in (60.0, 100.0, 500.0):
        left = BANKLIKE.survival(np.array([t])) / BANKLIKE.survival(np.array([40.0]))
        assert (drawn > t).mean() == pytest.approx(float(left[0]), abs=0.01)


def test_draws_are_exactly_the_inverse_of_survival() -> None:
    uniform = np.linspace(0, 0.999, 50)
    drawn = BANKLIKE.patience_s(np.zeros(50), uniform)
    assert 1 - BANKLIKE.survival(drawn) == pytest.approx(uniform, abs=1e-12)


def test_nobody_gives_up_where_nobody_did() -> None:
    curve = PatienceCurve(np.array([0.0, 30.0]), np.array([0.0, 0.01]))
    assert (curve.patience_s(np.zeros(9), np.linspace(0.01, 0.9, 9)) >= 30).all()
    assert curve.mean_s == pytest.approx(130)


def test_without_anybody_who_gave_up_nothing_is_said() -> None:
    assert fit_patience(np.array([3.0, 0.0]), np.array([False, False])) is None


def test_interval_of_a_mean_is_garwoods() -> None:
    """Ten events: the Poisson mean lies between 4.795 and 18.39."""
    low, high = mean_interval_s(10, 1000.0)
    assert (1000 / high, 1000 / low) == pytest.approx((4.795, 18.39), abs=5e-3)
    assert mean_interval_s(0, 1000.0)[1] == np.inf
