"""The rota as a wall shows it: people by day. What every form of export is made from.

It holds facts of shifts alone. Reasons, requests, limits and contracts of people are not in it,
so no form can give them away; a day of leave is a day without a shift unless leave is asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from allocator.domain.paid_time import paid_minutes
from allocator.domain.plan import Plan
from allocator.domain.practice import is_company, practice_by_mentor, practice_within
from allocator.domain.rota import Block, Shift
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.errors import InputError, InputProblem
from allocator.export.cover import PoolCover, pool_covers
from allocator.export.run_facts import RunFacts
from allocator.export.shift_shade import Shade, shade_of
from allocator.export.shift_text import ACTIVITY_WORDS, clock_text
from allocator.report.formats import date_range

_WEEK_DAYS = 7

_ByMentor = Mapping[str, Sequence[Block]]


@dataclass(frozen=True)
class WallShift:
    """A shift with what a cell shows of it.

    Parameters
    ----------
    shift
        On the site's own clock.
    pools
        Ids of the pools worked in, in order of first work.
    mentored
        Practice of others in it, with this person as mentor, in time order.
    """

    shift: Shift
    paid_hours: float
    shade: Shade
    pools: tuple[str, ...]
    mentored: tuple[Block, ...] = ()


@dataclass(frozen=True)
class WallDay:
    """One operating day of one person; on a day without a shift ``shifts`` is empty."""

    day: dt.date
    shifts: tuple[WallShift, ...]
    on_leave: bool


@dataclass(frozen=True)
class WallPerson:
    """A row of the wall."""

    agent_id: str
    name: str
    team: str
    days: tuple[WallDay, ...]

    @property
    def shifts(self) -> tuple[WallShift, ...]:
        """Shifts of the week in time order."""
        return tuple(shift for day in self.days for shift in day.shifts)

    @property
    def paid_hours(self) -> float:
        """Paid hours of the week."""
        return sum(shift.paid_hours for shift in self.shifts)


@dataclass(frozen=True)
class WallRota:
    """People by day, with the cover of each pool.

    Parameters
    ----------
    people
        By team in order of first mention, those without one last; else in the scenario's order.
    pool_names
        Names of the pools by id, in the scenario's order.
    """

    facts: RunFacts
    time_zone: str
    days: tuple[dt.date, ...]
    people: tuple[WallPerson, ...]
    pool_names: dict[str, str]
    queue_names: dict[str, str]
    pool_of_queue: dict[str, str]
    covers: tuple[PoolCover, ...]

    @classmethod
    def of(
        cls, scenario: Scenario, plan: Plan, rules_broken: int, *, show_leave: bool = False
    ) -> WallRota:
        """Wall of a plan.

        Parameters
        ----------
        rules_broken
            Breaches of hard rules found in the rota.
        show_leave
            Whether days of leave are told apart from other days without a shift.

        Raises
        ------
        InputError
            If the rota has shifts outside the planned days.
        """
        view = RotaView.whole(scenario, plan.rota)
        _refuse_other_days(view)
        by_mentor = practice_by_mentor(plan.rota.blocks)
        people = [_person(view, agent_id, by_mentor, show_leave) for agent_id in view.agent_ids]
        teams = list(dict.fromkeys(person.team for person in people if person.team))
        people.sort(key=lambda one: teams.index(one.team) if one.team else len(teams))
        settings = scenario.settings
        return cls(
            facts=RunFacts.of(scenario, plan.summary, rules_broken),
            time_zone=settings.site.time_zone,
            days=scenario.grid.days,
            people=tuple(people),
            pool_names={pool.id: pool.name or pool.id for pool in settings.pools},
            queue_names={queue.id: queue.name or queue.id for queue in settings.queues},
            pool_of_queue=scenario.pool_of_queue,
            covers=pool_covers(scenario, plan),
        )

    @property
    def weeks(self) -> tuple[WallRota, ...]:
        """The wall of each week of several, seven days from the first; empty where there is one."""
        if len(self.days) <= _WEEK_DAYS:
            return ()
        return tuple(
            self._part(slice(first, first + _WEEK_DAYS))
            for first in range(0, len(self.days), _WEEK_DAYS)
        )

    def _part(self, place: slice) -> WallRota:
        days = self.days[place]
        return replace(
            self,
            facts=replace(self.facts, week=date_range(days[0], days[-1])),
            days=days,
            people=tuple(replace(person, days=person.days[place]) for person in self.people),
        )

    @property
    def has_teams(self) -> bool:
        """Whether anybody belongs to a team."""
        return any(person.team for person in self.people)

    @property
    def shades(self) -> tuple[Shade, ...]:
        """Shades in use, in order of the earliest start."""
        used = {shift.shade for person in self.people for shift in person.shifts}
        return tuple(sorted(used, key=lambda shade: (-_lightness(shade.fill), shade.label)))

    @cached_property
    def called(self) -> dict[str, str]:
        """Name and id of each person, by id."""
        return {
            one.agent_id: one.agent_id
            if one.name == one.agent_id
            else f"{one.name} ({one.agent_id})"
            for one in self.people
        }

    @cached_property
    def people_on(self) -> dict[dt.date, int]:
        """People with a shift on each day."""
        return {
            day: sum(bool(person.days[number].shifts) for person in self.people)
            for number, day in enumerate(self.days)
        }

    @cached_property
    def hours_on(self) -> dict[dt.date, float]:
        """Paid hours on each day."""
        return {
            day: sum(
                shift.paid_hours for person in self.people for shift in person.days[number].shifts
            )
            for number, day in enumerate(self.days)
        }


def during_text(wall: WallRota, shown: WallShift) -> str:
    """Say what changes during a shift, in order: ``break 09:45 · Sales from 14:00``."""
    parts = [(block, _word_for_all(block)) for block in shown.mentored]
    last_pool = ""
    for block in shown.shift.blocks:
        if not block.is_on_phone or not block.queues:
            parts.append((block, _word_for_all(block)))
            continue
        pool = wall.pool_of_queue.get(block.queues[0], "")
        if last_pool not in ("", pool):
            parts.append((block, f"{wall.pool_names.get(pool, pool)} from"))
        last_pool = pool
    parts.sort(key=lambda part: part[0].span_s[0])
    return " · ".join(f"{words} {clock_text(block.start)}" for block, words in parts)


def _word_for_all(block: Block) -> str:
    """Word for a block where everybody reads it: who learns what is nobody else's business."""
    if is_company(block):
        return "meeting"
    return ACTIVITY_WORDS[block.activity]


