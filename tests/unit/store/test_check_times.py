"""Times and lengths of the settings that fit neither the grid, the day, nor one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tiny_scenario import read_tiny_scenario
from tests.unit.store.faults import doubts, faults, settings_line

LONG_BREAKS_LINE = settings_line("shift_up_to_minutes: 510") + 1


@pytest.mark.parametrize(
    ("old", "new", "path", "value", "remedy"),
    [
        ("close: 18:00", "close: 18:05", "opening_hours[1].close", "18:05", "18:00 or 18:15"),
        ("open: 08:00", "open: 07:59", "opening_hours[1].open", "07:59", "07:45 or 08:00"),
        (
            "day_starts_at: 00:00",
            "day_starts_at: 04:10",
            "week.day_starts_at",
            "04:10",
            "04:00 or 04:15",
        ),
        (
            "start_from: 08:00\n    start_to: 14:00",
            "start_from: 08:10\n    start_to: 14:00",
            "shift_patterns[part_day].start_from",
            "08:10",
            "08:00 or 08:15",
        ),
        (
            "shortest_minutes: 240",
            "shortest_minutes: 250",
            "shift_patterns[part_day].shortest_minutes",
            "250",
            "240 or 255",
        ),
        (
            "minutes: 30\n        paid",
            "minutes: 40\n        paid",
            "break_plans[long].breaks[lunch].minutes",
            "40",
            "30 or 45",
        ),
        (
            "[90, 210]",
            "[100, 210]",
            "break_plans[short].breaks[pause].start_after_minutes[1]",
            "100",
            "90 or 105",
        ),
    ],
)
def test_times_off_the_grid(
    tmp_path: Path, old: str, new: str, path: str, value: str, remedy: str
) -> None:
    found = [
        one
        for one in faults(tmp_path, edits={old: new})
        if one.message == "is not a multiple of interval_minutes (15)"
    ]
    assert [(one.column, one.value) for one in found] == [(path, value)]
    assert found[0].remedy == f"Use {remedy}, or a smaller interval_minutes."


def test_availability_and_unsocial_hours_may_be_off_the_grid(tmp_path: Path) -> None:
    scenario = read_tiny_scenario(
        tmp_path,
        edits={"start: 17:00": "start: 17:05"},
        files={
            "availability.csv": "agent_id,days,available_from,available_to\nA3,wed,12:10,18:00\n"
        },
    )
    assert scenario.availability[0].available_from == 12 * 60 + 10


def test_change_of_the_clocks_by_less_than_an_interval(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        edits={
            "time_zone: Europe/London": "time_zone: Australia/Lord_Howe",  # half an hour
            "start: 2026-03-02": "start: 2026-04-01",
            "interval_minutes: 15\nhistory_interval_minutes: 30": (
                "interval_minutes: 60\nhistory_interval_minutes: 60"
            ),
        },
        files={"pins.csv": None, "requests.csv": None},
    )
    (change,) = [one for one in found if one.column == "interval_minutes"]
    assert change.message == "the clocks change before 2026-04-06 by less than an interval"


def test_hours_outside_the_operating_day(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, edits={"day_starts_at: 00:00": "day_starts_at: 09:00"})[:1]
    assert (found.column, found.message) == (
        "opening_hours[1]",
        "08:00 to 18:00 is not inside the operating day, 09:00 to 33:00",
    )


def test_hours_past_midnight_inside_the_operating_day(tmp_path: Path) -> None:
    edits = {"day_starts_at: 00:00": "day_starts_at: 04:00", "close: 18:00": "close: 26:00"}
    assert len(read_tiny_scenario(tmp_path, edits=edits).open_intervals) == 5 * 18 * 4


def test_starts_outside_the_operating_day(tmp_path: Path) -> None:
    edits = {"start_to: 14:00": "start_to: 24:00"}
    (found,) = faults(tmp_path, edits=edits)
    assert (found.column, found.value) == ("shift_patterns[part_day].start_to", "24:00")
    assert found.message == "is not inside the operating day, which begins at 00:00"


def test_opening_hours_that_overlap(tmp_path: Path) -> None:
    second = "close: 18:00\n  - days: [fri]\n    open: 17:00\n    close: 20:00"
    (found,) = faults(tmp_path, edits={"close: 18:00": second})
    assert (found.row, found.column) == (settings_line("close: 18:00") + 1, "opening_hours[2]")
    assert found.message == "overlaps other opening hours of fri, 08:00 to 18:00"


def test_opening_hours_that_touch_are_sound(tmp_path: Path) -> None:
    second = "close: 18:00\n  - days: [fri]\n    open: 18:00\n    close: 20:00"
    scenario = read_tiny_scenario(tmp_path, edits={"close: 18:00": second})
    assert len(scenario.open_intervals) == (5 * 10 + 2) * 4


def test_site_closed_all_week(tmp_path: Path) -> None:
    edits = {"days: [mon, tue, wed, thu, fri]\n    open": "date: 2026-04-06\n    open"}
    found = [one.message for one in faults(tmp_path, edits=edits)]
    assert "the site is closed on every planned day" in found


def test_unsocial_hours_that_end_before_they_start(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, edits={"start: 16:00": "start: 19:00"})
    assert (found.column, found.value) == ("unsocial[2].end", "18:00")


def test_break_plans_that_overlap(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, edits={"shift_over_minutes: 360": "shift_over_minutes: 345"})
    assert (found.column, found.value) == ("break_plans[long].shift_over_minutes", "345")
    assert found.message == "shifts of these lengths have the breaks of short already"


def test_break_plan_of_no_length(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, edits={"shift_up_to_minutes: 360": "shift_up_to_minutes: 240"})
    assert found.column == "break_plans[short].shift_up_to_minutes"
    assert found.message == "is not more than shift_over_minutes (240)"


@pytest.mark.parametrize(
    ("lunch", "afternoon"),
    [
        ("[180, 195]", "[180, 195]"),  # the quarter-hour first, then lunch
        ("[180, 180]", "[180, 210]"),  # the quarter-hour when lunch is over
        ("[180, 285]", "[420, 420]"),  # the shortest shift goes on for a quarter-hour
    ],
)
def test_breaks_that_can_all_be_placed(tmp_path: Path, lunch: str, afternoon: str) -> None:
    scenario = read_tiny_scenario(tmp_path, edits=_windows(lunch, afternoon))
    assert len(scenario.settings.break_plans[1].breaks) == 3


@pytest.mark.parametrize(
    ("lunch", "afternoon"),
    [
        ("[180, 180]", "[180, 195]"),  # lunch lasts until 210
        ("[180, 285]", "[435, 435]"),  # would end with the shortest shift, of 450 minutes
    ],
)
def test_breaks_that_cannot_all_be_placed(tmp_path: Path, lunch: str, afternoon: str) -> None:
    (found,) = faults(tmp_path, edits=_windows(lunch, afternoon))
    assert (found.row, found.column) == (LONG_BREAKS_LINE, "break_plans[long].breaks")
    assert found.message == "the breaks do not all fit into a shift of 450 minutes"


def _windows(lunch: str, afternoon: str) -> dict[str, str]:
    return {"[180, 285]": lunch, "[330, 405]": afternoon}


def test_break_plan_for_lengths_that_no_pattern_has_is_doubtful(tmp_path: Path) -> None:
    extra = "break_plans:\n  - id: night\n    shift_over_minutes: 600\n    shift_up_to_minutes: 720"
    (found,) = doubts(tmp_path, edits={"break_plans:": extra})
    assert found.column == "break_plans[night].id"
    assert found.message == "no shift pattern has shifts of these lengths"


def test_pattern_for_days_on_which_the_site_is_closed_is_doubtful(tmp_path: Path) -> None:
    edits = {
        "days: [mon, tue, wed, thu, fri]\n    start_from: 08:00\n    start_to: 14:00": (
            "days: [sat]\n    start_from: 08:00\n    start_to: 14:00"
        )
    }
    (found,) = doubts(tmp_path, edits=edits)
    assert found.column == "shift_patterns[part_day].days"
    assert found.message == "the site is closed on all of these days"
