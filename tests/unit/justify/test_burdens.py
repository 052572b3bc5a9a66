"""Every ledger in order, and what a person is told of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allocator.domain.scenario import Scenario
from allocator.justify.burdens import OrderedLedger, ordered_ledgers, own_lines
from allocator.justify.ledger import FairnessLedger
from tests.tiny_week import MONDAY, agent, rota_of, tiny_week

SUNDAYS = [{"days": ["sun"], "start": "00:00", "end": "24:00"}]
LINES = ["A sun 08:00 work 16:00", "B sat 08:00 coaching:A 10:00", "B sun 08:00 work 10:00"]


def brought(agent_id: str, unsocial: float, hours: float, **more: float) -> dict[str, Any]:
    week = MONDAY - dt.timedelta(weeks=1)
    return {
        "agent_id": agent_id,
        "unsocial_hours": unsocial,
        "contracted_hours": hours,
        "week": week,
        **more,
    }


def scenario_of(**changes: Any) -> Scenario:
    people = [agent("A", weekly_hours=40), agent("B", weekly_hours=20)]
    return tiny_week(agents=people, unsocial=SUNDAYS, **changes)


def ledgers_of(scenario: Scenario) -> dict[str, OrderedLedger]:
    found = ordered_ledgers(scenario, rota_of(scenario, LINES))
    return {ledger.kind.name: ledger for ledger in found}


def test_burdens_are_ordered_worst_first_and_what_is_good_least_first() -> None:
    found = ledgers_of(scenario_of(ledger=[brought("A", 0, 40), brought("B", 2, 20)]))
    unsocial = found["unsocial"]
    assert [line.agent_id for line in unsocial.lines] == ["A", "B"]
    assert [line.after_share for line in unsocial.lines] == [8 / 80, 4 / 40]
    assert unsocial.team_after == 12 / 120
    assert [line.agent_id for line in found["weekend"].lines] == ["A", "B"]
    assert [line.agent_id for line in found["development"].lines] == ["A", "B"]
    assert [line.after for line in found["development"].lines] == [0, 2]


def test_hours_above_fair_shares_add_up_to_nothing() -> None:
    for ledger in ledgers_of(scenario_of(ledger=[brought("A", 3, 40)])).values():
        assert abs(sum(ledger.above_fair(line) for line in ledger.lines)) < 1e-9


def test_unsocial_hours_are_those_of_the_rule() -> None:
    scenario = scenario_of(ledger=[brought("B", 2, 20)])
    theirs = FairnessLedger.of(scenario, rota_of(scenario, LINES))
    mine = ledgers_of(scenario)["unsocial"]
    for burden in theirs.burdens:
        line = mine.line(burden.agent_id)
        assert line is not None
        assert (line.before_share, line.after_share) == (burden.before_share, burden.after_share)
        assert mine.above_fair(line) == theirs.above_fair_hours(burden)


def test_nobody_is_in_a_ledger_that_cannot_concern_them() -> None:
    found = ledgers_of(scenario_of(availability=[{"agent_id": "B", "days": "sat|sun"}]))
    assert [line.agent_id for line in found["unsocial"].lines] == ["A"]
    assert [line.agent_id for line in found["weekend"].lines] == ["A"]
    assert found["hard_queue"].lines == ()
    assert found["requests"].lines == ()
    assert found["hard_queue"].team_after is None


def test_a_person_is_told_their_own_line_and_nobody_elses() -> None:
    past = brought("B", 2, 20, requests_made=4, requests_declined=2)
    asked = [{"agent_id": "B", "date": "2026-06-07", "kind": "day_off"}]
    scenario = scenario_of(ledger=[brought("A", 0, 40), past], requests=asked)
    told = own_lines(scenario, rota_of(scenario, LINES), "B", 2)
    words = {one.kind.name: one.words for one in told}
    assert words["unsocial"] == (
        "Unsocial hours: 2.0 in this plan; with those remembered 4.0 in 40.0 contracted hours, "
        "0.100 an hour. The team has 0.100; this is 0.0 h less than a fair share."
    )
    assert words["requests"] == (
        "Declined requests: 1 of 1 in this plan, 3 of 5 with those remembered. For those declined "
        "before, each counted 1.50 times."
    )
    assert not any("A" in text.split() for text in words.values())


def test_mean_of_a_team_so_small_that_it_tells_of_one_is_left_out() -> None:
    scenario = scenario_of(ledger=[brought("A", 4, 40)])
    for one in own_lines(scenario, rota_of(scenario, LINES), "B"):
        assert "team has" not in one.words


def test_starter_is_told_that_the_mean_was_brought_along() -> None:
    scenario = scenario_of(ledger=[brought("A", 4, 40)])
    unsocial = own_lines(scenario, rota_of(scenario, LINES), "B")[0]
    assert "the team's mean for the weeks before you started" in unsocial.words
