"""Exchanges of shifts between two people: the local comparisons behind "why not that one?"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from allocator.domain.findings import Finding
from allocator.domain.rota import Activity, Block, Rota, Shift
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.justify.allocation import Allocation
from allocator.justify.change import Change
from allocator.justify.pricing import Pricing
from allocator.verify.verifier import breaches, broken_rules

_OF_ONE_WEEK = frozenset(
    {
        "contracted_hours",
        "shift_patterns",
        "availability",
        "agreed_adjustments",
        "daily_rest",
        "notice",
        "days_in_seven",
    }
)
"""Rules that look at each person's week alone, and that an exchange breaks more often than others:
they are asked of the two people's weeks before the rest is of the whole rota."""

TEAM_COMPARED, COLLEAGUES_MOST = 40, 12
"""Up to how many people everybody is compared with everybody; and with how many, at least, where
there are more: 1,260 shifts of 300 people take somewhat over a minute so."""


@dataclass(frozen=True)
class Exchange:
    """Two agents take each other's shift with its breaks, and nothing else moves.

    The shifts are of the same day, or of two days of one week of the plan on each of which the
    other agent is off. Over two weeks each would give hours of one for hours of the other.

    Parameters
    ----------
    able
        Whether each has a queue to take in every pool of the shift received.
    change_by_term
        Change in each term of the objective, in late contacts.
    """

    first: Allocation
    second: Allocation
    change: Change
    able: bool
    change_by_term: dict[str, float]

    @cached_property
    def change_total(self) -> float:
        """Change in the whole objective, in late contacts; more is worse."""
        return sum(self.change_by_term.values())

    def other(self, allocation: Allocation) -> Allocation:
        """Return the shift received for an allocation."""
        return self.second if allocation.id == self.first.id else self.first


class Exchanges:
    """Every exchange of two shifts of a rota, priced; the rules are asked only when needed."""

    def __init__(self, pricing: Pricing, allocations: tuple[Allocation, ...]) -> None:
        self._pricing = pricing
        whole = RotaView.whole(pricing.scenario, pricing.rota)
        self._broken_before = {_breach(finding) for finding in broken_rules(whole)}
        self._findings: dict[tuple[str, str], list[Finding]] = {}
        self._allowed: dict[tuple[str, str], bool] = {}
        self._by_allocation: defaultdict[str, list[Exchange]] = defaultdict(list)
        days_worked = defaultdict[str, set[object]](set)
        for allocation in allocations:
            days_worked[allocation.agent_id].add(allocation.day)
        week_of = pricing.scenario.week_of
        for first, second in _pairs(pricing.scenario, allocations):
            if week_of(first.day) != week_of(second.day):
                continue
            both_off = (
                second.day not in days_worked[first.agent_id]
                and first.day not in days_worked[second.agent_id]
            )
            if first.day == second.day or both_off:
                exchange = self._priced(first, second)
                self._by_allocation[first.id].append(exchange)
                self._by_allocation[second.id].append(exchange)
        for found in self._by_allocation.values():
            # Who could take no contact of the shift comes last: the price says nothing then.
            found.sort(key=lambda exchange: (not exchange.able, exchange.change_total))

    def of(self, allocation: Allocation) -> list[Exchange]:
        """All exchanges of an allocation, the least total objective first."""
        return self._by_allocation[allocation.id]

    def best(self, allocation: Allocation, count: int) -> list[Exchange]:
        """Best exchange that breaks no hard rule, with each of the ``count`` best colleagues."""
        found: dict[str, Exchange] = {}
        for exchange in self.of(allocation):
            if len(found) == count:
                break
            colleague = exchange.other(allocation).agent_id
            if colleague not in found and self._is_allowed(exchange):
                found[colleague] = exchange
        return list(found.values())

    def findings(self, exchange: Exchange) -> list[Finding]:
        """Hard rules that the exchange would break: those of the two agents, and the seats.

        In a rota from elsewhere, what is broken before the exchange as well is not counted.
        """
        key = exchange.first.id, exchange.second.id
        if key not in self._findings:
            self._findings[key] = [
                finding
                for finding in broken_rules(self._view_after(exchange))
                if _breach(finding) not in self._broken_before
            ]
        return self._findings[key]

    def _is_allowed(self, exchange: Exchange) -> bool:
        """Whether :meth:`findings` has none, which the first rule broken decides."""
        key = exchange.first.id, exchange.second.id
        if key not in self._allowed:
            self._allowed[key] = self._all_known(
                breaches(self._weeks_after(exchange), _OF_ONE_WEEK)
            ) and self._all_known(breaches(self._view_after(exchange)))
            if self._allowed[key]:
                self._findings[key] = []
        return self._allowed[key]

    def _all_known(self, found: Iterator[Finding]) -> bool:
        """Whether all that is found was so before the exchange."""
        return all(_breach(finding) in self._broken_before for finding in found)

    def _weeks_after(self, exchange: Exchange) -> RotaView:
        """Weeks of the two people alone."""
        change = exchange.change
        blocks = tuple(
            block
            for agent_id in change.agent_ids
            for shift in change.shifts_after(self._pricing.rota, agent_id)
            for block in shift.blocks
        )
        return RotaView(
            scenario=self._pricing.scenario, rota=Rota(blocks=blocks), agent_ids=change.agent_ids
        )

    def _view_after(self, exchange: Exchange) -> RotaView:
        return RotaView(
            scenario=self._pricing.scenario,
            rota=exchange.change.rota_after(self._pricing.rota),
            agent_ids=exchange.change.agent_ids,
        )

    def _priced(self, first: Allocation, second: Allocation) -> Exchange:
        scenario = self._pricing.scenario
        to_first, first_able = handed_over(scenario, second.shift, first.agent_id)
        to_second, second_able = handed_over(scenario, first.shift, second.agent_id)
        change = Change((first.shift, second.shift), (to_first, to_second))
        return Exchange(
            first=first,
            second=second,
            change=change,
            able=first_able and second_able,
            change_by_term=self._pricing.change_by_term(change),
        )


