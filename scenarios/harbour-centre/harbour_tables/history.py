"""``history.csv``: twelve weeks of half-hours from a stated process.

For each half-hour and queue the mean number of contacts is

    day's volume × trend ^ weeks × weekday's share × half-hour's share × day's factor

and the number is Poisson around that mean times a gamma factor, so that it varies more than
Poisson does (its variance is mean + (0.1 × mean)²). Two gamma factors make the day: one of all
queues (spread 4%), one of each queue (3%).

The mean handling time of n contacts is gamma with a spread of 0.75/√n around the queue's mean,
which is 4% higher after 16:00. Callers wait: the mean wait of a half-hour is gamma around 30 s ×
(busyness of the half-hour)², and each gives up with probability wait / patience, so that time
waited over the number who gave up is the patience. Of chat and email no waits are recorded.
"""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

from harbour_tables.chance import binomial, factor, poisson, stream
from harbour_tables.table import Table

COLUMNS = ("interval_start", "queue", "contacts", "aht_s", "abandoned", "mean_wait_s")

FIRST_DAY = dt.date(2026, 5, 25)
LAST_DAY = dt.date(2026, 8, 16)
"""The day before the rota is published: planning knows no more."""

BANK_HOLIDAYS = (dt.date(2026, 5, 4), dt.date(2026, 5, 25))
"""Early May and Spring bank holiday: run like Sundays, as scenario.yaml says of all."""

HALF_HOURS = {"weekday": (16, 40), "saturday": (18, 34), "sunday": (20, 32)}
"""First and last (left out) half-hour of the day that is open."""


@dataclass(frozen=True)
class Channel:
    """How the contacts of a queue come.

    Parameters
    ----------
    contacts_a_day
        Mean of a weekday in the first week.
    trend
        Factor from one week to the next.
    weekday_shares
        Monday to Sunday, of the mean weekday.
    peaks
        Hour, height and width in hours of each bump over an even day.
    aht_s
        Mean handling time; of a chat that is the only one its agent has in hand.
    patience_s
        Mean patience; ``None`` where no waits are recorded.
    """

    queue: str
    contacts_a_day: float
    trend: float
    weekday_shares: tuple[float, ...]
    peaks: tuple[tuple[float, float, float], ...]
    aht_s: float
    patience_s: float | None = None


CHANNELS = (
    # people buy at lunch and after work, and on Saturdays
    Channel("sales", 215, 1.003, (1.04, 0.98, 0.96, 0.98, 1.04, 0.62, 0.30),
            ((12.5, 0.8, 1.5), (17.5, 0.9, 1.5)), 330, 150),
    # what went wrong at the weekend is told on Monday morning
    Channel("service", 330, 1.004, (1.20, 1.02, 0.96, 0.92, 0.90, 0.44, 0.21),
            ((10.0, 1.3, 1.4), (14.5, 0.6, 1.8)), 285, 240),
    # grows, and grows towards the evening
    Channel("chat", 150, 1.008, (1.06, 1.00, 0.98, 0.98, 0.98, 0.50, 0.30),
            ((13.0, 0.6, 1.8), (18.5, 0.8, 1.6)), 520),
    # written in the morning, and in the office
    Channel("email", 78, 0.996, (1.25, 1.05, 0.95, 0.90, 0.85, 0.34, 0.20),
            ((9.5, 1.5, 1.5), (13.5, 0.6, 1.5)), 340),
)  # fmt: skip


def history(seed: int) -> Table:
    """Table of the contacts."""
    chance = stream(seed, "history")
    rows: list[list[object]] = []
    for number in range((LAST_DAY - FIRST_DAY).days + 1):
        rows.extend(_day_rows(chance, FIRST_DAY + dt.timedelta(days=number), number // 7))
    return Table("history.csv", COLUMNS, rows)


def _day_rows(chance: random.Random, day: dt.date, week: int) -> Iterator[list[object]]:
    weekday = 6 if day in BANK_HOLIDAYS else day.weekday()
    first, end = HALF_HOURS["weekday" if weekday < 5 else "saturday" if weekday == 5 else "sunday"]
    busyness = factor(chance, 0.04)
    day_means = [
        channel.contacts_a_day
        * channel.trend**week
        * channel.weekday_shares[weekday]
        * busyness
        * factor(chance, 0.03)
        for channel in CHANNELS
    ]
    for half_hour in range(first, end):
        at = f"{day}T{half_hour // 2:02d}:{half_hour % 2 * 30:02d}"
        for channel, day_mean in zip(CHANNELS, day_means, strict=True):
            heights = [height(channel, number) for number in range(first, end)]
            mean = day_mean * heights[half_hour - first] / sum(heights)
            contacts = poisson(chance, mean * factor(chance, 0.1))
            busy = heights[half_hour - first] / max(heights)
            yield [
                at,
                channel.queue,
                contacts,
                *_answers(chance, channel, contacts, busy, half_hour),
            ]


def height(channel: Channel, half_hour: int) -> float:
    """Height of the day's curve in the middle of a half-hour."""
    hour = half_hour / 2 + 0.25
    return 0.6 + sum(
        height * math.exp(-(((hour - peak) / width) ** 2)) for peak, height, width in channel.peaks
    )


def _answers(
    chance: random.Random, channel: Channel, contacts: int, busy: float, half_hour: int
) -> list[object]:
    """Mean handling time, number who gave up and mean wait; empty where nothing is known."""
    abandoned: int | str = ""
    mean_wait_s: float | str = ""
    answered = contacts
    if channel.patience_s is not None:
        mean_wait_s = round(30 * busy**2 * factor(chance, 0.6), 1) if contacts else 0.0
        abandoned = binomial(chance, contacts, mean_wait_s / channel.patience_s)
        answered -= abandoned
    aht_s = ""
    if answered:
        usual_s = channel.aht_s * (1.04 if half_hour >= 32 else 1.0)
        aht_s = f"{usual_s * factor(chance, 0.75 / math.sqrt(answered)):.1f}"
    return [aht_s, abandoned, mean_wait_s]
