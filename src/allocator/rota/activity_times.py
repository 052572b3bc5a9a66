"""When activities off the phone take place, in a model of named people's shifts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from allocator.rota.room import has_room
from allocator.rules.encoding import Appointment, Linear

if TYPE_CHECKING:  # the model makes its own activity times
    from allocator.rota.model import ShiftModel


class ActivityTimes:
    """Literals of the starts of activities and of what each free agent-day's shift holds.

    An activity whose time is settled is no variable: whoever takes part has it in any shift that
    covers it.

    Parameters
    ----------
    model
        A model whose shifts are declared.
    """

    def __init__(self, model: ShiftModel) -> None:
        self._model = model
        instance = model.instance
        self.starts: dict[str, dict[int, Linear]] = {}
        self._held: dict[tuple[str, int], dict[Appointment, Linear]] = defaultdict(dict)
        free = [agent for agent in model.free_agents if instance.activities_of(agent)]
        for activity_id in dict.fromkeys(
            a for agent in free for a in instance.activities_of(agent)
        ):
            starts = instance.activity_starts[activity_id]
            settled = len(starts) == 1
            self.starts[activity_id] = {
                start: 1 if settled else model.model.new_bool_var(f"{activity_id}_at_{start}")
                for start in starts
            }
        for agent_id in free:
            for activity_id in instance.activities_of(agent_id):
                for start, literal in self.starts[activity_id].items():
                    end = start + instance.activity_lengths[activity_id]
                    self._declare(agent_id, Appointment(start, end, activity_id), literal)

        for agent_id in model.free_agents:
            for each in instance.appointments.get(agent_id, ()):
                if each.beside:
                    self._declare(agent_id, each, 1)

    def appointments(self, agent_id: str, day: int) -> Mapping[Appointment, Linear]:
        """1 where the agent has the activity then, in the day's shift, else 0."""
        if self._model.is_free(agent_id, day):
            return self._held.get((agent_id, day), {})
        duty = self._model.held.get((agent_id, day))
        return {} if duty is None else dict.fromkeys(duty.appointments, 1)

    def _declare(self, agent_id: str, appointment: Appointment, start: Linear) -> None:
        """Say in which free day's shift the activity may lie: one that leaves its breaks room."""
        instance = self._model.instance
        settled = isinstance(start, int)
        by_day = {
            day: [
                literal
                for option, literal in self._model.shifts(agent_id, day).items()
                if appointment.lies_in(option)
                and (settled or has_room(instance, agent_id, option, (appointment,)))
            ]
            for day in range(instance.day_count)
            if self._model.is_free(agent_id, day)
        }
        able = {day: covering for day, covering in by_day.items() if covering}
        elsewhere = any(
            appointment in duty.appointments
            for (who, _), duty in self._model.held.items()
            if who == agent_id
        )
        for day, covering in able.items():
            if settled:
                here: Linear = cp_model.LinearExpr.sum(covering)
            elif len(able) == 1 and not elsewhere:
                here = start
            else:
                here = self._model.model.new_bool_var(
                    f"{appointment.activity_id}_at_{appointment.start}_{agent_id}_{day}"
                )
            if not settled:
                self._model.model.add(here <= cp_model.LinearExpr.sum(covering))
            self._held[agent_id, day][appointment] = here
