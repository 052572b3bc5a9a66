"""The prices of change, for the engine: every shift and every day by its notice."""

from __future__ import annotations

from collections.abc import Collection

from allocator.domain.change_price import changed_day_price, moved_shift_price
from allocator.domain.disruption import Disruption
from allocator.rota.anneal.leaning import MUST_PRICE, Near
from allocator.rota.duty import Duty
from allocator.rota.replan.frozen import FrozenInstance
from allocator.rota.replan.standing import Key
from allocator.rules.encoding import ShiftOption


class ChangePrices:
    """Prices of other duties than those that stand, in late contacts.

    Parameters
    ----------
    settled
        Agent-days whose shift can be no other, nor a day off.
    scale
        What the prices are multiplied with.
    """

    def __init__(
        self,
        instance: FrozenInstance,
        disruption: Disruption,
        settled: Collection[Key] = (),
        scale: float = 1.0,
    ) -> None:
        self._instance = instance
        self._disruption = disruption
        self._scale = scale
        self._settled = frozenset(settled)
        self._prices = instance.scenario.settings.prices
        grid = instance.scenario.grid
        # A day off has no start: the price is that of the shift before or after alone.
        self._by_start = [
            moved_shift_price(self._prices, disruption.now, None, (moment, moment))
            for moment in map(grid.moment, range(grid.interval_count))
        ]

    def scaled(self, scale: float) -> ChangePrices:
        """Return the scenario's prices times another number."""
        twin = object.__new__(ChangePrices)
        twin.__dict__.update(self.__dict__)
        twin._scale = scale
        return twin

    def times(self, factor: float) -> ChangePrices:
        """Return these prices times a number."""
        return self.scaled(self._scale * factor)

    def of_shift(self, agent_id: str, day: int, option: ShiftOption | None) -> float:
        """Price of an agent's other shift of a day; ``None`` for a day off."""
        duty = self._instance.duties.get((agent_id, day))
        before = None if duty is None else duty.option
        if before == option:
            return 0.0
        if option is None and (agent_id, day) in self._settled:
            return MUST_PRICE
        grid = self._instance.scenario.grid
        offer = self._disruption.overtime_on(agent_id, grid.days[day])
        if offer is not None:
            spans = [
                None if one is None else (grid.moment(one.start), grid.moment(one.end))
                for one in (before, option)
            ]
            paid = 0.0 if option is None else float(option.paid_minutes)
            price = changed_day_price(
                self._prices, self._disruption.now, offer, spans[0], spans[1], paid
            )
        else:
            starts = [one.start for one in (before, option) if one is not None]
            price = max(self._by_start[start] for start in starts)
        return self._scale * price

    def of_day(self, key: Key, duty: Duty | None) -> float:
        """Price of an agent's day as it is in another rota."""
        stands = self._instance.duties.get(key)
        if is_same(stands, duty):
            return 0.0
        option = None if duty is None else duty.option
        if stands is not None and stands.option == option:
            return self._scale * self._prices.changed_break
        return self.of_shift(*key, option)

    def near(self, gone: Collection[Key] = ()) -> Near:
        """Prices for a search.

        Parameters
        ----------
        gone
            Agent-days that cannot be worked as they stand.
        """
        stands = self._instance.duties
        way = self._scale * self._prices.changed_break
        return Near(stands, self.of_shift, dict.fromkeys(stands, way), frozenset(gone))


def is_same(one: Duty | None, other: Duty | None) -> bool:
    """Whether two duties are worked alike."""
    if one is None or other is None:
        return one is other
    return (one.option.start, one.option.end, one.break_starts, one.pools, one.appointments) == (
        other.option.start,
        other.option.end,
        other.break_starts,
        other.pools,
        other.appointments,
    )
