"""Shifts read from blocks, also where the clocks change."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from allocator.domain.grid import UTC
from allocator.domain.rota import Activity, Block, Rota, minutes_between

LONDON = ZoneInfo("Europe/London")


def block(
    start: dt.datetime, end: dt.datetime, activity: Activity = Activity.WORK, agent_id: str = "A1"
) -> Block:
    queues = ("sales",) if activity is Activity.WORK else ()
    return Block(agent_id=agent_id, start=start, end=end, activity=activity, queues=queues)


def at(day: int, hour: int, minute: int = 0, *, month: int = 3, fold: int = 0) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=LONDON, fold=fold)


def test_touching_blocks_are_one_shift_and_a_gap_parts_two() -> None:
    rota = Rota.of(
        [
            block(at(3, 13), at(3, 17)),
            block(at(2, 12), at(2, 12, 30), Activity.LUNCH),
            block(at(2, 8), at(2, 12)),
            block(at(2, 12, 30), at(2, 16)),
            block(at(3, 8), at(3, 12, 45)),
        ]
    )
    assert [(shift.start, shift.end, len(shift.blocks)) for shift in rota.shifts("A1")] == [
        (at(2, 8), at(2, 16), 3),
        (at(3, 8), at(3, 12, 45), 1),
        (at(3, 13), at(3, 17), 1),
    ]
    assert rota.shifts("A1")[0].minutes == 480
    assert [rest.start for rest in rota.shifts("A1")[0].breaks] == [at(2, 12)]
    assert rota.shifts("A2") == ()


def test_agents_do_not_share_shifts() -> None:
    rota = Rota.of([block(at(2, 12), at(2, 16), agent_id="A2"), block(at(2, 8), at(2, 12))])
    assert rota.agent_ids == ("A1", "A2")
    assert [len(rota.shifts(agent_id)) for agent_id in rota.agent_ids] == [1, 1]


def test_shift_over_the_spring_change_is_an_hour_shorter_than_its_clock_times() -> None:
    rota = Rota.of([block(at(28, 22), at(29, 3)), block(at(29, 3), at(29, 7))])
    (shift,) = rota.shifts("A1")
    assert shift.minutes == 8 * 60
    assert shift.start.isoformat() == "2026-03-28T22:00:00+00:00"
    assert shift.end.isoformat() == "2026-03-29T07:00:00+01:00"


def test_shift_over_the_autumn_change_is_an_hour_longer_than_its_clock_times() -> None:
    rota = Rota.of(
        [
            # Blocks that meet in the repeated hour: the first ends at 01:30 summer time, the
            # second at 01:30 winter time, an hour later.
            block(at(25, 1, 30, month=10), at(25, 1, 30, month=10, fold=1), Activity.BREAK),
            block(at(24, 22, month=10), at(25, 1, 30, month=10)),
            block(at(25, 1, 30, month=10, fold=1), at(25, 6, month=10)),
        ]
    )
    (shift,) = rota.shifts("A1")
    assert [part.activity for part in shift.blocks] == ["work", "break", "work"]
    assert [part.minutes for part in shift.blocks] == [210, 60, 270]
    assert shift.minutes == 9 * 60


def test_gap_of_the_repeated_hour_parts_two_shifts() -> None:
    rota = Rota.of(
        [
            block(at(24, 22, month=10), at(25, 1, 30, month=10)),
            block(at(25, 1, 30, month=10, fold=1), at(25, 6, month=10)),
        ]
    )
    assert [shift.minutes for shift in rota.shifts("A1")] == [210, 270]


def test_blocks_in_different_offsets_can_touch() -> None:
    start = at(2, 12).astimezone(dt.timezone(dt.timedelta(hours=3)))
    rota = Rota.of([block(at(2, 8), at(2, 12)), block(start, at(2, 16))])
    assert len(rota.shifts("A1")) == 1
    assert minutes_between(start, at(2, 12).astimezone(UTC)) == 0


def test_replaced_takes_all_blocks_of_some_agents_for_others() -> None:
    rota = Rota.of([block(at(2, 8), at(2, 12)), block(at(2, 8), at(2, 12), agent_id="A2")])
    changed = rota.replaced({"A1"}, [block(at(3, 8), at(3, 12))])
    assert [shift.start for shift in changed.shifts("A1")] == [at(3, 8)]
    assert changed.shifts("A2") == rota.shifts("A2")
    assert rota.replaced({"A1"}, []).agent_ids == ("A2",)
