"""Every ledger in order, what fairness cost and who is left with nothing, for the template."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from allocator.domain.people import Agent
from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.justify.burdens import LedgerKind, OrderedLedger, ordered_ledgers
from allocator.justify.fairness_claims import PRICE_ID
from allocator.justify.left_with_nothing import left_with_nothing
from allocator.justify.reference import reference
from allocator.report.formats import compact, number, signed
from allocator.report.marks import NOTHING, figure, quote


@dataclass(frozen=True)
class LedgerRow:
    """One person in one ledger."""

    agent: Agent
    at_mean: bool
    before: Markup
    planned: Markup
    after: Markup
    base: Markup
    share: Markup
    above: Markup


@dataclass(frozen=True)
class LedgerTable:
    """A ledger, the worst off first.

    Parameters
    ----------
    range_share, gini, jain
        How unequal the shares are; ``None`` where nobody has anything.
    """

    kind: LedgerKind
    rows: tuple[LedgerRow, ...]
    team: Markup
    range_share: Markup | None
    gini: Markup | None
    jain: Markup | None


@dataclass(frozen=True)
class PriceView:
    """What fairness cost, in figures, and the reference by which it is cited."""

    late: Markup
    late_without: Markup
    cost: Markup
    excess: Markup
    excess_without: Markup
    worst: Markup
    worst_without: Markup
    seconds: Markup
    chance: Markup
    reference: Markup


@dataclass(frozen=True)
class LeftRow:
    """Somebody who is left with nothing."""

    agent: Agent
    words: str


@dataclass(frozen=True)
class LedgersView:
    """All of it; ``price`` is ``None`` where it was not searched for."""

    tables: tuple[LedgerTable, ...]
    price: PriceView | None
    left: tuple[LeftRow, ...]
    window: Markup


def ledgers_view(scenario: Scenario, plan: Plan) -> LedgersView:
    """Tables of all ledgers that concern anybody, unsocial hours first."""
    weeks = scenario.settings.fairness.window_weeks
    return LedgersView(
        tables=tuple(
            _table(scenario, ledger)
            for ledger in ordered_ledgers(scenario, plan.rota)
            if any(line.after for line in ledger.lines)
        ),
        price=_price(plan),
        left=tuple(
            LeftRow(scenario.agent_by_id[one.agent_id], one.words)
            for one in left_with_nothing(scenario, plan.rota)
        ),
        window=figure("ledger_window_weeks", weeks, compact(weeks)),
    )


def _table(scenario: Scenario, ledger: OrderedLedger) -> LedgerTable:
    name = ledger.kind.name
    spread = ledger.spread

    def shown(figure_name: str, value: float, text: str, agent_id: str) -> Markup:
        return figure(f"ledger_{figure_name}", value, text, name, agent_id)

    rows = tuple(
        LedgerRow(
            agent=scenario.agent_by_id[line.agent_id],
            at_mean=line.at_mean,
            before=shown("before", line.before, compact(line.before), line.agent_id),
            planned=shown("planned", line.planned, compact(line.planned), line.agent_id),
            after=shown("after", line.after, compact(line.after), line.agent_id),
            base=shown("base", line.after_base, compact(line.after_base), line.agent_id),
            share=shown("share", line.after_share, number(line.after_share, 3), line.agent_id),
            above=shown(
                "above", ledger.above_fair(line), signed(ledger.above_fair(line)), line.agent_id
            ),
        )
        for line in ledger.lines
    )
    team = ledger.team_after
    fair = Markup(NOTHING) if team is None else figure("ledger_team", team, number(team, 3), name)
    return LedgerTable(
        kind=ledger.kind,
        rows=rows,
        team=fair,
        range_share=spread
        and figure("ledger_range", spread.range_share, number(spread.range_share, 3), name),
        gini=spread and figure("ledger_gini", spread.gini, number(spread.gini, 3), name),
        jain=spread and figure("ledger_jain", spread.jain, number(spread.jain, 3), name),
    )


def _price(plan: Plan) -> PriceView | None:
    price = plan.summary.fairness_price
    if price is None:
        return None
    return PriceView(
        late=_priced("late_contacts", price.late_contacts),
        late_without=_priced("late_contacts_without", price.late_contacts_without),
        cost=_priced("cost", price.cost),
        excess=_priced("excess", price.excess),
        excess_without=_priced("excess_without", price.excess_without),
        worst=_priced("worst_share", price.worst_share, 3),
        worst_without=_priced("worst_share_without", price.worst_share_without, 3),
        seconds=_priced("search_seconds", price.search_seconds),
        chance=_priced("searched_on_gain", price.searched_on_gain),
        reference=quote(f"reference/{PRICE_ID}", reference(plan.summary.run_id, PRICE_ID)),
    )


def _priced(name: str, value: float, decimals: int = 1) -> Markup:
    return figure(f"fairness_{name}", value, number(value, decimals))
