"""The first response to a loss: the steps that save most, one after the other."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from allocator.domain.contingency import Loss, ResponseStep, StepKind
from allocator.domain.findings import Finding
from allocator.domain.rota import Rota
from allocator.domain.view import RotaView
from allocator.pipeline.contingency.bench import Bench, Late, total
from allocator.pipeline.contingency.cases import Case
from allocator.pipeline.contingency.left import Left
from allocator.pipeline.contingency.postponed import Move, moves
from allocator.pipeline.contingency.words import move_words, step_kind, step_words
from allocator.rota.blocks import to_rota
from allocator.rota.from_rota import from_rota
from allocator.rota.instance import Instance
from allocator.rota.single_steps import SingleSteps
from allocator.rota.step import Step, StepOf, StepPrices
from allocator.verify.lateness import late_by_queue_and_interval
from allocator.verify.objective import soft_measures
from allocator.verify.service_state import ServiceState
from allocator.verify.terms import SOFT_TERMS, prices_by_term
from allocator.verify.verifier import breaches

STEPS_MOST, OVERTIME_MOST = 6, 3
"""Steps of a first response inside the contracted hours, and with overtime."""
MOVES_MOST = 3
"""Of those, activities that are held at another time."""
NOTICE_HOURS = 2
"""From when a queue goes down to the first change of anybody's shift."""
LEAST_SAVED = 1.0
"""Late contacts that a step must save for anybody to be told of it, whatever its price."""
_TRIED = 8
"""Steps looked at before it is given up that one keeps the rules and is worth its price."""
_HELP_DAYS = 7
"""Days, the worst first, on which a response helps."""
_FELT = 0.05
"""Late contacts more of a day from which help is looked for on it."""
_NOT_ASKED = frozenset({"notice"})
_OF_OVERTIME = frozenset({"notice", "contracted_hours"})
"""Rules that a step may break, since people agree to it or do not."""


@dataclass(frozen=True)
class Answered:
    """A loss with the rota that the response leads to."""

    loss: Loss
    left: Left
    rota: Rota


def answered(bench: Bench, case: Case) -> Answered:
    """Prepare the first response to a loss: within the contracted hours, then with overtime."""
    left, late = bench.late_with(case)
    response = _Response(bench, case, left, late)
    if case.seats is None:  # whoever comes back to the phone would find no seat
        response.postpone()
    most_inside = STEPS_MOST - len(response.steps)
    inside = response.extend(("same_shift", "shift", "day"), 0.0, most_inside)
    most = case.overtime_minutes
    overtime = response.extend(("stay_on", "call_in"), most, OVERTIME_MOST)
    steps = tuple(sorted(response.steps, key=lambda step: step.day))
    loss = bench.loss(case, late, inside, overtime)
    loss = loss.model_copy(update={"steps": steps, "cancelled": left.cancelled})
    return Answered(loss, left, response.rota)


