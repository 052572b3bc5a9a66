"""What records say of the time that no contact shows: wrap-up, and absence nobody logged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Booleans, Floats
from allocator.simulate.centre import LoggedIn
from allocator.simulate.recording import Recording

_STEP_S = 5.0
"""Step at which it is looked who is there and what waits."""

_RINGING_S = 5.0
"""A contact counts as waiting after this: a call rings, and clocks are of whole seconds."""


@dataclass(frozen=True)
class Calibration:
    """Wrap-up and absence, with what they were taken from.

    Parameters
    ----------
    wrap_up_s
        Median time from the end of a service to the agent's next answer, where the next contact
        was waiting already when the service ended.
    gaps
        Number of such gaps.
    absence_share
        Of the time of people who are there while work that they could do waits, the share in
        which they neither handle a contact nor wrap one up.
    absence_by_day
        The same of each operating day, shape (D,); NaN where no such time was.
    watched_hours
        Time of people that the share is taken over.
    present_hours
        Time of people who are there, whether anything waits or not.
    """

    wrap_up_s: float
    gaps: int
    absence_share: float
    absence_by_day: Floats
    watched_hours: float
    present_hours: float


def calibrate(recording: Recording, presence: Sequence[LoggedIn]) -> Calibration:
    """Read wrap-up and absence from records and the presence that goes with them.

    Moments at which something waits are not like others: more people than usual are away then,
    or nothing would wait. So the share leans to the high side; how far it does is found by
    sending the same contacts through the same presence (see docs/simulation.md).
    """
    gaps_s = _gaps_while_next_waited(recording)
    wrap_up_s = float(np.median(gaps_s)) if gaps_s.size else 0.0
    watched, idle, present = _watched(recording, presence, wrap_up_s)
    return Calibration(
        wrap_up_s=wrap_up_s,
        gaps=int(gaps_s.size),
        absence_share=float(idle.sum() / watched.sum()) if watched.sum() else 0.0,
        absence_by_day=np.divide(idle, watched, out=np.full(len(idle), np.nan), where=watched > 0),
        watched_hours=float(watched.sum()) * _STEP_S / 3600,
        present_hours=float(present.sum()) * _STEP_S / 3600,
    )


def _gaps_while_next_waited(recording: Recording) -> Floats:
    """Time to the next answer, of every service at whose end the next contact waited."""
    found: list[Floats] = []
    for number in range(len(recording.agents)):
        mine = recording.services_of(number)
        gap_s = recording.start_s[mine[1:]] - recording.end_s[mine[:-1]]
        waited = recording.arrival_s[mine[1:]] < recording.end_s[mine[:-1]]
        found.append(gap_s[waited & (gap_s >= 0)])
    return np.concatenate(found) if found else np.empty(0)


def _watched(
    recording: Recording, presence: Sequence[LoggedIn], wrap_up_s: float
) -> tuple[Floats, Floats, Floats]:
    """Count steps of people there while work waits, those idle of them, and all, by day."""
    bounds = recording.day_start_s
    steps = int(np.ceil((bounds[-1] + 86_400) / _STEP_S))
    waits = {
        queue: _covered(
            recording.arrival_s[recording.queue == q] + _RINGING_S,
            recording.start_s[recording.queue == q],
            steps,
        )
        for q, queue in enumerate(recording.queues)
    }
    day_of_step = np.clip(
        np.searchsorted(bounds, _STEP_S * np.arange(steps), side="right") - 1, 0, len(bounds) - 2
    )
    number = {agent: place for place, agent in enumerate(recording.agents)}
    watched, idle, present = np.zeros((3, len(bounds) - 1))
    for agent, queues in {(span.agent_id, span.queues): None for span in presence}:
        spans = [span for span in presence if (span.agent_id, span.queues) == (agent, queues)]
        there = _covered(
            np.array([span.start_s for span in spans]),
            np.array([span.end_s for span in spans]),
            steps,
        )
        mine = recording.services_of(number[agent]) if agent in number else np.empty(0, np.int64)
        busy = _covered(recording.start_s[mine], recording.end_s[mine] + wrap_up_s, steps)
        work = there & np.logical_or.reduce([waits[queue] for queue in queues])
        for total, which in ((watched, work), (idle, work & ~busy), (present, there)):
            total += np.bincount(day_of_step[which], minlength=total.size)
    return watched, idle, present


def _covered(start_s: Floats, end_s: Floats, steps: int) -> Booleans:
    """Mark the steps that at least one of the spans covers."""
    change = np.zeros(steps + 1, np.int64)
    longer = end_s > start_s
    first = np.clip((start_s[longer] // _STEP_S).astype(np.int64), 0, steps)
    after = np.clip((end_s[longer] // _STEP_S).astype(np.int64), 0, steps)
    np.add.at(change, first, 1)
    np.add.at(change, after, -1)
    return change.cumsum()[:-1] > 0
