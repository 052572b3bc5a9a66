"""A week tested ahead: which losses hurt most, what to do first, where a skill would help."""

from __future__ import annotations

import datetime as dt
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from allocator.domain.contingency import (
    PAIRS_SHOWN,
    Contingency,
    Loss,
    LossKind,
    SimulatedLoss,
    SkillGain,
)
from allocator.domain.plan import Plan
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.errors import InputError
from allocator.pipeline.contingency import skills
from allocator.pipeline.contingency.bench import Bench
from allocator.pipeline.contingency.cases import (
    Case,
    pair_cases,
    person_cases,
    queue_cases,
    seat_cases,
    volume_case,
)
from allocator.pipeline.contingency.notes import notes_on, stopped_note, volume_factor
from allocator.pipeline.contingency.response import Answered, answered
from allocator.pipeline.contingency.simulated import SIMULATED, simulated_loss
from allocator.pipeline.contingency.workers import Workers, workers
from allocator.pipeline.interrupt import Interrupts
from allocator.pipeline.plan_scenario import scenario_of_plan
from allocator.pipeline.stage_clock import Report, StageClock
from allocator.store.plan_folder import read_plan
from allocator.store.scenario_folder import read_scenario

SECONDS = 100.0
"""Wall-clock time after which no further response is prepared, unless told otherwise."""
PAIRS_ANSWERED, PAIRS_KEPT = 5, 10
"""Pairs for whose loss a response is prepared, and those that the result names."""
ALWAYS_ANSWERED = 6
"""Worst losses for which a response is prepared however late it is."""
_WITHOUT_EFFECT = 0.5
_PAIRS_TOLD = 500
"""Pairs measured between two words of progress."""


@dataclass(frozen=True)
class ContingencyLimits:
    """What may be spent.

    Parameters
    ----------
    seconds
        Wall-clock time after which no further response is begun; the worst losses come first,
        and those that come first of all are answered in any case.
    seed
        Of the searches with skills and of the simulation.
    jobs
        Processes that work side by side; 1 for none but this one, ``None`` for one a core.
    simulated
        Losses that are simulated as well, the worst ones.
    skill_steps
        Changes tried in each search with a skill and without; ``None`` for as many as the team
        asks for.
    """

    seconds: float = SECONDS
    seed: int = 1
    jobs: int | None = None
    simulated: int = SIMULATED
    skill_steps: int | None = None


def contingency(
    folder: Path,
    limits: ContingencyLimits | None = None,
    report: Report = lambda _stage, _detail: None,
    scenario_folder: Path | None = None,
    interrupts: Interrupts | None = None,
) -> Contingency:
    """Test a planned week ahead against the loss of people, queues, seats and calm.

    Parameters
    ----------
    folder
        Of a finished plan, a replan's or not; nothing is written into it.
    scenario_folder
        The scenario that the plan is said to be of: it must be the one in the folder.
    interrupts
        Where they ask for the end, the losses looked at so far are the result, and it says so.

    Raises
    ------
    KeyboardInterrupt
        If the end was asked for before one loss was measured.
    InputError
        If the folder is not what it should be, or the scenario is another one.
    """
    limits = limits or ContingencyLimits()
    clock = StageClock(report)
    clock.enter("read")
    begun = time.perf_counter()
    plan = read_plan(folder)
    scenario = scenario_of_plan(folder)
    if scenario_folder is not None:
        _check_same(scenario_folder, plan)
    asked = interrupts or Interrupts()
    return _Test(scenario, plan, limits, clock, report, begun, asked).result()


