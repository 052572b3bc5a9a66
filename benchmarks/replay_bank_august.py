"""The bank's week of 22 August through rotas of ours, beside the bank's own presence.

Run ``python -m benchmarks.replay_bank_august [--seconds 60] [--draws 50]``. The rotas are planned
from the history before the week alone; contracted hours are scaled in proportion so that the rota
comes to the bank's hours on the phone (578) and to its paid hours (728, of which our own breaks
are taken). Wrap-up and absence are read from 1-21 August and are the same for all; the recorded
week is opened only to be replayed.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import tempfile
from pathlib import Path
from typing import Any

from allocator.domain.rota import Activity
from allocator.pipeline.plan_week import plan_week
from allocator.pipeline.replay_contacts import ReplaySettings, replay_contacts
from allocator.store.plan_folder import read_plan

SCENARIO = Path(__file__).parents[1] / "scenarios" / "bank-august"
CONTACTS = SCENARIO / "actuals" / "contacts.csv.gz"
RECORDS = SCENARIO / "source" / "contacts.csv.gz"
ON_PHONE_HOURS, PAID_HOURS = 578.0, 728.0
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
    scenario = scaled_scenario(folder / f"scenario-{factor:.4f}", factor)
    out = folder / f"plan-{factor:.4f}"
    outcome = plan_week(
        scenario, out, seed=1, seconds=seconds, reproducible=False, report=lambda *_: None
    )
    assert outcome.plan is not None, outcome.reason
    blocks = read_plan(out).rota.blocks
    on_phone = sum(block.minutes for block in blocks if block.activity is Activity.WORK) / 60
    return out / "rota.csv", on_phone, outcome.plan.summary.paid_hours


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
        _, on_phone, paid = planned(folder, 1.0, min(20.0, options.seconds))
        for title, factor in (
            ("our rota at the bank's hours on the phone", ON_PHONE_HOURS / on_phone),
            ("our rota at the bank's paid hours", PAID_HOURS / paid),
        ):
            rota, on_phone_now, paid_now = planned(folder, factor, options.seconds)
            found = replay_contacts(SCENARIO, CONTACTS, rota, settings)
            _print(
                f"{title} ({on_phone_now:.0f} on the phone, {paid_now:.0f} paid)", found, "replayed"
            )


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
