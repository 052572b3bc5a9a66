"""Who else could be on a queue at a moment: everybody, each with a price or a reason.

Prices are local comparisons: only the person's own week changes, to the best that holds it. What it
would cost where everybody may move is for :mod:`allocator.pipeline.why_not.why_not`.
"""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from allocator.demand.service import ServiceModel
from allocator.domain.findings import Finding
from allocator.domain.people import Pin
from allocator.domain.people_names import NamedPeople
from allocator.domain.plan import Plan
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.errors import InputError, InputProblem
from allocator.justify.change import Change
from allocator.justify.measured_rota import MovedShift, moved_shifts
from allocator.justify.pricing import Pricing
from allocator.justify.term_names import BY_NOTICE
from allocator.pipeline.plan_scenario import scenario_to_search
from allocator.pipeline.stage_clock import Report
from allocator.pipeline.why_not.lawful import new_breaches_of_one
from allocator.pipeline.why_not.obstacle import Obstacle
from allocator.pipeline.why_not.obstacles import obstacle_of
from allocator.pipeline.why_not.passed import (
    obstacle_left_open,
    passed_obstacle,
    passed_problem,
)
from allocator.pipeline.why_not.question import block_at, find_queue, interval_start, with_pins
from allocator.rota.limits import SearchLimits
from allocator.rota.open_week import open_week
from allocator.rota.own_week import own_weeks
from allocator.store.plan_folder import read_plan


class Standing(StrEnum):
    """How somebody stands to a queue at a moment.

    ``on_queue``: is on the phone and logged into it. ``possible``: could be, at the price given.
    ``others_must_move``: has a week for it, which by itself breaks a hard rule that others share,
    such as seats, or none beside the others as they are. ``impossible``: no week of theirs has it.
    ``not_looked_at``: time ran out.
    """

    ON_QUEUE = "on_queue"
    POSSIBLE = "possible"
    OTHERS_MUST_MOVE = "others_must_move"
    IMPOSSIBLE = "impossible"
    NOT_LOOKED_AT = "not_looked_at"


_ORDER = list(Standing)
_REASON_SECONDS = 3.0
"""Most that is spent on why somebody cannot be."""


@dataclass(frozen=True)
class Candidate:
    """One person.

    Parameters
    ----------
    price
        Change of the objective if only their own week changes, in late contacts.
    change_by_term
        Its parts.
    moved
        Their shifts that would be others; empty where breaks or pools alone change.
    obstacle
        Why it cannot be.
    findings
        What a change of their own week alone would break.
    """

    agent_id: str
    standing: Standing
    price: float | None = None
    change_by_term: dict[str, float] | None = None
    moved: tuple[MovedShift, ...] = ()
    obstacle: Obstacle | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class WhoElseAnswer:
    """Everybody, those on the queue first, then by price, then those who cannot.

    Parameters
    ----------
    open_from
        Of a replan's plan: from when on it can be otherwise. Prices count what a change costs by
        hours of notice then.
    """

    queue: str
    start: dt.datetime
    end: dt.datetime
    people: NamedPeople
    candidates: tuple[Candidate, ...]
    seconds: float
    open_from: dt.datetime | None = None


def who_else(folder: Path, *, at: str, queue: str, seconds: float, report: Report) -> WhoElseAnswer:
    """List everybody as candidates for a queue at a moment.

    Parameters
    ----------
    folder
        Of a finished plan.
    seconds
        Wall-clock time after which nobody else is looked at.

    Raises
    ------
    InputError
        If the folder, the moment or the queue is not what it should be.
    """
    begun = time.perf_counter()
    report("read", "")
    plan = read_plan(folder)
    scenario = scenario_to_search(folder, plan.rota)
    problems: list[InputProblem] = []
    start = interval_start(scenario, at, problems)
    wanted = find_queue(scenario, queue, problems)
    if start is None or wanted is None:
        raise InputError(problems)
    grid = scenario.grid
    if grid.index(start) not in scenario.open_intervals:
        raise InputError([_closed(scenario, start, at)])
    end = grid.moment(grid.index(start) + 1)
    passed = passed_problem(scenario, end, "--at", at)
    if passed is not None:
        raise InputError([passed])
    found = _Search(scenario, plan, wanted, start, end, begun + seconds, report).candidates()
    place = {agent.agent_id: number for number, agent in enumerate(scenario.agents)}
    ordered = sorted(
        found, key=lambda c: (_ORDER.index(c.standing), c.price or 0.0, place[c.agent_id])
    )
    return WhoElseAnswer(
        wanted,
        start,
        end,
        NamedPeople(scenario.agents),
        tuple(ordered),
        time.perf_counter() - begun,
        None if scenario.disruption is None else scenario.disruption.join,
    )


