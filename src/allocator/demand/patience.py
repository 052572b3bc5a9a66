"""Mean patience of each queue's contacts, and where it comes from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from allocator.demand.history_table import operating_day
from allocator.domain.demand import HistoryRow
from allocator.domain.scenario import Scenario

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
        Abandonments in the records that could have been used.
    """

    queue: str
    patience_s: float
    source: PatienceSource
    abandoned: float


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
    for row in _recent(scenario):
        if row.abandoned is None or row.mean_wait_s is None:
            continue
        waited_s[row.queue] = waited_s.get(row.queue, 0.0) + row.contacts * row.mean_wait_s
        abandoned[row.queue] = abandoned.get(row.queue, 0.0) + row.abandoned
    found: dict[str, Patience] = {}
    for queue in scenario.settings.queues:
        left, waited = abandoned.get(queue.id, 0.0), waited_s.get(queue.id, 0.0)
        if left >= ABANDONED_MIN and waited > 0:
            value, source = waited / left, PatienceSource.RECORDS
        elif queue.patience_s is not None:
            value, source = queue.patience_s, PatienceSource.QUEUE_SETTING
        else:
            value, source = scenario.settings.default_patience_s, PatienceSource.DEFAULT
        found[queue.id] = Patience(queue.id, round(value, 1), source, left)
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
