"""The fairness ledger before and after the week: who carries how many unsocial hours."""

from __future__ import annotations

import math
from dataclasses import dataclass

from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.rules.unsocial_fairness.check import eligible_hours, week_hours


@dataclass(frozen=True)
class Burden:
    """Weighted unsocial hours of one agent over eligible contracted hours.

    Parameters
    ----------
    unsocial_before_hours, contracted_before_hours
        From ``ledger.csv``, as far as it counts; 0 where nobody has a row.
    enters_at_mean
        Whether they are the team's mean, as the agent has no row of their own.
    week_hours, planned_contracted_hours
        Weighted unsocial hours in the planned days, and their contracted hours.
    """

    agent_id: str
    unsocial_before_hours: float
    contracted_before_hours: float
    week_hours: float
    planned_contracted_hours: float
    enters_at_mean: bool = False

    @property
    def unsocial_after_hours(self) -> float:
        """Unsocial hours with the planned week."""
        return self.unsocial_before_hours + self.week_hours

    @property
    def contracted_after_hours(self) -> float:
        """Contracted hours with the planned week."""
        return self.contracted_before_hours + self.planned_contracted_hours

    @property
    def before_share(self) -> float | None:
        """Burden before the week; ``None`` where the ledger has no hours of the agent."""
        return _share(self.unsocial_before_hours, self.contracted_before_hours)

    @property
    def after_share(self) -> float:
        """Burden after the week."""
        return self.unsocial_after_hours / self.contracted_after_hours


@dataclass(frozen=True)
class FairnessLedger:
    """Burdens of all eligible agents, the heaviest after the week first.

    Agents who can work no unsocial hour that the site is open are left out, and those whose
    contract is for unsocial hours: neither an agreed limit nor an agreed burden creates a debt.
    """

    burdens: tuple[Burden, ...]

    @classmethod
    def of(cls, scenario: Scenario, rota: Rota) -> FairnessLedger:
        """Ledger of a scenario with the week of a rota."""
        rows = scenario.balances
        burdens: list[Burden] = []
        for agent_id, planned_hours in eligible_hours(scenario).items():
            row = rows.get(agent_id)
            burdens.append(
                Burden(
                    agent_id=agent_id,
                    unsocial_before_hours=row.unsocial_hours if row else 0.0,
                    contracted_before_hours=row.contracted_hours if row else 0.0,
                    week_hours=week_hours(scenario, rota.shifts(agent_id)),
                    planned_contracted_hours=planned_hours,
                    enters_at_mean=row is not None and row.basis == "mean",
                )
            )
        burdens.sort(key=lambda burden: (-burden.after_share, burden.agent_id))
        return cls(tuple(burdens))

    @property
    def team_before_share(self) -> float | None:
        """Unsocial over contracted hours of all before the week; ``None`` without a ledger."""
        return _share(
            math.fsum(burden.unsocial_before_hours for burden in self.burdens),
            math.fsum(burden.contracted_before_hours for burden in self.burdens),
        )

    @property
    def team_after_share(self) -> float | None:
        """Unsocial over contracted hours of all after the week: the fair share."""
        return _share(
            math.fsum(burden.unsocial_after_hours for burden in self.burdens),
            math.fsum(burden.contracted_after_hours for burden in self.burdens),
        )

    def burden(self, agent_id: str) -> Burden | None:
        """Burden of one agent; ``None`` where the agent is not eligible."""
        return next((burden for burden in self.burdens if burden.agent_id == agent_id), None)

    def above_fair_hours(self, burden: Burden) -> float:
        """Unsocial hours after the week above the agent's fair share; negative below it."""
        fair_share = self.team_after_share or 0.0
        return burden.unsocial_after_hours - fair_share * burden.contracted_after_hours


def _share(hours: float, contracted_hours: float) -> float | None:
    return hours / contracted_hours if contracted_hours else None
