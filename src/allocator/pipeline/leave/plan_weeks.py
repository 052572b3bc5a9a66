"""Weeks with a leave beside a plan's: all of it is still to come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from allocator.demand.service import ServiceModel
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.justify.measured_rota import MeasuredRota
from allocator.pipeline.leave.question import with_leave
from allocator.rota.improve import improve, with_best_week
from allocator.rota.limits import SearchLimits

Tell = Callable[[float], None]


@dataclass(frozen=True)
class SearchedOn:
    """What searches side by side have found.

    Parameters
    ----------
    apart
        By how much they differ, in late contacts: what chance does to such a search.
    """

    rota: Rota
    apart: float


class LeaveWeeks(Protocol):
    """Finds weeks with a leave, and measures them."""

    def granted(self, agent_id: str, paid_hours: Mapping[date, float]) -> Scenario:
        """Scenario with the leave."""
        ...

    def own_week(self, granted: Scenario, agent_id: str, limits: SearchLimits) -> Rota | None:
        """Rota in which nobody else moves; ``None`` where there is none."""
        ...

    def searched_on(
        self, scenario: Scenario, rota: Rota, limits: SearchLimits, tell: Tell
    ) -> SearchedOn:
        """Search from a rota, everybody free to move."""
        ...

    def measured(self, scenario: Scenario, rota: Rota | None) -> MeasuredRota | None:
        """Rota with its figures; ``None`` where it breaks a rule that the plan keeps."""
        ...

    def notice(self, scenario: Scenario, rota: Rota) -> float | None:
        """Price of its changes by notice; ``None`` where these cost nothing."""
        ...


def _quiet(cost: float) -> None:
    del cost


class PlanWeeks:
    """Weeks of a plan to which nothing has happened.

    Parameters
    ----------
    before
        The plan.
    """

    def __init__(self, before: MeasuredRota) -> None:
        self._before = before

    @property
    def _service(self) -> ServiceModel:
        return self._before.service

    def granted(self, agent_id: str, paid_hours: Mapping[date, float]) -> Scenario:
        """Scenario with the leave."""
        return with_leave(self._before.scenario, agent_id, paid_hours)

    def own_week(self, granted: Scenario, agent_id: str, limits: SearchLimits) -> Rota | None:
        """Rota in which nobody else moves; ``None`` where there is none.

        Whoever is off already keeps the week, unless hours are credited.
        """
        rota = self._before.rota
        if self.measured(granted, rota) is not None:
            return rota
        return with_best_week(granted, self._service, rota, agent_id, limits)

    def searched_on(
        self, scenario: Scenario, rota: Rota, limits: SearchLimits, tell: Tell
    ) -> SearchedOn:
        """Search from a rota, everybody free to move: two searches side by side."""

        def one(number: int) -> MeasuredRota:
            mine = replace(limits, seed=limits.seed + number)
            found = improve(scenario, self._service, rota, mine, tell if number == 0 else _quiet)
            return MeasuredRota.of(scenario, self._service, found)

        with ThreadPoolExecutor(2) as side_by_side:
            found = list(side_by_side.map(one, range(2)))
        totals = [each.objective.total for each in found]
        lawful = [each for each in found if not each.breaches_beside(self._before)]
        best = min(lawful or found, key=lambda each: each.objective.total)
        return SearchedOn(best.rota, max(totals) - min(totals))

    def measured(self, scenario: Scenario, rota: Rota | None) -> MeasuredRota | None:
        """Rota with its figures; ``None`` where it breaks a rule that the plan keeps."""
        found = None if rota is None else MeasuredRota.of(scenario, self._service, rota)
        return None if found is None or found.breaches_beside(self._before) else found

    def notice(self, scenario: Scenario, rota: Rota) -> float | None:
        """Price of its changes by notice: none, the plan is not yet worked."""
        del scenario, rota
        return None
