"""What can be done about a rota after events: least, between, best, beside doing nothing."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property

from allocator.demand.service import ServiceModel
from allocator.domain.day_change import day_changes
from allocator.domain.disruption import Disruption
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.rota.anneal.search import Search
from allocator.rota.duty import Assignment
from allocator.rota.limits import SearchLimits, never
from allocator.rota.polish import Incumbent
from allocator.rota.replan.activities import Moving, Timed, retimed_groups, retimed_keys
from allocator.rota.replan.bound import EARLY, ProvenBound, proven_bound
from allocator.rota.replan.found import Found
from allocator.rota.replan.freedom import days_concerned, free_options, settled_days
from allocator.rota.replan.frozen import FrozenInstance
from allocator.rota.replan.frozen_weeks import Fixed
from allocator.rota.replan.give_back import GivingBack, Worth
from allocator.rota.replan.loosen import loosened
from allocator.rota.replan.near import ChangePrices
from allocator.rota.replan.option import BEST, BETWEEN, LEAST, NOTHING, ChangedDay, Option
from allocator.rota.replan.search_on import TRIES_A_DAY, SearchOn
from allocator.rota.replan.splice import changed_keys, spliced
from allocator.rota.replan.standing import Key

__all__ = ["BEST", "BETWEEN", "LEAST", "NOTHING", "ChangedDay", "Option", "Replanner"]

_BEST_SCALE = 0.1
"""Of the prices of change where the best service is looked for."""
_SCALES_BACK = (0.1, 0.2, 0.4, 0.7, 1.0)
_MOVING_SHARE = 0.1
_SHARES = {LEAST: 0.1, BETWEEN: 0.4, BEST: 0.35}
"""Of the time; what is left is for putting back and writing."""
_QUIET_CHUNKS = 3
_EPSILON = 1e-6


class Replanner:
    """Finds what to do after events.

    Parameters
    ----------
    scenario
        As it stands after the events, :attr:`~allocator.domain.scenario.Scenario.disruption`
        included.
    service
        Of the need after the events.
    published
        The rota that people know of.

    Raises
    ------
    ValueError
        If the scenario has no disruption.
    """

    def __init__(self, scenario: Scenario, service: ServiceModel, published: Rota) -> None:
        if scenario.disruption is None:
            raise ValueError("nothing has happened; make the scenario by disrupted(…)")
        self._begun = time.perf_counter()
        self._scenario = scenario
        self._disruption: Disruption = scenario.disruption
        join = scenario.grid.index(self._disruption.join)
        self._still = FrozenInstance.still(
            scenario, service, published, self._disruption.standing, join
        )
        self.days = days_concerned(scenario.grid, published, self._disruption)
        self._prices = ChangePrices(self._still, self._disruption, settled_days(self._still))
        self._stands = self._still.duties
        self._stuck = frozenset[str]()
        self._free: FrozenInstance | None = None

    @cached_property
    def nothing(self) -> Option:
        """Doing nothing: the rota that stands."""
        rota = Incumbent(self._still, self._stands)
        return self._option(NOTHING, self._disruption.standing, rota)

    def options(
        self, limits: SearchLimits, report: Callable[[str, float], None] = lambda _, __: None
    ) -> Iterator[Option]:
        """Yield what can be done, each as soon as it is found: least, between, best.

        None costs more than doing nothing, prices of change included; it may be doing nothing,
        under another name.

        Parameters
        ----------
        limits
            The time is that of all three together; where asked to stop, what was found by then
            follows at once.
        report
            Called with the option that is looked for and the least cost so far.
        """
        least = self._least(limits, report)
        yield self._written(LEAST, least)
        if limits.is_stopped:
            return
        self._free = free = self._freed(least)
        between = self._searched(
            free, BETWEEN, (least.assignment, least.assignment), 1.0, limits, report
        )
        yield self._written(BETWEEN, between)
        if limits.is_stopped:
            return
        best = self._searched(
            free, BEST, (between.assignment, least.assignment), _BEST_SCALE, limits, report
        )
        if best.rota.cost > between.rota.cost or self._total(best) > self.nothing.total + _EPSILON:
            best = between  # so much had to be given back, as it cost more than doing nothing
        yield self._written(BEST, best)

    def bound(self, stop: Callable[[], bool] = never) -> ProvenBound:
        """Prove what no rota costs less than that was still free, prices of change apart.

        Asked after :meth:`options`, whose freedom it is of.
        """
        if self._free is None:
            return ProvenBound(None, EARLY)
        overtime: dict[str, int] = {}
        for offer in self._disruption.overtime:
            minutes = overtime.get(offer.agent_id, 0) + math.ceil(offer.minutes)
            overtime[offer.agent_id] = minutes
        fixed = Fixed(settled_days(self._still), self._stuck, overtime)
        return proven_bound(self._free, fixed, stop)

    # Inside the shifts that stand.

    def _ways(self) -> tuple[Key, ...]:
        """Agent-days whose breaks, pools and activities are not all past, on the days concerned."""
        standing = self._still.standing
        assert standing is not None
        return tuple(
            key for key in self._stands if key[1] in self.days and not standing.is_over(key)
        )

    def _least(self, limits: SearchLimits, report: Callable[[str, float], None]) -> Found:
        until = time.perf_counter() + _SHARES[LEAST] * limits.seconds
        self._stuck = loosened(self._still)
        found = self._worked_anew(Timed(self._still, self._stands), limits, until)
        report(LEAST, found.rota.cost)
        if limits.is_stopped:
            return found
        seconds = math.inf if limits.reproducible else _MOVING_SHARE * limits.seconds
        until = time.perf_counter() + seconds
        moved = Moving(found.timed, self._prices, self.days, until).run()
        if moved.instance is found.instance:
            return found
        loosened(moved.instance)
        again = self._worked_anew(moved, limits, time.perf_counter() + seconds)
        return min(found, self._worth_moving(again), key=self._total)

    def _worked_anew(self, begin: Timed, limits: SearchLimits, until: float) -> Found:
        """Move breaks and pools, and say what each change is worth."""
        gone = retimed_keys(self._still, begin.instance, self._stands)
        keys = self._ways()
        search = Search(begin.instance, begin.assignment, limits.seed, self._prices.near(gone))
        quiet = 0
        while quiet < _QUIET_CHUNKS and keys and not limits.is_stopped:
            kept = search.anneal_ways(keys, TRIES_A_DAY * len(keys))
            quiet = 0 if kept else quiet + 1
            if time.perf_counter() > until and not limits.reproducible:
                break
        worths = GivingBack(search, self._stands, self._prices, gone).run()
        return Found(begin.instance, search.assignment(), worths, 1.0)

    def _worth_moving(self, found: Found) -> Found:
        """Add what activities at other times are worth, and give back those that are not."""
        keys = retimed_keys(self._still, found.instance, self._stands)
        worths = list(found.worths)
        for group in retimed_groups(self._still, found.instance, keys):
            back = {**found.assignment, **{key: self._stands[key] for key in group}}
            placed = found.instance.of_rota(back)
            assert isinstance(placed, FrozenInstance)
            without = Found(placed, back, (), 1.0)
            changed = [key for key in group if key in changed_keys(self._stands, found.assignment)]
            price = sum(self._prices.of_day(key, found.assignment.get(key)) for key in changed)
            worth = without.rota.cost - found.rota.cost
            if worth <= price and without.rota.is_valid:
                return self._worth_moving(Found(placed, back, found.worths, 1.0))
            worths.append(Worth(tuple(changed), price, worth))
        return Found(found.instance, found.assignment, tuple(worths), found.scale)

    # Everything from the join on.

    def _freed(self, least: Found) -> FrozenInstance:
        gone = retimed_keys(self._still, least.instance, self._stands)
        options = free_options(self._still, self._disruption, self.days)
        free = least.instance.freed(
            {k: m for k, m in options.items() if k[0] not in self._stuck and k not in gone}
        )
        loosened(free)
        return free

    def _searched(
        self,
        instance: FrozenInstance,
        name: str,
        starts: tuple[Assignment, Assignment],
        scale: float,
        limits: SearchLimits,
        report: Callable[[str, float], None],
    ) -> Found:
        prices = self._prices.scaled(scale)
        gone = retimed_keys(self._still, instance, self._stands)
        on = SearchOn(instance, starts, gone, self._ways())
        search = on.run(prices, limits, _SHARES[name], lambda cost: report(name, cost))
        worths = GivingBack(search, self._stands, prices, gone).run()
        found = Found(instance, search.assignment(), worths, scale)
        for more in _SCALES_BACK:
            if more <= scale or self._total(found) <= self.nothing.total + _EPSILON:
                continue
            prices = self._prices.scaled(more)
            search = Search(instance, found.assignment, limits.seed, prices.near(gone))
            worths = GivingBack(search, self._stands, prices, gone).run()
            found = Found(instance, search.assignment(), worths, more)
        return self._worth_moving(found)

    # What was found.

    def _total(self, found: Found) -> float:
        keys = changed_keys(self._stands, found.assignment)
        price = sum(self._prices.of_day(key, found.assignment.get(key)) for key in keys)
        return found.rota.cost + price

    def _seen(self, keys: tuple[Key, ...], blocks: Rota) -> tuple[Key, ...]:
        """Those of some changed agent-days whose blocks are not the same all the same."""
        people = tuple(dict.fromkeys(agent_id for agent_id, _ in keys))
        days = self._scenario.grid.days
        seen = {
            (change.agent_id, change.day)
            for change in day_changes(
                self._scenario.grid, people, self._disruption.standing, blocks
            )
        }
        return tuple(key for key in keys if (key[0], days[key[1]]) in seen)

    def _written(self, name: str, found: Found) -> Option:
        rota = found.rota
        if (not rota.is_valid and self.nothing.is_valid) or (
            self._total(found) > self.nothing.total + _EPSILON
        ):
            return replace(self.nothing, name=name, seconds=time.perf_counter() - self._begun)
        standing = self._disruption.standing
        blocks = spliced(found.instance, self._stands, standing, found.assignment)
        return self._option(name, blocks, rota, found.worths, found.scale)

    def _option(
        self,
        name: str,
        blocks: Rota,
        rota: Incumbent,
        worths: tuple[Worth, ...] = (),
        scale: float = 1.0,
    ) -> Option:
        keys = self._seen(changed_keys(self._stands, rota.assignment), blocks)
        prices = {key: self._prices.of_day(key, rota.assignment.get(key)) for key in keys}
        days = self._scenario.grid.days
        worth_of = {key: worth for worth in worths for key in worth.keys}
        changes: list[ChangedDay] = []
        for agent_id, day in sorted(keys, key=lambda key: (key[1], key[0])):
            mine = worth_of.get((agent_id, day))
            others = () if mine is None else tuple(k for k in mine.keys if k != (agent_id, day))
            changes.append(
                ChangedDay(
                    agent_id,
                    days[day],
                    prices[agent_id, day],
                    None if mine is None else mine.worth,
                    tuple((who, days[other]) for who, other in others),
                )
            )
        return Option(
            name,
            blocks,
            rota.cost,
            sum(prices.values()),
            tuple(changes),
            scale,
            rota.is_valid,
            time.perf_counter() - self._begun,
        )
