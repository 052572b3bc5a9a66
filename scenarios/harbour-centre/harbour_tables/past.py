"""``worked.csv`` and ``ledger.csv``: seventeen weeks of shifts, and the burden that they were.

The weeks go round in fours for each person, so that everybody has a Saturday and a Sunday in four
weeks, days off mostly come in pairs and nobody works more than five days in a row:

======== === === === === === === === ===========================================
week     mon tue wed thu fri sat sun
======== === === === === === === === ===========================================
saturday  .   x   x   x   x   x   .   usual hours
plain     x   x   x   x   x   .   .   usual hours
sunday    x   x   x   x   .   .   x   long days (9 hours), 6 hours on Sunday
rest      x   x   x   x   .   .   .   long days, after the Sunday
======== === === === === === === === ===========================================

Part-timers work the first days of these, as many as their hours fill. Shifts lie inside opening
hours, from 08:00 to 20:00 at most, so that there are always 12 hours between two of them; a long
late is cut at closing. Everybody has a week of leave. On a bank holiday every other person works, a
Sunday's hours.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from harbour_tables.chance import stream
from harbour_tables.history import BANK_HOLIDAYS
from harbour_tables.people import PEOPLE, Person
from harbour_tables.table import Table

FIRST_MONDAY = dt.date(2026, 5, 4)
WEEKS = 17
ZONE = ZoneInfo("Europe/London")

LEDGER_WEEKS = 8

NOT_IN_LEDGER = ("H12", "H13", "H21", "H22")
"""Whose contract is for evenings or weekends, or for none: their hours make no debt either way."""

_CYCLE = ((1, 2, 3, 4, 5), (0, 1, 2, 3, 4), (0, 1, 2, 3, 6), (0, 1, 2, 3))
_USUAL_MINUTES, _LONG_MINUTES, _SUNDAY_MINUTES = 480, 540, 360
_SUNDAY, _SATURDAY = 6, 5
_STARTS_MINUTES = {"early": (480, 510, 540), "middle": (570, 600, 660), "late": (690, 720)}
_CLOSING_MINUTES = 1200
_KINDS = ("early", "middle", "late")


@dataclass(frozen=True)
class Shift:
    """A shift worked: operating day, start in minutes after its midnight, length with breaks."""

    agent_id: str
    day: dt.date
    start_minutes: int
    minutes: int

    @property
    def end_minutes(self) -> int:
        """End in minutes after the day's midnight."""
        return self.start_minutes + self.minutes

    def moment(self, minutes: int) -> str:
        """ISO time with offset; all of it lies in summer time."""
        at = dt.datetime.combine(self.day, dt.time(*divmod(minutes, 60)), tzinfo=ZONE)
        return at.isoformat(timespec="minutes")


def weeks_away(seed: int) -> dict[str, tuple[dt.date, dt.date]]:
    """Monday and Friday of each person's week of leave, which is none of the last two."""
    chance = stream(seed, "leave")
    mondays = {
        person.agent_id: FIRST_MONDAY + dt.timedelta(weeks=chance.randrange(WEEKS - 2))
        for person in PEOPLE
        if not person.first_day
    }
    return {who: (monday, monday + dt.timedelta(days=4)) for who, monday in mondays.items()}


def shifts(seed: int) -> list[Shift]:
    """Shifts of the seventeen weeks, by person and day."""
    chance = stream(seed, "worked")
    away = weeks_away(seed)
    worked: list[Shift] = []
    for number, person in enumerate(PEOPLE):
        if person.first_day:
            continue
        for week in range(WEEKS):
            if FIRST_MONDAY + dt.timedelta(weeks=week) != away[person.agent_id][0]:
                worked.extend(_week(chance, person, number, week))
    return worked


def _week(chance: random.Random, person: Person, number: int, week: int) -> list[Shift]:
    # Neighbours in the list start a week apart, so that each weekend has its share of people.
    turn = (number + week) % len(_CYCLE)
    kind = _kind(chance, person, number, week)
    days, minutes = _days(person, turn)
    worked: list[Shift] = []
    for weekday in days:
        day = FIRST_MONDAY + dt.timedelta(days=7 * week + weekday)
        if day in BANK_HOLIDAYS:
            # Of the adults whose turn it is to work this Monday, every other one does.
            if number % 2 or person.is_young or person.contract == "office_hours":
                continue
            worked.append(Shift(person.agent_id, day, 600, _SUNDAY_MINUTES))
        elif weekday == _SUNDAY:
            worked.append(Shift(person.agent_id, day, 600, _SUNDAY_MINUTES))
        elif weekday == _SATURDAY:
            worked.append(Shift(person.agent_id, day, 540, min(minutes, _USUAL_MINUTES)))
        else:
            worked.append(_weekday_shift(chance, person, day, kind, minutes))
    return worked


