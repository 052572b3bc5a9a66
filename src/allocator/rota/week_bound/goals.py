"""What goals cost at least: hours of practice are held, away from the phone, or are short."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

from allocator.domain.practice import owed_minutes
from allocator.rota.instance import Instance

if TYPE_CHECKING:  # people ask this module what is owed to them
    from allocator.rota.week_bound.people import People

_STEPS = 10
_GOLDEN = 0.618


def owed_hours(instance: Instance) -> dict[str, float]:
    """Hours of practice that are owed, by agent, where they have a price and none is held yet.

    Of a rota that stands in part, and may have held some, nothing is said.
    """
    has_price = any(rule_id == "development" for rule_id, _ in instance.stated_rules)
    found: defaultdict[str, float] = defaultdict(float)
    if has_price and type(instance) is Instance:
        for (agent_id, _), minutes in owed_minutes(instance.scenario).items():
            found[agent_id] += minutes / 60
    return dict(found)


def gain_by_goals(people: People, cost_at: Callable[[int, float], float]) -> float:
    """Sum over those with goals of what a price of practice proves more than none.

    Whatever is held of the hours owed, being short costs at least any price up to that of an hour,
    times what is short: so a best week that is paid that price for time away, and the price of all
    that is owed, cost no more together than any week with its goals. What the best price proves
    is concave in it, and is searched for.

    Parameters
    ----------
    cost_at
        Cost of the best week of a person, by row, that is paid so much for an hour away.
    """
    most = people.scenario.settings.prices.development_hour
    total = 0.0
    for row, person in enumerate(people.people):
        if person.owed_hours > 0.0 and most > 0.0 and len(person.loose) == people.days:

            def proven(price: float, row: int = row, owed: float = person.owed_hours) -> float:
                return cost_at(row, price) + price * owed

            total += max(0.0, _highest(proven, most) - proven(0.0))
    return total


def _highest(proven: Callable[[float], float], most: float) -> float:
    """Find about the highest value of a concave function from 0 to ``most``."""
    low, high = 0.0, most
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_left, at_right = proven(left), proven(right)
    best = max(at_left, at_right, proven(most))
    for _ in range(_STEPS):
        if at_left < at_right:
            low, left, at_left = left, right, at_right
            right = low + _GOLDEN * (high - low)
            at_right = proven(right)
        else:
            high, right, at_right = right, left, at_left
            left = high - _GOLDEN * (high - low)
            at_left = proven(left)
        best = max(best, at_left, at_right)
    return best
