"""The factors on the load with which the staffing model expects what a simulation showed.

Erlang A takes every quarter-hour of a pool by itself, in its steady state, as one line of people
who can all do everything, on a day as busy as forecast. A simulation of the finished rota knows
better. Where the two disagree, the load that the model counts with is multiplied by a factor, so
that for this rota it expects what was simulated; the next rota is then made by the better need.

A factor belongs to a pool and a part of the day (two hours of the clock), the same on every day.
That is what carries over from one rota to the next: the morning begins with nobody waiting and
does better than its steady state, the evening inherits the queue. Factors of single days fit the
rota that they were taken from and miss the next (docs/decisions/0007). Queues of a pool share one
factor: more load cannot say that few of the pool's people can take one of them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocator.demand.arrays import Floats
from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.simulate.estimate import Estimate, ratio
from allocator.simulate.week import WeekSimulation
from allocator.verify.service_state import ServiceState

PART_HOURS = 2
"""Length of a part of the day by the clock."""

LEAST, MOST = 0.7, 1.7
"""Bounds of a factor: beyond them something else than the load is amiss."""

_HALVINGS = 10
"""Of the span between the bounds, which leaves less than a thousandth."""

_STEP = 0.03
"""Change of a factor by which it is found out how much the service follows it."""

OF_ONE_ROTA_PEOPLE = 0.08
"""How far a part's service lies off in one rota and not in the next, in people: as a share, over
those that work there. It counts beside the simulation's own uncertainty (decision 7)."""

_PARTS_SCATTER = 0.1
_POOLS_SCATTER = 0.15
"""How far the factors of a pool's parts lie from the pool's, and the pools' from 1: standard
deviations of their logarithm."""

_DIGITS = 3

Ints = NDArray[np.int64]
"""Number of the group that each part belongs to."""

Part = tuple[str, int]
"""A pool, and the hour of the clock at which the part of the day begins."""

Corrections = Mapping[Part, float]
"""Factor of each part; 1 for those that are not there."""


def part_of(row: Requirement) -> Part:
    """Part that a requirement belongs to, by the site's clock."""
    return row.pool, row.interval_start.hour // PART_HOURS * PART_HOURS


def corrected(
    scenario: Scenario, requirements: tuple[Requirement, ...], corrections: Corrections
) -> tuple[Requirement, ...]:
    """Return the requirements with the corrections of their parts; email and call-backs have 1."""
    live = _live_queues(scenario)
    return tuple(
        row.model_copy(
            update={
                "load_correction": corrections.get(part_of(row), 1.0) if row.queue in live else 1.0
            }
        )
        for row in requirements
    )


def corrections_of(scenario: Scenario, requirements: tuple[Requirement, ...]) -> dict[Part, float]:
    """Return the corrections that requirements hold, of parts with calls or chats."""
    live = _live_queues(scenario)
    return {part_of(row): row.load_correction for row in requirements if row.queue in live}


def _live_queues(scenario: Scenario) -> frozenset[str]:
    """Queues of calls and chats: whoever is in them waits on the line."""
    return frozenset(q.id for q in scenario.settings.queues if not q.channel.is_deferred)


