"""Deferred work carried from interval to interval: by hand, and against small steps of time."""

from __future__ import annotations

import heapq
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.demand.arrays import Floats
from allocator.demand.deferred import DeferredQueue, Waiting, judged_contacts
from allocator.demand.deferred_fluid import done_in_time

INTERVAL_S = 900.0


def _queue(
    contacts: list[float], aht_s: float, target_s: float, *backlog: tuple[float, float]
) -> DeferredQueue:
    waiting = tuple(Waiting(number, due_s) for number, due_s in backlog)
    return DeferredQueue("mail", np.array(contacts), aht_s, target_s, waiting)


def test_a_queue_that_is_kept_up_with_is_all_in_time() -> None:
    (found,) = done_in_time((_queue([3, 3, 3], 300, 900),), INTERVAL_S, np.full(3, 900.0))
    assert found.judged.tolist() == [3, 3, 0]  # those of the last are due after the end
    assert found.in_time.tolist() == [3, 3, 0]
    assert found.left == pytest.approx(0)


def test_what_is_done_too_late_follows_from_the_line_of_work_done() -> None:
    """4 of 300 s come in each of two intervals, done at half the pace, due 900 s after they came.

    Work done by t is t/2; that due by 900 + u is 4/3·u of the first interval. Level at
    u = 900 + u = 2·(4/3·u), so u = 540: 0.6 of the first interval in time, then none.
    """
    (found,) = done_in_time((_queue([4, 4, 0, 0, 0], 300, 900),), INTERVAL_S, np.full(5, 450.0))
    assert found.in_time.tolist() == pytest.approx([2.4, 0, 0, 0, 0])
    assert found.judged.tolist() == [4, 4, 0, 0, 0]
    assert found.left == pytest.approx((8 * 300 - 5 * 450) / 300)


def test_backlog_due_soon_goes_first_and_what_is_overdue_is_late_but_done() -> None:
    queue = _queue([0, 0], 300, 900, (2, 600.0), (1, -50.0), (3, 1500.0), (5, 9999.0))
    (found,) = done_in_time((queue,), INTERVAL_S, np.full(2, 900.0))
    # 600 s by then: one overdue, one of two in time; by 1500 s one of them late and two of three.
    assert found.judged[0] == 6
    assert found.in_time[0] == pytest.approx(1 + 2)
    assert found.left == pytest.approx(11 - 6)


def test_a_queue_that_nobody_is_logged_into_waits() -> None:
    queues = (_queue([3, 0, 0], 300, 900), _queue([0, 0, 0], 300, 900))
    covered = np.array([[False, True, True], [True, True, True]])
    slow = np.full(3, 450.0)
    # What came first is due when its work begins, and the work is done at half the pace.
    assert done_in_time(queues, INTERVAL_S, slow, covered)[0].in_time[0] == pytest.approx(
        0, abs=1e-6
    )
    assert done_in_time(queues, INTERVAL_S, slow)[0].in_time[0] > 0
    nobody = np.zeros((2, 3), dtype=np.bool_)
    assert done_in_time(queues, INTERVAL_S, np.full(3, 900.0), nobody)[0].left == pytest.approx(3)


def _in_small_steps(
    queues: tuple[DeferredQueue, ...], capacity_s: Floats, steps: int, slack_steps: int
) -> list[tuple[Floats, Floats, float]]:
    """Judged, in time by some steps and left: lumps of work, the earliest due first, in steps."""
    count, end_s, step_s = len(capacity_s), INTERVAL_S * len(capacity_s), INTERVAL_S / steps
    judged, in_time = np.zeros((2, len(queues), count))
    heap: list[list[float]] = []
    for row, queue in enumerate(queues):
        for waiting in queue.backlog:
            judged[row, 0] += waiting.contacts * (waiting.due_s <= end_s)
            heapq.heappush(heap, [waiting.due_s, row, 0, waiting.contacts])
    for step in range(count * steps):
        interval, now_s = step // steps, step * step_s
        for row, queue in enumerate(queues):
            due_s = now_s + queue.target_s + step_s / 2
            judged[row, interval] += queue.contacts[interval] / steps * (due_s <= end_s)
            heapq.heappush(heap, [due_s, row, interval, queue.contacts[interval] / steps])
        room_s = capacity_s[interval] / steps
        while heap and room_s > 1e-9:
            due_s, row, came, number = heap[0]
            taken = min(number, room_s / queues[int(row)].aht_s)
            room_s -= taken * queues[int(row)].aht_s
            if now_s + step_s * slack_steps <= due_s <= end_s:
                in_time[int(row), int(came)] += taken
            if taken >= number - 1e-12:
                heapq.heappop(heap)
            else:
                heap[0][3] -= taken
    left = [
        sum(number for _, owner, _, number in heap if owner == row) for row in range(len(queues))
    ]
    return [(judged[row], in_time[row], left[row]) for row in range(len(queues))]


_COUNT = st.integers(2, 6)


@st.composite
def _pools(draw: st.DrawFn) -> tuple[tuple[DeferredQueue, ...], Floats]:
    count, numbers = draw(_COUNT), st.integers(0, 6)
    dues = draw(st.permutations([-5.0, 471.0, 903.0, 1777.0, 2900.0, 9001.0]))
    queues = tuple(
        _queue(
            draw(st.lists(numbers.map(float), min_size=count, max_size=count)),
            draw(st.sampled_from([101.0, 199.0, 353.0])),
            draw(st.sampled_from([900.0, 1300.0, 1800.0, 3600.0])),
            *((draw(st.integers(1, 4)), dues[2 * row + n]) for n in range(draw(st.integers(0, 2)))),
        )
        for row in range(draw(st.integers(1, 3)))
    )
    capacity = st.sampled_from([0.0, 203.0, 457.0, 911.0, 1409.0])
    return queues, np.array(draw(st.lists(capacity, min_size=count, max_size=count)))


@settings(max_examples=40, deadline=None)
@given(_pools())
def test_any_pool_is_what_small_steps_come_to(
    pool: tuple[tuple[DeferredQueue, ...], Floats],
) -> None:
    """Small steps at a little less capacity and at a little more: on that may turn who is late."""
    queues, capacity_s = pool
    found = done_in_time(queues, INTERVAL_S, capacity_s)
    less = _in_small_steps(queues, 0.98 * capacity_s, 100, 2)
    more = _in_small_steps(queues, 1.02 * capacity_s, 100, -2)
    for one, (judged, least, most_left), (_, most, least_left) in zip(
        found, less, more, strict=True
    ):
        assert one.judged == pytest.approx(judged, abs=0.05)
        assert (one.in_time >= least - 0.15).all()
        assert (one.in_time <= most + 0.15).all()
        assert least_left - 0.1 <= one.left <= most_left + 0.1
    for queue, one in zip(queues, found, strict=True):
        assert one.judged == pytest.approx(judged_contacts(queue, INTERVAL_S))
        assert (one.in_time <= one.judged + 1e-9).all()


def test_a_week_takes_a_moment() -> None:
    """Measured at 0.06 s, and at 12 times what a quarter of it takes: about its square."""
    rng = np.random.default_rng(3)
    seconds: list[float] = []
    for intervals in (100, 400):
        queues = tuple(
            DeferredQueue(name, rng.uniform(0, 4, intervals), 300.0, target_s, (Waiting(9, 3e3),))
            for name, target_s in (("a", 14_400.0), ("b", 28_800.0))
        )
        began = time.process_time()
        done_in_time(queues, INTERVAL_S, rng.uniform(500, 2500, intervals))
        seconds.append(time.process_time() - began)
    assert seconds[1] < 4**3 * seconds[0]
