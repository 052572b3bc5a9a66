"""Times for activities before anybody has a week: where they should cost the fewest contacts.

Nobody's shifts are known yet, so the linear model's fractional team says what somebody's presence
is worth at each time. The times must leave everybody who takes part a week that meets the hard
rules: CP-SAT chooses them with those people's shifts. They move again once there is a rota.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
from ortools.sat.python import cp_model

from allocator.rota.bound import Counts
from allocator.rota.construct import fractional_presence
from allocator.rota.duty import Assignment
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.model import ShiftModel
from allocator.rota.room import has_room
from allocator.rota.service_table import Floats, ServiceTable
from allocator.rules import registry
from allocator.rules.encoding import Appointment

_FEW_A_DAY = 4
"""Starts of an activity that are tried first, on each day."""
_TRIES = 20
_DETERMINISTIC_TIME = 10.0
_SCALE = 1000


@dataclass(frozen=True)
class NoTimes:
    """Activities that have not all found a time.

    Parameters
    ----------
    reason
        What is known about why.
    proven
        Whether no rota can hold them all.
    """

    reason: str
    proven: bool


def place_activities(
    instance: Instance, counts: Counts, limits: SearchLimits
) -> Instance | NoTimes:
    """Choose a time for each activity that has several."""
    if not instance.possible_starts:
        return instance
    starts = {name: _possible(instance, name) for name in instance.possible_starts}
    for activity_id, possible in starts.items():
        if not possible:
            return NoTimes(_why_none(instance, activity_id), proven=True)
    price = _prices(instance, counts, starts)
    few = {name: _cheapest_of_each_day(instance, price[name]) for name in starts}
    found = _choose(instance, few, price, limits, everything=few == starts)
    if found is None and few != starts:
        found = _choose(instance, starts, price, limits, everything=True)
    if found is None:
        names = ", ".join(starts)
        return NoTimes(
            f"no times were found at which the planned activities ({names}) leave everybody who "
            "takes part a week that meets the hard rules",
            proven=False,
        )
    if isinstance(found, NoTimes):
        return found
    return instance.with_starts({name: (found[name],) for name in instance.movable})


def _participants(instance: Instance, activity_id: str) -> tuple[str, ...]:
    rows = instance.scenario.activities
    return next(row.participants for row in rows if row.activity_id == activity_id)


def _possible(instance: Instance, activity_id: str) -> tuple[int, ...]:
    """List starts at which each of those who take part could have a shift over the activity."""
    length = instance.activity_lengths[activity_id]
    starts = instance.possible_starts[activity_id]
    for agent_id in _participants(instance, activity_id):
        starts = tuple(s for s in starts if _can_hold(instance, agent_id, activity_id, s, length))
    return starts


def _can_hold(instance: Instance, agent_id: str, activity_id: str, start: int, length: int) -> bool:
    then = Appointment(start, start + length, activity_id)
    return any(
        then.lies_in(option) and has_room(instance, agent_id, option, (then,))
        for day in instance.options.get(agent_id, ())
        for option in day
    )


def _why_none(instance: Instance, activity_id: str) -> str:
    length = instance.activity_lengths[activity_id]
    starts = instance.possible_starts[activity_id]
    if not starts:
        return f"{activity_id} has no start on the grid of the rota"
    never = [
        agent_id
        for agent_id in _participants(instance, activity_id)
        if not any(_can_hold(instance, agent_id, activity_id, s, length) for s in starts)
    ]
    if never:
        return (
            f"{activity_id} cannot take place: {', '.join(never)} can have no shift over its time"
        )
    names = ", ".join(_participants(instance, activity_id))
    return f"{activity_id} cannot take place: {names} can have no shifts over the same time in it"


def _prices(
    instance: Instance, counts: Counts, starts: dict[str, tuple[int, ...]]
) -> dict[str, dict[int, float]]:
    """Late contacts that each start of each activity should cost.

    Meanwhile each of those who take part is missed as much as the fractional team has them on
    the phone then. Where it has not, their shift must come there from where it is: reckoned at
    the mean worth of their time on the phone.
    """
    table = ServiceTable(instance, {})
    presence = fractional_presence(instance, counts)
    for (agent_id, pool), share in presence.items():
        table.add_fraction(agent_id, pool, share)
    worth: dict[str, Floats] = {}
    price: dict[str, dict[int, float]] = {}
    for activity_id, possible in starts.items():
        length = instance.activity_lengths[activity_id]
        total = np.zeros(instance.scenario.grid.interval_count)
        for agent_id in _participants(instance, activity_id):
            if agent_id not in worth:
                worth[agent_id] = _worth(instance, table, presence, agent_id)
            total += worth[agent_id]
        summed = np.concatenate(([0.0], np.cumsum(total)))
        last = len(total)
        price[activity_id] = {
            start: float(summed[min(start + length, last)] - summed[min(start, last)])
            for start in possible
        }
    return price


def _worth(
    instance: Instance,
    table: ServiceTable,
    presence: dict[tuple[str, str], Floats],
    agent_id: str,
) -> Floats:
    """Late contacts that an agent's absence should cost, per interval."""
    size = instance.scenario.grid.interval_count
    there, lost = np.zeros(size), np.zeros(size)
    for pool in instance.agent_pools[agent_id]:
        share = presence.get((agent_id, pool), np.zeros(size))
        there += share
        lost -= share * table.marginal(agent_id, pool)
    mean = float(lost.sum()) / max(float(there.sum()), 1.0)
    return lost + np.clip(1 - there, 0, 1) * mean


