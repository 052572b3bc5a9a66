"""The forecast of the bank's planned week, from history alone, against what the week brought."""

import datetime as dt

from benchmarks.forecast_bank_august import SCENARIO, planned_week_accuracy, recorded_contacts


def test_forecast_is_no_worse_than_the_better_baseline() -> None:
    *_, every_queue = planned_week_accuracy()
    assert every_queue.queue == "all"
    better = min(every_queue.last_week_wape_share, every_queue.weekday_mean_wape_share)
    assert every_queue.wape_share <= better


def test_recorded_week_is_the_one_that_was_published() -> None:
    rows = recorded_contacts(SCENARIO / "actuals" / "contacts.csv.gz")
    # The source's own count of the contacts that reached a queue from 22 to 28 August; an
    # operating day ends at four, so a few of the night that follows are in the file too.
    before_sunday = dt.datetime.fromisoformat("1999-08-29T00:00:00")
    assert sum(row.contacts for row in rows if row.interval_start < before_sunday) == 7124
