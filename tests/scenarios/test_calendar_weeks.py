"""Nights and weeks in which clocks change: planned, verified, and read from ``rota.csv``."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from allocator.domain.plan import PlanStatus
from tests.calendar_scenario import ALL_DAYS, attempt, pattern, planned, write_calendar_scenario
from tests.plan_files import PlanFiles, Turn, seconds

SPRING = "2026-03-23"
"""Monday of the week in which 01:00 on Sunday 29 March becomes 02:00."""
AUTUMN = "2026-10-19"
"""Monday of the week in which 02:00 on Sunday 25 October becomes 01:00."""
PLAIN = "2026-06-01"


def hours(turn: Turn) -> float:
    return seconds(turn.start, turn.end) / 3600


def clocks(turn: Turn) -> str:
    return f"{turn.start:%a %H:%M%z} {turn.end:%a %H:%M%z}"


def turns_on(plan: PlanFiles, day: str) -> list[Turn]:
    return [turn for turn in plan.turns if turn.day == dt.date.fromisoformat(day)]


# -- nights, and the nights on which clocks change ------------------------------------------

NIGHT_TEAM = ["A1,Ada,any,40", "B2,Ben,any,40", "C3,Cleo,any,32"]


def night_week(parent: Path, start: str, **changes: Any) -> PlanFiles:
    """Nights from 22:00 to 06:00 alone, under the law; the operating day begins at six."""
    folder = write_calendar_scenario(
        parent,
        start=start,
        day_starts_at="06:00",
        opening=[(ALL_DAYS, "22:00", "30:00")],
        patterns=[pattern("night", "22:00", (420, 540))],
        agents=NIGHT_TEAM,
        tolerance_minutes=60,
        rules={"set": "uk-2026"},
        **changes,
    )
    return planned(folder, parent / "plan")


@pytest.mark.parametrize(
    ("start", "night_of_change", "open_hours", "longest", "ends"),
    [
        (SPRING, "2026-03-28", 7, 7, "Sun 06:00+0100"),
        (AUTUMN, "2026-10-24", 9, 9, "Sun 06:00+0000"),
        pytest.param(PLAIN, "2026-06-06", 8, 8, "Sun 06:00+0100", marks=pytest.mark.slow),
    ],
)
def test_night_team_over_the_change(
    tmp_path: Path, start: str, night_of_change: str, open_hours: int, longest: int, ends: str
) -> None:
    plan = night_week(tmp_path, start)
    assert {"night_hours", "weekly_rest", "daily_rest"} <= set(plan.scenario.settings.rules)
    day = dt.date.fromisoformat(night_of_change)
    intervals = Counter(plan.day(plan.moment(row["interval_start"])) for row in plan.staffing)
    assert intervals[day] == open_hours * 4
    assert {count for other, count in intervals.items() if other != day} == {8 * 4}
    on = turns_on(plan, night_of_change)
    assert on, "somebody works on the night of the change"
    assert max(hours(turn) for turn in on) <= longest
    for turn in on:
        assert f"{turn.start:%a %H:%M}" == "Sat 22:00"
        # 22:00 to 06:00 by the clock lasts seven, eight or nine real hours.
        if hours(turn) == longest:
            assert f"{turn.end:%a %H:%M%z}" == ends
    for agent_id, due in (("A1", 40), ("B2", 40), ("C3", 32)):
        worked = sum(hours(turn) for turn in plan.turns_of[agent_id])
        assert abs(worked - due) <= 1


def test_a_night_belongs_to_the_day_on_which_it_begins(tmp_path: Path) -> None:
    plan = night_week(
        tmp_path,
        PLAIN,
        tables={
            "requests.csv": "agent_id,date,kind,weight\n"
            + "".join(f"A1,2026-06-{day:02d},day_off,20\n" for day in (5, 6)),
            "availability.csv": "agent_id,days,available_from,available_to\nB2,thu,,\n",
        },
    )
    days = {agent_id: {turn.day for turn in turns} for agent_id, turns in plan.turns_of.items()}
    assert not days["A1"] & {dt.date(2026, 6, 5), dt.date(2026, 6, 6)}
    assert dt.date(2026, 6, 4) not in days["B2"]
    # A1's five nights are then the five others: Thursday's ends on the Friday that is a day off.
    thursday = next(turn for turn in plan.turns_of["A1"] if turn.day == dt.date(2026, 6, 4))
    assert f"{thursday.end:%a}" == "Fri"
    assert {turn.end.date() - turn.day for turn in plan.turns} == {dt.timedelta(days=1)}
    first, last = (plan.moment(plan.staffing[n]["interval_start"]) for n in (0, -1))
    assert f"{first:%a %H:%M} {last:%a %H:%M}" == "Mon 22:00 Mon 05:45"


@pytest.mark.parametrize(
    ("start", "day", "count"),
    [(SPRING, "2026-03-29", 92), (AUTUMN, "2026-10-25", 100)],
)
def test_quarter_hours_of_a_sunday_round_the_clock(
    tmp_path: Path, start: str, day: str, count: int
) -> None:
    folder = write_calendar_scenario(
        tmp_path,
        start=start,
        opening=[(["sun"], "00:00", "24:00"), (["sat"], "08:00", "20:00")],
        patterns=[
            pattern("night", "00:00", (420, 540)),
            pattern("day", "08:00", 480),
            pattern("evening", "15:00", 480),
        ],
        agents=["A1,Ada,any,8", "B2,Ben,any,16", "C3,Cleo,any,8", "D4,Dev,any,8"],
        tolerance_minutes=60,
    )
    plan = planned(folder, tmp_path / "plan")
    requirements = [
        plan.moment(row["interval_start"])
        for row in plan.requirements
        if plan.day(plan.moment(row["interval_start"])) == dt.date.fromisoformat(day)
    ]
    assert len(requirements) == count
    assert {seconds(a, b) for a, b in pairwise(requirements)} == {900}
    assert [row["interval_start"] for row in plan.staffing][-count:] == [
        moment.isoformat(timespec="seconds") for moment in requirements
    ]
    for turn in plan.turns:
        assert hours(turn) in (7, 8, 9)


def rest_week(start: str, saturday_ends: int, sunday_starts: str) -> dict[str, Any]:
    """One person who must work on Saturday evening and on Sunday morning."""
    return {
        "start": start,
        "opening": [(["sat"], "08:00", "22:00"), (["sun"], "06:00", "20:00")],
        "patterns": [
            pattern("late", f"{saturday_ends - 8:02d}:00", 480, days=["sat"]),
            pattern("early", sunday_starts, 480, days=["sun"]),
        ],
        "agents": ["A1,Ada,any,16"],
    }


@pytest.mark.parametrize(
    ("start", "saturday_ends", "sunday_starts", "rest_hours"),
    [
        (PLAIN, 20, "07:00", 11),
        (SPRING, 20, "08:00", 11),  # the clock shows 12
        (AUTUMN, 20, "06:00", 11),  # the clock shows 10
        (AUTUMN, 20, "07:00", 12),
    ],
)
def test_rest_over_the_change_that_is_long_enough(
    tmp_path: Path, start: str, saturday_ends: int, sunday_starts: str, rest_hours: int
) -> None:
    week = rest_week(start, saturday_ends, sunday_starts)
    plan = planned(write_calendar_scenario(tmp_path, **week), tmp_path / "plan")
    late, early = plan.turns
    assert seconds(late.end, early.start) == rest_hours * 3600
    assert (hours(late), hours(early)) == (8, 8)


@pytest.mark.parametrize(
    ("start", "saturday_ends", "sunday_starts"),
    [
        (SPRING, 20, "07:00"),  # eleven hours by the clock are ten that night
        (PLAIN, 20, "06:00"),
        (AUTUMN, 21, "06:00"),
    ],
)
def test_rest_over_the_change_that_is_too_short(
    tmp_path: Path, start: str, saturday_ends: int, sunday_starts: str
) -> None:
    week = rest_week(start, saturday_ends, sunday_starts)
    outcome = attempt(write_calendar_scenario(tmp_path, **week), tmp_path / "plan")
    assert outcome.status is PlanStatus.INFEASIBLE
    assert not (tmp_path / "plan").exists()


def test_rest_after_last_weeks_late_is_measured_over_the_change(tmp_path: Path) -> None:
    # The change lies between the shift in worked.csv and the first planned day.
    week = rest_week("2026-03-29", 20, "07:00") | {
        "agents": ["A1,Ada,any,8", "B2,Ben,any,8"],
        "days": 1,
        "tables": {
            "worked.csv": "agent_id,start,end\n"
            "A1,2026-03-28T12:00,2026-03-28T19:00\nB2,2026-03-28T12:00,2026-03-28T20:00\n"
        },
    }
    outcome = attempt(write_calendar_scenario(tmp_path / "short", **week), tmp_path / "plan")
    assert outcome.status is PlanStatus.INFEASIBLE
    assert "B2" in outcome.reason or "Ben" in outcome.reason
    week["agents"] = ["A1,Ada,any,8"]
    week["tables"] = {"worked.csv": week["tables"]["worked.csv"].rsplit("B2", 1)[0]}
    plan = planned(write_calendar_scenario(tmp_path / "enough", **week), tmp_path / "plan")
    assert [clocks(turn) for turn in plan.turns] == ["Sun 07:00+0100 Sun 15:00+0100"]