class _Response:
    """Steps taken one after the other from what a loss leaves."""

    def __init__(self, bench: Bench, case: Case, left: Left, late: Late) -> None:
        self._bench, self._case, self._left = bench, case, left
        self._service = bench.service_of(left)
        self.rota = left.rota
        self._late = late
        self._state = ServiceState.of(bench.scenario, self._service, left.rota)
        self._cost = self._measure(left.rota, self._state)
        self.steps: list[ResponseStep] = []
        self._days_felt, self._people_able = self._days(late), self._people(late)
        self._starts: dict[str, tuple[int, ...]] = {}
        self._told: set[tuple[str, int]] = set()

    def postpone(self) -> None:
        """Hold activities at another time where that saves more than telling everybody costs."""
        bench = self._bench
        scenario, price = bench.scenario, bench.scenario.settings.prices.changed_break
        rota, late = self.rota, self._late_by_pool()
        for tried in moves(scenario, rota, late, self._days_felt, self._case.start):
            if len(self.steps) == MOVES_MOST:
                break
            names = tried[0].activity.participants
            if {who for who, _ in self._told} & set(names):
                continue  # others are moved beside the rota that they were found in
            best: tuple[float, Move] | None = None
            for one in tried:
                late_then = bench.by_day(self._state_with(names, one.rota), self._left)
                saved = total(self._late) - total(late_then)
                asked = price * len(names) * len(one.days(scenario))
                if saved > max(asked, LEAST_SAVED) and (best is None or saved > best[0]):
                    best = saved, one
            if best is not None:
                self._hold(*best)

    def _hold(self, saved: float, move: Move) -> None:
        """Take a move, where it breaks nothing and the objective is the better for it."""
        scenario, row = self._bench.scenario, move.activity
        names = row.participants
        mine = [block for who in names for block in move.rota.agent_blocks(who)]
        rota = self.rota.replaced(set(names), mine)
        state = self._state_with(names, rota)
        cost = self._measure(rota, state)
        if cost >= self._cost or self._breaks_more(names, rota, _NOT_ASKED):
            return
        grid = scenario.grid
        self.steps.append(
            ResponseStep(
                kind=StepKind.MOVE,
                agent_id=names[0],
                day=grid.operating_date(move.before),
                words=move_words(scenario, self._bench.people, row, move.before, move.start),
                saved_contacts=saved,
            )
        )
        self._starts[row.activity_id] = (grid.index(move.start),)
        days = [grid.day_index(moment) for moment in (move.before, move.start)]
        self._told |= {(who, day) for who in names for day in days if day is not None}
        self.rota, self._state, self._cost = rota, state, cost
        self._late = self._bench.by_day(state, self._left)

    def _state_with(self, names: tuple[str, ...], rota: Rota) -> ServiceState:
        """State of the phones with the blocks that some people have in a rota."""
        before, after = (
            [block for who in names for block in each.agent_blocks(who)]
            for each in (self.rota, rota)
        )
        return self._state.with_change(before, after)

    def _late_by_pool(self) -> dict[str, dict[int, float]]:
        """Late contacts as things stand, by pool and interval."""
        found: dict[str, dict[int, float]] = {}
        intervals = self._service.intervals
        for queue, late in late_by_queue_and_interval(self._state).items():
            mine = found.setdefault(self._bench.scenario.pool_of_queue[queue], {})
            for t, contacts in zip(intervals, late, strict=True):
                mine[int(t)] = mine.get(int(t), 0.0) + float(contacts)
        return found

    @cached_property
    def _instance(self) -> Instance:
        return self._bench.instance_for(self._left, self._service, self._starts)

    @cached_property
    def _search(self) -> SingleSteps:
        """Steps of one person each, beside the activities that have been moved."""
        case, prices = self._case, self._bench.scenario.settings.prices
        return SingleSteps(
            self._instance,
            from_rota(self._instance, self.rota),
            StepPrices(
                prices.changed_break, prices.changed_shift_within_24_hours, prices.overtime_hour
            ),
            self._people_able,
            self._days_felt,
            {case.pool: case.seats} if case.pool and case.seats is not None else None,
            self._told,
        )

    def extend(self, kinds: tuple[StepOf, ...], overtime_minutes: float, most: int) -> Late:
        """Take steps while there is one that is worth its price; late contacts after them."""
        left = overtime_minutes
        for _ in range(most):
            step = self._one(kinds, left)
            if step is None:
                break
            left -= step.overtime_minutes
        return self._late

    def _one(self, kinds: tuple[StepOf, ...], overtime_minutes: float) -> Step | None:
        for step in self._search.best(kinds, overtime_minutes, _TRIED):
            mine = [
                block
                for block in self.rota.agent_blocks(step.agent_id)
                if self._day(block.start) not in step.days
            ]
            duties = {(step.agent_id, day): d for day, d in step.days.items() if d is not None}
            new = to_rota(self._instance, duties)
            rota = self.rota.replaced({step.agent_id}, [*mine, *new.blocks])
            state = self._state.with_change(
                self.rota.agent_blocks(step.agent_id), rota.agent_blocks(step.agent_id)
            )
            cost = self._measure(rota, state)
            late = self._bench.by_day(state, self._left)
            saved = total(self._late) - total(late)
            is_worth = saved > max(step.price, LEAST_SAVED) and cost < self._cost
            if not is_worth or self._is_too_late(step, rota) or self._is_unlawful(step, rota):
                self._search.refuse(step)
                continue
            self.steps.append(
                ResponseStep(
                    kind=step_kind(
                        self._bench.scenario,
                        step,
                        self.rota,
                        rota,
                        is_freed=bool(self._left.cancelled),
                    ),
                    agent_id=step.agent_id,
                    day=self._bench.scenario.grid.days[step.day],
                    words=step_words(
                        self._bench.scenario, self._bench.people, step, self.rota, rota
                    ),
                    saved_contacts=saved,
                    overtime_hours=step.overtime_minutes / 60,
                )
            )
            self.rota, self._state, self._late, self._cost = rota, state, late, cost
            self._search.take(step)
            return step
        return None

    def _day(self, moment: dt.datetime) -> int | None:
        return self._bench.scenario.grid.day_index(moment)

    def _measure(self, rota: Rota, state: ServiceState) -> float:
        """Return the objective of a rota, service and soft rules, in late contacts."""
        scenario = self._bench.scenario
        terms = state.service_terms()
        price = prices_by_term(scenario.settings.prices)
        soft = [
            price[SOFT_TERMS[rule_id]] * found.amount
            for rule_id, found in soft_measures(RotaView.whole(scenario, rota)).items()
        ]
        return math.fsum([*terms.values(), *soft])

    def _is_too_late(self, step: Step, rota: Rota) -> bool:
        """Whether a step changes what is over already, such as when a queue goes down."""
        grid = self._bench.scenario.grid
        if self._case.start <= grid.start:
            return False
        was, now = (
            {
                t: (block.activity, block.queues)
                for block in each.agent_blocks(step.agent_id)
                for t in range(grid.index(block.start), grid.index(block.end))
            }
            for each in (self.rota, rota)
        )
        first = min((t for t in was.keys() | now.keys() if was.get(t) != now.get(t)), default=0)
        is_told = dt.timedelta(
            hours=NOTICE_HOURS if self._case.queue and step.kind != "same_shift" else 0
        )
        return grid.moment(first) < self._case.start + is_told

    def _is_unlawful(self, step: Step, rota: Rota) -> bool:
        excused = _OF_OVERTIME if step.overtime_minutes else _NOT_ASKED
        return self._breaks_more((step.agent_id,), rota, excused)

    def _breaks_more(self, agent_ids: tuple[str, ...], rota: Rota, excused: frozenset[str]) -> bool:
        """Whether a rota breaks a hard rule for some people that it did not break before."""
        known = {_key(finding) for finding in self._breaches(agent_ids, self.rota)}
        return any(
            finding.rule_id not in excused and _key(finding) not in known
            for finding in self._breaches(agent_ids, rota)
        )

    def _breaches(self, agent_ids: tuple[str, ...], rota: Rota) -> list[Finding]:
        view = RotaView(scenario=self._bench.scenario, rota=rota, agent_ids=agent_ids)
        return list(breaches(view))

    def _days(self, late: Late) -> list[int]:
        """Days on which the loss is felt, the worst ones."""
        plan = self._bench.plan_late
        extra = np.sum([late[queue] - plan[queue] for queue in plan], axis=0)
        worst = np.argsort(-extra)[:_HELP_DAYS]
        return [int(day) for day in worst if extra[day] > _FELT]

    def _people(self, late: Late) -> list[str]:
        """Who is there and can work in a pool that the loss is felt in."""
        scenario, plan = self._bench.scenario, self._bench.plan_late
        felt = {
            scenario.pool_of_queue[queue]
            for queue in plan
            if float((late[queue] - plan[queue]).sum()) > _FELT
        }
        return [
            agent.agent_id
            for agent in scenario.agents
            if agent.agent_id not in self._case.agent_ids
            and any(scenario.usable_queues(agent.agent_id, pool) for pool in felt)
        ]


def _key(finding: Finding) -> tuple[str, str | None, str]:
    return finding.rule_id, finding.agent_id, finding.message
