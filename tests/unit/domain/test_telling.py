"""Who must be told of a change, by when, and where they can be met."""

from __future__ import annotations

import datetime as dt

import pytest

from allocator.domain.day_change import day_changes
from allocator.domain.telling import telling
from tests.tiny_week import agent, rota_of, tiny_week

STANDING = [
    "A mon 09:00 work:chat 12:00 lunch 12:30 work:chat 17:00",
    "A tue 12:00 work:chat 20:00",
]


@pytest.mark.parametrize(
    ("now", "after", "told"),
    [
        # Not at work before it: a call, before they would set out.
        ("mon 08:10", {0: "A mon 10:00 work:chat 17:00"}, ("call", "Mon 09:00", 50 / 60)),
        # At work now, and the lunch is another.
        (
            "mon 09:30",
            {0: "A mon 09:00 work:chat 13:00 lunch 13:30 work:chat 17:00"},
            ("at_work", "Mon 12:00", 2.5),
        ),
        # Not come yet, but they come when they think they do.
        (
            "mon 08:10",
            {0: "A mon 09:00 work:calls 12:00 lunch 12:30 work:chat 17:00"},
            ("at_work", "Mon 09:00", 50 / 60),
        ),
        # Tomorrow is another day, and today ends before it.
        ("mon 08:10", {1: "A tue 10:00 work:chat 18:00"}, ("at_work", "Mon 17:00", 25 + 50 / 60)),
        # Today is over.
        ("mon 18:00", {1: "A tue 10:00 work:chat 18:00"}, ("call", "Tue 10:00", 16)),
    ],
)
def test_people_are_told_before_anything_is_otherwise(
    now: str, after: dict[int, str], told: tuple[str, str, float]
) -> None:
    scenario = tiny_week(agents=[agent("A")])
    lines = [after.get(number, line) for number, line in enumerate(STANDING)]
    standing = rota_of(scenario, STANDING)
    (change,) = day_changes(scenario.grid, ["A"], standing, rota_of(scenario, lines))
    day, clock = now.split()
    hour, minute = map(int, clock.split(":"))
    moment = scenario.grid.at(
        scenario.grid.days[["mon", "tue"].index(day)], 60 * hour + minute
    ).astimezone(dt.UTC)
    found = telling(scenario, standing, change, moment)
    assert (found.how, f"{found.tell_by:%a %H:%M}") == told[:2]
    assert found.notice_hours == pytest.approx(told[2])
