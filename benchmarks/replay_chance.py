"""What hindsight is worth where the forecast is exactly right: chance alone.

Run ``python -m benchmarks.replay_chance [--week 1999-08-22] [--draws 10]`` (some 20 seconds). Weeks
are drawn from our own forecast, so that nothing could forecast them better; staffing is set free
in every half-hour, for the forecast, and for the contacts drawn. The difference is what no plan
made before a week can have.
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from allocator.forecast.forecast import forecast
from allocator.simulate.absence import draw_absences
from allocator.simulate.centre import Centre
from allocator.simulate.contacts import Contacts
from allocator.simulate.demand_draw import DemandModel
from allocator.simulate.replicate import replicate
from allocator.simulate.routing import Routing
from allocator.simulate.spreads import handling_cv
from allocator.simulate.week import week_cells
from allocator.store.scenario_folder import read_scenario
from benchmarks.replay_rota import PLANNING_TARGET_S
from benchmarks.replay_staffing import (
    HALF_HOUR_S,
    Loads,
    forecast_loads,
    free_heads,
    presence_of,
)
from benchmarks.replay_week import AUGUST_WEEK, bank_week

ON_PHONE_HOURS = {
    AUGUST_WEEK: 578.0,
    dt.date(1999, 1, 17): 560.0,
    dt.date(1999, 1, 24): 548.0,
}
WRAP_UP_S, ABSENCE_SHARE = 5.0, 0.213
HINDSIGHT_TARGETS_S = (20, 60, 90, 120)
ABSENCE_DRAWS = 4


def main() -> None:
    """Print a line for each drawn week, and the mean."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--week", type=dt.date.fromisoformat, default=AUGUST_WEEK)
    parser.add_argument("--draws", type=int, default=10)
    options = parser.parse_args()
    hours = ON_PHONE_HOURS[options.week]
    with tempfile.TemporaryDirectory() as name:
        scenario = read_scenario(bank_week(options.week, Path(name)).folder)
    requirements = forecast(scenario)
    expected = forecast_loads(requirements, scenario.grid)
    model = DemandModel.of(scenario, requirements, handling_cv(scenario), 0.0)
    queues = tuple(queue.id for queue in scenario.settings.queues)
    seats = sum(pool.seats for pool in scenario.settings.pools)
    cells = week_cells(scenario)
    week_s = cells.interval_s * cells.count

    def served(contacts: Contacts, loads: Loads, target_s: float) -> float:
        heads = free_heads(loads, hours, seats, target_s, 1 - ABSENCE_SHARE, WRAP_UP_S)
        presence = presence_of(heads, queues)
        agents = tuple(sorted({span.agent_id for span in presence}))
        counts = replicate(
            Centre.of(queues, agents, presence, {}, Routing()),
            cells,
            lambda _: contacts,
            lambda draw: draw_absences(
                Centre.of(queues, agents, presence, {}, Routing()), ABSENCE_SHARE, week_s, draw
            ),
            replications=ABSENCE_DRAWS,
            seed=1,
        )
        return float(counts.in_time.sum() / counts.offered.sum())

    found: list[tuple[float, float]] = []
    for seed in np.random.SeedSequence(1).spawn(options.draws):
        drawn = model.draw(seed)
        contacts = replace(drawn, wrap_s=np.full(len(drawn.work_s), WRAP_UP_S))
        came = _loads(contacts, expected)
        best = max(served(contacts, came, target_s) for target_s in HINDSIGHT_TARGETS_S)
        found.append((served(contacts, expected, PLANNING_TARGET_S), best))
        print(f"forecast {found[-1][0]:.1%}, hindsight {best:.1%}", flush=True)
    planned, best = np.mean(found, axis=0)
    print(
        f"week of {options.week}, {hours:.0f} h: forecast, which is right, {planned:.1%}, "
        f"hindsight {best:.1%}: chance is worth {100 * (best - planned):.1f} points"
    )


def _loads(contacts: Contacts, expected: Loads) -> Loads:
    """Return the loads of drawn contacts, with the forecast's patience."""
    size = len(expected.contacts)
    place = np.clip(contacts.arrival_s // HALF_HOUR_S, 0, size - 1).astype(int)
    count = np.bincount(place, minlength=size)
    rate = np.divide(
        expected.given_up_per_s,
        expected.contacts,
        out=np.zeros(size),
        where=expected.contacts > 0,
    )
    return Loads(count, np.bincount(place, contacts.work_s, size), rate * count)


if __name__ == "__main__":
    main()
