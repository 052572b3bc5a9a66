"""Ten queues are forecast fast enough for somebody who waits for it."""

from __future__ import annotations

import time

import pytest

from allocator.forecast.forecast import forecast_week
from benchmarks.forecast_speed import made_up_centre

LIMIT_S = 10.0
"""For ten queues and a year of half-hours, on one core."""


def _seconds_per_queue(queues: int, weeks: int) -> float:
    scenario = made_up_centre(queues, weeks)
    began = time.process_time()
    forecast_week(scenario)
    return (time.process_time() - began) / queues


def test_two_queues_and_a_quarter_take_far_less_than_their_part() -> None:
    assert 10 * _seconds_per_queue(2, 13) < LIMIT_S


@pytest.mark.slow
def test_ten_queues_and_a_year_take_less_than_ten_seconds() -> None:
    assert 10 * _seconds_per_queue(10, 52) < LIMIT_S
