"""The rest of a running day, forecast again: calibrated, and blind to what comes after ``now``."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from allocator.demand.arrays import Floats
from allocator.domain.demand import HistoryRow
from allocator.domain.scenario import Scenario
from allocator.errors import InputError
from allocator.forecast.forecast import Forecast, forecast_week
from allocator.forecast.intraday.busyness import BusynessPrior, PastDay, busyness, busyness_prior
from allocator.forecast.intraday.rest_of_day import RestOfDay, reforecast_day
from tests.demand_scenario import FIRST_DAY, demand_scenario, weeks_before
from tests.simulated_demand import simulated_rows

PRIOR = BusynessPrior(0.2, np.array([0.1, 0.1]), np.ones(2), 1.0, 40)


Week = tuple[Scenario, Forecast]


@pytest.fixture(scope="module")
def week() -> Week:
    scenario = demand_scenario(simulated_rows(weeks_before(6), FIRST_DAY))
    return scenario, forecast_week(scenario)


def today(busy: float = 1.0, *, seed: int = 7, aht_s: float = 180) -> list[HistoryRow]:
    rows = simulated_rows(
        FIRST_DAY, FIRST_DAY + dt.timedelta(days=1), lambda _s, _q: busy, seed=seed
    )
    return [row.model_copy(update={"aht_s": aht_s}) for row in rows]


def clock(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"2026-03-02T{text}")


def rest(week: Week, rows: list[HistoryRow], at: str = "10:00") -> RestOfDay:
    scenario, made = week
    now = dt.datetime.fromisoformat(f"2026-03-02T{at}+00:00")
    return reforecast_day(scenario, made, rows, now, PRIOR, 0.05**2)


def test_a_busier_morning_raises_the_rest_and_a_quieter_one_lowers_it(week: Week) -> None:
    more, fewer = rest(week, today(1.4)), rest(week, today(0.6))
    assert 1.2 < more.factor[0] < 1.5
    assert 0.55 < fewer.factor[0] < 0.8
    assert more.expected == pytest.approx(more.planned * more.factor)
    assert len(more.starts) == 4
    assert more.starts[0] == clock("10:00")
    assert more.rest_expected[-1] == pytest.approx(more.expected.sum())


def test_nothing_after_now_is_read(week: Week) -> None:
    rows = today()
    later = [
        row.model_copy(update={"contacts": 10_000.0, "aht_s": 9000.0})
        if row.interval_start.hour >= 10
        else row
        for row in rows
    ]
    one, other = rest(week, rows), rest(week, later)
    assert np.array_equal(one.expected, other.expected)
    assert np.array_equal(one.aht_s, other.aht_s)
    assert one.passed_over == other.passed_over == 8
    early = [row for row in rows if row.interval_start.hour < 10]
    assert np.array_equal(rest(week, early).expected, one.expected)


def test_an_interval_that_is_not_over_is_not_read(week: Week) -> None:
    # At 09:59 the half-hour from 09:30 still runs: what stands in its row is not all of it.
    found = rest(week, today(), "09:59")
    assert found.counted_until == clock("09:30")
    assert found.starts[0] == clock("09:30")
    assert found.came.sum() == sum(
        row.contacts for row in today() if row.interval_start.time() < dt.time(9, 30)
    )


def test_rows_of_other_days_are_passed_over(week: Week) -> None:
    yesterday = [
        row.model_copy(update={"interval_start": row.interval_start - dt.timedelta(days=1)})
        for row in today(3.0)
    ]
    mixed = rest(week, yesterday + today())
    assert mixed.factor == pytest.approx(rest(week, today()).factor)
    assert mixed.passed_over == 16 + 8


def test_records_that_end_before_now_are_not_taken_for_silence(week: Week) -> None:
    until_nine = [row for row in today() if row.interval_start.hour < 9]
    found = rest(week, until_nine)
    assert found.counted_until == clock("09:00")
    assert found.factor[0] > 0.8
    # What is over but not recorded is no part of the rest of the day.
    assert found.starts[0] == clock("10:00")


def test_a_queue_without_rows_is_not_taken_for_silent(week: Week) -> None:
    found = rest(week, [row for row in today(1.4) if row.queue == "a"])
    assert found.expected_by_then[1] == found.came[1] == 0
    assert found.factor[1] > 1.1  # it moves with the other


def test_an_early_hour_without_rows_was_not_recorded(week: Week) -> None:
    whole, late = (
        rest(week, [row for row in today(1.4) if row.interval_start.hour >= first])
        for first in (8, 9)
    )
    assert late.expected_by_then[0] < 0.6 * whole.expected_by_then[0]
    assert late.factor[0] == pytest.approx(whole.factor[0], rel=0.1)


def test_a_quiet_interval_without_a_row_is_one(week: Week) -> None:
    rows = [row.model_copy(update={"contacts": row.contacts / 1000}) for row in today()]
    scenario, _ = week
    quiet = forecast_week(
        demand_scenario(
            [
                row.model_copy(update={"contacts": float(row.contacts > 70)})
                for row in scenario.history
            ]
        )
    )
    sparse = [
        row.model_copy(update={"contacts": 1.0}) for row in rows if row.interval_start.hour == 9
    ]
    found = rest((scenario, quiet), sparse)
    assert found.expected_by_then.sum() == pytest.approx(quiet.expected[0, :4].sum())


def test_after_midnight_the_operating_day_goes_on() -> None:
    days = {
        "week": {"start": FIRST_DAY, "days": 7, "day_starts_at": "04:00"},
        "opening_hours": [{"days": ["mon", "tue", "wed"], "open": "20:00", "close": "26:00"}],
    }
    evenings = [
        HistoryRow(
            interval_start=dt.datetime.combine(day, dt.time(20)) + dt.timedelta(minutes=30 * n),
            queue="a",
            contacts=20.0,
            aht_s=180,
        )
        for weeks in range(1, 5)
        for day in (weeks_before(weeks) + dt.timedelta(days=d) for d in range(3))
        for n in range(12)
    ]
    scenario = demand_scenario(evenings, **days)
    tonight = [
        HistoryRow(
            interval_start=clock("20:00") + dt.timedelta(minutes=30 * n), queue="a", contacts=30.0
        )
        for n in range(12)
    ]
    now = dt.datetime.fromisoformat("2026-03-03T01:00+00:00")  # still Monday's
    found = reforecast_day(scenario, forecast_week(scenario), tonight, now, PRIOR, 0.01)
    assert found.day == FIRST_DAY
    assert found.came[0] == 10 * 30
    assert [f"{start:%d %H:%M}" for start in found.starts] == ["03 01:00", "03 01:30"]
    assert found.factor[0] > 1.3


def test_before_the_first_interval_is_over_the_forecast_stands(week: Week) -> None:
    found = rest(week, today(), "08:10")
    assert found.counted_until is None
    assert found.expected == pytest.approx(found.planned)
    assert found.sentence.startswith("No interval of the day is over")


def test_after_closing_nothing_is_left(week: Week) -> None:
    found = rest(week, today(), "12:00")
    assert found.starts == ()
    assert found.rest_expected.tolist() == [0, 0, 0]
    assert found.sentence.startswith("The day is over: ")


def test_a_moment_outside_the_planned_days_is_refused(week: Week) -> None:
    scenario, made = week
    with pytest.raises(InputError, match="none of the planned days"):
        reforecast_day(scenario, made, [], dt.datetime(2026, 2, 27, 10, tzinfo=dt.UTC), PRIOR, 0.01)


def test_handling_times_follow_those_of_the_morning(week: Week) -> None:
    slower, same = rest(week, today(aht_s=270)), rest(week, today(aht_s=180))
    assert same.handling_factor == pytest.approx(1.0, abs=0.02)
    assert 1.1 < slower.handling_factor[0] < 1.5
    assert slower.aht_s[:, 0] == pytest.approx(
        same.aht_s[:, 0] * slower.handling_factor[0], rel=0.02
    )


def test_the_later_it_is_the_narrower_the_range_of_the_factor() -> None:
    expected = np.array([60.0, 12.0])
    spread = [busyness(n * expected, n * expected, PRIOR).sd_share for n in (1, 4, 16)]
    assert (spread[0] > spread[1]).all()
    assert (spread[1] > spread[2]).all()


def test_a_small_queue_follows_all_and_a_large_one_itself() -> None:
    prior = BusynessPrior(0.2, np.array([0.2, 0.2]), np.ones(2), 1.0, 40)
    found = busyness(np.array([1500.0, 4.0]), np.array([1000.0, 4.0]), prior)
    assert found.factor[0] == pytest.approx(1.5, abs=0.05)
    assert 1.15 < found.factor[1] < 1.45


def past_days(
    days: int, rng: np.random.Generator, together: float, own: float, shape: float = 0.0
) -> list[PastDay]:
    """Days of 20 intervals whose factors, and half-days' own factors, are gamma."""

    def gamma(sd: float, size: tuple[int, ...]) -> Floats:
        return rng.gamma(sd**-2, sd**2, size) if sd else np.ones(size)

    expected = np.tile(np.array([40.0, 15.0, 25.0]), (20, 1))
    found: list[PastDay] = []
    for _ in range(days):
        halves = np.repeat(gamma(shape, (2, 1)), 10, axis=0)
        mean = expected * gamma(together, (1, 1)) * gamma(own, (1, 3)) * halves
        found.append(PastDay(rng.poisson(mean).astype(float), expected))
    return found


