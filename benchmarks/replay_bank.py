"""A week of the bank through rotas of ours, beside the bank's own presence.

Run ``python -m benchmarks.replay_bank [--week 1999-08-22] [--seconds 40] [--draws 50]``; weeks are
those of 22 August, 17 January and 24 January 1999. Three to nine searches make it take some
minutes. Everything is planned from the records before the week alone; the recorded week is
opened only to be replayed. Wrap-up and absence are read from 1-21 August and are the same for all.

Three budgets: the bank's hours on the phone; its paid hours, of which our breaks are taken; and
the hours on the phone at which our rota does as well as the bank. Contracts are scaled in
proportion to reach each.

Then the same with everybody alike (of mean speed, logged into every queue), beside staffing that
is free in every half-hour, from our forecast and with hindsight: what shifts, people and the
forecast each cost.
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from allocator.pipeline.replay_contacts import fit
from allocator.simulate.centre import LoggedIn
from allocator.store.scenario_folder import read_scenario
from benchmarks.replay_outcome import HIGH, LOW, Outcome, Replayer, with_range
from benchmarks.replay_rota import (
    PLANNING_TARGET_S,
    Change,
    PlannedRota,
    as_it_stands,
    plan_to,
    to_replay,
)
from benchmarks.replay_staffing import (
    Loads,
    alike,
    forecast_loads,
    free_heads,
    presence_of,
    recorded_loads,
    with_days_of,
)
from benchmarks.replay_week import AUGUST_WEEK, RECORDS, SCENARIO, bank_week

HINDSIGHT_TARGETS_S = (20, 60, 90, 120)
GAP_MINUTES = 30.0


def main() -> None:
    """Print a line for each presence."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--week", type=dt.date.fromisoformat, default=AUGUST_WEEK)
    parser.add_argument("--seconds", type=float, default=40.0, help="search for each rota")
    parser.add_argument("--draws", type=int, default=50)
    parser.add_argument(
        "--also-for-20-s", action="store_true", help="one more rota, planned for 20 s"
    )
    parser.add_argument("--keep", type=Path, help="folder for scenarios and rotas, to look at")
    options = parser.parse_args()
    begun = time.perf_counter()
    fitted = fit(read_scenario(SCENARIO), RECORDS, GAP_MINUTES)
    wrap_up_s, absence = fitted["wrap_up_s"], fitted["absence_share"]
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        week = bank_week(options.week, folder / "replayed")
        replayer = Replayer(week, wrap_up_s, absence, options.draws)
        own = replayer.own_presence
        bank = replayer.run(own)
        print(f"week of {options.week}: wrap-up {wrap_up_s:g} s, absence {absence:.1%}")
        _print_recorded(replayer)
        _print("the bank, replayed", replayer.own_paid_hours, bank, None)

        def ours(title: str, hours: float, change: Change = to_replay, **how: Any) -> _Row:
            made = plan_to(options.week, folder, change, hours, options.seconds, **how)
            row = _Row(made, replayer.run(replayer.all_queues(made.presence)))
            _print(title, made.paid_hours, row.outcome, bank)
            return row

        at_phone = ours("ours at its hours on the phone", bank.hours)
        at_paid = ours("ours at its paid hours", replayer.own_paid_hours, paid=True)
        even_at = _even(bank, [at_phone, at_paid])
        even = ours("ours where it should equal the bank", float(even_at.mean()))
        even_at = _even(bank, sorted([at_phone, at_paid, even], key=lambda row: row.hours))
        print(
            f"as good as the bank at {even_at.mean():.0f} hours on the phone "
            f"({np.quantile(even_at, LOW):.0f} to {np.quantile(even_at, HIGH):.0f}); "
            f"the bank had {bank.hours:.0f}"
        )
        if options.also_for_20_s:
            plain = ours("planned for 20 s, its hours on the phone", bank.hours, as_it_stands)
            apart = replayer.run(plain.made.presence)
            _print("the same, internet apart as its pools say", None, apart, bank)
        _print_alike(replayer, own, at_phone.made, wrap_up_s, absence)
    print(f"{time.perf_counter() - begun:.0f} s")


