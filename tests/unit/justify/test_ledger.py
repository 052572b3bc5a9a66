"""Burdens before and after the week, by hand."""

from __future__ import annotations

import pytest

from allocator.justify.ledger import FairnessLedger
from tests.tiny_week import agent, rota_of, tiny_week

LATE = [{"days": ["mon", "tue"], "start": "20:00", "end": "24:00", "weight": 2}]


def ledger_of(**changes: object) -> FairnessLedger:
    scenario = tiny_week(
        agents=[agent("A", weekly_hours=40), agent("B", weekly_hours=20), agent("C")],
        unsocial=LATE,
        **changes,
    )
    return FairnessLedger.of(scenario, rota_of(scenario, ["A mon 18:00 work 23:00"]))


def test_burdens_are_hours_over_contracted_hours_heaviest_first() -> None:
    """A and C have no row, and enter at B's 8 h of 20."""
    ledger = ledger_of(ledger=[{"agent_id": "B", "unsocial_hours": 8, "contracted_hours": 20}])
    assert [burden.agent_id for burden in ledger.burdens] == ["A", "B", "C"]
    a, b, c = ledger.burdens
    assert (a.before_share, a.week_hours, a.after_share) == (16 / 40, 6, 22 / 80)
    assert (b.before_share, b.after_share) == (8 / 20, 8 / 40)
    assert c.after_share == 16 / 80
    assert (a.enters_at_mean, b.enters_at_mean) == (True, False)


def test_team_is_the_fair_share() -> None:
    ledger = ledger_of(ledger=[{"agent_id": "B", "unsocial_hours": 8, "contracted_hours": 20}])
    assert ledger.team_before_share == 8 / 20
    assert ledger.team_after_share == 46 / 200
    assert sum(ledger.above_fair_hours(burden) for burden in ledger.burdens) == pytest.approx(0)


def test_no_ledger_is_no_burden_before() -> None:
    assert ledger_of().team_before_share is None


def test_who_has_agreed_to_unsocial_hours_is_left_out_with_all_of_them() -> None:
    scenario = tiny_week(
        agents=[agent("A", unsocial_agreed=True), agent("B")],
        unsocial=LATE,
        ledger=[{"agent_id": "A", "unsocial_hours": 8, "contracted_hours": 20}],
    )
    ledger = FairnessLedger.of(scenario, rota_of(scenario, ["A mon 18:00 work 23:00"]))
    assert [burden.agent_id for burden in ledger.burdens] == ["B"]
    assert (ledger.team_before_share, ledger.team_after_share) == (None, 0)


def test_who_can_work_no_unsocial_hour_is_left_out() -> None:
    limited = {"agent_id": "C", "days": "all", "available_from": "08:00", "available_to": "18:00"}
    ledger = ledger_of(availability=[limited])
    assert ledger.burden("C") is None
    assert [burden.agent_id for burden in ledger.burdens] == ["A", "B"]
