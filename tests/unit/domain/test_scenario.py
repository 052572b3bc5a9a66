"""Questions that a scenario answers: opening hours, availability, breaks, queues."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from allocator.domain.scenario import Scenario
from tests.tiny_scenario import SKILLS_CSV, read_tiny_scenario

MONDAY = dt.date(2026, 3, 2)
FRIDAY = dt.date(2026, 3, 6)
OPENING = "  - days: [mon, tue, wed, thu, fri]\n    open: 08:00\n    close: 18:00\n"


def clocks(spans: tuple[tuple[dt.datetime, dt.datetime], ...] | None) -> list[str] | None:
    if spans is None:
        return None
    return [f"{start:%d %H:%M}-{end:%d %H:%M}" for start, end in spans]


def with_opening(parent: Path, spans: str, day_starts_at: str = "00:00") -> Scenario:
    return read_tiny_scenario(
        parent,
        edits={OPENING: spans, "day_starts_at: 00:00": f"day_starts_at: {day_starts_at}"},
    )


def test_opening_spans_of_weekdays(tmp_path: Path) -> None:
    scenario = read_tiny_scenario(tmp_path)
    assert clocks(scenario.opening_spans(MONDAY)) == ["02 08:00-02 18:00"]
    assert scenario.opening_spans(dt.date(2026, 3, 7)) == ()
    first, last = scenario.open_intervals[0], scenario.open_intervals[-1]
    assert (first, last) == (32, 4 * 96 + 71)
    assert len(scenario.open_intervals) == 200


def test_opening_past_midnight(tmp_path: Path) -> None:
    spans = "  - {days: [fri], open: 20:00, close: 26:00}\n"
    scenario = with_opening(tmp_path, spans, "04:00")
    assert clocks(scenario.opening_spans(FRIDAY)) == ["06 20:00-07 02:00"]
    assert len(scenario.open_intervals) == 24
    assert {scenario.grid.day_index(scenario.grid.moment(n)) for n in scenario.open_intervals} == {
        4
    }


def test_opening_past_the_end_of_the_last_day_is_inside_the_grid(tmp_path: Path) -> None:
    spans = "  - {days: [sun], open: 20:00, close: 28:00}\n"
    scenario = with_opening(tmp_path, spans, "04:00")
    assert scenario.open_intervals[-1] == scenario.grid.interval_count - 1


def test_two_spans_of_a_day(tmp_path: Path) -> None:
    spans = (
        "  - {days: [mon], open: 08:00, close: 12:00}\n"
        "  - {days: [mon], open: 13:00, close: 18:00}\n"
    )
    scenario = with_opening(tmp_path, spans)
    assert clocks(scenario.opening_spans(MONDAY)) == ["02 08:00-02 12:00", "02 13:00-02 18:00"]


@pytest.mark.parametrize(
    ("dated", "expected"),
    [
        ("open: 10:00, close: 12:00", ["02 10:00-02 12:00"]),
        ("open: 08:00, close: 08:00", []),
    ],
)
def test_span_of_a_date_replaces_those_of_its_weekday(
    tmp_path: Path, dated: str, expected: list[str]
) -> None:
    scenario = with_opening(tmp_path, f"{OPENING}  - {{date: 2026-03-02, {dated}}}\n")
    assert clocks(scenario.opening_spans(MONDAY)) == expected
    assert clocks(scenario.opening_spans(FRIDAY)) == ["06 08:00-06 18:00"]


@pytest.mark.parametrize(
    ("start", "hours"),
    [("2026-03-29", 23), ("2026-10-25", 25)],
)
def test_day_open_round_the_clock_on_the_change(tmp_path: Path, start: str, hours: int) -> None:
    scenario = read_tiny_scenario(
        tmp_path,
        edits={
            OPENING: "  - {days: [sun], open: 00:00, close: 24:00}\n",
            "start: 2026-03-02": f"start: {start}",
        },
        files={"pins.csv": None},
    )
    assert len(scenario.open_intervals) == hours * 4


AVAILABILITY = """\
agent_id,days,available_from,available_to
A1,all,09:00,17:00
A1,fri,08:00,12:00
A1,fri,13:00,18:00
A1,2026-03-06,10:00,11:00
A2,all,,
A2,mon|2026-03-06,08:00,26:00
A3,2026-03-02,,
"""


@pytest.mark.parametrize(
    ("agent_id", "day", "expected"),
    [
        ("A1", MONDAY, ["02 09:00-02 17:00"]),
        ("A1", FRIDAY, ["06 10:00-06 11:00"]),
        ("A1", dt.date(2026, 3, 13), ["13 08:00-13 12:00", "13 13:00-13 18:00"]),
        ("A2", MONDAY, ["02 08:00-03 02:00"]),
        ("A2", FRIDAY, ["06 08:00-07 02:00"]),
        ("A2", dt.date(2026, 3, 3), []),
        ("A3", MONDAY, []),
        ("A3", FRIDAY, None),
        ("A4", MONDAY, None),
    ],
)
def test_row_for_a_date_precedes_its_weekday_and_that_precedes_all(
    tmp_path: Path, agent_id: str, day: dt.date, expected: list[str] | None
) -> None:
    scenario = read_tiny_scenario(tmp_path, files={"availability.csv": AVAILABILITY})
    assert clocks(scenario.available_spans(agent_id, day)) == expected


@pytest.mark.parametrize(
    ("minutes", "plan"),
    [(240, None), (241, "short"), (360, "short"), (361, "long"), (510, "long"), (511, None)],
)
def test_break_plan_applies_over_one_length_and_up_to_another(
    tmp_path: Path, minutes: int, plan: str | None
) -> None:
    found = read_tiny_scenario(tmp_path).break_plan(minutes)
    assert (found and found.id) == plan


def test_usable_queues_leave_out_learners_and_put_the_rarest_first(tmp_path: Path) -> None:
    rare_help = SKILLS_CSV.replace("A3,help,2", "A3,help,0")
    scenario = read_tiny_scenario(tmp_path, files={"skills.csv": rare_help, "pins.csv": None})
    assert scenario.able_count == {"sales": 3, "help": 2}
    assert scenario.usable_queues("A1", "main") == ("help", "sales")
    assert scenario.usable_queues("A3", "main") == ("sales",)
    assert scenario.usable_queues("A4", "main") == ("help",)


def test_usable_queues_keep_the_scenarios_order_between_equals(tmp_path: Path) -> None:
    scenario = read_tiny_scenario(tmp_path)
    assert scenario.able_count == {"sales": 3, "help": 3}
    assert scenario.usable_queues("A1", "main") == ("sales", "help")
