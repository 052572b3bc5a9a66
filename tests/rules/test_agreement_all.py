"""Every hard rule there is, declared together on one tiny week of two people.

The other modules take the rules one by one and in groups; here no rule may be in another's way.
"""

from __future__ import annotations

from typing import Any

import pytest

from allocator.rules import registry
from tests.rules.example import TWO_POOLS, accepted_by_checks, opening, shifts
from tests.rules.universe import Universe
from tests.tiny_week import agent, tiny_week

PARAMETERS: dict[str, dict[str, Any]] = {
    "days_in_seven": {"days_max": 4},
    "breaks": {"over_minutes": 1440, "young_over_minutes": 1440},
    "weekly_rest": {"rest_minutes": 720, "young_rest_minutes": 1440},
    "average_weekly_hours": {"average_minutes": 720},
    "young_hours": {"week_minutes": 300},
    "days_in_a_row": {"days_max": 4},
    "work_runs": {"days_min": 1},
    "weekends_worked": {"weekends_max": 1, "weeks": 2},
    "shift_successions": {"forbidden": ["late>early"]},
    "kind_limits": {"most": {"late": 1}},
    "queue_changes": {"changes_max": 0},
    "notice": {"notice_days": 5},
}
RULES: dict[str, dict[str, Any]] = {
    rule_id: PARAMETERS.get(rule_id, {}) for rule_id in registry.HARD_RULES
}
TEAM = {"seats", "meetings"}
WEEK: dict[str, Any] = TWO_POOLS | {
    "first_day": "2026-06-05",
    "days": 3,
    "interval_minutes": 60,
    "day_starts_at": "04:00",
    "agents": [
        agent("A", weekly_hours=4),
        agent("B", weekly_hours=4, adult_from="2026-06-07"),
    ],
    "skills": [("A", "calls", 1), ("A", "web", 1), ("B", "calls", 1), ("B", "web", 0)],
    "pools": [
        {"id": "main", "queues": ["calls"], "seats": 1},
        {"id": "room", "queues": ["web"]},
    ],
    "opening_hours": [opening("07:00", "23:00")],
    "contracts": [{"id": "any", "patterns": ["early", "late"], "tolerance_minutes": 120}],
    "shift_patterns": [
        shifts("early", ("07:00", "07:00", 60), (120, 120, 60)),
        shifts("late", ("18:00", "18:00", 60), (120, 120, 60)),
    ],
    "shift_kinds": [
        {"id": "early", "start_from": "06:00", "start_to": "12:00"},
        {"id": "late", "start_from": "12:00", "start_to": "24:00"},
    ],
    "availability": [
        {"agent_id": "B", "days": "2026-06-07", "available_to": "20:00", "available_from": "04:00"}
    ],
    "worked": [
        "A 2026-06-03 08:00 work 12:00",
        "A 2026-06-04 08:00 work 12:00",
        "B 2026-06-04 18:00 work 20:00",
    ],
    "adjustments": [("A", "days_in_week_max", "3")],
    "published_on": "2026-06-01",
    "published": ["A 2026-06-05 07:00 work 09:00"],
    "activities": [("coaching", "A|B", 60, "2026-06-06 07:00 to 2026-06-06 22:00")],
    "pins": [("A 2026-06-07 04:00 pinned 06:00", "off")],
}


@pytest.fixture(scope="module")
def week() -> Universe:
    """Build a scenario in which all hard rules are declared and many of them bind."""
    return Universe(tiny_week(rules=RULES, **WEEK), pools=True, activities=True)


def test_all_hard_rules_together_accept_what_all_checks_accept(week: Universe) -> None:
    accepted = accepted_by_checks(week, RULES, of_team=TEAM)
    assert len(accepted) > 10
    assert week.found_by_optimiser(RULES) == accepted