def _cheapest_of_each_day(instance: Instance, price: dict[int, float]) -> tuple[int, ...]:
    """Take few starts of each day, cheapest first and the earlier of like price."""
    bounds = instance.scenario.grid.day_bounds
    by_day: defaultdict[int, list[int]] = defaultdict(list)
    for start in price:
        by_day[sum(bound <= start for bound in bounds)].append(start)
    return tuple(
        start
        for day in sorted(by_day)
        for start in sorted(by_day[day], key=lambda s: (round(price[s], 6), s))[:_FEW_A_DAY]
    )


def _choose(
    instance: Instance,
    starts: dict[str, tuple[int, ...]],
    price: dict[str, dict[int, float]],
    limits: SearchLimits,
    *,
    everything: bool,
) -> dict[str, int] | NoTimes | None:
    """Choose the cheapest starts that everybody's hard rules allow; ``None`` if none was found.

    Parameters
    ----------
    everything
        Whether these are all the starts there are, so that a contradiction is proven.
    """
    soft = frozenset(registry.SOFT_RULES)
    narrowed = replace(instance, left_out=instance.left_out | soft).with_starts(starts)
    people = dict.fromkeys(who for name in starts for who in _participants(instance, name))
    choices = {
        (who, day): options for who in people for day, options in enumerate(narrowed.options[who])
    }
    model = ShiftModel(narrowed, choices, {})
    literals = model.activity_starts()
    model.model.minimize(
        sum(
            round(_SCALE * price[name][start]) * literal
            for name, by_start in literals.items()
            for start, literal in by_start.items()
        )
    )
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = limits.seed
    solver.parameters.max_deterministic_time = _DETERMINISTIC_TIME
    solver.parameters.relative_gap_limit = 0.02
    for _ in range(_TRIES):
        status = solver.solve(model.model)
        if status == cp_model.INFEASIBLE and everything:
            return NoTimes(
                f"the hard rules leave those who take part in {', '.join(starts)} no weeks in "
                "which all of these can take place",
                proven=True,
            )
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        found = {
            name: next(start for start, literal in by_start.items() if solver.value(literal))
            for name, by_start in literals.items()
        }
        stuck = _without_room(instance, found)
        if not stuck:
            return found
        # Breaks beside several activities of one day: only seen once their times are known.
        for who in stuck:
            mine = [literals[name][found[name]] for name in narrowed.activities_of(who)]
            model.add(sum(mine) <= len(mine) - 1)
    return None


def _without_room(instance: Instance, found: dict[str, int]) -> list[str]:
    """Return those who have no week once several activities of theirs are at these times."""
    settled = instance.with_starts({name: (start,) for name, start in found.items()})
    several = [who for who, mine in settled.appointments.items() if len(mine) > 1]
    return [who for who in several if not _has_week(settled, who)]


def _has_week(instance: Instance, agent_id: str) -> bool:
    choices = {(agent_id, day): options for day, options in enumerate(instance.options[agent_id])}
    nobody: Assignment = {}
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = _DETERMINISTIC_TIME
    status = solver.solve(ShiftModel(instance, choices, nobody).model)
    return status != cp_model.INFEASIBLE
