"""The fairness ledger before and after the week, ready for the template."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from allocator.domain.people import Agent
from allocator.domain.scenario import Scenario
from allocator.justify.ledger import FairnessLedger
from allocator.report.burden_chart import burden_chart
from allocator.report.formats import compact, number, signed
from allocator.report.marks import NOTHING, figure


@dataclass(frozen=True)
class BurdenRow:
    """An agent's burden, the heaviest after the week first."""

    agent: Agent
    unsocial_before: Markup
    week: Markup
    before: Markup
    after: Markup
    above_fair: Markup
    chart: Markup


@dataclass(frozen=True)
class FairnessView:
    """Burdens of all eligible agents with the team's.

    Parameters
    ----------
    agreed, left_out
        Who has no burden: those whose contract is for unsocial hours, and those of the others who
        can work none.
    """

    rows: tuple[BurdenRow, ...]
    team_before: Markup
    team_after: Markup
    agreed: tuple[Agent, ...]
    left_out: tuple[Agent, ...]


def fairness_view(scenario: Scenario, ledger: FairnessLedger) -> FairnessView:
    """Rows of the ledger, and who is left out of it."""
    eligible = {burden.agent_id for burden in ledger.burdens}
    others = [agent for agent in scenario.agents if agent.agent_id not in eligible]
    return FairnessView(
        rows=tuple(
            BurdenRow(
                agent=scenario.agent_by_id[burden.agent_id],
                unsocial_before=figure(
                    "unsocial_before",
                    burden.unsocial_before_hours,
                    compact(burden.unsocial_before_hours),
                    burden.agent_id,
                ),
                week=figure(
                    "agent_unsocial_hours",
                    burden.week_hours,
                    compact(burden.week_hours),
                    burden.agent_id,
                ),
                before=_share("burden_before", burden.before_share, burden.agent_id),
                after=_share("burden_after", burden.after_share, burden.agent_id),
                above_fair=figure(
                    "above_fair_hours",
                    ledger.above_fair_hours(burden),
                    signed(ledger.above_fair_hours(burden)),
                    burden.agent_id,
                ),
                chart=burden_chart(ledger, burden),
            )
            for burden in ledger.burdens
        ),
        team_before=_share("team_burden_before", ledger.team_before_share),
        team_after=_share("team_burden_after", ledger.team_after_share),
        agreed=tuple(agent for agent in others if agent.unsocial_agreed),
        left_out=tuple(agent for agent in others if not agent.unsocial_agreed),
    )


def _share(name: str, share: float | None, *key: str) -> Markup:
    if share is None:
        return Markup(NOTHING)
    return figure(name, share, number(share, 3), *key)
