"""Replans after events of people: overtime, activities in the way, weeks that break a rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from allocator.demand.service import ServiceModel
from allocator.domain.cut_blocks import until_moment
from allocator.domain.disrupt import disrupt
from allocator.domain.disrupted import disrupted
from allocator.domain.event_of_day import Absence, Event, Overtime, Volume
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.rota.limits import SearchLimits
from allocator.rota.replan.loosen import loosened
from allocator.rota.replan.replanner import BEST, BETWEEN, LEAST, Option, Replanner
from allocator.verify.objective import measure
from allocator.verify.verifier import broken_rules
from tests.tiny_week import MONDAY, agent, pattern, requirements_of, rest, rota_of, tiny_week

LIMITS = SearchLimits(seed=1, seconds=1.0, reproducible=True)
NOW = 8.2
RULES: dict[str, dict[str, Any]] = {
    "one_shift_a_day": {},
    "contracted_hours": {},
    "shift_patterns": {},
    "availability": {},
    "skills": {},
    "breaks": {},
    "meetings": {},
    "opening_hours": {},
}
WEEK: dict[str, Any] = {
    "days": 2,
    "interval_minutes": 30,
    "agents": [agent(name, weekly_hours=16) for name in "ABC"],
    "opening_hours": [{"days": ["mon", "tue"], "open": "08:00", "close": "20:00"}],
    "shift_patterns": [
        pattern(
            start_from="08:00",
            start_to="12:00",
            start_every_minutes=60,
            shortest_minutes=480,
            longest_minutes=480,
        )
    ],
    "contracts": [{"id": "any", "patterns": ["any"], "tolerance_minutes": 0}],
    "break_plans": [
        {
            "id": "plan",
            "shift_over_minutes": 0,
            "shift_up_to_minutes": 720,
            "breaks": [rest("tea", 30, (120, 360))],
        }
    ],
    "rules": RULES,
}
LINES = tuple(
    f"{who} {day} {start}:00 work {start + 4}:00 break {start + 4}:30 work {start + 8}:00"
    for who, start in (("A", 8), ("B", 10), ("C", 12))
    for day in ("mon", "tue")
)


class Case:
    """A tiny centre after events that are known at ten past eight on Monday."""

    def __init__(
        self,
        events: Sequence[Event],
        lines: Sequence[str] = LINES,
        contacts: float = 12,
        busy: Mapping[range, float] | None = None,
        **week: Any,
    ) -> None:
        scenario = tiny_week(**{**WEEK, **week})
        self.published = rota_of(scenario, lines)
        now = scenario.grid.moment(0) + dt.timedelta(hours=NOW)
        self.disruption = disrupt(scenario, self.published, None, events, now)
        self.scenario: Scenario = disrupted(scenario, self.disruption)
        rows = requirements_of(self.scenario, {"calls": contacts})
        grid = scenario.grid
        rows = tuple(
            row.model_copy(update={"forecast_contacts": more})
            if (more := _busy(busy, grid.index(row.interval_start))) is not None
            else row
            for row in rows
        )
        self.service = ServiceModel.of(self.scenario, rows)
        self.replanner = Replanner(self.scenario, self.service, self.published)

    def options(self) -> dict[str, Option]:
        """All options, each held to what must be true of every one."""
        found = {option.name: option for option in self.replanner.options(LIMITS)}
        nothing = self.replanner.nothing
        stands = self.breaches(nothing.rota)
        for option in found.values():
            join = self.disruption.join
            assert until_moment(option.rota, join) == self.disruption.frozen
            assert self.breaches(option.rota) <= stands
            assert option.total <= nothing.total + 1e-6
            measured = measure(RotaView.whole(self.scenario, option.rota), self.service).total
            assert option.cost == pytest.approx(measured, abs=1e-4)
            for change in option.changes:
                assert change.worth is not None
                assert change.worth >= option.price_scale * change.price - 1e-6
        return found

    def breaches(self, rota: Rota) -> set[tuple[str, str | None]]:
        view = RotaView.whole(self.scenario, rota)
        return {(each.rule_id, each.agent_id) for each in broken_rules(view)}

    def hours(self, rota: Rota, agent_id: str) -> list[tuple[float, float]]:
        """Return starts and ends of an agent's shifts in hours after the first midnight."""
        index = self.scenario.grid.index
        return [(index(s.start) / 2, index(s.end) / 2) for s in rota.shifts(agent_id)]


def _busy(busy: Mapping[range, float] | None, interval: int) -> float | None:
    return next((more for span, more in (busy or {}).items() if interval in span), None)


def moment(hour: float) -> dt.datetime:
    return tiny_week(**WEEK).grid.at(MONDAY, round(60 * hour))


def test_overtime_is_taken_up_where_it_is_worth_its_price_and_as_far_as_it_was_offered() -> None:
    evening = {range(36, 40): 30.0}
    offer = Overtime(agent_id="A", day=MONDAY, hours=3)
    case = Case((offer,), busy=evening)
    found = case.options()
    assert case.hours(found[LEAST].rota, "A")[0] == (8, 16)
    start, end = case.hours(found[BETWEEN].rota, "A")[0]
    assert start == 8
    assert 16 < end <= 19
    (change,) = [each for each in found[BETWEEN].changes if each.agent_id == "A"]
    assert change.price == pytest.approx(end - 16)
    without = Case((), busy=evening).options()
    assert case.hours(without[BEST].rota, "A")[0] == (8, 16)


