"""Twelve weeks of the harbour centre: the worst burden with the ledger, and without it.

Run ``python -m benchmarks.twelve_weeks [--weeks 12] [--seconds 30] [--json]``. Every week is
planned three times, each way with what its own weeks before have left:

- ``ledger``: the ledger rolls on from week to week;
- ``forgotten``: the fair share is priced all the same, but every week begins with an empty ledger;
- ``unpriced``: an unsocial hour above the fair share costs nothing.

Demand, leave and requests of a week are drawn from the seed and are the same all three ways. The
search tries a fixed number of changes, so that what else the machine does makes no difference.
Each week that is planned is kept in a folder (``--folder``): a run that is stopped goes on from
there, and ``--plans`` ends it after so many. Burdens are measured by the weeks planned alone, from
nothing, and by a ledger that no plan has seen but the first kind's.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from allocator.demand.service import ServiceModel
from allocator.domain.ledger import LedgerEntry
from allocator.domain.people import WorkedShift
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.rota.blocks import to_rota
from allocator.rota.draft import NoDraft, make_draft
from allocator.rota.limits import SearchLimits
from allocator.rota.reached import Reached
from allocator.rota.search import search_on
from allocator.verify.objective import measure
from allocator.verify.rolled_ledger import rolled_ledger, week_entries
from allocator.verify.verifier import broken_rules
from benchmarks.twelve_weeks_centre import demand_of, first_day, week_of
from benchmarks.twelve_weeks_figures import WeekFigures, table, weeks_figures
from benchmarks.twelve_weeks_picture import picture

WAYS = ("ledger", "forgotten", "unpriced")


@dataclass(frozen=True)
class Planned:
    """What planning a week has left.

    Parameters
    ----------
    worked
        Its shifts.
    borne
        What the week brought to everybody.
    ledger
        The ledger after it.
    late_contacts, declined
        Weighted, expected of the rota.
    cpu_s
        Processor time of the search.
    """

    worked: list[dict[str, Any]]
    borne: list[dict[str, Any]]
    ledger: list[dict[str, Any]]
    late_contacts: float
    declined: float
    cpu_s: float


def planned(folder: Path, way: str, seed: int, week: int, seconds: float) -> Path:
    """File that a week's plan is kept in."""
    return folder / f"{way}-seed{seed}-{seconds:g}s-week{week + 1:02d}.json"


def plan_week(way: str, seed: int, week: int, seconds: float, before: list[Planned]) -> Planned:
    """Plan a week after those before it."""
    worked = tuple(WorkedShift.model_validate(row) for one in before for row in one.worked)
    rows = before[-1].ledger if before and way == "ledger" else []
    ledger = tuple(LedgerEntry.model_validate(row) for row in rows)
    price = 0.0 if way == "unpriced" else None
    scenario = week_of(seed, week, worked, ledger, unsocial_price=price)
    need = demand_of(seed, scenario, week)
    begun = time.process_time()
    service = ServiceModel.of(scenario, need)
    limits = SearchLimits(seed + week, seconds, reproducible=True)
    draft = make_draft(scenario, service, limits, lambda _stage, _text: None, {})
    if isinstance(draft, NoDraft):
        raise SystemExit(f"week {week + 1}, {way}: {draft.reason}")
    best = search_on(draft, limits, Reached(lambda _stage, _text: None))
    rota = to_rota(best.instance, best.assignment)
    cpu_s = time.process_time() - begun
    return _kept(scenario, service, rota, cpu_s)


def _kept(scenario: Scenario, service: ServiceModel, rota: Rota, cpu_s: float) -> Planned:
    view = RotaView.whole(scenario, rota)
    broken = broken_rules(view)
    if broken:
        raise SystemExit(f"a rule is broken: {broken[0].message}")
    objective = measure(view, service)
    return Planned(
        worked=[
            {"agent_id": agent, "start": shift.start.isoformat(), "end": shift.end.isoformat()}
            for agent in rota.agent_ids
            for shift in rota.shifts(agent)
        ],
        borne=[
            row.model_dump(mode="json")
            for rows in week_entries(scenario, rota).values()
            for row in rows
        ],
        ledger=[row.model_dump(mode="json") for row in rolled_ledger(scenario, rota)],
        late_contacts=objective.amounts["late_contacts"],
        declined=math.fsum(
            row.requests_declined for rows in week_entries(scenario, rota).values() for row in rows
        ),
        cpu_s=cpu_s,
    )


def all_weeks(
    folder: Path, way: str, seed: int, weeks: int, seconds: float, left: list[int]
) -> list[Planned]:
    """Weeks planned one way, those kept read and the others planned, until no plan is left."""
    done: list[Planned] = []
    for week in range(weeks):
        file = planned(folder, way, seed, week, seconds)
        if file.exists():
            done.append(Planned(**json.loads(file.read_text(encoding="utf-8"))))
            continue
        if not left[0]:
            break
        left[0] -= 1
        made = plan_week(way, seed, week, seconds, done)
        text = f"week {week + 1} from {first_day(week)}, {way}: {made.cpu_s:.1f} s of processor"
        print(text, file=sys.stderr, flush=True)
        beside = file.with_suffix(".new")
        beside.write_text(json.dumps(asdict(made)), encoding="utf-8")
        beside.rename(file)
        done.append(made)
    return done


def main() -> None:
    """Plan what is not planned yet, and print the table."""
    parser = argparse.ArgumentParser(description="The worst burden with a ledger, and without.")
    parser.add_argument("--weeks", type=int, default=12)
    parser.add_argument(
        "--seconds",
        type=float,
        default=30.0,
        help="the search tries the changes of so many seconds",
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plans", type=int, default=10_000, help="most plans to make in this run")
    kept = Path(tempfile.gettempdir()) / "allocator-twelve-weeks"
    parser.add_argument("--folder", type=Path, default=kept, help="where planned weeks are kept")
    parser.add_argument("--picture", type=Path, help="SVG file to draw the burdens into")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    left = [arguments.plans]
    found: dict[str, list[WeekFigures]] = {}
    for way in WAYS:
        done = all_weeks(
            arguments.folder, way, arguments.seed, arguments.weeks, arguments.seconds, left
        )
        rows = [tuple(LedgerEntry.model_validate(row) for row in one.borne) for one in done]
        found[way] = weeks_figures(
            rows, [one.late_contacts for one in done], [one.declined for one in done]
        )
    if arguments.json:
        shown = {way: [asdict(week) for week in weeks] for way, weeks in found.items()}
        print(json.dumps(shown, indent=2))
    else:
        print(table(found))
    if arguments.picture is not None and all(found.values()):
        arguments.picture.write_text(picture(found), encoding="utf-8")


if __name__ == "__main__":
    main()
