"""Mean patience of each queue's contacts, and where it comes from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from allocator.domain.demand import HistoryRow
from allocator.domain.scenario import Scenario
from allocator.forecast.history_table import operating_day

ABANDONED_MIN = 20
"""Fewest abandonments from which a mean patience is taken: its standard error is then 22%."""

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
    """

    queue: str
    patience_s: float
    source: PatienceSource
    abandoned: float
    abandoned_with_wait: float

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
    waited_s: dict[str, float] = {}
    abandoned: dict[str, float] = {}
    abandoned_with_wait: dict[str, float] = {}
    for row in _recent(scenario):
        if row.abandoned is None:
            continue
        abandoned[row.queue] = abandoned.get(row.queue, 0.0) + row.abandoned
        if row.mean_wait_s is None:
            continue
        waited_s[row.queue] = waited_s.get(row.queue, 0.0) + row.contacts * row.mean_wait_s
        abandoned_with_wait[row.queue] = abandoned_with_wait.get(row.queue, 0.0) + row.abandoned
    found: dict[str, Patience] = {}
    for queue in scenario.settings.queues:
        left, waited = abandoned_with_wait.get(queue.id, 0.0), waited_s.get(queue.id, 0.0)
        if left >= ABANDONED_MIN and waited > 0:
            value, source = waited / left, PatienceSource.RECORDS
        elif queue.patience_s is not None:
            value, source = queue.patience_s, PatienceSource.QUEUE_SETTING
        else:
            value, source = scenario.settings.default_patience_s, PatienceSource.DEFAULT
        recorded = abandoned.get(queue.id, 0.0)
        found[queue.id] = Patience(queue.id, round(value, 1), source, recorded, left)
    return found


def _recent(scenario: Scenario) -> list[HistoryRow]:
    """Rows of the six weeks up to the last recorded day before the planned week."""
    start = scenario.settings.week.start
    dated = [(operating_day(scenario, row), row) for row in scenario.history]
    days = [day for day, _ in dated if day < start]
    if not days:
        return []
    first = max(days) - dt.timedelta(days=_DAYS - 1)
    return [row for day, row in dated if first <= day < start]
