"""Times that people type: local or with an offset, once or twice on the clock."""

from __future__ import annotations

import datetime as dt

import pytest

from allocator.domain.scenario import Scenario
from allocator.errors import InputProblem
from allocator.pipeline.find_moment import find_moment
from tests.tiny_scenario import read_tiny_scenario


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    """Plan a week whose Sunday, 25 October 2026, has 01:30 twice in London."""
    read = read_tiny_scenario(tmp_path_factory.mktemp("october"))
    week = read.settings.week.model_copy(update={"start": dt.date(2026, 10, 19)})
    fields = {name: getattr(read, name) for name in Scenario.model_fields}
    fields["settings"] = read.settings.model_copy(update={"week": week})
    return Scenario.model_validate(fields)


def test_repeated_hour_needs_its_offset(scenario: Scenario) -> None:
    found = find_moment(scenario, "2026-10-25T01:30", "--at")
    assert isinstance(found, InputProblem)
    assert "showed twice" in found.message
    assert "Add the offset from UTC" in found.remedy
    first, second = (
        find_moment(scenario, f"2026-10-25T01:30+0{hours}:00", "--at") for hours in (1, 0)
    )
    assert isinstance(first, dt.datetime)
    assert isinstance(second, dt.datetime)
    assert second.timestamp() - first.timestamp() == 3600


@pytest.mark.parametrize("text", ["2026-10-20T10:00", "2026-10-20 10:00", "2026-10-20T09:00Z"])
def test_local_time_and_offset_mean_the_same_moment(scenario: Scenario, text: str) -> None:
    found = find_moment(scenario, text, "--at")
    assert isinstance(found, dt.datetime)
    assert found.isoformat() == "2026-10-20T10:00:00+01:00"


def test_last_moment_of_the_plan_is_its_own_and_the_next_is_not(scenario: Scenario) -> None:
    assert isinstance(find_moment(scenario, "2026-10-25T23:59", "--at"), dt.datetime)
    after = find_moment(scenario, "2026-10-26T00:00", "--at")
    assert isinstance(after, InputProblem)
    assert "Mon 19 Oct 2026 to Sun 25 Oct 2026" in after.remedy
