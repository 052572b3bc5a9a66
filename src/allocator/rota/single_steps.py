"""What one person could do to help on a few days, nobody else moving: priced, best first.

For a response that must be short: a search moves many people a little, a supervisor tells a few.
Each person-day is priced exactly against the phones as they stand, so that the best single step is
found in a tenth of a second, and then the best beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np

from allocator.rota.best_duty import DayPrices, PricedDuty
from allocator.rota.duty import Assignment, Duty
from allocator.rota.instance import Instance
from allocator.rota.service_table import Floats, ServiceTable
from allocator.rota.step import Step, StepOf, StepPrices
from allocator.rota.stretches import Stretches
from allocator.rules.encoding import ShiftOption

LONGER_MOST_MINUTES = 120
"""Most that anybody is asked to come earlier and stay longer on a day, in paid minutes."""
_BARRED_PRICE = 1e6
_LEAST_GAIN = 0.05


@dataclass(frozen=True)
class _Offers:
    """What a person could do on a day.

    Parameters
    ----------
    held
        Late contacts that the person's duty avoids as it stands; 0 on a day off.
    priced
        Shifts to choose from.
    """

    held: float
    priced: dict[ShiftOption, PricedDuty]


class SingleSteps:
    """Steps from a rota, one after the other.

    Parameters
    ----------
    instance
        The compiled scenario, activities at the times that they have in the rota.
    assignment
        The rota after the loss; those who are away have no duties in it.
    people
        Who may be asked.
    days
        Days on which help is wanted.
    seats
        Seats that are left, of pools that lose some: who finds none is off the phone.
    settled
        People's days that stay as they are.
    """

    def __init__(
        self,
        instance: Instance,
        assignment: Assignment,
        prices: StepPrices,
        people: Collection[str],
        days: Collection[int],
        seats: Mapping[str, int] | None = None,
        settled: Collection[tuple[str, int]] = (),
    ) -> None:
        self.instance = instance
        self.assignment = dict(assignment)
        self._prices = prices
        self._people = tuple(people)
        self._days = tuple(sorted(days))
        self._may_be_idle = seats is not None
        self._table = ServiceTable(instance, assignment)
        # Floors are left to whoever judges the step: what is told of it is the contacts it saves.
        self._table.pools = tuple(
            replace(
                pool,
                seats=min(pool.seats, (seats or {}).get(pool.pool, pool.seats)),
                floors=np.zeros_like(pool.floors),
            )
            for pool in self._table.pools
        )
        self._offers: dict[tuple[str, int], _Offers] = {}
        self._changed = set(settled)

    def best(self, kinds: Collection[StepOf], overtime_minutes: float, most: int) -> list[Step]:
        """Return the steps that are worth more than their price, the best first.

        Nobody's day is changed twice.

        Parameters
        ----------
        kinds
            What may be asked.
        overtime_minutes
            Most paid minutes on top.
        most
            How many at most.
        """
        found: list[Step] = []
        for agent_id in self._people:
            for day in self._days:
                if (agent_id, day) in self._changed:
                    continue
                found += self._of_day(agent_id, day, kinds, overtime_minutes)
        worth = [step for step in found if step.net > _LEAST_GAIN]
        return sorted(worth, key=lambda step: (-step.net, step.agent_id))[:most]

    def take(self, step: Step) -> None:
        """Take a step: others are priced beside it from now on."""
        for day, duty in step.days.items():
            before = self.assignment.pop((step.agent_id, day), None)
            if before is not None:
                self._table.remove(step.agent_id, before)
            if duty is not None:
                self.assignment[step.agent_id, day] = duty
                self._table.add(step.agent_id, duty)
        self._changed |= {(step.agent_id, day) for day in step.days}
        self._offers = {key: kept for key, kept in self._offers.items() if key[1] not in step.days}

    def refuse(self, step: Step) -> None:
        """Leave out a step that breaks a rule, and those that hold the same shift."""
        duty = step.days[step.day]
        offers = self._offers.get((step.agent_id, step.day))
        if offers is not None and duty is not None:
            offers.priced.pop(duty.option, None)

    def _of_day(
        self, agent_id: str, day: int, kinds: Collection[StepOf], overtime_minutes: float
    ) -> list[Step]:
        duty = self.assignment.get((agent_id, day))
        if duty is None:
            return self._of_day_off(agent_id, day, kinds, overtime_minutes)
        offers = self._offered(agent_id, day, duty)
        now, prices = duty.option, self._prices
        best: dict[StepOf, Step] = {}

        def offer(kind: StepOf, priced: PricedDuty, price: float, minutes: int = 0) -> None:
            gain = -priced.cost - offers.held
            if kind not in best or gain - price > best[kind].net:
                best[kind] = Step(kind, agent_id, day, priced, gain, price, minutes)

        for option, priced in offers.priced.items():
            more = option.paid_minutes - now.paid_minutes
            if option == now:
                offer("same_shift", priced, prices.changed_day)
            elif more == 0 and "shift" in kinds:
                offer("shift", priced, prices.changed_shift)
            elif (
                0 < more <= min(overtime_minutes, LONGER_MOST_MINUTES)
                and "stay_on" in kinds
                and option.start <= now.start
                and option.end >= now.end
            ):
                price = prices.changed_shift + prices.overtime_hour * more / 60
                offer("stay_on", priced, price, more)
        return [step for kind, step in best.items() if kind in kinds]

    def _of_day_off(
        self, agent_id: str, day: int, kinds: Collection[StepOf], overtime_minutes: float
    ) -> list[Step]:
        if not {"day", "call_in"} & set(kinds):
            return []
        offers = self._offered(agent_id, day, None)
        found: list[Step] = []
        prices = self._prices
        if "call_in" in kinds:
            for option, priced in offers.priced.items():
                if option.paid_minutes <= overtime_minutes:
                    hours = option.paid_minutes / 60
                    price = prices.changed_shift + prices.overtime_hour * hours
                    minutes = option.paid_minutes
                    gain = -priced.cost
                    found.append(Step("call_in", agent_id, day, priced, gain, price, minutes))
        if "day" in kinds:
            by_paid: dict[int, PricedDuty] = {}
            for option, priced in offers.priced.items():
                known = by_paid.get(option.paid_minutes)
                if known is None or priced.cost < known.cost:
                    by_paid[option.paid_minutes] = priced
            for other in range(self.instance.day_count):
                duty = self.assignment.get((agent_id, other))
                is_free = duty is not None and not duty.appointments
                if duty is None or not is_free or (agent_id, other) in self._changed:
                    continue
                priced = by_paid.get(duty.option.paid_minutes)
                if priced is not None:
                    gain = -priced.cost - self._offered(agent_id, other, duty).held
                    price = 2 * prices.changed_shift
                    step = Step("day", agent_id, day, priced, gain, price, off_day=other)
                    found.append(step)
        return sorted(found, key=lambda step: -step.net)[:2]

    def _offered(self, agent_id: str, day: int, duty: Duty | None) -> _Offers:
        key = agent_id, day
        if key not in self._offers:
            self._offers[key] = self._price(agent_id, day, duty)
        return self._offers[key]

    def _price(self, agent_id: str, day: int, duty: Duty | None) -> _Offers:
        held = 0.0
        if duty is not None:
            before = self._table.cost()
            self._table.remove(agent_id, duty)
            held = self._table.cost() - before
        options = self._options(agent_id, day, duty) if day in self._days else ()
        priced = self._priced(agent_id, day, options)
        if duty is not None:
            self._table.add(agent_id, duty)
        return _Offers(held, priced)

    def _options(self, agent_id: str, day: int, duty: Duty | None) -> tuple[ShiftOption, ...]:
        """Shifts that a step may give: as long as those that the person has, or a little longer.

        With the activities that the person has on the day, and no others.
        """
        mine = () if duty is None else duty.appointments
        own = {
            each.option.paid_minutes
            for (who, _), each in self.assignment.items()
            if who == agent_id
        }

        def may_be(option: ShiftOption) -> bool:
            if duty is None:
                return not own or option.paid_minutes in own
            more = option.paid_minutes - duty.option.paid_minutes
            return more == 0 or (
                0 < more <= LONGER_MOST_MINUTES
                and option.start <= duty.option.start
                and option.end >= duty.option.end
            )

        return tuple(
            option
            for option in self.instance.options[agent_id][day]
            if may_be(option) and self.instance.appointments_in(agent_id, option) == mine
        )

    def _priced(
        self, agent_id: str, day: int, options: tuple[ShiftOption, ...]
    ) -> dict[ShiftOption, PricedDuty]:
        """Best duty of each shift of an agent who is not on the phones of the table."""
        if not options:
            return {}
        instance = self.instance
        marginal: dict[str | None, Floats] = {}
        for pool in instance.agent_pools[agent_id]:
            row = self._table.marginal(agent_id, pool)
            row[list(instance.barred[agent_id, pool])] += _BARRED_PRICE
            marginal[pool] = row
        if self._may_be_idle or not marginal:
            marginal[None] = np.zeros(instance.scenario.grid.interval_count)
        span = instance.day_intervals(day)
        stop = max(span.stop, *(option.end for option in options))
        appointments = tuple(
            each
            for each in instance.appointments.get(agent_id, ())
            if span.start <= each.start and each.end <= stop
        )
        stretches = Stretches(
            span.start,
            {pool: row[span.start : stop] for pool, row in marginal.items()},
            appointments,
            instance.unbroken_limits.get(agent_id),
            instance.stretch_costs if instance.agent_pools[agent_id] else None,
            instance.held.get(agent_id, ()),
        )
        prices = DayPrices(stretches, appointments, instance.changes_max)
        found: dict[ShiftOption, PricedDuty] = {}
        for option in options:
            priced = prices.best(option, instance.rest_due(agent_id, option))
            if np.isfinite(priced.cost):
                found[option] = priced
        return found


def without_activities(instance: Instance, gone: Collection[str]) -> Instance:
    """Return the same with some activities that are not held: their people are free then."""
    if not gone:
        return instance
    twin = replace(instance)
    kept = {name: value for name, value in instance.__dict__.items() if name != "options"}
    twin.__dict__.update(kept)
    twin.__dict__["appointments"] = {
        agent_id: left
        for agent_id, mine in instance.appointments.items()
        if (left := tuple(each for each in mine if each.activity_id not in gone))
    }
    return twin
