"""All rotas of a scenario so small that they can be listed, and those that the optimiser finds.

A rota is listed as the work of its agent-days: at most one shift on each, cell by cell of the
grid. What may stand in it is wider than what the rules allow: every shift of every pattern, some
or all of its breaks and of the agent's activities anywhere in it, and every pool between them.
Two shifts that touch are one long shift to any reader, so a listed rota has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product

from ortools.sat.python import cp_model

from allocator.demand.service import ServiceModel
from allocator.domain.practice import PACE_RULE, PracticeSession
from allocator.domain.rota import Activity, Block, Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.rota.held_practice import HeldSession
from allocator.rota.instance import Instance
from allocator.rota.whole_model import RotaModel
from allocator.rules import registry
from allocator.rules.encoding import Appointment, ShiftOption

Cell = str
"""A pool, ``other``, a rest with the interval that it began in: ``lunch@12``, an activity with the
others who take part and its first interval: ``coaching:B|C@12``, or practice with its queue and the
mentor: ``work chat:B@12``."""


@dataclass(frozen=True, slots=True)
class Worked:
    """One agent-day of a rota: a shift from an interval on, cell by cell."""

    agent_id: str
    start: int
    cells: tuple[Cell, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.cells)


Listed = frozenset[Worked]
"""A rota of the list."""


class Universe:
    """The rotas of a scenario.

    Parameters
    ----------
    breaks, pools, activities
        Whether the list tells rotas apart by where breaks lie, by pools, and by activities off
        the phone with the sessions that goals ask for. Where it does not, everybody is at work
        in the agent's first pool from start to end.
    """

    def __init__(
        self,
        scenario: Scenario,
        *,
        breaks: bool = False,
        pools: bool = False,
        activities: bool = False,
    ) -> None:
        self.scenario = scenario
        self.breaks = breaks
        self.pools = pools
        self.activities = activities
        self.service = ServiceModel.of(scenario, ())
        self._parameters = dict(registry.declared(scenario.settings.rules))
        self.raw = Instance.of(scenario, self.service, frozenset(registry.RULE_IDS))

    # What is listed.

    def rotas(self) -> Iterator[Listed]:
        """Every rota."""
        for weeks in product(*(self.weeks(agent_id) for agent_id in self.raw.agent_ids)):
            yield frozenset().union(*weeks)

    def weeks(self, agent_id: str) -> list[Listed]:
        """Every week of one agent."""
        days = [
            [None, *(w for option in options for w in self._ways(agent_id, option))]
            for options in self.raw.options[agent_id]
        ]
        found: list[Listed] = []
        for choice in product(*days):
            worked = [day for day in choice if day is not None]
            if all(one.end != other.start for one, other in pairwise(worked)):
                found.append(frozenset(worked))
        return found

    def _ways(self, agent_id: str, option: ShiftOption) -> Iterator[Worked]:
        """Ways to work one shift."""
        places = self.raw.service.pools if self.pools else self.raw.agent_pools[agent_id][:1]
        if not any(self.scenario.usable_queues(agent_id, pool) for pool in self.service.pools):
            places = (*places, "other")  # the models have no other work for anybody else
        for rests in self._taken(agent_id, option):
            stretches = _stretches(option, rests)
            for chosen in product(places, repeat=len(stretches)):
                pool_at = {
                    t: pool
                    for stretch, pool in zip(stretches, chosen, strict=True)
                    for t in stretch
                }
                cells = [rests.get(t) or pool_at[t] for t in range(option.start, option.end)]
                yield Worked(agent_id, option.start, tuple(cells))

    def _taken(self, agent_id: str, option: ShiftOption) -> list[dict[int, Cell]]:
        """Every way to take time of a shift off the phone."""
        ways = _rests(option) if self.breaks else [dict[int, Cell]()]
        if self.activities:
            for activity in self.scenario.activities_by_agent.get(agent_id, ()):
                length = activity.minutes // self.scenario.grid.interval_minutes
                name = activity_cell(self.scenario, agent_id, activity.activity_id)
                ways += [
                    way | _rest(name, begin, length)
                    for way in ways
                    for begin in range(option.start, option.end - length + 1)
                    if not way.keys() & set(range(begin, begin + length))
                ]
            for names, length in self._sessions_of(agent_id):
                ways += [
                    way | _rest(name, begin, length)
                    for way in ways
                    for name in names
                    for begin in range(option.start, option.end - length + 1)
                    if not way.keys() & set(range(begin, begin + length))
                ]
        return [dict(way) for way in {frozenset(way.items()) for way in ways}]

    def _sessions_of(self, agent_id: str) -> Iterator[tuple[list[Cell], int]]:
        """Cells of each session that an agent may learn or coach in, one for each mentor.

        Practice stands beside anybody, of coaching what is for the goal alone.
        """
        for session in self.scenario.practice_sessions:
            length = session.minutes // self.scenario.grid.interval_minutes
            coached = session.goal.queue is None
            beside = session.mentors if coached else self.raw.agent_ids
            if agent_id == session.agent_id:
                others = [other for other in beside if other != agent_id]
                yield [session_cell(session, other) for other in others], length
            elif coached and agent_id in session.mentors:
                yield [session_cell(session, session.agent_id)], length

    # What the faces say.

    def to_rota(self, listed: Listed) -> Rota:
        """Write a listed rota as blocks."""
        return Rota.of([block for worked in listed for block in self._blocks(worked)])

    @cache  # noqa: B019  # a universe lives as long as its test
    def _blocks(self, worked: Worked) -> tuple[Block, ...]:
        bounds = [
            0,
            *(n for n in range(1, len(worked.cells)) if worked.cells[n] != worked.cells[n - 1]),
            len(worked.cells),
        ]
        moment = self.scenario.grid.moment
        blocks: list[Block] = []
        for begin, end in pairwise(bounds):
            what = worked.cells[begin]
            pool = self.scenario.pool_by_id.get(what)
            usable = pool and self.scenario.usable_queues(worked.agent_id, pool.id)
            named, _, company = what.partition("@")[0].partition(":")
            activity, *practised = named.split()
            blocks.append(
                Block(
                    agent_id=worked.agent_id,
                    start=moment(worked.start + begin),
                    end=moment(worked.start + end),
                    activity=Activity.WORK if pool else Activity(activity),
                    queues=(usable or pool.queues) if pool else tuple(practised),
                    with_agents=tuple(company.split("|")) if company else (),
                )
            )
        return tuple(blocks)

    def obeys(
        self, listed: Listed, rule_ids: Iterable[str], agent_ids: tuple[str, ...] | None = None
    ) -> bool:
        """Whether the checks of some rules find nothing in a rota, for all agents or for some."""
        view = RotaView.whole(self.scenario, self.to_rota(listed))
        if agent_ids is not None:
            view = view.model_copy(update={"agent_ids": agent_ids})
        return not any(
            registry.check_module(rule_id).check(view, self._parameters[rule_id])
            for rule_id in rule_ids
        )

    def found_by_optimiser(self, stated: Iterable[str]) -> set[Listed]:
        """Every rota that the model with some rules stated accepts."""
        left_out = frozenset(registry.RULE_IDS) - frozenset(stated) - {PACE_RULE}
        instance = Instance.of(self.scenario, self.service, left_out)
        return set[Listed]().union(
            *(self._found_with(instance.with_practice(held)) for held in _placements(instance))
        )

    def _found_with(self, instance: Instance) -> set[Listed]:
        """Every rota that the model accepts with the sessions where an instance holds them."""
        choices = {
            (agent_id, day): options
            for agent_id, days in instance.options.items()
            for day, options in enumerate(days)
        }
        model = RotaModel(instance, choices, {})
        every = _Everything(self, model, instance)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.enumerate_all_solutions = True
        status = solver.solve(model.model, every)
        assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE), solver.status_name(status)
        return every.found


class _Everything(cp_model.CpSolverSolutionCallback):
    """Collects the rotas of all solutions."""

    def __init__(self, universe: Universe, model: RotaModel, instance: Instance) -> None:
        super().__init__()
        self.universe, self.model, self.instance = universe, model, instance
        self.found: set[Listed] = set()

    def on_solution_callback(self) -> None:
        """Read one solution."""
        self.found.add(
            frozenset(
                self._worked(agent_id, day, option)
                for agent_id, day in self.model.choices
                for option, literal in self.model.shifts(agent_id, day).items()
                if self.value(literal)
            )
        )

    def _worked(self, agent_id: str, day: int, option: ShiftOption) -> Worked:
        rests: dict[int, Cell] = {}
        if self.universe.breaks:
            slots = {slot.key: slot for slot in option.breaks}
            for key, starts in self.model.breaks(agent_id, day).items():
                for begin, literal in starts.items():
                    if self.value(literal):
                        rests |= _rest(slots[key].activity, begin, slots[key].length)
        if self.universe.activities:
            for each, literal in self.model.appointments(agent_id, day).items():
                if self.value(literal):
                    name = self._cell_of(agent_id, each)
                    rests |= _rest(name, each.start, each.end - each.start)
        return Worked(
            agent_id,
            option.start,
            tuple(
                rests.get(t) or self._place(agent_id, t) for t in range(option.start, option.end)
            ),
        )

    def _cell_of(self, agent_id: str, each: Appointment) -> Cell:
        session = self.instance.sessions.get(each.activity_id)
        if session is not None:
            return session_cell(session, each.beside)
        return activity_cell(self.universe.scenario, agent_id, each.activity_id)

    def _place(self, agent_id: str, interval: int) -> Cell:
        pools = self.instance.agent_pools[agent_id]
        if not self.universe.pools:
            return next(iter(self.universe.raw.agent_pools[agent_id]), "other")
        here = [p for p in pools if self.value(self.model.in_pool(agent_id, p, interval))]
        return here[0] if here else "other"


def activity_cell(scenario: Scenario, agent_id: str, activity_id: str) -> Cell:
    """Cell of an activity, without its first interval."""
    (activity,) = (row for row in scenario.activities if row.activity_id == activity_id)
    others = [who for who in activity.participants if who != agent_id]
    return f"{activity.kind}:{'|'.join(others)}" if others else activity.kind


def session_cell(session: PracticeSession, beside: str) -> Cell:
    """Cell of a session for a goal, without its first interval, of who learns or coaches."""
    queue = session.goal.queue
    return f"{session.goal.activity}:{beside}" if queue is None else f"work {queue}:{beside}"


def _placements(instance: Instance) -> Iterator[dict[str, HeldSession]]:
    """Every way to hold some or all of the sessions, each in any interval beside any mentor."""
    days = instance.scenario.grid.days
    ways = [
        [
            None,
            *(
                HeldSession(start, mentor)
                for number, day in enumerate(days)
                if session.first_day <= day <= session.last_day
                for start in instance.day_intervals(number)
                for mentor in session.mentors
            ),
        ]
        for session in instance.sessions.values()
    ]
    for chosen in product(*ways):
        held = zip(instance.sessions, chosen, strict=True)
        yield {session_id: one for session_id, one in held if one is not None}


def _rest(activity: str, begin: int, length: int) -> dict[int, Cell]:
    return dict.fromkeys(range(begin, begin + length), f"{activity}@{begin}")


def _rests(option: ShiftOption) -> list[dict[int, Cell]]:
    """Every way to put some or all of a shift's breaks anywhere into it, without overlap."""
    found: list[dict[int, Cell]] = [{}]
    for slot in option.breaks:
        found += [
            before | _rest(slot.activity, begin, slot.length)
            for before in found
            for begin in range(option.start, option.end - slot.length + 1)
            if not before.keys() & set(range(begin, begin + slot.length))
        ]
    return [dict(way) for way in {frozenset(way.items()) for way in found}]


def _stretches(option: ShiftOption, rests: dict[int, Cell]) -> list[list[int]]:
    """Split a shift into the runs of intervals between its rests and activities."""
    runs: list[list[int]] = []
    for interval in range(option.start, option.end):
        if interval in rests:
            continue
        if runs and runs[-1][-1] == interval - 1:
            runs[-1].append(interval)
        else:
            runs.append([interval])
    return runs
