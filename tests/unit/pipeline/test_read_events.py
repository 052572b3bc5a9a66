"""Events as they are typed: what they mean, and every way in which they can be wrong."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from allocator.domain.disrupt import disrupt
from allocator.domain.event_of_day import (
    Absence,
    EarlyLeave,
    Event,
    HandlingTime,
    Late,
    Overtime,
    QueueDown,
    SiteDown,
    SpecialEventOfDay,
    Swap,
    TimeOff,
    Volume,
)
from allocator.domain.scenario import Scenario
from allocator.errors import InputError, InputProblem
from allocator.pipeline.replan.read_events import read_events, read_now
from allocator.store.event_forms import FORMS
from tests.tiny_week import AUTUMN, agent, rota_of, tiny_week

MONDAY, TUESDAY, WEDNESDAY = (dt.date(2026, 6, day) for day in (1, 2, 3))
NOW = "2026-06-02T08:10"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """Two queues, and people whose names are told apart by accents and case alone."""
    return tiny_week(
        agents=[agent("H07", name="Zoë Hart"), agent("H11", name="Ben Cole"), agent("H02")],
        queues=[{"id": "sales", "name": "Sales calls"}, {"id": "chat"}, {"id": "mail"}],
        pools=[{"id": "main", "queues": ["sales", "chat", "mail"]}],
    )


def at(scenario: Scenario, day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 6, day, hour, minute, tzinfo=scenario.grid.zone)


ROTA = ["H07 tue 08:00 work:sales 16:00", "H11 tue 07:00 work:sales 08:00"]


def read(
    scenario: Scenario, *options: str, file: Path | None = None, now: str = NOW
) -> tuple[Event, ...]:
    moment = read_now(scenario, now)
    return read_events(scenario, rota_of(scenario, ROTA), moment, options, file)


def problems(
    scenario: Scenario, *options: str, file: Path | None = None, now: str = NOW
) -> tuple[InputProblem, ...]:
    with pytest.raises(InputError) as caught:
        read(scenario, *options, file=file, now=now)
    return caught.value.problems


def test_every_kind_as_an_option(scenario: Scenario) -> None:
    now, midnight = at(scenario, 2, 8, 10), at(scenario, 3, 0)
    assert read(
        scenario,
        "absence:H07",
        "absence:zoe hart:from=09:30:until=2026-06-04",
        "absence:H07:from=08:00:until=16:00",
        "late:H07:at=10:30",
        "early_leave:H07:at=15:00",
        "time_off:H11:from=2026-06-03T14:00:until=16:30",
        "overtime:H11:day=wed:hours=2.5",
        "swap:H07:day=wed:with=Ben Cole:other_day=2026-06-04",
        "swap:H07:day=fri:with=H02",
        "queue_down:sales:from=10:00:until=13:00:then=move:to_queue=chat:share=60%",
        "queue_down:mail:until=26:00:then=callback:over_minutes=240",
        "site_down:from=2026-06-04T14:00:until=15:00",
        "volume:Sales Calls|mail:change=+20%",
        "handling_time:all:change=-0.1",
        "special_event:storm warning:change=0.5:until=18:00",
    ) == (
        Absence(agent_id="H07", start=now, until=midnight),
        Absence(agent_id="H07", start=at(scenario, 2, 9, 30), until=at(scenario, 5, 0)),
        Absence(agent_id="H07", start=at(scenario, 2, 8), until=at(scenario, 2, 16)),
        Late(agent_id="H07", day=TUESDAY, at=at(scenario, 2, 10, 30)),
        EarlyLeave(agent_id="H07", at=at(scenario, 2, 15)),
        TimeOff(agent_id="H11", start=at(scenario, 3, 14), until=at(scenario, 3, 16, 30)),
        Overtime(agent_id="H11", day=WEDNESDAY, hours=2.5),
        Swap(
            agent_id="H07",
            day=WEDNESDAY,
            other_agent_id="H11",
            other_day=dt.date(2026, 6, 4),
        ),
        Swap(
            agent_id="H07",
            day=dt.date(2026, 6, 5),
            other_agent_id="H02",
            other_day=dt.date(2026, 6, 5),
        ),
        QueueDown(
            queue="sales",
            start=at(scenario, 2, 10),
            until=at(scenario, 2, 13),
            then="move",
            to_queue="chat",
            share=0.6,
        ),
        QueueDown(
            queue="mail", start=now, until=at(scenario, 3, 2), then="callback", over_minutes=240
        ),
        SiteDown(start=at(scenario, 4, 14), until=at(scenario, 4, 15)),
        Volume(queues=("sales", "mail"), start=now, until=midnight, change_share=0.2),
        HandlingTime(start=now, until=midnight, change_share=-0.1),
        SpecialEventOfDay(
            event="storm warning", start=now, until=at(scenario, 2, 18), change_share=0.5
        ),
    )


def test_every_kind_has_an_example_that_is_read(scenario: Scenario) -> None:
    for kind, form in FORMS.items():
        text = form.example.replace("2026-09", "2026-06")
        (event,) = read(scenario, text)
        assert event.kind == kind


def test_a_file_holds_the_same_as_options_would(scenario: Scenario, tmp_path: Path) -> None:
    options = (
        "absence:H07:until=2026-06-04",
        "queue_down:sales:from=10:00:until=13:00:then=callback:share=0.6",
        "swap:H07:day=fri:with=H02",
        "volume:sales|mail:change=0.2",
    )
    table = tmp_path / "events.csv"
    table.write_text(
        "event,agent,from,until,queue,then,share,day,with,change\n"
        "absence,H07,,2026-06-04,,,,,,\n"
        "queue_down,,10:00,13:00,sales,callback,0.6,,,\n\n"
        "swap,H07,,,,,,fri,H02,\n"
        "volume,,,,sales|mail,,,,,0.2\n",
        encoding="utf-8",
    )
    written = tmp_path / "events.yaml"
    written.write_text(
        "events:\n"
        "  - {event: absence, agent: H07, until: 2026-06-04}\n"
        "  - event: queue_down  # the line of the provider\n"
        "    queue: sales\n"
        "    from: 10:00\n"
        "    until: 13:00\n"
        "    then: callback\n"
        "    share: 0.6\n"
        "  - {event: swap, agent: H07, day: fri, with: H02}\n"
        "  - {event: volume, queue: [sales, mail], change: 0.2}\n",
        encoding="utf-8",
    )
    wanted = read(scenario, *options)
    assert read(scenario, file=table) == wanted
    assert read(scenario, file=written) == wanted
    more = read(scenario, "late:H07:at=10:00", file=written)
    assert more[1:] == wanted


FAULTS = [
    ("absense:H07", "event", "is no kind of event", "Is absence meant?"),
    ("absence", "agent", "is missing", "Add agent, as in absence:H07"),
    ("absence:H70", "agent", "is nobody in the plan", "Is Zoë Hart (H07) meant?"),
    ("absence:H07:untill=10:00", "untill", "is no field", "Is until meant?"),
    ("absence:H07:until=", "until", "is empty", "leave it out"),
    ("absence:H07:until=09:00:until=10:00", "until", "is given twice", "Give it once"),
    ("absence:H07:from=noon", "from", "is no time", "write 10:30".capitalize()),
    ("absence:H07:from=2026-06-31", "from", "is not a day of the calendar", "Correct the date"),
    (
        "absence:H07:from=08:05",
        "from",
        "is in the past: it is Tue 2 Jun 08:10",
        "the time it began",
    ),
    ("absence:H11:from=07:00", "from", "is in the past", "Give Tue 2 Jun 08:10 or later"),
    ("absence:H07:from=2026-06-01", "from", "is in the past", "leave from out"),
    ("absence:H07:until=08:00", "until", "is in the past", "--now says what time it is"),
    ("absence:H07:from=2026-06-08", "from", "is after the end of the plan", "before Mon 8 Jun"),
    ("absence:H07:from=22:00:until=10:00", "until", "no later than it begins", "is 26:00"),
    ("late:H07:at=08:00", "at", "is in the past", "or later"),
    ("late:H07:day=mon:at=10:00", "day", "is over", "Give 2026-06-02 or later"),
    ("late:H07:day=2026-06-09:at=10:00", "day", "is not a planned day", "to 2026-06-07"),
    ("late:H07:day=someday:at=10:00", "day", "is not a date", "Write it like"),
    ("late:H07", "at", "is missing", "late:H07:at=10:30"),
    ("early_leave:H07:at=2026-06-09T10:00", "at", "is after the end of the plan", "Mon 8 Jun"),
    ("overtime:H07:hours=0", "hours", "is not more than 0", "above 0"),
    ("overtime:H07:hours=13", "hours", "is more than 12", "12 or less"),
    ("overtime:H07:hours=two", "hours", "is not a number", "such as 2.5"),
    ("swap:H07:day=wed:with=zoë hart", None, "names one person twice", "exchange shifts"),
    ("swap:H07:with=H02", "day", "is missing", "Add day"),
    ("queue_down:sails:until=10:00", "queue", "is no queue", "Is sales meant?"),
    ("queue_down:sales", "until", "is missing", "Add until"),
    ("queue_down:all:until=10:00", "queue", "is no queue", "Give one of sales, chat, mail"),
    ("queue_down:sales:until=10:00:share=1.2", "share", "is not from 0 to 1", "60%"),
    ("queue_down:sales:until=10:00:share=half", "share", "is no share", "0.2 or 20%"),
    ("queue_down:sales:until=10:00:then=wander", "then", "is not one of", "Write one of these"),
    ("queue_down:sales:until=10:00:then=move", None, "says move and not where to", "add to_queue"),
    (
        "queue_down:sales:until=10:00:then=move:to_queue=sales",
        None,
        "moves contacts to the queue that is down",
        "name another",
    ),
    (
        "queue_down:sales:until=10:00:to_queue=chat",
        None,
        "says wait and a to_queue",
        "leave it out",
    ),
    ("queue_down:sales:until=10:00:over_minutes=0", "over_minutes", "is not more than 0", "above"),
    ("site_down:here:until=10:00", None, "is of nobody and no queue", "site_down:from=10:00"),
    ("site_down:until=10:00:then=move", None, "no queue is up", "wait or callback"),
    ("volume:sales", "change", "is missing", "Add change"),
    ("volume:sales:change=20", "change", "several hundred per cent", "20% or 0.2"),
    ("volume:sales:change=-100%", "change", "is not more than -1", "above -1"),
    ("volume:sales:change=lots", "change", "is no share", "0.2 or 20%"),
    ("special_event:change=0.2", "label", "is missing", "Add label"),
]


@pytest.mark.parametrize(("option", "field", "message", "remedy"), FAULTS)
def test_what_is_wrong_with_an_event(
    scenario: Scenario, option: str, field: str | None, message: str, remedy: str
) -> None:
    (problem,) = problems(scenario, option)
    assert problem.file == f"--event {option}"
    assert problem.column == field
    assert message in problem.message
    assert remedy.lower() in problem.remedy.lower()


def test_all_faults_of_all_events_are_told_at_once(scenario: Scenario, tmp_path: Path) -> None:
    table = tmp_path / "events.csv"
    table.write_text(
        "event,agent,until\nabsence,H70,08:00\nabsence,H07,10:00,x\n,H07,10:00\n", encoding="utf-8"
    )
    found = problems(
        scenario, "late:H99:at=07:00", "volume:sails:change=4", "absence:H07", file=table
    )
    assert [(one.file, one.row, one.column) for one in found] == [
        ("events.csv", 3, None),
        ("events.csv", 4, "event"),
        ("--event late:H99:at=07:00", None, "agent"),
        ("--event late:H99:at=07:00", None, "at"),
        ("--event volume:sails:change=4", None, "queue"),
        ("--event volume:sails:change=4", None, "change"),
        ("events.csv", 2, "agent"),
        ("events.csv", 2, "until"),
    ]


@pytest.mark.parametrize(
    ("name", "text", "row", "message"),
    [
        ("e.csv", "evnt,agent\nabsence,H07\n", 1, "is no field of an event"),
        ("e.csv", 'event,agent\nabsence,"H07\n', 2, "is not valid CSV"),
        ("e.csv", "", 1, "the file is empty"),
        ("e.yaml", "events: absence\n", 1, "is no list of events"),
        ("e.yaml", "happened:\n  - absence\n", 1, "is no list of events"),
        ("e.yaml", "events:\n  - absence\n", 2, "is no event"),
        ("e.yaml", "events:\n  - {event: absence, agent: H07\n", 2, "is not valid YAML"),
        ("e.yml", "events:\n  - {event: absence, agent: H07, until: 7:00}\n", 2, "in the past"),
    ],
)
def test_what_is_wrong_with_a_file(
    scenario: Scenario, tmp_path: Path, name: str, text: str, row: int, message: str
) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    (problem,) = problems(scenario, file=file)
    assert (problem.file, problem.row) == (name, row)
    assert message in problem.message


def test_a_file_that_is_not_there(scenario: Scenario, tmp_path: Path) -> None:
    (problem,) = problems(scenario, file=tmp_path / "none.csv")
    assert "cannot be read" in problem.message


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("absence:H07", "absence:H07:from=08:10"), "is given twice"),
        (
            ("queue_down:sales:until=12:00", "queue_down:sales:from=11:00:until=13:00"),
            "takes sales down, which is down already from Tue 2 Jun 08:10 to Tue 2 Jun 12:00",
        ),
        (
            ("site_down:from=11:00:until=13:00", "queue_down:chat:from=12:45:until=14:00"),
            "takes chat down",
        ),
        (
            (
                "queue_down:sales:until=12:00:then=move:to_queue=chat",
                "queue_down:chat:from=11:00:until=13:00",
            ),
            "moves contacts to chat, which is down from",
        ),
    ],
)
def test_events_that_contradict_one_another(
    scenario: Scenario, options: tuple[str, ...], message: str
) -> None:
    (problem,) = problems(scenario, *options)
    assert message in problem.message


def test_outages_one_after_another_and_of_two_queues_are_fine(scenario: Scenario) -> None:
    options = (
        "queue_down:sales:until=12:00",
        "queue_down:sales:from=12:00:until=13:00",
        "queue_down:chat:until=13:00",
    )
    assert len(read(scenario, *options)) == 3


def test_an_outage_is_held_against_those_of_earlier_replans(scenario: Scenario) -> None:
    rota = rota_of(scenario, ROTA)
    now = read_now(scenario, NOW)
    known = read(scenario, "queue_down:sales:until=12:00")
    earlier = disrupt(scenario, rota, None, known, now)
    for option in ("queue_down:sales:from=11:00:until=13:00", "queue_down:sales:until=12:00"):
        with pytest.raises(InputError, match="takes sales down, which is down already"):
            read_events(scenario, rota, now, [option], None, earlier)
    assert read_events(scenario, rota, now, ["queue_down:chat:until=12:00"], None, earlier)


def test_now_is_not_before_the_last_replan_nor_after_the_plan(scenario: Scenario) -> None:
    rota = rota_of(scenario, ROTA)
    now = read_now(scenario, NOW)
    earlier = disrupt(scenario, rota, None, (), now)
    assert read_now(scenario, NOW, earlier) == now
    with pytest.raises(InputError, match=r"is before Tue 2 Jun 08:10"):
        read_now(scenario, "2026-06-02T08:09", earlier)
    with pytest.raises(InputError, match="is after the end of the plan"):
        read_now(scenario, "2026-06-08T00:00")
    with pytest.raises(InputError, match="is not a date and time"):
        read_now(scenario, "ten past eight")
    assert read_now(scenario, "2026-05-30T12:00") < scenario.grid.start


def test_a_clock_time_alone_is_told_how_a_moment_of_this_plan_is_written(
    scenario: Scenario,
) -> None:
    """``--now 08:10`` was answered with a day of 1999."""
    with pytest.raises(InputError, match=r"a time of this plan is 2026-06-01T08:10\."):
        read_now(scenario, "08:10")


def test_a_file_with_semicolons_is_told_once(scenario: Scenario, tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text("event;agent;from\nabsence;H07;10:30\n", encoding="utf-8")
    (found,) = problems(scenario, file=file)
    assert "separated by ';'" in found.message


def test_before_the_plan_begins_a_day_is_to_be_named(scenario: Scenario) -> None:
    early = "2026-05-30T12:00"
    (problem,) = problems(scenario, "late:H07:at=10:00", now=early)
    assert "is missing, and today is no planned day" in problem.message
    (event,) = read(scenario, "late:H07:day=mon:at=10:00", now=early)
    assert event == Late(agent_id="H07", day=MONDAY, at=at(scenario, 1, 10))
    (absence,) = read(scenario, "absence:H07", now=early)
    assert absence == Absence(agent_id="H07", start=at(scenario, 1, 0), until=at(scenario, 2, 0))


def test_times_that_the_clocks_show_twice_need_their_offset() -> None:
    scenario = tiny_week(first_day=AUTUMN)
    rota = rota_of(scenario, [])
    now = read_now(scenario, "2026-10-25T00:10")
    with pytest.raises(InputError, match="show twice"):
        read_events(scenario, rota, now, ["absence:A:from=01:30"])
    (event,) = read_events(scenario, rota, now, ["absence:A:from=2026-10-25T01:30+00:00"])
    assert isinstance(event, Absence)
    assert event.start.astimezone(dt.UTC).hour == 1
