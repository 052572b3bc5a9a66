"""The call records that every table is made from, and the presence that they show."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

SERVICE_CAP_S = 3_600
"""Longest service believed: the records hold one of ten hours, plainly a line left open."""

DAY_STARTS_AT_HOUR = 4
"""An operating day runs from 04:00 to 04:00: what happens after midnight belongs to the evening
before, as with the agents who answer until a minute or two past 24:00."""

PLANNED_WEEK_STARTS = dt.datetime(1999, 8, 22, DAY_STARTS_AT_HOUR)  # noqa: DTZ001 — local, as recorded
"""First moment of the planned week: nothing at or after it may be read."""

AUGUST_STARTS = dt.date(1999, 8, 1)
"""First operating day of the three weeks that hours, habits and shifts are read from."""

MINUTES_TRIVIAL = 30
"""A day on which an agent was seen for less than this is no shift."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One call that reached a queue.

    Parameters
    ----------
    arrived_at
        Local clock time, without offset as recorded.
    vru_s, queue_s
        Seconds in the menu before the queue, and in the queue.
    service_s
        Seconds of service as recorded; ``None`` where the caller hung up.
    agent
        Pseudonym; empty where nobody answered or the records do not say who did.
    """

    arrived_at: dt.datetime
    queue: str
    vru_s: int
    queue_s: int
    service_s: int | None
    agent: str

    @property
    def believed_service_s(self) -> int | None:
        """Service, no longer than :data:`SERVICE_CAP_S`."""
        return None if self.service_s is None else min(self.service_s, SERVICE_CAP_S)

    @property
    def answered_at(self) -> dt.datetime:
        """Moment of the answer (of hanging up where there was none)."""
        return self.arrived_at + dt.timedelta(seconds=self.vru_s + self.queue_s)

    @property
    def ended_at(self) -> dt.datetime:
        """End of the believed service."""
        return self.answered_at + dt.timedelta(seconds=self.believed_service_s or 0)


@dataclass(frozen=True, slots=True)
class PresentDay:
    """An agent's operating day as the calls show it: first answer to last end."""

    agent: str
    date: dt.date
    first_answer: dt.datetime
    last_end: dt.datetime

    @property
    def minutes(self) -> float:
        """Elapsed minutes; no change of the clocks falls in these weeks' nights."""
        return (self.last_end - self.first_answer).total_seconds() / 60

    @property
    def week(self) -> int:
        """Number of the week, Sunday to Saturday, counted from 1 August."""
        return (self.date - AUGUST_STARTS).days // 7


def operating_date(moment: dt.datetime) -> dt.date:
    """Operating day that a local moment belongs to."""
    return (moment - dt.timedelta(hours=DAY_STARTS_AT_HOUR)).date()


def read_contacts(source: Path) -> list[Contact]:
    """Read ``source/contacts.csv.gz``, in order of arrival.

    Raises
    ------
    ValueError
        If a row belongs to the planned week, which nothing here may know.
    """
    contacts: list[Contact] = []
    with gzip.open(source / "contacts.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            arrived_at = dt.datetime.fromisoformat(row["arrived_at"])
            if arrived_at >= PLANNED_WEEK_STARTS:
                raise ValueError(f"source/contacts.csv.gz holds the planned week: {arrived_at}")
            service = row["service_s"]
            contacts.append(
                Contact(
                    arrived_at=arrived_at,
                    queue=row["queue"],
                    vru_s=int(row["vru_s"]),
                    queue_s=int(row["queue_s"]),
                    service_s=int(service) if service else None,
                    agent=row["agent"],
                )
            )
    return contacts


def presence(contacts: Iterable[Contact], since: dt.date = AUGUST_STARTS) -> list[PresentDay]:
    """Days from a date on, by default 1–21 August, on which an agent was seen, by agent and date.

    Services of no length (the agent's line hung up at once) do not show that anybody was there.
    """
    spans: defaultdict[tuple[str, dt.date], list[dt.datetime]] = defaultdict(list)
    for contact in contacts:
        date = operating_date(contact.arrived_at)
        if contact.agent and contact.service_s and date >= since:
            spans[contact.agent, date] += [contact.answered_at, contact.ended_at]
    return [
        PresentDay(agent, date, min(moments), max(moments))
        for (agent, date), moments in sorted(spans.items())
    ]


def shifts_seen(days: Iterable[PresentDay]) -> list[PresentDay]:
    """Days that count as shifts: those of at least :data:`MINUTES_TRIVIAL`."""
    return [day for day in days if day.minutes >= MINUTES_TRIVIAL]


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV file, the same bytes on every machine."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode("utf-8"))
