"""The reason named for a single shift that cannot be, whatever the order of what is agreed."""

from __future__ import annotations

import pytest

from allocator.demand.service import ServiceModel
from allocator.rota.conflict.one_shift import find_in_one_shift
from allocator.rota.conflict.world import World
from tests.tiny_week import agent, pattern, requirements_of, rest, tiny_week

AGREED = [("A", "unbroken_work_minutes_max", "180"), ("A", "end_not_after", "18:00")]


@pytest.mark.parametrize("agreed", [AGREED, AGREED[::-1]])
def test_a_limit_on_unbroken_work_is_not_blamed_where_breaks_meet_it(
    agreed: list[tuple[str, str, str]],
) -> None:
    scenario = tiny_week(
        interval_minutes=60,
        agents=[agent("A", weekly_hours=7)],
        shift_patterns=[
            pattern(start_from="08:00", start_to="16:00", shortest_minutes=300, longest_minutes=480)
        ],
        break_plans=[
            {
                "id": "long",
                "shift_over_minutes": 240,
                "shift_up_to_minutes": 600,
                "breaks": [
                    rest("tea", 60, (120, 180)),
                    rest("lunch", 60, (240, 360), activity="lunch", paid=False),
                ],
            }
        ],
        adjustments=agreed,
        pins=[("A tue 18:00 pinned 19:00", "on_phone", "calls")],
        rules={
            "pins": {},
            "agreed_adjustments": {},
            "breaks": {"over_minutes": 360, "rest_minutes": 20},
            "skills": {},
            "shift_patterns": {},
        },
    )
    service = ServiceModel.of(scenario, requirements_of(scenario, {"calls": 2.0}))
    found = find_in_one_shift(service, World(scenario), "A")
    assert found is not None
    _, conflict = found
    words = " ".join(element.words for element in conflict.elements)
    assert "end not after 18:00" in words
    assert "unbroken" not in words
