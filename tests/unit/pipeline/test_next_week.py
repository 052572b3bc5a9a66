"""The scenario of the week after a plan: what it brings along and what it leaves behind."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from allocator.domain.scenario import Scenario
from allocator.errors import InputError
from allocator.pipeline.next_week import NextWeek, write_next_week
from allocator.rules.daily_rest.card import DailyRest
from allocator.rules.daily_rest.check import check
from allocator.store.plan_folder import write_plan
from allocator.store.scenario_folder import read_scenario
from tests.command_line import contents
from tests.honest_plan import ROTA_LINES, honest_plan
from tests.tiny_scenario import AGENTS_CSV, WORKED_CSV, append_row, write_tiny_scenario
from tests.tiny_week import view_of

TODAY = dt.date(2026, 3, 1)
TUESDAY = {"start: 2026-03-02": "start: 2026-03-03"}
"""The planned days are Tuesday to Monday, so that work joins work."""
GIVEN_OUT = {"  days: 7\n": "  days: 7\n  published_on: 2026-02-26\n"}


def plan_folder(parent: Path, **changes: Any) -> Path:
    """Folder of the tiny scenario's plan."""
    folder = write_tiny_scenario(parent, **changes)
    plan = honest_plan(read_scenario(folder))
    write_plan(parent / "plan", plan, folder, [], "<p>report</p>")
    return parent / "plan"


def after(parent: Path, today: dt.date = TODAY, **changes: Any) -> tuple[NextWeek, Scenario]:
    """Write the week after and read it."""
    made = write_next_week(parent / "next", plan_folder(parent, **changes), today)
    return made, read_scenario(parent / "next")


def lines_of(parent: Path, file: str) -> list[str]:
    return (parent / "next" / file).read_text(encoding="utf-8").splitlines()


def test_week_moves_and_what_holds_on_stays_byte_for_byte(tmp_path: Path) -> None:
    made, scenario = after(tmp_path)
    assert (scenario.settings.week.start, scenario.settings.week.days) == (dt.date(2026, 3, 9), 7)
    same = {"agents.csv", "skills.csv", "history.csv", "availability.csv"}
    assert set(made.as_they_were) == same
    for file in same:
        before, now = (tmp_path / folder / file for folder in ("scenario", "next"))
        assert before.read_bytes() == now.read_bytes()


def test_planned_shifts_are_worked_ones_after_those_of_before(tmp_path: Path) -> None:
    made, scenario = after(tmp_path)
    rows = lines_of(tmp_path, "worked.csv")
    assert rows[:3] == WORKED_CSV.splitlines()
    assert len(rows) == 3 + len(ROTA_LINES)
    assert rows[3] == "A1,2026-03-02T08:00+00:00,2026-03-02T16:00+00:00"
    assert rows[-1] == "A4,2026-03-06T08:00+00:00,2026-03-06T12:00+00:00"
    assert (made.tables["worked.csv"].kept, made.tables["worked.csv"].added) == (2, 20)
    assert len(scenario.worked) == 22


def test_ledger_by_hand(tmp_path: Path) -> None:
    """A1: half an hour on Wednesday and 1.5 × 1.5 on Friday; A2 three halves; A3 3 + 2 × 1.5.

    A1 brings 6 h of 150, A2 2.5 h of 150: four weeks of 37.5. A3 and A4 enter at their mean, 8.5 h
    of 300, over four weeks as well.
    """
    after(tmp_path)
    header, *rows = lines_of(tmp_path, "ledger.csv")
    assert header.startswith("agent_id,unsocial_hours,contracted_hours,week,basis,")
    assert [row.split(",")[:5] for row in rows[:6]] == [
        ["A1", "1.5", "37.5", "2026-02-02", "brought"],
        ["A1", "1.5", "37.5", "2026-02-09", "brought"],
        ["A1", "1.5", "37.5", "2026-02-16", "brought"],
        ["A1", "1.5", "37.5", "2026-02-23", "brought"],
        ["A1", "2.75", "37.5", "2026-03-02", "week"],
        ["A2", "0.625", "37.5", "2026-02-02", "brought"],
    ]
    assert [row.split(",")[:5] for row in rows[13:15]] == [
        ["A3", "0.708333", "25", "2026-02-23", "mean"],
        ["A3", "6", "25", "2026-03-02", "week"],
    ]
    assert len(rows) == 4 * 5


