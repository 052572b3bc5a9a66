"""``allocator forecast --so-far``: the running day from the command line, sound and not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import run, run_here
from tests.tiny_scenario import write_tiny_scenario

HEADER = "interval_start,queue,contacts,aht_s\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_scenario(tmp_path_factory.mktemp("tiny"))


def file_of(path: Path, rows: list[tuple[str, str, float]]) -> Path:
    path.write_text(HEADER + "".join(f"2026-03-03T{at},{queue},{n},200\n" for at, queue, n in rows))
    return path


MORNING = [
    (f"{hour:02d}:{half}", queue, 30.0)
    for hour in (8, 9, 10)
    for half in ("00", "30")
    for queue in ("sales", "help")
]


def told(folder: Path, file: Path, now: str) -> dict[str, Any]:
    made = run_here("forecast", folder, "--so-far", file, "--now", now, "--json")
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout)


def test_a_busy_morning_is_told_in_a_sentence_and_a_table(folder: Path, tmp_path: Path) -> None:
    file = file_of(tmp_path / "today.csv", MORNING)
    made = run("forecast", folder, "--so-far", file, "--now", "2026-03-03T11:00")
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("By 11:00, 360 contacts came where ")
    assert "more than planned" in made.stdout
    assert "Tue 3 Mar from 11:00 on" in made.stdout


def test_records_that_end_long_before_the_moment_are_not_taken_for_the_day(
    folder: Path, tmp_path: Path
) -> None:
    file = file_of(tmp_path / "today.csv", [row for row in MORNING if row[1] == "sales"])
    over = run_here("forecast", folder, "--so-far", file, "--now", "2026-03-03T21:00")
    assert over.returncode == 0, over.stderr
    assert over.stdout.startswith("Records end at 11:00: 180 contacts came by then, ")
    assert over.stdout.rstrip().endswith("; nothing recorded 11:00–18:00.")
    later = run_here("forecast", folder, "--so-far", file, "--now", "2026-03-03T15:00")
    assert "nothing recorded 11:00–15:00; " in later.stdout
    assert "in the rest of the day" in later.stdout
    assert "Warning: records end at 11:00 and the moment is 15:00" in later.stderr
    (help_row,) = [line for line in later.stdout.splitlines() if "│ help" in line]
    assert [cell.strip() for cell in help_row.split("│")[2:4]] == ["–", "–"]
    assert "moved with" in later.stdout
    for heading in ("Expected", "by now", "Handling"):
        assert heading in later.stdout
    by_name = {row["queue"]: row for row in told(folder, file, "2026-03-03T15:00")["queues"]}
    assert (by_name["sales"]["has_rows"], by_name["help"]["has_rows"]) == (True, False)


def test_the_file_of_another_day_is_named(folder: Path, tmp_path: Path) -> None:
    file = file_of(tmp_path / "today.csv", MORNING)
    made = run_here("forecast", folder, "--so-far", file, "--now", "2026-03-04T11:00")
    assert "The rows are of Tue 3 Mar 2026 and --now is on Wed 4 Mar 2026" in made.stdout


def test_a_fault_of_every_row_is_told_once(folder: Path, tmp_path: Path) -> None:
    file = file_of(tmp_path / "today.csv", [(at, "slaes", n) for at, _, n in MORNING[::2]])
    made = run_here("forecast", folder, "--so-far", file, "--now", "2026-03-03T11:00")
    assert made.returncode == 2
    assert made.stderr.count("the queue is not in scenario.yaml") == 1
    assert "row 2, column queue: the queue is not in scenario.yaml, and so in 5 more rows" in (
        made.stderr
    )


def test_json_says_the_same_and_reads_nothing_after_now(folder: Path, tmp_path: Path) -> None:
    later = [*MORNING, ("11:00", "sales", 999.0), ("17:30", "help", 999.0)]
    short = told(folder, file_of(tmp_path / "a.csv", MORNING), "2026-03-03T11:00")
    whole = told(folder, file_of(tmp_path / "b.csv", later), "2026-03-03 11:00")
    assert whole.pop("rows_passed_over") == 2
    assert short.pop("rows_passed_over") == 0
    assert short == whole
    by_name = {row["queue"]: row for row in short["queues"]}
    assert set(by_name) == {"sales", "help", "all"}
    assert by_name["all"]["contacts_so_far"] == 360
    assert by_name["sales"]["factor"] > 1
    assert by_name["all"]["rest_p10"] < by_name["all"]["rest_expected"] < by_name["all"]["rest_p90"]
    rest = [row for row in short["intervals"] if row["queue"] == "sales"]
    assert rest[0]["interval_start"] == "2026-03-03T11:00:00"
    assert sum(row["expected_contacts"] for row in rest) == pytest.approx(
        by_name["sales"]["rest_expected"], abs=0.01
    )


def test_every_fault_of_the_file_and_the_moment_is_told_together(
    folder: Path, tmp_path: Path
) -> None:
    rows = [
        ("08:00", "slaes", 5.0),
        ("08:10", "sales", 5.0),
        ("08:30", "sales", -2.0),
        ("09:00", "sales", 5.0),
        ("09:00", "sales", 6.0),
    ]
    file = file_of(tmp_path / "today.csv", rows)
    made = run_here("forecast", folder, "--so-far", file, "--now", "noon")
    assert made.returncode == 2
    assert made.stdout == ""
    for part in (
        "--now: is not a date and time",
        "today.csv, row 2, column queue: the queue is not in scenario.yaml (value: 'slaes')",
        "today.csv, row 3, column interval_start: is not the start of an interval of 30 minutes",
        "today.csv, row 4, column contacts: is less than 0 (value: '-2.0')",
        "today.csv, row 6, column interval_start: the interval of this queue is already in row 5",
    ):
        assert part in made.stderr


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--now", "2026-03-03T11:00"], "Give --so-far and --now together."),
        (["--so-far", "nothing.csv"], "Give --so-far and --now together."),
        (["--so-far", "nothing.csv", "--now", "2026-03-03T11:00"], "nothing.csv: cannot be read"),
    ],
)
def test_half_an_instruction_is_refused(folder: Path, options: list[str], message: str) -> None:
    made = run_here("forecast", folder, *options)
    assert made.returncode == 2
    assert message in made.stderr


def test_a_moment_outside_the_planned_days_is_refused(folder: Path, tmp_path: Path) -> None:
    file = file_of(tmp_path / "today.csv", MORNING)
    made = run_here("forecast", folder, "--so-far", file, "--now", "2026-02-27T11:00")
    assert made.returncode == 2
    assert "--now: is in none of the planned days" in made.stderr
