"""A scenario in which one hard rule has something to accept and something to reject.

All its rotas are listed, and the optimiser must find exactly those that the check accepts. The
examples stand in ``EXAMPLES`` of the modules named ``test_agreement…``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from allocator.domain.practice import PACE_RULE
from allocator.domain.view import RotaView
from allocator.verify.verifier import broken_rules
from tests.rules.universe import Listed, Universe
from tests.tiny_week import EVERY_DAY, agent, pattern, tiny_week


def shifts(
    pattern_id: str, starts: tuple[str, str, int], lengths: tuple[int, int, int], **fields: Any
) -> dict[str, Any]:
    """Pattern of starts and of lengths, each given as first, last and step."""
    return pattern(
        id=pattern_id,
        start_from=starts[0],
        start_to=starts[1],
        start_every_minutes=starts[2],
        shortest_minutes=lengths[0],
        longest_minutes=lengths[1],
        length_every_minutes=lengths[2],
        **fields,
    )


def opening(opens: str, closes: str, **fields: Any) -> dict[str, Any]:
    return {"days": EVERY_DAY, "open": opens, "close": closes} | fields


def plan(over: int, up_to: int, *breaks: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": f"plan_{over}",
        "shift_over_minutes": over,
        "shift_up_to_minutes": up_to,
        "breaks": breaks,
    }


ALONE = [agent("A")]
TWO_POOLS: dict[str, Any] = {
    "queues": [{"id": "calls"}, {"id": "web"}],
    "pools": [{"id": "main", "queues": ["calls"]}, {"id": "room", "queues": ["web"]}],
}


@dataclass(frozen=True)
class Example:
    """A scenario in which one rule has something to accept and something to reject.

    Parameters
    ----------
    beside
        Rules stated with it: what its encoder builds on.
    breaks, pools, activities
        What rotas are told apart by, see :class:`Universe`.
    """

    rule_id: str
    title: str
    week: Mapping[str, Any]
    parameters: Mapping[str, Any] = field(default_factory=dict[str, Any])
    beside: Mapping[str, dict[str, Any]] = field(
        default_factory=lambda: dict[str, dict[str, Any]]({"one_shift_a_day": {}})
    )
    breaks: bool = False
    pools: bool = False
    activities: bool = False

    def __str__(self) -> str:
        return f"{self.rule_id}: {self.title}"

    def universe(self) -> Universe:
        settings: dict[str, Any] = {"interval_minutes": 60, "days": 2, "agents": ALONE}
        rules = dict(self.beside) | {self.rule_id: dict(self.parameters)}
        if "goals" in self.week:
            rules[PACE_RULE] = {}  # without which no session is planned
        scenario = tiny_week(rules=rules, **settings | dict(self.week))
        return Universe(scenario, breaks=self.breaks, pools=self.pools, activities=self.activities)


ONE_SHIFT: dict[str, dict[str, Any]] = {"one_shift_a_day": {}}
WITH_BREAKS: dict[str, dict[str, Any]] = ONE_SHIFT | {"breaks": {"over_minutes": 1440}}
QUARTERS: dict[str, Any] = {"interval_minutes": 15, "days": 1}


def assert_agreement(example: Example) -> None:
    """Assert that the encoder accepts what the check accepts, which is some rotas and not all."""
    universe = example.universe()
    rules = [*example.beside, example.rule_id]
    obeying = {rota for rota in universe.rotas() if universe.obeys(rota, example.beside)}
    accepted = {rota for rota in obeying if universe.obeys(rota, [example.rule_id])}
    assert accepted
    assert accepted < obeying
    assert universe.found_by_optimiser(rules) == accepted


# Rules declared together.

MOST_CHECKED = 60


def accepted_by_checks(
    universe: Universe, rule_ids: Collection[str], of_team: Collection[str] = ()
) -> set[Listed]:
    """Rotas in which the checks of some rules find nothing.

    Where the checks of one person's rules find something in that person's week, no rota with it
    can pass; what is left of everybody's weeks is looked at together.

    Parameters
    ----------
    of_team
        Rules that concern several people at once.
    """
    of_one = [rule_id for rule_id in rule_ids if rule_id not in of_team]
    alone = [
        [week for week in universe.weeks(agent_id) if universe.obeys(week, of_one, (agent_id,))]
        for agent_id in universe.raw.agent_ids
    ]
    together = (frozenset[Any]().union(*weeks) for weeks in product(*alone))
    return {rota for rota in together if not of_team or universe.obeys(rota, of_team)}


def assert_missed(
    universe: Universe,
    rule_ids: Collection[str],
    left_out: str,
    also_broken: Collection[str] = (),
) -> None:
    """Assert that the check of a rule finds what the models allow once they forget the rule.

    Parameters
    ----------
    also_broken
        Rules that such rotas may break as well.
    """
    accepted = universe.found_by_optimiser(rule_ids)
    too_much = universe.found_by_optimiser([one for one in rule_ids if one != left_out])
    violating = sorted(too_much - accepted, key=lambda rota: sorted(map(str, rota)))
    assert violating
    for rota in violating[:: -(-len(violating) // MOST_CHECKED)]:
        view = RotaView.whole(universe.scenario, universe.to_rota(rota))
        broken = {finding.rule_id for finding in broken_rules(view)}
        assert left_out in broken
        assert broken <= {left_out, *also_broken}
