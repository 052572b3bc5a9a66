"""The rest of a running day under a rota: where it will miss its targets, interval by interval."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from allocator.demand.arrays import Floats
from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.forecast.intraday.rest_of_day import RestOfDay
from allocator.verify.service_state import ServiceState


class Outlook(StrEnum):
    """Whether an interval is expected to meet its target, and how sure that is."""

    MET = "met"
    """Even with the contacts of the upper end of the range."""
    AT_RISK = "at risk"
    """As expected it is met, and with the contacts of the upper end not."""
    LIKELY_MISSED = "likely missed"
    """As expected it is missed, and with the contacts of the lower end not."""
    MISSED = "missed"
    """Even with the contacts of the lower end of the range."""


@dataclass(frozen=True)
class IntervalOutlook:
    """A queue, or a pool's queues together, in one interval of the rest of a day.

    Parameters
    ----------
    start
        Clock reading of the site; intervals are those of ``history.csv``.
    name
        Id of the queue, or of the pool.
    planned, expected, p10, p90
        Contacts as planned and as now expected, with the range that holds eight outcomes in ten.
        Of a pool the ends are those of all its queues at once, which is wider.
    target_share
        Share to be answered in time; of a pool weighted by its contacts.
    share_planned, share, share_p10, share_p90
        Share answered in time under the rota with each of those contacts.
    """

    start: dt.datetime
    name: str
    planned: float
    expected: float
    p10: float
    p90: float
    target_share: float
    share_planned: float
    share: float
    share_p10: float
    share_p90: float

    @property
    def late(self) -> float:
        """Contacts expected to be answered late or lost."""
        return self.expected * (1.0 - self.share)

    @property
    def outlook(self) -> Outlook:
        """Whether the target will be met."""
        if self.share < self.target_share:
            sure = self.share_p10 < self.target_share
            return Outlook.MISSED if sure else Outlook.LIKELY_MISSED
        return Outlook.AT_RISK if self.share_p90 < self.target_share else Outlook.MET


def rest_outlook(
    scenario: Scenario,
    planned: tuple[Requirement, ...],
    expected: tuple[Requirement, ...],
    rota: Rota,
    rest: RestOfDay,
) -> tuple[IntervalOutlook, ...]:
    """Return the rest of a day by interval and queue under a rota.

    Parameters
    ----------
    planned, expected
        Need of the whole week: as planned, and as it is known now.
    rest
        The day forecast again, whose ranges are taken.
    """
    ranges = {
        (start, queue): (rest.expected[row, q], rest.p10[row, q], rest.p90[row, q])
        for row, start in enumerate(rest.starts)
        for q, queue in enumerate(rest.queues)
    }
    low, high = (_at_end(scenario, expected, ranges, end) for end in (1, 2))
    cells = [_cells(scenario, rows, rota, rest.starts) for rows in (planned, expected, low, high)]
    found: list[IntervalOutlook] = []
    for start in rest.starts:
        for queue in scenario.settings.queues:
            place = start, queue.id
            if place not in cells[0]:
                continue
            (was, share_was), (now, share), (few, share_few), (many, share_many) = (
                each[place] for each in cells
            )
            found.append(
                IntervalOutlook(
                    start=start,
                    name=queue.id,
                    planned=was,
                    expected=now,
                    p10=few,
                    p90=many,
                    target_share=queue.target_share,
                    share_planned=share_was,
                    share=share,
                    share_p10=share_few,
                    share_p90=share_many,
                )
            )
    return tuple(found)


def by_pool(scenario: Scenario, rows: Iterable[IntervalOutlook]) -> tuple[IntervalOutlook, ...]:
    """Return the queues of each pool together, by pool and interval."""
    together: defaultdict[tuple[str, dt.datetime], list[IntervalOutlook]] = defaultdict(list)
    for row in rows:
        together[scenario.pool_of_queue[row.name], row.start].append(row)
    places = {pool.id: number for number, pool in enumerate(scenario.settings.pools)}
    found: list[IntervalOutlook] = []
    for pool, start in sorted(together, key=lambda key: (places[key[0]], key[1])):
        same = together[pool, start]
        counts = {name: sum(getattr(row, name) for row in same) for name in _COUNTS}
        shares = {
            share: _mean([getattr(row, share) for row in same], [getattr(row, of) for row in same])
            for share, of in _COUNT_OF_SHARE.items()
        }
        found.append(IntervalOutlook(start=start, name=pool, **counts, **shares))
    return tuple(found)


def outlook_json(rows: Iterable[IntervalOutlook]) -> list[dict[str, Any]]:
    """Return an outlook as plain data."""
    return [
        {
            "interval_start": row.start.isoformat(),
            "name": row.name,
            **{f"{name}_contacts": round(getattr(row, name), 2) for name in _COUNTS},
            "target_share": round(row.target_share, 4),
            **{name: round(getattr(row, name), 4) for name in _SHARES},
            "late_contacts": round(row.late, 2),
            "outlook": str(row.outlook),
        }
        for row in rows
    ]


_COUNTS = ("planned", "expected", "p10", "p90")
_SHARES = ("share_planned", "share", "share_p10", "share_p90")
_COUNT_OF_SHARE = {"target_share": "expected", **dict(zip(_SHARES, _COUNTS, strict=True))}
"""By which contacts each share is weighted."""


def _mean(shares: list[float], weights: list[float]) -> float:
    total = sum(weights)
    if not total:
        return sum(shares) / len(shares)
    return sum(share * weight for share, weight in zip(shares, weights, strict=True)) / total


def _clock(scenario: Scenario, moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(scenario.grid.zone).replace(tzinfo=None)


def _slots(scenario: Scenario, clock: dt.datetime) -> list[dt.datetime]:
    """Intervals of the history that one of the rota's lies in, or that it is made of."""
    step = dt.timedelta(minutes=scenario.settings.history_interval_minutes)
    length = dt.timedelta(minutes=scenario.grid.interval_minutes)
    midnight = dt.datetime.combine(clock.date(), dt.time())
    first = clock - (clock - midnight) % step
    return [first + n * step for n in range(-(-(clock + length - first) // step))]


def _at_end(
    scenario: Scenario,
    expected: tuple[Requirement, ...],
    ranges: Mapping[tuple[dt.datetime, str], tuple[float, float, float]],
    end: int,
) -> tuple[Requirement, ...]:
    """Return the need with the contacts at one end of the range in the rest of the day.

    Parameters
    ----------
    end
        1 for the lower, 2 for the upper end.
    """
    found: list[Requirement] = []
    for row in expected:
        slots = _slots(scenario, _clock(scenario, row.interval_start))
        mine = [ranges[slot, row.queue] for slot in slots if (slot, row.queue) in ranges]
        middle = sum(each[0] for each in mine)
        if middle > 0:
            ratio = sum(each[end] for each in mine) / middle
            contacts = {"forecast_contacts": row.forecast_contacts * ratio}
            if row.planned_contacts is not None:
                contacts["planned_contacts"] = row.planned_contacts * ratio
            row = row.model_copy(update=contacts)
        found.append(row)
    return tuple(found)


def _cells(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    rota: Rota,
    starts: tuple[dt.datetime, ...],
) -> dict[tuple[dt.datetime, str], tuple[float, float]]:
    """Contacts and share answered in time by interval of the history and queue."""
    service = ServiceModel.of(scenario, requirements)
    levels = ServiceState.of(scenario, service, rota).service_levels()
    place = {interval: n for n, interval in enumerate(service.intervals)}
    wanted = frozenset(starts)
    sums: defaultdict[tuple[dt.datetime, str], Floats] = defaultdict(lambda: np.zeros(3))
    for row in requirements:
        slot = _slots(scenario, _clock(scenario, row.interval_start))[0]
        if slot not in wanted:
            continue
        share = levels[row.queue].interval_shares[place[scenario.grid.index(row.interval_start)]]
        contacts = row.forecast_contacts
        # An interval without contacts counts a little, so that a share is known of it too.
        sums[slot, row.queue] += np.array([contacts, (contacts + _LITTLE) * share, _LITTLE])
    return {
        key: (float(contacts), float(in_time / (contacts + little)))
        for key, (contacts, in_time, little) in sums.items()
    }


_LITTLE = 1e-9
