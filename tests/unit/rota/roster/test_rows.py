"""The rows that the engine of rosters lists are those that the rules' checks accept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.rota.roster.beam import Beam
from allocator.rota.roster.graph import Graph, graph_of
from allocator.rota.roster.problem import OFF
from allocator.verify.verifier import broken_rules
from tests.tiny_week import agent, each
from tests.unit.rota.roster.tiny_rosters import all_rows, compiled, tiny_roster, written


@dataclass(frozen=True)
class Example:
    """Rules declared over tiny weeks."""

    title: str
    rules: dict[str, dict[str, Any]]
    fields: dict[str, Any] = field(default_factory=dict[str, Any])

    @property
    def scenario(self) -> Scenario:
        return tiny_roster(self.rules, **self.fields)


WORKED_SUNDAY = ["A 2026-05-31 08:00 work 16:00"]
WORKED_SATURDAY = ["A 2026-05-30 14:00 work 20:00"]
EXAMPLES = [
    Example("nothing but patterns", {}),
    Example("minutes", {"contracted_hours": {}}),
    Example("two days in a row at most", {"days_in_a_row": {"days_max": 2}}),
    Example(
        "the run before counts",
        {"days_in_a_row": {"days_max": 3}},
        {"worked": [*WORKED_SATURDAY, *WORKED_SUNDAY]},
    ),
    Example("two days in a row at least", {"work_runs": {"days_min": 2}}),
    Example("three, the past not known", {"work_runs": {"days_min": 3, "past_known": False}}),
    Example("three, one worked", {"work_runs": {"days_min": 3}}, {"worked": WORKED_SUNDAY}),
    Example(
        "three, off on some days",
        {"work_runs": {"days_min": 3}, "availability": {}},
        {"availability": [{"agent_id": "A", "days": "tue"}, {"agent_id": "A", "days": "fri"}]},
    ),
    Example(
        "three, pinned off on some days",
        {"work_runs": {"days_min": 3}, "pins": {}},
        {"pins": [("A tue 00:00 pinned 24:00", "off"), ("A fri 12:00 pinned 15:00", "off")]},
    ),
    Example("two days off at least", {"rest_runs": {"days_min": 2}}),
    Example(
        "three days off, one before", {"rest_runs": {"days_min": 3}}, {"worked": WORKED_SATURDAY}
    ),
    Example(
        "three days off, leave among them",
        {"rest_runs": {"days_min": 3}, "availability": {}},
        {"leave": [{"agent_id": "A", "first_day": "2026-06-03", "last_day": "2026-06-03"}]},
    ),
    Example(
        "one weekend",
        {"weekends_worked": {"weekends_max": 1, "weeks": 2, "days": ["tue", "wed"]}},
        {"first_day": "2026-06-03", "days": 7},
    ),
    Example(
        "one weekend of two, one before",
        {"weekends_worked": {"weekends_max": 1, "weeks": 2, "days": ["wed", "thu"]}},
        {"worked": ["A 2026-05-27 08:00 work 16:00"]},
    ),
    Example(
        "the weekend that the plan begins in",
        {"weekends_worked": {"weekends_max": 1, "weeks": 2, "days": ["sun", "mon"]}},
        {"worked": WORKED_SUNDAY, "days": 7},
    ),
    Example(
        "no early after a late",
        {"shift_successions": {"forbidden": ["late>early"]}},
        {"worked": ["A 2026-05-31 14:00 work 20:00"]},
    ),
    Example("two lates in all", {"kind_limits": {"most": {"late": 2}, "days": 5}}),
    Example("one late in two days", {"kind_limits": {"most": {"late": 1}, "days": 2}}),
    Example(
        "all of them",
        {
            "contracted_hours": {},
            "days_in_a_row": {"days_max": 3},
            "work_runs": {"days_min": 2},
            "rest_runs": {"days_min": 2},
            "weekends_worked": {"weekends_max": 1, "weeks": 2, "days": ["wed", "thu"]},
            "shift_successions": {"forbidden": ["late>early"]},
            "kind_limits": {"most": {"late": 2}, "days": 6},
        },
        {"days": 6, "worked": WORKED_SATURDAY},
    ),
    Example(
        "by contract",
        {"days_in_a_row": {}, "work_runs": {}},
        {
            "contracts": [
                {
                    "id": "any",
                    "patterns": ["early", "late"],
                    "rules": {"days_in_a_row": {"days_max": 3}, "work_runs": {"days_min": 2}},
                }
            ]
        },
    ),
    Example("a starter", {"availability": {}}, {"agents": [agent("A", first_day="2026-06-03")]}),
]


def listed(graph: Graph, may: np.ndarray) -> set[bytes]:
    """Every way through a graph, as rows."""
    partial: dict[int, list[tuple[int, ...]]] = {graph.first: [()]}
    for day in range(graph.day_count):
        following: dict[int, list[tuple[int, ...]]] = {}
        for arc in range(graph.first_arc[day], graph.first_arc[day + 1]):
            group = graph.groups[graph.chosen[arc] - 1] if graph.chosen[arc] else (OFF,)
            for kind in group:
                if kind == OFF or may[day, kind]:
                    rows = [(*row, kind) for row in partial.get(int(graph.tail[arc]), [])]
                    following.setdefault(int(graph.head[arc]), []).extend(rows)
        partial = following
    rows = [row for mine in partial.values() for row in mine]
    assert len(rows) == len(set(rows)), "no row is listed twice"
    return {np.array(row, dtype=np.int16).tobytes() for row in rows}


@each(EXAMPLES)
def test_the_rows_listed_are_those_that_the_checks_accept(case: Example) -> None:
    scenario = case.scenario
    made = compiled(scenario)
    (person,) = made.problem.people
    accepted = {
        row.tobytes()
        for row in all_rows(made)
        if not broken_rules(RotaView.whole(scenario, written(scenario, made, row[None])))
    }
    graph = graph_of(made.problem, person.limits)
    assert graph.is_exact
    assert listed(graph, person.may) == accepted
    assert listed(graph.merged(), person.may) == accepted
    with_fewer = graph_of(made.problem, person.limits, arcs_max=1)
    assert listed(with_fewer, person.may) >= accepted


@each(EXAMPLES)
def test_rows_searched_for_are_lawful_and_no_better_than_the_best(case: Example) -> None:
    scenario = case.scenario
    made = compiled(scenario)
    (person,) = made.problem.people
    graph, beam = graph_of(made.problem, person.limits), Beam(made.problem, person.limits)
    rng = np.random.default_rng(1)
    for _ in range(5):
        prices = np.where(person.may, rng.integers(-9, 9, person.may.shape), np.inf)
        (least, best), *_ = graph.rows(prices, 1)
        assert made.problem.day_count == len(best)
        found = beam.row(prices, wide=True)
        assert found is not None
        cost, row = found
        assert cost >= least
        assert not broken_rules(RotaView.whole(scenario, written(scenario, made, row[None])))


def test_what_cannot_be_stated_is_named() -> None:
    from allocator.rota.roster.compile_problem import compile_problem

    scenario = tiny_roster({"daily_rest": {}, "contracted_hours": {}}, days=14)
    assert compile_problem(scenario).unstated == ("daily_rest", "contracted_hours")


@pytest.mark.parametrize("worked", [[], WORKED_SUNDAY])
def test_a_price_on_every_arc_is_the_cheapest_row_through_it(worked: list[str]) -> None:
    scenario = tiny_roster({"days_in_a_row": {"days_max": 2}}, worked=worked)
    made = compiled(scenario)
    (person,) = made.problem.people
    graph = graph_of(made.problem, person.limits)
    rng = np.random.default_rng(2)
    prices = rng.integers(-9, 9, person.may.shape).astype(float)
    through, least = graph.arc_costs(graph.choice_prices(prices))
    kept = graph.with_arcs(through <= least)
    best = listed(kept, person.may)
    costs = {
        row: sum(
            prices[day, kind] for day, kind in enumerate(np.frombuffer(row, np.int16)) if kind >= 0
        )
        for row in listed(graph, person.may)
    }
    assert best == {row for row, cost in costs.items() if cost == least}
