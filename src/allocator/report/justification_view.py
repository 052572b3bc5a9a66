"""Each allocation with its justification, ready for the template."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from allocator.domain.findings import day_text
from allocator.domain.people import Agent
from allocator.domain.scenario import Scenario
from allocator.justify.claim import Claim, ClaimKind
from allocator.justify.justification import Alternative, Binding, Justification
from allocator.justify.reference import reference
from allocator.justify.term_names import TERM_NAMES
from allocator.justify.wording import clock_span
from allocator.report.formats import compact, number, percent, signed
from allocator.report.marks import claim, quote
from allocator.report.palette import PoolInk
from allocator.report.shift_bar import shift_bar
from allocator.report.week_grid import anchor

KIND_WORDS = {
    ClaimKind.FACT: "fact",
    ClaimKind.LOCAL_COMPARISON: "local comparison",
    ClaimKind.REOPTIMISED_COMPARISON: "re-optimised comparison",
    ClaimKind.ESTIMATE: "estimate",
}


_HOURS_FROM = 120
"""Minutes from which a claim of minutes is shown in hours."""


@dataclass(frozen=True)
class ClaimRow:
    """A claim with what it is of.

    Parameters
    ----------
    interval
        Ends of an estimate's range; empty of what has none.
    reference
        By which it is cited.
    """

    subject: str
    value: Markup
    unit: str
    interval: Markup
    reference: Markup


@dataclass(frozen=True)
class SourceGroup:
    """Claims of one kind and one source, one after another."""

    kind: str
    source: str
    rows: tuple[ClaimRow, ...]


@dataclass(frozen=True)
class Section:
    """Claims under one heading."""

    title: str
    groups: tuple[SourceGroup, ...]


@dataclass(frozen=True)
class AlternativeColumn:
    """An alternative person, a column of changes by term and in all, the last with a reference."""

    agent: Agent
    words: Markup
    changes: tuple[Markup, ...]
    reference: Markup


@dataclass(frozen=True)
class AllocationCard:
    """An allocation as the report shows it."""

    anchor: str
    day: str
    times: str
    pools: tuple[PoolInk, ...]
    bar: Markup
    words: tuple[Markup, ...]
    bound_by: tuple[Markup, ...]
    sections: tuple[Section, ...]
    counts: tuple[ClaimRow, ...]
    alternatives: tuple[AlternativeColumn, ...]
    forbidden: AlternativeColumn | None


@dataclass(frozen=True)
class AgentCards:
    """All allocations of one person."""

    agent: Agent
    cards: tuple[AllocationCard, ...]


def change_rows(card: AllocationCard) -> list[tuple[str, list[Markup]]]:
    """Rows of the table of alternatives: a term and its change with each other person."""
    columns = card.alternatives or ((card.forbidden,) if card.forbidden else ())
    names = [*TERM_NAMES.values(), "whole objective"]
    return [(name, [column.changes[n] for column in columns]) for n, name in enumerate(names)]


def agent_cards(
    scenario: Scenario, justifications: list[Justification], inks: dict[str, PoolInk]
) -> list[AgentCards]:
    """Cards of every agent who has an allocation, in the scenario's order."""
    mine = defaultdict[str, list[AllocationCard]](list)
    for justification in justifications:
        mine[justification.agent_id].append(_card(scenario, justification, inks))
    return [
        AgentCards(agent, tuple(mine[agent.agent_id]))
        for agent in scenario.agents
        if agent.agent_id in mine
    ]


def ledger_section(justification: Justification) -> Section:
    """Claims of an agent's place in the ledger, without those of the one shift."""
    own = [made for made in justification.fairness if not made.id.endswith("/unsocial.shift")]
    return _section("Before and after", own, justification.plan.run_id)


def claim_section(title: str, claims: Iterable[Claim], run_id: str) -> Section:
    """Return claims under a heading, with their references."""
    return _section(title, claims, run_id)


