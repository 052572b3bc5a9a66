"""Maps proposed from headers and values, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.unit.importing.exports import guessed, refused

ROWS = "{d},08:00,Sales,5,1,3:05\n{d},08:30,Sales,4,0,2:55\n"


def map_of(parent: Path, text: str, **options: Any) -> dict[str, Any]:
    return guessed(parent, text, **options).column_map.model_dump(exclude_defaults=True)


def test_plain_export(tmp_path: Path) -> None:
    found = map_of(
        tmp_path, "Date,Time,Queue,Offered,Abandoned,AHT\n" + ROWS.format(d="22/08/1999")
    )
    assert found == {
        "date": {"column": "Date", "form": "dd/mm/yyyy"},
        "time": "Time",
        "queue": {"column": "Queue"},
        "contacts": ("Offered",),
        "abandoned": ("Abandoned",),
        "handling": {"mean": ("AHT",), "form": "mm:ss"},
    }


def test_titles_totals_pages_and_footers_are_passed_over(tmp_path: Path) -> None:
    found = map_of(
        tmp_path,
        "Interval report\nPrinted today\n\n"
        "Date;Interval;Skill;Calls Offered;Calls Answered;Aband Calls;AHT;SL %\n"
        "27/02/2026;08:00 - 08:15;Sales & Orders;12;11;1;185;91,7\n"
        "27/02/2026;08:15 - 08:30;Sales & Orders;15;15;0;255;100,0\n"
        "28/02/2026;08:15 - 08:30;Sales & Orders;15;15;0;255;100,0\n"
        "Total;;;27;26;1;;\nPage 1 of 1\nMade by the telephone system\n",
    )
    assert found["header_row"] == 4
    assert found["skip_rows_with"] == ("Total", "Page*")
    assert found["skip_last_rows"] == 3
    assert found["interval_minutes"] == 15
    assert found["decimal_mark"] == ","
    assert found["queue"] == {"column": "Skill", "rename": {"Sales & Orders": "sales_orders"}}
    assert found["handled"] == ("Calls Answered",)


@pytest.mark.parametrize(
    ("dates", "form"),
    [
        (("1999-08-02", "1999-08-03"), "yyyy-mm-dd"),
        (("02/08/1999", "22/08/1999"), "dd/mm/yyyy"),
        (("08/02/1999", "08/22/1999"), "mm/dd/yyyy"),
        (("02.08.1999", "22.08.1999"), "dd.mm.yyyy"),
        (("02-Aug-1999", "03-Aug-1999"), "dd-mon-yyyy"),
        (("Mon 2 Aug 1999", "Tue 3 Aug 1999"), "dd-mon-yyyy"),
        (("Aug 2 1999", "Aug 3 1999"), "mon dd yyyy"),
        (("19990802", "19990803"), "yyyymmdd"),
        (("01/01/1999", "02/02/1999"), "dd/mm/yyyy"),  # both ways the same
    ],
)
def test_form_of_dates_is_told_from_the_values(
    dates: tuple[str, str], form: str, tmp_path: Path
) -> None:
    text = "Date,Time,Queue,Offered,Abandoned,AHT\n" + "".join(ROWS.format(d=day) for day in dates)
    assert map_of(tmp_path, text)["date"]["form"] == form


@pytest.mark.parametrize("day", ["03/04/2026", "03.04.2026", "3/4/26"])
def test_day_and_month_that_cannot_be_told_apart_are_refused(day: str, tmp_path: Path) -> None:
    text = "Date,Time,Queue,Offered,Abandoned,AHT\n" + ROWS.format(d=day)
    (problem,) = refused(tmp_path, text)
    assert (problem.column, problem.value) == ("Date", day)
    assert problem.message.startswith("could be 3 April or 4 March")
    assert "--date-form mm/dd/yyyy" in problem.remedy
    assert map_of(tmp_path, text, date_form="mm/dd/yyyy")["date"]["form"] == "mm/dd/yyyy"


def test_same_doubt_where_date_and_time_stand_together(tmp_path: Path) -> None:
    text = "Interval Start,Queue,Offered\n03/04/2026 08:00,a,1\n03/04/2026 08:30,a,1\n"
    (problem,) = refused(tmp_path, text)
    assert problem.column == "Interval Start"


@pytest.mark.parametrize(
    ("header", "values", "form", "kind"),
    [
        ("AHT", ("185", "200"), "seconds", "mean"),
        ("Avg Handle Time (min)", ("3.5", "4.5"), "minutes", "mean"),
        ("Average Handling Time", ("3.5", "4.5"), "minutes", "mean"),
        ("AHT", ("0:03:05", "0:02:00"), "h:mm:ss", "mean"),
        ("AHT", (":32", "1:00:02"), "mm:ss", "mean"),
        ("Avg Handle", ("185000", "200000"), "milliseconds", "mean"),
        ("AHT", ("PT3M5S", "PT2M"), "iso", "mean"),
        ("Total Handle Time", ("925", "740"), "seconds", "total"),
        ("tHandle", ("925000", "740000"), "milliseconds", "total"),
        ("Handle Time", ("1:35:00", "1:44:00"), "h:mm:ss", "total"),  # 5 contacts, not 1 h 35 each
        ("Handle Time", ("0:05:00", "0:04:00"), "h:mm:ss", "mean"),
    ],
)
def test_handling_time_is_told_from_header_and_values(
    header: str, values: tuple[str, str], form: str, kind: str, tmp_path: Path
) -> None:
    text = (
        f"Date,Time,Queue,Offered,{header}\n"
        f"22/08/1999,08:00,a,5,{values[0]}\n22/08/1999,08:30,a,6,{values[1]}\n"
    )
    found = guessed(tmp_path, text).column_map.handling
    assert found is not None
    assert found.form == form or (form == "milliseconds" and header == "tHandle")
    assert found.columns == (header,)
    assert bool(found.total) == (kind == "total")


def test_talk_hold_and_wrap_up_are_added(tmp_path: Path) -> None:
    found = map_of(
        tmp_path,
        "Date,Time,Queue,Answered,Abandoned,Avg Talk Time,Avg Hold Time,Avg ACW Time,ASA\n"
        "22/08/1999,08:00,a,5,1,180,10,20,12\n22/08/1999,09:00,a,5,1,180,10,20,12\n",
    )
    assert found["handling"]["mean"] == ("Avg Talk Time", "Avg Hold Time", "Avg ACW Time")
    assert found["contacts"] == ("Answered", "Abandoned")
    assert found["interval_minutes"] == 60
    assert "wait" not in found  # ASA is that of the answered alone


def test_view_of_a_cloud_system_in_milliseconds(tmp_path: Path) -> None:
    found = map_of(
        tmp_path,
        "Interval Start,Interval End,Media Type,Queue Id,Queue Name,Offer,Answer,Answer %,Abandon,"
        "Abandon %,ASA,Service Level %,Avg Wait,Avg Handle,Avg Talk,Hold,Transfer\n"
        '"02/23/26 8:00 AM","02/23/26 8:30 AM",voice,7c,Sales,12,11,0.91,1,0.09,12000,0.9,14000,'
        "245000,200000,3,1\n"
        '"02/23/26 8:30 AM","02/23/26 9:00 AM",voice,7c,Sales,9,9,1,0,0,9000,1,9000,'
        "230000,200000,3,1\n",
    )
    assert found == {
        "moment": {"column": "Interval Start", "form": "mm/dd/yyyy"},
        "queue": {"column": "Queue Name"},
        "contacts": ("Offer",),
        "abandoned": ("Abandon",),
        "handled": ("Answer",),
        "handling": {"mean": ("Avg Handle",), "form": "milliseconds"},
        "wait": {"mean": ("Avg Wait",), "form": "milliseconds"},
    }


def test_history_of_our_own_is_an_export_too(tmp_path: Path) -> None:
    found = map_of(
        tmp_path,
        "interval_start,queue,contacts,aht_s,abandoned,mean_wait_s\n"
        "1999-01-01 00:00,PS,2,185,1,146.5\n1999-01-01 00:30,PS,2,,1,146.5\n",
    )
    assert found["moment"] == {"column": "interval_start", "form": "yyyy-mm-dd"}
    assert found["handling"] == {"mean": ("aht_s",)}
    assert found["wait"] == {"mean": ("mean_wait_s",)}
    assert found["contacts"] == ("contacts",)


def test_end_of_the_interval_and_dates_written_once(tmp_path: Path) -> None:
    found = map_of(
        tmp_path,
        "Date,Interval End,Queue,Offered\n22/08/1999,08:20,a,1\n,08:40,a,2\n,09:00,a,2\n",
    )
    assert found["time_is"] == "end"
    assert found["fill_down"] == ("Date",)
    assert found["interval_minutes"] == 20


def test_export_without_queues_is_one_queue(tmp_path: Path) -> None:
    guess = guessed(tmp_path, "Date,Time,Calls\n22/08/1999,08:00,1\n22/08/1999,08:30,1\n")
    assert guess.column_map.queue.name == "calls"
    assert any("one queue" in remark for remark in guess.remarks)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "no line of column names is recognised"),
        ("Date,Time,Queue,Offered\n", "nothing below it"),
        ("Date: 22/08/1999\nTime,Skill,Offered\n08:00,a,1\n08:30,a,1\n", "none has their dates"),
        ("Date,Queue,Offered\n22/08/1999,a,3\n", "no column with dates and times"),
        ("Date,Time,Queue,SL %\n22/08/1999,08:00,a,90\n", "no column with the contacts offered"),
        (
            "Date,Time,Queue,Offered\n22/08/1999,08:00,a,1\n22/08/1999,08:07,a,1\n",
            "1 minutes apart",
        ),
    ],
)
def test_what_cannot_be_guessed_is_said(text: str, said: str, tmp_path: Path) -> None:
    problems = refused(tmp_path, text)
    assert len(problems) == 1
    assert said in problems[0].message


def test_queues_whose_names_would_become_the_same_are_told_apart(tmp_path: Path) -> None:
    found = map_of(
        tmp_path,
        "Date,Time,Queue,Offered\n22/08/1999,08:00,Sales UK,1\n22/08/1999,08:30,Sales-UK UK,1\n"
        "22/08/1999,09:00,Sales  UK,1\n",
    )
    new = list(found["queue"]["rename"].values())
    assert len(new) == len(set(new)) == 3