@pytest.mark.parametrize(
    ("days", "starts", "contracted"), [(14, dt.date(2026, 3, 16), 225), (5, dt.date(2026, 3, 9), 0)]
)
def test_plan_of_another_length(
    tmp_path: Path, days: int, starts: dt.date, contracted: float
) -> None:
    _, scenario = after(tmp_path, edits={"days: 7": f"days: {days}"})
    assert scenario.settings.week.start == starts
    assert scenario.balances["A1"].contracted_hours == (contracted or 187.5)


def test_who_has_no_part_in_the_fair_share_keeps_the_row(tmp_path: Path) -> None:
    header, a1, a2, a3, a4 = AGENTS_CSV.splitlines()
    agents = f"{header},unsocial_agreed\n{a1},no\n{a2},yes\n{a3},yes\n{a4},\n"
    availability = "agent_id,days,available_from,available_to\nA4,all,08:00,16:00\n"
    after(tmp_path, files={"agents.csv": agents, "availability.csv": availability})
    rows = [row.split(",") for row in lines_of(tmp_path, "ledger.csv")[1:]]
    a2 = [(row[1], row[2]) for row in rows if row[0] == "A2"]
    assert a2 == [("0.625", "37.5")] * 4 + [("0", "0")]
    assert not [row for row in rows if row[0] == "A3" and row[2] != "0"]
    assert [row[1] for row in rows if row[0] == "A1"] == ["1.5"] * 4 + ["2.75"]


def test_scenario_without_worked_shifts_and_ledger_gets_both(tmp_path: Path) -> None:
    _, scenario = after(tmp_path, files={"worked.csv": None, "ledger.csv": None})
    assert len(scenario.worked) == len(ROTA_LINES)
    assert [row.unsocial_hours for row in scenario.ledger] == [2.75, 1.5, 6, 0]


def test_late_on_the_last_day_forbids_an_early_on_the_first(tmp_path: Path) -> None:
    _, scenario = after(tmp_path, edits=TUESDAY)
    rest = DailyRest(rest_minutes=900)

    def found(line: str) -> list[str]:
        return [finding.message for finding in check(view_of(scenario, [line]), rest)]

    # A3 works until 18:00 on Monday, fifteen hours before 09:00 on Tuesday.
    assert scenario.grid.first_day == dt.date(2026, 3, 10)
    assert len(found("A3 tue 08:45 work:help 13:00")) == 1
    assert found("A3 tue 09:00 work:help 13:00") == []


def test_rows_of_days_that_are_past_are_left_out_and_later_ones_stay(tmp_path: Path) -> None:
    published = "agent_id,start,end\nA1,2026-03-02T08:00,2026-03-02T16:00\n"
    activities = (
        "activity_id,kind,participants,minutes,start,earliest,latest\n"
        "old,training,A1,30,,2026-03-06T09:00,2026-03-13T09:00\n"
        "new,training,A1,30,,2026-03-09T00:00,2026-03-13T09:00\n"
    )
    made, scenario = after(
        tmp_path,
        edits=GIVEN_OUT,
        files={
            **append_row("requests.csv", "A1,2026-03-09,day_off,,,1"),
            **append_row("pins.csv", "A1,2026-03-10T08:00,2026-03-10T09:00,off,"),
            "published.csv": published,
            "activities.csv": activities,
        },
    )
    assert [str(row.date) for row in scenario.requests] == ["2026-03-09"]
    assert [row.agent_id for row in scenario.pins] == ["A1"]
    assert [row.activity_id for row in scenario.activities] == ["new"]
    assert lines_of(tmp_path, "published.csv") == ["agent_id,start,end"]
    assert {name: made.tables[name].left_out for name in ("requests.csv", "pins.csv")} == {
        "requests.csv": 2,
        "pins.csv": 2,
    }


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (dt.date(2026, 3, 5), dt.date(2026, 3, 5)),
        (dt.date(2026, 3, 6), None),
        (dt.date(2027, 1, 1), dt.date(2026, 3, 5)),  # a week of the past, planned again
    ],
)
def test_day_of_publication_moves_unless_it_is_past(
    tmp_path: Path, today: dt.date, expected: dt.date | None
) -> None:
    _, scenario = after(tmp_path, today, edits=GIVEN_OUT)
    assert scenario.settings.week.published_on == expected


