"""How far forecasts lie from what came, beside two forecasts that anybody can make."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Booleans, Floats
from allocator.forecast.history_table import HistoryTable


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Errors of one forecast at the history's interval, of one queue or of all.

    Parameters
    ----------
    contacts
        Contacts that came.
    wape_share
        Sum of the absolute errors over the contacts (weighted absolute percentage error).
    bias_share
        Forecast less contacts, over the contacts: positive where too many were expected.
    last_week_wape_share, weekday_mean_wape_share
        The same error of the two baselines: the same weekday last week, and the mean of the
        earlier same weekdays.
    chance_wape_share
        Error that would remain, by chance alone, if the forecast were the true mean and
        contacts came independently of each other (Poisson).
    range_share
        Part of the intervals whose count lay within p10 to p90; ``None`` without a range.
    """

    queue: str
    contacts: float
    wape_share: float
    bias_share: float
    last_week_wape_share: float
    weekday_mean_wape_share: float
    chance_wape_share: float
    range_share: float | None


ALL_QUEUES = "all"
"""Name of the row that holds every queue."""


def accuracy(
    queues: tuple[str, ...],
    actual: Floats,
    expected: Floats,
    last_week: Floats,
    weekday_mean: Floats,
    in_range: Booleans | None = None,
) -> tuple[Accuracy, ...]:
    """Compare forecasts with counts, queue by queue and then in all.

    Absolute errors are taken per interval and queue and summed, so that queues cannot offset
    each other in the row of all.

    Parameters
    ----------
    actual, expected, last_week, weekday_mean
        Contacts, shape (cells, Q).
    in_range
        Whether a count lay in its range, shape (cells, Q).
    """
    chance = expected_chance_error(expected)

    def row(name: str, columns: list[int]) -> Accuracy:
        came = actual[:, columns]
        total = float(came.sum())

        def share(errors: Floats) -> float:
            return float(errors.sum()) / total if total else float("nan")

        return Accuracy(
            queue=name,
            contacts=total,
            wape_share=share(np.abs(expected[:, columns] - came)),
            bias_share=share(expected[:, columns] - came),
            last_week_wape_share=share(np.abs(last_week[:, columns] - came)),
            weekday_mean_wape_share=share(np.abs(weekday_mean[:, columns] - came)),
            chance_wape_share=share(chance[:, columns]),
            range_share=None if in_range is None else float(in_range[:, columns].mean()),
        )

    every = list(range(len(queues)))
    rows = [row(queue, [q]) for q, queue in enumerate(queues)]
    return (*rows, row(ALL_QUEUES, every))


def expected_chance_error(mean: Floats) -> Floats:
    """Mean absolute deviation of a Poisson count from its mean.

    Source
    ------
    A. De Moivre (1730) for the binomial; for Poisson ``2·m^(k+1)·e^(−m)/k!``, k = ⌊m⌋.
    """
    from scipy.special import gammaln

    whole = np.floor(mean)
    logs = (whole + 1.0) * np.log(np.where(mean > 0, mean, 1.0)) - mean - gammaln(whole + 1.0)
    return np.where(mean > 0, 2.0 * np.exp(logs), 0.0)


def baselines(history: HistoryTable, days: Iterable[dt.date]) -> tuple[Floats, Floats]:
    """Return what the same weekday held last week, and on the mean of the earlier weeks.

    Only the weeks of the history's last stretch count (six at most, no long gap). Intervals
    that were not recorded are passed over; where no same weekday was recorded, both are zero.

    Returns
    -------
    last_week, weekday_mean
        Contacts, shape (D, B, Q), zero where closed.
    """
    stretch = history.latest_stretch()
    weekdays = np.array([day.weekday() for day in stretch.days])
    last: list[Floats] = []
    mean: list[Floats] = []
    for day in days:
        seen = stretch.contacts[(weekdays == day.weekday()) & stretch.recorded_days]
        known = ~np.isnan(seen)
        times = known.sum(axis=0)
        mean.append(np.nan_to_num(seen).sum(axis=0) / np.maximum(times, 1))
        newest = np.zeros(seen.shape[1:])
        for past, there in zip(seen, known, strict=True):  # oldest first, so the newest stays
            newest = np.where(there, past, newest)
        last.append(newest)
    return np.array(last), np.array(mean)
