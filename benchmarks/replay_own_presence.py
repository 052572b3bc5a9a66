"""The bank's recorded weeks through its own presence: whether the replay gives the bank back.

Run ``python -m benchmarks.replay_own_presence [--draws 50]`` (some 20 seconds). Wrap-up and
absence are read from 1-21 August; the weeks of 22 August and of January are in none of it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

from allocator.pipeline.replay_contacts import ReplaySettings, fit, replay_contacts
from allocator.store.scenario_folder import read_scenario
from benchmarks.replay_week import AUGUST_WEEK, CREDIT_S, RECORDS, SCENARIO, contacts_of

FITTED_ON = tuple(dt.date(1999, 8, day) for day in (1, 8, 15))
NOT_FITTED_ON = (AUGUST_WEEK, dt.date(1999, 1, 17), dt.date(1999, 1, 24))
ACTUALS = SCENARIO / "actuals" / "contacts.csv.gz"


def main() -> None:
    """Print a line for each week, and the days of the week of 22 August."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=50)
    draws = parser.parse_args().draws
    found = fit(read_scenario(SCENARIO), RECORDS, 30)
    print(
        f"wrap-up {found['wrap_up_s']:g} s, of {found['gaps']:,} gaps; "
        f"absence {found['absence_share']:.1%}"
    )
    with tempfile.TemporaryDirectory() as name:
        for week in (*FITTED_ON, *NOT_FITTED_ON):
            august = week == AUGUST_WEEK
            file = ACTUALS if august else contacts_of(week, Path(name) / f"{week}.csv")
            settings = ReplaySettings(
                wrap_up_s=found["wrap_up_s"],
                absence_share=found["absence_share"],
                credit_s=CREDIT_S if august else 0.0,
                draws=draws,
            )
            replayed = replay_contacts(SCENARIO, file, None, settings)
            fitted_on = " (fitted on)" if week in FITTED_ON else ""
            print(f"{week}{fitted_on:<12} {_line(replayed['all'])}")
            if august:
                for row in [*replayed["queues"], *replayed["days"]]:
                    title = row.get("queue") or row["date"]
                    print(f"    {title:<10} {row['contacts']:>5} {_line(row)}")


def _line(row: dict[str, Any]) -> str:
    parts = []
    for title, name in (("in 20 s", "service_level_share"), ("given up", "abandoned_share")):
        old, new = row[f"recorded_{name}"], row[f"replayed_{name}"]
        low, high = row[f"replayed_{name}_low"], row[f"replayed_{name}_high"]
        parts.append(f"{title} {old:.1%} recorded, {new:.1%} ({low:.1%} to {high:.1%}) replayed")
    return "; ".join(parts)


if __name__ == "__main__":
    main()
