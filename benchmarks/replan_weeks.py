"""The bank's weeks of August planned by us and kept on disk, for the replans that are measured.

Each is planned once, from the records before it alone, with the contracts that those show; what it
brought is opened only to be replayed.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from allocator.domain.plan import Plan
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.pipeline.need_rounds import DEFAULT_ROUNDS
from allocator.pipeline.replay_contacts import fit
from allocator.simulate.week import rota_centre
from allocator.store.plan_folder import read_plan
from allocator.store.scenario_folder import read_scenario
from benchmarks.replay_outcome import Outcome, Replayer
from benchmarks.replay_week import (
    AUGUST_WEEK,
    CREDIT_S,
    EARLIER_AUGUST_WEEKS,
    RECORDS,
    SCENARIO,
    BankWeek,
    bank_week,
    contacts_of,
)
from benchmarks.why_not import brief_plan

WEEKS = (*EARLIER_AUGUST_WEEKS, AUGUST_WEEK)
_FIT_FILE, _PLAN, _WEEK_FILE = "fit.json", "plan", "contacts"
_GAP_MINUTES = 30.0

Floats = np.ndarray


@dataclass(frozen=True)
class Kept:
    """A planned week with what it brought.

    Parameters
    ----------
    folder
        Of the plan.
    """

    week: BankWeek
    folder: Path
    scenario: Scenario
    plan: Plan


def planned_week(start: dt.date, keep: Path, seconds: float, records: Path | None) -> Kept:
    """Plan of a week: read where it was kept, made and kept where not.

    Parameters
    ----------
    records
        Records that hold the priorities of customers, of which those of the project of the weeks
        before that of 22 August do not tell; ``None`` for the project's own.
    """
    place = keep / start.isoformat()
    if not (place / _PLAN / "plan.json").exists():
        shutil.rmtree(place, ignore_errors=True)  # half-made, where a run was stopped
        bank_week(start, place)
        brief_plan(place / "scenario", place / _PLAN, seconds, DEFAULT_ROUNDS)
    if start == AUGUST_WEEK:
        week = BankWeek(
            start, place / "scenario", SCENARIO / "actuals" / "contacts.csv.gz", CREDIT_S
        )
    else:
        brought = contacts_of(start, place / f"{_WEEK_FILE}.csv", records or RECORDS)
        week = BankWeek(start, place / "scenario", brought, CREDIT_S if records else 0.0)
    scenario = read_scenario(place / _PLAN / "scenario")
    return Kept(week, place / _PLAN, scenario, read_plan(place / _PLAN))


def replayer_of(kept: Kept, keep: Path, draws: int) -> Replayer:
    """Return what sends a week through presences; wrap-up and absence as 1-21 August show them."""
    file = keep / _FIT_FILE
    if not file.exists():
        found = fit(read_scenario(SCENARIO), RECORDS, _GAP_MINUTES)
        names = ("wrap_up_s", "absence_share")
        file.write_text(json.dumps({name: found[name] for name in names}), encoding="utf-8")
    fitted = json.loads(file.read_text(encoding="utf-8"))
    return Replayer(kept.week, fitted["wrap_up_s"], fitted["absence_share"], draws)


def replayed(replayer: Replayer, rota: Rota, *, all_queues: bool = False) -> Outcome:
    """Send a week through a rota.

    Parameters
    ----------
    all_queues
        Log everybody into all that they can take; otherwise as the rota says.
    """
    agents = [agent.agent_id for agent in replayer.scenario.agents]
    spans = rota_centre(replayer.scenario, rota).spans
    return replayer.run(replayer.all_queues(spans) if all_queues else spans, agents)


def day_level(outcome: Outcome, day: int) -> Floats:
    """Share answered in time of the contacts of one day, by draw."""
    offered, in_time = outcome.offered_by_day[:, day], outcome.in_time_by_day[:, day]
    return in_time / np.maximum(offered, 1)
