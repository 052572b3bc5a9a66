"""Staffing set free per half-hour, from a forecast or with hindsight: what shifts cost.

Heads per half-hour are chosen so that the fewest contacts are late for some hours on the phone:
hour by hour where the next one helps most, on the convex envelope of Erlang A's late contacts.
Nobody has shifts, breaks or rest. Everybody is of mean speed and logged into every queue, as is
the bank's own presence that it is held against.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from allocator.demand.late_shares import late_shares
from allocator.domain.demand import Requirement
from allocator.domain.grid import TimeGrid
from allocator.simulate.centre import LoggedIn
from allocator.simulate.recording import Recording

HALF_HOUR_S = 1800
Floats = np.ndarray


@dataclass(frozen=True)
class Loads:
    """Demand of all queues together by half-hour of the week, shape (H,) each.

    Parameters
    ----------
    contacts
        Those that come.
    work_s
        Their handling time.
    given_up_per_s
        Sum of their abandonment rates, one over the mean patience each.
    """

    contacts: Floats
    work_s: Floats
    given_up_per_s: Floats


def forecast_loads(requirements: Iterable[Requirement], grid: TimeGrid) -> Loads:
    """Return the loads that a forecast expects."""
    per_half_hour = HALF_HOUR_S // (60 * grid.interval_minutes)
    sums = np.zeros((3, -(-grid.interval_count // per_half_hour)))
    for row in requirements:
        contacts = row.forecast_contacts
        place = grid.index(row.interval_start) // per_half_hour
        sums[:, place] += contacts, contacts * row.aht_s, contacts / row.patience_s
    return Loads(*sums)


def recorded_loads(recording: Recording, patience_s: dict[str, float]) -> Loads:
    """Return the loads that came; who gave up is given the mean handling time of the queue."""
    last = int(recording.day_start_s[-1]) // HALF_HOUR_S
    place = np.clip(recording.arrival_s // HALF_HOUR_S, 0, last - 1).astype(int)
    work_s = recording.service_s.copy()
    for q in range(len(recording.queues)):
        known = (recording.queue == q) & recording.answered
        if known.any():
            work_s[(recording.queue == q) & ~recording.answered] = work_s[known].mean()
    rate = 1 / np.array([patience_s[queue] for queue in recording.queues])
    return Loads(
        *(np.bincount(place, weight, last) for weight in (None, work_s, rate[recording.queue]))
    )


def with_days_of(expected: Loads, came: Loads) -> Loads:
    """Give a forecast the contacts and handling time that each day brought, at its own shape.

    What is left to hindsight beyond this is chance within the day, which no forecast can know.
    """
    day = np.arange(len(came.contacts)) * HALF_HOUR_S // 86_400

    def ratio(one: Floats, other: Floats) -> Floats:
        sums = np.bincount(day, one), np.bincount(day, other)
        return np.divide(*sums, out=np.ones(len(sums[0])), where=sums[1] > 0)[day]

    more = ratio(came.contacts, expected.contacts)
    return Loads(
        expected.contacts * more,
        expected.work_s * ratio(came.work_s, expected.work_s),
        expected.given_up_per_s * more,
    )


def free_heads(
    loads: Loads, hours: float, seats: int, target_s: float, working_share: float, wrap_up_s: float
) -> Floats:
    """Heads per half-hour, whole, that leave the fewest contacts late, shape (H,).

    Parameters
    ----------
    hours
        On the phone, in the week.
    working_share
        Of those hours, what absence leaves.
    """
    late = _late_contacts(loads, seats, target_s, working_share, wrap_up_s)
    gain = -np.diff(np.array([_envelope(row) for row in late]), axis=1)
    # Gains fall along an envelope, so that the largest of all are taken in an order that holds.
    order = np.argsort(-gain.ravel(), kind="stable")[: int(hours * 3600 / HALF_HOUR_S)]
    order = order[gain.ravel()[order] > 1e-9]
    return np.bincount(order // seats, minlength=len(loads.contacts))


def _late_contacts(
    loads: Loads, seats: int, target_s: float, working_share: float, wrap_up_s: float
) -> Floats:
    """Late contacts by half-hour and heads, shape (H, seats + 1)."""
    some = np.maximum(loads.contacts, 1e-9)
    shares = late_shares(
        loads.contacts / HALF_HOUR_S,
        np.where(loads.contacts > 0, loads.work_s / some, 1.0) + wrap_up_s,
        np.where(loads.contacts > 0, some / np.maximum(loads.given_up_per_s, 1e-12), 1.0),
        seats,
        target_s,
    )
    heads = np.arange(seats + 1)
    return loads.contacts[:, None] * np.array(
        [np.interp(heads * working_share, heads, row) for row in np.asarray(shares)]
    )


def _envelope(values: Floats) -> Floats:
    """Lower convex envelope of values at 0, 1, 2 and so on."""
    hull: list[int] = []
    for x, y in enumerate(values):
        while len(hull) > 1 and (values[hull[-1]] - values[hull[-2]]) * (x - hull[-2]) >= (
            y - values[hull[-2]]
        ) * (hull[-1] - hull[-2]):
            hull.pop()
        hull.append(x)
    return np.interp(np.arange(len(values)), hull, values[hull])


def presence_of(heads: Floats, queues: tuple[str, ...]) -> tuple[LoggedIn, ...]:
    """Presence of nameless people, the first of whom are there whenever one is."""
    spans: list[LoggedIn] = []
    for place in range(int(heads.max())):
        change = np.diff(np.concatenate(([0], heads > place, [0])))
        spans += [
            LoggedIn(f"nobody-{place + 1}", float(start), float(end), queues)
            for start, end in zip(
                HALF_HOUR_S * np.flatnonzero(change > 0),
                HALF_HOUR_S * np.flatnonzero(change < 0),
                strict=True,
            )
        ]
    return tuple(spans)


def alike(presence: Iterable[LoggedIn], queues: tuple[str, ...]) -> tuple[LoggedIn, ...]:
    """Give the same presence to people of mean speed who are logged into every queue."""
    return tuple(
        LoggedIn(f"nobody-{span.agent_id}", span.start_s, span.end_s, queues) for span in presence
    )
