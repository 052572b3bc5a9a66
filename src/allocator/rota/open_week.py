"""A finished rota to search on from: the whole week of a plan, or what a replan has left open.

Of a replan what lies before its join stands, and so do shifts that begin too soon for anybody to be
told of another. Whatever else changes costs by hours of notice, against the rota that is asked
about: it is what people know.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from threading import Lock

from allocator.demand.service import ServiceModel
from allocator.domain.disruption import Disruption
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.rota.anneal.leaning import Near
from allocator.rota.anneal.put_back import put_back
from allocator.rota.anneal.search import Search, shifts_and_rules
from allocator.rota.best_week import best_week
from allocator.rota.blocks import to_rota
from allocator.rota.construct import by_hours
from allocator.rota.duty import Assignment, Duty
from allocator.rota.from_rota import from_rota
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.polish import Incumbent
from allocator.rota.replan.freedom import days_concerned, free_options, settled_days, soonest_start
from allocator.rota.replan.frozen import FrozenInstance
from allocator.rota.replan.give_back import GivingBack
from allocator.rota.replan.loosen import loosened
from allocator.rota.replan.near import ChangePrices
from allocator.rota.replan.search_on import TRIES_A_DAY
from allocator.rota.replan.splice import changed_keys, spliced
from allocator.rota.replan.standing import Key
from allocator.rota.service_table import ServiceTable

MOVED_PRICE = 0.1
"""Late contacts for each shift that becomes another in a plan that nothing has happened to: within
what a search cannot tell apart."""


def open_week(scenario: Scenario, service: ServiceModel, rota: Rota) -> OpenWeek:
    """Compile what may still be otherwise in a rota.

    Parameters
    ----------
    scenario
        Of a replan, its :attr:`~allocator.domain.disruption.Disruption.standing` is the rota.
    rota
        Shifts that the scenario of a plan does not admit are left out.
    """
    if scenario.disruption is None:
        return OpenWeek(scenario, service, rota)
    return LeftOpen(scenario, service, rota, scenario.disruption)


class OpenWeek:
    """A plan's week: everybody may move, and a shift that becomes another has a small price.

    Attributes
    ----------
    base
        The instance, activities at the times that they have in the rota.
    given
        Duties of the rota.
    is_whole
        Whether everything may be otherwise.
    """

    is_whole = True

    def __init__(self, scenario: Scenario, service: ServiceModel, rota: Rota) -> None:
        self.rota = rota
        self.base, self.given = self._compiled(scenario, service)

    def _compiled(self, scenario: Scenario, service: ServiceModel) -> tuple[Instance, Assignment]:
        instance = Instance.of(scenario, service)
        given = from_rota(instance, self.rota)
        return instance.of_rota(given), given

    def make_ready(self) -> None:
        """Read what searches need; done by the first of them if it was not before."""
        shifts_and_rules(self.base)

    def near(self, instance: Instance, agent_ids: Sequence[str]) -> Near:
        """Prices of other shifts than those of the rota.

        Parameters
        ----------
        instance
            With further pins.
        agent_ids
            Those whom the pins concern.
        """
        del instance, agent_ids
        return Near(self.given, MOVED_PRICE)

    def begin(self, start: Incumbent, agent_ids: Sequence[str], seed: int) -> Search:
        """Begin a search from a rota, near to the one that is asked about.

        Parameters
        ----------
        agent_ids
            Those whom further pins of its instance concern.
        """
        return Search(start.instance, start.assignment, seed, self.near(start.instance, agent_ids))

    def finish(self, search: Search, agent_ids: Sequence[str]) -> Assignment:
        """Give back the weeks that need not be others, and return the rota of a search."""
        put_back(search, self.near(search.instance, agent_ids))
        return search.assignment()

    def near_price(self, assignment: Assignment) -> float:
        """Price by which rotas that cost as much are told apart."""
        keys = self.given.keys() | assignment.keys()
        moved = sum(_option(self.given, key) != _option(assignment, key) for key in keys)
        return MOVED_PRICE * moved

    def change_price(self, assignment: Assignment) -> float:
        """Price of what is otherwise than people know, which is a cost of the rota."""
        del assignment
        return 0.0

    def total(self, found: Incumbent) -> float:
        """Cost of a rota with the price of its changes."""
        return found.cost + self.change_price(found.assignment)

    def own_week(
        self,
        instance: Instance,
        others: Assignment,
        table: ServiceTable,
        agent_id: str,
        limits: SearchLimits,
    ) -> Assignment | None:
        """Return the best week of an agent beside others; ``None`` where there is none.

        Parameters
        ----------
        table
            With the others on the phones.
        """
        return best_week(instance, others, table, agent_id, limits)

    def with_new_weeks(
        self, instance: Instance, agent_ids: Collection[str], limits: SearchLimits
    ) -> Incumbent | None:
        """Give some people the best weeks beside the others; ``None`` where somebody has none.

        Returns
        -------
        Incumbent or None
            Which may overdraw seats.
        """
        assignment = {key: duty for key, duty in self.given.items() if key[0] not in agent_ids}
        table = ServiceTable(instance, assignment)
        for agent_id in by_hours(instance):
            if agent_id not in agent_ids:
                continue
            week = (
                None
                if limits.is_stopped
                else self.own_week(instance, assignment, table, agent_id, limits)
            )
            if week is None:
                return None
            for key, duty in week.items():
                assignment[key] = duty
                table.add(agent_id, duty)
        return Incumbent(instance, assignment)

    def written(self, instance: Instance, assignment: Assignment) -> Rota:
        """Write a whole rota in blocks."""
        return to_rota(instance, assignment)

    def with_week(self, instance: Instance, agent_id: str, week: Assignment) -> Rota:
        """Write the rota in which one agent has another week."""
        return self.rota.replaced({agent_id}, list(to_rota(instance, week).blocks))


class LeftOpen(OpenWeek):
    """What a replan has left open of its rota.

    Parameters
    ----------
    disruption
        Of the replan.
    free
        People whose shifts may become others though their weeks break a rule as they stand.

    Attributes
    ----------
    stuck
        People whose weeks break a rule as they stand, by what has happened: their shifts stay.
    """

    base: FrozenInstance
    is_whole = False

    def __init__(
        self,
        scenario: Scenario,
        service: ServiceModel,
        rota: Rota,
        disruption: Disruption,
        free: Collection[str] = (),
    ) -> None:
        self._disruption = disruption
        self._freed = frozenset(free)
        self.stuck = frozenset[str]()
        self._reading = Lock()
        self._read_for: object = None
        super().__init__(scenario, service, rota)

    def _compiled(
        self, scenario: Scenario, service: ServiceModel
    ) -> tuple[FrozenInstance, Assignment]:
        join = scenario.grid.index(self._disruption.join)
        still = FrozenInstance.still(scenario, service, self.rota, self.rota, join)
        self._prices = ChangePrices(still, self._disruption, settled_days(still))
        self.stuck = loosened(still) - self._freed
        days = days_concerned(scenario.grid, self.rota, self._disruption)
        options = free_options(still, self._disruption, days)
        free = still.freed({k: mine for k, mine in options.items() if k[0] not in self.stuck})
        return free, free.duties

    @property
    def soonest(self) -> int:
        """First interval in which somebody can begin a shift that they do not know of."""
        return soonest_start(self.base)

    def make_ready(self) -> None:
        """Read what searches need, which takes seconds in a large team; own weeks need it not."""
        with self._reading:
            self._make_ready(self.base)

    def _make_ready(self, instance: Instance) -> None:
        """Read the rules of the instance so that the rota asked about keeps them."""
        times = instance.chosen, instance.practice
        if times == self._read_for:
            return
        base = self.base.with_starts(instance.chosen).with_practice(instance.practice)
        assert isinstance(base, FrozenInstance)
        loosened(base)
        self._read_for = times

    def near(self, instance: Instance, agent_ids: Sequence[str]) -> Near:
        """Prices by notice; what pins forbid of the present duties is not there to keep."""
        return self._prices.near(self._gone(instance, agent_ids))

    def _gone(self, instance: Instance, agent_ids: Sequence[str]) -> frozenset[Key]:
        """Agent-days that cannot be worked as they are, by pins or an activity's other time."""
        return frozenset(
            key
            for key, duty in self.given.items()
            if not _keeps(instance, key, duty, pinned=key[0] in agent_ids)
        )

    def days_of(self, agent_id: str) -> Sequence[int]:
        """Numbers of the days on which something of an agent may be otherwise."""
        return [day for day in range(self.base.day_count) if self._is_open((agent_id, day))]

    def _is_open(self, key: Key) -> bool:
        agent_id, day = key
        standing = self.base.standing
        assert standing is not None
        if key in standing.duties:
            return not standing.is_over(key)
        return bool(self.base.options[agent_id][day])

    def change_price(self, assignment: Assignment) -> float:
        """Price of what is otherwise than people know, by notice."""
        keys = changed_keys(self.given, assignment)
        return sum(self._prices.of_day(key, assignment.get(key)) for key in keys)

    def own_week(
        self,
        instance: Instance,
        others: Assignment,
        table: ServiceTable,
        agent_id: str,
        limits: SearchLimits,
    ) -> Assignment | None:
        """Return the best of what is left open of an agent's week, by notice."""
        days = self.days_of(agent_id)
        kept = {
            key: duty
            for key, duty in self.given.items()
            if key[0] == agent_id and key[1] not in days
        }
        beside = table.copy()
        for duty in kept.values():
            beside.add(agent_id, duty)
        near = self.near(instance, [agent_id])
        held = {**others, **kept}
        try:
            found = best_week(instance, held, beside, agent_id, limits, near=near, days=days)
        except ValueError:  # a shift that stays has no rest left where an activity is elsewhere
            return None
        # What pins forbid is dear there, and not impossible.
        if found is None or not all(_keeps(instance, *one, pinned=True) for one in found.items()):
            return None
        return {**kept, **found}

    def has_week(self, instance: Instance, agent_id: str, limits: SearchLimits) -> bool:
        """Whether somebody has a week under further pins, the others' as they are."""
        others = {key: duty for key, duty in self.given.items() if key[0] != agent_id}
        table = ServiceTable(instance, others)
        return self.own_week(instance, others, table, agent_id, limits) is not None

    def begin(self, start: Incumbent, agent_ids: Sequence[str], seed: int) -> Search:
        """Begin a search that leaves alone what cannot be otherwise."""
        with self._reading:  # what was read is kept for one set of times only
            self._make_ready(start.instance)
            search = super().begin(start, agent_ids, seed)
        search.open_only(
            (agent_id, day) for agent_id in self.base.agent_ids for day in self.days_of(agent_id)
        )
        return search

    def finish(self, search: Search, agent_ids: Sequence[str]) -> Assignment:
        """Take back what is not worth its price, and return the rota of a search."""
        keys = [key for key in self.given if key[1] in self.days_of(key[0])]
        if keys:
            search.anneal_ways(keys, TRIES_A_DAY * len(keys))
        gone = self._gone(search.instance, agent_ids)
        GivingBack(search, self.given, self._prices, gone).run()
        return search.assignment()

    def near_price(self, assignment: Assignment) -> float:
        """Price of changes by notice."""
        return self.change_price(assignment)

    def written(self, instance: Instance, assignment: Assignment) -> Rota:
        """Write a whole rota in blocks: what does not change stays word for word."""
        assert isinstance(instance, FrozenInstance)
        return spliced(instance, self.given, self.rota, assignment)

    def with_week(self, instance: Instance, agent_id: str, week: Assignment) -> Rota:
        """Write the rota in which one agent has another week."""
        others = {key: duty for key, duty in self.given.items() if key[0] != agent_id}
        return self.written(instance, {**others, **week})


def _keeps(instance: Instance, key: Key, duty: Duty, *, pinned: bool) -> bool:
    """Whether a duty keeps to the times of activities and, where asked, to pins."""
    agent_id, _ = key
    if duty.appointments != instance.appointments_in(agent_id, duty.option):
        return False
    if not pinned:
        return True
    on_phone = {interval: pool for pool, interval in duty.on_phone}
    held = instance.held.get(agent_id, frozenset[int]())
    here = range(duty.option.start, duty.option.end)
    return all(interval in on_phone for interval in held if interval in here) and not any(
        interval in instance.barred[agent_id, pool] for interval, pool in on_phone.items()
    )


def _option(rota: Assignment, key: Key) -> object:
    duty = rota.get(key)
    return None if duty is None else duty.option
