"""Shifts are read from blocks, and a changed rota is the rota of the changed blocks."""

from __future__ import annotations

from allocator.domain.rota import Rota
from tests.tiny_week import AUTUMN, blocks_of, rota_of, tiny_week

WEEK = tiny_week()
LINES = [
    "B tue 09:00 work 12:00 lunch 13:00 work 17:00",
    "A tue 09:00 work 17:00",
    "A mon 22:00 work 30:00",
]


def test_blocks_that_touch_are_one_shift_and_shifts_are_in_time_order() -> None:
    rota = rota_of(WEEK, LINES)
    first, second = rota.shifts("A")
    assert [shift.start.hour for shift in (first, second)] == [22, 9]
    assert [shift.minutes for shift in (first, second)] == [480, 480]
    (lunch_day,) = rota.shifts("B")
    assert [block.minutes for block in lunch_day.breaks] == [60]
    assert rota.shifts("C") == ()
    assert rota.agent_blocks("C") == ()


def test_replacing_agents_gives_the_rota_of_the_blocks_that_result() -> None:
    rota = rota_of(WEEK, LINES)
    late = blocks_of(WEEK, "A fri 14:00 work 22:00")
    early = blocks_of(WEEK, "A thu 08:00 work 16:00")
    new = blocks_of(WEEK, "C thu 08:00 work 16:00")
    changed = rota.replaced({"A"}, late + new + early)
    assert changed == Rota.of(blocks_of(WEEK, LINES[0]) + new + early + late)
    assert [shift.start.day for shift in changed.shifts("A")] == [4, 5]
    assert changed.shifts("B") == rota.shifts("B")


def test_touching_is_in_real_time_where_the_clock_shows_the_same_twice() -> None:
    week = tiny_week(first_day=AUTUMN)
    apart = rota_of(week, ["A sun 00:00 work 01:30", "A sun 01:30b work 04:00"])
    assert [shift.minutes for shift in apart.shifts("A")] == [90, 150]
    together = rota_of(week, ["A sun 00:00 work 01:30b", "A sun 01:30b work 04:00"])
    assert [shift.minutes for shift in together.shifts("A")] == [300]


def test_lies_within_is_in_real_time() -> None:
    week = tiny_week(first_day=AUTUMN)
    (shift,) = rota_of(week, ["A sun 00:00 work 01:30b"]).shifts("A")
    (first,) = rota_of(week, ["A sun 00:00 work 01:30"]).shifts("A")
    assert shift.lies_within(shift.start, shift.end)
    assert not shift.lies_within(first.start, first.end)
    assert first.lies_within(shift.start, shift.end)
