"""Times for activities that leave everybody who takes part a week, at the least price.

People who take part in nothing together, nor by way of others, are asked apart: one model of all
that a thousand people take part in has no end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ortools.sat.python import cp_model
from scipy.cluster.hierarchy import DisjointSet

from allocator.rota.duty import Assignment
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.model import ShiftModel
from allocator.rota.parts import ties_one_part
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


@dataclass(frozen=True)
class _Field:
    """Starts among which a choice is made, and everybody's weeks with these alone.

    Parameters
    ----------
    everything
        Whether these are all the starts there are, so that a contradiction is proven.
    """

    narrowed: Instance
    starts: dict[str, tuple[int, ...]]
    price: dict[str, dict[int, float]]
    everything: bool


def choose_times(
    instance: Instance,
    starts: dict[str, tuple[int, ...]],
    price: dict[str, dict[int, float]],
    limits: SearchLimits,
) -> dict[str, int] | NoTimes:
    """Choose the cheapest starts that everybody's hard rules allow, circle by circle.

    Parameters
    ----------
    starts
        Those possible, of each activity.
    price
        Late contacts that each start should cost.
    """
    few = {name: _cheapest_of_each_day(instance, price[name]) for name in starts}
    hard = replace(instance, left_out=instance.left_out | frozenset(registry.SOFT_RULES))
    fields = [
        _Field(hard.with_starts(some), some, price, everything=some == starts)
        for some in ([few] if few == starts else [few, starts])
    ]
    apart = circles(hard, starts)
    found: dict[str, int] = {}
    barred: list[dict[str, int]] = []
    for _ in range(_TRIES):
        for names in apart:
            times = _times(fields, names, barred, limits)
            if isinstance(times, NoTimes):
                return times
            found |= times
        # Breaks beside several activities of one day: only seen once their times are known.
        stuck = _without_room(instance, found)
        if not stuck:
            return found
        barred += stuck
        again = {name for mine in stuck for name in mine}
        apart = [names for names in apart if not again.isdisjoint(names)]
    return _none_found(dict.fromkeys(name for names in apart for name in names))


def participants(instance: Instance, activity_id: str) -> tuple[str, ...]:
    """Return those who take part in an activity."""
    rows = instance.scenario.activities
    return next(row.participants for row in rows if row.activity_id == activity_id)


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


def circles(instance: Instance, activity_ids: Iterable[str]) -> list[tuple[str, ...]]:
    """Put activities into circles: two belong together where somebody takes part in both.

    No rule of one person, pool or activity sees what people of two circles do; a rule of another
    kind makes all of them one circle.
    """
    names = tuple(activity_ids)
    if any(not ties_one_part(rule_id) for rule_id, _ in instance.stated_rules):
        return [names]
    joined = DisjointSet(names)
    first_of: dict[str, str] = {}
    for name in names:
        for agent_id in participants(instance, name):
            joined.merge(first_of.setdefault(agent_id, name), name)
    together: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        together[joined[name]].append(name)
    return [tuple(circle) for circle in together.values()]


def _times(
    fields: list[_Field],
    names: tuple[str, ...],
    barred: list[dict[str, int]],
    limits: SearchLimits,
) -> dict[str, int] | NoTimes:
    """Choose times for one circle: from few starts, or from all there are."""
    for field in fields:
        times = _times_among(field, names, barred, limits)
        if times is not None:
            return times
    return _none_found(names)


def _none_found(names: Iterable[str]) -> NoTimes:
    return NoTimes(
        f"no times were found at which the planned activities ({', '.join(names)}) leave "
        "everybody who takes part a week that meets the hard rules",
        proven=False,
    )


def _times_among(
    field: _Field, names: tuple[str, ...], barred: list[dict[str, int]], limits: SearchLimits
) -> dict[str, int] | NoTimes | None:
    """Choose the cheapest times for one circle; ``None`` if none was found.

    Parameters
    ----------
    barred
        Times of activities that leave somebody no week where they come together.
    """
    narrowed = field.narrowed
    people = dict.fromkeys(who for name in names for who in participants(narrowed, name))
    choices = {
        (who, day): options for who in people for day, options in enumerate(narrowed.options[who])
    }
    model = ShiftModel(narrowed, choices, {})
    literals = model.activity_starts()
    for times in barred:
        mine = [literals[name].get(start, 0) for name, start in times.items() if name in literals]
        if mine:
            model.add(sum(mine) <= len(times) - 1)
    model.model.minimize(
        sum(
            round(_SCALE * field.price[name][start]) * literals[name][start]
            for name in names
            for start in field.starts[name]
        )
    )
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = limits.seed
    solver.parameters.max_deterministic_time = _DETERMINISTIC_TIME
    solver.parameters.relative_gap_limit = 0.02
    status = solver.solve(model.model)
    if status == cp_model.INFEASIBLE and field.everything:
        return NoTimes(
            f"the hard rules leave those who take part in {', '.join(names)} no weeks in "
            "which all of these can take place",
            proven=True,
        )
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return {
        name: next(start for start in field.starts[name] if solver.value(literals[name][start]))
        for name in names
    }


def _without_room(instance: Instance, found: dict[str, int]) -> list[dict[str, int]]:
    """Return times that leave somebody no week, where several of theirs can fall in one shift."""
    settled = instance.with_starts({name: (start,) for name, start in found.items()})
    return [
        {name: found[name] for name in settled.activities_of(who)}
        for who, mine in settled.appointments.items()
        if _share_a_shift(settled, who, mine) and not _has_week(settled, who)
    ]


def _share_a_shift(instance: Instance, agent_id: str, mine: Sequence[Appointment]) -> bool:
    """Whether some shift of somebody could hold two of their appointments."""
    return any(
        one.lies_in(option) and other.lies_in(option)
        for one, other in pairwise(sorted(mine, key=lambda each: each.start))
        for day in instance.options[agent_id]
        for option in day
    )


def _has_week(instance: Instance, agent_id: str) -> bool:
    choices = {(agent_id, day): options for day, options in enumerate(instance.options[agent_id])}
    nobody: Assignment = {}
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = _DETERMINISTIC_TIME
    status = solver.solve(ShiftModel(instance, choices, nobody).model)
    return status != cp_model.INFEASIBLE
