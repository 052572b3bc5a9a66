"""A week of the bank made into a scenario, from the records before that week alone.

The week of 22 August is ``scenarios/bank-august``. The others are made here by the same builder:
skills from the contacts before the week, contracts from the hours seen since 1 August, in January
since 3 January; there opening hours are as the days before show them. The other settings are those
of the week of 22 August.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

SCENARIO = Path(__file__).parents[1] / "scenarios" / "bank-august"
RECORDS = SCENARIO / "source" / "contacts.csv.gz"
sys.path.insert(0, str(SCENARIO))  # the builder's modules live beside the data that they build

from bank_tables import experience, habits, history, past, people  # noqa: E402
from bank_tables.records import (  # noqa: E402
    AUGUST_STARTS,
    Contact,
    operating_date,
    presence,
    read_contacts,
    shifts_seen,
    write_table,
)

from allocator.domain.settings import Settings  # noqa: E402

AUGUST_WEEK = dt.date(1999, 8, 22)
JANUARY_WEEKS = (dt.date(1999, 1, 17), dt.date(1999, 1, 24))
EARLIER_AUGUST_WEEKS = (dt.date(1999, 8, 8), dt.date(1999, 8, 15))
WEEKS = (AUGUST_WEEK, *JANUARY_WEEKS, *EARLIER_AUGUST_WEEKS)
JANUARY_SINCE = dt.date(1999, 1, 3)
"""First Sunday of the January records: 1 and 2 January are a Friday and a Saturday."""

CREDIT_S = 90.0

Yaml = dict[str, object]


@dataclass(frozen=True)
class BankWeek:
    """A week to replay.

    Parameters
    ----------
    folder
        Scenario that knows the records before the week alone.
    contacts
        What the week brought.
    credit_s
        Wait that identified customers are credited with; of the weeks before that of 22 August,
        the records that the project holds do not say who they were.
    """

    start: dt.date
    folder: Path
    contacts: Path
    credit_s: float


def bank_week(start: dt.date, out: Path, change: Callable[[dict], None] | None = None) -> BankWeek:
    """Make the scenario of a week in a folder.

    Parameters
    ----------
    change
        Changes the settings of ``scenario.yaml`` in place.

    Raises
    ------
    ValueError
        If the project holds no records of that week.
    """
    if start not in WEEKS:
        known = ", ".join(str(week) for week in WEEKS)
        raise ValueError(f"no records of a week of {start}; there are {known}")
    folder = out / "scenario"
    yaml = YAML()
    settings = yaml.load((SCENARIO / "scenario.yaml").read_text(encoding="utf-8"))
    if start == AUGUST_WEEK:
        shutil.copytree(SCENARIO, folder, ignore=_not_tables)
        contacts, credit_s = SCENARIO / "actuals" / "contacts.csv.gz", CREDIT_S
    else:
        if start in JANUARY_WEEKS:
            _january(settings)
        settings["name"] = f"Anonymous Bank, week of {start}"
        settings["week"]["start"] = start
        since = JANUARY_SINCE if start in JANUARY_WEEKS else AUGUST_STARTS
        _tables(Settings.model_validate(settings), start, since, folder)
        contacts, credit_s = contacts_of(start, out / "contacts.csv"), 0.0
    if change is not None:
        change(settings)
    with (folder / "scenario.yaml").open("w", encoding="utf-8") as file:
        yaml.dump(settings, file)
    return BankWeek(start, folder, contacts, credit_s)


def _not_tables(_: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith((".csv", ".yaml"))]


def _january(settings: dict) -> None:
    """Set what differs: in January Fridays end at 14:00 and Saturdays begin at 19:00."""
    settings["opening_hours"][1]["close"] = "14:00"
    settings["opening_hours"][2]["open"] = "19:00"
    for pattern in settings["shift_patterns"]:
        if pattern["id"] == "saturday_night":
            pattern.update(start_from="19:00", start_to="21:00", longest_minutes=300)


def _tables(settings: Settings, start: dt.date, since: dt.date, out: Path) -> None:
    """Tables of a week from the contacts of the operating days before it, people since a date."""
    contacts = [one for one in read_contacts(SCENARIO / "source") if _before(one, start)]
    queues = tuple(queue.id for queue in settings.queues)
    days = presence(contacts, since)
    shifts = shifts_seen(days)
    agents = people.seen_agents(contacts, days)
    week = [start + dt.timedelta(days=n) for n in range(7)]
    unsocial = [(span.days, span.start, span.end, span.weight) for span in settings.unsocial]
    out.mkdir(parents=True)
    for name, header, rows in (
        ("history", history.HEADER, history.history_rows(contacts, queues)),
        ("agents", people.HEADER, people.agent_rows(agents)),
        (
            "skills",
            experience.HEADER,
            experience.skill_rows(contacts, [one.agent_id for one in agents], queues),
        ),
        (
            "worked",
            past.WORKED_HEADER,
            past.worked_rows(shifts, ZoneInfo(settings.site.time_zone)),
        ),
        ("ledger", past.LEDGER_HEADER, past.ledger_rows(agents, shifts, unsocial)),
        ("requests", habits.HEADER, habits.request_rows(agents, shifts, week)),
    ):
        write_table(out / f"{name}.csv", header, rows)


def _before(contact: Contact, start: dt.date) -> bool:
    return operating_date(contact.arrived_at) < start


def contacts_of(start: dt.date, out: Path, records: Path = RECORDS) -> Path:
    """Contacts of a week out of the records."""
    end = start + dt.timedelta(days=7)
    with gzip.open(records, "rt", encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(
            row for row in rows if start <= operating_date(dt.datetime.fromisoformat(row[0])) < end
        )
    return out


def scaled_hours(folder: Path, hours: float) -> None:
    """Scale everybody's contract in proportion so that all come to some hours, to half-hours.

    Halves go to those who are owed most of one (largest remainder), so that the sum is met; who
    would have less than three hours has three.
    """
    path = folder / "agents.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    factor = hours / sum(float(row["weekly_hours"]) for row in rows)
    exact = [max(6.0, 2 * factor * float(row["weekly_hours"])) for row in rows]
    halves = [int(value) for value in exact]
    owed = sorted(range(len(rows)), key=lambda n: exact[n] - halves[n], reverse=True)
    for n in owed[: max(0, round(2 * hours) - sum(halves))]:
        halves[n] += 1
    for row, count in zip(rows, halves, strict=True):
        row["weekly_hours"] = f"{count / 2:.1f}"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
