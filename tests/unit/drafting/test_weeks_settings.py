"""The number of weeks to plan, set in a text that otherwise stays as it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.drafting.weeks_settings import with_weeks
from allocator.errors import InputError
from allocator.pipeline.several_weeks import scenario_of_weeks
from allocator.store.scenario_folder import read_scenario
from tests.tiny_scenario import SCENARIO_YAML, write_tiny_scenario


def edited(old: str, new: str) -> str:
    assert SCENARIO_YAML.count(old) == 1
    return SCENARIO_YAML.replace(old, new)


def lines_changed(before: str, weeks: int) -> tuple[list[str], list[str]]:
    after = with_weeks(before.encode(), weeks).decode()
    return (
        [line for line in before.splitlines() if line not in after.splitlines()],
        [line for line in after.splitlines() if line not in before.splitlines()],
    )


def test_a_number_of_days_is_changed_where_it_stands() -> None:
    text = edited("  days: 7", "  days: 7  # a week")
    gone, new = lines_changed(text, 4)
    assert gone == ["  days: 7  # a week"]
    assert new == [
        "  days: 28  # a week",
        "# week.days is 28 by --weeks 4; in the scenario given it is 7.",
    ]


def test_a_plan_without_days_is_given_them() -> None:
    gone, new = lines_changed(edited("  days: 7\n", ""), 2)
    assert gone == []
    assert new[0] == "  days: 14"


def test_a_week_on_one_line() -> None:
    lines = SCENARIO_YAML.split("\n")
    place = lines.index("week:")
    end = next(n for n in range(place + 1, len(lines)) if not lines[n].startswith(" "))
    fields = ", ".join(line.split("#")[0].strip() for line in lines[place + 1 : end])
    text = "\n".join([*lines[:place], f"week: {{{fields}}}  # short", *lines[end:]])
    _, new = lines_changed(text, 6)
    assert new[0].startswith("week: {start: 2026-03-02, days: 42, ")
    assert new[0].endswith("}  # short")


def test_the_dates_of_the_name_are_those_that_are_planned() -> None:
    text = edited("name: Tiny", "name: 2–8 March 2026, tiny")
    _, new = lines_changed(text, 4)
    assert new[0].startswith("name: 2–29 March 2026, tiny")


def test_a_week_on_one_line_without_days() -> None:
    fields = "start: 2026-03-02\n  days: 7\n  day_starts_at: 00:00"
    text = edited(f"week:\n  {fields}", "week: {start: 2026-03-02}")
    _, new = lines_changed(text, 2)
    assert new[0] == "week: {days: 14, start: 2026-03-02}"


def test_days_that_are_written_strangely_cannot_be_changed() -> None:
    text = edited("days: 7", "days: !!int '7'")
    with pytest.raises(InputError, match="is not written where it could be changed"):
        with_weeks(text.encode(), 4)


def test_what_is_wrong_in_the_file_is_left_to_its_reader() -> None:
    assert with_weeks(b"week: [", 4) == b"week: ["


def test_the_scenario_is_read_as_the_weeks_say_and_stays_as_it_is(tmp_path: Path) -> None:
    folder = write_tiny_scenario(tmp_path)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with scenario_of_weeks(folder, 3) as planned:
        assert planned.name == folder.name
        assert read_scenario(planned).grid.day_count == 21
    assert not planned.exists()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    with scenario_of_weeks(folder, None) as planned:
        assert planned == folder
