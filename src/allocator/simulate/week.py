"""A finished rota sent through many weeks of its own forecast."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats
from allocator.domain.demand import Requirement
from allocator.domain.grid import TimeGrid
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.simulate.absence import MEAN_SPELL_S, draw_absences
from allocator.simulate.centre import Centre, LoggedIn
from allocator.simulate.demand_draw import DemandModel
from allocator.simulate.handling import Handling
from allocator.simulate.replicate import Replications, replicate
from allocator.simulate.routing import Routing
from allocator.simulate.spreads import day_cv, handling_cv, week_cvs
from allocator.simulate.tally import Cells, logged_in_by_pool_s, logged_in_s


@dataclass(frozen=True)
class WeekSimulation:
    """Replications of a week with what is needed to read them.

    Parameters
    ----------
    logged_in_s
        By agent and operating day, shape (A, D).
    logged_in_by_pool_s
        By interval and pool, shape (I, P).
    handling_cv, week_cvs
        What the contacts were drawn with: of handling times by queue, of the days of each week.
    day_cv
        The same of all days together.
    """

    scenario: Scenario
    requirements: tuple[Requirement, ...]
    centre: Centre
    cells: Cells
    seed: int
    replications: int
    handling_cv: dict[str, float]
    day_cv: float
    week_cvs: tuple[float, ...]
    logged_in_s: Floats
    logged_in_by_pool_s: Floats
    counts: Replications


def simulate_week(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    rota: Rota,
    *,
    replications: int,
    seed: int,
    routing: Routing | None = None,
    threads: int | None = None,
) -> WeekSimulation:
    """Simulate a rota against the demand that it was planned for.

    Parameters
    ----------
    requirements
        A row for every queue of the scenario in every open interval.
    routing
        Specialists first and the longest waiting unless told otherwise.
    threads
        How many work at once; the result does not depend on it.
    """
    centre = rota_centre(scenario, rota, routing)
    cells = week_cells(scenario)
    cvs, weeks = handling_cv(scenario), week_cvs(scenario, requirements)
    demand = DemandModel.of(scenario, requirements, cvs, weeks)
    week_s = cells.interval_s * cells.count
    share = scenario.settings.shrinkage_share
    counts = replicate(
        centre,
        cells,
        demand.draw,
        lambda draw: draw_absences(centre, share, week_s, draw, MEAN_SPELL_S),
        replications=replications,
        seed=seed,
        threads=threads,
    )
    return WeekSimulation(
        scenario=scenario,
        requirements=requirements,
        centre=centre,
        cells=cells,
        seed=seed,
        replications=replications,
        handling_cv=cvs,
        day_cv=day_cv(requirements),
        week_cvs=weeks,
        logged_in_s=logged_in_s(centre, cells),
        logged_in_by_pool_s=logged_in_by_pool_s(centre, cells),
        counts=counts,
    )


def week_cells(scenario: Scenario, grid: TimeGrid | None = None) -> Cells:
    """Intervals, days, targets and pools of a scenario's week, or of other days."""
    grid = grid or scenario.grid
    pools = {pool.id: place for place, pool in enumerate(scenario.settings.pools)}
    queues = scenario.settings.queues
    interval_s = grid.interval_minutes * 60.0
    return Cells(
        interval_s=interval_s,
        count=grid.interval_count,
        day_start_s=interval_s * np.array(grid.day_bounds[:-1], np.float64),
        target_s=np.array([queue.target_s for queue in queues]),
        pool=np.array([pools[scenario.pool_of_queue[queue.id]] for queue in queues], np.int64),
    )


def skill_factors(scenario: Scenario) -> dict[tuple[str, str], float]:
    """Handling-time factor of each skill, by agent and queue."""
    return {(skill.agent_id, skill.queue): skill.aht_factor for skill in scenario.skills}


def rota_centre(scenario: Scenario, rota: Rota, routing: Routing | None = None) -> Centre:
    """Centre of a rota: everybody is logged in exactly during the blocks of work."""
    queues = [queue.id for queue in scenario.settings.queues]
    known = set(queues)
    origin_s = scenario.grid.start.timestamp()
    spans = [
        LoggedIn(
            block.agent_id,
            block.span_s[0] - origin_s,
            block.span_s[1] - origin_s,
            tuple(queue for queue in block.queues if queue in known),
        )
        for block in rota.blocks
        if block.is_on_phone
    ]
    agents = [agent.agent_id for agent in scenario.agents]
    agents += [agent_id for agent_id in rota.agent_ids if agent_id not in scenario.agent_by_id]
    handling = Handling.of(scenario.settings.queues)
    return Centre.of(queues, agents, spans, skill_factors(scenario), routing, handling)
