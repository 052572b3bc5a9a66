"""Files of rotas in every form: what is read, and all faults at once."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from openpyxl import Workbook

from allocator.domain.scenario import Scenario
from allocator.errors import InputError, InputProblem
from allocator.rota_files.cell_forms import parse_cell
from allocator.rota_files.read_rota_file import RotaFile, read_rota_file
from allocator.store.plan_tables import rota_csv
from tests.honest_plan import ROTA_LINES
from tests.tiny_scenario import read_tiny_scenario
from tests.tiny_week import rota_of

HOW_TO = Path(__file__).parents[3] / "docs" / "how-to.md"
AGENTS = """\
agent_id,name,contract,weekly_hours
A1,Zoë Ångström,full,37.5
A2,Ben Hall,full,37.5
A3,Cleo,part,25
A4,Dev,part,20
"""

GRID = """\
Rota of the corner office
,,,,,,,
Name,Team,Mon 02/03,Tue 03/03,Wed 04/03,Thu 05/03,Fri 06/03,Hours
Zoë Ångström,Blue,08:00-16:00,OFF,AL,08:00-12:00/14:00-18:00,,24
A2,Blue,9-17,9-17,sick,9-17,9-17,32
Team green,,,,,,,
cleo,Green,RD,-,13:00-18:00,13:00-18:00,13:00-18:00,15
Total,,2,1,1,3,2,
"""


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return read_tiny_scenario(tmp_path_factory.mktemp("rota"), files={"agents.csv": AGENTS})


def read(scenario: Scenario, folder: Path, text: str, name: str = "rota.csv") -> RotaFile:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_rota_file(path, scenario)


def problems(scenario: Scenario, folder: Path, text: str) -> tuple[InputProblem, ...]:
    with pytest.raises(InputError) as refused:
        read(scenario, folder, text)
    return refused.value.problems


def spans(file: RotaFile) -> list[tuple[str, str, str]]:
    """Agent, start and length of each shift."""
    return [
        (shift.agent_id, f"{shift.start:%a %H:%M}", f"{shift.end:%a %H:%M}")
        for shift in file.shifts
    ]


GRID_SPANS = [
    ("A1", "Mon 08:00", "Mon 16:00"),
    ("A1", "Thu 08:00", "Thu 12:00"),
    ("A1", "Thu 14:00", "Thu 18:00"),
    ("A2", "Mon 09:00", "Mon 17:00"),
    ("A2", "Tue 09:00", "Tue 17:00"),
    ("A2", "Thu 09:00", "Thu 17:00"),
    ("A2", "Fri 09:00", "Fri 17:00"),
    ("A3", "Wed 13:00", "Wed 18:00"),
    ("A3", "Thu 13:00", "Thu 18:00"),
    ("A3", "Fri 13:00", "Fri 18:00"),
]


def test_grid_with_title_team_total_and_absences(scenario: Scenario, tmp_path: Path) -> None:
    file = read(scenario, tmp_path, GRID)
    assert spans(file) == GRID_SPANS
    assert (file.origin.form, file.origin.filled_in, file.rota) == ("grid", True, None)
    warnings = [warning.message for warning in file.warnings]
    assert any("no column for Sat 7 Mar, Sun 8 Mar" in message for message in warnings)
    assert any("AL (annual leave) 1, SICK (sickness) 1" in message for message in warnings)
    assert any("1 of 4 people are not in the file" in message for message in warnings)
    assert any(warning.value == "Team green" for warning in file.warnings)
    assert all(file.remedy for file in file.warnings)


def test_grid_out_of_excel_is_the_same(scenario: Scenario, tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("Notes", 0).append(["nothing here"])
    page = book.create_sheet("Week")
    for number, line in enumerate(GRID.splitlines()):
        cells: list[object] = [cell or None for cell in line.split(",")]
        if number == 2:
            cells[2:7] = [dt.date(2026, 3, 2 + day) for day in range(5)]
        page.append(cells)
    path = tmp_path / "rota.xlsx"
    book.save(path)
    assert spans(read_rota_file(path, scenario, "Week")) == GRID_SPANS
    with pytest.raises(InputError, match="is no rota of a known form"):
        read_rota_file(path, scenario)
    with pytest.raises(InputError, match="Its sheets are Notes, Sheet, Week"):
        read_rota_file(path, scenario, "week 10")


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_and_weekday_headings(
    scenario: Scenario, tmp_path: Path, separator: str
) -> None:
    text = f"Who;Mon;Tuesday\nBEN  HALL;8-16;22:00-06:00\n{'Zoe Angstrom;;8-12'}\n"
    file = read(scenario, tmp_path, text.replace(";", separator))
    assert spans(file) == [
        ("A1", "Tue 08:00", "Tue 12:00"),
        ("A2", "Mon 08:00", "Mon 16:00"),
        ("A2", "Tue 22:00", "Wed 06:00"),
    ]


def test_heading_again_for_each_team(scenario: Scenario, tmp_path: Path) -> None:
    text = "Blue,Mon,Tue\nA1,8-16,\n\nGreen,Tue,Mon\nA3,13-18,OFF\n"
    assert spans(read(scenario, tmp_path, text)) == [
        ("A1", "Mon 08:00", "Mon 16:00"),
        ("A3", "Tue 13:00", "Tue 18:00"),
    ]


def documented_cells() -> list[str]:
    """Every form of a cell that the how-to's table gives."""
    text = HOW_TO.read_text(encoding="utf-8")
    table = text.split("| a cell of a grid | means |")[1].split("\n\n")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| ")]
    return ["", *(form for row in rows for form in re.findall(r"`([^`]+)`", row))]


