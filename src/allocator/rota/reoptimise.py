"""Search on from a finished rota with something more that must hold, and without it.

What takes long, compiling the scenario and reading the rules, is done once for all questions about
the same rota. Searches stay near it: a shift that becomes another has a small price, so that of
rotas that cost about as much the one that moves fewer people is found.
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
from allocator.rota.anneal.leaning import Near
from allocator.rota.anneal.schedule import anneal_rota
from allocator.rota.anneal.search import shifts_and_rules
from allocator.rota.blocks import to_rota
from allocator.rota.duty import Assignment
from allocator.rota.from_rota import from_rota
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.polish import Incumbent, polish
from allocator.rota.start import TakenOver, with_new_weeks
from allocator.rota.whole_model import RotaModel

MOVED_PRICE = 0.1
"""Late contacts for each shift that becomes another: within what a search cannot tell apart."""
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
        Shifts that the scenario does not admit are left out.
    """

    def __init__(self, scenario: Scenario, service: ServiceModel, rota: Rota) -> None:
        instance = Instance.of(scenario, service)
        self._given = from_rota(instance, rota)
        self.base = instance.of_rota(self._given)
        self.start = Incumbent(self.base, self._given)

    def read_rules(self) -> None:
        """Read what the searches need; done by the first of them if it was not before."""
        shifts_and_rules(self.base)

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
            draft = with_new_weeks(TakenOver(instance, self._given), frozenset(people), limits)
            if draft is not None:
                return Incumbent(draft.instance, draft.assignment)
        return None

    def seated(self, start: Incumbent, limits: SearchLimits) -> Incumbent:
        """Search from a rota that overdraws seats for one that keeps to them, near or not.

        Returns
        -------
        Incumbent
            Which may still overdraw them, where none was found.
        """
        for attempt in range(_SEAT_TRIES):
            if start.is_valid:
                break
            again = replace(limits, seed=limits.seed + _SEEDS_APART * attempt)
            until = time.perf_counter() + limits.seconds
            start = polish(start, again, until, lambda _: None)
        if start.is_valid or len(self.base.agent_ids) > _FEW_PEOPLE:
            return start
        return _any_rota(start.instance) or start

    def search(
        self,
        starts: Sequence[Incumbent],
        limits: SearchLimits,
        report: Callable[[float], None] = lambda _: None,
    ) -> SideBySide:
        """Search on from rotas, side by side; everybody may move.

        Parameters
        ----------
        starts
            Rotas of one instance; there are always as many searches, so that two questions get
            the same effort.
        limits
            The time is that of all searches together, as they run at the same time.

        Returns
        -------
        SideBySide
            The cheapest found or given that keeps to the seats, shifts that are others than in
            the rota first given taken into account.
        """
        people = len(self.base.agent_ids)
        warm = next(pair for most, pair in _WARM_BELOW.items() if people <= most)
        near = Near(self._given, MOVED_PRICE)
        until = time.perf_counter() + limits.seconds
        self.read_rules()

        def one(number: int) -> Incumbent:
            begin = starts[number % len(starts)]
            mine = replace(limits, seed=limits.seed + number)
            found = anneal_rota(
                begin.instance,
                begin.assignment,
                mine,
                until,
                report if number == 0 else lambda _: None,
                warm=warm[number],
                near=near,
            )
            return Incumbent(begin.instance, found)

        with ThreadPoolExecutor(len(warm)) as side_by_side:
            found = list(side_by_side.map(one, range(len(warm))))
        costs = [each.cost for each in found]
        return SideBySide(min([*starts, *found], key=self._rank), max(costs) - min(costs))

    def released(self, forced: Incumbent) -> Incumbent:
        """Return a rota as one of those without the further pins."""
        return Incumbent(self.base.of_rota(forced.assignment), forced.assignment)

    def _rank(self, rota: Incumbent) -> tuple[bool, float]:
        keys = self._given.keys() | rota.assignment.keys()
        moved = sum(_option(self._given, key) != _option(rota.assignment, key) for key in keys)
        return not rota.is_valid, rota.cost + MOVED_PRICE * moved


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


def rota_of(found: Incumbent) -> Rota:
    """Return what was found in blocks with clock times."""
    return to_rota(found.instance, found.assignment)


def _option(rota: Assignment, key: tuple[str, int]) -> object:
    duty = rota.get(key)
    return None if duty is None else duty.option


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
