"""What leans a search: further pins that must hold, and shifts that it had rather keep.

Both are prices on choices of shift, so that the rows read from the rules, which takes seconds,
serve every question that is asked about the same week.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from allocator.rota.anneal.rule_rows import WeekRules
from allocator.rota.anneal.shifts import ShiftList, Shifts
from allocator.rota.duty import Assignment
from allocator.rota.instance import Instance
from allocator.rules.encoding import ShiftOption

MUST_PRICE = 1e5
"""Late contacts for a pin that is not met: more than any week can gain."""


@dataclass(frozen=True)
class Near:
    """A rota that a search had rather stay near.

    Parameters
    ----------
    price
        Late contacts for each agent's day on which the shift becomes another: one number, or by
        agent, day and the other shift, ``None`` for a day off.
    ways
        Late contacts for working the same shift otherwise, by agent and day; 0 for those not
        named.
    gone
        Agent-days whose shift cannot be worked as in the rota.
    """

    rota: Assignment
    price: float | Callable[[str, int, ShiftOption | None], float]
    ways: Mapping[tuple[str, int], float] = field(default_factory=dict[tuple[str, int], float])
    gone: Collection[tuple[str, int]] = ()

    def price_of(self, agent_id: str, day: int, option: ShiftOption | None) -> float:
        """Price of another shift of an agent's day."""
        return self.price(agent_id, day, option) if callable(self.price) else self.price


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
    constant = rules.constant
    for row, agent_id in enumerate(instance.agent_ids):
        for day in range(instance.day_count):
            of_day = shift_list.choice_of[row * instance.day_count + day]
            duty = near.rota.get((agent_id, day))
            kept = None if duty is None or duty.option not in of_day else duty.option
            # No shift has no choice that a price could be put on.
            off = 0.0 if kept is None else near.price_of(agent_id, day, None)
            constant += off
            for option, choice in of_day.items():
                other = 0.0 if option == kept else near.price_of(agent_id, day, option)
                price[choice] += other - off
    return rules._replace(choice_price=price, constant=constant)
