"""Models chosen by their errors on the same weeks."""

from __future__ import annotations

import datetime as dt

import numpy as np

from allocator.forecast.backtest.choice import Choice, near_the_best
from allocator.forecast.history.arranged import history_table
from allocator.forecast.models.candidates import (
    CANDIDATES,
    LEVELS,
    SEASONS,
    candidates_for,
    fit_seasons,
)
from allocator.forecast.models.week_model import WeekModel
from tests.demand_scenario import FIRST_DAY, demand_scenario, history, weeks_before


def test_what_is_worse_by_less_than_its_noise_stays_and_what_is_clearly_worse_goes() -> None:
    best = np.array([0.10, 0.12, 0.11, 0.13])
    errors = np.array([best + np.array([0.02, -0.015, 0.02, -0.015]), best + 0.01, best])
    assert near_the_best(errors) == [0, 2]


def test_a_single_week_leaves_the_best_alone() -> None:
    assert near_the_best(np.array([[0.2], [0.1], [0.1]])) == [1, 2]


def test_candidates_have_names_of_their_own() -> None:
    assert len({way.id for way in CANDIDATES}) == len(CANDIDATES) == len(SEASONS) * len(LEVELS)
    assert CANDIDATES[0].id == "week-100"
    assert "last week's" in CANDIDATES[0].words


def test_a_choice_names_its_members() -> None:
    alone = Choice(CANDIDATES[1], CANDIDATES[1:2])
    assert (alone.id, alone.words) == (CANDIDATES[1].id, CANDIDATES[1].words)
    several = Choice(CANDIDATES[13], CANDIDATES[11:14])
    assert several.id == "mean-of-3-near-day-70"
    assert "about equally well (1 week, 2 day)" in several.words


def test_a_choice_forecasts_the_mean_of_its_members() -> None:
    table = history_table(
        demand_scenario(history(weeks_before(5), FIRST_DAY, lambda d, m, _q: d.day + m / 30))
    ).learned()
    days, is_open = (FIRST_DAY,), np.ones((1, 8), dtype=bool)
    members = (CANDIDATES[0], CANDIDATES[15])
    apart = [way.fit(table).expected(days, is_open) for way in members]
    together = Choice(members[0], members).fit(table).expected(days, is_open)
    np.testing.assert_allclose(together, np.mean(apart, axis=0))
    assert not np.allclose(apart[0], apart[1])


def test_a_short_history_gets_the_plainer_models() -> None:
    def table_of(weeks: int):
        return history_table(
            demand_scenario(history(weeks_before(weeks), FIRST_DAY, lambda *_: 9.0))
        )

    assert {way.seasons.id for way in candidates_for(table_of(2))} == {"week"}
    assert {way.seasons.id for way in candidates_for(table_of(5))} == {"week", "day"}
    assert {way.seasons.id for way in candidates_for(table_of(12))} == {
        "week",
        "day",
        "day-month",
    }
    assert all(isinstance(fit, WeekModel) for fit in fit_seasons(table_of(2)).values())
    assert len(fit_seasons(table_of(12))) == len(SEASONS)
    assert FIRST_DAY - weeks_before(2) == dt.timedelta(days=14)
