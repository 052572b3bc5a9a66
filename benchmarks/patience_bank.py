"""How long the bank's callers wait before they give up, and what it means to plans.

Run ``python -m benchmarks.patience_bank``. From the single calls of 1-21 August, by queue: the mean
of an exponential patience with its 95% interval, whether patience is exponential at all, the rate
of giving up by how long somebody has waited, and the share still patient by Kaplan and Meier, by
that rate, and by the exponential. Then one pool of ten erlangs with the patience of each of the
large queues, simulated, beside Erlang A with its exponential mean.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from allocator.demand.arrays import Booleans, Floats
from allocator.demand.erlang_a import erlang_a
from allocator.forecast.durations.patience_curve import PatienceCurve, fit_patience, kaplan_meier
from allocator.pipeline.recorded_files import read_recording
from allocator.simulate.absence import Absences
from allocator.simulate.centre import Centre, LoggedIn
from allocator.simulate.contacts import serve_contacts
from allocator.simulate.demand_draw import DemandModel
from allocator.store.scenario_folder import read_scenario

SCENARIO = Path(__file__).parents[1] / "scenarios" / "bank-august"
RECORDS = SCENARIO / "source" / "contacts.csv.gz"
DAYS = 21
WAITS_S = np.array([5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0])
LARGE = ("PS", "NE", "NW", "IN")
AHT_S, ERLANGS, TARGET_S = 180.0, 10.0, 20.0
WEEK_S, WARM_UP_S, WEEKS = 100 * 3600.0, 3600.0, 40


def waits_by_queue() -> dict[str, tuple[Floats, Booleans]]:
    """Time in queue, and whether it ended with giving up, of each queue's calls."""
    recording = read_recording(read_scenario(SCENARIO), RECORDS).last_days(DAYS)
    return {
        queue: (recording.wait_s[recording.queue == q], ~recording.answered[recording.queue == q])
        for q, queue in enumerate(recording.queues)
    }


def steady(patience: PatienceCurve, agents: int) -> tuple[float, float]:
    """Service level and share who give up in a long run of one pool, simulated."""
    people = [f"p{n:02}" for n in range(agents)]
    centre = Centre.of(["q"], people, [LoggedIn(p, 0.0, WEEK_S, ("q",)) for p in people], {})
    hours = round(WEEK_S / 3600)
    each = np.ones((hours, 1))
    demand = DemandModel(
        start_s=3600.0 * np.arange(hours),
        interval_s=3600.0,
        day=np.zeros(hours, np.int64),
        contacts=each * ERLANGS / AHT_S * 3600,
        aht_s=each * AHT_S,
        patience_s=each,
        handling_cv=np.ones(1),
        day_cv=0.0,
    )
    in_time = gave_up = came = 0
    for seed in np.random.SeedSequence(1).spawn(WEEKS):
        contacts = demand.draw(seed)
        uniform = np.random.default_rng(seed.spawn(1)[0]).random(len(contacts.arrival_s))
        contacts.patience_s[:] = patience.patience_s(np.zeros(len(uniform)), uniform)
        counted = contacts.arrival_s > WARM_UP_S
        answered_s = serve_contacts(centre, contacts, Absences.none()).answered_s[counted]
        wait_s = answered_s - contacts.arrival_s[counted]
        in_time += int((wait_s <= TARGET_S).sum())
        gave_up += int(np.isnan(wait_s).sum())
        came += len(wait_s)
    return in_time / came, gave_up / came


def main() -> None:
    """Print the tables."""
    records = waits_by_queue()
    fits = {queue: fit_patience(*found) for queue, found in records.items()}
    print("| queue | waited | gave up | mean patience (95%) | p of exponential |\n|" + "---|" * 5)
    for queue, fit in fits.items():
        if fit is not None:
            print(
                f"| {queue} | {fit.contacts:,} | {fit.abandoned:,} | {fit.mean_s:.0f} s "
                f"({fit.mean_low_s:.0f}–{fit.mean_high_s:.0f}) | {fit.p_value:.1g} |"
            )
    print("\nGiving up, per 1,000 s of waiting, from each number of seconds on")
    for queue, fit in fits.items():
        if fit is not None:
            pairs = zip(fit.pieces.edges_s, 1000 * fit.pieces.hazard_per_s, strict=True)
            print(f"  {queue}: " + ", ".join(f"{edge:g} s {rate:.2f}" for edge, rate in pairs))
    print("\n| still patient after | " + " | ".join(f"{w:g} s" for w in WAITS_S) + " |")
    print("|" + "---|" * (len(WAITS_S) + 1))
    for queue in LARGE:
        fit = fits[queue]
        assert fit is not None
        moments, share = kaplan_meier(*records[queue])
        place = np.searchsorted(moments, WAITS_S, side="right")
        for name, values in (
            ("Kaplan–Meier", np.append(1.0, share)[place]),
            ("rate on pieces", fit.pieces.survival(WAITS_S)),
            ("exponential", PatienceCurve.exponential(fit.mean_s).survival(WAITS_S)),
        ):
            print(f"| {queue} {name} | " + " | ".join(f"{v:.1%}" for v in values) + " |")
    print(f"\nOne pool of {ERLANGS:g} erlangs, {AHT_S:g} s; in {TARGET_S:g} s, given up")
    print("| patience of | agents | simulated: in time | given up | Erlang A: in time | given up |")
    print("|" + "---|" * 6)
    for queue in LARGE:
        fit = fits[queue]
        assert fit is not None
        for agents in (8, 9, 10, 11, 12, 13):
            level, lost = steady(fit.curve, agents)
            exact = erlang_a(ERLANGS / AHT_S, AHT_S, fit.mean_s, agents, TARGET_S)
            print(
                f"| {queue} | {agents} | {level:.1%} | {lost:.1%} "
                f"| {exact.service_level:.1%} | {exact.prob_abandon:.1%} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
