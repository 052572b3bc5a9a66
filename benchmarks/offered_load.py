"""How near the expected service of each interval comes to simulation: load taken as moving or not.

Run ``python -m benchmarks.offered_load [--days 300]``. One pool, no shrinkage, days exactly as
forecast; the shapes of a day, handling times, intervals, sizes and ways to staff below. In each
the service level of every interval is simulated and set beside Erlang A's at the stationary load
(each interval by itself), at the mean modified offered load, and half-way between the two, which
is what the staffing model takes. Printed: mean absolute difference in points of service level,
weighted by contacts, and the mean difference (above 0: the formula promises too much). Chance in
the simulation is in all columns alike; the last column says how much it is.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from allocator.demand.arrays import Floats
from allocator.demand.heads import fewest_heads_each
from allocator.demand.late_shares import late_shares
from allocator.demand.offered_load import MODIFIED_SHARE, load_factors
from allocator.simulate.absence import Absences
from allocator.simulate.centre import Centre, LoggedIn
from allocator.simulate.demand_draw import DemandModel
from allocator.simulate.event_heap import Array
from allocator.simulate.replicate import replicate
from allocator.simulate.tally import Cells

HISTORY = Path(__file__).parents[1] / "scenarios" / "bank-august" / "history.csv"
AHTS_S = (180.0, 600.0, 1200.0)
INTERVALS_S = (900.0, 1800.0)
SIZES_ERLANGS = (8.0, 30.0)
PATIENCES_S = (60.0, 180.0, 600.0)
STAFFINGS = ("need", "two-hour blocks", "15% short")
TARGET_S, TARGET_SHARE = 20.0, 0.8
SHARES = {"stationary": 0.0, "modified": 1.0, "half-way": MODIFIED_SHARE}


@dataclass(frozen=True)
class Case:
    """One pool over one day.

    Parameters
    ----------
    arrivals_per_s, agents
        Of each interval, shape (I,).
    """

    shape: str
    aht_s: float
    patience_s: float
    interval_s: float
    staffing: str
    arrivals_per_s: Floats
    agents: Array


def shapes() -> dict[str, Floats]:
    """Contacts of each half-hour of a day, in any unit."""
    hours = (np.arange(24) + 0.5) / 2
    rise, fall = 0.2 + 1.6 * hours, 1.8 - 1.2 * (hours - 3) / 9
    return {
        "flat": np.ones(24),
        "the bank's": _bank_day(),
        "steep opening": np.where(hours < 1, rise, np.where(hours < 3, 1.8, fall)),
        "spike at noon": np.where((hours > 5) & (hours < 6), 2.0, 1.0),
    }


def _bank_day() -> Floats:
    """Contacts of the bank's main pool on Sundays to Thursdays of August, 07:00 to 24:00."""
    contacts = np.zeros(48)
    with HISTORY.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            start = dt.datetime.fromisoformat(row["interval_start"])
            if row["queue"] != "IN" and start.month == 8 and start.weekday() not in {4, 5}:
                contacts[start.hour * 2 + start.minute // 30] += float(row["contacts"])
    return contacts[14:]


def cases() -> Iterator[Case]:
    """All combinations; patience other than three minutes in half-hours of one size alone."""
    for (shape, by_half_hour), aht_s, interval_s, size, patience_s in itertools.product(
        shapes().items(), AHTS_S, INTERVALS_S, SIZES_ERLANGS, PATIENCES_S
    ):
        if patience_s != 180 and (interval_s, size) != (1800.0, SIZES_ERLANGS[0]):
            continue
        finer = round(1800 / interval_s)
        count = len(by_half_hour)
        places = (np.arange(count * finer) + 0.5) / finer
        volume = np.interp(places, np.arange(count) + 0.5, by_half_hour)
        arrivals = volume / volume.mean() * size / aht_s
        for staffing in STAFFINGS:
            agents = _agents(arrivals, aht_s, patience_s, interval_s, staffing)
            yield Case(shape, aht_s, patience_s, interval_s, staffing, arrivals, agents)


def _agents(
    arrivals_per_s: Floats, aht_s: float, patience_s: float, interval_s: float, staffing: str
) -> Array:
    """Agents of each interval: the stationary need for 80% in 20 s, or what comes of it."""
    same = np.ones(len(arrivals_per_s))
    need = np.array(
        fewest_heads_each(arrivals_per_s, same * aht_s, same * patience_s, TARGET_SHARE, TARGET_S)
    )
    if staffing == "15% short":
        return np.maximum(1, np.round(0.85 * need)).astype(int)
    if staffing == "need":
        return need
    block = round(7200 / interval_s)
    means = [need[i : i + block].mean() for i in range(0, len(need), block)]
    return np.repeat(np.round(means).astype(int), block)[: len(need)]


def expected(case: Case, modified_share: float) -> Floats:
    """Service level of each interval by Erlang A at the load so taken."""
    count = len(case.agents)
    start_s, aht_s = case.interval_s * np.arange(count), np.full(count, case.aht_s)
    factors = load_factors(
        case.arrivals_per_s, aht_s, start_s, case.interval_s, modified_share=modified_share
    )
    late = late_shares(
        case.arrivals_per_s * factors,
        aht_s,
        np.full(count, case.patience_s),
        int(case.agents.max()),
        TARGET_S,
    )
    return 1 - late[np.arange(count), case.agents]


def simulated(case: Case, days: int) -> tuple[Floats, Floats]:
    """Service level of each interval and the contacts it is taken of."""
    count, interval_s = len(case.agents), case.interval_s
    people = [f"p{k:03}" for k in range(int(case.agents.max()))]
    spans = [
        LoggedIn(people[k], interval_s * begin, interval_s * end, ("q",))
        for k in range(len(people))
        for begin, end in _runs(case.agents > k)
    ]
    demand = DemandModel(
        start_s=interval_s * np.arange(count),
        interval_s=interval_s,
        day=np.zeros(count, np.int64),
        contacts=(case.arrivals_per_s * interval_s)[:, np.newaxis],
        aht_s=np.full((count, 1), case.aht_s),
        patience_s=np.full((count, 1), case.patience_s),
        handling_cv=np.ones(1),
        day_cv=0.0,
    )
    cells = Cells(interval_s, count, np.zeros(1), np.array([TARGET_S]), np.zeros(1, np.int64))
    found = replicate(
        Centre.of(["q"], people, spans, {}),
        cells,
        demand.draw,
        lambda _: Absences.none(),
        replications=days,
        seed=1,
    )
    offered = found.offered.sum(axis=(0, 2)).astype(float)
    return found.in_time.sum(axis=(0, 2)) / np.maximum(offered, 1), offered


def _runs(present: Array) -> list[tuple[int, int]]:
    """Begin and end of each run of intervals in which somebody is present."""
    change = np.flatnonzero(np.diff(np.concatenate(([False], present, [False])).astype(int)))
    return [(int(a), int(b)) for a, b in zip(change[::2], change[1::2], strict=True)]


def main() -> None:
    """Print a table for each way to cut the cases."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--days", type=int, default=300, help="days simulated for each case")
    days = parser.parse_args().days
    groups: defaultdict[tuple[str, str], list[list[float]]] = defaultdict(list)
    for case in cases():
        level, offered = simulated(case, days)
        misses = [expected(case, share) - level for share in SHARES.values()]
        absolute = [float(np.average(abs(miss), weights=offered)) for miss in misses]
        mean = [float(np.average(miss, weights=offered)) for miss in misses]
        # Of independent contacts; those of one day are not, so the true figure is above this.
        chance = np.average(np.sqrt(2 / np.pi * level * (1 - level) / offered), weights=offered)
        keys = [
            ("all", ""),
            ("shape", case.shape),
            ("handling", f"{case.aht_s:.0f} s, intervals of {case.interval_s / 60:.0f} min"),
            ("patience", f"{case.patience_s:.0f} s"),
            ("staffing", case.staffing),
        ]
        for key in keys:
            groups[key].append([*absolute, *mean, float(chance)])
    names = list(SHARES)
    print(
        "| cases | " + " | ".join(names) + " | " + " | ".join(f"{n}: mean" for n in names), end=""
    )
    print(" | chance at least |\n|" + "---|" * (2 * len(names) + 2))
    for (kind, name), rows in sorted(groups.items(), key=lambda item: item[0][0]):
        values = 100 * np.mean(rows, axis=0)
        cells = [f"{v:.1f}" for v in values[: len(names)]]
        cells += [f"{v:+.1f}" for v in values[len(names) : -1]]
        print(f"| {kind} {name} ({len(rows)}) | " + " | ".join(cells) + f" | {values[-1]:.1f} |")


if __name__ == "__main__":
    main()
