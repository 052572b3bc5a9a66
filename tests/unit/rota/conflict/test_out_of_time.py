"""What a diagnosis says that had no time."""

from __future__ import annotations

from allocator.demand.service import ServiceModel
from allocator.rota.diagnose import diagnose
from tests.contradictions import CONTRADICTIONS


def test_without_time_nothing_is_claimed() -> None:
    scenario = CONTRADICTIONS[0].scenario()
    found = diagnose(scenario, ServiceModel.of(scenario, ()), seconds=0.0)
    assert found.conflicts == ()
    assert found.remarks
