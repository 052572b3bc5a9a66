"""How many contacts a second the simulation serves, drawing and counting included.

Run ``python -m benchmarks.simulator_speed``. A made-up centre of three queues and four sets of
skills, open around the clock for a week at 85% occupancy, 10% of the time away; weeks are drawn
until a million contacts have come. Beside it, on fewer contacts, the simpy model that the tests
hold the kernel against (it looks at every pair of contact and person, so it is no race).
"""

from __future__ import annotations

import argparse
import os
import time

import numpy as np

from allocator.simulate.absence import Absences, draw_absences
from allocator.simulate.centre import Centre, LoggedIn
from allocator.simulate.contacts import serve_contacts
from allocator.simulate.demand_draw import DemandModel
from allocator.simulate.replicate import replicate
from allocator.simulate.tally import Cells

QUEUES = ("a", "b", "c")
LOGINS = (("a",), ("a", "b"), ("b", "c"), ("a", "b", "c"))
WEEK_S = 7 * 86_400.0
AHT_S = 240.0
AWAY_SHARE = 0.1


def centre_of(people: int) -> Centre:
    """People around the clock with a break of a quarter of an hour every two hours."""
    spans = [
        LoggedIn(f"p{n:04}", start, start + 6300, LOGINS[n % len(LOGINS)])
        for n in range(people)
        for start in np.arange(0.0, WEEK_S, 7200.0).tolist()
    ]
    return Centre.of(QUEUES, [f"p{n:04}" for n in range(people)], spans, {})


def demand_of(people: int) -> DemandModel:
    """Demand that keeps people busy for 85% of the time they are there and not away."""
    intervals = int(WEEK_S / 900)
    erlangs = 0.85 * people * 0.875 * (1 - AWAY_SHARE)
    each = np.full((intervals, 3), erlangs * 900 / AHT_S / 3)
    return DemandModel(
        start_s=900.0 * np.arange(intervals),
        interval_s=900.0,
        day=np.arange(intervals) // 96,
        contacts=each,
        aht_s=np.full_like(each, AHT_S),
        patience_s=np.full_like(each, 180.0),
        handling_cv=np.ones(3),
        day_cv=0.1,
    )


def main() -> None:
    """Print a line for each size and number of threads."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--contacts", type=float, default=1e6)
    wanted = parser.parse_args().contacts
    cells = Cells(900.0, 672, 86_400.0 * np.arange(7), np.full(3, 20.0), np.zeros(3, np.int64))
    begun = time.perf_counter()
    first = demand_of(4).draw(np.random.SeedSequence(1))
    serve_contacts(centre_of(4), first, Absences.none())
    print(
        f"{os.cpu_count()} cores; compiled or read from the cache in "
        f"{time.perf_counter() - begun:.1f} s"
    )
    for people in (30, 300, 1000):
        centre, demand = centre_of(people), demand_of(people)
        weeks = max(2, round(wanted / demand.contacts.sum()))
        for threads in (1, 2):
            begun, used = time.perf_counter(), time.process_time()
            found = replicate(
                centre,
                cells,
                demand.draw,
                lambda draw, centre=centre: draw_absences(centre, AWAY_SHARE, WEEK_S, draw),
                replications=weeks,
                seed=1,
                threads=threads,
            )
            seconds, used = time.perf_counter() - begun, time.process_time() - used
            came = int(found.offered.sum())
            print(
                f"{people:>5} people, {threads} threads: {weeks} weeks, {came:,} contacts in "
                f"{seconds:.2f} s ({used:.2f} s of processor), {came / seconds:,.0f} a second, "
                f"service level {found.in_time.sum() / came:.1%}"
            )
    _simpy()


def _simpy() -> None:
    from tests.unit.simulate.simpy_oracle import Oracle
    from tests.unit.simulate.test_kernel import random_case

    case = random_case(1, contacts=3000, agents=20)
    begun = time.perf_counter()
    Oracle(case).run()
    print(f"simpy, 20 people: {3000 / (time.perf_counter() - begun):,.0f} contacts a second")


if __name__ == "__main__":
    main()
