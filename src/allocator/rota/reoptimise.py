"""Search on from a finished rota with something more that must hold, and without it.

What takes long, compiling the scenario and reading the rules, is done once for all questions about
the same rota. Searches stay near it: a shift that becomes another has a small price, so that of
rotas that cost about as much the one that moves fewer people is found. Of a replan's rota they move
what it has left open, and every change costs by hours of notice (:mod:`allocator.rota.open_week`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from allocator.demand.service import ServiceModel
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.rota.anneal.schedule import anneal_search
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.open_week import LeftOpen, open_week
from allocator.rota.polish import Incumbent, polish
from allocator.rota.whole_model import RotaModel

_WARM_BELOW: dict[float, tuple[float, float]] = {
    10: (0.6, 1.0),
    100: (0.1, 0.2),
    float("inf"): (0.0, 0.05),
}
"""Temperature of each of the searches that run side by side, by people. In a small team one shift
weighs a lot; in a large one there are few tries for each person, and what is warmed up would not
cool down again."""
_SEAT_TRIES = 3
_SEEDS_APART = 1000
_FEW_PEOPLE = 14
"""Of whom CP-SAT finds some rota in seconds, where seats hold a search fast."""
_PATIENCE = 4.0
"""Its deterministic time."""
_MOST_TRIES = 40
"""Other times tried for an activity that is in the way."""


@dataclass(frozen=True)
class SideBySide:
    """What searches side by side have found.

    Parameters
    ----------
    apart
        By how much what they found differs, in late contacts: what chance does to such a search.
    """

    best: Incumbent
    apart: float


class Reoptimiser:
    """Searches on from one rota.

    Parameters
    ----------
    rota
        Shifts that the scenario does not admit are left out. Of a replan it is what the scenario's
        disruption says that stands.

    Attributes
    ----------
    week
        What may be otherwise.
    """

    def __init__(self, scenario: Scenario, service: ServiceModel, rota: Rota) -> None:
        self.week = open_week(scenario, service, rota)
        self._given = self.week.given
        self.base = self.week.base
        self.start = Incumbent(self.base, self._given)

    def read_rules(self) -> None:
        """Read what the searches need; done by the first of them if it was not before."""
        self.week.make_ready()

    def written(self, found: Incumbent) -> Rota:
        """Return what was found in blocks with clock times."""
        return self.week.written(found.instance, found.assignment)

    def forced(
        self, scenario: Scenario, agent_ids: Sequence[str], limits: SearchLimits
    ) -> Incumbent | None:
        """Give some people other weeks, so that further pins hold; nobody else moves.

        Parameters
        ----------
        scenario
            The scenario with further pins of the kinds ``on_phone``, ``off_phone`` and
            ``any_shift``.
        agent_ids
            Those whom they concern. Where an activity of theirs is in the way and its time is
            free, it is moved, and those who take part with it.

        Returns
        -------
        Incumbent or None
            Which may overdraw seats; ``None`` where somebody concerned has no week.
        """
        twin = self.base.pinned(scenario)
        for moved in _activity_times(twin, agent_ids):
            instance = twin.with_starts(moved)
            people = dict.fromkeys(agent_ids)
            for row in scenario.activities:
                if row.activity_id in moved:
                    people |= dict.fromkeys(row.participants)
            found = self.week.with_new_weeks(instance, people, limits)
            if found is not None:
                return found
        return None

    def without_week(
        self, scenario: Scenario, agent_ids: Sequence[str], limits: SearchLimits
    ) -> str | None:
        """Say who of some people has no week of what a replan left open; ``None`` if unknown.

        Parameters
        ----------
        scenario
            The scenario with further pins, as for :meth:`forced`.
        """
        week = self.week
        if not isinstance(week, LeftOpen):
            return None
        twin = self.base.pinned(scenario)
        return next((who for who in agent_ids if not week.has_week(twin, who, limits)), None)

    def seated(self, start: Incumbent, limits: SearchLimits) -> Incumbent:
        """Search from a rota that overdraws seats for one that keeps to them, near or not.

        Returns
        -------
        Incumbent
            Which may still overdraw them, where none was found.
        """
        for attempt in range(_SEAT_TRIES):
            if start.is_valid or not self.week.is_whole:
                break  # of what a replan has left open there is no other search
            again = replace(limits, seed=limits.seed + _SEEDS_APART * attempt)
            until = time.perf_counter() + limits.seconds
            start = polish(start, again, until, lambda _: None)
        few = len(self.base.agent_ids) <= _FEW_PEOPLE
        if start.is_valid or not few or not self.week.is_whole:
            return start
        return _any_rota(start.instance) or start

    def search(
        self,
        starts: Sequence[Incumbent],
        limits: SearchLimits,
        report: Callable[[float], None] = lambda _: None,
        agent_ids: Sequence[str] = (),
    ) -> SideBySide:
        """Search on from rotas, side by side; everybody may move.

        Parameters
        ----------
        starts
            Rotas of one instance; there are always as many searches, so that two questions get
            the same effort.
        limits
            The time is that of all searches together, as they run at the same time.
        agent_ids
            Those whom further pins concern.

        Returns
        -------
        SideBySide
            The cheapest found or given that keeps to the seats, shifts that are others than in
            the rota first given taken into account.
        """
        people = len(self.base.agent_ids)
        warm = next(pair for most, pair in _WARM_BELOW.items() if people <= most)
        until = time.perf_counter() + limits.seconds
        self.read_rules()

        def one(number: int) -> Incumbent:
            begin, seed = starts[number % len(starts)], limits.seed + number
            search = self.week.begin(begin, agent_ids, seed)
            anneal_search(
                search,
                replace(limits, seed=seed),
                until,
                report if number == 0 else lambda _: None,
                warm=warm[number],
            )
            return Incumbent(begin.instance, self.week.finish(search, agent_ids))

        with ThreadPoolExecutor(len(warm)) as side_by_side:
            found = list(side_by_side.map(one, range(len(warm))))
        costs = [self.week.total(each) for each in found]
        return SideBySide(min([*starts, *found], key=self._rank), max(costs) - min(costs))

    def released(self, forced: Incumbent) -> Incumbent:
        """Return a rota as one of those without the further pins."""
        return Incumbent(self.base.of_rota(forced.assignment), forced.assignment)

    def _rank(self, rota: Incumbent) -> tuple[bool, float]:
        return not rota.is_valid, rota.cost + self.week.near_price(rota.assignment)


def _any_rota(instance: Instance) -> Incumbent | None:
    """Find some rota that keeps every hard rule, whatever it costs."""
    choices = {
        (agent_id, day): options
        for agent_id, week in instance.options.items()
        for day, options in enumerate(week)
        if options
    }
    model = RotaModel(instance, choices, {})
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = _PATIENCE
    if solver.solve(model.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    found = Incumbent(instance, model.assignment(solver.value))
    return found if found.is_valid else None


def _activity_times(
    instance: Instance, agent_ids: Sequence[str]
) -> Iterator[Mapping[str, tuple[int, ...]]]:
    """Yield times of activities to try: those they have, then others of each in the way."""
    mine = dict.fromkeys(a for agent_id in agent_ids for a in instance.activities_of(agent_id))
    clashing = [a for a in mine if not _is_clear(instance, a)]
    if not clashing:
        yield {}
    movable = set(instance.movable)
    for activity_id in clashing or [a for a in mine if a in movable]:
        if activity_id not in movable:
            continue
        now = instance.chosen.get(activity_id, (0,))[0]
        others = sorted(instance.possible_starts[activity_id], key=lambda start: abs(start - now))
        for start in others[:_MOST_TRIES]:
            if start != now:
                yield {activity_id: (start,)}


def _is_clear(instance: Instance, activity_id: str) -> bool:
    """Whether an activity's time lets those who must be on the phone be there."""
    row = next(r for r in instance.scenario.activities if r.activity_id == activity_id)
    length = instance.activity_lengths[activity_id]
    return all(
        instance.held.get(who, frozenset()).isdisjoint(range(start, start + length))
        for who in row.participants
        for start in instance.activity_starts[activity_id]
    )