def _card(
    scenario: Scenario, justification: Justification, inks: dict[str, PoolInk]
) -> AllocationCard:
    comparison = justification.comparison
    name = justification.id
    run_id = justification.plan.run_id

    def section(title: str, claims: Iterable[Claim]) -> Section:
        return _section(title, claims, run_id)

    return AllocationCard(
        anchor=anchor(name),
        day=day_text(justification.day),
        times=clock_span(justification.start, justification.end),
        pools=tuple(inks[pool_id] for pool_id in justification.pools),
        bar=shift_bar(scenario, justification, inks),
        words=tuple(quote(f"{name}/words/{n}", line) for n, line in enumerate(justification.words)),
        bound_by=_bound_by(name, justification.bound_by),
        sections=(
            section("Eligibility, and room left to each rule", justification.eligibility),
            section("What it serves: the week without it", justification.service),
            section("The fairness ledger before and after", justification.fairness),
            *(
                [section("Practice, coaching and goals", justification.development)]
                if justification.development
                else []
            ),
            section("What these figures rest on", justification.uncertainty),
        ),
        counts=tuple(_row(made, run_id) for made in comparison.counts),
        alternatives=tuple(
            _column(scenario, f"{name}/alternatives/{n}", other, run_id)
            for n, other in enumerate(comparison.alternatives)
        ),
        forbidden=(
            _column(scenario, f"{name}/forbidden", comparison.forbidden, run_id)
            if comparison.forbidden
            else None
        ),
    )


def _bound_by(name: str, bindings: Iterable[Binding]) -> tuple[Markup, ...]:
    return tuple(quote(f"{name}/bound_by/{n}", made.words) for n, made in enumerate(bindings))


def _column(scenario: Scenario, key: str, other: Alternative, run_id: str) -> AlternativeColumn:
    return AlternativeColumn(
        agent=scenario.agent_by_id[other.agent_id],
        words=quote(f"{key}/words", other.words),
        changes=tuple(claim(made, _change(made)) for made in other.change),
        reference=_reference(other.change[-1], run_id),
    )


def _section(title: str, claims: Iterable[Claim], run_id: str) -> Section:
    """Group claims in a row that have the same kind and source."""
    groups = [
        SourceGroup(KIND_WORDS[kind], source, tuple(_row(made, run_id) for made in made_together))
        for (kind, source), made_together in groupby(claims, key=lambda c: (c.kind, c.source))
    ]
    return Section(title, tuple(groups))


def _row(made: Claim, run_id: str) -> ClaimRow:
    cited = _reference(made, run_id)
    if made.unit == "min" and isinstance(made.value, int | float) and made.value >= _HOURS_FROM:
        in_hours = claim(made, compact(made.value / 60), per=60)
        return ClaimRow(made.subject, in_hours, "h", Markup(), cited)
    text = None
    if isinstance(made.value, int | float):
        text = _number(made, made.value)
    unit = "" if made.value is None else made.unit
    return ClaimRow(made.subject, claim(made, text), unit, _interval(made), cited)


def _reference(made: Claim, run_id: str) -> Markup:
    return quote(f"reference/{made.id}", reference(run_id, made.id))


def _interval(made: Claim) -> Markup:
    if made.low is None or made.high is None:
        return Markup()
    ends = f"{_number(made, made.low)} to {_number(made, made.high)}"
    return quote(f"interval/{made.id}", ends)


def _number(made: Claim, value: float) -> str:
    """Value as its unit asks for."""
    if made.kind is ClaimKind.LOCAL_COMPARISON:
        return signed(value)
    if made.unit == "of the objective":
        return percent(value, 2)
    if made.unit == "contacts":
        return number(value, 1)
    if made.unit == "h per contracted h":
        return number(value, 3)
    return compact(value)


def _change(made: Claim) -> str:
    assert isinstance(made.value, int | float), f"{made.id} is no number"
    return signed(made.value)
