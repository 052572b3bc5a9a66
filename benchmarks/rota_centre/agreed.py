"""What is agreed with people: a fifth have leave or limits, others ask, meet and learn."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rota_centre.chance import dealt, stream, write_table
from benchmarks.rota_centre.people import Person
from benchmarks.rota_centre.queues import Pool
from benchmarks.rota_centre.settings import WEEK_START

_LIMITED_SHARE = 0.2
_ASKING_SHARE = 0.3
_COACHED_SHARE = 0.08
_ONE_TO_ONE_SHARE = 0.08
_PINNED_SHARE = 0.03
_TRAINING_SIZE, _PEOPLE_A_TRAINING = 5, 50
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Agreed:
    """Who has leave or limits, and the hours that leave and meetings take off the phone.

    Parameters
    ----------
    leave_hours, away_hours
        By agent: paid hours of leave, and hours at activities.
    never_on
        By agent: weekdays that are never worked, 0 for Monday.
    """

    limited: frozenset[str]
    leave_hours: dict[str, float]
    away_hours: dict[str, float]
    never_on: dict[str, frozenset[int]]


def write_agreed(
    folder: Path, everybody: Sequence[Person], seed: int, pools: Sequence[Pool]
) -> Agreed:
    """Write leave, availability, adjustments, requests, activities, goals and pins."""
    number = len(everybody)
    chance = stream(seed, number, "limits")
    chosen = chance.sample(everybody, round(_LIMITED_SHARE * number))
    kinds = dealt(chance, {"leave": 0.45, "hours": 0.35, "adjusted": 0.2}, len(chosen))
    by_kind = {
        kind: [person for person, mine in zip(chosen, kinds, strict=True) if mine == kind]
        for kind in ("leave", "hours", "adjusted")
    }
    leave_hours = _leave(folder, stream(seed, number, "leave"), by_kind["leave"])
    never_on = _availability(folder, stream(seed, number, "availability"), by_kind["hours"])
    _adjustments(folder, stream(seed, number, "adjustments"), by_kind["adjusted"])
    _requests(folder, stream(seed, number, "requests"), everybody)
    limited = frozenset(person.agent_id for person in chosen)
    free = [person for person in everybody if person.agent_id not in limited]
    away_hours = _activities(folder, stream(seed, number, "activities"), free, number)
    quiet = [person for person in free if person.agent_id not in away_hours]
    _pins(folder, stream(seed, number, "pins"), quiet, number)
    _goals(folder, everybody, pools)
    return Agreed(limited, leave_hours, away_hours, never_on)


def _leave(folder: Path, chance: random.Random, who: Sequence[Person]) -> dict[str, float]:
    """Leave of some days, each in the place of an ordinary shift."""
    rows: list[tuple[object, ...]] = []
    hours: dict[str, float] = {}
    for person in who:
        contract = person.contract
        days = contract.shifts if chance.random() < 0.35 else chance.randint(1, contract.shifts - 1)
        first = WEEK_START + dt.timedelta(days=chance.randint(0, 5 - days))
        last = first + dt.timedelta(days=days - 1)
        if days == contract.shifts:  # the whole week
            day_hours = contract.weekly_hours / 7
            first, last = WEEK_START, WEEK_START + dt.timedelta(days=6)
        else:
            day_hours = contract.day_hours
        rows.append((person.agent_id, first, last, f"{day_hours:.4g}"))
        hours[person.agent_id] = days * contract.day_hours
    header = ("agent_id", "first_day", "last_day", "paid_hours_a_day")
    write_table(folder / "leave.csv", header, rows)
    return hours


def _availability(
    folder: Path, chance: random.Random, who: Sequence[Person]
) -> dict[str, frozenset[int]]:
    """Days off that stay, daytime hours, and school hours or evenings for short shifts."""
    rows: list[tuple[str, str, str, str]] = []
    for person in who:
        kind = chance.random()
        if person.contract.id == "short_shifts":
            since, until = ("09:00", "15:00") if kind < 0.6 else ("16:00", "22:00")
            rows.append((person.agent_id, "|".join(_DAYS[:5]), since, until))
            rows.append((person.agent_id, "|".join(_DAYS[5:]), "", ""))
        elif kind < 0.4:
            rows.append((person.agent_id, chance.choice(_DAYS), "", ""))
        elif kind < 0.7 or person.contract.id == "four_days":
            rows.append((person.agent_id, "|".join(_DAYS[5:]), "", ""))
        else:
            rows.append((person.agent_id, "all", "07:00", "18:00"))
    write_table(
        folder / "availability.csv", ("agent_id", "days", "available_from", "available_to"), rows
    )
    return {
        agent_id: frozenset(_DAYS.index(day) for day in days.split("|"))
        for agent_id, days, since, _ in rows
        if not since
    }


def _adjustments(folder: Path, chance: random.Random, who: Sequence[Person]) -> None:
    rows: list[tuple[object, ...]] = []
    for person in who:
        long_day = person.contract.id == "four_days"
        options = [
            ("end_not_after", "20:00"),
            ("start_not_before", "09:00"),
            ("unbroken_work_minutes_max", "180" if long_day else "150"),
            ("days_in_a_row_max", "4"),
        ]
        rows.append((person.agent_id, *chance.choice(options)))
    write_table(folder / "adjustments.csv", ("agent_id", "kind", "value"), rows)


def _requests(folder: Path, chance: random.Random, everybody: Sequence[Person]) -> None:
    """One wish each of three in ten, two of every tenth; most of them for a day off."""
    rows: list[tuple[object, ...]] = []
    for person in everybody:
        draw = chance.random()
        wishes = 2 if draw < _ASKING_SHARE / 3 else 1 if draw < _ASKING_SHARE else 0
        for day in sorted(chance.choices(range(7), (1, 1, 1, 1, 2, 3, 3), k=wishes)):
            date = WEEK_START + dt.timedelta(days=day)
            if any(row[0] == person.agent_id and row[1] == date for row in rows[-1:]):
                continue
            weight = 2 if chance.random() < 0.2 else 1
            if chance.random() < 0.65:
                rows.append((person.agent_id, date, "day_off", "", "", weight))
            else:
                window = chance.choice((("06:00", "09:00"), ("08:00", "10:30"), ("11:00", "16:00")))
                rows.append((person.agent_id, date, "start_between", *window, weight))
    write_table(
        folder / "requests.csv",
        ("agent_id", "date", "kind", "start_from", "start_to", "weight"),
        rows,
    )


def _activities(
    folder: Path, chance: random.Random, free: Sequence[Person], number: int
) -> dict[str, float]:
    """Coaching and one-to-ones in windows of days, training for five, and a few fixed hours."""
    rows: list[tuple[object, ...]] = []
    hours: dict[str, float] = {}
    learners = list(free)
    chance.shuffle(learners)
    leads = [learners.pop() for _ in range(max(1, round(number / 15)))]

    def hold(kind: str, who: Sequence[Person], minutes: int, times: Sequence[str]) -> None:
        for person in who:
            hours[person.agent_id] = hours.get(person.agent_id, 0.0) + minutes / 60
        names = "|".join(person.agent_id for person in who)
        rows.append((f"{kind}_{len(rows) + 1}", kind, names, minutes, *times))

    def window(minutes_a_day: tuple[str, str], days: int) -> tuple[str, str, str]:
        first = chance.randint(0, 5 - days)
        start = WEEK_START + dt.timedelta(days=first)
        end = start + dt.timedelta(days=days - 1)
        return "", f"{start}T{minutes_a_day[0]}", f"{end}T{minutes_a_day[1]}"

    for share, kind, minutes in (
        (_COACHED_SHARE, "coaching", 45),
        (_ONE_TO_ONE_SHARE, "one_to_one", 30),
    ):
        for n in range(round(share * number)):
            if learners:
                pair = (leads[n % len(leads)], learners.pop())
                hold(kind, pair, minutes, window(("09:00", "19:00"), 3))
    for n in range(round(number / _PEOPLE_A_TRAINING)):
        group = [learners.pop() for _ in range(min(_TRAINING_SIZE, len(learners)))]
        if len(group) < 2:
            break
        fixed = (f"{WEEK_START + dt.timedelta(days=chance.randint(1, 3))}T13:00", "", "")
        hold("training", group, 60, fixed if n % 3 == 0 else window(("10:00", "18:00"), 4))
    header = ("activity_id", "kind", "participants", "minutes", "start", "earliest", "latest")
    write_table(folder / "activities.csv", header, rows)
    return hours


def _pins(folder: Path, chance: random.Random, quiet: Sequence[Person], number: int) -> None:
    """Few: an afternoon off that was promised, or some hours for which somebody is needed."""
    rows: list[tuple[object, ...]] = []
    for person in chance.sample(quiet, min(len(quiet), round(_PINNED_SHARE * number))):
        date = WEEK_START + dt.timedelta(days=chance.randint(0, 4))
        if chance.random() < 0.5:
            rows.append((person.agent_id, f"{date}T12:00", f"{date}T16:00", "off", ""))
        else:
            rows.append((person.agent_id, f"{date}T11:00", f"{date}T13:00", "work", ""))
    write_table(folder / "pins.csv", ("agent_id", "start", "end", "kind", "queue"), rows)


def _goals(folder: Path, everybody: Sequence[Person], pools: Sequence[Pool]) -> None:
    """Whoever has a queue to learn is to practise it."""
    due = WEEK_START + dt.timedelta(days=45)
    rows = [
        (person.agent_id, f"learn_{queue.id}", queue.id, 8, due, 2)
        for person in everybody
        for pool in pools
        for queue in pool.queues
        if person.skills.get(queue.id, (1, 1.0))[0] == 0
    ]
    header = ("agent_id", "goal", "queue", "hours", "due", "mentor_level")
    write_table(folder / "goals.csv", header, rows)
