"""Tell for what pieces of the week corrections carry over from one rota to the next.

Run ``python -m benchmarks.correction_parts [--scenario scenarios/bank-august] [--seed 1]``. Factors
on the load are fitted to a draft as 100 simulated weeks show it, for pieces of different size, and
tried on another rota, in which everybody's week was chosen again, against 400 weeks. Printed by
pool, in points: how far expected service lies from simulated over the week, and the root mean
square of the same by hour, weighted by contacts; on the draft itself and on the other rota.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.forecast.forecast import forecast
from allocator.pipeline import correction
from allocator.pipeline.simulate_plan import simulate_rota
from allocator.rota.draft import Draft, make_draft
from allocator.rota.limits import SearchLimits
from allocator.simulate.week import simulate_week
from allocator.store.scenario_folder import read_scenario
from allocator.verify.service_state import ServiceState
from benchmarks.correction_ranks import SCENARIO, neighbours

Piece = Callable[[Requirement], tuple[object, ...]]
Shares = dict[tuple[str, object], tuple[float, float]]

PIECES: dict[str, Piece] = {
    "none": lambda row: (),
    "pool": lambda row: (row.pool,),
    "pool, two hours of the clock": lambda row: (row.pool, row.interval_start.hour // 2),
    "the same, drawn together": lambda row: (row.pool,),
    "pool, day": lambda row: (row.pool, row.interval_start.date()),
    "pool, day, two hours": lambda row: (
        row.pool,
        row.interval_start.date(),
        row.interval_start.hour // 2,
    ),
}
AS_PLANNED = "the same, drawn together"
"""What ``plan`` does."""
LEAST, MOST = 0.6, 2.0


def main() -> None:
    """Print a line for each size of piece."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenario", type=Path, default=SCENARIO)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    scenario = read_scenario(options.scenario)
    rows, limits = forecast(scenario), SearchLimits(options.seed, reproducible=True)
    draft = make_draft(scenario, ServiceModel.of(scenario, rows), limits, lambda *_: None, {})
    assert isinstance(draft, Draft), draft
    (other,) = neighbours(draft, 1, limits, people=len(scenario.agents), blur=0.2)
    rough = simulated(scenario, rows, draft.rota, 100, options.seed)
    fine = [simulated(scenario, rows, rota, 400, 90_000) for rota in (draft.rota, other)]
    for name, piece in PIECES.items():
        corrected = rows if name == "none" else fitted(scenario, rows, draft.rota, rough, piece)
        if name == AS_PLANNED:
            week = simulate_rota(scenario, rows, draft.rota, options.seed)
            corrected = correction.corrected(scenario, rows, correction.fitted(week, draft.rota))
        told = [
            errors(scenario, corrected, rota, found)
            for rota, found in zip((draft.rota, other), fine, strict=True)
        ]
        print(f"{name:<30}" + "   ".join(f"{pool}: {text}" for pool, text in zip_told(told)))


def zip_told(told: list[dict[str, tuple[float, float]]]) -> list[tuple[str, str]]:
    """Texts by pool of what was found on the draft and on the other rota."""
    return [
        (pool, "   ".join(f"{100 * bias:+5.1f} {100 * rms:5.1f}" for bias, rms in pairs))
        for pool in told[0]
        for pairs in [[each[pool] for each in told]]
    ]


def simulated(
    scenario: Scenario, rows: tuple[Requirement, ...], rota: Rota, weeks: int, seed: int
) -> NDArray[np.float64]:
    """Share in time by requirement; NaN where no contact came or nobody waits on the line."""
    counts = simulate_week(scenario, rows, rota, replications=weeks, seed=seed).counts
    offered, in_time = counts.offered.sum(axis=0), counts.in_time.sum(axis=0)
    column = {queue.id: number for number, queue in enumerate(scenario.settings.queues)}
    places = [(scenario.grid.index(row.interval_start), column[row.queue]) for row in rows]
    deferred = [scenario.queue_by_id[row.queue].channel.is_deferred for row in rows]
    with np.errstate(invalid="ignore"):
        shares = np.array([in_time[place] / offered[place] for place in places], np.float64)
    return np.where(deferred, np.nan, shares)


def expected(scenario: Scenario, rows: tuple[Requirement, ...], rota: Rota) -> NDArray[np.float64]:
    """Share in time by requirement, by the staffing model."""
    levels = ServiceState.of(scenario, ServiceModel.of(scenario, rows), rota).service_levels()
    place = {interval: number for number, interval in enumerate(scenario.open_intervals)}
    return np.array(
        [
            levels[row.queue].interval_shares[place[scenario.grid.index(row.interval_start)]]
            for row in rows
        ]
    )


def fitted(
    scenario: Scenario,
    rows: tuple[Requirement, ...],
    rota: Rota,
    shares: NDArray[np.float64],
    piece: Piece,
) -> tuple[Requirement, ...]:
    """Give rows the factors with which each piece expects what was simulated, by halving."""
    names = sorted({piece(row) for row in rows}, key=str)
    number = np.array([names.index(piece(row)) for row in rows])
    contacts = np.array([row.forecast_contacts for row in rows]) * ~np.isnan(shares)
    low, high = np.full(len(names), LEAST), np.full(len(names), MOST)
    while True:
        middle = np.sqrt(low * high)
        now = tuple(
            row.model_copy(update={"load_correction": factor})
            for row, factor in zip(rows, middle[number].tolist(), strict=True)
        )
        if (high / low).max() < 1.002:
            return now
        gain = contacts * (expected(scenario, now, rota) - np.nan_to_num(shares))
        too_good = np.bincount(number, gain, len(names)) > 0
        low, high = np.where(too_good, middle, low), np.where(too_good, high, middle)


def errors(
    scenario: Scenario, rows: tuple[Requirement, ...], rota: Rota, shares: NDArray[np.float64]
) -> dict[str, tuple[float, float]]:
    """Mean and root mean square by hour of expected less simulated, by pool."""
    misses = np.nan_to_num(expected(scenario, rows, rota) - shares)
    contacts = np.array([row.forecast_contacts for row in rows]) * ~np.isnan(shares)
    found: dict[str, tuple[float, float]] = {}
    for pool in scenario.settings.pools:
        mine = np.array([row.pool == pool.id for row in rows])
        if not contacts[mine].sum():
            continue
        hours = np.array([int(row.interval_start.timestamp()) // 3600 for row in rows])[mine]
        _, hour = np.unique(hours, return_inverse=True)
        weight = np.bincount(hour, contacts[mine])
        miss = np.bincount(hour, (contacts * misses)[mine]) / np.where(weight > 0, weight, 1)
        total = weight.sum()
        found[pool.id] = (
            float((weight * miss).sum() / total),
            float((weight * miss**2).sum() / total) ** 0.5,
        )
    return found


if __name__ == "__main__":
    main()
