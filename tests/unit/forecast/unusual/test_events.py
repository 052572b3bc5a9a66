"""Special events: taken out of the history, learned from, and added to the planned days."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from allocator.demand.arrays import Floats
from allocator.domain.special_event import SpecialEvent
from allocator.forecast.forecast import Forecast, forecast_week
from allocator.forecast.history.arranged import history_table
from allocator.forecast.unusual.event_hours import EventHours
from tests.demand_scenario import FIRST_DAY, demand_scenario, weeks_before
from tests.simulated_demand import event, simulated_rows, with_events

FIRST = weeks_before(10)
CAMPAIGNS = (dt.date(2026, 1, 14), dt.date(2026, 2, 4), dt.date(2026, 2, 19))
WEDNESDAY = 2


def campaign(start: dt.datetime, queue: str) -> float:
    """Forty percent more on queue a on the days of the campaign."""
    return 1.4 if start.date() in CAMPAIGNS and queue == "a" else 1.0


def past(share: float | None, days: tuple[dt.date, ...] = CAMPAIGNS) -> list[SpecialEvent]:
    return [
        event("letter", f"{day}T00:00", f"{day + dt.timedelta(1)}T00:00", share, "a")
        for day in days
    ]


FUTURE = event("letter", "2026-03-04T00:00", "2026-03-05T00:00", None, "a")


def day_sums(made: Forecast) -> Floats:
    return made.expected.sum(axis=1)


@pytest.mark.parametrize("seed", range(6))
def test_a_planted_event_is_recovered_within_its_range(seed: int) -> None:
    rows = simulated_rows(FIRST, FIRST_DAY, campaign, seed=seed)
    made = forecast_week(with_events(rows, *past(None), FUTURE))
    (effect,) = made.effects
    assert (effect.day, effect.queues, effect.occasions) == (dt.date(2026, 3, 4), ("a",), 3)
    # Eight in ten of such ranges hold the truth; twice as wide, nearly all do.
    middle, half = effect.volume_share, effect.high_share - effect.volume_share
    assert abs(middle - 0.4) < 2 * half
    assert 0.2 < middle < 0.6


def test_ranges_of_planted_events_hold_the_truth_about_as_often_as_they_say() -> None:
    held = 0
    for seed in range(40):
        rows = simulated_rows(weeks_before(6), FIRST_DAY, campaign, seed=100 + seed)
        known = history_table(with_events(rows, *past(None), FUTURE)).learned()
        (effect,) = known.found.effects.applied([dt.date(2026, 3, 4)])
        held += effect.low_share <= 0.4 <= effect.high_share
    assert held >= 30  # 80% of 40 is 32; the spread of occasions is taken for larger than it is


def test_an_event_disturbs_no_other_day() -> None:
    calm = forecast_week(demand_scenario(simulated_rows(FIRST, FIRST_DAY, seed=3)))
    rows = simulated_rows(FIRST, FIRST_DAY, campaign, seed=3)
    told = forecast_week(with_events(rows, *past(None), FUTURE))
    untold = forecast_week(with_events(rows))
    others = [d for d in range(5) if d != WEDNESDAY]
    change = day_sums(told)[others, 0] / day_sums(calm)[others, 0] - 1
    assert np.abs(change).max() < 0.02
    # The other queue is not touched on any day.
    assert day_sums(told)[:5, 1] == pytest.approx(day_sums(calm)[:5, 1], rel=0.03)
    # Without the rows the campaign's Wednesdays and Thursday would count as ordinary ones.
    assert (
        np.abs(day_sums(untold)[others, 0] / day_sums(calm)[others, 0] - 1).max()
        > np.abs(change).max()
    )


def test_given_shares_are_divided_out_and_multiplied_in_exactly() -> None:
    rows = simulated_rows(FIRST, FIRST_DAY, seed=5)
    before = forecast_week(with_events(rows))
    future = event("sale", "2026-03-04T00:00", "2026-03-05T00:00", 0.5, "a")
    after = forecast_week(with_events(rows, future))
    assert after.expected[WEDNESDAY, :, 0] == pytest.approx(before.expected[WEDNESDAY, :, 0] * 1.5)
    assert after.expected[WEDNESDAY, :, 1] == pytest.approx(before.expected[WEDNESDAY, :, 1])
    table = history_table(with_events(rows, *past(0.25)))
    d = table.days.index(CAMPAIGNS[0])
    assert table.learned().contacts[d, :, 0] == pytest.approx(table.came[d, :, 0] / 1.25)


def test_an_event_of_fewer_contacts_is_learned_too() -> None:
    rows = simulated_rows(FIRST, FIRST_DAY, lambda s, q: 0.7 if campaign(s, q) > 1 else 1.0)
    (effect,) = forecast_week(with_events(rows, *past(None), FUTURE)).effects
    assert effect.volume_share == pytest.approx(-0.3, abs=0.08)


def test_one_occasion_is_drawn_towards_none_and_has_a_wider_range() -> None:
    rows = simulated_rows(FIRST, FIRST_DAY, campaign, seed=2, day_spread=0.1)
    (once,) = forecast_week(with_events(rows, *past(None)[:1], FUTURE)).effects
    (thrice,) = forecast_week(with_events(rows, *past(None), FUTURE)).effects
    assert once.seen_share is not None
    assert 0 < once.volume_share < once.seen_share
    assert once.high_share - once.low_share > thrice.high_share - thrice.low_share


def test_an_uncertain_event_widens_the_range_of_its_day_and_of_no_other() -> None:
    rows = simulated_rows(FIRST, FIRST_DAY, campaign, seed=2)
    estimated = forecast_week(with_events(rows, *past(None), FUTURE))
    given = forecast_week(with_events(rows, *past(None)))
    wider = estimated.spread_share[:, :, 0] > given.spread_share[:, :, 0] + 1e-9
    assert wider[WEDNESDAY].all()
    assert wider.sum() == wider[WEDNESDAY].sum()


def test_an_event_on_a_part_of_an_interval_adds_that_part() -> None:
    rows = simulated_rows(FIRST, FIRST_DAY)
    outage = event("mailing", "2026-03-04T08:45", "2026-03-04T10:00", 1.0)
    table = history_table(with_events(rows, outage)).learned()
    factor = table.effect_on([dt.date(2026, 3, 4), dt.date(2026, 3, 5)])
    by_slot = dict(zip(table.slots, factor[0, :, 0], strict=True))
    assert by_slot == {480: 1, 510: 1.5, 540: 2, 570: 2, 600: 1, 630: 1, 660: 1, 690: 1}
    assert (factor[1] == 1).all()


def test_an_event_past_midnight_stays_in_its_operating_day() -> None:
    hours = EventHours.of(event("night", "2026-03-04T23:00", "2026-03-05T01:00", 1.0), ["a"])
    days = [dt.date(2026, 3, 3), dt.date(2026, 3, 4), dt.date(2026, 3, 5)]
    slots = [0, 30, 60, 1380, 1410, 1440, 1470, 1500]  # an operating day up to 25:30
    covered = hours.coverage(days, slots, 30)
    assert covered is not None
    assert covered[0].sum() == 0
    assert covered[1].tolist() == [0, 0, 0, 1, 1, 1, 1, 0]
    # Where days are calendar days the same hours lie at the next date's beginning.
    assert covered[2].tolist() == [1, 1, 0, 0, 0, 0, 0, 0]


def test_an_event_on_the_day_of_a_clock_change_keeps_to_the_clock() -> None:
    # 29 March 2026: 01:00 to 02:00 does not exist. Ten o'clock in summer time is nine by UTC.
    local = event("summer", "2026-03-29T10:00", "2026-03-29T11:00", 1.0, zone="+01:00")
    hours = EventHours.of(local, ["a"])
    covered = hours.coverage([dt.date(2026, 3, 29)], [540, 570, 600, 630, 660], 30)
    assert covered is not None
    assert covered[0].tolist() == [0, 0, 1, 1, 0]


def test_the_size_of_an_event_comes_from_before_the_origin_alone() -> None:
    """The backtest must not know the campaign that it is about to forecast."""
    rows = simulated_rows(FIRST, FIRST_DAY, campaign, seed=4)
    tripled = [
        row.model_copy(update={"contacts": row.contacts * 3})
        if row.interval_start.date() == CAMPAIGNS[2] and row.queue == "a"
        else row
        for row in rows
    ]
    origin = dt.date(2026, 2, 16)
    for table in (history_table(with_events(r, *past(None))) for r in (rows, tripled)):
        factor = table.until(origin).effect_on([CAMPAIGNS[2]])[0, 0, 0]
        assert factor == pytest.approx(1.38, abs=0.12)
    one, other = (
        history_table(with_events(r, *past(None))).until(origin).effect_on([CAMPAIGNS[2]])
        for r in (rows, tripled)
    )
    assert (one == other).all()
