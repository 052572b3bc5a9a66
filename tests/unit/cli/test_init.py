"""``allocator init`` as typed: questions, options, a file of answers, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.store.scenario_folder import read_scenario
from tests.command_line import contents, run, run_here

SOUND = ("--contacts", "mon-fri 200", "--person", "Ada 37.5", "--person", "Ben 20", "--yes")


def test_options_alone_make_a_sound_scenario_and_say_what_to_type_next(tmp_path: Path) -> None:
    made = run("init", "centre", *SOUND, cwd=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.splitlines()[-3:] == [
        "Next, type:",
        "  allocator check centre",
        "  allocator plan centre --out centre-plan",
    ]
    scenario = read_scenario(tmp_path / "centre")
    assert [agent.name for agent in scenario.agents] == ["Ada", "Ben"]
    assert sorted(path.name for path in (tmp_path / "centre").iterdir()) == [
        "agents.csv",
        "scenario.yaml",
        "skills.csv",
        "volumes.csv",
    ]
    assert run("check", tmp_path / "centre").returncode == 0


def test_questions_have_defaults_and_wrong_answers_are_asked_again(tmp_path: Path) -> None:
    typed = [
        "Harbour Cabs",  # name
        "Europe/Londno",
        "",  # time zone, again
        "",  # no export
        "Bookings, Lost property",
        "mon-sun 150",
        "mon-fri",  # no number
        "mon-fri 20",
        "",  # handling time of the one
        "6:30",
        "mon-sun 6am-2am",
        "2026-03-02",
        "Asha Patel 37.5",
        "Bob",  # no hours
        "Bob Ray 20h",
        "",
        "4",
    ]
    made = run("init", "cabs", cwd=tmp_path, typed="\n".join(typed) + "\n")
    assert made.returncode == 0, made.stderr + made.stdout
    assert "'Bob' is not a name with hours" in made.stderr
    scenario = read_scenario(tmp_path / "cabs")
    settings = scenario.settings
    assert settings.site.name == "Harbour Cabs"
    assert settings.week.day_starts_at == 120
    assert [queue.id for queue in settings.queues] == ["bookings", "lost_property"]
    assert settings.pools[0].seats == 4
    assert {row.aht_s for row in scenario.history if row.queue == "lost_property"} == {390}
    assert [agent.weekly_hours for agent in scenario.agents] == [37.5, 20]


def test_questions_left_open_write_nothing(tmp_path: Path) -> None:
    made = run_here("init", "centre", cwd=tmp_path, typed="\n\n")
    assert made.returncode == 2
    assert "the questions were not answered to the end" in made.stderr
    assert list(tmp_path.iterdir()) == []


def test_answers_that_do_not_fit_are_given_back_as_a_command(tmp_path: Path) -> None:
    made = run_here(
        *("init", "centre", "--contacts", "mon 50", "--opening-hours", "mon 09:00-13:00"),
        *("--week-start", "2026-03-02"),
        cwd=tmp_path,
        typed="\n\nAda 37.5\n\n\n",
    )
    assert made.returncode == 2
    assert "The nearest that can is 4." in made.stderr
    assert '--contacts "mon 50"' in made.stdout
    assert '--person "Ada 37.5"' in made.stdout
    assert list(tmp_path.iterdir()) == []


ANSWERS = """\
name: Corner Office
opening_hours: mon-fri 08:00-18:00, sat 09:00-13:00
queues: [Sales, Help desk]
contacts:
  Sales: mon-fri 120, sat 40
  Help desk: mon-fri 60
handling_time: {Sales: 240, Help desk: "5:30"}
week_start: 2026-03-02
seats: 5
service_level: 70/60
people:
  - Asha Patel 37.5
  - {name: Ben Okafor, hours: 30}
  - Cleo Martin: 22.5
