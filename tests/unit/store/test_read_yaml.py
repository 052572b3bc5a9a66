"""The settings: what each fault of scenario.yaml says, by line, field path and value."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.errors import InputProblem
from tests.tiny_scenario import SCENARIO_YAML, read_tiny_scenario
from tests.unit.store.faults import faults, places, settings_line


def test_broken_yaml_names_line_field_and_value(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, edits={"    open: 08:00": "   open: 08:00"})
    assert places([found]) == [
        ("scenario.yaml", settings_line("open: 08:00"), "open", "open: 08:00")
    ]
    assert found.message.startswith("is not valid YAML here (")
    assert found.remedy == (
        "Check this line and the one before it: indentation by spaces, a space after each "
        "colon, quotes and brackets closed, no field twice."
    )


def test_sign_that_yaml_does_not_allow(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, edits={"seats: 3": "seats: 3\x07"})
    assert (found.row, found.column) == (settings_line("seats: 3"), "seats")
    assert found.message == "is not valid YAML here (special characters are not allowed)"


@pytest.mark.parametrize(
    "broken",
    [
        "name: [Tiny",
        "name: 'Tiny",
        "\tname: Tiny",
        "name: Tiny\nname: Big",
        "name: *nobody",
        "%",
        "name: T\x07",
    ],
)
def test_every_kind_of_broken_yaml_is_one_problem_with_a_line(tmp_path: Path, broken: str) -> None:
    (found,) = faults(tmp_path, edits={"name: Tiny": broken})
    assert found.file == "scenario.yaml"
    assert found.row is not None
    assert found.value is not None


@pytest.mark.parametrize("content", ["just text\n", "- a\n- b\n", "42\n"])
def test_yaml_without_fields(tmp_path: Path, content: str) -> None:
    assert faults(tmp_path, files={"scenario.yaml": content}) == [
        InputProblem(
            file="scenario.yaml",
            message="holds no 'name: value' lines",
            remedy="Write it as docs/scenario-format.md shows.",
            row=1,
            value=content.splitlines()[0],
        )
    ]


def test_empty_settings(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, files={"scenario.yaml": ""})
    assert (found.file, found.message, found.row) == ("scenario.yaml", "the file is empty", 1)


def test_settings_of_comments_alone(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, files={"scenario.yaml": "# to do\n"})
    assert (found.file, found.message) == ("scenario.yaml", "holds no 'name: value' lines")


def test_wrong_encoding_of_the_settings(tmp_path: Path) -> None:
    data = SCENARIO_YAML.replace("Corner office", "Büro").encode("latin-1")
    (found,) = faults(tmp_path, files={"scenario.yaml": data})
    assert places([found]) == [("scenario.yaml", 4, None, "name: Büro")]


def test_yaml_1_2_keeps_clock_times_and_no_as_they_are_written(tmp_path: Path) -> None:
    scenario = read_tiny_scenario(tmp_path, edits={"name: Help desk": "name: no"})
    assert scenario.settings.queues[1].name == "no"
    assert scenario.settings.opening_hours[0].close == 18 * 60


@pytest.mark.parametrize(
    ("old", "new", "path", "value", "message"),
    [
        (
            "target_share: 0.8",
            "target_share: 80",
            "queues[sales].target_share",
            "80",
            "is more than 1",
        ),
        (
            "target_s: 20",
            "target_sec: 20",
            "queues[sales].target_sec",
            "20",
            "is not a known field",
        ),
        ("seats: 3", "seats: three", "pools[main].seats", "three", "is not a whole number"),
        (
            "paid: false",
            "paid: perhaps",
            "break_plans[long].breaks[lunch].paid",
            "perhaps",
            "is neither true nor false",
        ),
        (
            "activity: lunch",
            "activity: nap",
            "break_plans[long].breaks[lunch].activity",
            "nap",
            "is not one of 'break' or 'lunch'",
        ),
        (
            "interval_minutes: 15\n",
            "interval_minutes: 7\n",
            "interval_minutes",
            "7",
            "is not one of 5, 10, 15, 20, 30 or 60",
        ),
        ("open: 08:00", "open: 9", "opening_hours[1].open", "9", "is not a clock time"),
        ("open: 08:00", "open: 0:75", "opening_hours[1].open", "0:75", "is not a clock time"),
        ("close: 18:00", "close: 07:00", "opening_hours[1]", None, "close is not later than open"),
        (
            "days: [mon, tue, wed, thu]",
            "days: [mon, xyz]",
            "unsocial[1].days[2]",
            "xyz",
            "is not a weekday",
        ),
        (
            "time_zone: Europe/London",
            "time_zone: Mars",
            "site.time_zone",
            "Mars",
            "is not a time zone",
        ),
        ("start: 2026-03-02", "start: next week", "week.start", "next week", "is not a date"),
        ("start: 2026-03-02", "start: 2026-02-30", "week.start", "2026-02-30", "is not a date"),
        (
            "patterns: [full_day]",
            "patterns: full_day",
            "contracts[full].patterns",
            "full_day",
            "is not a list",
        ),
        (
            "patterns: [full_day]",
            "patterns: []",
            "contracts[full].patterns",
            "[]",
            "is an empty list",
        ),
        (
            "start_after_minutes: [75, 150]",
            "start_after_minutes: [150, 75]",
            "break_plans[long].breaks[morning]",
            None,
            "start_after_minutes is not a window",
        ),
        (
            "start_after_minutes: [75, 150]",
            "start_after_minutes: [75]",
            "break_plans[long].breaks[morning].start_after_minutes[2]",
            None,
            "is missing",
        ),
        (
            "daily_rest: {rest_minutes: 660}",
            "daily_rest: 660",
            "rules.daily_rest",
            "660",
            "is not a set of fields",
        ),
        (
            "daily_rest: {rest_minutes: 660}",
            "daily_rest:",
            "rules.daily_rest",
            None,
            "is not a set of fields",
        ),
        (
            "daily_rest: {rest_minutes: 660}",
            "daily_rest: {rest_minutes: [6, {a: b}]}",
            "rules.daily_rest.rest_minutes",
            None,
            "is not a number, a text, a list of names or numbers by name",
        ),
        (
            "declined_request: 3",
            "declined_request: .inf",
            "prices.declined_request",
            "inf",
            "is not a finite number",
        ),
        (
            "shrinkage_share: 0.05",
            "shrinkage_share: .nan",
            "shrinkage_share",
            "nan",
            "is not a finite number",
        ),
        (
            "default_patience_s: 180",
            "default_patience_s:",
            "default_patience_s",
            None,
            "is not a number",
        ),
        ("  name: Corner office\n", "", "site.name", None, "is missing"),
    ],
)
def test_faults_of_fields(
    tmp_path: Path, old: str, new: str, path: str, value: str | None, message: str
) -> None:
    folder_problems = faults(tmp_path, edits={old: new})
    found = folder_problems[0]
    assert (found.file, found.column, found.value, found.message) == (
        "scenario.yaml",
        path,
        value,
        message,
    )
    assert found.remedy.endswith(".")
    assert len(folder_problems) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("target_share: 0.8", "target_share: 80"),
        ("seats: 3", "seats: three"),
        ("declined_request: 3", "declined_request: -1"),
        ("time_zone: Europe/London", "time_zone: Mars"),
    ],
)
def test_row_is_the_line_of_the_field(tmp_path: Path, old: str, new: str) -> None:
    (found,) = faults(tmp_path, edits={old: new})
    assert found.row == settings_line(old)


def test_row_of_a_missing_field_is_the_line_of_what_lacks_it(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, edits={"  - id: sales\n    name: Sales\n": "  - name: Sales\n"})
    assert found.row == settings_line("- id: sales")
    assert found.column == "queues[1].id"


def test_all_faults_of_the_settings_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        edits={
            "seats: 3": "seats: 0",
            "target_share: 0.8": "target_share: 80",
            "close: 18:00": "close: 6pm",
        },
    )
    assert places(found) == [
        ("scenario.yaml", settings_line("close: 18:00"), "opening_hours[1].close", "6pm"),
        ("scenario.yaml", settings_line("target_share: 0.8"), "queues[sales].target_share", "80"),
        ("scenario.yaml", settings_line("seats: 3"), "pools[main].seats", "0"),
    ]
