"""What of a rota that stands after events is past, and what of it the search may still move."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from allocator.demand.service import ServiceModel
from allocator.domain.disrupt import disrupt
from allocator.domain.disrupted import disrupted
from allocator.domain.event_of_day import Absence, EarlyLeave, Event, Late
from allocator.rota.duty import Duty
from allocator.rota.polish import Incumbent
from allocator.rota.replan.frozen import FrozenInstance
from allocator.rota.replan.standing import Standing
from allocator.rules.encoding import Appointment
from tests.tiny_week import MONDAY, agent, pattern, requirements_of, rest, rota_of, tiny_week

WEEK: dict[str, Any] = {
    "days": 3,
    "interval_minutes": 30,
    "agents": [agent("A", weekly_hours=16), agent("B", weekly_hours=16)],
    "queues": [{"id": "calls"}, {"id": "sales"}],
    "pools": [{"id": "main", "queues": ["calls"]}, {"id": "shop", "queues": ["sales"]}],
    "shift_patterns": [pattern(shortest_minutes=240, longest_minutes=540)],
    "break_plans": [
        {
            "id": "plan",
            "shift_over_minutes": 0,
            "shift_up_to_minutes": 600,
            "breaks": [rest("tea", 30, (60, 180)), rest("cup", 30, (270, 390))],
        }
    ],
    "rules": {"one_shift_a_day": {}, "shift_patterns": {}, "breaks": {}, "contracted_hours": {}},
}
LINES = (
    "A mon 08:00 work:calls 10:00 break 10:30 work:sales 13:30 break 14:00 work:calls 16:00",
    "A tue 08:00 work:calls 10:00 break 10:30 work:calls 13:30 break 14:00 work:calls 16:00",
    "B mon 12:00 work:calls 14:00 break 14:30 work:calls 17:30 break 18:00 work:calls 20:00",
)


def at(hour: float, day: int = 0) -> dt.datetime:
    return tiny_week(**WEEK).grid.at(MONDAY, round(60 * (24 * day + hour)))


def frozen(now: dt.datetime, events: Sequence[Event] = ()) -> FrozenInstance:
    scenario = tiny_week(**WEEK)
    rota = rota_of(scenario, LINES)
    disruption = disrupt(scenario, rota, None, events, now)
    after = disrupted(scenario, disruption)
    service = ServiceModel.of(after, requirements_of(after, {"calls": 4, "sales": 3}))
    join = scenario.grid.index(disruption.join)
    return FrozenInstance.still(after, service, rota, disruption.standing, join)


def stands(instance: FrozenInstance) -> Standing:
    assert instance.standing is not None
    return instance.standing


def windows(duty: Duty) -> list[tuple[int, int]]:
    return [(slot.earliest / 2, slot.latest / 2) for slot in duty.option.breaks]


def test_of_a_day_under_way_only_what_lies_ahead_may_move() -> None:
    instance = frozen(at(11.5))
    duty = instance.duties["A", 0]
    assert duty.break_starts == (20, 27)
    assert windows(duty) == [(10, 10), (12.5, 14.5)]
    assert windows(instance.duties["A", 1]) == [(33, 35), (36.5, 38.5)]
    late = frozen(at(13)).duties["A", 0]
    assert windows(late) == [(10, 10), (13, 14.5)]
    assert stands(instance).is_begun(("A", 0))
    assert not stands(instance).is_begun(("B", 0))


def test_behind_the_join_nobody_is_in_another_pool_and_at_it_the_pool_may_change() -> None:
    instance = frozen(at(11.5))
    barred = stands(instance).barred
    assert barred["A", "shop"] == frozenset(range(16, 20))
    assert barred["A", "main"] == frozenset(range(21, 23))
    assert ("B", "main") not in barred
    assert instance.barred["A", "main"] >= frozenset(range(21, 23))
    assert instance.pauses("A") == (Appointment(23, 23, ""),)
    assert frozen(at(10)).pauses("A") == ()  # the join lies in a break


def test_a_late_arrival_is_a_shift_that_begins_then_with_the_breaks_still_ahead() -> None:
    event = Late(agent_id="A", day=MONDAY, at=at(10.2))
    instance = frozen(at(7.9), (event,))
    duty = instance.duties["A", 0]
    assert (duty.option.start, duty.option.end) == (21, 32)
    assert windows(duty) == [(12.5, 14.5)]
    assert duty.option.paid_minutes == 330
    assert ("A", 0) in stands(instance).cut
    assert duty.option in instance.options["A"][0]


def test_who_leaves_early_has_the_breaks_before_and_none_at_the_end() -> None:
    instance = frozen(at(9), (EarlyLeave(agent_id="B", at=at(18.5)),))
    duty = instance.duties["B", 0]
    assert (duty.option.start, duty.option.end) == (24, 37)
    assert windows(duty) == [(13, 15), (16.5, 17.5)]


def test_who_is_away_for_hours_in_between_is_off_the_phone_then_and_has_one_shift() -> None:
    away = Absence(agent_id="B", start=at(15), until=at(17))
    instance = frozen(at(9), (away,))
    duty = instance.duties["B", 0]
    assert (duty.option.start, duty.option.end) == (24, 40)
    assert stands(instance).gaps["B", 0] == (range(30, 34),)
    assert Appointment(30, 34, "") in instance.pauses("B")
    assert duty.pools[6:10] == (None,) * 4


def test_the_rota_that_stands_costs_what_its_blocks_do_and_absence_makes_it_dearer() -> None:
    whole, cut = frozen(at(9)), frozen(at(9), (Absence(agent_id="B", start=at(12), until=at(36)),))
    assert ("B", 0) not in cut.duties
    assert Incumbent(cut, cut.duties).cost > Incumbent(whole, whole.duties).cost