def _pairs(
    scenario: Scenario, allocations: tuple[Allocation, ...]
) -> Iterator[tuple[Allocation, Allocation]]:
    """Shifts of two people who are compared, each pair once."""
    compared = compared_people(scenario)
    by_agent: defaultdict[str, list[Allocation]] = defaultdict(list)
    for allocation in allocations:
        by_agent[allocation.agent_id].append(allocation)
    people = list(by_agent)
    partners = {
        agent_id: [
            other for other in people[place + 1 :] if frozenset((agent_id, other)) in compared
        ]
        for place, agent_id in enumerate(people)
    }
    for first in allocations:
        for other in partners[first.agent_id]:
            for second in by_agent[other]:
                yield first, second


def compared_people(scenario: Scenario) -> frozenset[frozenset[str]]:
    """Pairs of people whose shifts are exchanged for comparison: all, but in a large team.

    There each is compared with the :data:`COLLEAGUES_MOST` most alike, and with those to whom
    they are: in the queues that both may take, then in contracted hours, then in the order of
    the team, counted round from the agent so that not everybody is compared with the first.
    """
    agents = scenario.agents
    queues = {
        agent.agent_id: {
            queue
            for pool in scenario.settings.pools
            for queue in scenario.usable_queues(agent.agent_id, pool.id)
        }
        for agent in agents
    }
    most = len(agents) if len(agents) <= TEAM_COMPARED else COLLEAGUES_MOST
    pairs: set[frozenset[str]] = set()
    for place, agent in enumerate(agents):
        colleagues = [*agents[place + 1 :], *agents[:place]]
        mine = queues[agent.agent_id]
        colleagues.sort(
            key=lambda other, mine=mine, agent=agent: (
                -len(mine & queues[other.agent_id]),
                abs(other.weekly_hours - agent.weekly_hours),
            )
        )
        pairs |= {frozenset((agent.agent_id, other.agent_id)) for other in colleagues[:most]}
    return frozenset(pairs)


def _breach(finding: Finding) -> tuple[str, str | None, str]:
    return finding.rule_id, finding.agent_id, finding.message


def handed_over(scenario: Scenario, shift: Shift, agent_id: str) -> tuple[Shift, bool]:
    """Shift as another agent would work it, and whether that agent could.

    Work stays in its pool, on the queues that the agent may be logged into there. Where there is
    none the queues stay as they are, for the rule ``skills`` to object to.
    """
    blocks: list[Block] = []
    able = True
    for block in shift.blocks:
        queues = block.queues
        if block.activity is Activity.WORK and block.queues:
            usable = scenario.usable_queues(agent_id, scenario.pool_of_queue[block.queues[0]])
            able = able and bool(usable)
            queues = usable or queues
        # Two who take part in the same activity meet each other whoever has which shift.
        company = tuple(shift.agent_id if who == agent_id else who for who in block.with_agents)
        changed = {"agent_id": agent_id, "queues": queues, "with_agents": company}
        blocks.append(block.model_copy(update=changed))
    return Shift(blocks=tuple(blocks)), able
