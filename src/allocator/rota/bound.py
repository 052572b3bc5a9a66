"""The proven bound, and the divided team that guides the names."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from allocator.rota.divided_team import Counts as Counts
from allocator.rota.instance import Instance
from allocator.rota.linear_bound import solve_linear
from allocator.rota.week_bound.people import MOST_DAYS
from allocator.rota.week_bound.pricing import NoWeekError
from allocator.rota.week_bound.prove import Rounds
from allocator.rules.encoding import ShiftOption

_COARSE = 0.5
_ROUNDS, _COARSE_ROUNDS = 120, 30
"""Rounds of prices at most; where a coarse bound will do, as many as a first rota needs."""
_CROWDED_SHARE = 0.02
"""Of the people on the phone: with more of them above the seats there may be no rota."""


def solve_counts(
    instance: Instance,
    speed_step: float,
    on_bound: Callable[[float], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Counts:
    """Prove a lower bound on the objective of every rota of an instance.

    Activities count as free to move, whatever the search keeps to.

    Parameters
    ----------
    speed_step
        From a half on a coarse bound will do. Of several weeks: width of the classes of speed of
        the linear model (:func:`~allocator.rota.groups.team_classes`).
    on_bound
        Called with the bound whenever it has risen.
    stop
        Asked again and again whether to end with what is proven by then.
    """
    if instance.chosen:
        instance = replace(instance, chosen={}, kept=instance.kept)
    if instance.day_count > MOST_DAYS:
        return solve_linear(instance, speed_step)
    begun = time.perf_counter()
    alone = tuple((agent_id,) for agent_id in instance.agent_ids)
    try:
        rounds = Rounds(instance)
        rounds.prove(_COARSE_ROUNDS if speed_step >= _COARSE else _ROUNDS, on_bound, stop)
    except NoWeekError:
        seconds = time.perf_counter() - begun
        return Counts(False, float("inf"), {}, alone, {}, {}, seconds)
    bound = max(0.0, rounds.bound)
    crowded = rounds.overdrawn() > _CROWDED_SHARE * float(rounds.sums.seat.sum())
    if crowded or _has_cover(instance):
        linear = solve_linear(instance, speed_step)
        if not linear.feasible:
            return linear
        bound = max(bound, linear.bound)
    return Counts(
        feasible=True,
        bound=bound,
        terms=rounds.terms(),
        groups=alone,
        shifts=_shifts(rounds),
        pool_shares=_pool_shares(rounds),
        seconds=time.perf_counter() - begun,
        weeks=_weeks(rounds),
        rounds=rounds,
    )


def _has_cover(instance: Instance) -> bool:
    """Whether people are wanted in kinds of shift, of which best weeks know nothing."""
    stated = any(rule_id == "cover" for rule_id, _ in instance.stated_rules)
    return stated and bool(instance.scenario.cover)


def _weeks(rounds: Rounds) -> dict[str, tuple[tuple[ShiftOption, ...], ...]]:
    return {
        person.agent_id: tuple(
            week.options
            for _, week in sorted(rounds.weighted(row), key=lambda each: each[0], reverse=True)
        )
        for row, person in enumerate(rounds.people.people)
    }


def _shifts(rounds: Rounds) -> dict[str, dict[ShiftOption, float]]:
    found: dict[str, dict[ShiftOption, float]] = {}
    for row, person in enumerate(rounds.people.people):
        mine: defaultdict[ShiftOption, float] = defaultdict(float)
        for weight, week in rounds.weighted(row):
            for option in week.options:
                mine[option] += weight
        found[person.agent_id] = dict(mine)
    return found


def _pool_shares(rounds: Rounds) -> dict[tuple[str, str, int], float]:
    instance = rounds.people.instance
    shares: dict[tuple[str, str, int], float] = {}
    for row, person in enumerate(rounds.people.people):
        pools = instance.agent_pools[person.agent_id]
        if len(pools) < 2:
            continue
        present = [defaultdict[int, float](float) for _ in pools]
        for weight, week in rounds.weighted(row):
            for place, begin, end in week.runs.tolist():
                for interval in range(begin, end):
                    present[place][interval] += weight
        for interval in {each for of_pool in present for each in of_pool}:
            total = sum(of_pool[interval] for of_pool in present)
            for pool, of_pool in zip(pools, present, strict=True):
                shares[person.agent_id, pool, interval] = of_pool[interval] / total
    return shares