LONG_AGO = {
    "worked.csv": "agent_id,start,end\nA1,2025-10-12T09:00,2025-10-12T17:00\n"
    "A1,2025-10-13T09:00,2025-10-13T17:00\n",
    "leave.csv": "agent_id,first_day,last_day,paid_hours_a_day\nA1,2025-10-06,2025-10-12,7\n"
    "A1,2025-10-10,2025-10-13,7\nA2,2026-05-04,2026-05-08,7\n",
    "availability.csv": "agent_id,days,available_from,available_to\nA1,2025-10-12,08:00,12:00\n"
    "A1,2025-10-13|2025-10-01,08:00,12:00\nA1,wed,08:00,18:00\n",
}


def test_what_no_rule_reads_any_more_is_left_out(tmp_path: Path) -> None:
    """21 weeks before 9 March is 13 October."""
    made, scenario = after(tmp_path, files=LONG_AGO)
    assert made.since == dt.date(2025, 10, 13)
    assert [made.tables[name].left_out for name in LONG_AGO] == [1, 1, 1]
    assert scenario.worked[0].start.date() == dt.date(2025, 10, 13)
    assert [row.days for row in scenario.availability] == ["2025-10-13|2025-10-01", "wed"]


def test_longer_reference_period_keeps_more(tmp_path: Path) -> None:
    rule = {"average_weekly_hours: {}": "average_weekly_hours: {reference_weeks: 26}"}
    made, _ = after(tmp_path, edits=rule, files=LONG_AGO)
    assert made.since == dt.date(2025, 8, 11)
    assert [made.tables[name].left_out for name in LONG_AGO] == [0, 0, 0]


def test_targets_that_are_taken_are_refused(tmp_path: Path) -> None:
    plan = plan_folder(tmp_path)
    before = contents(tmp_path)
    for target in (tmp_path / "scenario", plan / "plan.json", plan / "next"):
        with pytest.raises(InputError):
            write_next_week(target, plan, TODAY)
    assert contents(tmp_path) == before


def test_nothing_is_left_of_what_cannot_be_made(tmp_path: Path) -> None:
    plan = plan_folder(tmp_path)
    rota = (plan / "rota.csv").read_text(encoding="utf-8")
    (plan / "rota.csv").write_text(f"{rota}A9,2026-03-04T08:00,2026-03-04T10:00,work,sales,\n")
    before = contents(tmp_path)
    with pytest.raises(InputError, match=r"rota.csv, column agent_id.*'A9'"):
        write_next_week(tmp_path / "next", plan, TODAY)
    # A shift beyond the plan's days is found by the reader, when all is written.
    (plan / "rota.csv").write_text(f"{rota}A1,2026-03-10T08:00,2026-03-10T10:00,work,sales,\n")
    with pytest.raises(InputError, match="is not before the planned week"):
        write_next_week(tmp_path / "next", plan, TODAY)
    assert set(contents(tmp_path)) == set(before)


def test_empty_folder_is_filled_and_the_plan_stays_as_it_was(tmp_path: Path) -> None:
    plan = plan_folder(tmp_path)
    before = contents(plan)
    (tmp_path / "next").mkdir()
    write_next_week(tmp_path / "next", plan, TODAY)
    assert (tmp_path / "next" / "scenario.yaml").exists()
    assert contents(plan) == before
