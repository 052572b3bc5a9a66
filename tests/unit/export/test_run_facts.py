"""Facts of a plan that stand on every export, however the plan came about."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.domain.plan import PlanStatus
from allocator.export.run_facts import RunFacts
from allocator.pipeline.plan_scenario import scenario_of_plan
from allocator.store.plan_folder import read_plan


@pytest.mark.parametrize("status", PlanStatus)
def test_every_status_has_words_of_its_own(small_plan: Path, status: PlanStatus) -> None:
    """A plan that was scored, or replanned, could not be exported: its status had none."""
    summary = read_plan(small_plan).summary.model_copy(update={"status": status})
    facts = RunFacts.of(scenario_of_plan(small_plan), summary, 0)
    assert len(facts.status.split()) > 1
