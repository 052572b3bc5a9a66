"""Spans that meet, and moments counted from the grid's start."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from allocator.rules.encoding import fullest_moments, minutes_up_to
from tests.tiny_week import tiny_week

SPANS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 12)).map(lambda s: (s[0], s[0] + s[1])),
    max_size=12,
)


def meeting_at(spans: list[tuple[int, int]], moment: int) -> frozenset[int]:
    return frozenset(n for n, (start, end) in enumerate(spans) if start <= moment < end)


@given(SPANS)
def test_every_pair_that_meets_is_in_a_set_and_no_set_is_part_of_another(
    spans: list[tuple[int, int]],
) -> None:
    sets = [meeting_at(spans, moment) for moment in fullest_moments(spans)]
    for one, other in combinations(range(len(spans)), 2):
        meet = max(spans[one][0], spans[other][0]) < min(spans[one][1], spans[other][1])
        assert meet == any({one, other} <= together for together in sets)
    assert not any(one < other or other < one for one, other in combinations(sets, 2))
    assert len(set(sets)) == len(sets)


def test_spans_may_come_one_by_one() -> None:
    assert fullest_moments(iter([(0, 5), (3, 9), (9, 10)])) == [3, 9]


def test_no_spans_never_meet() -> None:
    assert fullest_moments([]) == []


def test_a_part_of_a_minute_counts_whole() -> None:
    grid = tiny_week().grid
    assert minutes_up_to(grid, grid.start + dt.timedelta(minutes=3)) == 3
    assert minutes_up_to(grid, grid.start + dt.timedelta(minutes=3, seconds=1)) == 4
    assert minutes_up_to(grid, grid.start - dt.timedelta(seconds=1)) == 0
