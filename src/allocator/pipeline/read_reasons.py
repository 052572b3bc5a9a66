"""A plan with the reasons for its allocations and what was recorded of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from allocator.domain.plan import Plan
from allocator.domain.record import AllocationRecords, PublicationState, by_allocation
from allocator.domain.rota import Block
from allocator.domain.scenario import Scenario
from allocator.errors import InputError
from allocator.justify.allocation import allocations
from allocator.justify.filed_comparison import FiledComparison
from allocator.justify.justification import Justification
from allocator.justify.justify import from_json
from allocator.justify.replan_log import ReplanLog
from allocator.pipeline.asked_since import asked_since
from allocator.pipeline.plan_scenario import scenario_of_plan
from allocator.pipeline.replan.log_file import read_log
from allocator.store.plan_folder import JUSTIFICATIONS_FILE, read_plan
from allocator.store.record_file import read_records
from allocator.verify.verifier import breaches_to_answer_for


@dataclass(frozen=True)
class ReadPlan:
    """A plan with its reasons and what was recorded of it.

    Parameters
    ----------
    rules_broken
        Breaches of hard rules in the rota as it stands, without those that events have caused.
    replan
        Log of the replan that the plan comes from; ``None`` where it comes from none.
    asked
        Answers of why-not that are filed beside it.
    """

    scenario: Scenario
    plan: Plan
    justifications: list[Justification]
    records: dict[str, AllocationRecords]
    rules_broken: int
    replan: ReplanLog | None = None
    asked: tuple[FiledComparison, ...] = ()

    @property
    def not_accepted(self) -> int:
        """Allocations that no reviewer has accepted."""
        return sum(mine.state is not PublicationState.ACCEPTED for mine in self._records_of_all)

    @property
    def contested_since(self) -> int:
        """Allocations that were accepted, and that their agents have contested since."""
        return sum(
            mine.state is PublicationState.ACCEPTED and mine.is_contested
            for mine in self._records_of_all
        )

    @property
    def _records_of_all(self) -> list[AllocationRecords]:
        none = AllocationRecords()
        return [self.records.get(one.id, none) for one in self.justifications]


def read_with_reasons(folder: Path) -> ReadPlan:
    """Read all that reports are made from.

    Raises
    ------
    InputError
        If a file cannot be read, or the reasons are those of another rota than stands there.
    """
    plan = read_plan(folder)
    scenario = scenario_of_plan(folder)
    justifications = _justifications(folder)
    _check_same_rota(scenario, plan, justifications)
    return ReadPlan(
        scenario=scenario,
        plan=plan,
        justifications=justifications,
        records=by_allocation(read_records(folder, plan.summary.run_id)),
        rules_broken=len(breaches_to_answer_for(scenario, plan.rota)[0]),
        replan=read_log(folder, scenario.grid.zone),
        asked=asked_since(folder, plan),
    )


def _justifications(folder: Path) -> list[Justification]:
    try:
        return from_json(json.loads((folder / JUSTIFICATIONS_FILE).read_bytes()))
    except (OSError, ValueError, ValidationError) as error:
        raise InputError.of(
            JUSTIFICATIONS_FILE,
            "cannot be read as the reasons of this version's plans",
            "Give a whole folder as this version of allocator plan wrote it.",
        ) from error


def _check_same_rota(scenario: Scenario, plan: Plan, justifications: list[Justification]) -> None:
    told = {one.id: [_plain(block) for block in one.blocks] for one in justifications}
    stands = {
        one.id: [_plain(block) for block in one.shift.blocks]
        for one in allocations(scenario, plan.rota)
    }
    for name in sorted(told.keys() | stands.keys()):
        if told.get(name) != stands.get(name):
            raise InputError.of(
                JUSTIFICATIONS_FILE,
                "gives reasons for another rota than stands in rota.csv",
                "Bring back the rota as it was planned, or have the changed one justified by "
                "allocator score.",
                name,
            )


def _plain(block: Block) -> tuple[object, ...]:
    """Block with moments as numbers, which are alike in whatever zone they are told."""
    start, end = block.start.timestamp(), block.end.timestamp()
    return start, end, block.activity, block.queues, set(block.with_agents)
