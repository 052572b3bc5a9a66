"""CSV files: what each fault of a file says, by file, row, column, value and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.errors import InputProblem
from allocator.store.scenario_files import AGENTS
from tests.tiny_scenario import (
    AGENTS_CSV,
    SKILLS_CSV,
    append_row,
    history_csv,
    read_tiny_scenario,
)
from tests.unit.store.faults import faults, places


def test_missing_column_is_told_once_and_not_for_each_row(tmp_path: Path) -> None:
    text = "\n".join(",".join(line.split(",")[:3]) for line in AGENTS_CSV.splitlines())
    assert faults(tmp_path, files={"agents.csv": text}) == [
        InputProblem(
            file="agents.csv",
            message="the column is missing",
            remedy="Add it to the header line and to each row.",
            row=1,
            column="weekly_hours",
            value="agent_id,name,contract",
        )
    ]


def test_unknown_column(tmp_path: Path) -> None:
    found = faults(tmp_path, files={"agents.csv": AGENTS_CSV.replace("name", "Name")})
    assert places(found) == [
        ("agents.csv", 1, "Name", "Name"),
        ("agents.csv", 1, "name", "agent_id,Name,contract,weekly_hours"),
    ]
    assert found[0].message == "is not a column of this file"
    assert found[0].remedy == (
        f"Correct or remove it; the columns are {', '.join(AGENTS.columns)}."
    )


def test_column_given_twice(tmp_path: Path) -> None:
    text = "agent_id,unsocial_hours,contracted_hours,unsocial_hours\nA1,1,2,3\n"
    (found,) = faults(tmp_path, files={"ledger.csv": text})
    assert places([found]) == [("ledger.csv", 1, "unsocial_hours", "unsocial_hours")]
    assert found.message == "the column is there twice"


def test_other_separator(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, files={"agents.csv": AGENTS_CSV.replace(",", ";")})
    assert places([found]) == [("agents.csv", 1, "agent_id", "agent_id;name;contract;weekly_hours")]
    assert found.message == "the columns are separated by ';', not by commas"
    assert found.remedy == "Save the file with commas between the columns."


def test_decimal_commas_of_a_file_with_semicolons_are_no_faults_of_their_own(
    tmp_path: Path,
) -> None:
    """Each row with one was said to have too many cells, as if commas were to be taken out."""
    text = AGENTS_CSV.replace(",", ";").replace("37.5", "37,5")
    assert "37,5" in text
    (found,) = faults(tmp_path, files={"agents.csv": text})
    assert "separated by" in found.message


def test_unknown_queue(tmp_path: Path) -> None:
    assert faults(tmp_path, files=append_row("skills.csv", "A2,slaes,1,1.0")) == [
        InputProblem(
            file="skills.csv",
            message="the queue is not in scenario.yaml",
            remedy="Is sales meant? Correct it, or add the queue to scenario.yaml.",
            row=9,
            column="queue",
            value="slaes",
        )
    ]


def test_duplicate_agent(tmp_path: Path) -> None:
    assert faults(tmp_path, files=append_row("agents.csv", "A1,Ada again,full,37.5")) == [
        InputProblem(
            file="agents.csv",
            message="the agent is already in row 2",
            remedy="Remove one of the two rows.",
            row=6,
            column="agent_id",
            value="A1",
        )
    ]


def test_negative_volume(tmp_path: Path) -> None:
    row = "2026-02-27T18:00,sales,-4,200,,"
    assert faults(tmp_path, files=append_row("history.csv", row)) == [
        InputProblem(
            file="history.csv",
            message="is less than 0",
            remedy="Give a number of 0 or more.",
            row=402,
            column="contacts",
            value="-4",
        )
    ]


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff", " \n"])
def test_empty_file(tmp_path: Path, content: str) -> None:
    assert faults(tmp_path, files={"skills.csv": content}) == [
        InputProblem(
            file="skills.csv",
            message="the file is empty",
            remedy="Fill it in as docs/scenario-format.md shows, or remove it if it is optional.",
            row=1,
        )
    ]


def test_required_file_with_a_header_alone(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, files={"agents.csv": AGENTS_CSV.splitlines()[0]})[:1]
    assert places([found]) == [("agents.csv", 1, None, None)]
    assert found.message == "the file has a header and no rows"


def test_optional_file_with_a_header_alone_is_as_good_as_none(tmp_path: Path) -> None:
    scenario = read_tiny_scenario(tmp_path, files={"pins.csv": "agent_id,start,end,kind\n"})
    assert scenario.pins == ()


def test_wrong_encoding_names_the_row_column_and_value(tmp_path: Path) -> None:
    data = AGENTS_CSV.replace("Ben", "Bén").encode("latin-1")
    assert faults(tmp_path, files={"agents.csv": data}) == [
        InputProblem(
            file="agents.csv",
            message="byte 0xE9 is not UTF-8 text",
            remedy="Save the file again in the encoding UTF-8 (in Excel: 'CSV UTF-8').",
            row=3,
            column="name",
            value="Bén",
        )
    ]


def test_utf_16_is_refused_at_its_first_byte(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, files={"agents.csv": AGENTS_CSV.encode("utf-16")})
    assert (found.file, found.row, found.message) == (
        "agents.csv",
        1,
        "byte 0xFF is not UTF-8 text",
    )


def test_byte_order_mark_windows_line_ends_spaces_and_blank_lines_do_no_harm(
    tmp_path: Path,
) -> None:
    plain = read_tiny_scenario(tmp_path / "plain")
    text = AGENTS_CSV.replace("\n", "\r\n").replace(",", " , ") + "\r\n,,,\r\n"
    same = read_tiny_scenario(
        tmp_path / "same", files={"agents.csv": b"\xef\xbb\xbf" + text.encode()}
    )
    assert same.agents == plain.agents


def test_ragged_rows(tmp_path: Path) -> None:
    files = {"agents.csv": AGENTS_CSV.replace("A2,Ben,full,37.5", "A2,Ben,of Ealing,full,37.5")}
    assert faults(tmp_path, files=files) == [
        InputProblem(
            file="agents.csv",
            message="the row has 5 cells where the header has 4",
            remedy="Correct the number of commas; put a text that holds a comma into double "
            "quotes.",
            row=3,
            value="A2,Ben,of Ealing,full,37.5",
        )
    ], "and A2 of the other files is not called unknown for it"


def test_unclosed_quote(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, files=append_row("agents.csv", 'A5,"Eve,full,20'))
    assert (found.file, found.row) == ("agents.csv", 6)
    assert found.message.startswith("the row cannot be told apart into cells")
    assert found.remedy == 'Close each quoted text, and write a quote inside it as "".'


def test_rows_are_counted_as_lines_of_the_file_where_a_text_has_two(tmp_path: Path) -> None:
    text = 'agent_id,name,contract,weekly_hours\nA1,"Ada\nLovelace",full,37.5\n' + "\n".join(
        ["A2,Ben,full,-1", *AGENTS_CSV.splitlines()[3:]]
    )
    assert places(faults(tmp_path, files={"agents.csv": text})) == [
        ("agents.csv", 4, "weekly_hours", "-1")
    ]


@pytest.mark.parametrize(
    ("row", "column", "value", "message"),
    [
        (",sales,1,1", "agent_id", "", "is empty"),
        ("A2,help,4,1", "level", "4", "is more than 3"),
        ("A2,help,1.5,1", "level", "1.5", "is not a whole number"),
        ("A2,help,,1", "level", "", "is empty"),
        ("A2,help,1,fast", "aht_factor", "fast", "is not a number"),
        ('A2,help,1,"1,2"', "aht_factor", "1,2", "is not a number"),
        ("A2,help,1,0", "aht_factor", "0", "is not more than 0.1"),
        ("A2,help,1,inf", "aht_factor", "inf", "is not a finite number"),
    ],
)
def test_values_of_a_wrong_kind(
    tmp_path: Path, row: str, column: str, value: str, message: str
) -> None:
    found = faults(tmp_path, files=append_row("skills.csv", row))
    assert (*places(found), found[0].message) == (("skills.csv", 9, column, value), message)


@pytest.mark.parametrize(
    ("name", "row", "column", "value", "message"),
    [
        (
            "history.csv",
            "27/02/2026 08:00,sales,1,1,,",
            "interval_start",
            "27/02/2026 08:00",
            "is not a date and time",
        ),
        (
            "history.csv",
            "1772179200,sales,1,1,,",
            "interval_start",
            "1772179200",
            "is not a date and time",
        ),
        (
            "history.csv",
            "2026-02-30T08:00,sales,1,1,,",
            "interval_start",
            "2026-02-30T08:00",
            "is not a moment of the calendar",
        ),
        (
            "history.csv",
            "2025-03-30T01:30,sales,1,1,,",
            "interval_start",
            "2025-03-30T01:30",
            "is a time that the clocks skipped that day",
        ),
        ("requests.csv", "A1,0,day_off,,,", "date", "0", "is not a date"),
        (
            "requests.csv",
            "A1,2026-02-30,day_off,,,",
            "date",
            "2026-02-30",
            "is not a day of the calendar",
        ),
        (
            "requests.csv",
            "A1,2026-03-04,holiday,,,",
            "kind",
            "holiday",
            "is not one of 'day_off', 'start_between', 'shift_between' or 'no_shift_between'",
        ),
        (
            "requests.csv",
            "A1,2026-03-04,start_between,8,09:00,",
            "start_from",
            "8",
            "is not a clock time",
        ),
        ("availability.csv", "A1,someday,08:00,12:00", "days", "someday", "'someday' is not a day"),
        (
            "pins.csv",
            "A1,2026-03-04,2026-03-05,off,",
            "start",
            "2026-03-04",
            "is not a date and time",
        ),
        (
            "worked.csv",
            "A1,2025-10-26T01:30,2025-10-26T09:00",
            "start",
            "2025-10-26T01:30",
            "is a time that the clocks showed twice that day",
        ),
        (
            "worked.csv",
            "A1,2025-03-30T01:30,2025-03-30T09:00",
            "start",
            "2025-03-30T01:30",
            "is a time that the clocks skipped that day",
        ),
    ],
)
def test_dates_and_times_of_a_wrong_kind(
    tmp_path: Path, name: str, row: str, column: str, value: str, message: str
) -> None:
    found = faults(tmp_path, files=append_row(name, row))
    assert [(one.file, one.column, one.value, one.message) for one in found][:1] == [
        (name, column, value, message)
    ]
    assert found[0].remedy.endswith(".")


def test_all_faults_of_a_row_and_of_a_file_at_once(tmp_path: Path) -> None:
    skills = SKILLS_CSV + "A9,sales,7,x\nA1,sales,1,1\nA2,nosuch,1,-1\n"
    assert sorted(places(faults(tmp_path, files={"skills.csv": skills}))) == [
        ("skills.csv", 9, "agent_id", "A9"),
        ("skills.csv", 9, "aht_factor", "x"),
        ("skills.csv", 9, "level", "7"),
        ("skills.csv", 10, "queue", "sales"),
        ("skills.csv", 11, "aht_factor", "-1"),
        ("skills.csv", 11, "queue", "nosuch"),
    ]


def test_messages_hold_no_jargon_of_the_validator(tmp_path: Path) -> None:
    rows = {
        **append_row("agents.csv", "A 1,,x|y,99"),
        **append_row("skills.csv", "A1,,9,nan"),
        **append_row("requests.csv", "A1,2026-03-04,x,99:00,25,1000"),
        **append_row("ledger.csv", "A3,-1,0"),
        "history.csv": history_csv() + "x,sales,-1,99999999,-1,-1\n",
    }
    text = "\n".join(map(str, faults(tmp_path, files=rows)))
    for jargon in ("Input should", "pydantic", "string", "parse", "float", "type=", "None", "0.0"):
        assert jargon not in text