class _Test:
    """One plan put to the test."""

    def __init__(
        self,
        scenario: Scenario,
        plan: Plan,
        limits: ContingencyLimits,
        clock: StageClock,
        report: Report,
        begun: float,
        interrupts: Interrupts,
    ) -> None:
        self._scenario, self._plan, self._limits = scenario, plan, limits
        self._clock, self._report = clock, report
        self._until = begun + limits.seconds
        self._interrupts = interrupts

    def result(self) -> Contingency:
        """Measure, answer, simulate and search."""
        scenario, plan, clock = self._scenario, self._plan, self._clock
        rota, requirements = plan.rota, plan.requirements
        clock.enter("losses")
        bench = Bench(scenario, requirements, rota)
        factor, volume_words = volume_factor(plan.summary)
        singles = [
            *person_cases(scenario, rota),
            *queue_cases(scenario, requirements),
            *seat_cases(scenario),
            volume_case(scenario, rota, factor),
        ]
        with workers(bench, self._limits.jobs, self._interrupts) as do:
            found = {loss.id: loss for loss in do.each(_measure, singles)}
            if not found:
                raise KeyboardInterrupt
            asked_for = len(singles)
            singles = [case for case in singles if case.id in found]
            alone = {
                case.agent_ids[0]: found[case.id].extra_contacts
                for case in singles
                if case.kind is LossKind.PERSON
            }
            clock.enter("pairs")
            pairs, is_all = pair_cases(scenario, rota, alone)
            cost = self._costs(bench, pairs)
            pairs = [case for case in pairs if case.id in cost]
            worst_pairs = sorted(pairs, key=lambda case: -cost[case.id])[:PAIRS_KEPT]
            found |= {loss.id: loss for loss in do.each(_measure, worst_pairs)}
            worst_pairs = [case for case in worst_pairs if case.id in found]
            clock.enter("responses")
            asked = [*singles, *worst_pairs[:PAIRS_ANSWERED]]
            asked.sort(key=lambda case: -found[case.id].extra_contacts)
            responses = self._answered(do, asked)
            found |= {name: each.loss for name, each in responses.items()}
            clock.enter("simulate")
            found = self._simulated(do, found, responses, {case.id: case for case in asked})
            clock.enter("skills")
            gains, estimated = self._skills(do)
        clock.leave()
        losses = [
            loss.model_copy(
                update={
                    "together_contacts": loss.extra_contacts - sum(alone[a] for a in loss.agent_ids)
                }
            )
            if loss.kind is LossKind.PAIR
            else loss
            for loss in found.values()
        ]
        return Contingency(
            run_id=plan.summary.run_id,
            input_hash=plan.summary.input_hash,
            version=plan.summary.version,
            created_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            seed=self._limits.seed,
            site=scenario.settings.site.name,
            first_day=scenario.grid.days[0],
            last_day=scenario.grid.days[-1],
            simulated_data=plan.summary.simulated_data or scenario.settings.simulated,
            offered_contacts=sum(row.forecast_contacts for row in requirements),
            plan_contacts=sum(float(late.sum()) for late in bench.plan_late.values()),
            losses=tuple(sorted(losses, key=lambda loss: (-loss.extra_contacts, loss.id))),
            pairs_tested=len(pairs),
            responses_prepared=len(responses),
            skills=gains,
            skills_estimated=estimated,
            people_without_effect=tuple(a for a, extra in alone.items() if extra < _WITHOUT_EFFECT),
            volume_share=factor - 1.0,
            volume_words=volume_words,
            is_stopped=self._interrupts.is_asked(),
            notes=(
                stopped_note(asked_for, len(singles), len(responses)),
                *notes_on(scenario, 0, 0, is_all=is_all),
            )
            if self._interrupts.is_asked()
            else notes_on(scenario, len(asked), len(responses), is_all=is_all),
            stage_seconds=dict(clock.seconds),
        )

    def _costs(self, bench: Bench, pairs: Sequence[Case]) -> dict[str, float]:
        """Late contacts beside the plan's of each pair, of as many as there is leave for."""
        cost: dict[str, float] = {}
        for case in pairs:
            if self._interrupts.is_asked():
                break
            cost[case.id] = bench.extra_contacts(case)
            if len(cost) % _PAIRS_TOLD == 0:
                self._report("pairs", f"{len(cost):,} of {len(pairs):,}")
        return cost

    def _answered(self, do: Workers, cases: Sequence[Case]) -> dict[str, Answered]:
        """Responses to losses, the worst first, until the time is up; to a few in any case."""
        responses: dict[str, Answered] = {}
        until = time.time() + self._until - time.perf_counter()
        inputs = [
            (case, math.inf if place < ALWAYS_ANSWERED else until)
            for place, case in enumerate(cases)
        ]
        for each in do.each(_answer, inputs):
            if each is not None:
                responses[each.loss.id] = each
            self._report("responses", f"{len(responses)} of {len(cases)}")
        return responses

    def _simulated(
        self,
        do: Workers,
        found: dict[str, Loss],
        responses: dict[str, Answered],
        cases: dict[str, Case],
    ) -> dict[str, Loss]:
        """Simulate the worst losses beside the plan, on the same drawn weeks."""
        worst = sorted(responses, key=lambda name: -found[name].extra_contacts)
        # What a queue that is down does to callers who call again is not in the simulation.
        worst = [name for name in worst if cases[name].kind is not LossKind.QUEUE]
        # Nor are pairs that no page names.
        unnamed = [name for name in worst if cases[name].kind is LossKind.PAIR][PAIRS_SHOWN:]
        chosen = [name for name in worst if name not in unnamed][: self._limits.simulated]
        inputs = [(responses[name], self._limits.seed) for name in chosen]
        for name, simulated in zip(chosen, do.each(_simulate, inputs), strict=False):
            found[name] = found[name].model_copy(update={"simulated": simulated})
            self._report("simulate", found[name].words)
        return found

    def _skills(self, do: Workers) -> tuple[tuple[SkillGain, ...], int]:
        scenario, plan = self._scenario, self._plan
        if self._interrupts.is_asked():
            return (), 0
        every = skills.estimates(scenario, plan.requirements, plan.rota)
        chosen = skills.to_search(every)
        if not chosen:
            return (), len(every)
        steps = self._limits.skill_steps or skills.usual_steps(len(scenario.agents))
        base = next(do.each(_search, [(None, None, self._limits.seed, steps)]), None)
        if base is None:
            return (), len(every)
        seeds = [self._limits.seed + seed for seed in skills.SEEDS]
        inputs = [(base.rota, gain, seed, steps) for gain in (None, *chosen) for seed in seeds]
        results: list[skills.Searched] = []
        for each in do.each(_search, inputs):
            results.append(each)
            self._report("skills", f"search {len(results)} of {len(inputs)}")
        if len(results) < len(inputs):  # stopped: no search is worth anything beside none
            return (), len(every)
        without, *others = (
            results[at : at + len(seeds)] for at in range(0, len(results), len(seeds))
        )
        valued = [
            skills.valued(gain, without, mine) for gain, mine in zip(chosen, others, strict=True)
        ]
        return tuple(sorted(valued, key=lambda g: -(g.saved_contacts or 0.0))), len(every)


def _check_same(scenario_folder: Path, plan: Plan) -> None:
    """Refuse a scenario that is not the plan's."""
    if read_scenario(scenario_folder).input_hash != plan.summary.input_hash:
        raise InputError.of(
            scenario_folder,
            "is not the scenario that the plan was made from, or has changed since",
            "Give the plan alone, which holds its scenario, or plan again.",
        )


def _measure(bench: Bench, case: Case) -> Loss:
    return bench.measured(case)


def _answer(bench: Bench, asked: tuple[Case, float]) -> Answered | None:
    """Answer a loss, in a process; nothing where the time is up."""
    case, until = asked
    return answered(bench, case) if time.time() < until else None


def _simulate(bench: Bench, asked: tuple[Answered, int]) -> SimulatedLoss:
    response, seed = asked
    return simulated_loss(bench, response, seed)


def _search(bench: Bench, asked: tuple[Rota | None, SkillGain | None, int, int]) -> skills.Searched:
    rota, gain, seed, steps = asked
    start = bench.rota if rota is None else rota
    return skills.search(bench.scenario, bench.requirements, start, gain, seed, steps)
