"""What a first scenario is to hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from allocator.domain.settings import OpeningSpan
from allocator.drafting.people_list import Person
from allocator.drafting.shift_menu import ShiftMenu

VolumeSource = Literal["export", "table", "per_day"]
"""Where the contacts come from: records, a typical week's table, or numbers per weekday."""


@dataclass(frozen=True)
class Queue:
    """A queue by its id, and its name for people."""

    id: str
    name: str


@dataclass(frozen=True)
class Volumes:
    """The contacts that the forecast is made from.

    Parameters
    ----------
    file
        ``history.csv`` or ``volumes.csv``.
    text
        Its content.
    origin
        Name of the file that they were taken from; empty for numbers per day.
    aht_assumed_s
        Handling time where it was not in the records but given or assumed.
    """

    source: VolumeSource
    file: str
    text: str
    interval_minutes: int
    origin: str = ""
    aht_assumed_s: float | None = None


@dataclass(frozen=True)
class Draft:
    """All answers, checked and worked out.

    Parameters
    ----------
    target_share, target_s
        Service level wanted of every queue.
    seats
        Most people on the phone at once; ``None`` where seats do not bind.
    outside_share
        Share of the recorded contacts that came outside the opening hours.
    """

    name: str
    time_zone: str
    week_start: dt.date
    spans: tuple[OpeningSpan, ...]
    day_starts_at: int
    queues: tuple[Queue, ...]
    volumes: Volumes
    people: tuple[Person, ...]
    menu: ShiftMenu
    seats: int | None
    target_share: float
    target_s: float
    outside_share: float = 0.0


def interval_over(history_interval_minutes: int) -> int:
    """Grid of the rota for a history's interval: quarter-hours, which shifts and breaks lie on.

    Only a history that no quarter-hour divides, such as one of 20 minutes, needs another.
    """
    return 15 if history_interval_minutes % 15 == 0 else 5
