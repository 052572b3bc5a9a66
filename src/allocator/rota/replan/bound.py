"""What is proven of every rota that a replan leaves open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from allocator.rota.replan.frozen import FrozenInstance
from allocator.rota.week_bound.people import MOST_DAYS
from allocator.rota.week_bound.pricing import NoWeekError
from allocator.rota.week_bound.prove import Rounds

_ROUNDS = 40


def proven_bound(instance: FrozenInstance, stop: Callable[[], bool]) -> float | None:
    """Prove a lower bound on the objective of every rota of an instance, prices of change apart.

    People who are in the middle of a shift may, in the bound, be in any pool at any time of that
    day, or off the phone: less than any rota costs.

    Returns
    -------
    float or None
        In late contacts. ``None`` where best weeks would say too much: where a shift is cut, whose
        paid time is none of the contract's, where the plan is longer than a week, or where people
        are wanted in kinds of shift.
    """
    standing = instance.standing
    stated = {rule_id for rule_id, _ in instance.stated_rules}
    has_cover = "cover" in stated and bool(instance.scenario.cover)
    if standing is None or standing.cut or instance.day_count > MOST_DAYS or has_cover:
        return None
    free = replace(instance, chosen={}, practice={}, kept={})
    try:
        rounds = Rounds(free)
        rounds.prove(_ROUNDS, stop=stop)
    except NoWeekError:
        return None
    return max(0.0, rounds.bound)
