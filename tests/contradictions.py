"""Weeks in which hard rules contradict each other, each with what must be said of it.

Hours are the grid. Unless told otherwise the site is open 08:00 to 18:00 on all days of the week,
shifts begin from 08:00 to 12:00 and last 4 to 8 hours, and 20 hours are due.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from allocator.domain.scenario import Scenario
from tests.tiny_week import EVERY_DAY, agent, pattern, tiny_week

RULES: dict[str, dict[str, Any]] = {
    "one_shift_a_day": {},
    "contracted_hours": {},
    "shift_patterns": {},
    "availability": {},
    "skills": {},
    "days_in_seven": {"days_max": 6},
    "daily_rest": {"rest_minutes": 660},
    "breaks": {"over_minutes": 720},
    "seats": {},
    "opening_hours": {},
    "pins": {},
}


def asha(agent_id: str = "A", **fields: Any) -> Any:
    """Somebody with a name of her own and 20 hours."""
    names = {"A": "Asha", "B": "Ben", "C": "Cleo", "D": "Dev"}
    return agent(agent_id, **({"name": names.get(agent_id, agent_id), "weekly_hours": 20} | fields))


def contradicting_week(**changes: Any) -> Scenario:
    """Build a week, with what differs from the one described at the top."""
    rules = {**RULES, **changes.pop("more_rules", {})}
    usual: dict[str, Any] = {
        "agents": [asha()],
        "days": 5,
        "interval_minutes": 60,
        "opening_hours": [{"days": EVERY_DAY, "open": "08:00", "close": "18:00"}],
        "shift_patterns": [
            pattern(
                start_from="08:00",
                start_to="12:00",
                start_every_minutes=60,
                shortest_minutes=240,
                longest_minutes=480,
                length_every_minutes=60,
            )
        ],
        "rules": rules,
    }
    return tiny_week(**{**usual, **changes})


@dataclass(frozen=True)
class Contradiction:
    """A week and what the diagnosis must find in it.

    Parameters
    ----------
    conflicts
        Keys of the elements of each conflict.
    cures
        Words of some of the cures, each of which must be among those found.
    spared
        Kinds of cures that must not be proposed.
    """

    title: str
    conflicts: tuple[frozenset[str], ...]
    cures: tuple[str, ...]
    week: Mapping[str, Any] = field(default_factory=dict[str, Any])
    spared: frozenset[str] = frozenset()

    def scenario(self) -> Scenario:
        """Build the week."""
        return contradicting_week(**self.week)


def keys(text: str) -> frozenset[str]:
    """Keys from a line of them."""
    return frozenset(text.split())


def _only_on(day: str) -> list[dict[str, Any]]:
    return [
        {"agent_id": "A", "days": "all"},
        {"agent_id": "A", "days": day, "available_from": "08:00", "available_to": "18:00"},
    ]


def _pattern(**fields: Any) -> list[dict[str, Any]]:
    usual = {
        "start_from": "08:00",
        "start_to": "12:00",
        "start_every_minutes": 60,
        "shortest_minutes": 240,
        "longest_minutes": 480,
        "length_every_minutes": 60,
    }
    return [pattern(**(usual | fields))]


_SIX_HOURS = (
    "contract any also offers shifts of 6 h, otherwise like any (the nearest length that works)"
)

CONTRADICTIONS = (
    Contradiction(
        "work pinned where time off is pinned",
        (keys("pin:A:1 pin:A:2"),),
        (
            "pin 1 of Asha (A) only Tue 2 Jun 09:00–11:00 in place of Tue 2 Jun 09:00–12:00",
            "drop pin 1 of Asha (A) (Tue 2 Jun 09:00–12:00)",
            "drop pin 2 of Asha (A) (Tue 2 Jun 11:00–18:00)",
        ),
        {
            "pins": [("A tue 09:00 pinned 12:00", "work"), ("A tue 11:00 pinned 18:00", "off")],
            # From seven on, so that a shift of four hours has room before the time off.
            "opening_hours": [{"days": EVERY_DAY, "open": "07:00", "close": "18:00"}],
            "shift_patterns": _pattern(start_from="07:00"),
        },
    ),
    Contradiction(
        "work pinned past what a row of availability allows",
        (keys("pin:A:1 availability:A:1"),),
        (
            "pin 1 of Asha (A) only Tue 2 Jun 13:00–14:00 in place of Tue 2 Jun 13:00–16:00",
            "drop pin 1 of Asha (A) (Tue 2 Jun 13:00–16:00)",
            "if Asha (A) agrees: available until 16:00 in place of 14:00 on Tue 2 Jun",
        ),
        {
            "pins": [("A tue 13:00 pinned 16:00", "work")],
            "availability": [
                {
                    "agent_id": "A",
                    "days": "tue",
                    "available_from": "08:00",
                    "available_to": "14:00",
                }
            ],
        },
    ),
    Contradiction(
        "more hours than the days that somebody can work hold",
        (keys("hours:A availability:A:1"),),
        ("weekly hours of Asha (A) 8 h in place of 20 h (the nearest that works)",),
        {"availability": _only_on("wed")},
    ),
    Contradiction(
        "rest after a shift worked before the week",
        (keys("pin:A:1 rule:daily_rest worked:A:1"),),
        (
            "pin 1 of Asha (A) only Mon 1 Jun 10:00–12:00 in place of Mon 1 Jun 09:00–12:00",
            "drop pin 1 of Asha (A) (Mon 1 Jun 09:00–12:00)",
        ),
        {
            "pins": [("A mon 09:00 pinned 12:00", "work")],
            "worked": ["A 2026-05-31 15:00 work 23:00", "A 2026-05-29 09:00 work 17:00"],
        },
        spared=frozenset({"rule"}),
    ),
    Contradiction(
        "lengths of shifts that cannot add up to the hours",
        (keys("hours:A patterns:A"),),
        (
            "weekly hours of Asha (A) 24 h in place of 20 h (the nearest that works)",
            _SIX_HOURS,
        ),
        {"shift_patterns": _pattern(shortest_minutes=480)},
    ),
    Contradiction(
        "three pinned to two seats",
        (keys("pin:A:1 pin:B:1 pin:C:1 seats:main"),),
        (
            "drop pin 1 of Ben (B) (Mon 1 Jun 09:00–10:00)",
            "3 seats in main in place of 2 (the fewest that work)",
        ),
        {
            "agents": [asha(name, weekly_hours=8) for name in "ABCD"],
            "pools": [{"id": "main", "queues": ["calls"], "seats": 2}],
            "pins": [(f"{name} mon 09:00 pinned 10:00", "work") for name in "ABC"],
        },
    ),
    Contradiction(
        "more hours due than seats are open",
        (keys("hours:A hours:B hours:C seats:main"),),
        (
            "3 seats in main in place of 2 (the fewest that work)",
            "plan the week without Asha (A): there is no room for a shift",
        ),
        {
            "agents": [asha(name, weekly_hours=16) for name in "ABC"],
            "days": 2,
            "pools": [{"id": "main", "queues": ["calls"], "seats": 2}],
        },
    ),
    Contradiction(
        "more hours than two Mondays of a fortnight hold: eight on each are eight a week",
        (keys("hours:A availability:A:1"),),
        ("weekly hours of Asha (A) 8 h in place of 20 h (the nearest that works)",),
        {
            "days": 14,
            "availability": [{"agent_id": "A", "days": "tue|wed|thu|fri|sat|sun"}],
        },
    ),
    Contradiction(
        "two weeks with room for the hours of both, of which the second has too little for its own",
        (keys("hours:A availability:A:1 patterns:A"),),
        (
            "week_tolerance_minutes 240 in place of 0 in contract any",
            "weekly hours of Asha (A) 16 h in place of 20 h (the nearest that works)",
        ),
        {
            "days": 14,
            "availability": [
                {"agent_id": "A", "days": "|".join(f"2026-06-{day}" for day in range(10, 15))}
            ],
        },
    ),
    Contradiction(
        "leave that counts for nothing",
        (keys("hours:A leave:A:1"),),
        (
            (
                "count 4 h of each day of leave of Asha (A) (Mon 1 Jun to Thu 4 Jun) as paid "
                "in place of 0 h"
            ),
            "weekly hours of Asha (A) 8 h in place of 20 h (the nearest that works)",
        ),
        {"leave": [{"agent_id": "A", "first_day": "2026-06-01", "last_day": "2026-06-04"}]},
    ),
    Contradiction(
        "two single days of leave that count for nothing",
        (keys("hours:A leave:A:1 leave:A:2 patterns:A"),),
        (
            (
                "count 6 h of each day of leave of Asha (A) (Tue 2 Jun, Thu 4 Jun) as paid in "
                "place of 0 h"
            ),
        ),
        {
            "agents": [asha(weekly_hours=30)],
            "leave": [
                {"agent_id": "A", "first_day": day, "last_day": day}
                for day in ("2026-06-02", "2026-06-04")
            ],
        },
    ),
    Contradiction(
        "time to work that is shorter than any shift",
        (keys("hours:A availability:A:1"),),
        (
            (
                "plan the week without Asha (A): the shortest shift is 4 h, the longest time that "
                "Asha can work 2 h"
            ),
            (
                "if Asha (A) agrees: available until 16:00 in place of 14:00 on Mon 1 Jun, "
                "Tue 2 Jun, Wed 3 Jun, Thu 4 Jun, Fri 5 Jun"
            ),
        ),
        {
            "agents": [asha(), asha("B")],
            "availability": [
                {"agent_id": "A", "days": "all", "available_from": "12:00", "available_to": "14:00"}
            ],
        },
    ),
    Contradiction(
        "a rotation whose pattern the contract does not have",
        (keys("hours:A patterns:A"),),
        (
            (
                "contract any also offers shifts of 4 h to 8 h that start 12:00 to 14:00 on all "
                "days (late)"
            ),
            "week 1 of the rotation turns also gives any",
            "plan the week without Asha (A): there is no room for a shift",
        ),
        {
            "agents": [asha(rotation="turns"), asha("B")],
            "shift_patterns": [
                *_pattern(),
                *_pattern(id="late", start_from="12:00", start_to="14:00"),
            ],
            "rotations": [
                {"id": "turns", "first_week": "2026-06-01", "weeks": [{"patterns": ["late"]}]}
            ],
        },
    ),
    Contradiction(
        "a rule of the house that is stricter than it need be",
        (keys("hours:A patterns:A rule:days_in_seven"),),
        (
            "days_max 3 in place of 2 in the rule days_in_seven",
            "weekly hours of Asha (A) 16 h in place of 20 h (the nearest that works)",
        ),
        {"more_rules": {"days_in_seven": {"days_max": 2}}},
    ),
    Contradiction(
        "an adjustment that was agreed",
        (keys("adjustment:A:1 pin:A:1"),),
        (
            "pin 1 of Asha (A) only Tue 2 Jun 09:00–14:00 in place of Tue 2 Jun 09:00–15:00",
            "drop pin 1 of Asha (A) (Tue 2 Jun 09:00–15:00)",
        ),
        {
            "adjustments": [("A", "longest_shift_minutes", "300")],
            "pins": [("A tue 09:00 pinned 15:00", "work")],
            "more_rules": {"agreed_adjustments": {}},
        },
        spared=frozenset({"rule", "availability"}),
    ),
    Contradiction(
        "a meeting in time off",
        (keys("activity:activity0 pin:B:1"),),
        (
            "drop pin 1 of Ben (B) (Tue 2 Jun 08:00–18:00)",
            "hold activity0 without Ben (B)",
            "leave out activity0 (1 h) this week",
        ),
        {
            "agents": [asha(), asha("B")],
            "pins": [("B tue 08:00 pinned 18:00", "off")],
            "activities": [("briefing", "A|B", 60, "tue 10:00")],
            "more_rules": {"meetings": {}},
        },
    ),
    Contradiction(
        "the law for people under 18",
        (keys("hours:A rule:young_hours"),),
        ("weekly hours of Asha (A) 40 h in place of 45 h (the nearest that works)",),
        {
            "agents": [asha(adult_from="2027-01-01", weekly_hours=45)],
            "shift_patterns": _pattern(longest_minutes=600, start_to="14:00"),
            "more_rules": {
                "young_hours": {},
                "breaks": {"over_minutes": 720, "young_over_minutes": 720},
            },
        },
        spared=frozenset({"rule"}),
    ),
    Contradiction(
        "work pinned before the first day with the firm",
        (keys("first_day:A pin:A:1"),),
        ("drop pin 1 of Asha (A) (Mon 1 Jun 09:00–10:00)",),
        {
            "agents": [asha(first_day="2026-06-02")],
            "pins": [("A mon 09:00 pinned 10:00", "work")],
        },
        spared=frozenset({"availability", "hours"}),
    ),
    Contradiction(
        "time off pinned where a shift was published",
        (keys("pin:A:1 rule:notice"),),
        ("drop pin 1 of Asha (A) (Tue 2 Jun 09:00–18:00)",),
        {
            "published_on": "2026-05-30",
            "published": ["A tue 08:00 work 16:00", "A wed 08:00 work 16:00"],
            "pins": [("A tue 09:00 pinned 18:00", "off")],
            "agents": [asha(weekly_hours=16)],
            "more_rules": {"notice": {}},
        },
        spared=frozenset({"rule"}),
    ),
    Contradiction(
        "two people, each stuck in their own way",
        (keys("pin:A:1 pin:A:2"), keys("pin:B:1 availability:B:1")),
        (
            "drop pin 2 of Asha (A) (Tue 2 Jun 09:00–18:00)",
            "drop pin 1 of Ben (B) (Wed 3 Jun 13:00–16:00)",
        ),
        {
            "agents": [asha(), asha("B")],
            "pins": [
                ("A tue 09:00 pinned 12:00", "work"),
                ("A tue 09:00 pinned 18:00", "off"),
                ("B wed 13:00 pinned 16:00", "work"),
            ],
            "availability": [{"agent_id": "B", "days": "wed"}],
        },
    ),
    Contradiction(
        "one person stuck twice",
        (keys("pin:A:1 pin:A:2"), keys("pin:A:3 availability:A:1")),
        (
            "drop pin 1 of Asha (A) (Tue 2 Jun 09:00–12:00)",
            "drop pin 3 of Asha (A) (Thu 4 Jun 13:00–16:00)",
        ),
        {
            "pins": [
                ("A tue 09:00 pinned 12:00", "work"),
                ("A tue 09:00 pinned 18:00", "off"),
                ("A thu 13:00 pinned 16:00", "work"),
            ],
            "availability": [{"agent_id": "A", "days": "thu"}],
        },
    ),
)
