"""How the forecast of the bank's planned week did, against what the week brought.

Run ``python -m benchmarks.forecast_bank_august``. The recorded week lies in the scenario's
``actuals/``, which no planning stage reads; the forecast below is made before it is opened.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
from collections import Counter
from pathlib import Path

from allocator.domain.demand import HistoryRow
from allocator.forecast.backtest.accuracy import Accuracy
from allocator.forecast.forecast import forecast_accuracy, forecast_week
from allocator.store.scenario_folder import read_scenario

SCENARIO = Path(__file__).parents[1] / "scenarios" / "bank-august"


def recorded_contacts(path: Path) -> list[HistoryRow]:
    """Contacts that entered a queue, by half-hour of arrival, from call-by-call records."""
    counts: Counter[tuple[dt.datetime, str]] = Counter()
    with gzip.open(path, "rt", newline="") as file:
        for row in csv.DictReader(file):
            if row["entered_queue"] == "True":
                arrived = dt.datetime.fromisoformat(row["arrived_at"])
                half_hour = arrived.replace(minute=arrived.minute // 30 * 30, second=0)
                counts[half_hour, row["queue"]] += 1
    return [
        HistoryRow(interval_start=start, queue=queue, contacts=contacts)
        for (start, queue), contacts in sorted(counts.items())
    ]


def planned_week_accuracy() -> tuple[Accuracy, ...]:
    """Errors of the planned week's forecast by queue and, last, of all queues."""
    scenario = read_scenario(SCENARIO)
    made = forecast_week(scenario)
    return forecast_accuracy(
        scenario, made, recorded_contacts(SCENARIO / "actuals" / "contacts.csv.gz")
    )


def main() -> None:
    """Print the table."""
    print("WAPE by half-hour and queue, 22-28 August 1999 (forecast from 1-21 August and January)")
    print(
        f"{'queue':<6}{'contacts':>9}{'forecast':>10}{'bias':>8}{'last week':>11}"
        f"{'weekday mean':>14}{'by chance':>11}{'in p10-p90':>12}"
    )
    for row in planned_week_accuracy():
        inside = "" if row.range_share is None else f"{row.range_share:.1%}"
        print(
            f"{row.queue:<6}{row.contacts:>9.0f}{row.wape_share:>10.1%}{row.bias_share:>+8.1%}"
            f"{row.last_week_wape_share:>11.1%}{row.weekday_mean_wape_share:>14.1%}"
            f"{row.chance_wape_share:>11.1%}{inside:>12}"
        )


if __name__ == "__main__":
    main()
