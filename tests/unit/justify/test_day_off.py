"""A day without a shift says first what the files have of it: asked for, leave, hours held."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from allocator.domain.disruption import Disruption, LostTime
from allocator.domain.scenario import Scenario
from allocator.justify.day_off import day_off
from tests.tiny_week import agent, pattern, rota_of, tiny_week

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"]
OPEN = [{"days": [*WEEKDAYS, "sat"], "open": "08:00", "close": "20:00"}]
LINES = ("A mon 08:00 work 16:00", "A tue 08:00 work 16:00")
THURSDAY = dt.date(2026, 6, 4)
ASKED = {"agent_id": "A", "date": THURSDAY, "kind": "day_off", "weight": 1}


def week(**fields: Any) -> Scenario:
    filled: dict[str, Any] = {"agents": [agent("A", weekly_hours=16)], "opening_hours": OPEN}
    return tiny_week(**(filled | fields))


@pytest.mark.parametrize(
    ("fields", "day", "words", "own"),
    [
        ({}, dt.date(2026, 6, 7), "is off on Sun 7 Jun: the site is closed", "closed"),
        (
            {
                "leave": [
                    {
                        "agent_id": "A",
                        "first_day": THURSDAY,
                        "last_day": THURSDAY,
                        "paid_hours_a_day": 7.5,
                    }
                ],
                "requests": [ASKED],
            },
            THURSDAY,
            "is on leave on Thu 4 Jun, 7.5 h of it paid",
            "leave, 7.5 h of it paid",
        ),
        (
            {"agents": [agent("A", weekly_hours=16, first_day=dt.date(2026, 6, 5))]},
            THURSDAY,
            "has no shift on Thu 4 Jun: the first day is Fri 5 Jun",
            "your first day is Fri 5 Jun",
        ),
        ({"requests": [ASKED]}, THURSDAY, "is off on Thu 4 Jun, as asked for", "off, as you asked"),
        (
            {"pins": [("A thu 08:00 pinned 20:00", "off")]},
            THURSDAY,
            "is off on Thu 4 Jun, as pinned",
            "off, as was settled before",
        ),
        (
            {"pins": [("A thu 08:00 pinned 12:00", "off")]},
            THURSDAY,
            "is off on Thu 4 Jun: the other days have the week's hours (16 h of 16 h due)",
            "off: your other days have the week's hours (16 h of 16 h due)",
        ),
        (
            {"shift_patterns": [pattern(days=["mon", "tue"])]},
            THURSDAY,
            "is off on Thu 4 Jun: no shift pattern of the contract starts on that weekday",
            "off: no shift of your contract begins then",
        ),
        (
            {"agents": [agent("A", weekly_hours=24)]},
            THURSDAY,
            "has no shift on Thu 4 Jun; the week has 16 h of 24 h due",
            "off",
        ),
    ],
)
def test_first_reason_is_told(fields: dict[str, Any], day: dt.date, words: str, own: str) -> None:
    scenario = week(**fields)
    found = day_off(scenario, rota_of(scenario, LINES), "A", day)
    assert (found.words, found.own_words) == (words, own)


def test_who_is_away_since_the_rota_was_told_is_away_and_no_more_is_said() -> None:
    scenario = week(requests=[ASKED])
    rota = rota_of(scenario, LINES)
    noon = dt.datetime(2026, 6, 3, 12, tzinfo=scenario.grid.zone)
    lost = LostTime(agent_id="A", day=THURSDAY, minutes=480)
    away = Disruption(
        now=noon, join=noon, replan=1, events=(), standing=rota, frozen=rota, lost=(lost,)
    )
    found = day_off(scenario.model_copy(update={"disruption": away}), rota, "A", THURSDAY)
    assert (found.words, found.own_words) == ("is away on Thu 4 Jun", "away")


def test_day_on_which_the_agent_is_never_available_says_so() -> None:
    only = [
        {"agent_id": "A", "days": "mon|tue", "available_from": "08:00", "available_to": "20:00"}
    ]
    scenario = week(availability=only)
    found = day_off(scenario, rota_of(scenario, LINES), "A", THURSDAY)
    spans = scenario.available_spans("A", THURSDAY)
    expected = "unavailable" if spans == () else "hours_held"
    assert found.kind == expected