@pytest.mark.parametrize("cell", documented_cells())
@pytest.mark.parametrize("row", ["A1", "Blue,Zoë Ångström"], ids=["id", "team_and_name"])
def test_documented_cell_in_every_column_of_a_row_is_no_heading(
    scenario: Scenario, tmp_path: Path, cell: str, row: str
) -> None:
    """`8-16.30` in two cells was read as 16 August 2030 and taken for a heading."""
    team = "Team," * row.count(",")
    text = f"{team}Name,Mon,Tue,Wed,Thu,Fri\n{row}{f''',{cell}''' * 5}\n{team}A2,9-17,,,,\n"
    file = read(scenario, tmp_path, text)
    says = parse_cell(cell)
    assert sum(shift.agent_id == "A1" for shift in file.shifts) == 5 * len(says.spans)
    assert sum(shift.agent_id == "A2" for shift in file.shifts) == 1


@pytest.mark.parametrize(
    "row", ["Total,14.5,14.5", ",14.5,14.5", "Hours,3.3,4.3", ",3.3,4.3", "Total,Mon,Tue"]
)
def test_numbers_and_totals_below_a_heading_are_none(
    scenario: Scenario, tmp_path: Path, row: str
) -> None:
    """3.3 and 4.3 are days of the planned week, but not below a heading."""
    file = read(scenario, tmp_path, f"Name,Mon,Tue\nA1,8-16,\n{row}\nA2,8-16,\n")
    assert spans(file) == [("A1", "Mon 08:00", "Mon 16:00"), ("A2", "Mon 08:00", "Mon 16:00")]


def test_headings_written_like_numbers_hold_and_may_be_repeated(
    scenario: Scenario, tmp_path: Path
) -> None:
    file = read(scenario, tmp_path, "Blue,2.3,3.3\nA1,8-16,\nGreen,3.3,2.3\nA3,13-18,\n")
    assert spans(file) == [("A1", "Mon 08:00", "Mon 16:00"), ("A3", "Tue 13:00", "Tue 18:00")]


def test_table_of_shifts_with_moments(scenario: Scenario, tmp_path: Path) -> None:
    text = (
        "agent_id,start,end\n"
        "A1,2026-03-02T08:00,2026-03-02T16:00\n"
        "Ben Hall,2026-03-02 22:00,2026-03-03T06:00+00:00\n"
        "A3,,\n"
        "A4,2026-03-09T08:00,2026-03-09T12:00\n"
    )
    file = read(scenario, tmp_path, text)
    assert spans(file) == [
        ("A1", "Mon 08:00", "Mon 16:00"),
        ("A2", "Mon 22:00", "Tue 06:00"),
    ]
    assert file.origin.form == "shifts"
    (warning,) = file.warnings
    assert warning.message == (
        "1 shifts start outside the planned week, Mon 02 Mar 2026 to Sun 08 Mar 2026, and are "
        "left out"
    )


def test_table_of_shifts_with_dates_and_clock_times(scenario: Scenario, tmp_path: Path) -> None:
    text = (
        "Shifts of the week\nName,Date,From,To\ncleo,02/03/2026,8,12\nCleo,Mon,12:00,13.30\n"
        "Cleo,Tue,22:00,06:00\nCleo,09/03/2026,8,12\n"
    )
    file = read(scenario, tmp_path, text)
    assert spans(file) == [
        ("A3", "Mon 08:00", "Mon 13:30"),  # two that touch are one
        ("A3", "Tue 22:00", "Wed 06:00"),
    ]
    assert [(w.row, w.column) for w in file.warnings][:1] == [(6, "Date")]