def fitted(
    simulation: WeekSimulation, rota: Rota, of_one_rota_people: float = OF_ONE_ROTA_PEOPLE
) -> dict[Part, float]:
    """Find the factors with which the model expects of a rota what was simulated.

    By halving, for all parts at once. A factor then counts the less the less it is known. The
    uncertainty of the simulated share, and what is of this rota alone, over the slope of the
    expected share give that of the factor, by which it is drawn towards its pool's mean. Then
    the pool's factors are moved together, so that of its whole week the model expects what was
    simulated, less what that is uncertain by.

    Parameters
    ----------
    simulation
        Of the rota; its requirements' own corrections do not matter.
    of_one_rota_people
        What is of this rota alone; with 0 the factors are drawn together by chance's share only.

    Returns
    -------
    dict
        Every part with calls or chats, between :data:`LEAST` and :data:`MOST`. Email and
        call-backs wait for whoever is free and are no measure of the load.

    Source
    ------
    The drawing together is the empirical Bayes estimator of J. A. Hartigan, "Linear Bayesian
    methods", J. R. Stat. Soc. B 31 (1969), with the parts' scatter as measured.
    """
    parts = _Parts.of(simulation, rota, of_one_rota_people)
    if not parts.names:
        return {}
    single = np.arange(len(parts.names))
    logs = parts.matched(np.zeros(len(single)), single)
    shape = parts.drawn_together(logs, parts.errors(logs, single))
    pools = sorted({pool for pool, _ in parts.names})
    of_pool = np.array([pools.index(pool) for pool, _ in parts.names])
    shape -= (np.bincount(of_pool, shape) / np.bincount(of_pool))[of_pool]
    level = parts.matched(shape, of_pool)
    level *= _POOLS_SCATTER**2 / (
        _POOLS_SCATTER**2 + parts.errors(shape + level[of_pool], of_pool) ** 2
    )
    factors = np.clip(np.exp(shape + level[of_pool]), LEAST, MOST)
    return dict(zip(parts.names, np.round(factors, _DIGITS).tolist(), strict=True))


def averaged(before: Corrections, found: Corrections, number: int) -> dict[Part, float]:
    """Return the mean of all rounds' factors: the first is taken whole, each later one by 1/n.

    So no round swings back and forth, and what is chance in each is averaged out.

    Source
    ------
    H. Robbins and S. Monro, "A stochastic approximation method", Ann. Math. Stat. 22 (1951).
    """
    return {
        part: round(before.get(part, 1.0) ** (1 - 1 / number) * factor ** (1 / number), _DIGITS)
        for part, factor in found.items()
    }


def movement_share(
    requirements: tuple[Requirement, ...], before: Corrections, after: Corrections
) -> float:
    """Mean change of the factors, weighted by the contacts that they belong to."""
    contacts = math.fsum(row.forecast_contacts for row in requirements)
    moved = math.fsum(
        row.forecast_contacts
        * abs(after.get(part_of(row), 1.0) / before.get(part_of(row), 1.0) - 1)
        for row in requirements
    )
    return moved / contacts if contacts else 0.0


