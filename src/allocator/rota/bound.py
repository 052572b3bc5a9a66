"""The proven bound, and the divided team that guides the names."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

from allocator.rota.divided_team import Counts as Counts
from allocator.rota.instance import Instance
from allocator.rota.linear_bound import solve_linear
from allocator.rota.week_bound.head_rounds import HeadRounds
from allocator.rota.week_bound.people import MOST_DAYS
from allocator.rota.week_bound.pricing import NoWeekError
from allocator.rota.week_bound.prove import Rounds
from allocator.rota.weeks_apart import in_plan, week_alone
from allocator.rules.encoding import ShiftOption

_COARSE = 0.5
_ROUNDS, _COARSE_ROUNDS = 120, 30
"""Rounds of prices at most; where a coarse bound will do, as many as a first rota needs."""
_HEAD_ROUNDS = 80
_MOST_HEADS = 100
"""In larger teams what whole people are worth lies so close that counting them proves little."""
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
        From a half on a coarse bound will do. Where the linear model is asked as well: width of
        its classes of speed (:func:`~allocator.rota.groups.team_classes`).
    on_bound
        Called with the bound whenever it has risen.
    stop
        Asked again and again whether to end with what is proven by then.
    """
    if instance.chosen or instance.practice:
        instance = replace(instance, chosen={}, practice={}, kept=instance.kept)
    begun = time.perf_counter()
    alone = tuple((agent_id,) for agent_id in instance.agent_ids)
    rounds_most = _COARSE_ROUNDS if speed_step >= _COARSE else _ROUNDS
    try:
        found = tuple(_rounds_by_week(instance, rounds_most, on_bound, stop))
    except NoWeekError:
        seconds = time.perf_counter() - begun
        return Counts(False, float("inf"), {}, alone, {}, {}, seconds)
    rounds = tuple(of_week for of_week, _ in found)
    bound = sum(proven for _, proven in found)
    heads = sum(float(of_week.sums.seat.sum()) for of_week in rounds)
    crowded = sum(of_week.overdrawn() for of_week in rounds) > _CROWDED_SHARE * heads
    if crowded or _has_cover(instance):
        linear = solve_linear(instance, speed_step)
        if not linear.feasible:
            return linear
        bound = max(bound, linear.bound)
    terms: defaultdict[str, float] = defaultdict(float)
    for of_week in rounds:
        for term, cost in of_week.terms().items():
            terms[term] += cost
    return Counts(
        feasible=True,
        bound=bound,
        terms=dict(terms),
        groups=alone,
        shifts=_shifts(instance, rounds),
        pool_shares=_pool_shares(instance, rounds),
        seconds=time.perf_counter() - begun,
        weeks=_weeks(rounds[0]) if len(rounds) == 1 else {},
        rounds=rounds,
    )


def _rounds_by_week(
    instance: Instance,
    rounds_most: int,
    on_bound: Callable[[float], None],
    stop: Callable[[], bool],
) -> Iterator[tuple[Rounds, float]]:
    """Prove a bound of each week of the plan by itself; what is proven adds up.

    Yields
    ------
    The rounds of each week, and the bound that is proven of it, with people counted where more
    than a coarse one is wanted.

    Raises
    ------
    NoWeekError
        If somebody has no week.
    """
    several = instance.day_count > MOST_DAYS
    proven = 0.0
    for number in range(len(instance.scenario.plan_weeks)):
        rounds = Rounds(week_alone(instance, number) if several else instance)

        def tell(bound: float, before: float = proven) -> None:
            on_bound(before + bound)

        rounds.prove(rounds_most, tell, stop)
        bound = max(0.0, rounds.bound)
        is_fine = rounds_most > _COARSE_ROUNDS and len(instance.agent_ids) <= _MOST_HEADS
        if is_fine and not stop():
            bound = max(bound, _bound_by_heads(rounds, tell, stop))
        proven += bound
        yield rounds, bound


def _bound_by_heads(
    rounds: Rounds, tell: Callable[[float], None], stop: Callable[[], bool]
) -> float:
    """Count people as well, from where rounds have ended; what is told is above their bound."""
    before = rounds.bound
    counted = HeadRounds(rounds)
    counted.prove(_HEAD_ROUNDS, lambda bound: tell(bound) if bound > before else None, stop)
    return counted.bound


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


def _shifts(instance: Instance, rounds: tuple[Rounds, ...]) -> dict[str, dict[ShiftOption, float]]:
    found = {agent_id: defaultdict[ShiftOption, float](float) for agent_id in instance.agent_ids}
    for number, of_week in enumerate(rounds):
        for row, person in enumerate(of_week.people.people):
            for weight, week in of_week.weighted(row):
                for option in week.options:
                    found[person.agent_id][in_plan(instance, number, option)] += weight
    return {agent_id: dict(mine) for agent_id, mine in found.items()}


def _pool_shares(
    instance: Instance, rounds: tuple[Rounds, ...]
) -> dict[tuple[str, str, int], float]:
    shares: dict[tuple[str, str, int], float] = {}
    for number, of_week in enumerate(rounds):
        first = instance.scenario.grid.day_bounds[MOST_DAYS * number]
        for row, person in enumerate(of_week.people.people):
            pools = instance.agent_pools[person.agent_id]
            if len(pools) < 2:
                continue
            present = [defaultdict[int, float](float) for _ in pools]
            for weight, week in of_week.weighted(row):
                for place, begin, end in week.runs.tolist():
                    for interval in range(begin, end):
                        present[place][interval] += weight
            for interval in {each for of_pool in present for each in of_pool}:
                total = sum(of_pool[interval] for of_pool in present)
                for pool, of_pool in zip(pools, present, strict=True):
                    key = person.agent_id, pool, first + interval
                    shares[key] = of_pool[interval] / total
    return shares
