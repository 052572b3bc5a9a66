"""The CP-SAT model of several agents at once, each choosing among a few complete duties."""

from __future__ import annotations

from collections.abc import Mapping

from ortools.sat.python import cp_model

from allocator.rota.duty import Assignment, Duty
from allocator.rota.instance import Instance
from allocator.rota.model import COST_SCALE, PhoneModel
from allocator.rota.service_cost import ServiceCost
from allocator.rules.encoding import ShiftOption

Duties = Mapping[tuple[str, int], Mapping[ShiftOption, Duty]]
"""Complete duties, one for each shift option, of each free agent-day."""


class DutyModel(PhoneModel):
    """Chooses duties of the free agent-days together, service priced exactly.

    Parameters
    ----------
    instance
        The compiled scenario.
    duties
        What each free agent-day may be given; a day off is always among it.
    held
        Duties of the agent-days that are not free.
    """

    def __init__(self, instance: Instance, duties: Duties, held: Assignment) -> None:
        self.duties = duties
        choices = {key: tuple(by_option) for key, by_option in duties.items()}
        super().__init__(instance, choices, held, strict=False)
        ServiceCost(self).add()
        self.minimise()

    def _declare(self) -> None:
        super()._declare()
        for (agent_id, day), by_option in self.duties.items():
            literals = self.shifts(agent_id, day)
            for option, duty in by_option.items():
                for pool, interval in duty.on_phone:
                    self._free_heads[pool, interval].append((agent_id, literals[option]))

    def stretches(self, agent_id: str, day: int) -> Mapping[ShiftOption, tuple[int, ...]]:
        """Lengths of the stretches on the phone of each duty."""
        if (agent_id, day) not in self.duties:
            return super().stretches(agent_id, day)
        return {option: duty.stretches for option, duty in self.duties[agent_id, day].items()}

    def start_from(self, assignment: Assignment) -> None:
        """Hint the present duties."""
        for key in self.duties:
            duty = assignment.get(key)
            for option, literal in self.shifts(*key).items():
                self.model.add_hint(literal, duty is not None and duty.option == option)

    def solve(self, solver: cp_model.CpSolver) -> tuple[Assignment, float] | None:
        """Best assignment of all agent-days and its cost, or ``None`` where none was found."""
        status = solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        found = dict(self.held)
        for key, by_option in self.duties.items():
            for option, literal in self.shifts(*key).items():
                if solver.value(literal):
                    found[key] = by_option[option]
        return found, solver.objective_value / COST_SCALE
