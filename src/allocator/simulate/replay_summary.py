"""What a replay says beside what was recorded, in plain JSON types."""

from __future__ import annotations

from typing import Any

import numpy as np

from allocator.demand.arrays import Floats
from allocator.simulate.recording import Recording
from allocator.simulate.replicate import Replications
from allocator.simulate.tally import Cells

Json = dict[str, Any]

_LOW, _HIGH = 0.025, 0.975


def replay_rows(recording: Recording, counts: Replications, cells: Cells) -> Json:
    """Return recorded and replayed service: all together, by queue and by operating day.

    The range of a replayed figure is that in which 95 of 100 draws of what the records do not
    hold lie.
    """
    grid = recording.grid
    recorded = _recorded(recording, cells)
    replayed = [
        field.astype(np.float64)
        for field in (counts.offered, counts.answered, counts.in_time, counts.wait_s)
    ]

    def row(intervals: slice, queues: slice) -> Json:
        came, answered, in_time, wait_s = (f[..., intervals, queues] for f in recorded)
        old = _figures(*(f.sum(axis=(-2, -1)) for f in (came, answered, in_time, wait_s)))
        new = _figures(*(f[..., intervals, queues].sum(axis=(-2, -1)) for f in replayed))
        figures: Json = {"contacts": int(came.sum())}
        for name, values in new.items():
            figures[f"recorded_{name}"] = _rounded(float(old[name]))
            figures[f"replayed_{name}"] = _rounded(float(np.mean(values)))
            low, high = np.quantile(values, (_LOW, _HIGH))
            figures[f"replayed_{name}_low"] = _rounded(float(low))
            figures[f"replayed_{name}_high"] = _rounded(float(high))
        return figures

    every = slice(None)
    bounds = grid.day_bounds
    rows: Json = {
        "all": row(every, every),
        "queues": [
            {"queue": queue, **row(every, slice(q, q + 1))}
            for q, queue in enumerate(recording.queues)
        ],
        "days": [
            {"date": day.isoformat(), **row(slice(bounds[d], bounds[d + 1]), every)}
            for d, day in enumerate(grid.days)
        ],
    }
    for part in ("queues", "days"):
        rows[part] = [one for one in rows[part] if one["contacts"]]
    return rows


def _recorded(recording: Recording, cells: Cells) -> list[Floats]:
    """Offered, answered, in time and wait of the answered as recorded, shape (I, Q) each."""
    queues = len(recording.queues)
    cell = cells.interval_of(recording.arrival_s) * queues + recording.queue
    answered = recording.answered
    in_time = answered & (recording.wait_s <= cells.target_s[recording.queue])
    weights = (np.ones(len(cell)), answered, in_time, recording.wait_s * answered)
    size = cells.count * queues
    return [
        np.bincount(cell, weight, size).reshape(cells.count, queues).astype(np.float64)
        for weight in weights
    ]


def _figures(offered: Floats, answered: Floats, in_time: Floats, wait_s: Floats) -> Json:
    some, any_answered = np.maximum(offered, 1.0), np.maximum(answered, 1.0)
    return {
        "service_level_share": in_time / some,
        "abandoned_share": (offered - answered) / some,
        "asa_s": wait_s / any_answered,
    }


def _rounded(value: float) -> float:
    return round(value, 6)
