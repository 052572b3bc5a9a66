"""How far forecasts lie from what came, beside two forecasts that anybody can make."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats
from allocator.forecast.history.table import HistoryTable

PINBALL_PROBABILITIES = (0.1, 0.5, 0.9)
"""Quantiles whose pinball losses are averaged."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Errors of one forecast, of one queue or of all, over intervals, days or weeks.

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
        Part of the counts that lay within p10 to p90; ``None`` without a range.
    pinball_share
        Mean of the pinball losses of p10, p50 and p90, over the contacts; ``None`` without a
        range. A quantile's loss is its distance from the count, times the quantile where the
        count is above it and times the rest to one where it is below: the narrower a range that
        holds what it should, the less.
    """

    queue: str
    contacts: float
    wape_share: float
    bias_share: float
    last_week_wape_share: float
    weekday_mean_wape_share: float
    chance_wape_share: float
    range_share: float | None
    pinball_share: float | None = None


ALL_QUEUES = "all"
"""Name of the row that holds every queue."""


def accuracy(
    queues: tuple[str, ...],
    actual: Floats,
    expected: Floats,
    last_week: Floats,
    weekday_mean: Floats,
    quantiles: tuple[Floats, Floats, Floats] | None = None,
) -> tuple[Accuracy, ...]:
    """Compare forecasts with counts, queue by queue and then in all.

    Absolute errors are taken per count and queue and summed, so that queues cannot offset each
    other in the row of all.

    Parameters
    ----------
    actual, expected, last_week, weekday_mean
        Contacts, shape (N, Q); what did not come to be recorded is NaN in ``actual`` and does
        not count.
    quantiles
        p10, p50 and p90 of the forecast, each of shape (N, Q).
    """
    known = ~np.isnan(actual)
    chance = expected_chance_error(expected)

    def row(name: str, columns: list[int]) -> Accuracy:
        there = known[:, columns]
        came = actual[:, columns][there]
        total = float(came.sum())

        def share(errors: Floats) -> float:
            return float(errors.sum()) / total if total else float("nan")

        def off(forecast: Floats) -> Floats:
            return forecast[:, columns][there] - came

        inside = pinball = None
        if quantiles is not None:
            low, _, high = (off(quantile) for quantile in quantiles)
            inside = float(((low <= 0) & (high >= 0)).mean()) if len(came) else float("nan")
            losses = [
                _pinball(off(quantile), probability)
                for quantile, probability in zip(quantiles, PINBALL_PROBABILITIES, strict=True)
            ]
            pinball = share(np.mean(losses, axis=0))
        return Accuracy(
            queue=name,
            contacts=total,
            wape_share=share(np.abs(off(expected))),
            bias_share=share(off(expected)),
            last_week_wape_share=share(np.abs(off(last_week))),
            weekday_mean_wape_share=share(np.abs(off(weekday_mean))),
            chance_wape_share=share(chance[:, columns][there]),
            range_share=inside,
            pinball_share=pinball,
        )

    every = list(range(len(queues)))
    rows = [row(queue, [q]) for q, queue in enumerate(queues)]
    return (*rows, row(ALL_QUEUES, every))


def _pinball(error: Floats, probability: float) -> Floats:
    """Loss of a quantile that lies so far above the count.

    Source
    ------
    R. Koenker and G. Bassett, "Regression quantiles", 1978.
    """
    return np.where(error > 0, (1.0 - probability) * error, -probability * error)


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
