"""People are counted together only where nothing that a rule or a price reads differs."""

from __future__ import annotations

from typing import Any

import pytest

from allocator.demand.service import ServiceModel
from allocator.rota.groups import alike
from allocator.rota.instance import Instance
from tests.tiny_week import agent, pattern, tiny_week

HOURS = pattern(start_every_minutes=240, shortest_minutes=240, longest_minutes=240)
ROTATION = {"id": "turns", "first_week": "2026-06-01", "weeks": [{"patterns": ["any"]}]}


def groups_of(**fields: Any) -> tuple[tuple[str, ...], ...]:
    settings: dict[str, Any] = {
        "interval_minutes": 60,
        "shift_patterns": [HOURS],
        "rotations": [ROTATION],
        "rules": {"meetings": {}},
    }
    scenario = tiny_week(**settings | fields)
    return alike(Instance.of(scenario, ServiceModel.of(scenario, ())))


def pair(**fields: Any) -> dict[str, Any]:
    return {"agents": [agent("A"), agent("B", **fields)]}


@pytest.mark.parametrize(
    "fields", [{}, {"team": "blue"}, {"hourly_pay": 12.5}, {"name": "Another"}], ids=str
)
def test_what_no_rule_reads_tells_nobody_apart(fields: dict[str, Any]) -> None:
    assert groups_of(**pair(**fields)) == (("A", "B"),)


TOLD_APART: dict[str, dict[str, Any]] = {
    "hours": pair(weekly_hours=20),
    "age": pair(adult_from="2026-12-24"),
    "opt-out": pair(opted_out_48h=True),
    "unsocial hours agreed": pair(unsocial_agreed=True),
    "rotation": pair(rotation="turns"),
    "adjustment": {"adjustments": [("B", "unbroken_work_minutes_max", "120")]},
    "leave": {"leave": [{"agent_id": "B", "first_day": "2026-06-01", "last_day": "2026-06-01"}]},
    "published": {"published": ["B mon 08:00 work 12:00"]},
    "availability": {"availability": [{"agent_id": "B", "days": "mon"}]},
    "activity": {"activities": [("training", "B", 60, "mon 09:00 to fri 17:00")]},
    "pin": {"pins": [("B mon 08:00 pinned 12:00", "off")]},
}


@pytest.mark.parametrize("fields", TOLD_APART.values(), ids=TOLD_APART)
def test_what_a_rule_reads_tells_people_apart(fields: dict[str, Any]) -> None:
    assert groups_of(**fields) == (("A",), ("B",))