@dataclass(frozen=True)
class _Parts:
    """Parts of the week with what was simulated in them.

    Parameters
    ----------
    names
        Those with calls or chats.
    offered, in_time
        As simulated, by week and part.
    contacts
        Expected, by part and queue × open interval: shape (parts, cells), nought elsewhere.
    """

    scenario: Scenario
    requirements: tuple[Requirement, ...]
    rota: Rota
    of_one_rota_people: float
    names: tuple[Part, ...]
    queues: tuple[str, ...]
    offered: Floats
    in_time: Floats
    contacts: Floats

    @classmethod
    def of(cls, simulation: WeekSimulation, rota: Rota, of_one_rota_people: float) -> _Parts:
        scenario, requirements = simulation.scenario, simulation.requirements
        queues = scenario.settings.queues
        live = _live_queues(scenario)
        column = {queue.id: n for n, queue in enumerate(queues) if queue.id in live}
        place = {interval: n for n, interval in enumerate(scenario.open_intervals)}
        rows = [row for row in requirements if row.queue in column and row.forecast_contacts > 0]
        names = tuple(sorted({part_of(row) for row in rows}))
        number = {name: n for n, name in enumerate(names)}
        contacts = np.zeros((len(names), len(queues), len(place)))
        for row in rows:
            interval = place[scenario.grid.index(row.interval_start)]
            contacts[number[part_of(row)], column[row.queue], interval] = row.forecast_contacts
        belongs = (contacts > 0).reshape(len(names), -1).astype(np.float64)

        def total(counts: Floats) -> Floats:
            by_cell = counts[:, list(scenario.open_intervals), :].transpose(0, 2, 1)
            sums: Floats = by_cell.reshape(len(by_cell), -1).astype(np.float64) @ belongs.T
            return sums

        counts = simulation.counts
        return cls(
            scenario=scenario,
            requirements=requirements,
            rota=rota,
            of_one_rota_people=of_one_rota_people,
            names=names,
            queues=tuple(queue.id for queue in queues),
            offered=total(counts.offered),
            in_time=total(counts.in_time),
            contacts=contacts.reshape(len(names), -1),
        )

    def expected(self, logs: Floats, group: Ints) -> Floats:
        """Share in time that the model expects with these factors' logarithms, by group."""
        by_part = dict(zip(self.names, np.exp(logs).tolist(), strict=True))
        service = ServiceModel.of(
            self.scenario, corrected(self.scenario, self.requirements, by_part)
        )
        levels = ServiceState.of(self.scenario, service, self.rota).service_levels()
        shares = np.concatenate([levels[queue].interval_shares for queue in self.queues])
        in_time = np.bincount(group, self.contacts @ shares)
        return in_time / np.bincount(group, self.contacts.sum(axis=1))

    def simulated(self, group: Ints) -> Estimate:
        """Share in time as simulated, by group."""
        belongs = np.eye(group.max() + 1)[group]
        return ratio(self.in_time @ belongs, self.offered @ belongs)

    def matched(self, shape: Floats, group: Ints) -> Floats:
        """Find by halving what to add to a group's shape so that it expects what was simulated.

        Nothing, where no contact came: there is no aim.
        """
        aim = self.simulated(group).value
        low, high = (np.full(len(aim), math.log(bound)) for bound in (LEAST, MOST))
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            too_good = self.expected(shape + middle[group], group) > aim
            low, high = np.where(too_good, middle, low), np.where(too_good, high, middle)
        return np.where(np.isnan(aim), 0.0, (low + high) / 2)

    def errors(self, logs: Floats, group: Ints) -> Floats:
        """Uncertainty of the groups' factors as a standard deviation of their logarithm.

        Without end where no contact came.
        """
        up, down = (self.expected(logs + step, group) for step in (_STEP, -_STEP))
        slope = np.maximum(down - up, 1e-9) / (2 * _STEP)
        found = self.simulated(group)
        by_chance = np.nan_to_num(found.half_width) / 2
        weight = self.contacts.sum(axis=1)
        people = np.bincount(group, weight * self.people()) / np.bincount(group, weight)
        of_this_rota = self.of_one_rota_people / np.maximum(people, OF_ONE_ROTA_PEOPLE)
        of_this_rota /= np.bincount(group) ** 0.5
        errors = np.hypot(by_chance, of_this_rota) / slope
        return np.where(np.isnan(found.value), np.inf, errors)

    def people(self) -> Floats:
        """People's worth on the phone when a contact comes, shrinkage taken off, by part."""
        service = ServiceModel.of(self.scenario, self.requirements)
        state = ServiceState.of(self.scenario, service, self.rota)
        pools = [self.scenario.pool_of_queue[queue] for queue in self.queues]
        effective = np.concatenate([state.effective_agents(pool) for pool in pools])
        return self.contacts @ effective / self.contacts.sum(axis=1)

    def drawn_together(self, logs: Floats, errors: Floats) -> Floats:
        """Draw the logarithms of each pool's factors towards their mean, by their errors."""
        result = logs.copy()
        certainty = 1 / (errors**2 + _PARTS_SCATTER**2)
        for pool in {name[0] for name in self.names}:
            mine = np.array([name[0] == pool for name in self.names])
            known = float(certainty[mine].sum())
            mean = float((logs * certainty)[mine].sum()) / known if known else 0.0
            result[mine] = mean + (_PARTS_SCATTER**2 * certainty * (logs - mean))[mine]
        return result