"""


def test_answers_of_a_file_and_options_over_them(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text(ANSWERS)
    made = run_here(
        "init", "office", "--from", "answers.yaml", "--seats", "3", "--yes", cwd=tmp_path
    )
    assert made.returncode == 0, made.stderr
    scenario = read_scenario(tmp_path / "office")
    assert [agent.name for agent in scenario.agents] == ["Asha Patel", "Ben Okafor", "Cleo Martin"]
    assert scenario.settings.pools[0].seats == 3
    assert scenario.settings.queues[1].target_share == 0.7
    contacts = {
        queue: sum(row.contacts for row in scenario.history if row.queue == queue)
        for queue in ("sales", "help_desk")
    }
    assert contacts == pytest.approx({"sales": 640, "help_desk": 300}, abs=1)


def test_contacts_given_as_an_option_take_the_place_of_the_files_export(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text("history: none.csv\npeople: [Ada 20]\n")
    made = run_here(
        "init", "a", "--from", "answers.yaml", "--contacts", "50", "--yes", cwd=tmp_path
    )
    assert made.returncode == 0, made.stderr
    made = run_here("init", "b", "--from", "answers.yaml", "--yes", cwd=tmp_path)
    assert made.returncode == 2
    assert "none.csv: cannot be read" in made.stderr


def test_faults_of_an_answers_file_are_told_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text(ANSWERS.replace("seats: 5", "seat: 5"))
    made = run_here("init", "office", "--from", "answers.yaml", "--yes", cwd=tmp_path)
    assert made.returncode == 2
    assert made.stderr.startswith("answers.yaml, row 9, column seat: is not a known field")


def test_everything_that_is_missing_or_wrong_is_told_at_once(tmp_path: Path) -> None:
    made = run_here(
        *("init", "centre", "--opening-hours", "sometimes", "--time-zone", "London"),
        *("--service-level", "80", "--contacts", "200", "--person", "Ada", "--yes"),
        cwd=tmp_path,
    )
    assert made.returncode == 2
    assert [line.partition(":")[0] for line in made.stderr.splitlines()] == [
        "--time-zone",
        "--opening-hours",
        "--service-level",
        "--person",
    ]
    made = run_here("init", "centre", "--yes", cwd=tmp_path)
    assert [line.partition(":")[0] for line in made.stderr.splitlines()] == [
        "--people",
        "--contacts",
    ]
    made = run_here(
        "init", "centre", "--week-start", "soon", "--date-form", "dmy", *SOUND, cwd=tmp_path
    )
    assert [line.partition(":")[0] for line in made.stderr.splitlines()] == [
        "--week-start",
        "--date-form",
    ]
    assert list(tmp_path.iterdir()) == []


def test_scenario_is_never_overwritten(tmp_path: Path) -> None:
    assert run_here("init", "centre", *SOUND, cwd=tmp_path).returncode == 0
    before = contents(tmp_path)
    made = run_here("init", "centre", *SOUND, cwd=tmp_path)
    assert made.returncode == 2
    assert "centre: holds scenario.yaml already" in made.stderr
    assert contents(tmp_path) == before


def test_folder_that_holds_the_users_own_files_keeps_them(tmp_path: Path) -> None:
    (tmp_path / "centre").mkdir()
    (tmp_path / "centre" / "names.csv").write_text("name,hours,team\nAda,37.5,a\nBen,20,\n")
    made = run_here(
        *("init", "centre", "--people", "centre/names.csv", "--contacts", "mon-fri 100", "--yes"),
        cwd=tmp_path,
    )
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "centre" / "names.csv").exists()
    agents = (tmp_path / "centre" / "agents.csv").read_text()
    assert agents.splitlines()[0] == "agent_id,name,contract,weekly_hours,team"
    assert agents.splitlines()[2] == "A02,Ben,part_time,20,"


def test_seats_that_the_contracted_hours_do_not_fit_into_are_refused(tmp_path: Path) -> None:
    made = run_here(
        *("init", "centre", "--opening-hours", "mon-fri 09:00-17:00", "--seats", "1"),
        *("--person", "Cleo 37.5", *SOUND),
        cwd=tmp_path,
    )
    assert made.returncode == 2
    assert made.stderr.startswith("--seats: 3 people with 95 hours do not fit")
    assert list(tmp_path.iterdir()) == []


def test_records_that_run_into_the_week_are_refused_with_a_later_one(tmp_path: Path) -> None:
    (tmp_path / "acd.csv").write_text(
        "Date,Time,Queue,Offered,AHT\n23/02/2026,08:00,a,5,200\n27/02/2026,08:30,a,4,210\n"
    )
    made = run_here(
        *("init", "centre", "--history", "acd.csv", "--week-start", "2026-02-23"),
        *("--person", "Ada 20", "--opening-hours", "mon-fri 08:00-18:00", "--yes"),
        cwd=tmp_path,
    )
    assert made.returncode == 2
    assert "such as 2026-03-02" in made.stderr


def test_summary_shows_hours_people_and_what_was_assumed_so_that_slips_are_seen(
    tmp_path: Path,
) -> None:
    made = run_here(
        *("init", "centre", "--contacts", "200", "--opening-hours", "8am to 8pm"),
        *("--person", "Jo Barnes 37:30", "--person", "Ada 20", "--person", "jo barnes 30", "--yes"),
        cwd=tmp_path,
    )
    assert made.returncode == 0, made.stderr
    for line in (
        "  Open      mon-sun 08:00-20:00",
        "  People    3 with 87.5 contracted hours a week:",
        "            Jo Barnes 37.5 h, Ada 20 h, jo barnes 30 h",
        "  Queues    calls (Calls)",
    ):
        assert line in made.stdout.splitlines()
    assert "'8am to 8pm' name no day: taken for every day, mon-sun." in made.stdout
    assert "More than one person is called Jo Barnes" in made.stdout
    assert "all contacts are one queue, 'calls'" in made.stdout
    people = [part for number in range(25) for part in ("--person", f"P{number:02d} 20")]
    made = run_here("init", "large", *people, *SOUND, cwd=tmp_path)
    assert "P19 20 h and 7 more" in made.stdout
    assert "The opening hours are assumed: mon-fri 09:00-17:00." in made.stdout


def test_hours_past_midnight_are_explained(tmp_path: Path) -> None:
    made = run_here("init", "bar", "--opening-hours", "mon-fri 18:00-02:00", *SOUND, cwd=tmp_path)
    assert "  Open      mon-fri 18:00-26:00 (26:00 is 02:00 the next morning)" in made.stdout


def test_nine_to_five_is_refused_with_both_readings_and_asked_again(tmp_path: Path) -> None:
    """``9-5`` became hours that end at five in the morning, without a word."""
    made = run_here("init", "centre", "--opening-hours", "mon-fri 9-5", *SOUND, cwd=tmp_path)
    assert made.returncode == 2
    assert made.stderr == (
        "--opening-hours: '9-5' can be meant in two ways (value: 'mon-fri 9-5'). Write 9am-5pm, or "
        "09:00-29:00 if it closes at 05:00 the next morning.\n"
    )
    made = run_here(
        *("init", "centre", "--contacts", "mon-fri 200", "--person", "Ada 37.5"),
        cwd=tmp_path,
        typed="\nLondon\n\nmon-fri 9-5\nmon-fri 9am-5pm\n\n\n",
    )
    assert made.returncode == 0, made.stderr
    asked = made.stdout + made.stderr
    assert "Error: 'London' is not a time zone. Use an IANA name such as Europe/London." in asked
    assert "'9-5' can be meant in two ways. Write 9am-5pm, or 09:00-29:00" in asked
    assert asked.count("Opening hours (all 00:00-24:00 if never closed)") == 2
    span = read_scenario(tmp_path / "centre").settings.opening_hours[0]
    assert (span.open, span.close) == (540, 1020)
    made = run_here(  # given as an option beside questions: asked as well
        *("init", "other", "--opening-hours", "sat 10-2", "--name", "Other", "--time-zone", "UTC"),
        *("--contacts", "sat 50", "--person", "Ada 4"),
        cwd=tmp_path,
        typed="sat 10am-2pm\n\n\n",
    )
    assert made.returncode == 0, made.stderr
    assert "  Open      sat 10:00-14:00" in made.stdout.splitlines()


def test_week_that_enter_takes_is_shown_as_a_date(tmp_path: Path) -> None:
    (tmp_path / "acd.csv").write_text(TWO_DAYS)
    made = run_here(
        *("init", "centre", "--history", "acd.csv", "--person", "Ada 7"),
        cwd=tmp_path,
        typed="\n\n\n\n\n",
    )
    assert made.returncode == 0, made.stderr
    assert "First day of the week to plan [2026-03-02]" in made.stdout
    assert "guessed from 2 days of records" in made.stdout
    assert str(read_scenario(tmp_path / "centre").settings.week.start) == "2026-03-02"


TWO_DAYS = "Date,Time,Offered,Abandoned,AHT\n" + "".join(
    f"{day}/02/2026,{8 + half // 2:02d}:{half % 2 * 30:02d},9,2,200\n"
    for day in (26, 27)
    for half in range(14)
)


def test_hours_guessed_from_a_short_export_are_shown_where_contracts_do_not_fit(
    tmp_path: Path,
) -> None:
    (tmp_path / "acd.csv").write_text(TWO_DAYS)
    made = run_here(
        *("init", "centre", "--history", "acd.csv", "--person", "Ada 37.5", "--yes"), cwd=tmp_path
    )
    assert made.returncode == 2
    assert (
        "inside the opening hours (thu-fri 08:00-15:00, guessed from 2 days: give --opening-hours)"
    ) in made.stderr
    assert "Give --opening-hours if those are not yours. The nearest that can is" in made.stderr


def test_abandonments_without_a_wait_are_pointed_at(tmp_path: Path) -> None:
    (tmp_path / "acd.csv").write_text(TWO_DAYS)
    made = run_here(
        *("init", "centre", "--history", "acd.csv", "--person", "Ada 7", "--yes"), cwd=tmp_path
    )
    assert made.returncode == 0, made.stderr
    assert "Abandonments are recorded (56) and no time in queue" in made.stdout
    assert "all contacts are taken as one queue, 'calls'" in made.stdout
    text = (tmp_path / "centre" / "scenario.yaml").read_text()
    for name in ("leave.csv", "adjustments.csv", "activities.csv", "requests.csv"):
        assert name in text
    shown = run_here("forecast", tmp_path / "centre")
    assert "calls: the abandonments recorded (56) could not be used: no mean wait" in shown.stdout