def test_the_prior_measures_what_was_planted() -> None:
    prior = busyness_prior(past_days(1500, np.random.default_rng(1), 0.2, 0.1), 3)
    assert prior.together_sd == pytest.approx(0.2, abs=0.02)
    assert prior.own_sd == pytest.approx([0.1] * 3, abs=0.03)
    assert prior.together_dispersion == pytest.approx(1.0, abs=1.5)


def test_mornings_that_foretell_nothing_make_no_busyness() -> None:
    prior = busyness_prior(past_days(1500, np.random.default_rng(2), 0.0, 0.0, shape=0.2), 3)
    assert prior.together_sd < 0.05
    assert prior.together_dispersion > 10
    # So a morning with a quarter more moves the rest of the day by next to nothing.
    expected = np.array([400.0, 150.0, 250.0])
    assert busyness(1.25 * expected, expected, prior).factor == pytest.approx([1] * 3, abs=0.05)


def test_where_no_past_day_is_known_a_usual_spread_is_taken() -> None:
    prior = busyness_prior([], 2)
    assert prior.together_sd == pytest.approx(0.1)
    assert prior.days == 0


@pytest.mark.parametrize("shape", [0.0, 0.1])
def test_the_range_of_the_rest_holds_about_eight_in_ten(shape: float) -> None:
    """Prior measured on 200 days, and the rest of 400 further ones forecast at their half."""
    rng = np.random.default_rng(3)
    scenario = demand_scenario(
        simulated_rows(weeks_before(6), FIRST_DAY), queues=[{"id": "a"}, {"id": "b"}]
    )
    made = forecast_week(scenario)
    planned = made.expected[0]
    measured: list[PastDay] = []
    prior = PRIOR
    held: list[bool] = []
    errors = {"planned": 0.0, "again": 0.0}
    now = dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)
    for n in range(600):
        halves = np.repeat(rng.gamma(shape**-2, shape**2, 2) if shape else np.ones(2), 4)[:, None]
        mean = planned * rng.gamma(25, 0.04) * rng.gamma(100, 0.01, 2) * halves
        came = rng.poisson(mean).astype(float)
        if n < 200:
            measured.append(PastDay(came, planned))
            continue
        if n == 200:
            prior = busyness_prior(measured, 2)
        rows = [
            HistoryRow(
                interval_start=dt.datetime.combine(FIRST_DAY, dt.time(slot // 60, slot % 60)),
                queue=queue,
                contacts=came[b, q],
            )
            for b, slot in enumerate(made.slots)
            for q, queue in enumerate(made.queues)
        ]
        found = reforecast_day(scenario, made, rows, now, prior, 0.01)
        late = came[4:].sum()
        held.append(found.rest_p10[-1] <= late <= found.rest_p90[-1])
        errors["planned"] += abs(planned[4:].sum() - late)
        errors["again"] += abs(found.rest_expected[-1] - late)
    assert 0.74 <= np.mean(held) <= 0.88
    assert errors["again"] < (0.5 if not shape else 0.8) * errors["planned"]