def _person(view: RotaView, agent_id: str, by_mentor: _ByMentor, show_leave: bool) -> WallPerson:
    scenario = view.scenario
    agent = scenario.agent_by_id.get(agent_id)  # a rota edited by hand may name somebody unknown
    leave = scenario.leave_days(agent_id) if show_leave else ()
    mine = view.shifts(agent_id)
    return WallPerson(
        agent_id=agent_id,
        name=agent.name if agent else agent_id,
        team=(agent.team or "") if agent else "",
        days=tuple(
            WallDay(
                day=day,
                shifts=tuple(
                    _shift(view, shift, by_mentor)
                    for shift in mine
                    if view.operating_date(shift) == day
                ),
                on_leave=day in leave,
            )
            for day in scenario.grid.days
        ),
    )


def _shift(view: RotaView, shift: Shift, by_mentor: _ByMentor) -> WallShift:
    scenario = view.scenario
    pools = [
        scenario.pool_of_queue.get(block.queues[0], "")
        for block in shift.blocks
        if block.is_on_phone and block.queues
    ]
    return WallShift(
        shift=Shift(blocks=tuple(_on_the_sites_clock(view, block) for block in shift.blocks)),
        paid_hours=paid_minutes(scenario, shift) / 60,
        shade=shade_of(scenario, shift.start),
        pools=tuple(dict.fromkeys(pool for pool in pools if pool)),
        mentored=tuple(
            _on_the_sites_clock(view, block) for block in practice_within(shift, by_mentor)
        ),
    )


def _on_the_sites_clock(view: RotaView, block: Block) -> Block:
    return block.model_copy(update={"start": view.local(block.start), "end": view.local(block.end)})


def _refuse_other_days(view: RotaView) -> None:
    days = view.scenario.grid.days
    problems = [
        InputProblem(
            "rota.csv",
            f"a shift of {agent_id} is outside the planned days",
            f"Keep to {days[0]} to {days[-1]}, or take it out.",
            column="start",
            value=shift.start.isoformat(),
        )
        for agent_id in view.agent_ids
        for shift in view.shifts(agent_id)
        if view.operating_date(shift) not in days
    ]
    if problems:
        raise InputError(problems)


def _lightness(colour: str) -> int:
    return sum(int(colour[at : at + 2], 16) for at in (1, 3, 5))
