"""When contacts of a queue are expected and nobody is logged into it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allocator.demand.pool_load import planned_contacts
from allocator.domain.findings import day_text
from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.justify.held_activities import held_activities
from allocator.justify.wording import clock_span


@dataclass(frozen=True)
class UncoveredSpan:
    """Open intervals in a row with contacts expected on a queue and nobody to take them.

    Parameters
    ----------
    contacts
        Contacts of the queue expected in the span; of emails and call-backs, planned for it.
    activities
        Ids of the planned activities in the span that people who can take the queue are at.
    deferred
        Whether the queue's contacts can wait.
    """

    queue: str
    start: dt.datetime
    end: dt.datetime
    contacts: float
    activities: tuple[str, ...]
    deferred: bool = False

    @property
    def words(self) -> str:
        """One line: ``Nobody on chat Tue 1 Sep 13:00–13:30 (pier_briefing), 5.2 contacts``."""
        why = f" ({', '.join(self.activities)})" if self.activities else ""
        return (
            f"Nobody on {self.queue} {day_text(self.start.date())} "
            f"{clock_span(self.start, self.end)}{why}, {self.contacts:.1f} contacts "
            f"{'planned' if self.deferred else 'expected'}"
        )


def uncovered_spans(scenario: Scenario, plan: Plan) -> tuple[UncoveredSpan, ...]:
    """Spans in which nobody is logged into a queue that expects contacts, the most lost first."""
    grid = scenario.grid
    logged_in = {
        (queue, index)
        for block in plan.rota.blocks
        if block.is_on_phone
        for queue in block.queues
        for index in range(grid.index(block.start), grid.index(block.end))
    }
    expected = {
        (row.queue, grid.index(row.interval_start)): planned_contacts(row)
        for row in plan.requirements
        if planned_contacts(row) > 0
    }
    runs: list[list[tuple[str, int]]] = []
    for queue, index in sorted(expected.keys() - logged_in):
        if runs and runs[-1][-1] == (queue, index - 1):
            runs[-1].append((queue, index))
        else:
            runs.append([(queue, index)])
    held = held_activities(scenario, plan.rota)
    spans: list[UncoveredSpan] = []
    for run in runs:
        queue, first = run[0]
        start, end = grid.moment(first), grid.moment(run[-1][1] + 1)
        spans.append(
            UncoveredSpan(
                queue=queue,
                start=start,
                end=end,
                contacts=sum(expected[place] for place in run),
                deferred=scenario.queue_by_id[queue].channel.is_deferred,
                activities=tuple(
                    one.activity_id
                    for one in held
                    if one.meets(start, end)
                    and any(_can_take(scenario, who, queue) for who in one.participants)
                ),
            )
        )
    return tuple(sorted(spans, key=lambda span: -span.contacts))


def _can_take(scenario: Scenario, agent_id: str, queue: str) -> bool:
    return queue in scenario.usable_queues(agent_id, scenario.pool_of_queue[queue])
