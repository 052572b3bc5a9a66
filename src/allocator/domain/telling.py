"""Who must be told of a change, by when, and whether they can be told at work."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from allocator.domain.day_change import DayChange
from allocator.domain.grid import UTC
from allocator.domain.rota import Rota, minutes_between
from allocator.domain.scenario import Scenario


class TellHow(StrEnum):
    """How somebody can be reached."""

    AT_WORK = "at_work"
    CALL = "call"


@dataclass(frozen=True)
class Telling:
    """When somebody must have been told of a change.

    Parameters
    ----------
    tell_by
        First moment at which something is otherwise. Of somebody who is to come or go at another
        time, and whose last shift before it ends earlier, that end.
    notice_hours
        From now to the first moment at which something is otherwise.
    how
        At work, where the person has a shift between now and then, or comes to the shift at the
        time they know; else by a call.
    """

    change: DayChange
    tell_by: dt.datetime
    notice_hours: float
    how: TellHow


def telling(scenario: Scenario, standing: Rota, change: DayChange, now: dt.datetime) -> Telling:
    """Work out by when somebody must be told of a change.

    Parameters
    ----------
    standing
        The rota as people know it, those who are away left out.
    """
    zone = scenario.grid.zone
    moment, told_at = change.from_moment.astimezone(UTC), now.astimezone(UTC)
    at_work = [
        shift.end.astimezone(UTC)
        for shift in standing.shifts(change.agent_id)
        if shift.start.astimezone(UTC) < moment and shift.end.astimezone(UTC) > told_at
    ]
    by = min([moment, *at_work[-1:]])
    comes_anyway = not change.kind.moves_shift
    return Telling(
        change=change,
        tell_by=(moment if comes_anyway else by).astimezone(zone),
        notice_hours=max(0.0, minutes_between(now, change.from_moment) / 60),
        how=TellHow.AT_WORK if at_work or comes_anyway else TellHow.CALL,
    )
