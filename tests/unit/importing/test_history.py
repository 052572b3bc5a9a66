"""Histories put together from rows: sums, means, clock changes, repeats, and every fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.importing.exports import HEADER, faults_of, imported, lines_of


def export(*rows: str) -> str:
    return "\n".join((HEADER, *rows)) + "\n"


def test_rows_are_read_and_put_in_order(tmp_path: Path) -> None:
    text = export("23/08/1999,08:00,b,4,,2:00", "22/08/1999,08:30,a,5,1,3:05")
    assert lines_of(tmp_path, text) == [
        "1999-08-22 08:30,a,5,185,1,",
        "1999-08-23 08:00,b,4,120,,",
    ]


def test_finer_intervals_are_added_up_with_means_over_the_contacts_handled(tmp_path: Path) -> None:
    text = export(
        "22/08/1999,08:00,a,4,1,1:00",  # three handled, 60 s each
        "22/08/1999,08:15,a,1,0,5:00",  # one, 300 s
        "22/08/1999,08:30,a,2,2,",
    )
    assert lines_of(tmp_path, text, 30, interval_minutes=15) == [
        "1999-08-22 08:00,a,5,120,1,",
        "1999-08-22 08:30,a,2,,2,",
    ]


def test_coarser_intervals_are_never_split(tmp_path: Path) -> None:
    history, problems = imported(
        tmp_path, export("22/08/1999,08:00,a,4,1,1:00"), 15, interval_minutes=60
    )
    assert history is not None
    assert (problems, history.interval_minutes) == ([], 60)
    assert any("history_interval_minutes: 60" in note for note in history.notes)


def test_interval_that_is_no_multiple_is_refused(tmp_path: Path) -> None:
    _, problems = imported(tmp_path, export("22/08/1999,08:00,a,4,1,1:00"), 30, interval_minutes=20)
    assert [problem.message for problem in problems] == [
        "intervals of 20 minutes do not add up to it"
    ]


def test_totals_are_divided_by_the_contacts_handled(tmp_path: Path) -> None:
    text = "Date,Time,Queue,Offered,Lost,Talk,Wrap\n22/08/1999,08:00,a,5,1,400,80\n"
    handling = {"total": ["Talk", "Wrap"], "form": "seconds"}
    assert lines_of(tmp_path, text, handling=handling) == ["1999-08-22 08:00,a,5,120,1,"]


def test_answered_and_abandoned_add_up_to_offered(tmp_path: Path) -> None:
    text = "Date,Time,Queue,Answered,Lost,Wait\n22/08/1999,08:00,a,4,1,12\n"
    changes = {
        "contacts": ["Answered", "Lost"],
        "handled": "Answered",
        "handling": None,
        "wait": {"mean": "Wait"},
    }
    assert lines_of(tmp_path, text, **changes) == ["1999-08-22 08:00,a,5,,1,12"]


def test_ends_of_intervals_become_starts(tmp_path: Path) -> None:
    text = export("22/08/1999,08:30,a,5,1,3:05", "22/08/1999,00:00,a,5,1,3:05")
    assert [line[:16] for line in lines_of(tmp_path, text, time_is="end")] == [
        "1999-08-22 08:00",
        "1999-08-22 23:30",
    ]


def test_queues_are_renamed_and_left_out(tmp_path: Path) -> None:
    text = export("22/08/1999,08:00,1001,5,1,3:05", "22/08/1999,08:00,Test,x,y,z")
    queue = {"column": "Queue", "rename": {"1001": "sales"}, "leave_out": ["test"]}
    assert lines_of(tmp_path, text, queue=queue) == ["1999-08-22 08:00,sales,5,185,1,"]


def test_hour_that_the_clocks_show_twice_is_kept_twice(tmp_path: Path) -> None:
    rows = [
        f"31/10/1999,01:{minute},a,{count},0,1:00" for count in (3, 4) for minute in ("00", "30")
    ]
    history, problems = imported(tmp_path, export(*rows))
    assert history is not None
    assert problems == []
    assert [row.contacts for row in history.rows] == [3, 3, 4, 4]
    assert any("showed twice" in note for note in history.notes)
    third = faults_of(tmp_path, export(*rows, rows[0]))
    assert [problem.row for problem in third] == [6]


def test_times_of_another_zone_become_local(tmp_path: Path) -> None:
    text = export(
        "22/08/1999,23:30,a,5,1,3:05", "31/10/1999,00:30,a,2,0,", "31/10/1999,01:30,a,3,0,"
    )
    assert [line[:20] for line in lines_of(tmp_path, text, export_time_zone="UTC")] == [
        "1999-08-23 00:30,a,5",
        "1999-10-31 01:30,a,2",  # summer time
        "1999-10-31 01:30,a,3",  # an hour later
    ]


def test_time_that_the_clocks_skipped_is_a_fault(tmp_path: Path) -> None:
    (problem,) = faults_of(tmp_path, export("28/03/1999,01:30,a,5,1,3:05"))
    assert (problem.row, problem.column, problem.value) == (2, "Time", "01:30")
    assert "skipped" in problem.message
    assert "export_time_zone" in problem.remedy


def test_every_fault_of_every_row_is_told_at_once(tmp_path: Path) -> None:
    problems = faults_of(
        tmp_path,
        export(
            "22/08/1999,08:00,a,5,1,3:05",
            "32/08/1999,25:00,a,five,1,3.05",
            "22/08/1999,08:10,a,5,1,3:05",
            "22/08/1999,08:30,,5,9,3:05",
            ",09:00,a,-5,1,3:05",
            "22/08/1999,08:00,a,5,1,3:05",
            "22/08/1999,09:30,two words,5,1,3:05",
            "22/08/1999,10:00,two words,5,1,3:05",
        ),
    )
    assert [
        (one.row, one.column, one.message) for one in sorted(problems, key=lambda p: p.row or 0)
    ] == [
        (3, "Date", "is not a day of the calendar when read as dd/mm/yyyy"),
        (3, "Time", "is not a time"),
        (3, "Offered", "is not a number"),
        (3, "AHT", "is not a duration of the form mm:ss"),
        (4, "Time", "does not begin an interval of 30 minutes"),
        (5, "Queue", "the row names no queue"),
        (5, "Lost", "is more than the contacts offered"),
        (6, "Date", "is empty"),
        (6, "Offered", "is less than 0"),
        (7, "Time", "the interval of this queue is already there"),
        (8, "Queue", "the queue's name has spaces, commas or bars"),
    ]
    assert all(problem.remedy.endswith(".") for problem in problems)


def test_repeated_rows_are_added_or_left_out_when_the_map_says_so(tmp_path: Path) -> None:
    text = export("22/08/1999,08:00,a,4,0,1:00", "22/08/1999,08:00,a,1,0,6:00")
    assert lines_of(tmp_path, text, repeated_rows="add") == ["1999-08-22 08:00,a,5,120,0,"]
    assert lines_of(tmp_path, text, repeated_rows="keep_first") == ["1999-08-22 08:00,a,4,60,0,"]
    (problem,) = faults_of(tmp_path, text)
    assert problem.row == 3
    assert "row 2" in problem.remedy


def test_more_abandoned_than_offered_may_be_capped(tmp_path: Path) -> None:
    text = export("22/08/1999,08:00,a,1,2,")
    assert lines_of(tmp_path, text, cap_abandoned=True) == ["1999-08-22 08:00,a,1,,1,"]


def test_missing_column_is_said_with_the_closest(tmp_path: Path) -> None:
    (problem,) = faults_of(tmp_path, export("22/08/1999,08:00,a,1,0,"), contacts="Offerd")
    assert (problem.row, problem.column) == (1, "Offerd")
    assert problem.remedy.startswith("Is Offered meant?")


def test_gaps_are_counted(tmp_path: Path) -> None:
    rows = [
        f"{day:02d}/08/1999,{hour:02d}:00,a,1,0,1:00"
        for day in (2, 9, 16, 23)
        for hour in (8, 9, 10)
        if (day, hour) != (9, 9)
    ]
    history, _ = imported(tmp_path, export(*rows), interval_minutes=60)
    assert history is not None
    assert history.missing_intervals == 1
    assert len(history.missing_days) == 18


@pytest.mark.parametrize(
    ("form", "value", "doubtful"),
    [("mm:ss", "75:00", True), ("seconds", "3", True), ("mm:ss", "3:00", False)],
)
def test_unlikely_handling_times_are_pointed_at(
    form: str, value: str, doubtful: bool, tmp_path: Path
) -> None:
    history, _ = imported(
        tmp_path,
        export(f"22/08/1999,08:00,a,1,0,{value}"),
        handling={"mean": "AHT", "form": form},
    )
    assert history is not None
    assert any(note.startswith("Doubtful") for note in history.notes) == doubtful


def test_handling_time_of_days_is_a_fault(tmp_path: Path) -> None:
    (problem,) = faults_of(
        tmp_path,
        export("22/08/1999,08:00,a,1,0,90000"),
        handling={"mean": "AHT", "form": "minutes"},
    )
    assert "more than a day" in problem.message
