"""From a scenario to a roster problem: each declared rule states itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from importlib import import_module
from importlib.util import find_spec

import numpy as np

from allocator.domain.clock import WEEKDAYS
from allocator.domain.findings import Strength
from allocator.domain.scenario import Scenario
from allocator.rota.roster.problem import (
    KindLimit,
    Limits,
    Past,
    Person,
    RosterProblem,
    WeekendLimit,
)
from allocator.rota.shift_universe import shift_universe
from allocator.rules import registry
from allocator.rules.encoding import clock_minutes, shift_kind
from allocator.rules.roster_face import ShiftForm


@dataclass(frozen=True)
class Compiled:
    """A roster problem and what its kinds are.

    Parameters
    ----------
    forms
        Form of each kind of the problem.
    unstated
        Hard rules that the scenario declares and the problem does not hold, or not in full: a
        roster may break them. The bound holds all the same.
    """

    problem: RosterProblem
    forms: tuple[ShiftForm, ...]
    unstated: tuple[str, ...]


def compile_problem(scenario: Scenario) -> Compiled:
    """State a scenario's declared rules as a roster problem."""
    statement = _Statement(scenario, _forms(scenario))
    for rule_id, parameters in registry.declared(scenario.settings.rules):
        name = f"allocator.rules.{rule_id}.roster"
        if find_spec(name) is not None:
            statement.rule_id = rule_id
            import_module(name).state(statement, parameters)
        elif registry.card(rule_id).strength is Strength.HARD:
            statement.unstated[rule_id] = None
    return Compiled(statement.problem(), statement.forms, tuple(statement.unstated))


def _forms(scenario: Scenario) -> tuple[ShiftForm, ...]:
    """All forms that some day could see."""
    step = scenario.grid.interval_minutes
    found: dict[ShiftForm, None] = {}
    for day in range(scenario.grid.day_count):
        for option in shift_universe(scenario, day):
            form = ShiftForm(
                start_minutes=clock_minutes(scenario, day, option.start),
                minutes=(option.end - option.start) * step,
                paid_minutes=option.paid_minutes,
                kind=shift_kind(scenario, option),
            )
            found[form] = None
    return tuple(sorted(found, key=lambda form: (form.start_minutes, form.minutes)))


