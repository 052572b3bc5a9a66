"""The model with a longer memory: what it finds again in histories made by its own rules."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from allocator.forecast.history.arranged import history_table
from allocator.forecast.history.table import HistoryTable
from allocator.forecast.models.calendar_terms import CalendarTerms
from allocator.forecast.models.day_model import DayModel
from allocator.forecast.models.day_shape import fit_day_shape
from allocator.forecast.models.level import Smoothing
from tests.demand_scenario import FIRST_DAY, Volume, demand_scenario, history, weeks_before

PLAIN = Smoothing(0.5, 0.0)
WEEKDAYS = (1.4, 1.1, 1.0, 0.9, 0.6)
DAYS = tuple(FIRST_DAY + dt.timedelta(days=n) for n in range(5))
OPEN = np.ones((5, 8), dtype=bool)


def table_of(weeks: int, volume: Volume) -> HistoryTable:
    """History as it came: what is treated as odd is the business of other tests."""
    return history_table(demand_scenario(history(weeks_before(weeks), FIRST_DAY, volume)))


def by_day(model: DayModel, days: tuple[dt.date, ...] = DAYS) -> np.ndarray:
    return model.expected(days, np.ones((len(days), 8), dtype=bool)).sum(axis=1)


def test_weekdays_and_level_are_found_again() -> None:
    def volume(day: dt.date, _minute: int, queue: str) -> float:
        return {"a": 50.0, "b": 20.0}[queue] * WEEKDAYS[day.weekday()]

    found = by_day(DayModel.fit(table_of(12, volume), PLAIN, CalendarTerms()))
    wanted = np.outer(WEEKDAYS, [50.0, 20.0]) * 8
    np.testing.assert_allclose(found, wanted, rtol=0.02)


def test_a_busy_turn_of_the_month_is_found_and_expected_again() -> None:
    # Half as much again on the 1st to the 3rd; the planned Monday is the 2nd of March.
    def volume(day: dt.date, _minute: int, _queue: str) -> float:
        return 60.0 if day.day <= 3 else 40.0

    table = table_of(26, volume)
    with_month = by_day(DayModel.fit(table, PLAIN, CalendarTerms(month=True)))
    without = by_day(DayModel.fit(table, PLAIN, CalendarTerms()))
    assert with_month[0, 0] == pytest.approx(8 * 60, rel=0.05)
    assert with_month[4, 0] == pytest.approx(8 * 40, rel=0.05)
    assert without[0, 0] < 8 * 50


def test_the_years_course_is_followed_where_there_are_two() -> None:
    def volume(day: dt.date, _minute: int, _queue: str) -> float:
        turn = 2 * np.pi * day.timetuple().tm_yday / 365.25
        return 40.0 * float(np.exp(0.3 * np.sin(turn)))

    table = table_of(110, volume)
    far = tuple(FIRST_DAY + dt.timedelta(days=n) for n in range(56, 61))
    wanted = 8 * np.array([volume(day, 0, "") for day in far])
    with_year = by_day(DayModel.fit(table, PLAIN, CalendarTerms(year=True)), far)[:, 0]
    without = by_day(DayModel.fit(table, PLAIN, CalendarTerms()), far)[:, 0]
    np.testing.assert_allclose(with_year, wanted, rtol=0.06)
    assert np.abs(without - wanted).sum() > 2 * np.abs(with_year - wanted).sum()


def test_last_weeks_level_goes_on_with_full_weight() -> None:
    start = weeks_before(6)
    table = table_of(6, lambda day, _m, _q: 100.0 if (day - start).days < 35 else 50.0)
    found = by_day(DayModel.fit(table, Smoothing(1.0, 0.0), CalendarTerms()))
    assert found[:, 0].sum() == pytest.approx(5 * 8 * 50, rel=0.03)


def test_one_wild_day_hardly_moves_the_forecast() -> None:
    wild = FIRST_DAY - dt.timedelta(days=4)
    rng = np.random.default_rng(3)
    usual = {n: float(rng.poisson(50)) for n in range(20_000)}

    def volume(factor: float) -> Volume:
        def of(day: dt.date, minute: int, queue: str) -> float:
            return usual[(FIRST_DAY - day).days * 1440 % 19_000 + minute] * (
                factor if day == wild else 1.0
            )

        return of

    model = [
        DayModel.fit(
            history_table(demand_scenario(history(weeks_before(8), FIRST_DAY, volume(factor)))),
            Smoothing(1.0, 0.0),
            CalendarTerms(),
        )
        for factor in (1.0, 3.0)
    ]
    calm, shaken = (by_day(one).sum() for one in model)
    assert shaken / calm < 1.15  # its week is 40% above the others
    # Both queues had the same contacts: the level of the two together is theirs.
    np.testing.assert_allclose(model[1].levels[-1, 2], model[1].levels[-1, 0], rtol=1e-6)


def test_a_queue_born_in_the_middle_is_not_averaged_with_the_time_before_it() -> None:
    birth = weeks_before(5)
    table = table_of(20, lambda day, _m, q: 30.0 if q == "a" or day >= birth else 0.0)
    found = by_day(DayModel.fit(table, Smoothing(0.3, 0.0), CalendarTerms()))
    np.testing.assert_allclose(found[:, 1], 8 * 30, rtol=0.05)


def test_a_queue_without_contacts_expects_none() -> None:
    table = table_of(5, lambda _d, _m, q: 30.0 if q == "a" else 0.0)
    found = by_day(DayModel.fit(table, PLAIN, CalendarTerms(month=True)))
    assert (found[:, 1] == 0).all()
    assert (found[:, 0] > 200).all()


def test_a_weekday_never_seen_and_a_closed_interval_expect_none() -> None:
    model = DayModel.fit(table_of(5, lambda *_: 30.0), PLAIN, CalendarTerms())
    saturday = (FIRST_DAY + dt.timedelta(days=5),)
    assert model.expected(saturday, np.ones((1, 8), dtype=bool)).sum() == 0
    half = np.array([[True] * 4 + [False] * 4])
    short = model.expected((FIRST_DAY,), half)
    assert short[:, 4:].sum() == 0
    assert short.sum() == pytest.approx(4 * 30 * 2, rel=0.02)


def test_a_day_may_be_run_like_another() -> None:
    model = DayModel.fit(
        table_of(8, lambda day, _m, _q: 40.0 * WEEKDAYS[day.weekday()]), PLAIN, CalendarTerms()
    )
    like_friday = model.expected((FIRST_DAY,), OPEN[:1], [4])
    friday = model.expected((DAYS[4],), OPEN[:1])
    np.testing.assert_allclose(like_friday, friday)


def test_a_sparse_queue_moves_with_all_of_them() -> None:
    start = weeks_before(6)
    table = table_of(
        6, lambda day, _m, q: (100.0 if q == "a" else 0.1) * 0.7 ** ((day - start).days // 7)
    )
    model = DayModel.fit(table, Smoothing(1.0, 0.0), CalendarTerms())
    found = by_day(model).sum(axis=0)
    assert found[1] / found[0] == pytest.approx(0.001, rel=0.3)


def test_twice_the_contacts_are_expected_of_twice_the_history() -> None:
    def volume(scale: float) -> Volume:
        return lambda day, minute, q: scale * (40 + minute / 30 + 10 * day.weekday())

    one, two = (
        by_day(DayModel.fit(table_of(10, volume(scale)), PLAIN, CalendarTerms(month=True)))
        for scale in (10.0, 20.0)
    )
    np.testing.assert_allclose(two, 2 * one, rtol=0.01)


def test_shape_is_each_weekdays_own_where_contacts_bear_it() -> None:
    # Mondays are early, other days late.
    def volume(day: dt.date, minute: int, _queue: str) -> float:
        early = minute < 600
        return 3000.0 if early == (day.weekday() == 0) else 2000.0

    busy = fit_day_shape(table_of(12, volume)).share
    assert busy[0, :4, 0].sum() == pytest.approx(0.6, abs=0.01)
    assert busy[1, :4, 0].sum() == pytest.approx(0.4, abs=0.01)
    sparse = fit_day_shape(table_of(12, lambda *args: volume(*args) / 2000)).share
    assert sparse[0, :4, 0].sum() < 0.46  # by itself 60%, all days together 44%
    np.testing.assert_allclose(busy[:5].sum(axis=1), 1.0)
    assert (busy[5:] == 0).all()
