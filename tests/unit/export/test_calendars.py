"""A calendar holds one person's shifts at the right moments, and nothing of anybody else."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from icalendar import Calendar

from allocator.export.calendars import ENDING, calendar_files, is_untouched_export
from allocator.export.person_files import file_name
from tests.unit.export.exported_plans import (
    AGENTS,
    AUTUMN,
    EARLY_DAY,
    turns_of,
    wall_of,
    write_week,
)

PEOPLE = {"A1": "Ada Ångström", "A2": "=Ben()", "A3": "Cléo & Łukasz", "A4": "Dev"}


def test_events_are_the_shifts_of_the_rota(plan_folder: Path) -> None:
    """Compared in UTC, where no clock change can hide a fault."""
    files = calendar_files(wall_of(plan_folder))
    assert set(files) == {f"{agent_id}.ics" for agent_id in PEOPLE}
    for agent_id in PEOPLE:
        read = Calendar.from_ical(files[f"{agent_id}.ics"])
        assert [
            (event.start.astimezone(dt.UTC), event.end.astimezone(dt.UTC)) for event in read.events
        ] == [
            (turn.start.astimezone(dt.UTC), turn.end.astimezone(dt.UTC))
            for turn in turns_of(plan_folder).get(agent_id, [])
        ]


def test_zone_is_written_out_with_both_changes(plan_folder: Path) -> None:
    """A calendar program takes the offsets from the file, so they are compared with the real."""
    (zone,) = Calendar.from_ical(calendar_files(wall_of(plan_folder))["A1.ics"]).timezones
    assert zone.tz_name == "Europe/London"
    written = zone.to_tz(lookup_tzid=False)  # from the file, not by its name
    for month, day, hours in ((1, 15, 0), (3, 28, 0), (3, 30, 1), (10, 24, 1), (10, 26, 0)):
        noon = dt.datetime(2026, month, day, 12, tzinfo=written)
        assert noon.utcoffset() == dt.timedelta(hours=hours), (month, day)


def test_night_shift_is_written_in_local_time_with_its_zone(tmp_path: Path) -> None:
    text = calendar_files(wall_of(write_week(tmp_path, AUTUMN)))["A1.ics"].decode()
    assert "DTSTART;TZID=Europe/London:20261024T220000\r\n" in text
    assert "DTEND;TZID=Europe/London:20261025T060000\r\n" in text


def test_end_in_the_repeated_hour_is_written_in_utc(tmp_path: Path) -> None:
    """01:45 comes twice that night, and RFC 5545 takes a local time as the first."""
    text = calendar_files(wall_of(write_week(tmp_path, AUTUMN)))["A4.ics"].decode()
    assert "DTSTART:20261024T230000Z\r\n" in text
    assert "DTEND:20261025T014500Z\r\n" in text


def test_nothing_of_colleagues_is_in_a_calendar(plan_folder: Path) -> None:
    for name, data in calendar_files(wall_of(plan_folder)).items():
        text = Calendar.from_ical(data).to_ical().decode().replace("\r\n ", "")
        for agent_id, person in PEOPLE.items():
            if name != f"{agent_id}.ics":
                assert person not in text
                assert f"-{agent_id}-" not in text


def test_description_tells_queues_and_rests(tmp_path: Path) -> None:
    wall = wall_of(write_week(tmp_path, EARLY_DAY))
    (event,) = Calendar.from_ical(calendar_files(wall)["A2.ics"]).events
    assert str(event["description"]).splitlines() == [
        "08:00–10:00  Sales",
        "10:00–10:30  coaching",
        "10:30–11:00  lunch",
        "11:00–16:00  Sales",
        "Paid hours: 7.5",
        "Rota run-7, made Thu 26 Feb 2026 15:00",
        "SIMULATED DATA: no real centre stands behind this rota.",
    ]
    assert str(event["summary"]) == "[SIMULATED DATA] Shift 08:00–16:00"


def test_same_plan_gives_the_same_bytes_with_stamp_and_ids_of_the_plan(tiny_folder: Path) -> None:
    first, second = (calendar_files(wall_of(tiny_folder)) for _ in range(2))
    assert first == second
    events = [event for data in first.values() for event in Calendar.from_ical(data).events]
    assert {event.DTSTAMP for event in events} == {dt.datetime(2026, 2, 26, 15, tzinfo=dt.UTC)}
    ids = [str(event["uid"]) for event in events]
    assert len(set(ids)) == len(ids) == 20
    assert ids[0] == "run-7-A1-20260302T080000Z"


def test_person_without_shifts_has_a_calendar_without_events(tmp_path: Path) -> None:
    folder = write_week(tmp_path, lines=["A1 mon 08:00 work:sales 12:00"])
    data = calendar_files(wall_of(folder))["A4.ics"]
    assert Calendar.from_ical(data).events == []


def test_ids_that_are_no_file_names_are_escaped(tmp_path: Path) -> None:
    assert file_name("../up", ENDING) == "%2E.%2Fup.ics"
    assert file_name("ann@desk:1", ENDING) == "ann%40desk%3A1.ics"
    agents = AGENTS + "a1,Ann,part,20,\n"
    names = list(calendar_files(wall_of(write_week(tmp_path, agents=agents))))
    assert names == ["A1.ics", "A3.ics", "A2.ics", "A4.ics", "a1-2.ics"]


def test_export_is_known_again(tiny_folder: Path) -> None:
    assert is_untouched_export(calendar_files(wall_of(tiny_folder))["A1.ics"])
    assert not is_untouched_export(b"BEGIN:VCALENDAR\r\nPRODID:-//other//EN\r\n")