class _Row:
    """A rota with what became of the week under it."""

    def __init__(self, made: PlannedRota, outcome: Outcome) -> None:
        self.made, self.outcome = made, outcome
        self.hours = made.on_phone_hours


def _even(bank: Outcome, rows: list[_Row]) -> np.ndarray:
    """Hours at which ours answers as many in time as the bank, by draw, on a straight line."""
    hours = np.array([row.hours for row in rows])
    better = np.array([row.outcome.level - bank.level for row in rows])
    slope, at_zero = np.polyfit(hours, better, 1)
    return -at_zero / slope


def _print_alike(
    replayer: Replayer,
    own: tuple[LoggedIn, ...],
    made: PlannedRota,
    wrap_up_s: float,
    absence: float,
) -> None:
    queues, seats = (
        replayer.recording.queues,
        sum(pool.seats for pool in replayer.scenario.settings.pools),
    )
    bank = replayer.run(alike(own, queues))
    print("everybody alike, the same hours on the phone")
    _print("the bank", None, bank, None)
    _print("ours", None, replayer.run(alike(made.presence, queues)), bank)

    def free(loads: Loads, target_s: float) -> Outcome:
        heads = free_heads(loads, bank.hours, seats, target_s, 1 - absence, wrap_up_s)
        return replayer.run(presence_of(heads, queues))

    expected = forecast_loads(made.requirements, made.scenario.grid)
    _print("free half-hours, forecast", None, free(expected, PLANNING_TARGET_S), bank)
    came = recorded_loads(replayer.recording, replayer.patience_s)
    known = free(with_days_of(expected, came), PLANNING_TARGET_S)
    _print("free half-hours, forecast, its days known", None, known, bank)
    best = max((free(came, s) for s in HINDSIGHT_TARGETS_S), key=lambda one: one.level.mean())
    _print("free half-hours, hindsight", None, best, bank)
    print(f"half-way to hindsight {100 * (bank.level.mean() + best.level.mean()) / 2:.1f}%")


def _print_recorded(replayer: Replayer) -> None:
    found = replayer.as_recorded()
    by_queue = " ".join(
        f"{queue} {100 * level:.0f}"
        for queue, level in zip(replayer.recording.queues, found["level_by_queue"], strict=True)
    )
    print(
        f"{'the bank, as recorded':<50} in 20 s {100 * found['level']:.1f}%  given up "
        f"{100 * found['lost']:.1f}%  {by_queue}  of {found['contacts']:,} contacts"
    )


def _print(title: str, paid: float | None, found: Outcome, bank: Outcome | None) -> None:
    hours = f"{found.hours:.0f} h" + ("" if paid is None else f" of {paid:.0f} paid")
    print(f"{title:<50} {hours}")
    print(f"    in 20 s  {with_range(found.level):<26} given up {with_range(found.lost)}")
    levels, lost = found.level_by_queue.mean(axis=0), found.lost_by_queue.mean(axis=0)
    parts = zip(found.queues, levels, lost, strict=True)
    print("    by queue ", "  ".join(f"{q} {100 * a:.0f}/{100 * b:.0f}" for q, a, b in parts))
    if bank is not None:
        gain = found.level_by_queue.mean(axis=0) - bank.level_by_queue.mean(axis=0)
        worse = [
            f"{queue} by {-100 * one:.0f}"
            for queue, one in zip(found.queues, gain, strict=True)
            if one < 0
        ]
        print(
            f"    over the bank {with_range(found.level - bank.level)}; "
            f"given up {with_range(found.lost - bank.lost)}; "
            f"worse off: {', '.join(worse) or 'no queue'}",
            flush=True,
        )


if __name__ == "__main__":
    main()