@dataclass
class _Statement:
    """What the rules have stated so far."""

    scenario: Scenario
    forms: tuple[ShiftForm, ...]
    rule_id: str = ""
    unstated: dict[str, None] = field(default_factory=dict[str, None])

    def __post_init__(self) -> None:
        agents = [agent.agent_id for agent in self.scenario.agents]
        days, forms = self.scenario.grid.day_count, len(self.forms)
        self._may = {agent_id: np.ones((days, forms), dtype=bool) for agent_id in agents}
        self._price = {agent_id: np.zeros((days, forms)) for agent_id in agents}
        self._limits = {agent_id: Limits(kinds=()) for agent_id in agents}
        self._past_known = dict.fromkeys(agents, True)
        self._weekdays: dict[str, tuple[str, ...]] = {}
        self._after = np.ones((forms, forms), dtype=bool)
        self._fixed = 0.0
        self._wanted: dict[frozenset[int], dict[int, tuple[int, float, float]]] = {}

    def bar(self, agent_id: str, day: int, forms: Iterable[int]) -> None:
        self._may[agent_id][day, list(forms)] = False

    def limit_minutes(self, agent_id: str, least: float, most: float, days: range) -> None:
        if len(days) == self.scenario.grid.day_count:
            self._limit(agent_id, minutes_min=max(0, round(least)), minutes_max=round(most))
        elif least > 0 or most < len(days) * max(form.paid_minutes for form in self.forms):
            self.unstated[self.rule_id] = None

    def limit_days_on(
        self, agent_id: str, *, least: int = 1, most: int | None = None, past_known: bool = True
    ) -> None:
        mine = self._limits[agent_id]
        longest = mine.days_on_max if most is None else min(most, mine.days_on_max)
        self._limit(agent_id, days_on_min=max(least, mine.days_on_min), days_on_max=longest)
        self._past_known[agent_id] &= past_known

    def set_idle(self, agent_id: str, days: Collection[int]) -> None:
        self._limit(agent_id, idle=frozenset(days))

    def limit_days_off(self, agent_id: str, least: int, leave: Collection[int]) -> None:
        self._limit(agent_id, days_off_min=least, leave=frozenset(leave))

    def limit_weekends(self, agent_id: str, most: int, weeks: int, days: tuple[str, ...]) -> None:
        opens = WEEKDAYS.index(days[0])
        first = self.scenario.grid.first_day.weekday()
        into_first = (first - opens) % 7
        of_day = [
            (day + into_first) // 7 if (day + into_first) % 7 < len(days) else -1
            for day in range(self.scenario.grid.day_count)
        ]
        self._weekdays[agent_id] = days
        self._limit(agent_id, weekends=WeekendLimit(most, weeks, tuple(of_day)))

    def limit_forms(self, agent_id: str, forms: Iterable[int], most: int, days: int) -> None:
        limit = KindLimit(frozenset(forms), most, days)
        self._limit(agent_id, most=(*self._limits[agent_id].most, limit))

    def forbid_after(self, before: int, after: int) -> None:
        self._after[before, after] = False

    def price(self, agent_id: str, day: int, forms: Iterable[int], price: float) -> None:
        self._price[agent_id][day, list(forms)] += price

    def price_always(self, price: float) -> None:
        self._fixed += price

    def want(
        self, day: int, forms: Iterable[int], agents: int, short_price: float, over_price: float
    ) -> None:
        column = self._wanted.setdefault(frozenset(forms), {})
        column[day] = (agents, short_price, over_price)

    def _limit(self, agent_id: str, **changes: object) -> None:
        self._limits[agent_id] = replace(self._limits[agent_id], **changes)  # type: ignore[arg-type]

    def problem(self) -> RosterProblem:
        """Put together what was stated."""
        days = self.scenario.grid.day_count
        wanted = np.zeros((days, len(self._wanted)), dtype=np.int64)
        under, over = np.zeros(wanted.shape), np.zeros(wanted.shape)
        cell_of_kind = np.full(len(self.forms), -1, dtype=np.int64)
        for column, (forms, by_day) in enumerate(self._wanted.items()):
            cell_of_kind[list(forms)] = column
            for day, (agents, short_price, over_price) in by_day.items():
                wanted[day, column] = agents
                under[day, column], over[day, column] = short_price, over_price
        return RosterProblem(
            day_count=days,
            kind_minutes=tuple(form.paid_minutes for form in self.forms),
            may_follow=self._after,
            people=tuple(self._person(agent.agent_id) for agent in self.scenario.agents),
            cell_of_kind=cell_of_kind,
            wanted=wanted,
            under_price=under,
            over_price=over,
            fixed_cost=self._fixed,
        )

    def _person(self, agent_id: str) -> Person:
        may = self._may[agent_id]
        ever = tuple(int(form) for form in np.flatnonzero(may.any(axis=0)))
        mine = self._limits[agent_id]
        most = tuple(
            replace(limit, kinds=limit.kinds & set(ever))
            for limit in mine.most
            if limit.kinds & set(ever)
        )
        past = self._past(agent_id)
        weekends = mine.weekends
        if weekends is not None:
            there_are = set(weekends.of_day) - {-1} | (past.weekends if past else set())
            if len(there_are) <= weekends.most:
                weekends = None
        limits = replace(mine, kinds=ever, most=most, past=past, weekends=weekends)
        return Person(agent_id, limits, may, self._price[agent_id])

    def _past(self, agent_id: str) -> Past | None:
        """How the person comes into the first day; ``None`` where nothing tells."""
        scenario = self.scenario
        grid = scenario.grid
        worked = {
            (grid.operating_date(start) - grid.first_day).days
            for start, _ in scenario.worked_by_agent.get(agent_id, ())
        }
        if not worked and not self._past_known[agent_id]:
            return None
        days_on = 0
        while -1 - days_on in worked:
            days_on += 1
        off = -1 - max(worked) if worked and not days_on else (0 if days_on else 10**6)
        return Past(days_on, min(off, 10**6), self._past_weekends(agent_id, worked))

    def _past_weekends(self, agent_id: str, worked: set[int]) -> frozenset[int]:
        """Weekends worked before, numbered as those of the planned days."""
        days = self._weekdays.get(agent_id)
        if days is None:
            return frozenset()
        first = self.scenario.grid.first_day
        opens = WEEKDAYS.index(days[0])
        into_first = (first.weekday() - opens) % 7
        found: set[int] = set()
        for day in worked:
            date = first + dt.timedelta(days=day)
            if (date.weekday() - opens) % 7 < len(days):
                found.add((day + into_first) // 7)
        return frozenset(found)
