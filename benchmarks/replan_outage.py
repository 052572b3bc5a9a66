"""Internet support of the bank down from 10:00 to 13:00, its contacts back as call-backs.

Run ``python -m benchmarks.replan_outage --keep FOLDER [--day 1999-08-23] [--share 1]``. The rota is
ours for the week of 22 August 1999, planned once and kept in FOLDER (as for
``benchmarks.replan_mornings``). At 10:00 internet support (IN) goes down until 13:00; of the
contacts that come meanwhile a share comes back as call-backs, to the same queue, in the three hours
after. The rest of the week is replanned, and the week simulated, on the same draws, with the rota
left as it stands and with each option. Prints a table and, with ``--json``, every figure.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import time
from pathlib import Path
from typing import Any

import numpy as np

from allocator.domain.demand import Requirement
from allocator.domain.event_of_day import QueueDown
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.pipeline.simulated_late import simulated_late
from allocator.simulate.week import simulate_week
from benchmarks.replan_mornings import paired
from benchmarks.replan_options import replanned
from benchmarks.replan_weeks import planned_week
from benchmarks.replay_week import AUGUST_WEEK

QUEUE, DOWN_FROM, DOWN_UNTIL = "IN", dt.time(10), dt.time(13)
PUBLISHED, NOTHING = "as planned, nothing down", "nothing done"
Late = dict[str, np.ndarray]
"""Late contacts by simulated week: of each queue on the day from the outage on, and later."""


def main() -> None:
    """Print doing nothing beside the options."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", type=Path, required=True, help="folder for rotas")
    parser.add_argument("--day", type=dt.date.fromisoformat, default=dt.date(1999, 8, 23))
    parser.add_argument("--share", type=float, default=1.0, help="of the contacts that come back")
    parser.add_argument("--seconds", type=float, default=40.0, help="search for the week's rota")
    parser.add_argument("--replications", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)
    kept = planned_week(AUGUST_WEEK, options.keep, options.seconds, None)
    scenario, plan = kept.scenario, kept.plan
    start, until = (
        dt.datetime.combine(options.day, clock, scenario.grid.zone)
        for clock in (DOWN_FROM, DOWN_UNTIL)
    )
    event = QueueDown(queue=QUEUE, start=start, until=until, then="callback", share=options.share)
    begun = time.perf_counter()
    found = replanned(scenario, plan, [event], start)
    seconds = time.perf_counter() - begun
    first = scenario.grid.index(start)
    day_end = next(bound for bound in scenario.grid.day_bounds if bound > first)

    def late(on: Scenario, requirements: tuple[Requirement, ...], rota: Rota) -> Late:
        week = simulate_week(on, requirements, rota, replications=options.replications, seed=1)
        by_queue = simulated_late(week).by_queue
        parts: Late = {}
        for queue, weeks in by_queue.items():
            parts[queue] = weeks[:, first:day_end].sum(axis=1)
        parts["all, that day"] = np.sum([parts[queue] for queue in by_queue], axis=0)
        parts["all, later"] = np.sum(
            [weeks[:, day_end:].sum(axis=1) for weeks in by_queue.values()], axis=0
        )
        parts["all"] = parts["all, that day"] + parts["all, later"]
        return parts

    counts = {PUBLISHED: late(scenario, plan.requirements, plan.rota)}
    counts[NOTHING] = late(found.scenario, found.requirements, found.standing)
    for option in found.options:
        counts[option.name] = late(found.scenario, found.requirements, option.rota)
    moved = {option.name: option.as_json() for option in found.options}
    figures: dict[str, Any] = {
        "day": options.day.isoformat(),
        "share": options.share,
        "seconds": round(seconds, 1),
        "chosen": found.chosen,
        "lost_contacts": found.lost_contacts,
        "options": moved,
        "late": {
            name: {part: _figures(weeks, counts[NOTHING][part]) for part, weeks in parts.items()}
            for name, parts in counts.items()
        },
    }
    if options.json:
        print(json.dumps(figures, indent=2))
        return
    _print(figures)


def _figures(weeks: np.ndarray, nothing: np.ndarray) -> dict[str, float]:
    """Mean late contacts, and the change over doing nothing with its 95% interval."""
    change, half = paired((weeks - nothing).tolist())
    return {
        "late": round(float(weeks.mean()), 1),
        "change": round(change, 1),
        "low": round(change - half, 1),
        "high": round(change + half, 1),
    }


def _print(figures: dict[str, Any]) -> None:
    names = list(figures["late"])
    print(
        f"{QUEUE} down {figures['day']} {DOWN_FROM:%H:%M} to {DOWN_UNTIL:%H:%M}; "
        f"{figures['share']:.0%} of its contacts come back as call-backs"
    )
    for name in names:
        parts = figures["late"][name]
        by_queue = "  ".join(
            f"{part} {row['late']:.0f}" for part, row in parts.items() if "all" not in part
        )
        print(f"{name:<26} late that day from {DOWN_FROM:%H:%M}: {by_queue}")
        for part in ("all, that day", "all, later", "all"):
            row = parts[part]
            shown = f"    {part:<14} {row['late']:.1f}"
            if name != NOTHING:
                shown += f", over nothing done {row['change']:+.1f} "
                shown += f"({row['low']:+.1f} to {row['high']:+.1f})"
            print(shown)
        if name in figures["options"]:
            print(f"    {figures['options'][name]}")
    print(f"chosen: {figures['chosen']}; {figures['seconds']} s for all options")


if __name__ == "__main__":
    main()
