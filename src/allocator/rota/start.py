"""A finished rota as a draft to search on from: what cannot stand in it is chosen anew."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from allocator.domain.rota import Rota
from allocator.rota.best_week import best_week
from allocator.rota.blocks import to_rota
from allocator.rota.bound import solve_counts
from allocator.rota.choose_times import NoTimes
from allocator.rota.construct import by_hours
from allocator.rota.draft import COARSE_SPEED_STEP, Draft
from allocator.rota.duty import Assignment
from allocator.rota.from_rota import from_rota
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.place_activities import place_activities
from allocator.rota.service_table import ServiceTable


@dataclass(frozen=True)
class TakenOver:
    """What of a rota the search has duties for.

    Parameters
    ----------
    instance
        With activities at the times that they have in the rota.
    """

    instance: Instance
    assignment: Assignment

    @property
    def rota(self) -> Rota:
        """The same in blocks with clock times."""
        return to_rota(self.instance, self.assignment)


def take_over(instance: Instance, rota: Rota, limits: SearchLimits) -> TakenOver | None:
    """Take over the shifts of a rota that people may have; ``None`` where activities find no time.

    Activities that the rota has at one of their times keep it; for others a time is found.
    """
    assignment = from_rota(instance, rota)
    instance = instance.of_rota(assignment)
    if instance.movable and any(len(instance.activity_starts[a]) > 1 for a in instance.movable):
        counts = solve_counts(instance, COARSE_SPEED_STEP, stop=limits.stop)
        placed = place_activities(instance, counts, limits)
        if isinstance(placed, NoTimes):
            return None
        instance = placed
    admitted = {
        (agent_id, day): duty
        for (agent_id, day), duty in assignment.items()
        if duty.option in instance.options[agent_id][day] and instance.allows(agent_id, day, duty)
    }
    return TakenOver(instance, admitted)


def with_new_weeks(taken: TakenOver, agent_ids: Set[str], limits: SearchLimits) -> Draft | None:
    """Give some people the best week there is beside the others as they are.

    Returns
    -------
    Draft or None
        Which may still overdraw seats: the search mends that. ``None`` where somebody has no week.
    """
    instance = taken.instance
    assignment = {key: duty for key, duty in taken.assignment.items() if key[0] not in agent_ids}
    table = ServiceTable(instance, assignment)
    for agent_id in by_hours(instance):
        if agent_id not in agent_ids:
            continue
        week = (
            None if limits.is_stopped else best_week(instance, assignment, table, agent_id, limits)
        )
        if week is None:
            return None
        for key, duty in week.items():
            assignment[key] = duty
            table.add(agent_id, duty)
    return Draft(instance, assignment, 0.0)