def _kind(chance: random.Random, person: Person, number: int, week: int) -> str:
    """Kind of the week's weekday shifts."""
    if person.rotation_offset is not None:
        return _KINDS[(week + person.rotation_offset) % len(_KINDS)]
    if person.contract == "office_hours" or person.agent_id == "H09":  # H09 ends by 18:00
        return "early"
    # Round as well, but now and then two people exchange weeks.
    return chance.choice(_KINDS) if chance.random() < 0.15 else _KINDS[(week + number) % 3]


def _days(person: Person, turn: int) -> tuple[tuple[int, ...], int]:
    """Weekdays of a turn of the cycle and the length of their shifts."""
    if person.contract == "office_hours":
        return (0, 1, 2, 3, 4), _USUAL_MINUTES
    if person.opted_out_48h:  # overtime: six long days in three weeks of four
        return ((0, 1, 2, 3, 4) if turn == 3 else (0, 1, 2, 3, 4, 5)), _LONG_MINUTES
    fixed = {
        "H10": (0, 1, 2) if turn else (1, 2, 5),  # 22.5 hours, never a Friday
        "H12": (0, 1, 2, 3),  # four evenings
        "H21": (4, 5, 6),  # weekends
        "H22": (0, 1, 2, 3),
        "H23": (0, 1, 2, 3) if turn else (1, 2, 3, 5),
    }.get(person.agent_id)
    if fixed is not None:
        minutes = {"H10": _USUAL_MINUTES, "H12": 240, "H21": 360, "H22": 300, "H23": 300}
        return fixed, minutes[person.agent_id]
    days = _CYCLE[turn]
    if person.weekly_hours < 37.5:
        days = days[-4:]  # four days of the usual length make 30 hours
    if person.is_young:
        # At most 8 hours a day, two days off together every week, and a lunch in every shift.
        return ((0, 1, 2, 5) if turn == 0 else (0, 1, 2, 3)), _USUAL_MINUTES
    long_week = turn >= 2 and person.weekly_hours >= 37.5
    return days, _LONG_MINUTES if long_week else _USUAL_MINUTES


def _weekday_shift(
    chance: random.Random, person: Person, day: dt.date, kind: str, minutes: int
) -> Shift:
    if person.agent_id in ("H12", "H21"):  # evenings until closing
        start, minutes = 960, 240
    elif person.agent_id == "H22" or person.contract == "office_hours":  # school hours, office
        start = 540
    elif person.works_short_shifts:
        start = chance.choice((540, 600, 660, 780))
    else:
        start = chance.choice(_STARTS_MINUTES[kind])
    return Shift(person.agent_id, day, start, min(minutes, _CLOSING_MINUTES - start))


def worked(seed: int) -> Table:
    """Table of the shifts."""
    rows = [
        [shift.agent_id, shift.moment(shift.start_minutes), shift.moment(shift.end_minutes)]
        for shift in shifts(seed)
    ]
    return Table("worked.csv", ("agent_id", "start", "end"), rows)


def unsocial_hours(shift: Shift) -> float:
    """Weighted unsocial hours of a shift, by the spans that scenario.yaml states."""
    weekday = _SUNDAY if shift.day in BANK_HOLIDAYS else shift.day.weekday()
    if weekday == _SUNDAY:
        return 1.5 * _overlap_hours(shift, 600, 960)
    if weekday == _SATURDAY:
        return _overlap_hours(shift, 540, 1020)
    return _overlap_hours(shift, 1080, 1200)


def _overlap_hours(shift: Shift, start: int, end: int) -> float:
    return max(0, min(end, shift.end_minutes) - max(start, shift.start_minutes)) / 60


def ledger(seed: int) -> Table:
    """Table of burden and contracted hours in the last eight weeks, weeks of leave left out.

    None of whoever starts, and of :data:`NOT_IN_LEDGER`. Overtime that was offered (the Saturdays
    of the one opted out of 48 hours) is no burden that others owe for.
    """
    since = FIRST_MONDAY + dt.timedelta(weeks=WEEKS - LEDGER_WEEKS)
    offered = {person.agent_id for person in PEOPLE if person.opted_out_48h}
    by_person: dict[str, list[Shift]] = {}
    for shift in shifts(seed):
        if shift.day >= since:
            by_person.setdefault(shift.agent_id, []).append(shift)
    rows: list[list[object]] = []
    for person in PEOPLE:
        mine = by_person.get(person.agent_id)
        if mine and person.agent_id not in NOT_IN_LEDGER:
            weeks = {(shift.day - FIRST_MONDAY).days // 7 for shift in mine}
            burden = sum(
                unsocial_hours(shift)
                for shift in mine
                if person.agent_id not in offered or shift.day.weekday() != _SATURDAY
            )
            rows.append([person.agent_id, f"{burden:.2f}", f"{person.weekly_hours * len(weeks):g}"])
    return Table("ledger.csv", ("agent_id", "unsocial_hours", "contracted_hours"), rows)
