"""Mean patience of each queue's contacts, and where it comes from."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from allocator.domain.demand import HistoryRow
from allocator.domain.scenario import Scenario
from allocator.forecast.history.arranged import operating_day

ABANDONED_MIN = 20
"""Fewest abandonments from which a mean patience is taken: its standard error is then 22%."""

_NORMAL_95 = 1.959964
"""Quantile of the normal distribution for an interval of 95%."""

_DAYS = 42
"""How far back the records count: people's patience follows the service they are used to."""


class PatienceSource(StrEnum):
    """Where a queue's patience comes from, best first."""

    RECORDS = "records"
    QUEUE_SETTING = "queue setting"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Patience:
    """Mean patience of one queue.

    Parameters
    ----------
    abandoned
        Abandonments recorded.
    abandoned_with_wait
        Of these, those beside which the mean wait is recorded: only they can be used.
    patience_low_s, patience_high_s
        95% interval of the mean; ``None`` where it does not come from records.
    """

    queue: str
    patience_s: float
    source: PatienceSource
    abandoned: float
    abandoned_with_wait: float
    patience_low_s: float | None = None
    patience_high_s: float | None = None

    @property
    def why_unused(self) -> str:
        """Why the abandonments recorded say nothing of patience; empty where they do."""
        if self.source is PatienceSource.RECORDS or not self.abandoned:
            return ""
        if not self.abandoned_with_wait:
            return "no mean wait is recorded beside them (mean_wait_s, over all contacts offered)"
        if self.abandoned_with_wait < ABANDONED_MIN:
            return (
                f"a mean wait is recorded beside {self.abandoned_with_wait:.0f} of them, and "
                f"{ABANDONED_MIN} are needed"
            )
        return "the mean waits recorded beside them are 0"


def patience_by_queue(scenario: Scenario) -> dict[str, Patience]:
    """Mean patience of each queue from the last six weeks before the planned week.

    With exponential patience, of which only the part up to the answer is seen (censored), the
    maximum-likelihood mean is the time waited by all contacts over the number that left.

    Source
    ------
    A. Mandelbaum and S. Zeltyn, "Service engineering in action: the Palm/Erlang-A queue",
    2007: ``1/θ = E[W]/P(abandon)``.
    """
    by_day: defaultdict[str, defaultdict[dt.date, list[float]]] = defaultdict(
        lambda: defaultdict(lambda: [0.0, 0.0])
    )
    abandoned: defaultdict[str, float] = defaultdict(float)
    for day, row in _recent(scenario):
        if row.abandoned is None:
            continue
        abandoned[row.queue] += row.abandoned
        if row.mean_wait_s is not None:
            of_day = by_day[row.queue][day]
            of_day[0] += row.abandoned
            of_day[1] += row.contacts * row.mean_wait_s
    found: dict[str, Patience] = {}
    for queue in scenario.settings.queues:
        days = list(by_day[queue.id].values())
        left, waited_s = (sum(of_day[k] for of_day in days) for k in (0, 1))
        low_s = high_s = None
        if left >= ABANDONED_MIN and waited_s > 0:
            value, source = waited_s / left, PatienceSource.RECORDS
            factor = _interval_factor(days, left / waited_s)
            low_s, high_s = round(value / factor, 1), round(value * factor, 1)
        elif queue.patience_s is not None:
            value, source = queue.patience_s, PatienceSource.QUEUE_SETTING
        else:
            value, source = scenario.settings.default_patience_s, PatienceSource.DEFAULT
        found[queue.id] = Patience(
            queue.id, round(value, 1), source, abandoned[queue.id], left, low_s, high_s
        )
    return found


def _interval_factor(days: list[list[float]], rate_per_s: float) -> float:
    """Factor from the mean to either end of its 95% interval.

    With exponential patience the number who give up in so much time waited is Poisson. Days
    scatter more than that, since patience is not quite exponential and the same on all of them;
    by how much is read from the days themselves.

    Parameters
    ----------
    days
        Number who gave up, and time waited in seconds, of each day.
    rate_per_s
        The one over the other, of all days together.

    Source
    ------
    P. McCullagh and J. A. Nelder, "Generalized linear models", 2nd ed. 1989, section 6.2:
    over-dispersion by the mean of Pearson's residuals; the interval is symmetric in logarithms.
    """
    waited = [(left, rate_per_s * waited_s) for left, waited_s in days if waited_s > 0]
    squares = sum((left - expected) ** 2 / expected for left, expected in waited)
    dispersion = max(1.0, squares / (len(waited) - 1)) if len(waited) > 1 else 1.0
    return math.exp(_NORMAL_95 * math.sqrt(dispersion / sum(left for left, _ in days)))


def _recent(scenario: Scenario) -> list[tuple[dt.date, HistoryRow]]:
    """Rows, with their days, of the six weeks up to the last recorded day before the plan."""
    start = scenario.settings.week.start
    dated = [(operating_day(scenario, row), row) for row in scenario.history]
    days = [day for day, _ in dated if day < start]
    if not days:
        return []
    first = max(days) - dt.timedelta(days=_DAYS - 1)
    return [(day, row) for day, row in dated if first <= day < start]
