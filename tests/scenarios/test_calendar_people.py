"""Leave, first days, rotations and bank holidays: planned, verified, read from ``rota.csv``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from allocator.domain.rota import Rota
from allocator.rules.unsocial_fairness.check import week_hours
from tests.calendar_scenario import pattern, planned, write_calendar_scenario
from tests.plan_files import PlanFiles, Turn, seconds

WORKDAYS = ["mon", "tue", "wed", "thu", "fri"]


def hours(turn: Turn) -> float:
    return seconds(turn.start, turn.end) / 3600


def turns_on(plan: PlanFiles, day: str) -> list[Turn]:
    return [turn for turn in plan.turns if turn.day == dt.date.fromisoformat(day)]


# -- weeks of other beginnings and lengths --------------------------------------------------

OFFICE = {
    "opening": [(WORKDAYS, "08:00", "20:00")],
    "patterns": [
        pattern("early", "08:00", 480, days=WORKDAYS),
        pattern("middle", "10:00", 480, days=WORKDAYS),
        pattern("late", "12:00", 480, days=WORKDAYS),
    ],
}


def test_a_week_that_starts_on_wednesday_with_leave_and_a_starter(tmp_path: Path) -> None:
    folder = write_calendar_scenario(
        tmp_path,
        start="2026-06-03",
        **OFFICE,
        agents=["A1,Ada,any,40,", "B2,Ben,any,24,", "C3,Cleo,any,40,", "D4,Dev,any,16,2026-06-08"],
        agent_columns="first_day",
        tables={
            "leave.csv": "agent_id,first_day,last_day,paid_hours_a_day\n"
            "A1,2026-06-05,2026-06-05,8\n"
            "B2,2026-06-08,2026-06-30,0\n"
            "C3,2026-05-25,2026-06-03,8\n"
        },
    )
    plan = planned(folder, tmp_path / "plan")
    assert plan.scenario.grid.days[0] == dt.date(2026, 6, 3)
    days = {
        agent_id: sorted(turn.day.day for turn in turns)
        for agent_id, turns in plan.turns_of.items()
    }
    assert days == {
        "A1": [3, 4, 8, 9],  # 40 hours less 8 of paid leave on the 5th
        "B2": [3, 4, 5],  # unpaid leave from the 8th: 24 hours all the same, before it
        "C3": [4, 5, 8, 9],  # leave until the 3rd: of it, one day falls in the week
        "D4": [8, 9],  # starts on the 8th
    }


def rotating(parent: Path, start: str, days: int = 14) -> PlanFiles:
    """Three people in the three places of a rotation that begins on Monday 8 June 2026."""
    folder = write_calendar_scenario(
        parent,
        start=start,
        days=days,
        **OFFICE,
        agents=[
            "A1,Ada,any,40,three_weeks,",
            "B2,Ben,any,40,three_weeks,1",
            "C3,Cleo,any,40,three_weeks,2",
            "D4,Dev,any,40,,",
        ],
        agent_columns="rotation,rotation_offset_weeks",
        rotations=[
            {
                "id": "three_weeks",
                "first_week": "2026-06-08",
                "weeks": [{"patterns": [name]} for name in ("early", "middle", "late")],
            }
        ],
        # Each is there at noon on one day of each week, whatever the kind of shift.
        tables={
            "pins.csv": "agent_id,start,end,kind\n"
            + "".join(
                f"{agent_id},{day}T12:00,{day}T13:00,work\n"
                for agent_id in ("A1", "B2", "C3")
                for day in (
                    dt.date.fromisoformat(start) + dt.timedelta(days=7 * week + 2)
                    for week in range(days // 7)
                )
            )
        },
    )
    return planned(folder, parent / "plan")


def starts_by_week(plan: PlanFiles, agent_id: str) -> dict[int, set[str]]:
    """Clock times at which an agent starts, by number of the planned week."""
    first = plan.scenario.settings.week.start
    found: dict[int, set[str]] = {}
    for turn in plan.turns_of[agent_id]:
        found.setdefault((turn.day - first).days // 7, set()).add(f"{turn.start:%H:%M}")
    return found


def test_fourteen_days_of_a_rotation_of_which_the_first_week_lies_before_its_beginning(
    tmp_path: Path,
) -> None:
    plan = rotating(tmp_path, "2026-06-01")
    assert len(plan.scenario.grid.days) == 14
    # 8 June is the first week of those without an offset: the week before is their third, lates.
    assert starts_by_week(plan, "A1") == {0: {"12:00"}, 1: {"08:00"}}
    assert starts_by_week(plan, "B2") == {0: {"08:00"}, 1: {"10:00"}}
    assert starts_by_week(plan, "C3") == {0: {"10:00"}, 1: {"12:00"}}


@pytest.mark.slow
def test_the_third_week_of_a_rotation_is_followed_by_the_first(tmp_path: Path) -> None:
    plan = rotating(tmp_path, "2026-06-22")
    assert starts_by_week(plan, "A1") == {0: {"12:00"}, 1: {"08:00"}}
    assert starts_by_week(plan, "B2") == {0: {"08:00"}, 1: {"10:00"}}


# -- a bank holiday of one nation -----------------------------------------------------------


def holiday_week(parent: Path, nation: str) -> PlanFiles:
    """Week of Monday 31 August 2026, a bank holiday in England and not in Scotland."""
    folder = write_calendar_scenario(
        parent,
        start="2026-08-31",
        opening=[(WORKDAYS, "08:00", "20:00"), (["sun"], "10:00", "16:00")],
        patterns=[
            pattern("weekday", "08:00", (360, 600), days=WORKDAYS, start_to="12:00"),
            pattern("sunday", "10:00", 360, days=["sun"]),
        ],
        agents=["A1,Ada,any,36", "B2,Ben,any,36", "C3,Cleo,any,30"],
        tolerance_minutes=60,
        weekday_contacts={"sun": 3, "mon": 9},
        bank_holidays={"nation": nation, "runs_like": "sun"},
        unsocial=[{"days": ["sun"], "start": "10:00", "end": "16:00", "weight": 1}],
        rules={"unsocial_fairness": {}},
        # all three on the Monday, over noon, which either kind of shift can be
        tables={
            "pins.csv": "agent_id,start,end,kind\n"
            + "".join(
                f"{who},2026-08-31T13:00,2026-08-31T14:00,work\n" for who in ("A1", "B2", "C3")
            )
        },
    )
    return planned(folder, parent / "plan")


@pytest.fixture(scope="module")
def england(tmp_path_factory: pytest.TempPathFactory) -> PlanFiles:
    return holiday_week(tmp_path_factory.mktemp("england"), "England")


@pytest.fixture(scope="module")
def scotland(tmp_path_factory: pytest.TempPathFactory) -> PlanFiles:
    return holiday_week(tmp_path_factory.mktemp("scotland"), "Scotland")


def contacts_of(plan: PlanFiles, day: str) -> tuple[int, float]:
    """Quarter-hours open on a day and contacts forecast for it."""
    volumes = [
        float(row["forecast_contacts"])
        for row in plan.requirements
        if row["interval_start"].startswith(day)
    ]
    return len(volumes), sum(volumes)


def test_a_bank_holiday_has_a_sundays_hours_and_volumes(england: PlanFiles) -> None:
    open_intervals, volume = contacts_of(england, "2026-08-31")
    assert open_intervals == 6 * 4
    sunday_intervals, sunday_volume = contacts_of(england, "2026-09-06")
    assert open_intervals == sunday_intervals
    assert volume == pytest.approx(sunday_volume, rel=0.02)


def test_the_same_monday_elsewhere_is_a_busy_monday(scotland: PlanFiles) -> None:
    open_intervals, volume = contacts_of(scotland, "2026-08-31")
    assert open_intervals == 12 * 4
    assert volume > 2.5 * contacts_of(scotland, "2026-09-06")[1]


def test_everybody_on_a_bank_holiday_has_a_sundays_shift(
    england: PlanFiles, scotland: PlanFiles
) -> None:
    assert {f"{turn.start:%H:%M}-{turn.end:%H:%M}" for turn in turns_on(england, "2026-08-31")} == {
        "10:00-16:00"
    }
    assert len(turns_on(england, "2026-08-31")) == len(turns_on(scotland, "2026-08-31")) == 3
    assert all("08:00" <= f"{turn.start:%H:%M}" <= "12:00" for turn in scotland.turns)


def test_hours_on_a_bank_holiday_are_as_unsocial_as_a_sundays(
    england: PlanFiles, scotland: PlanFiles
) -> None:
    for plan, days in ((england, {31, 6}), (scotland, {6})):
        for agent_id, turns in plan.turns_of.items():
            shifts = Rota.of(plan.blocks).shifts(agent_id)
            unsocial = sum(hours(turn) for turn in turns if turn.day.day in days)
            assert week_hours(plan.scenario, shifts) == unsocial