def _closed(scenario: Scenario, start: dt.datetime, text: str) -> InputProblem:
    spans = scenario.opening_spans(scenario.grid.operating_date(start))
    opened = ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in spans)
    remedy = f"Ask about a time when it is open: {opened}." if opened else "Ask about another day."
    return InputProblem("--at", "is when the site is closed", remedy, value=text)


class _Search:
    """Looks at one person after the other, until time is up."""

    def __init__(
        self,
        scenario: Scenario,
        plan: Plan,
        queue: str,
        start: dt.datetime,
        end: dt.datetime,
        until: float,
        report: Report,
    ) -> None:
        self._scenario, self._plan, self._queue = scenario, plan, queue
        self._start, self._end = start, end
        self._until, self._report = until, report
        self._service = ServiceModel.of(scenario, plan.requirements)
        self._pricing = Pricing(scenario, self._service, plan.rota)

    def candidates(self) -> list[Candidate]:
        """Everybody's standing, in the scenario's order."""
        scenario = self._scenario
        pool = scenario.pool_of_queue[self._queue]
        found: dict[str, Candidate] = {}
        able: list[str] = []
        unable: list[str] = []
        for agent in scenario.agents:
            block = block_at(self._plan.rota, agent.agent_id, self._start)
            if block is not None and block.is_on_phone and self._queue in block.queues:
                found[agent.agent_id] = Candidate(agent.agent_id, Standing.ON_QUEUE)
            elif (passed := self._passed(agent.agent_id)) is not None:
                found[agent.agent_id] = Candidate(
                    agent.agent_id, Standing.IMPOSSIBLE, obstacle=passed
                )
            elif self._queue in scenario.usable_queues(agent.agent_id, pool):
                able.append(agent.agent_id)
            else:
                unable.append(agent.agent_id)
        pins = tuple(self._pin(agent_id) for agent_id in able)
        # Held one by one below: a person's pins bind nobody else's own week.
        pinned = with_pins(scenario, pins)
        week = open_week(scenario, self._service, self._plan.rota)
        weeks = own_weeks(week, pinned, able, SearchLimits(seconds=1.0))
        stuck: list[str] = []
        for number, agent_id in enumerate(able, 1):
            if time.perf_counter() > self._until:
                found[agent_id] = Candidate(agent_id, Standing.NOT_LOOKED_AT)
                continue
            if number % 5 == 1:
                self._report("own weeks", f"person {number} of {len(able)}")
            own = next(weeks)
            if own.rota is None:
                stuck.append(agent_id)
            else:
                found[agent_id] = self._priced(agent_id, own.rota, own.change_price)
        for number, agent_id in enumerate([*stuck, *unable], 1):
            if number % 5 == 1:
                self._report("reasons", f"person {number} of {len(stuck) + len(unable)}")
            if agent_id in stuck and time.perf_counter() > self._until:
                found[agent_id] = Candidate(agent_id, Standing.NOT_LOOKED_AT)
            else:
                found[agent_id] = self._refused(agent_id)
        return [found[agent.agent_id] for agent in scenario.agents]

    def _pin(self, agent_id: str) -> Pin:
        return Pin(
            agent_id=agent_id,
            start=self._start,
            end=self._end,
            kind="on_phone",
            queue=self._queue,
        )

    def _passed(self, agent_id: str) -> Obstacle | None:
        """Find what has happened since a rota was published that keeps somebody from it."""
        pin = self._pin(agent_id)
        return passed_obstacle(self._scenario, self._plan.rota, agent_id, pin)

    def _priced(self, agent_id: str, rota: Rota, change_price: float) -> Candidate:
        scenario, plan = self._scenario, self._plan.rota
        forced = with_pins(scenario, (self._pin(agent_id),))
        broken = tuple(new_breaches_of_one(scenario, forced, plan, rota, agent_id))
        moved = tuple(m for m in moved_shifts(scenario, plan, rota) if m.agent_id == agent_id)
        if broken:
            return Candidate(agent_id, Standing.OTHERS_MUST_MOVE, moved=moved, findings=broken)
        terms = self._pricing.change_by_term(
            Change(removed=plan.shifts(agent_id), added=rota.shifts(agent_id))
        )
        if scenario.disruption is not None:
            terms[BY_NOTICE] = change_price
        return Candidate(agent_id, Standing.POSSIBLE, sum(terms.values()), terms, moved)

    def _refused(self, agent_id: str) -> Candidate:
        left = self._until - time.perf_counter()
        pins = (self._pin(agent_id),)
        forced = with_pins(self._scenario, pins)
        seconds = max(0.0, min(_REASON_SECONDS, left))
        if self._scenario.disruption is None:
            obstacle = obstacle_of(forced, self._service, agent_id, pins, seconds)
        else:
            obstacle = obstacle_left_open(
                self._scenario, forced, self._service, agent_id, pins, seconds
            )
        if obstacle is None:
            return Candidate(agent_id, Standing.OTHERS_MUST_MOVE)
        return Candidate(agent_id, Standing.IMPOSSIBLE, obstacle=obstacle)
