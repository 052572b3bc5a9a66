"""What an export of records shows before a scenario is made of it: defaults for the answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allocator.drafting.answers import Answers
from allocator.drafting.observed_hours import days_with_contacts, observed_hours
from allocator.errors import InputError
from allocator.pipeline.import_history import make_history, open_export


@dataclass(frozen=True)
class Recorded:
    """Opening hours and days that an export shows.

    Parameters
    ----------
    hours
        Opening hours as they would be typed; ``None`` where no contacts came at all.
    days
        Dates with contacts, from which the hours are guessed.
    last
        Last date of the records.
    """

    hours: str | None
    days: int
    last: dt.date


def recorded(answers: Answers) -> Recorded | None:
    """Look into the export; ``None`` without one that is sound (told with all else wrong)."""
    if answers.history is None:
        return None
    try:
        export = open_export(answers.history, map_file=answers.map, date_form=answers.date_form)
        history = make_history(export).history
    except InputError:
        return None
    return Recorded(
        observed_hours(history.rows, history.interval_minutes),
        days_with_contacts(history.rows),
        history.last.date(),
    )


def usual_week_start(found: Recorded | None, today: dt.date) -> dt.date:
    """Monday after the records, or without any the next one."""
    return monday_after(today if found is None else found.last)


def monday_after(day: dt.date) -> dt.date:
    """First Monday later than a date."""
    return day + dt.timedelta(days=7 - day.weekday())
