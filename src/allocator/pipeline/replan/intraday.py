"""The running day in a replan: what came so far, made into events, and where the rest will miss.

What is now expected of the rest of the day becomes events like any other, a change of volume and
one of handling time for each queue, so that the search, the independent check and the log of the
replan know it in the same way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allocator.domain.demand import Requirement
from allocator.domain.event_of_day import Event, HandlingTime, SpecialEventOfDay, Volume
from allocator.domain.grid import UTC
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.forecast.intraday.rest_of_day import RestOfDay
from allocator.pipeline.reforecast import reforecast_from, rest_json
from allocator.pipeline.replan.rest_outlook import (
    IntervalOutlook,
    by_pool,
    outlook_json,
    rest_outlook,
)

_LEAST_CHANGE = 0.005
"""A change by less than this share is none."""
_MOST_OF_ALL, _LEAST_OF_ALL = 20.0, -0.99
"""Between these an event may change what is expected."""

Changes = type[Volume] | type[HandlingTime]


@dataclass(frozen=True)
class RunningDay:
    """A day that runs, forecast again, and what that changes.

    Parameters
    ----------
    events
        Changes over what was expected before, by queue, from now to the end of the day; empty
        where nothing is recorded yet, the day is over, or it goes as planned.
    """

    rest: RestOfDay
    events: tuple[Event, ...]


@dataclass(frozen=True)
class DayOutlook:
    """Where a running day will miss its targets, by queue and interval.

    Parameters
    ----------
    standing
        Under the rota as it stands: nothing is done.
    replanned
        Under another one; empty where there is none.
    """

    day: RunningDay
    standing: tuple[IntervalOutlook, ...]
    replanned: tuple[IntervalOutlook, ...] = ()


def running_day(
    scenario: Scenario, so_far: Path, now: dt.datetime, earlier: Iterable[Event] = ()
) -> RunningDay:
    """Forecast the rest of a day again and say what it changes.

    Parameters
    ----------
    scenario
        As it was planned, before any event.
    so_far
        File with the columns of ``history.csv``: what ``forecast --so-far`` takes.
    now
        Aware; of the file, intervals that are over by then are read.
    earlier
        Events known before: changes that they make already are not made again.

    Raises
    ------
    InputError
        If the file is not sound, with every problem found, or the moment is in no planned day.
    """
    rest = reforecast_from(scenario, so_far, now)
    if rest.counted_until is None or not rest.starts:
        return RunningDay(rest, ())
    known = list(earlier)
    grid = scenario.grid
    until = grid.moment(grid.day_bounds[grid.days.index(rest.day) + 1])
    events: list[Event] = []
    for q, queue in enumerate(rest.queues):
        for kind, factor in (
            (Volume, rest.factor[q]),
            (HandlingTime, rest.handling_factor[q]),
        ):
            change = float(factor) / _already(scenario, rest, q, known, kind) - 1.0
            change = round(min(max(change, _LEAST_OF_ALL), _MOST_OF_ALL), 4)
            if abs(change) >= _LEAST_CHANGE:
                events.append(kind(start=now, until=until, queues=(queue,), change_share=change))
    return RunningDay(rest, tuple(events))


def day_outlook(
    scenario: Scenario,
    day: RunningDay,
    planned: tuple[Requirement, ...],
    expected: tuple[Requirement, ...],
    standing: Rota,
    replanned: Rota | None = None,
) -> DayOutlook:
    """Say where the rest of a running day will miss its targets.

    Parameters
    ----------
    planned, expected
        Need of the whole week as planned, and after all events.
    standing, replanned
        The rota if nobody does anything, and another one beside it.
    """
    found = [
        rest_outlook(scenario, planned, expected, rota, day.rest)
        for rota in (standing, replanned)
        if rota is not None
    ]
    return DayOutlook(day, *found)


def day_outlook_json(scenario: Scenario, outlook: DayOutlook) -> dict[str, Any]:
    """Return the running day as plain data: the forecast, and service by pool and queue."""
    return {
        "forecast": rest_json(outlook.day.rest),
        **{
            name: {"pools": outlook_json(by_pool(scenario, rows)), "queues": outlook_json(rows)}
            for name, rows in (("standing", outlook.standing), ("replanned", outlook.replanned))
            if rows
        },
    }


def _already(
    scenario: Scenario, rest: RestOfDay, q: int, known: Sequence[Event], kind: Changes
) -> float:
    """Return what earlier events make of the rest of the day, over what was planned for it.

    Parameters
    ----------
    q
        Number of the queue in the forecast.
    """
    kinds = (HandlingTime,) if kind is HandlingTime else (Volume, SpecialEventOfDay)
    mine = [
        event
        for event in known
        if isinstance(event, kinds) and (not event.queues or rest.queues[q] in event.queues)
    ]
    planned = changed = 0.0
    for row, start in enumerate(rest.starts):
        moment = start.replace(tzinfo=scenario.grid.zone).astimezone(UTC)
        contacts = float(rest.planned[row, q])
        planned += contacts
        for event in mine:
            if event.start.astimezone(UTC) <= moment < event.until.astimezone(UTC):
                contacts *= 1.0 + event.change_share
        changed += contacts
    return changed / planned if planned and changed else 1.0