def test_nobody_is_called_in_sooner_than_they_can_come() -> None:
    away = Absence(agent_id="A", start=moment(NOW), until=moment(20))
    case = Case((away,), busy={range(17, 24): 40.0})
    for option in case.options().values():
        for agent_id in "BC":
            for start, _ in case.hours(option.rota, agent_id):
                assert start >= 9.5


def test_an_activity_is_moved_out_of_the_rush_and_is_worth_telling_those_who_take_part() -> None:
    """Three hours of rush with a talk of two in them; the afternoon has nobody to spare it for."""
    lines = (
        "A mon 08:00 work 09:30 coaching:B 10:30 work 12:00 break 12:30 work 16:00",
        "B mon 08:00 work 09:30 coaching:A 10:30 work 12:00 break 12:30 work 16:00",
        "A tue 08:00 work 12:00 break 12:30 work 16:00",
        "B tue 08:00 work 12:00 break 12:30 work 16:00",
    )
    rush = Volume(start=moment(9), until=moment(12), change_share=1.0)
    case = Case(
        (rush,),
        lines,
        contacts=1,
        busy={range(18, 24): 14.0},
        agents=[agent(name, weekly_hours=16) for name in "AB"],
        activities=[("coaching", "A|B", 60, "mon 09:00 to mon 16:00")],
    )
    least = case.options()[LEAST]
    for agent_id, other in ("AB", "BA"):
        (talk,) = [b for b in least.rota.agent_blocks(agent_id) if b.activity == "coaching"]
        assert talk.start >= moment(12)
        assert talk.with_agents == (other,)
    together = [change for change in least.changes if change.together]
    assert {change.agent_id for change in together} == {"A", "B"}


def test_an_activity_that_has_begun_stays_where_it_is() -> None:
    lines = ("A mon 08:00 coaching:B 09:00 work 12:00 break 12:30 work 16:00", *LINES[1:2])
    lines += ("B mon 08:00 coaching:A 09:00 work 12:00 break 12:30 work 16:00", *LINES[3:])
    case = Case(
        (Volume(start=moment(8.5), until=moment(10), change_share=1.0),),
        lines,
        busy={range(16, 20): 14.0},
        activities=[("coaching", "A|B", 60, "mon 08:00 to mon 16:00")],
    )
    for option in case.options().values():
        assert option.rota.agent_blocks("A")[0] == case.published.agent_blocks("A")[0]


def test_a_coach_of_two_has_both_talks_and_is_free_to_move() -> None:
    """Both were once read as the first of them, and the coach's day could not be touched."""
    coach = "A mon 08:00 work 09:30 coaching:B 10:00 coaching:C 10:30 work 12:00 break 12:30"
    lines = (
        f"{coach} work 16:00",
        "B mon 08:00 work 09:30 coaching:A 10:00 work 12:00 break 12:30 work 16:00",
        "C mon 08:00 work 10:00 coaching:A 10:30 work 12:00 break 12:30 work 16:00",
        *LINES[1::2],
    )
    case = Case(
        (Volume(start=moment(9), until=moment(20), change_share=0.5),),
        lines,
        activities=[
            ("coaching", "A|B", 30, "mon 08:00 to mon 16:00"),
            ("coaching", "A|C", 30, "mon 08:00 to mon 16:00"),
        ],
    )
    for option in case.options().values():
        company = [b.with_agents for b in option.rota.agent_blocks("A") if b.with_agents]
        assert sorted(company) == [("B",), ("C",)]


def test_whose_week_breaks_a_rule_is_left_alone_and_the_others_are_not() -> None:
    """A has an hour too few as published: nobody's fault here, and no reason to stop."""
    lines = (
        "A mon 08:00 work 12:00 break 12:30 work 15:00",
        *LINES[1:],
    )
    case = Case((Volume(start=moment(9), until=moment(20), change_share=1.0),), lines, contacts=20)
    assert ("contracted_hours", "A") in case.breaches(case.replanner.nothing.rota)
    found = case.options()
    for option in found.values():
        assert case.hours(option.rota, "A") == case.hours(case.published, "A")


def test_rules_are_read_so_that_what_stands_keeps_them() -> None:
    lines = ("A mon 08:00 work 12:00 break 12:30 work 15:00", *LINES[1:])
    case = Case((), lines)
    still = case.replanner._still  # pyright: ignore[reportPrivateUsage]
    assert loosened(still) == {"A"}
    assert loosened(still) == frozenset()  # once loosened there is nothing left to loosen


def test_what_nobody_touches_stays_word_for_word() -> None:
    """Blocks split by hand, of one queue after the same: they are not made one."""
    lines = ("A mon 08:00 work 10:00 work 12:00 break 12:30 work 16:00", *LINES[1:])
    case = Case((Volume(start=moment(14), until=moment(20), change_share=2.0),), lines)
    for option in case.options().values():
        changed = {(each.agent_id, each.day) for each in option.changes}
        for agent_id in "ABC":
            if agent_id not in {who for who, _ in changed}:
                mine = case.published.agent_blocks(agent_id)
                assert option.rota.agent_blocks(agent_id) == mine


def test_a_scenario_in_which_nothing_has_happened_is_refused() -> None:
    scenario = tiny_week(**WEEK)
    service = ServiceModel.of(scenario, requirements_of(scenario, {"calls": 4}))
    with pytest.raises(ValueError, match="nothing has happened"):
        Replanner(scenario, service, rota_of(scenario, LINES))
