"""Whether patience that is not exponential explains why replays have too many give up.

Run ``python -m benchmarks.patience_replay [--draws 30]``. The weeks of August are sent through the
bank's own presence, as ``allocator simulate --replay`` does it, with what is left of the patience
of those who were answered drawn three ways: from the exponential about the queue's mean; from the
rates of giving up on pieces of the wait, fitted to single calls of 1-21 August; and the same with
regular and stock-exchange customers (PS, NE, PE, TT) before prospective ones and internet support,
which no record says but the differences between queues suggest. In each, the share who gave up
and the share whose wait was over two minutes, in all and by queue.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from allocator.demand.arrays import Floats
from allocator.forecast.durations.patience_curve import PatienceCurve, fit_patience
from allocator.pipeline.recorded_files import logins, read_recording
from allocator.simulate.absence import draw_absences
from allocator.simulate.centre import Centre
from allocator.simulate.contacts import Contacts, serve_contacts
from allocator.simulate.recording import Recording, recorded_presence
from allocator.simulate.replay import RecordedDemand, ReplayRules
from allocator.simulate.week import skill_factors
from allocator.store.scenario_folder import read_scenario
from benchmarks.patience_bank import DAYS, RECORDS, SCENARIO

ACTUALS = SCENARIO / "actuals" / "contacts.csv.gz"
WRAP_UP_S, ABSENCE_SHARE, CREDIT_S, GAP_S = 5.0, 0.213, 90.0, 1800.0
FIRST = ("PS", "NE", "PE", "TT")
SHOWN = ("PS", "NE", "NW", "IN")
TARGET_S, LONG_S = 20.0, 120.0


@dataclass(frozen=True)
class DrawnFromPieces(RecordedDemand):
    """Recorded demand whose unknown patience follows the rates of giving up.

    Parameters
    ----------
    ahead_s
        Wait that the queues of ``FIRST`` are credited with on top.
    """

    curves: Mapping[str, PatienceCurve] = field(default_factory=dict[str, PatienceCurve])
    ahead_s: float = 0.0

    def draw(self, seed: np.random.SeedSequence) -> Contacts:
        """Draw what is not known."""
        contacts, recording = super().draw(seed), self.recording
        uniform = np.random.default_rng(seed.spawn(1)[0]).random(len(recording.wait_s))
        patience_s, credit_s = contacts.patience_s.copy(), contacts.credit_s.copy()
        for q, queue in enumerate(recording.queues):
            mine = recording.queue == q
            cut_off = mine & recording.answered
            patience_s[cut_off] = self.curves[queue].patience_s(
                recording.wait_s[cut_off], uniform[cut_off]
            )
            credit_s[mine] += self.ahead_s * (queue in FIRST)
        return replace(contacts, patience_s=patience_s, credit_s=credit_s)


def week_of(recording: Recording, first: int) -> Recording:
    """Seven operating days of a recording, from a number of days before its end on."""
    whole = recording.last_days(first)
    keep = whole.arrival_s < whole.day_start_s[7]
    parts = {
        name: getattr(whole, name)[keep]
        for name in (
            "arrival_s", "queue", "wait_s", "answered", "service_s", "agent", "priority"
        )
    }  # fmt: skip
    grid = type(whole.grid).model_validate(whole.grid.model_dump() | {"day_count": 7})
    return replace(whole, grid=grid, **parts)


def shares(recording: Recording, wait_s: Floats, gave_up: Floats) -> list[float]:
    """Answered in time, given up, then given up and long waits of each queue shown."""
    found = [float(((wait_s <= TARGET_S) & ~gave_up).mean()), float(gave_up.mean())]
    for queue in SHOWN:
        mine = recording.queue == recording.queues.index(queue)
        found += [float(gave_up[..., mine].mean()), float((wait_s[..., mine] > LONG_S).mean())]
    return found


def replayed(demand: RecordedDemand, centre: Centre, draws: int) -> list[float]:
    """Mean shares over draws of what is not recorded."""
    week_s = float(demand.recording.day_start_s[-1])
    rows: list[list[float]] = []
    for one in np.random.SeedSequence(1).spawn(draws):
        contact_seed, absence_seed = one.spawn(2)
        contacts = demand.draw(contact_seed)
        random = np.random.default_rng(absence_seed)
        absences = draw_absences(centre, ABSENCE_SHARE, week_s, random)
        answered_s = serve_contacts(centre, contacts, absences).answered_s
        gave_up = np.isnan(answered_s)
        wait_s = np.where(gave_up, contacts.patience_s, answered_s - contacts.arrival_s)
        rows.append(shares(demand.recording, wait_s, gave_up))
    return np.mean(rows, axis=0).tolist()


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--draws", type=int, default=30)
    draws = parser.parse_args().draws
    scenario = read_scenario(SCENARIO)
    records = read_recording(scenario, RECORDS)
    fitted = records.last_days(DAYS)
    fits = {
        queue: fit_patience(fitted.wait_s[fitted.queue == q], ~fitted.answered[fitted.queue == q])
        for q, queue in enumerate(fitted.queues)
    }
    curves = {queue: fit.curve for queue, fit in fits.items() if fit is not None}
    means = {queue: fit.mean_s for queue, fit in fits.items() if fit is not None}
    factor = skill_factors(scenario)
    print(
        "| week of | | in 20 s | given up | " + " | ".join(f"{q} (over 2 min)" for q in SHOWN), "|"
    )
    print("|" + "---|" * (4 + len(SHOWN)))
    weeks = {f"{day} August": week_of(records, 22 - day) for day in (1, 8, 15)}
    weeks["22 August"] = read_recording(scenario, ACTUALS)
    for name, recording in weeks.items():
        credit_s = CREDIT_S if recording.priority.any() else 0.0
        rules = ReplayRules(WRAP_UP_S, ABSENCE_SHARE, means, credit_s)
        spans = recorded_presence(recording, logins(scenario), GAP_S)
        agents = sorted({agent.agent_id for agent in scenario.agents} | {s.agent_id for s in spans})
        centre = Centre.of(recording.queues, agents, spans, factor)
        plain = RecordedDemand.of(recording, factor, rules)
        pieces = DrawnFromPieces(recording, plain.work_s, rules, curves)
        rows = {
            "recorded": shares(recording, recording.wait_s, ~recording.answered),
            "exponential": replayed(plain, centre, draws),
            "rates on pieces": replayed(pieces, centre, draws),
            "and PS, NE, PE, TT first": replayed(replace(pieces, ahead_s=1e5), centre, draws),
        }
        for how, (level, lost, *by_queue) in rows.items():
            pairs = zip(by_queue[::2], by_queue[1::2], strict=True)
            cells = " | ".join(f"{share:.1%} ({long:.1%})" for share, long in pairs)
            print(f"| {name} | {how} | {level:.1%} | {lost:.1%} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