def test_our_own_blocks_are_read_whole(scenario: Scenario, tmp_path: Path) -> None:
    rota = rota_of(scenario, ROTA_LINES)
    file = read(scenario, tmp_path, rota_csv(rota))
    assert file.rota == rota
    assert (file.origin.form, file.origin.filled_in) == ("blocks", False)
    assert (file.shifts, file.warnings) == ((), ())


def test_all_faults_of_a_grid_at_once(scenario: Scenario, tmp_path: Path) -> None:
    text = (
        "Name,Mon 02/03,Tue 04/03,Wed,,Wed 04/03\n"
        "Bn Hall,8-16,,,,\n"
        "A1,WFH,,8-8,,\n"
        "A3,8-12,,,note,\n"
        "A3,8-12,,,,\n"
        ",8-12,,,,\n"
    )
    found = {(p.row, p.column, p.value) for p in problems(scenario, tmp_path, text)}
    assert found == {
        (1, "Tue 04/03", "Tue 04/03"),  # a Wednesday
        (1, "Wed 04/03", "Wed 04/03"),  # there twice
        (2, "name", "Bn Hall"),
        (3, "Mon 02/03", "WFH"),
        (3, "Wed", "8-8"),
        (4, None, "note"),  # in a column without a heading
        (5, "Mon 02/03", None),  # Cleo has had this day
        (5, "Wed", None),
        (5, "Wed 04/03", None),
        (6, "name", ""),
    }


def test_misspelt_name_is_answered_with_the_one_that_is_meant(
    scenario: Scenario, tmp_path: Path
) -> None:
    (problem,) = problems(scenario, tmp_path, "Name,Mon,Tue\nBn Hall,8-16,\n")
    assert str(problem) == (
        "rota.csv, row 2, column name: is nobody in agents.csv (value: 'Bn Hall'). Is Ben Hall "
        "meant? Write the id or the name as it stands there."
    )


def test_name_of_two_people_asks_for_the_id(tmp_path: Path) -> None:
    twins = AGENTS.replace("Ben Hall", "cleo")
    scenario = read_tiny_scenario(tmp_path, files={"agents.csv": twins})
    (problem,) = problems(scenario, tmp_path, "Name,Mon,Tue\nCLEO,8-16,\n")
    assert problem.message == "is the name of A2 and A3"
    assert spans(read(scenario, tmp_path, "Name,Mon,Tue\nCleo,8-16,\n"))[0][0] == "A3"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            """agent_id,start,end
A9,2026-03-02T08:00,2026-03-02T16:00
A1,2026-03-02T16:00,2026-03-02T08:00
A2,Monday,2026-03-02T08:00
""",
            [(2, "agent_id", "A9"), (3, "end", "2026-03-02T08:00"), (4, "start", "Monday")],
        ),
        (
            "agent,date,start,end\nA1,Mon 03/03,8,16\nA1,someday,8,16\nA1,Mon,8,8\nA1,Mon,8,\n",
            [(2, "date", "Mon 03/03"), (3, "date", "someday"), (4, "end", "8"), (5, "end", "")],
        ),
        ("agent_id,start,end\nA1,2026-08-02T08:00,2026-08-02T16:00\n", [(None, None, None)]),
        ("Name,Mon 09/03,Tue 10/03\nA1,8-16,\n", [(1, None, "Mon 09/03, Tue 10/03")]),
        ("Name,Mon,Tue\nA1,OFF,\n", [(None, None, None)]),
        ("Name,Shift\nA1,8-16\n", [(1, None, "Name,Shift")]),
        (
            """agent_id,start,end,activity,queue,with_agents
A11,2026-03-02T08:00,2026-03-02T16:00,work,sale,
A1,2026-03-12T08:00,2026-03-12T16:00,work,sales,
""",
            [(None, "agent_id", "A11"), (None, "queue", "sale"), (None, None, None)],
        ),
        (
            "agent_id,start,end,activity\nA1,2026-03-02T08:00,2026-03-02T07:00,work\n",
            [(2, "end", "2026-03-02T07:00")],
        ),
    ],
)
def test_faults_of_tables(
    scenario: Scenario, tmp_path: Path, text: str, places: list[tuple[object, ...]]
) -> None:
    found = problems(scenario, tmp_path, text)
    assert [(problem.row, problem.column, problem.value) for problem in found] == places
    assert all(problem.file == "rota.csv" for problem in found)
    assert all(problem.remedy.endswith(".") and len(problem.remedy) > 2 for problem in found)


def test_grid_that_overlaps_is_read_for_the_rules_to_object_to(
    scenario: Scenario, tmp_path: Path
) -> None:
    text = "agent_id,start,end\n" + "".join(
        f"A1,2026-03-02T{start},2026-03-02T{end}\n"
        for start, end in (("08:00", "16:00"), ("15:00", "18:00"))
    )
    assert len(read(scenario, tmp_path, text).shifts) == 2
