"""The bank's week of 22 August through rotas of ours, beside the bank's own presence.

Run ``python -m benchmarks.replay_bank_august [--seconds 60] [--draws 50]``. The rotas are planned
from the history before the week alone; contracted hours are scaled in proportion so that the rota
comes to the bank's hours on the phone (578) and to its paid hours (728, of which our own breaks
are taken). Wrap-up and absence are read from 1-21 August and are the same for all; the recorded
week is opened only to be replayed.

Nobody knows who of the bank was logged into which queue, so its people are taken to be logged into
every queue that they can take. Our rota keeps internet support apart, as its pools say; so it is
replayed as written, and once more with everybody logged into all that they can take.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import tempfile
from pathlib import Path
from typing import Any

from allocator.domain.rota import Activity
from allocator.forecast.forecast import forecast
from allocator.pipeline.replay_contacts import ReplaySettings, replay_contacts
from allocator.rota.limits import SearchLimits
from allocator.rota.optimise import optimise
from allocator.rules.contracted_hours.check import paid_minutes
from allocator.store.plan_tables import rota_csv
from allocator.store.scenario_folder import read_scenario

SCENARIO = Path(__file__).parents[1] / "scenarios" / "bank-august"
CONTACTS = SCENARIO / "actuals" / "contacts.csv.gz"
RECORDS = SCENARIO / "source" / "contacts.csv.gz"
ON_PHONE_HOURS, PAID_HOURS = 578.0, 728.0
CONTRACTED_HOURS = 702.0
TRIES_MAX = 4
CREDIT_S = 90.0


def scaled_scenario(folder: Path, factor: float) -> Path:
    """Copy the scenario with everybody's contracted hours times a factor, to half-hours."""
    shutil.copytree(SCENARIO, folder, ignore=shutil.ignore_patterns("actuals", "source"))
    path = folder / "agents.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["weekly_hours"] = f"{max(3.0, round(2 * float(row['weekly_hours']) * factor) / 2):.1f}"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return folder


def planned(folder: Path, factor: float, seconds: float) -> tuple[Path, float, float]:
    """Plan with scaled hours; the rota's file, its hours on the phone and its paid hours."""
    scenario = read_scenario(scaled_scenario(folder / f"scenario-{factor:.4f}", factor))
    limits = SearchLimits(seed=1, seconds=seconds, reproducible=False)
    found = optimise(scenario, forecast(scenario), limits, lambda *_: None)
    assert found.rota is not None, found.reason
    shifts = [shift for agent in scenario.agents for shift in found.rota.shifts(agent.agent_id)]
    on_phone = sum(b.minutes for b in found.rota.blocks if b.activity is Activity.WORK) / 60
    paid = sum(paid_minutes(scenario, shift) for shift in shifts) / 60
    out = folder / f"plan-{factor:.4f}"
    out.mkdir()
    (out / "rota.csv").write_text(rota_csv(found.rota), encoding="utf-8")
    return out / "rota.csv", on_phone, paid


def planned_to(
    folder: Path, hours: float, which: int, seconds: float
) -> tuple[Path, tuple[float, float]]:
    """Plan so that the rota comes to some hours on the phone (0) or paid (1), to one percent.

    Contracts are in half-hours and may be missed by half an hour, so that it takes some tries.
    """
    factor, tries = hours / CONTRACTED_HOURS, 0
    while True:
        rota, *came_to = planned(folder, factor, seconds)
        tries += 1
        if abs(came_to[which] / hours - 1) < 0.01 or tries == TRIES_MAX:
            return rota, (came_to[0], came_to[1])
        factor *= hours / came_to[which]


def without_queues(rota: Path) -> Path:
    """Presence of a rota's time on the phone, without the queues."""
    out = rota.with_name("presence.csv")
    with rota.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["activity"] == "work"]
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("agent_id", "start", "end"))
        writer.writerows((row["agent_id"], row["start"], row["end"]) for row in rows)
    return out


def main() -> None:
    """Print a line for each presence, and by queue below."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60.0, help="search for each rota")
    parser.add_argument("--draws", type=int, default=50)
    options = parser.parse_args()
    settings = ReplaySettings(fit_on=RECORDS, credit_s=CREDIT_S, draws=options.draws)
    own = replay_contacts(SCENARIO, CONTACTS, None, settings)
    print(f"wrap-up {own['wrap_up_s']:g} s, absence {own['absence_share']:.1%}")
    _print("the bank, as recorded", own, "recorded")
    _print("the bank's presence, replayed", own, "replayed")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, hours, which in (
            ("our rota at the bank's hours on the phone", ON_PHONE_HOURS, 0),
            ("our rota at the bank's paid hours", PAID_HOURS, 1),
        ):
            rota, came_to = planned_to(folder, hours, which, options.seconds)
            print(f"{title}: {came_to[0]:.0f} on the phone, {came_to[1]:.0f} paid")
            for how, presence in (
                ("  as written", rota),
                ("  everybody logged into all they can take", without_queues(rota)),
            ):
                found = replay_contacts(SCENARIO, CONTACTS, presence, settings)
                _print(how, found, "replayed")


def _print(title: str, found: dict[str, Any], which: str) -> None:
    def figure(row: dict[str, Any], name: str) -> str:
        text = f"{row[f'{which}_{name}']:.1%}"
        if which == "recorded":
            return text
        return f"{text} ({row[f'replayed_{name}_low']:.1%} to {row[f'replayed_{name}_high']:.1%})"

    print(title)
    for row in [found["all"], *found["queues"]]:
        level, lost = figure(row, "service_level_share"), figure(row, "abandoned_share")
        name = row.get("queue", "all")
        print(f"  {name:<4} {row['contacts']:>6,}  in 20 s {level:<26} given up {lost}", flush=True)


if __name__ == "__main__":
    main()
