"""Why leave cannot be had, and what would allow it: fewer days among the rest."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from allocator.domain.findings import day_text
from allocator.domain.people import Leave
from allocator.domain.people_names import called
from allocator.domain.scenario import Scenario
from allocator.justify.measured_rota import MeasuredRota
from allocator.pipeline.leave.question import paid_hours_of, with_changes, with_leave
from allocator.pipeline.why_not.ways_out import ways_out
from allocator.rota.conflict.conflict import Conflict
from allocator.rota.conflict.oracle import Oracle
from allocator.rota.conflict.short_words import short_words
from allocator.rota.conflict.words import joined
from allocator.rota.conflict.world import World
from allocator.rota.diagnose import diagnose
from allocator.rota.improve import with_best_week
from allocator.rota.limits import SearchLimits

_LEAST_SECONDS = 10.0
_FEWER_DAYS_SECONDS = 8.0
_NO_ANSWER = frozenset({"absent", "hours"})
"""Kinds of cures that are none to whoever asks for leave: a plan, or a contract, without them."""
_MOST_FEWER = 2
_MOST_TRIED, _MOST_TRIED_BESIDE = 60, 4
"""Sets of days that are tried on the agent's week alone, which is quick, and beside the others."""


@dataclass(frozen=True)
class RefusedLeave:
    """A question for leave that no rota was found for.

    Parameters
    ----------
    scenario, granted
        Without the leave, and with it.
    before
        The plan.
    paid_hours
        Hours that count as worked, by day asked for.
    asked_hours
        The same as they were given, for each day alike; ``None`` where they were not.
    """

    scenario: Scenario
    granted: Scenario
    before: MeasuredRota
    agent_id: str
    paid_hours: Mapping[dt.date, float]
    asked_hours: float | None
    limits: SearchLimits

    def why(self, report: Callable[[str, str], None]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Find what stands in the way, and changes that were solved again and would allow it."""
        report("diagnose", "what stands in the way")
        seconds = max(_LEAST_SECONDS, self.limits.seconds)
        conflicts = diagnose(self.granted, self.before.service, report, seconds).conflicts
        report("diagnose", "which days could be had")
        ways = (
            *self._withdrawing(),
            *ways_out(conflicts, lambda cure: cure.kind not in _NO_ANSWER),
            *self._fewer_days(),
        )
        return tuple(self._words(conflict) for conflict in conflicts), ways

    def _words(self, conflict: Conflict) -> str:
        if conflict.agent_ids != (self.agent_id,):
            words = "; ".join(element.words for element in conflict.elements)
            return f"{conflict.headline}: {words}"
        # That the days are asked for needs no telling.
        others = [e for e in conflict.elements if not self._is_asked(e.fact)]
        return "; ".join(short_words(self.granted, self.agent_id, others or conflict.elements))

    def _is_asked(self, fact: object) -> bool:
        return (
            isinstance(fact, Leave)
            and fact.first_day == fact.last_day
            and fact.first_day in self.paid_hours
        )

    def _withdrawing(self) -> Iterator[str]:
        """Withdraw shifts published for the days, to which the agent may agree."""
        kept = tuple(
            row
            for row in self.granted.published
            if row.agent_id != self.agent_id
            or self.granted.grid.operating_date(row.start) not in self.paid_hours
        )
        if len(kept) == len(self.granted.published):
            return
        if self._works(with_changes(self.granted, published=kept)):
            days = ", ".join(day_text(day) for day in self.paid_hours)
            agreed = f"agree with {self.agent_id} to withdraw what was published for {days}"
            yield f"{agreed}, and take it out of published.csv"

    def _works(self, scenario: Scenario) -> bool:
        """Whether the agent has a week beside the others as they are."""
        service, rota = self.before.service, self.before.rota
        found = with_best_week(scenario, service, rota, self.agent_id, self.limits)
        if found is None:
            return False
        return not MeasuredRota.of(scenario, service, found).breaches_beside(self.before)

    def _fewer_days(self) -> Iterator[str]:
        """Yield the most of the days that can be had, while nobody else's week changes."""
        grid, until = self.scenario.grid, time.perf_counter() + _FEWER_DAYS_SECONDS
        oracle = Oracle(self.before.service, until)
        numbers = {grid.days.index(day): day for day in self.paid_hours}
        usual = {number: self.paid_hours[day] for number, day in numbers.items()}
        tried = [frozenset(numbers)]
        most = told = beside = 0
        while len(tried) <= _MOST_TRIED and told < _MOST_FEWER and beside < _MOST_TRIED_BESIDE:
            found = oracle.most_days_off(World(self.scenario), self.agent_id, usual, tried)
            if found is None or len(found) < most:
                return
            tried.append(found)
            days = [numbers[number] for number in sorted(found)]
            granted = self._granted(days)
            if oracle.ask(World(granted), [self.agent_id]).admits is True:
                beside += 1
                if self._works(granted):
                    most, told = len(found), told + 1
                    yield self._days_words(days)

    def _granted(self, days: list[dt.date]) -> Scenario:
        rota = self.before.rota
        hours = paid_hours_of(self.scenario, rota, self.agent_id, days, self.asked_hours)
        return with_leave(self.scenario, self.agent_id, hours)

    def _days_words(self, days: list[dt.date]) -> str:
        others = [day for day in self.paid_hours if day not in days]
        who = called(self.scenario.agent_by_id[self.agent_id])
        if len(others) < len(days):
            return f"all of these days but {joined([day_text(day) for day in others])}"
        return f"of these days only {joined([day_text(day) for day in days])} off for {who}"
