"""Decides whether a world admits a rota, within limits; what cannot be decided is said to be so.

Small models first. One of shifts alone, with what seats allow at most, often shows that there is
no rota. Where it finds shifts, the exact model places breaks and pools into these: first into
shifts that breaks may have to make room for, then into some that never need it. Only where both
fail does the exact model have to choose everything itself.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from allocator.demand.service import ServiceModel
from allocator.domain.findings import Strength
from allocator.rota.conflict.nearest import Nearest
from allocator.rota.conflict.seat_bounds import bound_seats
from allocator.rota.conflict.world import World
from allocator.rota.instance import Instance
from allocator.rota.model import Choices, ShiftModel
from allocator.rota.whole_model import RotaModel
from allocator.rules import registry
from allocator.rules.contracted_hours.encode import paid_limits
from allocator.rules.encoding import ShiftOption

_QUICK = 2.0
"""Deterministic time of CP-SAT for the models of shifts alone, about a second each."""
BRIEF, PATIENT = 0.7, 4.0
"""The same for the exact model: one question of many, or one that much hangs on."""
_SECONDS_A_UNIT = 3.0
"""Most wall-clock seconds for a unit of deterministic time, on a machine with much else to do."""
_TOO_MANY = 15
"""People from whom on the exact model would not answer in time and is not asked."""

Shifts = dict[tuple[str, int], ShiftOption]


@dataclass(frozen=True)
class Answer:
    """Whether a world admits a rota.

    Parameters
    ----------
    admits
        ``None`` where it was not decided within the limits.
    shifts
        Where it does: the shifts of one rota, by agent and day.
    """

    admits: bool | None
    shifts: Shifts = field(default_factory=dict[tuple[str, int], ShiftOption])


class Oracle:
    """Solves worlds until a deadline.

    Parameters
    ----------
    until
        Moment of ``time.perf_counter`` after which every answer is "not decided".
    """

    def __init__(self, service: ServiceModel, until: float) -> None:
        self._service = service
        self._until = until
        self.solved = 0

    @property
    def seconds_left(self) -> float:
        """Wall-clock seconds until the deadline."""
        return self._until - time.perf_counter()

    def hurry(self, seconds: float) -> None:
        """Bring the deadline forward to so many seconds from now, if it is not nearer."""
        self._until = min(self._until, time.perf_counter() + seconds)

    def compile(self, world: World) -> Instance:
        """Compile a world for the models, without its soft rules."""
        soft = {
            rule_id
            for rule_id in world.scenario.settings.rules
            if registry.card(rule_id).strength is Strength.SOFT
        }
        return Instance.of(world.scenario, self._service, world.left_out | soft)

    def ask(
        self, world: World, agent_ids: Sequence[str] | None = None, patience: float = BRIEF
    ) -> Answer:
        """Decide whether all people of a world, or some, can have a week that meets the rules.

        Parameters
        ----------
        patience
            Deterministic time for the exact model.
        """
        if self.seconds_left <= 0:
            return Answer(None)
        world = world if agent_ids is None else world.only(agent_ids)
        instance = self.compile(world)
        choices = _every_option(instance, instance.agent_ids)
        for breaks_relieve in (True, False):
            shifts = ShiftModel(instance, choices, {})
            seats_matter = bound_seats(shifts, breaks_relieve=breaks_relieve)
            status, value = self._solve(shifts.model, _QUICK)
            if value is None and breaks_relieve:
                return Answer(False if status == cp_model.INFEASIBLE else None)
            if value is not None:
                found = _chosen(shifts, value)
                held = {key: [found[key]] if key in found else [] for key in choices}
                if self._solve(RotaModel(instance, held, {}).model, _QUICK)[1] is not None:
                    return Answer(True, found)
            if not seats_matter or len(instance.agent_ids) > _TOO_MANY:
                break
        if len(instance.agent_ids) > _TOO_MANY:
            return Answer(None)
        whole = RotaModel(instance, choices, {})
        status, value = self._solve(whole.model, patience, exact=True)
        if value is None:
            return Answer(False if status == cp_model.INFEASIBLE else None)
        return Answer(True, _chosen(whole, value))

    def has_no_week(self, instance: Instance, agent_id: str) -> bool:
        """Whether the shifts of an agent, by themselves, admit no week: quick, and proven."""
        if self.seconds_left <= 0:
            return False
        model = ShiftModel(instance, _every_option(instance, [agent_id]), {})
        return self._solve(model.model, _QUICK)[0] == cp_model.INFEASIBLE

    def nearest(self, world: World, agent_id: str) -> Nearest | None:
        """Return the plan of an agent that comes nearest to the hours of the contract.

        Parameters
        ----------
        world
            One with this agent alone and the contract's hours as they are; they are not made to
            bind here.

        Returns
        -------
        Nearest, or None
            ``None`` where none was found.
        """
        if self.seconds_left <= 0:
            return None
        instance = self.compile(world.without_rule("contracted_hours"))
        model = ShiftModel(instance, _every_option(instance, [agent_id]), {})
        limits = paid_limits(world.scenario, agent_id)
        off = model.new_amount(100_000, "minutes_off")
        for days, least, most in limits:
            paid = sum(
                option.paid_minutes * literal
                for day in days
                for option, literal in model.shifts(agent_id, day).items()
            )
            model.add(off >= least - paid)
            model.add(off >= paid - most)
        model.model.minimize(off)
        status, value = self._solve(model.model, _QUICK)
        if value is None or status != cp_model.OPTIMAL:
            return None
        return Nearest.of(limits, agent_id, _chosen(model, value))

    def most_days_off(
        self,
        world: World,
        agent_id: str,
        paid_hours: Mapping[int, float],
        tried: Sequence[frozenset[int]] = (),
    ) -> frozenset[int] | None:
        """Find the most of some days that an agent can have off as leave, as far as shifts tell.

        Parameters
        ----------
        world
            One without the leave.
        paid_hours
            Hours that count as worked on each of the days, by its number, where it is off.
        tried
            Sets of days that are not to be found again.

        Returns
        -------
        frozenset of days, or None
            ``None`` where none of them can be off, or none was found in time.
        """
        if self.seconds_left <= 0:
            return None
        alone = world.only([agent_id])
        instance = self.compile(alone.without_rule("contracted_hours"))
        model = ShiftModel(instance, _every_option(instance, [agent_id]), {})
        off = {day: model.model.new_bool_var(f"off_{day}") for day in paid_hours}
        for day, literal in off.items():
            model.add(sum(model.shifts(agent_id, day).values()) + literal <= 1)
        for days, least, most in paid_limits(alone.scenario, agent_id):
            paid = sum(
                option.paid_minutes * literal
                for day in days
                for option, literal in model.shifts(agent_id, day).items()
            )
            leave = sum(round(60 * paid_hours[day]) * off[day] for day in days if day in off)
            model.add(paid + leave >= least)
            model.add(paid + leave <= most)
        for days in tried:
            model.add(sum(off[day] if day in days else 1 - off[day] for day in off) <= len(off) - 1)
        model.model.maximize(sum(off.values()))
        _, value = self._solve(model.model, _QUICK)
        found = frozenset(day for day in off if value is not None and value.value(off[day]))
        return found or None

    def _solve(
        self, model: cp_model.CpModel, deterministic_time: float, *, exact: bool = False
    ) -> tuple[cp_model.CpSolverStatus, cp_model.CpSolver | None]:
        self.solved += 1
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = deterministic_time
        solver.parameters.max_time_in_seconds = max(
            0.01, min(self.seconds_left, _SECONDS_A_UNIT * deterministic_time)
        )
        # Measured: without these a feasible week comes ten times sooner.
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = 0
        solver.parameters.max_presolve_iterations = 1
        if exact:
            solver.parameters.linearization_level = 0
        status = solver.solve(model)
        solved = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        return status, solver if solved else None


def _every_option(instance: Instance, agent_ids: Sequence[str]) -> Choices:
    return {
        (agent_id, day): instance.options[agent_id][day]
        for agent_id in agent_ids
        for day in range(instance.day_count)
    }


def _chosen(model: ShiftModel, solver: cp_model.CpSolver) -> Shifts:
    return {
        (agent_id, day): option
        for agent_id, day in model.choices
        for option, literal in model.shifts(agent_id, day).items()
        if solver.value(literal)
    }
