"""The week before, and the burden that people bring along."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.rota_centre.chance import stream, write_table
from benchmarks.rota_centre.people import Person
from benchmarks.rota_centre.settings import WEEK_START

_ZONE = ZoneInfo("Europe/London")
_LINES = {
    3: ((0, 1, 2), (2, 3, 4), (4, 5, 6)),
    4: ((0, 1, 2, 3), (1, 2, 3, 4), (3, 4, 5, 6), (0, 1, 4, 5)),
    5: ((0, 1, 2, 3, 4), (1, 2, 3, 4, 5), (2, 3, 4, 5, 6), (0, 1, 2, 3, 6), (0, 1, 4, 5, 6)),
}
"""Weekdays worked last week, by shifts in it."""

_STARTS_MINUTES = {
    "early": (360, 420, 480),
    "middle": (540, 600, 660),
    "late": (720, 780),
    "long_early": (360, 420),
    "long_late": (600, 660),
    "short": (480, 600, 780, 960),
}
_LEDGER_WEEKS = 8
_UNSOCIAL_SHARE = 0.3
"""Weighted unsocial hours in a contracted hour, in the weeks before."""


def write_past(
    folder: Path, everybody: Sequence[Person], seed: int, never_on: Mapping[str, frozenset[int]]
) -> None:
    """Write ``worked.csv`` and ``ledger.csv``.

    Parameters
    ----------
    never_on
        Weekdays that some people never work: who had worked a weekend, and works on weekdays
        alone, could not have five days in a row again at once.
    """
    chance = stream(seed, len(everybody), "past")
    worked: list[tuple[object, ...]] = []
    ledger: list[tuple[object, ...]] = []
    for person in everybody:
        contract = person.contract
        unpaid = 0 if contract.id == "short_shifts" else 30
        minutes = round(contract.day_hours * 60) + unpaid
        start = chance.choice(_STARTS_MINUTES[chance.choice(contract.kinds)])
        drawn = chance.choice(_LINES[contract.shifts])
        never = never_on.get(person.agent_id, frozenset())
        fitting = (line for line in (drawn, *_LINES[contract.shifts]) if never.isdisjoint(line))
        for weekday in next(fitting):
            midnight = dt.datetime.combine(
                WEEK_START - dt.timedelta(days=7 - weekday), dt.time(), tzinfo=_ZONE
            )
            begin = midnight + dt.timedelta(minutes=start)
            end = begin + dt.timedelta(minutes=minutes)
            worked.append((person.agent_id, _moment(begin), _moment(end)))
        hours = _LEDGER_WEEKS * contract.weekly_hours
        burden = chance.choice((0.8, 0.9, 1.0, 1.0, 1.1, 1.2)) * _UNSOCIAL_SHARE * hours
        ledger.append((person.agent_id, f"{burden:.2f}", f"{hours:g}"))
    write_table(folder / "worked.csv", ("agent_id", "start", "end"), worked)
    write_table(folder / "ledger.csv", ("agent_id", "unsocial_hours", "contracted_hours"), ledger)


def _moment(at: dt.datetime) -> str:
    return at.isoformat(timespec="minutes")
