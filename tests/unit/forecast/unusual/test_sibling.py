"""New queues that take the profile of another until they have records of their own."""

from __future__ import annotations

import datetime as dt

import pytest

from allocator.domain.demand import HistoryRow
from allocator.forecast.forecast import Forecast, forecast_week
from tests.demand_scenario import FIRST_DAY, demand_scenario, weeks_before
from tests.simulated_demand import simulated_rows

POOLS = [{"id": "main", "queues": ["new", "a", "b"]}]
QUEUES = [{"id": "new", "like_queue": "a", "like_share": 0.3}, {"id": "a"}, {"id": "b"}]


def own_rows(days: int, share: float, aht_s: float = 300) -> list[HistoryRow]:
    """Give the new queue records of the last workdays, as a share of queue a's usual."""
    rows = simulated_rows(weeks_before(6), FIRST_DAY, lambda _s, _q: share, seed=9)
    workdays = sorted({row.interval_start.date() for row in rows})
    return [
        row.model_copy(update={"queue": "new", "aht_s": aht_s})
        for row in rows
        if row.queue == "a" and row.interval_start.date() in workdays[-days:]
    ]


def made_with(own: list[HistoryRow], **changes: object) -> Forecast:
    rows = simulated_rows(weeks_before(6), FIRST_DAY)
    settings = {"queues": QUEUES, "pools": POOLS} | changes
    return forecast_week(demand_scenario(rows + own, **settings))


def test_without_records_it_is_the_sibling_times_the_share_in_every_interval() -> None:
    made = made_with([])
    assert made.expected[:, :, 0] == pytest.approx(0.3 * made.expected[:, :, 1])
    assert made.expected[:, :, 0].sum() > 0
    (told,) = made.known["New queues"]
    assert told.startswith("new: no records of its own; expected are 0.3 times the contacts of a")


def test_a_new_queue_leaves_the_others_as_they_are() -> None:
    made = made_with([])
    without = forecast_week(demand_scenario(simulated_rows(weeks_before(6), FIRST_DAY)))
    assert made.expected[:, :, 1:] == pytest.approx(without.expected, rel=0.03)


def test_its_own_records_take_over_as_they_come() -> None:
    truth = 0.6  # twice what was thought
    weights: list[float] = []
    ratios: list[float] = []
    for days in (1, 4, 15):
        made = made_with(own_rows(days, truth))
        (borrowing,) = made.borrowings
        weights.append(borrowing.own_weight)
        ratios.append(float(made.expected[:, :, 0].sum() / made.expected[:, :, 1].sum()))
    assert weights == sorted(weights)
    assert 0.3 < ratios[0] < ratios[1] < ratios[2] < truth * 1.05
    assert ratios[2] == pytest.approx(truth, rel=0.15)


def test_a_queue_with_more_than_six_weeks_of_records_borrows_nothing() -> None:
    rows = simulated_rows(weeks_before(8), FIRST_DAY)
    own = [row.model_copy(update={"queue": "new"}) for row in rows if row.queue == "b"]
    made = forecast_week(demand_scenario(rows + own, queues=QUEUES, pools=POOLS))
    assert made.borrowings == ()
    assert made.expected[:, :, 0] == pytest.approx(made.expected[:, :, 2], rel=0.01)


def test_handling_times_come_from_the_sibling_and_then_from_its_own() -> None:
    aht = [made_with(own).handling.at(600, 0) for own in ([], own_rows(1, 0.5), own_rows(15, 0.5))]
    assert aht[0] == pytest.approx(180, rel=0.01)
    assert aht[0] < aht[1] < aht[2]
    assert aht[2] == pytest.approx(300, rel=0.05)


def test_its_range_is_wider_than_its_sibling_s_while_nothing_is_known() -> None:
    made = made_with([])
    assert (made.spread_share[0, :, 0] >= 0.3).all()
    later = made_with(own_rows(15, 0.3))
    assert later.spread_share[0, :, 0].mean() < made.spread_share[0, :, 0].mean()


def test_siblings_of_siblings_are_followed() -> None:
    queues = [
        {"id": "newest", "like_queue": "new", "like_share": 0.5},
        {"id": "new", "like_queue": "a", "like_share": 0.3},
        {"id": "a"},
        {"id": "b"},
    ]
    pools = [{"id": "main", "queues": ["newest", "new", "a", "b"]}]
    made = made_with([], queues=queues, pools=pools)
    assert made.expected[:, :, 0] == pytest.approx(0.15 * made.expected[:, :, 2])


def test_a_queue_that_begins_in_the_history_is_not_thought_empty_before() -> None:
    # Its level is that of its own days, not of them and weeks of nothing.
    week_ago = own_rows(5, 0.3)
    made = made_with(week_ago)
    came = sum(row.contacts for row in week_ago)
    assert made.expected[:, :, 0].sum() == pytest.approx(came, rel=0.12)
    assert week_ago[0].interval_start.date() == FIRST_DAY - dt.timedelta(days=7)
