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
from allocator.domain.view import RotaView
from allocator.errors import InputError
from allocator.justify.allocation import allocations
from allocator.justify.justification import Justification
from allocator.justify.justify import from_json
from allocator.store.plan_folder import JUSTIFICATIONS_FILE, SCENARIO_FOLDER, read_plan
from allocator.store.record_file import read_records
from allocator.store.scenario_folder import read_scenario
from allocator.verify.verifier import broken_rules


@dataclass(frozen=True)
class ReadPlan:
    """A plan with its reasons and what was recorded of it.

    Parameters
    ----------
    rules_broken
        Breaches of hard rules in the rota as it stands.
    """

    scenario: Scenario
    plan: Plan
    justifications: list[Justification]
    records: dict[str, AllocationRecords]
    rules_broken: int

    @property
    def not_accepted(self) -> int:
        """Allocations that no reviewer has accepted, or that are contested since."""
        none = AllocationRecords()
        found = [self.records.get(one.id, none) for one in self.justifications]
        return sum(
            mine.state is not PublicationState.ACCEPTED or mine.is_contested for mine in found
        )


def read_with_reasons(folder: Path) -> ReadPlan:
    """Read all that reports are made from.

    Raises
    ------
    InputError
        If a file cannot be read, or the reasons are those of another rota than stands there.
    """
    plan = read_plan(folder)
    scenario = read_scenario(folder / SCENARIO_FOLDER)
    justifications = _justifications(folder)
    _check_same_rota(scenario, plan, justifications)
    return ReadPlan(
        scenario=scenario,
        plan=plan,
        justifications=justifications,
        records=by_allocation(read_records(folder, plan.summary.run_id)),
        rules_broken=len(broken_rules(RotaView.whole(scenario, plan.rota))),
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
