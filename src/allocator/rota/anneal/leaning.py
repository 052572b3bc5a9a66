"""What leans a search: further pins that must hold, and shifts that it had rather keep.

Both are prices on choices of shift, so that the rows read from the rules, which takes seconds,
serve every question that is asked about the same week.
"""

from __future__ import annotations

from dataclasses import dataclass

from allocator.rota.anneal.rule_rows import WeekRules
from allocator.rota.anneal.shifts import ShiftList, Shifts
from allocator.rota.duty import Assignment
from allocator.rota.instance import Instance

MUST_PRICE = 1e5
"""Late contacts for a pin that is not met: more than any week can gain."""


@dataclass(frozen=True)
class Near:
    """A rota that a search had rather stay near.

    Parameters
    ----------
    price
        Late contacts for each agent's day on which the shift becomes another.
    """

    rota: Assignment
    price: float


def pinned(instance: Instance, shift_list: ShiftList, rules: WeekRules) -> tuple[Shifts, WeekRules]:
    """Shifts and rules of the instance that one was made from, with its further pins."""
    shifts = shift_list.arrays
    if instance.base is None:
        return shifts, rules
    plain, price = shifts.plain.copy(), rules.choice_price.copy()
    constant = rules.constant
    before = instance.base.scenario.pins
    concerned = {pin.agent_id for pin in instance.scenario.pins if pin not in before}
    for row, agent_id in enumerate(instance.agent_ids):
        if agent_id not in concerned:
            continue
        musts = instance.must_have(agent_id)
        constant += MUST_PRICE * len(musts)
        for day in range(instance.day_count):
            may_be = set(instance.options[agent_id][day])
            number = row * instance.day_count + day
            for option, choice in shift_list.choice_of[number].items():
                plain[choice] &= option in may_be
                price[choice] -= MUST_PRICE * sum(meets(option) for meets in musts)
    return shifts._replace(plain=plain), rules._replace(choice_price=price, constant=constant)


def leaning(
    instance: Instance, shift_list: ShiftList, rules: WeekRules, near: Near | None
) -> WeekRules:
    """Rules with the price of other shifts than those of a rota."""
    if near is None:
        return rules
    price = rules.choice_price.copy()
    kept = 0
    for row, agent_id in enumerate(instance.agent_ids):
        for day in range(instance.day_count):
            number = row * instance.day_count + day
            duty = near.rota.get((agent_id, day))
            choice = None if duty is None else shift_list.choice_of[number].get(duty.option)
            if choice is None:
                first, last = shift_list.arrays.first[number : number + 2]
                price[first:last] += near.price
            else:
                price[choice] -= near.price
                kept += 1
    return rules._replace(choice_price=price, constant=rules.constant + kept * near.price)
